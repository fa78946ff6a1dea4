# SPDX-License-Identifier: MulanPSL-2.0
"""The main window on a real desk: layouts, places, commands."""

from __future__ import annotations

import types

import pytest

from app.kernel.errors import UserError
from app.model.operations import SetValue
from app.present.places import Place
from app.present.presenter import Presenter
from app.present.search import Target
from tests.helpers.geometry import assert_sound, settle, tab_names
from ui.frame.pane import pane_scroll
from ui.qt import QApplication, QEvent, QKeySequence, QObject, QPushButton, Qt, QWidget
from ui.screen import Command, Screen
from ui.screens import SCREENS, ScreenEntry, navigation
from ui.theme import TextSize
from ui.widgets.basics import button, label
from ui.widgets.fields import LineField, TextField
from ui.widgets.header import Chip, Chips
from ui.widgets.messages import Action
from ui.widgets.table import Column, FormTable, Row, Tag

AREAS = (
    (1366, 688, 16), (1093, 534, 16), (911, 432, 16), (1366, 688, 20), (1366, 688, 24),
    (1093, 534, 20), (1920, 1000, 16), (1536, 784, 16), (1280, 640, 16), (1920, 1000, 24),
)  # fmt: skip


class Form(Screen):
    """A form with two fields of the declaration."""

    title = "表单"
    reading = True

    def __init__(self, context):
        super().__init__(context)
        self.presenter = context.presenter(Presenter)
        self.header.set_primary("下一节")
        self.name = LineField(self.theme, "姓名", "basics.name")
        self.remarks = TextField(self.theme, "备注", "basics.remarks", 2)
        for field in (self.name, self.remarks):
            field.committed.connect(
                self.intent(lambda text, path=field.path: self.keep(path, text))
            )
            self.column.addWidget(field)
        self.column.addStretch(1)
        self.bind(self.presenter)

    def keep(self, path, text):
        self.context.session.apply(SetValue(path, text, f"填写{path}"))

    def refresh(self):
        basics = self.context.session.declaration.basics
        self.name.set_text(basics.name)
        self.remarks.set_text(basics.remarks)

    def first_focus(self):
        return self.name


class Ledger(Screen):
    """A table with filters, commands and a pane."""

    title = "台账"

    def __init__(self, context):
        super().__init__(context)
        self.header.set_summary("23 项：已核验 2，已准备 9")
        self.header.set_primary("逐项走查", "tasks", "F9")
        chips = Chips(self.theme)
        chips.set_chips([Chip("a", "全部", 23), Chip("b", "未准备", 9)], "a")
        self.header.add_filters(chips)
        self.header.add_commands(button(self.theme, "上移", "quiet", "up"))
        columns = [Column("序号", 3.6), Column("名称"), Column("状态", 6.2)]
        self.table = FormTable(self.theme, columns, "台账表")
        self.column.addWidget(self.table, 1)
        pane = self.make_pane("预览", "条款")
        pane_scroll(pane.tab(0)).addWidget(label("预览里的字", wrap=True))
        self.moved = 0

    def refresh(self):
        self.table.set_rows([Row(f"m{n}", (f"A{n}", f"材料{n}", Tag("未准备"))) for n in range(20)])

    def commands(self):
        return (Command("上移", self.move_up, "Alt+Up", "up"),)

    def move_up(self):
        self.moved += 1

    def save_state(self):
        return {"tab": self.pane.current_tab(), "moved": self.moved}

    def restore_state(self, state):
        self.pane.show_tab(state.get("tab", 0))
        self.moved = state.get("moved", 0)

    def first_focus(self):
        return self.table


@pytest.fixture(autouse=True)
def two_screens(monkeypatch):
    """Stand two screens of the tests in for the program's own."""
    import sys

    for name, kind in (("tests_form", Form), ("tests_ledger", Ledger)):
        module = types.ModuleType(name)
        module.open_screen = kind
        monkeypatch.setitem(sys.modules, name, module)
    entries = [
        ScreenEntry(
            "basics", "基本信息", "person", ("applicant",), 1, "tests_form", roots=("basics",)
        ),
        ScreenEntry(
            "materials",
            "材料清单",
            "folder",
            ("applicant",),
            2,
            "tests_ledger",
            roots=("materials",),
        ),
        ScreenEntry(
            "walk", "逐项走查", "tasks", ("applicant",), None, "tests_ledger", home="materials"
        ),
    ]
    monkeypatch.setattr("ui.screens.SCREENS", entries)
    monkeypatch.setattr("ui.frame.acts.SCREENS", entries)


