# SPDX-License-Identifier: MulanPSL-2.0
"""What the two screens of lists draw: the roster as it will print, and the grid of posts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.model.codes import TitleLevel
from app.model.operations import Event
from app.model.unit import PostQuota, Unit
from app.paper.core.press import Piece
from app.paper.rolls.roster import Roster
from app.paper.rolls.roster_data import FILING_LEVELS
from app.paper.rolls.statistics_data import LEVELS, TARGETED
from app.paper.rolls.statistics_lines import Line
from app.paper.templates import pack_roster
from app.present.presenter import Presenter
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
from app.present.session import Session
from app.present.unit.roll import (
    Rolls,
    build_rolls,
    level_word,
    roll_digests,
    roll_id,
    roll_piece,
    roll_title,
    save_book,
    save_roll,
)

MOST_POSTS = 9999
Thing = TypeVar("Thing", PostQuota, Unit)
FIGURES = {"approved": "核定岗位", "filled": "已聘", "qualified_unfilled": "已评未聘"}
UNIT_FIGURES = {"establishment": "编制数", "professional_posts": "专业技术岗位总数"}
_LEVEL_WORDS = {
    TitleLevel.FULL_SENIOR: "正高级",
    TitleLevel.ASSOCIATE_SENIOR: "副高级",
    TitleLevel.INTERMEDIATE: "中级",
    TitleLevel.JUNIOR: "初级",
}
_TARGETED_WORDS = {"senior": "定向高级", "intermediate": "定向中级"}
_TARGETED_LEVELS = {
    "senior": TitleLevel.ASSOCIATE_SENIOR,
    "intermediate": TitleLevel.INTERMEDIATE,
}


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
        return roll_piece(self.session, self.rolls, which, number=number, proof=self.proof)

    def save_pdf(self, which: str, target: Path) -> Printed:
        """Register and save as PDF; raises UserError PRINT-SAVE."""
        try:
            return save_roll(self.session, self.rolls, which, target, proof=self.proof)
        finally:
            self.changed()

    def save_xlsx(self, which: str, target: Path, columns: str = "printed") -> Printed:
        """Register and save as workbook; raises UserError PRINT-SAVE."""
        try:
            return save_book(self.session, self.rolls, which, target, columns)
        finally:
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
    ) -> ReadyJob:
        """Return the job for a printer.

        Args:
            changed: print only these pages, whole sheets when both sides are printed.

        Raises:
            UserError: PRINT-NO-PRINTER, PRINT-NO-DUPLEX.
        """
        checked = check_choice(self.session, choice, formal=not self.proof)
        number = self.session.vault.next_print_number()
        piece = roll_piece(self.session, self.rolls, which, number=number, proof=self.proof)
        sides = plain_sides(piece.pages)
        duplex = checked.sides.duplex
        only = whole_sheets(changed.indices, sides, duplex=duplex) if changed else ()
        ready = ready_job(
            self.session,
            roll_title(self.rolls, which),
            piece,
            sides,
            checked,
            number=number,
            formal=not self.proof,
            document="",
            indices=only,
            purpose=ONLY_CHANGED + changed.words if changed else "",
        )
        digests = () if self.proof else roll_digests(self.session, self.rolls, which)
        return attrs.evolve(ready, piece_id=roll_id(which), digests=digests)

    def registered(self, ready: ReadyJob) -> int:
        """Enter what a spooler has taken on."""
        given = register_job(self.session, ready)
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
                for _, column in (
                    roster.spec if roster else pack_roster(self.session.desk_pack)
                ).named()
            ),
            rows=tuple(_rows(roster)) if roster else (),
            summary=_roster_summary(roster) if roster else "",
            empty="" if roster else f"{word}没有人，不生成{word}花名册。",
            unplaced=rolls.unplaced,
            differences=rolls.differences,
            proof=self.proof,
            number=self.next_number(),
        )

    def choose_level(self, level: str) -> None:
        """Show another level: they are never mixed (S-4.3.4-a)."""
        self._level = level
        self.changed()


def _roster_summary(roster: Roster) -> str:
    series = len(roster.groups)
    specialties = sum(len(group.specialties) for group in roster.groups)
    return f"{roster.count} 人，{series} 个系列，{specialties} 个专业"


def _rows(roster: Roster) -> list[RollRow]:
    names = [name for name, _ in roster.spec.named()]
    rows = []
    for number, series in enumerate(roster.groups):
        rows.append(RollRow(f"s{number}", "band", (f"{series.name}（{series.count} 人）",)))
        for place, group in enumerate(series.specialties):
            head = f"　　{group.name}（{len(group.people)} 人）"
            rows.append(RollRow(f"s{number}-{place}", "sub", (head,)))
            for person in group.people:
                cells = tuple(roster.value(name, person).replace("\n", " ") for name in names)
                rows.append(RollRow(person.declaration.id, "person", cells))
        rows.append(RollRow(f"t{number}", "sum", (f"{series.name}小计　{series.count} 人",)))
    rows.append(RollRow("total", "sum", (f"总计　{roster.count} 人",)))
    return rows


@frozen
class PostRow:
    """One line of the grid of posts; None figures are not registered yet.

    Attributes:
        id: level, with ``-targeted`` for the separate pool of 定向评价.
        vacant: approved minus filled; below zero is 超岗.
        applying: declarations that take a post of this line.
        over: more is filled than approved, or more apply than is vacant (PC-14).
    """

    id: str
    word: str
    approved: int
    filled: int
    qualified_unfilled: int
    vacant: int
    applying: int
    over: bool


@frozen
class StatisticsState:
    """Everything the statistics screen draws; ``check`` is the cross-check line and ``agrees`` its tone."""

    title: str
    unit: str
    has_unit: bool
    figures: tuple[tuple[str, str, int], ...]
    rows: tuple[PostRow, ...]
    free: tuple[tuple[str, int], ...]
    check: str
    agrees: bool
    remark: str
    proof: bool
    number: str


class StatisticsPresenter(RollPresenter):
    """岗位与统计: the unit's posts, typed once; the table follows and must agree with the rosters."""

    @property
    def state(self) -> StatisticsState:
        """Return what the screen draws."""
        rolls, unit = self.rolls, self.session.unit
        line = _own_line(rolls, unit)
        return StatisticsState(
            title=rolls.statistics.title,
            unit=unit.name if unit else "",
            has_unit=unit is not None,
            figures=tuple(
                (name, word, getattr(unit, name) if unit else 0)
                for name, word in UNIT_FIGURES.items()
            ),
            rows=tuple(_post_rows(unit, line)),
            free=_free(line),
            check=_check_words(rolls),
            agrees=not rolls.differences,
            remark=line.remark if line else "",
            proof=self.proof,
            number=self.next_number(),
        )

    def set_post(self, row_id: str, figure: str, typed: str) -> None:
        """Keep one figure of the grid.

        Raises:
            UserError: ROLL-NUMBER quoting what was typed; ROLL-NO-UNIT while the unit is not set up.
        """
        unit = self._unit()
        value = _whole(typed, FIGURES[figure])
        level, _, mark = row_id.partition("-")
        targeted = bool(mark)
        held = [q for q in unit.posts if (q.level, q.targeted) == (level, targeted)]
        quota = held[0] if held else PostQuota(level, targeted=targeted)
        if getattr(quota, figure) == value and held:
            return
        changed = _evolved(quota, figure, value)
        others = tuple(q for q in unit.posts if q is not quota)
        self._keep(
            attrs.evolve(unit, posts=_ordered((*others, changed))), f"posts.{row_id}.{figure}"
        )

    def set_figure(self, name: str, typed: str) -> None:
        """Keep 编制数 or 专业技术岗位总数; raises as ``set_post``."""
        unit = self._unit()
        value = _whole(typed, UNIT_FIGURES[name])
        if getattr(unit, name) != value:
            self._keep(_evolved(unit, name, value), name)

    def _unit(self) -> Unit:
        unit = self.session.unit
        if unit is None:
            raise UserError("ROLL-NO-UNIT")
        return unit

    def _keep(self, unit: Unit, path: str) -> None:
        now = self.session.clock.now().isoformat()
        event = Event("unit", unit.id, self.session.actor, now, {"paths": path})
        self.session.vault.save_unit(unit, event)
        self.session.forget_derived()


