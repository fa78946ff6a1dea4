# SPDX-License-Identifier: MulanPSL-2.0
"""The ledger: hairlines between rows only, whole rows only, one row in hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ui.qt import (
    QAbstractItemView,
    QHeaderView,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QResizeEvent,
    QSize,
    QSizePolicy,
    Qt,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.table_paint import LedgerDelegate
from ui.widgets.table_rows import Badge, Cell, Column, LedgerModel, Row, Tag, Tick
from ui.widgets.table_view import LedgerView

# What a page needs of a ledger comes from here.
__all__ = ["Badge", "Cell", "Column", "FormTable", "Row", "Tag", "Tick"]


class FormTable(QWidget):
    """A ledger that ends where its rows end and never shows half a row.

    Signals:
        current_changed(id): another row is in hand.
        activated(id): Enter or a double click.
        space_pressed(id): Space on a row (cycle its state).
        ticked(id, on): a tick box was pressed, or Space in a table whose first column is ticks.
        menu_wanted(id, global position): right click.
        dropped_on(id, target id): a row was dragged to the place of another.
    """

    current_changed = Signal(str)
    activated = Signal(str)
    space_pressed = Signal(str)
    ticked = Signal(str, bool)
    menu_wanted = Signal(str, QPoint)
    dropped_on = Signal(str, str)

    def __init__(
        self, theme: Theme, columns: Sequence[Column], name: str, multi: bool = False
    ) -> None:
        super().__init__()
        self._theme = theme
        self.model = LedgerModel(columns)
        self.view = LedgerView(theme)
        self.view.setParent(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(LedgerDelegate(theme, self.view))
        self.view.setAccessibleName(name)
        self.view.setObjectName(name)
        self.setFocusProxy(self.view)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if multi:
            self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._size_columns()
        self._connect()

    def _connect(self) -> None:
        self.view.selectionModel().currentRowChanged.connect(self._current)
        self.view.doubleClicked.connect(lambda index: self._send(self.activated, index.row()))
        self.view.enter.connect(lambda: self._send(self.activated, self.view.currentIndex().row()))
        self.view.space.connect(self._space)
        self.view.clicked.connect(self._clicked)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)

    def _size_columns(self) -> None:
        head = self.view.horizontalHeader()
        for number, column in enumerate(self.model.columns):
            fixed = QHeaderView.ResizeMode.Fixed
            head.setSectionResizeMode(
                number, fixed if column.width else QHeaderView.ResizeMode.Stretch
            )
            if column.width:
                self.view.setColumnWidth(number, self._theme.m.chars(column.width))

    # -- rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the row in hand and the scroll position are kept when they still exist."""
        held, top = self.current_id(), self.view.verticalScrollBar().value()
        number = max(0, self.view.currentIndex().row())
        blocked = self.view.selectionModel().blockSignals(True)
        self.model.replace(rows)
        self.view.selectionModel().blockSignals(blocked)
        self._span_headings()
        self._fit()
        self.updateGeometry()
        if held and self._number(held) >= 0:
            self._take(self._number(held), quiet=True)
        elif rows:
            self._take(min(number, len(rows) - 1), quiet=not held)
        self.view.verticalScrollBar().setValue(top)
        if self.view.currentIndex().isValid():
            self.view.scrollTo(self.view.currentIndex())

    def _span_headings(self) -> None:
        """Give a heading the whole width, whatever its first column is."""
        self.view.clearSpans()
        if len(self.model.columns) > 1:
            for number, row in enumerate(self.model.rows):
                if row.heading:
                    self.view.setSpan(number, 0, 1, len(self.model.columns))

    def row_ids(self) -> list[str]:
        """Return the ids in the order shown, without headings."""
        return [row.id for row in self.model.rows if not row.heading]

    def current_id(self) -> str:
        """Return the id of the row in hand, or an empty text."""
        number = self.view.currentIndex().row()
        return self.model.rows[number].id if 0 <= number < len(self.model.rows) else ""

    def selected_ids(self) -> list[str]:
        """Return the ids of all selected rows, in order."""
        numbers = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.rows[number].id for number in numbers]

    def select(self, row_id: str) -> bool:
        """Take a row in hand and bring it into view; False when it is not there."""
        number = self._number(row_id)
        if number >= 0:
            self._take(number, quiet=False)
            self.view.scrollTo(self.view.currentIndex())
        return number >= 0

    def let_rows_be_dragged(self) -> None:
        """Let a row be dragged to another's place; buttons and keys do the same (WCAG 2.5.7)."""
        self.view.row_dragged.connect(self._dragged)
        self.view.drags = True

    def _dragged(self, source: int, target: int) -> None:
        rows = self.model.rows
        if source == target or not all(0 <= number < len(rows) for number in (source, target)):
            return
        if not rows[source].heading and not rows[target].heading:
            self.dropped_on.emit(rows[source].id, rows[target].id)

    def hide_column(self, number: int, hidden: bool = True) -> None:
        """Fold a column away in narrow windows."""
        self.view.setColumnHidden(number, hidden)

    def whole_rows(self) -> int:
        """Return how many whole rows are in view."""
        return self.view.viewport().height() // self._theme.m.row

    def _number(self, row_id: str) -> int:
        return next((n for n, row in enumerate(self.model.rows) if row.id == row_id), -1)

    def _take(self, number: int, quiet: bool) -> None:
        while number < len(self.model.rows) and self.model.rows[number].heading:
            number += 1
        if number >= len(self.model.rows):
            return
        selection = self.view.selectionModel()
        blocked = selection.blockSignals(quiet)
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        selection.setCurrentIndex(self.model.index(number, 0), flags)
        selection.blockSignals(blocked)
        self.view.viewport().update()

    # -- what the person does

    def _send(self, signal: Any, number: int) -> None:
        if 0 <= number < len(self.model.rows) and not self.model.rows[number].heading:
            signal.emit(self.model.rows[number].id)

    def _current(self, index: QModelIndex, _previous: QModelIndex) -> None:
        self._send(self.current_changed, index.row())

    def _space(self) -> None:
        number = self.view.currentIndex().row()
        if not 0 <= number < len(self.model.rows):
            return
        row = self.model.rows[number]
        first = next((cell for cell in row.cells if isinstance(cell, Tick)), None)
        if first is not None:
            self.ticked.emit(row.id, not first.on)
        else:
            self._send(self.space_pressed, number)

    def _clicked(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        cell = row.cells[index.column()] if index.column() < len(row.cells) else ""
        if isinstance(cell, Tick) and not row.heading:
            self.ticked.emit(row.id, not cell.on)

    def _menu(self, position: QPoint) -> None:
        number = self.view.rowAt(position.y())
        if 0 <= number < len(self.model.rows) and not self.model.rows[number].heading:
            self._take(number, quiet=False)
            self.menu_wanted.emit(
                self.model.rows[number].id, self.view.viewport().mapToGlobal(position)
            )

    # -- whole rows only

    def _height_for(self, rows: int) -> int:
        m = self._theme.m
        return m.table_head + rows * m.row + 2

    def _fit(self) -> None:
        room = max(1, (self.height() - self._height_for(0)) // self._theme.m.row)
        shown = min(room, max(1, len(self.model.rows)))
        self.view.setGeometry(0, 0, self.width(), self._height_for(shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the view the height of a whole number of rows."""
        super().resizeEvent(event)
        self._fit()
        if self.view.currentIndex().isValid():
            self.view.scrollTo(self.view.currentIndex())

    def sizeHint(self) -> QSize:
        """Ask for all rows."""
        return QSize(self._theme.m.chars(20), self._height_for(max(1, len(self.model.rows))))

    def minimumSizeHint(self) -> QSize:
        """Be content with two rows, so that the window never outgrows the screen."""
        return QSize(self._theme.m.chars(12), self._height_for(2))
