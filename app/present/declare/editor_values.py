# SPDX-License-Identifier: MulanPSL-2.0
"""Between what is typed and what the document keeps: one reading a kind, nothing dropped either way."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Any

from attrs import frozen

from app.kernel.dates import PartialDate
from app.kernel.text import clean_code, clean_line, clean_paragraphs
from app.policy.fields import CodeTable, Field, Kind, place_type

UNTIL_NOW = "至今"
_YES = frozenset({"是", "有", "对", "√", "✓", "Y", "YES", "1", "TRUE"})
_NO = frozenset({"否", "无", "没有", "不是", "×", "N", "NO", "0", "FALSE", ""})


@frozen
class Reading:
    """What some typed text means for a field.

    Attributes:
        value: what the document keeps, when it can keep it.
        keeps: the document has room for it; otherwise the text waits as a draft.
        readable: it could be read as the kind of the field; otherwise it is kept as typed.
    """

    value: Any
    keeps: bool = True
    readable: bool = True


def read_typed(item: Field, table: CodeTable | None, text: str) -> Reading:
    """Return what typed or pasted text means for this field; never raises."""
    match item.kind:
        case Kind.ID_NUMBER:
            return Reading(clean_code(text))
        case Kind.DATE:
            return _date(item, text)
        case Kind.CODE:
            return _code(item, table, text)
        case Kind.WHOLE_NUMBER:
            return _number(item, text)
        case Kind.YES_NO:
            return _yes_no(text)
        case Kind.LONG_TEXT:
            return Reading(clean_paragraphs(text))
        case _:
            return Reading(clean_line(text))


def _date(item: Field, text: str) -> Reading:
    line = clean_line(text)
    if not line or (item.open_end and line == UNTIL_NOW):
        return Reading("")
    parsed = PartialDate.parse(line)
    if parsed is None:
        return Reading(line, readable=False)
    return Reading(parsed.iso())


def _code(item: Field, table: CodeTable | None, text: str) -> Reading:
    line = clean_line(text)
    entry = table.find(line) if table is not None and line else None
    kind = place_type(item.path)
    closed = isinstance(kind, type) and issubclass(kind, StrEnum)
    if entry is not None:
        return Reading(kind(entry.value) if closed else entry.value)
    if closed:
        return Reading(None, keeps=False, readable=False)
    return Reading(line, readable=item.open or not line)


def _number(item: Field, text: str) -> Reading:
    line = clean_code(text)
    if not line:
        return Reading(None)
    if line.isascii() and line.isdigit() and len(line) <= (item.limit or 9):
        return Reading(int(line))
    return Reading(None, keeps=False, readable=False)


def _yes_no(text: str) -> Reading:
    word = unicodedata.normalize("NFKC", clean_line(text)).upper()
    if word in _YES:
        return Reading(True)
    if word in _NO:
        return Reading(False)
    return Reading(None, keeps=False, readable=False)
