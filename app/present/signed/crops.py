# SPDX-License-Identifier: MulanPSL-2.0
"""What stands at a place of a scanned sheet: cut out large, and whether it looks empty.

Paper lies in a scanner a little askew and a little off, so what is shown has a margin round it, and
what is judged is a little smaller than the place. Ink is what is dark or coloured: a faint printed
circle is neither.
"""

from __future__ import annotations

from attrs import frozen

from app.intake import Raster
from app.paper.core.places import Box, PlaceKind, SigningPlace
from app.present.papers.scans import turned
from app.present.signed.records import Half

SCAN_WIDTH = 1654  # pixels across the short side of A4: 200 dpi
ROUND = 6.0  # mm shown round a place
WORDS_BEFORE = 26.0  # mm shown before a line to sign: 审核人（签字）
_INSIDE = 1.0  # mm left out at each edge of what is judged
_ABOVE_LINE = 1.6  # mm above the line to sign on that are left out
_DARK, _COLOUR = 125, 48  # grey level below, spread of channels above which a pixel is ink
EMPTY = 0.004  # share of ink below which a place looks empty
FOOT_HALVES: tuple[Box, Box] = ((15.0, 274.0, 95.0, 19.0), (100.0, 274.0, 95.0, 19.0))  # mm, A4
A4: tuple[float, float] = (210.0, 297.0)


@frozen
class Crop:
    """A place as it looks; ``empty`` is the program's impression, for a person to judge."""

    raster: Raster
    empty: bool


def crop_place(page: Raster, place: SigningPlace, turns: int, half: Half) -> Crop:
    """Return one place of a scanned page.

    Args:
        page: the page as it was scanned.
        turns: clockwise quarter turns that set it upright.
        half: which part of the upright page is the sheet.
    """
    box = place.place
    before = WORDS_BEFORE if box.kind is PlaceKind.SIGNATURE else ROUND
    shown = (
        box.x - before,
        box.y - ROUND,
        box.width + before + ROUND,
        box.height + 2 * ROUND,
    )
    x, y, width, height = box.blank
    low = _ABOVE_LINE if box.kind is PlaceKind.SIGNATURE else _INSIDE
    judged = (x + _INSIDE, y + _INSIDE, width - 2 * _INSIDE, height - _INSIDE - low)
    picture = cut(page, shown, place.sheet, turns, half)
    return Crop(picture, ink(cut(page, judged, place.sheet, turns, half)) < EMPTY)


def cut(page: Raster, box: Box, sheet: tuple[float, float], turns: int, half: Half) -> Raster:
    """Return a box of the upright sheet, in mm, cut out of the page as it was scanned."""
    left, top = max(0.0, box[0] / sheet[0]), max(0.0, box[1] / sheet[1])
    right, bottom = (
        min(1.0, (box[0] + box[2]) / sheet[0]),
        min(1.0, (box[1] + box[3]) / sheet[1]),
    )
    if half is not Half.WHOLE:
        shift = 0.5 if half is Half.RIGHT else 0.0
        left, right = left / 2 + shift, right / 2 + shift
    corners = [_scanned(left, top, turns), _scanned(right, bottom, turns)]
    (x0, x1), (y0, y1) = (sorted(axis) for axis in zip(*corners, strict=True))
    return turned(_part(page, x0, y0, x1, y1), turns)


def _scanned(across: float, down: float, turns: int) -> tuple[float, float]:
    """Return where a spot of the upright page lies on the page as scanned, as shares of its sides."""
    return ((across, down), (down, 1 - across), (1 - across, 1 - down), (1 - down, across))[turns]


def _part(page: Raster, x0: float, y0: float, x1: float, y1: float) -> Raster:
    first, last = int(x0 * page.width), max(int(x0 * page.width) + 1, int(x1 * page.width))
    top, bottom = int(y0 * page.height), max(int(y0 * page.height) + 1, int(y1 * page.height))
    width = last - first
    stride = (width * 3 + 3) // 4 * 4
    pad = bytes(stride - width * 3)
    view = memoryview(page.pixels)
    rows = (
        bytes(view[row * page.stride + first * 3 : row * page.stride + last * 3]) + pad
        for row in range(top, min(bottom, page.height))
    )
    pixels = b"".join(rows)
    return Raster(width, len(pixels) // stride, stride, pixels)


def ink(raster: Raster) -> float:
    """Return the share of pixels that are dark or coloured."""
    inked = 0
    for row in range(raster.height):
        start = row * raster.stride
        line = raster.pixels[start : start + raster.width * 3]
        for red, green, blue in zip(line[::3], line[1::3], line[2::3], strict=True):
            least, most = min(red, green, blue), max(red, green, blue)
            inked += least < _DARK or most - least > _COLOUR
    return inked / max(1, raster.width * raster.height)


def foot_of(page: Raster, turns: int, half: Half) -> Raster:
    """Return the foot of an A4 sheet, its right part under its left, so that digits are large."""
    left, right = (cut(page, box, A4, turns, half) for box in FOOT_HALVES)
    width = min(left.width, right.width)
    stride = (width * 3 + 3) // 4 * 4
    pad = bytes(stride - width * 3)
    rows = [
        part.pixels[row * part.stride : row * part.stride + width * 3] + pad
        for part in (left, right)
        for row in range(part.height)
    ]
    return Raster(width, len(rows), stride, b"".join(rows))
