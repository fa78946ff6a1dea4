# SPDX-License-Identifier: MulanPSL-2.0
"""The box of everything on a page, in mm: what a click meets and what is drawn round the things in hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from app.paper.core.geometry import PT
from app.paper.forms.fitting import standard_setter
from app.paper.forms.flow import MARGINS_OF, Band
from app.paper.forms.lint import CLEAR, sheet_of
from app.paper.forms.parts import (
    Body,
    Closing,
    Grid,
    Line,
    Marks,
    Opening,
    Opinions,
    Part,
    Prose,
    Rect,
    Stack,
)
from app.paper.forms.spec import FormSpec, Heading, Page
from app.paper.forms.tabular import Roll, Table
from app.present.formedit.edges import table_span
from app.present.formedit.places import (
    CELL,
    COLUMN,
    DATE,
    HEAD,
    HEADING,
    LETTER,
    LINE,
    OPINION,
    PARAGRAPH,
    SEAL,
    SIGN,
    STACKED,
    WORDS,
    Ref,
)

Boxes = tuple[tuple[Ref, Rect], ...]
LEAST = 3.0  # mm of a box one can hit


def page_boxes(spec: FormSpec, page: Page, bands: Iterable[Band]) -> Boxes:
    """Return (what, box) of everything on the first side of a page; later ones lie on top."""
    held = [*bands]
    whole = {band.part: band for band in reversed(held) if band.row < 0}
    rows = {(band.part, band.row): band for band in held if band.row >= 0}
    found: list[tuple[Ref, Rect]] = []
    for place, part in enumerate(page.parts):
        if isinstance(part, Grid):
            found.extend((Ref(place, CELL, n), cell.at) for n, cell in enumerate(part.cells))
        elif place in whole and whole[place].side == 0:
            found.extend(_flowing(spec, page, place, part, whole[place], rows))
    if page.heading is not None:
        found.append((Ref(-1, HEADING), _heading(spec, page, page.heading)))
    return tuple(found)


def _heading(spec: FormSpec, page: Page, heading: Heading) -> Rect:
    margins = MARGINS_OF.get(spec.margins)
    middle = sheet_of(spec, page)[0] / 2
    axis = margins().axis if margins and not heading.on_sheet else middle
    width = max(heading.spread, len(heading.text), 2) * heading.size * PT
    half = heading.size * PT * 0.7
    return Rect(axis - width / 2, heading.y - half, axis + width / 2, heading.y + half)


def _type_area(spec: FormSpec, page: Page) -> tuple[float, float]:
    margins = MARGINS_OF.get(spec.margins)
    return (margins().left, margins().x1) if margins else (CLEAR, sheet_of(spec, page)[0] - CLEAR)


def _flowing(
    spec: FormSpec,
    page: Page,
    place: int,
    part: Part,
    band: Band,
    rows: Mapping[tuple[int, int], Band],
) -> Iterator[tuple[Ref, Rect]]:
    if isinstance(part, Table | Roll):
        lines = [*accumulate((c.width for c in part.columns), initial=part.left)]
        for number in range(len(part.columns)):
            top, bottom = table_span(part, band)
            yield Ref(place, COLUMN, number), Rect(lines[number], top, lines[number + 1], bottom)
        yield from _heads(place, part, lines, top)
    elif isinstance(part, Stack):
        yield from _stack(place, part, rows)
    elif isinstance(part, Opinions):
        tops = [*accumulate((block.height for block in part.blocks), initial=band.top)]
        for number in range(len(part.blocks)):
            yield Ref(place, OPINION, number), Rect(part.left, tops[number], part.right, tops[number + 1])  # fmt: skip
    elif isinstance(part, (Opening, Closing)):
        left, right = _type_area(spec, page)
        yield Ref(place, LETTER), Rect(left, band.top, right, max(band.bottom, band.top + LEAST))
    elif isinstance(part, (Prose, Body)):
        left, right = (part.left, part.right) if isinstance(part, Prose) else _type_area(spec, page)
        step = (band.bottom - band.top) / max(1, len(part.paragraphs))
        for number in range(len(part.paragraphs)):
            top = band.top + step * number
            yield Ref(place, PARAGRAPH, number), Rect(left, top, right, top + step)
    elif isinstance(part, Marks):
        yield from _marks(place, part, band.top)


def _heads(
    place: int, part: Table | Roll, lines: list[float], top: float
) -> Iterator[tuple[Ref, Rect]]:
    tops = [*accumulate(part.head_heights, initial=top)]
    for number, head in enumerate(part.heads):
        right = lines[min(head.column + head.across, len(lines) - 1)]
        low = tops[min(head.row + head.down, len(tops) - 1)]
        yield Ref(place, HEAD, number), Rect(lines[head.column], tops[head.row], right, low)


def _stack(
    place: int, part: Stack, rows: Mapping[tuple[int, int], Band]
) -> Iterator[tuple[Ref, Rect]]:
    lines = [*accumulate(part.widths, initial=part.left)]
    for number, row in enumerate(part.rows):
        band = rows.get((place, number))
        if band is None or band.side:
            continue
        column = 0
        for sub, cell in enumerate(row.cells):
            stop = min(column + cell.span, len(lines) - 1)
            box = Rect(lines[column], band.top, lines[stop], band.bottom)
            yield Ref(place, STACKED, number, sub), box
            column = stop


def _marks(place: int, part: Marks, top: float) -> Iterator[tuple[Ref, Rect]]:
    for number, seal in enumerate(part.seals):
        half = seal.size / 2
        yield Ref(place, SEAL, number), _round(seal.at, top, half, half)
    for number, line in enumerate(part.lines):
        yield Ref(place, LINE, number), _line(line, top)
    for number, words in enumerate(part.words):
        wide = max(words.spread * words.size * PT, _wide(words.text, words.role, words.size))
        left = words.at[0] - {"centre": wide / 2, "right": wide}.get(words.align, 0.0)
        yield Ref(place, WORDS, number), _level(left, top + words.at[1], wide, words.size)
    for number, sign in enumerate(part.signs):
        wide = _wide(sign.label, "song", sign.size) + 1.5 + sign.line
        yield Ref(place, SIGN, number), _level(sign.at[0], top + sign.at[1], wide, sign.size)
    for number, date in enumerate(part.dates):
        wide = 9 * date.size * PT
        left = date.at[0] - wide
        yield Ref(place, DATE, number), _level(left, top + date.at[1], wide, date.size)


def _wide(text: str, role: str, size: float) -> float:
    return standard_setter().width(text, role, size) if text else 0.0


def _round(at: tuple[float, float], top: float, across: float, down: float) -> Rect:
    return Rect(at[0] - across, top + at[1] - down, at[0] + across, top + at[1] + down)


def _level(left: float, middle: float, wide: float, size: float) -> Rect:
    half = max(LEAST / 2, size * PT * 0.7)
    return Rect(left, middle - half, left + max(LEAST, wide), middle + half)


def _line(line: Line, top: float) -> Rect:
    box = line.at
    across = (LEAST - box.width) / 2 if box.width < LEAST else 0.0
    down = (LEAST - box.height) / 2 if box.height < LEAST else 0.0
    return Rect(
        box.left - across, top + box.top - down, box.right + across, top + box.bottom + down
    )


def at_point(boxes: Boxes, x: float, y: float) -> Ref | None:
    """Return the smallest thing under a point, None on bare paper."""
    under = [
        (box.width * box.height, place, ref)
        for place, (ref, box) in enumerate(boxes)
        if box.left <= x <= box.right and box.top <= y <= box.bottom
    ]
    return min(under, key=lambda entry: (entry[0], -entry[1]))[2] if under else None


def neighbour(boxes: Boxes, ref: Ref | None, dx: int, dy: int) -> Ref | None:
    """Return the next thing in a direction, for the arrow keys; the first of the page from nothing."""
    held = dict(boxes)
    if ref is None or ref not in held:
        ordered = sorted(boxes, key=lambda entry: (entry[1].top, entry[1].left))
        return ordered[0][0] if ordered else None
    here = held[ref]
    x, y = (here.left + here.right) / 2, (here.top + here.bottom) / 2
    best: tuple[float, Ref] | None = None
    for other, box in boxes:
        across, down = (box.left + box.right) / 2 - x, (box.top + box.bottom) / 2 - y
        ahead, aside = (across * dx, abs(down)) if dx else (down * dy, abs(across))
        if other == ref or ahead <= 0.5:
            continue
        overlap = (
            min(here.bottom, box.bottom) - max(here.top, box.top)
            if dx
            else min(here.right, box.right) - max(here.left, box.left)
        )
        cost = ahead + aside * (0.3 if overlap > 0 else 3.0)
        if best is None or cost < best[0]:
            best = (cost, other)
    return best[1] if best else None
