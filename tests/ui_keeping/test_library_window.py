# SPDX-License-Identifier: MulanPSL-2.0
"""The library under the cards: not used this time, used again, whole at every size."""

from __future__ import annotations

import pytest

from tests.helpers.desk import reopened
from tests.helpers.geometry import assert_named, assert_no_overlap, assert_nothing_clipped, settle
from ui.qt import QPushButton, Qt

SIZES = ((1366, 688, 16), (1093, 534, 16), (911, 432, 16), (1366, 688, 20), (1366, 688, 24))


@pytest.mark.parametrize(("width", "height", "base"), SIZES)
def test_the_shelf_fits_at_any_size(window, session, width, height, base):
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


def test_set_aside_by_its_verb_and_used_again(window, session, qtbot):
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
