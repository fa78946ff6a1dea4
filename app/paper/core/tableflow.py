# SPDX-License-Identifier: MulanPSL-2.0
"""Rows on their way to the paper, and the rules between their columns."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from attrs import define, evolve, field

from app.paper.core.cells import Measured, Row
from app.paper.core.page import Segment


class RowQueue:
    """Rows waiting to be placed, measured only as far ahead as a decision needs."""

    def __init__(self, measure: Callable[[Row], Measured], rows: Iterator[Row]) -> None:
        self._measure, self._rows = measure, rows
        self._ready: deque[Measured] = deque()

    def _reach(self, index: int) -> bool:
        while len(self._ready) <= index:
            row = next(self._rows, None)
            if row is None:
                return False
            self._ready.append(self._measure(row))
        return True

    def peek(self) -> Measured | None:
        """Return the next row without taking it."""
        return self._ready[0] if self._reach(0) else None

    def pop(self) -> Measured:
        """Take the next row."""
        return self._ready.popleft()

    def push(self, items: list[Measured]) -> None:
        """Put rows back in front."""
        self._ready.extendleft(reversed(items))

    def fits(self, space: float) -> bool:
        """Tell whether the next row fits, with all it must stay together with."""
        need, index = self._ready[0].height, 0
        while self._ready[index].row.keep and self._reach(index + 1):
            index += 1
            need += self._ready[index].height
            if need > space + 1e-6:
                return False
        return need <= space + 1e-6

    def grow(self, space: float) -> None:
        """Share what is left of a page among the rows that may grow."""
        while self._reach(len(self._ready)):
            pass
        growing = [index for index, item in enumerate(self._ready) if item.row.grows]
        spare = space - sum(item.height for item in self._ready)
        if growing and spare > 0:
            for index in growing:
                item = self._ready[index]
                self._ready[index] = evolve(item, height=item.height + spare / len(growing))


@define(eq=False)
class Uprights:
    """Rules between columns, one long rule over neighbouring rows of the same columns."""

    lines: list[Segment]
    edges: list[float]
    _columns: list[int] = field(factory=list)
    _top: float = 0.0
    _bottom: float = 0.0

    def add(self, columns: list[int], top: float, bottom: float) -> None:
        """Go on with a row; ``columns`` are the indices of the right edges of its cells."""
        if columns != self._columns:
            self.close()
            self._columns, self._top = columns, top
        self._bottom = bottom

    def close(self) -> None:
        """Write the rules of the rows so far."""
        for column in self._columns[:-1]:
            x = self.edges[column]
            self.lines.append((x, self._top, x, self._bottom))
