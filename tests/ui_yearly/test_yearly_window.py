# SPDX-License-Identifier: MulanPSL-2.0
"""模板与日历 driven like a person: the keyboard, the digits from paper, the small questions, every size."""

from __future__ import annotations

import pytest

from app.policy.other_packs import digest_groups
from app.policy.packfiles import PackFiles
from app.present.tasks import TasksPresenter
from tests.helpers.geometry import (
    assert_named,
    assert_no_overlap,
    assert_nothing_clipped,
    settle,
)
from tests.helpers.other_packs import other_pack
from tests.helpers.windows import finish
from ui.qt import QDialog, QPushButton, Qt
from ui.screens.yearly.screen import PAGES
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field

SIZES = [
    (1366, 688, 16),
    (1093, 534, 16),
    (911, 432, 16),
    (1366, 688, 20),
    (1366, 688, 24),
]


@pytest.fixture
def brought(tmp_path):
    """Return the folder of a corrected pack."""
    return other_pack(tmp_path / "chifeng-2026-2")


def fill(monkeypatch, **values) -> list[str]:
    """Answer the next dialogs: fields by name, then the verb that is primary; returns the titles seen."""
    seen: list[str] = []

    def shown(dialog: Dialog) -> int:
        seen.append(dialog.windowTitle())
        for field in dialog.findChildren(Field):
            name = field.label.text()
            if name in values:
                field.set_text(values[name])
        verb = next(b for b in dialog.findChildren(QPushButton) if b.property("role") in ("primary", "danger"))  # fmt: skip
        verb.click()
        return dialog.result() or QDialog.DialogCode.Rejected

    monkeypatch.setattr(Dialog, "exec", shown)
    return seen


@pytest.mark.parametrize(("width", "height", "base"), SIZES)
def test_every_page_is_sound_at_every_size(applicant, window, brought, width, height, base):
    """Nothing clipped, nothing over anything else, every control named, the window never outgrows the screen."""
    shell = window(applicant, width, height, base)
    screen = shell.current
    screen.open("packs").shown.bring(brought)
    for name in PAGES:
        screen.open(name)
        settle()
        assert_nothing_clipped(screen)
        assert_no_overlap(screen)
        assert_named(screen)
        assert (shell.width(), shell.height()) == (width, height), name


