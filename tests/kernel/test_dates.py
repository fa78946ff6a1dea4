# SPDX-License-Identifier: MulanPSL-2.0
"""Partial dates as typed, kept and counted."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.dates import (
    PartialDate,
    add_months,
    add_years,
    chinese_date,
    completed_months,
    completed_years,
    dotted,
    weekday_word,
)

DATES = st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2016", "2016"),
        ("2016年", "2016"),
        ("2016.01", "2016-01"),
        ("2016.1", "2016-01"),
        ("2016-01", "2016-01"),
        ("2016/01", "2016-01"),
        ("201601", "2016-01"),
        ("2016年1月", "2016-01"),
        ("2016.01.05", "2016-01-05"),
        ("2016年1月5日", "2016-01-05"),
        ("20160105", "2016-01-05"),
        ("２０１６．０１．０５", "2016-01-05"),
        (" 2016 . 01 ", "2016-01"),
    ],
)
def test_usual_ways_of_writing_are_read(text, iso):
    """Every usual way of writing a date comes to the same stored form."""
    date = PartialDate.parse(text)
    assert date is not None
    assert date.iso() == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-02-30",
        "2025-02-29",
        "2026-13",
        "2026-00",
        "1899-01",
        "2101",
        "至今",
        "16.01",
        "2016-1-",
        "2016-01-05-06",
    ],
)
def test_what_is_no_date_is_none(text):
    """A day that does not exist is never moved to another day."""
    assert PartialDate.parse(text) is None


def test_leap_day_exists_in_leap_years():
    """29 February can be typed in 2024."""
    assert PartialDate.parse("2024-02-29") == PartialDate(2024, 2, 29)


@pytest.mark.parametrize(
    ("date", "earliest", "latest"),
    [
        (PartialDate(2024), "2024-01-01", "2024-12-31"),
        (PartialDate(2024, 2), "2024-02-01", "2024-02-29"),
        (PartialDate(2024, 2, 7), "2024-02-07", "2024-02-07"),
    ],
)
def test_range_a_partial_date_can_mean(date, earliest, latest):
    """A month may be any of its days."""
    assert date.earliest() == dt.date.fromisoformat(earliest)
    assert date.latest() == dt.date.fromisoformat(latest)
    assert (date.exact() is None) == (date.day is None)


def test_printed_forms():
    """Tables print dots, sentences print words, unreadable text is printed as typed."""
    assert PartialDate(2016, 1).dotted() == "2016.01"
    assert PartialDate(2016, 1, 5).words() == "2016年1月5日"
    assert PartialDate(2016).words() == "2016年"
    assert dotted("2016-01") == "2016.01"
    assert dotted("一九八二年") == "一九八二年"
    assert chinese_date(dt.date(2026, 6, 15)) == "2026年6月15日"
    assert weekday_word(dt.date(2026, 6, 15)) == "周一"


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2022-07-10", "2026-07-10", 4),
        ("2022-07-11", "2026-07-10", 3),
        ("2024-02-29", "2026-02-28", 2),
        ("2024-02-29", "2026-02-27", 1),
        ("2026-07-11", "2026-07-10", 0),
    ],
)
def test_years_end_on_the_corresponding_day(start, end, years):
    """民法典 第二百零二条: the corresponding day, the month's end where there is none."""
    assert completed_years(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == years


@given(DATES)
def test_what_is_printed_is_read_back(day):
    """Stored, dotted and worded forms all read back to the same date."""
    for date in (PartialDate(day.year), PartialDate(day.year, day.month), PartialDate.of(day)):
        for text in (date.iso(), date.dotted(), date.words()):
            assert PartialDate.parse(text) == date


@given(st.text(max_size=14))
def test_no_text_makes_the_reader_stumble(text):
    """Whatever is typed is a date that exists, or None."""
    date = PartialDate.parse(text)
    assert date is None or date.earliest() <= date.latest()


@given(DATES, st.integers(0, 900))
def test_added_months_are_completed_months(day, months):
    """Adding months and counting them agree, month ends included."""
    later = add_months(day, months)
    assert completed_months(day, later) == months
    assert later == day or completed_months(day, later - dt.timedelta(days=1)) == months - 1


@given(DATES, DATES, DATES)
def test_counting_months_is_monotone(start, one, other):
    """A later end never completes fewer months."""
    first, second = sorted((one, other))
    assert completed_months(start, first) <= completed_months(start, second)


def test_years_are_twelve_months():
    """29 February plus one year is 28 February."""
    assert add_years(dt.date(2024, 2, 29), 1) == dt.date(2025, 2, 28)
