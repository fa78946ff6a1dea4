# SPDX-License-Identifier: MulanPSL-2.0
"""A text measured once, in ems: advances, pairs, units that stay whole, runs of one face.

A strip knows nothing of sizes or widths; every line of every size is cut from it. This is what
makes trying a smaller size nearly free.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from attrs import define, field

from app.paper.core.fonts import DOT, FontLibrary, Glyph
from app.paper.core.kinsoku import (
    CLOSES,
    FLUSH,
    HANG,
    LATIN_GAP,
    NO_END,
    NO_START,
    OPENS,
    PAIR,
    SQUEEZE,
    UNIT,
)

_FULL = 0.9  # a mark narrower than this has no blank half to give away
_SHIFTED = re.compile(f"[{DOT}1]")
_RUNS = re.compile(r"(.)\1*", re.DOTALL)
_BLANKS = re.compile("＿(?=＿)")  # a line to write on: it may be torn, and never opens
_PLAIN = re.compile(
    r"[\u3400-\u9fff\U00020000-\U0003ffff\u3000、]*\Z"
).match  # nothing to squeeze or keep whole


@define(eq=False)
class Strip:
    """One paragraph as an unbroken line of one role.

    Attributes:
        text: the characters.
        place: left edge of every character in ems, with one more for the end.
        kerns: extra space after a character (negative: squeezed).
        inside: positions a line may not break before, because a unit goes on there.
        tight: characters after which justification opens no gap, in order.
        runs: (start, end, mark of the face), in order.
        shifted: glyphs that stand to the right within their advance.
        odd: all characters with a kern, a shift or no gap, in order.
        width: natural width of the whole text.
    """

    text: str
    role: str
    place: list[float]
    kerns: dict[int, float]
    inside: frozenset[int]
    tight: list[int]
    runs: list[tuple[int, int, str]]
    shifted: dict[int, Glyph]
    odd: list[int] = field(init=False)
    starts: list[int] = field(init=False)
    width: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.odd = sorted({*self.kerns, *self.shifted, *self.tight})
        self.starts = [start for start, _, _ in self.runs]
        self.width = self.place[-1]

    def end(self, stop: int) -> float:
        """Return where the ink box of the last character before ``stop`` ends, without its kern."""
        return self.place[stop] - self.kerns.get(stop - 1, 0.0)

    def hang(self, stop: int) -> float:
        """Return how far the mark before ``stop`` may hang out of its line."""
        last = self.text[stop - 1]
        return HANG if last in CLOSES and self.end(stop) - self.place[stop - 1] > _FULL else 0.0

    def lead_in(self, start: int) -> float:
        """Return the blank half of an opening mark at the start of a line that goes on."""
        wide = (
            self.text[start] in OPENS and self.place[start + 1] - self.place[start] > _FULL - FLUSH
        )
        return FLUSH if start and wide else 0.0

    def gaps(self, start: int, stop: int) -> int:
        """Return the number of places between start and stop where justification may open a gap."""
        closed = bisect_left(self.tight, stop - 1) - bisect_left(self.tight, start)
        return max(0, stop - 1 - start - closed)

    def runs_between(self, start: int, stop: int) -> list[tuple[int, int, str]]:
        """Return the runs of one line, cut to it."""
        found = self.runs[bisect_right(self.starts, start) - 1 : bisect_left(self.starts, stop)]
        first, last = found[0], found[-1]
        if len(found) == 1:
            return [(start, stop, first[2])]
        found[0], found[-1] = (start, first[1], first[2]), (last[0], stop, last[2])
        return found

    def cut(self, limit: float, indent: float = 0.0) -> list[tuple[int, int]]:
        """Return the lines as (start, stop), none wider than ``limit`` ems; the first is indented.

        No line starts with a closing mark or ends with an opening one, and no unit is torn, unless
        one alone is wider than the line.
        """
        count = len(self.text)
        if self.width <= limit - indent:
            return [(0, count)]
        lines, start = [], 0
        while True:
            room = limit - (indent if start == 0 else 0.0) + self.lead_in(start) + 1e-6
            if self.end(count) - self.place[start] - self.hang(count) <= room:
                lines.append((start, count))
                return lines
            stop = self._stop(start, room)
            last = stop
            while last > start + 1 and self.text[last - 1] == " ":
                last -= 1
            lines.append((start, last))
            start = stop
            while start < count and self.text[start] == " ":
                start += 1
            if start >= count:
                return lines

    def _stop(self, start: int, room: float) -> int:
        """Return where the line from ``start`` ends: the last place that fits and is allowed."""
        reach = self._reach(start, room)
        stop = reach
        while stop > start and not self._may_break(stop):
            stop -= 1
        if stop > start:
            return stop
        for stop in range(reach, start + 1, -1):  # one unit wider than the line: tear it at a dash
            if self.text[stop - 1] in _SEAMS and self.text[stop] not in NO_START:
                return stop
        stop = reach  # or anywhere, still keeping marks where they belong
        while stop > start + 1 and (self.text[stop] in NO_START or self.text[stop - 1] in NO_END):
            stop -= 1
        return max(stop, start + 1)

    def _reach(self, start: int, room: float) -> int:
        """Return the furthest position whose line still fits, at least one character on."""
        stop = min(bisect_right(self.place, self.place[start] + room), len(self.text) - 1)
        stop = max(stop, start + 1)
        while stop > start + 1 and self.end(stop) - self.place[start] - self.hang(stop) > room:
            stop -= 1
        return stop

    def _may_break(self, stop: int) -> bool:
        if stop in self.inside or self.text[stop] in NO_START:
            return False
        return self.text[stop - 1] not in NO_END


_SEAMS = frozenset("—-/、，,")  # where a unit too wide for its line is torn first
_NOTHING: frozenset[int] = frozenset()


def measure(library: FontLibrary, text: str, role: str) -> Strip:
    """Measure one paragraph (no line end in it); raises UserError PAPER-GLYPH."""
    tables = library.tables(role)
    advances = list(map(tables.advance.__getitem__, text))
    marks = "".join(map(tables.mark.__getitem__, text))
    if text and marks.count(marks[0]) == len(marks):
        runs = [(0, len(marks), marks[0])]
    else:
        runs = [(match.start(), match.end(), match.group(1)) for match in _RUNS.finditer(marks)]
    if _PLAIN(text) and "、、" not in text:
        return Strip(text, role, [0.0, *accumulate(advances)], {}, _NOTHING, [], runs, {})
    kerns = _kerns(library, text, role, advances)
    for index, kern in kerns.items():
        advances[index] += kern
    inside, tight = _units(text)
    shifted = {m.start(): library.glyph(role, m.group()) for m in _SHIFTED.finditer(text)}
    shifted = {index: glyph for index, glyph in shifted.items() if abs(glyph.shift) > 1e-4}
    return Strip(text, role, [0.0, *accumulate(advances)], kerns, inside, tight, runs, shifted)


def _kerns(library: FontLibrary, text: str, role: str, advances: list[float]) -> dict[int, float]:
    kerns = {}
    for match in PAIR.finditer(text):
        index, kind = match.start(), match.lastgroup
        if kind == "gap":
            kerns[index] = LATIN_GAP
        elif kind == "dash":
            left, right = library.glyph(role, "—").face.ink("—")
            kerns[index] = (right - left) - advances[index]
        elif advances[index] > _FULL:
            kerns[index] = SQUEEZE
    return kerns


def _units(text: str) -> tuple[frozenset[int], list[int]]:
    inside: list[int] = []
    tight = [match.start() for match in _BLANKS.finditer(text)]
    for match in UNIT.finditer(text):
        start, stop = match.span()
        if stop - start > 1:
            inside.extend(range(start + 1, stop))
            tight.extend(range(start, stop - 1))
    return frozenset(inside), sorted(tight)
