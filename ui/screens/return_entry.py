# SPDX-License-Identifier: MulanPSL-2.0
"""录入退回单: the head of the paper slip, then its items one after another, as they stand on the paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.model.codes import ReviewLevel
from app.present.returned.entry import REVIEWING, EntryLine, ReturnEntryPresenter
from app.present.words import LEVEL_WORDS
from ui.context import Context
from ui.qt import QGridLayout, QVBoxLayout, QWidget
from ui.screen import Command, Screen
from ui.widgets.basics import button, label, line, panel, scrolled, set_button_text
from ui.widgets.fields import DigitsField, DropField, Field, LineField
from ui.widgets.header import EmptyState
from ui.widgets.table import Column, FormTable, Row

HINT = "照纸上的退回补正单抄。材料名称后面括号里的数字就是目录单序号；一项抄完按“加上这一项”，再抄下一项。"
FROM_FILE = "这张单子是从文件读来的，核对码 {code}。和纸上印的一样，再记下。"
EMPTY = "还没有录。从单子上的第 1 项开始。"
COLUMNS = (
    Column("序号", 3),
    Column("材料（目录单序号）", 16),
    Column("存在问题"),
    Column("依据条款", 8),
    Column("补正要求", 10),
)


class ReturnEntryScreen(Screen):
    """Draws ReturnEntryPresenter's state."""

    title = "录入退回单"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(ReturnEntryPresenter)
        keep = self.header.set_primary("记下退回单", "save")
        keep.clicked.connect(self.clicked(self._enter))
        drop = button(self.theme, "不录了", "quiet")
        drop.clicked.connect(self.clicked(self._drop))
        self.header.add_beside(drop)
        self._editing = 0
        self._choices: tuple[str, ...] = ()
        self.column.addWidget(scrolled(self._make_page()), 1)
        for key in ("Return", "Enter"):
            self.on_key(key, self._put, self.bring)
        self.on_key("Esc", lambda: self.context.go("returned"))
        self.bind(self.presenter)
        self.refresh()
        self._clear_item()

    # -- parts

    def _make_page(self) -> QWidget:
        content = QWidget()
        page = QVBoxLayout(content)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(self.column.spacing())
        self.hint = label(HINT, "second", wrap=True)
        self.table = FormTable(self.theme, COLUMNS, "退回单的各项")
        self.table.hide_column(3, self.theme.fold)
        self.table.activated.connect(self.intent(lambda _id: self._take_up()))
        self.empty = EmptyState(self.theme, "page", EMPTY)
        for widget in (self.hint, self._make_slip(), self._make_item()):
            page.addWidget(widget)
        page.addWidget(self.table, 1)
        page.addWidget(self.empty, 1)
        return content

    def _make_slip(self) -> QWidget:
        m = self.theme.m
        card, column = panel("sheet", margins=(m.s16, m.s8, m.s16, m.s8), gap=m.s4)
        words = tuple(LEVEL_WORDS[level] for level in REVIEWING)
        self.level = DropField(self.theme, "谁退回的", words, chars=6)
        self.reviewer = LineField(self.theme, "审核人", chars=7, required=True, most=40)
        self.on = LineField(self.theme, "退回日期", chars=8, required=True, most=20)
        self.due = LineField(self.theme, "哪天前补齐", chars=8, required=True, most=20)
        self.slip = LineField(self.theme, "单子编号", chars=7, most=40)
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.s16)
        grid.setVerticalSpacing(m.s4)
        heads: tuple[tuple[str, Field], ...] = (
            ("level", self.level),
            ("reviewer", self.reviewer),
            ("on", self.on),
            ("due", self.due),
            ("slip", self.slip),
        )
        a_row = 3 if self.theme.fold else len(heads)
        for place, (name, field) in enumerate(heads):
            grid.addWidget(field, place // a_row, place % a_row)
            field.committed.connect(partial(self._head, name))
        grid.setColumnStretch(len(heads), 1)
        column.addLayout(grid)
        return card

    def _make_item(self) -> QWidget:
        m = self.theme.m
        card, column = panel("sheet", margins=(m.s16, m.s8, m.s16, m.s8), gap=m.s4)
        self.number = DigitsField(self.theme, "序号", chars=3, most=3)
        self.listed = LineField(self.theme, "目录单序号", chars=4, most=4)
        self.material = DropField(self.theme, "材料", (), chars=16)
        self.reason = LineField(self.theme, "存在问题", chars=16, most=200)
        self.bring = LineField(self.theme, "补正要求", chars=10, most=200)
        self.listed.committed.connect(lambda typed: self.guard(lambda: self._find(typed)))
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.s16)
        grid.setVerticalSpacing(m.s4)
        wide = not self.theme.compact
        first: tuple[QWidget, ...] = (self.number, self.listed, self.material)
        second: tuple[QWidget, ...] = (self.reason, self.bring)
        for place, field in enumerate(first):
            grid.addWidget(field, 0, place)
        for place, field in enumerate(second):
            if wide:
                grid.addWidget(field, 0, len(first) + place)
            else:
                grid.addWidget(field, 1, 2 * place, 1, 2 if not place else 1)
        grid.setColumnStretch(len(first) + len(second), 1)
        self.add = button(self.theme, "加上这一项", "secondary", "plus", "Enter")
        self.take_up = button(self.theme, "改这一项", "quiet")
        self.remove = button(self.theme, "删这一项", "quiet")
        self.add.clicked.connect(self.clicked(self._put))
        self.take_up.clicked.connect(self.clicked(self._take_up))
        self.remove.clicked.connect(self.clicked(self._remove))
        column.addLayout(grid)
        column.addSpacing(m.s4)
        column.addLayout(line(self.theme, self.add, None, self.take_up, self.remove))
        return card

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here."""
        return (
            Command("加上这一项", self._put),
            Command("改这一项", self._take_up, "F2"),
            Command("删这一项", self._remove, "Ctrl+Delete"),
            Command("记下退回单", self._enter),
        )

    def first_focus(self) -> QWidget | None:
        """Start with the first empty head, else with the next item."""
        heads = (self.reviewer, self.on, self.due)
        return next((field for field in heads if not field.text()), self.listed)

    # -- drawing

    def refresh(self) -> None:
        """Draw the slip as it stands."""
        state = self.presenter.state
        draft = state.draft
        self.level.set_text(LEVEL_WORDS[ReviewLevel(draft.level)])
        for name in ("reviewer", "on", "due", "slip"):
            getattr(self, name).set_text(getattr(draft, name))
        words = FROM_FILE.format(code=draft.code) if draft.code else HINT
        self.hint.setText(words)
        if self._choices != (choices := tuple(entry_id for entry_id, _ in state.choices)):
            chosen = self.material.text()
            self.material.drop.set_words([words for _, words in state.choices], chosen)
            self._choices = choices
        self.table.setVisible(bool(state.lines))
        self.empty.setVisible(not state.lines)
        for verb in (self.take_up, self.remove):
            verb.setVisible(bool(state.lines))
        self.table.set_rows([_row(entry) for entry in state.lines])
        self.header.set_summary(f"已录 {len(state.lines)} 项" if state.lines else "")
        if not self._editing and not self.number.is_dirty():
            self.number.set_text(str(state.next_number))

    def _clear_item(self) -> None:
        self._editing = 0
        set_button_text(self.add, "加上这一项", "Enter")
        for field in (self.listed, self.reason, self.bring):
            field.set_text("")
        self.material.set_text("")
        self.number.set_text(str(self.presenter.state.next_number))

    # -- intents

    def _head(self, name: str, text: str) -> None:
        value = text
        if name == "level":
            value = next(level.value for level in REVIEWING if LEVEL_WORDS[level] == text)
        self.presenter.set_head(**{name: value})

    def _find(self, typed: str) -> None:
        if not typed.strip():
            return
        entry_id = self.presenter.find_listed(typed)
        self.context.clear_messages()
        self.material.drop.setCurrentIndex(self._choices.index(entry_id))

    def _put(self) -> None:
        """Keep the item as typed and begin the next one."""
        index = self.material.drop.currentIndex()
        entry_id = self._choices[index] if index >= 0 else ""
        if not entry_id and self.listed.text().strip():
            entry_id = self.presenter.find_listed(self.listed.text())
        number = int(self.number.text() or 0) or self.presenter.state.next_number
        self.presenter.put(number, entry_id, self.reason.text(), self.bring.text())
        self.context.clear_messages()
        self.refresh()
        self.listed.setFocus()  # a field somebody is in is never overwritten
        self._clear_item()

    def _current(self) -> EntryLine | None:
        held = self.table.current_id()
        lines = self.presenter.state.lines
        return next((each for each in lines if str(each.number) == held), None)

    def _take_up(self) -> None:
        """Put an item back into the fields for mending."""
        item = self._current()
        if item is None:
            return
        self._editing = item.number
        self.number.set_text(str(item.number))
        self.material.drop.setCurrentIndex(self._choices.index(item.entry_id))
        self.listed.set_text("")
        self.reason.set_text(item.reason)
        self.bring.set_text(item.bring)
        set_button_text(self.add, "改好了", "Enter")
        self.reason.setFocus()

    def _remove(self) -> None:
        item = self._current()
        if item is not None:
            self.presenter.remove(item.number)
            self.refresh()
            self._clear_item()

    def _drop(self) -> None:
        self.presenter.drop()
        self._clear_item()
        self.context.go("returned")

    def _enter(self) -> None:
        self.commit()
        self.presenter.enter()
        self.context.clear_messages()
        self.context.go("returned", "items")


def _row(entry: EntryLine) -> Row:
    cells = (str(entry.number), entry.name, entry.reason, entry.clause_text, entry.bring)
    return Row(str(entry.number), cells)


def open_screen(context: Context) -> ReturnEntryScreen:
    """Make the screen."""
    return ReturnEntryScreen(context)
