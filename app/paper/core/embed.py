# SPDX-License-Identifier: MulanPSL-2.0
"""Embedding of a face: one composite font a face, glyph numbers kept, only used outlines written.

Glyph numbers are those of the font file, so a line set once is right in every document. One font
a face (Identity-H) also spares what general tools do with Chinese: a subset font for every 256
characters, and wrong Unicode above U+FFFF.
"""

from __future__ import annotations

import functools
import struct
from collections.abc import Iterable
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontMaker

from app.paper.core.fonts import Face
from app.paper.core.pdfsink import PdfSink, deflated

_WORDS, _MORE, _SCALE, _XY_SCALE, _TWO_BY_TWO = 0x0001, 0x0020, 0x0008, 0x0040, 0x0080
_BLOCK = 100  # mappings a ToUnicode section may hold
KEPT, MOST_KEPT = 16, 800  # faces of about four papers, of at most so many glyphs (some 200 kB)


def embed_face(sink: PdfSink, face: Face, characters: Iterable[str], number: int) -> None:
    """Write a face as font object ``number`` with the glyphs of the characters drawn."""
    font = face.file
    glyphs = {font.charToGlyph[ord(char)]: char for char in sorted(characters, reverse=True)}
    cut = _packed if len(glyphs) <= MOST_KEPT else _packed.__wrapped__
    program, packed = cut(face, tuple(sorted(glyphs)), sink.level)
    data = sink.put_deflated(b"/Length1 %d" % len(program), program, packed=packed)
    name = _tag(glyphs) + b"+" + (font.name if isinstance(font.name, bytes) else font.name.encode())
    box = b" ".join(b"%d" % round(edge) for edge in font.bbox)
    descriptor = sink.put(
        b"<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%s]/ItalicAngle 0/Ascent %d/Descent %d"
        b"/CapHeight %d/StemV %d/FontFile2 %d 0 R>>"
        % (name, box, font.ascent, font.descent, font.capHeight or font.ascent, font.stemV, data)
    )
    descendant = sink.put(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/CIDToGIDMap/Identity/DW 1000/W[%s]/FontDescriptor %d 0 R>>"
        % (name, _widths(font, glyphs), descriptor)
    )
    unicode_map = sink.put_deflated(b"", to_unicode(glyphs))
    sink.put(
        b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (name, descendant, unicode_map),
        number,
    )


@functools.lru_cache(maxsize=KEPT)
def _packed(face: Face, glyphs: tuple[int, ...], level: int) -> tuple[bytes, bytes]:
    """Return the program of some glyphs and the same compressed.

    A paper drawn anew after a change of some words mostly shows the same characters; cutting out and
    compressing its faces was three quarters of the work (measured).
    """
    program = subset(face.file, glyphs)
    return program, deflated(program, level)


def _tag(glyphs: Iterable[int]) -> bytes:
    """Return the six letters of a subset name, from the glyphs it holds."""
    value = 0
    for glyph in sorted(glyphs):
        value = (value * 65_599 + glyph) % 26**6
    letters = []
    for _ in range(6):
        value, rest = divmod(value, 26)
        letters.append(ord("A") + rest)
    return bytes(letters)


def _widths(font: Any, glyphs: dict[int, str]) -> bytes:
    """Return the W array; characters of a full em are left to the default width."""
    rows = ((glyph, font.charWidths[ord(char)]) for glyph, char in sorted(glyphs.items()))
    return b" ".join(
        b"%d[%s]" % (glyph, b"%g" % round(width, 2)) for glyph, width in rows if width != 1000
    )


def to_unicode(glyphs: dict[int, str]) -> bytes:
    """Return the CMap that gives characters back for glyphs, above U+FFFF too (UTF-16BE)."""
    rows = [
        f"<{glyph:04X}> <{char.encode('utf-16-be').hex().upper()}>"
        for glyph, char in sorted(glyphs.items())
    ]
    parts = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        parts += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join(
        [*parts, "endcmap CMapName currentdict /CMap defineresource pop end end"]
    ).encode()


def subset(font: Any, glyphs: Iterable[int]) -> bytes:
    """Return a TrueType program holding some glyphs under their own numbers; all others are empty."""
    start = font.get_table_pos("glyf")[0]
    place, data = font.glyphPos, font._ttf_data
    wanted = _with_parts(data, start, place, {0, *glyphs})
    count = max(wanted) + 1
    offsets: list[int] = []
    outlines, at = [], 0
    metrics = bytearray(4 * count)
    for glyph in sorted(wanted):
        offsets.extend([at] * (glyph + 1 - len(offsets)))
        outline = data[start + place[glyph] : start + place[glyph + 1]]
        outline += b"\0" * (-len(outline) % 4)
        outlines.append(outline)
        at += len(outline)
        # The reader gives advances in thousandths of an em; the program holds units of the font.
        advance, bearing = font.hmetrics[glyph]
        units = round(advance * font.unitsPerEm / 1000)
        struct.pack_into(">HH", metrics, 4 * glyph, units, int(bearing) & 0xFFFF)
    offsets.append(at)
    maker = TTFontMaker()
    for name in ("cvt ", "fpgm", "prep"):
        if name in font.table:
            maker.add(name, font.get_table(name))
    maker.add("glyf", b"".join(outlines))
    maker.add("loca", struct.pack(f">{count + 1}L", *offsets))
    maker.add("hmtx", bytes(metrics))
    maker.add("head", _patched(font.get_table("head"), 50, 1))
    maker.add("hhea", _patched(font.get_table("hhea"), 34, count))
    maker.add("maxp", _patched(font.get_table("maxp"), 4, count))
    program: bytes = maker.makeStream()
    return program


def _patched(table: bytes, offset: int, value: int) -> bytes:
    return table[:offset] + struct.pack(">H", value) + table[offset + 2 :]


def _with_parts(data: bytes, start: int, place: Any, glyphs: set[int]) -> set[int]:
    """Return the glyphs and those they are composed of."""
    found: set[int] = set()
    waiting = list(glyphs)
    while waiting:
        glyph = waiting.pop()
        if glyph in found:
            continue
        found.add(glyph)
        at = start + place[glyph]
        if place[glyph + 1] > place[glyph] and struct.unpack_from(">h", data, at)[0] < 0:
            waiting.extend(_parts(data, at + 10))
    return found


def _parts(data: bytes, at: int) -> Iterable[int]:
    flags = _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", data, at)
        yield part
        at += 4 + (4 if flags & _WORDS else 2)
        if flags & _SCALE:
            at += 2
        elif flags & _XY_SCALE:
            at += 4
        elif flags & _TWO_BY_TWO:
            at += 8
