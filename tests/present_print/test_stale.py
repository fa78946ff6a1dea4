# SPDX-License-Identifier: MulanPSL-2.0
"""A new edition of a layout marks what was printed with the one before: 要重打 wherever prints are listed."""

from __future__ import annotations

import attrs
import pytest

from app.kernel.progress import silent
from app.present.papers.handover import HandOverPresenter
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.printcentre_state import AGAIN, FORMAL
from app.present.prints.printers import Printer
from app.present.prints.printlog import PrintLogPresenter
from app.present.prints.stale import NEW_LAYOUT, layouts_of, old_layouts
from app.present.prints.unit_forms import form_in_force, put_in_force, take_up
from app.present.unit.roll import build_rolls, save_roll
from tests.helpers.printing_desk import printing_desk

PRINTER = Printer("机一", duplex=True, default=True)


@pytest.fixture
def session(tmp_path):
    """A desk with a packet of two volumes."""
    with printing_desk(tmp_path) as made:
        yield made


def printed(session, piece_id: str) -> int:
    """Print one formal copy; returns its number."""
    centre = PrintCentrePresenter(session)
    centre.set_printers([PRINTER])
    centre.select(piece_id)
    centre.choose_formal(True)
    (ready,) = centre.ready(silent())
    return centre.registered(ready)


def word(session, piece_id: str) -> str:
    """Return the state of a piece in the print centre."""
    lines = PrintCentrePresenter(session).state.lines
    return next(line.state for line in lines if line.id == piece_id)


def another_edition(session, name: str) -> None:
    """Put a layout into force in which something stands elsewhere."""
    spec = form_in_force(session.vault, name)
    page = attrs.evolve(spec.pages[0], bottom=spec.pages[0].bottom - 1)
    put_in_force(session, attrs.evolve(spec, pages=(page, *spec.pages[1:])))


@pytest.mark.parametrize(
    ("piece_id", "layout"),
    [
        ("evaluation", "evaluation"),
        ("evaluation-a3", "evaluation"),
        ("contents", "contents"),
        ("volume", "pledge"),
        ("volume", "contents"),
    ],
)
def test_a_new_edition_marks_what_was_printed_before(session, piece_id, layout):
    """Print centre, register and hand-over all say so; another form's edition does not; the old one taken up undoes it."""
    number = printed(session, piece_id)
    assert word(session, piece_id) == FORMAL
    another_edition(session, "bag-labels")
    assert word(session, piece_id) == FORMAL
    another_edition(session, layout)
    assert word(session, piece_id) == AGAIN
    (line,) = [each for each in PrintLogPresenter(session).state.lines if each.number == number]
    assert NEW_LAYOUT in line.fate
    assert "要重打再交" in HandOverPresenter(session).state.reprint
    take_up(session, layout, 0)
    assert word(session, piece_id) == FORMAL
    assert HandOverPresenter(session).state.reprint == ""


def test_a_copy_printed_anew_settles_it(session):
    """Only the last formal copy counts: the register keeps the old line without pressing for it any more."""
    first = printed(session, "evaluation")
    another_edition(session, "evaluation")
    second = printed(session, "evaluation")
    assert word(session, "evaluation") == FORMAL
    fates = {line.number: line.fate for line in PrintLogPresenter(session).state.lines}
    assert NEW_LAYOUT not in fates[first]
    assert NEW_LAYOUT not in fates[second]


def test_a_roster_saved_with_the_older_layout_is_marked_in_the_register(session, tmp_path):
    """花名册 belongs to no one person; its line in the register says that the layout has changed since."""
    rolls = build_rolls(session)
    level = next(iter(rolls.rosters))
    made = save_roll(session, rolls, level, tmp_path / "花名册.pdf", proof=False)
    assert old_layouts(session.vault, "") == frozenset()
    another_edition(session, "roster")
    assert old_layouts(session.vault, "") == {made.number}
    (line,) = [
        each for each in PrintLogPresenter(session).state.lines if each.number == made.number
    ]
    assert NEW_LAYOUT in line.fate


def test_a_damaged_record_judges_nothing(session):
    """What cannot be read counts as not kept."""
    printed(session, "evaluation")
    session.vault.set_setting(f"printed-layouts/{session.declaration.id}", "[1, 2")
    another_edition(session, "evaluation")
    assert old_layouts(session.vault, session.declaration.id) == frozenset()


def test_a_piece_without_a_form_has_no_layout():
    """Slips drawn by the program itself are never marked."""
    assert layouts_of("numbering") == ()
    assert layouts_of("roster-senior") == ("roster",)
    assert "contents" in layouts_of("volume")
