# SPDX-License-Identifier: MulanPSL-2.0
"""The writing pages with keyboard and mouse: rows, cards, interview, task list, jumps from the self-check."""

from __future__ import annotations

from app.model.codes import Openness
from tests.helpers.desk import reopened
from tests.helpers.geometry import settle
from tests.ui_declare.conftest import person
from ui import ahead
from ui.fields.cards import CardBox
from ui.fields.help_pane import HELP, HISTORY
from ui.qt import QApplication, QLabel, QPushButton, Qt
from ui.screens.tasks import TaskLine


def words(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def press(shell, qtbot, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget() or shell, key, modifier)
    settle()


# -- task list


def test_the_next_task_has_the_one_button(window, session, qtbot) -> None:
    """Only the next task has a blue button; waiting tasks open nothing; others are lines to press."""
    shell = window(session, "tasks")
    lines = shell.current.findChildren(TaskLine)
    primary = [
        b for b in shell.current.findChildren(QPushButton) if b.property("role") == "primary"
    ]
    assert len(primary) == 1 and primary[0] is shell.current.next_verb
    assert QApplication.focusWidget() is primary[0]
    waiting = next(line for line in lines if line.row.kind == "wait")
    qtbot.mouseClick(waiting, Qt.MouseButton.LeftButton)
    assert shell.name == "tasks"
    basics = next(line for line in lines if line.row.id == "basics")
    qtbot.mouseClick(basics, Qt.MouseButton.LeftButton)
    settle()
    assert shell.name == "basics"
    assert QApplication.focusWidget().objectName() == basics.row.path


def test_papers_and_days_stand_beside_the_list(window, session) -> None:
    """The right pane names papers to fetch and the days ahead with working days."""
    shell = window(session, "tasks")
    told = words(shell.current.pane)
    assert "要去取的纸" in told and "7月10日" in told and "18 个工作日" in told


# -- interview


def test_a_changed_route_shows_its_changes_first(window, session, qtbot) -> None:
    """Another answer is only put to use by its own button, after the page said what goes."""
    shell = window(session, "route")
    shell.go_path("route.classified")
    press(shell, qtbot, Qt.Key.Key_2)
    shell.go_path("route")
    settle()
    assert "清单里会去掉" in words(shell.current)
    assert reopened(session).route.classified is True
    press(shell, qtbot, Qt.Key.Key_Return)
    assert reopened(session).route.classified is False


# -- tables of rows


def test_rows_by_keyboard(window, session, qtbot) -> None:
    """Insert adds below and goes into it, Ctrl+Delete takes out, Alt+Up moves, undo brings back."""
    shell = window(session, "qualifications")
    first = session.declaration.education[0].id
    assert QApplication.focusWidget() is shell.current.area.table.view
    press(shell, qtbot, Qt.Key.Key_Insert)
    kept = reopened(session).education
    assert len(kept) == 3 and kept[0].id == first
    qtbot.keyClicks(QApplication.focusWidget(), "dz")
    press(shell, qtbot, Qt.Key.Key_Return)
    assert reopened(session).education[1].level == "大学专科"
    added = kept[1].id
    press(shell, qtbot, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert reopened(session).education[0].id == added
    press(shell, qtbot, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert added not in [row.id for row in reopened(session).education]
    shell.acts.undo()
    settle()
    assert reopened(session).education[0].id == added
    assert shell.current.area.table.row_ids()[0] == added


def test_enter_in_the_table_opens_the_row(window, session, qtbot) -> None:
    """Down and Enter take the second row in hand and put the caret into its first field."""
    shell = window(session, "qualifications")
    press(shell, qtbot, Qt.Key.Key_Down)
    press(shell, qtbot, Qt.Key.Key_Return)
    second = session.declaration.education[1].id
    assert QApplication.focusWidget().objectName().startswith(f"education.{second}.")


def test_an_empty_table_says_the_exact_words(window, session) -> None:
    """A table without rows shows its own words and a way to paste."""
    shell = window(session, "qualifications")
    shell.go_path("training")
    settle()
    assert "参加过专业学习、培训、进修的，一段写一行；没有的不填。" in words(shell.current)


def test_a_copied_table_comes_in_after_a_look(window, session, qtbot) -> None:
    """Ctrl+V shows the preview with the red list; its button puts the rows in."""
    shell = window(session, "qualifications")
    shell.go_path("appraisals")
    settle()
    QApplication.clipboard().setText("年度\t考核等次\n2023\t合格\n二〇二二\t优秀\n")
    shell.current.area.table.setFocus()
    press(shell, qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    told = words(shell.current)
    assert "要粘贴 2 年考核" in told and "第 2 行第 1 列" in told
    assert len(reopened(session).appraisals) == 2
    skip = shell.current.area.paste_panel.skip
    qtbot.mouseClick(skip, Qt.MouseButton.LeftButton)
    settle()
    assert [row.year for row in reopened(session).appraisals] == ["2025", "2024", "2023"]


def test_an_empty_clipboard_is_told(window, session, qtbot) -> None:
    """Pasting nothing shows the message with its way out, above the page."""
    shell = window(session, "qualifications")
    QApplication.clipboard().setText("  ")
    press(shell, qtbot, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert shell.chrome.messages.messages()[0].code == "PASTE-EMPTY"


def test_the_time_bar_tells_gaps_and_overlaps(window, session, qtbot) -> None:
    """The bar's words name the hole of seven months; a click on a block takes its row in hand."""
    shell = window(session, "qualifications")
    shell.go_path("career")
    settle()
    area = shell.current.area
    assert "空着 7 个月：2009年6月至2010年1月" in area.holes.text()
    assert "重叠 6 个月" in area.bar.accessibleName()
    stay = area.bar.line.stays[2]
    qtbot.mouseClick(
        area.bar, Qt.MouseButton.LeftButton, pos=area.bar._stay_box(stay).center().toPoint()
    )
    settle()
    assert area.rows.selected == stay.row_id


# -- cards


def test_a_new_card_starts_with_the_secrecy_question(window, session, qtbot) -> None:
    """Insert opens a card on 这项能写进申报材料吗; 需脱密后写 brings up review and open wording."""
    shell = window(session, "achievements")
    press(shell, qtbot, Qt.Key.Key_Insert)
    assert QApplication.focusWidget().accessibleName().startswith("这项能写进申报材料吗")
    box = shell.current.boxes[shell.current.cards.selected]
    chip = next(b for b in box.findChildren(QPushButton) if b.text() == "需脱密后写")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    settle()
    assert reopened(session).achievements[-1].openness is Openness.DESENSITISED
    # The card is drawn anew with more fields; the focus stays on the question.
    assert QApplication.focusWidget().accessibleName().startswith("这项能写进申报材料吗")
    told = words(box)
    assert "保密审查单号" in told and "脱密后的名称" in told and "脱密后的写法还没有写" in told


def test_one_card_is_open(window, session, qtbot) -> None:
    """Pressing another card's line folds the first; the headline is what will be printed."""
    shell = window(session, "achievements")
    boxes = list(shell.current.boxes.values())
    assert boxes[0].sheet is not None and boxes[1].sheet is None
    qtbot.mouseClick(boxes[1].line, Qt.MouseButton.LeftButton)
    settle()
    assert boxes[0].sheet is None and boxes[1].sheet is not None
    assert "某泵站改造" in words(boxes[1].line) and "泵站改造" in boxes[1].line.accessibleName()


def test_papers_are_a_chip_away(window, session) -> None:
    """The other chip shows the papers with fields of their own."""
    shell = window(session, "achievements")
    work = session.declaration.works[0].id
    assert shell.go_path(f"works.{work}.venue")
    settle()
    assert QApplication.focusWidget().objectName() == f"works.{work}.venue"
    assert len(shell.current.findChildren(CardBox)) == 1


# -- jumps


def test_every_finding_leads_to_its_field(window, session) -> None:
    """F7's jump puts the caret into the very field, or at least onto its row."""
    shell = window(session, "tasks")
    fields = session.pack.fields
    paths = [f.paths[0] for f in session.findings.standing() if f.paths]
    mine = [
        path for path in paths if path.split(".")[0] in {s.table or s.id for s in fields.sections}
    ]
    assert len(mine) >= 5
    for path in mine:
        assert shell.go_path(path), path
        settle()
        if fields.knows(path):
            focus = QApplication.focusWidget()
            named = focus.objectName() == path or fields.field(path).label in focus.accessibleName()
            assert named, path


def test_help_follows_the_caret(window, session) -> None:
    """The right pane shows the help of the field in hand, with the clause's own words."""
    shell = window(session, "basics")
    shell.go_path("basics.unit")
    settle()
    shell.current.help_pane.pane.show_tab(HELP)
    settle()
    told = words(shell.current.pane)
    assert "一字不差照公章写" in told and "依据：" in told
    shell.go_path("basics.born")
    settle()
    assert "档案另有认定的按认定填" in words(shell.current.pane)
    assert "档案另有认定" in shell.current.help_words()


def test_history_tells_who_changed_the_field(window, session) -> None:
    """The last tab lists what stood in the field before."""
    shell = window(session, "basics")
    shell.current.presenter.commit("basics.phone", "0476-2222222")
    shell.go_path("basics.phone")
    shell.current.help_pane.pane.show_tab(HISTORY)
    settle()
    assert "0476-0000000 → 0476-2222222" in words(shell.current.pane)
    assert "李某（虚构）" in words(shell.current.pane)


def test_the_statement_counts_while_typing(window, session, qtbot) -> None:
    """The meter follows the typing; tidied text from the clipboard goes in at the caret."""
    shell = window(session, "statement")
    before = shell.current.presenter.state.count
    QApplication.clipboard().setText("新的一段。\n\n\n再一段。")
    shell.current.field.setFocus()
    shell.current._tidy()
    shell.current._count()
    assert f"{before + 9} / 5000 字" in shell.current.field.meter.text()
    shell.go("achievements")
    assert "新的一段。" in reopened(session).statement


def test_what_the_next_pages_need_is_read_while_the_list_is_read(
    window, fresh, monkeypatch
) -> None:
    """After a moment on the task list faces and pages are there and the volumes are numbered."""
    read = []
    monkeypatch.setattr(ahead.editor_fit, "warm", lambda: read.append("faces"))
    monkeypatch.setattr(ahead.live, "warm", lambda: read.append("forms"))
    monkeypatch.setattr(ahead, "import_screens", read.append)
    monkeypatch.setattr(ahead, "AHEAD_MS", 0)
    fresh.start(person())
    shell = window(fresh, "tasks", own=True)
    derived = fresh.derived
    for _turn in range(200):
        if derived.known_plan is not None and len(read) == 3:
            break
        shell.thread().msleep(10)
        settle()
    assert read == ["faces", "applicant", "forms"]
    assert derived.known_plan is not None
