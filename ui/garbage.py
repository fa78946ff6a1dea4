# SPDX-License-Identifier: MulanPSL-2.0
"""Cyclic garbage is collected in the window's thread only.

Python collects in whatever thread happens to allocate. A worker would then destroy Qt objects that
belong to the window's thread, which Qt answers with a crash, rarely and anywhere.
"""

from __future__ import annotations

import gc

from ui.qt import QObject, QTimer

EVERY_MS = 1000


class WindowCollector(QObject):
    """Switches the automatic collection off and looks once a second, in the event loop."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> int:
        """Collect the oldest generation that is due; return how many objects were freed."""
        counts = gc.get_count()
        due = [
            generation
            for generation, (count, limit) in enumerate(zip(counts, self._thresholds, strict=True))
            if count > limit > 0
        ]
        return gc.collect(due[-1]) if due else 0

    def pass_over_what_is_there(self) -> None:
        """Never look again at what lives now: modules, forms and faces stay to the end.

        Looking through all of it took 50 ms of the window's thread every two minutes (measured).
        """
        gc.freeze()

    def stop(self) -> None:
        """Give the collection back to Python, with nothing of ours left to collect.

        Widgets that wait as garbage go now: Python would begin to collect inside the destructor of some
        other object, and Qt waits there for a lock that this very thread holds (seen once, without end).
        """
        self._timer.stop()
        self.setParent(None)
        gc.unfreeze()
        gc.collect()
        gc.enable()
