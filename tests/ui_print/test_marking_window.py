# SPDX-License-Identifier: MulanPSL-2.0
"""定密登记 and numbered copies in the window: typed by keys, refused in words, sound at every size."""

from __future__ import annotations

import attrs
import pytest

from app.kernel.progress import silent
from app.model.copies import copy_of
from app.present.secrecy.marking import TICKED
from app.present.session import Role
from tests.helpers.geometry import assert_named, assert_no_overlap, assert_nothing_clipped, settle
from tests.helpers.marked import TYPED, changed, decided
from tests.helpers.pages import words
from tests.helpers.printing_desk import printing_desk
from tests.ui_print.conftest import finish
from tests.ui_print.test_print_acts import codes, press
from tests.ui_print.test_print_looks import SIZES, sound
from ui.qt import QPushButton
from ui.secrecy.deciding import NAMES
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import DropField, Field


@pytest.fixture
def desk(tmp_path):
    """The unit's desk with one person and a packet."""
    with printing_desk(tmp_path, role=Role.UNIT) as session:
        yield session


def typed_in(form, typed) -> None:
    """Type a decision into the form as a person does, field by field."""
    for name in NAMES:
        field, text = getattr(form, name), getattr(typed, name)
        if isinstance(field, DropField):
            field.drop.setCurrentIndex(field.drop.findText(text))
            field._picked()
        else:
            field.line.setText(text)
            field._typed()
    settle(2)


def reach(form, key: str) -> None:
    """Say what the decision speaks of."""
    number = {TICKED: 0, "whole": 1}[key]
    form.reach.drop.setCurrentIndex(number)
    form.reach._picked()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_list_and_the_form_are_sound(desk, window, size):
    """Papers, decisions, the unit's letters and the form with all its lines, at every size and text size."""
    first = decided(desk, "pledge", level="机密", period="20年")
    changed(desk, first, period="10年")
    shell = window(desk, "marking", *size)
    page = shell.current
    for chip in ("person", "person-book", "unit", "unit-book"):
        page.chips.chosen.emit(chip)
        sound(shell, chip)
    page.chips.chosen.emit("person")
    page.papers.ticked.emit("evaluation", True)
    press(shell, "登记定密…")
    page.form.ask_remark()
    sound(shell, "form")


def dialogs(monkeypatch, size_of) -> list[str]:
    """Let every dialog be looked at instead of shown; returns what was wrong with them."""
    faults: list[str] = []

    def look(dialog):
        dialog.show()
        settle(6)
        for check in (assert_nothing_clipped, assert_no_overlap, assert_named):
            try:
                check(dialog)
            except AssertionError as fault:
                faults.append(f"{size_of}: {fault}")
        return 0

    monkeypatch.setattr(Dialog, "exec", look)
    return faults


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_dialogs_are_sound(desk, window, monkeypatch, size):
    """解密, 作废登记 and the order of a further 绝密 copy, at every size and text size."""
    decided(desk, "pledge", level="绝密", period="30年")
    shell = window(desk, "marking", *size)
    page = shell.current
    page.chips.chosen.emit("person-book")
    settle(3)
    faults = dialogs(monkeypatch, size)
    for verb in ("解密…", "作废登记…"):
        press(shell, verb)
    assert shell.go("print")
    printing = shell.current
    printing.table.select("pledge")
    printing.presenter.choose_formal(True)
    finish(shell)
    (job,) = printing.presenter.ready(silent())
    printing.presenter.registered(job)
    finish(shell)
    press(shell, "打印")
    assert faults == []


def test_a_decision_is_ticked_typed_and_registered(desk, window):
    """A fact left out is named in the window and nothing typed is lost; then the mark stands in the list."""
    shell = window(desk, "marking")
    page = shell.current
    page.papers.ticked.emit("pledge", True)
    press(shell, "登记定密…")
    assert "个人承诺书" in page.form.papers.text()
    reach(page.form, TICKED)
    typed_in(page.form, attrs.evolve(TYPED, officer=""))
    press(shell, "登记")
    assert codes(shell)[0] == "MARK-FACTS"
    assert page.form.isVisible()
    assert page.form.scope.text() == TYPED.scope
    page.form.officer.line.setText("练习定密责任人")
    press(shell, "登记")
    assert codes(shell) == ["MARK-ENTERED"]
    assert page.papers.isVisible()
    line = next(paper for paper in page.presenter.state.papers if paper.id == "pledge")
    assert line.mark == "秘密★10年"
    assert desk.vault.drafts("marking-form") == {}


def test_a_period_over_the_usual_one_opens_the_line_for_its_reason(desk, window):
    """MARK-LONG asks for the ground in a line that was not there before; with it the decision is kept."""
    shell = window(desk, "marking")
    page = shell.current
    press(shell, "登记定密…")
    reach(page.form, "whole")
    typed_in(page.form, attrs.evolve(TYPED, period="15年"))
    assert page.form.remark.isHidden()
    press(shell, "登记")
    assert codes(shell)[0] == "MARK-LONG"
    assert page.form.remark.isVisible()
    page.form.remark.line.setText("练习规定第2条")
    press(shell, "登记")
    assert desk.declaration.markings[0].record.remark == "练习规定第2条"


