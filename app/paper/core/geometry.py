# SPDX-License-Identifier: MulanPSL-2.0
"""Sizes of everything that is printed: millimetres from the top left corner, type in points.

Nothing here draws. A piece takes its margins from a function of the physical side, so that the
binding edge changes hands on the back of a sheet and nowhere else (ux 5.2, D-13).
"""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

PT = 25.4 / 72  # one point in millimetres
MM = 72 / 25.4  # one millimetre in points

A4 = (210.0, 297.0)
A4_WIDE = (297.0, 210.0)
A3 = (297.0, 420.0)
A3_WIDE = (420.0, 297.0)

# Two weights and no third, in points: frame and grid. Hairlines only outside tables.
FRAME, GRID, HAIR = 1.1, 0.5, 0.35

# Greys, 0 black to 1 white; no piece depends on colour.
SEAL_GREY, BAND_GREY, SUBTOTAL_GREY, FAINT_GREY, PROOF_GREY = 0.72, 0.91, 0.955, 0.60, 0.85

SEAL = 45.0  # a clear square for a 40–42 mm round seal
SIGN_LINE = 55.0
STAMP = (60.0, 30.0)  # 与原件一致 zone on every copied page (D-13)


class Side(StrEnum):
    """The physical side of a sheet; the parity of a page number says nothing about it."""

    FRONT = "front"
    BACK = "back"

    @property
    def other(self) -> Side:
        """Return the other side of the same sheet."""
        return Side.BACK if self is Side.FRONT else Side.FRONT


@frozen
class Margins:
    """Where ink may stand on one side of one sheet, in millimetres.

    Attributes:
        sheet: width and height.
        outer_right: the outer edge, which carries the page number, is at the right.
    """

    sheet: tuple[float, float]
    left: float
    right: float
    top: float
    bottom: float
    outer_right: bool = True

    @property
    def x1(self) -> float:
        """Return the right edge of the type area."""
        return self.sheet[0] - self.right

    @property
    def y1(self) -> float:
        """Return the lower edge of the type area."""
        return self.sheet[1] - self.bottom

    @property
    def width(self) -> float:
        """Return the width of the type area."""
        return self.sheet[0] - self.left - self.right

    @property
    def height(self) -> float:
        """Return the height of the type area."""
        return self.sheet[1] - self.top - self.bottom

    @property
    def axis(self) -> float:
        """Return the middle of the type area."""
        return self.left + self.width / 2


def bound(side: Side = Side.FRONT, binding: float = 30.0, outer: float = 18.0) -> Margins:
    """Return the margins of a page of a glued volume (ux 5.2)."""
    front = side is Side.FRONT
    return Margins(A4, binding if front else outer, outer if front else binding, 24.0, 22.0, front)


def measured_form(side: Side = Side.FRONT) -> Margins:
    """Return the margins of the 评审表: table x 22–189, y 45–261 as measured; loose, not mirrored."""
    return Margins(A4, 22.0, 21.0, 45.0, 36.0, side is Side.FRONT)


def loose(side: Side = Side.FRONT) -> Margins:
    """Return the margins of 送审表 and other loose A4 papers: a file clip at the left of both sides."""
    return Margins(A4, 25.0, 18.0, 20.0, 22.0, side is Side.FRONT)


def wide(sheet: tuple[float, float] = A4_WIDE) -> Margins:
    """Return the margins of rosters and statistics: 271 × 162 on a turned A4, top edge to the binding."""
    return Margins(sheet, 14.0, 12.0, 24.0, 24.0, outer_right=True)
