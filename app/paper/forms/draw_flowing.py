# SPDX-License-Identifier: MulanPSL-2.0
"""What flows over pages: running text, tables of rows, and stacked rows that fill their room."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import define, evolve, frozen

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
    at_dot,
    split_lines,
)
from app.paper.forms.flow import Flow
from app.paper.forms.parts import (
    Paragraph,
    Prose,
    Rect,
    Stack,
    StackCell,
    StackRow,
    quoted_names,
)
from app.paper.forms.registry import RowValue
from app.paper.forms.sources import column_paths, general_paths
from app.paper.forms.tabular import Column, Roll, Table

CONTINUES = "（接下页）"
FRAME_PAD = 3.0  # mm between a frame and the running text in it
CLOSING_HEIGHT = 7.0
STACK_LEAD = 1.45  # times the size, of stacked answers above the smallest size
CAPTION_HEIGHT = 7.0
NOTE_SIZE, NOTE_LEAD, NOTE_BEFORE = 10.5, 17.0, 2.0


@frozen
class Traced:
    """What a row prints: its own document path (empty for none) and those of each of its cells."""

    row: str
    cells: tuple[tuple[str, ...], ...]


@define(eq=False)
class TracedTable(FlowingTable):
    """A flowing table that tells where each row and each answer in it was set, so that a preview can box it."""

    place: Callable[[str, Rect], None] = lambda path, rect: None
    band: Callable[[float, Measured], None] = lambda y, item: None

    def _ink(self, room: Room, placed: list[tuple[float, Measured]], bottom: float) -> None:
        super()._ink(room, placed, bottom)
        for y, item in placed:
            self.band(y, item)
            if isinstance(item.row.tag, Traced):
                self._place(
                    item.row.tag, room, Rect(room.x, y, room.x + self.width, y + item.height), item
                )

    def _place(self, traced: Traced, room: Room, row: Rect, item: Measured) -> None:
        self.place(traced.row, row)
        column = 0
        for part, paths in zip(item.row.cells, traced.cells, strict=True):
            left, right = self._offsets[column], self._offsets[column + part.span]
            column += part.span
            for path in paths:
                self.place(path, Rect(room.x + left, row.top, room.x + right, row.bottom))

    def split(self, item: Measured, space: float) -> tuple[Measured | None, Measured]:
        """Cut a row in two; the part on the next page stands for the same fields."""
        first, rest = super().split(item, space)
        return first, evolve(rest, row=evolve(rest.row, tag=item.row.tag))


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
        names = (paragraph.bind,) if paragraph.bind else quoted_names(paragraph.text)
        paths = [path for name in names for path in bindings.places(flow.context, name)]
        for number, text in enumerate(_texts(flow, paragraph)):
            para, held = Para(text, _style(paragraph)), [(path, number) for path in paths]
            top = _paragraph(flow, part, para, width, top, held)
    if part.framed:
        flow.y = flow.bottom
        _frame(flow, part, top)


def _texts(flow: Flow, paragraph: Paragraph) -> list[str]:
    if paragraph.bind:
        texts = answer(flow, paragraph.bind, paragraph.empty).split("\n")
    else:
        texts = [bindings.fill(flow.context, paragraph.text)]
    flow.miss(sum(text.count(bindings.GAP) for text in texts))
    return texts


def _style(paragraph: Paragraph) -> Style:
    return Style(
        paragraph.role,
        paragraph.size,
        paragraph.lead,
        paragraph.align,
        paragraph.indent,
        paragraph.before,
    )


def _paragraph(
    flow: Flow, part: Prose, para: Para, width: float, top: float, held: Sequence[tuple[str, int]]
) -> float:
    """Set one paragraph; returns where the frame of the open side begins.

    Args:
        held: document paths it prints, each with which paragraph of the text this is.
    """
    pad = FRAME_PAD if part.framed else 0.0
    block = flow.setter.compose(para, width)
    while block.lines:
        head, rest = block.split(flow.bottom - pad - flow.y)
        if not head.lines and len(block.lines) == 1 and block.height <= flow.bottom - pad - flow.y:
            head, rest = block, type(block)(())
        if head.lines:
            begun = flow.y
            flow.y = flow.page.block(part.left + pad + flow.dx, flow.y, head)
            box = Rect(part.left + flow.dx, begun, part.right + flow.dx, flow.y)
            for path, number in held:
                flow.place(path, box, number)
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
    table = TracedTable(flow.setter, widths, table_head(part), place=flow.place)
    if part.together:
        _keep_together(flow, part, table, rows)
    if part.caption:
        _caption(flow, part)
    if flow.room() < table.head_height() + part.least:
        _turn(flow, part.left + part.width)

    def next_room(_: tuple[Row, ...]) -> Room:
        _turn(flow, part.left + part.width)
        return Room(flow.page, part.left + flow.dx, flow.y, flow.bottom)

    _place_head(flow, part)
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


def _place_head(flow: Flow, part: Table) -> None:
    """Let the head stand for the table itself: where its first row would be entered."""
    binding = bindings.known_rows(part.rows)
    if binding is not None:
        left = part.left + flow.dx
        height = sum(part.head_heights)
        flow.place(binding.path, Rect(left, flow.y, left + part.width, flow.y + height))


def _caption(flow: Flow, part: Table) -> None:
    if flow.room() < CAPTION_HEIGHT + sum(part.head_heights) + part.least:
        _turn(flow, part.left + part.width)
    flow.page.text(part.left + flow.dx, flow.y + 2.5, part.caption, "hei", 12)
    flow.y += CAPTION_HEIGHT


def table_head(part: Table | Roll) -> Head:
    """Return the head of a table: its grouped heads, else those of its columns."""
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
    made = [_row(flow, part, value) for value in values]
    if not made and part.blanks == 0:
        style = Style("fang", 12, align="centre")
        return [Row((Cell(part.empty_row, style, span=len(part.columns)),), part.least)]
    blank = Row(tuple(Cell() for _ in part.columns), part.least)
    return made + [blank] * max(0, part.blanks - len(made))


def _row(flow: Flow, part: Table, value: RowValue) -> Row:
    paths = tuple(
        (
            *column_paths(part.rows, column.bind, value.path),
            *column_paths(part.rows, column.note, value.path),
        )
        for column in part.columns
    )
    cells = tuple(_cell(flow, part.rows, column, value) for column in part.columns)
    return Row(cells, part.least, splits=part.splits, tag=Traced(value.path, paths))


def _cell(flow: Flow, rows: str, column: Column, value: RowValue) -> Cell:
    text = value.values.get(column.bind, "")
    if not text and column.empty == "none":
        text = NONE
    if not text and _wanted(flow, rows, column):
        flow.miss()
        text = bindings.GAP
    note = value.values.get(column.note, "") if column.note else ""
    style = _column_style(column)
    if note:
        below = Style("hei", NOTE_SIZE, NOTE_LEAD, "right", before=NOTE_BEFORE)
        paras = (*(Para(line, style) for line in text.split("\n") if line), Para(note, below))
        return Cell(valign=column.valign, paras=paras)
    text = at_dot(flow.setter, text, style, column.width - 2 * PAD_X)
    return Cell(text, style, valign=column.valign, again=column.valign == "middle")


def _wanted(flow: Flow, rows: str, column: Column) -> bool:
    """Tell whether a proof shows by squares that this column is still empty."""
    paper = flow.context.paper
    return paper.proof and not paper.required.isdisjoint(general_paths(rows, column.bind))


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
    numbers = iter(range(len(part.rows)))

    def band(y: float, item: Measured) -> None:
        flow.band(next(numbers), y, y + item.height)

    table = TracedTable(flow.setter, part.widths, framed=part.framed, place=flow.place, band=band)
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
    flow.miss(sum(_said(flow, cell).count(bindings.GAP) for row in part.rows for cell in row.cells))
    done = table.flow(rows, room, fill=bool(part.bottom))
    flow.y = done.y


def _said(flow: Flow, cell: StackCell) -> str:
    return answer(flow, cell.bind, cell.empty) if cell.bind else ""


def _stack_row(flow: Flow, row: StackRow, step: int, kept: dict[str, str] | None = None) -> Row:
    cells = tuple(_stack_cell(flow, cell, step, kept or {}) for cell in row.cells)
    paths = tuple(
        bindings.places(flow.context, cell.bind) if cell.bind else () for cell in row.cells
    )
    return Row(cells, row.least, grows=row.grows, tag=Traced("", paths))


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
