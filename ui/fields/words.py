# SPDX-License-Identifier: MulanPSL-2.0
"""A line with a list of words below it, found by characters, pinyin or initials, also while composing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ui.qt import (
    QCompleter,
    QEvent,
    QKeyEvent,
    QListView,
    QMouseEvent,
    QObject,
    QStringListModel,
    Qt,
    Signal,
)
from ui.theme import Theme
from ui.widgets.fields import Field, SearchLine

ROWS_SHOWN = 8


def beside(field: Field) -> None:
    """Put a narrow editor under its label, with the meter at its right; notes stand elsewhere."""
    grid = field._grid
    grid.addWidget(field.label, 0, 0, 1, 2)
    grid.addWidget(field.editor, 1, 0)
    grid.addWidget(field.meter, 1, 1)
    grid.setColumnStretch(1, 1)
    field.note.setParent(field)
    field.note.hide()


class WordField(Field):
    """Typing searches the table; Enter takes the best word; other text is kept as typed.

    Down or a click opens the whole list. The popup never takes the focus from the line, so that an
    input method goes on composing.
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
        self._model = QStringListModel()
        self._quiet = False
        super().__init__(theme, name, self.line, path, required)
        self._completer = self._make_completer()
        self.line.textEdited.connect(lambda _text: self._typed())
        self.line.searched.connect(self._searched)
        self.line.returnPressed.connect(self._take)
        self.line.setAccessibleDescription("可打拼音首字母，按下箭头看全部")

    def _make_completer(self) -> QCompleter:
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(ROWS_SHOWN)
        completer.setWidget(self.line)
        popup = QListView()
        popup.setProperty("role", "popup")
        completer.setPopup(popup)
        popup.setFocusProxy(self.line)
        completer.activated.connect(self._picked)
        return completer

    def _place(self) -> None:
        beside(self)

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
        return self._model.stringList()

    def popup_shown(self) -> bool:
        """Tell whether the list is open."""
        return self._completer.popup().isVisible()

    def _searched(self, text: str) -> None:
        if self._quiet or not self.line.hasFocus():
            return
        words = list(self._search(text)) if text.strip() else []
        if words and words != [text]:
            self._open(words)
        else:
            self._completer.popup().hide()

    def open_all(self) -> None:
        """Open the whole list."""
        words = list(self._search(""))
        if words:
            self._open(words)

    def _open(self, words: list[str]) -> None:
        self._model.setStringList(words)
        self._completer.complete()

    def _picked(self, word: str) -> None:
        self._show(word)
        self.edited.emit(word)
        self.commit()

    def _take(self) -> None:
        """Take the marked word, or the best one, when Enter is pressed with the list open."""
        popup = self._completer.popup()
        index = popup.currentIndex()
        word = index.data() if index.isValid() else next(iter(self.words()), "")
        popup.hide()
        if word:
            self._picked(word)
        self.entered.emit()

    # -- keys

    def _enter(self, event: QKeyEvent) -> bool:
        plain = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() == Qt.Key.Key_Down and not self.popup_shown():
            self.open_all()
            return True
        if (
            event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            or event.modifiers() not in plain
        ):
            return False
        self.commit()
        self.entered.emit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the whole list on a click into the empty line."""
        pressed = event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent)
        if watched is self.editor and pressed and not self.line.text() and not self.popup_shown():
            self.open_all()
        return super().eventFilter(watched, event)
