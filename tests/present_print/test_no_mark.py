# SPDX-License-Identifier: MulanPSL-2.0
"""No page carries a secrecy mark unless a whole 定密 decision is on record (D-7)."""

from __future__ import annotations

import re

import attrs
import pytest

from app.kernel.progress import silent
from app.model.marking import WHOLE as WHOLE_DECLARATION
from app.model.marking import Marking, MarkingRecord
from app.paper.forms import FormSpec, render
from app.present.prints.pieces import kinds_for
from app.present.prints.printing import produce, why_blocked
from app.present.session import Role
from app.present.unit.roll import STATISTICS, build_rolls, roll_piece
from tests.helpers.desk import unit_desk
from tests.helpers.pages import words
from tests.helpers.printing_desk import printing_desk

MARK = re.compile("(绝密|机密|秘密)[级件]?(★[0-9]*年?|[0-9一二三四五六七八九十]+年)|★")
WHOLE = {
    "level": "秘密",
    "period": "10年",
    "basis": "练习用保密事项范围第1条",
    "handler": "练习承办人",
    "officer": "练习定密责任人",
    "on": "2026-06-01",
    "scope": "练习单位人事部门",
}


def marked(pdf: bytes, pages: int) -> list[str]:
    """Return what looks like a mark on any page."""
    found = (MARK.search(words(pdf, side)) for side in range(pages))
    return [each.group() for each in found if each is not None]


@pytest.mark.parametrize("role", list(Role))
def test_no_paper_of_any_desk_carries_a_mark(tmp_path, role):
    """Everything the three desks print of a classified person, formal and proof, is free of marks."""
    with printing_desk(tmp_path, role=role) as session:
        for kind in kinds_for(session):
            if kind.fits(session) and kind.id != "public-notice":  # nobody has passed here
                formal = not why_blocked(session, kind)
                piece = produce(session, kind.id, formal=formal, number=1, progress=silent())
                assert piece is None or marked(piece.pdf, piece.pages) == [], kind.id


def test_no_list_carries_a_mark(tmp_path):
    """Rosters and statistics with classified people on them are free of marks and of the word 涉密."""
    with unit_desk(tmp_path) as session:
        rolls = build_rolls(session)
        for which in (*rolls.rosters, STATISTICS):
            piece = roll_piece(session, rolls, which, number=1, proof=False)
            assert marked(piece.pdf, piece.pages) == []
            assert not any("涉密" in words(piece.pdf, side) for side in range(piece.pages))


@pytest.mark.parametrize("missing", list(WHOLE))
def test_half_a_decision_is_no_record(missing):
    """Level, period, basis, 承办人, officer, day and scope: without any one of them no record, so no mark."""
    with pytest.raises(ValueError, match=r"level|empty|ISO|term"):
        MarkingRecord(**WHOLE | {missing: ""})
    with pytest.raises(TypeError):
        MarkingRecord(**{name: text for name, text in WHOLE.items() if name != missing})


def test_a_recorded_decision_prints_as_decided(tmp_path):
    """With the record every page says 秘密★10年 at its head, and nothing else is added to it."""
    with printing_desk(tmp_path, role=Role.UNIT) as session:
        entries = (Marking((WHOLE_DECLARATION,), MarkingRecord(**WHOLE)),)
        context = attrs.evolve(session.paper_context(), markings=entries)
        piece = render(FormSpec.load("pledge"), context)
        assert marked(piece.pdf, piece.pages) == ["秘密★10年"] * piece.pages
