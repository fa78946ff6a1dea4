# SPDX-License-Identifier: MulanPSL-2.0
"""The register of signed sheets: which scan is which page of which copy, and what a person saw on it.

Entries are added and declared void, never changed or taken away; each act is one event of the chain.
The program decides nothing: a verdict is what a named person said.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import attrs
import cattrs
from attrs import field, frozen

from app.kernel.errors import UserError
from app.kernel.ids import new_id
from app.model.operations import Event
from app.vault.vault import Vault

FORMAT = 1
UNCLAIMED = 0  # stands for the 印号 of sheets nobody has said yet what they are
_CONVERTER = cattrs.Converter(forbid_extra_keys=True)


class Verdict(StrEnum):
    """What a person says of one place."""

    THERE = "there"
    MISSING = "missing"
    UNCLEAR = "unclear"

    @property
    def word(self) -> str:
        """Return 有, 没有 or 看不清."""
        return {"there": "有", "missing": "没有", "unclear": "看不清"}[self.value]


class Half(StrEnum):
    """Which part of the scanned page the sheet is: a folded A3 sheet shows two pages."""

    WHOLE = ""
    LEFT = "left"
    RIGHT = "right"


@frozen
class Mark:
    """What was said of one place of a sheet, by whom, when (ISO)."""

    verdict: Verdict
    by: str
    at: str


@frozen
class SignedSheet:
    """One scanned page and what it is.

    Attributes:
        original, working: digests of the file as it came and of its clean copy.
        index: page of the working copy, from 0.
        turns: clockwise quarter turns that set it upright.
        number: 印号; UNCLAIMED while nobody knows.
        page, copy: which page, which copy, from 1.
        typed: claimed by digits a person typed, not by its code.
        marks: one a place of the page, None where nobody has looked.
        cancelled: why the entry was declared void; it stays on record.
    """

    original: str
    working: str
    index: int
    name: str
    turns: int = 0
    half: Half = Half.WHOLE
    number: int = UNCLAIMED
    page: int = 0
    copy: int = 0
    typed: bool = False
    by: str = ""
    at: str = ""
    marks: tuple[Mark | None, ...] = ()
    cancelled: str = ""
    id: str = field(factory=new_id)

    @property
    def spot(self) -> tuple[str, int, Half]:
        """Return what tells one scanned page from another."""
        return self.working, self.index, self.half


def _key(number: int) -> str:
    return f"signed-sheets/{number}"


def sheets_of(vault: Vault, number: int) -> tuple[SignedSheet, ...]:
    """Return the entries of one printing in the order they were made, void ones too.

    Raises:
        UserError: SIGNED-DAMAGED when the record cannot be read.
    """
    text = vault.setting(_key(number))
    if not text:
        return ()
    try:
        values: Any = json.loads(text)
        if values["format"] != FORMAT:
            raise ValueError(number)
        return _CONVERTER.structure(values["sheets"], tuple[SignedSheet, ...])
    except (cattrs.BaseValidationError, ValueError, TypeError, KeyError):
        raise UserError("SIGNED-DAMAGED", number=f"{number:04d}") from None


def keep(vault: Vault, number: int, sheets: Sequence[SignedSheet]) -> None:
    """Put the entries of one printing in place of those kept."""
    values = {"format": FORMAT, "sheets": [_CONVERTER.unstructure(sheet) for sheet in sheets]}
    vault.set_setting(_key(number), json.dumps(values, ensure_ascii=False))


def put(vault: Vault, sheet: SignedSheet) -> None:
    """Add an entry, or put it in place of the one with its id."""
    known = sheets_of(vault, sheet.number)
    there = any(other.id == sheet.id for other in known)
    fresh = [sheet if other.id == sheet.id else other for other in known]
    keep(vault, sheet.number, fresh if there else [*fresh, sheet])


def take_out(vault: Vault, sheet: SignedSheet) -> None:
    """Take a sheet out of those nobody has claimed: it was claimed or was no signed sheet."""
    rest = [other for other in sheets_of(vault, UNCLAIMED) if other.id != sheet.id]
    keep(vault, UNCLAIMED, rest)


def say(vault: Vault, kind: str, sheet: SignedSheet, document: str, actor: str, at: str) -> None:
    """Put one act on a sheet into the chain: numbers and digests, never words."""
    facts: dict[str, str | int | bool] = {
        "number": sheet.number,
        "page": sheet.page,
        "copy": sheet.copy,
        "scan": sheet.original,
        "typed": sheet.typed,
    }
    vault.note(Event(kind, document, actor, at, facts))


def with_mark(sheet: SignedSheet, place: int, mark: Mark, places: int) -> SignedSheet:
    """Return the sheet with what was said of one place, of ``places`` in all."""
    marks = [*sheet.marks, *([None] * places)][:places]
    marks[place] = mark
    return attrs.evolve(sheet, marks=tuple(marks))
