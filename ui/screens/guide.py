# SPDX-License-Identifier: MulanPSL-2.0
"""A written guide to be read in the window: 怎样做下一年的政策包."""

from __future__ import annotations

from html import escape

from app.present.guide import Block, GuideBlock, headings, read_guide
from ui.context import Context
from ui.qt import QTextEdit, QWidget
from ui.screen import Screen
from ui.theme import Theme
from ui.widgets.basics import button, panel
from ui.widgets.fields import DropField


class GuideScreen(Screen):
    """Draws the guide as one text; a list of its sections leads to each."""

    title = "怎样做下一年的政策包"
    reading = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.blocks = read_guide()
        self._sections = headings(self.blocks)
        back = button(self.theme, "返回", "quiet", "back", "Esc")
        back.clicked.connect(self.clicked(context.back))
        self.header.add_beside(back)
        self.where = DropField(self.theme, "看哪一节", self._sections, chars=16)
        self.where.set_text(self._sections[0])
        self.where.committed.connect(self.intent(self._go))
        self.column.addWidget(self.where)
        m = self.theme.m
        frame, inner = panel("sheet", "column", (m.s24, m.s16, m.s4, m.s8))
        self.area = _page(self.theme, self.blocks)
        inner.addWidget(self.area)
        self.column.addWidget(frame, 1)
        self.on_key("Esc", context.back)
        self.on_key("PageDown", lambda: self._scroll(1))
        self.on_key("PageUp", lambda: self._scroll(-1))

    def first_focus(self) -> QWidget:
        """Start at the list of sections."""
        return self.where.drop

    def _go(self, name: str) -> None:
        if name in self._sections:
            block = self.area.document().begin()
            while block.isValid() and block.text() != name:
                block = block.next()
            layout = self.area.document().documentLayout()
            self.area.verticalScrollBar().setValue(round(layout.blockBoundingRect(block).top()))

    def _scroll(self, pages: int) -> None:
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())


def _page(theme: Theme, blocks: tuple[GuideBlock, ...]) -> QTextEdit:
    """Return the blocks as one text to be read: laid out once, where a label a block took 130 ms."""
    page = QTextEdit()
    page.setProperty("role", "reading")
    page.setReadOnly(True)
    page.setAccessibleName(GuideScreen.title)
    page.document().setDocumentMargin(0)
    page.setHtml("".join(_written(theme, blocks)))
    return page


def _written(theme: Theme, blocks: tuple[GuideBlock, ...]) -> list[str]:
    """Return the blocks in the few marks Qt's text knows; items that follow one another stand in one list."""
    parts: list[str] = []
    items: list[GuideBlock] = []
    for block in blocks:
        if block.kind is not Block.ITEM and items:
            parts.append(_items(theme, items))
            items = []
        if block.kind is Block.ITEM:
            items.append(block)
        elif block.kind is not Block.TITLE:  # the page says its name itself
            parts.append(_block(theme, block))
    return [*parts, _items(theme, items)] if items else parts


def _block(theme: Theme, block: GuideBlock) -> str:
    m, c = theme.m, theme.c
    words = escape(block.text)
    if block.kind is Block.TABLE:
        return _table(theme, block)
    if block.kind is Block.SECTION:
        look = f"font-size: {m.section}px; font-weight: 500; margin: 0 0 {m.s8}px 0"
        return f'<hr style="background-color: {c.line}"/><p style="{look}">{words}</p>'
    if block.kind is Block.COMMAND:
        lines = words.replace("\n", "<br/>")
        return (
            f'<table width="100%" bgcolor="{c.well}" cellpadding="{m.s8}" style="{_apart(theme)}"><tr><td>'
            f'<p style="margin: 0; white-space: pre-wrap">{lines}</p></td></tr></table>'
        )
    return f'<p style="margin: 0 0 {m.s8}px 0">{words}</p>'


def _items(theme: Theme, items: list[GuideBlock]) -> str:
    m = theme.m
    rows = "".join(
        f'<tr><td width="{m.chars(2)}" style="font-weight: 500">{escape(item.mark)}</td>'
        f"<td>{escape(item.text)}</td></tr>"
        for item in items
    )
    return f'<table cellspacing="{m.s4}" style="{_apart(theme)}">{rows}</table>'


def _table(theme: Theme, block: GuideBlock) -> str:
    """Return a table: heads in the second ink, the first column strong and never broken."""
    m = theme.m
    room = f"padding: {m.s2}px {m.s24}px {m.s2}px 0"
    head = f"color: {theme.c.ink2}; font-size: {m.table}px"
    rows = []
    for number, cells in enumerate(block.rows):
        looks = (
            [head] * len(cells)
            if number == 0
            else ["font-weight: 500; white-space: nowrap", "", ""]
        )
        rows.append(
            "".join(
                f'<td style="{room}; {look}">{escape(text.strip())}</td>'
                for look, text in zip(looks, cells, strict=False)
            )
        )
    lines = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<table cellspacing="0" style="{_apart(theme)}">{lines}</table>'


def _apart(theme: Theme) -> str:
    """Return the distance of a table from the words around it."""
    return f"margin: {theme.m.s4}px 0 {theme.m.s8}px 0"


def open_screen(context: Context) -> GuideScreen:
    """Make the screen."""
    return GuideScreen(context)
