# SPDX-License-Identifier: MulanPSL-2.0
"""查重 (ux 1.4, S29): who may be one person, or filed twice. It finds; people decide, nothing merges."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum

from attrs import frozen

from app.kernel.text import clean_line
from app.model.codes import AchievementKind
from app.model.declaration import Declaration

ID_LENGTH = 18
_SHORTEST_TITLE = 6
_RANK = re.compile(r"\d+")


class Likeness(StrEnum):
    """Why a group stands together, strongest first (ux 1.4)."""

    SAME_ID = "same_id"
    ID_ONE_OFF = "id_one_off"
    SAME_NAME_AND_BIRTH = "same_name_and_birth"
    SAME_WORK = "same_work"


@frozen
class Group:
    """Two or more declarations that somebody must look at side by side.

    Attributes:
        key: the same for the same people and likeness, so that a decision is remembered.
        what: the achievement both claim to lead, for SAME_WORK.
    """

    likeness: Likeness
    ids: tuple[str, ...]
    what: str = ""

    @property
    def key(self) -> str:
        """Return the name a decision is kept under."""
        return ":".join((self.likeness, *self.ids))


def find_groups(declarations: Iterable[Declaration]) -> tuple[Group, ...]:
    """Return all groups, strongest first; a pair stands in its strongest group only."""
    people = sorted(declarations, key=lambda each: each.id)
    found: list[Group] = []
    known: set[frozenset[str]] = set()
    for group in itertools.chain(_same_id(people), _pairs(people), _same_work(people)):
        pairs = {frozenset(pair) for pair in itertools.combinations(group.ids, 2)}
        if not pairs <= known:
            known |= pairs
            found.append(group)
    return tuple(found)


def _same_id(people: list[Declaration]) -> Iterator[Group]:
    by_id: dict[str, list[str]] = defaultdict(list)
    for each in people:
        number = _id_number(each)
        if number:
            by_id[number].append(each.id)
    for ids in by_id.values():
        if len(ids) > 1:
            yield Group(Likeness.SAME_ID, tuple(ids))


def _pairs(people: list[Declaration]) -> Iterator[Group]:
    """Pairs of the same name and month of birth; one digit apart in the ID is the stronger sign."""
    alike: dict[tuple[str, str], list[Declaration]] = defaultdict(list)
    for each in people:
        name, born = clean_line(each.basics.name), each.basics.born[:7]
        if name and len(born) == len("1982-03"):
            alike[name, born].append(each)
    rest: list[Group] = []
    for same in alike.values():
        for one, other in itertools.combinations(same, 2):
            near = _apart(_id_number(one), _id_number(other)) == 1
            kind = Likeness.ID_ONE_OFF if near else Likeness.SAME_NAME_AND_BIRTH
            rest.append(Group(kind, (one.id, other.id)))
    yield from sorted(rest, key=lambda group: list(Likeness).index(group.likeness))


def _same_work(people: list[Declaration]) -> Iterator[Group]:
    leaders: dict[str, dict[str, str]] = defaultdict(dict)
    for each in people:
        for title in _led(each):
            leaders[title][each.id] = title
    for title, ids in leaders.items():
        if len(ids) > 1:
            yield Group(Likeness.SAME_WORK, tuple(ids), title)


def _led(declaration: Declaration) -> Iterator[str]:
    """Titles of what a person says they led; honours of a person are nobody else's."""
    for row in declaration.achievements:
        title = clean_line(row.title)
        if (
            row.kind != AchievementKind.HONOUR
            and _first(row.rank)
            and len(title) >= _SHORTEST_TITLE
        ):
            yield title
    for work in declaration.works:
        title = clean_line(work.title)
        if _first(work.author_rank) and len(title) >= _SHORTEST_TITLE:
            yield title


def _first(rank: str) -> bool:
    """Tell whether a rank, typed in any usual way, is the first."""
    digits = _RANK.search(rank)
    return int(digits[0]) == 1 if digits else "第一" in rank or "独立" in rank


def _id_number(declaration: Declaration) -> str:
    number = clean_line(declaration.basics.id_number).upper()
    return number if len(number) == ID_LENGTH else ""


def _apart(one: str, other: str) -> int:
    """Return in how many places two ID numbers differ; -1 when one is not whole."""
    if not one or not other:
        return -1
    return sum(a != b for a, b in zip(one, other, strict=True))
