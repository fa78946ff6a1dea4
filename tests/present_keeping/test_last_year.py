# SPDX-License-Identifier: MulanPSL-2.0
"""Year to year: what is offered, what is never taken, what this year asks for the first time."""

from __future__ import annotations

import attrs
import pytest

from app.kernel.errors import UserError
from app.model.codes import MaterialState, Openness, ReviewLevel, Verdict
from app.model.declaration import (
    Declaration,
    PassedFinding,
    PublicNotice,
    Recommendation,
    SecrecyReview,
)
from app.model.document import to_json
from app.model.materials import HandOver, LevelReview, MaterialEntry, ReviewMark, Scan
from app.model.people import Appraisal
from app.model.work import Achievement, EvidenceLink
from app.present.keeping.last_year import Choice
from app.present.keeping.last_year_desk import FROM_FILE, LastYearPresenter
from tests.helpers import vaults

NEVER = (
    "secrecy", "notice", "recommendation", "reviews", "handovers", "passed", "submitted_on",
    "pledged_on", "frozen_on", "bound_on", "version", "closing",
)  # fmt: skip


def filled(base: Declaration) -> Declaration:
    """Return last year's declaration of a person, with everything a year leaves behind."""
    marks = (ReviewMark(ReviewLevel.UNIT, Verdict.PASS, by="王某（虚构）", on="2025-06-01"),)
    return attrs.evolve(
        base, id="last", year=2025, version=4,
        basics=attrs.evolve(base.basics, phone="0476-1111111", sex="女"),
        achievements=(
            Achievement(
                id="a9", title="某泵站（虚构）", openness=Openness.DESENSITISED, open_title="某站",
                secrecy_case="密审〔2025〕3号", secrecy_reviewer="赵某", secrecy_date="2025-05-01",
                links=(EvidenceLink("id_card"),),
            ),
        ),
        appraisals=(Appraisal(id="p1", year="2024", grade="优秀"),),
        materials=(
            MaterialEntry("id_card", "id_card", state=MaterialState.READY, pages=2, marks=marks),
        ),
        secrecy=SecrecyReview(officer="赵某"), notice=PublicNotice(posted_on="2025-06-01"),
        recommendation=Recommendation(method="推荐会"), reviews=(LevelReview(ReviewLevel.UNIT),),
        handovers=(HandOver("2025-07-01T10:00", "甲", "乙"),), passed=(PassedFinding("M09", "", "有"),),
        submitted_on="2025-07-01", pledged_on="2025-06-20", frozen_on="2025-06-25",
        bound_on="2025-06-28", statement="去年的总结。",
    )  # fmt: skip


@pytest.fixture
def page(desk):
    """A new declaration of this year in hand, last year's in the vault."""
    last = filled(desk.declaration)
    desk.vault.add(last, vaults.event("create", last.id))
    desk.start(Declaration(route=desk.declaration.route, basics=desk.declaration.basics))
    page = LastYearPresenter(desk)
    page.take_from("last")
    return page


def line(page, start):
    """Return the line whose path begins so."""
    return next(each for each in page.state.lines if each.path.startswith(start))


def test_empty_places_are_taken_filled_ones_left_changing_ones_looked_at(page):
    """What stands there this year is never overwritten by itself; what a year changes waits for eyes."""
    assert line(page, "basics.sex").choice is Choice.TAKE
    assert line(page, "basics.phone").choice is Choice.LEAVE
    assert line(page, "statement").choice is Choice.LOOK
    assert line(page, "appraisals.").choice is Choice.LOOK
    assert line(page, "achievements.").choice is Choice.TAKE


def test_taking_is_one_step_and_looks_stay(page):
    """Everything marked comes at once, undo takes it back at once, the rest stays in the list."""
    desk = page.session
    before = desk.declaration
    count = page.take()
    assert desk.undo_names()[0] == f"从2025年的申报取用 {count} 处"
    assert desk.declaration.basics.sex == "女"
    assert desk.declaration.basics.phone == before.basics.phone
    assert {each.choice for each in page.state.lines} <= {Choice.LOOK, Choice.LEAVE}
    desk.undo()
    assert desk.declaration == before


