# SPDX-License-Identifier: MulanPSL-2.0
"""Tables of a face in arrays say what the reader read, glyph by glyph."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from app.paper.core.fonts import FontLibrary

ROLES = ("song_bold", "fang", "kai")


@pytest.mark.parametrize("role", ROLES)
def test_arrays_hold_what_the_reader_read(role):
    """Glyph, width, bearing and place of every character and glyph; what a face lacks it lacks still."""
    face = FontLibrary.standard().face(role)
    read, held = TTFontFile(str(face.path)), face.file
    assert len(held.charToGlyph) == len(read.charToGlyph)
    for code, glyph in read.charToGlyph.items():
        assert held.charToGlyph[code] == glyph and code in held.charToGlyph
        assert held.charWidths[code] == read.charWidths[code]
    assert list(held.glyphPos) == list(read.glyphPos)
    rows = [held.hmetrics[glyph] for glyph in range(len(read.hmetrics))]
    assert rows == [tuple(row) for row in read.hmetrics]
    for code in (0x10FFFF, 0xE000, -1):
        assert (code in held.charToGlyph) == (code in read.charToGlyph)
        if code not in read.charToGlyph:
            with pytest.raises(KeyError):
                held.charToGlyph[code]
