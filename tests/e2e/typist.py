# SPDX-License-Identifier: MulanPSL-2.0
"""Hands at a keyboard: keys go to whatever has the focus, Chinese comes as an input method sends it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest

from ui.qt import QApplication, QEvent, QInputMethodEvent, Qt, QTimer, QWidget

KEYS = {
    "Enter": Qt.Key.Key_Return, "Tab": Qt.Key.Key_Tab, "Esc": Qt.Key.Key_Escape, "Space": Qt.Key.Key_Space,
    "Down": Qt.Key.Key_Down, "Up": Qt.Key.Key_Up, "Insert": Qt.Key.Key_Insert, "PgUp": Qt.Key.Key_PageUp,
    **{f"F{n}": getattr(Qt.Key, f"Key_F{n}") for n in range(1, 13)},
}  # fmt: skip
MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}


class StuckError(Exception):
    """Something the journey waits for did not come."""


class Typist:
    """Types into one window at a time and takes a picture of each station.

    Args:
        folder: where the pictures go.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.window: QWidget | None = None
        self.pictures: list[Path] = []
        folder.mkdir(parents=True, exist_ok=True)

    def settle(self, seconds: float = 0.05) -> None:
        """Let the window come to rest."""
        end = time.monotonic() + seconds
        while True:
            QApplication.sendPostedEvents()
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if time.monotonic() >= end:
                return

    def wait(self, there: Callable[[], object], what: str, seconds: float = 60.0) -> None:
        """Wait until something is there; raises StuckError naming it."""
        end = time.monotonic() + seconds
        while not there():
            if time.monotonic() > end:
                raise StuckError(what)
            self.settle(0.02)
        self.settle()

    def focused(self) -> QWidget:
        """Return the widget the next key goes to."""
        popup = QApplication.activePopupWidget()
        widget = popup or QApplication.focusWidget()
        if widget is None:
            raise StuckError("nothing has the focus")
        return widget

    def press(self, *keys: str) -> None:
        """Press keys one after another: ``press("Tab", "Ctrl+P")``; single digits and letters too."""
        for key in keys:
            *held, last = key.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for name in held:
                modifiers |= MODIFIERS[name]
            code = KEYS.get(last) or getattr(Qt.Key, f"Key_{last.upper()}")
            QTest.keyClick(self.focused(), code, modifiers)
            self.settle(0.02)

    def pad(self, digits: str) -> None:
        """Press digits of the number pad; ``e`` is its Enter."""
        for digit in digits:
            code = Qt.Key.Key_Enter if digit == "e" else getattr(Qt.Key, f"Key_{digit}")
            QTest.keyClick(self.focused(), code, Qt.KeyboardModifier.KeypadModifier)
            self.settle(0.02)

    def type(self, text: str) -> None:
        """Type text: Latin by keys, anything else committed as by an input method."""
        if text.isascii():
            QTest.keyClicks(self.focused(), text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self.focused(), event)
        self.settle(0.02)

    def tab_to(self, name: str, most: int = 60) -> None:
        """Press Tab until a control of that accessible name has the focus; raises StuckError."""
        for _step in range(most):
            if self.focused().accessibleName().startswith(name):
                return
            self.press("Tab")
        raise StuckError(f"Tab never reaches {name}")

    def in_the_dialog(self, act: Callable[[], None], seconds: float = 60.0) -> None:
        """Do something as soon as a dialog holds the keyboard; the next call may open it."""
        end = time.monotonic() + seconds

        def look() -> None:
            if QApplication.activeModalWidget() is not None and QApplication.focusWidget():
                act()
            elif time.monotonic() < end:
                QTimer.singleShot(100, look)

        QTimer.singleShot(100, look)

    def picture(self, name: str) -> None:
        """Take a picture of the window as it stands."""
        self.settle(0.3)
        assert self.window is not None
        path = self.folder / f"{len(self.pictures) + 1:02d}-{name}.png"
        if not self.window.grab().save(str(path), "PNG"):
            raise OSError(path.name)
        self.pictures.append(path)
        print(f"  {path.name}", flush=True)
