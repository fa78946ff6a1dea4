# SPDX-License-Identifier: MulanPSL-2.0
"""Dragging a rule: what moves along, how far it goes, and that undo gives back the same bytes."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.paper.forms import FormSpec
from app.paper.forms.drafting import draft_page
from app.paper.forms.parts import Rect
from app.paper.forms.spec import read_form_text, shipped_forms
from app.paper.forms.writing import form_text
from app.policy.pack import load_pack
from app.present.formedit import building, cutting, edits
from app.present.formedit.boxes import page_boxes
from app.present.formedit.edges import moved, page_edges, reach, rule_of, snapped
from app.present.formedit.edits import Draft
from app.present.formedit.keeping import History, Moment, draft_text
from app.present.formedit.longest import longest
from app.present.formedit.places import CELL, PARAGRAPH, Ref, refs_of
from tests.paper_forms import sample

BASICS, EVALUATION = 2, 13


def page_of(name: str, index: int):
    """Return a form, one page of it, and where its parts stand."""
    spec = FormSpec.load(name)
    bands = draft_page(spec, index, sample.context_of(sample.ordinary())).bands
    return spec, spec.pages[index], bands


def edge_at(edges, *, upright: bool, at: float, near: float):
    """Return the edge on a line that spans a place."""
    return next(
        e for e in edges
        if e.upright == upright and abs(e.at - at) < 0.01 and e.start <= near <= e.end
    )  # fmt: skip


def test_a_rule_takes_along_every_cell_on_both_sides_of_it():
    """The line at x = 66 under 现任专业技术职务 is one rule: labels end and answers begin on it, to the foot."""
    spec, page, bands = page_of("evaluation", BASICS)
    edges = page_edges(spec, page, bands)
    chain = rule_of(edges, edge_at(edges, upright=True, at=66, near=150))
    after = moved(page, chain, 70.0)
    before_cells, after_cells = page.parts[0].cells, after.parts[0].cells
    lower = [(a, b) for a, b in zip(before_cells, after_cells, strict=True) if a.at.top >= 128]
    assert all(b.at.right == 70 for a, b in lower if a.at.right == 66)
    assert all(b.at.left == 70 for a, b in lower if a.at.left == 66)
    assert sum(a != b for a, b in lower) == 14


def test_alone_an_edge_moves_only_its_own_cell():
    """One cell can be pulled off its neighbours; they stay where they were."""
    spec, page, bands = page_of("evaluation", BASICS)
    edges = page_edges(spec, page, bands)
    edge = edge_at(edges, upright=True, at=66, near=150)
    after = moved(page, [edge], 64.0)
    changed = [a for a, b in zip(page.parts[0].cells, after.parts[0].cells, strict=True) if a != b]
    assert len(changed) == 1


def test_a_line_shared_by_two_parts_moves_both():
    """评审审批意见: the line at 106 ends an opinion block and begins the grid under it, frame and all."""
    spec, page, bands = page_of("evaluation", EVALUATION)
    edges = page_edges(spec, page, bands)
    chain = rule_of(edges, edge_at(edges, upright=False, at=106, near=100))
    after = moved(page, chain, 104.0)
    assert after.parts[0].blocks[0].height == 76.0
    assert after.parts[1].frames[0].top == 104.0
    assert {cell.at.top for cell in after.parts[1].cells} >= {104.0}
    assert 106.0 not in {cell.at.top for cell in after.parts[1].cells}


def test_a_column_gives_to_its_neighbour_and_the_table_keeps_its_width():
    """The line between two columns of a table moves; both ends of the table stay."""
    spec, page, bands = page_of("evaluation", 4)
    edges = page_edges(spec, page, bands)
    table = page.parts[0]
    line = table.left + table.columns[0].width
    after = moved(page, rule_of(edges, edge_at(edges, upright=True, at=line, near=60)), line + 5)
    assert [c.width for c in after.parts[0].columns[:2]] == [27.0, 38.0]
    assert after.parts[0].width == pytest.approx(table.width)


def test_no_rule_goes_so_far_that_a_cell_is_too_small():
    """A rule stops four millimetres before the next one, whoever pulls at it."""
    spec, page, bands = page_of("evaluation", BASICS)
    edges = page_edges(spec, page, bands)
    chain = rule_of(edges, edge_at(edges, upright=False, at=60, near=50))
    assert reach(chain) == (49.0, 69.0)
    after = moved(page, chain, 500.0)
    assert max(c.at.top for c in after.parts[0].cells if c.at.bottom == 73 and c.label) == 69.0


def test_a_dragged_line_rests_on_another_or_on_half_a_millimetre():
    """Near another line it lies on it exactly; elsewhere it rests on the half millimetre."""
    assert snapped(72.3, [73.02, 60], 1.2) == 73.02
    assert snapped(64.3, [73.02, 60], 1.2) == 64.5


def test_split_and_merge_come_back_to_the_same_cell():
    """Four pieces of a cell, put together again, are the cell."""
    draft = Draft(FormSpec.load("evaluation"))
    ref = Ref(0, CELL, 2)
    step = cutting.split(draft, BASICS, ref, 2, upright=True)
    assert len(step.selection) == 2
    again = cutting.merge(step.draft, BASICS, step.selection)
    assert again.draft == draft


def test_what_does_not_fill_a_rectangle_is_not_merged():
    """Cells that leave a hole between them are refused, and nothing changes."""
    draft = Draft(FormSpec.load("evaluation"))
    with pytest.raises(UserError, match="EDIT-MERGE"):
        cutting.merge(draft, BASICS, (Ref(0, CELL, 0), Ref(0, CELL, 5)))


def test_everything_on_every_page_has_a_box():
    """Whatever a page of a form of ours holds can be taken in hand, on the side where it begins."""
    context = attrs.evolve(sample.context_of(sample.ordinary()), pack=load_pack())
    for name in shipped_forms():
        spec = FormSpec.load(name)
        for index, page in enumerate(spec.pages):
            bands = draft_page(spec, index, context).bands
            boxed = {ref for ref, _ in page_boxes(spec, page, bands)}
            later = {band.part for band in bands if band.side} - {
                b.part for b in bands if not b.side
            }
            missing = {ref for ref in refs_of(page) if ref.part not in later} - boxed
            assert missing == set(), (name, page.id)


def test_the_longest_declaration_is_fictional_and_fills_every_field():
    """What a layout is tried with says it is practice, and leaves no field of the catalogue empty."""
    made = longest(load_pack())
    assert made.practice
    assert made.basics.name and len(made.education) == 6
    assert len(made.basics.name) == load_pack().fields.field("basics.name").limit


def any_step(data, draft: Draft):
    """Draw one edit that may be made now; None when it is refused by name."""
    index = data.draw(st.integers(0, len(draft.spec.pages) - 1), label="page")
    page = draft.spec.pages[index]
    refs = [ref for ref in refs_of(page) if ref.kind != "heading"]
    kind = data.draw(st.sampled_from(
        ("edge", "alone", "move", "label", "bind", "split", "merge", "delete", "add", "page", "gone", "part")
    ), label="kind")  # fmt: skip
    length = st.floats(5, 200, allow_nan=False).map(lambda v: round(v, 2))
    try:
        if kind in ("edge", "alone"):
            edges = page_edges(draft.spec, page, ())
            if not edges:
                return None
            edge = data.draw(st.sampled_from(edges), label="edge")
            chain = (edge,) if kind == "alone" else rule_of(edges, edge)
            return edits.move_rule(draft, index, chain, data.draw(length))
        if kind == "add":
            return cutting.add_cell(draft, index, Rect(30, 30, 60, data.draw(length) + 40))
        if kind == "part":
            what = data.draw(st.sampled_from(("words", "sign", "table", "prose", "opinions")))
            return building.add_part(draft, index, what, Rect(30, 30, 90, 60), "career")
        if kind == "page":
            return building.add_page(draft, index)
        if kind == "gone":
            return building.remove_page(draft, index)
        if not refs:
            return None
        ref = data.draw(st.sampled_from(refs), label="ref")
        if kind == "move":
            return edits.move_things(draft, index, (ref,), (data.draw(length), 0.1))
        if kind == "delete":
            return cutting.delete(draft, index, (ref,))
        if kind == "split":
            return cutting.split(draft, index, ref, 2, upright=data.draw(st.booleans()))
        if kind == "merge":
            return cutting.merge(draft, index, refs[:2])
        if kind == "label" and ref.kind in (CELL, PARAGRAPH):
            text = data.draw(st.text(max_size=12))
            return edits.set_values(draft, index, (ref,), "字", {"label": text, "text": text})
        if kind == "bind" and ref.kind == CELL:
            return edits.bind_field(draft, index, ref, "basics.name", "姓名")
    except UserError:
        return None
    return None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from(("evaluation", "submission", "pledge", "entrustment")))
def test_undo_gives_back_the_same_bytes(data, name):
    """Any edits, all undone, are the same bytes; all done again, the bytes they were; every state is a file."""
    history = History(Moment(Draft(FormSpec.load(name))))
    texts = [draft_text(history.now.draft)]
    for _ in range(data.draw(st.integers(1, 12), label="steps")):
        step = any_step(data, history.now.draft)
        if step is not None and history.take(step):
            texts.append(draft_text(history.now.draft))
            spec = history.now.draft.spec
            assert read_form_text(form_text(spec), name, unfinished=True) == spec
    for expected in reversed(texts[:-1]):
        assert history.undo()
        assert draft_text(history.now.draft) == expected
    assert history.undo() == ""
    for expected in texts[1:]:
        assert history.redo()
        assert draft_text(history.now.draft) == expected
