# SPDX-License-Identifier: MulanPSL-2.0
"""The whole way back in the real window: handed in, sent back with three items, put right, handed in again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest

from app.model.operations import AddRow, SetValue
from app.model.people import HeldTitle
from app.model.return_slip import slip_bytes
from app.paper.return_slip import return_slip
from app.present.prints.binding import BindingPresenter
from app.present.returned.rounds import open_round
from tests.helpers.desk import reopened
from tests.helpers.geometry import settle
from tests.helpers.printing_desk import printing_desk
from tests.helpers.sent_back import BACK, FACT, KEPT, key_in
from tests.helpers.windows import rested
from ui.qt import QApplication, QLineEdit, QPushButton, Qt, QWidget
from ui.screens.late_dialog import LateDialog


def look(_shell, _name: str) -> None:
    """Do nothing; whoever wants pictures of the way puts a camera here."""


@pytest.fixture
def desk(tmp_path):
    """A dossier that is bound and not handed in yet."""
    with printing_desk(tmp_path) as made:
        title = HeldTitle(id="t1", title="工程师", obtained="2016-01", current=True)
        made.apply(AddRow("titles", title))
        BindingPresenter(made).bind("2026-06-15", anyway=True)
        yield made


def typed(field, text: str, *, enter: bool = False) -> None:
    """Type into a field as a person does; Enter goes on."""
    editor = field.editor
    editor.setFocus()
    if isinstance(editor, QLineEdit):
        editor.selectAll()
    composed(editor, text)
    if enter:
        QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()


def composed(editor: QWidget, text: str) -> None:
    """Let an input method hand a text over, as Chinese is typed."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


def verb(root: QWidget, words: str) -> QPushButton:
    """Return the visible button that says this."""
    return next(
        b
        for b in root.findChildren(QPushButton)
        if b.isVisible() and b.accessibleName().startswith(words)
    )


def press(root: QWidget, words: str) -> None:
    """Press a verb."""
    QTest.mouseClick(verb(root, words), Qt.MouseButton.LeftButton)
    settle(8)


def in_dialog(open_it: Callable[[], None], act: Callable[[QWidget], None]) -> None:
    """Open a dialog and act in it; a dialog that stays open fails the test instead of hanging it."""
    seen: list[str] = []

    def inside() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        seen.append(dialog.windowTitle())
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, inside)
    open_it()
    settle()
    assert seen


def hand_over(shell, receiver: str) -> None:
    """Fill what both signed and enter it."""
    assert shell.go("handover")
    typed(shell.current.receiver, receiver)
    typed(shell.current.office, "虚构人事处")
    look(shell, f"handover-{receiver[:1]}")
    press(shell.current, shell.current.enter.accessibleName())


def key_the_slip(shell) -> None:
    """Copy the paper slip: head, then three items by their number on the catalogue."""
    page = shell.current
    typed(page.reviewer, "王某（虚构）", enter=True)
    typed(page.on, "20260615", enter=True)
    typed(page.due, "2026年6月17日", enter=True)
    for listed, reason, bring in (
        ("12", "聘书复印件缺背面", "聘书原件"),
        ("11", "取得时间和证书不一致", ""),
        ("9", "复印件不清楚", ""),
    ):
        typed(page.listed, listed, enter=True)
        typed(page.reason, reason, enter=True)
        typed(page.bring, bring, enter=True)
    look(shell, "entry")
    assert [line.bring for line in page.presenter.state.lines] == ["聘书原件", "", ""]


