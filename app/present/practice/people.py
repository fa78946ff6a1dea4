# SPDX-License-Identifier: MulanPSL-2.0
"""The fictional unit and people, read from ``resources/practice``.

A person's file holds the declaration as the document has it, with short local row ids, and beside
it what only practice needs: ``material`` (states and scans), ``mark`` and ``review`` (walks).
Everything unknown is refused, naming file and place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import cattrs
from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.ids import derived_id
from app.kernel.locations import resource
from app.model.codes import MaterialState, OriginalCheck, ReviewLevel, ReviewOutcome, Verdict
from app.model.declaration import Declaration
from app.model.document import from_document
from app.model.unit import Unit

_OWN_KEYS = ("key", "material", "mark", "review")
_ROW_TABLES = (
    "education",
    "titles",
    "appointments",
    "appraisals",
    "credits",
    "training",
    "career",
    "service",
    "examinations",
    "benefits",
    "sanctions",
    "achievements",
    "works",
)


class PracticeDataError(Exception):
    """A file of the practice people is wrong; a bug in the program's own data."""


@frozen
class ScanPlan:
    """One file to be scanned: its sheets in order.

    Attributes:
        medium: pdf, jpeg or png.
        turned: clockwise quarter turns by which the sheet lay wrongly on the scanner.
        lean: degrees clockwise of a crooked sheet; by chance when not given.
        shared: several people bring the very same scan under this name.
    """

    name: str
    sheets: tuple[dict[str, Any], ...] = ()
    medium: str = "pdf"
    turned: int = 0
    lean: float | None = None
    shared: str = ""


@frozen
class MaterialPlan:
    """What a person has of one material; ``entry`` is its id with local row ids."""

    entry: str
    state: MaterialState = MaterialState.READY
    reason: str = ""
    pages: int | None = None
    form: str = ""
    double_sided: bool = False
    original: OriginalCheck = OriginalCheck.UNCHECKED
    original_by: str = ""
    original_on: str = ""
    paper_only: bool = False
    note: str = ""
    seen: bool = False
    flagged: bool = False
    scans: tuple[ScanPlan, ...] = ()


@frozen
class MarkPlan:
    """A reviewer's mark; ``entry`` may be ``*`` for every material not marked singly."""

    entry: str
    level: ReviewLevel
    verdict: Verdict
    original: OriginalCheck = OriginalCheck.UNCHECKED
    reason: str = ""
    bring: str = ""
    clause: str = ""
    due: str = ""
    note: str = ""
    by: str = ""
    on: str = ""


@frozen
class ReviewPlan:
    """The result of one level's walk."""

    level: ReviewLevel
    outcome: ReviewOutcome
    opinion: str = ""
    reviewer: str = ""
    on: str = ""
    due: str = ""
    position: str = ""


@frozen
class PracticePerson:
    """One fictional person.

    Attributes:
        key: name of the person's file, stable.
        declaration: without materials; they come from the policy pack.
    """

    key: str
    declaration: Declaration
    materials: tuple[MaterialPlan, ...]
    marks: tuple[MarkPlan, ...]
    reviews: tuple[ReviewPlan, ...]

    def entry_id(self, local: str) -> str:
        """Return the material id that a local one stands for (achievement-a1)."""
        item, _, row = local.partition("-")
        return f"{item}-{row_id(self.key, row)}" if row else item


def row_id(key: str, local: str) -> str:
    """Return the id that always belongs to one row of one person."""
    return derived_id("practice", key, local)


def load_people(folder: Path | None = None) -> tuple[PracticePerson, ...]:
    """Return the people in order of their files.

    Raises:
        PracticeDataError: a file that cannot be read, an unknown key, a wrong value.
    """
    paths = sorted((folder or resource("practice", "people")).glob("*.toml"))
    people = tuple(_person(path) for path in paths)
    keys = [person.key for person in people]
    if len(set(keys)) != len(keys):
        raise PracticeDataError("two files have the same key")
    return people


def load_unit(path: Path | None = None) -> Unit:
    """Return the fictional unit; raises PracticeDataError."""
    source = path or resource("practice", "unit.toml")
    document = {"id": derived_id("practice", "unit"), "practice": True} | _table(source)
    try:
        return from_document(document, Unit)
    except UserError as fault:
        raise PracticeDataError(f"{source.name}: {fault.values}") from fault


def _table(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise PracticeDataError(f"{path.name}: {fault}") from fault


def _person(path: Path) -> PracticePerson:
    table = _table(path)
    own = {name: table.pop(name) for name in _OWN_KEYS if name in table}
    key = own.get("key")
    if not isinstance(key, str) or not key:
        raise PracticeDataError(f"{path.name}: no key")
    document = {"id": derived_id("practice", key), "practice": True} | _with_ids(key, table)
    try:
        declaration = from_document(document, Declaration)
    except UserError as fault:
        raise PracticeDataError(f"{path.name}: {fault.values}") from fault
    return PracticePerson(
        key,
        declaration,
        materials=_plans(path, own, "material", MaterialPlan),
        marks=_plans(path, own, "mark", MarkPlan),
        reviews=_plans(path, own, "review", ReviewPlan),
    )


def _with_ids(key: str, table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document with every row's local id made into the one that belongs to it."""
    document = dict(table)
    for name in _ROW_TABLES:
        rows = document.get(name, [])
        document[name] = [_row(key, name, number, row) for number, row in enumerate(rows)]
    return document


def _row(key: str, table: str, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
    local = str(row.get("id", f"{table} {number}"))
    made = {**row, "id": row_id(key, local)}
    if "links" in row:
        made["links"] = [_link(key, local, place, link) for place, link in enumerate(row["links"])]
    return made


def _link(key: str, local: str, place: int, link: Mapping[str, Any]) -> dict[str, Any]:
    item, _, row = str(link.get("material", "")).partition("-")
    material = f"{item}-{row_id(key, row)}" if row else item
    return {
        **link,
        "material": material,
        "id": derived_id("practice", key, local, "link", str(place)),
    }


Plan = TypeVar("Plan", MaterialPlan, MarkPlan, ReviewPlan)
_CONVERTER = cattrs.Converter(forbid_extra_keys=True)


def _plans(path: Path, own: Mapping[str, Any], name: str, kind: type[Plan]) -> tuple[Plan, ...]:
    try:
        return tuple(_CONVERTER.structure(row, kind) for row in own.get(name, ()))
    except (
        cattrs.BaseValidationError,
        cattrs.ForbiddenExtraKeysError,
        ValueError,
        TypeError,
    ) as fault:
        place = "; ".join(cattrs.transform_error(fault))
        raise PracticeDataError(f"{path.name}: {name}: {place}") from fault
