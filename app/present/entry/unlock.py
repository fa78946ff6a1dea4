# SPDX-License-Identifier: MulanPSL-2.0
"""Vault cards and unlocking (ux S02). Sees a passphrase only as bytes it wipes, and never the data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys, wipe
from app.kernel.messages import Message
from app.kernel.progress import Progress
from app.present.entry.startup import (
    DateQuestion,
    KnownVault,
    PreferenceStore,
    date_question,
)
from app.present.telling import Telling

HEADER_FILES = ("vault.hdr", "vault.hdr.bak")


@frozen
class Face:
    """What a vault shows without its passphrase."""

    alias: str
    marking: str
    practice: bool


class Gate(Protocol):
    """What the vault room lends to this presenter."""

    def face(self, folder: Path) -> Face:
        """Return what stands in the header in clear; raises UserError."""

    def unlock(self, folder: Path, passphrase: bytearray) -> VaultKeys:
        """Return the keys; raises UserError M42, M42-WAIT and what is wrong with the header."""

    def recover(self, folder: Path, groups: list[str]) -> VaultKeys:
        """Return the keys for recovery digits; raises UserError."""

    def seconds_to_wait(self, folder: Path) -> int:
        """Return how long the next attempt has to wait."""


class VaultGate:
    """The gate of the real vault room, imported when first used so that the window opens fast."""

    def face(self, folder: Path) -> Face:
        """Return alias, marking and whether it is a practice vault; raises UserError."""
        from app.vault import header

        newest = max(header.read_copies(folder), key=lambda copy: copy.header.gen).header
        return Face(newest.alias, newest.marking, newest.practice)

    def unlock(self, folder: Path, passphrase: bytearray) -> VaultKeys:
        """Return the keys; raises UserError."""
        from app.vault import unlocking

        return unlocking.unlock(folder, passphrase)

    def recover(self, folder: Path, groups: list[str]) -> VaultKeys:
        """Return the keys for recovery digits; raises UserError."""
        from app.vault import unlocking

        return unlocking.unlock_with_recovery(folder, groups)

    def seconds_to_wait(self, folder: Path) -> int:
        """Return how long the next attempt has to wait."""
        from app.vault import attempts

        return attempts.read(folder).wait(attempts.running_time())


@frozen
class VaultCard:
    """One card.

    Attributes:
        facts: marking and last opening, one line.
        hint: what a practice vault's card says about its passphrase.
        gone: the folder is not where it was.
    """

    folder: str
    alias: str
    marking: str
    facts: str
    where: str
    hint: str = ""
    gone: bool = False


@frozen
class UnlockState:
    """What the page draws."""

    cards: tuple[VaultCard, ...]
    chosen: VaultCard | None
    wait: int
    message: Message | None
    question: DateQuestion | None
    text_size: int
    recovering: bool
    wrong_group: int


def opened_words(iso: str) -> str:
    """Return 上次 6月14日 17:02, or 还没有打开过."""
    try:
        moment = dt.datetime.fromisoformat(iso)
    except ValueError:
        return "还没有打开过"
    return f"上次 {moment.month}月{moment.day}日 {moment:%H:%M}"


def place_words(folder: str) -> str:
    """Return a folder as people read it: steps with › between them."""
    path = Path(folder)
    steps = [path.drive.rstrip(":") + " 盘"] if path.drive else []
    return " › ".join([*steps, *path.parts[1:]]) or folder


class UnlockPresenter(Telling):
    """Cards, the chosen one, what was wrong with the last attempt, and the question about the date."""

    def __init__(
        self,
        store: PreferenceStore,
        gate: Gate | None = None,
        practice_passphrase: str = "",
        today: Callable[[], dt.date] | None = None,
    ) -> None:
        super().__init__()
        self._store = store
        self._gate: Gate = gate if gate is not None else VaultGate()
        self._practice_passphrase = practice_passphrase
        self._today = today if today is not None else store.value.clock().today
        self._chosen = next((v.folder for v in store.value.vaults if not self._gone(v.folder)), "")
        self._message: Message | None = None
        self._recovering = False
        self._wrong_group = 0
        self._question = date_question(self._today(), store.value)

    # -- state

    @property
    def state(self) -> UnlockState:
        """Return the page as it stands."""
        cards = tuple(self._card(known) for known in self._store.value.vaults)
        chosen = next((card for card in cards if card.folder == self._chosen), None)
        wait = self._gate.seconds_to_wait(Path(chosen.folder)) if chosen and not chosen.gone else 0
        return UnlockState(
            cards, chosen, wait, self._message, self._question,
            self._store.value.text_size, self._recovering, self._wrong_group,
        )  # fmt: skip

    @staticmethod
    def _gone(folder: str) -> bool:
        return not any((Path(folder) / name).is_file() for name in HEADER_FILES)

    def _card(self, known: KnownVault) -> VaultCard:
        gone = self._gone(known.folder)
        facts = "　".join(filter(None, (known.marking, opened_words(known.opened))))
        hint = f"练习库，口令：{self._practice_passphrase}" if known.practice else ""
        return VaultCard(
            known.folder, known.alias, known.marking,
            "已被移走，或者盘没有插上" if gone else facts, place_words(known.folder),
            "" if gone or not self._practice_passphrase else hint, gone,
        )  # fmt: skip

    # -- cards

    def choose(self, folder: str) -> None:
        """Take a card in hand."""
        self._chosen, self._message, self._recovering, self._wrong_group = folder, None, False, 0
        self.changed()

    def add(self, folder: Path) -> None:
        """Put a vault from elsewhere on the list; raises UserError when it is none."""
        face = self._gate.face(folder)
        known = next((v for v in self._store.value.vaults if v.folder == str(folder)), None)
        opened = known.opened if known else ""
        self._store.put(
            self._store.value.remember(
                KnownVault(str(folder), face.alias, face.marking, opened, face.practice)
            )
        )
        self.choose(str(folder))

    def relocate(self, old: str, new: Path) -> None:
        """Say where a moved vault lies now; raises UserError when it is another one or none."""
        before = next((v for v in self._store.value.vaults if v.folder == old), None)
        face = self._gate.face(new)
        known = KnownVault(
            str(new), face.alias, face.marking, before.opened if before else "", face.practice
        )
        self._store.put(self._store.value.forget(old).remember(known))
        self.choose(str(new))

    def forget(self, folder: str) -> None:
        """Take a card off the list; the vault stays where it is."""
        self._store.put(self._store.value.forget(folder))
        if self._chosen == folder:
            self._chosen = ""
        self.changed()

    # -- opening

    def opening(self, passphrase: bytearray) -> Callable[[Progress], VaultKeys]:
        """Return the work of unlocking, to be run off the window's thread; it wipes the passphrase.

        Raises:
            UserError: UI-PASSPHRASE-EMPTY, UI-VAULT-GONE.
        """
        folder = self._folder_in_hand()
        if not passphrase:
            raise UserError("UI-PASSPHRASE-EMPTY")

        def work(_progress: Progress) -> VaultKeys:
            try:
                return self._gate.unlock(folder, passphrase)
            finally:
                wipe(passphrase)

        return work

    def recovering(self, groups: list[str]) -> Callable[[Progress], VaultKeys]:
        """Return the work of unlocking with recovery digits; raises UserError UI-VAULT-GONE."""
        folder = self._folder_in_hand()
        typed = list(groups)
        return lambda _progress: self._gate.recover(folder, typed)

    def _folder_in_hand(self) -> Path:
        known = next((v for v in self._store.value.vaults if v.folder == self._chosen), None)
        if known is None or self._gone(known.folder):
            alias, folder = (known.alias, known.folder) if known else ("", self._chosen)
            raise UserError("UI-VAULT-GONE", alias=alias, folder=place_words(folder))
        return Path(known.folder)

    def recover_instead(self, on: bool) -> None:
        """Ask for the recovery digits in place of the passphrase, or the other way round."""
        self._recovering, self._message, self._wrong_group = on, None, 0
        self.changed()

    def refused(self, fault: UserError) -> None:
        """Keep what the gate said for the page."""
        self._message = fault.message
        group = fault.values.get("group")
        self._wrong_group = (
            group if fault.code == "VAULT-RECOVERY-GROUP" and isinstance(group, int) else 0
        )
        self.changed()

    def tick(self) -> None:
        """A second of the waiting went by."""
        self.changed()

    def opened(self) -> Path:
        """Remember the vault in hand as the last opened and return its folder."""
        folder = self._folder_in_hand()
        face = self._gate.face(folder)
        now = self._store.value.clock().now().replace(second=0).isoformat()
        known = KnownVault(str(folder), face.alias, face.marking, now, face.practice)
        value = self._store.value.remember(known)
        if not face.practice:
            value = attrs.evolve(value, last_day=self._today().isoformat())
        self._store.put(value)
        return folder

    # -- the date

    def day_is_right(self) -> None:
        """The person confirms the day shown."""
        if self._question is not None:
            self._settle(self._question.shown)

    def day_is(self, day: dt.date) -> None:
        """The person says which day it is; later starts count from it."""
        self._settle(day)

    def _settle(self, day: dt.date) -> None:
        moved = (day - self._today()).days
        self._store.update(
            last_day=day.isoformat(),
            clock_days=self._store.value.clock_days + moved,
            clock_noted=False,
        )
        self._today = self._store.value.clock().today if moved else self._today
        self._question = None
        self.changed()


def renewing(
    folder: Path, keys: VaultKeys, first: bytearray, second: bytearray
) -> Callable[[Progress], None]:
    """Return the work of giving a vault another passphrase; both byte arrays are wiped by it.

    Raises:
        UserError: UI-PASSPHRASE-TWICE at once; VAULT-PASSPHRASE-… from the work.
    """
    if first != second:
        wipe(first)
        wipe(second)
        raise UserError("UI-PASSPHRASE-TWICE")
    wipe(second)

    def work(_progress: Progress) -> None:
        from app.vault.unlocking import set_passphrase

        try:
            set_passphrase(folder, keys, first)
        finally:
            wipe(first)

    return work
