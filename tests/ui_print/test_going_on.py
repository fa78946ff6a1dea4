# SPDX-License-Identifier: MulanPSL-2.0
"""M44 in the window: a printer that stops, a job that is dropped, a program that was killed."""

from __future__ import annotations

import pytest

from app.present.prints.open_jobs import open_jobs
from app.present.prints.printlog import PrintLogPresenter
from tests.helpers.geometry import (
    assert_named,
    assert_no_overlap,
    assert_nothing_clipped,
    settle,
)
from tests.helpers.windows import finish
from tests.ui_print.test_print_acts import codes, press
from ui.printing.cups import JobState
from ui.printing.fates import FateDialog
from ui.printing.going_on import GoingOnDialog, Watched
from ui.qt import QPushButton
from ui.widgets.dialogs import Dialog


def click(dialog, words: str) -> None:
    """Click a verb of a dialog."""
    next(b for b in dialog.findChildren(QPushButton) if b.text() == words).click()


@pytest.fixture
def stopped(applicant, window, spooler):
    """The print centre after a volume stopped on the third page of the file."""
    spooler.state = JobState("stopped", "缺纸", page=5)
    shell = window(applicant, "print")
    shell.current.table.select("volume")
    finish(shell)
    press(shell, "打印")
    return shell


def test_the_message_says_the_page_and_one_press_goes_on(stopped, spooler, monkeypatch, applicant):
    """By ux 2.12 the old job is taken back, the rest goes out as 续打 with a number of its own."""
    said = stopped.context.messages.messages()[0]
    assert said.code == "M44"
    (job,) = open_jobs(applicant.vault)
    words = job.page_words(4)
    assert said.title == f"打到{words}停了" and "缺纸" in said.detail
    asked = []

    def answer(dialog):
        asked.append((dialog.good.text(), dialog.outcome.text()))
        click(dialog, "收回剩下的，接着打")

    monkeypatch.setattr(Dialog, "exec", answer)
    spooler.state = JobState("done")
    press(stopped, f"从{words}接着打…")
    good, outcome = asked[0]
    assert good == str(next(p.shown for p in reversed(job.pages[:4]) if p.shown))
    assert f"从{words}接着打" in outcome
    assert spooler.dropped == ["机一-1"]
    first, second = applicant.vault.prints()
    assert second.purpose.startswith("续打，接印号 0001")
    assert spooler.taken[1].title == "0002"
    balance = applicant.vault.print_balance()
    assert balance.printed == first.sheets + 1  # the broken sheet was printed twice
    assert balance.spoiled == 1
    assert "PRINT-DONE" in codes(stopped)
    assert open_jobs(applicant.vault) == ()


def test_a_spooler_that_does_not_tell_lets_the_person_say(applicant, window, spooler, monkeypatch):
    """Without a page the dialog is empty; a page that was not sent keeps the verb shut."""
    spooler.state = JobState("dropped", "打印服务把它取消了")
    shell = window(applicant, "print")
    shell.current.table.select("volume")
    finish(shell)
    press(shell, "打印")
    assert codes(shell)[0] == "M44-UNKNOWN"
    seen = []

    def answer(dialog):
        seen.append(dialog.good.text())
        dialog.good.line.setText("999")
        assert not dialog.go.isEnabled() and "999" in dialog.outcome.text()
        dialog.good.line.setText("1")
        click(dialog, "收回剩下的，接着打")

    monkeypatch.setattr(Dialog, "exec", answer)
    spooler.state = JobState("done")
    press(shell, "接着打…")
    assert seen == [""]
    assert len(applicant.vault.prints()) == 2


def test_the_half_sheet_is_registered_from_the_message(stopped, monkeypatch, applicant):
    """登记废页… opens on 废页 of that very number."""
    kinds = []

    def answer(dialog):
        kinds.append(dialog.kind())
        dialog.sheets.line.setText("1")
        click(dialog, "登记")

    monkeypatch.setattr(Dialog, "exec", answer)
    press(stopped, "登记废页…")
    assert kinds == ["spoiled"]
    assert applicant.vault.print_balance().spoiled == 1


def test_after_the_program_was_killed_the_print_centre_offers_to_go_on(
    stopped, window, spooler, applicant
):
    """By ux 7, scenario 13, the next window picks the job up; a spooler that forgot it is no proof that it came out."""
    assert open_jobs(applicant.vault)[0].told == 5
    stopped.close()
    settle()
    spooler.state = JobState("done", known=False)
    again = window(applicant, "print")
    finish(again)
    said = next(m for m in again.context.messages.messages() if m.code == "M44")
    assert said.title.startswith("打到") and "程序停过" in said.detail


def test_a_job_that_came_out_meanwhile_is_closed_without_a_question(
    stopped, window, spooler, applicant
):
    """The printer got paper and finished while nobody looked: the spooler knows it as done."""
    stopped.close()
    settle()
    spooler.state = JobState("done")
    again = window(applicant, "print")
    finish(again)
    assert "M44" not in codes(again) and "PRINT-DONE" in codes(again)
    assert open_jobs(applicant.vault) == ()


@pytest.mark.parametrize(
    "size", [(1366, 688, 16), (1093, 534, 16), (911, 432, 16), (1366, 688, 24)], ids=str
)
def test_the_dialogs_are_sound(applicant, window, spooler, size):
    """Going on and every fate: nothing clipped, nothing over anything else."""
    spooler.state = JobState("stopped", "缺纸", page=5)
    shell = window(applicant, "print", *size)
    shell.current.table.select("volume")
    finish(shell)
    press(shell, "打印")
    (job,) = open_jobs(applicant.vault)
    log = PrintLogPresenter(applicant)
    log.note(1, "lent", "1", "", party="钱某（虚构）", due="2026-06-16")
    dialogs = [GoingOnDialog(shell.context, Watched(job, told=5))]
    kinds = ("bound", "lent", "returned", "destroyed")
    dialogs += [FateDialog(shell.context, log, 1, kind) for kind in kinds]
    for dialog in dialogs:
        dialog.show()
        settle(4)
        for check in (assert_nothing_clipped, assert_no_overlap, assert_named):
            check(dialog)
        dialog.close()
        dialog.deleteLater()
