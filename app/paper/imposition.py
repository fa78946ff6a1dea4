# SPDX-License-Identifier: MulanPSL-2.0
"""Two A4 pages on one side of A3: folded sheets stapled in the fold, or one side to be read flat.

Binding.md 8.3 (7): the number of pages is a multiple of four, a single sheet reads 4-1 outside and
2-3 inside, staples at a quarter and at three quarters of the height.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.paper.core import geometry as g
from app.paper.core.geometry import MM
from app.paper.core.importer import Importer
from app.paper.core.press import Imprint, Piece, Press

PAGES_A_SHEET = 4
_HALF = g.A3_WIDE[0] / 2  # mm: the fold
_FOLD = 4.0  # length of a fold mark at either edge, mm
_STAPLE = 12.0  # length of a staple, mm
_SHEET = g.Margins(g.A3_WIDE, 0, 0, 0, 0)


def saddle_order(pages: int) -> Iterator[tuple[int, int]]:
    """Return for each side of each sheet the pages (from 1) at its left and at its right.

    Fronts and backs follow each other, the outermost sheet first: eight pages give 8-1, 2-7, 6-3, 4-5.

    Raises:
        ValueError: the number of pages is no multiple of four.
    """
    if pages % PAGES_A_SHEET:
        raise ValueError(pages)
    for sheet in range(pages // PAGES_A_SHEET):
        low, high = 1 + 2 * sheet, pages - 2 * sheet
        yield high, low
        yield low + 1, high - 1


def saddle_stitched(piece: Piece, name: str, *, marks: bool = True) -> Piece:
    """Return a finished A4 paper as A3 sheets to be folded and stapled.

    Args:
        piece: a paper of our own with a multiple of four A4 pages.
        name: id of the new piece.
        marks: fold marks at the edges, and the staples on the outside of the outermost sheet.

    Raises:
        ValueError: as saddle_order.
    """
    press = Press(imprint=Imprint(), title=piece.title)
    source = Importer.open(press.sink, piece.pdf, piece.title, ours=True)
    try:
        for index, (left, right) in enumerate(saddle_order(piece.pages)):
            page = press.page(_SHEET, f"{left}—{right}", g.Side.BACK if index % 2 else g.Side.FRONT)
            for number, x in ((left, 0.0), (right, _HALF)):
                found = source.page(number - 1)
                page.show(f"P{number}", found.number, (1, 0, 0, 1, x * MM, 0))
            if marks:
                height = g.A3_WIDE[1]
                ticks = [(_HALF, 0.0, _HALF, _FOLD), (_HALF, height - _FOLD, _HALF, height)]
                page.rules(ticks, g.HAIR, 0.5, (2, 1.5))
                if index == 0:
                    halves = [
                        (_HALF, at - _STAPLE / 2, _HALF, at + _STAPLE / 2)
                        for at in (height / 4, height * 3 / 4)
                    ]
                    page.rules(halves, g.HAIR, 0.5)
        pdf, sides = press.save(), press.sides
    finally:
        source.close()
    return Piece(name, piece.title, pdf, sides, "A3", True, places=piece.places, faces=piece.pages)


def side_by_side(piece: Piece, name: str) -> Piece:
    """Return a finished A4 paper two pages to a side of A3, printed on one side only (送审表, forms.md 4.3).

    The left half is the odd page, the right half the even one; an odd number leaves the last half empty.
    """
    press = Press(imprint=Imprint(), title=piece.title)
    source = Importer.open(press.sink, piece.pdf, piece.title, ours=True)
    try:
        for left in range(1, piece.pages + 1, 2):
            numbers = [number for number in (left, left + 1) if number <= piece.pages]
            page = press.page(_SHEET, "—".join(map(str, numbers)), g.Side.FRONT)
            for number in numbers:
                found = source.page(number - 1)
                x = _HALF * MM if number % 2 == 0 else 0.0
                page.show(f"P{number}", found.number, (1, 0, 0, 1, x, 0))
        pdf, sides = press.save(), press.sides
    finally:
        source.close()
    return Piece(name, piece.title, pdf, sides, "A3", places=piece.places, faces=piece.pages)
