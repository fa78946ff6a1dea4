# SPDX-License-Identifier: MulanPSL-2.0
"""Fields, answers, messages, paper, progress, dialogs, digit groups."""

from __future__ import annotations

import pytest

from app.kernel.digits import with_check_digit
from app.kernel.messages import catalogue
from tests.helpers.geometry import (
    assert_named,
    assert_no_overlap,
    assert_nothing_clipped,
    settle,
)
from ui.qt import (
    QApplication,
    QInputMethodEvent,
    QKeyEvent,
    QLineEdit,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    QVBoxLayout,
    QWheelEvent,
    QWidget,
)
from ui.theme import Theme, style_sheet
from ui.widgets.basics import DropDown, Elided, button, label
from ui.widgets.choices import Answer, Choices
from ui.widgets.dialogs import Dialog, confirm
from ui.widgets.digit_groups import DigitGroups
from ui.widgets.fields import DigitsField, DropField, LineField, SearchLine, TextField
from ui.widgets.focus import FocusRing
from ui.widgets.header import Chip, Chips, EmptyState, PageHeader
from ui.widgets.messages import Action, MessageArea, MessageBar, plain_message
from ui.widgets.nav import NavEntry, NavList
from ui.widgets.paper import Box, PaperView
from ui.widgets.passphrase import PassphraseLine, caps_lock
from ui.widgets.progress import ProgressLine, remaining_words
from ui.widgets.tags import ItemRail, StateTag


@pytest.fixture
def theme(application):
    """The standard theme, its sheet in force."""
    made = Theme()
    application.setStyleSheet(style_sheet(made))
    return made


@pytest.fixture
def page(theme, qtbot):
    """A window with a column; what is added stands in it."""
    window = QWidget()
    column = QVBoxLayout(window)

    def add(*widgets):
        for widget in widgets:
            column.addWidget(widget)
        settle()

    window.add = add
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    window.activateWindow()
    settle()
    return window


def listen(signal):
    """Collect what a signal brings."""
    told = []
    signal.connect(lambda *values: told.append(values[0] if len(values) == 1 else values))
    return told


def test_a_field_commits_on_enter_once_and_goes_on(theme, page, qtbot):
    """Enter commits what changed and moves to the next field; nothing changed commits nothing."""
    first, second = LineField(theme, "姓名", "basics.name"), LineField(theme, "职务", "basics.post")
    page.add(first, second)
    first.set_text("张")
    told = listen(first.committed)
    first.setFocus()
    qtbot.keyClicks(first.line, "san")
    qtbot.keyClick(first.line, Qt.Key.Key_Return)
    assert told == ["张san"]
    assert second.line.hasFocus()
    first.setFocus()
    second.setFocus()
    assert told == ["张san"]
    assert not first.is_dirty()


def test_leaving_a_field_commits(theme, page, qtbot):
    """Tab out of a field and its text is handed on; a pause only tells that one paused."""
    first, second = LineField(theme, "姓名"), LineField(theme, "职务")
    page.add(first, second)
    told, paused = listen(first.committed), listen(first.paused)
    first.setFocus()
    qtbot.keyClicks(first.line, "abc")
    qtbot.waitUntil(lambda: paused == ["abc"], timeout=3000)
    assert told == []
    qtbot.keyClick(first.line, Qt.Key.Key_Tab)
    assert told == ["abc"]


def test_a_state_drawn_while_typing_does_not_eat_the_keys(theme, page, qtbot):
    """What the person types just now stands, even when the presenter draws the old value again."""
    field = LineField(theme, "姓名")
    page.add(field)
    field.set_text("旧")
    field.setFocus()
    qtbot.keyClicks(field.line, "x")
    field.set_text("旧")
    assert field.text() == "旧x"


def test_messages_and_meter_stand_at_the_field(theme, page):
    """The note, its tone and the meter are drawn and told to a screen reader."""
    field = LineField(theme, "身份证号", required=True)
    page.add(field)
    field.set_note("少 1 位", "must")
    field.set_meter("4/3 行", over=True)
    settle()
    assert field.line.accessibleName() == "身份证号，必填"
    assert field.line.accessibleDescription() == "少 1 位"
    assert field.line.property("tone") == "must"
    assert_nothing_clipped(page)
    field.set_note("")
    assert not field.note.isVisible()
    assert field.line.property("tone") == ""


