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
from app.paper.core.press import Imprint, Piece
from app.paper.rolls import roster, statistics
from app.paper.rolls.roster import Roster
from app.paper.rolls.roster_data import FILING_LEVELS
from app.paper.rolls.statistics import Statistics
from app.present.prints.batch import everybody
from app.present.prints.page_digests import ANY_DAY, digests_of, keep_digests
from app.present.prints.printing import Destination, Printed, register, save_file, shown_number
from app.present.session import Session

STATISTICS = "statistics"
_ROLL = "roll/"
_NAMES = {"senior": "高级", "intermediate": "中级", "junior": "初级"}


@frozen
class RollCopy:
    """Which copy of a roster this is; what the foot says."""

    printed_on: dt.date
    print_number: str = ""
    practice: bool = False
    proof: bool = False

    def imprint(self) -> Imprint:
        """Return what the footers of this copy say."""
        return Imprint(
            print_number=self.print_number,
            date=self.printed_on.isoformat(),
            practice=self.practice,
            proof=self.proof,
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
    made = roster.build(people, pack, unit)
    table = statistics.build(unit, people, pack)
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
    """Return what a roster or the statistics is called among all that is printed."""
    return f"{_ROLL}{which}"


def roll_named(piece_id: str) -> str:
    """Return which roll an id stands for, empty when it is none."""
    return piece_id.removeprefix(_ROLL) if piece_id.startswith(_ROLL) else ""


def roll_piece(
    session: Session,
    rolls: Rolls,
    which: str,
    *,
    number: int,
    proof: bool,
    day: dt.date | None = None,
) -> Piece:
    """Return a roster or the statistics as PDF: the very bytes that print.

    Args:
        day: the day in the feet; None for today.

    Raises:
        UserError: PAPER-GLYPH.
    """
    copy = RollCopy(day or session.clock.today(), shown_number(number), rolls.practice, proof)
    if which == STATISTICS:
        return statistics.pdf(rolls.statistics, copy, rolls.rosters)
    return roster.pdf(rolls.rosters[which], copy)


def roll_digests(session: Session, rolls: Rolls, which: str) -> tuple[str, ...]:
    """Return a digest of every page of a roll, without what tells one copy from another."""
    piece = roll_piece(session, rolls, which, number=0, proof=False, day=ANY_DAY)
    return digests_of(piece.pdf)


def roll_again(session: Session, which: str, number: int, day: dt.date, *, formal: bool) -> Piece:
    """Return a roll made anew from the vault; raises UserError M44-GONE when there is none any more."""
    rolls = build_rolls(session)
    if which != STATISTICS and which not in rolls.rosters:
        raise UserError("M44-GONE", number=shown_number(number))
    return roll_piece(session, rolls, which, number=number, proof=not formal, day=day)


def roll_book(session: Session, rolls: Rolls, which: str, columns: str = "printed") -> bytes:
    """Return a roster or the statistics as a workbook."""
    day = session.clock.today()
    if which == STATISTICS:
        return statistics.xlsx(rolls.statistics, day, rolls.rosters)
    return roster.xlsx(rolls.rosters[which], day, columns)


def save_roll(session: Session, rolls: Rolls, which: str, target: Path, *, proof: bool) -> Printed:
    """Register and save a roster or the statistics as PDF."""

    def make(number: int) -> Piece:
        return roll_piece(session, rolls, which, number=number, proof=proof)

    digests = () if proof else roll_digests(session, rolls, which)
    printed = _save(session, roll_title(rolls, which), target, make, formal=not proof)
    if digests:
        keep_digests(session, roll_id(which), printed.number, digests, range(len(digests)))
    return printed


def save_book(
    session: Session, rolls: Rolls, which: str, target: Path, columns: str = "printed"
) -> Printed:
    """Register and save a roster or the statistics as a workbook."""

    def make(_number: int) -> Piece:
        return Piece(which, "", roll_book(session, rolls, which, columns), 0)

    return _save(session, f"{roll_title(rolls, which)}（表格）", target, make, formal=True)


def _save(
    session: Session, title: str, target: Path, make: Callable[[int], Piece], *, formal: bool
) -> Printed:
    start = time.perf_counter()
    number = session.vault.next_print_number()
    piece = make(number)
    destination = Destination(target.name)
    register(session, piece, title, destination, formal=formal, number=number, document="")
    save_file(target, piece.pdf)
    return Printed(title, target, piece.pages, time.perf_counter() - start, number)


def levels_of(session: Session, ids: Sequence[str]) -> dict[str, int]:
    """Return how many of some people stand in the roster of each filing level, 高级 first."""
    chosen = [session.vault.load(each) for each in ids]
    counted = Counter(each.route.level.filing for each in chosen if each.route.level is not None)
    return {level: counted[level] for level in reversed(FILING_LEVELS) if counted[level]}


def print_chosen(session: Session, ids: Sequence[str], folder: Path) -> RollResult:
    """Write the rosters of chosen people, a file a level (M38, S-4.3.4-a), each registered.

    Raises:
        UserError: ROLL-NOBODY when none of them has a level; PRINT-SAVE, PAPER-GLYPH.
    """
    people = [session.vault.load(each) for each in ids]
    made = roster.build(people, session.desk_pack, session.unit)
    if not made:
        raise UserError("ROLL-NOBODY")
    rolls = attrs.evolve(build_rolls(session), rosters=made)
    files = []
    for level in reversed(FILING_LEVELS):
        if level in made:
            stem = f"roster-{level}-{shown_number(session.vault.next_print_number())}"
            files.append(save_roll(session, rolls, level, folder / f"{stem}.pdf", proof=False))
            files.append(save_book(session, rolls, level, folder / f"{stem}.xlsx"))
    return RollResult(tuple(files), ())


def print_rolls(session: Session, folder: Path) -> RollResult:
    """Write every roster and the statistics as PDF and workbook into a folder, each registered.

    Raises:
        UserError: ROLL-NOBODY when nobody has a level; PRINT-SAVE, PAPER-GLYPH.
    """
    rolls = build_rolls(session)
    if not rolls.rosters:
        raise UserError("ROLL-NOBODY")
    files = []
    for which in (*rolls.rosters, STATISTICS):
        stem = STATISTICS if which == STATISTICS else f"roster-{which}"
        files.append(save_roll(session, rolls, which, folder / f"{stem}.pdf", proof=False))
        files.append(save_book(session, rolls, which, folder / f"{stem}.xlsx"))
    return RollResult(tuple(files), rolls.differences)
