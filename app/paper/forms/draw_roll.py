# SPDX-License-Identifier: MulanPSL-2.0
"""A roll on paper: rows made as they are set, bands over groups, sums under them; ten thousand rows in flat memory."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from attrs import evolve, frozen

from app.paper.core.cells import Cell, Room, Row
from app.paper.core.fonts import DOT
from app.paper.core.table import Table as FlowingTable
from app.paper.core.table import cell
from app.paper.core.typeset import Para, Style
from app.paper.forms import bindings
from app.paper.forms.draw_flowing import table_head
from app.paper.forms.draw_grid import NONE
from app.paper.forms.fitting import LONG_LEAD, SHORT_LEAD, at_dot
from app.paper.forms.flow import Flow
from app.paper.forms.parts import Marks, Part, Prose
from app.paper.forms.registry import REGISTRY, Joined, RollBinding, RollGroup, grouped
from app.paper.forms.tabular import BandLine, Column, Roll, SumLine

MOST_KEPT = 4096  # cells of a column kept to be set again; a column of numbers has as many as rows
JOINED_SIZE = 9.5
SUM = 9  # the band of a sum, as the flowing table knows it
_HAND = object()  # an empty row, to be filled by hand
_EMPTY = Cell()


def draw_roll(flow: Flow, part: Roll, following: Sequence[Part]) -> None:
    """Set the rows of a roll; ``following`` are the parts after it, which ``tail`` keeps with its last rows."""
    rows = RollRows(flow, part)
    table = FlowingTable(
        flow.setter, tuple(column.width for column in part.columns), table_head(part), part.pad
    )
    bottom = part.bottom or flow.bottom
    short, needed = -1, 0.0
    if part.tail:
        needed = sum(_height(flow, each) for each in following)
        short = _short_side(flow, part, table, rows, bottom - needed)
    sides = 0

    def room() -> Room:
        end = bottom - needed if sides == short else bottom
        return Room(flow.page, part.left + flow.dx, flow.y, end)

    def next_room(placed: tuple[Row, ...]) -> Room:
        nonlocal sides
        flow.on_side = _people(placed)
        flow.turn()
        sides += 1
        return room()

    done = table.flow(rows, room(), next_room, dry=flow.counting)
    flow.on_side = _people(done.placed)
    flow.context = evolve(flow.context, on_side=flow.on_side)
    flow.y = done.y


def _people(placed: tuple[Row, ...]) -> int:
    return sum(row.tag is not None and row.tag is not _HAND for row in placed)


def _short_side(flow: Flow, part: Roll, table: FlowingTable, rows: RollRows, bottom: float) -> int:
    """Return which side must leave its foot free for what follows; -1 where the last rows leave enough."""
    sides, top = 0, flow.y
    full = part.bottom or flow.bottom

    def next_room(_: tuple[Row, ...]) -> Room:
        nonlocal sides
        sides += 1
        return Room(flow.page, part.left, flow.plan.top, full)

    end = table.flow(rows, Room(flow.page, part.left, top, full), next_room, dry=True)
    return sides if end.y > bottom else -1


def _height(flow: Flow, part: Part) -> float:
    """Return the mm a part after a roll takes."""
    if isinstance(part, Marks):
        return 0.0 if part.every or part.yields else part.gap + part.height
    if not isinstance(part, Prose):
        return 0.0
    high, width = part.gap, part.right - part.left
    for each in part.paragraphs:
        if not bindings.holds(flow.context, each.when):
            continue
        said = bindings.value(flow.context, each.bind) if each.bind else bindings.fill(flow.context, each.text)  # fmt: skip
        style = Style(each.role, each.size, each.lead, each.align, each.indent, each.before)
        high += flow.setter.compose([Para(text, style) for text in said.split("\n")], width).height
    return high


@frozen(eq=False)
class RollRows:
    """The rows of a roll, made one after another each time they are asked for."""

    flow: Flow
    part: Roll

    def __iter__(self) -> Iterator[Row]:
        """Yield bands, items and sums in order; what comes before a sum stays with it."""
        made = self._all()
        held = next(made, None)
        for following in made:
            if held is not None:
                yield evolve(held, keep=True) if following.band == SUM and not held.keep else held
            held = following
        if held is not None:
            yield held

    def _all(self) -> Iterator[Row]:
        part, context = self.part, self.flow.context
        binding = REGISTRY.rolls[part.rows]
        source = binding.source(context)
        items = binding.items(source, part.groups) if source is not None else ()
        row = row_maker(self.flow, part, binding, source)
        groups = grouped(binding, source, items, part.groups)
        yield from self._groups(binding, groups, 0, row)
        yield from (row(item) for item in (items if not part.groups else ()))
        if not items:
            blank = tuple(_EMPTY for _ in part.columns)
            yield from (Row(blank, part.least, tag=_HAND) for _ in range(part.blanks))
        if part.total is not None:
            whole = RollGroup("", items)
            yield self._sum(binding, part.total, whole, row)

    def _groups(
        self, binding: RollBinding, groups: Sequence[RollGroup], level: int,
        row: Callable[[Any], Row],
    ) -> Iterator[Row]:  # fmt: skip
        part = self.part
        for group in groups:
            if level < len(part.bands):
                yield _band(part, part.bands[level], group, level + 1)
            if group.inner:
                yield from self._groups(binding, group.inner, level + 1, row)
            else:
                yield from (row(item) for item in group.items)
            if level < len(part.sums) and len(group.items) >= part.sums[level].least:
                yield self._sum(binding, part.sums[level], group, row)

    def _sum(
        self, binding: RollBinding, line: SumLine, group: RollGroup, row: Callable[[Any], Row]
    ) -> Row:
        columns = len(self.part.columns)
        across = min(line.across, columns)
        text = filled(line.text, group)
        shade = grey(line.shade)
        if across:
            cells = [cell(text, "hei", line.size, span=across)]
            if across < columns:
                tail = filled(line.tail, group)
                cells.append(cell(tail, "hei", line.size, "left", span=columns - across))
            return Row(tuple(cells), line.height, shade, band=SUM)
        added = binding.added(text, group.items) if binding.added is not None else None
        if added is None:
            raise LookupError(f"{binding.name} has no sums of figures")
        made = row(added)
        cells = [
            _sum_cell(binding, line, column, text, each)
            for column, each in zip(self.part.columns, made.cells, strict=True)
        ]
        return Row(tuple(cells), line.height, shade, band=SUM)


def _sum_cell(binding: RollBinding, line: SumLine, column: Column, text: str, made: Cell) -> Cell:
    if column.bind == line.under:
        return evolve(made, text=text, style=evolve(made.style, role="hei", align="centre"))
    if column.bind in binding.figures:
        return evolve(made, style=evolve(made.style, role="hei")) if made.text else made
    return made


def _band(part: Roll, line: BandLine, group: RollGroup, level: int) -> Row:
    text = filled(line.text, group)
    only = cell(text, "hei", line.size, "left", span=len(part.columns))
    return Row((only,), line.height, grey(line.shade), keep=True, band=level)


def filled(text: str, group: RollGroup) -> str:
    """Return a text of a band or a sum with the name and the count of its group."""
    return text.replace("{name}", group.name).replace("{count}", str(len(group.items)))


def grey(shade: float) -> float | None:
    """Return a shade in percent of black as the grey behind a row, None for white."""
    return round(1 - shade / 100, 4) if shade else None


# --- cells -------------------------------------------------------------------------
def row_maker(flow: Flow, part: Roll, binding: RollBinding, source: Any) -> Callable[[Any], Row]:
    """Return what makes the row of an item; equal texts of a column share one cell."""
    makers = tuple(_cell_maker(flow, part, binding, source, column) for column in part.columns)
    least = part.least
    joins = any(column.bind == binding.joins for column in part.columns)

    def row(item: Any) -> Row:
        cells = tuple([make(item) for make in makers])
        return Row(_joined(cells) if joins else cells, least, tag=item)

    return row


def _cell_maker(
    flow: Flow, part: Roll, binding: RollBinding, source: Any, column: Column
) -> Callable[[Any], Cell]:
    says = binding.columns.get(column.bind)
    if says is None:
        return lambda _item: _EMPTY
    style, kept = _style(column), dict[str, Cell]()
    bold = evolve(style, role="hei")
    empty, name, strong = NONE if column.empty == "none" else "", column.bind, binding.strong
    room = column.width - 2 * (part.pad if column.pad is None else column.pad)

    def make(item: Any) -> Cell:
        text = says(source, item) or empty
        found = kept.get(text)
        if found is None:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            found = kept[text] = _made(flow, text, column, style, room)
        if strong is None or not strong(item, name):
            return found
        return evolve(found, style=bold)

    return make


def _made(flow: Flow, text: str, column: Column, style: Style, room: float) -> Cell:
    if isinstance(text, Joined):
        return cell(text, "fang", JOINED_SIZE, span=2)
    if column.lines:
        return Cell(text, style, valign=column.valign, pad=column.pad)
    if DOT in text:  # a name that would need the smallest size is broken after a dot instead
        small = style.at(column.tried[max(0, len(column.tried) - 2)])
        text = at_dot(flow.setter, text, small, room)
    lines = text.count("\n") + 1
    return Cell(text, _lined(style, lines), valign=column.valign, pad=column.pad)


@functools.lru_cache(maxsize=256)
def _lined(style: Style, lines: int) -> Style:
    """Return a style for as many lines; one and the same for equal cells, so that they are set once."""
    return evolve(style, lines=lines)


def _joined(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return the cells of a row with what is said across two columns in one cell of both."""
    found: list[Cell] = []
    for each in cells:
        if each.span == 2:
            if found and not found[-1].text and found[-1].span == 1:
                found[-1] = each
            else:
                found.append(evolve(each, span=1))
        else:
            found.append(each)
    return tuple(found)


def _style(column: Column) -> Style:
    first, *smaller = column.tried
    factor = SHORT_LEAD if column.align == "centre" else LONG_LEAD
    lead = column.lead or first * factor
    return Style(column.role, first, lead, column.align, smaller=tuple(smaller), lines=column.lines)
