# SPDX-License-Identifier: MulanPSL-2.0
"""How a face of a package becomes a committed TrueType file. Same input, same bytes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

import charsets

# One unit of a 1000-unit em is 0.006 mm at 16 pt: below what a 600 dpi printer can place.
MAX_ERROR_UNITS = 1.0
# Kerning and composition are all that screens and pages use of these faces.
KEPT_FEATURES = ["ccmp", "kern"]
CONVERTED_NOTE = "; outlines converted to TrueType (cubic to quadratic, error 1 unit)"
TICKED_BOX = 0x2611

Recipe = Callable[[Path, Path, Path], None]


def copy(source: Path, target: Path, _base: Path) -> None:
    """Take the face as it is."""
    target.write_bytes(source.read_bytes())


def cut(source: Path, target: Path, _base: Path) -> None:
    """Keep GB 2312, the 8105 standard characters and symbols: a weight for titles and labels."""
    wanted = charsets.gb2312() | charsets.standard_characters() | charsets.symbols()
    _write_subset(source, target, wanted)


def rare(source: Path, target: Path, base: Path) -> None:
    """Keep only the Han characters (and the ticked box) that `base` has no glyph for."""
    missing = (charsets.han() | {TICKED_BOX}) - set(TTFont(base, lazy=True).getBestCmap())
    # A cut face goes by its own name, so that nobody takes it for the whole one.
    _write_subset(source, target, missing, name="Zhijuan Rare A")


def glyf(source: Path, target: Path, _base: Path) -> None:
    """Turn CFF outlines into TrueType ones, which is what the PDF library can embed."""
    font = TTFont(source, recalcTimestamp=False)
    order = font.getGlyphOrder()
    outlines = _quadratic_outlines(font, order)
    del font["CFF "]
    for tag in ("VORG", "DSIG"):
        if tag in font:
            del font[tag]
    font["loca"] = newTable("loca")
    table = font["glyf"] = newTable("glyf")
    table.glyphOrder = order
    table.glyphs = outlines
    _settle_metrics(font, order)
    _write_maxp(font)
    font["post"].formatType = 3.0
    font["post"].extraNames, font["post"].mapping = [], {}
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\x00\x01\x00\x00"
    for record in font["name"].names:
        if record.nameID == 5:  # version: the licence asks that changes be told
            record.string = str(record) + CONVERTED_NOTE
    font.save(target)


def _quadratic_outlines(font: TTFont, order: list[str]) -> dict[str, Any]:
    shapes = font.getGlyphSet()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(shapes)
        shapes[name].draw(Cu2QuPen(pen, MAX_ERROR_UNITS, reverse_direction=True))
        outlines[name] = pen.glyph()
    return outlines


def _settle_metrics(font: TTFont, order: list[str]) -> None:
    """Left side bearings must equal the new outlines' left edges, or text drifts."""
    table, metrics = font["glyf"], font["hmtx"]
    for name in order:
        outline = table.glyphs[name]
        outline.recalcBounds(table)
        advance, _ = metrics[name]
        metrics[name] = (advance, getattr(outline, "xMin", 0))


def _write_maxp(font: TTFont) -> None:
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    unused = (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
    )
    for field in unused:
        setattr(maxp, field, 0)
    maxp.compile(font)


def _write_subset(
    source: Path, target: Path, wanted: frozenset[int], name: str | None = None
) -> None:
    logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
    options = subset.Options()
    options.layout_features = KEPT_FEATURES
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.name_legacy = True
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["DSIG", "FFTM", "STAT", "prop"]
    font = subset.load_font(source, options)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=wanted & set(font.getBestCmap()))
    worker.subset(font)
    if name is not None:
        _rename(font, name)
    subset.save_font(font, target, options)


def _rename(font: TTFont, name: str) -> None:
    table = font["name"]
    table.names = [r for r in table.names if r.nameID not in (1, 3, 4, 6) or r.langID == 0x409]
    for record in table.names:
        if record.nameID in (1, 3, 4):
            record.string = name
        elif record.nameID == 6:
            record.string = name.replace(" ", "")


RECIPES: dict[str, Recipe] = {"copy": copy, "subset": cut, "rare": rare, "glyf": glyf}
