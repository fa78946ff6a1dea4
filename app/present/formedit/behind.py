# SPDX-License-Identifier: MulanPSL-2.0
"""A scan laid behind a page of a form: moved, scaled and turned until its frame lies on the form's."""

from __future__ import annotations

import math

from attrs import evolve, frozen

Point = tuple[float, float]

NEAREST = 5.0  # mm two points must be apart to tell a size and a direction
SMALLEST, LARGEST = 0.2, 5.0
STEEPEST = 45.0  # degrees; a scan that lies further round was put in the wrong way


@frozen
class Behind:
    """Where a scan lies under a page.

    A point (x, y) of the scan, in mm from its upper left corner, lies on the sheet at
    (dx, dy) + scale × the point turned clockwise by ``degrees``.

    Attributes:
        digest: the clean copy in the vault's evidence.
        page: page of the scan from 0; width, height: its size in mm.
        strength: 0 unseen to 1 full.
    """

    digest: str
    name: str = ""
    page: int = 0
    pages: int = 1
    width: float = 210.0
    height: float = 297.0
    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0
    degrees: float = 0.0
    strength: float = 0.6

    def turn(self) -> tuple[float, float]:
        """Return scale × cosine and scale × sine of the turn."""
        angle = math.radians(self.degrees)
        return self.scale * math.cos(angle), self.scale * math.sin(angle)

    def to_sheet(self, point: Point) -> Point:
        """Return where a point of the scan lies on the sheet."""
        cos, sin = self.turn()
        x, y = point
        return self.dx + cos * x - sin * y, self.dy + sin * x + cos * y

    def to_scan(self, point: Point) -> Point:
        """Return which point of the scan lies there on the sheet."""
        cos, sin = self.turn()
        x, y = point[0] - self.dx, point[1] - self.dy
        square = self.scale * self.scale
        return (cos * x + sin * y) / square, (cos * y - sin * x) / square

    def matrix(self, sheet_height: float) -> tuple[float, float, float, float, float, float]:
        """Return the matrix in points that shows the scan's page on a sheet, y upwards as in a PDF."""
        cos, sin = self.turn()
        mm = 72 / 25.4
        right = (self.dx - sin * self.height) * mm
        up = (sheet_height - cos * self.height - self.dy) * mm
        return cos, -sin, sin, cos, right, up


def registered(
    behind: Behind, first: tuple[Point, Point], second: tuple[Point, Point]
) -> Behind | None:
    """Return the scan laid so that two of its points come to lie where they belong.

    Args:
        first, second: (where the point lies on the sheet now, where it belongs).

    Returns:
        None when the points are too close together, or ask for a size or a turn no scan has.
    """
    (a, a_to), (b, b_to) = first, second
    a, b = behind.to_scan(a), behind.to_scan(b)
    was, wanted = (b[0] - a[0], b[1] - a[1]), (b_to[0] - a_to[0], b_to[1] - a_to[1])
    if math.hypot(*was) < NEAREST or math.hypot(*wanted) < NEAREST:
        return None
    scale = math.hypot(*wanted) / math.hypot(*was)
    degrees = math.degrees(math.atan2(wanted[1], wanted[0]) - math.atan2(was[1], was[0]))
    degrees = (degrees + 180.0) % 360.0 - 180.0
    if not SMALLEST <= scale <= LARGEST or abs(degrees) > STEEPEST:
        return None
    turned = evolve(behind, scale=scale, degrees=degrees, dx=0.0, dy=0.0)
    x, y = turned.to_sheet(a)
    return evolve(turned, dx=a_to[0] - x, dy=a_to[1] - y)
