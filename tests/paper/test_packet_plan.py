# SPDX-License-Identifier: MulanPSL-2.0
"""Numbering of volumes: any materials give contiguous numbers, fronts and backs as they lie on the desk."""

from __future__ import annotations

import json

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.model.codes import MaterialState, Openness
from app.model.materials import MaterialEntry, Scan
from app.model.work import Achievement, EvidenceLink
from app.paper.core.geometry import Side
from app.paper.core.press import Piece
from app.paper.volume.contents import count_contents
from app.paper.volume.packet import plan_packet
from app.paper.volume.plan import (
    BLANK,
    CONTENTS,
    COVER,
    DIVIDER,
    PAGE,
    PAPER,
    FrozenNumbers,
    PacketPlan,
    PacketRules,
)
from app.paper.volume.references import page_references, proof_pages, supported_by
from tests.helpers.paper_double import FIRST, LOOSE, SECOND, Row, context

RULES = st.builds(
    PacketRules,
    duplex=st.booleans(),
    thickest=st.sampled_from([2.0, 4.0, 40.0]),
    dividers=st.booleans(),
    contents_numbered=st.booleans(),
)
_PAGES = st.one_of(st.integers(0, 12), st.integers(0, 90))
_MATERIALS = st.lists(
    st.tuples(_PAGES, st.booleans(), st.booleans(), st.booleans(), st.sampled_from("BBBCDF")),
    max_size=12,
)


def material(name: str, scanned: int, group: str = FIRST, tab: str = "B1", **entry: object) -> Row:
    """Return a bound row with a scan of some pages."""
    scans = (Scan(name, name, "a.pdf", "pdf", scanned),) if scanned else ()
    options: dict = {"scans": scans, "state": MaterialState.READY} | entry
    volume = 0 if group == LOOSE else 1 + (group == SECOND)
    return Row(
        MaterialEntry(name, name, **options), tab, 9, f"材料{name}", group, volume, group != LOOSE
    )


def kept(plan: PacketPlan) -> FrozenNumbers:
    """Return the numbers of a plan as they come back from the vault."""
    return FrozenNumbers.from_document(json.loads(json.dumps(FrozenNumbers.of(plan).to_document())))


def listed(materials) -> list[Row]:
    """Return rows from drawn facts, in the order of groups and tabs."""
    rows = []
    for number, (pages, paper, double, late, tab) in enumerate(materials):
        group = FIRST if tab == "B" else SECOND
        entry = {"paper_only": paper, "double_sided": double, "late": late}
        if paper:
            entry |= {"scans": (), "pages": pages}
        rows.append(material(f"m{number}", pages, group, f"{tab}{number}", **entry))
    return sorted(rows, key=lambda row: (row.entry.late, row.group, row.tab[0]))


