# SPDX-License-Identifier: MulanPSL-2.0
"""The page of an official letter (GB/T 9704-2012): a grid of lines read from one file, and its page number."""

from __future__ import annotations

import functools
import math
import tomllib

from attrs import fields, frozen

from app.kernel.locations import resource
from app.paper.core.geometry import A4, MM, PT, Margins, Side
from app.paper.core.page import Page

SIDE_BEARING = 0.055  # ems the dash's ink stands within its own width, on either side
DASH_LOW = 0.11  # ems the dash stands below the middle of the figures
_SLACK = 0.05  # mm by which a height may miss its grid line and still be on it


@frozen
class LetterLayout:
    """Millimetres and points of ``resources/forms/letter-layout.toml``; its comments name the terms."""

    top: float
    left: float
    width: float
    height: float
    lines: int
    characters: int
    body: float
    title: float
    number: float
    number_drop: float
    number_indent: float
    date_indent: float

    @property
    def pitch(self) -> float:
        """Return the distance of lines in mm: all lines together fill the type area (撑满版心)."""
        return (self.height - self.body * PT) / (self.lines - 1)

    @property
    def lead(self) -> float:
        """Return the distance of lines in points."""
        return self.pitch * MM

    @property
    def first(self) -> float:
        """Return where the band of the first line begins: half the line space above its characters."""
        return self.top - (self.pitch - self.body * PT) / 2

    @property
    def last(self) -> float:
        """Return where the band of the last line ends."""
        return self.first + self.lines * self.pitch

    @property
    def right(self) -> float:
        """Return the right edge of the type area."""
        return self.left + self.width

    @property
    def em(self) -> float:
        """Return what one character of a line takes in mm."""
        return self.width / self.characters

    def snap(self, y: float) -> float:
        """Return the top of the line that begins at a height or next below it."""
        return self.first + math.ceil((y - self.first - _SLACK) / self.pitch) * self.pitch

    def margins(self, side: Side = Side.FRONT) -> Margins:
        """Return the margins of a side; letters are bound at the left of both."""
        right, bottom = A4[0] - self.right, A4[1] - self.top - self.height
        return Margins(A4, self.left, right, self.top, bottom, side is Side.FRONT)


@functools.cache
def letter_layout() -> LetterLayout:
    """Return the layout of letters; KeyError or TypeError when the program's own file is wrong."""
    with resource("forms", "letter-layout.toml").open("rb") as stream:
        values = tomllib.load(stream)
    unknown = set(values) - {each.name for each in fields(LetterLayout)}
    if unknown:
        raise KeyError(f"letter-layout.toml: {sorted(unknown)}")
    return LetterLayout(**values)


def letter_margins(side: Side = Side.FRONT) -> Margins:
    """Return the margins of a side of a letter."""
    return letter_layout().margins(side)


def letter_number(page: Page, number: int) -> None:
    """Set — 1 — below the type area: an odd number at the right, an even one at the left."""
    layout = letter_layout()
    size, em = layout.number, layout.number * PT
    y = layout.top + layout.height + layout.number_drop - DASH_LOW * em
    text = f"— {number} —"
    edge = (layout.number_indent - SIDE_BEARING) * em
    if number % 2:
        page.text(layout.right - edge, y, text, "song", size, "right")
    else:
        page.text(layout.left + edge, y, text, "song", size)
