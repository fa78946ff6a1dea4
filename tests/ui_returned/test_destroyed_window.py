# SPDX-License-Identifier: MulanPSL-2.0
"""The destroyed old page in the window: offered where it is registered, refused without a number."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer

from app.present.returned.returned_state import SHEETS
from tests.helpers.geometry import assert_sound, settle
from tests.helpers.windows import rested
from tests.present_returned.test_destroyed import burnt
from tests.present_returned.test_destroyed import desk as registered_exchange
from ui.qt import QApplication, QPushButton
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import DigitsField, DropField, LineField

desk = registered_exchange
SIZES = [(1366, 688, 16), (1366, 688, 24), (1093, 534, 16), (911, 432, 16)]


def at_sheets(window, session, *size):
    """Return the window at the sheets with the destroyed one in hand."""
    shell = window(session, *size, name="returned")
    rested(shell.quick)
    settle()
    page = shell.current
    page.presenter.choose_view(SHEETS)
    settle()
    page.sheets.select(burnt(page.presenter).key)
    settle()
    return shell


def test_without_a_number_the_dialog_stays_and_says_why(desk, window) -> None:
    """记进台账 with nothing chosen is refused inside; with the number chosen it is entered."""
    session, _, numbers = desk
    page = at_sheets(window, session).current
    seen: list[str] = []

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        verb = next(b for b in dialog.findChildren(QPushButton) if b.text() == "记进台账")
        verb.click()
        seen.extend(message.code for message in dialog.messages.messages())
        drop, sheets, witness, approver = (
            dialog.findChildren(kind)[number]
            for kind, number in ((DropField, 0), (DigitsField, 0), (LineField, 1), (LineField, 2))
        )
        drop.drop.setCurrentIndex(0)
        sheets.line.setText("1")
        witness.line.setText("赵某（虚构）")
        approver.line.setText("钱某（虚构）")
        verb.click()
        if dialog.isVisible():
            dialog.reject()

    QTimer.singleShot(0, act)
    page.sheet_bar.destroy.click()
    settle()
    assert seen == ["EXCHANGE-NUMBER"]
    assert session.vault.print_balance().destroyed == 1
    assert not page.sheet_bar.destroy.isVisible()
    assert page.sheet_bar.note.whole_text().endswith(str(numbers["old"]).zfill(4))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_bar_with_its_verb_is_sound_at_every_size(desk, window, size) -> None:
    """Nothing is cut and nothing overlaps with the verb shown; where it is folded the menu has it."""
    session, _, _ = desk
    shell = at_sheets(window, session, *size)
    assert_sound(shell, size[0], size[1], str(size))
    (command,) = [each for each in shell.current.commands() if "销毁的旧页" in each.words]
    assert command.enabled()
