# SPDX-License-Identifier: MulanPSL-2.0
"""逐项走查 at both desks, without a screen."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.model.codes import ItemState, MaterialState, OriginalCheck, ReviewLevel, Verdict
from app.model.declaration import Declaration
from app.model.operations import SetValue
from app.present.papers.walk import applicant_walk, reviewer_walk
from app.present.papers.walk_desks import parse_count
from app.present.session import Role
from tests.helpers.desk import ANSWERS, at_desk, reopened


@pytest.fixture
def applicant(tmp_path):
    with at_desk(tmp_path) as session:
        yield session


@pytest.fixture
def reviewer(tmp_path):
    declaration = Declaration(route=ANSWERS, submitted_on="2026-06-14")
    with at_desk(tmp_path, declaration, role=Role.UNIT) as session:
        yield session


def test_an_answered_item_is_in_the_vault_before_the_next_one_is_shown(applicant):
    """Digits answer, the count is typed, and saving writes the entry and goes on."""
    walk = applicant_walk(applicant)
    first = next(row.entry.id for row in applicant.checklist.rows if not row.piece)
    walk.go_to(first)
    stood = walk.state.position
    assert walk.press("1")
    walk.type_count("3")
    assert walk.press("4")
    assert walk.save_and_next()
    kept = reopened(applicant).material(first)
    assert (kept.state, kept.pages, kept.seen) == (MaterialState.READY, 3, True)
    assert walk.state.position == stood + 1


def test_ready_without_pages_is_refused_and_the_answer_stays(applicant):
    """已准备 with no page count is M16; nothing typed is lost."""
    walk = applicant_walk(applicant)
    walk.go_to(next(r.entry.id for r in applicant.checklist.rows if not r.piece))
    stood = walk.state.position
    walk.press("1")
    with pytest.raises(UserError, match="M16"):
        walk.save_and_next()
    assert walk.draft.first == "ready"
    assert walk.state.position == stood


def test_not_applicable_wants_a_reason(applicant):
    """不适用 without a reason is M15, with one it is kept and shown."""
    walk = applicant_walk(applicant)
    entry_id = walk.state.entry_id
    walk.press("3")
    with pytest.raises(UserError, match="M15"):
        walk.save_and_next()
    walk.type_reason("没有这一类材料")
    walk.save_and_next()
    assert reopened(applicant).material(entry_id).shown_state() == ItemState.NOT_APPLICABLE


def test_the_walk_resumes_where_it_was_left(applicant):
    """A walk made anew, as after a lock, opens on the item the last one stood on."""
    walk = applicant_walk(applicant)
    walk.skip()
    walk.skip()
    stood = walk.state.entry_id
    walk.close()
    assert applicant_walk(applicant).state.entry_id == stood


def test_the_last_item_says_so(applicant):
    """Going on from the last item returns False and stays there."""
    walk = applicant_walk(applicant)
    walk.go_to(walk.state.rail[-1].entry_id)
    assert not walk.skip()
    assert walk.state.position == walk.state.total


@pytest.mark.parametrize(
    ("first", "last", "verdict"),
    [
        ("1", "4", Verdict.PASS),
        ("1", "5", Verdict.NEEDS_CORRECTION),
        ("3", "", Verdict.ORIGINAL_PENDING),
        ("1", "6", Verdict.NOT_APPLICABLE),
    ],
)
def test_a_reviewers_digits_become_that_levels_mark(reviewer, first, last, verdict):
    """The unit writes its own column with its name and the day, and no other."""
    walk = reviewer_walk(reviewer)
    entry_id = walk.state.entry_id
    walk.press(first)
    walk.type_count("2")
    if last:
        walk.press(last)
    walk.type_reason("聘书复印件缺背面")
    walk.save_and_next()
    entry = reopened(reviewer).material(entry_id)
    mark = entry.mark(ReviewLevel.UNIT)
    assert (mark.verdict, mark.counted, mark.by, mark.on) == (
        verdict,
        2,
        "李某（虚构）",
        "2026-06-15",
    )
    assert [other.level for other in entry.marks] == [ReviewLevel.UNIT]


def test_an_original_that_differs_cannot_pass(reviewer):
    """看到、不一致 together with 通过 is refused (M22)."""
    walk = reviewer_walk(reviewer)
    walk.press("2")
    walk.press("4")
    with pytest.raises(UserError, match="M22-PASS"):
        walk.save_and_next()


def test_a_correction_without_a_reason_is_refused(reviewer):
    """需补正 must say what is missing."""
    walk = reviewer_walk(reviewer)
    walk.press("1")
    walk.press("5")
    with pytest.raises(UserError, match="WALK-REASON"):
        walk.save_and_next()


def test_an_edit_after_the_mark_makes_it_stale_and_unseen(reviewer):
    """核验失效: the item counts as unseen again, the old mark stays in the record."""
    walk = reviewer_walk(reviewer)
    entry_id = walk.state.entry_id
    walk.press("1")
    walk.press("4")
    walk.save_and_next()
    unseen = walk.state.unseen
    reviewer.apply(SetValue(f"materials.{entry_id}.pages", 9))
    mark = reopened(reviewer).material(entry_id).mark(ReviewLevel.UNIT)
    assert mark.stale
    assert walk.state.unseen == unseen + 1


def test_the_reviewer_resumes_at_the_item_in_another_session(reviewer):
    """The place is in the document, so it travels with it."""
    walk = reviewer_walk(reviewer)
    walk.skip()
    stood = walk.state.entry_id
    walk.close()
    reviewer.open(reviewer.declaration.id)
    assert reviewer_walk(reviewer).state.entry_id == stood


def test_a_count_that_differs_says_what_it_does_to_the_numbers(reviewer):
    """The note compares the count with what was registered."""
    walk = reviewer_walk(reviewer)
    entry_id = walk.state.entry_id
    reviewer.apply(SetValue(f"materials.{entry_id}.pages", 3))
    walk.type_count("3")
    assert walk.state.count_note == "相符"
    walk.type_count("4")
    assert "不相符" in walk.state.count_note


@given(st.text(max_size=12))
def test_any_typed_count_is_a_number_or_a_clear_refusal(text):
    """Nothing typed into the count box raises anything but a message."""
    plain = text.strip().translate({0xFF10 + n: str(n) for n in range(10)})
    if plain and (not plain.isascii() or not plain.isdigit() or int(plain) > 2000):
        with pytest.raises(UserError, match="M16-RANGE"):
            parse_count(text)
    else:
        count = parse_count(text)
        assert count is None or 0 <= count <= 2000


def test_full_width_digits_are_read():
    """A Chinese input method's digits count too."""
    assert parse_count("１２") == 12


def test_marks_of_other_levels_are_left_alone(reviewer):
    """The department's mark stays when the unit marks again."""
    walk = reviewer_walk(reviewer)
    entry_id = walk.state.entry_id
    walk.press("1")
    walk.press("4")
    walk.save_and_next()
    entry = reviewer.declaration.material(entry_id)
    other = attrs.evolve(entry.marks[0], level=ReviewLevel.DEPARTMENT, by="王某（虚构）")
    reviewer.apply(SetValue(f"materials.{entry_id}.marks", (*entry.marks, other)))
    walk.go_to(entry_id)
    walk.answer("first", OriginalCheck.MATCHES.value)
    walk.press("4")
    walk.save_and_next()
    levels = {mark.level for mark in reopened(reviewer).material(entry_id).marks}
    assert levels == {ReviewLevel.UNIT, ReviewLevel.DEPARTMENT}
