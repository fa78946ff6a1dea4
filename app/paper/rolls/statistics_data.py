# SPDX-License-Identifier: MulanPSL-2.0
"""《岗位数及申报人数统计表》 (附件3): figures from the units' posts and the declarations; checked against the rosters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from app.kernel.errors import UserError
from app.model.codes import TitleLevel
from app.model.declaration import Declaration
from app.model.unit import Unit
from app.paper.forms.spec import FormSpec
from app.paper.forms.words import word
from app.paper.rolls.layout import said
from app.paper.rolls.posts import Pool, outside_posts, pool_of
from app.paper.rolls.roster_data import FILING_LEVELS, Roster
from app.paper.rolls.statistics_columns import MATRIX, Counted
from app.paper.rolls.statistics_lines import Line, PostFigures, added
from app.paper.templates import pack_statistics

LEVELS = (
    TitleLevel.FULL_SENIOR,
    TitleLevel.ASSOCIATE_SENIOR,
    TitleLevel.INTERMEDIATE,
    TitleLevel.JUNIOR,
)
TARGETED = ("senior", "intermediate")
OUTSIDE = ("senior", "intermediate", "junior")
FREE = (Pool.GREEN, Pool.GRASSROOTS, Pool.OTHER)
NO_UNIT = "单位未填"


@frozen
class Group:
    """The units of one 主管部门."""

    department: str
    lines: tuple[Line, ...]

    @property
    def summed(self) -> bool:
        """Tell whether a subtotal is printed: not for a single unit."""
        return len(self.lines) > 1

    @property
    def subtotal_name(self) -> str:
        """Return 赤峰市练习水务部门小计."""
        named = self.department not in ("", "无")
        return f"{self.department}小计" if named else "无主管部门小计"

    @property
    def subtotal(self) -> Line:
        """Return 主管部门小计."""
        return added(self.subtotal_name, self.lines)


@frozen
class Statistics:
    """The whole table.

    Attributes:
        filer: 填报单位.
        undecided: declarations whose level is not chosen; they stand in no figure.
        compiled: put together by several departments' units, a total for an area.
        spec: the layout it prints with.
    """

    year: int
    filer: str
    groups: tuple[Group, ...]
    undecided: int = 0
    practice: bool = False
    compiled: bool = False
    spec: FormSpec = field(factory=lambda: FormSpec.load("statistics"), eq=False, repr=False)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return all unit lines in printed order."""
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def total(self) -> Line:
        """Return 合计."""
        return added("合　　计", self.lines)

    @property
    def title(self) -> str:
        """Return the printed title."""
        return said(self.spec, listed_year=str(self.year))


@frozen
class Difference:
    """One figure that does not agree with the roster: a filing level, the table's and the roster's count."""

    level: str
    table: int
    roster: int

    @property
    def words(self) -> str:
        """Return 高级：统计表 8 人，花名册 7 人，差 1 人."""
        gap = abs(self.table - self.roster)
        return (
            f"{word('filing', self.level)}：统计表{self.table}人，花名册{self.roster}人，差{gap}人"
        )


@frozen
class Listed:
    """The table as its layout prints it: numbered lines, and whether they agree with the rosters."""

    year: int
    unit_name: str
    lines: tuple[Line, ...]
    check: str

    @property
    def count(self) -> int:
        """Return the number of lines."""
        return len(self.lines)

    def in_groups(self, _groups: Sequence[str]) -> tuple[Counted, ...]:
        """Return the lines numbered in the order of the units."""
        return tuple(Counted(line, number) for number, line in enumerate(self.lines, 1))


A4_DIGITS = 3  # more digits need A3
A4_UNITS = 12  # more units than this do not stand on one A4


def sheet_of(statistics: Statistics) -> str:
    """Return A4 for a unit's own table, A3 where departments are added up or figures are long (D-13)."""
    figures = [figure(statistics.total) for figure in MATRIX.values()]
    long = any(len(str(abs(each))) > A4_DIGITS for each in figures if each is not None)
    return "A3" if long or statistics.compiled or len(statistics.lines) > A4_UNITS else "A4"


def listed(statistics: Statistics, rosters: Mapping[str, Roster]) -> Listed:
    """Return the table for printing, with what it says of its agreement with the rosters."""
    differences = {each.level: each.words for each in reconcile(statistics, rosters)}
    said_of = (differences.get(level, f"{word('filing', level)} 一致") for level in FILING_LEVELS)
    undecided = statistics.undecided
    tail = f"　另有{undecided}人未选定层级，未计入。" if undecided else ""
    check = f"核对：与花名册人数：{'；'.join(said_of)}。{tail}"
    return Listed(statistics.year, statistics.filer, statistics.lines, check)


