# SPDX-License-Identifier: MulanPSL-2.0
"""会议与计票 without a screen: two thirds in whole people, paper counted twice, blind."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.committee.votes import judge, shortfall, two_thirds
from app.kernel.errors import UserError
from app.model.codes import ReviewLevel, ReviewOutcome
from app.model.declaration import Declaration
from app.model.materials import LevelReview
from app.model.meeting import Ballots, CandidateCount, Denominator, Expert, Meeting
from app.model.people import Basics
from app.present.office.meeting import Counter, MeetingPresenter
from app.present.session import Role
from tests.helpers.desk import ANSWERS, at_desk

PASSED = (LevelReview(ReviewLevel.COMMITTEE, ReviewOutcome.PASSED, on="2026-08-01"),)
GOOD = {
    "issued": "13",
    "returned": "13",
    "agree": "9",
    "against": "3",
    "abstained": "1",
    "spoiled": "0",
}


@pytest.fixture
def office(tmp_path):
    """The office's desk with one candidate who passed the office's review."""
    candidate = Declaration(
        id="candidate", route=ANSWERS, basics=Basics(name="张测试"), reviews=PASSED
    )
    with at_desk(tmp_path, candidate, role=Role.OFFICE) as session:
        yield session


def convened(session, members: int = 17, came: int = 13) -> MeetingPresenter:
    """Return a meeting with its head filled in and some of the members signed in."""
    desk = MeetingPresenter(session)
    desk.write(title="评审会（虚构）", on="2026-09-15", teller="赵某", scrutineer="钱某")
    desk.add_experts("\n".join(f"评委{n}（虚构）　虚构单位　外单位" for n in range(members)))
    for expert in desk.state.meeting.experts[:came]:
        desk.sign_in(expert.id, came=True)
    return desk


def refused(call, *arguments) -> UserError:
    """Return why something was refused."""
    with pytest.raises(UserError) as fault:
        call(*arguments)
    return fault.value


# -- two thirds


@pytest.mark.parametrize(
    ("people", "needed"), [(1, 1), (2, 2), (3, 2), (13, 9), (16, 11), (17, 12), (18, 12), (25, 17)]
)
def test_two_thirds_are_whole_people(people, needed):
    """The smallest number of people that is no less than two thirds."""
    assert two_thirds(people) == needed


@given(st.integers(0, 10_000))
def test_two_thirds_is_the_first_number_that_reaches_it(people):
    """3n ≥ 2 × people holds for it and fails for one less."""
    needed = two_thirds(people)
    assert 3 * needed >= 2 * people
    assert needed == 0 or 3 * (needed - 1) < 2 * people


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 60))
def test_one_more_agreeing_ballot_never_loses(came, aside, agree):
    """A result that passes passes with one ballot more, and blank ballots stay in the denominator."""
    experts = tuple(Expert(f"评委{n}", came=True, id=f"e{n}") for n in range(came))
    meeting = Meeting(experts=experts)
    recused = tuple(f"e{n}" for n in range(min(aside, came)))
    ballots = Ballots(came, came, agree, 0, 0, 0)
    for rule in Denominator:
        one = CandidateCount("c", recused, ballots, ballots)
        more = attrs.evolve(ballots, agree=agree + 1)
        first = judge(meeting, one, rule)
        second = judge(meeting, attrs.evolve(one, first=more, second=more), rule)
        assert first is not None
        assert second is not None
        assert second.passed or not first.passed


def test_a_recused_member_leaves_one_candidates_denominator_only():
    """17 present of 25 with one recused: 17 → 12 or 16 → 11, by the rule fixed before (hard case 21)."""
    experts = tuple(Expert(f"评委{n}", came=n < 17, id=f"e{n}") for n in range(25))
    meeting = Meeting(experts=experts)
    ballots = Ballots(16, 16, 11, 5, 0, 0)
    count = CandidateCount("c", ("e0",), ballots, ballots)
    both = [judge(meeting, count, rule) for rule in Denominator]
    assert [(each.denominator, each.needed, each.passed) for each in both if each] == [
        (17, 12, False),
        (16, 11, True),
    ]
    other = attrs.evolve(count, declaration="d", recused=())
    assert judge(meeting, other, Denominator.WITHOUT_RECUSED).denominator == 17


@given(st.tuples(*[st.integers(0, 30)] * 4))
def test_ballots_add_up_or_say_by_how_many(parts):
    """What is missing is returned minus everything accounted for."""
    assert shortfall(Ballots(99, sum(parts), *parts)) == 0
    assert shortfall(Ballots(99, sum(parts) + 2, *parts)) == 2


# -- the meeting


def test_too_few_members_cannot_begin(office):
    """M40 says how many there are, how many must come and how many came."""
    desk = convened(office, came=11)
    fault = refused(desk.open)
    assert fault.code == "M40"
    assert "评委会 17 人" in fault.message.detail
    assert "即 12 人" in fault.message.detail
    assert "签到 11 人" in fault.message.detail
    desk.sign_in(desk.state.meeting.experts[11].id, came=True)
    desk.open()
    assert desk.state.meeting.opened_on


def test_counting_needs_two_different_people(office):
    """One person cannot be 计票人 and 监票人; after the beginning members and rule stand."""
    desk = convened(office)
    desk.write(scrutineer="赵某")
    assert refused(desk.open).code == "MEETING-NAMES"
    desk.write(scrutineer="钱某")
    assert refused(desk.enter, Counter.TELLER, GOOD).code == "MEETING-CLOSED"
    desk.open()
    assert refused(desk.choose_rule, Denominator.WITHOUT_RECUSED).code == "MEETING-RULE"
    assert refused(desk.add_experts, "新评委").code == "MEETING-OPEN"


@pytest.mark.parametrize(
    ("change", "code", "word"),
    [
        ({"abstained": "0"}, "M39", "少 1 张"),
        ({"agree": "12"}, "M39", "多 3 张"),
        ({"issued": "12"}, "M39", "多 1 张"),
        ({"issued": "14", "returned": "13"}, "M39", "能投票的只有 13 人"),
        ({"spoiled": ""}, "MEETING-FIGURE", "废票"),
        ({"agree": "-1"}, "MEETING-FIGURE", "同意"),
    ],
)
def test_ballots_that_do_not_add_up_are_not_taken(office, change, code, word):
    """M39 shows every figure and what is short; nothing is kept."""
    desk = convened(office)
    desk.open()
    fault = refused(desk.enter, Counter.TELLER, {**GOOD, **change})
    assert fault.code == code
    assert word in f"{fault.message.title}{fault.message.detail}"
    assert not desk.state.entries[0].done


def test_neither_counter_sees_the_others_figures_first(office):
    """The first count is hidden until the second is in; where they differ nothing can be locked."""
    desk = convened(office)
    desk.open()
    desk.enter(Counter.TELLER, GOOD)
    assert desk.state.entries[0].done
    assert desk.state.entries[0].values is None
    desk.enter(Counter.SCRUTINEER, {**GOOD, "agree": "10", "against": "2"})
    state = desk.state
    assert state.entries[0].wrong == state.entries[1].wrong == ("agree", "against")
    assert state.candidates[0].word == "两人不一致"
    assert not state.can_lock
    assert refused(desk.lock).code == "MEETING-DIFFER"
    desk.again()
    assert not any(entry.done for entry in desk.state.entries)


def test_a_locked_count_changes_only_by_a_correction(office):
    """Locked figures stay; a correction keeps the old ones in its line, and all of it survives closing."""
    desk = convened(office)
    desk.open()
    for counter in Counter:
        desk.enter(counter, GOOD)
    assert "需要 9 票，达到三分之二" in desk.state.result
    desk.lock()
    assert refused(desk.enter, Counter.TELLER, GOOD).code == "MEETING-LOCKED"
    assert refused(desk.correct, "错").code == "MEETING-REASON"
    desk.correct("选票夹带，重新清点")
    again = MeetingPresenter(office).state
    assert "同意 9" in again.corrections[0]
    assert again.candidates[0].word == "未录"


def test_who_steps_aside_is_fixed_before_ballots_are_counted(office):
    """A recused member gets no ballot; the threshold says so with its working."""
    desk = convened(office)
    desk.choose_rule(Denominator.WITHOUT_RECUSED)
    desk.open()
    desk.recuse(desk.state.meeting.experts[0].id, aside=True)
    assert "12 × 2/3 = 8，需同意 8 票" in desk.state.threshold
    assert refused(desk.enter, Counter.TELLER, GOOD).code == "M39"
    less = {**GOOD, "issued": "12", "returned": "12", "against": "2"}
    desk.enter(Counter.TELLER, less)
    assert refused(desk.recuse, desk.state.meeting.experts[1].id, True).code == "MEETING-COUNTED"


def test_only_people_who_passed_the_offices_review_are_voted_on(office):
    """Somebody still under review is no candidate, and without one there is nothing to enter."""
    office.start(Declaration(id="waiting", route=ANSWERS, basics=Basics(name="王测试")))
    assert [each.name for each in MeetingPresenter(office).state.candidates] == ["张测试"]
