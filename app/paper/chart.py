# SPDX-License-Identifier: MulanPSL-2.0
"""时限图 (ux 5.8): working days across, one lane a level; told apart by hatching and words, never by colour."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from attrs import define, field, frozen

from app.kernel.dates import weekday_word
from app.model.codes import TitleLevel
from app.model.unit import Unit
from app.paper.core import geometry as g
from app.paper.core.page import Page
from app.paper.core.press import Piece, Press, footer
from app.paper.core.typeset import Para, Style
from app.paper.forms.fitting import standard_setter
from app.paper.rolls.roster_data import Copy
from app.policy.timetable import Timetable

TITLE = "{year}年度职称申报评审时限图"
LEFT, LANES, RIGHT = 14.0, 40.0, 285.0  # mm: labels from LEFT, days from LANES to RIGHT
TOP, AXIS = 32.0, 42.0
LANE, SHORT_LANE, REVIEW_LANE = 24.0, 14.5, 25.0
BAR = 7.0
LEVEL_NAMES = (
    (TitleLevel.JUNIOR, "初　级"),
    (TitleLevel.INTERMEDIATE, "中　级"),
    (TitleLevel.ASSOCIATE_SENIOR, "高　级"),
)
WEEKEND_GREY, REVIEW_GREY, MONTH_GREY, LANE_GREY = 0.93, 0.86, 0.55, 0.5
NOTE = Style("song", 9, 15)
NARROW_BAR = 16.0  # mm; a bar below this carries the shorter words


@frozen
class Chart:
    """What the chart is drawn from.

    Attributes:
        dates: all days of the year.
    """

    dates: Timetable

    @property
    def step(self) -> float:
        """Return the width of a day in mm."""
        return (RIGHT - LANES) / ((self.dates.last - self.dates.first).days + 1)

    def at(self, day: dt.date) -> float:
        """Return the left edge of a day."""
        return LANES + (day - self.dates.first).days * self.step

    def after(self, day: dt.date) -> float:
        """Return the right edge of a day."""
        return self.at(day) + self.step


def deadlines(pack: Any, unit: Unit | None, context: Copy) -> Piece:
    """Return 时限图 on A4 landscape; every date comes from the pack, its calendar and the unit.

    Args:
        pack: windows, calendar.
        unit: its own dates and its way of counting; None for the pack's alone.
        context: which copy.
    """
    chart = Chart(Timetable(pack, unit))
    title = TITLE.format(year=chart.dates.first.year)
    press = Press(standard_setter(), context.imprint(), title=title)
    page = press.page(g.wide(), "时限图", g.Side.FRONT)
    page.text(page.margins.sheet[0] / 2, 22, title, "song_bold", 18, "centre")
    _Drawing(page, chart).run()
    footer(page, press.imprint, 1, y=199.5)
    return Piece("deadlines", title, press.save(), 1)


@define(eq=False)
class _Drawing:
    """One chart being drawn."""

    page: Page
    chart: Chart
    y: float = AXIS + 5
    bottom: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        short = SHORT_LANE + 1.5 if self.chart.dates.targeted else 0.0
        self.bottom = AXIS + 5 + LANE * len(LEVEL_NAMES) + short + REVIEW_LANE

    def run(self) -> None:
        """Draw calendar, lanes, frame and legend."""
        self._days()
        self._months()
        for level, name in LEVEL_NAMES:
            self._label(name, 9)
            self._level(level)
            self._end_lane(LANE)
        if self.chart.dates.targeted:
            self._label("定向评价", 7)
            words = f"{_short(self.chart.dates.targeted)} 纸质材料送市人社局"
            self._flag(self.chart.after(self.chart.dates.targeted), self.y + 7, words)
            self._end_lane(SHORT_LANE + 1.5)
        self._label("评　审", 9)
        self._review()
        self._holiday_names()
        self._frame()
        self._legend(self.bottom + 8)

    # --- the calendar behind the lanes ---------------------------------------
    def _days(self) -> None:
        chart, calendar = self.chart, self.chart.dates.pack.calendar
        day = chart.dates.first
        while day <= chart.dates.last:
            x, height = chart.at(day), self.bottom - AXIS
            if calendar.holiday(day):
                self.page.hatch(x, AXIS, chart.step, height, 1.3, 0.3)
            elif not calendar.is_workday(day):
                self.page.box(x, AXIS, chart.step, height, 0, fill=WEEKEND_GREY)
            else:
                tick = 2.6 if day.weekday() == 0 else 1.3
                self.page.rule(x + chart.step / 2, AXIS, x + chart.step / 2, AXIS + tick, 0.3)
            day += dt.timedelta(days=1)

    def _months(self) -> None:
        chart, middle = self.chart, (TOP + AXIS) / 2
        days = [
            chart.dates.first + dt.timedelta(days=n)
            for n in range((chart.dates.last - chart.dates.first).days + 1)
        ]
        for _, group in groupby(days, key=lambda day: day.month):
            month = list(group)
            x = chart.at(month[0])
            count = sum(chart.dates.pack.calendar.is_workday(day) for day in month)
            self.page.rule(x, TOP, x, AXIS, g.GRID)
            self.page.rule(x, AXIS, x, self.bottom, g.HAIR, MONTH_GREY)
            width = self.page.text(x + 2, middle, f"{month[0].month}月", "hei", 11)
            self.page.text(x + 4 + width, middle + 0.3, f"{count} 个工作日", "song", 8.5)

    def _holiday_names(self) -> None:
        """Name each holiday where no lane has words: beside the lane of 定向评价."""
        chart, names = self.chart, self.chart.dates.pack.calendar.names
        shown = sorted(day for day in names if chart.dates.first <= day <= chart.dates.last)
        middle = AXIS + 5 + LANE * len(LEVEL_NAMES) + 7.5
        for name, group in groupby(shown, key=lambda day: names[day]):
            days = list(group)
            x = (chart.at(days[0]) + chart.after(days[-1])) / 2
            short = name.removesuffix("节") if len(name) > 2 and name != "劳动节" else name
            self.page.box(x - 1.8, middle - 2.1 * len(short), 3.6, 4.2 * len(short), 0, fill=1)
            self.page.column(x, middle, short, "song", 8.5, 1.35)

    def _frame(self) -> None:
        lines = [
            (LEFT, AXIS, RIGHT, AXIS),
            (LEFT, self.bottom, RIGHT, self.bottom),
            (LEFT, TOP, LEFT, self.bottom),
            (RIGHT, TOP, RIGHT, self.bottom),
            (LEFT, TOP, RIGHT, TOP),
        ]
        self.page.rules(lines, g.FRAME)
        self.page.rule(LANES, TOP, LANES, self.bottom, g.GRID)
        self.page.text((LEFT + LANES) / 2, (TOP + AXIS) / 2, "层级", "hei", 10, "centre")

    # --- lanes -----------------------------------------------------------------
    def _label(self, name: str, down: float) -> None:
        self.page.text((LEFT + LANES) / 2, self.y + down, name, "hei", 12, "centre")

    def _end_lane(self, height: float) -> None:
        self.y += height
        self.page.rule(LEFT, self.y - 1.0, RIGHT, self.y - 1.0, g.GRID, LANE_GREY)

    def _level(self, level: TitleLevel) -> None:
        chart, page, y = self.chart, self.page, self.y
        window = chart.dates.pack.window(level)
        x0, x1, x2 = (
            chart.at(window.opens),
            chart.after(window.cutoff),
            chart.after(window.report_up),
        )
        page.box(x0, y, x1 - x0, BAR, 0.8, fill=1)
        page.text((x0 + x1) / 2, y + 3.6, "申报", "hei", 9, "centre")
        page.box(x1, y, x2 - x1, BAR, 0.8, fill=REVIEW_GREY)
        words = "公示、审核" if x2 - x1 > NARROW_BAR else "公示"
        page.text((x1 + x2) / 2, y + 3.6, words, "song", 8, "centre")
        self._flag(x2, y + 3.6, f"{_short(window.report_up)} 上报截止")
        page.rule(x1, y + BAR, x1, y + 10.5, 0.6)
        self._words(x1 + 0.5, y + 12.6, f"{_short(window.cutoff)} 截止", align="right")
        self._posting(window.report_up)
        own = chart.dates.own(level)
        if own is not None:
            self._diamond(chart.at(own) + chart.step / 2, y + 17, hollow=True)
            self._words(chart.at(own) - 2, y + 17, f"本单位 {_short(own)}", align="right")

    def _posting(self, report_up: dt.date) -> None:
        chart, y = self.chart, self.y
        day = chart.dates.latest_posting(report_up)
        x = chart.at(day) + chart.step / 2
        self.page.rule(x, y + BAR, x, y + 15.5, g.HAIR, 0.2, (1.5, 1.2))
        self._diamond(x, y + 17)
        self._words(x + 3, y + 17, f"公示最迟 {_short(day)}{self._not_worked(day)}")

    def _not_worked(self, day: dt.date) -> str:
        """Return （周日，末个工作日 07-10） where the last posting day is no working day."""
        calendar = self.chart.dates.pack.calendar
        if calendar.is_workday(day):
            return ""
        why = calendar.holiday(day) or weekday_word(day)
        return f"（{why}，末个工作日 {_short(calendar.workday_on_or_before(day))}）"

    def _review(self) -> None:
        chart, page, y = self.chart, self.page, self.y
        begins = max(chart.dates.pack.window(level).report_up for level, _ in LEVEL_NAMES)
        x0, x1 = chart.after(begins), chart.after(chart.dates.review_by)
        page.box(x0, y + 1, x1 - x0, BAR, 0.8, fill=1)
        words = f"评审及评审结果公示　{_short(chart.dates.review_by)} 前完成"
        page.text((x0 + x1) / 2, y + 4.6, words, "hei", 9, "centre")
        posted = chart.dates.latest_result_posting()
        counted = chart.dates.notice(posted).counted
        self._diamond(chart.at(posted) + chart.step / 2, y + 13)
        span = f"（计 {_short(counted[0])} 至 {_short(counted[-1])}）"
        self._words(
            chart.at(posted) - 3, y + 13, f"结果公示最迟 {_short(posted)}{span}", align="right"
        )

    # --- marks -------------------------------------------------------------------
    def _diamond(self, x: float, y: float, *, hollow: bool = False) -> None:
        for radius, grey in ((1.7, 0.0), (1.1, 1.0)) if hollow else ((1.7, 0.0),):
            self.page.polygon(
                [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], grey
            )

    def _words(
        self, x: float, y: float, words: str, role: str = "song", align: str = "left"
    ) -> None:
        """Set words on a white ground, so that hatching never runs through them."""
        width = self.page.setter.width(words, role, 9)
        self.page.box(
            (x - width if align == "right" else x) - 0.5, y - 2.2, width + 1, 4.4, 0, fill=1
        )
        self.page.text(x, y, words, role, 9, align)

    def _flag(self, x: float, y: float, words: str) -> None:
        self.page.rule(x, y - 4, x, y + 4, 1.4)
        self._words(x + 1.6, y, words, "hei")

    def _legend(self, y: float) -> None:
        page, x = self.page, LEFT
        page.hatch(x, y - 2, 8, 4, 1.3, 0.3)
        page.box(x, y - 2, 8, 4, 0.4)
        x += 18 + page.text(x + 10, y, "法定节假日", "song", 9)
        page.box(x, y - 2, 8, 4, 0.4, fill=WEEKEND_GREY)
        x += 18 + page.text(x + 10, y, "周末", "song", 9)
        self._diamond(x + 2, y)
        x += 14 + page.text(x + 6, y, f"最迟张贴日（{self._counting()}）", "song", 9)
        page.rule(x, y - 2.4, x, y + 2.4, 1.4)
        x += 10 + page.text(x + 2, y, "截止线，当日有效", "song", 9)
        if self.chart.dates.unit is not None and self.chart.dates.unit.internal_dates:
            self._diamond(x + 2, y, hollow=True)
            page.text(x + 6, y, "本单位自定的截止日", "song", 9)
        page.paras(LEFT, y + 4, RIGHT - LEFT, *(Para(text, NOTE) for text in self._notes()))

    def _counting(self) -> str:
        if self.chart.dates.counts_posting_day:
            return "张贴当日计入，满 5 个工作日后方可上报"
        return "张贴当日不计，满 5 个工作日后方可上报"

    def _notes(self) -> list[str]:
        chart, calendar = self.chart, self.chart.dates.pack.calendar
        worked = sorted(
            day for day in calendar.worked if chart.dates.first <= day <= chart.dates.last
        )
        said = "、".join(f"{day.month}月{day.day}日" for day in worked)
        known = (
            f"日历：{calendar.source}。"
            if calendar.known(chart.dates.first.year)
            else "日历：本年度放假安排未录入，只扣周末。"
        )
        return [
            known + (f"周末上班：{said}（按工作日计）。" if said else ""),
            "时限只作提示；迟到材料由人决定并记录姓名、理由。单位可改变张贴当日是否计入，改后各最迟张贴日相应变动。",
        ]


def _short(day: dt.date) -> str:
    return f"{day:%m-%d}"
