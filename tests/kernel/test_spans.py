# SPDX-License-Identifier: MulanPSL-2.0
"""Stays summed, with the doubt of month precision kept."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.kernel.dates import PartialDate
from app.kernel.spans import Span, Stretch, merged, months_text, total, working

CUTOFF = dt.date(2026, 7, 10)


def span(start: str, end: str = "") -> Span:
    first = PartialDate.parse(start)
    assert first is not None
    return Span(first, PartialDate.parse(end) if end else None)


DATES = st.dates(dt.date(1985, 1, 1), dt.date(2026, 7, 10))


@st.composite
def partial_dates(draw) -> PartialDate:
    exact = draw(DATES)
    shape = draw(st.sampled_from(("day", "month", "year")))
    if shape == "day":
        return PartialDate.of(exact)
    return PartialDate(exact.year, exact.month if shape == "month" else None)


@st.composite
def spans(draw) -> Span:
    start = draw(partial_dates())
    if draw(st.booleans()):
        return Span(start)
    end = draw(partial_dates())
    assume(end.latest() >= start.earliest())
    return Span(start, end)


@pytest.mark.parametrize(
    ("start", "years", "answer"),
    [
        ("2022-07-10", 4, True),
        ("2022-07-11", 4, False),
        ("2022-07", 4, None),
        ("2022-06", 4, True),
        ("2022-08", 4, False),
        ("2022", 4, None),
        ("2024-02-29", 2, True),
    ],
)
def test_threshold_at_just_before_and_just_after(start, years, answer):
    """满 includes the very day; a month that spans the day leaves the answer open."""
    assert total([span(start)], CUTOFF).years(years) is answer


def test_leap_day_ends_at_the_end_of_february():
    """2024-02-29 completes two years on 2026-02-28 (民法典 第二百零二条)."""
    assert total([span("2024-02-29")], dt.date(2026, 2, 28)).years(2) is True
    assert total([span("2024-02-29")], dt.date(2026, 2, 27)).years(2) is False


def test_overlaps_are_counted_once():
    """Two stays that overlap by a year count as one stretch."""
    sum_ = total([span("2010-01-01", "2015-01-01"), span("2014-01-01", "2018-01-01")], CUTOFF)
    assert sum_.stretches == (Stretch(dt.date(2010, 1, 1), dt.date(2018, 1, 1)),)
    assert sum_.low == sum_.high == 96


def test_gaps_are_named_and_not_counted():
    """Between two stays the gap is shown; the sum goes by 365 days a year."""
    sum_ = total([span("2010-01-01", "2011-01-01"), span("2012-01-01", "2013-01-01")], CUTOFF)
    assert sum_.gaps == (Stretch(dt.date(2011, 1, 1), dt.date(2012, 1, 1)),)
    assert sum_.high_days == 365 + 366
    assert sum_.years(2) is True


def test_nothing_counts_after_the_day():
    """A stay that begins after the cut-off is not counted at all."""
    assert total([span("2026-08-01")], CUTOFF).high_days == 0


def test_service_counts_only_since_a_title():
    """With ``since`` what lies before it is cut off."""
    assert total([span("2020-01-01", "2026-01-01")], CUTOFF, since=dt.date(2024, 1, 1)).high == 24


@pytest.mark.parametrize(
    ("start", "until", "text"),
    [
        ("2022-07-10", "2026-07-10", "2022.07.10 → 2026-07-10 是 4 年"),
        ("2022-07-11", "2026-07-10", "2022.07.11 → 2026-07-10 是 3 年 11 个月"),
        ("2026-07-01", "2026-07-10", "2026.07.01 → 2026-07-10 是 不满 1 个月"),
        (
            "2021-09",
            "2026-07-10",
            "2021.09 → 2026-07-10 是 4 年 10 个月（只知道到月，按日算在 4 年 9 个月与 4 年 10 个月之间）",
        ),
    ],
)
def test_working_is_shown(start, until, text):
    """The arithmetic stands there as people say it, with its doubt."""
    date = PartialDate.parse(start)
    assert date is not None
    assert working(date, dt.date.fromisoformat(until)) == text


@pytest.mark.parametrize(
    ("months", "text"), [(0, "不满 1 个月"), (11, "11 个月"), (12, "1 年"), (58, "4 年 10 个月")]
)
def test_months_in_words(months, text):
    """Years and months are said the usual way."""
    assert months_text(months) == text


@given(st.lists(spans(), max_size=6), DATES)
def test_low_never_exceeds_high(stays, until):
    """The sure count is never more than the possible one."""
    sum_ = total(stays, until)
    assert sum_.low <= sum_.high
    assert sum_.low_days <= sum_.high_days


@given(st.lists(spans(), max_size=6), DATES, st.integers(0, 900), st.integers(0, 45))
def test_a_later_cutoff_never_makes_years_count_less(stays, until, more, years):
    """Moving the day on keeps what is completed completed, and never shuts out what was possible."""
    before = total(stays, until).years(years)
    after = total(stays, until + dt.timedelta(days=more)).years(years)
    if before is True:
        assert after is True
    if before is None:
        assert after is not False


@given(st.lists(spans(), max_size=6), spans(), DATES, st.integers(0, 45))
def test_one_more_stay_never_makes_years_count_less(stays, another, until, years):
    """Adding a stay keeps a completed threshold completed."""
    if total(stays, until).years(years) is True:
        assert total([*stays, another], until).years(years) is True


@given(st.lists(spans(), min_size=1, max_size=6), DATES)
def test_order_of_stays_does_not_matter(stays, until):
    """The sum is the same whichever way the rows stand."""
    assert total(stays, until) == total(list(reversed(stays)), until)


@given(DATES, DATES, st.integers(0, 45))
def test_knowing_the_day_never_contradicts_the_month(start, until, years):
    """What the month already decides stays decided when the day is filled in."""
    exact = total([Span(PartialDate.of(start))], until).years(years)
    rough = total([Span(PartialDate(start.year, start.month))], until).years(years)
    if rough is not None:
        assert exact is rough


@given(st.lists(st.tuples(DATES, DATES), max_size=8))
def test_merged_stretches_stand_apart_and_cover_the_same_days(pairs):
    """After merging no two stretches touch, and none is lost."""
    stretches = [Stretch(min(pair), max(pair)) for pair in pairs]
    joined = merged(stretches)
    assert all(a.last + dt.timedelta(days=1) < b.first for a, b in pairwise(joined))
    assert all(any(j.first <= s.first and s.last <= j.last for j in joined) for s in stretches)
