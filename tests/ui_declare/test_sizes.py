# SPDX-License-Identifier: MulanPSL-2.0
"""Pages in windows of their own: every logical size of ux 4.3, and a vault that is still empty."""

from __future__ import annotations

import pytest

from app.model.codes import TitleLevel
from app.present.tasks import EMPTY
from tests.helpers.desk import reopened
from tests.helpers.geometry import assert_named, assert_no_overlap, assert_nothing_clipped, settle
from ui.qt import QApplication, QLabel, Qt
from ui.theme import TextSize

PAGES = ("tasks", "basics", "qualifications", "achievements", "statement", "route")
SIZES = (
    (1366, 688, 16), (1093, 534, 16), (911, 432, 16), (1366, 688, 20), (1366, 688, 24), (1093, 534, 20),
    (1920, 1000, 16), (1536, 784, 16), (1280, 640, 16), (1920, 1000, 24),
)  # fmt: skip


def words(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def press(shell, qtbot, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget() or shell, key, modifier)
    settle()


@pytest.mark.parametrize(("width", "height", "base"), SIZES)
def test_nothing_is_clipped_at_any_size(window, reader, width, height, base) -> None:
    """Every page at every logical size of ux 4.3: whole words, nothing over another, all named."""
    shell = window(reader, PAGES[0], width, height, base)
    for name in PAGES:
        assert shell.go(name)
        if name == "qualifications":
            shell.go_path("career")
        settle()
        assert_nothing_clipped(shell)
        assert_no_overlap(shell)
        assert_named(shell)


def test_the_empty_list_says_one_thing_and_leads_to_the_questions(window, fresh, qtbot) -> None:
    """A new vault shows the exact words; its button opens the first question."""
    shell = window(fresh, "tasks")
    assert EMPTY in words(shell.current)
    press(shell, qtbot, Qt.Key.Key_Space)
    assert shell.name == "route"


def test_the_interview_by_number_pad_alone(window, fresh, qtbot) -> None:
    """Digits and Enter answer all six questions and make the list; only the series is typed."""
    shell = window(fresh, "route")
    press(shell, qtbot, Qt.Key.Key_1)
    press(shell, qtbot, Qt.Key.Key_Return)
    press(shell, qtbot, Qt.Key.Key_2)
    press(shell, qtbot, Qt.Key.Key_Return)
    for text in ("gcjs", "shuili", ""):
        qtbot.keyClicks(QApplication.focusWidget(), text)
        press(shell, qtbot, Qt.Key.Key_Return)
    assert shell.current.presenter.state.question.name == "affiliation"
    for key in (Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_1):
        press(shell, qtbot, key)
        press(shell, qtbot, Qt.Key.Key_Return)
    assert "您的清单有" in words(shell.current)
    press(shell, qtbot, Qt.Key.Key_Return)
    assert shell.name == "tasks"
    kept = reopened(fresh)
    assert kept.route.level is TitleLevel.ASSOCIATE_SENIOR and kept.route.series == "工程技术人员"
    assert kept.materials and "核对本单位的日期和清单版本" in words(shell.current)


def test_a_question_can_be_left_open_and_gone_back_to(window, fresh, qtbot) -> None:
    """还不确定 has a digit too; PageUp goes back and the answer still stands."""
    shell = window(fresh, "route")
    press(shell, qtbot, Qt.Key.Key_3)
    press(shell, qtbot, Qt.Key.Key_Return)
    press(shell, qtbot, Qt.Key.Key_PageUp)
    state = shell.current.presenter.state
    assert state.question.name == "classified" and state.question.undecided


def test_another_text_size_keeps_what_is_half_typed(window, reader, field_of, qtbot) -> None:
    """Changing the text size in the middle of a word loses nothing and comes back to the field."""
    shell = window(reader, "basics")
    field = field_of(shell, "basics.former_name")
    field.setFocus()
    qtbot.keyClicks(field.editor, "qiqige")
    shell.set_look(TextSize.LARGE, False)
    settle()
    again = field_of(shell, "basics.former_name")
    assert again is not field and again.text() == "qiqige"
    assert reopened(reader).basics.former_name == "qiqige"


def test_a_draft_is_in_the_editor_after_a_crash(window, reader, field_of) -> None:
    """What a crash left behind stands in the field with a note that says so."""
    reader.vault.put_draft(f"field:{reader.declaration.id}:basics.remarks", "写到一半的备注")
    reader.drafts.clear()  # the session after the crash has read nothing yet
    shell = window(reader, "basics")
    field = field_of(shell, "basics.remarks")
    assert field.text() == "写到一半的备注"
    assert "找回了" in field.editor.accessibleDescription()


def test_pages_without_a_declaration_lead_to_the_questions(window, fresh, qtbot) -> None:
    """A new vault has nothing to write into; every writing page says what comes first."""
    shell = window(fresh, "basics")
    for name in ("basics", "qualifications", "achievements", "statement"):
        assert shell.go(name)
        settle()
        assert EMPTY in words(shell.current)
        press(shell, qtbot, Qt.Key.Key_Insert)
        assert not shell.current.focus_path("basics.name")
        qtbot.mouseClick(shell.current.nothing.action, Qt.MouseButton.LeftButton)
        assert shell.name == "route"
