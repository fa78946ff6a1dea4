# SPDX-License-Identifier: MulanPSL-2.0
"""放假安排 (D-1, M31): the State Council's calendar year by year, keyed in with its document number."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import groupby

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.workdays import WorkCalendar
from app.model.unit_rules import CalendarRecord, DaysOff
from app.policy.unit_layer import exact_day
from app.present.yearly.base import RulesPresenter, SheetLine, SheetState

_MISSING = "没有录入，只按周六、周日休息推算（M31）。拿到国务院办公厅的通知后照着录。"
_SPLIT = re.compile(r"[\s,，、;；]+")
_RANGE = re.compile(r"^(?P<name>\D*?)[\s：:]*(?P<first>\d[\d年月日.\-/]*)(?:\s*(?:至|到|—|-{1,2}|–|~)\s*(?P<last>\d[\d年月日.\-/]*))?$")  # fmt: skip


@frozen
class HolidaysState(SheetState):
    """What the page draws; ``missing`` are years this vault needs and has not."""

    missing: tuple[int, ...]
    can_take_back: bool


@frozen
class YearDraft:
    """One year as it is keyed in: a holiday a line, worked days one after another."""

    year: int
    source: str
    off: str
    worked: str


class HolidaysPresenter(RulesPresenter):
    """Years of the pack and of the unit; the unit's takes the place of the pack's."""

    @property
    def state(self) -> HolidaysState:
        """Return the page as it stands."""
        known = self.session.desk_pack.calendar.years
        this = self.session.desk_pack.header.year
        missing = tuple(year for year in (this, this + 1) if year not in known)
        words = "、".join(f"{year} 年" for year in sorted(known)) + "已录入"
        if missing:
            words += f"；{'、'.join(f'{year} 年' for year in missing)}没有"
        return HolidaysState(tuple(self._lines(missing)), words, missing, self.can_take_back)

    def _lines(self, missing: tuple[int, ...]) -> Iterator[SheetLine]:
        calendar = self.session.desk_pack.calendar
        own = {row.year: row for row in self.session.rules.years}
        for year in sorted({*calendar.years, *missing}):
            if year in missing:
                yield SheetLine(f"head.{year}", (f"{year} 年",), heading=True)
                yield SheetLine(
                    f"year.{year}", ("没有录入", "", ""), state="没有", detail=_MISSING, verb="录入"
                )
                continue
            row = own.get(year)
            where = f"本单位录入：{row.source}" if row else "政策包"
            yield SheetLine(f"head.{year}", (f"{year} 年　{where}",), heading=True)
            for name, days in _spans(calendar, year):
                yield SheetLine(f"off.{year}.{days[0]:%m%d}", (name, _range(days), f"{len(days)} 天"), verb="改")  # fmt: skip
            worked = sorted(day for day in calendar.worked if day.year == year)
            said = "、".join(f"{day.month}月{day.day}日" for day in worked) or "没有"
            yield SheetLine(f"worked.{year}", ("周末上班", said, f"{len(worked)} 天"), verb="改")

    # -- what a person does

    def draft(self, year: int) -> YearDraft:
        """Return a year as it stands, to be keyed over."""
        calendar = self.session.desk_pack.calendar
        own = next((row for row in self.session.rules.years if row.year == year), None)
        off = "\n".join(
            f"{name} {days[0].isoformat()} 至 {days[-1].isoformat()}"
            for name, days in _spans(calendar, year)
        )
        worked = " ".join(day.isoformat() for day in sorted(calendar.worked) if day.year == year)
        return YearDraft(year, own.source if own else "", off, worked)

    def year_of(self, line_id: str) -> int:
        """Return the year a line stands for."""
        return int(line_id.split(".")[1])

    def keep(self, draft: YearDraft) -> None:
        """Keep a year.

        Raises:
            UserError: YEARLY-SOURCE without a document number; YEARLY-HOLIDAY naming the line that
                cannot be read or lies outside the year; YEARLY-WORKED for a worked day that is none.
        """
        if len(draft.source.strip()) < 4:
            raise UserError("YEARLY-SOURCE")
        off = tuple(
            self._holiday(draft.year, line) for line in draft.off.splitlines() if line.strip()
        )
        worked = tuple(
            self._worked(draft.year, text) for text in _SPLIT.split(draft.worked) if text
        )
        if not off:
            raise UserError("YEARLY-HOLIDAY", line="（空）", year=draft.year)
        record = CalendarRecord(draft.year, draft.source.strip(), off, worked)
        rest = tuple(row for row in self.session.rules.years if row.year != draft.year)
        self.change(attrs.evolve(self.session.rules, years=(*rest, record)), "calendar")

    def _holiday(self, year: int, line: str) -> DaysOff:
        found = _RANGE.match(line.strip())
        first = _day(year, found["first"]) if found else None
        last = _day(year, found["last"]) if found and found["last"] else first
        if not found or first is None or last is None or last < first or first.year != year:
            raise UserError("YEARLY-HOLIDAY", line=line.strip(), year=year)
        return DaysOff(found["name"].strip() or "放假", first.isoformat(), last.isoformat())

    def _worked(self, year: int, text: str) -> str:
        day = _day(year, text)
        if day is None or day.year != year or day.weekday() < 5:
            raise UserError("YEARLY-WORKED", text=text, year=year)
        return day.isoformat()

    def remove(self, year: int) -> None:
        """Take the unit's own year away; the pack's counts again where it has one."""
        rows = tuple(row for row in self.session.rules.years if row.year != year)
        self.change(attrs.evolve(self.session.rules, years=rows), "calendar")

    def is_own(self, year: int) -> bool:
        """Tell whether a year was keyed in here."""
        return any(row.year == year for row in self.session.rules.years)


def _day(year: int, text: str) -> dt.date | None:
    return exact_day(text) or exact_day(f"{year}-{text}") or exact_day(f"{year}年{text}")


def _range(days: list[dt.date]) -> str:
    first, last = days[0], days[-1]
    one = f"{first.month}月{first.day}日"
    return one if first == last else f"{one}至{last.month}月{last.day}日"


def _spans(calendar: WorkCalendar, year: int) -> Iterator[tuple[str, list[dt.date]]]:
    """Yield each holiday of a year: its name and its days."""
    days = sorted(day for day in calendar.off if day.year == year)
    for (name, _), group in groupby(
        enumerate(days),
        key=lambda each: (calendar.names.get(each[1], ""), each[1].toordinal() - each[0]),
    ):
        yield name or "放假", [day for _, day in group]
