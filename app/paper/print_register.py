# SPDX-License-Identifier: MulanPSL-2.0
"""打印台账 on paper (D-9, ux 3.10): every printing, where its sheets went, and the balance."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field, frozen

from app.kernel.dates import chinese_date
from app.paper.core import geometry as g
from app.paper.core.cells import Head, HeadCell, Room, Row
from app.paper.core.page import Page
from app.paper.core.page_total import PageTotal
from app.paper.core.press import Piece, Press, footer
from app.paper.core.table import Table, cell
from app.paper.core.typeset import Para, Style, Typesetter
from app.paper.rolls.roster_data import Copy

TITLE = "打印台账"
TOP, BOTTOM, FOOTER = 34.0, 172.0, 199.5  # mm
SIGN = 187.0
_WIDTHS = (14, 25, 20, 60, 15, 15, 12, 28, 32, 50)
_HEADS = (
    "印号", "时间", "谁", "印的什么", "稿别", "页/张", "份数", "密级、份号", "打印机或文件", "去向",
)  # fmt: skip
_HEAD = Head((8.6,), tuple(HeadCell(name, index) for index, name in enumerate(_HEADS)))
_NOTE = Style("song", 10.5, 16)
_HELP = "印出的纸＝装订＋移交＋销毁＋在手＋说不清。存为文件的不算纸张。废页在销毁以前算在手。"


@frozen
class RegisterLine:
    """One printing in words, in the order of the columns."""

    number: str
    at: str
    who: str
    what: str
    state: str
    sides: str
    copies: str
    carrier: str
    where: str
    fate: str


def register_paper(
    unit: str,
    lines: Sequence[RegisterLine],
    balance: str,
    context: Copy,
    period: str = "",
    copies: str = "",
) -> Piece:
    """Return the register on A4 landscape, the balance under its last line.

    Args:
        period: of which time, when not of all: 2026年6月打印的.
        copies: where every copy with a 份号 is, in words; empty when there is none.

    Raises:
        UserError: PAPER-GLYPH when a character is in no face.
    """
    press = Press(Typesetter(), context.imprint(), title=TITLE)
    total = PageTotal(press, estimate=len(lines) // 16 + 1)
    sheet = _Sheets(press, unit, context, total, period)
    sheet.run(lines, balance, copies)
    return Piece("print-register", TITLE, press.save(), press.sides)


@define(eq=False)
class _Sheets:
    press: Press
    unit: str
    context: Copy
    total: PageTotal
    period: str = ""
    _page: Page = field(init=False)

    def run(self, lines: Sequence[RegisterLine], balance: str, copies: str) -> None:
        """Lay all lines and the balance."""
        table = Table(self.press.setter, _WIDTHS, _HEAD, pad=0.9)

        def following(_placed: tuple[Row, ...]) -> Room:
            self._foot()
            return self._start()

        end = table.flow([_row(line) for line in lines], self._start(), following)
        words = (
            Para(f"纸张平衡：{balance}", _NOTE),
            *((Para(f"份号：{copies}", _NOTE),) if copies else ()),
            Para(_HELP, _NOTE),
        )
        block = self.press.setter.compose(words, self._page.margins.width)
        y = end.y + 4
        while block.lines:
            head, rest = block.split(BOTTOM + 4 - y)
            if head.lines:
                self._page.block(self._page.margins.left, y, head)
            if rest.lines:
                y = following(()).top
            block = rest
        page = self._page
        page.sign(page.margins.left, SIGN, "登记人：", 45, 10)
        page.sign(page.margins.left + 90, SIGN, "核对人：", 45, 10)
        self._foot()
        self.total.finish()

    def _start(self) -> Room:
        page = self._page = self.press.page(g.wide(), TITLE, g.Side.FRONT)
        page.text(page.margins.sheet[0] / 2, 21, TITLE, "song_bold", 18, "centre")
        page.text(page.margins.left, 30, f"单位：{self.unit}" if self.unit else "", "song", 10)
        day = f"{self.period}　截至{chinese_date(self.context.printed_on)}".strip()
        page.text(page.margins.x1, 30, day, "song", 10, "right")
        return Room(page, page.margins.left, TOP, BOTTOM)

    def _foot(self) -> None:
        footer(self._page, self.press.imprint, None, y=FOOTER)
        self.total.mark(self._page, self.press.sides, FOOTER + 0.9)


def _row(line: RegisterLine) -> Row:
    left = {"what", "where", "fate"}
    names = (
        "number", "at", "who", "what", "state", "sides", "copies", "carrier", "where", "fate",
    )  # fmt: skip
    cells = tuple(
        cell(
            getattr(line, name),
            size=9.5,
            align="left" if name in left else "centre",
            smaller=(9, 8),
            lines=2,
        )
        for name in names
    )
    return Row(cells, 7.6)
