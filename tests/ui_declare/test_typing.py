# SPDX-License-Identifier: MulanPSL-2.0
"""Typing through the real widgets ends in the vault's document; nothing typed is lost on the way."""

from __future__ import annotations

from app.policy.fields import Kind
from tests.helpers.desk import reopened
from tests.helpers.geometry import laid_out, settle
from ui.fields.editors import LongText, Segments, YesNo
from ui.fields.words import WordField
from ui.qt import QApplication, QInputMethodEvent, QLineEdit, QPushButton, Qt


def write(qtbot, field, text: str) -> None:
    """Replace a field's text by typing."""
    field.setFocus()
    field.editor.selectAll()
    qtbot.keyClick(field.editor, Qt.Key.Key_Delete)
    if text.isascii():
        qtbot.keyClicks(field.editor, text)
        return
    # A Chinese input method hands over whole words at once.
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field.editor, event)


def focused(shell, field) -> bool:
    widget = QApplication.focusWidget()
    return widget is field.editor or (widget is not None and field.isAncestorOf(widget))


def test_enter_keeps_a_field_and_goes_to_the_next(window, session, field_of, qtbot) -> None:
    """Enter stores the text in the vault and puts the caret into the following field."""
    shell = window(session, "basics")
    first = field_of(shell, "basics.former_name")
    write(qtbot, first, "其其格")
    qtbot.keyClick(first.editor, Qt.Key.Key_Return)
    settle()
    assert reopened(session).basics.former_name == "其其格"
    assert focused(shell, field_of(shell, "basics.id_number"))


def test_tab_keeps_a_field_too(window, session, field_of, qtbot) -> None:
    """Leaving by Tab stores the text and shows it in its usual form."""
    shell = window(session, "basics")
    field = field_of(shell, "basics.work_started")
    write(qtbot, field, "2005/8")
    qtbot.keyClick(field.editor, Qt.Key.Key_Tab)
    settle()
    assert reopened(session).basics.work_started == "2005-08"
    assert field.text() == "2005.08"


def test_every_kind_of_field_of_the_page_can_be_typed(window, session, field_of, qtbot) -> None:
    """The sample of each field, typed into its editor, is in the document afterwards."""
    shell = window(session, "basics")
    catalogue = session.pack.fields
    for item in catalogue.section("basics").fields:
        field = field_of(shell, item.path)
        sample = item.sample.split("（")[0]
        if isinstance(field, Segments):
            chip = next(b for b in field.findChildren(QPushButton) if b.text() == sample)
            qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        else:
            write(qtbot, field, sample)
            qtbot.keyClick(field.editor, Qt.Key.Key_Tab)
        settle()
        kept = getattr(reopened(session).basics, item.name)
        assert kept.replace("-", ".") == sample or item.kind is Kind.PHONE, item.path


def test_what_is_wrong_stands_beside_the_field_and_in_the_summary(
    window, session, row_of, field_of, qtbot
) -> None:
    """A 17-digit number is told with its code at both places, and stays as typed."""
    shell = window(session, "basics")
    field = field_of(shell, "basics.id_number")
    write(qtbot, field, "15040219820307001")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    settle()
    row = row_of(shell, "basics.id_number")
    assert (
        row.notes.isVisible()
        and "身份证号少 1 位" in row.notes.findChildren(type(row.field.label))[1].text()
    )
    assert field.text() == "15040219820307001"
    assert "身份证号少 1 位" in field.editor.accessibleDescription()
    link = next(
        b
        for b in shell.current.summary.findChildren(QPushButton)
        if "少 1 位" in b.accessibleName()
    )
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert focused(shell, field)


def test_a_note_s_button_mends_the_field(window, session, row_of, qtbot) -> None:
    """Pressing 改为“·” puts the unified name into the field and the document."""
    shell = window(session, "basics")
    row = row_of(shell, "basics.name")
    verb = next(b for b in row.notes.findChildren(QPushButton) if "·" in b.text())
    qtbot.mouseClick(verb, Qt.MouseButton.LeftButton)
    settle()
    assert reopened(session).basics.name == "阿拉坦·其其格"
    assert row.field.text() == "阿拉坦·其其格" and not row.notes.isVisible()


