# SPDX-License-Identifier: MulanPSL-2.0
"""Edges that can be dragged: which rule an edge belongs to, how far it may go, and the page after it went.

A printed rule is one line though many cells share it, so an edge takes along every edge that continues
it or lies on it, across parts of the page; alone, it moves only its own cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import Any

import attrs
from attrs import frozen

from app.paper.forms.draw_flowing import CAPTION_HEIGHT, CLOSING_HEIGHT
from app.paper.forms.flow import Band
from app.paper.forms.lint import CLEAR, NARROWEST, sheet_of
from app.paper.forms.parts import Grid, Opinions, Part, Prose, Rect, Stack
from app.paper.forms.spec import FormSpec, Page
from app.paper.forms.tabular import Roll, Table
from app.present.formedit.places import with_part

SAME = 0.06  # mm within which two edges are one line
PLACES = 2  # decimals of a millimetre that are kept
LEFT, TOP, RIGHT, BOTTOM = "left", "top", "right", "bottom"


@frozen
class Edge:
    """One edge of one thing.

    Attributes:
        upright: a vertical line; ``at`` is then its x, else its y, in mm.
        start, end: its span along the line.
        part: the part it belongs to; -1 is the page's own room.
        owner: cell, frame, column, head, row, strip, block or part.
        side: left, top, right or bottom of its owner.
        low, high: where it may go without its owner becoming too small.
    """

    upright: bool
    at: float
    start: float
    end: float
    part: int
    owner: str
    index: int
    side: str
    low: float
    high: float

    def meets(self, other: Edge) -> bool:
        """Tell whether the other lies on the same line and touches or overlaps this one."""
        return (
            self.upright == other.upright
            and abs(self.at - other.at) <= SAME
            and self.start <= other.end + SAME
            and other.start <= self.end + SAME
        )


def page_edges(spec: FormSpec, page: Page, bands: Iterable[Band]) -> tuple[Edge, ...]:
    """Return every edge of a page; parts that flow stand where ``bands`` say."""
    sheet = sheet_of(spec, page)
    limits = Rect(CLEAR, CLEAR, sheet[0] - CLEAR, sheet[1] - CLEAR)
    first = {band.part: band for band in reversed([*bands]) if band.row < 0}
    found: list[Edge] = []
    for place, part in enumerate(page.parts):
        band = first.get(place)
        if isinstance(part, Grid):
            found.extend(_grid(place, part, limits))
        elif band is not None and band.side == 0:
            found.extend(_flowing(place, part, band, limits))
    return tuple(found)


def _grid(place: int, part: Grid, limits: Rect) -> Iterator[Edge]:
    for index, cell in enumerate(part.cells):
        yield from _box(place, "cell", index, cell.at, limits, NARROWEST)
    for index, frame in enumerate(part.frames):
        yield from _box(place, "frame", index, frame, limits, NARROWEST)


def _box(
    place: int, owner: str, index: int, box: Rect, limits: Rect, least: float
) -> Iterator[Edge]:
    across, down = (box.top, box.bottom), (box.left, box.right)
    for side, at, low, high in (
        (LEFT, box.left, limits.left, box.right - least),
        (RIGHT, box.right, box.left + least, limits.right),
    ):
        yield Edge(True, at, *across, place, owner, index, side, low, high)
    for side, at, low, high in (
        (TOP, box.top, limits.top, box.bottom - least),
        (BOTTOM, box.bottom, box.top + least, limits.bottom),
    ):
        yield Edge(False, at, *down, place, owner, index, side, low, high)


def _flowing(place: int, part: Part, band: Band, limits: Rect) -> Iterator[Edge]:
    top, bottom = band.top, band.bottom
    if isinstance(part, Table | Roll | Stack):
        widths = part.widths if isinstance(part, Stack) else [c.width for c in part.columns]
        right = part.left + sum(widths)
        if isinstance(part, Table | Roll):
            top, bottom = table_span(part, band)
        yield from _columns(place, part.left, list(widths), (top, bottom), limits)
        yield from _top(place, part, (part.left, right), limits)
        if isinstance(part, Table | Roll):
            yield from _heads(place, part, top, right)
        elif part.bottom:
            span = (part.left, right)
            yield Edge(False, part.bottom, *span, place, "part", 0, BOTTOM, top + 10.0, limits.bottom)  # fmt: skip
    elif isinstance(part, Opinions):
        yield from _opinions(place, part, band, limits)
    elif isinstance(part, Prose):
        yield Edge(True, part.left, top, bottom, place, "part", 0, LEFT, limits.left, part.right - 20.0)  # fmt: skip
        yield Edge(True, part.right, top, bottom, place, "part", 0, RIGHT, part.left + 20.0, limits.right)  # fmt: skip
        yield from _top(place, part, (part.left, part.right), limits)


def table_span(part: Table | Roll, band: Band) -> tuple[float, float]:
    """Return where the rules of a table begin and end, without the words above and below it."""
    if isinstance(part, Roll):
        return band.top, band.bottom
    top = band.top + (CAPTION_HEIGHT if part.caption else 0.0)
    return top, max(top, band.bottom - (CLOSING_HEIGHT if part.closing else 0.0))


def _columns(
    place: int, left: float, widths: list[float], span: tuple[float, float], limits: Rect
) -> Iterator[Edge]:
    lines = [*accumulate(widths, initial=left)]
    for index, at in enumerate(lines):
        low = lines[index - 1] + NARROWEST if index else limits.left
        high = lines[index + 1] - NARROWEST if index + 1 < len(lines) else limits.right
        side = RIGHT if index else LEFT
        yield Edge(True, at, *span, place, "column", max(0, index - 1), side, low, high)


def _heads(place: int, part: Table | Roll, top: float, right: float) -> Iterator[Edge]:
    lines = [*accumulate(part.head_heights, initial=top)]
    for index in range(1, len(lines)):
        low, high = lines[index - 1] + NARROWEST, lines[index] + 60.0
        yield Edge(False, lines[index], part.left, right, place, "head", index - 1, BOTTOM, low, high)  # fmt: skip


def _top(place: int, part: Any, span: tuple[float, float], limits: Rect) -> Iterator[Edge]:
    if part.y is not None and not part.gap:
        yield Edge(False, part.y, *span, place, "part", 0, TOP, limits.top, limits.bottom - 20.0)


def _opinions(place: int, part: Opinions, band: Band, limits: Rect) -> Iterator[Edge]:
    down, across = (band.top, band.bottom), (part.left, part.right)
    strip = part.left + part.strip
    yield Edge(True, part.left, *down, place, "part", 0, LEFT, limits.left, strip - NARROWEST)
    yield Edge(True, strip, *down, place, "strip", 0, RIGHT, part.left + NARROWEST, part.right - 60)
    yield Edge(True, part.right, *down, place, "part", 0, RIGHT, strip + 60.0, limits.right)
    lines = [*accumulate((block.height for block in part.blocks), initial=band.top)]
    least = [14.0 + 10.0 * len(block.signers) for block in part.blocks]
    if part.y is not None and not part.gap:
        high = lines[1] - least[0]
        yield Edge(False, part.y, *across, place, "block", 0, TOP, limits.top, high)
    for index in range(1, len(lines)):
        low = lines[index - 1] + least[index - 1]
        last = index + 1 == len(lines)
        high = limits.bottom if last else lines[index + 1] - least[index]
        yield Edge(False, lines[index], *across, place, "block", index - 1, BOTTOM, low, high)


# -- taking a rule along


def rule_of(edges: Iterable[Edge], edge: Edge) -> tuple[Edge, ...]:
    """Return every edge of the printed rule an edge lies on, itself first."""
    rest = [each for each in edges if each != edge and each.upright == edge.upright]
    rest = [each for each in rest if abs(each.at - edge.at) <= SAME]
    chain = [edge]
    for held in chain:
        joined = [each for each in rest if held.meets(each)]
        chain.extend(joined)
        rest = [each for each in rest if each not in joined]
    return tuple(chain)


def reach(chain: Iterable[Edge]) -> tuple[float, float]:
    """Return how far a rule may go without making any of its owners too small."""
    held = list(chain)
    return max(edge.low for edge in held), min(edge.high for edge in held)


def moved(page: Page, chain: Iterable[Edge], to: float) -> Page:
    """Return the page with a rule moved to a place within its reach."""
    held = list(chain)
    low, high = reach(held)
    to = round(min(max(to, low), max(low, high)), PLACES)
    for place in sorted({edge.part for edge in held}):
        part: Any = page.parts[place]
        for edge in held:
            if edge.part == place:
                part = _MOVERS[edge.owner](part, edge, to)
        page = with_part(page, place, part)
    return page


def _move_cell(part: Grid, edge: Edge, to: float) -> Grid:
    cell = part.cells[edge.index]
    cell = attrs.evolve(cell, at=attrs.evolve(cell.at, **{edge.side: to}))
    return attrs.evolve(part, cells=_put(part.cells, edge.index, cell))


def _move_frame(part: Grid, edge: Edge, to: float) -> Grid:
    frame = attrs.evolve(part.frames[edge.index], **{edge.side: to})
    return attrs.evolve(part, frames=_put(part.frames, edge.index, frame))


def _move_column(part: Any, edge: Edge, to: float) -> Any:
    widths = (
        [c.width for c in part.columns] if isinstance(part, Table | Roll) else list(part.widths)
    )
    if edge.side == LEFT:
        widths[0] = _kept(widths[0] + part.left - to)
        return attrs.evolve(_with_widths(part, widths), left=to)
    line = part.left + sum(widths[: edge.index + 1])
    widths[edge.index] = _kept(widths[edge.index] + to - line)
    if edge.index + 1 < len(widths):
        widths[edge.index + 1] = _kept(widths[edge.index + 1] - (to - line))
    return _with_widths(part, widths)


def _with_widths(part: Any, widths: list[float]) -> Any:
    if isinstance(part, Stack):
        return attrs.evolve(part, widths=tuple(widths))
    columns = tuple(
        attrs.evolve(column, width=width)
        for column, width in zip(part.columns, widths, strict=True)
    )
    return attrs.evolve(part, columns=columns)


def _move_head(part: Any, edge: Edge, to: float) -> Any:
    height = _kept(part.head_heights[edge.index] + to - edge.at)
    return attrs.evolve(part, head_heights=_put(part.head_heights, edge.index, height))


def _move_strip(part: Opinions, _edge: Edge, to: float) -> Opinions:
    return attrs.evolve(part, strip=_kept(to - part.left))


def _move_block(part: Opinions, edge: Edge, to: float) -> Opinions:
    heights = [block.height for block in part.blocks]
    step = to - edge.at
    if edge.side == TOP:
        heights[0] = _kept(heights[0] - step)
        part = attrs.evolve(part, y=to)
    else:
        heights[edge.index] = _kept(heights[edge.index] + step)
        if edge.index + 1 < len(heights):
            heights[edge.index + 1] = _kept(heights[edge.index + 1] - step)
    blocks = tuple(
        attrs.evolve(block, height=height)
        for block, height in zip(part.blocks, heights, strict=True)
    )
    return attrs.evolve(part, blocks=blocks)


def _move_part(part: Any, edge: Edge, to: float) -> Any:
    if edge.side == TOP:
        return attrs.evolve(part, y=to)
    if edge.side == LEFT and isinstance(part, Opinions):
        return attrs.evolve(part, left=to, strip=_kept(part.strip + part.left - to))
    return attrs.evolve(part, **{edge.side: to})


_MOVERS: dict[str, Callable[[Any, Edge, float], Any]] = {
    "cell": _move_cell,
    "frame": _move_frame,
    "column": _move_column,
    "head": _move_head,
    "strip": _move_strip,
    "block": _move_block,
    "part": _move_part,
}


def _kept(value: float) -> float:
    return round(value, PLACES)


def _put(held: tuple[Any, ...], place: int, new: Any) -> tuple[Any, ...]:
    return (*held[:place], new, *held[place + 1 :])


# -- snapping


def snapped(to: float, others: Iterable[float], near: float, step: float = 0.5) -> float:
    """Return where a dragged line comes to rest: on another line within ``near`` mm, else on the step."""
    lines = [(abs(to - other), other) for other in others if abs(to - other) <= near]
    return min(lines)[1] if lines else round(round(to / step) * step, PLACES)
