# SPDX-License-Identifier: MulanPSL-2.0
"""An official letter on its grid of lines (GB/T 9704-2012): opening, running text, closing with the seal."""

from __future__ import annotations

from attrs import evolve

from app.paper.core import geometry as g
from app.paper.core.geometry import PT
from app.paper.core.letter import LetterLayout, letter_layout
from app.paper.core.marks import LETTER_LINES, letter_mark
from app.paper.core.typeset import Block, Para, Style
from app.paper.forms import bindings
from app.paper.forms.draw_grid import answer
from app.paper.forms.flow import Flow
from app.paper.forms.parts import Body, Closing, Opening, Paragraph, Rect

HEADS = ("hei", "kai")  # first and second level: never left alone at the foot of a side
SEAL_ABOVE = 0.56  # of the seal stands above the line between sender and day
SIGN_LINES = 1.2  # pitches between lines to sign
SIGN_SIZE, SIGN_LINE = 12.0, 40.0  # points, mm
_LAST = 2  # lines of text that go with a closing to a new side
_NAME_SIZES = (14.0, 12.0, 10.5)


def draw_opening(flow: Flow, part: Opening) -> None:
    """Set 份号 and mark of a marked letter, then number, title and addressee."""
    layout = letter_layout()
    flow.y = layout.snap(flow.y)
    if flow.opens_letter and flow.press.imprint.head:
        letter_mark(flow.page, flow.press.imprint.head)
        flow.y += LETTER_LINES * layout.pitch
    number = bindings.fill(flow.context, part.number)
    if number:
        _line(flow, layout, number, "right")
    flow.y += layout.pitch
    style = Style("song_bold", layout.title, layout.lead, "centre")
    title = flow.setter.compose(Para(bindings.fill(flow.context, part.title), style), layout.width)
    flow.y = flow.page.block(layout.left, flow.y, title) + layout.pitch
    if part.to:
        style = _style(layout, "left")
        to = Para(f"{bindings.fill(flow.context, part.to)}：", style)
        flow.y = flow.page.block(layout.left, flow.y, flow.setter.compose(to, layout.width))


def _style(layout: LetterLayout, align: str, indent: float = 0.0, role: str = "fang") -> Style:
    return Style(role, layout.body, layout.lead, align, indent, per_line=layout.characters)


def _line(flow: Flow, layout: LetterLayout, text: str, align: str) -> None:
    style = evolve(_style(layout, align), per_line=0)
    flow.y = flow.page.block(
        layout.left, flow.y, flow.setter.compose(Para(text, style), layout.width)
    )


# --- running text --------------------------------------------------------------------
def draw_body(flow: Flow, part: Body, needed: float) -> None:
    """Set paragraphs line by line; ``needed`` is the room in mm the closing takes."""
    layout = letter_layout()
    flow.y = layout.snap(flow.y)
    shown = [each for each in part.paragraphs if bindings.holds(flow.context, each.when)]
    for index, paragraph in enumerate(shown):
        last = part.ends and index == len(shown) - 1
        if paragraph.role in HEADS and not last:
            _keep_with(flow, layout, shown[index + 1])
        for text in _texts(flow, paragraph):
            _paragraph(flow, layout, text, paragraph, needed if last else 0.0)


def _keep_with(flow: Flow, layout: LetterLayout, following: Paragraph) -> None:
    """Begin a new side where a head would stand without the lines its text begins with."""
    texts = _texts(flow, following)
    style = _style(layout, following.align, following.indent, following.role)
    lines = len(flow.setter.compose(Para(texts[0], style), layout.width).lines)
    wanted = lines if lines <= _LAST + 1 else _LAST
    if _room(flow, layout) < (1 + wanted) * layout.pitch:
        flow.turn()


def _texts(flow: Flow, paragraph: Paragraph) -> list[str]:
    if paragraph.bind:
        return answer(flow, paragraph.bind, paragraph.empty).split("\n")
    return bindings.fill(flow.context, paragraph.text).split("\n")


def _paragraph(
    flow: Flow, layout: LetterLayout, text: str, paragraph: Paragraph, needed: float
) -> None:
    indent = 0.0 if paragraph.align == "left" else paragraph.indent
    style = _style(layout, paragraph.align, indent, paragraph.role)
    block = flow.setter.compose(Para(text, style), layout.width)
    top = flow.y
    while block.lines:
        head, rest = block.split(_room(flow, layout))
        if not rest.lines and needed and _room(flow, layout) - head.height < needed:
            head, rest = _held_back(block)
        if head.lines:
            flow.y = flow.page.block(layout.left, flow.y, head)
        if rest.lines:
            flow.turn()
            top, needed = flow.y, 0.0
        block = rest
    if paragraph.bind:
        paths = bindings.paths_of(paragraph.bind)
        flow.place(paths[0] if paths else "", Rect(layout.left, top, layout.right, flow.y))