def test_initials_find_a_word_and_enter_takes_it(window, session, field_of, qtbot) -> None:
    """Typing initials opens the list with the best word marked; Enter takes it."""
    shell = window(session, "basics")
    field = field_of(shell, "basics.ethnicity")
    assert isinstance(field, WordField)
    write(qtbot, field, "elsz")
    assert field.words()[0] == "俄罗斯族" and field.list_shown()
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    settle()
    assert reopened(session).basics.ethnicity == "俄罗斯族"
    assert not field.list_shown()


def test_words_are_found_while_the_input_method_composes(window, session, field_of) -> None:
    """Letters still in the pre-edit text already list the word; the line keeps the focus."""
    shell = window(session, "basics")
    field = field_of(shell, "basics.political_status")
    field.setFocus()
    field._show("")
    QApplication.sendEvent(field.editor, QInputMethodEvent("qz", []))
    assert "群众" in field.words()
    assert focused(shell, field)
    QApplication.sendEvent(field.editor, QInputMethodEvent("", []))


def test_down_opens_the_whole_table(window, session, field_of, qtbot) -> None:
    """The arrow shows every word, so that nobody has to know what to type."""
    shell = window(session, "basics")
    field = field_of(shell, "basics.political_status")
    field.setFocus()
    field._show("")
    qtbot.keyClick(field.editor, Qt.Key.Key_Down)
    assert field.list_shown() and "中共党员" in field.words()


def test_a_word_outside_the_table_is_kept_and_questioned(
    window, session, field_of, row_of, qtbot
) -> None:
    """Other text stays as typed, with the nearest words offered."""
    shell = window(session, "basics")
    field = field_of(shell, "basics.ethnicity")
    write(qtbot, field, "蒙古人")
    qtbot.keyClick(field.editor, Qt.Key.Key_Tab)
    settle()
    assert reopened(session).basics.ethnicity == "蒙古人"
    assert row_of(shell, "basics.ethnicity").notes.isVisible()


def test_undo_shows_the_former_text_again(window, session, field_of, qtbot) -> None:
    """Ctrl+Z names the step and the editor shows what stood there."""
    shell = window(session, "basics")
    field = field_of(shell, "basics.phone")
    write(qtbot, field, "0476-1111111")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    settle()
    assert session.undo_names()[0] == "改“联系电话”"
    qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert field.text() == "0476-0000000"
    assert shell.chrome.status.passing.whole_text() == "已撤销：改“联系电话”"
    qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert field.text() == "0476-1111111"


