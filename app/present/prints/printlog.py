# SPDX-License-Identifier: MulanPSL-2.0
"""打印台账 (ux 3.10, D-9): every printing, what became of its sheets, and the balance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from attrs import frozen

from app.kernel.errors import UserError
from app.paper.core.press import Piece
from app.paper.print_register import TITLE, RegisterLine, register_paper
from app.paper.register_lists import DESTRUCTION, LOANS, list_paper
from app.present.presenter import Presenter
from app.present.prints.copies import copies_balance, register_words
from app.present.prints.ledger import (
    FATES,
    NoteLine,
    fate_words,
    note_lines,
    unexplained_level,
)
from app.present.prints.loose import LoosePaper
from app.present.prints.printing import shown_number
from app.present.prints.stale import NEW_LAYOUT, last_formal, old_layouts
from app.present.session import Session
from app.present.signed.records import sheets_of
from app.present.unit.roll import RollCopy
from app.vault.print_notes import PrintFate, PrintNote, balance_of
from app.vault.register import PrintEntry

ALL = "all"
SHORTEST_REASON = 4
_STATES = {"draft": "校对稿", "formal": "正式稿", "spoiled": "废页"}


@frozen
class LogLine:
    """One printing as listed.

    Attributes:
        in_hand: sheets nobody has said anything about yet; lent ones are not among them.
        unexplained: empty, check, or must when it has stood for more than three working days.
        carrier: 密级 and 份号 of a marked paper; empty for an unmarked one.
    """

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
    lent: int = 0
    overdue: bool = False
    unexplained: str = ""
    month: str = ""
    carrier: str = ""

    @property
    def number_shown(self) -> str:
        """Return the 份号 alone, the mark where there is none: for a narrow column."""
        digits = (part for part in self.carrier.split("　") if part.isdigit())
        return next(digits, self.carrier)


FILTERS: tuple[tuple[str, str, Callable[[LogLine], bool]], ...] = (
    (ALL, "全部", lambda _line: True),
    ("open", "没登记去向", lambda line: line.in_hand > 0),
    ("unexplained", "说不清", lambda line: bool(line.unexplained)),
    ("lent", "借出", lambda line: line.lent > 0),
    ("spoiled", "废页", lambda line: line.spoiled > 0),
    ("marked", "带密级", lambda line: bool(line.carrier)),
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
    """Everything the screen draws; ``balance`` says where every sheet is, ``warning`` what presses.

    Attributes:
        copies: where every copy with a 份号 is; empty when there is none.
        level: of the warning: must, check, or empty for none.
        months: months something was printed in, the newest first: 2026-06.
    """

    lines: tuple[LogLine, ...]
    balance: str
    filters: tuple[LogFilter, ...]
    chosen: str
    number: str
    warning: str = ""
    level: str = ""
    months: tuple[str, ...] = ()
    copies: str = ""


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
        warning, level = _warning(lines)
        return LogState(
            tuple(line for line in lines if fits(line)),
            self._balance(),
            filters,
            self._chosen,
            shown_number(self.session.vault.next_print_number()),
            warning,
            level,
            tuple(dict.fromkeys(line.month for line in lines)),
            self._copies(),
        )

    def choose(self, key: str) -> None:
        """Show only some printings."""
        self._chosen = key
        self.changed()

    def _lines(self) -> list[LogLine]:
        vault = self.session.vault
        notes, entries = vault.all_print_notes(), vault.prints()
        last, old = set(last_formal(entries).values()), set[int]()
        for document in dict.fromkeys(entry.document for entry in entries):
            old |= old_layouts(vault, document)
        again = last & old
        return [
            self._line(entry, notes.get(entry.number, []), again=entry.number in again)
            for entry in reversed(entries)
        ]

    def _balance(self) -> str:
        count = self.session.vault.print_balance()
        lent = f"（借出 {count.lent}）" if count.lent else ""
        return (
            f"印出 {count.printed} 张 = 装订 {count.bound} + 移交 {count.handed_over}"
            f" + 销毁 {count.destroyed} + 在手 {count.in_hand}{lent} + 说不清 {count.unexplained}"
        )

    def _copies(self) -> str:
        notes = self.session.vault.all_print_notes()
        return copies_balance(self.session.vault.prints(), lambda number: notes.get(number, ()))

    def _line(self, entry: PrintEntry, notes: Sequence[PrintNote], *, again: bool) -> LogLine:
        today = self.session.clock.today()
        count = balance_of(entry.sheets, notes)
        fate = fate_words(notes, today)
        unnoted = "在手" if entry.sheets else "存为文件"
        return LogLine(
            number=entry.number,
            shown=str(entry.number).zfill(4),
            at=entry.at.replace("T", " ")[5:16],
            who=entry.actor,
            what=f"{entry.what}（{entry.purpose}）" if entry.purpose else entry.what,
            state=_STATES[entry.state],
            sides=f"{entry.pages}/{entry.sheets}",
            copies=str(entry.copies),
            in_hand=count.here,
            spoiled=count.spoiled,
            where=entry.printer or entry.destination,
            fate="，".join(
                filter(
                    None,
                    (
                        fate or unnoted,
                        self._came_back(entry.number),
                        NEW_LAYOUT if again else "",
                    ),
                )
            ),
            lent=count.lent,
            overdue=any(line.overdue for line in note_lines(notes, today)),
            unexplained=unexplained_level(notes, self.session.desk_pack.calendar, today),
            month=entry.at[:7],
            carrier=register_words(entry),
        )

    def _came_back(self, number: int) -> str:
        """Return how many sheets came back signed and scanned, empty for none."""
        found = [sheet for sheet in sheets_of(self.session.vault, number) if not sheet.cancelled]
        return f"签后扫描 {len(found)} 页" if found else ""

    def entries(self, number: int) -> tuple[NoteLine, ...]:
        """Return what was entered about one printing, reversed entries too."""
        return note_lines(self.session.vault.print_notes(number), self.session.clock.today())

    # -- entering

    def note(
        self,
        number: int,
        kind: PrintFate,
        typed: str,
        words: str,
        *,
        party: str = "",
        due: str = "",
        witness: str = "",
        approver: str = "",
        refers: int = 0,
    ) -> None:
        """Add what became of some sheets.

        Raises:
            UserError: PRINTLOG-SHEETS for no sheets, PRINTLOG-WHO for a loan to nobody, PRINTLOG-DUE,
                PRINTLOG-TWO for a destruction without a second person and an approval,
                VAULT-PRINT-… for more than there are.
        """
        sheets = int(typed) if typed.isascii() and typed.isdigit() else 0
        if sheets < 1:
            raise UserError("PRINTLOG-SHEETS", typed=typed)
        actor = self.session.actor
        if kind == "lent":
            if not party.strip():
                raise UserError("PRINTLOG-WHO")
            due = self._due(due)
        if kind == "destroyed" and (
            not witness.strip() or witness.strip() == actor or not approver.strip()
        ):
            raise UserError("PRINTLOG-TWO", actor=actor)
        self.session.vault.note_print(
            PrintNote(
                number,
                kind,
                sheets,
                actor,
                words.strip(),
                refers=refers,
                party=party.strip(),
                due=due,
                witness=witness.strip(),
                approver=approver.strip(),
            )
        )
        self.changed()

    def _due(self, typed: str) -> str:
        try:
            day = dt.date.fromisoformat(typed.strip())
        except ValueError:
            raise UserError("PRINTLOG-DUE", typed=typed) from None
        if day < self.session.clock.today():
            raise UserError("PRINTLOG-DUE", typed=typed)
        return day.isoformat()

    def reverse(self, number: int, seq: int, reason: str) -> None:
        """Reverse one entry by a counter-entry (作废登记); it stays on record.

        Raises:
            UserError: PRINTLOG-REASON, VAULT-PRINT-REFERS.
        """
        if len(reason.strip()) < SHORTEST_REASON:
            raise UserError("PRINTLOG-REASON")
        meant = next((line for line in self.entries(number) if line.seq == seq), None)
        sheets = meant.sheets if meant else 0
        self.session.vault.note_print(
            PrintNote(number, "void", sheets, self.session.actor, reason.strip(), refers=seq)
        )
        self.changed()

    # -- the register on paper

    def paper(self, month: str = "") -> LoosePaper:
        """Return the register as a paper: all of it, or one month (月报)."""
        name = f"print-register-{month or self.state.number}.pdf"
        title = f"{TITLE}月报" if month else TITLE
        return LoosePaper(self.session, title, lambda copy: self._made(copy, month), name)

    def _made(self, copy: RollCopy, month: str) -> Piece:
        lines = [
            RegisterLine(
                each.shown, each.at, each.who, each.what, each.state, each.sides, each.copies,
                each.carrier, each.where, each.fate,
            )
            for each in reversed(self._lines())
            if month in ("", each.month)
        ]  # fmt: skip
        period = f"{month[:4]}年{int(month[5:])}月打印的" if month else ""
        return register_paper(self._unit(), lines, self._balance(), copy, period, self._copies())

    def _unit(self) -> str:
        unit = self.session.unit
        return unit.name if unit else ""

    def loans(self) -> LoosePaper:
        """Return 借阅登记 as a paper; raises UserError PRINTLOG-NONE when nothing was ever lent."""
        return self._list("lent", self._loans_made)

    def destructions(self) -> LoosePaper:
        """Return 销毁清单 as a paper; raises UserError PRINTLOG-NONE when nothing was destroyed."""
        return self._list("destroyed", self._destroyed_made)

    def _list(self, kind: PrintFate, make: Callable[[RollCopy], Piece]) -> LoosePaper:
        spec = {"lent": LOANS, "destroyed": DESTRUCTION}[kind]
        if not self._notes_of(kind):
            raise UserError("PRINTLOG-NONE", title=spec.title, what=FATES[kind])
        return LoosePaper(self.session, spec.title, make, f"{spec.id}.pdf")

    def _notes_of(self, kind: PrintFate) -> list[tuple[PrintEntry, PrintNote, list[PrintNote]]]:
        notes = self.session.vault.all_print_notes()
        return [
            (entry, note, notes[entry.number])
            for entry in self.session.vault.prints()
            for note in notes.get(entry.number, ())
            if note.kind == kind
        ]

    def _loans_made(self, copy: RollCopy) -> Piece:
        today, rows = self.session.clock.today(), []
        for entry, loan, notes in self._notes_of("lent"):
            line = next(each for each in note_lines(notes, today) if each.seq == loan.seq)
            back = [n for n in notes if n.kind == "returned" and n.refers == loan.seq]
            came = back[-1].at[:10] if back and not line.left else ""
            state = "作废" if not line.in_force else "逾期未还" if line.overdue else ""
            state = state or ("已还清" if not line.left else f"还有 {line.left} 张未还")
            rows.append(
                (
                    shown_number(entry.number), entry.what, str(loan.sheets), loan.party,
                    loan.at[:10], loan.due, came, state, loan.approver, "",
                )
            )  # fmt: skip
        return list_paper(LOANS, self._unit(), rows, copy)

    def _destroyed_made(self, copy: RollCopy) -> Piece:
        rows, total = [], 0
        for entry, note, notes in self._notes_of("destroyed"):
            lines = note_lines(notes, self.session.clock.today())
            valid = next(each.in_force for each in lines if each.seq == note.seq)
            total += note.sheets if valid else 0
            rows.append(
                (
                    shown_number(entry.number), entry.what, _STATES[entry.state],
                    str(note.sheets), note.at[:10], note.actor, note.witness, note.approver,
                    note.note if valid else "作废，不计",
                )
            )  # fmt: skip
        return list_paper(DESTRUCTION, self._unit(), rows, copy, f"共销毁 {total} 张。")


def _warning(lines: Sequence[LogLine]) -> tuple[str, str]:
    """Return what presses, and its level: red before amber, sheets before loans."""
    red = sum(line.unexplained == "must" for line in lines)
    open_ = sum(bool(line.unexplained) for line in lines)
    late = sum(line.overdue for line in lines)
    if red:
        return f"有 {red} 个印号的纸说不清超过 3 个工作日，要查清或报告", "must"
    words = [f"有 {open_} 个印号的纸说不清，3 个工作日内要查清"] if open_ else []
    words += [f"有 {late} 个印号借出的纸逾期没还"] if late else []
    return "；".join(words), "check" if words else ""
