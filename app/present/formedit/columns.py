# SPDX-License-Identifier: MulanPSL-2.0
"""Columns of tables and rolls that come, go and say something else, with the grouped heads over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from app.kernel.errors import UserError
from app.paper.forms.lint import NARROWEST, sheet_of
from app.paper.forms.roll_columns import columns_of, new_column
from app.paper.forms.spec import FormSpec, Page
from app.paper.forms.tabular import Column, HeadSpan, Roll, Table
from app.present.formedit.edits import Draft, Step, kept
from app.present.formedit.places import COLUMN, Ref, item, with_item, with_part

WIDE = 12.0  # mm of a column nobody has told a width
EDGE = 5.0  # mm to the edge of the sheet


def split_column(draft: Draft, index: int, ref: Ref, count: int) -> Step:
    """Divide a column into equal ones; the first keeps what it says.

    Raises:
        UserError: EDIT-TOO-SMALL when the pieces would be narrower than a column may be.
    """
    page = draft.spec.pages[index]
    table: Any = page.parts[ref.part]
    column = table.columns[ref.index]
    width = kept(column.width / count)
    if width < NARROWEST:
        raise UserError("EDIT-TOO-SMALL", least=f"{NARROWEST:g}")
    first = attrs.evolve(column, width=kept(column.width - width * (count - 1)))
    rest = [_like(column, width) for _ in range(count - 1)]
    after = _put_in(page, ref, first, rest)
    return Step(
        draft.with_page(index, after), "拆分列", (ref, Ref(ref.part, COLUMN, ref.index + 1))
    )


def add_column(draft: Draft, index: int, ref: Ref) -> Step:
    """Add an empty column to the right of one; where the sheet has no room, the widest column gives it."""
    page = draft.spec.pages[index]
    table: Any = page.parts[ref.part]
    column = table.columns[ref.index]
    after = _put_in(page, ref, column, [_like(column, WIDE)])
    after = _within(draft.spec, after, ref.part, WIDE, ref.index + 1)
    return Step(draft.with_page(index, after), "增加列", (Ref(ref.part, COLUMN, ref.index + 1),))


def _like(column: Column, width: float) -> Column:
    return Column(
        width, role=column.role, sizes=column.sizes, lead=column.lead, lines=column.lines,
        pad=column.pad,
    )  # fmt: skip


def _put_in(page: Page, ref: Ref, first: Column, rest: Sequence[Column]) -> Page:
    table: Any = page.parts[ref.part]
    columns = (*table.columns[: ref.index], first, *rest, *table.columns[ref.index + 1 :])
    heads = table.heads
    for _ in rest:
        heads = _heads_with(heads, ref.index, len(table.head_heights))
    return with_part(page, ref.part, attrs.evolve(table, columns=columns, heads=heads))


def _within(spec: FormSpec, page: Page, place: int, needed: float, new: int) -> Page:
    """Return the page with a table no wider than its sheet, if its widest column can give what was added."""
    table: Any = page.parts[place]
    room = sheet_of(spec, page)[0] - EDGE - table.left
    over = kept(min(needed, table.width - room))
    if over <= 0:
        return page
    others = [number for number in range(len(table.columns)) if number != new]
    widest = max(others, key=lambda number: table.columns[number].width)
    column = table.columns[widest]
    if column.width - over < NARROWEST * 2:
        return page
    return with_item(
        page, Ref(place, COLUMN, widest), attrs.evolve(column, width=kept(column.width - over))
    )


def _heads_with(heads: Sequence[HeadSpan], column: int, rows: int) -> tuple[HeadSpan, ...]:
    """Return grouped heads with a new column behind one: within the groups over it, under a head of its own."""
    if not heads:
        return ()
    found: list[HeadSpan] = []
    own = [h for h in heads if h.column == column and h.across == 1]
    lowest = max(own, key=lambda h: h.row, default=None)
    for head in heads:
        if head.column > column:
            found.append(attrs.evolve(head, column=head.column + 1))
        elif head.column <= column < head.column + head.across and head is not lowest:
            found.append(attrs.evolve(head, across=head.across + 1))
        else:
            found.append(head)
    row, down = (lowest.row, lowest.down) if lowest is not None else (rows - 1, 1)
    upright = lowest.upright if lowest is not None else False
    found.append(HeadSpan("", column + 1, row, 1, down, upright))
    return tuple(sorted(found, key=lambda head: (head.column, head.row)))


def rename(page: Page, ref: Ref, text: str) -> Page:
    """Give a column its head: the words of the column, and the lowest of its grouped heads."""
    table: Any = page.parts[ref.part]
    page = with_item(page, ref, attrs.evolve(table.columns[ref.index], head=text))
    part: Any = page.parts[ref.part]
    return with_part(
        page, ref.part, attrs.evolve(part, heads=_renamed(table.heads, ref.index, text))
    )


def _renamed(heads: Sequence[HeadSpan], column: int, text: str) -> tuple[HeadSpan, ...]:
    own = [head for head in heads if head.column == column and head.across == 1]
    lowest = max(own, key=lambda head: head.row, default=None)
    return tuple(attrs.evolve(head, text=text) if head is lowest else head for head in heads)


def bind_column(draft: Draft, index: int, ref: Ref, bind: str) -> Step:
    """Let a column say something else; a head that was empty, or named the old content, names the new one."""
    page = draft.spec.pages[index]
    table: Table | Roll = page.parts[ref.part]  # type: ignore[assignment]
    column: Column = item(page, ref)
    offered = columns_of(table.rows)
    old, new = offered.get(column.bind), offered.get(bind)
    page = with_item(page, ref, attrs.evolve(column, bind=bind))
    if new is not None:
        model = new_column(table.rows, bind, column)
        values = {"align": model.align, "empty": model.empty, "lines": model.lines}
        page = with_item(page, ref, attrs.evolve(item(page, ref), **values))
        if not column.head or (old is not None and column.head == old.head):
            page = rename(page, ref, new.head)
    return Step(draft.with_page(index, page), "改填的内容")
