# SPDX-License-Identifier: MulanPSL-2.0
"""设置与关于 in the window: looks at once, minutes into the status bar, the lock that waits for paper."""

from __future__ import annotations

import pytest

from app.present.prints.thickness import comfortable_mm
from tests.helpers.geometry import assert_named, assert_no_overlap, assert_nothing_clipped, settle
from ui.idle import WARN_BEFORE, IdleWatch
from ui.qt import QApplication, QLineEdit, QPushButton, Qt
from ui.theme import TextSize
from ui.widgets.dialogs import Dialog

SIZES = ((1366, 688, 16), (1093, 534, 16), (911, 432, 16), (1366, 688, 20), (1366, 688, 24))


@pytest.mark.parametrize(("width", "height", "base"), SIZES)
def test_nothing_is_clipped_at_any_size(session, window, width, height, base):
    """The three views hold at every logical size."""
    shell = window(session, width, height, base)
    for view in ("look", "desk", "about"):
        assert shell.go("settings", view)
        settle()
        assert_nothing_clipped(shell)
        assert_no_overlap(shell)
        assert_named(shell)


def test_a_text_size_applies_at_once_and_the_page_stays(session, window):
    """特大: the window is made anew, the same view in front, the choice marked."""
    shell = window(session)
    shell.go("settings", "look")
    shell.current.sizes[list(TextSize)[-1]].click()
    settle()
    assert shell.context.theme.m.body == 24
    assert shell.current.title == "设置与关于"
    assert shell.current.sizes[list(TextSize)[-1]].isChecked()


def test_minutes_typed_stand_in_the_status_bar(session, window, qtbot):
    """Enter keeps them; a wrong number is said and the old one holds."""
    shell = window(session)
    shell.go("settings", "desk")
    field = shell.current.minutes
    field.setFocus()
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, "5")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    settle()
    assert shell.chrome.status.lock.text() == "5 分钟不操作自动锁定"
    assert shell.acts.seconds_to_lock() == 300
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, "55")
    field.commit()
    settle()
    assert shell.chrome.messages.messages()[0].code == "KEEP-LOCK-MINUTES"
    assert shell.acts.seconds_to_lock() == 300


def test_the_thickness_that_is_spoken_of_is_a_setting(session, window):
    """M23 goes by the unit's own figure; one that is none is said and the old one holds."""
    shell = window(session)
    shell.go("settings", "desk")
    field = shell.current.thick
    assert field.text() == "20"
    for typed, kept in (("15", 15), ("99", 15)):
        field.editor.setText(typed)
        field.editor.textEdited.emit(typed)
        field.commit()
        settle()
        assert comfortable_mm(session) == kept
    assert shell.chrome.messages.messages()[0].code == "KEEP-THICK"


def test_the_side_pane_stays_away_when_it_was_sent_away(session, window):
    """Unticked, the next window opens without it; ticked, with it."""
    shell = window(session)
    shell.go("settings", "look")
    shell.current.side.click()
    settle()
    assert not shell.chrome.pane_on
    again = window(session)
    assert not again.chrome.pane_on
    again.go("settings", "look")
    again.current.side.click()
    assert again.chrome.pane_on


def test_about_is_a_page_of_the_menu(session, window):
    """帮助 → 关于本程序 shows versions and that nothing is connected."""
    shell = window(session)
    shell.chrome.menus.actions["about"].trigger()
    settle()
    assert shell.name == "settings"
    assert "联网" in shell.current.net.text()


def test_the_passphrase_dialog_says_what_is_wrong_and_stays(session, window, monkeypatch):
    """Two different new passphrases: the message stands in the dialog, nothing was changed."""
    said = []

    def drive(dialog):
        dialog.show()
        settle()
        lines = {line.objectName(): line for line in dialog.findChildren(QLineEdit)}
        lines["新口令"].setText("a long new passphrase")
        lines["再输一遍"].setText("another new passphrase")
        verbs = dialog.findChildren(QPushButton)
        next(verb for verb in verbs if verb.text().startswith("换成")).click()
        settle()
        said.extend(m.code for m in dialog.messages.messages())
        dialog.close()
        return 0

    monkeypatch.setattr(Dialog, "exec", drive)
    shell = window(session)
    shell.go("settings", "desk")
    shell.current.verbs[1].click()
    assert said == ["UI-PASSPHRASE-TWICE"]


# -- the lock


def test_the_lock_waits_for_paper_and_comes_half_a_minute_after(application):
    """While sheets come out nothing locks; when they are out the last half minute is announced."""
    now, printing, locked, warned = [0.0], [True], [], []
    watch = IdleWatch(
        application, after=lambda: 180.0, hold=lambda: printing[0], now=lambda: now[0],
        slept=lambda: 0.0,
    )  # fmt: skip
    watch.expired.connect(lambda: locked.append(now[0]))
    watch.warned.connect(warned.append)
    for _second in range(600):
        now[0] += 1
        watch.look()
    assert not locked
    printing[0] = False
    warned.clear()
    for _second in range(int(WARN_BEFORE) + 2):
        now[0] += 1
        watch.look()
        if locked:
            break
    assert locked == [600 + WARN_BEFORE]
    assert warned[0] == WARN_BEFORE - 1


def test_another_number_of_minutes_counts_from_the_next_second(application):
    """The watch asks each time: a shorter time set now locks now."""
    now, after, locked = [0.0], [600.0], []
    watch = IdleWatch(application, after=lambda: after[0], now=lambda: now[0], slept=lambda: 0.0)
    watch.expired.connect(lambda: locked.append(now[0]))
    now[0] = 200
    watch.look()
    assert not locked
    after[0] = 180.0
    watch.look()
    assert locked == [200]


def test_nothing_printed_holds_no_lock(session, window):
    """A window that never printed asks for no spooler to know it."""
    shell = window(session)
    assert not shell.acts.must_go_on()
    QApplication.processEvents()
