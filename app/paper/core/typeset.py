# SPDX-License-Identifier: MulanPSL-2.0
"""Paragraphs into lines and lines into page operators: measured once, broken at any width and size."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TypeVar

from attrs import define, field

from app.paper.core.blocks import Block, Line, Para, Style
from app.paper.core.fonts import FontLibrary, middle_of
from app.paper.core.geometry import PT
from app.paper.core.kinsoku import CLOSES, WIDEST_GAP, tidy
from app.paper.core.strip import Strip, measure

__all__ = ["Block", "Line", "Para", "Style", "Typesetter", "shared_setter"]

TABLE_LEAD = 1.35  # times the size, where a style names no lead
_CACHED = 8_000  # texts kept measured or composed; a roster of 10,000 rows must not keep them all
_RIGHT_HANG = 0.45  # the blank half of a closing mark hangs past a right edge
_Value = TypeVar("_Value")


@define(eq=False)
class Typesetter:
    """Sets text with one font library; keeps what it measured, so that one serves a whole batch."""

    library: FontLibrary = field(factory=FontLibrary.standard)
    _strips: dict[tuple[str, str], Strip] = field(factory=dict)
    _blocks: dict[tuple[str, Style, float], Block] = field(factory=dict)
    _single: dict[tuple[str, Style], tuple[Line, float]] = field(factory=dict)

    def strip(self, text: str, role: str) -> Strip:
        """Return a paragraph measured; raises UserError PAPER-GLYPH."""
        key = (text, role)
        found = self._strips.get(key)
        if found is None:
            found = _kept(self._strips, key, measure(self.library, tidy(text), role))
        return found

    def width(self, text: str, role: str, size: float) -> float:
        """Return the width of one line in millimetres."""
        return self.strip(text, role).width * size * PT

    def break_lines(
        self, text: str, role: str, size: float, width: float, indent: float = 0.0
    ) -> list[str]:
        """Return the lines of a text, none wider than ``width`` mm; ``indent`` ems for the first of each."""
        limit = width / (size * PT)
        lines: list[str] = []
        for part in text.split("\n"):
            strip = self.strip(part, role)
            lines.extend(strip.text[start:stop] for start, stop in strip.cut(limit, indent))
        return lines

    def fit(self, text: str, style: Style, width: float) -> Style:
        """Return the style at the largest size that takes at most ``style.lines`` lines; the smallest otherwise.

        A lone character in the last line counts as not fitting.
        """
        if (
            "\n" not in text
            and self.strip(text, style.role).width <= width / (style.size * PT) - style.indent
        ):
            return style
        size = style.size
        parts = [self.strip(part, style.role) for part in text.split("\n")]
        for size in (style.size, *style.smaller):
            limit = width / (size * PT)
            cuts = [strip.cut(limit, style.indent) for strip in parts]
            lone = any(len(cut) > 1 and cut[-1][1] - cut[-1][0] == 1 for cut in cuts)
            if sum(map(len, cuts)) <= max(style.lines, len(parts)) and not lone:
                break
        return style.at(size)

    def compose(self, paras: Para | Sequence[Para], width: float) -> Block:
        """Break and set paragraphs to a width in mm."""
        if isinstance(paras, Para):
            return self.composed(paras.text, paras.style, width)
        if len(paras) == 1:
            return self.composed(paras[0].text, paras[0].style, width)
        lines: list[Line] = []
        for para in paras:
            lines.extend(self.composed(para.text, para.style, width).lines)
        return Block(tuple(lines))

    def composed(self, text: str, style: Style, width: float) -> Block:
        """Set one paragraph; the same text in the same style and width is set once."""
        key = (text, style, width)
        found = self._blocks.get(key)
        if found is None:
            block = Block(tuple(self._lines(text, style, width)))
            found = _kept(self._blocks, key, block)
        return found

    def _lines(self, text: str, style: Style, width: float) -> Iterable[Line]:
        if style.smaller:
            style = self.fit(text, style, width)
        limit = width / (style.size * PT)
        lead = (style.lead or style.size * TABLE_LEAD) * PT
        before = style.before * PT
        for part in text.split("\n"):
            strip = self.strip(part, style.role)
            cuts = strip.cut(style.per_line or limit, style.indent)
            if style.align == "centre" and len(cuts) > 1:
                cuts = _balanced(strip, cuts, limit)
            for start, stop in cuts:
                fill = style.align == "justify" and stop < len(strip.text)
                line = self._line(strip, (start, stop), style, limit, fill=fill)
                line.height, line.middle = lead + before, before + lead / 2
                yield line
                before = 0.0

    def line(self, text: str, style: Style) -> tuple[Line, float]:
        """Set a text as one line about its anchor, however long; returns it and its width in mm.

        Left, centre or right of the anchor; what stands on every page is set once.
        """
        key = (text, style)
        found = self._single.get(key)
        if found is None:
            strip = self.strip(text, style.role)
            line = self._line(strip, (0, len(strip.text)), style, 0.0, fill=False)
            found = _kept(self._single, key, (line, strip.width * style.size * PT))
        return found

    def _line(
        self, strip: Strip, cut: tuple[int, int], style: Style, limit: float, *, fill: bool
    ) -> Line:
        start, stop = cut
        if start == stop:
            return Line("", 0.0, 0.0, 0.0, "", (0.0, 0.0), ())
        lead_in = strip.lead_in(start)
        natural = strip.end(stop) - strip.place[start]
        shift, gap = -lead_in, _pressed(style, limit)
        if style.align in ("left", "justify"):
            indent = style.indent * (1 + gap) if start == 0 else 0.0
            shift += indent
            if fill:
                places = strip.gaps(start, stop)
                spare = limit - indent - (natural - lead_in - strip.hang(stop))
                wanted = spare / places if places else 0.0
                gap = wanted if wanted <= WIDEST_GAP else gap
        elif style.align == "centre":
            shift = (limit - natural) / 2
        else:
            hang = _RIGHT_HANG if strip.text[stop - 1] in CLOSES and strip.hang(stop) else 0.0
            shift = limit - natural + hang
        code, end, faces = self._code(strip, start, stop, style.size, gap)
        return Line(strip.text[start:stop], shift * style.size * PT, 0.0, 0.0, code, end, faces)

    def _code(
        self, strip: Strip, start: int, stop: int, size: float, gap: float
    ) -> tuple[str, tuple[float, float], tuple[tuple[str, str], ...]]:
        """Return the operators of one line, where they end, and the characters each face draws.

        Positions are relative to a text matrix at the left end and the middle of the line.
        """
        out: list[str] = []
        faces: list[tuple[str, str]] = []
        x = y = 0.0
        for first, last, mark in strip.runs_between(start, stop):
            glyph = self.library.glyph(strip.role, strip.text[first])
            run_size = size * glyph.scale
            left = strip.place[first] - strip.place[start]
            if gap:
                left += strip.gaps(start, first + 1) * gap
            if first in strip.shifted:
                left += glyph.shift
            left, base = round(left * size, 2), round(-middle_of(glyph.face) * run_size, 2)
            show = self._show(strip, first, last, 1000 / glyph.scale, gap)
            out.append(f"/F{mark} {run_size:.4g} Tf {left - x:.6g} {base - y:.6g} Td {show}")
            x, y = left, base
            faces.append((mark, strip.text[first:last]))
        code = "".join(out)
        return (f"{gap * size:.3f} Tc {code}0 Tc " if gap else code), (x, y), tuple(faces)

    def _show(self, strip: Strip, first: int, last: int, unit: float, gap: float) -> str:
        """Return the showing operator of one run; ``unit`` is ems of the asked size in run thousandths."""
        text = strip.text
        code = self.library.tables(strip.role).code.__getitem__
        left = bisect_left(strip.odd, first)
        right = bisect_left(strip.odd, last)
        if left == right:
            return f"<{''.join(map(code, text[first:last]))}>Tj "
        parts, at = [], first
        for index in strip.odd[left:right]:
            before, after = _adjust(strip, index, gap)
            if before and index > at:
                parts.append(f"<{''.join(map(code, text[at:index]))}>{-before * unit:.1f}")
                at = index
            elif before and index > first:
                parts.append(f" {-before * unit:.1f}")
            if after and index + 1 < last:
                parts.append(f"<{''.join(map(code, text[at : index + 1]))}>{-after * unit:.1f}")
                at = index + 1
        parts.append(f"<{''.join(map(code, text[at:last]))}>")
        return f"[{''.join(parts)}]TJ "


_shared: list[Typesetter] = []


def shared_setter() -> Typesetter:
    """Return the setter that serves the whole process; it is a new one when the faces have changed."""
    if not _shared or _shared[0].library is not FontLibrary.standard():
        _shared[:] = [Typesetter()]
    return _shared[0]


def _pressed(style: Style, limit: float) -> float:
    """Return by how many ems characters close up (below 0) or open where a line holds a fixed number."""
    return (limit - style.per_line) / (style.per_line - 1) if style.per_line and limit else 0.0


def _balanced(strip: Strip, cuts: list[tuple[int, int]], limit: float) -> list[tuple[int, int]]:
    """Return centred lines of which the last is no lone character, where narrower lines avoid it."""
    narrower = limit
    while cuts[-1][1] - cuts[-1][0] == 1 and narrower > limit / 2:
        narrower -= 1.0
        other = strip.cut(narrower)
        if len(other) != len(cuts):
            return cuts
        if other[-1][1] - other[-1][0] > 1:
            return other
    return cuts


def _adjust(strip: Strip, index: int, gap: float) -> tuple[float, float]:
    """Return the extra space before and after one odd character, in ems."""
    before, after = 0.0, strip.kerns.get(index, 0.0)
    glyph = strip.shifted.get(index)
    if glyph is not None:
        before = glyph.shift
        after += glyph.advance - glyph.natural - glyph.shift
    if gap:
        tight = bisect_left(strip.tight, index)
        if tight < len(strip.tight) and strip.tight[tight] == index:
            after -= gap
    return before, after


_Key = TypeVar("_Key")


def _kept(cache: dict[_Key, _Value], key: _Key, value: _Value) -> _Value:
    if len(cache) >= _CACHED:
        cache.clear()
    cache[key] = value
    return value