@pytest.mark.parametrize("high_contrast", [False, True], ids=["light", "high"])
def test_the_frame_fits_every_area_of_the_table(shell, high_contrast):
    """At each screen, scale and text size of ux 4.3 the window fits, nothing is cut, nothing overlaps."""
    window = shell(high_contrast=high_contrast)
    for width, height, base in AREAS[::3] if high_contrast else AREAS:
        window.resize(width, height)
        window.set_look(TextSize(base), high_contrast)
        settle()
        for name in ("basics", "materials"):
            assert window.go(name)
            settle()
            assert_sound(window, width, height, f"{name} at {base}")


@pytest.mark.parametrize(("width", "height"), [(911, 760), (1000, 900), (1179, 700)])
def test_a_narrow_high_window_shortens_the_strip_and_cuts_nothing(shell, width, height):
    """Between the sizes of the table the strip gives way at its end, with the whole words as its tip."""
    window = shell(width, height)
    for name in ("basics", "materials"):
        window.go(name)
        settle()
        assert_sound(window, width, height, name)


def test_compact_folds_band_and_strip_and_drops_the_toolbar(shell):
    """Compact has no strip and no toolbar; the deadline stands in the band, search in the menu row."""
    window = shell(1093, 534)
    assert window.chrome.strip is None
    assert "还剩 18 个工作日" in window.chrome.band.facts.whole_text()
    assert window.chrome.search.isVisible()
    assert window.chrome.search.mapTo(window, window.chrome.search.rect().topLeft()).y() < 70


def test_growing_the_window_changes_the_layout_and_keeps_the_place(shell):
    """From compact to normal the same field keeps focus, caret and half-typed text."""
    window = shell(1093, 534)
    window.go("basics")
    window.current.name.line.setText("阿拉坦其其格")
    window.current.name.line.setCursorPosition(3)
    window.resize(1366, 688)
    settle()
    assert not window.context.theme.compact
    field = window.current.field_in_hand()
    assert field.path == "basics.name"
    assert field.caret() == 3
    assert window.context.session.declaration.basics.name == "阿拉坦其其格"


def test_a_text_size_is_shown_at_once_and_reported(shell):
    """Ctrl+= makes everything larger and tells whoever keeps it; the page state stays."""
    told = []
    window = shell(on_look=lambda base, contrast: told.append((int(base), contrast)))
    window.go("materials")
    window.current.pane.show_tab(1)
    window.current.moved = 5
    window.acts.step_text_size(1)
    settle()
    assert window.base == TextSize.LARGE
    assert window.context.theme.m.body == 20
    assert window.current.moved == 5
    assert window.current.pane.current_tab() == 1
    window.acts.toggle_contrast()
    settle()
    assert told == [(20, False), (20, True)]
    window.acts.step_text_size(5)
    assert window.base == TextSize.HUGE


def test_ctrl_digits_and_f6_go_round(shell, qtbot):
    """Ctrl+2 opens the second page; F6 goes navigation → page → pane and round again."""
    window = shell()
    window.go("basics")
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.name == "materials"
    seen = []
    for _step in range(len(window.regions())):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget().accessibleName())
    assert "功能导航" in seen
    assert "台账表" in seen
    assert len(set(seen)) == len(seen)


def test_tab_goes_through_the_page_in_reading_order(shell):
    """From the first field Tab reaches the next field, then the frame, and comes back."""
    window = shell()
    window.go("basics")
    window.current.name.setFocus()
    settle()
    names = tab_names(window)
    assert names[0] == "备注"
    assert names.index("撤销") < names.index("查找") if "撤销" in names else "查找" in names
    assert "功能导航" in names
    assert len(names) == len(set(names))


def test_undo_names_the_step_and_keeps_half_typed_text(shell, qtbot):
    """Undo first keeps what is being typed, then takes it back; the menu says what it undoes."""
    window = shell()
    window.go("basics")
    qtbot.keyClicks(window.current.name.line, "abc")
    window.acts.undo()
    settle()
    assert window.context.session.declaration.basics.name == ""
    assert window.chrome.status.passing.whole_text() == "已撤销：填写basics.name"
    assert window.chrome.menus.actions["redo"].text() == "重做：填写basics.name"
    window.acts.redo()
    assert window.context.session.declaration.basics.name == "abc"
    assert window.acts.can_undo()


def test_ctrl_s_answers_with_the_time(shell, qtbot):
    """Saving by habit commits the field and says that it was saved anyway."""
    window = shell()
    window.go("basics")
    qtbot.keyClicks(window.current.name.line, "abc")
    window.acts.save_now()
    assert window.context.session.declaration.basics.name == "abc"
    assert "本来就在自动保存" in window.chrome.status.passing.whole_text()
    settle()
    assert window.chrome.status.saved.text().startswith("已自动保存")


def test_locking_keeps_everything_and_tells_the_place(shell, qtbot):
    """Ctrl+L commits the half-filled field and hands on screen, field, caret and declaration."""
    told = []
    window = shell(on_lock=lambda place, new: told.append((place, new)))
    window.go("basics")
    qtbot.keyClicks(window.current.name.line, "abc")
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    held = window.context.session.declaration
    assert told == [(Place("basics", "basics.name", 3, held.id), False)]
    assert window.context.session.vault.load(held.id).basics.name == "abc"