def test_digits_arrive_whatever_the_input_method(theme, page):
    """Full-width digits become plain ones, letters are dropped."""
    field = DigitsField(theme, "实点几页")
    page.add(field)
    field.line.setText("１２a３")
    assert field.text() == "123"


def test_long_text_keeps_its_lines_and_tab_leaves_it(theme, page, qtbot):
    """Enter breaks a line, Tab goes on, the caret can be put back."""
    field, after = TextField(theme, "个人述职", lines=3), LineField(theme, "备注")
    page.add(field, after)
    told = listen(field.committed)
    field.setFocus()
    qtbot.keyClicks(field.area, "one")
    qtbot.keyClick(field.area, Qt.Key.Key_Return)
    qtbot.keyClicks(field.area, "two")
    assert field.caret() == 7
    qtbot.keyClick(field.area, Qt.Key.Key_Tab)
    assert told == ["one\ntwo"]
    field.set_caret(2)
    assert field.caret() == 2


def test_a_drop_down_commits_at_once_and_ignores_a_passing_wheel(theme, page):
    """Choosing hands the word on; the wheel only scrolls the page."""
    field = DropField(theme, "民族", ["汉族", "蒙古族"], "basics.ethnicity")
    page.add(field)
    told = listen(field.committed)
    assert field.text() == ""
    field.drop.setCurrentIndex(1)
    field.drop.activated.emit(1)
    assert told == ["蒙古族"]
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPointF(0, 0).toPoint(), QPointF(0, -120).toPoint(),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    field.drop.wheelEvent(wheel)
    assert field.text() == "蒙古族"
    drop = DropDown(theme, ["甲"], "甲乙")
    drop.set_words(["甲", "乙"], "乙")
    assert drop.currentText() == "乙"


def test_search_hears_what_is_still_composed(theme, page):
    """z-g-q in a pinyin input method is searched before anything is committed."""
    line = SearchLine()
    page.add(line)
    told = listen(line.searched)
    line.inputMethodEvent(QInputMethodEvent("z'g'q", []))
    assert told[-1] == "zgq"
    line.inputMethodEvent(QInputMethodEvent("", []))
    assert told[-1] == ""  # composing was called off


def test_answers_are_pressed_by_row_and_pad(theme, page, qtbot):
    """Digits of the row, the pad and an input method press; others are left alone."""
    choices = Choices(theme, [Answer("y", 4, "通过"), Answer("n", 5, "需补正", "must")], "这一项")
    page.add(choices)
    told = listen(choices.chosen)

    def key(text, modifier=Qt.KeyboardModifier.NoModifier):
        return choices.press(QKeyEvent(QKeyEvent.Type.KeyPress, 0, modifier, text))

    assert key("5", Qt.KeyboardModifier.KeypadModifier)
    assert key("４")
    assert not key("6")
    assert not key("a")
    assert told == ["n", "y"]
    assert choices.value() == "y"
    choices.enable("y", on=False, reason="还没看原件")
    assert not key("4")
    choices.set_value("")
    assert choices.value() == ""
    assert choices.button("n").accessibleName() == "这一项：5 需补正"


def test_messages_stand_once_and_can_be_answered(theme, page, qtbot):
    """The same message is replaced, three stand at most, a verb runs, 知道了 closes."""
    area = MessageArea(theme)
    page.add(area)
    ran = []
    area.say(plain_message("check", "甲", "乙"), [Action("去改", lambda: ran.append(1))])
    area.say(plain_message("check", "甲", "丙"))
    assert [m.detail for m in area.messages()] == ["丙"]
    bar = area.say(plain_message("must", "丁"), [Action("去改", lambda: ran.append(1))])
    for number in range(4):
        area.say(plain_message("note", str(number)))
    assert len(area.messages()) == 3
    del bar
    bar = area.say(
        catalogue().message("UI-FAULT", number="12345678"), [Action("去改", lambda: ran.append(2))]
    )
    settle()
    assert bar.accessibleName().startswith("请核实")
    verbs = [b for b in bar.findChildren(QWidget) if b.accessibleName() in ("去改", "知道了")]
    for verb in verbs:
        qtbot.mouseClick(verb, Qt.MouseButton.LeftButton)
    assert ran == [2]
    assert "UI-FAULT" not in [m.code for m in area.messages()]
    area.clear()
    assert not area.isVisible()


