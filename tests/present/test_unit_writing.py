# SPDX-License-Identifier: MulanPSL-2.0
"""公示 and 推荐意见 without a screen: what is the same for many is typed once, what is a person's own is not."""

from __future__ import annotations

import pytest

from app.kernel.errors import UserError
from app.model.codes import ReviewLevel, ReviewOutcome
from app.model.declaration import Declaration
from app.model.materials import LevelReview
from app.model.people import Basics
from app.present.session import Role
from app.present.unit.writing import NoticePresenter, RecommendationPresenter
from tests.helpers.desk import ANSWERS, at_desk

PASSED = (LevelReview(ReviewLevel.UNIT, ReviewOutcome.PASSED, on="2026-06-12"),)


@pytest.fixture
def unit(tmp_path):
    """A unit's desk with two people who passed and one who did not; the first is in hand."""
    with at_desk(tmp_path, empty=True, role=Role.UNIT) as session:
        for key, name, reviews in (
            ("c", "王测试", ()),
            ("b", "李测试", PASSED),
            ("a", "张测试", PASSED),
        ):
            basics = Basics(name=name)
            session.start(Declaration(id=key, route=ANSWERS, basics=basics, reviews=reviews))
        yield session


def test_only_people_the_unit_let_pass_are_listed(unit):
    """Somebody still under review cannot be posted; the person in hand is always there."""
    names = [each.name for each in NoticePresenter(unit).people]
    assert sorted(names) == ["张测试", "李测试"]
    unit.open("c")
    assert "王测试" in [each.name for each in NoticePresenter(unit).people]


def test_the_last_day_follows_the_posting_day(unit):
    """Posted Mon 15 June: full on the 23rd, possible from the 24th (D-1); nothing without a day."""
    desk = NoticePresenter(unit)
    assert desk.counted == ""
    desk.commit("notice.posted_on", "2026.06.15")
    assert desk.counted == "6月15日张贴，6月23日下班满 5 个工作日，6月24日起可以出推荐意见"
    desk.commit("notice.posted_on", "2026.06")
    assert desk.counted == ""


def test_the_same_notice_is_written_for_others_and_objections_are_not(unit):
    """Day, place and handler go to the people chosen; an objection belongs to one person."""
    desk = NoticePresenter(unit)
    desk.commit("notice.posted_on", "2026.06.15")
    desk.commit("notice.place", "单位一楼公示栏（虚构）")
    desk.commit("notice.objections", "有一条异议，已核实（虚构）")
    assert desk.spread(("a", "b")) == 1
    other = unit.vault.load("b").notice
    assert (other.posted_on, other.place, other.objections) == (
        "2026-06-15",
        "单位一楼公示栏（虚构）",
        "",
    )
    with pytest.raises(UserError) as fault:
        desk.spread(("a",))
    assert fault.value.code == "BENCH-NOBODY"


def test_what_an_opinion_still_lacks_is_named(unit):
    """The list says which of the parts are missing; conditions are never copied to others (M32)."""
    desk = RecommendationPresenter(unit)
    desk.commit("recommendation.method", "经集体研究（虚构）")
    desk.commit("recommendation.conditions", "任现职满五年（虚构）")
    desk.spread(("b",))
    notes = {each.id: each.note for each in desk.people}
    assert notes == {"a": "缺承诺、推荐意见", "b": "缺资格条件、承诺、推荐意见"}
    blocked = unit.findings.blocking_act("recommendation")
    assert any("承诺" in finding.message for finding in blocked)


def test_standard_sentences_lead_to_their_field(unit):
    """Every phrase offered belongs to a field of the page."""
    desk = RecommendationPresenter(unit)
    assert desk.phrases()
    for path, text in desk.phrases():
        assert desk.holds(path)
        assert text
