# SPDX-License-Identifier: MulanPSL-2.0
"""查重 without a screen: what is found, in which order, and that a finding is remembered."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.model.declaration import Declaration, RouteAnswers
from app.model.people import Basics
from app.model.work import Achievement, Work
from app.present.office.duplicates import DuplicatesPresenter, Finding, waiting
from app.present.session import Role
from app.review.duplicates import Likeness, find_groups
from tests.helpers.desk import at_desk

LI = Basics(name="李测试", id_number="150402198203070014", born="1982-03", unit="甲所（虚构）")


def person(key: str, basics: Basics = LI, **more) -> Declaration:
    """Return a fictional declaration under an id."""
    return Declaration(id=key, basics=basics, **more)


@pytest.mark.parametrize(
    ("other", "likeness"),
    [
        (attrs.evolve(LI, unit="乙中心（虚构）"), Likeness.SAME_ID),
        (attrs.evolve(LI, id_number="15040219820307001x".replace("x", "4")), Likeness.SAME_ID),
        (attrs.evolve(LI, id_number="150402198203070024"), Likeness.ID_ONE_OFF),
        (attrs.evolve(LI, id_number=""), Likeness.SAME_NAME_AND_BIRTH),
        (attrs.evolve(LI, id_number="150402198203075034"), Likeness.SAME_NAME_AND_BIRTH),
        (attrs.evolve(LI, name="李测", id_number=""), None),
        (attrs.evolve(LI, born="1982-04", id_number=""), None),
        (attrs.evolve(LI, born="1982", id_number=""), None),
    ],
)
def test_two_records_are_alike_by_their_strongest_sign(other, likeness):
    """One group a pair, under the strongest likeness; two people who only look alike are none."""
    found = find_groups([person("a"), person("b", other)])
    assert [group.likeness for group in found] == ([likeness] if likeness else [])


def test_case_of_the_last_digit_is_no_difference():
    """X and X at the end of an ID number are the same number."""
    one, other = (attrs.evolve(LI, id_number=f"15040219820307001{sign}") for sign in "xX")
    assert find_groups([person("a", one), person("b", other)])[0].likeness == Likeness.SAME_ID


@pytest.mark.parametrize(
    ("rank", "count"),
    [("第1完成人", 1), ("第一", 1), ("独立", 1), ("1", 1), ("第2完成人", 0), ("", 0)],
)
def test_two_first_places_for_one_achievement_are_found(rank, count):
    """The same title led by two people is a group; behind the first place it is team work."""
    title = "灌区渠道衬砌冻胀防治（虚构）"
    one = person("a", Basics(name="甲"), achievements=(Achievement(title=title, rank="第1完成人"),))
    other = person("b", Basics(name="乙"), works=(Work(title=title, author_rank=rank),))
    found = find_groups([one, other])
    assert [group.likeness for group in found] == [Likeness.SAME_WORK] * count


people = st.builds(
    Basics,
    name=st.sampled_from(["李测试", "王测试", ""]),
    born=st.sampled_from(["1982-03", "1982-03-07", "1982", ""]),
    id_number=st.sampled_from(["150402198203070014", "150402198203070024", "1504", ""]),
)


@given(st.lists(people, max_size=6), st.randoms())
def test_the_order_of_the_records_changes_nothing(rows, chance):
    """The groups and their keys are the same however the records came in."""
    records = [person(f"p{number}", basics) for number, basics in enumerate(rows)]
    first = find_groups(records)
    chance.shuffle(records)
    assert find_groups(records) == first


@pytest.fixture
def office(tmp_path):
    """The office's desk with one person filed from two units."""
    with at_desk(tmp_path, person("a"), role=Role.OFFICE) as session:
        other = attrs.evolve(LI, unit="乙中心（虚构）")
        session.start(person("b", other, route=RouteAnswers(series="农业技术人员")))
        yield session


def test_one_person_from_two_units_is_named_with_both(office):
    """M36 stands over the group until a person decides, and names both units and the last four digits."""
    state = DuplicatesPresenter(office).state
    assert state.message is not None
    assert state.message.code == "M36"
    assert "0014" in state.message.detail
    assert "甲所（虚构）" in state.message.detail
    assert "乙中心（虚构）" in state.message.detail
    assert [fact.name for fact in state.facts if fact.differs] == ["系列"]
    assert waiting(office) == 1


def test_likely_the_same_is_a_reminder(tmp_path):
    """M37 says what is alike; a person says what it is."""
    with at_desk(tmp_path, person("a"), role=Role.OFFICE) as session:
        session.start(person("b", attrs.evolve(LI, id_number="150402198203070024")))
        state = DuplicatesPresenter(session).state
        assert state.message is not None
        assert state.message.code == "M37"
        assert "有 1 位不同" in state.message.detail


def test_a_finding_needs_its_reason_and_is_remembered(office):
    """Without a finding or a line on how it was found out nothing is kept; afterwards nobody asks again."""
    desk = DuplicatesPresenter(office)
    for finding, note, code in (
        (None, "电话问过", "DUPLICATE-FINDING"),
        (Finding.DIFFERENT, "", "DUPLICATE-NOTE"),
    ):
        with pytest.raises(UserError) as fault:
            desk.decide(finding, note)
        assert fault.value.code == code
    desk.decide(Finding.CHECKED, "7月16日电话问甲所人事，已撤回农业系列（虚构）")
    assert waiting(office) == 0
    again = DuplicatesPresenter(office).state
    assert again.message is None
    assert "李某（虚构）" in again.decided[0].note
    kinds = [event.kind for event in office.vault.events()]
    assert "duplicate" in kinds
