# SPDX-License-Identifier: MulanPSL-2.0
"""Working days by the State Council's calendar, and the counting of a public notice (D-1, D-2).

The posting day is not counted (民法典 第二百零一条) unless a unit has chosen otherwise. A year without
a calendar counts weekends only, and whoever asks can learn so from ``unknown_years``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from attrs import field, frozen

_DAY = dt.timedelta(days=1)
_SATURDAY = 5


@frozen
class NoticeCount:
    """The counting of one public notice.

    Attributes:
        counted: the working days that count, in order.
        complete: the last of them; the notice is complete when that day is over.
        possible_from: the first day on which what depends on it may be done.
        unknown_years: years of these days for which there is no calendar.
    """

    counted: tuple[dt.date, ...]
    complete: dt.date
    possible_from: dt.date
    unknown_years: tuple[int, ...]


@frozen
class WorkCalendar:
    """Days off and days worked of the years that are known.

    Attributes:
        off: holidays, weekends inside a holiday included.
        worked: weekend days that are worked.
        years: years whose calendar has been entered.
        names: day off -> the holiday's name, where given.
        source: the document the calendar comes from.
    """

    off: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()
    years: frozenset[int] = frozenset()
    names: dict[dt.date, str] = field(factory=dict)
    source: str = ""

    def known(self, year: int) -> bool:
        """Tell whether the year's calendar has been entered."""
        return year in self.years

    def unknown_years(self, days: Iterable[dt.date]) -> tuple[int, ...]:
        """Return the years among some days that count weekends only."""
        return tuple(sorted({day.year for day in days} - self.years))

    def is_workday(self, day: dt.date) -> bool:
        """Tell whether a day is worked; weekends only in a year that is not known."""
        if day in self.worked:
            return True
        return day not in self.off and day.weekday() < _SATURDAY

    def holiday(self, day: dt.date) -> str:
        """Return the holiday's name, or an empty text."""
        return self.names.get(day, "")

    def following(self, day: dt.date) -> Iterator[dt.date]:
        """Yield the working days after a day, without end."""
        while True:
            day += _DAY
            if self.is_workday(day):
                yield day

    def workdays_after(self, day: dt.date, count: int) -> list[dt.date]:
        """Return the first ``count`` working days after a day."""
        following = self.following(day)
        return [next(following) for _ in range(count)]

    def workdays_between(self, after: dt.date, until: dt.date) -> int:
        """Return how many working days lie after one day, up to and including another (0 when past)."""
        days = (until - after).days
        return sum(self.is_workday(after + _DAY * step) for step in range(1, days + 1))

    def workday_on_or_before(self, day: dt.date) -> dt.date:
        """Return the day itself when it is worked, else the working day before it."""
        while not self.is_workday(day):
            day -= _DAY
        return day

    def notice(
        self, posted: dt.date, days: int = 5, *, counts_posting_day: bool = False
    ) -> NoticeCount:
        """Count a public notice posted on a day (D-1): ``days`` full working days.

        Args:
            posted: the posting day.
            days: working days demanded (S-6.1.1-3).
            counts_posting_day: the unit's own rule; a posting day that is not worked still does not count.
        """
        start = posted - _DAY if counts_posting_day else posted
        counted = tuple(self.workdays_after(start, days))
        complete = counted[-1] if counted else posted
        possible = complete + _DAY
        return NoticeCount(counted, complete, possible, self.unknown_years((posted, *counted)))

    def latest_posting(
        self, report_up: dt.date, days: int = 5, *, counts_posting_day: bool = False
    ) -> dt.date:
        """Return the last posting day whose notice completes before the report-up day (D-2)."""
        return self._latest(report_up - _DAY, days, counts_posting_day)

    def latest_completion_posting(
        self, last: dt.date, days: int = 5, *, counts_posting_day: bool = False
    ) -> dt.date:
        """Return the last working posting day whose notice is complete by a day, that day included.

        After the evaluation nothing is forwarded; the notice only has to be complete by then (D-2).
        """
        return self.workday_on_or_before(self._latest(last, days, counts_posting_day))

    def _latest(self, last: dt.date, days: int, counts_posting_day: bool) -> dt.date:
        day, left = last + _DAY, days
        while left:
            day -= _DAY
            left -= self.is_workday(day)
        return day if counts_posting_day else day - _DAY


def day_range(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return every day from first to last, both included."""
    return [first + _DAY * step for step in range((last - first).days + 1)]
