# SPDX-License-Identifier: MulanPSL-2.0
"""The tables of a font file held in arrays: as lists and dictionaries of numbers one face takes 11 MB, so 1 MB.

Every value is the one the reader gave; what is asked often is remembered above (fonts.RoleTables).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import define


@define(eq=False)
class CodeGlyphs(Mapping[int, int]):
    """Which glyph a character has, by its code point."""

    codes: array[int]
    glyphs: array[int]

    @classmethod
    def of(cls, known: Mapping[int, int]) -> CodeGlyphs:
        """Return the same mapping, in arrays."""
        codes = sorted(known)
        return cls(array("I", codes), array("I", [known[code] for code in codes]))

    def __getitem__(self, code: int) -> int:
        at = bisect_left(self.codes, code)
        if at == len(self.codes) or self.codes[at] != code:
            raise KeyError(code)
        return self.glyphs[at]

    def __contains__(self, code: object) -> bool:
        if not isinstance(code, int):
            return False
        at = bisect_left(self.codes, code)
        return at < len(self.codes) and bool(self.codes[at] == code)

    def __iter__(self) -> Iterator[int]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)


@define(eq=False)
class CodeWidths:
    """How far a character advances, by its code point."""

    glyphs: CodeGlyphs
    advances: array[float]

    def __getitem__(self, code: int) -> float:
        return self.advances[self.glyphs[code]]


@define(eq=False)
class GlyphMetrics:
    """Advance and left bearing, by glyph."""

    advances: array[float]
    bearings: array[int]

    @classmethod
    def of(cls, rows: Sequence[tuple[float, int]]) -> GlyphMetrics:
        """Return the same rows, in arrays."""
        return cls(array("d", [row[0] for row in rows]), array("l", [int(row[1]) for row in rows]))

    def __getitem__(self, glyph: int) -> tuple[float, int]:
        return self.advances[glyph], self.bearings[glyph]


def slim(font: Any) -> None:
    """Put the large tables of a font that was read into arrays."""
    font.glyphPos = array("L", font.glyphPos)
    font.hmetrics = GlyphMetrics.of(font.hmetrics)
    font.charToGlyph = CodeGlyphs.of(font.charToGlyph)
    font.charWidths = CodeWidths(font.charToGlyph, font.hmetrics.advances)