def test_coming_back_goes_to_the_field_and_the_caret(shell):
    """After unlocking the same field has the caret where it was; a vanished page gives the first."""
    window = shell()
    window.context.session.apply(SetValue("basics.name", "阿拉坦其其格"))
    window.come_back(Place("basics", "basics.name", 4))
    settle()
    assert window.current.field_in_hand().path == "basics.name"
    assert window.current.name.caret() == 4
    window.come_back(Place("nowhere", "x.y", 4))
    assert window.name == "basics"


def test_search_leads_to_the_page_and_esc_gives_the_focus_back(shell, qtbot):
    """Enter takes the first result; Esc returns to the field that had the focus."""
    window = shell()
    window.go("basics")
    window.acts.find()
    assert window.chrome.search.hasFocus()
    qtbot.keyClicks(window.chrome.search, "clqd")
    settle()
    words = [target.words for target in window.chrome.search.results.targets()]
    assert words[0] == "材料清单"
    assert window.chrome.search.results.isVisible()
    qtbot.keyClick(window.chrome.search, Qt.Key.Key_Escape)
    assert window.current.name.line.hasFocus()
    window.acts.find()
    qtbot.keyClicks(window.chrome.search, "clqd")
    qtbot.keyClick(window.chrome.search, Qt.Key.Key_Return)
    assert window.name == "materials"
    assert window.chrome.search.text() == ""
    qtbot.keyClicks(window.chrome.search, "qqqq")
    assert window.chrome.search.results.targets() == []
    window.acts.pick(Target("材料", "三", path="materials.m3"))
    assert window.current.table.current_id() == "m3"


def test_no_page_flashes_a_window_of_its_own(shell, application):
    """Opening pages, other sizes and messages never shows a second top-level window."""
    shown = []

    class Watch(QObject):
        def eventFilter(self, watched, event):
            if (
                event.type() == QEvent.Type.Show
                and isinstance(watched, QWidget)
                and watched.isWindow()
            ):
                shown.append(type(watched).__name__)
            return False

    watch = Watch()
    application.installEventFilter(watch)
    window = shell()
    for name in ("basics", "materials", "basics"):
        window.go(name)
        settle()
    window.acts.step_text_size(1)
    window.context.say_code("UI-FAULT", number="1")
    settle()
    application.removeEventFilter(watch)
    assert set(shown) == {"Shell"}


def test_f8_shows_and_hides_the_pane_beside_or_over_the_page(shell):
    """With room the pane stands beside the page, without it lies over it; a page may have none."""
    wide = shell()
    wide.go("materials")
    settle()
    assert wide.current.pane.isVisible()
    wide.acts.toggle_pane()
    assert not wide.current.pane.isVisible()
    narrow = shell(1093, 534)
    narrow.go("materials")
    settle()
    assert not narrow.current.pane.isVisible()
    narrow.acts.toggle_pane()
    settle()
    pane = narrow.current.pane
    assert pane.isVisible()
    assert pane.geometry().right() == narrow.chrome.body.width() - 1
    narrow.go("basics")
    narrow.acts.toggle_pane()
    assert "没有右栏" in narrow.chrome.status.passing.whole_text()  # and this desk has no volume


def test_a_screens_own_verbs_stand_in_the_menu_while_it_is_shown(shell, qtbot):
    """Alt+↑ works on the page that offers it and is gone on the next."""
    window = shell()
    window.go("materials")
    assert "work.0" in window.chrome.menus.actions
    window.chrome.menus.actions["work.0"].trigger()
    assert window.current.moved == 1
    window.go("basics")
    assert "work.0" not in window.chrome.menus.actions


def test_no_key_is_bound_twice_and_none_belongs_to_an_input_method(shell):
    """Keys of the window are unique; Ctrl+Shift+letter, Ctrl+Space and single letters are left alone."""
    window = shell()
    window.go("materials")
    keys = [
        key.toString(QKeySequence.SequenceFormat.PortableText)
        for action in window.chrome.menus.actions.values()
        for key in action.shortcuts()
    ]
    assert len(keys) == len(set(keys))
    for key in keys:
        assert len(key) > 1
        assert key not in (
            "Ctrl+Space",
            "Shift+Space",
            "Ctrl+.",
            "Ctrl+;",
            "Ctrl+Alt+P",
            "Ctrl+Alt+A",
        )
        assert not key.startswith("Ctrl+Shift+")


def test_back_leads_where_one_came_from(shell):
    """Esc on a visited page goes back; at the beginning to the first page."""
    window = shell()
    window.go("materials")
    window.go("walk")
    assert window.chrome.nav.currentIndex().row() == 1
    window.back()
    assert window.name == "materials"
    window.back()
    assert window.name == "basics"
    assert not window.go("nowhere")


