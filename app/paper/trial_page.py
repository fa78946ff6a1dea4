# SPDX-License-Identifier: MulanPSL-2.0
"""试印页 (ux 5.6): two sides to measure a printer by; no personal data, no register number."""

from __future__ import annotations

from app.paper.core import geometry as g
from app.paper.core.geometry import Side
from app.paper.core.page import Page
from app.paper.core.press import Piece, Press
from app.paper.core.typeset import Typesetter

EDGE = 10.0  # mm from the left and upper edge to the lines A and B
BAR = 100.0  # mm of the bars C and D
_SAMPLE = "这一行是 8 磅，要看得清：阿拉坦其其格　买买提·吐尔逊　㙺㛃　0123456789"
_WORDS = {Side.FRONT: "正面", Side.BACK: "背面"}
_HOLES = (65.5, 148.5, 231.5)  # mm from the top: where a three-hole thread would go


def trial_page() -> Piece:
    """Return the trial page: front and back of one A4 sheet."""
    press = Press(Typesetter(), title="试印页")
    for side in (Side.FRONT, Side.BACK):
        page = press.page(g.loose(side), _WORDS[side], side)
        _frame(page)
        _bars(page)
        _samples(page, side)
    pdf = press.save()
    return Piece("trial", "试印页", pdf, press.sides)


def _frame(page: Page) -> None:
    """Draw A and B with the frame at 10 mm, and millimetre ticks inside all four edges."""
    width, height = page.margins.sheet
    page.rules(
        [
            (EDGE, 0.0, EDGE, height),
            (0.0, EDGE, width, EDGE),
            (width - EDGE, EDGE, width - EDGE, height - EDGE),
            (EDGE, height - EDGE, width - EDGE, height - EDGE),
        ],
        g.HAIR,
    )
    page.rules(list(_ticks(width, height)), 0.2)


def _ticks(width: float, height: float) -> list[tuple[float, float, float, float]]:
    ticks: list[tuple[float, float, float, float]] = []
    for position in range(11, int(width) - 10):
        length = _tick_length(position)
        ticks.append((position, EDGE, position, EDGE + length))
        ticks.append((position, height - EDGE, position, height - EDGE - length))
    for position in range(11, int(height) - 10):
        length = _tick_length(position)
        ticks.append((EDGE, position, EDGE + length, position))
        ticks.append((width - EDGE, position, width - EDGE - length, position))
    return ticks


def _tick_length(position: int) -> float:
    return 4.0 if position % 10 == 0 else 2.5 if position % 5 == 0 else 1.4


def _bars(page: Page) -> None:
    """Draw the two bars and say what to measure."""
    _arrow(page, 0.0, 60.0, EDGE, 60.0)
    page.text(20, 60, "A　左边到竖线，应为 10.0 毫米", "hei", 12)
    _arrow(page, 150.0, 0.0, 150.0, EDGE)
    page.text(150, 22, "B　上边到横线，应为 10.0 毫米", "hei", 12, "centre")
    x, y = 55.0, 110.0
    page.rule(x, y, x + BAR, y, 1.0)
    page.rules([(x, y - 4, x, y + 4), (x + BAR, y - 4, x + BAR, y + 4)], 0.5)
    page.text(x + BAR / 2, y - 6, "C　横线，应为 100.0 毫米", "hei", 12, "centre")
    x, y = 40.0, 130.0
    page.rule(x, y, x, y + BAR, 1.0)
    page.rules([(x - 4, y, x + 4, y), (x - 4, y + BAR, x + 4, y + BAR)], 0.5)
    page.text(x + 8, y + BAR / 2, "D　竖线，应为 100.0 毫米", "hei", 12)


def _arrow(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    page.rule(x0, y0, x1, y1, 0.8)
    if y0 == y1:
        page.rules([(x1, y1 - 3, x1, y1 + 3)], 0.5)
    else:
        page.rules([(x1 - 3, y1, x1 + 3, y1)], 0.5)


def _samples(page: Page, side: Side) -> None:
    """Draw the side's word, the arrow upwards, greys, the smallest type, and the holes."""
    width = page.margins.sheet[0]
    middle = width / 2
    page.text(middle, 44, _WORDS[side], "song_bold", 40, "centre")
    page.polygon([(middle, 66), (middle - 8, 78), (middle + 8, 78)], 0.0)
    page.box(middle - 3, 78, 6, 14, 0.0, 0.0, 0.0)
    page.text(middle + 14, 79, "这一头朝上", "hei", 12)
    for step, grey in enumerate((0.95, 0.9, 0.8, 0.6, 0.4, 0.2, 0.0)):
        page.box(80 + step * 14, 150, 14, 10, g.HAIR, 0.0, grey)
    page.text(80, 166, "七格灰度都要分得开，最浅一格要看得见", "song", 10)
    page.text(80, 205, _SAMPLE, "song", 8)
    for step, (word, role) in enumerate((("宋体", "song"), ("仿宋", "fang"), ("黑体", "hei"))):
        page.text(80 + step * 20, 215, word, role, 12)
    edge = 12.0 if side is Side.FRONT else width - 12.0
    for height in _HOLES:
        page.circle(edge, height, 0.6)
    page.text(
        middle,
        262,
        "用尺量 A、B、C、D，量到 0.5 毫米，填进程序的“试印校准”。",
        "song",
        10.5,
        "centre",
    )
    page.text(
        middle,
        270,
        "这一页没有个人信息，也不挪位置，量到的就是打印机自己的偏差。",
        "song",
        10.5,
        "centre",
    )
