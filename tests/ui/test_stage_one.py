# SPDX-License-Identifier: MulanPSL-2.0
"""The unlock stage: first run, cards, a new vault by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.kernel.progress import silent
from app.present.entry.startup import KnownVault, Preferences, PreferenceStore
from app.present.entry.unlock import VaultGate
from app.vault import unlocking
from app.vault.header import read_copies
from app.vault.slots import Kdf
from app.vault.vault import Vault
from tests.helpers import vaults
from tests.helpers.geometry import assert_nothing_clipped, assert_sound, settle, tab_names
from ui.application import stage_one
from ui.qt import QApplication, Qt
from ui.theme import TextSize

AREAS = (
    (1366, 688, 16), (1093, 534, 16), (911, 432, 16), (1366, 688, 20), (1366, 688, 24),
    (1093, 534, 20), (1920, 1000, 16), (1536, 784, 16), (1280, 640, 16), (1920, 1000, 24),
)  # fmt: skip
PASSPHRASE = "staple horse battery lamp"


@pytest.fixture
def store(tmp_path):
    """Preferences of a machine that knows one vault and one that was moved."""
    folder = tmp_path / "测试库"
    vaults.make(folder, passphrase=bytearray(PASSPHRASE.encode()))
    made = PreferenceStore(tmp_path / "preferences.json")
    known = (
        KnownVault(str(folder), "测试库", "内部资料", "2026-06-14T17:02:00"),
        KnownVault(str(tmp_path / "不在"), "单位库-2026", "工作秘密", "2026-06-12T09:15:00"),
    )
    made.put(Preferences(first_run_done=True, vaults=known))
    return made


@pytest.fixture
def window(application, store, monkeypatch, tmp_path):
    """A function that opens the unlock window; ``window.opened`` collects what it hands on."""
    monkeypatch.setattr("pathlib.Path.home", classmethod(lambda cls: tmp_path))
    monkeypatch.setattr(Kdf, "standard", classmethod(lambda cls: Kdf.light()))
    made = []

    def make(width=1366, height=688, base=16, page="unlock"):
        store.update(text_size=base)
        handed = []
        stage = stage_one(
            store,
            lambda folder, keys: handed.append(("opened", folder, keys)),
            lambda folder, keys: handed.append(("made", folder, keys)),
            vaults.CLOCK,
        )
        stage.handed = handed
        made.append(stage)
        stage.resize(width, height)
        stage.show()
        stage.activateWindow()
        settle()
        stage.show_page(page)
        settle()
        return stage

    yield make
    for stage in made:
        stage.close()
        stage.deleteLater()
    settle()


def wait_for(qtbot, stage):
    """Wait until the key derivation is over."""
    qtbot.waitUntil(lambda: not stage.tasks.busy(), timeout=20000)
    settle()


@pytest.mark.parametrize("page", ["unlock", "first_run", "new_vault", "restore"])
def test_every_page_fits_every_area(window, page):
    """At each screen, scale and text size of ux 4.3 nothing is cut, overlaps or lacks a name."""
    stage = window(page=page)
    for width, height, base in AREAS:
        stage.resize(width, height)
        stage.set_text_size(TextSize(base))
        settle()
        stage.suit()
        settle()
        assert_sound(stage, width, height, f"{page} at {base}")


@pytest.mark.parametrize("base", [16, 20, 24])
def test_the_first_run_needs_no_scroll_bar(window, base):
    """At 1366×768 the whole page is in view in every text size (ux §7 no. 1)."""
    stage = window(1366, 688, base, "first_run")
    start = stage.page()._start
    assert stage.rect().contains(start.mapTo(stage, start.rect().bottomRight()))
    assert stage.page()._cards[TextSize(base)].isChecked()


def test_preferences_that_could_not_be_read_are_said(window, store):
    """Somebody whose vaults are gone from the list reads why, and that nothing happened to them."""
    store.damaged = True
    stage = window(page="first_run")
    assert [m.code for m in stage.page()._messages.messages()] == ["UI-PREFERENCES"]
    assert_sound(stage, 1366, 688, "first_run with lost preferences")


def test_choosing_a_size_grows_the_window_at_once(window, store, qtbot):
    """A press on 大 makes everything larger, keeps what was typed, and is remembered."""
    stage = window(page="first_run")
    stage.page()._name.setText("张")
    stage.page()._cards[TextSize.LARGE].click()
    settle()
    assert stage.theme.m.body == 20
    assert stage.page()._name.text() == "张"
    assert store.value.text_size == 20
    qtbot.keyClick(stage, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert stage.theme.m.body == 16


def test_the_input_check_says_m41_and_takes_it_back(window, qtbot):
    """Only letters bring the message; one Han character takes it away."""
    stage = window(page="first_run")
    line = stage.page()._name
    line.setFocus()
    qtbot.keyClicks(line, "zhangguo")
    assert [m.code for m in stage.page()._messages.messages()] == ["M41"]
    line.setText("张国庆")
    assert stage.page()._messages.messages() == []
    assert stage.page()._verdict.text()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert stage.name == "unlock"


def test_the_right_passphrase_opens_by_keyboard(window, qtbot, store):
    """The caret stands in the passphrase; typing it and Enter hand on folder and keys."""
    stage = window()
    line = stage.page()._line.line
    assert line.hasFocus()
    qtbot.keyClicks(line, PASSPHRASE)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == ""
    wait_for(qtbot, stage)
    kind, folder, keys = stage.handed[0]
    assert (kind, folder.name) == ("opened", "测试库")
    assert keys.content
    assert store.value.vaults[0].opened != "2026-06-14T17:02:00"


def test_a_wrong_passphrase_waits_and_counts_down(window, qtbot, monkeypatch):
    """M42 is said, the button says how long, the focus is back in the box, then it can be pressed again."""
    wait = [8]
    monkeypatch.setattr(VaultGate, "seconds_to_wait", lambda gate, folder: wait[0])
    stage = window()
    wait[0] = 0
    stage.page().refresh()
    monkeypatch.setattr(VaultGate, "seconds_to_wait", lambda gate, folder: wait[0])
    qtbot.keyClicks(stage.page()._line.line, "not the passphrase")
    qtbot.keyClick(stage.page()._line.line, Qt.Key.Key_Return)
    wait[0] = 8
    wait_for(qtbot, stage)
    page = stage.page()
    assert page._messages.messages()[0].code.startswith("M42")
    assert page._open.text() == "8 秒后再输"
    assert not page._open.isEnabled()
    assert page._line.line.hasFocus()
    assert stage.handed == []
    wait[0] = 0
    page._second.timeout.emit()
    assert page._open.isEnabled()
    settle()
    assert_nothing_clipped(stage)


def test_a_moved_vault_cannot_be_opened_and_says_why(window, qtbot):
    """Its card offers to say where it is now; the passphrase box is off."""
    stage = window()
    cards = stage.page()._cards
    gone = next(
        w for w in cards.findChildren(type(cards).__mro__[1]) if w.accessibleName() == "单位库-2026"
    )
    gone.click()
    settle()
    assert not stage.page()._open.isEnabled()
    assert not stage.page()._line.line.isEnabled()
    assert_nothing_clipped(stage)


def test_the_band_shows_the_marking_of_the_vault_in_hand(window):
    """The marking is there before anything is unlocked (ux 2.1)."""
    stage = window()
    assert "内部资料" in stage._band.accessibleDescription()


def test_the_date_question_is_asked_and_answered(window, store):
    """An odd date is asked for above nothing else; a typed day settles it."""
    store.update(last_day="2199-01-01")
    stage = window()
    date = stage.page()._date
    assert date.isVisible()
    assert_nothing_clipped(stage)
    date._day.setText("2月30日")
    date._set()
    assert date._fault.isVisible()
    date._day.setText("20260615")
    date._set()
    settle()
    assert not date.isVisible()
    assert store.value.last_day == "2026-06-15"
    assert store.value.clock().today().isoformat() == "2026-06-15"
    assert stage.page()._line.line.hasFocus(), "the answer leads back to the passphrase"


def test_tab_goes_through_the_unlock_page_in_reading_order(window):
    """Passphrase, show, recovery, open, sizes, help, then the cards and the verbs under them."""
    stage = window()
    stage.page()._line.setFocus()
    names = tab_names(stage)
    wanted = ["显示口令", "用恢复数字打开", "打开"]
    assert names[: len(wanted)] == wanted
    assert names.index("字号标准") < names.index("帮助")
    for name in ("测试库", "新建库", "从备份恢复…", "打开别处的库…"):
        assert name in names


def press(qtbot, text="", key=None):
    """Type into whatever has the focus, as a person at the keyboard does."""
    focused = QApplication.focusWidget()
    assert focused is not None
    if text:
        qtbot.keyClicks(focused, text)
    if key is not None:
        qtbot.keyClick(focused, key)
    settle()


def tab_to(qtbot, widget):
    """Press Tab until a widget has the focus."""
    for _press in range(40):
        if QApplication.focusWidget() is widget:
            return
        press(qtbot, key=Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {widget.accessibleName()}")


def name_by_keyboard(qtbot, page):
    """Fill step 1 and go on."""
    press(qtbot, "2026-A", Qt.Key.Key_Return)
    tab_to(qtbot, page._name.marking)
    press(qtbot, key=Qt.Key.Key_Down)
    assert page._presenter.state.marking == page._name.marking.currentText() != ""
    tab_to(qtbot, page._name.owner)
    press(qtbot, "li (xugou)")
    tab_to(qtbot, page._next)
    press(qtbot, key=Qt.Key.Key_Return)
    assert page._presenter.state.step == 2


def passphrase_by_keyboard(qtbot, page):
    """Fill step 2 and go on."""
    press(qtbot, PASSPHRASE, Qt.Key.Key_Return)
    tab_to(qtbot, page._second.line)
    press(qtbot, PASSPHRASE, Qt.Key.Key_Return)
    assert page._presenter.state.step == 3
    assert QApplication.focusWidget() is page._next


def digits_by_keyboard(qtbot, page):
    """Copy, type back with a slip in group 3, mend it."""
    groups = page._presenter.state.groups
    assert len(groups) == 8
    press(qtbot, key=Qt.Key.Key_Return)
    for group in groups[:2]:
        press(qtbot, group)
    press(qtbot, ("1" if groups[2][0] != "1" else "2") + groups[2][1:])
    assert [m.title for m in page._messages.messages()] == ["第3组抄错了"]
    assert page._presenter.state.typed == (*groups[:2], *[""] * 6)
    for group in groups[2:]:
        press(qtbot, group)


def test_a_new_vault_by_keyboard_alone(window, qtbot):
    """Ctrl+N, four steps and Enter: the vault is there, opens with its passphrase and knows its name."""
    stage = window()
    qtbot.keyClick(stage, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert stage.name == "new_vault"
    page = stage.page()
    name_by_keyboard(qtbot, page)
    passphrase_by_keyboard(qtbot, page)
    press(qtbot, key=Qt.Key.Key_Return)
    wait_for(qtbot, stage)
    assert_nothing_clipped(stage)
    digits_by_keyboard(qtbot, page)
    tab_to(qtbot, page._next)
    press(qtbot, key=Qt.Key.Key_Return)
    kind, folder, keys = stage.handed[0]
    assert (kind, folder.name) == ("made", "2026-A")
    assert unlocking.unlock(folder, bytearray(PASSPHRASE.encode())).content == keys.content
    assert read_copies(folder)[0].header.alias == "2026-A"


def test_faults_of_a_step_are_said_and_nothing_typed_is_lost(window, qtbot):
    """An empty marking is named; the alias stays; 不建了 leads back to the cards."""
    stage = window(page="new_vault")
    page = stage.page()
    press(qtbot, "2026-B")
    page._next.click()
    settle()
    assert [m.code for m in page._messages.messages()] == ["UI-MARKING-EMPTY"]
    assert page._name.alias.text() == "2026-B"
    assert_nothing_clipped(stage)
    stage.set_text_size(TextSize.LARGE)
    settle()
    assert stage.page()._name.alias.text() == "2026-B"
    stage.page()._leave.click()
    assert stage.name == "unlock"


def test_recovery_digits_take_the_place_of_the_passphrase(window, qtbot):
    """A slip clears only its group; the way back is one press."""
    stage = window()
    page = stage.page()
    page._recover.click()
    settle()
    assert page._groups.isVisible()
    assert page._groups.boxes[0].hasFocus()
    page._groups.boxes[0].setText("12345" * 8)
    page._open.click()
    wait_for(qtbot, stage)
    assert page._presenter.state.wrong_group == 1
    assert page._groups.groups()[0] == ""
    assert page._groups.groups()[1] == "12345"
    page._recover.click()
    assert page._line.isVisible()


def test_a_machine_without_vaults_offers_to_make_one(window, store):
    """No card: the empty state says what to do and does it."""
    store.put(Preferences(first_run_done=True))
    stage = window()
    empty = stage.page()._empty
    assert empty.isVisible()
    assert QApplication.focusWidget() is empty.action
    assert_nothing_clipped(stage)
    empty.action.click()
    assert stage.name == "new_vault"


@pytest.fixture
def copied(store):
    """A rolling copy beside the vault that the machine knows."""
    folder = Path(store.value.vaults[0].folder)
    keys = unlocking.unlock(folder, bytearray(PASSPHRASE.encode()))
    with Vault.open(folder, keys, clock=vaults.CLOCK) as vault:
        vaults.add(vault)
        vault.roll_copies(silent())
    return folder


@pytest.mark.parametrize("recovering", [False, True])
def test_the_restore_page_fits_every_area_with_a_backup_in_hand(window, copied, recovering):
    """With the list, the warning and the digits: nothing is cut at any size."""
    stage = window(page="restore")
    stage.page()._presenter.recover_instead(recovering)
    for width, height, base in AREAS:
        stage.resize(width, height)
        stage.set_text_size(TextSize(base))
        settle()
        stage.suit()
        settle()
        assert_sound(stage, width, height, f"restore at {base}")


def test_a_backup_is_restored_and_opened_by_keyboard(window, copied, qtbot):
    """The caret stands in the passphrase; Enter restores, Enter opens; the former vault lies beside."""
    stage = window(page="restore")
    stage.page()._line.setFocus()
    press(qtbot, PASSPHRASE, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not stage.tasks.busy(), timeout=20000)
    settle()
    assert [m.title for m in stage.page()._messages.messages()] == ["恢复好了"]
    press(qtbot, key=Qt.Key.Key_Return)
    ((how, folder, _keys),) = stage.handed
    assert (how, folder) == ("opened", copied)
    assert list(copied.parent.glob("测试库.before-*"))
