# SPDX-License-Identifier: MulanPSL-2.0
"""The library under the cards: not used this time, used again, whole at every size."""

from __future__ import annotations

import attrs
import pytest

from app.model.declaration import Declaration
from tests.helpers import vaults
from tests.helpers.desk import reopened
from tests.helpers.geometry import assert_named, assert_no_overlap, assert_nothing_clipped, settle
from ui.qt import QApplication, QPushButton, Qt

SIZES = ((1366, 688, 16), (1093, 534, 16), (911, 432, 16), (1366, 688, 20), (1366, 688, 24))


@pytest.mark.parametrize(("width", "height", "base"), SIZES)
def test_the_shelf_fits_at_any_size(session, window, width, height, base):
    """Title, lead and lines under the last card."""
    shell = window(session, width, height, base)
    shell.go("achievements")
    shell.current._set_aside()
    settle()
    bar = shell.current.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    assert shell.current.shelf.isVisible()
    assert_nothing_clipped(shell)
    assert_no_overlap(shell)
    assert_named(shell)


def test_set_aside_by_its_verb_and_used_again(session, window, qtbot):
    """The card goes under the others; 选用 brings it back last, the caret in its title."""
    first, second = (row.id for row in session.declaration.achievements)
    shell = window(session)
    shell.go("achievements")
    settle()
    qtbot.mouseClick(shell.current.aside, Qt.MouseButton.LeftButton)
    settle()
    assert [row.id for row in reopened(session).achievements] == [second]
    assert "另有 1 项这次不用" in shell.current.header.summary.whole_text()
    use = next(b for b in shell.current.shelf.findChildren(QPushButton) if b.text() == "选用")
    use.click()
    settle()
    assert [row.id for row in reopened(session).achievements] == [second, first]
    assert shell.place().path == f"achievements.{first}.title"


@pytest.mark.parametrize(("width", "height", "base"), SIZES)
def test_last_year_fits_at_any_size(session, window, width, height, base):
    """Offers, what is new, and the line that says this year's has to be begun."""
    last = attrs.evolve(session.declaration, id="last", year=2025, materials=())
    session.vault.add(last, vaults.event("create", last.id))
    session.start(Declaration(route=session.declaration.route))
    shell = window(session, width, height, base)
    for view in ("offers", "new"):
        shell.go("lastyear")
        shell.current.presenter.look_at(view)
        settle()
        assert_nothing_clipped(shell)
        assert_no_overlap(shell)
        assert_named(shell)
    session.open("last")
    settle()
    assert shell.current.past.isVisible()
    assert_nothing_clipped(shell)


def test_space_and_the_button_take_over_by_keyboard(session, window, qtbot):
    """Space turns the row to 不取; the blue button takes the rest as one step."""
    last = attrs.evolve(session.declaration, id="last", year=2025)
    session.vault.add(last, vaults.event("create", last.id))
    session.start(Declaration(route=session.declaration.route))
    shell = window(session)
    shell.go("lastyear")
    settle()
    path = shell.current.beside.current_path()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    settle()
    assert path == "basics.name"
    shell.current.take.click()
    settle()
    kept = reopened(session)
    assert kept.basics.name == "" and kept.basics.unit == last.basics.unit
    assert session.undo_names()[0].startswith("从2025年的申报取用")
