# SPDX-License-Identifier: MulanPSL-2.0
"""手动双面 in the window: the stack waits for a person, a jam spoils sheets, the program is started again."""

from __future__ import annotations

import io

import pikepdf
import pytest
from attrs import evolve

from app.present.prints.open_jobs import Stage, open_jobs
from app.present.prints.printers import Sides
from app.present.prints.printing_jobs import PrinterChoice
from tests.helpers.geometry import (
    assert_named,
    assert_no_overlap,
    assert_nothing_clipped,
    settle,
)
from tests.helpers.windows import finish
from tests.ui_print.conftest import TURNS
from tests.ui_print.test_going_on import click
from tests.ui_print.test_print_acts import codes, press
from ui.main_stage import _pick_up_printing
from ui.printing import ask
from ui.printing.cups import JobState
from ui.printing.going_on import GoingOnDialog, Watched
from ui.qt import QPushButton
from ui.widgets.dialogs import Dialog

DONE = JobState("done")


def pages(pdf: bytes) -> int:
    """Return how many pages a file has."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def print_by_hand(shell) -> None:
    """Send the volume, turned by hand."""
    page = shell.current
    page.table.select("volume")
    finish(shell)
    page.options.sides.activated.emit(list(Sides).index(Sides.BY_HAND))
    press(shell, "打印")


def test_fronts_stop_and_the_stack_of_both_numbers_is_turned_together(
    applicant, window, spooler, monkeypatch
):
    """Three fronts are good, one is spoiled: the rest goes out as 续打, then one press prints all backs."""
    spooler.state = JobState("stopped", "卡纸", page=4)
    shell = window(applicant, "print")
    print_by_hand(shell)
    (job,) = open_jobs(applicant.vault)
    said = next(m for m in shell.context.messages.messages() if m.code == "M44")
    words = job.page_words(job.file_places()[3])
    assert said.title == f"打到{words}停了"
    seen = []

    def answer(dialog):
        seen.append(dialog.outcome.text())
        click(dialog, "收回剩下的，接着打")

    monkeypatch.setattr(Dialog, "exec", answer)
    spooler.state = DONE
    press(shell, f"从{words}接着打…")
    assert seen[0].startswith("正面打好的 3 张留着打背面")
    first, second = applicant.vault.prints()
    assert second.sheets == first.sheets - 3
    assert [job.stage for job in open_jobs(applicant.vault)] == [Stage.TURN, Stage.TURN]
    press(shell, "打背面")
    assert [job.title for job in spooler.taken] == ["0001", "0002", "0001", "0002"]
    assert [pages(job.pdf) for job in spooler.taken[2:]] == [3, second.sheets]
    assert open_jobs(applicant.vault) == ()
    balance = applicant.vault.print_balance()
    assert (balance.printed, balance.spoiled) == (first.sheets + 1, 1)
    assert "PRINT-TURN" not in codes(shell)


def test_after_a_restart_the_stack_is_found_and_its_backs_are_printed(applicant, window, spooler):
    """The fronts came out, the program ended: the next one knows the stack and makes its backs anew."""
    shell = window(applicant, "print")
    print_by_hand(shell)
    shell.close()
    settle()
    again = window(applicant, "print")
    said = next(m for m in again.context.messages.messages() if m.code == "PRINT-TURN-LEFT")
    assert "0001" in said.title
    press(again, "打背面")
    assert [job.title for job in spooler.taken] == ["0001", "0001"]
    assert open_jobs(applicant.vault) == ()
    assert "PRINT-DONE" in codes(again) and "PRINT-TURN-LEFT" not in codes(again)


def test_backs_stop_and_the_spoiled_sheet_is_printed_anew(applicant, window, spooler, monkeypatch):
    """By the number on the last good sheet the other backs go on; the spoiled sheet gets a number of its own."""
    shell = window(applicant, "print")
    print_by_hand(shell)
    spooler.state = JobState("stopped", "卡纸", page=3)
    press(shell, "打背面")
    (job,) = open_jobs(applicant.vault)
    assert job.stage is Stage.BACKS
    seen = []

    def answer(dialog):
        seen.append((dialog.good.text(), dialog.outcome.text()))
        click(dialog, "接着打")

    monkeypatch.setattr(Dialog, "exec", answer)
    spooler.state = DONE
    words = job.page_words(job.file_places()[2])
    press(shell, f"从{words}接着打…")
    total = len(job.sheet_places())
    assert f"剩下的 {total - 3} 张接着打背面" in seen[0][1]
    assert pages(spooler.taken[2].pdf) == total - 3
    said = next(m for m in shell.context.messages.messages() if m.code == "PRINT-AGAIN")
    assert said.title == "打坏的 1 张还没有重打"
    press(shell, "重打这几张")
    entries = applicant.vault.prints()
    assert entries[1].sheets == 1 and entries[1].purpose.startswith("续打，换印号 0001 打坏的")
    press(shell, "打背面")
    assert open_jobs(applicant.vault) == ()
    balance = applicant.vault.print_balance()
    assert (balance.printed, balance.spoiled) == (total + 1, 1)


def test_a_stack_nobody_wants_is_left_and_its_sheets_are_asked_for(
    applicant, window, spooler, monkeypatch
):
    """不打背面了… closes it and opens the register on its number: the sheets must go somewhere."""
    shell = window(applicant, "print")
    print_by_hand(shell)
    shell.close()
    settle()
    again = window(applicant, "print")
    asked = []
    monkeypatch.setattr(Dialog, "exec", lambda dialog: asked.append(dialog.number))
    press(again, "不打背面了…")
    assert asked == [1]
    assert open_jobs(applicant.vault) == ()


def test_a_roster_that_stopped_is_found_when_the_program_starts(unit, window, spooler, monkeypatch):
    """Whatever page the window opens on: the job is asked about, and the rest is made anew from the vault."""

    def chosen(dialog):
        dialog.choice = PrinterChoice(TURNS)

    monkeypatch.setattr(ask.PrinterDialog, "exec", chosen)
    spooler.state = JobState("stopped", "缺纸", page=1)
    shell = window(unit, "roster")
    press(shell, "打印")
    shell.close()
    settle()
    spooler.state = JobState("dropped", "打印服务把它取消了")
    again = window(unit, "workbench")
    assert codes(again) == []
    _pick_up_printing(again, unit.vault)
    finish(again)
    said = again.context.messages.messages()[0]
    assert said.code == "M44" and "缺纸" not in said.detail
    monkeypatch.setattr(Dialog, "exec", lambda dialog: click(dialog, "收回剩下的，接着打"))
    spooler.state = DONE
    press(again, said_verb(again))
    first, second = unit.vault.prints()
    assert second.what == first.what and second.purpose.startswith("续打，接印号 0001")
    assert open_jobs(unit.vault) == ()


def said_verb(shell) -> str:
    """Return the verb that goes on, as it stands under the message."""
    return next(
        b.accessibleName()
        for b in shell.findChildren(QPushButton)
        if b.isVisible() and b.accessibleName().endswith("接着打…")
    )


@pytest.mark.parametrize(
    "size", [(1366, 688, 16), (1093, 534, 16), (911, 432, 16), (1366, 688, 24)], ids=str
)
def test_the_dialog_of_a_stack_is_sound(applicant, window, spooler, size):
    """Fronts and backs, one copy and several: nothing clipped, nothing over anything else."""
    spooler.state = JobState("stopped", "卡纸", page=3)
    shell = window(applicant, "print", *size)
    print_by_hand(shell)
    (job,) = open_jobs(applicant.vault)
    backs = evolve(job, stage=Stage.BACKS, last=len(job.sheet_places()))
    for shown in (job, backs, evolve(job, copies=3, sheets=3 * job.sheets)):
        dialog = GoingOnDialog(shell.context, Watched(shown, told=3))
        dialog.show()
        settle(4)
        for check in (assert_nothing_clipped, assert_no_overlap, assert_named):
            check(dialog)
        dialog.close()
        dialog.deleteLater()