def test_reports_do_not_pile_up(theme, page):
    """A second file kept takes the place of the first; what must be mended and what waits for a verb stay."""
    area = MessageArea(theme)
    page.add(area)
    saved = catalogue().message
    area.say(plain_message("must", "要改的"))
    area.say(catalogue().message("PRINT-TURN"), [Action("打背面", lambda: None)])
    for number in range(1, 4):
        area.say(saved("PRINT-SAVED", name=f"{number}.pdf", pages=1, number=f"000{number}"))
    assert [m.title for m in area.messages()] == ["已存为 3.pdf", "正面打完后把纸翻过来", "要改的"]
    area.say(plain_message("check", "请核实的"))
    assert [m.title for m in area.messages()] == ["请核实的", "正面打完后把纸翻过来", "要改的"]
    area.say(plain_message("ok", "做好了"))
    area.leave_page()
    assert [m.title for m in area.messages()] == ["请核实的", "正面打完后把纸翻过来"]


@pytest.mark.parametrize("level", ["must", "check", "note", "ok"])
def test_every_level_of_message_has_room_for_its_words(theme, page, level):
    """Short ones in one line, long ones broken, nothing cut."""
    page.add(MessageBar(theme, plain_message(level, "标题", "短说明")))
    page.add(MessageBar(theme, plain_message(level, "标题" * 9, "很长的说明。" * 30, "办法。" * 8)))
    settle()
    assert_nothing_clipped(page)
    assert_no_overlap(page)


def test_a_page_head_has_one_blue_button(theme, page):
    """A second primary button is a bug; filters keep their buttons while the values stay."""
    header = PageHeader(theme, "材料清单")
    header.set_summary("23 项")
    header.set_primary("逐项走查", "tasks", "F9")
    with pytest.raises(ValueError, match="one primary"):
        header.set_primary("再来一个")
    chips = Chips(theme)
    told = listen(chips.chosen)
    chips.set_chips([Chip("all", "全部", 23), Chip("todo", "未准备", 9)], "all")
    header.add_filters(chips)
    page.add(header)
    before = chips.findChildren(QWidget)
    chips.set_chips([Chip("all", "全部", 24), Chip("todo", "未准备", 8)], "todo")
    assert chips.findChildren(QWidget) == before
    before[-1].click()
    assert told == ["todo"]
    settle()
    assert_nothing_clipped(page)


def test_navigation_tells_where_and_letters_do_nothing(theme, page, qtbot):
    """Arrows move, letters are left to the input method, counts are spoken."""
    nav = NavList(theme)
    page.add(nav)
    nav.set_entries(
        [NavEntry("a", "任务清单", "tasks"), NavEntry("b", "材料清单", "folder", 9)], "a"
    )
    told = listen(nav.chosen)
    nav.setFocus()
    qtbot.keyClick(nav, Qt.Key.Key_Down)
    qtbot.keyClick(nav, "r")
    assert told == ["b"]
    spoken = nav.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "材料清单，9 项待办"
    nav.set_current("nowhere")
    assert not nav.selectionModel().hasSelection()


def test_paper_fits_the_width_zooms_and_tells_millimetres(theme, page, qtbot):
    """The page asks for the width it needs; a click comes back in millimetres of the page."""
    view = PaperView(theme)
    told, wanted = listen(view.clicked), listen(view.width_wanted)
    page.add(view)
    assert wanted
    width, height = 210, 297
    view.set_raster(width, height, width * 3, bytes(width * 3 * height))
    sheet = view.widget()
    unit = (sheet.width() - 1) / 210
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPointF(105 * unit, 50 * unit).toPoint())
    assert told[0][0] == pytest.approx(105, abs=1)
    assert told[0][1] == pytest.approx(50, abs=1)
    fitted = sheet.width()
    view.zoom_by(2)
    assert sheet.width() > fitted
    view.set_zoom(0.1)
    assert view.zoom() == 1.0
    view.set_boxes([Box(25, 250, 100, 10), Box(25, 20, 100, 10, "must")])
    assert view.verticalScrollBar().value() > 0
    assert view.minimumSizeHint().height() <= 300


@pytest.mark.parametrize("ratio", [297 / 210, 210 / 297, 279.4 / 215.9, 841.89 / 595.28])
def test_a_whole_page_asks_for_no_more_rasters_than_it_needs(theme, page, ratio):
    """Rounding to whole rows never makes a page ask again and again, at whatever height it is shown."""
    view = PaperView(theme)
    view.fit_page()
    page.add(view)

    def draw(width: int) -> None:
        height = round(width * ratio)
        view.set_raster(width, height, width * 3, bytes(width * 3 * height))

    asked = listen(view.width_wanted)
    view.width_wanted.connect(draw)
    for height in range(300, 420):
        page.resize(600, height)
        asked.clear()
        for _turn in range(8):
            settle(1)
        assert len(asked) <= 3, height


