# SPDX-License-Identifier: MulanPSL-2.0
"""From a backup to a vault one can work in (ux S02): which copy, where to, its passphrase; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from app.kernel.clock import Clock
from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys, wipe
from app.kernel.messages import Message
from app.kernel.progress import Progress
from app.present.entry.startup import KnownVault, PreferenceStore
from app.present.entry.unlock import HEADER_FILES, VaultGate, opened_words, place_words
from app.present.telling import Telling

MANIFEST = "backup.json"


@frozen
class BackupLine:
    """One backup that was found; ``where`` is its folder in words."""

    folder: str
    alias: str
    at: str
    where: str


@frozen
class RestoreState:
    """What the page draws.

    Attributes:
        target: where the vault will lie, in words; empty while no backup is chosen.
        in_the_way: what becomes of the vault that lies there now; empty when nothing does.
        done: set when it is restored.
    """

    lines: tuple[BackupLine, ...]
    chosen: BackupLine | None
    target: str
    in_the_way: str
    recovering: bool
    message: Message | None
    wrong_group: int
    done: str


@frozen
class Restored:
    """A vault put back, with its keys; ``aside`` is where the former one lies now."""

    folder: Path
    keys: VaultKeys
    aside: Path | None


class RestorePresenter(Telling):
    """Finds backups: the rolling copies of the known vaults, and those in a folder a person chose."""

    def __init__(self, store: PreferenceStore, clock: Clock, home: Path) -> None:
        super().__init__()
        self._store, self._clock, self._home = store, clock, home
        self._gate = VaultGate()
        self._elsewhere: Path | None = None
        self._chosen = ""
        self._target: Path | None = None
        self._recovering = False
        self._message: Message | None = None
        self._wrong_group = 0
        self._done = ""

    @property
    def state(self) -> RestoreState:
        """Return the page as it stands."""
        lines = self._lines()
        chosen = next((line for line in lines if line.folder == self._chosen), None)
        if chosen is None and lines:
            chosen = lines[0]
        self._chosen = chosen.folder if chosen else ""
        target = self._target_of(chosen) if chosen else None
        return RestoreState(
            lines, chosen, place_words(str(target)) if target else "",
            _in_the_way(target), self._recovering, self._message, self._wrong_group, self._done,
        )  # fmt: skip

    def _lines(self) -> tuple[BackupLine, ...]:
        from app.vault import backups  # not before the first window stands

        found: dict[Path, BackupLine] = {}
        folders = [backups.copies_of(Path(known.folder)) for known in self._store.value.vaults]
        for folder in [*([self._elsewhere] if self._elsewhere else []), *folders]:
            for entry in backups.list_backups(folder):
                line = self._line(entry.folder, entry.at.isoformat())
                if line is not None:
                    found.setdefault(entry.folder, line)
        if self._elsewhere is not None and (self._elsewhere / MANIFEST).is_file():
            line = self._line(self._elsewhere, "")
            if line is not None:
                found.setdefault(self._elsewhere, line)
        return tuple(found.values())

    def _line(self, folder: Path, at: str) -> BackupLine | None:
        try:
            face = self._gate.face(folder)
        except UserError:
            return None
        when = opened_words(at).removeprefix("上次 ") if at else "文件夹里没有写时间"
        return BackupLine(str(folder), face.alias, when, place_words(str(folder.parent)))

    def _target_of(self, line: BackupLine) -> Path:
        if self._target is not None:
            return self._target
        known = next((v for v in self._store.value.vaults if v.alias == line.alias), None)
        return Path(known.folder) if known else self._home / line.alias

    # -- what a person does

    def look_in(self, folder: Path) -> None:
        """Look for backups in a folder; raises UserError RESTORE-NONE when there are none."""
        before, self._elsewhere = self._elsewhere, folder
        there = [line for line in self._lines() if Path(line.folder).is_relative_to(folder)]
        if not there:
            self._elsewhere = before
            raise UserError("RESTORE-NONE", folder=place_words(str(folder)))
        self.choose(there[0].folder)

    def choose(self, folder: str) -> None:
        """Take a backup in hand."""
        self._chosen, self._message, self._wrong_group = folder, None, 0
        self.changed()

    def put_into(self, parent: Path) -> None:
        """Restore into a folder of its own under another one."""
        line = self.state.chosen
        if line is not None:
            self._target = parent / line.alias
            self.changed()

    def recover_instead(self, on: bool) -> None:
        """Ask for the recovery digits in place of the passphrase, or the other way round."""
        self._recovering, self._message, self._wrong_group = on, None, 0
        self.changed()

    def refused(self, fault: UserError) -> None:
        """Keep what was refused for the page."""
        self._message = fault.message
        group = fault.values.get("group")
        self._wrong_group = (
            group if fault.code == "VAULT-RECOVERY-GROUP" and isinstance(group, int) else 0
        )
        self.changed()

    def restoring(self, passphrase: bytearray, groups: list[str]) -> Callable[[Progress], Restored]:
        """Return the work, to be run off the window's thread; it wipes the passphrase.

        Raises:
            UserError: RESTORE-NONE without a backup, UI-PASSPHRASE-EMPTY; from the work: what the
                gate and backups.restore raise. Nothing that lies anywhere is changed then.
        """
        line = self.state.chosen
        if line is None:
            raise UserError("RESTORE-NONE", folder="")
        if not passphrase and not self._recovering:
            raise UserError("UI-PASSPHRASE-EMPTY")
        backup, target, recovering = Path(line.folder), self._target_of(line), self._recovering

        def work(progress: Progress) -> Restored:
            try:
                keys = (
                    self._gate.recover(backup, groups)
                    if recovering
                    else self._gate.unlock(backup, passphrase)
                )
            finally:
                wipe(passphrase)
            return _restored(backup, target, keys, self._clock, progress)

        return work

    def restored(self, outcome: Restored) -> None:
        """Put the vault on the list and say what became of the former one."""
        face = self._gate.face(outcome.folder)
        known = KnownVault(str(outcome.folder), face.alias, face.marking, "", face.practice)
        self._store.put(self._store.value.remember(known))
        self._message = None
        self._done = f"“{face.alias}”恢复好了，在 {place_words(str(outcome.folder))}。"
        if outcome.aside is not None:
            self._done += f"原来的库没有删，改名为“{outcome.aside.name}”，放在旁边。"
        self.changed()


def _in_the_way(target: Path | None) -> str:
    if target is None or not target.exists():
        return ""
    if any((target / name).is_file() for name in HEADER_FILES):
        return "那里现在有一个库：恢复前先把它改名放在旁边，不会覆盖，也不会删。"
    return "那里已经有一个同名的文件夹：先改名放在旁边，不会覆盖。"


def _restored(
    backup: Path, target: Path, keys: VaultKeys, clock: Clock, progress: Progress
) -> Restored:
    from app.model.operations import Event
    from app.vault import backups
    from app.vault.vault import Vault

    aside = backups.restore(backup, target, keys, clock=clock, progress=progress)
    with Vault.open(target, keys, clock=clock) as vault:
        detail: dict[str, str | int | bool] = {"name": backup.name}
        vault.note(Event("restore", vault.header.id, "", clock.now().isoformat(), detail))
    return Restored(target, keys, aside)
