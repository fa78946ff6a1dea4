# SPDX-License-Identifier: MulanPSL-2.0
"""Auto-lock (ux §2.10): ten minutes without a key or the mouse, the last thirty seconds announced."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from ui.qt import QEvent, QGuiApplication, QObject, QTimer, QWindow, Signal, isValid

LOCK_AFTER = 600.0
WARN_BEFORE = 30.0
SLEPT = 30.0
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.TabletPress,
        QEvent.Type.TouchBegin,
    }
)


def slept_seconds() -> float:
    """Return how long the machine has been suspended since it started (security.md §1.6)."""
    if not sys.platform.startswith("linux"):
        return 0.0
    return time.clock_gettime(time.CLOCK_BOOTTIME) - time.monotonic()


class IdleWatch(QObject):
    """Listens to the windows and to the field in hand, where everything a person does arrives.

    Not to the application: Python would then be asked about every event of every widget, some
    thousands while a page is made, for the sake of the few that are keys and the mouse.

    Signals:
        warned(seconds): the lock comes in so many seconds; each second again.
        woke(): the person is back after a warning.
        expired(): lock now.

    Args:
        after: seconds without a sign, asked each time: it is a setting of the vault.
        hold: asked at the end; True makes the lock wait (printing).
        now: monotonic seconds.
        slept: seconds of suspension; a jump locks at once.
    """

    warned = Signal(int)
    woke = Signal()
    expired = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        after: Callable[[], float] = lambda: LOCK_AFTER,
        hold: Callable[[], bool] = lambda: False,
        now: Callable[[], float] = time.monotonic,
        slept: Callable[[], float] = slept_seconds,
    ) -> None:
        super().__init__(parent)
        self._after, self._hold, self._now, self._slept = after, hold, now, slept
        self._last = now()
        self._slept_before = slept()
        self._warning = False
        self._windows: list[QWindow] = []
        self._field: QObject | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look)

    def start(self, application: QGuiApplication | None = None) -> None:
        """Begin to count, and to listen where an application is given."""
        self._last = self._now()
        self._timer.start()
        if application is not None:
            application.focusWindowChanged.connect(self._hear_windows)
            application.focusObjectChanged.connect(self._hear_field)
            self._hear_windows()
            self._hear_field(application.focusObject())

    def stop(self) -> None:
        """Stop counting and listening."""
        self._timer.stop()
        application = QGuiApplication.instance()
        if self._windows and isinstance(application, QGuiApplication):
            application.focusWindowChanged.disconnect(self._hear_windows)
            application.focusObjectChanged.disconnect(self._hear_field)
        for heard in (*self._windows, self._field):
            if heard is not None and isValid(heard):
                heard.removeEventFilter(self)
        self._windows, self._field = [], None

    def _hear_windows(self, _focused: QWindow | None = None) -> None:
        """Listen to every window there is; a popup that takes no focus is met within a second."""
        there = QGuiApplication.topLevelWindows()
        for window in there:
            if window not in self._windows:
                window.installEventFilter(self)
        self._windows = there

    def _hear_field(self, field: QObject | None) -> None:
        """Listen to what has the focus: an input method writes into it past the window."""
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = field
        if field is not None:
            field.installEventFilter(self)

    def look(self) -> None:
        """Count once; called each second."""
        if self._windows:
            self._hear_windows()
        slept, before = self._slept(), self._slept_before
        self._slept_before = slept
        left = self._after() - (self._now() - self._last)
        if slept - before > SLEPT:
            left = 0
        if left > WARN_BEFORE:
            return
        if left > 0:
            self._warning = True
            self.warned.emit(max(1, round(left)))
        elif self._hold():
            # What must not be cut short goes on; when it is done the last half minute is announced.
            self._last = self._now() - self._after() + WARN_BEFORE
        else:
            self._timer.stop()
            self.expired.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take every sign of a person; never swallow it."""
        if event.type() in _SIGNS:
            self._last = self._now()
            if self._warning:
                self._warning = False
                self.woke.emit()
        return False
