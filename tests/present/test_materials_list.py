# SPDX-License-Identifier: MulanPSL-2.0
"""材料清单, 佐证对应 and 自检 without a screen."""

from __future__ import annotations

import pytest

from app.kernel.errors import UserError
from app.model.codes import ItemState, MaterialState, Openness, OriginalCheck
from app.model.declaration import Declaration
from app.model.operations import SetValue
from app.model.work import Achievement
from app.present.papers.evidence import EvidencePresenter
from app.present.papers.materials import MaterialsPresenter
from app.present.papers.selfcheck import SelfCheckPresenter
from tests.helpers.desk import ANSWERS, at_desk, reopened

ROW = Achievement(id="a1", title="灌区改造（虚构）", openness=Openness.OPEN)


@pytest.fixture
def desk(tmp_path):
    with at_desk(tmp_path, Declaration(route=ANSWERS, achievements=(ROW,))) as session:
        yield session


def _bound(session) -> str:
    rows = [row for row in session.checklist.rows if row.bound and not row.piece]
    return rows[0].entry.id


def test_space_swaps_ready_and_not_ready(desk):
    """The state goes there and back and can be undone by name."""
    materials = MaterialsPresenter(desk)
    entry_id = _bound(desk)
    materials.toggle_ready(entry_id)
    assert reopened(desk).material(entry_id).state == MaterialState.READY
    assert "已准备" in desk.undo_names()[0]
    desk.undo()
    assert reopened(desk).material(entry_id).state == MaterialState.NOT_READY


def test_page_ranges_follow_the_counts(desk):
    """A count moves every later range; the summary and the ranges come from one plan."""
    materials = MaterialsPresenter(desk)
    first, second = [row.entry.id for row in desk.checklist.rows if row.bound and not row.piece][:2]
    materials.set_fields(first, {"pages": 4, "paper_only": True})
    materials.set_fields(second, {"pages": 2, "paper_only": True})
    lines = {line.entry_id: line for line in materials.state.lines}
    assert lines[first].last - lines[first].first == 3
    assert lines[second].first == lines[first].last + 1


def test_filters_count_what_they_show(desk):
    """Each chip's number is the number of rows it leaves."""
    materials = MaterialsPresenter(desk)
    materials.toggle_ready(_bound(desk))
    for chip in materials.state.filters:
        materials.choose_filter(chip.key)
        assert len(materials.state.lines) == chip.count


def test_moving_stays_within_a_tab(desk):
    """上移 swaps neighbours of one tab letter and never crosses into another."""
    materials = MaterialsPresenter(desk)
    before = [line.entry_id for line in materials.state.lines]
    rows = {line.entry_id: line for line in materials.state.lines}
    for entry_id in before:
        if rows[entry_id].bound:
            materials.move(entry_id, -1)
    letters = [line.tab[0] for line in materials.state.lines]
    assert letters == sorted(letters)


def test_a_bound_volume_is_not_reordered(desk):
    """After 登记装订 moving is M24."""
    desk.apply(SetValue("bound_on", "2026-06-28"))
    with pytest.raises(UserError, match="M24"):
        MaterialsPresenter(desk).move(_bound(desk), 1)


def test_an_extra_material_stands_at_the_end_and_can_go_again(desk):
    """增加材料 keeps its title; taking it away leaves the list as it was."""
    materials = MaterialsPresenter(desk)
    entry_id = materials.add_extra("培训证书（虚构）", 2)
    assert materials.state.lines[-1].entry_id == entry_id
    materials.remove_extra(entry_id)
    assert all(line.entry_id != entry_id for line in materials.state.lines)


@pytest.mark.parametrize("pages", [-1, 2001])
def test_an_impossible_page_count_is_refused(desk, pages):
    """0 to 2000 sides; anything else is a message and no change."""
    entry_id = _bound(desk)
    with pytest.raises(UserError, match="M16-RANGE"):
        MaterialsPresenter(desk).set_fields(entry_id, {"pages": pages})
    assert reopened(desk).material(entry_id).pages is None


