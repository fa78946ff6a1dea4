# SPDX-License-Identifier: MulanPSL-2.0
"""A line with a list of words below it, found by characters, pinyin or initials, also while composing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ui.qt import (
    QEvent,
    QKeyEvent,
    QLabel,
    QListView,
    QModelIndex,
    QMouseEvent,
    QObject,
    QPoint,
    QScrollArea,
    QStringListModel,
    Qt,
    QWidget,
    Signal,
    isValid,
)
from ui.theme import Theme
from ui.widgets.fields import Field, SearchLine

ROWS_SHOWN = 8
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class NarrowField(Field):
    """An editor under its label, with the meter at its right; notes stand below the field."""

    def _place(self) -> None:
        self._grid.addLayout(self._head(), 0, 0, 1, 2)
        self._grid.addWidget(self.editor, 1, 0)
        self._grid.setColumnStretch(1, 1)
        _ = self.meter  # its distance is kept free, so that it finds room when it says something

    def _place_meter(self, meter: QLabel) -> None:
        self._grid.addWidget(meter, 1, 1)

    def _place_note(self, note: QLabel) -> None:
        self._grid.addWidget(note, 2, 0, 1, 2)


class WordList(QListView):
    """The open list. It lies over the window, takes neither focus nor keyboard, and so an input
    method goes on composing in the line above it.
    """

    picked = Signal(str)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._words = QStringListModel(self)
        self.setModel(self._words)
        self.setProperty("role", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.picked.emit(str(index.data())))
        self.entered.connect(self.setCurrentIndex)
        self.hide()

    def words(self) -> list[str]:
        """Return the words in the list."""
        return self._words.stringList()

    def current(self) -> str:
        """Return the marked word, or an empty text."""
        index: QModelIndex = self.currentIndex()
        return str(index.data()) if index.isValid() else ""

    def show_below(self, line: QWidget, words: Sequence[str]) -> None:
        """Show words under a line, or above it where there is no room; the first one is marked."""
        if list(words) != self.words():
            self._words.setStringList(list(words))
        self.setCurrentIndex(self._words.index(0, 0))
        window = line.window()
        height = min(len(words), ROWS_SHOWN) * self._theme.m.row + 2 * self._theme.m.s4 + 2
        corner = line.mapTo(window, QPoint(0, line.height()))
        if corner.y() + height > window.height():
            corner = line.mapTo(window, QPoint(0, -height))
        self.setGeometry(corner.x(), max(0, corner.y()), line.width(), height)
        self.setAccessibleName(f"{len(words)} 个可选的词")
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Mark the next or former word."""
        row = self.currentIndex().row() + by
        if 0 <= row < self._words.rowCount():
            self.setCurrentIndex(self._words.index(row, 0))


class WordField(NarrowField):
    """Typing searches the table; Enter takes the marked word; other text is kept as typed.

    Down or a click into the empty line opens the whole list.
    """

    entered = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        path: str,
        chars: float,
        search: Callable[[str], Sequence[str]],
        *,
        required: bool = False,
    ) -> None:
        self.line = SearchLine()
        self.line.setFixedWidth(theme.m.chars(chars) + theme.m.s24)
        self._search = search
        self._list: WordList | None = None
        self._quiet = False
        super().__init__(theme, name, self.line, path, required)
        self.line.textEdited.connect(lambda _text: self._typed())
        self.line.searched.connect(self._searched)

    def text(self) -> str:
        """Return the line as typed."""
        return self.line.text()

    def _show(self, text: str) -> None:
        self._quiet = True
        self.line.setText(text)
        self._quiet = False

    # -- the list

    def words(self) -> list[str]:
        """Return the words in the list just now."""
        return self._list.words() if self._list is not None else []

    def list_shown(self) -> bool:
        """Tell whether the list is open."""
        return self._list is not None and isValid(self._list) and self._list.isVisible()

    def close_list(self) -> None:
        """Close the list."""
        if self._list is not None and isValid(self._list):
            self._list.hide()

    def _searched(self, text: str) -> None:
        if self._quiet or not self.line.hasFocus():
            return
        words = list(self._search(text)) if text.strip() else []
        if words and words != [text]:
            self._open(words)
        else:
            self.close_list()

    def open_all(self) -> None:
        """Open the whole list."""
        words = list(self._search(""))
        if words:
            self._open(words)

    def _open(self, words: list[str]) -> None:
        window = self.window()
        if self._list is None or not isValid(self._list) or self._list.parentWidget() is not window:
            self._list = WordList(self.theme, window)
            self._list.picked.connect(self._picked)
            self._follow_scrolling()
            self.destroyed.connect(self._list.deleteLater)
        self._list.show_below(self.line, words)

    def _follow_scrolling(self) -> None:
        """Close the list when the page under it is scrolled away."""
        parent = self.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.verticalScrollBar().valueChanged.connect(lambda _value: self.close_list())
            parent = parent.parentWidget()

    def _picked(self, word: str) -> None:
        self.close_list()
        self._show(word)
        self.edited.emit(word)
        self.commit()

    # -- keys

    def _enter(self, event: QKeyEvent) -> bool:
        if self.list_shown() and self._in_list(event):
            return True
        if event.key() == Qt.Key.Key_Down and event.modifiers() in _PLAIN:
            self.open_all()
            return True
        if (
            event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            or event.modifiers() not in _PLAIN
        ):
            return False
        self.commit()
        self.entered.emit()
        return True

    def _in_list(self, event: QKeyEvent) -> bool:
        assert self._list is not None
        match event.key():
            case Qt.Key.Key_Down:
                self._list.step(1)
            case Qt.Key.Key_Up:
                self._list.step(-1)
            case Qt.Key.Key_Escape:
                self.close_list()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._picked(self._list.current() or self.text())
                self.entered.emit()
            case _:
                return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the whole list on a click into the empty line; close it when the line is left."""
        if watched is self.editor:
            pressed = event.type() == QEvent.Type.MouseButtonRelease and isinstance(
                event, QMouseEvent
            )
            if pressed and not self.line.text() and not self.list_shown():
                self.open_all()
            elif event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Move):
                self.close_list()
        return super().eventFilter(watched, event)
