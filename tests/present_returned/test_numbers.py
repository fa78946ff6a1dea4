# SPDX-License-Identifier: MulanPSL-2.0
"""Numbers written by hand: left out, given twice, frozen; nothing on paper is ever numbered anew."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.model.codes import OriginalCheck
from app.model.materials import NumberSlip, NumberSlipKind
from app.model.operations import SetValue
from app.paper.volume.amended import amended
from app.paper.volume.remarks import remarks
from app.present.papers.late_pages import LatePaper, add_late
from app.present.papers.materials import MaterialsPresenter
from app.present.papers.numbering import NumberingPresenter
from app.present.papers.scans import TakenIn
from app.present.prints.binding import BindingPresenter
from app.present.prints.pieces import make_piece
from tests.helpers import golden
from tests.helpers.desk import reopened
from tests.helpers.pages import words
from tests.helpers.printing_desk import printing_desk
from tests.helpers.sent_back import BACK


@pytest.fixture
def session(tmp_path):
    """A desk with two volumes, the last material on paper only."""
    with printing_desk(tmp_path) as made:
        yield made


def shown(session) -> list[str]:
    """Return what stands on all numbered sides, in order."""
    return [s.shown for v in session.plan.volumes for s in v.sides if s.shown]


def test_a_number_left_out_is_jumped_over_and_said_in_the_catalogue(session):
    """第59页漏编: the page before keeps its number, the next one bears the one after."""
    before = shown(session)
    first = session.plan.labels(BACK)[0]
    NumberingPresenter(session).skipped(str(int(first) + 1))
    labels = session.plan.labels(BACK)
    assert labels == (first, str(int(first) + 2))
    assert len(shown(session)) == len(before)
    contents = make_piece(session, "contents", session.paper_context(proof=False))
    said = "".join(words(contents.pdf, page) for page in range(contents.pages))
    assert f"第{int(first) + 1}页漏编，册内没有这一页" in said
    assert session.checklist.find(BACK) is not None
    line = next(x for x in MaterialsPresenter(session).state.lines if x.entry_id == BACK)
    assert line.range == f"{labels[0]}–{labels[1]}"


def test_a_number_given_twice_makes_the_second_a_suffix_and_moves_nothing_back(session):
    """编重: 11, 11-1; whoever skipped one and doubled another ends on the same last number."""
    first, last = session.plan.labels(BACK)[0], session.plan.numbered
    presenter = NumberingPresenter(session)
    presenter.doubled(first)
    assert session.plan.labels(BACK) == (first, f"{first}-1")
    assert session.plan.numbered == last - 1
    presenter.skipped("3")
    assert session.plan.numbered == last


def test_an_entry_declared_void_counts_for_nothing_and_stays_on_record(session):
    """作废登记 brings the numbers back as they were."""
    before = shown(session)
    presenter = NumberingPresenter(session)
    presenter.skipped("5")
    with pytest.raises(UserError, match="NUMBER-TWICE"):
        presenter.doubled("5")
    slip = presenter.state.slips[0]
    with pytest.raises(UserError, match="NUMBER-REASON"):
        presenter.declare_void(slip.id, "错")
    presenter.declare_void(slip.id, "看错了页（虚构）")
    assert shown(session) == before
    assert reopened(session).numbering[0].cancelled == "看错了页（虚构）"


@pytest.mark.parametrize("typed", ["", "0", "999", "十", "-1"])
def test_a_page_that_is_not_there_is_refused(session, typed):
    """Only numbers of the volumes can be wrong."""
    with pytest.raises(UserError, match="NUMBER-RANGE"):
        NumberingPresenter(session).doubled(typed)


def test_registering_after_binding_changes_no_number_but_those_said(session):
    """Binding keeps the numbers as planned; what the hand did lies over them and can be taken off again."""
    BindingPresenter(session).bind("2026-06-15", anyway=True)
    before = shown(session)
    left_out = session.plan.labels(BACK)[1]
    NumberingPresenter(session).skipped(left_out)
    at = before.index(left_out)
    assert session.plan_fault is None
    assert shown(session)[:at] == before[:at]
    assert shown(session)[at:] == [str(int(label) + 1) for label in before[at:]]
    assert remarks(session.plan)


@settings(max_examples=40, deadline=None)
@given(
    st.sets(st.integers(1, 12), max_size=3), st.lists(st.integers(1, 12), max_size=3, unique=True)
)
def test_every_side_keeps_one_label_of_its_own(tmp_path_factory, skipped, doubled):
    """Whatever was left out or doubled, no two sides read alike, none is lost, no skipped number is given."""
    slips = [NumberSlip(NumberSlipKind.SKIPPED, n) for n in skipped]
    slips += [NumberSlip(NumberSlipKind.DOUBLED, n) for n in doubled if n not in skipped]
    plan = _plan(tmp_path_factory)
    count = sum(side.number is not None for volume in plan.volumes for side in volume.sides)
    labels = [s.shown for v in amended(plan, slips).volumes for s in v.sides if s.shown]
    assert len(labels) == len(set(labels)) == count
    assert not {str(n) for n in skipped} & set(labels)


_KEPT = {}


def _plan(factory):
    """Return one numbered plan, made once for all examples."""
    if "plan" not in _KEPT:
        with printing_desk(factory.mktemp("numbers")) as session:
            _KEPT["plan"] = session.numbered_plan
    return _KEPT["plan"]


# -- M24


def test_more_pages_of_a_bound_material_are_refused_with_where_they_go(session):
    """M24: the count stays, the message names the first free number; the same count is no change."""
    materials = MaterialsPresenter(session)
    materials.set_fields(BACK, {"pages": 3})
    materials.set_fields(BACK, {"pages": 2})
    BindingPresenter(session).bind("2026-06-15", anyway=True)
    with pytest.raises(UserError) as caught:
        materials.set_fields(BACK, {"pages": 3})
    assert caught.value.code == "M24-PAGES"
    assert f"从第 {session.plan.numbered + 1} 页起" in caught.value.message.remedy
    with pytest.raises(UserError, match="M24-FEWER"):
        materials.set_fields(BACK, {"pages": 1})
    assert reopened(session).material(BACK).pages == 2
    with pytest.raises(UserError, match="M24"):
        materials.move(BACK, -1)


def test_a_scan_too_many_on_a_bound_material_is_refused(session):
    """A file that would make a bound material longer is not hung; the bound scan stays."""
    BindingPresenter(session).bind("2026-06-15", anyway=True)
    scans = session.declaration.material("education").scans
    with pytest.raises(UserError, match="M24-PAGES"):
        MaterialsPresenter(session).hang("education", TakenIn(scans, (), (), ()))
    assert reopened(session).material("education").scans == scans


@pytest.mark.parametrize(
    ("paper", "code"), [(LatePaper(0, 1), "M16-RANGE"), (LatePaper(1, 9), "LATE-PLACE")]
)
def test_late_pages_need_a_page_and_a_place(session, paper, code):
    """No pages and a page the material does not have are refused."""
    BindingPresenter(session).bind("2026-06-15", anyway=True)
    with pytest.raises(UserError) as caught:
        add_late(session, BACK, paper)
    assert caught.value.code == code


def test_before_binding_there_is_nothing_late(session):
    """M24 is about bound paper; before that the count is simply changed."""
    with pytest.raises(UserError, match="M24-NOT-BOUND"):
        add_late(session, BACK, LatePaper(1, 1))


def test_two_sheets_put_in_after_one_page_follow_each_other(session):
    """30-1, then 30-2; the volume grows by two sheets and no number moves."""
    BindingPresenter(session).bind("2026-06-15", anyway=True)
    before, sheets = shown(session), session.plan.sheets
    at = session.plan.labels(BACK)[0]
    one = add_late(session, BACK, LatePaper(1, 1, inserted=True))
    two = add_late(session, BACK, LatePaper(1, 1, inserted=True))
    assert session.plan.labels(one) + session.plan.labels(two) == (f"{at}-1", f"{at}-2")
    assert [label for label in shown(session) if "-" not in label] == before
    assert session.plan.sheets == sheets + 2


# -- 原件待补看


@pytest.mark.parametrize("typed", ["", "下周", "2026-06-14"])
def test_an_original_to_be_seen_later_names_its_day(session, typed):
    """原件待补看 without a day that is still to come is refused."""
    with pytest.raises(UserError, match="ORIGINAL-DAY"):
        MaterialsPresenter(session).set_original(BACK, OriginalCheck.TO_BE_SEEN, "王某", typed)
    MaterialsPresenter(session).set_original(
        BACK, OriginalCheck.TO_BE_SEEN, "王某", "2026年6月20日"
    )
    assert reopened(session).material(BACK).original_due == "2026-06-20"
    MaterialsPresenter(session).set_original(BACK, OriginalCheck.MATCHES, "王某")
    assert reopened(session).material(BACK).original_due == ""


def test_a_row_is_dragged_to_anothers_place_within_its_group_only(session):
    """move_to does what the keys do; another group's place is no place for it."""
    materials = MaterialsPresenter(session)
    order = [row.entry.id for row in session.checklist.rows if row.bound]
    groups = {row.entry.id: row.group for row in session.checklist.rows}
    inside = [entry for entry in order if groups[entry] == groups[BACK]]
    materials.move_to(inside[0], inside[2])
    after = [
        row.entry.id for row in session.checklist.rows if groups.get(row.entry.id) == groups[BACK]
    ]
    assert after[:3] == [inside[1], inside[2], inside[0]]
    outside = next(entry for entry in order if groups[entry] != groups[BACK])
    materials.move_to(inside[1], outside)
    assert [
        r.entry.id for r in session.checklist.rows if groups.get(r.entry.id) == groups[BACK]
    ] == after


def test_labels_and_catalogue_notes_look_as_they_were_looked_at(session, golden_write):
    """页码贴, and a catalogue with a number left out and a late back, equal their reference pictures."""
    session.apply(SetValue(f"materials.{BACK}.pages", 30, "改页数"))
    BindingPresenter(session).bind("2026-06-15", anyway=True)
    add_late(session, BACK, LatePaper(1, 2, as_back=True))
    NumberingPresenter(session).skipped("12")
    context = session.paper_context(proof=False)
    golden.check(
        make_piece(session, "page-labels", context).pdf, "paper/page-labels", write=golden_write
    )
    contents = make_piece(session, "contents", context)
    golden.check(contents.pdf, "paper/contents-remarks", contents.pages - 1, write=golden_write)