def test_the_form_comes_back_after_the_window_was_closed(desk, window):
    """What was typed is a draft of the vault: another window shows the form as it was left; 先不办 drops it."""
    shell = window(desk, "marking")
    page = shell.current
    page.papers.ticked.emit("pledge", True)
    press(shell, "登记定密…")
    typed_in(page.form, attrs.evolve(TYPED, scope=""))
    shell.close()
    again = window(desk, "marking")
    page = again.current
    assert page.form.isVisible()
    assert page.form.officer.text() == TYPED.officer
    assert "个人承诺书" in page.form.papers.text()
    press(again, "先不办")
    assert page.papers.isVisible()
    assert desk.vault.drafts("marking-form") == {}


def test_another_person_in_hand_never_gets_the_form_of_the_first(desk, window):
    """Taking somebody else in hand puts the form away; it waits for its own person."""
    shell = window(desk, "marking")
    page = shell.current
    first = desk.declaration
    press(shell, "登记定密…")
    typed_in(page.form, TYPED)
    desk.start(attrs.evolve(first, id="0" * 16, markings=()))
    finish(shell)
    assert page.form.isHidden()
    desk.open(first.id)
    finish(shell)
    assert page.form.isVisible()
    assert page.form.officer.text() == TYPED.officer


def test_a_change_begins_with_the_old_decision_and_stands_beside_it(desk, window):
    """变更…: level and ground are there, people and day are not; both entries stay in the book."""
    decided(desk, "pledge", level="机密", period="20年")
    shell = window(desk, "marking")
    page = shell.current
    page.chips.chosen.emit("person-book")
    settle(3)
    press(shell, "变更…")
    assert (page.form.level.text(), page.form.officer.text()) == ("机密", "")
    typed_in(page.form, attrs.evolve(TYPED, on="2026-06-10"))
    press(shell, "登记变更")
    assert codes(shell) == ["MARK-CHANGED"]
    assert [entry.state for entry in page.presenter.state.entries] == ["有效", "已变更"]


def answer(monkeypatch, *texts: str) -> list[str]:
    """Answer the next dialogs: their fields in order, then the verb; returns the titles shown."""
    seen: list[str] = []

    def run(dialog):
        seen.append(dialog.windowTitle())
        fields = [f for f in dialog.findChildren(Field) if not f.isHidden()]
        for field, text in zip(fields, texts, strict=False):
            field.set_text(text)
        next(b for b in dialog.findChildren(QPushButton) if b.isDefault()).click()
        return 0

    monkeypatch.setattr(Dialog, "exec", run)
    return seen


def test_a_second_copy_is_asked_for_and_the_first_is_not(desk, window, spooler, monkeypatch):
    """The first formal printing asks nothing; the next asks why and by whose leave, and prints 000002."""
    decided(desk, "pledge")
    shell = window(desk, "print")
    page = shell.current
    page.table.select("pledge")
    page.presenter.choose_formal(True)
    finish(shell)
    assert page.numbers.text().startswith("秘密★10年")
    asked = answer(monkeypatch, "照原样复制", "练习批准人", "评委会要一份")
    press(shell, "打印")
    assert (asked, len(spooler.taken)) == ([], 1)
    press(shell, "打印")
    assert asked == ["再印带密级的文件"]
    assert len(spooler.taken) == 2
    assert "复制件" in words(spooler.taken[1].pdf)
    kept = [copy_of(entry.copy_number).shown for entry in desk.vault.prints()]
    assert kept == ["000001", "000002"]


def test_going_away_from_the_question_prints_nothing(desk, window, spooler, monkeypatch):
    """先不印: no job, no number, nothing registered."""
    decided(desk, "pledge")
    shell = window(desk, "print")
    page = shell.current
    page.table.select("pledge")
    page.presenter.choose_formal(True)
    finish(shell)
    press(shell, "打印")
    monkeypatch.setattr(Dialog, "exec", lambda _dialog: 0)
    press(shell, "打印")
    assert len(spooler.taken) == len(desk.vault.prints()) == 1


def test_the_register_shows_the_column_only_while_there_is_something_in_it(desk, window):
    """密级、份号 appears with the first marked printing."""
    shell = window(desk, "printlog")
    page = shell.current
    assert page.table.view.isColumnHidden(6)
    decided(desk, "pledge")
    shell.go("print")
    printing = shell.current
    printing.table.select("pledge")
    printing.presenter.choose_formal(True)
    finish(shell)
    press(shell, "打印")
    shell.go("printlog")
    finish(shell)
    page = shell.current
    assert not page.table.view.isColumnHidden(6)
    assert "编了份号 1 份" in page.balance.whole_text()
