# SPDX-License-Identifier: MulanPSL-2.0
"""使用手册 on paper: contents with pages, chapters that flow, terms kept with what they mean."""

from __future__ import annotations

import attrs
from attrs import define, field, frozen

from app.paper.context import PaperContext
from app.paper.core import geometry as g
from app.paper.core.blocks import Block
from app.paper.core.geometry import Side
from app.paper.core.page import Page
from app.paper.core.press import Piece, Press, footer
from app.paper.core.typeset import Para, Style

TOP, BOTTOM = 24.0, 270.0
GAP = 1.6  # mm between parts
BETWEEN, LEAST = 9.0, 62.0  # mm between chapters, and what a chapter wants to begin low on a side
_TITLE = Style("song_bold", 26, 36, "centre")
_CHAPTER = Style("song_bold", 17, 26)
_HEAD = Style("hei_bold", 12.5, 20, before=4)
_TERM = Style("hei_bold", 10.5, 16)
_BODY = Style("song", 11, 18.5)
_NOTE = Style("fang", 11, 18.5)
_SMALL = Style("song", 9.5, 14.5)
_STEP = 8.0  # mm a step's number takes


@frozen
class Part:
    """One part of a chapter.

    Attributes:
        kind: text, note, steps, term (a word and what it means) or head.
        text: the paragraph, the term, or the heading.
        items: the steps, or the lines under a term.
    """

    kind: str
    text: str = ""
    items: tuple[str, ...] = ()


@frozen
class Chapter:
    """One chapter; ``id`` is the place search and F1 lead to."""

    id: str
    title: str
    parts: tuple[Part, ...]


def booklet(context: PaperContext, title: str, lead: str, chapters: tuple[Chapter, ...]) -> Piece:
    """Return the booklet; its contents page is laid first without numbers to learn them.

    Raises:
        UserError: PAPER-GLYPH when a character is in no face.
    """
    numbers: tuple[int, ...] = (0,) * len(chapters)
    for _pass in range(2):
        imprint = attrs.evolve(context.imprint(), version=None, code="")  # it is about nobody
        book = _Book(Press(imprint=imprint, title=title))
        book.open(title, lead, chapters, numbers)
        numbers = tuple(book.chapter(each) for each in chapters)
    return book.piece(title)


@define
class _Book:
    """Sides filled from the top; a part that does not fit goes on overleaf."""

    press: Press
    number: int = 0
    y: float = TOP
    page: Page = field(init=False)

    def open(
        self, title: str, lead: str, chapters: tuple[Chapter, ...], numbers: tuple[int, ...]
    ) -> None:
        self.turn()
        margins = self.page.margins
        self.y = self.page.paras(margins.left, 42, margins.width, Para(title, _TITLE))
        self.y = self.page.paras(margins.left, self.y + 6, margins.width, Para(lead, _NOTE)) + 8
        for chapter, number in zip(chapters, numbers, strict=True):
            self.page.text(margins.left, self.y, chapter.title, "song", 12)
            self.page.text(margins.x1, self.y, str(number), "song", 12, "right")
            start = margins.left + self.press.setter.width(chapter.title, "song", 12) + 3
            self.page.rule(
                start, self.y + 1.2, margins.x1 - 9, self.y + 1.2, g.HAIR, 0.5, (0.6, 1.8)
            )
            self.y += 8.4

    def turn(self) -> None:
        if self.number:
            footer(self.page, self.press.imprint, self.number)
        side = Side.BACK if self.number % 2 else Side.FRONT
        self.number += 1
        self.page = self.press.page(g.loose(side), f"{self.number}", side)
        self.y = TOP

    def chapter(self, chapter: Chapter) -> int:
        """Set one chapter; returns the page it begins on. A short rest of a side is left blank."""
        if self.number == 1 or self.y + LEAST > BOTTOM:
            self.turn()
        elif self.y > TOP:
            self.y += BETWEEN
        first = self.number
        self._set(self._compose(chapter.title, _CHAPTER), 0)
        self.y += 3
        for part in chapter.parts:
            self._part(part)
        return first

    def _part(self, part: Part) -> None:
        if part.kind == "steps":
            for number, item in enumerate(part.items, start=1):
                self._step(number, item)
        elif part.kind == "term":
            self._term(part)
        elif part.kind == "head":
            self._room(24)
            self._set(self._compose(part.text, _HEAD), 0)
        else:
            style = _NOTE if part.kind == "note" else _BODY
            inset = 6.0 if part.kind == "note" else 0.0
            block = self._compose(part.text, style, inset)
            if part.kind == "note":
                self._room(block.height)
                x = self.page.margins.left + 2
                self.page.rule(x, self.y + 1, x, self.y + block.height - 1, 1.6, 0.55)
            self._set(block, inset)
        self.y += GAP

    def _step(self, number: int, text: str) -> None:
        block = self._compose(text, _BODY, _STEP)
        self._room(min(block.height, 14))
        line = block.lines[0].middle if block.lines else 3.0
        self.page.text(self.page.margins.left, self.y + line, f"{number}.", "hei_bold", 11)
        self._set(block, _STEP)
        self.y += GAP / 2

    def _term(self, part: Part) -> None:
        head = self._compose(part.text, _TERM)
        blocks = [self._compose(line, _SMALL, 4.0) for line in part.items]
        self._room(min(sum(b.height for b in (head, *blocks)), 60))
        self._set(head, 0)
        for block in blocks:
            self._set(block, 4.0)

    def _compose(self, text: str, style: Style, inset: float = 0.0) -> Block:
        width = self.page.margins.width - inset
        return self.press.setter.compose(Para(text, style), width)

    def _room(self, height: float) -> None:
        if self.y + height > BOTTOM:
            self.turn()

    def _set(self, block: Block, inset: float) -> None:
        rest = block
        while rest.lines:
            now, rest = rest.split(BOTTOM - self.y)
            if not now.lines:
                self.turn()
                continue
            self.y = self.page.block(self.page.margins.left + inset, self.y, now)
            if rest.lines:
                self.turn()

    def piece(self, title: str) -> Piece:
        footer(self.page, self.press.imprint, self.number)
        pdf = self.press.save()
        return Piece("manual", title, pdf, self.press.sides)
