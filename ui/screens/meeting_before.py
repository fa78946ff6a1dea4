# SPDX-License-Identifier: MulanPSL-2.0
"""Before the meeting: who is on the committee, who signed in, how two thirds will be counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.model.meeting import Denominator, Expert
from app.present.office.meeting import RULE_WORDS, MeetingPresenter, MeetingState
from ui.qt import QVBoxLayout, QWidget
from ui.widgets.ask import ask
from ui.widgets.basics import button, label, line, panel, scrolled
from ui.widgets.choices import Answer, Choices
from ui.widgets.fields import LineField, TextField
from ui.widgets.header import EmptyState
from ui.widgets.table import Column, FormTable, Row, Tick

if TYPE_CHECKING:
    from ui.screens.meeting import MeetingScreen

EMPTY = "还没有评委名单。从 WPS 表格里复制姓名、单位两列，粘贴进来。"
RULES = tuple(
    Answer(str(rule), number, words) for number, (rule, words) in enumerate(RULE_WORDS.items(), 1)
)
HEAD = (
    ("title", "会议", 16, ""),
    ("on", "日期", 8, "2026-09-15"),
    ("place", "地点", 12, ""),
    ("teller", "计票人", 7, ""),
    ("scrutineer", "监票人", 7, ""),
    ("chair", "主任委员", 7, ""),
)
HEAD_ROWS = (("title",), ("on", "place"), ("teller", "scrutineer", "chair"))
FOLDED_ROWS = (("title",), ("on",), ("place",), ("teller",), ("scrutineer",), ("chair",))


class BeforePage(QWidget):
    """The committee at the left, the head of the tally sheet at the right."""

    def __init__(self, screen: MeetingScreen, presenter: MeetingPresenter) -> None:
        super().__init__()
        self.host, self.presenter, self.theme = screen, presenter, screen.theme
        self.setProperty("role", "clear")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.m.s8)
        column.addLayout(line(self.theme, self._committee(), self._head(), gap=self.theme.m.s16), 1)
        self.quorum = label("", "strong")
        self.start = button(self.theme, "开始计票", "secondary", "stamp")
        self.start.clicked.connect(screen.clicked(screen.begin))
        column.addLayout(line(self.theme, self.quorum, None, self.start))

    def _committee(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.m.s8)
        columns = (Column("签到", 4), Column("姓名", 8), Column("单位"), Column("", 4))
        self.table = FormTable(self.theme, columns, "评委签到")
        self.table.ticked.connect(self.host.intent(self.presenter.sign_in))
        self.empty = EmptyState(self.theme, "people", EMPTY)
        add = button(self.theme, "粘贴名单…", "secondary", "plus")
        remove = button(self.theme, "移出", "quiet", "trash")
        add.clicked.connect(self.host.clicked(self._ask_experts))
        remove.clicked.connect(
            self.host.clicked(lambda: self.presenter.remove_expert(self.table.current_id()))
        )
        self.verbs = (add, remove)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(line(self.theme, add, None, remove))
        return part

    def _head(self) -> QWidget:
        m = self.theme.m
        card, inside = panel("sheet", margins=(m.s16, m.s12, m.s16, m.s12), gap=m.s8)
        self.fields: dict[str, LineField] = {}
        for name, word, chars, sample in HEAD:
            field = LineField(self.theme, word, chars=chars, most=60)
            field.line.setPlaceholderText(sample)
            field.committed.connect(self.host.intent(self._writer(name)))
            self.fields[name] = field
        for names in FOLDED_ROWS if self.theme.fold else HEAD_ROWS:
            fields = [self.fields[name] for name in names]
            inside.addLayout(line(self.theme, *fields, None, gap=m.s16))
        inside.addWidget(label("三分之二怎么算（会前定，印在计票单上）", "strong"))
        self.rule = Choices(self.theme, RULES, "计票规则", columns=1)
        self.rule.chosen.connect(self.host.intent(self._choose_rule))
        inside.addWidget(self.rule)
        inside.addWidget(
            label("现行规定没有写明回避的专家算不算在内，由评委会会前确定。", "small", wrap=True)
        )
        inside.addStretch(1)
        area = scrolled(card)
        area.setMinimumWidth(m.chars(19 if self.theme.fold else 27))
        return area

    def _writer(self, name: str) -> Callable[[str], None]:
        def write(text: str) -> None:
            self.presenter.write(**{name: text})

        return write

    def first(self) -> QWidget:
        """Return where the page starts."""
        return self.table if self.presenter.state.meeting.experts else self.verbs[0]

    def draw(self, state: MeetingState) -> None:
        """Show the committee and the head."""
        meeting = state.meeting
        self.table.setVisible(bool(meeting.experts))
        self.empty.setVisible(not meeting.experts)
        self.table.set_rows([_row(each) for each in meeting.experts])
        for name, field in self.fields.items():
            field.set_text(getattr(meeting, name))
        self.rule.set_value(str(meeting.rule))
        opened = bool(meeting.opened_on)
        self.quorum.setText(state.quorum if meeting.experts else "")
        for verb in (*self.verbs, self.start):
            verb.setEnabled(not opened)

    def _choose_rule(self, value: str) -> None:
        try:
            self.presenter.choose_rule(Denominator(value))
        finally:
            self.rule.set_value(str(self.presenter.state.meeting.rule))

    def _ask_experts(self) -> None:
        names = TextField(self.theme, "一行一个人：姓名　单位　外单位", lines=6, required=True)
        ask(
            self.host.context,
            "粘贴评委名单",
            (names,),
            "加入名单",
            lambda: self.presenter.add_experts(names.text()),
            note="外单位的专家在第三列写“外单位”，本单位的不写。",
        )


def _row(each: Expert) -> Row:
    came = "已签到" if each.came else "未签到"
    outside = "外单位" if each.outside else ""
    cells = (Tick(each.came), each.name, each.employer or "—", outside)
    return Row(each.id, cells, f"{each.name}，{each.employer}，{came}")
