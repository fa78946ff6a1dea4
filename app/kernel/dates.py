# SPDX-License-Identifier: MulanPSL-2.0
"""Dates as files know them: often only a month, sometimes only a year.

Counting follows 民法典 第二百零一、二百零二条 (start day not counted, ends on the corresponding
day, month end where there is none) and 第一千二百五十九条 (满、以上 include the number).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

from attrs import frozen

_SEPARATED = re.compile(r"^(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月?)?|年)?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})?$")


@frozen(order=False)
class PartialDate:
    """A date known to the day, the month or the year.

    Attributes:
        year: four digits.
        month: 1–12, or None when only the year is known.
        day: 1–31, or None when only the month is known.
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate | None:
        """Return the date typed in any usual way (2016.01, 2016年1月5日, 20160105), or None.

        A day or month that does not exist (Feb 30) is None, never moved to another day.
        """
        compact = "".join(text.split()).replace("／", "/").replace("．", ".").replace("。", ".")
        narrow = compact.translate({0xFF10 + n: str(n) for n in range(10)})
        match = _SEPARATED.match(narrow) or _COMPACT.match(narrow)
        if match is None:
            return None
        year, month, day = (int(part) if part else None for part in match.groups())
        return cls._checked(year or 0, month, day)

    @classmethod
    def _checked(cls, year: int, month: int | None, day: int | None) -> PartialDate | None:
        if not 1900 <= year <= 2100 or (month is not None and not 1 <= month <= 12):
            return None
        if day is not None and (
            month is None or not 1 <= day <= calendar.monthrange(year, month)[1]
        ):
            return None
        return cls(year, month, day)

    @classmethod
    def of(cls, day: dt.date) -> PartialDate:
        """Return the partial date that is exactly this day."""
        return cls(day.year, day.month, day.day)

    def earliest(self) -> dt.date:
        """Return the first day this can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> dt.date:
        """Return the last day this can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def exact(self) -> dt.date | None:
        """Return the day when it is known to the day."""
        return self.earliest() if self.day is not None else None

    def iso(self) -> str:
        """Return 2016, 2016-01 or 2016-01-05: the form kept in the document."""
        parts = [f"{self.year:04d}"] + [
            f"{part:02d}" for part in (self.month, self.day) if part is not None
        ]
        return "-".join(parts)

    def dotted(self) -> str:
        """Return 2016, 2016.01 or 2016.01.05: the form printed in tables."""
        return self.iso().replace("-", ".")

    def words(self) -> str:
        """Return 2016年, 2016年1月 or 2016年1月5日: the form printed in sentences."""
        text = f"{self.year}年"
        if self.month is not None:
            text += f"{self.month}月"
        return text + (f"{self.day}日" if self.day is not None else "")


def dotted(text: str) -> str:
    """Return a stored date as printed in tables; text that is no date is returned as typed."""
    parsed = PartialDate.parse(text)
    return parsed.dotted() if parsed else text


def add_years(day: dt.date, years: int) -> dt.date:
    """Return the corresponding day some years on; the month's end where there is none."""
    return add_months(day, 12 * years)


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the corresponding day some months on; the month's end where there is none."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def completed_months(start: dt.date, end: dt.date) -> int:
    """Return whole months completed from start to end (0 when end is before start)."""
    if end < start:
        return 0
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def completed_years(start: dt.date, end: dt.date) -> int:
    """Return whole years completed from start to end (民法典 第二百零二条)."""
    return completed_months(start, end) // 12


def chinese_date(day: dt.date) -> str:
    """Return 2026年6月15日."""
    return f"{day.year}年{day.month}月{day.day}日"


WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def weekday_word(day: dt.date) -> str:
    """Return 周一 … 周日."""
    return WEEKDAYS[day.weekday()]
