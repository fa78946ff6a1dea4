# SPDX-License-Identifier: MulanPSL-2.0
"""Each field finds its own cell on paper; a page drawn alone is the page of the whole form."""

from __future__ import annotations

import attrs
import pytest

from app.model.paths import read
from app.paper.forms import FormContext, FormSpec, MarginNote, produce, produce_page
from app.paper.forms.bindings import known_rows
from app.paper.forms.margin_notes import WORDS, cell_of
from app.paper.forms.parts import Rect
from app.paper.forms.sources import COLUMNS
from app.policy.fields import place_type
from tests.helpers import golden, pages
from tests.paper_forms import sample
from tests.paper_forms.reading_back import Pages, bare

EVALUATION = FormSpec.load("evaluation")
NOTES = {
    "basics.name": (MarginNote(1, must=True),),
    "basics.born": (MarginNote(2, must=True), MarginNote(11, must=False)),
    "basics.unit": (MarginNote(3, must=False),),
    "basics.foreign_language": (MarginNote(12, must=False),),
}


def proof(declaration, **more):
    return attrs.evolve(sample.context_of(declaration, proof=True), **more)


def test_every_source_is_a_place_of_the_document_and_a_column_of_its_table() -> None:
    """A wrong name in the list of sources would box nothing; here it fails instead."""
    for rows, roots in COLUMNS.items():
        binding = known_rows(rows)
        assert binding is not None, rows
        for root, columns in roots.items():
            assert set(columns) <= binding.columns, (rows, root)
            for names in columns.values():
                for name in names:
                    wanted = f"{root}.*.{name}"
                    assert name == "links" or place_type(wanted) is not None, wanted


@pytest.mark.parametrize(
    "path", ["basics.former_name", "basics.societies", "achievements.ach-1.title"]
)
def test_the_cell_of_a_field_holds_the_field(path: str) -> None:
    """What stands inside the box on paper is what stands in the document."""
    declaration = sample.ordinary()
    done = produce(EVALUATION, sample.context_of(declaration), references=sample.REFERENCES)
    cell = next(cell for cell in done.cells if cell.path == path)
    with Pages(done.piece.pdf) as read_back:
        shown = read_back.inside(cell.page, cell.rect)
    wanted = bare(str(read(declaration, path))) or "无"
    assert wanted in shown


def test_the_present_title_is_the_one_row_the_form_words() -> None:
    """A click on 现职称 leads to the present title's own row, not to the table at large."""
    declaration = sample.ordinary()
    title = declaration.current_title()
    done = produce(EVALUATION, sample.context_of(declaration))
    paths = {cell.path for cell in done.cells if cell.path.startswith("titles")}
    assert f"titles.{title.id}.certificate" in paths and "titles.*.title" not in paths
    none = attrs.evolve(declaration, titles=())
    done = produce(EVALUATION, sample.context_of(none))
    assert {cell.path for cell in done.cells if cell.path.startswith("titles")} == {"titles"}


def test_a_row_over_two_pages_has_its_cells_on_both() -> None:
    """The part that goes on over the page is boxed there too."""
    declaration = sample.longest()
    done = produce(EVALUATION, sample.context_of(declaration))
    spans: dict[str, set[int]] = {}
    for cell in done.cells:
        if cell.path.startswith("achievements.") and cell.path.endswith(".content"):
            spans.setdefault(cell.path, set()).add(cell.page)
    assert any(len(found) > 1 for found in spans.values())


@pytest.mark.parametrize("person", ["ordinary", "longest"])
def test_a_page_drawn_alone_is_the_page_of_the_whole_form(person: str) -> None:
    """Live preview equals print: the same ink, side by side, footers and page numbers included."""
    context = proof(getattr(sample, person)())
    form = FormContext(context, sample.REFERENCES, notes=NOTES)
    whole = produce(EVALUATION, context, references=sample.REFERENCES, notes=NOTES)
    for page_id in dict.fromkeys(whole.sides):
        start = whole.sides.index(page_id)
        if page_id == "appendix":
            continue  # collects what the other pages leave over
        alone = produce_page(EVALUATION, form, page_id, start + 1)
        assert len(alone.sides) == whole.sides.count(page_id)
        for side in range(len(alone.sides)):
            ours = pages.picture(alone.piece.pdf, side, 50)
            theirs = pages.picture(whole.piece.pdf, start + side, 50)
            assert ours.tobytes() == theirs.tobytes(), (page_id, side)
        here = [attrs.evolve(cell, page=cell.page + start) for cell in alone.cells]
        assert here == [c for c in whole.cells if whole.sides[c.page] == page_id]


def test_empty_answers_that_are_wanted_print_as_squares_and_are_counted() -> None:
    """A proof shows □□□ where a required answer is missing; a formal copy shows nothing."""
    declaration = sample.ordinary()
    holes = attrs.evolve(
        declaration,
        basics=attrs.evolve(declaration.basics, birthplace="", health=""),
        education=(attrs.evolve(declaration.education[0], school="", major=""),),
    )
    required = frozenset({"education.*.school", "education.*.major"})
    full = produce(EVALUATION, proof(declaration, required=required))
    done = produce(EVALUATION, proof(holes, required=required))
    basics, study = done.sides.index("basics"), done.sides.index("study")
    assert done.gaps[basics] - full.gaps.get(basics, 0) == 3  # the major of the highest degree too
    assert done.gaps[study] == 2
    with Pages(done.piece.pdf) as read_back:
        assert read_back.all(study).count("□□□") == 2
    formal = produce(EVALUATION, sample.context_of(holes))
    with Pages(formal.piece.pdf) as read_back:
        assert "□□□" not in read_back.all(study)


def test_findings_stand_in_the_margin_of_a_proof_beside_their_cells(golden_write: bool) -> None:
    """A disc for what must be changed, a triangle for what to look at again, each with its number."""
    done = produce(EVALUATION, proof(sample.ordinary()), references=sample.REFERENCES, notes=NOTES)
    golden.check(done.piece.pdf, "forms/evaluation-03-proof", 2, write=golden_write)
    assert pages.faults(done.piece.pdf) == []
    with Pages(done.piece.pdf) as read_back:
        margin = read_back.inside(2, Rect(190, 40, 206, 262))
        assert margin == "121112"  # 1, then 2 and 11 one below the other, then 12
        assert bare(WORDS) in read_back.all(2)
        edge = max(right for _, _, _, right, _ in read_back.ink(2))
        assert edge <= 210 - 5


def test_a_formal_copy_carries_no_number_of_a_finding() -> None:
    """What is bound and signed says nothing of the self-check."""
    context = sample.context_of(sample.ordinary())
    done = produce(EVALUATION, context, references=sample.REFERENCES, notes=NOTES)
    plain = produce(EVALUATION, context, references=sample.REFERENCES)
    assert done.piece.pdf == plain.piece.pdf


def test_a_finding_falls_back_on_its_row_and_a_table_on_its_head() -> None:
    """A field without a cell is marked at its row; a whole table at the first cell inside it."""
    box = Rect(0, 0, 1, 1)
    cells = [(path, box) for path in ("achievements", "achievements.a", "achievements.a.title")]
    assert cell_of("achievements.a.title", cells) == 2
    assert cell_of("achievements.a.secrecy_case", cells) == 1
    assert cell_of("achievements.b.title", cells) is None
    assert cell_of("achievements", cells) == 0
    assert cell_of("titles", [("titles.t.title", box)]) == 0
    assert cell_of("basics.phone", [("basics.name", box)]) is None
