# SPDX-License-Identifier: MulanPSL-2.0
"""What people write on: opinion blocks, lines to sign, dates, places for seals."""

from __future__ import annotations

from app.paper.core import geometry as g
from app.paper.core.geometry import PT
from app.paper.core.typeset import Block, Para, Style
from app.paper.forms import bindings
from app.paper.forms.draw_grid import answer
from app.paper.forms.fitting import SHORT_LEAD, fit_text
from app.paper.forms.flow import Flow
from app.paper.forms.parts import Cell, DatePlace, Marks, Opinion, Opinions, Rect, Sign, Words

SIGN_STEP, DATE_UP = 10.0, 8.0  # mm between lines to sign, and of the date above the lower edge
SIGN_SIZE = 10.5
SEAL_UP, SEAL_CLEAR = 2.5, 0.5  # mm of the seal above the lower edge, and at least from both edges
TEXT_TOP, TEXT_LEFT = 4.0, 3.0
EXTRA = Style("song", 10.5, 16.0)  # printed lines above the names
CUT_WORDS = "沿此线裁切"


def draw_opinions(flow: Flow, part: Opinions) -> None:
    """Draw opinion blocks in one frame; a block that does not fit starts the next side."""
    top = flow.y
    for block in part.blocks:
        if block.height > flow.room() + 1e-6 and flow.y > top:
            _frame(flow, part, top)
            flow.turn()
            top = flow.y
        elif flow.y > top:
            flow.page.rule(part.left + flow.dx, flow.y, part.right + flow.dx, flow.y)
        _draw_opinion(flow, part, block)
        flow.y += block.height
    _frame(flow, part, top)


def _frame(flow: Flow, part: Opinions, top: float) -> None:
    flow.page.box(part.left + flow.dx, top, part.right - part.left, flow.y - top, g.FRAME)


def _draw_opinion(flow: Flow, part: Opinions, block: Opinion) -> None:
    page, top, left = flow.page, flow.y, part.left + flow.dx
    x0, x1 = left + part.strip, part.right + flow.dx
    page.rule(x0, top, x0, top + block.height)
    pitch = 12 * PT
    lead = (
        1.3
        if len(block.strip) * pitch * 1.3 < block.height - 4
        else (block.height - 4) / (len(block.strip) * pitch)
    )
    page.column(
        left + part.strip / 2, top + block.height / 2, block.strip, "song", 12, min(1.3, lead)
    )
    size = min(g.SEAL, block.height - 2 * SEAL_CLEAR) if block.seal else 0.0
    if block.seal:
        up = min(SEAL_UP, (block.height - size) / 2)
        page.seal(x1 - size / 2 - 3, top + block.height - size / 2 - up, block.seal, size)
    right = x1 - size - 8 if size else x1 - 6
    names_top = top + block.height - DATE_UP - SIGN_STEP * len(block.signers)
    _opinion_text(
        flow, block, Rect(x0 + TEXT_LEFT, top + TEXT_TOP, x1 - TEXT_LEFT, names_top - 4), size
    )
    for index, signer in enumerate(block.signers):
        page.sign(x0 + TEXT_LEFT, names_top + SIGN_STEP * index, signer, g.SIGN_LINE, SIGN_SIZE)
    page.date(right - 2, top + block.height - DATE_UP, SIGN_SIZE)
    if block.bind:
        for path in bindings.places(flow.context, block.bind):
            flow.place(path, Rect(left, top, x1, top + block.height))


def _opinion_text(flow: Flow, block: Opinion, box: Rect, seal: float) -> None:
    """Set the opinion full width above the seal, or beside it when it is longer; then the printed lines."""
    lines = [
        text
        for text in (bindings.fill(flow.context, line) for line in block.lines)
        if text.strip("＿□")
    ]
    extra = _extra(flow, block, lines, box, seal)
    text = answer(flow, block.bind, "blank") if block.bind else ""
    free = box.bottom - box.top - extra.height
    above_seal = min(free, block.height - TEXT_TOP - seal - 4 - extra.height) if seal else free
    y = box.top
    if text:
        cell = Cell(box, bind=block.bind, sizes=(12.0, 10.5, 9.0), lead=block.lead, align="justify")
        indented = "\n".join(f"\u3000\u3000{part}" for part in text.split("\n"))
        wide = above_seal >= block.lead * PT  # no line of it would touch the seal
        fitted = fit_text(flow.setter, indented, cell, box.width, above_seal, "fang")
        if seal and not (wide and fitted.fit.fits):
            fitted = fit_text(flow.setter, indented, cell, box.width - seal - 4, free, "fang")
        y = flow.page.block(box.left, y, fitted.block)
        if fitted.rest:
            flow.leave(block.strip, fitted.rest.strip("\u3000"))
    if extra.lines:
        flow.page.block(box.left, y + 1.0, extra)


