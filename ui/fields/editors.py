# SPDX-License-Identifier: MulanPSL-2.0
"""One editor a kind. None of them refuses a key: what looks wrong is said, never swallowed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.policy.fields import Kind
from app.present.declare.editor import FieldState
from ui.fields.words import NarrowField, WordField
from ui.qt import (
    QButtonGroup,
    QCheckBox,
    QEvent,
    QHBoxLayout,
    QKeyEvent,
    QObject,
    QPushButton,
    Qt,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import button, clear_layout
from ui.widgets.fields import Field, LineField, TextField

MOST_SEGMENTS = 4
_LINES = ((120, 2), (200, 3), (400, 4))
Search = Callable[[str], Sequence[str]]


def is_enter(event: QKeyEvent) -> bool:
    """Tell whether a key is Enter of the row or the pad, alone."""
    plain = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in plain


class OneLine(NarrowField, LineField):
    """A line; Enter commits and asks for the next field."""

    entered = Signal()

    def _enter(self, event: QKeyEvent) -> bool:
        if not is_enter(event):
            return False
        self.commit()
        self.entered.emit()
        return True


class LongText(TextField):
    """A text of several lines. While it is typed only drafts are kept; leaving it commits once."""

    entered = Signal()

    def _regularly(self) -> None:
        if self.is_dirty():
            self.paused.emit(self.text())
        else:
            self._long.stop()


class Segments(Field):
    """A few words side by side, one of them chosen; committed at once."""

    entered = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        words: Sequence[str],
        path: str = "",
        *,
        required: bool = False,
    ) -> None:
        self._words = tuple(words)
        self._chosen = ""
        holder = QWidget()
        holder.setProperty("role", "clear")
        self._row = QHBoxLayout(holder)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.m.s8)
        self._buttons: list[QPushButton] = []
        self._group = QButtonGroup(holder)
        super().__init__(theme, name, holder, path, required)
        self._build(self._words)

    def _build(self, words: Sequence[str]) -> None:
        clear_layout(self._row)
        self._group.deleteLater()
        self._group = QButtonGroup(self.editor)
        self._buttons = []
        for word in words:
            chip = button(self.theme, word, "chip")
            chip.setCheckable(True)
            chip.setAccessibleName(f"{self._name}：{word}")
            chip.clicked.connect(lambda _checked=False, word=word: self._pick(word))
            chip.installEventFilter(self)
            self._group.addButton(chip)
            self._row.addWidget(chip)
            self._buttons.append(chip)
        self._row.addStretch(1)
        if self._buttons:
            self.editor.setFocusProxy(self._buttons[0])

    def _pick(self, word: str) -> None:
        self._chosen = word
        self.edited.emit(word)
        self.commit()

    def text(self) -> str:
        """Return the chosen word, or an empty text."""
        return self._chosen

    def _show(self, text: str) -> None:
        """Mark a word; one that is not among them gets a segment of its own, so that it is seen."""
        self._chosen = text
        wanted = self._words if not text or text in self._words else (*self._words, text)
        if [chip.text() for chip in self._buttons] != list(wanted):
            self._build(wanted)
        self._group.setExclusive(False)
        for chip in self._buttons:
            chip.setChecked(bool(text) and chip.text() == text)
        self._group.setExclusive(True)
        held = next((chip for chip in self._buttons if chip.isChecked()), None)
        if held is not None:
            self.editor.setFocusProxy(held)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose by Space and arrows, go on by Enter."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and is_enter(event)
        ):
            if isinstance(watched, QPushButton) and not self._chosen:
                watched.click()
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)


class YesNo(Field):
    """A tick beside its own words; committed at once."""

    entered = Signal()

    def __init__(self, theme: Theme, name: str, path: str = "") -> None:
        self.box = QCheckBox(name)
        super().__init__(theme, name, self.box, path)
        self.label.setText("\u00a0")
        self._unread = ""
        self.box.clicked.connect(lambda _on=False: self._ticked())

    def _ticked(self) -> None:
        self._unread = ""
        self.edited.emit(self.text())
        self.commit()

    def text(self) -> str:
        """Return 是 or 否, or a word that is neither as it was pasted."""
        return self._unread or ("是" if self.box.isChecked() else "否")

    def _show(self, text: str) -> None:
        self._unread = "" if text in {"是", "否", ""} else text
        self.box.setChecked(text == "是")

    def _enter(self, event: QKeyEvent) -> bool:
        if not is_enter(event):
            return False
        self.entered.emit()
        return True


FieldEditorWidget = OneLine | LongText | Segments | YesNo | WordField


def editor_for(theme: Theme, state: FieldState, search: Search) -> FieldEditorWidget:
    """Return the editor of a field by its kind."""
    item = state.item
    match item.kind:
        case Kind.LONG_TEXT:
            lines = next((n for most, n in _LINES if item.limit <= most), 5)
            return LongText(theme, item.label, state.path, lines, item.required)
        case Kind.YES_NO:
            return YesNo(theme, item.label, state.path)
        case Kind.CODE if len(state.options) <= MOST_SEGMENTS and not item.open:
            return Segments(theme, item.label, state.options, state.path, required=item.required)
        case Kind.CODE | Kind.UNIT:
            return WordField(
                theme, item.label, state.path, item.width, search, required=item.required
            )
        case _:
            return OneLine(theme, item.label, state.path, item.width, item.required)
