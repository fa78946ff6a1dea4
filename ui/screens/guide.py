# SPDX-License-Identifier: MulanPSL-2.0
"""A written guide to be read in the window: 怎样做下一年的政策包."""

from __future__ import annotations

from app.present.guide import Block, GuideBlock, headings, read_guide
from ui.context import Context
from ui.qt import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from ui.screen import Screen
from ui.widgets.basics import TOP, button, label, panel, rule, scrolled
from ui.widgets.fields import DropField


class GuideScreen(Screen):
    """Draws the blocks of the guide; a list of its sections leads to each."""

    title = "怎样做下一年的政策包"
    reading = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.blocks = read_guide()
        self._sections: dict[str, QWidget] = {}
        back = button(self.theme, "返回", "quiet", "back", "Esc")
        back.clicked.connect(self.clicked(context.back))
        self.header.add_beside(back)
        self.where = DropField(self.theme, "看哪一节", list(headings(self.blocks)), chars=16)
        self.where.committed.connect(self.intent(self._go))
        self.column.addWidget(self.where)
        m = self.theme.m
        frame, self._page = panel("sheet", "column", (m.s24, m.s16, m.s24, m.s16), m.s8)
        for block in self.blocks:
            self._draw(block)
        self._page.addStretch(1)
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.area = scrolled(holder)
        self.column.addWidget(self.area, 1)
        self.on_key("Esc", context.back)
        self.on_key("PageDown", lambda: self._scroll(1))
        self.on_key("PageUp", lambda: self._scroll(-1))

    def _draw(self, block: GuideBlock) -> None:
        m = self.theme.m
        if block.kind is Block.TABLE:
            self._page.addLayout(self._table(block))
        elif block.kind is Block.SECTION:
            self._page.addSpacing(m.s8)
            self._page.addWidget(rule())
            head = self._sections[block.text] = label(block.text, "section", wrap=True)
            self._page.addWidget(head)
        elif block.kind is Block.COMMAND:
            frame, inner = panel("well", "column", (m.s12, m.s8, m.s12, m.s8))
            inner.addWidget(label(block.text, "body", wrap=True, select=True))
            self._page.addWidget(frame)
        elif block.kind is Block.ITEM:
            row = QHBoxLayout()
            row.setSpacing(m.s8)
            mark = label(block.mark, "strong")
            mark.setFixedWidth(m.chars(2))
            row.addWidget(mark, 0, TOP)
            row.addWidget(label(block.text, wrap=True, select=True), 1)
            self._page.addLayout(row)
        elif block.kind is Block.WORDS:
            self._page.addWidget(label(block.text, wrap=True, select=True))

    def _table(self, block: GuideBlock) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.m.s16)
        grid.setVerticalSpacing(self.theme.m.s4)
        for number, cells in enumerate(block.rows):
            for place, text in enumerate(cells):
                role = "second" if number == 0 else ("strong" if place == 0 else "body")
                words = label(text.strip(), role, wrap=place > 0, select=True)
                words.setAlignment(TOP)
                grid.addWidget(words, number, place)
        for place in range(1, len(block.rows[0])):
            grid.setColumnStretch(place, 2 if place == 1 else 1)
        return grid

    def first_focus(self) -> QWidget:
        """Start at the list of sections."""
        return self.where.drop

    def _go(self, name: str) -> None:
        if name in self._sections:
            bar = self.area.verticalScrollBar()
            bar.setValue(self._sections[name].mapTo(self.area.widget(), self._sections[name].rect().topLeft()).y())  # fmt: skip

    def _scroll(self, pages: int) -> None:
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())


def open_screen(context: Context) -> GuideScreen:
    """Make the screen."""
    return GuideScreen(context)
