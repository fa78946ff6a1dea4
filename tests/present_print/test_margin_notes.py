# SPDX-License-Identifier: MulanPSL-2.0
"""A finding has one number: in the margin of the proof and on the self-check report."""

from __future__ import annotations

import pytest

from app.model.operations import SetValue
from app.present.prints.pieces import make_piece
from app.present.prints.report import margin_notes, numbered, report_of
from tests.helpers import pages
from tests.helpers.printing_desk import BAD_ID, printing_desk


@pytest.fixture
def session(tmp_path):
    """A desk with a wrong last place in the ID number."""
    with printing_desk(tmp_path) as made:
        made.apply(SetValue("basics.id_number", BAD_ID))
        yield made


def test_margin_and_report_count_alike(session):
    """What must be changed comes first; the numbers run on through what should be looked at again."""
    listed = numbered(session)
    levels = [str(finding.severity) for _, finding in listed]
    assert levels == sorted(levels, key=["must", "check"].index)
    assert [number for number, _ in listed] == list(range(1, len(listed) + 1))
    lines = report_of(session).lines
    assert [(line.number, line.title) for line in lines] == [(n, f.title) for n, f in listed]
    by_number = {
        note.number: path for path, notes in margin_notes(session).items() for note in notes
    }
    assert all(finding.paths[0] == by_number[n] for n, finding in listed if finding.paths)


def test_only_the_proof_of_a_form_shows_them(session):
    """The 校对稿 says where to look; the formal copy of the same form does not."""
    proof = make_piece(session, "evaluation", session.paper_context(proof=True))
    formal = make_piece(session, "evaluation", session.paper_context(proof=False))
    assert "边上的号，见自检报告同号" in pages.words(proof.pdf, 2)
    assert "边上的号" not in pages.words(formal.pdf, 2)
