# SPDX-License-Identifier: MulanPSL-2.0
"""查重 (ux 3.8, S29): groups at the left, the records side by side, a person's finding below."""

from __future__ import annotations

from app.present.office.duplicates import (
    FINDING_WORDS,
    DuplicatesPresenter,
    DuplicatesState,
    Fact,
    Finding,
    GroupLine,
)
from ui.context import Context
from ui.qt import QVBoxLayout, QWidget
from ui.screen import Screen
from ui.widgets.basics import button, clear_layout, label, line, scrolled
from ui.widgets.choices import Answer, Choices
from ui.widgets.fields import LineField
from ui.widgets.header import EmptyState
from ui.widgets.messages import MessageBar
from ui.widgets.table import Badge, Column, FormTable, Row

NOTHING = "没有发现疑似重复。比的是证号、姓名、出生年月和排第一的成果。"
ANSWERS = tuple(
    Answer(str(finding), number, words)
    for number, (finding, words) in enumerate(FINDING_WORDS.items(), start=1)
)
LIST_CHARS = 20


class DuplicatesScreen(Screen):
    """Draws DuplicatesPresenter's state."""

    title = "查重"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(DuplicatesPresenter)
        again = button(self.theme, "重新查", "quiet", "turn")
        again.clicked.connect(self.clicked(self.presenter.look_again))
        self.header.add_commands(again)
        self.keep = self.header.set_primary("记录结论", "save")
        self.keep.clicked.connect(self.clicked(self._decide))
        self.groups = FormTable(self.theme, (Column("疑似重复"),), "疑似重复")
        self.groups.setFixedWidth(self.theme.m.chars(LIST_CHARS - 6 * self.theme.fold))
        self.groups.current_changed.connect(self.intent(self.presenter.choose))
        self.side = scrolled(self._make_side())
        self.empty = EmptyState(self.theme, "people", NOTHING)
        self.column.addLayout(line(self.theme, self.groups, self.side, gap=self.theme.m.s16), 1)
        self.column.addWidget(self.empty, 1)
        self.column.addWidget(
            label(
                "原始记录不会被改动或合并。有结论前，只有组里的人不能往上报，别的人不受影响。",
                "small",
                wrap=True,
            )
        )
        self._drawn = ""
        self.bind(self.presenter)
        self.refresh()

    def _make_side(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, self.theme.m.s8, 0)
        column.setSpacing(self.theme.m.s8)
        self.said = QVBoxLayout()
        column.addLayout(self.said)
        self.compare: FormTable | None = None
        self.records = QVBoxLayout()
        column.addLayout(self.records, 1)
        across = 1 if self.theme.fold else 2 if self.theme.compact else 3
        self.answers = Choices(self.theme, ANSWERS, "结论", across)
        room = 16 if self.theme.compact else 30
        self.note = LineField(self.theme, "怎么核实的", chars=room, required=True, most=120)
        column.addWidget(self.answers)
        column.addWidget(self.note)
        return content

    def first_focus(self) -> QWidget | None:
        """Start in the list of groups."""
        return self.groups

    def refresh(self) -> None:
        """Draw the groups and the records side by side."""
        state = self.presenter.state
        self.header.set_summary(
            f"共 {state.people} 人，待处理 {len(state.open)} 组，已处理 {len(state.decided)} 组"
        )
        there = bool(state.open or state.decided)
        for part in (self.groups, self.side, self.keep):
            part.setVisible(there)
        self.empty.setVisible(not there)
        self.groups.set_rows(_rows(state))
        if state.chosen != self.groups.current_id():
            self.groups.select(state.chosen)
        if there:
            self._draw_group(state)

    def _draw_group(self, state: DuplicatesState) -> None:
        clear_layout(self.said)
        if state.message is not None:
            self.said.addWidget(MessageBar(self.theme, state.message))
        if self._drawn != state.chosen:
            self._drawn = state.chosen
            self._make_compare(state)
            self.answers.set_value(str(state.finding or ""))
            self.note.set_text("")
        assert self.compare is not None
        self.compare.set_rows([_fact(fact) for fact in state.facts])
        self.note.set_note(f"已记录：{state.note}" if state.note else "")

    def _make_compare(self, state: DuplicatesState) -> None:
        clear_layout(self.records)
        columns = (
            Column("", 4),
            *(Column(head) for head in state.heads),
            Column("", 5),
        )
        self.compare = FormTable(self.theme, columns, "并排比较")
        self.records.addWidget(self.compare)

    def _decide(self) -> None:
        chosen = self.answers.value()
        self.presenter.decide(Finding(chosen) if chosen else None, self.note.text())
        self.context.clear_messages()
        self._drawn = ""
        self.refresh()


def _rows(state: DuplicatesState) -> list[Row]:
    rows: list[Row] = []
    for head, lines in (("待处理", state.open), ("已处理", state.decided)):
        if lines:
            rows.append(Row(head, (head,), heading=True))
            rows += [_group(each) for each in lines]
    return rows


def _group(each: GroupLine) -> Row:
    word = FINDING_WORDS[each.finding] if each.finding else each.word
    return Row(each.key, (f"{each.names}　{word}",), dim=each.finding is not None)


def _fact(fact: Fact) -> Row:
    mark = Badge("st-warn", "不同") if fact.differs else ""
    return Row(fact.name, (fact.name, *fact.values, mark))


def open_screen(context: Context) -> DuplicatesScreen:
    """Make the screen."""
    return DuplicatesScreen(context)
