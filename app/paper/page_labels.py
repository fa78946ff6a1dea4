# SPDX-License-Identifier: MulanPSL-2.0
"""页码贴 (ux 5.3): page numbers to paste on what exists on paper only, three by eight on an A4 sheet."""

from __future__ import annotations

from app.paper.context import PaperContext
from app.paper.core import geometry as g
from app.paper.core.page import Page
from app.paper.core.press import Piece, Press
from app.paper.volume.plan import PacketPlan

TITLE = "页码贴"
COLUMNS, ROWS = 3, 8
PER_SHEET = COLUMNS * ROWS
# 70 × 37 mm is the common 24-label sheet; the eighth row ends at 296 mm. Cut along the grey lines
# where plain paper is used.
_WIDE, _HIGH = 210.0 / COLUMNS, 297.0 / ROWS
_GREY = 0.72
_TURNED = {"正面": "贴在正面右下角", "背面": "贴在背面左下角"}


def page_labels(context: PaperContext, plan: PacketPlan) -> Piece | None:
    """Return the labels of all pages that are numbered by hand; None when there are none."""
    sides = list(plan.paper_sides())
    if not sides:
        return None
    names = {entry.entry_id: entry.row for entry in plan.entries}
    press = Press(imprint=context.imprint(), title=TITLE)
    for start in range(0, len(sides), PER_SHEET):
        page = press.page(g.loose(), TITLE if start == 0 else "")
        _cuts(page)
        for place, (volume, side) in enumerate(sides[start : start + PER_SHEET]):
            row = names[side.entry_id]
            words = _TURNED["正面" if side.side is g.Side.FRONT else "背面"]
            column, line = place % COLUMNS, place // COLUMNS
            middle, top = (column + 0.5) * _WIDE, line * _HIGH
            _number(page, middle, top + 15.5, side.shown or "")
            what = f"第{volume}册　{row.tab}　{words}"
            page.text(middle, top + 28.0, what, "song", 8, "centre")
    pdf = press.save()
    return Piece("page_labels", TITLE, pdf, press.sides)


def _number(page: Page, middle: float, y: float, label: str) -> None:
    figure = page.setter.width(label, "hei_bold", 26)
    page.text(middle, y, label, "hei_bold", 26, "centre")
    page.text(middle - figure / 2 - 2.2, y + 1.8, "第", "hei", 11, "right")
    page.text(middle + figure / 2 + 2.2, y + 1.8, "页", "hei", 11)


def _cuts(page: Page) -> None:
    lines = [(column * _WIDE, 4.0, column * _WIDE, 293.0) for column in range(1, COLUMNS)]
    lines += [(4.0, row * _HIGH, 206.0, row * _HIGH) for row in range(1, ROWS)]
    page.rules(lines, g.HAIR, _GREY)
