# SPDX-License-Identifier: MulanPSL-2.0
"""What stands beside an item in the walk: the levels' words, the clause, the sample, a note."""

from __future__ import annotations

from app.present.papers.walk import WalkState
from ui.frame.pane import Pane, pane_scroll
from ui.frame.why import show_why
from ui.qt import QLineEdit
from ui.screen import Screen
from ui.widgets.basics import Elided, button, clear_layout, label, line, rule
from ui.widgets.tags import StateTag

NOTE_HINT = "只在这个库里看得到，不打印"


class WalkSide:
    """Belongs to a WalkScreen; its pane stands under the head, or over the page when it is narrow."""

    def __init__(self, screen: Screen) -> None:
        self.screen, self.theme = screen, screen.theme
        self.pane = Pane(self.theme) if self.theme.pane else screen.make_pane()
        self.rows = pane_scroll(self.pane.column)
        self.rows.setSpacing(self.theme.m.s8)
        self.cited = label("", "second", wrap=True)
        self.pane.column.addWidget(self.cited)
        self.pane.column.addWidget(rule())
        self.pane.column.addWidget(label("备注　F2", "strong"))
        self.note = QLineEdit()
        self.note.setAccessibleName("备注")
        self.note.setPlaceholderText(NOTE_HINT)
        self.pane.column.addWidget(self.note)

    def draw(self, state: WalkState) -> None:
        """Show what belongs to the item in hand."""
        clear_layout(self.rows)
        self.rows.addWidget(label("各级怎么看的", "section"))
        for mark in state.marks:
            word = {"通过": "已核验"}.get(mark.word, mark.word)
            tag = StateTag(self.theme, word) if not mark.stale else label("核验失效", "small")
            by = Elided(mark.by, "second")
            row = line(self.theme, label(mark.level_word), tag, by, label(mark.on, "second"))
            row.setStretchFactor(by, 1)
            self.rows.addLayout(row)
            if mark.reason:
                self.rows.addWidget(label(mark.reason, "second", wrap=True))
        self.rows.addWidget(label(state.registered, "second", wrap=True))
        self.rows.addWidget(rule())
        self._draw_clauses(state)
        if state.sample:
            self.rows.addWidget(label("样例", "section"))
            self.rows.addWidget(label(state.sample, "second", wrap=True))
        self.rows.addStretch(1)
        self.cited.setText("被引用：" + "、".join(state.cited_by) if state.cited_by else "")
        self.cited.setVisible(bool(state.cited_by))

    def _draw_clauses(self, state: WalkState) -> None:
        pack = self.screen.context.session.pack
        read = button(self.theme, "看原文", "link", key="F1")
        read.clicked.connect(self.screen.clicked(self._read))
        ask = button(self.theme, "为什么要", "link", key="F4")
        ask.clicked.connect(self.screen.clicked(self._why))
        self.rows.addLayout(line(self.theme, label("条款", "section"), None, ask, read))
        for clause, text in state.clauses:
            words = f"{pack.clause(clause).reference}：{text}"
            self.rows.addWidget(label(words, "second", wrap=True))
        if not state.clauses:
            self.rows.addWidget(label("没有对应的条款。", "second"))

    def _why(self) -> None:
        show_why(self.screen.context, self.screen.why())

    def _read(self) -> None:
        help_words = self.screen.help_words()
        show_help(self.screen, help_words)


def show_help(screen: Screen, words: str) -> None:
    """Show a text to read; Enter or Esc closes it."""
    from ui.widgets.dialogs import Dialog

    dialog = Dialog(screen.theme, screen.context.parent(), "条款原文", screen.context.marking)
    for paragraph in words.splitlines():
        if paragraph.strip():
            dialog.body.addWidget(label(paragraph, wrap=True, select=True))
    done = dialog.add_verb("关上", "primary")
    done.clicked.connect(dialog.accept)
    done.setFocus()
    dialog.exec()
    dialog.deleteLater()
