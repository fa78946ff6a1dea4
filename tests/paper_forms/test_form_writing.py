# SPDX-License-Identifier: MulanPSL-2.0
"""A form written as a file reads back equal, and says on paper what stands behind its layout."""

from __future__ import annotations

import attrs
import pytest

from app.paper.forms import FormSpec, render
from app.paper.forms.spec import read_form_text, shipped_forms
from app.paper.forms.writing import form_text
from tests.helpers.pages import words as words_of
from tests.paper_forms import sample


@pytest.mark.parametrize("name", shipped_forms())
def test_a_written_form_reads_back_equal(name: str) -> None:
    """Every form of ours written out is the same form again, and the same bytes again."""
    spec = FormSpec.load(name)
    text = form_text(spec)
    assert read_form_text(text, name) == spec
    assert form_text(read_form_text(text, name)) == text


def test_odd_words_survive_a_file() -> None:
    """Line breaks, quotes, backslashes and rare characters in words come back as they were."""
    words = '第一行\n"引号"\\反斜杠\t㛃𬎆\x7f'
    spec = attrs.evolve(FormSpec.load("pledge"), title=words)
    assert read_form_text(form_text(spec), "pledge").title == words


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "参考模板"),
        ({"edition": 2}, "参考模板　本单位第2版"),
        (
            {"edition": 3, "verified_by": "赵某某", "verified_on": "2026-06-02", "attachment": "附件1"},
            "已核对附件1　本单位第3版",
        ),
    ],
)  # fmt: skip
def test_the_foot_says_whose_layout_it_is(more: dict[str, object], said: str) -> None:
    """Every page says whether the layout was held against the official paper, and which edition it is."""
    spec = attrs.evolve(FormSpec.load("pledge"), **more)
    piece = render(spec, sample.context_of(sample.ordinary()))
    assert said.replace("　", "") in words_of(piece.pdf)
