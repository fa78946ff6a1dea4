# SPDX-License-Identifier: MulanPSL-2.0
"""核准报告, 通过花名册 and the papers beside them say what was counted, and nothing before everything is locked."""

from __future__ import annotations

import attrs
import pytest

from app.kernel.errors import UserError
from app.model.codes import ReviewLevel, ReviewOutcome, TitleLevel
from app.model.materials import LevelReview
from app.model.meeting import Denominator
from app.present.office.counted import COUNTED, closed_sitting
from app.present.office.meeting import Counter, MeetingPresenter
from app.present.practice.people import load_people
from app.present.prints.letterfacts import keep_facts
from app.present.prints.pieces import kinds_for, make_piece
from app.present.session import Role
from tests.helpers import golden, vaults
from tests.helpers.desk import at_desk
from tests.helpers.pages import words

PASSED = (LevelReview(ReviewLevel.COMMITTEE, ReviewOutcome.PASSED, on="2026-08-01"),)
NAMES = ("张测试（虚构）", "李测试（虚构）", "王测试（虚构）")
AGREE = (12, 6, 9)  # of 13 present, 9 pass


@pytest.fixture
def office(tmp_path):
    """The office's desk with three candidates of one level."""
    base = load_people()[0].declaration
    people = [
        attrs.evolve(
            base,
            id=f"candidate-{number}",
            basics=attrs.evolve(base.basics, name=name),
            route=attrs.evolve(base.route, level=TitleLevel.ASSOCIATE_SENIOR),
            reviews=PASSED,
        )
        for number, name in enumerate(NAMES)
    ]
    with at_desk(tmp_path, empty=True, role=Role.OFFICE) as session:
        for each in people:
            session.vault.add(each, vaults.event("create", each.id))
        yield session


def counted(session, lock: int = 3, aside: int = 0) -> MeetingPresenter:
    """Return a meeting of 17 with 13 present, some of the three counted and locked."""
    desk = MeetingPresenter(session)
    desk.write(
        title="工程系列高级评委会（虚构）",
        on="2026-09-15",
        place="练习会议室",
        teller="赵某",
        scrutineer="钱某",
    )
    desk.add_experts("\n".join(f"评委{n}（虚构）　虚构单位　外单位" for n in range(17)))
    for expert in desk.state.meeting.experts[:13]:
        desk.sign_in(expert.id, came=True)
    desk.open()
    for number in range(lock):
        desk.take(f"candidate-{number}")
        for expert in desk.state.meeting.experts[:aside] if number == 2 else ():
            desk.recuse(expert.id, aside=True)
        voting = 13 - (aside if number == 2 else 0)
        agree = AGREE[number] - (1 if aside and number == 2 else 0)
        figures = {
            "issued": str(voting), "returned": str(voting), "agree": str(agree),
            "against": str(voting - agree), "abstained": "0", "spoiled": "0",
        }  # fmt: skip
        for counter in (Counter.TELLER, Counter.SCRUTINEER):
            desk.enter(counter, figures)
        desk.lock()
    return desk


def made(session, piece_id: str):
    """Return a piece of the unit's desk."""
    return make_piece(session, piece_id, session.unit_context(2026, proof=False))


def said(session, piece_id: str) -> str:
    """Return the words of a piece without blanks."""
    return "".join(words(made(session, piece_id).pdf).split())


def test_the_approval_says_the_counts_and_what_was_typed(office):
    """Members, present, passed and failed come from the meeting; receiver, method, dates are typed; the rest stays open."""
    counted(office)
    keep_facts(
        office,
        "counted-approval",
        "",
        {
            "receiver": "练习核准机关",
            "method": "无记名投票（练习）",
            "posted_on": "2026-09-16",
            "ended_on": "2026-09-22",
            "reports": "0",
        },
    )
    text = said(office, "counted-approval")
    assert "练习核准机关：" in text
    assert (
        "评审时间：2026年9月15日；地点：练习会议室。评委会组成人员17人，应到17人，实到13人" in text
    )
    assert "通过2人，未通过1人，通过率66.7％" in text
    assert "评议与表决办法：无记名投票（练习）。" in text
    assert "2026年9月16日至2026年9月22日公示，共5个工作日" in text
    assert "收到举报0件，核查处理情况：＿＿＿＿＿＿＿＿＿＿" in text
    assert "申报受理3人，复核通过3人" in text


def test_the_roster_of_those_who_passed_lists_them_with_their_votes(office):
    """Names and 同意/实到 of those at or above two thirds; the one below stands on the other list only."""
    counted(office)
    text = said(office, "counted-passed")
    assert "张测试（虚构）" in text
    assert "12/13" in text
    assert "9/13" in text
    assert "李测试" not in text
    assert "本页2人，共2人" in text
    failed = said(office, "counted-failed")
    assert "李测试（虚构）" in failed
    assert "6/13" in failed
    assert "张测试" not in failed


def test_the_tally_is_printed_with_both_ways_where_they_differ(office):
    """With two recused for one candidate the other way of counting is said beside the result (D-6)."""
    counted(office, aside=2)
    text = said(office, "counted-tally")
    assert "13×2/3，需9票" in text
    assert "按减去回避计需8票，通过" in text
    assert "回避的，仍计入到会人数（会前确定）" in text
    sitting = closed_sitting(office)
    third = next(each for each in sitting.outcomes if each.declaration.id == "candidate-2")
    assert (third.agree, third.needed, third.passed) == (8, 9, False)
    assert sitting.issued == -1  # not the same for everybody: left to be written


def test_nothing_is_filled_while_a_count_is_open(office):
    """Two of three locked: the papers are refused by name, the empty forms print as before."""
    counted(office, lock=2)
    with pytest.raises(UserError, match="MEETING-NOT-CLOSED") as refused:
        closed_sitting(office)
    assert "王测试" in str(refused.value.message.detail)
    for kind in COUNTED:
        with pytest.raises(UserError, match="MEETING-NOT-CLOSED"):
            made(office, kind.id)
    assert "实到＿＿人" in said(office, "committee-approval")
    assert "张测试" not in said(office, "passed-roster")


def test_they_wait_for_a_meeting_and_stand_at_the_offices_desk(office):
    """Before anything is counted they say what they wait for."""
    there = [kind for kind in kinds_for(office) if kind in COUNTED]
    assert len(there) == len(COUNTED)
    assert not any(kind.fits(office) for kind in there)
    assert all("会议与计票" in kind.why_not for kind in there)
    assert made(office, "counted-approval") is None
    counted(office)
    assert all(kind.fits(office) for kind in there)


def test_the_rule_fixed_before_the_meeting_decides(office):
    """Counted without the recused, eight of eleven is enough."""
    desk = MeetingPresenter(office)
    desk.choose_rule(Denominator.WITHOUT_RECUSED)
    counted(office, aside=2)
    third = closed_sitting(office).outcomes[-1]
    passed = {each.declaration.id for each in closed_sitting(office).passed}
    assert "candidate-2" in passed
    assert third.below in (11, 13)


@pytest.mark.parametrize("piece_id", [kind.id for kind in COUNTED])
def test_filled_papers_look_as_they_were_looked_at(office, piece_id, golden_write):
    """One page of each, filled."""
    counted(office, aside=2)
    golden.check(made(office, piece_id).pdf, f"forms/{piece_id}", write=golden_write)
