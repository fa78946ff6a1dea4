# SPDX-License-Identifier: MulanPSL-2.0
"""The form editor in hand: rules dragged by mouse and by keys, words typed, fields bound, drafts kept."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from app.paper.forms import FormSpec
from app.paper.forms.parts import Rect
from app.present.formedit.desk import LONGEST
from app.present.formedit.places import Ref
from app.present.prints.unit_forms import form_in_force, form_lines
from tests.helpers.geometry import (
    assert_named,
    assert_no_overlap,
    assert_nothing_clipped,
    settle,
)
from tests.helpers.windows import finish
from tests.ui_formedit.conftest import BASICS, at, drawn
from ui.formedit.picker import FieldPicker
from ui.qt import QMouseEvent, QPointF, Qt
from ui.screens import formeditor

NAME = Ref(0, "cell", 2)  # the answer under 现名
SIZES = [
    (1366, 688, 16),
    (1920, 1000, 16),
    (1093, 534, 16),
    (911, 432, 16),
    (1366, 688, 20),
    (1366, 688, 24),
]


def cells(screen):
    """Return the cells of 基本情况 as they stand in the draft."""
    return screen.presenter.draft.spec.pages[BASICS].parts[0].cells


def drag(qtbot, screen, start, end, keys=Qt.KeyboardModifier.NoModifier):
    """Drag with the left button from one place of the page to another, in mm."""
    view = screen.canvas.viewport()
    qtbot.mouseMove(view, at(screen, *start))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, keys, at(screen, *start))
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    for place in (middle, end):
        move(screen, place, keys)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, keys, at(screen, *end))
    settle()


def move(screen, place, keys):
    """Move the mouse with the left button held (the test driver's own move holds no button)."""
    where = QPointF(at(screen, *place))
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        where,
        where,
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        keys,
    )
    screen.canvas.mouseMoveEvent(event)


def test_a_rule_dragged_with_the_mouse_takes_its_neighbours(qtbot, editor):
    """The line under 现名 and 性别 goes to where it was dragged, on the half millimetre, on both its sides."""
    screen = editor().current
    drag(qtbot, screen, (80, 60), (80, 56.5))
    assert {c.at.bottom for c in cells(screen)[1:7:1] if c.at.top == 45} == {56.5}
    assert min(c.at.top for c in cells(screen) if c.label == "曾用名") == 56.5
    assert screen.presenter.state.undo == "移动横线"


def test_shift_moves_one_cell_only_and_ctrl_goes_free(qtbot, editor):
    """With Shift the neighbours stay; with Ctrl the line stops where the hand stops."""
    screen = editor().current
    before = cells(screen)
    drag(qtbot, screen, (80, 59.9), (80, 57.0), Qt.KeyboardModifier.ShiftModifier)
    changed = [n for n, (a, b) in enumerate(zip(before, cells(screen), strict=True)) if a != b]
    assert len(changed) == 1
    screen.presenter.undo()
    drag(qtbot, screen, (80, 60), (80, 56.3), Qt.KeyboardModifier.ControlModifier)
    bottom = cells(screen)[2].at.bottom
    assert bottom == pytest.approx(56.3, abs=1 / screen.canvas.scale)
    assert bottom != 56.5


def test_keys_take_an_edge_in_hand_and_move_it(qtbot, editor):
    """Space takes the left edge, arrows move it one millimetre, with Shift a tenth; undo is one step."""
    shell = editor()
    screen = shell.current
    canvas = screen.canvas
    screen.presenter.select((NAME,))
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert "左边" in screen.words.whole_text()
    for _ in range(2):
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert cells(screen)[2].at.left == pytest.approx(67.9)
    assert cells(screen)[1].at.right == pytest.approx(67.9)
    assert shell.acts.can_undo()
    qtbot.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert cells(screen)[2].at.left == 66


def test_keys_walk_from_cell_to_cell_and_move_one(qtbot, editor):
    """Ctrl and the arrows walk; the arrows alone move the cell; what is in hand is said to a screen reader."""
    screen = editor().current
    canvas = screen.canvas
    screen.presenter.select((NAME,))
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert screen.presenter.state.selection == (Ref(0, "cell", 3),)
    assert "性别" in canvas.accessibleDescription()
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert cells(screen)[3].at.top == 46


