# SPDX-License-Identifier: MulanPSL-2.0
"""打印台账 (ux 3.10, D-9): every printing, what became of its sheets, and the balance."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from app.kernel.errors import UserError
from app.paper.core.press import Piece
from app.paper.print_register import TITLE, RegisterLine, register_paper
from app.present.presenter import Presenter
from app.present.prints.loose import LoosePaper
from app.present.prints.printing import shown_number
from app.present.session import Session
from app.present.signed.records import sheets_of
from app.present.unit.roll import RollCopy
from app.vault.print_notes import PrintFate, PrintNote
from app.vault.register import PrintEntry

FATES: dict[PrintFate, str] = {
    "bound": "装订",
    "handed_over": "移交",
    "destroyed": "销毁",
    "spoiled": "废页",
    "unexplained": "说不清",
}
ALL = "all"
_STATES = {"draft": "校对稿", "formal": "正式稿", "spoiled": "废页"}


@frozen
class LogLine:
    """One printing as listed; ``in_hand`` counts the sheets nobody has said anything about yet."""

    number: int
    shown: str
    at: str
    who: str
    what: str
    state: str
    sides: str
    copies: str
    where: str
    fate: str
    in_hand: int
    spoiled: int


FILTERS: tuple[tuple[str, str, Callable[[LogLine], bool]], ...] = (
    (ALL, "全部", lambda _line: True),
    ("open", "没登记去向", lambda line: line.in_hand > 0),
    ("spoiled", "废页", lambda line: line.spoiled > 0),
    ("formal", "正式稿", lambda line: line.state == _STATES["formal"]),
)


@frozen
class LogFilter:
    """One chip and how many printings it shows."""

    key: str
    word: str
    count: int


@frozen
class LogState:
    """Everything the screen draws; ``balance`` says where every sheet is."""

    lines: tuple[LogLine, ...]
    balance: str
    filters: tuple[LogFilter, ...]
    chosen: str
    number: str


class PrintLogPresenter(Presenter):
    """Lists the register of the whole vault; entries are added to, never changed."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._chosen = ALL

    @property
    def state(self) -> LogState:
        """Return the register, the newest printing first."""
        lines = self._lines()
        filters = tuple(
            LogFilter(key, word, sum(fits(line) for line in lines)) for key, word, fits in FILTERS
        )
        fits = next(fits for key, _word, fits in FILTERS if key == self._chosen)
        return LogState(
            tuple(line for line in lines if fits(line)),
            self._balance(),
            filters,
            self._chosen,
            shown_number(self.session.vault.next_print_number()),
        )

    def choose(self, key: str) -> None:
        """Show only some printings."""
        self._chosen = key
        self.changed()

    def _lines(self) -> list[LogLine]:
        return [self._line(entry) for entry in reversed(self.session.vault.prints())]

    def _balance(self) -> str:
        count = self.session.vault.print_balance()
        return (
            f"印出 {count.printed} 张 = 装订 {count.bound} + 移交 {count.handed_over}"
            f" + 销毁 {count.destroyed} + 在手 {count.in_hand} + 说不清 {count.unexplained}"
        )

    def _line(self, entry: PrintEntry) -> LogLine:
        notes = self.session.vault.print_notes(entry.number)
        fate = "，".join(f"{FATES[note.kind]} {note.sheets} 张" for note in notes)
        where = entry.printer or entry.destination
        unnoted = "在手" if entry.sheets else "存为文件"
        return LogLine(
            number=entry.number,
            shown=str(entry.number).zfill(4),
            at=entry.at.replace("T", " ")[5:16],
            who=entry.actor,
            what=entry.what,
            state=_STATES[entry.state],
            sides=f"{entry.pages}/{entry.sheets}",
            copies=str(entry.copies),
            in_hand=entry.sheets - sum(note.sheets for note in notes if note.kind != "spoiled"),
            spoiled=sum(note.sheets for note in notes if note.kind == "spoiled"),
            where=where,
            fate="，".join(filter(None, (fate or unnoted, self._came_back(entry.number)))),
        )

    def _came_back(self, number: int) -> str:
        """Return how many sheets came back signed and scanned, empty for none."""
        found = [sheet for sheet in sheets_of(self.session.vault, number) if not sheet.cancelled]
        return f"签后扫描 {len(found)} 页" if found else ""

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

    # -- the register on paper

    def paper(self) -> LoosePaper:
        """Return the whole register as a paper."""
        return LoosePaper(
            self.session, TITLE, self._made, f"print-register-{self.state.number}.pdf"
        )

    def _made(self, copy: RollCopy) -> Piece:
        unit = self.session.unit
        lines = [
            RegisterLine(
                each.shown, each.at, each.who, each.what, each.state, each.sides, each.copies,
                each.where, each.fate,
            )
            for each in reversed(self._lines())
        ]  # fmt: skip
        return register_paper(unit.name if unit else "", lines, self._balance(), copy)