def test_what_was_kept_is_not_carried_to_the_next_page(shell):
    """已存为… belongs to the page where it was said; a refusal goes along until it is mended."""
    window = shell()
    window.go("materials")
    window.context.say_code("PRINT-SAVED", name="a.pdf", pages=1, number="0001")
    window.context.say_code("PRINT-NO-PRINTER")
    window.go("basics")
    settle()
    assert [m.code for m in window.chrome.messages.messages()] == ["PRINT-NO-PRINTER"]
    window.context.say_code("PRINT-SAVED", name="b.pdf", pages=1, number="0002")
    window.back()
    settle()
    assert [m.code for m in window.chrome.messages.messages()] == ["PRINT-NO-PRINTER"]


def test_a_message_keeps_its_verbs_in_another_text_size(shell, qtbot):
    """The widgets are made anew; what could be answered can still be answered."""
    window = shell()
    window.go("basics")
    ran = []
    window.context.say_code("PRINT-TURN", [Action("打背面", lambda: ran.append(1))])
    window.set_look(TextSize.LARGE, high_contrast=False)
    settle()
    verb = next(b for b in window.chrome.messages.findChildren(QPushButton) if b.text() == "打背面")
    qtbot.mouseClick(verb, Qt.MouseButton.LeftButton)
    assert ran == [1]


def test_a_menu_says_what_a_command_refuses(shell, monkeypatch):
    """A verb of a menu that cannot be carried out says why above the page, it does not fail."""

    def refuse(_screen):
        raise UserError("PRINTLOG-NONE", title="借阅登记", what="借出")

    monkeypatch.setattr(Ledger, "move_up", refuse)
    window = shell()
    window.go("materials")
    settle()
    window.chrome.menus.actions["work.0"].trigger()
    settle()
    assert [m.code for m in window.chrome.messages.messages()] == ["PRINTLOG-NONE"]


def test_the_idle_warning_comes_and_goes(shell):
    """The last seconds are said once above the page and counted in the status bar."""
    window = shell()
    window.acts.warn_lock(30)
    window.acts.warn_lock(29)
    assert [m.code for m in window.chrome.messages.messages()] == ["UI-IDLE"]
    assert window.chrome.status.lock.text() == "29 秒后锁定，按任意键继续"
    window.acts.unwarn_lock()
    assert window.chrome.messages.messages() == []
    assert window.chrome.status.lock.text() == "10 分钟不操作自动锁定"


def test_a_refused_change_is_said_and_nothing_is_lost(shell, qtbot, monkeypatch):
    """When the vault refuses, the words are said and the typed text stays in the field."""
    window = shell()
    window.go("basics")
    vault = window.context.session.vault
    monkeypatch.setattr(
        vault, "record", lambda change: (_ for _ in ()).throw(UserError("UI-ALIAS-EMPTY"))
    )
    qtbot.keyClicks(window.current.name.line, "abc")
    qtbot.keyClick(window.current.name.line, Qt.Key.Key_Return)
    settle()
    assert [m.code for m in window.chrome.messages.messages()] == ["UI-ALIAS-EMPTY"]
    assert window.current.name.text() == "abc"


def test_a_long_task_shows_its_line_and_can_be_stopped(shell, qtbot):
    """The line comes with the task and goes with it; a refusal is said by itself."""
    window = shell()
    window.go("basics")

    def work(progress):
        progress.step(1, 4, "张某某")
        raise UserError("UI-ALIAS-EMPTY")

    task = window.context.tasks.start(work, words="正在排版")
    assert window.chrome.progress.isVisible()
    with qtbot.waitSignal(task.ended, timeout=5000):
        pass
    settle()
    assert not window.chrome.progress.isVisible()
    assert [m.code for m in window.chrome.messages.messages()] == ["UI-ALIAS-EMPTY"]


def test_the_programs_own_list_of_screens_is_sound():
    """Names are unique a role, places too; icons exist; modules give open_screen."""
    import importlib

    from app.kernel.locations import resource

    program = SCREENS
    for role in ("applicant", "unit"):
        mine = [entry for entry in program if role in entry.roles]
        assert len({entry.name for entry in mine}) == len(mine)
        places = [entry.place for entry in mine if entry.place is not None]
        assert len(set(places)) == len(places)
        assert len(places) <= 9
    for entry in program:
        assert resource("icons", f"{entry.icon}.svg").is_file(), entry.name
        assert hasattr(importlib.import_module(entry.module), "open_screen"), entry.name
        if entry.waiting:
            module, _, function = entry.waiting.partition(":")
            assert callable(getattr(importlib.import_module(module), function)), entry.name
    assert navigation("applicant")