def test_a_click_takes_a_cell_and_ctrl_adds_another(qtbot, editor):
    """One click one cell, Ctrl and a click one more, Delete takes both away, undo brings them back."""
    shell = editor()
    screen = shell.current
    view, left = screen.canvas.viewport(), Qt.MouseButton.LeftButton
    qtbot.mouseClick(view, left, pos=at(screen, 80, 52))
    qtbot.mouseClick(view, left, Qt.KeyboardModifier.ControlModifier, at(screen, 80, 66))
    assert len(screen.presenter.state.selection) == 2
    count = len(cells(screen))
    qtbot.keyClick(screen.canvas, Qt.Key.Key_Delete)
    assert len(cells(screen)) == count - 2
    settle()
    screen.undo.click()
    assert len(cells(screen)) == count


def test_words_typed_in_the_panel_stand_on_the_page(qtbot, editor):
    """What is typed for a label is kept when the field is left, and drawn."""
    shell = editor()
    screen = shell.current
    screen.presenter.select((Ref(0, "cell", 1),))
    settle()
    field = screen.inspector.fields["label"]
    field.area.setPlainText("姓名（现名）")
    field.commit()
    drawn(shell)
    assert cells(screen)[1].label == "姓名（现名）"
    assert screen.presenter.state.undo == "改文字"


def test_a_bad_number_is_said_and_nothing_changes(qtbot, editor):
    """A size that is none is refused in a sentence; the field shows the old one again."""
    shell = editor()
    screen = shell.current
    screen.presenter.select((NAME,))
    settle()
    field = screen.inspector.fields["first"]
    field.line.setText("大一点")
    field.commit()
    settle()
    assert "字号" in shell.chrome.messages.messages()[0].title
    assert (
        cells(screen)[2].sizes == FormSpec.load("evaluation").pages[BASICS].parts[0].cells[2].sizes
    )
    assert field.text() == "12"


def test_a_field_is_found_by_its_initials_and_bound(qtbot, editor, monkeypatch):
    """Csrq lists 出生日期 first; Enter binds it, and the page prints the person's own."""
    shell = editor()
    screen = shell.current
    screen.presenter.select((Ref(0, "cell", 7),))

    def choose(dialog):
        dialog.line.setText("csrq")
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
        assert dialog.chosen is not None
        return dialog.DialogCode.Accepted

    monkeypatch.setattr(FieldPicker, "exec", choose)
    screen.inspector.choose_field()
    bound = cells(screen)[7]
    assert bound.bind in ("basics.born", "born_words")
    assert bound.label == ""


def test_a_new_cell_is_drawn_with_the_mouse(qtbot, editor):
    """加格子 and a drag give a cell on half millimetres, in hand at once."""
    screen = editor().current
    screen.add.click()
    drag(qtbot, screen, (30.1, 12.2), (60.1, 22.2))
    box = cells(screen)[-1].at
    assert box.left * 2 == int(box.left * 2)
    assert box.width == pytest.approx(30, abs=1)
    assert screen.presenter.state.selection == (Ref(0, "cell", len(cells(screen)) - 1),)


def test_problems_stand_in_a_list_that_leads_to_them(qtbot, editor):
    """Two cells over each other are listed, 启用 is refused by name, and the line leads to the cell."""
    shell = editor()
    screen = shell.current
    p = screen.presenter
    p.select((NAME,))
    p.nudge(0, 5)
    drawn(shell)
    assert p.state.musts
    assert not screen.guard(screen._enforce)
    assert "处要改" in shell.chrome.messages.messages()[0].title
    assert form_in_force(p.session.vault, "evaluation").edition == 0
    p.select(())
    screen.problems.table.select("0")
    screen.problems._go("0")
    assert p.state.selection
    assert screen.canvas.hasFocus()


def test_the_draft_is_there_after_leaving_and_prints_only_when_put_into_force(qtbot, editor, unit):
    """Every change lies in the vault at once; 启用 prints it, the list says so, and says who held it against what."""
    shell = editor()
    screen = shell.current
    drag(qtbot, screen, (80, 60), (80, 57))
    screen.leave()
    finish(shell)
    assert shell.name == "forms"
    assert next(e for e in form_lines(unit.vault) if e.id == "evaluation").drafted
    assert form_in_force(unit.vault, "evaluation").edition == 0
    assert shell.go("formedit", "form.evaluation")
    screen = shell.current
    screen.presenter.open("evaluation")
    assert cells(screen)[2].at.bottom == 57
    screen.papers.verify("赵某某", "附件1", "2026-06-02")
    screen._enforce()
    line = next(e for e in form_lines(unit.vault) if e.id == "evaluation")
    assert (line.edition, line.drafted) == (1, False)
    assert line.origin == "已核对附件1　本单位第1版"


def test_a_layout_changed_after_it_was_checked_is_not_checked_any_more(editor):
    """已核对 stands for one layout: the next edge that moves takes the mark away (D-5)."""
    screen = editor().current
    screen.papers.verify("赵某某", "附件1", "2026-06-02")
    assert screen.presenter.draft.spec.verified_by
    screen.presenter.select((NAME,))
    screen.presenter.nudge(1, 0)
    assert not screen.presenter.draft.spec.verified_by


