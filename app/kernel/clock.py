# SPDX-License-Identifier: MulanPSL-2.0
"""The one place that asks what time it is: air-gapped clocks drift and tests need any day."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from attrs import frozen


class Clock(Protocol):
    """Answers with local wall-clock time."""

    def now(self) -> dt.datetime:
        """Return the local time, without a zone, to the second."""
        ...

    def today(self) -> dt.date:
        """Return the local date."""
        ...


@frozen
class SystemClock:
    """The machine's clock, moved by what a person confirmed (ux M30).

    Attributes:
        offset: days to add, from "today is really …".
    """

    offset: dt.timedelta = dt.timedelta(0)

    def now(self) -> dt.datetime:
        """Return the local time to the second."""
        return (dt.datetime.now() + self.offset).replace(microsecond=0)  # noqa: DTZ005 - local wall clock is meant

    def today(self) -> dt.date:
        """Return the local date."""
        return self.now().date()


@frozen
class FixedClock:
    """A clock that stands still, for tests, the practice vault and ``--today``."""

    moment: dt.datetime

    @classmethod
    def on(cls, day: dt.date) -> FixedClock:
        """Return a clock standing at 09:00 of a day."""
        return cls(dt.datetime.combine(day, dt.time(9, 0)))

    def now(self) -> dt.datetime:
        """Return the fixed moment."""
        return self.moment

    def today(self) -> dt.date:
        """Return the fixed day."""
        return self.moment.date()
