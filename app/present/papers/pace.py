# SPDX-License-Identifier: MulanPSL-2.0
"""How long the rest takes at today's pace (ux 2.4.6); a pause at the kettle is not work."""

from __future__ import annotations

import datetime as dt
import math

from app.kernel.clock import Clock

LONGEST_STEP = dt.timedelta(minutes=5)
ENOUGH = 3


class Pace:
    """Counts the time between saves of one walk."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = clock.now()
        self._spent = dt.timedelta()
        self._saves = 0

    def saved(self) -> None:
        """Count one item; a gap of more than five minutes counts as five."""
        now = self._clock.now()
        self._spent += min(now - self._last, LONGEST_STEP)
        self._last = now
        self._saves += 1

    def words(self, left: int) -> str:
        """Return 已用 6 分钟，照这个速度还要 11 分钟; empty before three items or with none left."""
        if self._saves < ENOUGH or not left or not self._spent:
            return ""
        each = self._spent / self._saves
        used = max(1, round(self._spent / dt.timedelta(minutes=1)))
        more = max(1, math.ceil(each * left / dt.timedelta(minutes=1)))
        return f"已用 {used} 分钟，照这个速度还要 {more} 分钟"
