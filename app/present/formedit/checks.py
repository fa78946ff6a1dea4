# SPDX-License-Identifier: MulanPSL-2.0
"""What is wrong with a form being laid out, and what may be: the list beside the page, each leading to its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import attrs
from attrs import frozen

from app.paper.forms import FormSpec, lint
from app.paper.forms.drafting import tight_cells
from app.paper.forms.flow import Leftover
from app.paper.forms.parts import (
    Body,
    Closing,
    Grid,
    Marks,
    Opening,
    Opinions,
    Prose,
    Stack,
    quoted_names,
)
from app.paper.forms.spec import Page
from app.paper.forms.tabular import Roll, Table
from app.present.formedit.fieldwords import roll_column
from app.present.formedit.places import CELL, COLUMN, OPINION, PARAGRAPH, Ref, has

MUST, CHECK, NOTE = "must", "check", "note"
_TITLES = {
    "FORM-OVERLAP": "格子相叠",
    "FORM-OUTSIDE": "超出纸边",
    "FORM-BINDING": "栏目名认不出",
    "FORM-CONDITION": "条件认不出",
    "FORM-REPEAT": "两页同名",
    "FORM-SHAPE": "尺寸不合",
}
_ITEM_KIND = {
    Grid: CELL,
    Table: COLUMN,
    Roll: COLUMN,
    Opinions: OPINION,
    Prose: PARAGRAPH,
    Body: PARAGRAPH,
}

_NAMED = re.compile("“([a-z_.0-9]+)”")


@frozen
class Problem:
    """One line of the list.

    Attributes:
        level: must stops the form from being put into force, check and note do not.
        page: where it is, -1 for the form as a whole; ref: what it is, None for the page.
    """

    level: str
    title: str
    detail: str
    page: int = -1
    ref: Ref | None = None


def problems(
    spec: FormSpec, shipped: FormSpec, words: Mapping[str, str], page: int = -1,
    leftovers: Iterable[Leftover] = (),
) -> tuple[Problem, ...]:  # fmt: skip
    """Return everything to be said about a form, gravest first.

    Args:
        shipped: the form of the program; what it prints and this one does not is asked about.
        words: binding → what people call it.
        page: the page last drawn, whose ``leftovers`` went on 附页.
    """
    found = [_fault(spec, fault, words) for fault in lint.check(spec)]
    for number, each in enumerate(spec.pages):
        found.extend(
            Problem(MUST, "印的字放不进格子", _words(each, place, cell), number, Ref(place, CELL, cell))
            for place, cell in tight_cells(each)
        )  # fmt: skip
    found.extend(_missing(spec, shipped, words))
    found.extend(
        Problem(
            NOTE, "试填的内容放不下，印到附页", f"“{left.name}”还剩 {len(left.text)} 个字", page
        )
        for left in leftovers
    )
    order = (MUST, CHECK, NOTE)
    return tuple(sorted(found, key=lambda problem: order.index(problem.level)))


def _fault(spec: FormSpec, fault: lint.Fault, words: Mapping[str, str]) -> Problem:
    ref = None
    title = _TITLES.get(fault.code, "有一处不对")
    if fault.page >= 0 and fault.part >= 0:
        page = spec.pages[fault.page]
        kind = _ITEM_KIND.get(type(page.parts[fault.part]))
        if kind is not None:
            named = Ref(fault.part, kind, max(0, fault.item))
            ref = named if has(page, named) else None
    what = _NAMED.sub(lambda match: f"“{words.get(match[1], match[1])}”", fault.what)
    return Problem(MUST, title, what, fault.page, ref)


def _words(page: Page, place: int, number: int) -> str:
    grid = page.parts[place]
    label = grid.cells[number].label if isinstance(grid, Grid) else ""
    return f"“{label.replace(chr(10), '')}”在最小的字号也放不下，拉大格子或缩短文字"


def _missing(spec: FormSpec, shipped: FormSpec, words: Mapping[str, str]) -> Iterable[Problem]:
    here = bound_names(spec)
    for name in bound_names(shipped):
        if name not in here:
            called = words.get(name, name)
            yield Problem(CHECK, "有一栏没有绑定", f"随带版式印“{called}”，这份版式哪里都没有")


def bound_names(spec: FormSpec) -> tuple[str, ...]:
    """Return every binding a form prints, in its order: answers, quoted names and tables of rows."""
    found: list[str] = []
    for page in spec.pages:
        for part in page.parts:
            found.extend(_bound(part))
    return tuple(dict.fromkeys(name for name in found if name))


def _bound(part: object) -> Iterable[str]:
    if isinstance(part, Grid):
        for cell in part.cells:
            yield from (cell.bind, *quoted_names(cell.label))
    elif isinstance(part, Table):
        yield part.rows
    elif isinstance(part, Roll):
        yield from (roll_column(part.rows, column.bind) for column in part.columns if column.bind)
    elif isinstance(part, Stack):
        for row in part.rows:
            for each in row.cells:
                yield from (each.bind, *quoted_names(each.label))
    elif isinstance(part, Opinions):
        for block in part.blocks:
            yield from (block.bind, *(n for text in block.lines for n in quoted_names(text)))
    elif isinstance(part, (Opening, Closing)):
        for said in attrs.astuple(part, recurse=False):
            yield from (n for text in _texts(said) for n in quoted_names(text))
    elif isinstance(part, (Prose, Body)):
        for paragraph in part.paragraphs:
            yield from (paragraph.bind, *quoted_names(paragraph.text))
    elif isinstance(part, Marks):
        yield from (sign.bind for sign in part.signs)
        yield from (date.bind for date in part.dates)
        for words in part.words:
            yield from quoted_names(words.text)


def _texts(said: object) -> tuple[str, ...]:
    if isinstance(said, tuple):
        return tuple(each for each in said if isinstance(each, str))
    return (said,) if isinstance(said, str) else ()
