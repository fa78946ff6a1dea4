# SPDX-License-Identifier: MulanPSL-2.0
"""A copied paper in the bound page: placed by rule, never enlarged, never stretched (D-13).

Beside the stamp zone an A4 scan stands at about 72 %. A landscape page that would become too
small is turned with its top to the spine.
"""

from __future__ import annotations

from attrs import frozen

from app.paper.core import geometry as g
from app.paper.core.geometry import MM, Margins, Side
from app.paper.core.page import Page
from app.paper.core.places import Place, PlaceKind
from app.paper.core.press import FOOT, Press, foot_line, header, page_number, seam

_SHARE_ABOVE = 0.42  # of the spare height: the optical middle
_TURN_BELOW = 0.75  # a landscape page scaled below this is turned
_GAIN = 1.05  # and only when turning makes it larger by this much
_NOTE_ROOM = 7.0  # mm under a page without stamp zone, for 本件共 n 页
_FRAME_GREY = 0.55


@frozen
class Placement:
    """Where a foreign page stands.

    Attributes:
        x, y: top left in mm.
        width, height: as placed, in mm.
        scale: 1 is full size; never more.
        matrix: from the page's own points to the sheet's.
    """

    x: float
    y: float
    width: float
    height: float
    scale: float
    matrix: tuple[float, float, float, float, float, float]


def place(
    size: tuple[float, float], turns: int, margins: Margins, side: Side, *, stamp: bool
) -> Placement:
    """Return where a page of some size stands.

    Args:
        size: width and height of the page in points.
        turns: clockwise quarter turns a person chose.
        stamp: keep the stamp zone free.
    """
    room_w = margins.width
    room_h = margins.height - (g.STAMP[1] + 6 if stamp else _NOTE_ROOM)
    turns %= 4
    width, height = _turned(size, turns)
    scale = min(1.0, room_w / width, room_h / height)
    across = min(1.0, room_w / height, room_h / width)
    if width > height and scale < _TURN_BELOW and across > scale * _GAIN:
        turns = (turns + (3 if side is Side.FRONT else 1)) % 4
        width, height, scale = height, width, across
    placed_w, placed_h = width * scale, height * scale
    x = margins.left + (room_w - placed_w) / 2
    y = margins.top + (room_h - placed_h) * _SHARE_ABOVE
    bottom = margins.sheet[1] - y - placed_h
    return Placement(
        x, y, placed_w, placed_h, scale, _matrix(size, turns, scale, x * MM, bottom * MM)
    )


def _turned(size: tuple[float, float], turns: int) -> tuple[float, float]:
    """Return width and height in mm after some quarter turns."""
    width, height = size[0] / MM, size[1] / MM
    return (height, width) if turns % 2 else (width, height)


def _matrix(
    size: tuple[float, float], turns: int, scale: float, x: float, y: float
) -> tuple[float, float, float, float, float, float]:
    width, height = size[0] * scale, size[1] * scale
    if turns == 1:
        return (0.0, -scale, scale, 0.0, x, y + width)
    if turns == 2:
        return (-scale, 0.0, 0.0, -scale, x + width, y + height)
    if turns == 3:
        return (0.0, scale, -scale, 0.0, x + height, y)
    return (scale, 0.0, 0.0, scale, x, y)


def dress(
    press: Press,
    page: Page,
    words: tuple[str, str],
    number: str | None,
    *,
    part: tuple[int, int],
    stamp: bool,
) -> None:
    """Draw head, stamp zone, seam ticks and foot of a copied page.

    Args:
        words: running head (B3　现任职称证书) and the person's name.
        part: which page of how many of this paper.
        stamp: draw the zone 与原件一致.
    """
    header(page, *words)
    index, count = part
    foot = page.margins.sheet[1] - FOOT
    if stamp:
        press.again(page, "stamp", _stamp_zone)
    if count > 1:
        left = page.margins.left
        if stamp and not page.margins.outer_right:
            left += g.STAMP[0] + 6
        page.text(left, page.margins.y1 - 4.5, f"本件共{count}页，此为第{index}页", "song", 8.5)
        press.again(page, "seam", seam)
    press.again(page, "foot", lambda side: foot_line(side, press.imprint, foot))
    dress_made(page, number)


def dress_made(page: Page, number: str | None) -> None:
    """Draw only the page number: on a paper the program made, which has its own head and foot."""
    if number is not None:
        page_number(page, number, page.margins.sheet[1] - FOOT + 0.9)


def frame(page: Page, placement: Placement) -> None:
    """Draw a thin grey line round a copied page, so that its edge can be seen."""
    page.box(placement.x, placement.y, placement.width, placement.height, g.HAIR, grey=_FRAME_GREY)


def _stamp_zone(page: Page) -> None:
    """Draw the zone 与原件一致 at the lower outer corner: words, name, day and room for the seal."""
    margins = page.margins
    width, height = g.STAMP
    x = margins.x1 - width if margins.outer_right else margins.left
    y = margins.y1 - height - 1.5
    page.box(x, y, width, height, 0.6, dash=(3, 2), grey=0.35)
    page.text(x + 3, y + 5.4, "与原件一致", "hei", 12)
    page.places += [
        Place(PlaceKind.SIGNATURE, "与原件一致　审核人", x + 14, y + 7.2, width - 36, 9),
        # Sealed over the whole zone; what is blank of it on unsigned paper is its upper corner.
        Place(PlaceKind.SEAL, "与原件一致　公章", x, y, width, height, (x + 28, y + 1, 31, 12)),
    ]
    page.text(x + 3, y + 14.2, "审核人", "song", 9)
    page.rule(x + 14, y + 16.2, x + width - 22, y + 16.2, g.HAIR)
    page.label(x + 3, y + 23.6, "日期", 3, "song", 9)
    page.date(x + width - 21.4, y + 23.6, 9)
    page.text(x + width - 10.5, y + 15, "（公章）", "song", 8, "centre", grey=g.FAINT_GREY)
