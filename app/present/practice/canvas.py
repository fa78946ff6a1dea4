# SPDX-License-Identifier: MulanPSL-2.0
"""A sheet of paper to draw on: text in our own faces, rules and boxes, measured in millimetres.

Sheets are drawn at 200 dpi and brought to 300 dpi by the scanner (scanner.py), as a real scanner
softens print; glyphs are kept, which makes a page of text cost a few milliseconds.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from attrs import define, field
from PIL import Image, ImageDraw, ImageFont

from app.kernel.locations import resource

DRAW_DPI = 200
PER_MM = DRAW_DPI / 25.4
A4 = (210.0, 297.0)
INK = 38
RULE = 90

_FACES = {
    "song": "NotoSerifSC-400.ttf",
    "title": "NotoSerifSC-700-subset.ttf",
    "hei": "NotoSansSC-400.ttf",
    "fang": "FandolFang-Regular-glyf.ttf",
    "kai": "FandolKai-Regular-glyf.ttf",
    "rare": "HanaMinB.ttf",
}
_COMMON_ONLY = {"fang", "kai"}
_NO_LINE_START = set("，。、；：？！）》”’％")


@functools.cache
def _font(face: str, pixels: int) -> ImageFont.FreeTypeFont:
    path = resource("fonts", _FACES[face])
    return ImageFont.truetype(str(path), pixels, layout_engine=ImageFont.Layout.BASIC)


def _face_for(char: str, face: str) -> str:
    """Return the face that has a character: Fang and Kai hold the common ones (GB/T 2312) only."""
    if ord(char) > 0xFFFF:
        return "rare"
    if face in _COMMON_ONLY:
        try:
            char.encode("gb2312")
        except UnicodeEncodeError:
            return "song"
    return face


@functools.lru_cache(maxsize=8192)
def _glyph(char: str, face: str, pixels: int) -> tuple[Image.Image | None, tuple[int, int], float]:
    """Return mask, offset from the baseline and advance in pixels; rare characters come from the rare face."""
    font = _font(_face_for(char, face), pixels)
    mask, offset = font.getmask2(char, "L", anchor="ls")
    image = Image.frombytes("L", mask.size, bytes(mask)) if mask.size[0] else None
    return image, offset, font.getlength(char)


def width_of(text: str, size: float, face: str = "song", spacing: float = 0.0) -> float:
    """Return the width of a line in mm; ``size`` in points, ``spacing`` in mm after each character."""
    pixels = _pixels(size)
    return sum(_glyph(char, face, pixels)[2] for char in text) / PER_MM + spacing * len(text)


def _pixels(points: float) -> int:
    return round(points / 72 * DRAW_DPI)


@define
class Canvas:
    """One side of paper.

    Attributes:
        size: width and height in mm.
        colour: drawn in colour; else in grey.
    """

    size: tuple[float, float] = A4
    colour: bool = False
    image: Image.Image = field(init=False)

    def __attrs_post_init__(self) -> None:
        pixels = (round(self.size[0] * PER_MM), round(self.size[1] * PER_MM))
        self.image = Image.new("RGB" if self.colour else "L", pixels, "white")

    def _ink(self, colour: str | int) -> int | tuple[int, int, int]:
        if isinstance(colour, int):
            return (colour, colour, colour) if self.colour else colour
        rgb = {"red": (188, 40, 36), "blue": (52, 84, 140), "gold": (170, 130, 60)}[colour]
        return rgb if self.colour else 80

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 12,
        *,
        face: str = "song",
        colour: str | int = INK,
        align: str = "left",
        spacing: float = 0.0,
    ) -> None:
        """Draw one line; ``x``, ``y`` in mm are the left (middle, right) end and the top; size in points."""
        if align != "left":
            width = width_of(text, size, face, spacing)
            x -= width if align == "right" else width / 2
        pixels, ink = _pixels(size), self._ink(colour)
        at, base = x * PER_MM, round(y * PER_MM + 0.88 * pixels)
        for char in text:
            mask, offset, advance = _glyph(char, face, pixels)
            if mask is not None:
                self.image.paste(ink, (round(at) + offset[0], base + offset[1]), mask)
            at += advance + spacing * PER_MM

    def paragraph(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        size: float = 12,
        *,
        face: str = "song",
        leading: float = 1.7,
        indent: bool = True,
        bottom: float = 290.0,
    ) -> float:
        """Draw text broken into lines and return where the next line would stand, in mm.

        Lines that would pass ``bottom`` are left out: a scan shows what was on the sheet.
        """
        step = size / 72 * 25.4 * leading
        for line in broken(("　　" if indent else "") + text, width, size, face):
            if y + step > bottom:
                break
            self.text(x, y, line, size, face=face)
            y += step
        return y

    def line(self, *points: float, thick: float = 0.25, colour: str | int = RULE) -> None:
        """Draw a line through x, y pairs in mm."""
        self._pen().line(
            self._to_pixels(points), fill=self._ink(colour), width=max(1, round(thick * PER_MM))
        )

    def box(self, x: float, y: float, width: float, height: float, *, thick: float = 0.25,
            colour: str | int = RULE) -> None:  # fmt: skip
        """Draw a frame in mm."""
        corners = self._to_pixels((x, y, x + width, y + height))
        self._pen().rectangle(
            corners, outline=self._ink(colour), width=max(1, round(thick * PER_MM))
        )

    def ellipse(
        self, x: float, y: float, width: float, height: float, *, colour: str | int = RULE
    ) -> None:
        """Draw an ellipse in mm."""
        self._pen().ellipse(
            self._to_pixels((x, y, x + width, y + height)), outline=self._ink(colour), width=2
        )

    def place_for_seal(self, x: float, y: float, words: str = "印章处") -> None:
        """Draw a dashed frame that says what would stand here; no seal or signature is ever drawn."""
        for step in range(10):
            self.line(x + step * 3.2, y, x + step * 3.2 + 1.8, y)
            self.line(x + step * 3.2, y + 14, x + step * 3.2 + 1.8, y + 14)
        self.text(x + 16, y + 5, words, 9, colour=130, align="middle")

    def table(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        rows: Sequence[Sequence[str]],
        *,
        height: float = 9.0,
        size: float = 10.5,
    ) -> float:
        """Draw a ruled table of one-line cells and return its lower edge in mm."""
        for row in rows:
            left = x
            for width, cell in zip(widths, row, strict=True):
                self.box(left, y, width, height)
                fitted = (
                    size
                    if width_of(cell, size) <= width - 2
                    else size * (width - 2) / width_of(cell, size)
                )
                self.text(
                    left + width / 2, y + height / 2 - fitted * 0.24, cell, fitted, align="middle"
                )
                left += width
            y += height
        return y

    def _pen(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)

    @staticmethod
    def _to_pixels(values: Sequence[float]) -> list[float]:
        return [value * PER_MM for value in values]


def broken(text: str, width: float, size: float, face: str = "song") -> list[str]:
    """Return text broken into lines of at most ``width`` mm; no line starts with closing marks."""
    pixels, limit = _pixels(size), width * PER_MM
    lines, line, used = [], "", 0.0
    for char in text:
        advance = _glyph(char, face, pixels)[2]
        if char == "\n" or (used + advance > limit and char not in _NO_LINE_START):
            lines.append(line)
            line, used = ("", 0.0) if char == "\n" else (char, advance)
            continue
        line += char
        used += advance
    return [*lines, line] if line else lines
