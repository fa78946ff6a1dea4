# SPDX-License-Identifier: MulanPSL-2.0
"""A slip to take along: what to get or to show, row by row, with a box to tick at the end of each."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from app.paper.context import PaperContext
from app.paper.core import geometry as g
from app.paper.core.cells import Cell, Head, HeadCell, Room, Row
from app.paper.core.page import Page
from app.paper.core.press import Piece, Press, footer
from app.paper.core.table import Table, cell
from app.paper.core.typeset import Para, Style, Typesetter

_BOTTOM = 268.0
_SIGNING = 16.0
_NOTE = Style("song", 10, 15)


@frozen
class TickColumn:
    """A column of the slip; widths in mm, sizes and leads in points, a lead of 0 follows the size."""

    title: str
    width: float
    role: str = "song"
    size: float = 10.5
    align: str = "centre"
    lead: float = 0

    def cell(self, words: str) -> Cell:
        """Return one answer of the column."""
        return cell(words, self.role, self.size, self.align, lead=self.lead)


@frozen
class TickList:
    """One slip.

    Attributes:
        columns: without the last one, the box.
        ticked: what the box says when it is ticked: 取到打√.
        note: below the title, what to do with the slip; empty for none.
        signed: who signs at the end (核对人：); empty for nobody.
    """

    name: str
    title: str
    columns: Sequence[TickColumn]
    ticked: str
    rows: Sequence[Sequence[str]]
    note: str = ""
    signed: str = ""


class _Sheets:
    """The sides of the slip as the table fills them."""

    def __init__(self, context: PaperContext, wanted: TickList, width: float) -> None:
        self.press = Press(Typesetter(), context.imprint(), title=wanted.title)
        self.who = context.declaration.basics.name
        self.wanted, self.width, self.number = wanted, width, 0
        self.page: Page

    def start(self) -> Room:
        """Begin a side: title, whose slip it is, and on the first the note."""
        self.number += 1
        first, title = self.number == 1, self.wanted.title
        side = g.Side.FRONT if self.number % 2 else g.Side.BACK
        page = self.page = self.press.page(g.loose(side), title if first else "")
        axis, left, wide = page.margins.axis, page.margins.left, page.margins.width
        page.text(axis, 25, title if first else f"{title}（续）", "song_bold", 18, "centre")
        page.text(left, 36, f"申报人：{self.who}" if self.who else "", "song", 10.5)
        top = 41.0
        if first and self.wanted.note:
            top = page.paras(left, 39, wide, Para(self.wanted.note, _NOTE)) + 3
        return Room(page, left + (wide - self.width) / 2, top, _BOTTOM - self._foot())

    def turn(self, _placed: tuple[Row, ...]) -> Room:
        """Go on with the next side."""
        self.close()
        return self.start()

    def close(self) -> None:
        """Set the foot of the open side."""
        footer(self.page, self.press.imprint, self.number)

    def _foot(self) -> float:
        return _SIGNING if self.wanted.signed else 0.0


def tick_list(context: PaperContext, wanted: TickList) -> Piece:
    """Return the slip, as many sides as its rows need."""
    columns = (*wanted.columns, TickColumn(wanted.ticked, 18.0, size=14))
    head = Head((10.0,), tuple(HeadCell(each.title, n) for n, each in enumerate(columns)))
    widths = tuple(each.width for each in columns)
    sheets = _Sheets(context, wanted, sum(widths))
    table = Table(sheets.press.setter, widths, head)
    rows = [
        Row(
            tuple(
                column.cell(words) for column, words in zip(columns, (*answers, "□"), strict=True)
            ),
            12.0,
        )
        for answers in wanted.rows
    ]
    end = table.flow(rows, sheets.start(), sheets.turn)
    if wanted.signed:
        page, y = end.room.page, end.y + 12
        right = page.sign(page.margins.left + 60, y, wanted.signed, 40)
        page.date(right + 38, y)
    sheets.close()
    return Piece(
        wanted.name,
        wanted.title,
        sheets.press.save(),
        sheets.press.sides,
        places=tuple(sheets.press.places),
    )
