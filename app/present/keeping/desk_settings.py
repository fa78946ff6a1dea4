# SPDX-License-Identifier: MulanPSL-2.0
"""设置 (ux S38): what belongs to this vault: who sits here, when it locks, copies, its secrets."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.keys import wipe
from app.kernel.progress import Progress
from app.kernel.text import clean_line
from app.model.operations import Event
from app.paper.recovery_sheet import TITLE, Keeper, RecoverySheet, recovery_paper
from app.present.entry.unlock import place_words
from app.present.keeping import copies
from app.present.presenter import Presenter
from app.present.prints.loose import LoosePaper
from app.present.prints.thickness import LEAST_MM, MOST_MM, comfortable_mm, sensible_mm
from app.present.prints.thickness import SETTING as THICK_SETTING
from app.present.session import Session
from app.vault.backups import copies_of

LOCK_SETTING = "desk.lock_minutes"
ACTOR_SETTING = "desk.actor"
PANE_SETTING = "desk.pane"
LOCK_USUAL, LOCK_LEAST, LOCK_MOST = 10, 3, 30


def lock_minutes(session: Session) -> int:
    """Return after how many idle minutes this vault locks: 3 to 30 (ux 2.10), 10 when nothing was set."""
    stored = session.vault.setting(LOCK_SETTING) or ""
    minutes = int(stored) if stored.isascii() and stored.isdigit() else LOCK_USUAL
    return min(max(minutes, LOCK_LEAST), LOCK_MOST)


def side_pane(session: Session) -> bool:
    """Tell whether the right pane is shown where there is room."""
    return session.vault.setting(PANE_SETTING) != "off"


@frozen
class DeskSettingsState:
    """What the page draws about this vault.

    Attributes:
        copies: it keeps rolling copies; copies_words: where they lie and how new they are.
        writable: a vault opened to read keeps no settings.
    """

    alias: str
    marking: str
    folder: str
    actor: str
    lock_minutes: int
    copies: bool
    copies_words: str
    practice: bool
    writable: bool
    side_pane: bool
    thick_mm: int


class DeskSettingsPresenter(Presenter):
    """Reads and keeps the settings of the open vault; each change is on record."""

    @property
    def state(self) -> DeskSettingsState:
        """Return the settings as they stand."""
        vault = self.session.vault
        return DeskSettingsState(
            alias=vault.header.alias,
            marking=vault.header.marking,
            folder=place_words(str(vault.folder)),
            actor=self.session.actor,
            lock_minutes=lock_minutes(self.session),
            copies=copies.wanted(self.session),
            copies_words=self._copies_words(),
            practice=vault.header.practice,
            writable=not vault.read_only,
            side_pane=side_pane(self.session),
            thick_mm=comfortable_mm(self.session),
        )

    def _copies_words(self) -> str:
        newest = copies.newest(self.session)
        where = place_words(str(copies_of(self.session.vault.folder)))
        when = f"最新一份 {newest.month}月{newest.day}日 {newest:%H:%M}" if newest else "还没有"
        return f"留最近 5 份和 14 天里每天最后一份，放在 {where}。{when}。"

    def set_actor(self, typed: str) -> None:
        """Say who sits here; the name goes onto marks and events from now on.

        Raises:
            UserError: KEEP-ACTOR for an empty name; or as Vault.set_setting.
        """
        name = clean_line(typed)
        if not name:
            raise UserError("KEEP-ACTOR")
        self._keep(ACTOR_SETTING, name)
        self.session.actor = name
        self.session.forget_derived()

    def set_lock_minutes(self, typed: str) -> None:
        """Set after how many idle minutes the vault locks; raises UserError KEEP-LOCK-MINUTES."""
        if not (typed.isascii() and typed.isdigit() and LOCK_LEAST <= int(typed) <= LOCK_MOST):
            raise UserError("KEEP-LOCK-MINUTES", typed=typed, least=LOCK_LEAST, most=LOCK_MOST)
        self._keep(LOCK_SETTING, typed)
        self.changed()

    def set_thick(self, typed: str) -> None:
        """Set from which thickness of a volume splitting is offered (M23); raises UserError KEEP-THICK."""
        if not sensible_mm(typed):
            raise UserError("KEEP-THICK", typed=typed, least=LEAST_MM, most=MOST_MM)
        self._keep(THICK_SETTING, typed)
        self.changed()

    def set_copies(self, on: bool) -> None:
        """Keep rolling copies, or do not."""
        self._keep(copies.SETTING, "on" if on else copies.OFF)
        self.changed()

    def set_side_pane(self, on: bool) -> None:
        """Show the right pane where there is room, or keep it folded."""
        self._keep(PANE_SETTING, "on" if on else "off")

    def _keep(self, key: str, value: str) -> None:
        session = self.session
        session.vault.set_setting(key, value)
        now = session.clock.now().isoformat()
        session.vault.note(
            Event("setting", session.vault.header.id, session.actor, now, {"name": key})
        )

    # -- secrets

    def changing_passphrase(
        self, old: bytearray, first: bytearray, second: bytearray
    ) -> Callable[[Progress], None]:
        """Return the work of changing the passphrase, off the window's thread; it wipes all three.

        Raises:
            UserError: UI-PASSPHRASE-TWICE at once; M42, VAULT-PASSPHRASE-… from the work.
        """
        if first != second:
            for each in (old, first, second):
                wipe(each)
            raise UserError("UI-PASSPHRASE-TWICE")

        def work(_progress: Progress) -> None:
            try:
                self.session.vault.change_passphrase(old, first)
            finally:
                for each in (old, first, second):
                    wipe(each)

        return work

    def renewing_recovery(self, keepers: tuple[Keeper, Keeper]) -> Callable[[Progress], LoosePaper]:
        """Return the work of replacing the recovery digits; its outcome is the sheet to print.

        Raises:
            UserError: KEEP-TWO-KEEPERS when the halves would not go to two people in two envelopes.
        """
        cleaned = [Keeper(clean_line(k.name), clean_line(k.envelope)) for k in keepers]
        upper, lower = cleaned
        if not (upper.name and lower.name and upper.envelope and lower.envelope):
            raise UserError("KEEP-TWO-KEEPERS")
        if upper.name == lower.name or upper.envelope == lower.envelope:
            raise UserError("KEEP-TWO-KEEPERS")

        def work(_progress: Progress) -> LoosePaper:
            vault = self.session.vault
            groups = tuple(vault.renew_recovery())
            now = self.session.clock.now().isoformat()
            detail: dict[str, str | int | bool] = {
                "upper": upper.envelope,
                "lower": lower.envelope,
            }
            vault.note(Event("envelopes", vault.header.id, self.session.actor, now, detail))
            sheet = RecoverySheet(vault.header.alias, vault.header.marking, groups, (upper, lower))
            return LoosePaper(
                self.session, TITLE, lambda copy: recovery_paper(sheet, copy), "recovery-sheet.pdf"
            )

        return work