def test_the_whole_way_back_in_the_window(desk, window):
    """Every step by its own verb; at the end the vault holds both hand-overs, the exchange and the answer."""
    shell = window(desk)
    hand_over(shell, "王某（虚构）")
    assert "您的材料在虚构人事处王某（虚构）手里" in shell.current.where.text()
    look(shell, "closing")
    receive_slip(shell)
    assert shell.current.items.row_ids() == [BACK, FACT, KEPT]
    shell.go("tasks")
    settle(8)
    look(shell, "tasks")
    assert shell.current.presenter.state.next_id == "returned"
    put_right(shell, desk)
    assert shell.current.presenter.state.next_step == "print"
    change_sheets(shell)
    hand_over(shell, "赵某（虚构）")
    look(shell, "again")
    kept = reopened(desk)
    assert [each.receiver for each in kept.handovers] == ["王某（虚构）", "赵某（虚构）"]
    assert kept.handovers[1].answers == kept.reviews[0].key
    assert {sheet.fate for sheet in kept.exchanges[0].sheets if sheet.out} == {"filed"}
    assert kept.material(KEPT).marks[0].answered == "原件就是这样，已带原件核对"
    assert open_round(desk) is None
    shell.go("tasks")
    settle(8)
    assert shell.current.presenter.state.groups[0].title == "先核对"


def receive_slip(shell) -> None:
    """From the hand-over to the list of items, over the page where the slip is keyed in."""
    press(shell.current, "收到退回单")
    assert shell.name == "returned"
    look(shell, "empty")
    press(shell.current, "录入退回单")
    assert shell.name == "return-entry"
    key_the_slip(shell)
    press(shell.current, "记下退回单")
    assert shell.name == "returned"
    rested(shell.quick)
    look(shell, "items")


def put_right(shell, desk) -> None:
    """A page more, a corrected date, an answer: one for each item."""
    shell.go("returned", "items")
    shell.current.items.select(BACK)
    settle()

    def late(dialog: QWidget) -> None:
        assert isinstance(dialog, LateDialog)
        dialog.back.setChecked(True)
        look(dialog, "late-dialog")
        press(dialog, "补进去")

    in_dialog(lambda: press(shell.current, "补一页"), late)
    desk.apply(SetValue("titles.t1.obtained", "2017-01", "改取得时间"))
    shell.current.items.select(FACT)
    shell.current.items.setFocus()
    QTest.keyClick(shell.current.items.view, Qt.Key.Key_Space)
    settle()
    shell.current.items.select(KEPT)
    settle()

    def answer(dialog: QWidget) -> None:
        field = dialog.findChild(QLineEdit)
        composed(field, "原件就是这样，已带原件核对")
        press(dialog, "这样回应")

    in_dialog(lambda: press(shell.current, "不改，说明理由"), answer)
    rested(shell.quick)
    settle(8)
    look(shell, "done")


def change_sheets(shell) -> None:
    """The list of sheets: refused without the way of the old ones, then registered."""
    press(shell.current, "换页清单")
    rested(shell.quick)
    settle(8)
    look(shell, "sheets")
    press(shell.current, "登记换页")
    codes = [message.code for message in shell.context.messages.messages()]
    assert "EXCHANGE-FATE" in codes
    press(shell.current, "其余都入卷备查")
    press(shell.current, "登记换页")
    rested(shell.quick)
    settle(8)
    look(shell, "registered")
    press(shell.current, "改了哪里")
    look(shell, "facts")


def test_a_slip_file_is_laid_open_and_kept_only_when_a_person_says_so(desk, window, tmp_path):
    """The file fills the page; leaving it unkept changes nothing; a broken file is a message."""
    key_in(desk)
    slip = return_slip(desk.declaration, desk.checklist.rows)
    desk.undo()
    path = tmp_path / "退回单.zjth"
    path.write_bytes(slip_bytes(slip))
    shell = window(desk, name="returned")
    shell.current.import_slip(path)
    rested(shell.tasks)
    settle(8)
    assert shell.name == "return-entry"
    assert slip.code in shell.current.hint.text()
    look(shell, "from-file")
    assert reopened(desk).reviews == ()
    press(shell.current, "不录了")
    path.write_bytes(slip_bytes(slip)[:-40])
    shell.current.import_slip(path)
    rested(shell.tasks)
    settle()
    assert next(iter(shell.context.messages.messages())).code == "INTAKE-SLIP"
    assert reopened(desk).reviews == ()


