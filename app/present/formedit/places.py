# SPDX-License-Identifier: MulanPSL-2.0
"""Where things stand on a page of a form: one name for each thing that can be taken in hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs
from attrs import frozen

from app.paper.forms.parts import (
    Body,
    Closing,
    Grid,
    Opening,
    Opinions,
    Part,
    Prose,
    Stack,
)
from app.paper.forms.spec import Page
from app.paper.forms.tabular import HeadSpan, Roll, Table

HEADING, CELL, COLUMN, STACKED = "heading", "cell", "column", "stacked"
OPINION, PARAGRAPH, PART, LETTER = "opinion", "paragraph", "part", "letter"
HEAD = "head"  # one of the grouped heads over a table
WORDS, SIGN, DATE, SEAL, LINE = "words", "sign", "date", "seal", "line"
MARKS = (WORDS, SIGN, DATE, SEAL, LINE)

KIND_WORDS = {
    HEADING: "页标题", CELL: "格子", COLUMN: "表格的列", HEAD: "分组表头", STACKED: "格子", OPINION: "意见栏",
    PARAGRAPH: "正文", PART: "整块", LETTER: "公文格式", WORDS: "印字", SIGN: "签字线", DATE: "年月日", SEAL: "盖章处", LINE: "线",
}  # fmt: skip
_LISTS = {
    CELL: "cells", COLUMN: "columns", HEAD: "heads", OPINION: "blocks", PARAGRAPH: "paragraphs", WORDS: "words",
    SIGN: "signs", DATE: "dates", SEAL: "seals", LINE: "lines",
}  # fmt: skip


@frozen(order=True)
class Ref:
    """One thing on a page: its part, what it is, and its place within the part.

    Attributes:
        part: place among the parts of the page; -1 is the page itself.
        index, sub: place within the part; ``sub`` counts the cells of a stacked row.
    """

    part: int
    kind: str
    index: int = 0
    sub: int = 0


def refs_of(page: Page) -> tuple[Ref, ...]:
    """Return everything on a page that can be taken in hand, in reading order of the file."""
    heading = (Ref(-1, HEADING),) if page.heading is not None else ()
    return heading + tuple(
        ref for place, part in enumerate(page.parts) for ref in _refs(place, part)
    )


def _refs(place: int, part: Part) -> Iterator[Ref]:
    if isinstance(part, Grid):
        yield from (Ref(place, CELL, n) for n in range(len(part.cells)))
    elif isinstance(part, Table | Roll):
        yield from (Ref(place, COLUMN, n) for n in range(len(part.columns)))
        yield from (Ref(place, HEAD, n) for n in range(len(part.heads)))
    elif isinstance(part, Stack):
        for number, row in enumerate(part.rows):
            yield from (Ref(place, STACKED, number, n) for n in range(len(row.cells)))
    elif isinstance(part, Opinions):
        yield from (Ref(place, OPINION, n) for n in range(len(part.blocks)))
    elif isinstance(part, (Opening, Closing)):
        yield Ref(place, LETTER)
    elif isinstance(part, (Prose, Body)):
        yield from (Ref(place, PARAGRAPH, n) for n in range(len(part.paragraphs)))
    else:
        for kind in MARKS:
            yield from (Ref(place, kind, n) for n in range(len(getattr(part, _LISTS[kind]))))


def has(page: Page, ref: Ref) -> bool:
    """Tell whether a thing is still there."""
    return ref in refs_of(page) or (ref.kind == PART and 0 <= ref.part < len(page.parts))


def item(page: Page, ref: Ref) -> Any:
    """Return the thing itself (a Cell, a Column …); raises IndexError when it is gone."""
    if ref.kind == HEADING:
        if page.heading is None:
            raise IndexError(ref)
        return page.heading
    part: Any = page.parts[ref.part]
    if ref.kind in (PART, LETTER):
        return part
    if ref.kind == STACKED:
        return part.rows[ref.index].cells[ref.sub]
    return getattr(part, _LISTS[ref.kind])[ref.index]


def with_item(page: Page, ref: Ref, new: Any) -> Page:
    """Return the page with one thing replaced."""
    if ref.kind == HEADING:
        return attrs.evolve(page, heading=new)
    if ref.kind in (PART, LETTER):
        return with_part(page, ref.part, new)
    part: Any = page.parts[ref.part]
    if ref.kind == STACKED:
        row = part.rows[ref.index]
        row = attrs.evolve(row, cells=_put(row.cells, ref.sub, new))
        return with_part(page, ref.part, attrs.evolve(part, rows=_put(part.rows, ref.index, row)))
    name = _LISTS[ref.kind]
    held = _put(getattr(part, name), ref.index, new)
    return with_part(page, ref.part, attrs.evolve(part, **{name: held}))


def with_part(page: Page, place: int, part: Part) -> Page:
    """Return the page with one part replaced."""
    return attrs.evolve(page, parts=_put(page.parts, place, part))


def without(page: Page, refs: Iterable[Ref]) -> Page:
    """Return the page without some things; a stacked cell only loses its words and its binding."""
    gone = set(refs)
    if any(ref.kind == HEADING for ref in gone):
        page = attrs.evolve(page, heading=None)
    parts = []
    for place, part in enumerate(page.parts):
        here = [ref for ref in gone if ref.part == place]
        if not any(ref.kind in (PART, LETTER) for ref in here):
            parts.append(_thinned(part, here))
    return attrs.evolve(page, parts=tuple(parts))


def _thinned(part: Any, refs: list[Ref]) -> Any:
    for kind in {ref.kind for ref in refs}:
        taken = {ref.index for ref in refs if ref.kind == kind}
        if kind == STACKED:
            for ref in refs:
                row = part.rows[ref.index]
                bare = attrs.evolve(row.cells[ref.sub], label="", bind="")
                row = attrs.evolve(row, cells=_put(row.cells, ref.sub, bare))
                part = attrs.evolve(part, rows=_put(part.rows, ref.index, row))
            continue
        held = getattr(part, _LISTS[kind])
        left = tuple(each for number, each in enumerate(held) if number not in taken)
        if left or kind not in (
            COLUMN,
            OPINION,
        ):  # a table keeps a column, a frame its last opinion
            part = attrs.evolve(part, **{_LISTS[kind]: left})
            if kind == COLUMN:
                part = attrs.evolve(part, heads=heads_without(part.heads, taken))
    return part


def heads_without(heads: tuple[HeadSpan, ...], gone: set[int]) -> tuple[HeadSpan, ...]:
    """Return grouped heads after some columns went: a group loses its part, one over nothing goes too."""
    found = []
    for head in heads:
        covered = range(head.column, head.column + head.across)
        left = [column for column in covered if column not in gone]
        if left:
            before = sum(column < left[0] for column in gone)
            found.append(attrs.evolve(head, column=left[0] - before, across=len(left)))
    return tuple(found)


def _put(held: tuple[Any, ...], place: int, new: Any) -> tuple[Any, ...]:
    return (*held[:place], new, *held[place + 1 :])


def words_of(thing: Any) -> str:
    """Return what a thing says, for lists and for a screen reader."""
    for name in ("label", "head", "strip", "text", "title", "office", "name", "bind"):
        said = getattr(thing, name, "")
        if said:
            return str(said).replace("\n", "")
    return ""
