# SPDX-License-Identifier: MulanPSL-2.0
"""Two states side by side: a ledger of the places that differ, the one in hand in full under it."""

from __future__ import annotations

from collections.abc import Sequence

from app.present.keeping.differences import Difference
from ui.qt import QGridLayout, Qt, QVBoxLayout, QWidget, Signal
from ui.theme import Theme
from ui.widgets.basics import label, panel, scrolled
from ui.widgets.header import EmptyState
from ui.widgets.table import Cell, Column, FormTable, Row

WHERE = "在哪里"


class Beside(QWidget):
    """Shows differences; ``turned(path)`` on Space; ``chosen(path)`` when another is in hand, ``activated(path)`` on Enter.

    ``verdict`` heads a last column for what becomes of each. Without ``whole`` the one in hand is not written out under the ledger (narrow windows).
    """

    chosen = Signal(str)
    activated = Signal(str)
    turned = Signal(str)

    def __init__(self, theme: Theme, name: str, *, whole: bool = True, verdict: str = "") -> None:
        super().__init__()
        self._with_whole = whole
        self._theme = theme
        self._lines: dict[str, Difference] = {}
        self.setProperty("role", "clear")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.m.s8)
        columns = [Column(WHERE, 10 if theme.fold else 14), Column("原来"), Column("现在")]
        if verdict:
            columns.append(Column(verdict, 6))
        self.table = FormTable(theme, columns, name)
        self.table.space_pressed.connect(lambda _key: self.turned.emit(self.current_path()))
        self.table.current_changed.connect(self._taken)
        self.table.activated.connect(self._activated)
        self.empty = EmptyState(theme, "page", "没有不同。")
        column.addWidget(self.table, 3)
        column.addWidget(self.empty, 3)
        self._whole = self._make_whole()
        column.addWidget(self._whole, 2)
        self.setFocusProxy(self.table)

    def _make_whole(self) -> QWidget:
        m = self._theme.m
        frame, column = panel("sheet", "column", (m.s16, m.s8, m.s16, m.s8), m.s4)
        self._place = label("", "strong")
        self._heads = (label("", "small"), label("", "small"))
        self._texts = (label("", wrap=True, select=True), label("", wrap=True, select=True))
        content = QWidget()
        content.setProperty("role", "clear")
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(m.s24)
        for number in (0, 1):
            grid.addWidget(self._heads[number], 0, number)
            grid.addWidget(self._texts[number], 1, number, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(number, 1)
        grid.setRowStretch(1, 1)
        column.addWidget(self._place)
        column.addWidget(scrolled(content), 1)
        return frame

    def set_heads(self, left: str, right: str) -> None:
        """Say what the two sides are."""
        columns = self.table.model.columns
        if (columns[1].title, columns[2].title) != (left, right):
            self.table.model.columns = (columns[0], Column(left), Column(right), *columns[3:])
            self.table.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 1, 2)
        self._heads[0].setText(left)
        self._heads[1].setText(right)

    def set_lines(
        self, lines: Sequence[Difference], empty: str, verdicts: Sequence[Cell] = ()
    ) -> None:
        """Show differences, or what their absence means; ``verdicts`` are of the same number."""
        keyed = {f"{number}:{line.path}": line for number, line in enumerate(lines)}
        self._lines = keyed
        self.table.set_rows(
            [
                Row(
                    key,
                    (line.place, _flat(line.old), _flat(line.new), *verdicts[number : number + 1]),
                    f"{line.place}，{line.old}，{line.new}",
                )
                for number, (key, line) in enumerate(keyed.items())
            ]
        )
        self.empty.words.setText(empty)
        self.table.setVisible(bool(lines))
        self._whole.setVisible(self._with_whole and bool(lines))
        self.empty.setVisible(not lines)
        self._draw(self.table.current_id())

    def current_path(self) -> str:
        """Return the path of the difference in hand, or an empty text."""
        line = self._lines.get(self.table.current_id())
        return line.path if line else ""

    def _taken(self, key: str) -> None:
        self._draw(key)
        self.chosen.emit(self.current_path())

    def _activated(self, _key: str) -> None:
        self.activated.emit(self.current_path())

    def _draw(self, key: str) -> None:
        line = self._lines.get(key)
        if line is not None:
            self._place.setText(line.place)
            self._texts[0].setText(line.old)
            self._texts[1].setText(line.new)


def _flat(text: str) -> str:
    return text.replace("\n", " ")
