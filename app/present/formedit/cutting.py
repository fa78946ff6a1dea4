# SPDX-License-Identifier: MulanPSL-2.0
"""Cells, columns and opinion blocks that come and go: add, split, merge, delete, align."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import attrs

from app.kernel.errors import UserError
from app.paper.forms.lint import NARROWEST
from app.paper.forms.parts import Cell, Grid, Opinion, Rect
from app.present.formedit.columns import split_column
from app.present.formedit.edits import Draft, Step, kept, on_page
from app.present.formedit.places import (
    CELL,
    COLUMN,
    OPINION,
    Ref,
    heads_without,
    item,
    with_item,
    with_part,
    without,
)


def add_cell(draft: Draft, index: int, box: Rect) -> Step:
    """Add an empty cell to the page's first grid, or to a grid of its own."""
    page = draft.spec.pages[index]
    grids = [place for place, part in enumerate(page.parts) if isinstance(part, Grid)]
    box = Rect(*(kept(side) for side in (box.left, box.top, box.right, box.bottom)))
    if grids:
        grid: Any = page.parts[grids[0]]
        place, number = grids[0], len(grid.cells)
        after = with_part(page, place, attrs.evolve(grid, cells=(*grid.cells, Cell(box))))
    else:
        place, number = len(page.parts), 0
        after = attrs.evolve(page, parts=(*page.parts, Grid((Cell(box),))))
    return Step(draft.with_page(index, after), "增加格子", (Ref(place, CELL, number),))


def split(draft: Draft, index: int, ref: Ref, count: int, *, upright: bool) -> Step:
    """Divide a cell or a column into equal ones; the first keeps what it says.

    Raises:
        UserError: EDIT-TOO-SMALL when the pieces would be narrower than a cell may be.
    """
    page = draft.spec.pages[index]
    thing = item(page, ref)
    if ref.kind == COLUMN:
        return split_column(draft, index, ref, count)
    if ref.kind == OPINION:
        return _split_block(draft, index, ref)
    if ref.kind != CELL:
        raise UserError("EDIT-NOT-HERE", act="拆分")
    box = thing.at
    whole = box.width if upright else box.height
    if whole / count < NARROWEST:
        raise UserError("EDIT-TOO-SMALL", least=f"{NARROWEST:g}")
    first = box.left if upright else box.top
    lines = [kept(first + whole * n / count) for n in range(count)]
    lines.append(box.right if upright else box.bottom)
    boxes = [
        attrs.evolve(box, left=a, right=b) if upright else attrs.evolve(box, top=a, bottom=b)
        for a, b in pairwise(lines)
    ]
    grid: Any = page.parts[ref.part]
    new = [attrs.evolve(thing, at=boxes[0])]
    new += [Cell(each, sizes=thing.sizes, role=thing.role, rule=thing.rule) for each in boxes[1:]]
    cells = (*grid.cells[: ref.index], *new, *grid.cells[ref.index + 1 :])
    after = with_part(page, ref.part, attrs.evolve(grid, cells=cells))
    taken = tuple(Ref(ref.part, CELL, ref.index + n) for n in range(count))
    return Step(draft.with_page(index, after), "左右拆分" if upright else "上下拆分", taken)


def _split_block(draft: Draft, index: int, ref: Ref) -> Step:
    page = draft.spec.pages[index]
    part: Any = page.parts[ref.part]
    block = part.blocks[ref.index]
    half = kept(block.height / 2)
    if half < 24.0:
        raise UserError("EDIT-TOO-SMALL", least="24")
    new = (attrs.evolve(block, height=kept(block.height - half)), Opinion("意见", half))
    blocks = (*part.blocks[: ref.index], *new, *part.blocks[ref.index + 1 :])
    after = with_part(page, ref.part, attrs.evolve(part, blocks=blocks))
    return Step(
        draft.with_page(index, after), "拆分意见栏", (Ref(ref.part, OPINION, ref.index + 1),)
    )


def merge(draft: Draft, index: int, refs: Sequence[Ref]) -> Step:
    """Make one cell of several that fill a rectangle; it says what the first that says something says.

    Raises:
        UserError: EDIT-MERGE when they fill none, are not cells of one grid, or not neighbouring columns.
    """
    page = draft.spec.pages[index]
    held = sorted(set(refs))
    if len(held) < 2 or len({ref.part for ref in held}) != 1:
        raise UserError("EDIT-MERGE")
    if all(ref.kind == COLUMN for ref in held):
        return _merge_columns(draft, index, held)
    if not all(ref.kind == CELL for ref in held):
        raise UserError("EDIT-MERGE")
    cells = [item(page, ref) for ref in held]
    box = Rect(
        min(c.at.left for c in cells),
        min(c.at.top for c in cells),
        max(c.at.right for c in cells),
        max(c.at.bottom for c in cells),
    )
    area = sum(c.at.width * c.at.height for c in cells)
    if abs(area - box.width * box.height) > 0.01 * area:
        raise UserError("EDIT-MERGE")
    speaking = next((c for c in cells if c.label or c.bind), cells[0])
    grid: Any = page.parts[held[0].part]
    gone = {ref.index for ref in held[1:]}
    new = [
        attrs.evolve(speaking, at=box) if number == held[0].index else cell
        for number, cell in enumerate(grid.cells)
        if number not in gone
    ]
    after = with_part(page, held[0].part, attrs.evolve(grid, cells=tuple(new)))
    return Step(draft.with_page(index, after), "合并格子", (held[0],))


def _merge_columns(draft: Draft, index: int, held: Sequence[Ref]) -> Step:
    page = draft.spec.pages[index]
    table: Any = page.parts[held[0].part]
    numbers = [ref.index for ref in held]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise UserError("EDIT-MERGE")
    taken = table.columns[numbers[0] : numbers[-1] + 1]
    speaking = next((column for column in taken if column.bind), taken[0])
    wide = attrs.evolve(speaking, width=kept(sum(column.width for column in taken)))
    columns = (*table.columns[: numbers[0]], wide, *table.columns[numbers[-1] + 1 :])
    heads = heads_without(table.heads, set(numbers[1:]))
    after = with_part(page, held[0].part, attrs.evolve(table, columns=columns, heads=heads))
    return Step(draft.with_page(index, after), "合并列", (held[0],))


def delete(draft: Draft, index: int, refs: Iterable[Ref]) -> Step:
    """Take things away."""
    held = tuple(refs)
    return on_page(draft, index, "删除", lambda page: without(page, held), selection=())


def align(draft: Draft, index: int, refs: Sequence[Ref], side: str) -> Step:
    """Bring an edge of several cells to where the first of them has it (left, right, top, bottom)."""
    page = draft.spec.pages[index]
    cells = [ref for ref in refs if ref.kind == CELL]
    if len(cells) < 2:
        raise UserError("EDIT-ALIGN")
    to = getattr(item(page, cells[0]).at, side)
    for ref in cells[1:]:
        cell = item(page, ref)
        box = attrs.evolve(cell.at, **{side: to})
        if box.width < NARROWEST or box.height < NARROWEST:
            raise UserError("EDIT-TOO-SMALL", least=f"{NARROWEST:g}")
        page = with_item(page, ref, attrs.evolve(cell, at=box))
    return Step(draft.with_page(index, page), "对齐")
