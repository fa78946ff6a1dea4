# SPDX-License-Identifier: MulanPSL-2.0
"""看成审核人 in its window: by keys alone, at every size, nothing cut off."""

from __future__ import annotations

import pytest

from tests.helpers.geometry import assert_sound, settle
from tests.helpers.windows import finish
from ui.qt import QApplication, Qt

# Making the window costs most of a test: the two ends of ux §4.3 and the largest type.
SIZES = (
    (1366, 688, 16),
    (1093, 534, 16),
    (911, 432, 16),
    (1920, 1000, 16),
    (1920, 1000, 24),
    (1366, 688, 20),
)


def press(shell, qtbot, key) -> None:
    qtbot.keyClick(QApplication.focusWidget() or shell.current, key)
    settle()


@pytest.mark.parametrize(("width", "height", "base"), SIZES)
def test_it_is_sound_at_every_size(applicant, window, width, height, base):
    """Whole words, nothing over another, every control named."""
    shell = window(applicant, "reader", width, height, base)
    shell.go("reader", "materials.education")
    settle()
    assert_sound(shell, width, height, "reader")


def test_the_walk_needs_only_the_number_pad(applicant, window, qtbot):
    """Enter goes on, digits and Enter go to a page, Page keys from thing to thing."""
    shell = window(applicant, "reader")
    shell.go("reader", "materials.education")
    finish(shell)
    shell.activateWindow()
    presenter = shell.current.presenter
    here = presenter.state.position
    press(shell, qtbot, Qt.Key.Key_Return)
    assert presenter.state.position == here + 1
    press(shell, qtbot, Qt.Key.Key_PageUp)
    assert presenter.state.position == here
    press(shell, qtbot, Qt.Key.Key_Plus)
    assert presenter.state.offset == 1
    first = applicant.plan.entry("current_title").first
    for digit in str(first):
        press(shell, qtbot, getattr(Qt.Key, f"Key_{digit}"))
    press(shell, qtbot, Qt.Key.Key_Return)
    finish(shell)
    assert presenter.state.stop.key == "current_title"
    assert shell.current.book.side_words().startswith(f"第{first}页")
    assert shell.current.counter.text() == presenter.state.counter


def test_a_note_is_typed_beside_the_page(applicant, window, qtbot):
    """F2 puts the caret into the note; leaving it keeps it, the list shows ⚑."""
    shell = window(applicant, "reader")
    shell.go("reader", "materials.id_card")
    finish(shell)
    shell.activateWindow()
    settle()
    shell.current.book.papers[0].setFocus()
    settle()
    press(shell, qtbot, Qt.Key.Key_F2)
    assert QApplication.focusWidget() is shell.current.side.note
    qtbot.keyClicks(shell.current.side.note, "fanmian")
    press(shell, qtbot, Qt.Key.Key_Return)
    finish(shell)
    assert shell.current.presenter.state.note == "fanmian"
    assert shell.current.presenter.state.stop.noted == 1


def test_the_forms_are_read_too(applicant, window):
    """The 评审表 comes first; its pages are counted once it is made."""
    shell = window(applicant, "reader")
    presenter = shell.current.presenter
    presenter.go_to("form:evaluation")
    finish(shell)
    assert presenter.state.stop.count > 5
    presenter.turn(1)
    finish(shell)
    assert presenter.state.page.startswith("第2页") and shell.current.book.index == 1
