# SPDX-License-Identifier: MulanPSL-2.0
"""Boxes at fixed places: printed words, answers that shrink, rules that join."""

from __future__ import annotations

from collections import defaultdict

from app.kernel.errors import UserError
from app.paper.core import geometry as g
from app.paper.core.page import Segment
from app.paper.forms import bindings
from app.paper.forms.fitting import BOX_PAD_Y, PAD_X, fit_text
from app.paper.forms.flow import Flow
from app.paper.forms.parts import Cell, Grid, Rect
from app.paper.forms.tabular import Empty

NONE = "无"
UPRIGHT_LEAD = 1.9
UNDER_GAP = 1.0  # mm between an answer and the line it stands on


def answer(flow: Flow, bind: str, empty: Empty) -> str:
    """Return what an answer prints, with the word the form wants where there is none."""
    text = bindings.value(flow.context, bind).strip("\n")
    if text or empty == "blank":
        return text
    if empty == "none":
        return NONE
    return bindings.GAP if flow.context.paper.proof else ""


def draw_grid(flow: Flow, part: Grid) -> None:
    """Draw all boxes of a grid on the open side."""
    for cell in part.cells:
        _draw_cell(flow, cell)
    dx = flow.dx
    flow.page.rules(joined_edges(part, dx), g.GRID)
    for frame in part.frames:
        flow.page.box(frame.left + dx, frame.top, frame.width, frame.height, g.FRAME)
    lowest = [cell.at.bottom for cell in part.cells] + [frame.bottom for frame in part.frames]
    flow.y = max(flow.y, *lowest)


def _draw_cell(flow: Flow, cell: Cell) -> None:
    box, page, dx = cell.at, flow.page, flow.dx
    middle, axis = (box.top + box.bottom) / 2, (box.left + box.right) / 2 + dx
    if cell.bind:
        for path in bindings.places(flow.context, cell.bind):
            flow.place(path, _shifted(box, dx))
        _draw_answer(flow, cell)
    elif cell.upright:
        page.column(axis, middle, cell.label, cell.face, cell.tried[0], _upright_lead(cell))
    elif cell.spread:
        left = axis if cell.align == "centre" else box.left + dx
        align = "centre" if cell.align == "centre" else "left"
        height = (
            box.bottom - UNDER_GAP - cell.tried[0] * g.PT * 0.6
            if cell.valign == "bottom"
            else middle
        )
        page.label(left, height, cell.label, cell.spread, cell.face, cell.tried[0], align)
    elif cell.label:
        _set(flow, cell, bindings.fill(flow.context, cell.label))


def _upright_lead(cell: Cell) -> float:
    """Return the lead of an upright label: open where there is room, close where there is not."""
    size = cell.tried[0] * g.PT
    return min(
        UPRIGHT_LEAD if len(cell.label) < 6 else 1.3,
        (cell.at.height - 4) / (size * max(1, len(cell.label))),
    )


def _draw_answer(flow: Flow, cell: Cell) -> None:
    text = answer(flow, cell.bind, cell.empty)
    flow.miss(text.count(bindings.GAP))
    if text:
        _set(flow, cell, text)


def _set(flow: Flow, cell: Cell, text: str) -> None:
    box = cell.at
    fitted = fit_text(
        flow.setter, text, cell, box.width - 2 * PAD_X, box.height - 2 * BOX_PAD_Y, cell.face
    )
    block = fitted.block
    if cell.valign == "top":
        top = box.top + BOX_PAD_Y + 0.8
    elif cell.valign == "bottom":
        top = box.bottom - UNDER_GAP - block.height
    else:
        top = (box.top + box.bottom - block.height) / 2
    flow.page.block(box.left + PAD_X + flow.dx, top, block)
    if fitted.rest and not cell.bind:
        raise UserError(
            "FORM-SHAPE", file=flow.spec.id, place=cell.label, what="印好的字放不进格子。"
        )
    if fitted.rest:
        flow.leave(cell.name or cell.bind, fitted.rest)


def _shifted(box: Rect, dx: float) -> Rect:
    return Rect(box.left + dx, box.top, box.right + dx, box.bottom)


def joined_edges(part: Grid, dx: float = 0.0) -> list[Segment]:
    """Return the rules of a grid, each drawn once and whole: shared and collinear edges become one."""
    across: dict[float, list[tuple[float, float]]] = defaultdict(list)
    down: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for cell in part.cells:
        box = cell.at
        if cell.rule == "bare":
            continue
        across[box.bottom].append((box.left, box.right))
        if cell.rule == "box":
            across[box.top].append((box.left, box.right))
            down[box.left].append((box.top, box.bottom))
            down[box.right].append((box.top, box.bottom))
    lines: list[Segment] = []
    for y, spans in sorted(across.items()):
        lines.extend((start + dx, y, end + dx, y) for start, end in _merged(spans))
    for x, spans in sorted(down.items()):
        lines.extend((x + dx, start, x + dx, end) for start, end in _merged(spans))
    return lines


def _merged(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1e-6:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