def _extra(flow: Flow, block: Opinion, lines: list[str], box: Rect, seal: float) -> Block:
    """Return the printed lines above the names; beside an opinion they never take more than half of its room."""
    if not lines:
        return Block(())
    extra = flow.setter.compose([Para(text, EXTRA) for text in lines], box.width)
    most = (box.bottom - box.top) * (0.5 if block.bind else 1.0)
    if extra.height <= most:
        return extra
    width = box.width - (seal + 4 if seal else 0.0)
    cell = Cell(box, sizes=(EXTRA.size, 9.0), lead=EXTRA.lead, align="justify")
    fitted = fit_text(flow.setter, "\n".join(lines), cell, width, most, EXTRA.role)
    if fitted.rest:
        flow.leave(block.strip, fitted.rest)
    return fitted.block


# --- lines to sign --------------------------------------------------------------------
def draw_marks(flow: Flow, part: Marks) -> None:
    """Draw a group of signs, dates, seals and words that stays on one side."""
    top, dx, page = flow.y, flow.dx, flow.page
    for line in part.lines:
        box = line.at
        start, end = (box.left + dx, top + box.top), (box.right + dx, top + box.bottom)
        if line.cut:
            _cut_line(flow, start, end)
        else:
            page.rule(*start, *end, line.weight)
    for words in part.words:
        _words(flow, words, top)
    for seal in part.seals:
        page.seal(
            seal.at[0] + dx, top + seal.at[1], bindings.fill(flow.context, seal.label), seal.size
        )
    for sign in part.signs:
        _sign(flow, sign, top)
    for date in part.dates:
        _date(flow, date, top)
    flow.y = top + part.height


def _words(flow: Flow, words: Words, top: float) -> None:
    if not bindings.holds(flow.context, words.when):
        return
    x, y = words.at[0] + flow.dx, top + words.at[1]
    text = bindings.fill(flow.context, words.text)
    if words.spread:
        flow.page.label(x, y, text, words.spread, words.role, words.size, words.align)
    elif words.width:
        _in_width(flow, words, text, x, y)
    else:
        flow.page.text(x, y, text, words.role, words.size, words.align)


def _in_width(flow: Flow, words: Words, text: str, x: float, y: float) -> None:
    smaller = tuple(size for size in (14.0, 12.0, 10.5, 9.5, 9.0) if size < words.size)
    style = Style(words.role, words.size, words.size * SHORT_LEAD, words.align, smaller=smaller)
    block = flow.setter.composed(text, style, words.width)
    left = x - {"centre": words.width / 2, "right": words.width}.get(words.align, 0.0)
    flow.page.block(left, y - block.height / 2, block)


def _sign(flow: Flow, sign: Sign, top: float) -> None:
    x, y = sign.at[0] + flow.dx, top + sign.at[1]
    label = bindings.fill(flow.context, sign.label)
    end = flow.page.sign(x, y, label, sign.line, sign.size, sign.start)
    text = bindings.value(flow.context, sign.bind) if sign.bind else ""
    if text:
        size = sign.size
        while size > 8 and flow.setter.width(text, "fang", size) > sign.line - 1:
            size -= 0.5
        flow.page.text(end - sign.line / 2, y, text, "fang", size, "centre")


def _date(flow: Flow, date: DatePlace, top: float) -> None:
    x, y = date.at[0] + flow.dx, top + date.at[1]
    text = bindings.value(flow.context, date.bind) if date.bind else ""
    if text:
        flow.page.text(x, y, text, "song", date.size, "right")
    else:
        flow.page.date(x, y, date.size)


def _cut_line(flow: Flow, start: tuple[float, float], end: tuple[float, float]) -> None:
    page, middle = flow.page, (start[0] + end[0]) / 2
    y = start[1]
    page.rule(start[0], y, middle - 13, y, 0.6, 0.3, (4, 3))
    page.rule(middle + 13, y, end[0], y, 0.6, 0.3, (4, 3))
    page.text(middle, y, CUT_WORDS, "song", 8, "centre")
