# SPDX-License-Identifier: MulanPSL-2.0
"""A table that grows with its content, repeats its head and breaks where a reader would break it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import define, evolve, field

from app.paper.core import geometry as g
from app.paper.core.cells import (
    CONTINUED,
    Cell,
    Flowed,
    Head,
    Measured,
    Room,
    Row,
    band_again,
    cell,
    long_cell,
)
from app.paper.core.page import Page, Segment
from app.paper.core.tableflow import RowQueue, Uprights
from app.paper.core.typeset import Block, Style, Typesetter

__all__ = ["PAD_X", "PAD_Y", "Table", "as_it_is", "cell", "long_cell"]

PAD_X, PAD_Y = 1.3, 1.2  # mm between a rule and the ink
_TOP = 0.4  # more for cells set from the top
_WORTH_SPLITTING = 24.0  # mm left on a page below which a long row simply starts on the next
_SMALLEST = 8.0  # points; nothing is set smaller to avoid a lone character

NextRoom = Callable[[tuple[Row, ...]], Room]


def as_it_is(rows: tuple[Row, ...]) -> Room:
    """Stand in for a next page where a table must fit on one."""
    raise ValueError(f"the table does not fit its page; {len(rows)} rows placed")


@define(eq=False)
class Table:
    """Columns of fixed width; rows flow down and over pages.

    Attributes:
        setter: measures and sets.
        widths: millimetres of the columns.
        head: repeated on every page; None for none.
        pad: millimetres between rules and words at the sides.
        framed: False when a neighbour draws one frame round several tables.
    """

    setter: Typesetter
    widths: tuple[float, ...]
    head: Head | None = None
    pad: float = PAD_X
    framed: bool = True
    _offsets: tuple[float, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        edges = [0.0]
        for width in self.widths:
            edges.append(edges[-1] + width)
        self._offsets = tuple(edges)

    @property
    def width(self) -> float:
        """Return the width of the whole table in millimetres."""
        return self._offsets[-1]

    def _pad(self, part: Cell) -> float:
        return self.pad if part.pad is None else part.pad

    # --- measuring -------------------------------------------------------------
    def measure(self, row: Row) -> Measured:
        """Compose the cells of a row and find its height."""
        blocks, column, tallest = [], 0, row.least
        offsets, setter, table_pad = self._offsets, self.setter, self.pad
        for part in row.cells:
            stop = column + part.span
            block = _EMPTY
            if part.text or part.paras:
                pad = table_pad if part.pad is None else part.pad
                width = offsets[stop] - offsets[column] - 2 * pad
                block = (
                    setter.compose(part.paras, width)
                    if part.paras
                    else _composed(setter, part, width)
                )
                tallest = max(tallest, block.height + 2 * PAD_Y)
            blocks.append(block)
            column = stop
        if column != len(self.widths):
            raise ValueError(f"a row of {column} columns in a table of {len(self.widths)}")
        return Measured(row, tuple(blocks), tallest)

    def head_height(self) -> float:
        """Return the height of the head in millimetres."""
        return sum(self.head.heights) if self.head else 0.0

    # --- flowing -----------------------------------------------------------------
    def flow(
        self,
        rows: Iterable[Row],
        room: Room,
        next_room: NextRoom = as_it_is,
        *,
        fill: bool = False,
        dry: bool = False,
    ) -> Flowed:
        """Set all rows on as many pages as they need.

        ``next_room`` is called with the rows of the page just finished and returns the next one.
        With ``fill``, rows that may grow share what is left of the page; this needs all rows at once.
        With ``dry`` nothing is drawn: only where the rows end is asked.
        """
        queue = RowQueue(self.measure, iter(rows))
        if fill:
            queue.grow(room.bottom - room.top - self.head_height())
        bands: dict[int, Row] = {}
        while True:
            placed, y = self._fill_page(queue, room)
            if not dry:
                self.draw_head(room.page, room.x, room.top)
                self._ink(room, placed, y)
            rows_here = tuple(item.row for _, item in placed)
            bands = _bands_after(bands, rows_here)
            following = queue.peek()
            if following is None:
                return Flowed(room, y, rows_here)
            if not following.row.band:
                queue.push([self.measure(band_again(bands[level])) for level in sorted(bands)])
            room = next_room(rows_here)

    def _fill_page(self, queue: RowQueue, room: Room) -> tuple[list[tuple[float, Measured]], float]:
        y = room.top + self.head_height()
        placed: list[tuple[float, Measured]] = []
        while queue.peek() is not None and queue.fits(room.bottom - y):
            item = queue.pop()
            placed.append((y, item))
            y += item.height
        forced = not placed  # what must stay together is taller than a page: take it as it comes
        while forced and (held := queue.peek()) is not None and held.row.keep:
            placed.append((y, queue.pop()))
            y += held.height
        waiting = queue.peek()
        worth = waiting is not None and waiting.row.splits and room.bottom - y > _WORTH_SPLITTING
        if waiting is not None and (worth or forced):
            first, rest = self.split(waiting, room.bottom - y)
            if first is not None or forced:
                queue.pop()
                queue.push([rest] if first is not None else [])
                placed.append((y, first or waiting))
                y += placed[-1][1].height
        return placed, y

    def split(self, item: Measured, space: float) -> tuple[Measured | None, Measured]:
        """Cut a row in two at ``space`` mm; the first part is None where that is not possible."""
        pairs = [block.split(space - 2 * PAD_Y - _TOP) for block in item.blocks]
        stuck = any(tail.lines and not head.lines for head, tail in pairs)
        if (
            stuck
            or not any(head.lines for head, _ in pairs)
            or not any(tail.lines for _, tail in pairs)
        ):
            return None, item
        tails, column = [], 0
        for part, (head, tail) in zip(item.row.cells, pairs, strict=True):
            stop = column + part.span
            width = self._offsets[stop] - self._offsets[column] - 2 * self._pad(part)
            tails.append(self._said_again(part, head, tail, width))
            column = stop
        height = max(block.height for block in tails) + 2 * PAD_Y + _TOP
        top = tuple(evolve(part, valign="top") for part in item.row.cells)
        row = evolve(item.row, cells=top)
        first = Measured(row, tuple(head for head, _ in pairs), space)
        return first, Measured(evolve(row, tag=None), tuple(tails), max(height, item.row.least))

    def _said_again(self, cell: Cell, head: Block, tail: Block, width: float) -> Block:
        if tail.lines or not cell.again or not cell.text:
            return tail
        mark = self.setter.composed(CONTINUED, cell.style, width)
        return Block((*head.lines, *mark.lines))

    # --- ink -------------------------------------------------------------------
    def draw_head(self, page: Page, x: float, y: float) -> float:
        """Draw the head with its top at y; returns its lower edge."""
        if self.head is None:
            return y
        tops = [y]
        for height in self.head.heights:
            tops.append(tops[-1] + height)
        lines: set[Segment] = set()
        style = Style(self.head.role, self.head.size, self.head.size * 1.25, "centre")
        for item in self.head.cells:
            x0, x1 = x + self._offsets[item.column], x + self._offsets[item.column + item.across]
            y0, y1 = tops[item.row], tops[item.row + item.down]
            lines |= {(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)}
            middle = (y0 + y1) / 2
            if item.vertical:
                page.column((x0 + x1) / 2, middle, item.text, style.role, style.size, 1.12)
            else:
                block = self.setter.composed(item.text, style, x1 - x0 - 1.0)
                page.block(x0 + 0.5, middle - block.height / 2, block)
        page.rules(sorted(lines), g.GRID)
        return tops[-1]

    def _ink(self, room: Room, placed: list[tuple[float, Measured]], bottom: float) -> None:
        page, x, offsets = room.page, room.x, self._offsets
        lines: list[Segment] = []
        uprights = Uprights(lines, [x + offset for offset in offsets])
        for y, item in placed:
            if item.row.shade is not None:
                page.box(x, y, self.width, item.height, 0, fill=item.row.shade)
            column, inner = 0, []
            for part, block in zip(item.row.cells, item.blocks, strict=True):
                if block is not _EMPTY:
                    middle = y + (item.height - block.height) / 2
                    top = y + PAD_Y + _TOP if part.valign == "top" else middle
                    page.block(x + offsets[column] + self._pad(part), top, block)
                column += part.span
                inner.append(column)
            uprights.add(inner, y, y + item.height)
            lines.append((x, y, x + self.width, y))
        uprights.close()
        page.rules(lines, g.GRID)
        if self.framed:
            page.box(x, room.top, self.width, bottom - room.top, g.FRAME)


_EMPTY = Block(())


def _composed(setter: Typesetter, cell: Cell, width: float) -> Block:
    """Compose a cell; it never ends in a line of one character if one point less avoids it."""
    block = setter.composed(cell.text, cell.style, width)
    if len(block.lines) < 2 or len(block.lines[-1].text) > 1 or "\n" in cell.text:
        return block
    style = cell.style
    if style.smaller or style.size - 1 < _SMALLEST:
        return block
    smaller = setter.composed(cell.text, style.at(style.size - 1), width)
    return smaller if len(smaller.lines) < len(block.lines) else block


def _bands_after(bands: dict[int, Row], rows: tuple[Row, ...]) -> dict[int, Row]:
    """Return the headings that still hold after some rows."""
    for row in rows:
        if row.band:
            bands = {level: kept for level, kept in bands.items() if level < row.band}
        if row.band in (1, 2):
            bands[row.band] = row
    return bands
