# SPDX-License-Identifier: MulanPSL-2.0
"""定密登记: entered whole, kept beside the old one, undone or reversed, never offered (D-7, secrecy.md 7.1)."""

from __future__ import annotations

import attrs
import pytest

from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.model.marking import mark_of
from app.present.prints.printing import produce
from app.present.secrecy.book import unit_markings
from app.present.secrecy.marking import ALL_PAPERS, TICKED, MarkingPresenter
from app.present.secrecy.papers import paper_words, papers_of_person
from app.present.secrecy.typed import TypedDecision
from app.present.session import Role
from tests.helpers.marked import TYPED, changed, decided, released
from tests.helpers.printing_desk import printing_desk


@pytest.fixture
def unit(tmp_path):
    """The unit's desk with one person in hand."""
    with printing_desk(tmp_path, role=Role.UNIT) as session:
        yield session


@pytest.fixture
def desk(unit):
    """The presenter of that desk."""
    presenter = MarkingPresenter(unit)
    yield presenter
    presenter.close()


def states(presenter: MarkingPresenter, where: str = "person-book") -> list[tuple[str, str]]:
    """Return (state, mark) of every entry, the newest first."""
    presenter.choose(where)
    return [(entry.state, entry.mark) for entry in presenter.state.entries]


def test_nothing_is_proposed(desk):
    """No paper is ticked, no mark stands anywhere, the form is empty: what is marked a person decides."""
    assert desk.state.ticked == ()
    assert {paper.mark for paper in desk.state.papers} == {""}
    assert desk.begin().typed == TypedDecision()
    assert not any("全部" in chip.word for chip in desk.state.chips)


def test_a_decision_names_its_papers_or_the_whole_declaration(desk, unit):
    """Nothing ticked, or not said whether all: refused; then the ticked ones are marked, and only they."""
    with pytest.raises(UserError, match="MARK-REACH"):
        desk.decide(attrs.evolve(TYPED, reach=""))
    with pytest.raises(UserError, match="MARK-PAPERS"):
        desk.decide(attrs.evolve(TYPED, reach=TICKED))
    desk.tick("pledge", True)
    desk.decide(attrs.evolve(TYPED, reach=TICKED))
    assert [paper.id for paper in desk.state.papers if paper.mark] == ["pledge"]
    assert desk.state.ticked == ()
    assert unit.declaration.markings[0].record.handler == "练习承办人"


def test_what_is_refused_changes_nothing(desk, unit):
    """A record with a fact missing is not kept in part, and ticks stay."""
    before = unit.declaration
    desk.tick("pledge", True)
    for wrong in ({"level": ""}, {"officer": ""}, {"period": "十年"}, {"on": "2026-07-01"}):
        with pytest.raises(UserError, match="MARK-"):
            desk.decide(attrs.evolve(TYPED, reach=TICKED, **wrong))
    assert unit.declaration is before
    assert desk.state.ticked == ("pledge",)


def test_one_paper_has_one_decision(unit):
    """A second decision about the same paper, or about all, is refused by the name of the paper."""
    decided(unit, "pledge")
    with pytest.raises(UserError, match="MARK-TWICE") as refused:
        decided(unit, "evaluation", "pledge")
    assert "个人承诺书" in refused.value.message.title
    decided(unit)
    with pytest.raises(UserError, match="MARK-TWICE"):
        decided(unit)


def test_a_decision_about_a_person_is_undone_and_done_again(unit):
    """It is part of the declaration: undo takes it away by its name, redo brings it back."""
    decided(unit)
    assert unit.undo_names()[0] == "登记定密"
    unit.undo()
    assert unit.declaration.markings == ()
    unit.redo()
    assert mark_of(unit.declaration.markings, "pledge").words == "秘密★10年"


def test_it_stands_in_the_vaults_history_and_comes_back_with_it(unit):
    """The revision names the act, the event names no value, and the declaration read again has the record."""
    decided(unit)
    held = unit.declaration.id
    assert unit.vault.revisions(held)[-1].name == "登记定密"
    assert "秘密" not in str(unit.vault.events(limit=1000)[-1])
    assert unit.vault.load(held).markings == unit.declaration.markings


def test_a_change_keeps_the_old_decision_beside_the_new_one(desk, unit):
    """已变更 beside 有效; who decided and when is typed anew; the same decision again is refused."""
    first = decided(unit, level="机密", period="20年")
    desk.choose("person-book")
    begun = desk.typed(first)
    assert (begun.handler, begun.officer, begun.on) == ("", "", "")
    with pytest.raises(UserError, match="MARK-SAME"):
        changed(unit, first)
    changed(unit, first, level="秘密", period="5年")
    assert states(desk) == [("有效", "秘密★5年"), ("已变更", "机密★20年")]
    with pytest.raises(UserError, match="MARK-STANDING"):
        desk.typed(first)