def test_progress_tells_how_long_still(theme, page, qtbot):
    """Counts, a remaining time at this pace, and 停在这里 once."""
    now = [0.0]
    line = ProgressLine(theme, lambda: now[0])
    page.add(line)
    told = listen(line.stopped)
    line.begin("正在排版")
    now[0] = 30.0
    line.step(10, 20, "张某某")
    assert remaining_words(30, 10, 20) == "约还要 30 秒"
    assert remaining_words(600, 1, 4) == "约还要 30 分钟"
    assert remaining_words(1, 1, 4) == ""
    settle()
    assert_nothing_clipped(page)
    stop = next(b for b in line.findChildren(QWidget) if b.accessibleName() == "停在这里")
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert len(told) == 1
    assert not stop.isEnabled()
    line.end()
    assert not line.going


def at_dialog(act):
    """Carry out something in the next modal dialog; a watchdog rejects it after a while."""
    tries = []

    def look():
        from ui.qt import QApplication

        dialog = QApplication.activeModalWidget()
        tries.append(1)
        if dialog is None and len(tries) < 300:
            QTimer.singleShot(10, look)
        elif dialog is not None:
            act(dialog)
            QTimer.singleShot(0, lambda: dialog.reject() if dialog.isVisible() else None)

    QTimer.singleShot(0, look)


def test_a_question_has_its_way_out_in_hand(theme, page):
    """Enter typed by habit registers nothing; the verb says the consequence."""
    seen = {}

    def act(dialog):
        seen["focus"] = dialog.focusWidget().accessibleName()
        seen["size"] = (dialog.width(), dialog.height())
        assert_nothing_clipped(dialog)
        assert_named(dialog)

    at_dialog(act)
    assert not confirm(
        theme, page, "登记装订", "登记以后页码不能重排。" * 20, "登记装订，页码定下来", "内部资料"
    )
    assert seen["focus"] == "先不办"
    assert seen["size"][0] <= 880
    assert seen["size"][1] <= 400


def test_a_confirmed_question_is_true(theme, page):
    """Pressing the verb answers yes."""

    def act(dialog):
        next(b for b in dialog.findChildren(QWidget) if b.accessibleName() == "办").click()

    at_dialog(act)
    assert confirm(theme, page, "办吗", "一句话。", "办")


def test_a_long_dialog_scrolls_inside_with_its_verbs_in_view(theme, page):
    """Forty lines do not make it higher than 400; the verbs stay in view."""
    dialog = Dialog(theme, page, "很长")
    for number in range(40):
        dialog.body.addWidget(label(f"第 {number} 行"))
    verb = dialog.add_verb("关上", "primary")
    dialog.show()
    settle()
    assert dialog.height() <= 400
    assert dialog.rect().contains(verb.geometry())
    dialog.close()
    dialog.deleteLater()