def build(
    unit: Unit | Sequence[Unit] | None,
    declarations: Sequence[Declaration],
    pack: Any,
    spec: FormSpec | None = None,
) -> Statistics:
    """Return the table of one or several units and everybody who declares.

    A declaration is put to the unit of its own name; a name without a registered unit gets a line
    whose posts are left blank (or —, where no posts are kept). Every declaration with a level is
    counted in exactly one pool (PC-06, PC-12, PC-14).
    """
    units = _units(unit)
    decided = [each for each in declarations if each.route.level is not None]
    own = {each.name: each for each in units}
    names = list(dict.fromkeys([*own, *(_unit_name(each) for each in decided)]))
    members: dict[str, list[Declaration]] = {name: [] for name in names}
    for each in decided:
        members[_unit_name(each)].append(each)
    lines = [_line(name, own.get(name), members[name]) for name in names]
    departments = dict.fromkeys(line.department for line in lines)
    groups = tuple(
        Group(name, tuple(line for line in lines if line.department == name))
        for name in departments
    )
    year = declarations[0].year if declarations else int(getattr(pack, "year", 0) or 2026)
    return Statistics(
        year=year,
        filer=units[0].name if units else (names[0] if names else ""),
        groups=groups,
        undecided=len(declarations) - len(decided),
        compiled=len({each.department for each in units}) > 1,
        practice=any(each.practice for each in units)
        or any(each.practice for each in declarations),
        spec=pack_statistics(pack, spec),
    )


def _units(unit: Unit | Sequence[Unit] | None) -> tuple[Unit, ...]:
    if unit is None:
        return ()
    return (unit,) if isinstance(unit, Unit) else tuple(unit)


def _unit_name(declaration: Declaration) -> str:
    return declaration.basics.unit.strip() or NO_UNIT


def _line(name: str, unit: Unit | None, members: Sequence[Declaration]) -> Line:
    first = members[0].basics if members else None
    nature = (
        unit.nature if unit is not None and unit.nature else (first.unit_nature if first else "")
    )
    keeps = (
        not outside_posts(nature)
        if nature
        else any(pool_of(each) != Pool.OUTSIDE for each in members)
    )
    known = unit is not None and bool(unit.posts)
    department = unit.department if unit is not None else (first.department if first else "")
    pools = [(_pool(each, keeps=keeps), each) for each in members]
    line = Line(
        name=name,
        nature=nature,
        department=department,
        keeps_posts=keeps,
        known=known,
        free=tuple(sum(pool == wanted for pool, _ in pools) for wanted in FREE),
        outside=tuple(_count(pools, Pool.OUTSIDE, level) for level in OUTSIDE),
        people={level: sum(_filing(each) == level for each in members) for level in FILING_LEVELS},
    )
    if not keeps:
        return line
    return evolve(
        line,
        staff=unit.establishment if unit is not None and known else None,
        posts=unit.professional_posts if unit is not None and known else None,
        levels=tuple(_level(unit, level, pools) for level in LEVELS),
        targeted=tuple(_targeted(unit, level, pools) for level in TARGETED),
    )


def _pool(declaration: Declaration, *, keeps: bool) -> Pool:
    """Return the pool within a line: a unit without posts has only 非事业, 定向评价 has no junior level."""
    if not keeps:
        return Pool.OUTSIDE
    pool = pool_of(declaration)
    return Pool.POST if pool == Pool.TARGETED and _filing(declaration) == "junior" else pool


def _filing(declaration: Declaration) -> str:
    return declaration.route.level.filing if declaration.route.level is not None else ""


def _count(pools: Iterable[tuple[Pool, Declaration]], wanted: Pool, filing: str) -> int:
    return sum(pool == wanted and _filing(each) == filing for pool, each in pools)


def _level(
    unit: Unit | None, level: TitleLevel, pools: Sequence[tuple[Pool, Declaration]]
) -> PostFigures:
    applying = sum(pool == Pool.POST and each.route.level == level for pool, each in pools)
    return _quota(unit, (str(level),), applying, targeted=False)


def _targeted(
    unit: Unit | None, filing: str, pools: Sequence[tuple[Pool, Declaration]]
) -> PostFigures:
    names = tuple(str(level) for level in LEVELS if level.filing == filing)
    return _quota(unit, names, _count(pools, Pool.TARGETED, filing), targeted=True)


def _quota(
    unit: Unit | None, names: tuple[str, ...], applying: int, *, targeted: bool
) -> PostFigures:
    if unit is None or not unit.posts:
        return PostFigures(applying=applying)
    rows = [row for row in unit.posts if row.level in names and row.targeted == targeted]
    return PostFigures(
        sum(row.approved for row in rows),
        sum(row.filled for row in rows),
        sum(row.qualified_unfilled for row in rows),
        applying,
    )


def reconcile(statistics: Statistics, rosters: Mapping[str, Roster]) -> tuple[Difference, ...]:
    """Return every filing level where table and roster differ; empty only when all three agree (PC-25).

    A line whose 合计 is not the number of its people differs as well: then the figures were counted
    from other declarations than the names.
    """
    people = statistics.total.people
    found = []
    for level in FILING_LEVELS:
        roster = rosters.get(level)
        table, listed = people.get(level, 0), roster.count if roster is not None else 0
        if table != listed:
            found.append(Difference(level, table, listed))
    if not found and statistics.total.total != sum(people.values()):
        listed = sum(roster.count for roster in rosters.values())
        found.append(Difference("senior", statistics.total.total, listed))
    return tuple(found)


def must_agree(statistics: Statistics, rosters: Mapping[str, Roster]) -> None:
    """Raise UserError STATISTICS-DIFFERS naming every difference; nothing when all agree."""
    differences = reconcile(statistics, rosters)
    if differences:
        raise UserError(
            "STATISTICS-DIFFERS", differences="；".join(each.words for each in differences)
        )
