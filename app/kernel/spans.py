# SPDX-License-Identifier: MulanPSL-2.0
"""Dated stays: overlaps merged, summed, gaps named, and doubt kept where only a month is known.

One unbroken stay is counted by the corresponding day (民法典 第二百零二条). For a sum of several
stays no law says what a year is, so a year is 365 days and the raw days are shown.
A start or end known only to the month gives a lower and an upper count; a threshold between the
two is neither met nor missed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from app.kernel.dates import PartialDate, completed_months

DAYS_IN_A_YEAR = 365
MONTHS_IN_A_YEAR = 12


@frozen
class Span:
    """One stay; ``end`` None means it lasts to this day."""

    start: PartialDate
    end: PartialDate | None = None


@frozen
class Stretch:
    """Days from first to last; the first day is not counted, as the law counts periods."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """Return the days between first and last."""
        return (self.last - self.first).days


@frozen
class Total:
    """The sum of some stays up to a day.

    Attributes:
        low, high: whole months at least and at most completed.
        low_days, high_days: the same in days.
        stretches: the merged stays, counted at most.
        gaps: days between merged stays that no reading of the dates closes.
    """

    low: int
    high: int
    low_days: int
    high_days: int
    stretches: tuple[Stretch, ...]
    gaps: tuple[Stretch, ...]

    @property
    def doubtful(self) -> bool:
        """Tell whether month precision leaves the count open."""
        return self.low != self.high

    def at_least(self, months: int) -> bool | None:
        """Tell whether some months are completed; None when the day would decide."""
        if self.low >= months:
            return True
        return None if self.high >= months else False

    def years(self, years: int) -> bool | None:
        """Tell whether some years are completed; None when the day would decide."""
        return self.at_least(years * MONTHS_IN_A_YEAR)


def merged(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return the stays with overlaps and touching days joined, in order."""
    joined: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda s: (s.first, s.last)):
        if joined and stretch.first <= joined[-1].last + dt.timedelta(days=1):
            joined[-1] = Stretch(joined[-1].first, max(joined[-1].last, stretch.last))
        else:
            joined.append(stretch)
    return tuple(joined)


def shared(ones: Sequence[Stretch], others: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return the time that lies in both of two lists of merged stays, in order."""
    found = [
        Stretch(max(one.first, other.first), min(one.last, other.last))
        for one in ones
        for other in others
        if max(one.first, other.first) < min(one.last, other.last)
    ]
    return tuple(sorted(found, key=lambda stretch: stretch.first))


def total(spans: Sequence[Span], until: dt.date, since: dt.date | None = None) -> Total:
    """Sum some stays within ``since`` (excluded from the count, as a start day is) and ``until``."""
    most = merged([s for span in spans if (s := _reading(span, until, since, widest=True))])
    least = merged([s for span in spans if (s := _reading(span, until, since, widest=False))])
    gaps = tuple(Stretch(before.last, after.first) for before, after in pairwise(most))
    return Total(_months(least), _months(most), _days(least), _days(most), most, gaps)


def _reading(span: Span, until: dt.date, since: dt.date | None, *, widest: bool) -> Stretch | None:
    first = span.start.earliest() if widest else span.start.latest()
    last = until if span.end is None else (span.end.latest() if widest else span.end.earliest())
    first, last = max(first, since or first), min(last, until)
    return Stretch(first, last) if first <= last else None


def _days(stretches: Sequence[Stretch]) -> int:
    return sum(stretch.days for stretch in stretches)


def _months(stretches: Sequence[Stretch]) -> int:
    if len(stretches) == 1:
        return completed_months(stretches[0].first, stretches[0].last)
    years, days = divmod(_days(stretches), DAYS_IN_A_YEAR)
    return years * MONTHS_IN_A_YEAR + days * MONTHS_IN_A_YEAR // DAYS_IN_A_YEAR


def months_text(months: int) -> str:
    """Return 4 年 10 个月, 5 年, 3 个月 or 不满 1 个月."""
    years, rest = divmod(months, MONTHS_IN_A_YEAR)
    parts = ([f"{years} 年"] if years else []) + ([f"{rest} 个月"] if rest else [])
    return " ".join(parts) or "不满 1 个月"


def month_difference(start: PartialDate, until: dt.date) -> int:
    """Return whole months from a start to a day, a start known to the month read as that month's first day."""
    return completed_months(start.earliest(), until)


def working(start: PartialDate, until: dt.date) -> str:
    """Return the count with its working: 2021.09 → 2026-07-10 是 4 年 10 个月, and the doubt if there is any."""
    high, low = month_difference(start, until), completed_months(start.latest(), until)
    text = f"{start.dotted()} → {until.isoformat()} 是 {months_text(high)}"
    if high == low:
        return text
    known = "月" if start.month else "年"
    return f"{text}（只知道到{known}，按日算在 {months_text(low)}与 {months_text(high)}之间）"
