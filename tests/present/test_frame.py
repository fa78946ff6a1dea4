# SPDX-License-Identifier: MulanPSL-2.0
"""The deadline strip, search and places: what stands round every page."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.codes import TitleLevel
from app.model.operations import SetValue
from app.present.deadline import applicant_deadline, left_words, unit_deadline, working_runs
from app.present.frame import FramePresenter
from app.present.places import Place
from app.present.search import SearchPresenter, Target, find, nothing_found
from app.present.session import Role
from tests.helpers.desk import at_desk, pack

D = dt.date


@pytest.fixture
def session(tmp_path):
    """A desk with one declaration at 高级, on 15 June 2026."""
    with at_desk(tmp_path) as made:
        yield made


def test_the_strip_of_an_applicant(session):
    """18 working days from 15 June to 10 July with 端午 left out (ux 2.6)."""
    state = FramePresenter(session).state
    strip = state.deadline
    assert strip.today == "今天 6月15日（周一）"
    assert strip.target == "高级·个人申报 7月10日（周五）截止"
    assert strip.left_words == "还剩 18 个工作日"
    assert strip.tone == "note"
    assert strip.gone == 2
    assert strip.gone + 1 + strip.left == sum(strip.runs)
    assert state.marking == "内部"
    assert state.facts[1] == "库：测试库"


@pytest.mark.parametrize(
    ("today", "left", "tone"),
    [
        (D(2026, 7, 2), 6, "note"),
        (D(2026, 7, 3), 5, "warn"),
        (D(2026, 7, 7), 3, "warn"),
        (D(2026, 7, 8), 2, "must"),
        (D(2026, 7, 10), 0, "must"),
        (D(2026, 7, 11), None, "must"),
    ],
)
def test_the_tone_rises_as_days_go(today, left, tone):
    """Blue above five working days, amber to three, red from two; past days stay usable."""
    window = pack().window(TitleLevel.ASSOCIATE_SENIOR)
    strip = applicant_deadline(pack().calendar, today, "高级", window)
    assert (strip.left, strip.tone) == (left, tone)
    if left is None:
        assert strip.left_words.startswith("已过截止 1 天")


def test_the_strip_of_a_unit_counts_to_the_last_posting_day():
    """高级: post by Fri 10 July, then report up by 20 July (D-2)."""
    window = pack().window(TitleLevel.ASSOCIATE_SENIOR)
    strip = unit_deadline(pack().calendar, D(2026, 7, 6), "高级", window, counts_posting_day=False)
    assert "7月10日（周五）张贴" in strip.target
    assert strip.left == 4
    assert strip.others == ("高级 7月20日前报人社",)
    later = unit_deadline(pack().calendar, D(2026, 7, 13), "高级", window, counts_posting_day=False)
    assert "报人社" in later.target


@given(st.dates(D(2026, 1, 1), D(2026, 12, 1)), st.integers(0, 60))
def test_runs_hold_every_working_day_once(first, length):
    """The runs of a span add up to its working days, whatever the holidays."""
    last = first + dt.timedelta(days=length)
    days = [first + dt.timedelta(days=n) for n in range(length + 1)]
    calendar = pack().calendar
    assert sum(working_runs(calendar, first, last)) == sum(map(calendar.is_workday, days))
    left, words = left_words(calendar, first, last)
    assert left is not None
    assert words


def test_search_finds_by_initials_characters_and_codes():
    """张国庆 by zgq, 材料 by tab code; five a group, the rest counted."""
    index = [Target("申报人", name) for name in ("张国庆", "赵国强", "张三")]
    index += [Target("材料", f"论文{n}", codes=(f"D{n}",)) for n in range(1, 9)]
    assert [t.words for t in find("zgq", index)[0].targets] == ["张国庆", "赵国强"]
    assert [t.words for t in find("d3", index)[0].targets] == ["论文3"]
    papers = find("论文", index)[0]
    assert len(papers.targets) == 5
    assert papers.more == 3
    assert find("  ", index) == ()
    assert "zgq" in nothing_found("zgq")


def test_search_follows_the_declaration(session):
    """Materials and fields of the declaration in hand are found and lead to their path."""
    search = SearchPresenter(session, [Target("页面", "打印中心", screen="print")])
    words = {target.words: target for target in search.index()}
    assert words["打印中心"].screen == "print"
    row = session.checklist.rows[0]
    assert words[row.name].path == f"materials.{row.entry.id}"
    session.apply(SetValue("basics.name", "张国庆"))
    assert search.answer(row.name)[0].targets


def test_a_unit_finds_people_by_the_end_of_their_id(session):
    """The last four of an ID, X in either case, lead to the person; an applicant's desk finds none."""
    session.apply(SetValue("basics.name", "乌云其木格"))
    session.apply(SetValue("basics.id_number", "15040119830412902X"))
    session.role = Role.UNIT
    search = SearchPresenter(session)
    group = search.answer("902x")[0]
    assert group.words == "证件尾号"
    assert group.targets[0].declaration == session.declaration.id
    assert search.answer("9029") == ()
    session.role = Role.APPLICANT
    assert all(g.words != "证件尾号" for g in search.answer("902X"))


@given(st.text(max_size=60))
def test_a_place_that_is_not_one_is_the_start(text):
    """Whatever stands on the command line, reading it never raises."""
    assert isinstance(Place.from_text(text), Place)


@given(st.text(max_size=20), st.text(max_size=40), st.integers(0, 9999), st.text(max_size=16))
def test_a_place_survives_the_lock(screen, path, caret, declaration):
    """What was written comes back the same."""
    place = Place(screen, path, caret, declaration)
    assert Place.from_text(place.to_text()) == place


@pytest.mark.parametrize("text", ["[]", '{"s": 1}', '{"c": true}', '{"c": "1"}', "{", "x" * 3000])
def test_a_strange_place_is_the_start(text):
    """Wrong types and overlong texts give the start page."""
    assert Place.from_text(text) == Place()
