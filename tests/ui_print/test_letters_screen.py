# SPDX-License-Identifier: MulanPSL-2.0
"""Letters and empty forms at the print centre: chosen by chips, facts typed in a dialog, nothing clipped."""

from __future__ import annotations

import pytest

from app.present.prints.printcentre_state import BLANKS, LETTERS, PERSON
from tests.helpers.geometry import assert_named, assert_no_overlap, assert_nothing_clipped, settle
from tests.helpers.windows import finish
from tests.ui_print.test_print_looks import SIZES, sound
from ui.screens.letter_facts import LetterDialog


def chosen(page, key: str, shell) -> None:
    """Show one of the lists as a click on its chip does."""
    page.lists.chosen.emit(key)
    finish(shell)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_lists_of_the_units_desk_are_sound(unit, window, size):
    """The person's papers, letters and empty forms, at every size and text size."""
    shell = window(unit, "print", *size)
    for key in (LETTERS, BLANKS, PERSON):
        chosen(shell.current, key, shell)
        sound(shell, key)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_letters_dialog_is_sound(unit, window, size):
    """Every field named, none clipped, at every size and text size."""
    shell = window(unit, "print", *size)
    page = shell.current
    chosen(page, LETTERS, shell)
    line = next(line for line in page.presenter.state.lines if line.id == "entrustment")
    dialog = LetterDialog(shell.context, page.presenter, line)
    dialog.show()
    settle(6)
    for check in (assert_nothing_clipped, assert_no_overlap, assert_named):
        check(dialog)
    assert dialog.height() <= shell.height()
    dialog.close()
    dialog.deleteLater()


def test_what_is_typed_stands_on_the_page_at_once(unit, window):
    """Typing the addressee and keeping it makes the previewed page anew; a wrong day keeps the dialog open."""
    shell = window(unit, "print")
    page = shell.current
    chosen(page, LETTERS, shell)
    line = page.presenter.state.lines[0]
    before = page._wanted
    dialog = LetterDialog(shell.context, page.presenter, line)
    dialog.show()
    dialog.fields["on"].line.setText("六月")
    dialog.keep.click()
    assert dialog.isVisible()
    dialog.fields["on"].line.setText("2026-06-24")
    dialog.fields["receiver"].line.setText("练习接收单位")
    dialog.keep.click()
    assert not dialog.isVisible()
    finish(shell)
    assert page._wanted != before
    fields = {field.name: field.text for field in page.presenter.letter_fields(line.id)}
    assert fields["receiver"] == "练习接收单位"
    dialog.deleteLater()


def test_an_applicant_sees_no_lists(applicant, window):
    """The applicant's print centre stays one list, without chips and without a letter button."""
    page = window(applicant, "print").current
    assert page.lists.isHidden()
    assert page.options.letter.isHidden()


def test_nobody_in_hand_still_prints_forms(unit, window):
    """Without a person the letters show; the person's list says to choose one."""
    unit._declaration = None
    shell = window(unit, "print")
    page = shell.current
    assert page.presenter.state.shown == LETTERS
    assert page.table.row_ids()[0] == "recommendation-report"
    chosen(page, PERSON, shell)
    assert not page.empty.isHidden()
    chosen(page, BLANKS, shell)
    assert "tally" in page.table.row_ids()
