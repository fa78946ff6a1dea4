# SPDX-License-Identifier: MulanPSL-2.0
"""Under the cards: achievements that are kept and not used this time, each with the one verb to use it."""

from __future__ import annotations

from collections.abc import Sequence

from app.present.declare.library import ShelfLine
from ui.qt import QFrame, QHBoxLayout, QVBoxLayout, Signal
from ui.theme import Theme
from ui.widgets.basics import Elided, button, clear_layout, label

TITLE = "这次没有选用的"
LEAD = "留着，不印、不查；需要时点“选用”，排在最后，再上移下移。"


class ShelfBox(QFrame):
    """Lists what is kept; ``chosen(id)`` when one is to be used. Not there while nothing is kept."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        m = theme.m
        self.setProperty("role", "sheet")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(m.s16, m.s8, m.s12, m.s8)
        self._column.setSpacing(m.s4)
        self._shown: tuple[ShelfLine, ...] | None = None
        self.set_lines(())

    def set_lines(self, lines: Sequence[ShelfLine]) -> None:
        """Show other lines."""
        if tuple(lines) == self._shown:
            return
        self._shown = tuple(lines)
        clear_layout(self._column)
        self.setVisible(bool(lines))
        if not lines:
            return
        self._column.addWidget(label(TITLE, "section"))
        self._column.addWidget(label(LEAD, "small", wrap=True))
        for each in lines:
            self._column.addLayout(self._row(each))

    def _row(self, each: ShelfLine) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.m.s12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Elided(each.title))
        words.addWidget(Elided("　".join(filter(None, (each.where, each.facts))), "small"))
        row.addLayout(words, 1)
        use = button(self._theme, "选用", "link", "plus")
        use.setAccessibleName(f"选用：{each.title}")
        use.clicked.connect(lambda _checked=False: self.chosen.emit(each.id))
        row.addWidget(use)
        return row
