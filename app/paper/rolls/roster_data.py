# SPDX-License-Identifier: MulanPSL-2.0
"""《申报职称评审人员花名册》 (附件2): three separate outputs, grouped by series, then specialty (S-4.3.4)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Protocol

from attrs import evolve, field, frozen

from app.model.codes import TitleLevel
from app.model.declaration import Declaration
from app.model.unit import Unit
from app.paper.core.press import Imprint
from app.paper.forms import bindings  # noqa: F401 - what the columns say is registered with the forms' own
from app.paper.forms.spec import FormSpec
from app.paper.forms.words import word
from app.paper.names import series_name, series_order, specialty_name
from app.paper.rolls.layout import said
from app.paper.rolls.roster_columns import GROUPS, VALUES, series_of
from app.paper.templates import pack_roster

USUAL = ("series", "specialty")  # the groupings people stand in as they are built (S-4.3.4-b)
FILING_LEVELS = ("junior", "intermediate", "senior")
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
        spec: the layout it prints with.
    """

    level: str
    year: int
    unit_name: str
    phone: str
    classified: bool
    practice: bool
    groups: tuple[SeriesGroup, ...]
    pack: Any = field(eq=False, repr=False)
    spec: FormSpec = field(eq=False, repr=False)

    @property
    def count(self) -> int:
        """Return the number of people."""
        return sum(group.count for group in self.groups)

    @property
    def title(self) -> str:
        """Return the printed title."""
        level = word("filing", self.level)
        return said(self.spec, listed_year=str(self.year), listed_level=level)

    def people(self) -> Iterable[Person]:
        """Yield everybody in printed order."""
        for series in self.groups:
            for specialty in series.specialties:
                yield from specialty.people

    def value(self, name: str, person: Person) -> str:
        """Return what a column says of a person; empty where nothing is known."""
        return VALUES[name](self, person)

    def in_groups(self, groups: Sequence[str]) -> Sequence[Person]:
        """Return everybody in the order of a layout's groupings, numbered in that order."""
        people = [*self.people()]
        if tuple(groups) in (USUAL, USUAL[:1], ()):
            return people
        ordered = sorted(
            people, key=lambda person: [_collated(GROUPS[name](self, person)) for name in groups]
        )
        return [evolve(person, number=number) for number, person in enumerate(ordered, 1)]


def build(
    declarations: Sequence[Declaration], pack: Any, unit: Unit | None, spec: FormSpec | None = None
) -> dict[str, Roster]:
    """Return the rosters by filing level; a level without applicants has none.

    ``spec`` is the layout they print with; None is the one that came with the program.

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
            rosters[level] = _roster(level, chosen, pack, unit, spec)
    return rosters


def unplaced(declarations: Sequence[Declaration]) -> tuple[Declaration, ...]:
    """Return the declarations that no roster can hold, because their level is not chosen."""
    return tuple(each for each in declarations if each.route.level is None)


def _roster(
    level: str, chosen: list[Declaration], pack: Any, unit: Unit | None, spec: FormSpec | None
) -> Roster:
    ordered = sorted(chosen, key=lambda each: _order(each, pack))
    numbered = [Person(number, each) for number, each in enumerate(ordered, 1)]
    groups = tuple(
        SeriesGroup(series, tuple(_specialties(people)))
        for series, people in groupby(numbered, key=lambda person: series_of(person, pack))
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
        spec=pack_roster(pack, spec),
    )


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