def picture() -> bytes:
    """Return a small scan, as PNG."""
    image = Image.new("L", (620, 877), 245)
    image.paste(30, (60, 130, 560, 133))
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(75, 75))
    return out.getvalue()


def test_a_scan_is_laid_by_two_points(qtbot, editor):
    """Four clicks: where two points are and where they belong; the scan then lies so, and undo takes it back."""
    shell = editor()
    screen = shell.current
    screen.lay_scan(picture(), "扫描.png")
    finish(shell)
    drawn(shell)
    assert screen.pictures.scan is not None
    screen.canvas.fit("whole")
    drawn(shell)
    screen.behind.register.click()
    view = screen.canvas.viewport()
    for place in ((30, 50), (22.2, 45.1), (180, 250), (189.1, 260.9)):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=at(screen, *place))
    behind = screen.presenter.state.behind
    place = behind.to_sheet(behind.to_scan((22, 45)))
    assert place == pytest.approx((22, 45))
    assert behind.scale == pytest.approx(1.086, abs=0.02)
    assert screen.presenter.undo() == "对位"
    assert screen.presenter.state.behind.scale == 1.0


def test_a_file_that_is_no_scan_is_refused_and_nothing_is_lost(editor):
    """A broken file is named; the page stays without a scan."""
    shell = editor()
    shell.current.lay_scan(b"%PDF-1.7 broken", "坏的.pdf")
    finish(shell)
    assert shell.chrome.messages.messages()
    assert shell.current.presenter.state.behind is None


def test_the_longest_values_are_tried_at_once(editor):
    """最长内容 fills the page and says what would go on 附页."""
    shell = editor()
    screen = shell.current
    screen._fill(LONGEST)
    drawn(shell)
    assert any("附页" in problem.title for problem in screen.presenter.state.problems)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_editor_is_sound_at_every_size(editor, size):
    """List, page and all four panels: nothing cut off, nothing over anything, every control named."""
    shell = editor(*size)
    screen = shell.current
    screen.presenter.select((NAME,))
    screen.lay_scan(picture(), "附件1专业技术职称评审表扫描件（单位留存）.png")
    finish(shell)
    for tab in (formeditor.THING, formeditor.BEHIND, formeditor.PROBLEMS, formeditor.PAGE):
        screen.show_tab(tab)
        settle(6)
        for check in (assert_nothing_clipped, assert_no_overlap, assert_named):
            check(screen)
    shell.go("forms")
    settle(6)
    for check in (assert_nothing_clipped, assert_no_overlap, assert_named):
        check(shell.current)


def test_zoom_keeps_the_place_under_the_pointer(editor):
    """Ctrl and the wheel make the page larger about the pointer."""
    screen = editor().current
    place = QPointF(300, 200)
    before = screen.canvas.to_mm(place)
    screen.canvas.zoom_by(1, place)
    after = screen.canvas.to_mm(place)
    assert after == pytest.approx(before, abs=0.6)
    assert screen.zoom.text() == screen.canvas.zoom_words()


def test_a_box_drawn_over_things_takes_them(qtbot, editor):
    """A drag on bare paper takes everything inside it in hand."""
    screen = editor().current
    screen.canvas.fit("whole")
    settle()
    drag(qtbot, screen, (15, 40), (100, 75))
    assert len(screen.presenter.state.selection) >= 5
    assert screen.canvas.selected_box().inside(Rect(15, 40, 100, 75))


def test_the_list_takes_the_form_another_page_asked_for_and_is_narrowed_by_pinyin(editor):
    """模板与日历 opens the list at a form; initials narrow it; what is not there leaves it empty."""
    shell = editor()
    assert shell.go("forms", "submission")
    settle()
    screen = shell.current
    assert screen.table.current_id() == "submission"
    screen.search.setText("cns")
    settle()
    assert "pledge" in screen.table.row_ids() and "submission" not in screen.table.row_ids()
    assert screen.table.current_id() in screen.table.row_ids()


def test_keys_of_the_window_belong_to_the_editor_while_it_is_shown(qtbot, editor):
    """F7 shows the problems and F8 the next panel; neither leaves the editor, from wherever the focus is."""
    shell = editor()
    screen = shell.current
    qtbot.keyClick(screen.canvas, Qt.Key.Key_F7)
    assert screen.tab == formeditor.PROBLEMS
    qtbot.keyClick(screen.alone, Qt.Key.Key_F8)
    assert screen.tab == formeditor.PAGE
    assert shell.name == "formedit"
