# SPDX-License-Identifier: MulanPSL-2.0
"""改动与版本 (ux 2.9): the undo list, every change on record, two versions side by side and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from app.present.keeping.changes import (
    ALL,
    COMPARE,
    FOUND,
    UNDO,
    VIEWS,
    ChangesPresenter,
    ChangesState,
)
from ui.context import Context
from ui.keeping.beside import Beside
from ui.printing.loose import print_loose, save_loose
from ui.qt import QStackedWidget, QVBoxLayout, QWidget
from ui.screen import Command, Screen
from ui.widgets.basics import DropDown, Elided, button, label, line, panel, set_button_text
from ui.widgets.header import Chip, Chips, EmptyState
from ui.widgets.table import Column, FormTable, Row, Tag
from ui.widgets.tags import DONE, PLAIN

NOTHING = "这次打开以后还没有改过。以前的改动在“全部改动”里。"
FIRST = "还没有改动。"
STEPS = (Column("做了什么"), Column("状态", 7))
CHANGES = (Column("时间", 8), Column("谁", 7), Column("做了什么", 16), Column("在哪里"))
NOTHING_FOUND = "上次打开以后没有改过，也没有写了一半的。"
SAME = "这两个时候没有不同。"
NO_PLACE = "这一步没有改动字句。"


class ChangesScreen(Screen):
    """Draws ChangesPresenter's state."""

    title = "改动与版本"

    def __init__(self, context: Context, presenter: ChangesPresenter) -> None:
        super().__init__(context)
        self.presenter = presenter
        self.act = self.header.set_primary("撤销到这一步", "undo", "Enter")
        self.act.clicked.connect(self.clicked(self._act))
        self.chips = Chips(self.theme, "看什么")
        self.chips.chosen.connect(self.intent(self._look))
        self.header.add_filters(self.chips)
        self.pages = QStackedWidget()
        self.column.addWidget(self.pages, 1)
        self.steps = FormTable(self.theme, STEPS, "撤销清单")
        self.steps.activated.connect(self.intent(lambda _key: self._act()))
        self.steps.current_changed.connect(lambda _key: self._name_act())
        self.nothing = EmptyState(self.theme, "undo", NOTHING)
        self.changes = FormTable(self.theme, CHANGES, "全部改动")
        self.changes.hide_column(1, self.theme.fold)
        self.changes.current_changed.connect(self._chosen)
        self.detail = Beside(self.theme, "这一步改了什么", whole=not self.theme.compact)
        self.beside = Beside(self.theme, "两版对比")
        self.found_again = Beside(self.theme, "找回的内容")
        for beside in (self.detail, self.beside, self.found_again):
            beside.activated.connect(self.intent(self._go_path))
        for page in (self._steps_page(), self._all_page(), self._compare_page(), self.found_again):
            self.pages.addWidget(page)
        self.on_key("Esc", context.back)
        self.bind(presenter)

    # -- building

    def _steps_page(self) -> QWidget:
        page, column = _page(self.theme.m.s8)
        column.addWidget(self.steps, 1)
        column.addWidget(self.nothing, 1)
        return page

    def _all_page(self) -> QWidget:
        page, column = _page(self.theme.m.s8)
        column.addWidget(self.changes, 3)
        column.addWidget(self.detail, 4)
        return page

    def _compare_page(self) -> QWidget:
        theme, m = self.theme, self.theme.m
        page, column = _page(m.s8)
        self.left, self.right = (DropDown(theme, (), name) for name in ("左边", "右边"))
        for drop in (self.left, self.right):
            drop.setMinimumWidth(m.chars(12))
            drop.activated.connect(self.intent(lambda _index: self._pick()))
        picks = line(theme, label("比较", "strong"), self.left, label("和"), self.right, None)
        picks.setStretch(1, 3)
        picks.setStretch(3, 3)
        column.addLayout(picks)
        column.addWidget(self.beside, 1)
        frame, foot = panel("sheet", "row", (m.s12, m.s4, m.s12, m.s4), m.s8)
        self.found = Elided("", "second")
        foot.addWidget(self.found, 1)
        verbs = (
            ("找出变了的页", self._find_pages),
            ("存为 PDF…", self._save),
            ("打印对比表…", self._print),
        )
        for words, run in verbs:
            verb = button(theme, words, "link")
            verb.clicked.connect(self.clicked(run))
            foot.addWidget(verb)
        column.addWidget(frame)
        return page

    # -- drawing

    def refresh(self) -> None:
        """Draw the view in front."""
        state = self.presenter.state
        self.chips.set_chips([Chip(key, word) for key, word in VIEWS], state.view)
        self.pages.setCurrentIndex([key for key, _word in VIEWS].index(state.view))
        self.act.setVisible(state.view == UNDO)
        if state.view == UNDO:
            self._draw_steps(state)
        elif state.view == ALL:
            self._draw_all(state)
        elif state.view == FOUND:
            self._draw_found(state)
        else:
            self._draw_compare(state)

    def _draw_steps(self, state: ChangesState) -> None:
        count = sum(not step.undone for step in state.steps)
        self.header.set_summary(f"可以撤销 {count} 步，最近的在上面。已撤销的还能重做。")
        self.steps.set_rows(
            [
                Row(
                    step.key,
                    (
                        step.name,
                        Tag("已撤销", PLAIN) if step.undone else Tag("可撤销", DONE),
                    ),
                    dim=step.undone,
                )
                for step in state.steps
            ]
        )
        if not self.steps.current_id().startswith("undo"):
            self.steps.select("undo-1")
        self.steps.setVisible(bool(state.steps))
        self.nothing.setVisible(not state.steps)
        self._name_act()

    def _name_act(self) -> None:
        key = self.steps.current_id()
        kind, _, number = key.partition("-")
        words = "撤销" if kind != "redo" else "重做"
        self.act.setEnabled(bool(key))
        set_button_text(self.act, f"{words} {number} 步" if number else "撤销", "Enter")

    def _draw_all(self, state: ChangesState) -> None:
        self.header.set_summary(f"{len(state.changes)} 次改动，最近的在上面。改动记录不会被删除。")
        self.changes.set_rows(
            [
                Row(str(each.number), (each.at, each.actor, each.name, each.places))
                for each in state.changes
            ]
        )
        self.detail.set_heads("原来", "改成")
        self.detail.set_lines(state.lines, NO_PLACE if state.changes else FIRST)

    def _draw_found(self, state: ChangesState) -> None:
        self.header.set_summary("上次打开以后改过的，和还没写完的。按 Enter 到那一栏。")
        self.found_again.set_heads("上次打开时", "找回的")
        self.found_again.set_lines(state.lines, NOTHING_FOUND)

    def _draw_compare(self, state: ChangesState) -> None:
        words = {point.key: point.words for point in state.points}
        self._keys = {point.words: point.key for point in state.points}
        names = [point.words for point in state.points]
        self.left.set_words(names, words.get(state.left, ""))
        self.right.set_words(names, words.get(state.right, ""))
        self.beside.set_heads(words.get(state.left, "原来"), words.get(state.right, "现在"))
        self.beside.set_lines(state.lines, SAME)
        self.header.set_summary(f"{len(state.lines)} 处不同")
        self.found.set_text(_pages_words(state))

    # -- what a person does

    def _look(self, view: str) -> None:
        self.presenter.look_at(view)
        self.refresh_now()
        first = self.first_focus()
        if first is not None:
            first.setFocus()

    def _chosen(self, key: str) -> None:
        if key:
            self.presenter.choose(int(key))

    def _act(self) -> None:
        done = self.presenter.go_to(self.steps.current_id())
        if done:
            self.refresh_now()

    def _pick(self) -> None:
        left, right = (self._keys.get(drop.currentText(), "") for drop in (self.left, self.right))
        self.presenter.compare(left, right)

    def _go_path(self, path: str) -> None:
        if path:
            self.context.go_path(path)

    def _find_pages(self) -> None:
        self.context.tasks.start(
            self.presenter.finding_pages(),
            done=lambda _pages: self.refresh_soon(),
            words="正在排版对比",
        )

    def _save(self) -> None:
        save_loose(self.context, self.presenter.paper())

    def _print(self) -> None:
        print_loose(self.context, self.presenter.paper())

    def print_now(self) -> bool:
        """Answer Ctrl+P with the comparison in front."""
        if self.presenter.state.view != COMPARE:
            return False
        self.guard(self._print)
        return True

    def first_focus(self) -> QWidget | None:
        """Start in the list of the view in front."""
        state = self.presenter.state
        if state.view == UNDO:
            return self.steps if state.steps else self.chips
        if state.view == FOUND:
            return self.found_again if state.lines else self.chips
        return self.changes if state.view == ALL else self.left

    def commands(self) -> Sequence[Command]:
        """Return the views and the verbs of the comparison for the menu."""
        views = [Command(word, partial(self._look, key)) for key, word in VIEWS]
        return (
            *views,
            Command("找出变了的页", self._find_pages),
            Command("对比表存为 PDF…", self._save, icon="save"),
            Command("打印对比表…", self._print, icon="printer"),
        )

    def focus_path(self, path: str) -> bool:
        """Show a view by its name."""
        if path not in {key for key, _word in VIEWS}:
            return False
        self._look(path)
        return True

    def save_state(self) -> dict[str, Any]:
        """Nothing to keep: the presenter knows the view."""
        return {}


def _page(gap: int) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    page.setProperty("role", "clear")
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    return page, column


def _pages_words(state: ChangesState) -> str:
    if state.pages is None:
        return "表格和目录里哪几页变了，要排一次版才知道。"
    if not state.pages:
        return "评审表、送审表、承诺书、目录的版面都没有变。"
    return "变了的页：" + "；".join(each.words for each in state.pages)


def open_screen(context: Context) -> ChangesScreen:
    """Make the screen."""
    return ChangesScreen(context, context.presenter(ChangesPresenter))
