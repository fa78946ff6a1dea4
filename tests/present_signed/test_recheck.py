# SPDX-License-Identifier: MulanPSL-2.0
"""按纸核对: the groups from paper beside what is kept here; which differ, and which fields are in them."""

from __future__ import annotations

import attrs
import pytest

from app.kernel.digits import with_check_digit
from app.kernel.errors import UserError
from app.model.operations import SetValue
from app.paper.checkcode import check_code
from app.present.signed.recheck import RecheckPresenter
from tests.helpers.printing_desk import printing_desk, with_scan


@pytest.fixture
def session(tmp_path):
    with printing_desk(tmp_path) as made:
        yield made


@pytest.fixture
def desk(session):
    return RecheckPresenter(session)


def paper(session, version=None):
    """Return the groups as they stand on paper now."""
    declaration = attrs.evolve(session.declaration, version=version or session.version)
    return check_code(declaration, session.plan).split("-")


def test_the_same_facts_agree_in_all_four_groups(session, desk):
    """Nothing typed says nothing; the printed code agrees."""
    assert desk.state.agrees is None and desk.state.verdict == ""
    desk.compare(paper(session), "")
    assert desk.state.agrees and [group.same for group in desk.state.groups] == [True] * 4
    assert not desk.state.facts


def test_another_name_names_group_one_and_its_fields(session, desk):
    """Group 1 differs, group 4 follows; the fields of 基本情况 are listed with what is kept here."""
    typed = paper(session)
    session.apply(SetValue("basics.name", "阿拉坦其木格"))
    desk.compare(typed, "")
    assert [group.same for group in desk.state.groups] == [False, True, True, False]
    fact = next(fact for fact in desk.state.facts if fact.path == "basics.name")
    assert (fact.place, fact.value) == ("姓名", "阿拉坦其木格")
    assert {fact.group for fact in desk.state.facts} == {"第1组"}
    assert "第1组" in desk.state.verdict and "第4组" not in desk.state.verdict


def test_another_achievement_names_group_two_row_by_row(session, desk):
    """Tables are listed a row a line; an empty table says so."""
    typed = paper(session)
    session.apply(SetValue("route.title", "正高级工程师"))
    desk.compare(typed, "")
    assert [group.same for group in desk.state.groups][:3] == [True, False, True]
    places = [fact.place for fact in desk.state.facts]
    assert not any(fact.path.startswith("basics") for fact in desk.state.facts)
    assert len(places) == len({fact.id for fact in desk.state.facts})


def test_another_page_count_names_group_three_and_the_catalogue(session, desk):
    """Every material with its copies and pages is listed."""
    typed = paper(session)
    entry = next(e for e in session.plan.entries if e.spans and e.row.entry.scans)
    with_scan(session, entry.entry_id, entry.row.entry.page_count() + 2)
    desk.compare(typed, "")
    assert [group.same for group in desk.state.groups][:3] == [True, True, False]
    assert any(fact.path == f"materials.{entry.entry_id}" for fact in desk.state.facts)


def test_another_version_of_the_same_facts_is_told_as_such(session, desk):
    """Only group 4 differs: the version in the foot is what to look at; typed, it agrees."""
    typed = paper(session, version=3)
    desk.compare(typed, "")
    assert [group.same for group in desk.state.groups] == [True, True, True, False]
    assert "版本不同" in desk.state.verdict and not desk.state.facts
    desk.compare(typed, "3")
    assert desk.state.agrees and desk.state.version == 3


def test_slips_of_the_hand_are_told_before_anything_is_compared(session, desk):
    """A wrong digit names its group, a missing one the length, a version that is no number itself."""
    good = paper(session)
    wrong = [good[0], with_check_digit("111")[:3] + "9", *good[2:]]
    wrong[1] = wrong[1] if wrong[1] != with_check_digit("111") else "1118"
    for typed, version, code in (
        (wrong, "", "PAPER-CODE-GROUP"),
        ([*good[:3], "12"], "", "PAPER-CODE-SHAPE"),
        (good, "二", "RECHECK-VERSION"),
        (good, "0", "RECHECK-VERSION"),
    ):
        with pytest.raises(UserError) as caught:
            desk.compare(typed, version)
        assert caught.value.code == code
    assert desk.state.agrees is None


def test_beginning_anew_forgets_what_was_typed(session, desk):
    """Another sheet of paper starts with empty groups."""
    desk.compare(paper(session), "")
    desk.forget()
    assert desk.state.agrees is None
