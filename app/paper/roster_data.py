# SPDX-License-Identifier: MulanPSL-2.0
"""《申报职称评审人员花名册》 (附件2): three separate outputs, grouped by series, then specialty (S-4.3.4)."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Literal, Protocol

from attrs import field, frozen

from app.kernel.dates import PartialDate, completed_years
from app.kernel.dates import dotted as dotted_date
from app.kernel.locations import resource
from app.model.codes import TitleLevel
from app.model.declaration import Declaration
from app.model.unit import Unit
from app.paper.forms.reading import read_toml, strict_converter, structure
from app.paper.forms.words import word
from app.paper.names import series_name, series_order, specialty_name
from app.paper.posts import POOL_WORDS, pool_of
from app.paper.press import Imprint

FILING_LEVELS = ("junior", "intermediate", "senior")
TAIL = 4  # digits of a number shown where the whole number is not
NOTE_LIMIT = 16  # characters of a ground that stand in the narrow column
ELSEWHERE = "见推荐意见"
_RANK = {TitleLevel.FULL_SENIOR: 0, TitleLevel.ASSOCIATE_SENIOR: 1}


class Copy(Protocol):
    """What printing asks of a context: PaperContext fits."""

    @property
    def printed_on(self) -> dt.date:
        """Return the day in the foot."""
        ...

    def imprint(self) -> Imprint:
        """Return what the footers of this copy say."""
        ...


@frozen
class ColumnSpec:
    """One column: width in mm, words of its head, how it is set."""

    width: float
    head: str
    align: Literal["left", "centre"] = "centre"
    empty: str = ""
    lines: int = 2


@frozen
class RosterSpec:
    """``resources/forms/roster.toml``: which columns, in which order, under which title."""

    title: str
    source: str
    clauses: tuple[str, ...]
    verified_by: str
    verified_on: str
    printed: tuple[str, ...]
    full: tuple[str, ...]
    columns: Mapping[str, ColumnSpec]

    def named(self, which: str = "printed") -> tuple[tuple[str, ColumnSpec], ...]:
        """Return (name, column) of a set of columns: ``printed`` or ``full``."""
        names = self.full if which == "full" else self.printed
        return tuple((name, self.columns[name]) for name in names)


@frozen
class Person:
    """One person of a roster; ``number`` runs through the whole roster."""

    number: int
    declaration: Declaration


@frozen
class SpecialtyGroup:
    """The people of one specialty, 正高级 before 副高级."""

    name: str
    people: tuple[Person, ...]


@frozen
class SeriesGroup:
    """The specialties of one series."""

    name: str
    specialties: tuple[SpecialtyGroup, ...]

    @property
    def count(self) -> int:
        """Return the number of people."""
        return sum(len(group.people) for group in self.specialties)


@frozen
class Roster:
    """One roster of one filing level.

    Attributes:
        level: junior, intermediate or senior.
        unit_name: 填报单位.
        phone: contact of the unit.
        classified: holds at least one classified person, so numbers show their tails only.
        practice: fictional.
    """

    level: str
    year: int
    unit_name: str
    phone: str
    classified: bool
    practice: bool
    groups: tuple[SeriesGroup, ...]
    pack: Any = field(eq=False, repr=False)

    @property
    def count(self) -> int:
        """Return the number of people."""
        return sum(group.count for group in self.groups)

    @property
    def title(self) -> str:
        """Return the printed title."""
        return roster_spec().title.format(year=self.year, level=word("filing", self.level))

    def people(self) -> Iterable[Person]:
        """Yield everybody in printed order."""
        for series in self.groups:
            for specialty in series.specialties:
                yield from specialty.people

    def value(self, name: str, person: Person) -> str:
        """Return what a column prints for a person, its word for nothing included."""
        text = _VALUES[name](self, person)
        return text or roster_spec().columns[name].empty


@functools.cache
def roster_spec() -> RosterSpec:
    """Return the columns, checked.

    Raises:
        UserError: FORM-FILE, FORM-FIELD, FORM-BINDING, FORM-SHAPE naming file and place.
    """
    return read_roster_spec(resource("forms", "roster.toml"))


def read_roster_spec(path: Any) -> RosterSpec:
    """Return the columns of one file, checked; raises UserError as ``roster_spec``."""
    from app.kernel.errors import UserError

    spec = structure(read_toml(path), RosterSpec, path.name, strict_converter())
    for name in (*spec.printed, *spec.full, *spec.columns):
        if name not in _VALUES or name not in spec.columns:
            raise UserError("FORM-BINDING", file=path.name, place="columns", what=name)
    wide = sum(column.width for _, column in spec.named())
    if abs(wide - 271.0) > 0.01:
        raise UserError(
            "FORM-SHAPE",
            file=path.name,
            place="printed",
            what=f"各列共宽 {wide:g} 毫米，应为 271。",
        )
    return spec


def build(declarations: Sequence[Declaration], pack: Any, unit: Unit | None) -> dict[str, Roster]:
    """Return the rosters by filing level; a level without applicants has none.

    A declaration whose level is not chosen yet stands in no roster; ``unplaced`` names them.
    Order: series as in the official table, specialty, 正高级 before 副高级, unit, name (S-4.3.4-b).
    """
    rosters = {}
    for level in FILING_LEVELS:
        chosen = [
            each
            for each in declarations
            if each.route.level is not None and each.route.level.filing == level
        ]
        if chosen:
            rosters[level] = _roster(level, chosen, pack, unit)
    return rosters


def unplaced(declarations: Sequence[Declaration]) -> tuple[Declaration, ...]:
    """Return the declarations that no roster can hold, because their level is not chosen."""
    return tuple(each for each in declarations if each.route.level is None)


def _roster(level: str, chosen: list[Declaration], pack: Any, unit: Unit | None) -> Roster:
    ordered = sorted(chosen, key=lambda each: _order(each, pack))
    numbered = [Person(number, each) for number, each in enumerate(ordered, 1)]
    groups = tuple(
        SeriesGroup(series, tuple(_specialties(people)))
        for series, people in groupby(numbered, key=lambda person: _series(person, pack))
    )
    named = unit.name if unit is not None and unit.name else ordered[0].basics.unit
    return Roster(
        level=level,
        year=ordered[0].year,
        unit_name=named,
        phone=unit.phone if unit is not None else "",
        classified=any(each.route.classified for each in ordered),
        practice=any(each.practice for each in ordered),
        groups=groups,
        pack=pack,
    )


def _series(person: Person, pack: Any) -> str:
    route = person.declaration.route
    return series_name(pack, route.series, route.specialty) or "系列未定"


def _specialties(people: Iterable[Person]) -> Iterable[SpecialtyGroup]:
    for name, members in groupby(people, key=lambda person: person.declaration.route.specialty):
        yield SpecialtyGroup(specialty_name(name) or "专业未定", tuple(members))


def _order(declaration: Declaration, pack: Any) -> tuple[int, bytes, bytes, int, bytes, bytes, str]:
    route = declaration.route
    return (
        series_order(pack, route.series, route.specialty),
        _collated(series_name(pack, route.series, route.specialty)),
        _collated(route.specialty),
        _RANK.get(route.level, 2) if route.level is not None else 2,
        _collated(declaration.basics.unit),
        _collated(declaration.basics.name),
        declaration.id,
    )


def _collated(text: str) -> bytes:
    """Return what orders Chinese words: GB 18030 keeps the common characters in order of their sound."""
    return text.encode("gb18030", "replace")


# --- what the columns say ----------------------------------------------------------
def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


@functools.lru_cache(maxsize=4096)
def dotted(text: str) -> str:
    """Return 2016.01; many rows say the same dates."""
    return dotted_date(text)


@functools.lru_cache(maxsize=4096)
def _month(text: str) -> str:
    parsed = PartialDate.parse(text)
    return PartialDate(parsed.year, parsed.month).dotted() if parsed else text


def _born(_: Roster, person: Person) -> str:
    return _month(person.declaration.basics.born)


def _education(_: Roster, person: Person) -> str:
    row = person.declaration.highest_education()
    return _joined(row.level, dotted(row.graduated)) if row else ""


def _of_education(name: str) -> Callable[[Roster, Person], str]:
    def value(_: Roster, person: Person) -> str:
        row = person.declaration.highest_education()
        return str(getattr(row, name)) if row is not None else ""

    return value


def _title(_: Roster, person: Person) -> str:
    row = person.declaration.current_title()
    return _joined(row.title, dotted(row.obtained)) if row else ""


def _title_held(_: Roster, person: Person) -> str:
    row = person.declaration.current_title()
    return row.title if row else ""


def _title_obtained(_: Roster, person: Person) -> str:
    row = person.declaration.current_title()
    return dotted(row.obtained) if row else ""


def _appointed_on(declaration: Declaration) -> str:
    title = declaration.current_title()
    starts = [
        row.started
        for row in declaration.appointments
        if title and row.title == title.title and row.started
    ]
    if starts:
        return min(starts)
    return declaration.appointments[-1].started if declaration.appointments else ""


def _appointed(_: Roster, person: Person) -> str:
    return dotted(_appointed_on(person.declaration))


def _whole_years(roster: Roster, person: Person, since: str) -> str:
    """Return whole years up to the cut-off of the level; 待核 when the day decides and is not known (D-3)."""
    parsed, level = PartialDate.parse(since), person.declaration.route.level
    if parsed is None or level is None:
        return ""
    cutoff = roster.pack.window(level).cutoff
    fewest, most = (completed_years(day, cutoff) for day in (parsed.latest(), parsed.earliest()))
    return str(fewest) if fewest == most else "待核"


def _years(roster: Roster, person: Person) -> str:
    basics = person.declaration.basics
    return basics.specialty_years or _whole_years(roster, person, basics.specialty_since)


def _tenure(roster: Roster, person: Person) -> str:
    return _whole_years(roster, person, _appointed_on(person.declaration))


def _present_work(roster: Roster, person: Person) -> str:
    years = _years(roster, person)
    return _joined(
        person.declaration.basics.present_work, f"{years}年" if years.isdigit() else years
    )


def _note(_: Roster, person: Person) -> str:
    ground = person.declaration.route.kind_ground
    return ground if len(ground) <= NOTE_LIMIT else ELSEWHERE


def _tail(text: str) -> str:
    return f"尾号{text[-TAIL:]}" if text else ""


def _id_number(roster: Roster, person: Person) -> str:
    number = person.declaration.basics.id_number
    return _tail(number) if roster.classified else number


def _phone(roster: Roster, person: Person) -> str:
    number = person.declaration.basics.phone
    return _tail(number) if roster.classified else number


def _appraisals(_: Roster, person: Person) -> str:
    rows = sorted(person.declaration.appraisals, key=lambda row: row.year)[-5:]
    return "，".join(f"{row.year}{row.grade}" for row in rows)


def _credits(_: Roster, person: Person) -> str:
    rows = sorted(person.declaration.credits, key=lambda row: row.year)[-5:]
    counted = []
    for row in rows:
        known = [hours for hours in (row.specialty_hours, row.general_hours) if hours is not None]
        counted.append(
            f"{row.year}年{sum(known)}" if known else f"{row.year}年{row.exemption or '见卡'}"
        )
    return "，".join(counted)


def _basics(name: str) -> Callable[[Roster, Person], str]:
    return lambda roster, person: str(getattr(person.declaration.basics, name))


_VALUES: Mapping[str, Callable[[Roster, Person], str]] = {
    "number": lambda roster, person: str(person.number),
    "name": _basics("name"),
    "sex": _basics("sex"),
    "ethnicity": _basics("ethnicity"),
    "born": _born,
    "unit": _basics("unit"),
    "education": _education,
    "present_title": _title,
    "appointed": _appointed,
    "years": _years,
    "specialty": lambda roster, person: person.declaration.route.specialty,
    "declared": lambda roster, person: person.declaration.route.title,
    "kind": lambda roster, person: word("kind_short", person.declaration.route.kind),
    "note": _note,
    "id_number": _id_number,
    "unit_nature": _basics("unit_nature"),
    "department": _basics("department"),
    "work_started": lambda roster, person: dotted(person.declaration.basics.work_started),
    "level_of_education": _of_education("level"),
    "degree": _of_education("degree"),
    "school": _of_education("school"),
    "major": _of_education("major"),
    "graduated": lambda roster, person: dotted(_of_education("graduated")(roster, person)),
    "title_held": _title_held,
    "title_obtained": _title_obtained,
    "tenure": _tenure,
    "present_work": _present_work,
    "series": lambda roster, person: _series(person, roster.pack),
    "level": lambda roster, person: word("level_short", person.declaration.route.level),
    "post": lambda roster, person: POOL_WORDS[pool_of(person.declaration)],
    "appraisals": _appraisals,
    "credits": _credits,
    "phone": _phone,
}