def test_a_late_hand_over_says_the_rule_and_goes_on(desk, window):
    """M29 in the window: the rule, a field for who agreed, and a way on without it."""
    import datetime as dt

    from app.kernel.clock import FixedClock

    desk.clock = FixedClock.on(dt.date(2026, 7, 13))
    shell = window(desk, name="handover")
    typed(shell.current.receiver, "王某（虚构）")
    press(shell.current, "登记交接")
    message = shell.context.messages.messages()[0]
    assert message.code == "M29-HAND"
    assert "7月10日" in message.detail
    look(shell, "late")
    assert shell.current.late_by.isVisible()
    assert reopened(desk).handovers == ()
    typed(shell.current.late_by, "虚构旗人社局李某")
    typed(shell.current.late_reason, "洪水断路，当面说明")
    press(shell.current, "登记交接")
    kept = reopened(desk).handovers[0]
    assert (kept.late_by, kept.late_reason) == ("虚构旗人社局李某", "洪水断路，当面说明")


def test_a_hand_over_is_registered_from_the_menu_and_leaves_the_focus_on_its_line(desk, window):
    """申报 → 登记交接 does what the button does; the form goes away and its entry is in hand."""
    shell = window(desk, name="handover")
    typed(shell.current.receiver, "王某（虚构）")
    shell.current.receiver.setFocus()
    verb = next(a for a in shell.chrome.menus.actions.values() if a.text() == "登记交接")
    verb.trigger()
    settle()
    assert [each.receiver for each in reopened(desk).handovers] == ["王某（虚构）"]
    assert shell.current.table.view.hasFocus()
    shell.chrome.menus.refresh()
    assert not verb.isEnabled()


def test_a_row_dragged_with_the_mouse_takes_the_place_it_is_dropped_on(tmp_path, window):
    """材料清单: press, move, let go; the same as 上移 and 下移."""
    with printing_desk(tmp_path) as session:
        shell = window(session, name="materials")
        table = shell.current.table
        first, third = BACK, "id_card"
        view = table.view.viewport()

        def middle(row_id: str):
            number = table.row_ids().index(row_id)
            table.view.scrollTo(table.model.index(number, 0))
            return table.view.visualRect(table.model.index(number, 1)).center()

        start, end = middle(first), middle(third)
        QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
        for point in ((start + end) / 2, end):
            _move(view, point)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
        settle()
        ids = table.row_ids()
        assert ids.index(first) < ids.index("education")
        assert session.undo_names()[0].startswith("移动")
        shell.go("tasks")


def _move(view, point) -> None:
    """Move the mouse with the left button held, as a hand does."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    where = QPointF(point)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        where,
        view.mapToGlobal(where),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view, event)


def test_more_pages_typed_on_a_bound_material_lead_to_the_place_for_them(desk, window):
    """M24 in the window: the count dialog closes, the late dialog opens with the pages that came on top."""
    shell = window(desk, name="materials")
    shell.current.table.select(BACK)
    settle()
    steps: list[str] = []

    def second() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, LateDialog):
            QTimer.singleShot(10, second)
            return
        steps.append(dialog.pages.text())
        press(dialog, "补进去")

    def first() -> None:
        dialog = QApplication.activeModalWidget()
        steps.append("counts")
        dialog.pages.set_text("3")
        QTimer.singleShot(10, second)
        press(dialog, "记下")

    QTimer.singleShot(0, first)
    shell.current.edit()
    settle()
    assert steps == ["counts", "1"]
    late = [entry for entry in reopened(desk).materials if entry.completes == BACK]
    assert [(entry.pages, entry.late, entry.at_page) for entry in late] == [(1, True, 2)]
    assert reopened(desk).material(BACK).pages == 2
