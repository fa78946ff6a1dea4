# SPDX-License-Identifier: MulanPSL-2.0
"""What the screens of lists share, and the roster as it will print."""

from __future__ import annotations

from pathlib import Path

import attrs
from attrs import frozen

from app.model.copies import CopyMark
from app.paper.core.press import Piece
from app.paper.forms.registry import REGISTRY, RollGroup, grouped
from app.paper.forms.spec import FormSpec
from app.paper.rolls.layout import printed_columns, roll_of
from app.paper.rolls.roster import Roster
from app.paper.rolls.roster_data import FILING_LEVELS, Person
from app.paper.templates import pack_roster
from app.present.presenter import Presenter
from app.present.prints.copy_choice import CopyChoice
from app.present.prints.page_digests import (
    ONLY_CHANGED,
    ChangedPages,
    changed_pages,
    has_formal,
    whole_sheets,
)
from app.present.prints.printing import Printed, shown_number
from app.present.prints.printing_jobs import (
    PrinterChoice,
    ReadyJob,
    check_choice,
    ready_job,
    register_job,
)
from app.present.prints.printing_sides import plain_sides
from app.present.prints.unit_forms import form_in_force
from app.present.session import Session
from app.present.unit.roll import (
    ROSTER,
    Rolls,
    build_rolls,
    level_word,
    roll_digests,
    roll_id,
    roll_named,
    roll_numbering,
    roll_piece,
    roll_title,
    save_book,
    save_roll,
)


@frozen
class LevelChip:
    """One roster: filing level, its word, how many people."""

    level: str
    word: str
    count: int


@frozen
class RollRow:
    """One row as it prints: a band, a person, or a sum; ``number`` is 0 unless it is a person."""

    id: str
    kind: str
    cells: tuple[str, ...]


@frozen
class RosterState:
    """Everything the roster screen draws."""

    title: str
    levels: tuple[LevelChip, ...]
    level: str
    columns: tuple[tuple[str, float], ...]
    rows: tuple[RollRow, ...]
    summary: str
    empty: str
    unplaced: tuple[str, ...]
    differences: tuple[str, ...]
    proof: bool
    number: str


