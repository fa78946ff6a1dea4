# SPDX-License-Identifier: MulanPSL-2.0
"""Working days and the counting of a public notice (D-1, D-2), on the calendar that ships."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.workdays import WorkCalendar, day_range
from app.policy.pack import load_pack

CALENDAR = load_pack().calendar
DAYS_2026 = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 1))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("01-01", "01-03"),
        ("02-15", "02-23"),
        ("04-04", "04-06"),
        ("05-01", "05-05"),
        ("06-19", "06-21"),
        ("09-25", "09-27"),
        ("10-01", "10-07"),
    ],
)
def test_holidays_of_2026_are_off(first, last):
    """Every day of the State Council's seven holidays is off and has its name."""
    for each in day_range(day(first), day(last)):
        assert not CALENDAR.is_workday(each)
        assert CALENDAR.holiday(each)


@pytest.mark.parametrize("text", ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"])
def test_make_up_days_of_2026_are_worked(text):
    """The six weekend days moved for holidays are worked."""
    assert day(text).weekday() >= 5
    assert CALENDAR.is_workday(day(text))


def test_days_around_a_holiday_are_worked():
    """The day before and the day after 端午 are ordinary working days."""
    assert CALENDAR.is_workday(day("06-18"))
    assert CALENDAR.is_workday(day("06-22"))


def test_notice_of_15_june_is_counted_as_decided():
    """Posted Mon 06-15: 16, 17, 18, 22 and 23 June count, the next step is possible from 24 June (D-1)."""
    count = CALENDAR.notice(day("06-15"))
    assert count.counted == tuple(map(day, ("06-16", "06-17", "06-18", "06-22", "06-23")))
    assert (count.complete, count.possible_from) == (day("06-23"), day("06-24"))
    assert count.unknown_years == ()


def test_unit_may_count_the_posting_day():
    """With the unit's own rule 15 June is the first of the five days."""
    count = CALENDAR.notice(day("06-15"), counts_posting_day=True)
    assert count.counted[0] == day("06-15")
    assert count.complete == day("06-22")


def test_a_posting_day_that_is_not_worked_never_counts():
    """Posted on a Sunday under the unit's own rule, counting begins on Monday."""
    assert CALENDAR.notice(day("07-12"), counts_posting_day=True).counted[0] == day("07-13")


@pytest.mark.parametrize(
    ("report_up", "latest"), [("06-10", "06-02"), ("06-25", "06-16"), ("07-20", "07-12")]
)
def test_latest_posting_of_each_level(report_up, latest):
    """The last posting days of 初级, 中级 and 高级 are those of D-2."""
    assert CALENDAR.latest_posting(day(report_up)) == day(latest)


def test_last_workday_before_the_latest_posting_of_the_senior_level():
    """12 July is a Sunday; the last working day to post is Friday 10 July (D-2)."""
    assert CALENDAR.workday_on_or_before(day("07-12")) == day("07-10")


def test_latest_posting_after_the_evaluation():
    """To be complete by 30 October a notice is posted by 23 October, counting 26 to 30 (D-2)."""
    latest = CALENDAR.latest_completion_posting(day("10-30"))
    assert latest == day("10-23")
    assert CALENDAR.notice(latest).counted == tuple(day_range(day("10-26"), day("10-30")))


def test_make_up_sunday_and_saturday_count_after_the_evaluation():
    """20 September and 10 October count, the national days do not (hard case 3)."""
    assert day("09-20") in CALENDAR.notice(day("09-18")).counted
    autumn = CALENDAR.notice(day("09-30")).counted
    assert autumn[0] == day("10-08")
    assert day("10-10") in autumn


def test_year_without_a_calendar_is_weekends_only_and_says_so():
    """In 2027 New Year's Day, a Friday, counts as worked, and the year is named."""
    assert not CALENDAR.known(2027)
    assert CALENDAR.is_workday(dt.date(2027, 1, 1))
    assert CALENDAR.notice(dt.date(2026, 12, 30)).unknown_years == (2027,)


@given(DAYS_2026, st.integers(1, 12))
def test_latest_posting_is_really_the_last(report_up, days):
    """The day found completes before the report-up day, and the day after it does not."""
    latest = CALENDAR.latest_posting(report_up, days)
    assert CALENDAR.notice(latest, days).complete < report_up
    assert CALENDAR.notice(latest + dt.timedelta(days=1), days).complete >= report_up


@given(DAYS_2026, st.integers(1, 12))
def test_latest_posting_with_the_posting_day_counted_is_really_the_last(report_up, days):
    """The same holds under the unit's own rule."""
    latest = CALENDAR.latest_posting(report_up, days, counts_posting_day=True)
    later = latest + dt.timedelta(days=1)
    assert CALENDAR.notice(latest, days, counts_posting_day=True).complete < report_up
    assert CALENDAR.notice(later, days, counts_posting_day=True).complete >= report_up


@given(DAYS_2026, st.integers(0, 40))
def test_workdays_between_counts_what_workdays_after_lists(start, count):
    """Counting up to the last listed working day gives back the number asked for."""
    listed = CALENDAR.workdays_after(start, count)
    until = listed[-1] if listed else start
    assert CALENDAR.workdays_between(start, until) == count


@given(DAYS_2026)
def test_posting_later_never_completes_earlier(posted):
    """A notice posted a day later completes on the same day or later."""
    later = CALENDAR.notice(posted + dt.timedelta(days=1))
    assert later.complete >= CALENDAR.notice(posted).complete


def test_blank_calendar_knows_only_weekends():
    """Without any data Saturday is off and Monday is worked."""
    blank = WorkCalendar()
    assert not blank.is_workday(day("06-13"))
    assert blank.is_workday(day("06-19"))


def test_remaining_days_to_the_senior_closing_day():
    """From 15 June 18 working days are left until 10 July, 端午 skipped (ux 2.6)."""
    assert CALENDAR.workdays_between(day("06-15"), day("07-10")) == 18
