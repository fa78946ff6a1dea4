# SPDX-License-Identifier: MulanPSL-2.0
"""Left navigation: one word, one click, and the number of things waiting for me there."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from ui.qt import (
    QAbstractListModel,
    QKeyEvent,
    QListView,
    QModelIndex,
    QPainter,
    QPen,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    Qt,
    Signal,
)
from ui.theme import Theme, paint_icon
from ui.widgets.basics import LEFT, MEDIUM, RIGHT
from ui.widgets.options import is_selected, is_under_mouse, rect_of

_ENTRY = Qt.ItemDataRole.UserRole + 1


@frozen
class NavEntry:
    """One entry; ``waiting`` is never a decorative total (ux §2.2)."""

    name: str
    word: str
    icon: str
    waiting: int = 0


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[NavEntry, ...] = ()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.word
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.word}，{entry.waiting} 项待办" if entry.waiting else entry.word
        return entry if role == _ENTRY else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(self._theme.m.nav_width, self._theme.m.nav)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        c, m = self._theme.c, self._theme.m
        rect, here = rect_of(option), is_selected(option)
        entry: NavEntry = index.data(_ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if here or is_under_mouse(option):
            painter.fillRect(rect, c.colour("select" if here else "hover"))
        if here:
            painter.fillRect(
                QRect(rect.left(), rect.top(), m.bar, rect.height()), c.colour("primary")
            )
        left = rect.left() + m.s16
        mark = QRectF(left, rect.center().y() - m.icon / 2 + 1, m.icon, m.icon)
        paint_icon(painter, entry.icon, c.primary if here else c.ink2, mark)
        painter.setFont(self._theme.font("body", MEDIUM if here else 400))
        painter.setPen(c.colour("primary" if here else "ink"))
        painter.drawText(rect.adjusted(m.s16 + m.icon + m.s8, 0, 0, 0), LEFT, entry.word)
        if entry.waiting:
            painter.setFont(self._theme.font("small", MEDIUM))
            painter.setPen(c.colour("primary" if here else "ink2"))
            painter.drawText(rect.adjusted(0, 0, -m.s12, 0), RIGHT, str(entry.waiting))
        if here and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(c.colour("focus"), m.ring))
            painter.drawRect(rect.adjusted(m.ring, m.ring, -m.ring, -m.ring))
        painter.restore()


class NavList(QListView):
    """Emits ``chosen(name)`` when the person goes to another page."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._entries = _Model()
        self.setModel(self._entries)
        self.setItemDelegate(_Delegate(theme, self))
        self.setObjectName("功能导航")
        self.setAccessibleName("功能导航")
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.selectionModel().currentChanged.connect(self._moved)

    def set_entries(self, entries: Sequence[NavEntry], current: str) -> None:
        """Show other words and counts; no signal is sent."""
        blocker = QSignalBlocker(self.selectionModel())
        self._entries.beginResetModel()
        self._entries.entries = tuple(entries)
        self._entries.endResetModel()
        blocker.unblock()
        self.set_current(current)

    def set_current(self, name: str) -> None:
        """Mark where the person is; no signal is sent; an unknown name marks nothing."""
        blocker = QSignalBlocker(self.selectionModel())
        number = next(
            (n for n, entry in enumerate(self._entries.entries) if entry.name == name), -1
        )
        if number < 0:
            self.selectionModel().clear()
        else:
            self.setCurrentIndex(self._entries.index(number, 0))
        blocker.unblock()
        self.viewport().update()

    def names(self) -> list[str]:
        """Return the entries' names from top to bottom."""
        return [entry.name for entry in self._entries.entries]

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._entries.entries[index.row()].name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows only: letters belong to the input method."""
        if event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)
