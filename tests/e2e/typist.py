# SPDX-License-Identifier: MulanPSL-2.0
"""Hands at a keyboard: keys go to whatever has the focus, Chinese comes as an input method sends it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtTest import QTest

from ui.qt import (
    QApplication,
    QComboBox,
    QEvent,
    QInputMethodEvent,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    Qt,
    QTableView,
    QTimer,
    QWidget,
)

KEYS = {
    "Enter": Qt.Key.Key_Return, "Tab": Qt.Key.Key_Tab, "Esc": Qt.Key.Key_Escape, "Space": Qt.Key.Key_Space,
    "Down": Qt.Key.Key_Down, "Up": Qt.Key.Key_Up, "Right": Qt.Key.Key_Right, "Home": Qt.Key.Key_Home,
    "Insert": Qt.Key.Key_Insert, "PgUp": Qt.Key.Key_PageUp, "PgDown": Qt.Key.Key_PageDown,
    **{f"F{n}": getattr(Qt.Key, f"Key_F{n}") for n in range(1, 13)},
}  # fmt: skip
MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}
MOST_STEPS = 60
PATIENCE = 20.0  # seconds


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
        self.keys = 0
        folder.mkdir(parents=True, exist_ok=True)

    # -- waiting

    def settle(self, seconds: float = 0.05) -> None:
        """Let the window come to rest."""
        end = time.monotonic() + seconds
        while True:
            QApplication.sendPostedEvents()
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if time.monotonic() >= end:
                return

    def wait(self, there: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
        """Wait until something is there; raises StuckError naming it."""
        end = time.monotonic() + seconds
        while not there():
            if time.monotonic() > end:
                raise StuckError(f"waited {seconds:.0f} s for {what}")
            self.settle(0.02)
        self.settle()

    def focused(self) -> QWidget:
        """Return the widget the next key goes to."""
        popup = QApplication.activePopupWidget()
        widget = popup or QApplication.focusWidget()
        if widget is None:
            raise StuckError("nothing has the focus, keys go nowhere")
        return widget

    def at(self) -> str:
        """Return how a screen reader names what has the focus, without what stands behind it."""
        return self.focused().accessibleName().partition("，必填")[0].partition("：")[0]

    # -- keys

    def press(self, *keys: str) -> None:
        """Press keys one after another: ``press("Tab", "Ctrl+P")``; single digits and letters too."""
        for key in keys:
            *held, last = key.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for name in held:
                modifiers |= MODIFIERS[name]
            code = KEYS.get(last) or getattr(Qt.Key, f"Key_{last.upper()}")
            self.keys += 1
            QTest.keyClick(self.focused(), code, modifiers)
            self.settle(0.02)

    def pad(self, digits: str) -> None:
        """Press digits of the number pad; ``e`` is its Enter."""
        for digit in digits:
            code = Qt.Key.Key_Enter if digit == "e" else getattr(Qt.Key, f"Key_{digit}")
            self.keys += 1
            QTest.keyClick(self.focused(), code, Qt.KeyboardModifier.KeypadModifier)
            self.settle(0.02)

    def type(self, text: str) -> None:
        """Type text: Latin by keys, anything else committed as by an input method."""
        self.keys += len(text)
        if text.isascii():
            QTest.keyClicks(self.focused(), text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self.focused(), event)
        self.settle(0.02)

    def tab_to(self, name: str, most: int = MOST_STEPS) -> None:
        """Press Tab until a control of that accessible name has the focus; raises StuckError."""
        for _step in range(most):
            if self.focused().accessibleName().startswith(name):
                return
            self.press("Tab")
        raise StuckError(f"Tab never reaches {name}")

    # -- what the keys are pressed on

    def fill(self, values: Mapping[str, str]) -> None:
        """Go down a form with Enter, field by field, and type what is wanted where it is asked for.

        Args:
            values: label → text; for a row of words the word to choose, for a tick 是.

        Raises:
            StuckError: the form ends before everything was asked for.
        """
        left = dict(values)
        for _step in range(MOST_STEPS):
            if not left:
                return
            wanted = left.pop(self.at(), "")
            if wanted:
                self._answer(wanted)
            self.press("Tab" if isinstance(self.focused(), QPlainTextEdit) else "Enter")
            if not self._in_a_field():
                break
        if left:
            raise StuckError(f"Enter never leads to {'、'.join(left)}; it stopped at {self.at()}")

    def _in_a_field(self) -> bool:
        return bool(self.focused().objectName()) or "：" in self.focused().accessibleName()

    def _answer(self, wanted: str) -> None:
        focused = self.focused()
        if isinstance(focused, QLineEdit | QPlainTextEdit):
            self.press("Ctrl+A")
            self.type(wanted)
        elif wanted == "是":
            self.press("Space")
        else:
            self.step_to(lambda: self.focused().accessibleName().endswith(f"：{wanted}"), "Right")
            self.press("Space")

    def step_to(self, there: Callable[[], bool], key: str, what: str = "") -> None:
        """Press a key until something is so; raises StuckError."""
        for _step in range(MOST_STEPS):
            if there():
                return
            self.press(key)
        raise StuckError(f"{key} never leads to {what or 'the answer'}; it stopped at {self.at()}")

    def row(self, words: str) -> None:
        """Go down the table in hand to the first row with these words; raises StuckError."""
        self.press("Ctrl+Home")
        self.step_to(lambda: words in self.row_in_hand(), "Down", words)

    def row_in_hand(self) -> str:
        """Return what stands in the current row of the table that has the focus."""
        view = self.focused()
        if not isinstance(view, QTableView):
            raise StuckError(f"the focus is not in a table but at {self.at()}")
        index, model = view.currentIndex(), view.model()
        cells = (model.index(index.row(), column).data() for column in range(model.columnCount()))
        return "　".join(str(cell) for cell in cells if cell)

    def menu(self, letter: str, words: str) -> None:
        """Open a menu with Alt and its letter and choose a verb with the arrows and Enter."""
        self.press(f"Alt+{letter}")
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            raise StuckError(f"Alt+{letter} opens no menu")

        def here() -> bool:
            action = menu.activeAction()
            return action is not None and action.text().startswith(words)

        self.step_to(here, "Down", words)
        self.press("Enter")

    def choose(self, words: str) -> None:
        """Choose in the closed list that has the focus, with the arrows."""
        drop = self.focused()
        if not isinstance(drop, QComboBox):
            raise StuckError(f"the focus is not in a list but at {self.at()}")
        self.press("Home")
        self.step_to(lambda: drop.currentText().startswith(words), "Down", words)

    def in_a_dialog(self, ask: Callable[[], None], act: Callable[[], None], what: str) -> None:
        """Ask for a dialog and act in it; what goes wrong inside closes it and is raised outside."""
        end, faults = time.monotonic() + PATIENCE, list[StuckError]()

        def look() -> None:
            modal = QApplication.activeModalWidget()
            if modal is not None and QApplication.focusWidget():
                try:
                    act()
                except StuckError as fault:
                    self.picture("stuck-in-a-dialog")
                    faults.append(fault)
                    modal.close()
            elif time.monotonic() < end:
                QTimer.singleShot(100, look)
            else:
                faults.append(StuckError(f"no dialog came: {what}"))

        QTimer.singleShot(100, look)
        ask()
        self.wait(lambda: QApplication.activeModalWidget() is None, f"{what} to close")
        if faults:
            raise faults[0]

    # -- pictures

    def picture(self, name: str) -> None:
        """Take a picture of the window, or the dialog in front of it, as it stands."""
        self.settle(0.3)
        shown = QApplication.activeModalWidget() or self.window
        assert shown is not None
        path = self.folder / f"{len(self.pictures) + 1:02d}-{name}.png"
        if not shown.grab().save(str(path), "PNG"):
            raise OSError(path.name)
        self.pictures.append(path)
        print(f"    {path.name}", flush=True)
