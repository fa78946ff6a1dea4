# SPDX-License-Identifier: MulanPSL-2.0
"""One piece for many people from the workbench (ux 2.8): said beforehand, done one by one, listed afterwards."""

from __future__ import annotations

import pytest

from app.kernel.progress import silent
from app.model.marking import WHOLE, Marking, MarkingRecord
from app.model.operations import SetValue
from app.present.prints.many import MARKED, ManyPapers
from app.present.prints.printers import Sides
from app.present.prints.printing_jobs import PrinterChoice
from tests.helpers.geometry import (
    assert_named,
    assert_no_overlap,
    assert_nothing_clipped,
    assert_sound,
    settle,
)
from tests.helpers.pages import words as page_words
from tests.helpers.windows import finish
from tests.ui_print.conftest import TURNS
from ui.screens.print_many import FORMAL, ManyDialog, ask_print_many

CERTIFICATE = "notice-certificate"
RECORD = MarkingRecord(
    level="秘密",
    period="10年",
    basis="练习用保密事项范围第1条",
    handler="练习承办人",
    officer="练习定密责任人",
    on="2026-06-01",
    scope="练习单位人事部门",
)
CHOICE = PrinterChoice(TURNS, "", Sides.ONE, 1)


def everybody(session) -> tuple[str, ...]:
    return tuple(entry.id for entry in session.vault.declarations())


def posted(session) -> list[str]:
    loaded = [session.vault.load(each) for each in everybody(session)]
    return [each.basics.name for each in loaded if each.notice.posted_on]


def test_who_is_passed_over_is_said_beforehand_with_the_reason(unit):
    """A certificate of the public notice needs a posting day: everybody without one is named."""
    found = ManyPapers(unit, everybody(unit)).intended(CERTIFICATE, formal=False)
    assert [each.name for each in found if not each.why_not] == posted(unit)
    assert {each.why_not for each in found if each.why_not} == {"还没有登记公示日期"}


def test_every_copy_has_its_own_number_and_its_own_person(unit):
    """Numbers run on; each entry of the register belongs to its person, nobody else is taken in hand."""
    held, papers = unit.declaration, ManyPapers(unit, everybody(unit))
    made = papers.ready(CERTIFICATE, CHOICE, formal=True, progress=silent())
    assert [job.number for job in made.jobs] == list(range(1, len(posted(unit)) + 1))
    for job in made.jobs:
        papers.registered(job)
    entries = unit.vault.prints()
    assert [unit.vault.load(entry.document).basics.name for entry in entries] == posted(unit)
    assert all(entry.state == "formal" and entry.version for entry in entries)
    assert unit.declaration.id == held.id


def test_a_copy_is_the_same_as_printed_for_that_person_alone(unit):
    """The bytes are those of the print centre with this person in hand and this number."""
    papers = ManyPapers(unit, everybody(unit))
    first = papers.ready(CERTIFICATE, CHOICE, formal=False, progress=silent()).jobs[0]
    unit.open(first.document)
    alone = ManyPapers(unit, (first.document,))
    again = alone.ready(CERTIFICATE, CHOICE, formal=False, progress=silent()).jobs[0]
    assert again.piece.pdf == first.piece.pdf


def test_the_list_afterwards_names_everybody_with_number_or_reason(unit):
    """成批打印结果 holds all people chosen: printed with their number, or why not."""
    papers = ManyPapers(unit, everybody(unit))
    made = papers.ready(CERTIFICATE, CHOICE, formal=False, progress=silent())
    for job in made.jobs[:1]:
        papers.registered(job)
    words = page_words(papers.report(made).piece().pdf)
    assert words.count("已送打印机") == 1
    assert words.count("还没有登记公示日期") == len(made.passed_over)
    assert words.count("停下了") == len(made.jobs) - 1


def test_a_marked_paper_waits_for_the_print_centre(unit):
    """Formal copies of a marked paper are numbered one by one with reason and approver: passed over here."""
    first = next(each for each in everybody(unit) if unit.vault.load(each).notice.posted_on)
    unit.open(first)
    unit.apply(SetValue("markings", (Marking((WHOLE,), RECORD),), "登记定密"))
    papers = ManyPapers(unit, (first,))
    assert papers.intended(CERTIFICATE, formal=True)[0].why_not == MARKED
    assert not papers.intended(CERTIFICATE, formal=False)[0].why_not


def test_the_dialog_counts_prints_and_reports(unit, window, spooler, monkeypatch):
    """将打 n 人，跳过 m 人 stands there before anything is printed; afterwards the message counts the same."""
    shell, seen = window(unit, "workbench"), []

    def answer(dialog):
        dialog.show()
        dialog.what.set_text("公示情况证明")
        dialog.state.set_text(FORMAL)
        dialog._look()
        finish(shell)
        settle()
        seen.append((dialog.found.text(), dialog.reasons.text(), dialog.take.text()))
        assert_nothing_clipped(dialog)
        assert_no_overlap(dialog)
        assert_named(dialog)
        dialog._take()

    monkeypatch.setattr(ManyDialog, "exec", answer)
    ask_print_many(shell.context, everybody(unit))
    finish(shell)
    going, all_of_them = len(posted(unit)), len(everybody(unit))
    assert seen[0][0] == f"将打 {going} 人，跳过 {all_of_them - going} 人"
    assert "还没有登记公示日期" in seen[0][1] and seen[0][2] == f"打印 {going} 人"
    assert len(spooler.taken) == len(unit.vault.prints()) == going
    said = [m for m in shell.context.messages.messages() if m.code == "PRINT-MANY"]
    assert said[0].title.startswith(f"公示情况证明：{going} 人送到了打印机")


@pytest.mark.parametrize(("width", "height", "base"), [(1093, 534, 16), (911, 432, 16), (1366, 688, 24)])  # fmt: skip
def test_the_dialog_holds_at_every_size(unit, window, monkeypatch, width, height, base):
    """Nothing is cut off or laid over another thing, however small the window."""
    shell, looked = window(unit, "workbench", width, height, base), []

    def answer(dialog):
        dialog.show()
        finish(shell)
        settle()
        assert_nothing_clipped(dialog)
        assert_no_overlap(dialog)
        looked.append(dialog)

    monkeypatch.setattr(ManyDialog, "exec", answer)
    ask_print_many(shell.context, everybody(unit))
    assert looked


@pytest.mark.parametrize(("width", "height", "base"), [(1366, 688, 16), (1093, 534, 16), (911, 432, 16), (1366, 688, 24)])  # fmt: skip
def test_the_bench_holds_with_everybody_ticked(unit, window, width, height, base):
    """The verbs for those chosen take the place of those for the row in hand; nothing is cut off."""
    shell = window(unit, "workbench", width, height, base)
    shell.current.presenter.tick_all(on=True)
    finish(shell)
    settle()
    assert_sound(shell, width, height, "workbench")
