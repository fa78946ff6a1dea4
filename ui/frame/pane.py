# SPDX-License-Identifier: MulanPSL-2.0
"""The right pane: preview, clause, history beside the page; over the page when there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from ui.qt import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import scrolled


class Pane(QFrame):
    """Made by a screen with ``Screen.make_pane``.

    With tabs, each has its own column (``tab(n)``); without, there is one (``column``).
    Emits ``tab_changed(number)``.
    """

    tab_changed = Signal(int)

    def __init__(self, theme: Theme, tabs: Sequence[str] = ()) -> None:
        super().__init__()
        m = theme.m
        self.setProperty("role", "pane")
        self.setAccessibleName("右栏")
        self.setFixedWidth(m.pane_width)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(m.s16, m.s8 if tabs else m.s16, m.s16, m.s12)
        outer.setSpacing(m.s8)
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._columns: list[QVBoxLayout] = []
        if tabs:
            row = QHBoxLayout()
            row.setSpacing(m.s16)
            for number, word in enumerate(tabs):
                row.addWidget(self._tab_button(number, word))
            row.addStretch(1)
            outer.addLayout(row)
        for _number in range(max(1, len(tabs))):
            page = QWidget()
            page.setProperty("role", "clear")
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(m.s8)
            self._stack.addWidget(page)
            self._columns.append(column)
        outer.addWidget(self._stack, 1)

    def _tab_button(self, number: int, word: str) -> QPushButton:
        tab = QPushButton(word)
        tab.setProperty("role", "tab")
        tab.setCheckable(True)
        tab.setChecked(number == 0)
        tab.setAutoDefault(False)
        tab.setAccessibleName(word)
        tab.clicked.connect(lambda _checked=False: self.show_tab(number))
        self._group.addButton(tab, number)
        return tab

    @property
    def column(self) -> QVBoxLayout:
        """Return the layout of the first (or only) page of the pane."""
        return self._columns[0]

    def tab(self, number: int) -> QVBoxLayout:
        """Return the layout of one tab."""
        return self._columns[number]

    def show_tab(self, number: int) -> None:
        """Bring a tab to the front."""
        button = self._group.button(number)
        if button is not None:
            button.setChecked(True)
        if self._stack.currentIndex() != number:
            self._stack.setCurrentIndex(number)
            self.tab_changed.emit(number)

    def current_tab(self) -> int:
        """Return the number of the tab in front."""
        return self._stack.currentIndex()


def pane_scroll(column: QVBoxLayout) -> QVBoxLayout:
    """Put a scroll area into a pane's column and return the layout inside it."""
    content = QWidget()
    inner = QVBoxLayout(content)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(column.spacing())
    column.addWidget(scrolled(content), 1)
    return inner