def test_enter_presses_the_button_in_hand(theme, page, qtbot):
    """A button with the focus answers to Enter of the row and the pad, also in a plain window; held, once."""
    verb, told = button(theme, "接着做"), []
    verb.clicked.connect(lambda: told.append(1))
    page.add(verb)
    verb.setFocus()
    qtbot.keyClick(verb, Qt.Key.Key_Return)
    qtbot.keyClick(verb, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert len(told) == 2
    held = QKeyEvent(
        QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", True
    )
    QApplication.sendEvent(verb, held)
    assert len(told) == 2


def test_enter_on_the_way_out_of_a_dialog_carries_nothing_out(theme, page, qtbot):
    """With 取消 in hand Enter calls off; the primary verb is not pressed for it."""
    dialog, told = Dialog(theme, page, "写明理由"), []
    cancel = dialog.add_cancel()
    dialog.add_verb("写明", "primary").clicked.connect(lambda: told.append("written"))
    dialog.rejected.connect(lambda: told.append("called off"))
    dialog.show()
    cancel.setFocus()
    qtbot.keyClick(cancel, Qt.Key.Key_Return)
    assert told == ["called off"]
    dialog.deleteLater()


def test_enter_leads_from_the_last_entry_to_the_verb_that_carries_out(theme, page, qtbot):
    """Entry, entry, verb: 取消 stands between on the screen, but not on the way of Enter."""
    dialog, told = Dialog(theme, page, "写明理由"), []
    first, last = LineField(theme, "理由"), LineField(theme, "谁同意的")
    dialog.body.addWidget(first)
    dialog.body.addWidget(last)
    dialog.add_cancel()
    dialog.add_verb("写明", "primary").clicked.connect(lambda: told.append("written"))
    dialog.show()
    dialog.activateWindow()
    first.setFocus()
    settle()
    for _press in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert told == ["written"]
    dialog.close()
    dialog.deleteLater()


def test_digit_groups_go_on_by_themselves(theme, page, qtbot):
    """Five digits fill a box; a run of digits spreads; Backspace goes back; one box is marked."""
    boxes = DigitGroups(theme)
    page.add(boxes)
    filled = listen(boxes.filled)
    boxes.filled.connect(boxes.advance)
    groups = [with_check_digit(f"{n}{n}{n}{n}") for n in range(1, 9)]
    boxes.boxes[0].setFocus()
    qtbot.keyClicks(boxes.boxes[0], groups[0])
    assert filled == [1]
    assert boxes.boxes[1].hasFocus()
    qtbot.keyClick(boxes.boxes[1], Qt.Key.Key_Backspace)
    assert boxes.boxes[0].hasFocus()
    boxes.boxes[1].setText("".join(groups[1:4]))
    assert boxes.groups()[:4] == groups[:4]
    boxes.mark_wrong(3)
    assert boxes.boxes[2].hasFocus()
    assert boxes.boxes[2].property("tone") == "must"
    boxes.mark_wrong(0)
    assert boxes.boxes[2].property("tone") == ""
    settle()
    assert_nothing_clipped(page)
    assert_named(page)


def test_a_passphrase_shows_on_demand_and_never_composes(theme, page, qtbot):
    """Dots by default; 显示 shows; the input method stays off both ways; Caps Lock is noticed."""
    line = PassphraseLine(theme, "口令")
    page.add(line)
    caps = listen(line.caps_seen)
    assert line.line.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClicks(line.line, "aB")
    assert line.taken() == bytearray(b"aB")
    line.show_button.click()
    assert line.line.echoMode() == QLineEdit.EchoMode.Normal
    assert not line.line.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    loud = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A")
    assert caps_lock(loud) is True
    assert caps[0] is False
    line.clear()
    assert line.empty()


def test_the_ring_follows_the_focus_without_moving_anything(theme, page, qtbot):
    """The ring lies 4 px round the control in focus, moves with it, and goes with it."""
    first, second = LineField(theme, "甲"), LineField(theme, "乙")
    page.add(first, second)
    ring = FocusRing(theme, page)
    settle()
    second.setFocus()
    settle()
    assert ring.isVisible()
    corner = second.line.mapTo(page, second.line.rect().topLeft())
    assert (ring.x() + 4, ring.y() + 4) == (corner.x(), corner.y())
    first.hide()
    settle()
    corner = second.line.mapTo(page, second.line.rect().topLeft())
    assert ring.y() + 4 == corner.y()
    second.hide()
    settle()
    assert not ring.isVisible()


def test_small_parts_say_their_names(theme, page):
    """Tags, rails, empty states and shortened lines have names and draw."""
    empty = EmptyState(theme, "folder", "没有符合这个筛选的材料。", "看全部")
    line = Elided("很长很长的一句话" * 30)
    page.add(StateTag(theme, "需补正"), ItemRail(theme, ("ok", "must", "todo"), 1), empty, line)
    line.set_text("第一行\n第二行")
    settle()
    assert line.text() == "第一行　第二行"
    assert empty.action is not None
    assert_named(page)
    assert not page.grab().isNull()


def test_a_dialog_shows_the_field_that_has_the_focus(application, theme):
    """More words than a dialog has room for never leave the field to type in below its edge."""
    dialog = Dialog(theme, None, "登记装订")
    for number in range(30):
        dialog.body.addWidget(label(f"第 {number} 册（虚构）"))
    field = LineField(theme, "装订日期")
    dialog.body.addWidget(field)
    field.setFocus()
    dialog.show()
    settle()
    area = dialog._scroll
    top = field.editor.mapTo(area.widget(), QPoint(0, 0)).y() - area.verticalScrollBar().value()
    assert 0 <= top <= area.viewport().height() - field.editor.height()
    dialog.close()
    dialog.deleteLater()
    settle()
