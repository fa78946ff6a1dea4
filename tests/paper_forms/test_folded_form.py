# SPDX-License-Identifier: MulanPSL-2.0
"""The 评审表 for folded sheets is filled up with 附页, never with pages that say nothing."""

from __future__ import annotations

import pytest

from app.paper.forms import FormSpec, render
from app.paper.imposition import saddle_stitched, side_by_side
from tests.helpers import golden, pages
from tests.paper_forms import sample


@pytest.mark.parametrize("person", ["ordinary", "longest"])
def test_the_form_fills_whole_sheets(person: str, golden_write: bool) -> None:
    """A multiple of four pages; those added are 附页 with frame and page number; the rest is unchanged."""
    context = sample.context_of(getattr(sample, person)())
    spec = FormSpec.load("evaluation")
    plain = render(spec, context, references=sample.REFERENCES)
    whole = render(spec, context, references=sample.REFERENCES, multiple=4)
    assert whole.pages % 4 == 0 and 0 <= whole.pages - plain.pages < 4
    for index in range(plain.pages):
        assert pages.words(whole.pdf, index) == pages.words(plain.pdf, index)
    for index in range(plain.pages, whole.pages):
        text = pages.words(whole.pdf, index)
        assert "附页" in text and f"第{index + 1}页" in text
    folded = saddle_stitched(whole, "evaluation-a3")
    assert folded.pages == whole.pages // 2
    if person == "ordinary":
        golden.check(folded.pdf, "forms/evaluation-a3-01", 0, write=golden_write)


@pytest.mark.parametrize("person", ["ordinary", "longest"])
def test_the_submission_form_stands_on_one_side_of_a3(person: str, golden_write: bool) -> None:
    """Both sides of the A4 form lie beside one another, read left to right; what is over goes to a further side."""
    context = sample.context_of(getattr(sample, person)())
    plain = render(FormSpec.load("submission"), context, references=sample.REFERENCES)
    flat = side_by_side(plain, "submission-a3")
    assert (flat.paper, flat.pages) == ("A3", (plain.pages + 1) // 2)
    said = "".join(pages.words(flat.pdf, index) for index in range(flat.pages))
    assert said == "".join(pages.words(plain.pdf, index) for index in range(plain.pages))
    if person == "ordinary":
        assert flat.pages == 1
        golden.check(flat.pdf, "forms/submission-a3", 0, write=golden_write)
