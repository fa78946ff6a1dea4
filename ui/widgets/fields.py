# SPDX-License-Identifier: MulanPSL-2.0
"""Field editors: label above, editor, message beside or below, and how full the printed cell is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from app.kernel.text import clean_code
from ui.qt import (
    QApplication,
    QDialog,
    QEvent,
    QFocusEvent,
    QGridLayout,
    QHBoxLayout,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QLabel,
    QLineEdit,
    QObject,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    Qt,
    QTextCursor,
    QTimer,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import DropDown, label, line

PAUSE_MS = 400
LONG_PAUSE_MS = 5000
REQUIRED = "必填"


def restyle(widget: QWidget) -> None:
    """Make the style sheet look again after a property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Give a property the style sheet knows another value; the same one again costs nothing."""
    if (widget.property(name) or "") != value:
        widget.setProperty(name, value)
        restyle(widget)


class Field(QWidget):
    """Base of all editors.

    Signals:
        edited(text): each change, also while an input method is composing.
        paused(text): typing stopped for a moment; the presenter keeps a draft, nothing is committed.
        committed(text): the person left the field or pressed Enter, and the text differs from what
            was set or committed last.

    Attributes:
        path: the place in the declaration, or an empty text.
        editor: the Qt widget that takes the keys.
    """

    edited = Signal(str)
    paused = Signal(str)
    committed = Signal(str)

    def __init__(
        self, theme: Theme, name: str, editor: QWidget, path: str = "", required: bool = False
    ) -> None:
        super().__init__()
        self.theme, self.path, self.editor = theme, path, editor
        self._name = name
        self._saved = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(lambda: self.paused.emit(self.text()))
        self._required = required
        self.label = label(name, "strong")
        self.label.setBuddy(editor)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.m.s12)
        self._grid.setVerticalSpacing(theme.m.s4)
        self.setFocusProxy(editor)
        editor.setObjectName(path or name)
        editor.setAccessibleName(f"{name}，{REQUIRED}" if required else name)
        editor.installEventFilter(self)
        self._place()

    def _place(self) -> None:
        """Put label and editor in place; narrow editors have the note at their right."""
        self._grid.addLayout(self._head(), 0, 0)
        self._grid.addWidget(self.editor, 1, 0)
        self._grid.setColumnStretch(1, 1)

    def _head(self) -> QHBoxLayout:
        marks = (label(REQUIRED, "small"),) if self._required else ()
        return line(self.theme, self.label, *marks, None)

    # Most fields have nothing said about them: what says it is made when there is something to say.

    @cached_property
    def note(self) -> QLabel:
        """The words about the value, in their place."""
        made = label("", "small", wrap=True)
        self._place_note(made)
        return made

    @cached_property
    def meter(self) -> QLabel:
        """The words on how full the printed cell is, in their place."""
        made = label("", "small")
        self._place_meter(made)
        return made

    def _place_note(self, note: QLabel) -> None:
        self._grid.addWidget(note, 1, 1, Qt.AlignmentFlag.AlignVCenter)

    def _place_meter(self, meter: QLabel) -> None:
        self._grid.addWidget(meter, 0, 1, Qt.AlignmentFlag.AlignRight)

    # -- what subclasses give

    def text(self) -> str:
        """Return what stands in the editor."""
        raise NotImplementedError

    def _show(self, text: str) -> None:
        raise NotImplementedError

    # -- what screens use

    def set_text(self, text: str) -> None:
        """Show a value from the presenter; never over what the person is typing just now."""
        self._saved = text
        if text != self.text() and not (self.editor.hasFocus() and self._timer.isActive()):
            blocked = self.editor.blockSignals(True)
            self._show(text)
            self.editor.blockSignals(blocked)

    def set_draft(self, text: str, kept: str) -> None:
        """Show a text the presenter does not hold yet: leaving the field commits it."""
        self.set_text(text)
        self._saved = kept

    def is_dirty(self) -> bool:
        """Tell whether the text differs from what was set or committed last."""
        return self.text() != self._saved

    def commit(self) -> None:
        """Hand the text on when it changed; called on leaving, on Enter, before locking."""
        self._timer.stop()
        if self.is_dirty():
            self._saved = self.text()
            self.committed.emit(self._saved)

    def set_note(self, text: str, tone: str = "") -> None:
        """Say something about the value: tone must, warn, note, ok or "" for a hint."""
        if text or "note" in self.__dict__:
            self.note.setText(text)
            set_look(self.note, "role", tone or "small")
            self.note.setVisible(bool(text))
        set_look(self.editor, "tone", tone if tone in ("must", "warn") else "")
        self.editor.setAccessibleDescription(text)

    def set_meter(self, text: str, over: bool = False) -> None:
        """Say how full the printed cell is (3/4 行); over is in red."""
        if text or "meter" in self.__dict__:
            self.meter.setText(text)
            set_look(self.meter, "role", "must" if over else "small")

    def set_hint(self, text: str) -> None:
        """Show a sample inside the empty editor."""
        if isinstance(self.editor, QLineEdit | QPlainTextEdit):
            self.editor.setPlaceholderText(text)

    def caret(self) -> int:
        """Return the caret's position in the text."""
        if isinstance(self.editor, QLineEdit):
            return self.editor.cursorPosition()
        return self.editor.textCursor().position() if isinstance(self.editor, QPlainTextEdit) else 0

    def set_caret(self, position: int) -> None:
        """Put the caret where it was."""
        if isinstance(self.editor, QLineEdit):
            self.editor.setCursorPosition(min(position, len(self.editor.text())))
        elif isinstance(self.editor, QPlainTextEdit):
            cursor = self.editor.textCursor()
            cursor.setPosition(
                min(position, len(self.editor.toPlainText())), QTextCursor.MoveMode.MoveAnchor
            )
            self.editor.setTextCursor(cursor)

    # -- keys and focus

    def _typed(self) -> None:
        self._timer.start()
        self.edited.emit(self.text())

    def takes_typing_back(self) -> bool:
        """Tell whether undo means the letters just typed; else it is the window's, step by named step."""
        if isinstance(self.editor, QPlainTextEdit):
            return self.editor.document().isUndoAvailable()
        line = self.editor if isinstance(self.editor, QLineEdit) else None
        return line is not None and self.is_dirty() and line.isUndoAvailable()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Commit on leaving; Enter goes on to the next field in editors of one line."""
        if watched is self.editor:
            if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
                return self._leaves_to_window(event)
            if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
                if event.reason() != Qt.FocusReason.PopupFocusReason:
                    self.commit()
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._enter(event)
        return super().eventFilter(watched, event)

    def _leaves_to_window(self, event: QKeyEvent) -> bool:
        """Keep Qt's editor from claiming undo and redo when it has nothing of its own to take back."""
        if event.matches(QKeySequence.StandardKey.Undo):
            own = self.takes_typing_back()
        elif event.matches(QKeySequence.StandardKey.Redo):
            own = self.gives_typing_back()
        else:
            return False
        if not own:
            event.ignore()
        return not own

    def gives_typing_back(self) -> bool:
        """Tell whether letters taken back in the editor can be done again there."""
        if isinstance(self.editor, QPlainTextEdit):
            return self.editor.document().isRedoAvailable()
        line = self.editor if isinstance(self.editor, QLineEdit) else None
        return line is not None and self.is_dirty() and line.isRedoAvailable()

    def _enter(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not plain:
            return False
        if isinstance(self.editor, QPlainTextEdit):
            return False
        self.commit()
        self.focusNextChild()
        self._spare_the_way_out()
        return True

    def _spare_the_way_out(self) -> None:
        """After the last entry of a dialog go to the verb that carries it out, not to 取消 before it."""
        window = self.window()
        if isinstance(window, QDialog) and isinstance(QApplication.focusWidget(), QPushButton):
            verbs = window.findChildren(QPushButton)
            default = next((verb for verb in verbs if verb.isDefault()), None)
            if default is not None:
                default.setFocus(Qt.FocusReason.TabFocusReason)


class LineField(Field):
    """One line of text, as wide as the expected content."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        path: str = "",
        chars: float = 20,
        required: bool = False,
        most: int = 0,
    ) -> None:
        self.line = QLineEdit()
        self.line.setFixedWidth(theme.m.chars(chars) + 2 * theme.m.s8)
        if most:
            self.line.setMaxLength(most)
        super().__init__(theme, name, self.line, path, required)
        self.line.textEdited.connect(lambda _text: self._typed())

    def text(self) -> str:
        """Return the line as typed."""
        return self.line.text()

    def _show(self, text: str) -> None:
        self.line.setText(text)


class DigitsField(LineField):
    """Digits only, full-width ones made half-width; letters of an input method never arrive."""

    def __init__(
        self, theme: Theme, name: str, path: str = "", chars: float = 5, most: int = 6
    ) -> None:
        super().__init__(theme, name, path, chars, most=most)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhPreferNumbers
        )
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.textChanged.connect(self._narrow)

    def _narrow(self, text: str) -> None:
        digits = "".join(c for c in clean_code(text) if c.isascii() and c.isdigit())
        if digits != text:
            position = self.line.cursorPosition()
            self.line.setText(digits)
            self.line.setCursorPosition(min(position, len(digits)))


class TextField(Field):
    """Long text; Tab leaves it, Enter breaks the paragraph, and it commits every few seconds."""

    def __init__(
        self, theme: Theme, name: str, path: str = "", lines: int = 4, required: bool = False
    ) -> None:
        self.area = QPlainTextEdit()
        self.area.setTabChangesFocus(True)
        self.area.setCursorWidth(2)
        height = round(theme.m.body * 1.4) * lines + 2 * theme.m.s8 + 2 * theme.c.edge
        self.area.setMinimumHeight(min(height, theme.m.row * 3))
        self.area.setFixedHeight(height)
        super().__init__(theme, name, self.area, path, required)
        self._long = QTimer(self)
        self._long.setInterval(LONG_PAUSE_MS)
        self._long.timeout.connect(self._regularly)
        self.area.textChanged.connect(self._typed)
        self.area.textChanged.connect(lambda: None if self._long.isActive() else self._long.start())

    def _regularly(self) -> None:
        if self.is_dirty():
            self.commit()
        else:
            self._long.stop()

    def _place(self) -> None:
        self._grid.addLayout(self._head(), 0, 0)
        self._grid.addWidget(self.editor, 1, 0, 1, 2)
        self._grid.setColumnStretch(0, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def _place_note(self, note: QLabel) -> None:
        self._grid.addWidget(note, 2, 0, 1, 2)

    def text(self) -> str:
        """Return the text as typed."""
        return self.area.toPlainText()

    def _show(self, text: str) -> None:
        self.area.setPlainText(text)


class DropField(Field):
    """A closed list; the value is committed at once."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        words: Sequence[str],
        path: str = "",
        chars: float = 14,
        required: bool = False,
    ) -> None:
        self.drop = DropDown(theme, words, name)
        self.drop.setFixedWidth(theme.m.chars(chars) + theme.m.s32)
        super().__init__(theme, name, self.drop, path, required)
        self.drop.setCurrentIndex(-1)
        self.drop.activated.connect(lambda _index: self._picked())

    def _picked(self) -> None:
        self.edited.emit(self.text())
        self.commit()

    def text(self) -> str:
        """Return the chosen word, or an empty text."""
        return self.drop.currentText() if self.drop.currentIndex() >= 0 else ""

    def _show(self, text: str) -> None:
        self.drop.setCurrentIndex(self.drop.findText(text))


class SearchLine(QLineEdit):
    """A line that also tells what an input method is still composing: ``searched(text)``.

    Attributes:
        composing: an input method shows its candidates under the caret.
    """

    searched = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.composing = False
        self.textChanged.connect(self.searched)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Search in the pre-edit text too: z-g-q lists 张国庆 before anything is committed.

        Composing called off leaves the results of the text that stands.
        """
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if self.composing:
            self.searched.emit((self.text() + event.preeditString()).replace("'", ""))
        elif not event.commitString():
            self.searched.emit(self.text())
