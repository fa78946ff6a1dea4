# SPDX-License-Identifier: MulanPSL-2.0
"""Versions of a declaration on paper, and one person twice in one vault."""

from __future__ import annotations

import attrs
import pytest

from app.kernel.ids import new_id
from app.model.declaration import Declaration
from app.model.operations import SetValue
from app.model.people import Basics
from app.paper.core.press import Piece
from app.present.prints.printing import Destination, register
from tests.helpers.desk import ANSWERS, at_desk, reopened
from tests.helpers.vaults import event

PIECE = Piece("pledge", "个人承诺书", b"%PDF", 1)
PERSON = Basics(name="张测试", id_number="150499198203140023")


@pytest.fixture
def desk(tmp_path):
    with at_desk(tmp_path, Declaration(route=ANSWERS, basics=PERSON)) as session:
        yield session


def _printed(session, *, formal: bool) -> int:
    number = session.vault.next_print_number()
    register(session, PIECE, "个人承诺书", Destination("练习.pdf"), formal=formal, number=number)
    return session.vault.prints()[-1].version


def test_changes_before_the_first_formal_copy_stay_version_one(desk):
    """Proof copies are drafts of the version that will be printed."""
    assert _printed(desk, formal=False) == 1
    desk.apply(SetValue("basics.phone", "0476-0000001"))
    assert desk.version == 1
    assert _printed(desk, formal=True) == 1


def test_a_change_after_a_formal_copy_is_the_next_version(desk):
    """The next paper says 第2版, and the one after the next formal copy and change says 第3版."""
    _printed(desk, formal=True)
    desk.apply(SetValue("basics.phone", "0476-0000001"))
    assert desk.paper_context().version == 2
    assert _printed(desk, formal=True) == 2
    assert reopened(desk).version == 2
    desk.apply(SetValue("basics.phone", "0476-0000002"))
    assert desk.version == 3


def test_a_change_taken_back_is_the_same_version_again(desk):
    """Undo to the printed facts leaves nothing to print again."""
    _printed(desk, formal=True)
    desk.apply(SetValue("basics.phone", "0476-0000001"))
    desk.undo()
    assert desk.version == 1


def test_undo_never_takes_back_a_version_that_is_on_paper(desk):
    """After 第2版 is out, undoing the change that led to it makes 第3版, not 第1版."""
    _printed(desk, formal=True)
    desk.apply(SetValue("basics.phone", "0476-0000001"))
    _printed(desk, formal=True)
    desk.undo()
    assert desk.version == 3


def test_a_reviewers_mark_is_no_new_version(desk):
    """What others write beside the facts changes no sheet of the applicant."""
    _printed(desk, formal=True)
    desk.apply(SetValue("submitted_on", "2026-06-20"))
    assert desk.version == 1


def test_one_person_twice_at_one_level_is_found_in_the_vault(desk):
    """S-4.0-1: the second declaration of the same year and level is M11."""
    twin = attrs.evolve(desk.declaration, id=new_id())
    desk.vault.add(twin, event("create", twin.id))
    desk.apply(SetValue("basics.phone", "0476-0000001"))
    assert "M11" in {finding.code for finding in desk.findings.blocking}


def test_a_namesake_with_another_number_is_somebody_else(desk):
    """The same name alone finds nothing."""
    basics = attrs.evolve(PERSON, id_number="11010519491231002X")
    twin = attrs.evolve(desk.declaration, id=new_id(), basics=basics)
    desk.vault.add(twin, event("create", twin.id))
    desk.apply(SetValue("basics.phone", "0476-0000001"))
    assert not any(finding.code.startswith("M11") for finding in desk.findings.standing())
