# SPDX-License-Identifier: MulanPSL-2.0
"""A line for passphrases: dots, 显示, no input method, and a word on Caps Lock."""

from __future__ import annotations

import sys

from ui.qt import QGuiApplication, QHBoxLayout, QKeyEvent, QLineEdit, Qt, QWidget, Signal
from ui.theme import Theme
from ui.widgets.basics import button, set_button_text

_X11_LOCK = 2


class _Line(QLineEdit):
    caps_seen = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Learn from each key whether Caps Lock is on."""
        caps = caps_lock(event)
        if caps is not None:
            self.caps_seen.emit(caps)
        super().keyPressEvent(event)


def caps_lock(event: QKeyEvent) -> bool | None:
    """Return whether Caps Lock is on as far as a key tells, None when it does not."""
    if sys.platform.startswith("linux") and QGuiApplication.platformName() == "xcb":
        on = bool(event.nativeModifiers() & _X11_LOCK)
        return not on if event.key() == Qt.Key.Key_CapsLock else on
    text = event.text()
    if len(text) != 1 or not text.isascii() or not text.isalpha():
        return None
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return text.isupper() != shift


class PassphraseLine(QWidget):
    """The line and its 显示 button.

    Signals:
        changed(): the text changed.
        entered(): Enter.
        caps_seen(on): what a key told about Caps Lock.
    """

    changed = Signal()
    entered = Signal()
    caps_seen = Signal(bool)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.line = _Line()
        self.line.setAccessibleName(name)
        self.line.setObjectName(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.line.returnPressed.connect(self.entered.emit)
        self.line.caps_seen.connect(self.caps_seen.emit)
        self.show_button = button(theme, "显示")
        self.show_button.setAccessibleName(f"显示{name}")
        self.show_button.clicked.connect(lambda _checked=False: self._toggle())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.m.s8)
        row.addWidget(self.line, 1)
        row.addWidget(self.show_button)
        self.setFocusProxy(self.line)

    def _toggle(self) -> None:
        hidden = self.line.echoMode() == QLineEdit.EchoMode.Password
        normal, dots = QLineEdit.EchoMode.Normal, QLineEdit.EchoMode.Password
        self.line.setEchoMode(normal if hidden else dots)
        self.line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        set_button_text(self.show_button, "隐藏" if hidden else "显示")
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def taken(self) -> bytearray:
        """Return the text as UTF-8 bytes, the caller's to wipe."""
        return bytearray(self.line.text().encode("utf-8"))

    def empty(self) -> bool:
        """Tell whether nothing stands there."""
        return not self.line.text()

    def clear(self) -> None:
        """Empty the line."""
        self.line.clear()
