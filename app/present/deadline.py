# SPDX-License-Identifier: MulanPSL-2.0
"""The nearest date a role can act on (ux §2.6). It informs; a person decides on late papers (D-4)."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from attrs import frozen

from app.kernel.dates import weekday_word
from app.kernel.workdays import WorkCalendar, day_range

LAST_DAYS = 2
CLOSE_DAYS = 5


@frozen
class Deadline:
    """What the strip shows.

    Attributes:
        left: working days left, today not counted; None when the day is past.
        runs: lengths of the runs of working days in the window, a gap between two runs.
        gone: working days of the window before today.
        today_works: today is a working day of the window.
        clause: where the date comes from.
    """

    today: str
    target: str
    left: int | None
    left_words: str
    others: tuple[str, ...] = ()
    runs: tuple[int, ...] = ()
    gone: int = 0
    today_works: bool = True
    clause: str = ""

    @property
    def tone(self) -> str:
        """Return note, warn or must."""
        if self.left is None or self.left <= LAST_DAYS:
            return "must"
        return "warn" if self.left <= CLOSE_DAYS else "note"

    @property
    def spoken(self) -> str:
        """Return everything as one sentence."""
        return "，".join(filter(None, (self.today, self.target, self.left_words, *self.others)))


class WindowLike(Protocol):
    """The dates of one level (policy Window)."""

    @property
    def opens(self) -> dt.date:
        """First day."""

    @property
    def closes(self) -> dt.date:
        """Last day, included (D-3)."""

    @property
    def report_up(self) -> dt.date:
        """Last day on which the unit reports up, included."""


def day_words(day: dt.date) -> str:
    """Return 7月10日（周五）."""
    return f"{day.month}月{day.day}日（{weekday_word(day)}）"


def short_words(day: dt.date) -> str:
    """Return 7月10日."""
    return f"{day.month}月{day.day}日"


def left_words(calendar: WorkCalendar, today: dt.date, last: dt.date) -> tuple[int | None, str]:
    """Return the working days left after today up to a day, and the words for it."""
    if today > last:
        days = (today - last).days
        return None, f"已过截止 {days} 天，能否补报由单位和人社部门决定"
    left = calendar.workdays_between(today, last)
    if today == last:
        return 0, "今天是最后一天"
    return left, f"还剩 {left} 个工作日"


def working_runs(calendar: WorkCalendar, first: dt.date, last: dt.date) -> tuple[int, ...]:
    """Return the lengths of runs of working days between two days, both included."""
    runs: list[int] = []
    standing = 0
    for day in day_range(first, last):
        if calendar.is_workday(day):
            standing += 1
        elif standing:
            runs.append(standing)
            standing = 0
    return tuple([*runs, standing] if standing else runs)


def deadline(
    calendar: WorkCalendar,
    today: dt.date,
    target: str,
    opens: dt.date,
    last: dt.date,
    others: tuple[str, ...] = (),
    clause: str = "",
) -> Deadline:
    """Return the strip for one date: ``target`` says what is due, ``opens`` where its window begins."""
    left, words = left_words(calendar, today, last)
    runs = working_runs(calendar, opens, last)
    gone = sum(
        calendar.is_workday(day)
        for day in day_range(opens, min(last, today - dt.timedelta(days=1)))
    )
    return Deadline(
        today=f"今天 {day_words(today)}",
        target=target,
        left=left,
        left_words=words,
        others=others,
        runs=runs,
        gone=gone,
        today_works=opens <= today <= last and calendar.is_workday(today),
        clause=clause,
    )


def applicant_deadline(
    calendar: WorkCalendar,
    today: dt.date,
    level_word: str,
    window: WindowLike,
    unit_day: dt.date | None = None,
    clause: str = "S-3.2-4",
    notice: str = "",
) -> Deadline:
    """Return the strip of an applicant: the end of the personal window, the unit's own day, a posted notice."""
    own = f"单位要求 {short_words(unit_day)}前交" if unit_day else ""
    others = tuple(filter(None, (notice, own)))
    target = f"{level_word}·个人申报 {day_words(window.closes)}截止"
    return deadline(calendar, today, target, window.opens, window.closes, others, clause)


def unit_deadline(
    calendar: WorkCalendar,
    today: dt.date,
    level_word: str,
    window: WindowLike,
    counts_posting_day: bool,
) -> Deadline:
    """Return the strip of a unit: the last day to post the notice, then the day to report up (D-2)."""
    latest = calendar.workday_on_or_before(
        calendar.latest_posting(window.report_up, counts_posting_day=counts_posting_day)
    )
    report = f"{level_word} {short_words(window.report_up)}前报人社"
    if today <= latest:
        target = f"{level_word}·公示最迟 {day_words(latest)}张贴"
        return deadline(calendar, today, target, window.opens, latest, (report,), "S-3.3-1")
    target = f"{level_word}·报人社 {day_words(window.report_up)}截止"
    return deadline(calendar, today, target, window.opens, window.report_up, (), "S-3.3-1")
