# SPDX-License-Identifier: MulanPSL-2.0
"""The 评审表 for folded sheets is filled up with 附页, never with pages that say nothing."""

from __future__ import annotations

import pytest

from app.paper.forms import FormSpec, render
from app.paper.imposition import saddle_stitched
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
