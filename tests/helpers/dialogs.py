# SPDX-License-Identifier: MulanPSL-2.0
"""Dialogs opened as the program opens them, with its own modal loop, and looked at while they stand."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.helpers.geometry import settle
from ui.qt import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPoint,
    QScrollArea,
    QTimer,
    QWidget,
)
from ui.widgets.dialogs import Dialog

LOOK_MS = 10
PATIENCE = 10.0  # seconds
ROW = 0.5  # of a widget's height: what lies that near stands in one row


def while_open(open_it: Callable[[], object], look: Callable[[QWidget], None]) -> None:
    """Open a dialog or menu by its trigger and look at it while it stands; it is closed afterwards.

    Raises:
        AssertionError: nothing came, or what ``look`` found.
    """
    end = time.monotonic() + PATIENCE
    seen: list[QWidget] = []
    faults: list[BaseException] = []

    def poll() -> None:
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if front is None or (isinstance(front, QDialog) and not front.isVisible()):
            if time.monotonic() < end and not seen:
                return
            timer.stop()
            return
        timer.stop()
        seen.append(front)
        try:
            settle(6)
            look(front)
        except (Exception, pytest.fail.Exception) as fault:  # noqa: BLE001 - handed on when the loop has ended
            faults.append(fault)
        finally:
            front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if front is not None:
                front.close()

    timer = QTimer()
    timer.setInterval(LOOK_MS)
    timer.timeout.connect(poll)
    timer.start()
    open_it()
    while not seen and time.monotonic() < end:
        settle(1)
        poll()
    timer.stop()
    settle(4)
    if faults:
        raise faults[0]
    assert seen, "nothing came"


class NotThereError(Exception):
    """The layout in force offers no such button or verb."""


def press(root: QWidget, words: str) -> None:
    """Give the focus to the first visible button of these words and press it, as Tab and Enter do.

    Raises:
        NotThereError: there is none; small layouts leave buttons to the menus.
    """
    from ui.qt import QAbstractButton

    for button in root.findChildren(QAbstractButton):
        said = {button.accessibleName(), button.text().split("  ")[0]}
        if words in said and button.isVisible() and button.isEnabled():
            button.setFocus()
            button.click()
            return
    raise NotThereError(words)


def entries(dialog: QWidget) -> list[QWidget]:
    """Return the visible, enabled entries of a dialog that Tab reaches, from top to bottom."""
    kinds = QLineEdit | QPlainTextEdit | QComboBox
    return [
        widget
        for widget in reading_order(dialog, tab_stops(dialog))
        if isinstance(widget, kinds) and widget.isEnabled()
    ]


def is_empty(entry: QWidget) -> bool:
    """Tell whether an entry waits for the person."""
    if isinstance(entry, QLineEdit):
        return not entry.text()
    if isinstance(entry, QPlainTextEdit):
        return not entry.toPlainText()
    return isinstance(entry, QComboBox) and entry.currentIndex() < 0


def tab_stops(dialog: QWidget, *, back: bool = False, most: int = 60) -> list[QWidget]:
    """Return what Tab goes through from the focus on, once round; with ``back`` what Shift+Tab does."""
    start = dialog.focusWidget()
    stops = [start] if start is not None else []
    for _step in range(most):
        if not dialog.focusNextPrevChild(not back):
            break
        here = dialog.focusWidget()
        if here is None or here is start:
            break
        stops.append(here)
    if start is not None:
        start.setFocus()
    return stops


def reading_order(dialog: QWidget, widgets: list[QWidget]) -> list[QWidget]:
    """Return widgets as a person reads them: line by line, each from the left; what scrolls before the verbs."""
    return [
        widget
        for scrolls in (True, False)
        for widget in _lines(dialog, [w for w in widgets if _scrolls(w, dialog) is scrolls])
    ]


def _scrolls(widget: QWidget, dialog: QWidget) -> bool:
    holder = widget.parentWidget()
    while holder is not None and holder is not dialog:
        if isinstance(holder, QScrollArea):
            return True
        holder = holder.parentWidget()
    return False


def _lines(dialog: QWidget, widgets: list[QWidget]) -> list[QWidget]:
    at = {w: w.mapTo(dialog, QPoint(0, 0)) for w in widgets}
    rows: list[list[QWidget]] = []
    for widget in sorted(widgets, key=lambda w: at[w].y() + w.height() / 2):
        middle = at[widget].y() + widget.height() / 2
        last = rows[-1][0] if rows else None
        if last is not None and middle - (at[last].y() + last.height() / 2) < ROW * min(
            last.height(), widget.height()
        ):
            rows[-1].append(widget)
        else:
            rows.append([widget])
    return [widget for row in rows for widget in sorted(row, key=lambda w: at[w].x())]


def own(front: QWidget) -> bool:
    """Tell a dialog of the program from Qt's file dialog and from menus."""
    return isinstance(front, Dialog) and not isinstance(front, QMenu)