def test_the_task_of_the_applicant_leads_here_and_is_done_here(applicant, window, qtbot):
    """核对本单位的日期和清单版本 opens this screen; its button does the task."""
    shell = window(applicant)
    tasks = TasksPresenter(applicant)
    row = tasks.row("dates")
    assert row.screen == "yearly"
    button = next(w for w, _ in shell.current.page._buttons if "核对过了" in w.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert tasks.row("dates").kind == "done"
    tasks.close()


def test_a_part_is_opened_and_left_by_keys(applicant, window, qtbot):
    """Enter opens the line in hand, Esc comes back to the list, again Esc leaves."""
    shell = window(applicant)
    screen = shell.current
    screen.page.table.select("dates")
    qtbot.keyClick(screen.page.table.view, Qt.Key.Key_Return)
    assert screen.name == "dates"
    qtbot.keyClick(screen.page.table.view, Qt.Key.Key_Escape)
    assert screen.name == "overview"


def test_space_ticks_a_date_with_the_name_at_the_desk(applicant, window, qtbot):
    """One key a line while reading the notice; the quotation stands below."""
    shell = window(applicant)
    page = shell.current.open("dates")
    page.table.select("windows.senior.report_up")
    assert "7月20日前" in page.detail.text()
    qtbot.keyClick(page.table.view, Qt.Key.Key_Space)
    settle()
    assert any("7月20日" in key for key in applicant.rules.ticked)
    assert applicant.rules.ticked.popitem()[1].by == "李某（虚构）"


def test_a_day_later_than_the_notice_is_refused_inside_the_question(applicant, window, monkeypatch):
    """The sentence names both days; the dialog stays, nothing is kept."""
    shell = window(applicant)
    page = shell.current.open("dates")
    said: list[str] = []

    def shown(dialog: Dialog) -> int:
        field = dialog.findChildren(Field)[0]
        field.set_text("2026-08-01")
        next(b for b in dialog.findChildren(QPushButton) if b.property("role") == "primary").click()
        said.extend(message.title for message in dialog.messages.messages())
        return dialog.result()

    monkeypatch.setattr(Dialog, "exec", shown)
    page.activate("own.senior")
    assert said == ["单位的日子只能更早"]
    assert applicant.rules.internal_dates == {}


def test_a_pack_is_taken_in_with_the_digits_and_one_declaration_moved(
    window, applicant, brought, monkeypatch, qtbot
):
    """Digits typed, a wrong one marked at once, cases run, differences read, taken in, moved, undone."""
    shell = window(applicant)
    screen = shell.current
    screen.open("packs")._brought(brought)
    page = screen.page
    groups = digest_groups(PackFiles.of_folder(brought).digest)
    assert not screen.primary.isEnabled()
    wrong = "00000" if groups[0] != "00000" else "11111"
    page.digits.boxes[0].setFocus()
    qtbot.keyClicks(page.digits.boxes[0], wrong)
    settle()
    assert page.digits.boxes[0].property("tone") == "must"
    assert "第 1 组" in page.said.text()
    page.digits.boxes[0].clear()
    qtbot.keyClicks(page.digits.boxes[0], groups[0])
    for box, group in zip(page.digits.boxes[1:], groups[1:], strict=True):
        assert box.hasFocus()
        qtbot.keyClicks(box, group)
    settle()
    assert screen.primary.isEnabled()
    qtbot.mouseClick(screen.primary, Qt.MouseButton.LeftButton)
    finish(shell)
    assert screen.primary.text() == "收下"
    assert "样例全部通过" in page.said.text()
    fill(monkeypatch, 姓名="王某（虚构）")
    qtbot.mouseClick(screen.primary, Qt.MouseButton.LeftButton)
    settle()
    assert screen.name == "packs"
    assert applicant.declaration.pack == "chifeng-2026"
    screen.page.activate("chifeng-2026@2")
    settle()
    qtbot.mouseClick(screen.primary, Qt.MouseButton.LeftButton)
    assert applicant.declaration.pack == "chifeng-2026@2"
    applicant.undo()
    assert applicant.declaration.pack == "chifeng-2026"


def test_a_refused_pack_says_why_and_the_page_stays(applicant, window, tmp_path, qtbot):
    """A pack whose case fails is refused in one sentence above the page; the digits stay typed."""
    edits = (("cases/checks.toml", '"1996-07-11", "NOT_MET"', '"1996-07-11", "MET"'),)
    folder = other_pack(tmp_path / "bad", edits)
    shell = window(applicant)
    screen = shell.current
    screen.open("packs")._brought(folder)
    for box, group in zip(screen.page.digits.boxes, digest_groups(PackFiles.of_folder(folder).digest), strict=True):  # fmt: skip
        box.setText(group)
    settle()
    qtbot.mouseClick(screen.primary, Qt.MouseButton.LeftButton)
    finish(shell)
    said = [message.code for message in shell.chrome.messages.messages()]
    assert said == ["PACK-CASE"]
    assert screen.name == "taking_in"
    assert applicant.shelf.names() == ("chifeng-2026",)


def test_the_officer_keys_a_material_in_and_sees_who_is_affected(unit, window, monkeypatch, qtbot):
    """The question names the people first; afterwards every list has the material, in the background."""
    shell = window(unit)
    page = shell.current.open("catalogue")
    seen = fill(monkeypatch, 材料名称="业绩公示回执")
    page.activate("")
    finish(shell)
    assert seen[0] == "增加一项材料"
    assert seen[1] == "目录改了，有人的清单会变"
    own = f"own_{unit.rules.materials[0].id}"
    held = [unit.vault.load(entry.id) for entry in unit.vault.declarations()]
    free = [declaration for declaration in held if not declaration.bound_on]
    assert free
    assert all(declaration.material(own) is not None for declaration in free)


def test_a_template_is_signed_and_the_sign_taken_back(unit, window, monkeypatch, qtbot):
    """核对 asks who; 取消核对 makes it 参考模板 again."""
    shell = window(unit)
    page = shell.current.open("templates")
    fill(monkeypatch, 姓名="王某（虚构）")
    page.table.select("contents")
    page.activate("contents")
    assert unit.rules.template("contents").checked.by == "王某（虚构）"
    page.refresh()
    back = next(w for w, _ in page._buttons if w.text() == "取消核对")
    assert back.isEnabled()
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert unit.rules.template("contents").checked.by == ""


def test_another_text_size_comes_back_to_the_same_line(applicant, window):
    """Page and line in hand survive the widgets being made anew."""
    from ui.theme import TextSize

    shell = window(applicant)
    shell.current.open("dates").table.select("own.senior")
    shell.set_look(TextSize.LARGE, False)
    settle()
    assert shell.current.name == "dates"
    assert shell.current.page.in_hand() == "own.senior"


@pytest.mark.parametrize(("width", "height", "base"), SIZES)
def test_the_guide_is_readable_at_every_size(applicant, window, width, height, base):
    """帮助 leads to the guide; nothing of it is cut off, and a section is reached from the list."""
    shell = window(applicant, width, height, base)
    assert shell.go("guide")
    settle()
    screen = shell.current
    assert_nothing_clipped(screen)
    assert_no_overlap(screen)
    assert_named(screen)
    last = screen.where.drop.itemText(screen.where.drop.count() - 1)
    screen._go(last)
    assert screen.area.verticalScrollBar().value() > 0
    assert (shell.width(), shell.height()) == (width, height)
