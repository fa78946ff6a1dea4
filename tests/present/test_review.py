# SPDX-License-Identifier: MulanPSL-2.0
"""The unit's workbench and the result of a review, without a screen."""

from __future__ import annotations

import pytest

from app.kernel.errors import UserError
from app.model.codes import ReviewLevel, ReviewOutcome, Verdict
from app.model.declaration import Declaration
from app.model.materials import ReviewMark
from app.model.operations import MarkMaterial
from app.present.papers.materials import MaterialsPresenter
from app.present.session import Role
from app.present.unit.reviewing import ReviewPresenter
from app.present.unit.workbench import WorkbenchPresenter
from app.present.unit.workbench_lines import Stage
from tests.helpers.desk import ANSWERS, at_desk, reopened


@pytest.fixture
def desk(tmp_path):
    declaration = Declaration(route=ANSWERS, submitted_on="2026-06-14")
    with at_desk(tmp_path, declaration, role=Role.UNIT) as session:
        yield session


def _mark_all(session, verdict=Verdict.PASS, but=None) -> None:
    for number, row in enumerate(session.checklist.rows):
        chosen = but if but and number == 2 else verdict
        mark = ReviewMark(ReviewLevel.UNIT, chosen, reason="缺背面" if chosen != verdict else "")
        session.apply(MarkMaterial(row.entry.id, mark))


def test_no_result_while_items_are_unseen(desk):
    """Neither pass nor sending back before every item was looked at."""
    review = ReviewPresenter(desk)
    review.write("同意", "王某（虚构）", "2026-06-15")
    with pytest.raises(UserError, match="REVIEW-UNSEEN"):
        review.conclude(ReviewOutcome.PASSED)


@pytest.mark.parametrize(
    ("opinion", "reviewer", "on"),
    [("", "王某", "2026-06-15"), ("同意", "", "2026-06-15"), ("同意", "王某", "")],
)
def test_name_opinion_and_date_are_wanted(desk, opinion, reviewer, on):
    """谁审核、谁签字、谁负责: all three stand before a result is recorded."""
    _mark_all(desk)
    review = ReviewPresenter(desk)
    review.write(opinion, reviewer, on)
    with pytest.raises(UserError, match="REVIEW-OPINION"):
        review.conclude(ReviewOutcome.PASSED)


def test_a_pass_with_an_open_correction_is_refused(desk):
    """A wanted correction and a pass contradict each other."""
    _mark_all(desk, but=Verdict.NEEDS_CORRECTION)
    review = ReviewPresenter(desk)
    review.write("同意", "王某（虚构）", "2026-06-15")
    with pytest.raises(UserError, match="REVIEW-MIXED"):
        review.conclude(ReviewOutcome.PASSED)


def test_sending_back_lists_the_items_and_wants_a_day(desk):
    """The slip's items are numbered; without a day it is not sent."""
    _mark_all(desk, but=Verdict.NEEDS_CORRECTION)
    review = ReviewPresenter(desk)
    review.write("退回", "王某（虚构）", "2026-06-15")
    with pytest.raises(UserError, match="REVIEW-DUE"):
        review.conclude(ReviewOutcome.SENT_BACK)
    review.write("退回", "王某（虚构）", "2026-06-15", "2026-06-18")
    review.conclude(ReviewOutcome.SENT_BACK)
    assert [item.number for item in review.state.returned] == [1]
    assert reopened(desk).reviews[0].outcome == ReviewOutcome.SENT_BACK


def test_the_applicants_list_shows_what_came_back(desk):
    """On the applicant's side the returned item is 需补正 with the reason."""
    _mark_all(desk, but=Verdict.NEEDS_CORRECTION)
    materials = MaterialsPresenter(desk)
    materials.choose_filter("needs_correction")
    lines = materials.state.lines
    assert [line.state_word for line in lines] == ["需补正"]
    materials.select(lines[0].entry_id)
    assert "缺背面" in materials.state.selected.reminder


def test_a_result_can_be_taken_back_and_both_acts_stay(desk):
    """撤回 reopens; the history keeps the first result."""
    _mark_all(desk)
    review = ReviewPresenter(desk)
    review.write("同意", "王某（虚构）", "2026-06-15")
    review.conclude(ReviewOutcome.PASSED)
    review.reopen()
    kept = reopened(desk).reviews[0]
    assert kept.outcome == ReviewOutcome.OPEN
    assert len(kept.history) == 1


def test_the_workbench_moves_a_person_on(desk):
    """The chips follow the stage of the person."""
    bench = WorkbenchPresenter(desk)
    assert bench.state.people[0].stage == Stage.TO_REVIEW
    assert bench.state.next_id == desk.declaration.id
    _mark_all(desk)
    review = ReviewPresenter(desk)
    review.write("同意", "王某（虚构）", "2026-06-15")
    review.conclude(ReviewOutcome.PASSED)
    assert bench.state.people[0].stage == Stage.PASSED
    assert bench.state.next_id == ""
