# SPDX-License-Identifier: MulanPSL-2.0
"""Pages that were looked at beside the reference pictures stay as they are."""

from __future__ import annotations

import attrs
import pytest

from app.model.codes import TitleLevel
from app.paper.rolls import roster, statistics
from tests.helpers import golden, pages
from tests.paper_forms import sample
from tests.paper_forms.test_form_readback import BATCH, BLANKS, PERSON, printed
from tests.paper_forms.test_roster import many
from tests.paper_forms.test_statistics import SECOND, applicant

SHOWN = {
    "evaluation": (0, 2, 3, 6, 7, 12, 14),
    "submission": (0, 1),
    "bag-labels": (0, 1),
    "recommendation-report": (0, 1),
    "entrustment": (0, 1, 2),
    "committee-plan": (0, 1),
}
FORMS = [
    *((name, "ordinary") for name in (*PERSON, *BATCH)),
    *((name, "nobody") for name in BLANKS),
]


@pytest.mark.parametrize(("name", "person"), FORMS)
def test_a_form_looks_as_it_was_looked_at(name: str, person: str, golden_write: bool) -> None:
    """The chosen pages of each form, filled with an ordinary person, are those that were looked at."""
    _, done, _ = printed(name, person)
    for index in SHOWN.get(name, (0,)):
        golden.check(done.piece.pdf, f"forms/{name}-{index + 1:02d}", index, write=golden_write)


def test_the_roster_looks_as_it_was_looked_at(golden_write: bool) -> None:
    """First and last page of a roster of 21 people."""
    context = sample.context_of(sample.ordinary())
    piece = roster.pdf(many(21), context)
    golden.check(piece.pdf, "forms/roster-01", 0, write=golden_write)
    golden.check(piece.pdf, "forms/roster-last", piece.pages - 1, write=golden_write)


def test_the_statistics_look_as_they_were_looked_at(golden_write: bool) -> None:
    """A table of three units with one 超岗."""
    context = sample.context_of(sample.ordinary())
    levels = (TitleLevel.ASSOCIATE_SENIOR, TitleLevel.JUNIOR)
    declared = [applicant(number, levels[number % 2]) for number in range(9)]
    declared += [attrs.evolve(applicant(11, TitleLevel.JUNIOR, nature="民营企业"), id="firm")]
    table = statistics.build((sample.UNIT, SECOND), declared, sample.FakePack())
    rosters = roster.build(declared, sample.FakePack(), sample.UNIT)
    piece = statistics.pdf(table, context, rosters, "A4")
    golden.check(piece.pdf, "forms/statistics", write=golden_write)


@pytest.mark.parametrize(("name", "person"), FORMS)
def test_a_printed_form_is_a_sound_file(name: str, person: str) -> None:
    """Qpdf finds nothing to complain about, and every face is embedded."""
    _, done, _ = printed(name, person)
    assert pages.faults(done.piece.pdf) == []
    assert all(pages.fonts(done.piece.pdf).values())