def test_a_release_keeps_everything_and_is_the_last_word(desk, unit):
    """已解密 stands at both; a released paper can be decided about no more through the old entry."""
    first = decided(unit)
    released(unit, first)
    assert states(desk) == [("已解密", "解密"), ("已解密", "秘密★10年")]
    with pytest.raises(UserError, match="MARK-STANDING"):
        desk.release(desk.state.entries[0].id, "依据", "甲", "乙", "2026-06-12")


def test_an_entry_made_in_error_is_declared_void_with_its_reason(desk, unit):
    """Only the last of a chain, with a reason; both stay on record and the one before holds again."""
    first = decided(unit, level="机密", period="20年")
    second = changed(unit, first, period="10年")
    desk.choose("person-book")
    with pytest.raises(UserError, match="MARK-LATER"):
        desk.declare_void(first, "录错了份")
    with pytest.raises(UserError, match="MARK-VOID-REASON"):
        desk.declare_void(second, "错")
    desk.declare_void(second, "抄错了期限")
    assert states(desk) == [("已作废", "机密★10年"), ("有效", "机密★20年")]
    assert ("作废", "抄错了期限") in desk.state.entries[0].facts


def test_the_units_letters_have_a_book_of_their_own(desk, unit):
    """Named one by one, never all; kept with an event, reversed by 作废登记, no step of the declaration."""
    before = unit.declaration
    desk.choose("unit")
    assert not desk.state.whole
    with pytest.raises(UserError, match="MARK-PAPERS"):
        desk.decide(attrs.evolve(TYPED, reach=ALL_PAPERS))
    entry = decided(unit, "recommendation-report", "roll/senior", where="unit")
    assert unit.declaration is before
    assert unit.vault.events(limit=1000)[-1].kind == "unit-marking"
    assert mark_of(unit_markings(unit.vault), "roll/senior").words == "秘密★10年"
    desk.choose("unit-book")
    desk.declare_void(entry, "登记错了")
    assert mark_of(unit_markings(unit.vault), "roll/senior").words == ""
    assert states(desk, "unit-book") == [("已作废", "秘密★10年")]


def test_a_damaged_book_marks_nothing_by_guessing(unit):
    """When the unit's book cannot be read, its letters are refused instead of printed without a mark."""
    unit.vault.set_setting("unit-markings", '{"schema": 1, "entries": [{"covers": []}]}')
    with pytest.raises(UserError, match="MARK-DAMAGED"):
        unit_markings(unit.vault)
    with pytest.raises(UserError, match="MARK-DAMAGED"):
        produce(unit, "recommendation-report", formal=False, number=1, progress=silent())
    presenter = MarkingPresenter(unit)
    presenter.choose("unit")
    presenter.tick("recommendation-report", True)
    assert presenter.state.fault
    with pytest.raises(UserError, match="MARK-DAMAGED"):
        presenter.decide(TYPED)
    presenter.close()


def test_an_applicant_decides_only_about_the_own_papers(tmp_path):
    """No letters, no lists of a unit at the applicant's desk."""
    with printing_desk(tmp_path) as session:
        presenter = MarkingPresenter(session)
        assert [chip.key for chip in presenter.state.chips] == ["person", "person-book"]
        presenter.choose("unit")
        assert presenter.chosen == "person"
        presenter.close()


def test_the_form_half_filled_is_kept_until_it_is_entered(desk, unit):
    """Over a lock or a crash entries and ticks come back; a form nobody can read counts as none."""
    desk.tick("pledge", True)
    draft = attrs.evolve(desk.begin(), typed=attrs.evolve(TYPED, officer=""))
    desk.keep_draft(draft)
    again = MarkingPresenter(unit)
    assert again.draft() == draft
    assert again.state.ticked == ("pledge",)
    again.close()
    desk.drop_draft()
    assert desk.draft() is None
    unit.vault.put_draft(desk.owner, "[]")
    assert desk.draft() is None


def test_a_paper_that_left_the_list_stays_on_record(unit):
    """A decision about a material that is gone still says how many papers it spoke of."""
    words = paper_words(("gone", "pledge", "lost"), papers_of_person(unit))
    assert words == "个人承诺书、清单里已经没有的 2 件"