class RollPresenter(Presenter):
    """Common to both screens: built once for each state of the vault."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rolls: Rolls | None = None
        self.proof = False
        self.numbered = CopyChoice(
            lambda which: roll_numbering(session, self.rolls, which),
            lambda which: roll_title(self.rolls, which),
        )

    def _session_changed(self, paths: frozenset[str]) -> None:
        self._rolls = None
        super()._session_changed(paths)

    def refresh(self) -> None:
        """Build everything again."""
        self._rolls = None
        self.changed()

    @property
    def rolls(self) -> Rolls:
        """Return rosters and statistics as the vault stands."""
        if self._rolls is None:
            self._rolls = build_rolls(self.session)
        return self._rolls

    def choose_proof(self, proof: bool) -> None:
        """Choose 校对稿 or 正式稿."""
        if proof != self.proof:
            self.proof = proof
            self.changed()

    def preview(self, which: str) -> Piece:
        """Return the very bytes that print now, with the number they will bear."""
        number = self.session.vault.next_print_number()
        copy = None if self.proof else self.numbered.first(which, 1)
        return roll_piece(
            self.session, self.rolls, which, number=number, proof=self.proof, copy=copy
        )

    def save_pdf(self, which: str, target: Path) -> Printed:
        """Register and save as PDF; raises UserError PRINT-SAVE."""
        try:
            order = None if self.proof else self.numbered.order_for(which)
            return save_roll(self.session, self.rolls, which, target, proof=self.proof, order=order)
        finally:
            self.numbered.forget(which)
            self.changed()

    def save_xlsx(self, which: str, target: Path, columns: str = "printed") -> Printed:
        """Register and save as workbook; raises UserError PRINT-SAVE."""
        try:
            order = self.numbered.order_for(which)
            return save_book(self.session, self.rolls, which, target, columns, order=order)
        finally:
            self.numbered.forget(which)
            self.changed()

    def changed_pages(self, which: str) -> ChangedPages | None:
        """Return the pages that differ from the last formal copy; None while there is none."""
        if self.proof or not has_formal(self.session, roll_id(which)):
            return None
        digests = roll_digests(self.session, self.rolls, which)
        sides = plain_sides(len(digests))
        return changed_pages(self.session, roll_id(which), digests, sides)

    def ready(
        self, which: str, choice: PrinterChoice | None, changed: ChangedPages | None = None
    ) -> list[ReadyJob]:
        """Return the jobs for a printer: one, or of a marked roll one a numbered copy.

        Args:
            changed: print only these pages, whole sheets when both sides are printed.

        Raises:
            UserError: PRINT-NO-PRINTER, PRINT-NO-DUPLEX, COPY-ORDER.
        """
        checked = check_choice(self.session, choice, formal=not self.proof)
        copies = () if self.proof else self.numbered.copies(which, checked.copies)
        one = attrs.evolve(checked, copies=1) if copies else checked
        first = self.session.vault.next_print_number()
        digests = () if self.proof else roll_digests(self.session, self.rolls, which)
        return [
            attrs.evolve(self._ready(which, one, first + place, copy, changed), digests=digests)
            for place, copy in enumerate(copies or (None,))
        ]

    def _ready(
        self,
        which: str,
        choice: PrinterChoice,
        number: int,
        copy: CopyMark | None,
        changed: ChangedPages | None,
    ) -> ReadyJob:
        piece = roll_piece(
            self.session, self.rolls, which, number=number, proof=self.proof, copy=copy
        )
        sides = plain_sides(piece.pages)
        duplex = choice.sides.duplex
        only = whole_sheets(changed.indices, sides, duplex=duplex) if changed else ()
        order = self.numbered.order_for(which) if copy is not None else None
        said = (ONLY_CHANGED + changed.words if changed else "", order.words if order else "")
        ready = ready_job(
            self.session,
            roll_title(self.rolls, which),
            piece,
            sides,
            choice,
            number=number,
            formal=not self.proof,
            document="",
            indices=only,
            purpose="；".join(filter(None, said)),
        )
        kept = self.numbered.kept(which, copy)
        return attrs.evolve(ready, piece_id=roll_id(which), copy_number=kept)

    def registered(self, ready: ReadyJob) -> int:
        """Enter what a spooler has taken on."""
        given = register_job(self.session, ready)
        self.numbered.forget(roll_named(ready.piece_id))
        self.changed()
        return given

    def next_number(self) -> str:
        """Return the register number the next printing gets."""
        return shown_number(self.session.vault.next_print_number())


class RosterPresenter(RollPresenter):
    """花名册: one level at a time, as it will print."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._level = ""

    @property
    def state(self) -> RosterState:
        """Return what the screen draws."""
        rolls = self.rolls
        levels = tuple(
            LevelChip(
                level,
                level_word(level),
                rolls.rosters[level].count if level in rolls.rosters else 0,
            )
            for level in reversed(FILING_LEVELS)
        )
        level = self._level or next((chip.level for chip in levels if chip.count), "senior")
        roster = rolls.rosters.get(level)
        word = level_word(level)
        return RosterState(
            title=roster.title if roster else "花名册",
            levels=levels,
            level=level,
            columns=tuple(
                (column.head.replace("\n", "").replace("　", ""), column.width)
                for column in printed_columns(roster.spec if roster else self._layout())
            ),
            rows=tuple(_rows(roster)) if roster else (),
            summary=_roster_summary(roster) if roster else "",
            empty="" if roster else f"{word}没有人，不生成{word}花名册。",
            unplaced=rolls.unplaced,
            differences=rolls.differences,
            proof=self.proof,
            number=self.next_number(),
        )

    def _layout(self) -> FormSpec:
        return pack_roster(self.session.desk_pack, form_in_force(self.session.vault, ROSTER))

    def choose_level(self, level: str) -> None:
        """Show another level: they are never mixed (S-4.3.4-a)."""
        self._level = level
        self.changed()


def _roster_summary(roster: Roster) -> str:
    series = len(roster.groups)
    specialties = sum(len(group.specialties) for group in roster.groups)
    return f"{roster.count} 人，{series} 个系列，{specialties} 个专业"


def _rows(roster: Roster) -> list[RollRow]:
    """Return the rows as the layout groups them: bands, people, sums."""
    part, binding = roll_of(roster.spec), REGISTRY.rolls["roster_people"]
    people = roster.in_groups(part.groups)
    rows: list[RollRow] = []

    def person(each: Person) -> RollRow:
        said = (
            binding.columns[column.bind](roster, each) if column.bind else ""
            for column in part.columns
        )
        return RollRow(
            each.declaration.id, "person", tuple(text.replace("\n", " ") for text in said)
        )

    def group(held: RollGroup, level: int, mark: str) -> None:
        count = f"{len(held.items)} 人"
        shift = "　　" * level
        rows.append(RollRow(mark, "sub" if level else "band", (f"{shift}{held.name}（{count}）",)))
        for place, inner in enumerate(held.inner):
            group(inner, level + 1, f"{mark}-{place}")
        if not held.inner:
            rows.extend(person(each) for each in held.items)
        if level < len(part.sums):
            rows.append(RollRow(f"t{mark}", "sum", (f"{held.name}小计　{count}",)))

    for number, held in enumerate(grouped(binding, roster, people, part.groups)):
        group(held, 0, f"s{number}")
    if not part.groups:
        rows.extend(person(each) for each in people)
    rows.append(RollRow("total", "sum", (f"总计　{roster.count} 人",)))
    return rows