def _room(flow: Flow, layout: LetterLayout) -> float:
    return layout.last - flow.y + 0.01


def _held_back(block: Block) -> tuple[Block, Block]:
    """Return what stays and the last lines that go along with the closing."""
    if len(block.lines) <= _LAST + 1:
        return Block(()), block
    return Block(block.lines[:-_LAST]), Block(block.lines[-_LAST:])


# --- closing -------------------------------------------------------------------------
def closing_height(part: Closing) -> float:
    """Return the room a closing takes in mm."""
    layout = letter_layout()
    lines = len(part.attachments) + (1 if part.attachments else 0) + (1 if part.contact else 0)
    return lines * layout.pitch + _signed_height(layout, part)


def _signed_height(layout: LetterLayout, part: Closing) -> float:
    """Return the room of sender, day and lines to sign; above a 附注 the whole seal."""
    written = SEAL_ABOVE * g.SEAL + layout.pitch
    seal = g.SEAL if part.contact else written
    return max(seal, (0.4 + len(part.signs) * SIGN_LINES) * layout.pitch)


def draw_closing(flow: Flow, part: Closing) -> None:
    """Set what follows the text; it stays on one side."""
    layout = letter_layout()
    flow.y = layout.snap(flow.y)
    if _room(flow, layout) < closing_height(part):
        flow.turn()
    attachments = _attachments(flow, part)
    if attachments:
        flow.y += layout.pitch
        for text in attachments:
            style = _style(layout, "left")
            block = flow.setter.compose(Para(text, style), layout.width)
            flow.y = flow.page.block(layout.left, flow.y, block)
    top = flow.y
    _signed(flow, layout, part, top)
    flow.y = layout.snap(top + _signed_height(layout, part))
    contact = bindings.fill(flow.context, part.contact)
    if contact:
        block = flow.setter.compose(Para(contact, _style(layout, "left", 2.0)), layout.width)
        flow.y = flow.page.block(layout.left, flow.y, block)


def _attachments(flow: Flow, part: Closing) -> list[str]:
    """Return 附件：1. …, the further ones under the first (GB/T 9704 7.3.5)."""
    named = [bindings.fill(flow.context, text) for text in part.attachments]
    if len(named) == 1:
        return [f"\u3000\u3000附件：{named[0]}"]
    lead = ("\u3000\u3000附件：", "\u3000" * 5)
    return [f"{lead[place > 0]}{place + 1}. {text}" for place, text in enumerate(named)]


def _signed(flow: Flow, layout: LetterLayout, part: Closing, top: float) -> None:
    page, setter = flow.page, flow.setter
    for index, label in enumerate(part.signs):
        page.sign(
            layout.left,
            top + (0.9 + index * SIGN_LINES) * layout.pitch,
            label,
            SIGN_LINE,
            SIGN_SIZE,
        )
    day = bindings.value(flow.context, part.on) if part.on else ""
    day = day or "\u3000\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日"
    wide = setter.width(day, "fang", layout.body)
    right = layout.right - layout.date_indent * layout.em
    office = bindings.fill(flow.context, part.office)
    room = 76.0 if part.signs else layout.width - 2 * layout.em
    size = next(
        (
            each
            for each in (layout.body, *_NAME_SIZES)
            if setter.width(office, "fang", each) <= room
        ),
        _NAME_SIZES[-1],
    )
    style = Style("fang", size, size * 1.3, "centre")
    name = setter.compose(Para(office, style), room)
    half = max((setter.width(line.text, "fang", size) for line in name.lines), default=0.0) / 2
    edge = layout.right - max(half, g.SEAL / 2)
    axis = edge if part.signs else min(right - wide / 2, edge)
    middle = top + SEAL_ABOVE * g.SEAL
    page.seal(axis, top + g.SEAL / 2, "", g.SEAL)
    page.block(axis - room / 2, middle - layout.pitch * 0.5 - name.height / 2, name)
    page.text(axis, middle + layout.pitch * 0.5, day, "fang", layout.body, "centre")
    flow.y = max(flow.y, top + layout.body * PT)