@settings(max_examples=40)
@given(_MATERIALS, RULES)
def test_numbers_run_without_gaps_and_the_catalogue_tells_them(materials, rules):
    """Every number is given once, in order; ranges of the plan are those on the sides."""
    rows = listed(materials)
    plan = plan_packet(context(), rows, rules=rules)
    sides = [side for volume in plan.volumes for side in volume.sides]
    numbers = [side.number for side in sides if side.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    for entry in plan.entries:
        own = [
            side.number
            for side in sides
            if side.entry_id == entry.entry_id and side.kind in (PAGE, PAPER)
        ]
        spans = [number for span in entry.spans for number in range(span.first, span.last + 1)]
        assert own == spans
        assert len(own) == entry.row.entry.page_count()
        for span in entry.spans:
            volume = plan.volumes[span.volume - 1]
            assert volume.first <= span.first <= span.last <= volume.last


@settings(max_examples=40)
@given(_MATERIALS, RULES)
def test_every_material_starts_on_a_front_and_sides_alternate(materials, rules):
    """Fronts and backs follow each other as sheets do; covers, dividers and materials begin on a front."""
    plan = plan_packet(context(), listed(materials), rules=rules)
    for volume in plan.volumes:
        before = None
        for side in volume.sides:
            if side.side is Side.BACK:
                assert rules.duplex and before is not None and before.side is Side.FRONT
            if side.kind in (COVER, DIVIDER) or (
                side.kind in (PAGE, PAPER, CONTENTS) and side.index == 0
            ):
                assert side.side is Side.FRONT
            if side.kind in (COVER, DIVIDER, BLANK):
                assert side.number is None
            if before is not None and before.entry_id != side.entry_id and side.kind != BLANK:
                assert side.side is Side.FRONT
            before = side
        if rules.duplex:
            assert len(volume.sides) % 2 == 0


@settings(max_examples=40)
@given(_MATERIALS, RULES)
def test_no_volume_is_thicker_than_the_limit(materials, rules):
    """Volumes are split by thickness; only what one sheet more than a whole catalogue needs may exceed it."""
    plan = plan_packet(context(), listed(materials), rules=rules)
    for volume in plan.volumes:
        assert volume.sheets <= max(rules.most_sheets, rules.sheets(plan.contents) + 2)
        assert volume.sheets == sum(side.side is Side.FRONT for side in volume.sides) - 1


@settings(max_examples=20)
@given(_MATERIALS, st.lists(_PAGES.filter(bool), max_size=3))
def test_what_comes_after_binding_moves_no_number(materials, added):
    """Late materials are numbered at the end; every page bound before keeps its number."""
    rows = listed(
        [(pages, paper, double, False, tab) for pages, paper, double, _, tab in materials]
    )
    before = plan_packet(context(), rows)
    late = [
        material(f"late{number}", pages, tab="B9", late=True) for number, pages in enumerate(added)
    ]
    after = plan_packet(context(), [*rows, *late], frozen=kept(before))
    for entry in before.entries:
        now = after.entry(entry.entry_id)
        assert now is not None and now.spans == entry.spans
    starts = [after.entry(row.entry.id).first for row in late]
    assert all(first > before.numbered for first in starts)


def test_a_material_that_is_new_after_binding_counts_as_late():
    """Forgetting to mark it late does not move the bound pages."""
    rows = [material("a", 3), material("c", 2, tab="B3")]
    before = plan_packet(context(), rows)
    after = plan_packet(
        context(), [rows[0], material("b", 4, tab="B2"), rows[1]], frozen=kept(before)
    )
    assert after.entry("c").spans == before.entry("c").spans
    assert after.entry("b").late and after.entry("b").first == before.numbered + 1


def test_a_bound_material_whose_pages_changed_is_refused_by_name():
    """The message names the material, the bound range and the new one; nothing is renumbered."""
    before = plan_packet(context(), [material("a", 3), material("b", 4)])
    with pytest.raises(UserError) as caught:
        plan_packet(context(), [material("a", 5), material("b", 4)], frozen=kept(before))
    assert caught.value.code == "PAPER-FROZEN"
    assert "材料a" in str(caught.value) and "2—4" in str(caught.value)


def test_catalogue_pages_added_after_binding_get_numbers_of_their_own():
    """A reissued catalogue that grew carries 2-1 on the new side; the others stay."""
    rows = [material(f"m{number}", 1, tab=f"B{number}") for number in range(23)]
    before = plan_packet(context(), rows)
    late = [material(f"late{number}", 1, tab="B9", late=True) for number in range(40)]
    after = plan_packet(context(), [*rows, *late], frozen=kept(before))
    labels = [side.shown for side in after.volumes[0].sides if side.kind == CONTENTS]
    assert labels[: before.contents] == [str(number + 1) for number in range(before.contents)]
    assert labels[before.contents] == f"{before.contents}-1"
    assert count_contents(context(), after) == len(labels)


def test_materials_that_do_not_apply_and_empty_ones_take_no_page():
    """不适用 is not listed; a material without pages is listed as missing."""
    rows = [
        material("a", 3, state=MaterialState.NOT_APPLICABLE),
        material("b", 0),
        material("c", 1),
    ]
    plan = plan_packet(context(), rows)
    assert plan.entry("a") is None
    assert plan.entry("b").missing and not plan.entry("b").spans
    assert plan.entry("c").first == plan.contents + 1


def test_paper_only_sheets_written_on_one_side_take_a_sheet_each():
    """Pages put in by hand lie on fronts unless both sides are written."""
    single = plan_packet(context(), [material("a", 0, pages=3, paper_only=True)])
    double = plan_packet(context(), [material("a", 0, pages=3, paper_only=True, double_sided=True)])
    assert [side.side for _, side in single.paper_sides()] == [Side.FRONT] * 3
    assert [side.side for _, side in double.paper_sides()] == [Side.FRONT, Side.BACK, Side.FRONT]
    assert single.sheets == double.sheets + 1


def test_a_paper_the_program_makes_counts_with_its_own_pages():
    """The pledge has the pages it was set on, whatever was counted by hand."""
    row = attrs.evolve(material("pledge", 0, pages=9), piece="pledge")
    plan = plan_packet(context(), [row], {"pledge": Piece("pledge", "承诺书", b"", 2)})
    entry = plan.entry("pledge")
    assert entry.last - entry.first + 1 == 2 and not entry.paper_only


def test_page_references_follow_the_plan():
    """Ranges of a material become page numbers; several are joined, neighbours merged."""
    plan = plan_packet(context(), [material("a", 10), material("b", 4, SECOND, "C1")])
    start, other = plan.entry("a").first, plan.entry("b").first

    def words(*links: EvidenceLink, **options: object) -> str | None:
        row = Achievement(id="x", links=links, **options)
        facts = attrs.evolve(context().declaration, achievements=(row,), works=())
        return page_references(plan, facts).get("x")

    assert words(EvidenceLink("a", 2, 5)) == f"见第{start + 1}—{start + 4}页"
    assert words(EvidenceLink("a", 3)) == f"见第{start + 2}页"
    assert words(EvidenceLink("a")) == f"见第{start}—{start + 9}页"
    assert (
        words(EvidenceLink("b"), EvidenceLink("a", 1, 2))
        == f"见第{start}—{start + 1}页、第{other}—{other + 3}页"
    )
    assert words(EvidenceLink("a", 1, 3), EvidenceLink("a", 4, 6)) == f"见第{start}—{start + 5}页"
    assert words(EvidenceLink("a", 8, 12)) is None
    assert words(EvidenceLink("gone")) is None
    assert words(kept_by_unit=True) == "单位留存备查"


def test_proof_pages_and_supports_are_told_by_page_and_open_wording():
    """The catalogue learns where the name is; a divider lists what it proves in open words only."""
    plan = plan_packet(context(), [material("a", 10)])
    hidden = Achievement(
        id="x",
        title="不上纸的名称",
        open_title="某工程设计",
        openness=Openness.DESENSITISED,
        links=(EvidenceLink("a", 2, 5, 4),),
    )
    facts = attrs.evolve(context().declaration, achievements=(hidden,), works=())
    assert proof_pages(plan, facts) == {"a": (str(plan.entry("a").first + 3),)}
    assert supported_by(plan, facts, "B") == ["业绩第1项　某工程设计"]
    assert supported_by(plan, facts, "C") == []
