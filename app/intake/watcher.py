# SPDX-License-Identifier: MulanPSL-2.0
"""Ends a child that is late, or whose work nobody wants any more; this also wakes a blocked read or write.

One thread for all the work of a child: a page of a preview is some milliseconds, and a thread begun and
ended for each of its three frames was a tenth of that (measured).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

LATE, STOPPED = "late", "stopped"
_EVERY = 0.05
_LINGERS = 20  # rounds without work, after which the thread sleeps until there is some


class Watcher:
    """Watches one piece of work at a time.

    Args:
        end: ends the child; called at most once a piece of work, never after ``finish``.
    """

    def __init__(self, end: Callable[[], None]) -> None:
        self._end = end
        self._turn = threading.Condition()
        self._deadline: float | None = None
        self._stop: Callable[[], bool] = lambda: False
        self._outcome = ""
        self._asleep = self._closed = False
        self._thread: threading.Thread | None = None

    def begin(self, seconds: float, stop: Callable[[], bool]) -> None:
        """Watch from now on: for so long, and until ``stop`` says so; it is asked every 50 ms."""
        with self._turn:
            self._deadline, self._stop = time.monotonic() + seconds, stop
            self._outcome = ""
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
            elif self._asleep:
                self._turn.notify()

    def finish(self) -> str:
        """Watch no longer; returns LATE or STOPPED when the child was ended for it, else nothing."""
        with self._turn:
            self._deadline = None
            return self._outcome

    def close(self) -> None:
        """Let the thread end."""
        with self._turn:
            self._closed = True
            self._deadline = None
            self._turn.notify()

    def _run(self) -> None:
        idle = 0
        with self._turn:
            while not self._closed:
                self._asleep = idle >= _LINGERS
                self._turn.wait(None if self._asleep else _EVERY)
                idle = 0 if self._deadline is not None else idle + 1
                self._look()

    def _look(self) -> None:
        """Look once; the lock is held, so nothing is ended that has just finished."""
        if self._deadline is None or self._closed:
            return
        if self._stop():
            self._outcome = STOPPED
        elif time.monotonic() > self._deadline:
            self._outcome = LATE
        if self._outcome:
            self._deadline = None
            self._end()
