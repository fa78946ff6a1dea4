# SPDX-License-Identifier: MulanPSL-2.0
"""材料清单 in its window: keys, files, pages of scans, and what came back."""

from __future__ import annotations

import pikepdf
import pytest
from PySide6.QtCore import QMimeData, QPointF, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from app.model.codes import ItemState, MaterialState
from tests.helpers import hostile_files as files
from tests.helpers.desk import reopened
from tests.helpers.geometry import settle
from tests.helpers.windows import rested
from tests.ui_paper.conftest import plain_rows, send_back
from ui.qt import QApplication, Qt
from ui.widgets.dialogs import Dialog


def codes(shell) -> list[str]:
    """Return the codes of the messages above the page."""
    return [message.code for message in shell.context.messages.messages()]


def drop(screen, paths) -> None:
    """Let go of files over the page, as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    screen.dropEvent(event)


@pytest.fixture
def listed(applicant, window):
    """The list with the first material the program does not make itself in hand."""
    shell = window(applicant, name="materials")
    shell.current.table.select(plain_rows(applicant)[0])
    settle()
    return shell


def test_the_list_is_worked_by_keys_alone(applicant, listed):
    """Down goes to the next row, Space readies it, Alt+Down moves it, Ctrl+Z takes that back."""
    first, second = plain_rows(applicant)[:2]
    view = QApplication.focusWidget()
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Down)
    settle()
    QTest.keyClick(view, Qt.Key.Key_Space)
    settle()
    kept = reopened(applicant)
    assert kept.material(first).state == MaterialState.READY
    assert kept.material(second).state == MaterialState.READY
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert reopened(applicant).material(second).state == MaterialState.NOT_READY


def test_f9_opens_the_walk_and_esc_comes_back(listed):
    """The keys printed on the buttons answer."""
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)
    settle()
    assert listed.name == "walk"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    settle()
    assert listed.name == "materials"


def test_several_files_dropped_are_taken_in_one_after_another(applicant, listed, tmp_path):
    """Two good scans hang on the row in hand, in the order dropped, and the first page is shown."""
    paths = [tmp_path / "a.png", tmp_path / "b.pdf"]
    paths[0].write_bytes(files.png())
    paths[1].write_bytes(files.pdf(pages=3))
    drop(listed.current, paths)
    rested(listed.tasks)
    rested(listed.quick)
    entry = reopened(applicant).material(plain_rows(applicant)[0])
    assert [scan.name for scan in entry.scans] == ["a.png", "b.pdf"]
    assert entry.page_count() == 4
    assert len(listed.current.side.thumbs.model().pictures) == 4


REFUSED = {
    "leer.pdf": (b"", "INTAKE-EMPTY"),
    "brief.docx": (b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml" + b"\0" * 60, "INTAKE-KIND"),
    "kaputt.pdf": (b"%PDF-1.4\n" + b"\x99" * 400, "INTAKE-BROKEN-PDF"),
    "zu.pdf": (
        files.pdf(encryption=pikepdf.Encryption(user="geheim", owner="geheim")),
        "INTAKE-ENCRYPTED",
    ),
    "riesig.png": (files.bare_png(30_000, 30_000), "INTAKE-PIXELS"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_file_is_named_and_the_good_one_beside_it_is_kept(
    applicant, listed, tmp_path, name
):
    """Empty, Word, broken, encrypted, 900 megapixels: a message with the name, nothing else lost."""
    data, code = REFUSED[name]
    good, bad = tmp_path / "gut.png", tmp_path / name
    good.write_bytes(files.png())
    bad.write_bytes(data)
    drop(listed.current, [bad, good])
    rested(listed.tasks)
    message = next(m for m in listed.context.messages.messages() if m.code != "MATERIAL-SCAN-NOTE")
    assert message.code.startswith(code)
    assert name in message.title + message.detail
    entry = reopened(applicant).material(plain_rows(applicant)[0])
    assert [scan.name for scan in entry.scans] == ["gut.png"]


def test_the_same_file_twice_is_noted(applicant, listed, tmp_path):
    """A duplicate is hung but said, with the name of the material that has it."""
    path = tmp_path / "a.png"
    path.write_bytes(files.png())
    for _time in range(2):
        drop(listed.current, [path])
        rested(listed.tasks)
    said = [m for m in listed.context.messages.messages() if m.code == "MATERIAL-SCAN-NOTE"]
    assert any("同一个文件" in message.detail for message in said)


def test_a_file_that_cannot_be_read_is_said(listed, tmp_path):
    """SCAN-READ names the file that is not there any more."""
    drop(listed.current, [tmp_path / "weg.pdf"])
    rested(listed.tasks)
    assert codes(listed) == ["SCAN-READ"]


def test_stopping_keeps_what_was_taken_and_names_the_rest(applicant, listed, tmp_path):
    """停在这里 while several files are read: what was read is attached, the others are named."""
    paths = []
    for number in range(6):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(files.pdf(pages=number + 1))
        paths.append(path)
    listed.tasks.began.connect(lambda task: task.progressed.connect(lambda *_step: task.stop()))
    drop(listed.current, paths)
    rested(listed.tasks)
    assert "SCAN-STOPPED" in codes(listed)
    assert len(reopened(applicant).material(plain_rows(applicant)[0]).scans) < 6


def test_pages_are_turned_moved_left_out_and_put_back(applicant, listed, tmp_path):
    """Every verb of the pages tab does its work and can be undone."""
    path = tmp_path / "b.pdf"
    path.write_bytes(files.pdf(pages=3))
    drop(listed.current, [path])
    rested(listed.tasks)
    side, entry_id = listed.current.side, plain_rows(applicant)[0]
    listed.current.show_scans()
    side.turn_to(2)
    side.verbs[0].click()
    settle()
    assert reopened(applicant).material(entry_id).scans[0].rotations == (0, 1, 0)
    side.verbs[1].click()
    settle()
    assert reopened(applicant).material(entry_id).scans[0].order == (1, 0, 2)
    side.verbs[3].click()
    settle()
    assert reopened(applicant).material(entry_id).page_count() == 2
    assert side.back_verb.isVisible()
    side.back_verb.click()
    settle()
    assert reopened(applicant).material(entry_id).page_count() == 3
    side.verbs[4].click()
    settle()
    assert reopened(applicant).material(entry_id).scans == ()
    applicant.undo()
    assert len(reopened(applicant).material(entry_id).scans) == 1


def test_the_only_page_of_a_file_is_not_left_out(applicant, listed, tmp_path):
    """SCAN-LAST-PAGE says what to do instead; without a scan the verb says SCAN-NO-PAGE."""
    listed.current.guard(listed.current.side.leave_out)
    assert codes(listed) == ["SCAN-NO-PAGE"]
    path = tmp_path / "a.png"
    path.write_bytes(files.png())
    drop(listed.current, [path])
    rested(listed.tasks)
    listed.current.side.verbs[3].click()
    settle()
    assert codes(listed)[0] == "SCAN-LAST-PAGE"


def test_what_came_back_is_shown_alone_with_who_why_and_until_when(applicant, window):
    """The list opens on the items sent back; the panel says reason, clause, what to bring, due day."""
    wanted = send_back(applicant, (0, 1))
    shell = window(applicant, name="materials")
    screen = shell.current
    assert screen.table.row_ids() == wanted
    card = screen.presenter.state.card
    assert card.words == "单位初审 6月12日退回：2 处，6月18日前补齐"
    assert card.left == "还剩 3 个工作日"
    assert screen.detail.title.whole_text().endswith("聘书复印件缺背面，6月18日前补齐")
    assert "王某（虚构）" in screen.detail.by.text()
    assert "聘书原件" in screen.detail.wish.whole_text()
    assert screen.detail.clause.whole_text().startswith("依据：通知四")


def test_space_on_an_item_sent_back_readies_it(applicant, window):
    """需补正 becomes 已准备 (补正后); the other item still waits."""
    wanted = send_back(applicant, (0, 1))
    shell = window(applicant, name="materials")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    settle()
    assert reopened(applicant).material(wanted[0]).shown_state() == ItemState.READY
    assert shell.current.table.row_ids() == [wanted[1]]


def answer_in_dialog(monkeypatch, text) -> list[str]:
    """Fill the one line of the next dialog and press its primary verb; returns what it refused."""
    refused: list[str] = []

    def fill(dialog):
        from ui.qt import QPushButton
        from ui.widgets.fields import LineField

        dialog.findChildren(LineField)[-1].set_text(text)
        primary = [b for b in dialog.findChildren(QPushButton) if b.isDefault()]
        primary[-1].click()
        refused.extend(m.code for m in dialog.messages.messages())

    monkeypatch.setattr(Dialog, "exec", fill)
    return refused


def test_an_answer_without_a_change_is_a_typed_reason(applicant, window, monkeypatch):
    """不改，说明理由: too short is refused inside the dialog; a reason makes it 已回应."""
    wanted = send_back(applicant)
    shell = window(applicant, name="materials")
    assert answer_in_dialog(monkeypatch, "无") == []
    shell.current.detail.other.click()
    refused = answer_in_dialog(monkeypatch, "背面是空白，没有内容（虚构）")
    shell.current.detail.other.click()
    settle()
    assert refused == []
    entry = reopened(applicant).material(wanted[0])
    assert entry.shown_state() == ItemState.ANSWERED
    assert entry.marks[0].answered == "背面是空白，没有内容（虚构）"


@pytest.mark.parametrize("answer", [True, False])
def test_editing_a_verified_row_asks_first(applicant, window, monkeypatch, answer):
    """Space on a verified row asks; only 照样改 changes it."""
    send_back(applicant)
    verified = plain_rows(applicant)[3]
    asked = []
    monkeypatch.setattr("ui.screens.materials.confirm", lambda *w: asked.append(w) or answer)
    shell = window(applicant, name="materials")
    assert shell.go("materials", f"materials.{verified}")
    settle()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    settle()
    assert len(asked) == 1
    wanted = ItemState.NOT_READY if answer else ItemState.VERIFIED
    assert reopened(applicant).material(verified).shown_state() == wanted
