# SPDX-License-Identifier: MulanPSL-2.0
"""Child side: the small QR codes and bars on one page of a scan, found at about 200 dpi, then harder.

A whole page at once misses codes on bad copies; what helps is looking again at parts of the page,
enlarged (measured on simulated copies), not more redundancy in the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import zxingcpp
from PIL import Image, ImageFilter

WIDTH_200_DPI = 1654  # pixels across an A4 page
_KINDS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128])
_OWN = re.compile(
    r"\d{26}", re.ASCII
)  # what a sheet of ours bears; other codes do not end the search
_SHORTEST = 60  # pixels a page must have to be looked at
_MOST = 8  # codes told of one page
_LONGEST = 64  # characters told of one code
_FEET = (
    0.12  # share of the height in which a foot stands, at either end (scans lie on their heads too)
)
_ENLARGED = 2


def find_codes(picture: Image.Image) -> list[dict[str, Any]]:
    """Return the codes on a grey picture of a page.

    Each is its text, its middle as shares of width and height, and the clockwise quarter turns that
    set the page upright.
    """
    if min(picture.size) < _SHORTEST:
        return []
    others: list[dict[str, Any]] = []
    for part, (left, top), factor in _looks(picture):
        found = zxingcpp.read_barcodes(part, formats=_KINDS)
        told = [_told(code, left, top, factor, picture.size) for code in found[:_MOST]]
        if any(_OWN.fullmatch(code["text"]) for code in told):
            return told
        others = others or told
    return others


def _looks(picture: Image.Image) -> Iterator[tuple[Image.Image, tuple[int, int], int]]:
    """Yield what is looked at, where it lies in the picture, and how much it is enlarged."""
    width, height = picture.size
    yield picture, (0, 0), 1
    foot = max(_SHORTEST, int(height * _FEET))
    side = max(_SHORTEST, int(width * _FEET))
    boxes = (
        (0, height - foot, width, height),
        (0, 0, width, foot),
        (0, 0, side, height),
        (width - side, 0, width, height),
    )
    for blur in (0.0, 1.2):
        for box in boxes:
            part = picture.crop(box)
            part = part.resize(
                (part.width * _ENLARGED, part.height * _ENLARGED), Image.Resampling.BICUBIC
            )
            if blur:
                part = part.filter(ImageFilter.GaussianBlur(blur))
            yield part, (box[0], box[1]), _ENLARGED


def _told(code: Any, left: int, top: int, factor: int, size: tuple[int, int]) -> dict[str, Any]:
    spots = [
        getattr(code.position, name)
        for name in ("top_left", "top_right", "bottom_right", "bottom_left")
    ]
    x = left + sum(spot.x for spot in spots) / 4 / factor
    y = top + sum(spot.y for spot in spots) / 4 / factor
    # The code's own top edge runs from left to right on an upright page.
    across, down = spots[1].x - spots[0].x, spots[1].y - spots[0].y
    level = abs(across) >= abs(down)
    turns = (0 if across > 0 else 2) if level else (3 if down > 0 else 1)
    return {
        "text": code.text[:_LONGEST],
        "x": round(x / size[0], 4),
        "y": round(y / size[1], 4),
        "turns": turns,
    }
