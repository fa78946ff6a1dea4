# SPDX-License-Identifier: MulanPSL-2.0
"""A file as it will lie on the table: one page, front beside back, or all pages small (ux §2.5, S13)."""

from __future__ import annotations

from collections.abc import Sequence

from app.intake import Raster
from app.kernel.errors import UserError
from app.present.prints.preview import PreviewPresenter
from app.present.prints.printing_sides import PrintedSide
from ui.context import Context
from ui.preview.thumbs import Draw, Thumbs
from ui.qt import QHBoxLayout, QShowEvent, QStackedWidget, QVBoxLayout, QWidget, Signal, isValid
from ui.widgets.basics import Elided, button, line
from ui.widgets.header import Chip, Chips
from ui.widgets.paper import PaperView

ONE, PAIR, ALL = "one", "pair", "all"
MODES = (Chip(ONE, "单页"), Chip(PAIR, "正背"), Chip(ALL, "全部"))


class BookView(QWidget):
    """Shows the pages of one finished file; rasters come from the sandboxed renderer.

    With ``whole_pages`` a page is shown whole, else across the width.
    The owner places ``chips`` (one page, front beside back, all) in a line of its own.
    Emits ``turned(index)`` when another page is in hand.
    """

    turned = Signal(int)

    def __init__(
        self, context: Context, preview: PreviewPresenter, *, whole_pages: bool = False
    ) -> None:
        super().__init__()
        self.context, self.theme, self.preview = context, context.theme, preview
        self.key, self.index, self.mode = "", 0, ONE
        self.sides: tuple[PrintedSide, ...] = ()
        self._asked: dict[int, tuple[str, int, int]] = {}
        self.draw_page: Draw = lambda index, width: preview.page("", index, width)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.m.s8)
        self.chips = Chips(self.theme, "预览方式")
        self.chips.chosen.connect(self.set_mode)
        self.stack = QStackedWidget()
        self.papers = (PaperView(self.theme), PaperView(self.theme, "背面预览"))
        self._make_papers(whole_pages=whole_pages)
        self.thumbs = Thumbs(context)
        self.thumbs.picked.connect(self._picked)
        self.stack.addWidget(self.thumbs)
        column.addWidget(self.stack, 1)
        column.addLayout(self._tools())
        self.set_mode(ONE)

    def _tools(self) -> QHBoxLayout:
        self.words = Elided(role="second")
        self.before = button(self.theme, "上一页", "link")
        self.after = button(self.theme, "下一页", "link")
        self.smaller = button(self.theme, "缩小", "quiet", "minus")
        self.larger = button(self.theme, "放大", "quiet", "plus")
        for verb, word in ((self.smaller, "缩小"), (self.larger, "放大")):
            verb.setText("")
            verb.setToolTip(word)
        self.before.clicked.connect(lambda _checked=False: self.turn(-1))
        self.after.clicked.connect(lambda _checked=False: self.turn(1))
        self.smaller.clicked.connect(lambda _checked=False: self.zoom(-1))
        self.larger.clicked.connect(lambda _checked=False: self.zoom(1))
        tools = line(self.theme, self.words, self.before, self.after, self.smaller, self.larger)
        tools.setStretchFactor(self.words, 1)
        return tools

    def _make_papers(self, *, whole_pages: bool) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.m.s8)
        for number, paper in enumerate(self.papers):
            row.addWidget(paper, 1)
            paper.width_wanted.connect(lambda _width, number=number: self._ask(number))
            if whole_pages:
                paper.fit_page()
        self.stack.addWidget(holder)

    # -- what is shown

    def show_file(self, key: str, sides: Sequence[PrintedSide], draw: Draw | None = None) -> None:
        """Show a file; the same page stays in hand when it is there.

        Args:
            key: of a document handed to the renderer, or of whatever ``draw`` draws.
            draw: gives the pictures; None asks the renderer.
        """
        if key != self.key:
            self.key, self.sides = key, tuple(sides)
            self.draw_page = draw or (lambda index, width: self.preview.page(key, index, width))
            self.index = min(self.index, max(0, len(self.sides) - 1))
            self._asked.clear()
            self.thumbs.show_file(key, self.sides, self.index, self.draw_page)
            self._draw()

    def show_words(self, words: str) -> None:
        """Say why there is nothing to look at."""
        self.key, self.sides, self.index = "", (), 0
        self._asked.clear()
        self.thumbs.clear()
        for paper in self.papers:
            paper.set_waiting(words)
            paper.set_page_size(210.0, 297.0)
        self.words.set_text("")
        self._enable()

    def set_mode(self, mode: str) -> None:
        """Show one page, front beside back, or all pages."""
        self.mode = mode
        self.chips.set_chips(MODES, mode)
        self.papers[1].setVisible(mode == PAIR)
        self.stack.setCurrentIndex(1 if mode == ALL else 0)
        self._asked.clear()
        self._draw()

    def turn_to(self, index: int) -> None:
        """Take a page in hand."""
        if self.sides:
            self.index = min(max(index, 0), len(self.sides) - 1)
            self.thumbs.take(self.index)
            self._draw()
            self.turned.emit(self.index)

    def turn(self, step: int) -> None:
        """Go on or back: a page, or a sheet when both its sides are shown."""
        if self.mode != PAIR:
            self.turn_to(self.index + step)
            return
        here = self._sheet()
        self.turn_to(here[-1] + 1 if step > 0 else here[0] - 1)

    def zoom(self, steps: int) -> None:
        """Show pages larger or smaller."""
        for paper in self.papers:
            paper.zoom_by(steps)
            paper.width_wanted.emit(paper.wanted_width())

    def side_words(self) -> str:
        """Return 第29页（第1册）· 背面 of the page in hand."""
        return self.sides[self.index].words if self.sides else ""

    # -- drawing

    def _sheet(self) -> list[int]:
        """Return the pages on the sheet in hand, front first."""
        if not self.sides:
            return []
        sheet = self.sides[self.index].sheet
        return [n for n, side in enumerate(self.sides) if side.sheet == sheet]

    def _pages(self) -> list[int]:
        return self._sheet() if self.mode == PAIR else [self.index][: len(self.sides)]

    def _draw(self) -> None:
        pages = self._pages()
        if self.sides:
            whole = f"　共 {len(self.sides)} 面"
            self.words.set_text("　".join(self.sides[n].words for n in pages) + whole)
        for number in range(len(self.papers)):
            self._ask(number)
        self._enable()

    def _enable(self) -> None:
        pages = self._pages()
        self.before.setEnabled(bool(pages) and pages[0] > 0)
        self.after.setEnabled(bool(pages) and pages[-1] < len(self.sides) - 1)
        for verb in (self.smaller, self.larger):
            verb.setEnabled(bool(pages) and self.mode != ALL)

    def _ask(self, number: int) -> None:
        pages, paper = self._pages(), self.papers[number]
        if not self.key or self.mode == ALL or not self.isVisible() or paper.isHidden():
            return
        if number >= len(pages):
            paper.set_waiting("这一面没有内容")
            return
        wanted = (self.key, pages[number], paper.wanted_width())
        if self._asked.get(number) == wanted:
            return
        self._asked[number] = wanted
        _key, index, width = wanted
        draw = self.draw_page

        def show(raster: Raster) -> None:
            if isValid(paper) and self._asked.get(number) == wanted:
                paper.set_raster(raster.width, raster.height, raster.stride, raster.pixels)

        def refused(fault: UserError) -> None:
            if isValid(paper):
                paper.set_waiting(fault.message.title)

        self.context.quick.start(
            lambda _progress: draw(index, width),
            done=show,
            refused=refused,
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what could not be drawn while nobody looked."""
        super().showEvent(event)
        self._draw()

    def _picked(self, index: int, opened: bool) -> None:
        self.index = index
        self._draw()
        self.turned.emit(index)
        if opened:
            self.set_mode(ONE)
