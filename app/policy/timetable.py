# SPDX-License-Identifier: MulanPSL-2.0
"""All days of the year's work in one place: those of the notice, those counted from them, the unit's own.

The chart on paper, the chart on the screen, the strip and the route's result read them here (D-1…D-3).
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from attrs import frozen

from app.kernel.dates import PartialDate
from app.kernel.workdays import NoticeCount
from app.model.codes import TitleLevel
from app.model.unit import Unit
from app.policy.pack import PolicyPack
from app.policy.records import Window

FILING_LEVELS = (TitleLevel.JUNIOR, TitleLevel.INTERMEDIATE, TitleLevel.ASSOCIATE_SENIOR)
"""One title level for each filing level, in the order of the notice."""


class Due(StrEnum):
    """What a day is for."""

    OPENS = "opens"
    CLOSES = "closes"
    OWN = "own"
    ADVISED = "advised"
    SLOT = "slot"
    POSTING = "posting"
    REPORT_UP = "report_up"
    TARGETED = "targeted"
    RESULT_POSTING = "result_posting"
    REVIEW_BY = "review_by"


DUE_WORDS = {
    Due.OPENS: "个人申报开始",
    Due.CLOSES: "个人申报截止",
    Due.OWN: "单位要求交齐",
    Due.ADVISED: "建议交到单位",
    Due.SLOT: "交纸质材料",
    Due.POSTING: "单位最迟张贴公示",
    Due.REPORT_UP: "单位报人社部门",
    Due.TARGETED: "定向评价纸质材料送市人社局",
    Due.RESULT_POSTING: "评审结果最迟张贴公示",
    Due.REVIEW_BY: "评审和公示完成",
}


@frozen
class DueDay:
    """One day: what is due, for which level, by which clause.

    Attributes:
        filing: junior, intermediate or senior.
        day: the day itself, as the law counts; what is due may be done on it (D-3).
        work_day: the last working day by which it can really be done.
        clauses: empty for the unit's own day and for mere advice.
    """

    due: Due
    filing: str
    day: dt.date
    work_day: dt.date
    clauses: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return what tells one day from another: senior/posting."""
        return f"{self.filing}/{self.due}"

    @property
    def words(self) -> str:
        """Return what is due."""
        return DUE_WORDS[self.due]


@frozen
class Timetable:
    """The days of a pack as a unit keeps them.

    Attributes:
        unit: its own dates and its way of counting; None for the pack's alone.
    """

    pack: PolicyPack
    unit: Unit | None = None

    @property
    def counts_posting_day(self) -> bool:
        """Tell whether the unit counts the posting day (D-1)."""
        return self.unit is not None and self.unit.counts_posting_day

    @property
    def first(self) -> dt.date:
        """Return the first day of the month in which the first window opens."""
        return min(self.pack.window(level).opens for level in FILING_LEVELS).replace(day=1)

    @property
    def last(self) -> dt.date:
        """Return the last day of the month in which evaluation is complete."""
        following = self.review_by.replace(day=1) + dt.timedelta(days=32)
        return following.replace(day=1) - dt.timedelta(days=1)

    @property
    def review_by(self) -> dt.date:
        """Return the day by which evaluation and its publicity are complete."""
        return self.pack.windows.review_by

    @property
    def targeted(self) -> dt.date | None:
        """Return the day by which 定向评价 paper is at the city; None where the pack names none."""
        rows = [row.report_up for row, _ in self.pack.windows.paper]
        return rows[0] if rows else None

    def latest_posting(self, report_up: dt.date) -> dt.date:
        """Return the last posting day before a report-up day (D-2)."""
        return self.pack.calendar.latest_posting(
            report_up, self.pack.windows.notice_days, counts_posting_day=self.counts_posting_day
        )

    def latest_result_posting(self) -> dt.date:
        """Return the last posting day of the results (D-2)."""
        return self.pack.calendar.latest_completion_posting(
            self.review_by,
            self.pack.windows.notice_days,
            counts_posting_day=self.counts_posting_day,
        )

    def notice(self, posted: dt.date) -> NoticeCount:
        """Count a notice posted on a day as this unit counts (D-1)."""
        return self.pack.calendar.notice(
            posted, self.pack.windows.notice_days, counts_posting_day=self.counts_posting_day
        )

    def own(self, level: TitleLevel) -> dt.date | None:
        """Return the unit's own closing day of a level, when it has set one."""
        text = self.unit.internal_dates.get(level.filing, "") if self.unit is not None else ""
        parsed = PartialDate.parse(text)
        return parsed.exact() if parsed else None

    def days(self, level: TitleLevel, window: Window | None = None) -> tuple[DueDay, ...]:
        """Return every day of a level in order.

        Args:
            window: the dates of a person's own route where they differ from the level's (A-11).
        """
        found = window or self.pack.window(level)
        own_window = _starting(found.clauses, "S-3.2.")
        upward = _starting(found.clauses, "S-3.3", "S-3.5")
        notice = self.pack.windows.notice_clauses
        review = self.pack.windows.review_clauses
        rows: list[tuple[Due, dt.date, tuple[str, ...]]] = [
            (Due.OPENS, found.opens, own_window),
            (Due.CLOSES, found.closes, own_window),
            (Due.POSTING, self.latest_posting(found.report_up), (*notice, *upward)),
            (Due.REPORT_UP, found.report_up, upward),
            (Due.RESULT_POSTING, self.latest_result_posting(), review),
            (Due.REVIEW_BY, found.review_by, review),
        ]
        own = self.own(level)
        if own is not None:
            rows.append((Due.OWN, own, ()))
        elif found.internal is not None:
            rows.append((Due.ADVISED, found.internal, ()))
        slot = self.pack.window(level).slot
        if slot is not None:
            rows.append((Due.SLOT, slot, ()))
        if level.filing == "senior" and self.targeted is not None:
            clauses = self.pack.windows.paper[0][0].clauses
            rows.append((Due.TARGETED, self.targeted, clauses))
        rows.sort(key=lambda row: (row[1], list(Due).index(row[0])))
        return tuple(self._day(due, level, day, clauses) for due, day, clauses in rows)

    def _day(self, due: Due, level: TitleLevel, day: dt.date, clauses: tuple[str, ...]) -> DueDay:
        work_day = self.pack.calendar.workday_on_or_before(day)
        return DueDay(due, level.filing, day, day if due is Due.OPENS else work_day, clauses)


def _starting(clauses: tuple[str, ...], *beginnings: str) -> tuple[str, ...]:
    return tuple(each for each in clauses if each.startswith(beginnings))
