# SPDX-License-Identifier: MulanPSL-2.0
"""Series as people write them, answers still open, and the words of a route."""

from __future__ import annotations

import datetime as dt

import pytest

from app.kernel.errors import UserError
from app.model.codes import Affiliation, DeclarationKind, TitleLevel
from app.model.declaration import RouteAnswers
from app.policy.pack import load_pack
from app.policy.routing import route

PACK = load_pack()


def answers(**changes) -> RouteAnswers:
    base = {
        "classified": False,
        "level": TitleLevel.INTERMEDIATE,
        "series": "工程技术人员",
        "specialty": "水利",
        "affiliation": Affiliation.CITY,
    }
    return RouteAnswers(**(base | changes))


@pytest.mark.parametrize(
    ("series", "specialty", "series_id", "specialty_id"),
    [
        ("工程", "", "engineering", ""),
        ("工程技术人员", "电力工程", "engineering", "engineering/power"),
        ("工程系列", "电力系统自动化", "engineering", "engineering/power"),
        (" 工 程 ", "建筑设计", "engineering", "engineering/construction"),
        ("蒙语翻译", "", "translation", "translation/mongolian"),
        ("翻译", "蒙古语", "translation", "translation/mongolian"),
        ("技校教师", "数控", "technician_college", ""),
        ("教师", "中学语文", "school", ""),
        ("教师", "中等职业学校教师", "vocational_school", ""),
        ("农牧业", "畜牧", "agriculture", ""),
        ("会计（系列）", "会计", "accounting", ""),
    ],
)
def test_usual_spellings_find_the_series(series, specialty, series_id, specialty_id):
    """Short names, old names and a specialty in the place of the series are understood."""
    found = PACK.titles.find(series.replace("（系列）", "系列"), specialty)
    assert found.series.id == series_id
    assert (found.specialty.id if found.specialty else "") == specialty_id


def test_every_series_is_found_by_its_own_name():
    """No alias hides another series."""
    for series in PACK.series:
        for name in (series.name, *series.aliases):
            assert PACK.titles.find(name).series.id == series.id


def test_unknown_series_names_the_nearest():
    """A series that does not exist is refused with names that do."""
    with pytest.raises(UserError) as caught:
        route(PACK, answers(series="工程枝术"))
    assert caught.value.code == "ROUTE-SERIES"
    assert "工程技术人员" in str(caught.value)


def test_several_series_are_not_guessed():
    """教师 alone may be four series, and all four are named."""
    with pytest.raises(UserError) as caught:
        route(PACK, answers(series="教师", specialty="语言"))
    assert caught.value.code == "ROUTE-SERIES-SEVERAL"
    assert all(name in str(caught.value) for name in ("高等学校教师", "中小学教师"))


def test_nothing_answered_is_no_fault():
    """A blank sheet of answers gives a route with everything still open."""
    found = route(PACK, RouteAnswers())
    assert (found.mode, found.rule, found.route, found.chain, found.window) == (
        None,
        None,
        None,
        (),
        None,
    )
    assert set(found.missing) >= {"classified", "level", "series"}


@pytest.mark.parametrize(
    ("changes", "possible", "missing"),
    [
        ({"affiliation": None}, ("M2", "M3"), "affiliation"),
        ({"classified": None}, ("M5", "M2"), "classified"),
        ({"specialty": ""}, ("M6", "M7", "M3", "M2"), "specialty"),
        ({"series": ""}, None, "series"),
    ],
)
def test_open_answers_leave_modes_possible(changes, possible, missing):
    """Each open answer leaves its modes, and is named as what would decide."""
    found = route(PACK, answers(**changes))
    assert found.mode is None
    assert missing in found.missing
    if possible:
        assert set(found.possible) == set(possible)


def test_open_answer_that_changes_nothing_is_no_obstacle():
    """For 中职 the specialty decides nothing, so the mode stands without it."""
    found = route(PACK, answers(series="中等职业学校教师", specialty=""))
    assert (found.mode, found.rule) == ("M2", 12)


def test_dates_of_the_three_levels():
    """Window, cut-off, report-up and review dates are those of D-3."""
    wanted = {
        TitleLevel.JUNIOR: ("2026-05-11", "2026-05-25", "2026-05-25", "2026-06-10"),
        TitleLevel.INTERMEDIATE: ("2026-05-26", "2026-06-10", "2026-06-10", "2026-06-25"),
        TitleLevel.ASSOCIATE_SENIOR: ("2026-06-11", "2026-07-10", "2026-07-10", "2026-07-20"),
        TitleLevel.FULL_SENIOR: ("2026-06-11", "2026-07-10", "2026-07-10", "2026-07-20"),
    }
    for level, days in wanted.items():
        window = route(PACK, answers(level=level)).window
        assert (
            tuple(map(str, (window.opens, window.closes, window.cutoff, window.report_up))) == days
        )
        assert window.review_by == dt.date(2026, 10, 30)


def test_targeted_evaluation_has_its_own_paper_day_and_warns():
    """定向评价 中级 counts to 20 July, warns after 25 June, and says that this is a default (A-11)."""
    found = route(
        PACK,
        answers(kind=DeclarationKind.TARGETED_GRASSROOTS, affiliation=Affiliation.BANNER_COUNTY),
    )
    assert found.window.report_up == dt.date(2026, 7, 20)
    assert found.window.warn_after == dt.date(2026, 6, 25)
    assert "A-11" in found.ambiguities
    assert any("6月25日" in note for note in found.notes)


def test_targeted_evaluation_is_not_offered_to_juniors():
    """A junior with 定向评价 goes the ordinary way and is told so."""
    found = route(PACK, answers(kind=DeclarationKind.TARGETED_GRASSROOTS, level=TitleLevel.JUNIOR))
    assert found.mode == "M2"
    assert any("定向评价" in note for note in found.notes)


def test_dates_set_elsewhere_are_not_invented():
    """考评结合 seniors have no dates here and are told to wait for the committee's notice."""
    found = route(
        PACK,
        answers(
            series="会计", specialty="会计", level=TitleLevel.ASSOCIATE_SENIOR, classified=True
        ),
    )
    assert (found.mode, found.window, found.review_by, found.separate_dates) == (
        "M5",
        None,
        None,
        True,
    )
    assert any("另行发文" in note for note in found.notes)


def test_lines_for_a_terminal_name_bodies_days_and_clauses():
    """The plain text says every step in order, the days with weekday, and the clauses."""
    lines = "\n".join(route(PACK, answers(classified=True)).lines())
    assert lines.index("单位保密工作机构") < lines.index("所在单位")
    assert "6月10日（周三）" in lines
    assert "S-2.1-2" in lines


def test_confirming_body_of_each_kind():
    """定向 seniors by the city, school seniors by the region, county levels by the office (S-6.3.3, S-5.9-1)."""
    county = Affiliation.BANNER_COUNTY
    targeted = answers(
        kind=DeclarationKind.TARGETED_GRASSROOTS, level=TitleLevel.FULL_SENIOR, affiliation=county
    )
    assert "核准确认" in route(PACK, targeted).confirmation
    school = answers(series="中小学教师", specialty="语文", level=TitleLevel.FULL_SENIOR)
    assert "自治区" in route(PACK, school).confirmation
    assert "备案确认" in route(PACK, answers(affiliation=county)).confirmation
