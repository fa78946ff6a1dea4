# SPDX-License-Identifier: MulanPSL-2.0
"""What has columns: a table of rows, and a roll, whose rows stand in groups under bands and over sums.

Lengths in millimetres, sizes of type in points, as everywhere in ``parts``.
"""

from __future__ import annotations

from typing import Literal

from attrs import Attribute, field, frozen

Align = Literal["left", "centre", "right", "justify"]
Role = Literal["song", "song_bold", "xiaobiaosong", "hei", "hei_medium", "hei_bold", "fang", "kai"]
AnyRole = Literal[
    "", "song", "song_bold", "xiaobiaosong", "hei", "hei_medium", "hei_bold", "fang", "kai"
]
Empty = Literal["none", "gap", "blank"]

FLOOR = 8.0


def legible(_: object, attribute: Attribute[tuple[float, ...]], sizes: tuple[float, ...]) -> None:
    """Refuse sizes below the smallest legible one, or not from large to small."""
    if any(size < FLOOR for size in sizes) or list(sizes) != sorted(sizes, reverse=True):
        raise ValueError(f"{attribute.name} 应从大到小，且不小于 {FLOOR:g} 磅")


@frozen
class Column:
    """One column of a flowing table.

    Attributes:
        bind: a column name of the table's rows.
        note: a second column name set below in Hei, right-aligned (the evidence reference).
        lines: lines an answer may take before a smaller size is tried; 0: as many as it has line ends.
        pad: mm between rule and ink at the sides; None takes the table's.
    """

    width: float
    bind: str = ""
    head: str = ""
    role: Role = "fang"
    sizes: tuple[float, ...] = field(default=(), validator=legible)
    lead: float = 0.0
    align: Align = "centre"
    valign: Literal["middle", "top"] = "middle"
    note: str = ""
    empty: Empty = "blank"
    lines: int = 2
    pad: float | None = None

    @property
    def tried(self) -> tuple[float, ...]:
        """Return the sizes tried, largest first."""
        return self.sizes or (10.5, 10.0, 9.0)


@frozen
class HeadSpan:
    """One cell of a grouped head: column and row from 0, columns wide, rows high."""

    text: str
    column: int
    row: int = 0
    across: int = 1
    down: int = 1
    upright: bool = False


@frozen
class Table:
    """Rows that flow over pages under a repeated head.

    Attributes:
        y: top in mm, or None to stand ``gap`` below what came before; with both, at y or lower.
        rows: name of a rows binding.
        least: smallest row height.
        splits: a long row may go on over the page, never inside a line.
        together: the whole table starts a new side rather than be torn, where one side holds it.
        blanks: empty rows are drawn until there are so many, room for a hand to write.
        caption: printed above, left, in Hei.
        closing: printed below the last row (以下空白).
        empty_row: printed in one row across when there are no rows at all.
    """

    rows: str
    columns: tuple[Column, ...]
    left: float
    y: float | None = None
    gap: float = 0.0
    head_heights: tuple[float, ...] = (10.0,)
    heads: tuple[HeadSpan, ...] = ()
    head_role: Role = "song"
    head_size: float = 10.0
    least: float = 8.6
    splits: bool = False
    together: bool = False
    blanks: int = 0
    caption: str = ""
    closing: str = ""
    empty_row: str = "无"
    when: str = ""

    @property
    def width(self) -> float:
        """Return the sum of the columns in mm."""
        return sum(column.width for column in self.columns)


@frozen
class BandLine:
    """The heading over a group, said again with （续） where the group goes on over the page.

    Attributes:
        text: quotes {name} and {count} of the group.
        shade: percent of black behind it; 0 is none.
    """

    text: str
    size: float = 9.5
    height: float = 6.2
    shade: float = 0.0


@frozen
class SumLine:
    """The line under a group; it stays with the row before it.

    Attributes:
        text: quotes {name} and {count} of the group.
        across: columns its words go across; 0 puts them into the column ``under`` and the group's own
            figures into theirs.
        tail: words in the columns that are left.
        under: with ``across`` 0, the bind of the column that bears the words.
        least: rows a group must have to be summed; one alone needs no sum.
    """

    text: str
    across: int = 0
    tail: str = ""
    under: str = ""
    size: float = 9.5
    height: float = 6.6
    shade: float = 0.0
    least: int = 1


@frozen
class Roll:
    """Rows in groups that flow over sides under a repeated head: a roster, a catalogue, a table of counts.

    Attributes:
        rows: name of a roll binding; a ``bind`` of its columns is a name that binding has.
        groups: names of the binding's groupings, the outermost first.
        bands: one a grouping, in the same order; fewer leave the inner ones without.
        sums: one a grouping, likewise.
        total: the last line of all.
        bottom: where rows end; 0 is where the page ends.
        least: smallest row height.
        tail: all that follows stands on the side of the last row, which takes some rows along if it must.
        blanks: empty rows are drawn where there is nobody, room for a hand to write.
    """

    rows: str
    columns: tuple[Column, ...]
    left: float
    y: float | None = None
    gap: float = 0.0
    bottom: float = 0.0
    head_heights: tuple[float, ...] = (10.0,)
    heads: tuple[HeadSpan, ...] = ()
    head_role: Role = "hei"
    head_size: float = 9.5
    groups: tuple[str, ...] = ()
    bands: tuple[BandLine, ...] = ()
    sums: tuple[SumLine, ...] = ()
    total: SumLine | None = None
    least: float = 8.6
    pad: float = 1.3
    tail: bool = False
    blanks: int = 0
    when: str = ""

    @property
    def width(self) -> float:
        """Return the sum of the columns in mm."""
        return sum(column.width for column in self.columns)
