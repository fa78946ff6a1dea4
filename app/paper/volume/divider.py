# SPDX-License-Identifier: MulanPSL-2.0
"""分隔页: a big letter at the outer edge, lower with every tab, and what stands behind it."""

from __future__ import annotations

from app.paper.context import VOLUME, PaperContext
from app.paper.core import geometry as g
from app.paper.core.page import Page
from app.paper.core.press import Press, footer
from app.paper.core.typeset import Block, Style
from app.paper.volume.plan import LATE_TAB, PacketPlan
from app.paper.volume.references import supported_by

_FIRST, _STEP, _BOX = 40.0, 36.0, (10.0, 25.0)
_PLACES = 6  # letters down the edge; the seventh starts from the top again
_RIGHT = 24.0  # mm kept free beside the big letter
_TOP, _BOTTOM = 44.0, 268.0
LATE_TITLE = "补正材料"
_SIZES = ((14.0, 10.0), (12.0, 8.4), (10.5, 7.0), (9.0, 6.0))  # points and pitch of the list
_LEFT_OUT = "……其余见目录单"
_HEADING = "佐证评审表所列："


def tab_title(context: PaperContext, tab: str) -> str:
    """Return the title of a tab as the pack words it."""
    if tab == LATE_TAB:
        return LATE_TITLE
    tabs = getattr(getattr(context.pack, "materials", None), "tabs", ())
    return next((row.title for row in tabs if row.letter == tab), "")


def edge_place(tab: str) -> float:
    """Return the height in mm at which the letter of a tab stands."""
    index = ord(tab) - ord("A") if len(tab) == 1 and tab.isascii() else _PLACES - 1
    return _FIRST + index % _PLACES * _STEP


def draw_divider(
    press: Press, context: PaperContext, plan: PacketPlan, volume: int, tab: str
) -> Page:
    """Draw the divider of one tab in one volume, on a front."""
    title = tab_title(context, tab)
    margins = g.bound(binding=plan.rules.binding, outer=plan.rules.outer)
    page = press.page(margins, head=context.head(VOLUME))
    y = edge_place(tab)
    _draw_letter(page, tab, y)
    page.text(margins.left, y, title, "song_bold", 24)
    page.rule(margins.left, y + 11, margins.x1 - _RIGHT, y + 11, g.FRAME)
    items = [
        (entry.row.name, f"第{span.words}页")
        for entry in plan.entries
        for span in entry.spans
        if span.volume == volume
        and not entry.row.entry.inserted
        and _behind(entry.row.tab, tab, late=entry.late)
    ]
    _draw_lists(page, y, items, supported_by(plan, context.declaration, tab))
    footer(page, press.imprint)
    return page


def _behind(label: str, tab: str, *, late: bool) -> bool:
    return late if tab == LATE_TAB else label.startswith(tab) and not late


def _draw_letter(page: Page, tab: str, y: float) -> None:
    width, height = _BOX
    edge = page.margins.sheet[0]
    page.box(edge - width, y - height / 2, width + 2, height, 0, fill=0.0)
    page.text(edge - width / 2 - 0.6, y, tab, "hei_bold", 20, "centre", grey=1.0)
    page.text(page.margins.x1 - 3, y, tab, "hei_bold", 72 if tab.isascii() else 48, "right")


def _draw_lists(page: Page, y: float, items: list[tuple[str, str]], supports: list[str]) -> None:
    """Set the list of materials and what they prove, at the largest size that fits the page.

    It stands under the title; where that is too little room and there is more above, it stands
    above. Where even the smallest size is too much, the last line says that the rest is in the
    目录单.
    """
    width = page.margins.width - _RIGHT
    below, above = (y + 22, _BOTTOM), (_TOP, y - 16)
    places = [below, above] if above[1] - above[0] > below[1] - below[0] else [below]
    tries = [(place, size, pitch) for size, pitch in _SIZES for place in places]
    for (top, bottom), size, pitch in tries:
        blocks = _blocks(page, supports, size, width)
        need = sum(_item_height(page, name, where, size, pitch, width) for name, where in items)
        need += sum(block.height for block in blocks)
        if top + need <= bottom:
            break
    _set_lists(page, (top, bottom), items, blocks, (size, pitch))


def _set_lists(
    page: Page,
    place: tuple[float, float],
    items: list[tuple[str, str]],
    blocks: list[Block],
    sizes: tuple[float, float],
) -> None:
    (y, bottom), (size, pitch) = place, sizes
    width = page.margins.width - _RIGHT
    for name, where in items:
        if y + 2 * pitch > bottom + pitch:
            page.text(page.margins.left, y, _LEFT_OUT, "song", size)
            return
        y = _draw_item(page, y, name, where, size, pitch, width)
    y += 2
    for block in blocks:
        if y + block.height > bottom + pitch:
            page.text(page.margins.left, y + pitch / 2, _LEFT_OUT, "song", size)
            return
        y = page.block(page.margins.left, y, block)


def _blocks(page: Page, supports: list[str], size: float, width: float) -> list[Block]:
    if not supports:
        return []
    heading = page.setter.composed(
        _HEADING, Style("hei", min(size, 12), min(size, 12) * 2.2), width
    )
    style = Style("fang", min(size, 12), min(size, 12) * 1.5, before=min(size, 12) * 0.35)
    return [heading, *(page.setter.composed(line, style, width) for line in supports)]


def _name_block(page: Page, name: str, where: str, size: float, width: float) -> Block:
    room = width - page.setter.width(where, "hei", size - 1) - 12
    return page.setter.composed(name, Style("fang", size, size * 1.35), room)


def _item_height(
    page: Page, name: str, where: str, size: float, pitch: float, width: float
) -> float:
    return max(pitch, _name_block(page, name, where, size, width).height + pitch * 0.5)


def _draw_item(
    page: Page, y: float, name: str, where: str, size: float, pitch: float, width: float
) -> float:
    """Set one line of the list: name, leader dots, pages; a long name takes more lines."""
    block = _name_block(page, name, where, size, width)
    lead = block.lines[0].height
    left, right = page.margins.left, page.margins.left + width
    page.block(left, y - lead / 2, block)
    last = y + block.height - lead
    page.text(right, last, where, "hei", size - 1, "right")
    start = left + page.setter.width(block.lines[-1].text, "fang", size) + 3
    end = right - page.setter.width(where, "hei", size - 1) - 3
    if end > start:
        page.rule(start, last + 1.4, end, last + 1.4, 0.9, 0.25, (0.9, 3.6))
    return y + max(pitch, block.height + pitch / 3)
