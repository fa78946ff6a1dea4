# SPDX-License-Identifier: MulanPSL-2.0
"""Undo reaches what was done to others and to many at once, whoever is in hand (ux 2.9)."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.model.codes import ReviewLevel, ReviewOutcome
from app.model.declaration import Declaration
from app.model.materials import LevelReview
from app.model.operations import SetValue
from app.model.people import Basics
from app.present.session import Role
from app.present.unit.workbench import WorkbenchPresenter, next_person
from app.present.unit.writing import NoticePresenter, first_unposted, first_unwritten
from tests.helpers.desk import ANSWERS, at_desk

PASSED = (LevelReview(ReviewLevel.UNIT, ReviewOutcome.PASSED, on="2026-06-12"),)
PEOPLE = ("a", "b", "c")


@pytest.fixture
def unit(tmp_path):
    """A unit's desk: 张测试 and 李测试 passed, 王测试 handed in and waits; 张测试 is in hand."""
    with at_desk(tmp_path, empty=True, role=Role.UNIT) as session:
        _people(session)
        yield session


def _people(session) -> None:
    for key, name, reviews in (
        ("c", "王测试", ()),
        ("b", "李测试", PASSED),
        ("a", "张测试", PASSED),
    ):
        session.start(
            Declaration(
                id=key,
                route=ANSWERS,
                basics=Basics(name=name),
                reviews=reviews,
                submitted_on="2026-06-10",
            )
        )


def _stands(session) -> dict[str, Declaration]:
    return {key: attrs.evolve(session.vault.load(key), version=1) for key in PEOPLE}


def test_what_was_done_to_many_is_one_step(unit):
    """分配审核人 for three people is undone at once, and done again at once."""
    bench, before = WorkbenchPresenter(unit), _stands(unit)
    bench.tick_all(on=True)
    assert bench.assign("巴某某（虚构）") == 3
    assert unit.undo_names()[0] == "分配审核人（3 人）"
    assert unit.undo() == "分配审核人（3 人）"
    assert _stands(unit) == before
    assert {person.reviewer for person in bench.state.people} == {""}
    unit.redo()
    assert {person.reviewer for person in bench.state.people} == {"巴某某（虚构）"}


def test_a_step_survives_taking_somebody_else_in_hand(unit):
    """The name of a step on another person says whom it is about."""
    unit.apply(SetValue("basics.phone", "0476-1111111", "改联系电话"))
    unit.open("b")
    assert unit.undo_names() == ["改联系电话（张测试）"]
    assert unit.undo() == "改联系电话（张测试）"
    assert unit.vault.load("a").basics.phone == ""
    assert unit.declaration.id == "b"


def test_the_same_notice_for_others_is_undone_for_others(unit):
    """What 同时公示的人 wrote for others goes away with one step."""
    desk = NoticePresenter(unit)
    desk.commit("notice.place", "一楼公示栏（虚构）")
    desk.spread(("a", "b"))
    assert unit.vault.load("b").notice.place
    unit.undo()
    assert not unit.vault.load("b").notice.place
    assert unit.declaration.notice.place


def test_a_step_overtaken_by_another_change_is_refused(unit):
    """What was changed meanwhile without a step is never covered up; the step is gone afterwards."""
    unit.apply_to(("b",), lambda _held: SetValue("basics.phone", "1", "改联系电话"))
    held = unit.vault.load("b")
    later = SetValue("basics.health", "健康", "由别处写入").apply(held, "别人（虚构）", unit.clock)
    unit.vault.record(later)
    with pytest.raises(UserError) as fault:
        unit.undo()
    assert fault.value.code == "UNDO-OVERTAKEN"
    assert unit.vault.load("b").basics.health == "健康"
    assert unit.undo_names() == []


def test_a_refusal_half_way_keeps_the_first_part_as_one_step(unit):
    """When the third of three is refused, the two done before are undone together."""

    def refuse_the_last(held: Declaration):
        if held.id == "c":
            raise UserError("BENCH-NONE")
        return SetValue("basics.phone", "1", "改联系电话")

    with pytest.raises(UserError):
        unit.apply_to(PEOPLE, refuse_the_last)
    assert unit.undo_names() == ["改联系电话（2 人）"]
    unit.undo()
    assert {unit.vault.load(key).basics.phone for key in PEOPLE} == {""}


def test_a_registration_drops_the_steps_on_its_person_only(unit):
    """Undo never passes a registration; steps on somebody else stand."""
    unit.apply_to(("b",), lambda _held: SetValue("basics.phone", "1", "改联系电话"))
    unit.apply(SetValue("basics.phone", "2", "改联系电话"))
    unit.enter(SetValue("bound_on", "2026-06-14", "登记装订"))
    assert unit.undo_names() == ["改联系电话（李测试）"]


def test_nobody_in_hand_means_the_next_one(unit):
    """The walk takes up who waits, 公示 and 推荐意见 who has none yet."""
    assert next_person(unit) == "c"
    first = first_unposted(unit)
    assert first in {"a", "b"} and first_unwritten(unit) in {"a", "b"}
    unit.open(first)
    unit.apply(SetValue("notice.posted_on", "2026-06-15", "登记公示"))
    assert first_unposted(unit) == ({"a", "b"} - {first}).pop()


@settings(max_examples=12)  # each example makes a vault
@given(
    st.lists(
        st.tuples(st.sampled_from(PEOPLE), st.sets(st.sampled_from(PEOPLE), min_size=1)),
        max_size=6,
    )
)
def test_undoing_everything_leads_back_and_redoing_leads_forth(tmp_path_factory, acts):
    """Whatever was done to whom, in whatever order, all steps back give the start, all steps forth the end."""
    folder = tmp_path_factory.mktemp("steps")
    with at_desk(folder, empty=True, role=Role.UNIT) as session:
        _people(session)
        start = _stands(session)
        for number, (in_hand, about) in enumerate(acts):
            session.open(in_hand)
            value = str(number)
            session.apply_to(
                sorted(about), lambda _held, v=value: SetValue("basics.phone", v, "改")
            )
        end = _stands(session)
        session.undo_back_to(len(acts))
        assert _stands(session) == start
        session.redo_up_to(len(acts))
        assert _stands(session) == end
