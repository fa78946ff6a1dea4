# SPDX-License-Identifier: MulanPSL-2.0
"""The view inside a ledger: its keys, the row under the mouse, a row dragged to another's place."""

from __future__ import annotations

from ui.qt import (
    QAbstractItemView,
    QApplication,
    QEvent,
    QKeyEvent,
    QMouseEvent,
    QPoint,
    Qt,
    QTableView,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import LEFT


class LedgerView(QTableView):
    """Tells what was pressed and dragged; what a row means is the table's.

    Signals:
        space, enter: pressed on the row in hand.
        row_dragged(row, target row): a held row was put down on another's place.
    """

    space = Signal()
    enter = Signal()
    row_dragged = Signal(int, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.hover_row = -1
        self.drags = False
        self._held, self._pressed_at = -1, QPoint()
        self._dragging = False
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.m.s16)
        self.verticalHeader().setDefaultSectionSize(theme.m.row)
        head = self.horizontalHeader()
        head.setFixedHeight(theme.m.table_head)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setDefaultAlignment(LEFT)
        head.setMinimumSectionSize(theme.m.s24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter act on the row in hand; letters do nothing here."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.space.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.enter.emit()
        elif event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember which row a drag would take along."""
        super().mousePressEvent(event)
        if self.drags and event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
            self._held = self.rowAt(self._pressed_at.y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse with a pale ground; a held row goes along once the mouse has really moved."""
        at = event.position().toPoint()
        self._hover(self.rowAt(at.y()))
        if self._held >= 0 and event.buttons() & Qt.MouseButton.LeftButton:
            far = (at - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
            if far and not self._dragging:
                self._dragging = True
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put a dragged row down where the mouse is."""
        held, self._held = self._held, -1
        if self._dragging:
            self._dragging = False
            self.viewport().unsetCursor()
            self.row_dragged.emit(held, self.rowAt(round(event.position().y())))
            return
        super().mouseReleaseEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the row under the mouse."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hover_row:
            self.hover_row = row
            self.viewport().update()
