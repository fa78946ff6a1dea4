# SPDX-License-Identifier: MulanPSL-2.0
"""The walk with nothing but the number pad, at both desks, with real key events."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from app.model.codes import ItemState, MaterialState, ReviewLevel, Verdict
from app.present.session import Role
from tests.helpers.desk import reopened
from tests.helpers.geometry import settle
from tests.ui_paper.conftest import plain_rows, send_back
from ui.qt import QApplication, Qt

PAD = Qt.KeyboardModifier.KeypadModifier
DIGITS = {str(n): getattr(Qt.Key, f"Key_{n}") for n in range(10)}


def press(keys: str) -> None:
    """Press keys of the number pad; ``e`` is Enter."""
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Enter if key == "e" else DIGITS[key], PAD)
        settle(2)


def test_the_applicant_walks_all_items_by_number_pad(applicant, window):
    """1, a count, Enter, 4, Enter: every item of the list is answered and in the vault at the end."""
    shell = window(applicant, 911, 432, name="walk")
    total = shell.current.presenter.state.total
    for _item in range(total):
        press("13e4e")
    kept = reopened(applicant)
    assert all(entry.seen and entry.state == MaterialState.READY for entry in kept.materials)
    assert shell.current.presenter.state.end is not None
    press("e")
    assert shell.name == "materials"


def test_the_reviewer_walks_all_items_by_number_pad(reviewer, window):
    """Seen, counted, passed; the way on after the last item is the opinion."""
    shell = window(reviewer, name="walk")
    total = shell.current.presenter.state.total
    for _item in range(total):
        press("13e4e")
    kept = reopened(reviewer)
    verdicts = {entry.mark(ReviewLevel.UNIT).verdict for entry in kept.materials}
    assert verdicts == {Verdict.PASS}
    assert {entry.mark(ReviewLevel.UNIT).counted for entry in kept.materials} == {3}
    press("e")
    assert shell.name == "review"


def test_a_phrase_is_picked_by_its_number(reviewer, window):
    """需补正 by pad alone: 5, the number of the usual phrase, Enter."""
    shell = window(reviewer, name="walk")
    walk = shell.current.presenter
    entry_id = next(i for i in plain_rows(reviewer) if reviewer.checklist.row(i).item.defects)
    walk.go_to(entry_id)
    settle()
    shell.current.first_focus().setFocus()
    press("12e5")
    press("1e")
    mark = reopened(reviewer).material(entry_id).mark(ReviewLevel.UNIT)
    assert mark.verdict == Verdict.NEEDS_CORRECTION
    assert mark.reason == reviewer.checklist.row(entry_id).item.defects[0]


def test_the_walk_comes_back_to_its_item_in_another_window(applicant, window):
    """Closing in the middle and opening again shows the same item."""
    shell = window(applicant, name="walk")
    press("13e4e" * 3)
    stood = shell.current.presenter.state.entry_id
    shell.close()
    again = window(applicant, name="walk")
    assert again.current.presenter.state.entry_id == stood


def test_page_up_goes_back_from_every_box(applicant, window):
    """PageUp works in the count box, on an answer and on the page after the last item."""
    shell = window(applicant, name="walk")
    walk = shell.current.presenter
    walk.skip()
    settle()
    press("1")
    assert QApplication.focusWidget() is shell.current.questions.count
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp)
    settle()
    assert walk.state.position == 1
    walk.go_to(walk.state.rail[-1].entry_id)
    walk.skip()
    settle()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp)
    settle()
    assert walk.state.end is None
    assert walk.state.position == walk.state.total


def test_what_is_missing_is_said_and_nothing_is_lost(applicant, window):
    """Enter without an answer names the question; the typed count stays."""
    shell = window(applicant, name="walk")
    shell.current.questions.count.setFocus()
    press("7")
    shell.current.save.click()
    settle()
    assert [m.code for m in shell.context.messages.messages()] == ["WALK-ANSWER"]
    assert shell.current.questions.count.text() == "7"


def test_the_last_page_lists_what_to_fetch(applicant, window):
    """After the last item the papers not in hand are listed with the place to get them."""
    shell = window(applicant, name="walk")
    for _item in range(shell.current.presenter.state.total):
        press("2e")
    page = shell.current.end
    wanted = [r.entry.id for r in applicant.checklist.rows if not r.piece]
    assert page.table.row_ids() == wanted
    assert page.slip.isVisible()


@pytest.mark.parametrize("answer", [True, False])
def test_an_edit_of_a_verified_item_asks_first(applicant, window, monkeypatch, answer):
    """照样改 edits and the item is to be verified again; the other answer leaves it verified."""
    send_back(applicant)
    verified = plain_rows(applicant)[3]
    asked = []
    monkeypatch.setattr("ui.screens.walk.confirm", lambda *words: asked.append(words) or answer)
    shell = window(applicant, name="walk")
    shell.current.presenter.go_to(verified)
    settle()
    shell.current.first_focus().setFocus()
    press("19e4e")
    assert len(asked) == 1
    state = reopened(applicant).material(verified).shown_state()
    assert state == (ItemState.READY if answer else ItemState.VERIFIED)


def test_looking_at_a_verified_item_asks_nothing(applicant, window, monkeypatch):
    """Saving the same answers again is no edit."""
    send_back(applicant)
    verified = plain_rows(applicant)[3]
    monkeypatch.setattr("ui.screens.walk.confirm", lambda *_words: pytest.fail("asked"))
    shell = window(applicant, name="walk")
    shell.current.presenter.go_to(verified)
    settle()
    shell.current.first_focus().setFocus()
    press("13e6e")
    assert reopened(applicant).material(verified).shown_state() == ItemState.VERIFIED


def test_notes_are_this_desks_own(reviewer, window):
    """F2 takes the note; Enter there saves the item with it."""
    assert reviewer.role == Role.UNIT
    shell = window(reviewer, name="walk")
    entry_id = shell.current.presenter.state.entry_id
    press("13e4")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2)
    settle()
    assert QApplication.focusWidget() is shell.current.side.note
    QTest.keyClicks(QApplication.focusWidget(), "ask again")
    press("e")
    assert reopened(reviewer).material(entry_id).mark(ReviewLevel.UNIT).note == "ask again"


def test_enter_goes_on_after_an_item_was_flagged(applicant, window):
    """⚑ 回头再办 leaves the focus on the way on, so the next Enter does not take the flag off again."""
    shell = window(applicant, name="walk")
    first = shell.current.presenter.state.entry_id
    shell.current.flag.setFocus()
    press("e")
    assert applicant.declaration.material(first).flagged
    assert QApplication.focusWidget() is shell.current.save
