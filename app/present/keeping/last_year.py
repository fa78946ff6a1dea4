# SPDX-License-Identifier: MulanPSL-2.0
"""Year to year: last year's declaration as the start of this year's, each place with a choice.

Taken, left, or looked at first. Never taken: dates of filing, reviews, notice, recommendation, hand-overs,
reasons, and last year's secrecy reviews, which an achievement needs anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

import attrs
from attrs import frozen

from app.kernel.ids import new_id
from app.model.codes import Openness
from app.model.declaration import Declaration
from app.model.materials import MaterialEntry
from app.model.paths import read, write
from app.model.people import Basics
from app.model.work import Achievement, Work
from app.policy.checklist import wanted_entries
from app.policy.pack import PolicyPack
from app.present.keeping.differences import ABSENT, EMPTY, brief, place_of, value_of

# One row each, taken whole.
TABLES = (
    "education", "titles", "appointments", "appraisals", "credits", "training", "career", "service",
    "examinations", "benefits", "sanctions", "achievements", "works",
)  # fmt: skip
# What a year changes as a rule: offered, but a person looks first.
_CHANGES_WITH_THE_YEAR = frozenset(
    {
        "basics.phone", "basics.health", "basics.present_work", "basics.specialty_years",
        "basics.administrative_post", "basics.department", "basics.person_status", "basics.remarks",
        "statement",
    }
)  # fmt: skip
_LOOK_FIRST_TABLES = frozenset({"appraisals", "credits", "examinations", "benefits", "sanctions"})
_ROUTE = ("classified", "affiliation", "series", "specialty", "committee")


class Choice(StrEnum):
    """What becomes of one place."""

    TAKE = "take"
    LEAVE = "leave"
    LOOK = "look"


CHOICE_WORDS = {Choice.TAKE: "取用", Choice.LEAVE: "不取", Choice.LOOK: "先看看"}


@frozen
class Offer:
    """One place of last year's declaration that this year's does not have like that.

    Attributes:
        path: of the place in this year's declaration; a row's path for a whole row.
        value: what taking puts there.
        usual: what is proposed.
    """

    path: str
    place: str
    old: str
    now: str
    value: Any
    usual: Choice


def offers(pack: PolicyPack, last: Declaration, now: Declaration) -> tuple[Offer, ...]:
    """Return every place that can be taken over, in the order of the pages a person fills."""
    return (
        *_single(pack, last, now),
        *(offer for table in TABLES for offer in _rows(pack, last, now, table)),
        *_materials(pack, last, now),
    )


def _single(pack: PolicyPack, last: Declaration, now: Declaration) -> Iterator[Offer]:
    paths = [f"route.{name}" for name in _ROUTE]
    paths += [f"basics.{part.name}" for part in attrs.fields(Basics)]
    for path in (*paths, "statement"):
        old, standing = read(last, path), read(now, path)
        if old in (None, "", False) or old == standing:
            continue
        usual = Choice.TAKE if standing in (None, "") else Choice.LEAVE
        if path in _CHANGES_WITH_THE_YEAR or path.startswith("route."):
            usual = Choice.LOOK if usual is Choice.TAKE else usual
        yield Offer(
            path,
            place_of(pack, last, path),
            value_of(pack, last, path),
            value_of(pack, now, path),
            old,
            usual,
        )


def _rows(pack: PolicyPack, last: Declaration, now: Declaration, table: str) -> Iterator[Offer]:
    there = read(now, table)
    known = {row.id for row in there}
    contents = {_content(row) for row in there}
    for row in read(last, table):
        fresh = _without_reviews(row)
        if row.id in known or _content(fresh) in contents:
            continue
        usual = Choice.LOOK if table in _LOOK_FIRST_TABLES else Choice.TAKE
        path = f"{table}.{row.id}"
        yield Offer(path, place_of(pack, last, path), brief(row), ABSENT, fresh, usual)


def _content(row: Any) -> tuple[Any, ...]:
    return tuple(
        value
        for name, value in attrs.asdict(row, recurse=False).items()
        if name
        not in ("id", "links", "openness", "secrecy_case", "secrecy_reviewer", "secrecy_date")
    )


def _without_reviews(row: Any) -> Any:
    """Return a row as it may begin a new year: the secrecy question open again, no proofs yet."""
    if isinstance(row, Achievement | Work):
        return attrs.evolve(
            row, openness=Openness.UNDECIDED, secrecy_case="", secrecy_reviewer="",
            secrecy_date="", links=(),
        )  # fmt: skip
    return row


def _materials(pack: PolicyPack, last: Declaration, now: Declaration) -> Iterator[Offer]:
    """Offer last year's scans and counts for materials that stand on both lists; the state is asked anew."""
    for entry in last.materials:
        here = now.material(entry.id)
        if here is None or not (entry.scans or entry.pages) or here.scans or here.pages:
            continue
        path = f"materials.{entry.id}"
        yield Offer(
            path, place_of(pack, now, path), _material_words(entry), _material_words(here),
            attrs.evolve(
                here, scans=tuple(attrs.evolve(scan, id=new_id()) for scan in entry.scans),
                pages=entry.pages, form=entry.form, double_sided=entry.double_sided,
                paper_only=entry.paper_only,
            ),
            Choice.LOOK,
        )  # fmt: skip


def _material_words(entry: MaterialEntry) -> str:
    if entry.scans:
        return f"扫描件 {len(entry.scans)} 个，{entry.page_count()} 页"
    return f"{entry.pages} 页" if entry.pages else EMPTY


def taken(now: Declaration, wanted: Mapping[str, Any]) -> Declaration:
    """Return this year's declaration with some places taken over, by path."""
    for path, value in wanted.items():
        table, _, rest = path.partition(".")
        rows = getattr(now, table)
        if isinstance(rows, tuple) and all(row.id != rest for row in rows):
            now = write(now, table, (*rows, value))
        else:
            now = write(now, path, value)
    return now


@frozen
class NewMaterial:
    """A material this year's list asks for and last year's did not have."""

    name: str
    clause: str


def first_seen(pack: PolicyPack, last: Declaration, now: Declaration) -> tuple[NewMaterial, ...]:
    """Return what this year's pack asks that last year's list did not."""
    known = {entry.item for entry in last.materials}
    names: dict[str, NewMaterial] = {}
    for wanted in wanted_entries(pack, now):
        if wanted.item.id not in known:
            clause = pack.cite(wanted.item.clauses) if wanted.item.clauses else ""
            names.setdefault(wanted.item.id, NewMaterial(wanted.item.name, clause))
    return tuple(names.values())