def test_dates_and_reviews_of_last_year_never_come(page):
    """Even when everything offered is taken: no date, no review, no notice, no hand-over."""
    desk = page.session
    before = desk.declaration
    for each in page.state.lines:
        page.choose(each.path, Choice.TAKE)
    page.take()
    for name in NEVER:
        assert getattr(desk.declaration, name) == getattr(before, name)
    assert desk.declaration.statement == "去年的总结。"
    entry = desk.declaration.material("id_card")
    assert (entry.pages, entry.state, entry.marks) == (2, MaterialState.NOT_READY, ())


def test_an_achievement_comes_with_its_words_and_without_its_secrecy_review(page):
    """The question whether it may be written is open again; the proofs of last year are not this year's."""
    page.take()
    (row,) = page.session.declaration.achievements
    assert (row.title, row.open_title) == ("某泵站（虚构）", "某站")
    assert row.openness is Openness.UNDECIDED
    assert (row.secrecy_case, row.secrecy_reviewer, row.secrecy_date, row.links) == ("", "", "", ())


def test_what_was_taken_is_not_offered_again(page):
    """A row taken once, even retyped by hand, is no offer."""
    page.take()
    assert not any(each.path.startswith("achievements.") for each in page.state.lines)


def test_a_document_file_is_a_start_without_entering_the_vault(page, tmp_path):
    """An exported document of another vault: its words come, scans it cannot carry are not offered."""
    desk = page.session
    scan = Scan("a" * 64, "b" * 64, "证.pdf", "pdf", 1)
    entry = MaterialEntry("id_card", "id_card", scans=(scan,))
    other = attrs.evolve(filled(desk.declaration), id="elsewhere", materials=(entry,))
    (tmp_path / "去年.json").write_text(to_json(other), encoding="utf-8")
    page.read_file(tmp_path / "去年.json")
    state = page.state
    assert (state.chosen, state.sources[0].id) == (FROM_FILE, FROM_FILE)
    assert not any(each.path.startswith("materials.") for each in state.lines)
    page.take()
    assert desk.declaration.basics.sex == "女"
    assert "elsewhere" not in {each.id for each in desk.vault.declarations()}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"id": 3}', '{"other": 1}'])
def test_a_file_that_is_no_document_changes_nothing(page, tmp_path, text):
    """One clear refusal; the source in hand stays."""
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(UserError, match=r"DOC-"):
        page.read_file(tmp_path / "x.json")
    assert page.state.chosen == "last"


def test_what_this_year_asks_that_last_years_list_did_not(page):
    """By item, each once, with its clause; what stood on last year's list is not new."""
    names = [each.name for each in page.state.new]
    pack = page.session.pack
    assert pack.item("id_card").name not in names
    assert names and len(names) == len(set(names))


def test_nothing_marked_takes_nothing(page):
    """A clear word instead of an empty step in the undo list."""
    for each in page.state.lines:
        page.choose(each.path, Choice.LEAVE)
    steps = page.session.undo_names()
    with pytest.raises(UserError, match="KEEP-NOTHING-TAKEN"):
        page.take()
    assert page.session.undo_names() == steps


def test_a_declaration_of_last_year_in_hand_begins_this_years(desk):
    """The former one stays as it is and is the source; the new one has the pack's year."""
    desk.vault.add(filled(desk.declaration), vaults.event("create", "last"))
    desk.open("last")
    page = LastYearPresenter(desk)
    assert page.state.past
    page.begin_this_year()
    assert (desk.declaration.year, desk.declaration.id != "last") == (2026, True)
    assert page.state.chosen == "last"
    assert not page.state.past


def test_space_goes_through_the_three_choices(page):
    """取用, 不取, 先看看, and round again."""
    seen = []
    for _turn in range(4):
        seen.append(line(page, "basics.sex").word)
        page.turn("basics.sex")
    assert seen == ["取用", "不取", "先看看", "取用"]
