# SPDX-License-Identifier: MulanPSL-2.0
"""使用手册: chapters at the left, one of them at reading width; the whole book goes to the print centre."""

from __future__ import annotations

from collections.abc import Sequence

from app.paper.booklet import Chapter, Part
from app.present.help.manual_view import ManualPresenter
from ui.context import Context
from ui.qt import QLabel, QVBoxLayout, QWidget
from ui.screen import Command, Screen
from ui.widgets.basics import TOP, button, clear_layout, label, line, panel, scrolled
from ui.widgets.table import Column, FormTable, Row

LIST_CHARS = 15


class ManualScreen(Screen):
    """Draws ManualPresenter's state."""

    title = "使用手册"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(ManualPresenter)
        m = self.theme.m
        show = self.header.set_primary("打印整本手册", "printer")
        show.clicked.connect(self.clicked(self._print))
        before = button(self.theme, "上一章", "quiet", "back", "PageUp")
        after = button(self.theme, "下一章", "quiet", "", "PageDown")
        before.clicked.connect(self.clicked(lambda: self.presenter.turn(-1)))
        after.clicked.connect(self.clicked(lambda: self.presenter.turn(1)))
        self.header.add_commands(before, after)
        self.list = FormTable(self.theme, (Column("章"),), "手册各章")
        self.list.setFixedWidth(m.chars(LIST_CHARS))
        self.list.current_changed.connect(self.intent(self.presenter.choose))
        sheet, self.words = panel("sheet", margins=(m.s24, m.s16, m.s24, m.s24), gap=m.s8)
        sheet.setMaximumWidth(m.chars(46))
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, m.s8, 0)
        inner.addWidget(sheet)
        inner.addStretch(1)
        self.area = scrolled(holder)
        self.column.addLayout(line(self.theme, self.list, self.area, gap=m.s16), 1)
        self._drawn = ""
        self.bind(self.presenter)
        self.refresh()

    def commands(self) -> Sequence[Command]:
        """Return the verbs of the page."""
        return (
            Command("上一章", lambda: self.presenter.turn(-1), "PgUp"),
            Command("下一章", lambda: self.presenter.turn(1), "PgDown"),
            Command("打印整本手册", self._print),
        )

    def first_focus(self) -> QWidget | None:
        """Start in the list of chapters."""
        return self.list

    def focus_path(self, path: str) -> bool:
        """Open a chapter by its id."""
        return self.presenter.choose(path)

    def refresh(self) -> None:
        """Draw the list and the chapter in hand."""
        state = self.presenter.state
        self.header.set_summary(f"第 {state.place + 1} 章，共 {len(state.titles)} 章")
        self.list.set_rows([Row(key, (title,)) for key, title in state.titles])
        if self.list.current_id() != state.chapter.id:
            self.list.select(state.chapter.id)
        if self._drawn != state.chapter.id:
            self._drawn = state.chapter.id
            self._draw(state.chapter)

    def _draw(self, chapter: Chapter) -> None:
        clear_layout(self.words)
        self.words.addWidget(label(chapter.title, "title", wrap=True))
        for part in chapter.parts:
            self._part(part)
        self.area.verticalScrollBar().setValue(0)

    def _part(self, part: Part) -> None:
        if part.kind == "steps":
            for number, item in enumerate(part.items, start=1):
                mark = label(f"{number}.", "strong")
                mark.setAlignment(TOP)
                mark.setFixedWidth(self.theme.m.chars(1.6))
                row = line(self.theme, mark)
                row.addWidget(_text(item), 1)
                self.words.addLayout(row)
        elif part.kind == "term":
            self.words.addWidget(label(part.text, "strong", wrap=True))
            for each in part.items:
                self.words.addWidget(_text(each, "second"))
        else:
            role = {"head": "section", "note": "second"}.get(part.kind, "body")
            self.words.addWidget(_text(part.text, role))

    def _print(self) -> None:
        self.context.go("print", "manual")


def _text(words: str, role: str = "body") -> QLabel:
    return label(words, role, wrap=True, select=True)


def open_screen(context: Context) -> ManualScreen:
    """Make the screen."""
    return ManualScreen(context)