def test_undo_takes_back_letters_while_a_field_is_typed_in(
    window, session, field_of, qtbot
) -> None:
    """What is not kept yet is taken back in the field; no step of the declaration is undone."""
    shell = window(session, "basics")
    field = field_of(shell, "basics.phone")
    steps = session.undo_names()
    shell.acts.say_passing("")
    write(qtbot, field, "0476-2222222")
    qtbot.keyClick(field.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert field.text() != "0476-2222222"
    assert session.undo_names() == steps
    assert shell.chrome.status.passing.whole_text() == ""


def test_typing_is_put_away_before_the_field_is_left(window, session, field_of, qtbot) -> None:
    """After a short pause the text is in the vault as a draft, though the document is unchanged."""
    shell = window(session, "basics")
    field = field_of(shell, "basics.former_name")
    write(qtbot, field, "qiqige")
    field.paused.emit(field.text())
    key = f"field:{session.declaration.id}:basics.former_name"
    assert session.vault.draft(key) == "qiqige"
    assert reopened(session).basics.former_name == ""
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert session.vault.draft(key) is None


def test_long_text_is_drafted_while_typed_and_kept_once(window, session, qtbot) -> None:
    """The statement makes one undo step when it is left, however long it was typed."""
    shell = window(session, "statement")
    field = shell.current.field
    assert isinstance(field, LongText)
    steps = len(session.undo_names())
    field.setFocus()
    qtbot.keyClicks(field.area, "abc")
    field._regularly()
    qtbot.keyClicks(field.area, "def")
    field._regularly()
    assert len(session.undo_names()) == steps
    assert "abcdef" in session.vault.draft(f"field:{session.declaration.id}:statement")
    shell.go("basics")
    assert "abcdef" in reopened(session).statement
    assert len(session.undo_names()) == steps + 1


def test_locking_keeps_what_is_half_typed(window, session, field_of, qtbot) -> None:
    """Everything uncommitted on every screen is kept when the window is asked to."""
    shell = window(session, "basics")
    write(qtbot, field_of(shell, "basics.former_name"), "qiqige")
    assert shell.acts.keep_typing()
    assert reopened(session).basics.former_name == "qiqige"


def test_ticks_and_segments_are_kept_at_once(window, session, field_of, qtbot) -> None:
    """A tick and a segment need no Enter."""
    shell = window(session, "qualifications")
    row = session.declaration.education[0].id
    shell.go_path(f"education.{row}.highest")
    settle()
    tick = field_of(shell, f"education.{row}.highest")
    assert isinstance(tick, YesNo)
    tick.box.click()
    assert reopened(session).education[0].highest is True


def test_fields_side_by_side_give_way_when_a_scroll_bar_comes(window, session) -> None:
    """A page narrower than its lines were packed for packs them anew; nothing is cut at the right."""
    shell = window(session, "achievements")
    shell.go_path(f"achievements.{session.declaration.achievements[0].id}.title")
    settle()
    page = shell.current
    (sheet,), gap = page.sheets(), shell.context.theme.m.s24
    line = next(line for lines in sheet._lines for line in lines if len(line) > 1)
    wants = sum(sheet.rows[path].sizeHint().width() + gap for path in line) - gap
    page.area.setFixedWidth(page.area.width() - sheet.width() + wants - 1)
    laid_out(shell)
    assert page.area.widget().width() == page.area.viewport().width()


def test_the_field_in_hand_stays_in_view_when_others_come_above_it(
    window, session, field_of, qtbot
) -> None:
    """Another answer to the secrecy question shows other fields; its own field is scrolled to."""
    shell = window(session, "achievements")
    path = f"achievements.{session.declaration.achievements[0].id}.openness"
    shell.go_path(path)
    settle()
    bar = shell.current.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    settle()
    segments = field_of(shell, path)
    assert focused(shell, segments)
    assert not segments.visibleRegion().isEmpty()


def test_segments_show_a_foreign_word(window, session, field_of) -> None:
    """A sex written otherwise in an imported document is shown, not hidden."""
    shell = window(session, "basics")
    field = field_of(shell, "basics.sex")
    field.set_text("男性别")
    assert field.text() == "男性别"
    assert "男性别" in [chip.text() for chip in field.findChildren(QPushButton)]


def test_hostile_text_is_shown_back(window, session, field_of, qtbot) -> None:
    """Text that looks like a formula, a command or an impossible date is kept exactly."""
    shell = window(session, "basics")
    field = field_of(shell, "basics.remarks")
    for typed in ("1.5E+17", "=1+1", "'; drop table", "2016-02-30", "a" * 300):
        write(qtbot, field, typed)
        qtbot.keyClick(field.editor, Qt.Key.Key_Return)
        settle()
        assert (field.text(), reopened(session).basics.remarks) == (typed, typed)


def test_a_reminder_is_left_standing_for_a_reason(window, session, row_of, qtbot) -> None:
    """就这样 opens a line; the reason is kept, shown in place of the reminder, and asked for no more."""
    shell = window(session, "basics")
    shell.go_path("basics.name")
    notes = row_of(shell, "basics.name").notes
    ask = next(b for b in notes.findChildren(QPushButton) if b.text().startswith("就这样"))
    qtbot.mouseClick(ask, Qt.MouseButton.LeftButton)
    line = notes.findChild(QLineEdit)
    assert QApplication.focusWidget() is line
    line.setText("身份证上就是这个点")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert reopened(session).passed[0].reason == "身份证上就是这个点"
    assert "已写明" in row_of(shell, "basics.name").field.editor.accessibleDescription()
