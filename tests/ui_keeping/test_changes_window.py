# SPDX-License-Identifier: MulanPSL-2.0
"""The undo list, a field's history and the bin in the real window, by keyboard."""

from __future__ import annotations

import attrs
import pytest

from app.model.operations import RemoveRow, SetValue
from tests.helpers import vaults
from tests.helpers.desk import reopened
from tests.helpers.geometry import assert_named, assert_no_overlap, assert_nothing_clipped, settle
from ui.fields.row import FieldRow
from ui.qt import QApplication, QPushButton, Qt

SIZES = ((1366, 688, 16), (1093, 534, 16), (911, 432, 16), (1366, 688, 20), (1366, 688, 24))


def changed(session):
    """Type three numbers and delete a row."""
    for phone in ("13800000001", "13800000002", "13800000003"):
        session.apply(SetValue("basics.phone", phone, f"改“联系电话”为 {phone[-1]}"))
    first = session.declaration.education[0].id
    session.apply(RemoveRow("education", first, "删去一个学历"))
    return first


@pytest.mark.parametrize(("width", "height", "base"), SIZES)
def test_nothing_is_clipped_at_any_size(session, window, width, height, base):
    """The three views of 改动与版本 and the bin hold at every logical size."""
    changed(session)
    shell = window(session, width, height, base)
    for name, view in (
        ("changes", "undo"), ("changes", "all"), ("changes", "compare"), ("changes", "found"),
        ("bin", ""), ("twins", ""),
    ):  # fmt: skip
        assert shell.go(name, view)
        settle()
        assert_nothing_clipped(shell)
        assert_no_overlap(shell)
        assert_named(shell)


def test_the_undo_list_is_in_the_menu_and_enter_undoes_to_the_row(session, window, qtbot):
    """Two rows down and Enter: three steps are taken back, the number before stands."""
    changed(session)
    shell = window(session)
    shell.chrome.menus.actions["steps"].trigger()
    settle()
    for _press in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    kept = reopened(session)
    assert (kept.basics.phone, len(kept.education)) == ("13800000001", 2)


def test_the_history_of_a_field_is_one_key_away_and_restores(session, window, qtbot):
    """Ctrl+H at the field shows who and when; the link puts the old value back and stays at the field."""
    changed(session)
    shell = window(session)
    shell.go_path("basics.phone")
    settle()
    shell.chrome.menus.actions["history"].trigger()
    settle()
    links = [
        link for link in shell.chrome.pane.findChildren(QPushButton)
        if link.text().startswith("恢复成") and link.isVisible()
    ]  # fmt: skip
    assert (
        links[0].text() == "恢复成“1380000000…”" and "6月15日" in links[0].accessibleDescription()
    )
    qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)
    settle()
    assert reopened(session).basics.phone == "13800000002"
    row = next(r for r in shell.current.findChildren(FieldRow) if r.path == "basics.phone")
    assert row.field.text() == "13800000002" and row.field.editor.hasFocus()
    assert session.undo_names()[0] == "恢复“联系电话”原来的内容"


def test_history_without_a_field_in_hand_says_what_to_do(session, window):
    """On a page without fields the key explains itself instead of doing nothing."""
    shell = window(session)
    shell.go("tasks")
    shell.chrome.menus.actions["history"].trigger()
    assert "先把光标放到" in shell.chrome.status.passing.text()


def test_enter_in_the_bin_brings_the_row_back(session, window, qtbot):
    """The deleted row stands in the list; Enter restores it and the window says so."""
    first = changed(session)
    shell = window(session)
    shell.go("bin")
    settle()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert first in {row.id for row in reopened(session).education}
    assert [message.title for message in shell.chrome.messages.messages()] == ["恢复好了"]


def test_two_of_one_person_are_compared_from_the_self_check(session, window, qtbot):
    """自检 says M11; Enter shows both; every size holds; the verbs say what becomes of which."""
    session.apply(SetValue("basics.id_number", "150402198203070011"))
    twin = attrs.evolve(session.declaration, id="twin", works=())
    session.vault.add(twin, vaults.event("create", twin.id))
    session.forget_derived()
    shell = window(session)
    shell.go("selfcheck")
    settle()
    table = shell.current.table
    assert table.select(next(key for key in table.row_ids() if "M11" in key))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert shell.name == "twins"
    assert [verb.text() for verb in shell.current.verbs] == [
        "打开另一份",
        "作废手里这份…",
        "作废另一份…",
    ]
    assert_nothing_clipped(shell)
    shell.resize(911, 432)
    settle()
    assert_nothing_clipped(shell)
    assert_no_overlap(shell)
