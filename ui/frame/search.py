# SPDX-License-Identifier: MulanPSL-2.0
"""The search box at the top right and its list of results."""

from __future__ import annotations

from collections.abc import Callable

from app.present.search import Group, Target, nothing_found
from ui.qt import (
    QAction,
    QEvent,
    QFocusEvent,
    QFrame,
    QKeyEvent,
    QLineEdit,
    QListView,
    QModelIndex,
    QObject,
    QPoint,
    QStandardItem,
    QStandardItemModel,
    Qt,
    QVBoxLayout,
    QWidget,
    Signal,
)
from ui.theme import Theme, icon
from ui.widgets.basics import label
from ui.widgets.fields import SearchLine

_TARGET = Qt.ItemDataRole.UserRole + 1


class SearchBox(SearchLine):
    """Asks ``answer`` for each text, composing included; emits ``picked(target)``.

    Esc gives the focus back to where it was.
    """

    picked = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, answer: Callable[[str], tuple[Group, ...]]) -> None:
        super().__init__()
        self._theme, self._answer = theme, answer
        self._before: QWidget | None = None
        self.results = Results(theme)
        self.results.picked.connect(self._picked)
        self.setObjectName("查找")
        self.setAccessibleName("查找")
        self.setPlaceholderText("姓名、材料、页码，可输拼音首字母")
        glass = QAction(icon("search", theme.c.ink2, theme.m.icon), "查找", self)
        self.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.setFixedWidth(theme.m.search_width if not theme.fold else theme.m.chars(14))
        self.searched.connect(self._search)

    def enter(self, before: QWidget | None) -> None:
        """Take the focus and remember who had it."""
        self._before = before
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def leave(self) -> None:
        """Close the results, empty the box, give the focus back."""
        self.results.hide()
        self.clear()
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def _search(self, text: str) -> None:
        if not text.strip():
            self.results.hide()
            return
        self.results.show_groups(self._answer(text), text)
        self._lay_results()

    def _lay_results(self) -> None:
        window = self.window()
        self.results.setParent(window)
        m, width = self._theme.m, max(self.width(), self._theme.m.chars(26))
        below = self.height() + m.s4 + (m.row if self.composing else 0)  # beside the candidates
        corner = self.mapTo(window, QPoint(self.width() - width, below))
        room = window.height() - corner.y() - self._theme.m.status - self._theme.m.s8
        height = max(self._theme.m.row, min(self.results.wanted_height(), room))
        self.results.setGeometry(max(0, corner.x()), corner.y(), width, height)
        self.results.show()
        self.results.raise_()

    def _picked(self, target: Target) -> None:
        self.results.hide()
        self.clear()
        self._before = None
        self.picked.emit(target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the results, Enter picks, Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.results.move_by(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.results.pick()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the results when the person goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.results.hide()


class Results(QFrame):
    """Grouped results; headings cannot be picked."""

    picked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("results")
        self.setStyleSheet(
            f"#results {{ background: {theme.c.paper}; border: 1px solid {theme.c.control}; }}"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(1, theme.m.s4, 1, theme.m.s4)
        self._none = label("", "second", wrap=True)
        self._none.setContentsMargins(theme.m.s12, 0, theme.m.s12, 0)
        column.addWidget(self._none)
        self._list = QListView()
        self._list.setProperty("role", "popup")
        self._list.setStyleSheet('QListView[role="popup"] { border: 0; }')
        self._list.setAccessibleName("查找结果")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.entered.connect(self._point)
        self._list.clicked.connect(self._click)
        self._model = QStandardItemModel(self)
        self._list.setModel(self._model)
        column.addWidget(self._list, 1)
        self.installEventFilter(self)
        self.hide()

    def show_groups(self, groups: tuple[Group, ...], query: str) -> None:
        """Show other results; the first is in hand."""
        self._model.clear()
        for group in groups:
            more = f"　还有 {group.more} 条，再输几个字" if group.more else ""
            heading = QStandardItem(group.words + more)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setFont(self._theme.font("small", 500))
            heading.setForeground(self._theme.c.colour("ink2"))
            self._model.appendRow(heading)
            for target in group.targets:
                item = QStandardItem(
                    f"　{target.words}" + (f"　{target.note}" if target.note else "")
                )
                item.setData(target, _TARGET)
                item.setToolTip(item.text().strip())
                self._model.appendRow(item)
        self._none.setText("" if groups else nothing_found(query))
        self._none.setVisible(not groups)
        self._list.setVisible(bool(groups))
        self.move_by(1)

    def targets(self) -> list[Target]:
        """Return what can be picked, from top to bottom."""
        rows = range(self._model.rowCount())
        return [
            item
            for item in (self._model.index(row, 0).data(_TARGET) for row in rows)
            if item is not None
        ]

    def wanted_height(self) -> int:
        """Return the height that shows everything."""
        m = self._theme.m
        rows = self._model.rowCount()
        if not rows:
            return 2 * m.row + 2 * m.s4
        return rows * self._list.sizeHintForRow(0) + 4 * m.s4 + 4

    def move_by(self, step: int) -> None:
        """Take the next or former result in hand, headings jumped over."""
        row = self._list.currentIndex().row()
        while 0 <= row + step < self._model.rowCount():
            row += step
            index = self._model.index(row, 0)
            if index.data(_TARGET) is not None:
                self._list.setCurrentIndex(index)
                return

    def pick(self) -> None:
        """Pick the result in hand."""
        target = self._list.currentIndex().data(_TARGET)
        if target is not None:
            self.picked.emit(target)

    def _point(self, index: QModelIndex) -> None:
        if index.data(_TARGET) is not None:
            self._list.setCurrentIndex(index)

    def _click(self, index: QModelIndex) -> None:
        if index.data(_TARGET) is not None:
            self.picked.emit(index.data(_TARGET))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a press on the frame from going through to the page below."""
        if watched is self and event.type() == QEvent.Type.MouseButtonPress:
            return True
        return super().eventFilter(watched, event)
