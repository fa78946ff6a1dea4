# SPDX-License-Identifier: MulanPSL-2.0
"""为什么 on every screen: the link and F4 open the tree; lines fold, lead to their place and can be copied."""

from __future__ import annotations

import pytest

from app.policy.explain.node import Part
from app.present.papers.selfcheck import UNKNOWN
from app.present.why import asking
from tests.helpers.geometry import (
    assert_named,
    assert_no_overlap,
    assert_nothing_clipped,
    settle,
)
from ui.clipboard import copy_text
from ui.frame.why import WhyDialog
from ui.qt import QApplication, QPushButton, Qt
from ui.widgets.tree import WhyRow

SIZES = [(1366, 688, 16), (911, 432, 16), (1366, 688, 24)]


@pytest.fixture
def opened(monkeypatch):
    """Every dialog shown instead of waited for; what a person would see is kept for looking at."""
    dialogs: list[WhyDialog] = []

    def shown(dialog: WhyDialog) -> int:
        dialogs.append(dialog)
        return 0

    monkeypatch.setattr(WhyDialog, "exec", shown)
    monkeypatch.setattr(WhyDialog, "deleteLater", lambda _dialog: None)
    yield dialogs
    for dialog in dialogs:
        dialog.close()
        dialog.setParent(None)


def press_why(shell) -> None:
    """Do what F4 does."""
    shell.acts.why()
    settle()


def test_f4_explains_the_finding_in_hand(session, window, opened):
    """In the self-check F4 opens the tree of the row, down to the clause and the pack."""
    shell = window(session, "selfcheck")
    page = shell.current
    page.table.select(next(key for key in page.table.row_ids() if key.startswith("M18")))
    settle()
    press_why(shell)
    lines = opened[-1].tree.explanation.lines()
    assert "没有佐证材料" in opened[-1].windowTitle()
    assert any(line.part is Part.CLAUSE for line in lines)
    assert lines[-1].part is Part.SOURCE


def test_undecided_findings_are_listed_and_lead_to_their_blank(session, window, opened):
    """The view 还不能判断 lists what waits; Enter on the missing line closes and goes to the field."""
    shell = window(session, "selfcheck")
    page = shell.current
    page.presenter.choose_view(UNKNOWN)
    page.refresh()
    key = next(key for key in page.table.row_ids() if key.startswith("YEARS"))
    page.table.select(key)
    press_why(shell)
    dialog = opened[-1]
    row = next(row for row in dialog.tree.rows if row.line.part is Part.MISSING)
    qt_press(row, Qt.Key.Key_Return)
    assert dialog.path == "basics.specialty_since"
    page.presenter.choose_view("standing")


def qt_press(widget, key) -> None:
    """Press a key on a widget."""
    from ui.qt import QEvent, QKeyEvent

    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def test_a_remark_beside_a_field_has_its_why(session, window, opened):
    """The link stands beside every remark; one made by a rule opens that rule's tree."""
    shell = window(session, "basics")
    shell.current.focus_path("basics.born")
    settle()
    links = [
        verb
        for verb in shell.current.findChildren(QPushButton)
        if verb.accessibleName().startswith("为什么：")
    ]
    assert links
    links[0].click()
    assert opened[-1].tree.explanation.roots[0].of(Part.SOURCE)


def test_f4_on_a_quiet_field_says_why_it_is_asked(session, window, opened):
    """A field without remarks explains itself by its own clause."""
    shell = window(session, "basics")
    shell.current.focus_path("basics.ethnicity")
    settle()
    press_why(shell)
    assert opened[-1].windowTitle() == "为什么要填：民族"


def test_materials_way_and_print_answer_f4(session, window, opened):
    """A material, the way, and what blocks a formal copy open the same dialog."""
    shell = window(session, "materials")
    press_why(shell)
    assert opened[-1].windowTitle().startswith("为什么要：")
    shell.current.why_absent()
    assert len(opened[-1].tree.explanation.roots) > 1
    shell.go("route", "route")
    settle()
    press_why(shell)
    assert opened[-1].windowTitle() == "为什么这样走"
    shell.go("print")
    settle()
    press_why(shell)
    assert opened[-1].windowTitle() == "为什么还不能打印正式稿"
    roots = opened[-1].tree.explanation.roots
    assert len(roots) == len(session.findings.blocking_act("formal_print"))


def test_lines_are_walked_and_folded_by_keys(session, window, opened):
    """Down goes to the next line, Left folds an answer, Right opens it again."""
    shell = window(session, "print")
    press_why(shell)
    dialog = opened[-1]
    dialog.show()
    settle()
    tree = dialog.tree
    before = len(tree.rows)
    qt_press(tree.rows[0], Qt.Key.Key_Left)
    settle()
    assert len(tree.rows) < before
    qt_press(tree.rows[0], Qt.Key.Key_Right)
    settle()
    assert len(tree.rows) == before
    qt_press(tree.rows[0], Qt.Key.Key_Down)
    assert dialog.focusWidget() is tree.rows[1]


def test_the_whole_is_copied_and_leaves_the_clipboard(application, qtbot):
    """What is copied out of the vault is taken off the clipboard again, unless something else lies there."""
    board = QApplication.clipboard()
    copy_text("为什么（虚构）", cleared_after=1)
    assert board.text() == "为什么（虚构）"
    qtbot.waitUntil(lambda: board.text() == "", timeout=2000)
    copy_text("为什么（虚构）", cleared_after=1)
    board.setText("别的")
    qtbot.wait(20)
    assert board.text() == "别的"


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_tree_holds_at_every_size(reader, window, size):
    """Nothing clipped or overlapping, every line named, never larger than a dialog may be."""
    shell = window(reader, "selfcheck", *size)
    for explanation in (
        asking.of_act(reader, "formal_print"),
        asking.of_route(reader),
        asking.of_absent(reader),
    ):
        dialog = WhyDialog(shell.context, explanation)
        dialog.tree.folded.clear()
        dialog.show()
        settle(6)
        assert dialog.width() <= 880
        assert dialog.height() <= 400
        for check in (assert_nothing_clipped, assert_no_overlap, assert_named):
            check(dialog)
        assert all(row.accessibleName() for row in dialog.findChildren(WhyRow))
        dialog.close()
        dialog.deleteLater()
        settle()


def test_the_time_bar_says_what_it_adds_up_to_and_how(session, window, opened):
    """Over the dated rows stands the sum to the cut-off; the link and F4 in the rows show the working."""
    shell = window(session, "qualifications")
    page = shell.current
    page.presenter.choose("career")
    page.refresh()
    settle()
    assert "合计 21 年 2 个月到 21 年 5 个月" in page.area.holes.whole_text()
    assert "算到截止日 2026.07.10" in page.area.holes.whole_text()
    page.area.count.click()
    assert opened[-1].windowTitle() == "工作经历的时间怎么算的"
    page.area.table.setFocus()
    press_why(shell)
    assert len(opened) == 2
    assert len(opened[-1].tree.explanation.roots[0].of(Part.READ)) == 3
