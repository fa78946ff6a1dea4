# SPDX-License-Identifier: MulanPSL-2.0
"""花名册 and 岗位与统计 (ux S25, S26): built from everybody in the vault, registered, then written."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.model.copies import CopyMark
from app.model.marking import mark_of
from app.paper.context import PaperContext
from app.paper.core.marks import NO_HEAD, Head
from app.paper.core.press import Imprint, Piece
from app.paper.rolls import roster, statistics
from app.paper.rolls.roster import Roster
from app.paper.rolls.roster_data import FILING_LEVELS
from app.paper.rolls.statistics import Statistics
from app.present.prints.batch import everybody
from app.present.prints.copies import TOGETHER, CopyOrder, Numbering, numbered_entries
from app.present.prints.page_digests import ANY_DAY, digests_of, keep_digests
from app.present.prints.printing import (
    Destination,
    Printed,
    one_copy,
    register,
    save_file,
    shown_number,
)
from app.present.prints.unit_forms import check_form, form_in_force
from app.present.secrecy.book import unit_markings
from app.present.session import Session

STATISTICS, ROSTER = "statistics", "roster"  # names of their layouts
AS_BOOK = "（表格）"
_ROLL = "roll/"
_NAMES = {"senior": "高级", "intermediate": "中级", "junior": "初级"}


@frozen
class RollCopy:
    """Which copy of a roster this is; what the foot says."""

    printed_on: dt.date
    print_number: str = ""
    practice: bool = False
    proof: bool = False
    head: Head = NO_HEAD

    def imprint(self) -> Imprint:
        """Return what the footers of this copy say."""
        return Imprint(
            print_number=self.print_number,
            date=self.printed_on.isoformat(),
            practice=self.practice,
            proof=self.proof,
            head=self.head,
        )


@frozen
class RollResult:
    """The files written, and every figure in which table and rosters differ, in words."""

    files: tuple[Printed, ...]
    differences: tuple[str, ...]


@frozen
class Rolls:
    """Everything built from the people of one vault at one moment.

    Attributes:
        rosters: by filing level; a level without applicants has none.
        differences: figures in which the table and the rosters do not agree, in words.
        unplaced: names of people whose level is not chosen.
    """

    rosters: Mapping[str, Roster]
    statistics: Statistics
    differences: tuple[str, ...]
    unplaced: tuple[str, ...]
    practice: bool


def build_rolls(session: Session) -> Rolls:
    """Return rosters and statistics of everybody in the vault."""
    people = everybody(session)
    unit, pack = session.unit, session.desk_pack
    made = roster.build(people, pack, unit, form_in_force(session.vault, ROSTER))
    table = statistics.build(unit, people, pack, form_in_force(session.vault, STATISTICS))
    practice = session.vault.header.practice or any(each.practice for each in people)
    return Rolls(
        rosters=made,
        statistics=table,
        differences=tuple(each.words for each in statistics.reconcile(table, made)),
        unplaced=tuple(each.basics.name or "（未填姓名）" for each in roster.unplaced(people)),
        practice=practice,
    )


def level_word(level: str) -> str:
    """Return 高级, 中级 or 初级 for a filing level."""
    return _NAMES[level]


def roll_title(rolls: Rolls, which: str) -> str:
    """Return the printed title of a roster (by filing level) or of the statistics."""
    return rolls.statistics.title if which == STATISTICS else rolls.rosters[which].title


def roll_id(which: str) -> str:
    """Return what a roster or the statistics is called among all that is printed, and by decisions."""
    return f"{_ROLL}{which}"


def roll_named(piece_id: str) -> str:
    """Return which roll an id stands for, empty when it is none."""
    return piece_id.removeprefix(_ROLL) if piece_id.startswith(_ROLL) else ""


def roll_numbering(session: Session, rolls: Rolls, which: str) -> Numbering:
    """Return how formal copies of a roll are numbered now; its workbook is a copy like its paper."""
    mark = mark_of(unit_markings(session.vault), roll_id(which))
    if not mark.secret:
        return Numbering(mark)
    title = roll_title(rolls, which)
    kept = numbered_entries(session, (title, f"{title}{AS_BOOK}"), "")
    return Numbering(mark, tuple(entry.copy_number for entry in kept))


def roll_piece(
    session: Session,
    rolls: Rolls,
    which: str,
    *,
    number: int,
    proof: bool,
    day: dt.date | None = None,
    copy: CopyMark | None = None,
) -> Piece:
    """Return a roster or the statistics as PDF: the very bytes that print.

    Args:
        day: the day in the feet; None for today.
        copy: 份号 of a formal copy of a marked roll.

    Raises:
        UserError: PAPER-GLYPH; FORM-OWN-BROKEN while the unit's own layout cannot be read.
    """
    check_form(session.vault, layout_name(which))
    context = _context(session, rolls, which, number=number, proof=proof, day=day)
    made = attrs.evolve(context, copy=copy)
    if which == STATISTICS:
        return statistics.pdf(rolls.statistics, made, rolls.rosters)
    return roster.pdf(rolls.rosters[which], made)


def roll_digests(session: Session, rolls: Rolls, which: str) -> tuple[str, ...]:
    """Return a digest of every page of a roll, without what tells one copy from another."""
    piece = roll_piece(session, rolls, which, number=0, proof=False, day=ANY_DAY)
    return digests_of(piece.pdf)


def roll_again(
    session: Session,
    which: str,
    number: int,
    day: dt.date,
    *,
    formal: bool,
    copy: CopyMark | None = None,
) -> Piece:
    """Return a roll made anew from the vault; raises UserError M44-GONE when there is none any more."""
    rolls = build_rolls(session)
    if which != STATISTICS and which not in rolls.rosters:
        raise UserError("M44-GONE", number=shown_number(number))
    return roll_piece(session, rolls, which, number=number, proof=not formal, day=day, copy=copy)


def roll_book(
    session: Session,
    rolls: Rolls,
    which: str,
    columns: str = "printed",
    copy: CopyMark | None = None,
) -> bytes:
    """Return a roster or the statistics as a workbook."""
    check_form(session.vault, layout_name(which))
    context = _context(session, rolls, which, number=0, proof=False)
    made = attrs.evolve(context, copy=copy)
    if which == STATISTICS:
        return statistics.xlsx(rolls.statistics, made, rolls.rosters)
    return roster.xlsx(rolls.rosters[which], made, columns)


def layout_name(which: str) -> str:
    """Return the name of the layout a roster (by filing level) or the statistics print with."""
    return STATISTICS if which == STATISTICS else ROSTER


def _context(
    session: Session,
    rolls: Rolls,
    which: str,
    *,
    number: int,
    proof: bool,
    day: dt.date | None = None,
) -> PaperContext:
    """Return which copy of a list this is; its marks are those decided for the list (D-7)."""
    year = rolls.statistics.year
    context = session.unit_context(year, proof=proof, print_number=shown_number(number))
    return attrs.evolve(
        context,
        pack=session.desk_pack,
        practice=rolls.practice,
        piece=roll_id(which),
        printed_on=day or session.clock.today(),
    )


def save_roll(
    session: Session,
    rolls: Rolls,
    which: str,
    target: Path,
    *,
    proof: bool,
    order: CopyOrder | None = None,
) -> Printed:
    """Register and save a roster or the statistics as PDF; raises UserError COPY-ORDER, PRINT-SAVE."""

    def make(number: int, copy: CopyMark | None) -> Piece:
        return roll_piece(session, rolls, which, number=number, proof=proof, copy=copy)

    digests = () if proof else roll_digests(session, rolls, which)
    numbered = roll_numbering(session, rolls, which)
    title = roll_title(rolls, which)
    printed = _save(session, title, target, make, numbered, order, formal=not proof)
    if digests:
        keep_digests(session, roll_id(which), printed.number, digests, range(len(digests)))
    return printed


def save_book(
    session: Session,
    rolls: Rolls,
    which: str,
    target: Path,
    columns: str = "printed",
    *,
    order: CopyOrder | None = None,
) -> Printed:
    """Register and save a roster or the statistics as a workbook; raises as ``save_roll``."""

    def make(_number: int, copy: CopyMark | None) -> Piece:
        return Piece(which, "", roll_book(session, rolls, which, columns, copy), 0)

    numbered = roll_numbering(session, rolls, which)
    title = f"{roll_title(rolls, which)}{AS_BOOK}"
    return _save(session, title, target, make, numbered, order, formal=True)


def _save(
    session: Session,
    title: str,
    target: Path,
    make: Callable[[int, CopyMark | None], Piece],
    numbered: Numbering,
    order: CopyOrder | None,
    *,
    formal: bool,
) -> Printed:
    start = time.perf_counter()
    number = session.vault.next_print_number()
    copy = one_copy(numbered, order) if formal else None
    piece = make(number, copy)
    purpose = order.words if order is not None and copy is not None else ""
    kept = numbered.kept_mark(copy)
    destination = Destination(target.name, purpose=purpose, copy_number=kept)
    register(session, piece, title, destination, formal=formal, number=number, document="")
    save_file(target, piece.pdf)
    return Printed(title, target, piece.pages, time.perf_counter() - start, number)


def levels_of(session: Session, ids: Sequence[str]) -> dict[str, int]:
    """Return how many of some people stand in the roster of each filing level, 高级 first."""
    chosen = [session.vault.load(each) for each in ids]
    counted = Counter(each.route.level.filing for each in chosen if each.route.level is not None)
    return {level: counted[level] for level in reversed(FILING_LEVELS) if counted[level]}


def chosen_rolls(session: Session, ids: Sequence[str]) -> Rolls:
    """Return the rosters of chosen people only."""
    people = [session.vault.load(each) for each in ids]
    own = form_in_force(session.vault, ROSTER)
    made = roster.build(people, session.desk_pack, session.unit, own)
    return attrs.evolve(build_rolls(session), rosters=made)


def print_chosen(
    session: Session, ids: Sequence[str], folder: Path, order: CopyOrder | None = None
) -> RollResult:
    """Write the rosters of chosen people, a file a level (M38, S-4.3.4-a), each registered.

    Raises:
        UserError: ROLL-NOBODY when none of them has a level; COPY-ORDER, PRINT-SAVE, PAPER-GLYPH.
    """
    rolls = chosen_rolls(session, ids)
    made = rolls.rosters
    if not made:
        raise UserError("ROLL-NOBODY")
    levels = [level for level in reversed(FILING_LEVELS) if level in made]
    named = {
        level: f"-{shown_number(session.vault.next_print_number() + 2 * place)}"
        for place, level in enumerate(levels)
    }
    return RollResult(_written(session, rolls, levels, folder, order, named), ())


def print_rolls(session: Session, folder: Path, order: CopyOrder | None = None) -> RollResult:
    """Write every roster and the statistics as PDF and workbook into a folder, each registered.

    Raises:
        UserError: ROLL-NOBODY when nobody has a level; COPY-ORDER, PRINT-SAVE, PAPER-GLYPH.
    """
    rolls = build_rolls(session)
    if not rolls.rosters:
        raise UserError("ROLL-NOBODY")
    files = _written(session, rolls, (*rolls.rosters, STATISTICS), folder, order, {})
    return RollResult(files, rolls.differences)


def _stem(which: str) -> str:
    return which if which == STATISTICS else f"roster-{which}"


def _written(
    session: Session,
    rolls: Rolls,
    which: Sequence[str],
    folder: Path,
    order: CopyOrder | None,
    endings: Mapping[str, str],
) -> tuple[Printed, ...]:
    """Write rolls as PDF and workbook; nothing is written while one of them wants an order."""
    for each in which:
        numbered = roll_numbering(session, rolls, each)
        if numbered.needs_order and order is None:
            raise UserError("COPY-ORDER", mark=numbered.mark.words)
    files = []
    for each in which:
        again = order if roll_numbering(session, rolls, each).needs_order else None
        stem = folder / f"{_stem(each)}{endings.get(each, '')}"
        pdf, book = stem.with_suffix(".pdf"), stem.with_suffix(".xlsx")
        files.append(save_roll(session, rolls, each, pdf, proof=False, order=again))
        # Paper and workbook of one printing are made together: the second needs no order of its own.
        files.append(save_book(session, rolls, each, book, order=again or TOGETHER))
    return tuple(files)
