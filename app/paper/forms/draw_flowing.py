# SPDX-License-Identifier: MulanPSL-2.0
"""What flows over pages: running text, tables of rows, and stacked rows that fill their room."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define

from app.paper.core import geometry as g
from app.paper.core.cells import Cell, Head, HeadCell, Measured, Room, Row
from app.paper.core.geometry import PT
from app.paper.core.table import Table as FlowingTable
from app.paper.core.typeset import Para, Style
from app.paper.forms import bindings
from app.paper.forms.draw_grid import NONE, answer
from app.paper.forms.fitting import (
    CONTINUED,
    LONG_LEAD,
    PAD_X,
    PAD_Y,
    SHORT_LEAD,
    TIGHT_SIZE,
    split_lines,
)
from app.paper.forms.flow import Flow
from app.paper.forms.parts import Column, Paragraph, Prose, Rect, Stack, StackCell, StackRow, Table
from app.paper.forms.registry import RowValue

CONTINUES = "（接下页）"
FRAME_PAD = 3.0  # mm between a frame and the running text in it
CLOSING_HEIGHT = 7.0
STACK_LEAD = 1.45  # times the size, of stacked answers above the smallest size
CAPTION_HEIGHT = 7.0
NOTE_SIZE, NOTE_LEAD, NOTE_BEFORE = 10.5, 17.0, 2.0


@define(eq=False)
class TracedTable(FlowingTable):
    """A flowing table that tells where each row with a path was set, so that the preview can box it."""

    trace: Callable[[str, Room, float, Measured], None] = lambda path, room, y, item: None

    def _ink(self, room: Room, placed: list[tuple[float, Measured]], bottom: float) -> None:
        super()._ink(room, placed, bottom)
        for y, item in placed:
            if isinstance(item.row.tag, str):
                self.trace(item.row.tag, room, y, item)


# --- running text ------------------------------------------------------------------
def draw_prose(flow: Flow, part: Prose) -> None:
    """Set paragraphs; they go on over the page, never leaving one line alone."""
    pad = FRAME_PAD if part.framed else 0.0
    width = part.right - part.left - 2 * pad
    top = flow.y
    flow.y += pad
    for paragraph in part.paragraphs:
        if not bindings.holds(flow.context, paragraph.when):
            continue
        for text in _texts(flow, paragraph):
            top = _paragraph(flow, part, Para(text, _style(paragraph)), width, top)
        if paragraph.bind:
            path = bindings.paths_of(paragraph.bind)
            flow.place(
                path[0] if path else "",
                Rect(part.left + flow.dx, top, part.right + flow.dx, flow.y),
            )
    if part.framed:
        flow.y = flow.bottom
        _frame(flow, part, top)


def _texts(flow: Flow, paragraph: Paragraph) -> list[str]:
    if paragraph.bind:
        return answer(flow, paragraph.bind, paragraph.empty).split("\n")
    return [bindings.fill(flow.context, paragraph.text)]


def _style(paragraph: Paragraph) -> Style:
    return Style(
        paragraph.role,
        paragraph.size,
        paragraph.lead,
        paragraph.align,
        paragraph.indent,
        paragraph.before,
    )


def _paragraph(flow: Flow, part: Prose, para: Para, width: float, top: float) -> float:
    """Set one paragraph; returns where the frame of the open side begins."""
    pad = FRAME_PAD if part.framed else 0.0
    block = flow.setter.compose(para, width)
    while block.lines:
        head, rest = block.split(flow.bottom - pad - flow.y)
        if not head.lines and len(block.lines) == 1 and block.height <= flow.bottom - pad - flow.y:
            head, rest = block, type(block)(())
        if head.lines:
            flow.y = flow.page.block(part.left + pad + flow.dx, flow.y, head)
        if rest.lines:
            if part.framed:
                flow.y = flow.bottom
                _frame(flow, part, top)
            _turn(flow, part.right)
            top = flow.y
            flow.y += pad
        block = rest
    return top


def _frame(flow: Flow, part: Prose, top: float) -> None:
    flow.page.box(part.left + flow.dx, top, part.right - part.left, flow.y - top, g.FRAME)


def _turn(flow: Flow, right: float) -> None:
    flow.page.text(right + flow.dx, flow.bottom + 4.5, CONTINUES, "song", 9, "right")
    flow.turn()


# --- tables ------------------------------------------------------------------------
def draw_table(flow: Flow, part: Table) -> None:
    """Set the rows of a table under its head, on as many pages as they need."""
    rows = _rows(flow, part)
    widths = tuple(column.width for column in part.columns)
    trace = _tracer(flow, part.width)
    table = TracedTable(flow.setter, widths, _head(part), trace=trace)
    if part.together:
        _keep_together(flow, part, table, rows)
    if part.caption:
        _caption(flow, part)
    if flow.room() < table.head_height() + part.least:
        _turn(flow, part.left + part.width)

    def next_room(_: tuple[Row, ...]) -> Room:
        _turn(flow, part.left + part.width)
        return Room(flow.page, part.left + flow.dx, flow.y, flow.bottom)

    done = table.flow(rows, Room(flow.page, part.left + flow.dx, flow.y, flow.bottom), next_room)
    flow.y = done.y
    if part.closing and flow.room() > CLOSING_HEIGHT:
        flow.page.text(
            part.left + part.width / 2 + flow.dx, flow.y + 4.5, part.closing, "song", 9, "centre"
        )
        flow.y += CLOSING_HEIGHT


def _keep_together(flow: Flow, part: Table, table: TracedTable, rows: list[Row]) -> None:
    caption = CAPTION_HEIGHT if part.caption else 0.0
    needed = caption + table.head_height() + sum(table.measure(row).height for row in rows)
    if flow.room() < needed <= flow.bottom - flow.plan.top:
        _turn(flow, part.left + part.width)


def _tracer(flow: Flow, width: float) -> Callable[[str, Room, float, Measured], None]:
    def trace(path: str, room: Room, y: float, item: Measured) -> None:
        flow.place(path, Rect(room.x, y, room.x + width, y + item.height))

    return trace


def _caption(flow: Flow, part: Table) -> None:
    if flow.room() < CAPTION_HEIGHT + sum(part.head_heights) + part.least:
        _turn(flow, part.left + part.width)
    flow.page.text(part.left + flow.dx, flow.y + 2.5, part.caption, "hei", 12)
    flow.y += CAPTION_HEIGHT


def _head(part: Table) -> Head:
    if part.heads:
        cells = tuple(
            HeadCell(span.text, span.column, span.row, span.across, span.down, span.upright)
            for span in part.heads
        )
    else:
        down = len(part.head_heights)
        cells = tuple(
            HeadCell(column.head, index, 0, 1, down) for index, column in enumerate(part.columns)
        )
    return Head(part.head_heights, cells, part.head_role, part.head_size)


def _rows(flow: Flow, part: Table) -> list[Row]:
    values = bindings.rows(flow.context, part.rows)
    made = [_row(part, value) for value in values]
    if not made and part.blanks == 0:
        style = Style("fang", 12, align="centre")
        return [Row((Cell(part.empty_row, style, span=len(part.columns)),), part.least)]
    blank = Row(tuple(Cell() for _ in part.columns), part.least)
    return made + [blank] * max(0, part.blanks - len(made))


def _row(part: Table, value: RowValue) -> Row:
    cells = tuple(_cell(column, value) for column in part.columns)
    return Row(cells, part.least, splits=part.splits, tag=value.path or None)


def _cell(column: Column, value: RowValue) -> Cell:
    text = value.values.get(column.bind, "")
    if not text and column.empty == "none":
        text = NONE
    note = value.values.get(column.note, "") if column.note else ""
    style = _column_style(column)
    if note:
        below = Style("hei", NOTE_SIZE, NOTE_LEAD, "right", before=NOTE_BEFORE)
        paras = (*(Para(line, style) for line in text.split("\n") if line), Para(note, below))
        return Cell(valign=column.valign, paras=paras)
    return Cell(text, style, valign=column.valign, again=column.valign == "middle")


def _column_style(column: Column) -> Style:
    first, *smaller = column.tried
    factor = SHORT_LEAD if column.align == "centre" else LONG_LEAD
    return Style(
        column.role,
        first,
        column.lead or first * factor,
        column.align,
        smaller=tuple(smaller),
        lines=column.lines,
    )


# --- stacked rows --------------------------------------------------------------------
def draw_stack(flow: Flow, part: Stack) -> None:
    """Set rows of labels and answers at the largest size at which all of them fit the room.

    What still does not fit at the smallest size is cut between lines, marked, and goes on 附页.
    """
    bottom = part.bottom or flow.bottom
    table = TracedTable(
        flow.setter, part.widths, framed=part.framed, trace=_tracer(flow, sum(part.widths))
    )
    room = Room(flow.page, part.left + flow.dx, flow.y, bottom)
    tried = max(
        (len(cell.tried) for row in part.rows for cell in row.cells if cell.bind), default=1
    )
    for step in range(tried):
        rows = [_stack_row(flow, row, step) for row in part.rows]
        if sum(table.measure(row).height for row in rows) <= bottom - flow.y + 1e-6:
            break
    else:
        rows = _shortened(flow, part, table, bottom - flow.y, tried - 1)
    done = table.flow(rows, room, fill=bool(part.bottom))
    flow.y = done.y


def _stack_row(flow: Flow, row: StackRow, step: int, kept: dict[str, str] | None = None) -> Row:
    cells = tuple(_stack_cell(flow, cell, step, kept or {}) for cell in row.cells)
    paths = [bindings.paths_of(cell.bind) for cell in row.cells if cell.bind]
    tag = paths[0][0] if paths and paths[0] else None
    return Row(cells, row.least, grows=row.grows, tag=tag)


def _stack_cell(flow: Flow, cell: StackCell, step: int, kept: dict[str, str]) -> Cell:
    size = cell.tried[min(step, len(cell.tried) - 1)]
    if not cell.bind:
        style = Style(cell.face, cell.tried[0], cell.tried[0] * SHORT_LEAD, cell.align)
        return Cell(bindings.fill(flow.context, cell.label), style, span=cell.span, pad=0.8)
    style = _stack_style(cell, size)
    text = kept.get(cell.bind, answer(flow, cell.bind, cell.empty))
    paras = tuple(Para(line, style) for line in text.split("\n"))
    return Cell(span=cell.span, paras=paras)


def _stack_style(cell: StackCell, size: float) -> Style:
    factor = SHORT_LEAD if cell.align == "centre" or size <= TIGHT_SIZE else STACK_LEAD
    lead = cell.lead * size / cell.tried[0] if cell.lead else size * factor
    return Style(cell.face, size, lead, cell.align)


def _shortened(flow: Flow, part: Stack, table: TracedTable, space: float, step: int) -> list[Row]:
    """Return the rows at the smallest size, the longest cut back until all fit; the rest goes on 附页."""
    rows = [_stack_row(flow, row, step) for row in part.rows]
    heights = [table.measure(row).height for row in rows]
    limit = _common_limit(heights, space)
    kept: dict[str, str] = {}
    for row, height in zip(part.rows, heights, strict=True):
        if height > limit:
            for cell in row.cells:
                if cell.bind:
                    kept[cell.bind] = _kept_text(flow, part, row, cell, limit, step)
    return [_stack_row(flow, row, step, kept) for row in part.rows]


def _common_limit(heights: list[float], space: float) -> float:
    """Return the height no row may exceed so that all together stand in the space."""
    low, high = 0.0, max(heights)
    for _ in range(40):
        middle = (low + high) / 2
        if sum(min(height, middle) for height in heights) <= space:
            low = middle
        else:
            high = middle
    return low


def _kept_text(
    flow: Flow, part: Stack, row: StackRow, cell: StackCell, limit: float, step: int
) -> str:
    start = sum(each.span for each in row.cells[: row.cells.index(cell)])
    width = sum(part.widths[start : start + cell.span]) - 2 * PAD_X
    style = _stack_style(cell, cell.tried[min(step, len(cell.tried) - 1)])
    lines = int((limit - 2 * PAD_Y) / (style.lead * PT)) - 1
    text = answer(flow, cell.bind, cell.empty)
    head, rest = split_lines(flow.setter, text, style, width, max(1, lines))
    if not rest:
        return text
    flow.leave(cell.name or cell.bind, rest)
    return f"{head}\n{CONTINUED}"
