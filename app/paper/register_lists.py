# SPDX-License-Identifier: MulanPSL-2.0
"""Lists on A4 landscape: what was lent, what two people destroyed (spec secrecy 7.2), what was printed for many."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from app.kernel.dates import chinese_date
from app.paper.core import geometry as g
from app.paper.core.cells import Head, HeadCell, Room, Row
from app.paper.core.page import Page
from app.paper.core.page_total import PageTotal
from app.paper.core.press import Piece, Press, footer
from app.paper.core.table import Table, cell
from app.paper.core.typeset import Para, Style, Typesetter
from app.paper.rolls.roster_data import Copy

TOP, BOTTOM, FOOTER, SIGN = 34.0, 172.0, 199.5, 187.0  # mm
_NOTE = Style("song", 10.5, 16)
_LINES_A_PAGE = 14


@frozen
class ListSpec:
    """One list.

    Attributes:
        columns: (head, width in mm, flush left).
        note: printed under the last line.
        signs: who signs at the foot of every page, with the length of the line in mm.
    """

    id: str
    title: str
    columns: tuple[tuple[str, float, bool], ...]
    note: str
    signs: tuple[tuple[str, float], ...]


LOANS = ListSpec(
    "loan-register",
    "借阅登记",
    (
        ("印号", 15, False), ("借的什么", 66, True), ("张数", 14, False), ("借阅人", 30, False),
        ("借出", 24, False), ("应还", 24, False), ("还清", 24, False), ("情况", 30, False),
        ("批准人", 24, False), ("借阅人签字", 20, False),
    ),
    "借阅在规定的场所内进行，按期归还；归还时当面点清张数。作废的一笔仍列在表里，不计。",
    (("登记人：", 45), ("核对人：", 45)),
)  # fmt: skip
DESTRUCTION = ListSpec(
    "destruction-list",
    "销毁清单",
    (
        ("印号", 15, False), ("销毁的什么", 72, True), ("稿别", 18, False), ("张数", 14, False),
        ("日期", 26, False), ("销毁人", 30, False), ("监销人", 30, False), ("批准人", 30, False),
        ("说明", 36, True),
    ),
    "销毁要先登记、经批准，两人在场，一人销毁、一人监销。作废的一笔仍列在表里，不计。",
    (("销毁人签字：", 45), ("监销人签字：", 45), ("批准人签字：", 45)),
)  # fmt: skip

BATCH = ListSpec(
    "batch-report",
    "成批打印结果",
    (
        ("序号", 15, False), ("姓名", 40, False), ("印的什么", 70, True), ("稿别", 20, False),
        ("印号", 20, False), ("结果", 106, True),
    ),
    "没有打的，办好所缺的事以后再打。每一份都在打印台账里，去向另行登记。",
    (("打印人：", 45), ("核对人：", 45)),
)  # fmt: skip


def list_paper(
    spec: ListSpec, unit: str, rows: Sequence[tuple[str, ...]], context: Copy, closing: str = ""
) -> Piece:
    """Return a list as it is filed, lines to sign on every page.

    Raises:
        UserError: PAPER-GLYPH when a character is in no face.
    """
    press = Press(Typesetter(), context.imprint(), title=spec.title)
    total = PageTotal(press, estimate=len(rows) // _LINES_A_PAGE + 1)
    heads = tuple(HeadCell(name, place) for place, (name, _w, _l) in enumerate(spec.columns))
    widths = tuple(width for _name, width, _left in spec.columns)
    table = Table(press.setter, widths, Head((8.6,), heads), pad=0.9)
    page = _page(press, spec, unit, context)

    def foot() -> None:
        at = page.margins.left
        for words, length in spec.signs:
            page.sign(at, SIGN, words, length, 10)
            at += 90
        footer(page, press.imprint, None, y=FOOTER)
        total.mark(page, press.sides, FOOTER + 0.9)

    def following(_placed: tuple[Row, ...]) -> Room:
        nonlocal page
        foot()
        page = _page(press, spec, unit, context)
        return Room(page, page.margins.left, TOP, BOTTOM)

    first = Room(page, page.margins.left, TOP, BOTTOM)
    end = table.flow([_row(spec, row) for row in rows], first, following)
    y = end.y + 4
    if y > BOTTOM - 12:
        y = following(()).top
    words = [Para(closing, _NOTE)] if closing else []
    page.paras(page.margins.left, y, page.margins.width, *words, Para(spec.note, _NOTE))
    foot()
    total.finish()
    return Piece(spec.id, spec.title, press.save(), press.sides)


def _page(press: Press, spec: ListSpec, unit: str, context: Copy) -> Page:
    page = press.page(g.wide(), spec.title, g.Side.FRONT)
    page.text(page.margins.sheet[0] / 2, 21, spec.title, "song_bold", 18, "centre")
    page.text(page.margins.left, 30, f"单位：{unit}" if unit else "", "song", 10)
    day = f"截至{chinese_date(context.printed_on)}"
    page.text(page.margins.x1, 30, day, "song", 10, "right")
    return page


def _row(spec: ListSpec, values: tuple[str, ...]) -> Row:
    cells = tuple(
        cell(
            value,
            size=9.5,
            align="left" if left else "centre",
            smaller=(9, 8),
            lines=2,
        )
        for value, (_name, _width, left) in zip(values, spec.columns, strict=True)
    )
    return Row(cells, 8.4)
