# SPDX-License-Identifier: MulanPSL-2.0
"""为什么 at the desks: the walk, the result, the workbench, a notification, and the lines of the task list."""

from __future__ import annotations

import attrs
import pytest

from app.kernel.clock import FixedClock
from app.model.declaration import PublicNotice
from app.policy.explain.node import Part
from app.present.session import Role, Session
from tests.helpers.desk import TODAY, at_desk, pack
from tests.helpers.geometry import settle
from tests.ui_declare.test_why import opened as shown_dialogs
from tests.ui_paper.conftest import person, plain_rows, send_back
from tests.ui_paper.test_office import office as at_the_office
from ui.qt import QPushButton
from ui.screens.tasks import TaskLine
from ui.widgets.messages import MessageBar

opened, office = shown_dialogs, at_the_office


def press_why(shell) -> None:
    """Do what F4 does."""
    shell.acts.why()
    settle()


def words(dialog) -> str:
    """Return the whole explanation as it is copied."""
    return dialog.tree.explanation.text


def link(widget, text: str) -> QPushButton:
    """Return the visible link of that name."""
    found = widget.findChildren(QPushButton)
    return next(each for each in found if each.text() == text and each.isVisible())


def test_the_item_of_the_walk_says_why_it_is_on_the_list(reviewer, window, opened):
    """F4 in the walk explains the material in hand, down to its clause."""
    shell = window(reviewer, name="walk")
    held = shell.current.presenter.state
    press_why(shell)
    assert held.name in opened[-1].windowTitle()
    assert any(line.part is Part.CLAUSE for line in opened[-1].tree.explanation.lines())


def test_what_goes_back_says_by_which_clause(reviewer, window, opened):
    """In the result the item in hand shows the reviewer's words, the clause, and why it is listed."""
    (wanted,) = send_back(reviewer)
    shell = window(reviewer, name="review")
    shell.current.returned.select(wanted)
    shell.current.ask.click()
    said = words(opened[-1])
    assert "聘书复印件缺背面" in said and "王某（虚构）" in said
    assert said.count("出处") == 2


def test_a_line_of_the_workbench_explains_its_day(reviewer, window, opened):
    """退回的 1 人 6月18日到期: who set the day, and how many working days are left."""
    send_back(reviewer)
    shell = window(reviewer, name="workbench")
    bar = next(
        each for each in shell.current.findChildren(MessageBar) if "退回" in each.message.title
    )
    link(bar, "为什么").click()
    said = words(opened[-1])
    assert "2026年6月18日（周四）" in said and "还有 3 个工作日" in said and "王某（虚构）" in said


def test_the_notice_counts_at_the_desk_with_nobody_in_hand(tmp_path, window, opened):
    """公示第1天 stands over the table though no declaration is open; its counting leads nowhere."""
    posted = PublicNotice(posted_on="2026-06-12")
    made = attrs.evolve(person(submitted_on="2026-06-11"), notice=posted)
    with at_desk(tmp_path, made, role=Role.UNIT) as first:
        session = Session(first.vault, pack(), FixedClock.on(TODAY), "王某（虚构）", role=Role.UNIT)
        shell = window(session, name="workbench")
        assert not session.has_declaration
        titles = [each.message.title for each in shell.current.findChildren(MessageBar)]
        (words_of_it,) = [title for title in titles if title.startswith("公示第")]
        assert "6月22日下班满" in words_of_it
        bar = next(
            each
            for each in shell.current.findChildren(MessageBar)
            if each.message.title == words_of_it
        )
        link(bar, "为什么").click()
        lines = opened[-1].tree.explanation.lines()
        assert any("端午" in line.label + line.value for line in lines)
        assert not any(line.path for line in lines)


def test_an_item_of_the_notification_and_its_day_are_explained(office, window, opened):
    """F4 explains the row; the link beside the last day counts the working days."""
    shell = window(office, name="notification")
    shell.current.table.select(shell.current.presenter.state.lines[0].entry_id)
    press_why(shell)
    assert "任职起止时间看不清" in words(opened[-1])
    assert not shell.current.ask.isVisible()
    shell.current.days.line.insert("5")
    shell.current.presenter.type_days("5")
    settle()
    shell.current.ask.click()
    said = words(opened[-1])
    assert "第 5 个工作日" in said and "一次性书面告知" in said


@pytest.mark.parametrize(
    ("row_id", "word"),
    [("route", "这样走"), ("dates", "是这些日子"), ("walk", "要：")],
)
def test_a_line_of_the_task_list_says_what_it_rests_on(applicant, window, opened, row_id, word):
    """F4 on a focused line explains its rule, its dates or its list."""
    shell = window(applicant, name="tasks")
    row = next(each for each in shell.current.findChildren(TaskLine) if each.row.id == row_id)
    row.setFocus()
    settle()
    if not row.hasFocus():  # the next task: its verb has the focus instead
        shell.current.next_verb.setFocus()
    press_why(shell)
    assert word in opened[-1].windowTitle()


def test_every_line_of_the_task_list_answers_or_says_there_is_nothing(applicant):
    """No line fails when asked; those that rest on a date or a rule always answer."""
    from app.present.tasks import TasksPresenter
    from app.present.why import desks

    send_back(applicant, (0, 1))
    rows = [row for group in TasksPresenter(applicant).state.groups for row in group.rows]
    answers = {row.id: desks.of_task(applicant, row) for row in rows}
    assert {"returned", "route", "dates", "walk", "handover", "formal"} <= {
        name for name, answer in answers.items() if answer is not None
    }
    assert plain_rows(applicant)


def test_the_days_ahead_have_their_link(applicant, window, opened):
    """One link over the days explains every one of them, the later ones folded."""
    shell = window(applicant, name="tasks")
    (ask,) = [
        each
        for each in shell.current.pane.findChildren(QPushButton)
        if each.accessibleName().startswith("为什么：")
    ]
    ask.click()
    assert "是这些日子" in opened[-1].windowTitle()
    roots = [line for line in opened[-1].tree.explanation.lines() if line.depth == 0]
    assert len(roots) >= len(shell.current.presenter.state.days) > 0
