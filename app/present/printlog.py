# SPDX-License-Identifier: MulanPSL-2.0
"""打印台账 (ux 3.10, D-9): every printing, what became of its sheets, and the balance."""

from __future__ import annotations

from attrs import frozen

from app.kernel.errors import UserError
from app.present.presenter import Presenter
from app.present.session import Session
from app.vault.register import PrintEntry, PrintFate, PrintNote

FATES: dict[PrintFate, str] = {
    "bound": "装订",
    "handed_over": "移交",
    "destroyed": "销毁",
    "spoiled": "废页",
    "unexplained": "说不清",
}
_STATES = {"draft": "校对稿", "formal": "正式稿", "spoiled": "废页"}


@frozen
class LogLine:
    """One printing as listed."""

    number: int
    shown: str
    at: str
    who: str
    what: str
    state: str
    sides: str
    where: str
    fate: str


@frozen
class LogState:
    """Everything the screen draws; ``balance`` says where every sheet is."""

    lines: tuple[LogLine, ...]
    balance: str


class PrintLogPresenter(Presenter):
    """Lists the register of the whole vault; entries are added to, never changed."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)

    @property
    def state(self) -> LogState:
        """Return the register, the newest printing first."""
        lines = tuple(self._line(entry) for entry in reversed(self.session.vault.prints()))
        count = self.session.vault.print_balance()
        balance = (
            f"印出 {count.printed} 张 = 装订 {count.bound} + 移交 {count.handed_over}"
            f" + 销毁 {count.destroyed} + 在手 {count.in_hand} + 说不清 {count.unexplained}"
        )
        return LogState(lines, balance)

    def _line(self, entry: PrintEntry) -> LogLine:
        notes = self.session.vault.print_notes(entry.number)
        fate = "，".join(f"{FATES[note.kind]} {note.sheets} 张" for note in notes)
        where = entry.printer or entry.destination
        return LogLine(
            number=entry.number,
            shown=str(entry.number).zfill(4),
            at=entry.at.replace("T", " ")[5:16],
            who=entry.actor,
            what=entry.what,
            state=_STATES[entry.state],
            sides=f"{entry.pages}/{entry.sheets}",
            where=where,
            fate=fate or ("存为文件" if not entry.sheets else "在手"),
        )

    def note(self, number: int, kind: PrintFate, typed: str, words: str) -> None:
        """Add what became of some sheets.

        Raises:
            UserError: PRINTLOG-SHEETS for no sheets, VAULT-PRINT-SHEETS for more than are in hand.
        """
        sheets = int(typed) if typed.isascii() and typed.isdigit() else 0
        if sheets < 1:
            raise UserError("PRINTLOG-SHEETS", typed=typed)
        self.session.vault.note_print(PrintNote(number, kind, sheets, self.session.actor, words))
        self.changed()