def _evolved(thing: Thing, name: str, value: int) -> Thing:
    changes: dict[str, Any] = {name: value}
    return attrs.evolve(thing, **changes)


def _whole(typed: str, name: str) -> int:
    text = typed.strip() or "0"
    if not text.isdecimal() or int(text) > MOST_POSTS:
        raise UserError("ROLL-NUMBER", name=name, typed=typed, most=MOST_POSTS)
    return int(text)


def _ordered(posts: Sequence[PostQuota]) -> tuple[PostQuota, ...]:
    rank = {str(level): number for number, level in enumerate(LEVELS)}
    return tuple(sorted(posts, key=lambda quota: (quota.targeted, rank.get(quota.level, 9))))


def _own_line(rolls: Rolls, unit: Unit | None) -> Line | None:
    lines = rolls.statistics.lines
    if unit is not None:
        own = next((line for line in lines if line.name == unit.name), None)
        if own is not None:
            return own
    return lines[0] if lines else None


def _post_rows(unit: Unit | None, line: Line | None) -> list[PostRow]:
    posts = unit.posts if unit else ()
    rows = []
    for index, level in enumerate(LEVELS):
        applying = (line.levels[index].applying or 0) if line else 0
        rows.append(_post_row(posts, level, False, str(level), _LEVEL_WORDS[level], applying))
    for index, filing in enumerate(TARGETED):
        level = _TARGETED_LEVELS[filing]
        applying = (line.targeted[index].applying or 0) if line else 0
        word = _TARGETED_WORDS[filing]
        rows.append(_post_row(posts, level, True, f"{level}-targeted", word, applying))
    return rows


def _post_row(
    posts: Sequence[PostQuota],
    level: TitleLevel,
    targeted: bool,
    row_id: str,
    word: str,
    applying: int,
) -> PostRow:
    quota = next(
        (q for q in posts if (q.level, q.targeted) == (str(level), targeted)),
        PostQuota(str(level), targeted=targeted),
    )
    over = quota.vacant < 0 or applying > quota.vacant
    return PostRow(
        row_id,
        word,
        quota.approved,
        quota.filled,
        quota.qualified_unfilled,
        quota.vacant,
        applying,
        over and bool(posts),
    )


def _free(line: Line | None) -> tuple[tuple[str, int], ...]:
    if line is None:
        return ()
    words = ("绿色通道", "基层破格", "其他倾斜")
    return (*zip(words, line.free, strict=True), ("非事业单位", sum(line.outside)))


def _check_words(rolls: Rolls) -> str:
    if rolls.differences:
        return "与花名册人数不一致：" + "；".join(rolls.differences)
    counts = "，".join(f"{level_word(level)} {r.count} 人" for level, r in rolls.rosters.items())
    missing = f"；另有 {len(rolls.unplaced)} 人没有选层级，不在表里" if rolls.unplaced else ""
    return f"与花名册人数一致：是（{counts}）{missing}" if counts else "还没有申报人"
