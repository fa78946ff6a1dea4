# SPDX-License-Identifier: MulanPSL-2.0
"""要带的原件清单 (M21): which originals have to be shown, where they are, where the copy stands."""

from __future__ import annotations

import pytest

from app.model.codes import MaterialState, OriginalCheck
from app.model.declaration import Declaration
from app.model.materials import MaterialEntry
from app.model.people import Basics
from app.present.papers.fetch_list import ORIGINALS_TITLE, originals_to_show
from app.present.prints.pieces import kind_named, make_piece
from tests.helpers import golden, pages
from tests.helpers.desk import ANSWERS, at_desk

READY = MaterialState.READY
SEEN = {"original_by": "赵某（虚构）", "original_on": "2026-06-12"}


def copy(entry_id: str, **more) -> MaterialEntry:
    """Return one material that is ready, two sides, on paper."""
    return MaterialEntry(id=entry_id, item=entry_id, state=READY, pages=2, paper_only=True, **more)


@pytest.fixture
def session(tmp_path):
    """A desk where one original was seen, one is promised for a day and two wait."""
    materials = (
        copy("id_card", original=OriginalCheck.MATCHES, **SEEN),
        copy("education"),
        copy("current_title", original=OriginalCheck.TO_BE_SEEN, original_due="2026-06-20"),
        copy("appointment"),
    )
    name = Basics(name="阿拉坦其其格（虚构）")
    with at_desk(tmp_path, Declaration(route=ANSWERS, basics=name, materials=materials)) as made:
        yield made


def shown(session) -> dict[str, tuple[str, str]]:
    """Return of every original to show the pages of its copy and the day it was promised for."""
    return {each.entry_id: (each.pages, each.due) for each in originals_to_show(session)}


def test_only_copies_nobody_has_compared_are_listed(session) -> None:
    """The one that was seen is not; the one promised for a day is, with that day."""
    found = shown(session)
    assert "id_card" not in found
    assert {entry_id for entry_id, (_, due) in found.items() if due} == {"current_title"}
    assert found["current_title"][1] == "2026-06-20"


def test_the_slip_lists_what_the_finding_counts(session) -> None:
    """M21 and the slip speak of the same materials."""
    (finding,) = [each for each in session.findings.standing() if each.code == "M21"]
    named = [path.split(".")[1] for path in finding.paths]
    assert named == list(shown(session))


def test_pages_are_those_of_the_bound_volume(session) -> None:
    """Where the copy stands is told as the plan numbers it."""
    for entry_id, (words, _) in shown(session).items():
        place = session.plan.entry(entry_id)
        first, last = place.spans[0].first, place.spans[0].last
        assert words == f"第{place.volume}册第{first}–{last}页"


def test_when_every_original_was_seen_there_is_nothing_to_print(tmp_path) -> None:
    """The print centre says why instead of printing an empty slip."""
    seen = (copy("id_card", original=OriginalCheck.MATCHES, **SEEN),)
    with at_desk(tmp_path, Declaration(route=ANSWERS, materials=seen)) as session:
        kind = kind_named("originals-list")
        assert not kind.fits(session) and kind.why_not == "复印件都核对过原件了"
        assert make_piece(session, "originals-list", session.paper_context()) is None


def test_the_slip_as_it_prints(session, golden_write) -> None:
    """Title, what to do with it, one row a material with its box, and who checked."""
    piece = make_piece(session, "originals-list", session.paper_context(proof=False))
    words = pages.words(piece.pdf)
    assert ORIGINALS_TITLE in words and "约定6月20日补看" in words and "核对人：" in words
    golden.check(piece.pdf, "paper/originals-list", write=golden_write)
