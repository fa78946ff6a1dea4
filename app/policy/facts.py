# SPDX-License-Identifier: MulanPSL-2.0
"""What a declaration says, as conditions and predicates ask for it; computed once a declaration."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Sequence
from typing import Any

from attrs import define, field

from app.kernel.dates import PartialDate
from app.kernel.errors import UserError
from app.kernel.spans import Span
from app.model.codes import DeclarationKind, PlaceKind, TitleLevel
from app.model.declaration import Declaration
from app.model.unit import Unit
from app.policy.conditions import Possible
from app.policy.pack import PolicyPack
from app.policy.routing import Route, RouteFacts, route_of
from app.policy.titles import Found

_TABLES = (
    "education", "titles", "appointments", "appraisals", "credits", "training", "career",
    "service", "examinations", "benefits", "sanctions", "achievements", "works",
)  # fmt: skip
_DIRECT = (DeclarationKind.NON_PUBLIC_DIRECT, DeclarationKind.TOWNSHIP_DIRECT)
UNTIL_NOW = ("至今", "现在", "今", "目前")
TOWNSHIP_PLACES = (PlaceKind.SUMU_TOWNSHIP, PlaceKind.GACHA_VILLAGE)
COUNTY_PLACES = (PlaceKind.BANNER_COUNTY, *TOWNSHIP_PLACES)
INSIDE_REGION = (PlaceKind.CITY, *COUNTY_PLACES)


@functools.lru_cache(maxsize=4096)
def parsed(text: str) -> PartialDate | None:
    """Return the date a stored text means, or None."""
    return PartialDate.parse(text) if text.strip() else None


def open_ended(text: str) -> bool:
    """Tell whether an end date says that the stay lasts."""
    return not text.strip() or text.strip() in UNTIL_NOW


@define
class Facts:
    """One declaration on one day under one pack.

    Attributes:
        memo: what predicates have worked out and share.
        others: further declarations of the same unit and year, for what only a comparison shows.
    """

    pack: PolicyPack
    declaration: Declaration
    today: dt.date
    unit: Unit | None = None
    others: Sequence[Declaration] = ()
    memo: dict[str, Any] = field(init=False, factory=dict)
    series_fault: UserError | None = field(init=False, default=None)
    _route_facts: RouteFacts = field(init=False)
    _route: Route = field(init=False)

    def __attrs_post_init__(self) -> None:
        answers = self.declaration.route
        try:
            found = self.pack.titles.find(answers.series, answers.specialty)
        except UserError as fault:
            self.series_fault = fault
            found = Found(None, None, answers.specialty)
        self._route_facts = RouteFacts(self.pack, answers, found)
        self._learn()
        self._route = route_of(self._route_facts)

    @property
    def route(self) -> Route:
        """Return where this declaration goes; an unknown series leaves it open."""
        return self._route

    @property
    def level(self) -> TitleLevel | None:
        """Return the level declared."""
        return self.declaration.route.level

    @property
    def cutoff(self) -> dt.date | None:
        """Return the day after which nothing counts (S-3.2-0); None when it is set elsewhere."""
        return self._route.window.cutoff if self._route.window else None

    def lookup(self, fact: str) -> Possible:
        """Return the possible values of a fact, for conditions."""
        return self._route_facts.lookup(fact)

    def _learn(self) -> None:
        declaration = self.declaration
        learn = self._route_facts.learn
        learn("has", frozenset(name for name in _TABLES if getattr(declaration, name)))
        learn("person_status", (declaration.basics.person_status,))
        learn("unit_nature", (declaration.basics.unit_nature,))
        learn("applies", frozenset(self._applies()))
        learn("other_level", (self._other_level(),))

    def _applies(self) -> Iterable[str]:
        declaration = self.declaration
        junior = declaration.route.level == TitleLevel.JUNIOR
        if not declaration.titles and (junior or declaration.route.kind in _DIRECT):
            yield "first_title"
        current = declaration.current_title()
        if current is not None and "职业资格" in current.source:
            yield "title_by_qualification"

    def _other_level(self) -> bool:
        return any(
            same_person(self.declaration, other) and other.route.level not in (None, self.level)
            for other in self.others
        )

    # -- stays

    def career(
        self, places: Iterable[str] | None = None, *, professional: bool = False
    ) -> list[Span]:
        """Return the dated stays of the career, only at some kinds of place, only with professional work named."""
        wanted = None if places is None else set(places)
        rows = [
            row for row in self.declaration.career
            if (wanted is None or row.place in wanted) and (not professional or row.work.strip())
        ]  # fmt: skip
        return spans_of(rows)

    def service(self, kinds: Iterable[str]) -> list[Span]:
        """Return the dated stays of some kinds of service."""
        wanted = set(kinds)
        return spans_of([row for row in self.declaration.service if row.kind in wanted])

    def undated(
        self, table: str, kinds: Iterable[str] | None = None, column: str = "kind"
    ) -> list[str]:
        """Return the places whose filling may add to the count of some stays.

        A row without a readable start or end is not counted yet; a row whose kind is not given may
        turn out to be one of those that count.
        """
        wanted = None if kinds is None else {*kinds, ""}
        open_places = []
        for row in getattr(self.declaration, table):
            if wanted is not None and getattr(row, column) not in wanted:
                continue
            path = f"{table}.{row.id}"
            if wanted is not None and not getattr(row, column):
                open_places.append(f"{path}.{column}")
            if parsed(row.started) is None:
                open_places.append(f"{path}.started")
            if not open_ended(row.ended) and parsed(row.ended) is None:
                open_places.append(f"{path}.ended")
        return open_places


def spans_of(rows: Iterable[Any]) -> list[Span]:
    """Return the stays of rows with ``started`` and ``ended``; a row without a readable start is no stay."""
    spans = []
    for row in rows:
        start = parsed(row.started)
        end = None if open_ended(row.ended) else parsed(row.ended)
        if start is not None and (end is not None or open_ended(row.ended)):
            spans.append(Span(start, end))
    return spans


def same_person(one: Declaration, other: Declaration) -> bool:
    """Tell whether two declarations carry the same ID number (X in any case)."""
    number = one.basics.id_number.strip().upper()
    return bool(number) and number == other.basics.id_number.strip().upper() and one.id != other.id
