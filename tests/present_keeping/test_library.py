# SPDX-License-Identifier: MulanPSL-2.0
"""The achievement library: chosen or not, in an order, kept over the years, nothing of the rest on paper."""

from __future__ import annotations

import attrs
import pytest

from app.model.codes import Openness
from app.model.operations import AddRow, SetValue
from app.model.work import Achievement, EvidenceLink
from app.paper.volume.references import page_references
from app.present.declare.library import LibraryPresenter
from app.present.keeping.bin import BinPresenter
from tests.helpers import vaults

NUMBER = "150402198203070011"


@pytest.fixture
def library(desk):
    """Two achievements, the first of them proved."""
    desk.apply(SetValue("achievements.a1.links", (EvidenceLink("id_card", id="l1"),)))
    second = Achievement(id="a2", title="某水库除险加固（虚构）", openness=Openness.OPEN)
    desk.apply(AddRow("achievements", second))
    return LibraryPresenter(desk)


def ids(desk):
    """Return the ids chosen, in order."""
    return [row.id for row in desk.declaration.achievements]


def test_what_is_not_chosen_is_neither_printed_nor_checked(desk, library):
    """It leaves the forms, the checklist, the references and the findings, and stays in the library."""
    library.set_aside("achievements", "a2")
    assert ids(desk) == ["a1"]
    assert [line.title for line in library.lines("achievements")] == ["某水库除险加固（虚构）"]
    assert not any("a2" in path for f in desk.findings.standing() for path in f.paths)
    assert not any("a2" in row.entry.id for row in desk.checklist.rows)
    assert "a2" not in page_references(desk.plan, desk.declaration)


def test_chosen_again_it_stands_last_with_its_proofs(desk, library):
    """Nothing is lost on the way to the shelf and back; the order is the person's."""
    library.set_aside("achievements", "a1")
    library.choose("achievements", "a1")
    assert ids(desk) == ["a2", "a1"]
    assert desk.declaration.achievements[-1].links == (EvidenceLink("id_card", id="l1"),)
    assert library.lines("achievements") == ()


def test_each_is_one_step_that_can_be_undone(desk, library):
    """Undo names it and puts it back where it stood."""
    library.set_aside("achievements", "a1")
    assert desk.undo_names()[0] == "这次不用一项业绩"
    desk.undo()
    assert ids(desk) == ["a1", "a2"]


def test_set_aside_is_not_deleted(desk, library):
    """What lies on the shelf is in no recycle bin."""
    library.set_aside("achievements", "a2")
    assert BinPresenter(desk).state.lines == ()


def test_what_the_person_wrote_in_another_year_is_offered_once(desk, library):
    """By its title and year; used here it comes without the other year's proofs and changes nothing there."""
    desk.apply(SetValue("basics.id_number", NUMBER))
    old = Achievement(
        id="old", title="某泵站（虚构）", links=(EvidenceLink("x"),), role="设计负责人"
    )
    last_year = attrs.evolve(
        desk.declaration, id="2025", year=2025, achievements=(old, *desk.declaration.achievements)
    )
    desk.vault.add(last_year, vaults.event("create", last_year.id))
    (line,) = library.lines("achievements")
    assert (line.title, line.where) == ("某泵站（虚构）", "2025年的申报")
    library.choose("achievements", "old")
    assert desk.declaration.achievements[-1] == attrs.evolve(old, links=())
    assert desk.vault.load("2025") == last_year
    assert library.lines("achievements") == ()


def test_a_namesake_lends_nothing(desk, library):
    """Another ID number is another person, whatever the name."""
    desk.apply(SetValue("basics.id_number", NUMBER))
    basics = attrs.evolve(desk.declaration.basics, id_number="11010519491231002X")
    other = attrs.evolve(
        desk.declaration, id="other", basics=basics,
        achievements=(Achievement(id="his", title="别人的业绩（虚构）"),),
    )  # fmt: skip
    desk.vault.add(other, vaults.event("create", other.id))
    assert library.lines("achievements") == ()
