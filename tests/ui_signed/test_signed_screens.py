# SPDX-License-Identifier: MulanPSL-2.0
"""签后扫描 and 按纸核对 in their window: sound at every size, worked by keys alone, saying what happened."""

from __future__ import annotations

import pytest

from app.present.signed.places import printed_sheets
from tests.helpers.geometry import assert_named, assert_no_overlap, assert_nothing_clipped, settle
from tests.helpers.printing_desk import printing_desk
from tests.helpers.windows import finish
from ui.qt import QLabel, QPushButton, QRadioButton, QShortcut, Qt
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import LineField

SIZES = [(1366, 688, 16), (1093, 534, 16), (911, 432, 16), (1366, 688, 20), (1366, 688, 24)]


def sound(page, where):
    """Hold a screen against what a person would complain about."""
    settle(6)
    for check in (assert_nothing_clipped, assert_no_overlap, assert_named):
        try:
            check(page)
        except AssertionError as fault:
            raise AssertionError(f"{where}: {fault}") from None


def _shortcut(page, key):
    """Press a bound key: without a screen no window is active, so Qt lets no shortcut fire by itself."""
    next(s for s in page.findChildren(QShortcut) if s.key().toString() == key).activated.emit()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_screens_are_sound(still_desk, window, size):
    """A place in hand, a sheet to be claimed, nothing to sign, and the code compared, at every size."""
    shell = window(still_desk, "signed", *size)
    page = shell.current
    for line in page.presenter.state.lines:
        page.table.select(line.id)
        finish(shell)
        sound(page, line.title)
    page.presenter.choose_filter("void")
    finish(shell)
    sound(page, "no sheet")
    assert shell.go("recheck")
    sound(shell.current, "recheck, empty")
    code = still_desk.paper_context().check_code.split("-")
    shell.current.digits.set_groups([code[1], code[0], code[2], code[3]])
    shell.current._compare()
    sound(shell.current, "recheck, differing")


def test_the_empty_room_says_what_to_do(tmp_path, window):
    """Before the first scan: one sentence and one button."""
    with printing_desk(tmp_path) as session:
        shell = window(session, "signed")
        page = shell.current
        assert page.empty.isVisible() and not page.body.isVisible()
        assert page.empty.action.text().startswith("选择扫描件")
        sound(page, "empty")
        shell.close()


def test_places_are_looked_at_with_three_keys(desk, window, qtbot):
    """1, 2, 3 answer and go on to the next place nobody looked at; PageUp and PageDown move."""
    shell = window(desk, "signed")
    page = shell.current
    line = next(line for line in page.presenter.state.lines if not line.unclaimed)
    page.table.select(line.id)
    page.table.setFocus()
    finish(shell)
    count = len(page.presenter.state.places)
    assert page.places.place == 0 and "1/" in page.places.what.whole_text()
    _shortcut(page, "PgDown")
    settle(4)
    assert page.places.place == 1
    _shortcut(page, "PgUp")
    settle(4)
    for number in range(count):
        assert page.places.place == number
        qtbot.keyClick(page, Qt.Key.Key_2 if number == 3 else Qt.Key.Key_1)
        settle(6)
    verdicts = [place.verdict for place in page.presenter.state.places]
    assert verdicts.count("missing") == 1 and verdicts.count("there") == count - 1
    assert page.presenter.state.lines[-1].state == "缺签章"


def test_the_picture_says_whether_it_looks_empty(still_desk, window):
    """Signed places say 有墨迹, unsigned ones 看起来是空的; the words are read aloud too."""
    shell = window(still_desk, "signed")
    page = shell.current
    line = next(line for line in page.presenter.state.lines if not line.unclaimed)
    page.table.select(line.id)
    finish(shell)
    assert "有墨迹" in page.places.picture.accessibleDescription()
    page.places.step(4)
    settle(4)
    assert "看起来是空的" in page.places.picture.accessibleDescription()


def test_a_sheet_is_claimed_by_keyboard(desk, window, qtbot):
    """Enter goes from the list into the digits, Tab through them, the button files the sheet."""
    shell = window(desk, "signed")
    page = shell.current
    line = next(line for line in page.presenter.state.lines if line.unclaimed)
    page.table.select(line.id)
    page.table.activated.emit(line.id)
    finish(shell)
    group = printed_sheets(desk.vault, 2).code[-4:]
    for field, text in (
        (page.claim.number, "2"),
        (page.claim.page, "1"),
        (page.claim.group, group),
    ):
        field.set_text(text)
    page.claim._claim()
    finish(shell)
    assert not any(each.unclaimed for each in page.presenter.state.lines)
    assert any(each.number == "0002" for each in page.presenter.state.lines)


def test_reading_runs_beside_the_window_and_says_what_came(desk, window, tmp_path):
    """A good scan and a broken one: counted, and the broken one named."""
    shell = window(desk, "signed")
    page = shell.current
    bad = tmp_path / "坏的.pdf"
    bad.write_bytes(b"%PDF-1.7 broken")
    page.read_files([bad, tmp_path / "评审表第13页.jpg"])
    finish(shell)
    said = "".join(words.text() for words in shell.chrome.messages.findChildren(QLabel))
    assert "坏的.pdf" in said and "收过的 1 页没有再收" in said


def test_codes_are_switched_on_by_a_person(desk, window, monkeypatch):
    """Off at first; the link says what is printed from now on."""
    shell = window(desk, "signed")
    page = shell.current
    assert page.codes.text() == "页脚扫描码：不印"

    def tick(dialog):
        found = dialog.findChildren(QRadioButton)
        assert [b.text() for b in found if b.isChecked()] == ["不印"]
        next(b for b in found if "Code128" in b.text()).setChecked(True)
        return True

    monkeypatch.setattr(Dialog, "exec", tick)
    page._ask_codes()
    finish(shell)
    assert page.codes.text() == "页脚扫描码：条形码"
    context = desk.paper_context()
    assert context.check_bars and not context.check_sheets


def test_the_rooms_are_in_the_print_menu(still_desk, window):
    """打印(P): 打印台账, 签后扫描, 按纸核对."""
    shell = window(still_desk, "tasks")
    assert {"printlog", "signed", "recheck"} <= set(shell.chrome.menus.actions)


def test_a_sheet_is_declared_void_only_with_a_reason(desk, window, monkeypatch):
    """No reason is refused inside the dialog, where it is read; with one the sheet stays, declared void."""
    shell = window(desk, "signed")
    page = shell.current
    line = next(line for line in page.presenter.state.lines if not line.unclaimed)
    page.table.select(line.id)
    finish(shell)
    refused = []

    def fill(dialog):
        reason = dialog.findChildren(LineField)[-1]
        verb = next(b for b in dialog.findChildren(QPushButton) if b.text().startswith("作废"))
        verb.click()
        refused.extend(message.code for message in dialog.messages.messages())
        reason.set_text("扫错了人（虚构）")
        verb.click()

    monkeypatch.setattr(Dialog, "exec", fill)
    page._ask_void()
    finish(shell)
    assert len(refused) == 1
    page.presenter.choose_filter("void")
    assert [each.id for each in page.presenter.state.lines] == [line.id]
