# SPDX-License-Identifier: MulanPSL-2.0
"""版本对比表 on paper (ux 2.9): every place that differs between two versions, and the pages that changed."""

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

TITLE = "版本对比表"
TOP, BOTTOM, FOOTER = 40.0, 172.0, 199.5  # mm
SIGN = 187.0
_WIDTHS = (14, 62, 97, 98)
_NOTE = Style("song", 10.5, 16)
_CUT = 1_400  # longest text of one cell; a page of Song holds more than this


@frozen
class VersionLine:
    """One place that differs, in words."""

    place: str
    old: str
    new: str


@frozen
class VersionPair:
    """What is compared.

    Attributes:
        name: the applicant's name as printed.
        left, right: what the two columns are headed.
        pages: which pages changed, a line a paper.
    """

    name: str
    left: str
    right: str
    lines: Sequence[VersionLine]
    pages: Sequence[str] = ()


def version_paper(pair: VersionPair, context: Copy) -> Piece:
    """Return the comparison on A4 landscape.

    Raises:
        UserError: PAPER-GLYPH when a character is in no face.
    """
    press = Press(Typesetter(), context.imprint(), title=TITLE)
    _Sheets(press, pair, context, PageTotal(press, estimate=len(pair.lines) // 14 + 1)).run()
    return Piece("versions", TITLE, press.save(), press.sides)


@define(eq=False)
class _Sheets:
    press: Press
    pair: VersionPair
    context: Copy
    total: PageTotal
    _page: Page = field(init=False)

    def run(self) -> None:
        """Lay all lines, then the changed pages."""
        names = ("序号", "在哪里", self.pair.left, self.pair.right)
        head = Head((8.6,), tuple(HeadCell(name, index) for index, name in enumerate(names)))
        table = Table(self.press.setter, _WIDTHS, head, pad=0.9)

        def following(_placed: tuple[Row, ...]) -> Room:
            self._foot()
            return self._start()

        rows = [_row(number, line) for number, line in enumerate(self.pair.lines, 1)]
        end = table.flow(rows, self._start(), following)
        words = "；".join(self.pair.pages) or "没有"
        y = end.y + 4
        if y > BOTTOM - 12:
            y = following(()).top
        page = self._page
        page.paras(
            page.margins.left,
            y,
            page.margins.width,
            Para(f"版面变了的页：{words}。附件的页按材料清单核对。", _NOTE),
        )
        page.sign(page.margins.left, SIGN, "核对人：", 45, 10)
        self._foot()
        self.total.finish()

    def _start(self) -> Room:
        page = self._page = self.press.page(g.wide(), TITLE, g.Side.FRONT)
        page.text(page.margins.sheet[0] / 2, 21, TITLE, "song_bold", 18, "centre")
        page.text(page.margins.left, 31, f"申报人：{self.pair.name}", "song", 10)
        day = f"{chinese_date(self.context.printed_on)}对比，共 {len(self.pair.lines)} 处不同"
        page.text(page.margins.x1, 31, day, "song", 10, "right")
        return Room(page, page.margins.left, TOP - 6, BOTTOM)

    def _foot(self) -> None:
        footer(self._page, self.press.imprint, None, y=FOOTER)
        self.total.mark(self._page, self.press.sides, FOOTER + 0.9)


def _row(number: int, line: VersionLine) -> Row:
    texts = (line.place, line.old, line.new)
    cells = (
        cell(str(number), size=9.5, align="centre"),
        *(cell(_cut(text), size=9.5, align="left") for text in texts),
    )
    return Row(cells, 7.6)


def _cut(text: str) -> str:
    """Return a text that fits one page; what is left out is said."""
    if len(text) <= _CUT:
        return text
    return f"{text[:_CUT]}……（以下 {len(text) - _CUT} 字略，见屏幕）"
