# SPDX-License-Identifier: MulanPSL-2.0
"""What tables are made of: cells, rows, heads, and the room on a page they flow into."""

from __future__ import annotations

from attrs import evolve, frozen

from app.paper.core.page import Page
from app.paper.core.typeset import Block, Para, Style

CONTINUED = "（续）"


@frozen(eq=False)
class Cell:
    """What stands in one cell.

    Attributes:
        text: words of the cell, set in ``style``.
        style: how they are set; ``smaller`` and ``lines`` there let a long text shrink.
        span: columns taken.
        valign: middle or top.
        pad: millimetres to the rules at the sides; None takes the table's.
        paras: several paragraphs instead of text and style.
        again: said again, marked （续）, where a row goes on over the page (a date, a name).
    """

    text: str = ""
    style: Style = Style(align="centre")
    span: int = 1
    valign: str = "middle"
    pad: float | None = None
    paras: tuple[Para, ...] = ()
    again: bool = False


@frozen(eq=False)
class Row:
    """One row.

    Attributes:
        cells: from left to right; their spans add up to the columns.
        least: millimetres it is high at least.
        shade: grey behind it; None for none.
        splits: long cells go on over the page, with at least two lines on each side.
        keep: stands on the same page as the next row (a heading, the last row before a sum).
        grows: takes a share of the room left when the flow fills its page.
        band: 1 or 2 for a heading that is said again at the head of a new page, 9 for a sum.
        tag: whatever the caller wants to find again in ``Flowed.placed``.
    """

    cells: tuple[Cell, ...]
    least: float = 8.6
    shade: float | None = None
    splits: bool = False
    keep: bool = False
    grows: bool = False
    band: int = 0
    tag: object = None


@frozen
class HeadCell:
    """A cell of the head: column and row, columns wide, rows high; ``vertical`` sets words downwards."""

    text: str
    column: int
    row: int = 0
    across: int = 1
    down: int = 1
    vertical: bool = False


@frozen
class Head:
    """A head repeated on every page; ``heights`` are the millimetres of its rows."""

    heights: tuple[float, ...]
    cells: tuple[HeadCell, ...]
    role: str = "hei"
    size: float = 9.5


@frozen
class Room:
    """Where a table may stand on one page: from ``top`` to ``bottom`` mm, its left edge at ``x``."""

    page: Page
    x: float
    top: float
    bottom: float


@frozen
class Flowed:
    """Where a table ended: its last room, the height there, and the rows on that last page."""

    room: Room
    y: float
    placed: tuple[Row, ...]


@frozen(eq=False)
class Measured:
    """A row with its cells composed: ready to be placed or split."""

    row: Row
    blocks: tuple[Block, ...]
    height: float


def band_again(row: Row) -> Row:
    """Return a heading as it is said on the next page."""
    first = row.cells[0]
    text = first.text.removesuffix(CONTINUED) + CONTINUED
    return evolve(row, cells=(evolve(first, text=text), *row.cells[1:]))


def cell(
    text: str, role: str = "song", size: float = 10.5, align: str = "centre", *, span: int = 1,
    valign: str = "middle", lead: float = 0.0, pad: float | None = None, smaller: tuple[float, ...] = (),
    lines: int = 1, again: bool = False,
) -> Cell:  # fmt: skip
    """Return a cell of one style (styles are shared, so that equal cells are set once)."""
    key = (role, size, lead, align, smaller, lines)
    style = _STYLES.get(key)
    if style is None:
        style = _STYLES[key] = Style(role, size, lead, align, smaller=smaller, lines=lines)
    return Cell(text, style, span, valign, pad, again=again)


_STYLES: dict[tuple[str, float, float, str, tuple[float, ...], int], Style] = {}


def long_cell(*paras: Para, span: int = 1, valign: str = "top", pad: float | None = None) -> Cell:
    """Return a cell of several paragraphs."""
    return Cell(span=span, valign=valign, pad=pad, paras=paras)