def test_checking_an_original_records_who_and_when(desk):
    """原件核对 carries the checker's name and the day."""
    entry_id = _bound(desk)
    MaterialsPresenter(desk).set_original(entry_id, OriginalCheck.MATCHES, "王某（虚构）")
    entry = reopened(desk).material(entry_id)
    assert (entry.original, entry.original_by, entry.original_on) == (
        OriginalCheck.MATCHES,
        "王某（虚构）",
        "2026-06-15",
    )


def test_the_printed_reference_follows_the_material(desk):
    """Tying a row to volume pages prints 见第…页; more pages before it move the reference."""
    materials, evidence = MaterialsPresenter(desk), EvidencePresenter(desk)
    bound = [row.entry.id for row in desk.checklist.rows if row.bound and not row.piece]
    proof = bound[-1]
    materials.set_fields(proof, {"pages": 5, "paper_only": True})
    place = desk.plan.entry(proof)
    evidence.link("achievements.a1", proof, str(place.first + 1), str(place.first + 2))
    before = evidence.state.claims[0].reference
    assert before == f"见第{place.first + 1}—{place.first + 2}页"
    materials.set_fields(bound[0], {"pages": 6, "paper_only": True})
    assert evidence.state.claims[0].reference != before


def test_a_page_outside_the_material_is_refused(desk):
    """Page 137 of 126 is M19 and names the range that exists."""
    materials, evidence = MaterialsPresenter(desk), EvidencePresenter(desk)
    proof = _bound(desk)
    materials.set_fields(proof, {"pages": 5, "paper_only": True})
    with pytest.raises(UserError, match="M19-VOLUME"):
        evidence.link("achievements.a1", proof, "137", "")
    assert reopened(desk).achievements[0].links == ()


def test_a_word_for_a_page_number_is_refused(desk):
    """Pages are digits."""
    materials, evidence = MaterialsPresenter(desk), EvidencePresenter(desk)
    proof = _bound(desk)
    materials.set_fields(proof, {"pages": 5, "paper_only": True})
    with pytest.raises(UserError, match="EVID-PAGES"):
        evidence.link("achievements.a1", proof, "三十七", "")


def test_a_fixed_finding_stays_in_its_place_struck_through(desk):
    """自检 keeps the list while one works through it."""
    check = SelfCheckPresenter(desk)
    before = [line.key for group in check.state.groups for line in group.lines]
    missing = next(
        line for group in check.state.groups for line in group.lines if line.code == "M18"
    )
    desk.apply(SetValue("achievements.a1.kept_by_unit", True))
    after = {line.key: line for group in check.state.groups for line in group.lines}
    assert after[missing.key].fixed
    assert set(before) <= set(after)
    check.recheck()
    assert all(not line.fixed for group in check.state.groups for line in group.lines)


def test_what_must_be_changed_cannot_be_passed_with_a_reason(desk):
    """Only reminders take a reason (D-4)."""
    check = SelfCheckPresenter(desk)
    must = next(
        line for group in check.state.groups for line in group.lines if line.severity == "must"
    )
    with pytest.raises(UserError, match="CHECK-MUST"):
        check.pass_with_reason(must.key, "已经问过人事")


def test_a_reason_is_kept_with_name_and_day(desk):
    """A passed reminder carries who and when, for the printed report."""
    check = SelfCheckPresenter(desk)
    lines = [
        line for group in check.state.groups for line in group.lines if line.severity == "check"
    ]
    with pytest.raises(UserError, match="CHECK-REASON"):
        check.pass_with_reason(lines[0].key, "好")
    check.pass_with_reason(lines[0].key, "已向人事核实（虚构）")
    passed = reopened(desk).passed[0]
    assert (passed.code, passed.by, passed.on) == (lines[0].code, "李某（虚构）", "2026-06-15")


def test_the_summary_names_each_state_once(desk):
    """The summary adds up to the number of items."""
    materials = MaterialsPresenter(desk)
    materials.mark_not_applicable(_bound(desk), "没有这一类")
    assert materials.state.summary.startswith(f"{len(materials.state.lines)} 项")
    assert "不适用 1" in materials.state.summary
    assert any(line.state == ItemState.NOT_APPLICABLE for line in materials.state.lines)
