# SPDX-License-Identifier: MulanPSL-2.0
"""The line of a long task: how far, what now, how long still, and 停在这里."""

from __future__ import annotations

import time
from collections.abc import Callable

from ui.qt import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, Signal
from ui.theme import Theme
from ui.widgets.basics import Elided, button, label


def remaining_words(elapsed: float, done: int, total: int) -> str:
    """Return how long is left at this pace (seconds), empty while it cannot be told."""
    if done <= 0 or total <= done or elapsed < 2:
        return ""
    seconds = elapsed * (total - done) / done
    if seconds < 60:
        return f"约还要 {max(1, round(seconds))} 秒"
    return f"约还要 {round(seconds / 60)} 分钟"


class ProgressLine(QFrame):
    """Shown while a task runs; emits ``stopped`` when the person wants it to end here."""

    stopped = Signal()

    def __init__(self, theme: Theme, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.setProperty("role", "sheet")
        self._clock, self._began = clock, clock()
        self.going = False
        self._title = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.m.s12, theme.m.s4, theme.m.s8, theme.m.s4)
        row.setSpacing(theme.m.s12)
        self._what = Elided(role="strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.m.chars(12))
        self._bar.setAccessibleName("进度")
        self._count = label("", "second")
        self._rest = label("", "small")
        self._stop = button(theme, "停在这里")
        self._stop.clicked.connect(self._stop_here)
        row.addWidget(self._what, 1)
        for widget in (self._bar, self._count, self._rest, self._stop):
            row.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("正在进行")
        self.hide()

    def begin(self, what: str, stoppable: bool = True) -> None:
        """Show the line for a task that starts now."""
        self._began = self._clock()
        self._title = what
        self._what.set_text(what)
        self._bar.setRange(0, 0)
        self._count.clear()
        self._rest.clear()
        self._stop.setVisible(stoppable)
        self._stop.setEnabled(True)
        self.going = True
        self.show()

    def step(self, done: int, total: int, words: str = "") -> None:
        """Show how far it is."""
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        self._count.setText(f"{done}/{total}")
        self._rest.setText(remaining_words(self._clock() - self._began, done, total))
        if words:
            self._what.set_text(f"{self._title}：{words}" if self._title else words)

    def end(self) -> None:
        """Put the line away."""
        self.going = False
        self.hide()

    def _stop_here(self) -> None:
        self._stop.setEnabled(False)
        self._rest.setText("做完手上这一步就停")
        self.stopped.emit()
