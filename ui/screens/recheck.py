# SPDX-License-Identifier: MulanPSL-2.0
"""按纸核对: four groups typed from the foot of the paper; which differs, and what to look at."""

from __future__ import annotations

from app.paper.checkcode import GROUPS, HELP, WIDTH
from app.present.signed.recheck import GroupResult, RecheckPresenter, RecheckState
from ui.context import Context
from ui.qt import QGridLayout, QLabel, QWidget
from ui.screen import Screen
from ui.widgets.basics import button, label, line, panel
from ui.widgets.digit_groups import DigitGroups
from ui.widgets.fields import DigitsField
from ui.widgets.header import EmptyState
from ui.widgets.table import Column, FormTable, Row
from ui.widgets.tags import StateTag, TagLook

EMPTY = "先打开一个人的申报，再照他的纸核对。"
COLUMNS = (Column("哪一组", 4), Column("栏目", 15), Column("这里录的是"))
SAME, DIFFERS, UNTYPED = "一样", "不一样", "还没有填"
_LOOKS = {
    SAME: TagLook("st-ok", "ok"),
    DIFFERS: TagLook("st-must", "must"),
    UNTYPED: TagLook("st-todo", "todo"),
}


class RecheckScreen(Screen):
    """Draws RecheckPresenter's state."""

    title = "按纸核对"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(RecheckPresenter)
        compare = self.header.set_primary("核对", "selfcheck", "Enter")
        compare.clicked.connect(self.clicked(self._compare))
        again = button(self.theme, "换一张纸", "quiet")
        again.clicked.connect(self.clicked(self._again))
        self.header.add_commands(again)
        self.column.addWidget(self._make_card())
        self.verdict = label("", "strong", wrap=True)
        self.column.addWidget(self.verdict)
        self.facts = FormTable(self.theme, COLUMNS, "要看的栏目")
        self.facts.activated.connect(self.intent(self._open))
        self.column.addWidget(self.facts, 1)
        self.empty = EmptyState(self.theme, "selfcheck", EMPTY)
        self.column.addWidget(self.empty, 1)
        self.spare = QWidget()
        self.spare.setProperty("role", "clear")
        self.column.addWidget(self.spare, 1)
        self.on_key("Return", self._compare, self.card)
        self.on_key("Enter", self._compare, self.card)
        self.bind(self.presenter)
        self.refresh()

    def _make_card(self) -> QWidget:
        m = self.theme.m
        edge = m.s8 if self.theme.compact else m.s12
        self.card, column = panel("sheet", margins=(m.s16, edge, m.s16, edge), gap=m.s8)
        self.hint = label(
            "照纸上页脚填：“核对码”后面的四组数字。每组末位是校验位，填错一位马上能看出来。",
            "second",
            wrap=True,
        )
        self.hint.setVisible(not self.theme.compact)
        column.addWidget(self.hint)
        self.digits = DigitGroups(self.theme, GROUPS, WIDTH)
        self.digits.setAccessibleName("核对码")
        self.version = DigitsField(self.theme, "第几版", most=3)
        column.addLayout(line(self.theme, self.digits, m.s16, self.version, None))
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.s24)
        grid.setVerticalSpacing(m.s4)
        self.tags: list[StateTag] = []
        self.words: list[QLabel] = []
        for number in range(GROUPS):
            tag = StateTag(self.theme, UNTYPED, _LOOKS[UNTYPED])
            self.tags.append(tag)
            word = label("", "second")
            self.words.append(word)
            grid.addWidget(word, number // 2, number % 2 * 2)
            grid.addWidget(tag, number // 2, number % 2 * 2 + 1)
        grid.setColumnStretch(4, 1)
        column.addLayout(grid)
        self.help = label(HELP, "small", wrap=True)
        self.help.setVisible(not self.theme.compact)
        column.addWidget(self.help)
        return self.card

    def first_focus(self) -> QWidget | None:
        """Start with the first group."""
        return self.digits

    def refresh(self) -> None:
        """Draw the groups and what to look at."""
        state = self.presenter.state
        self.empty.setVisible(state is None)
        self.card.setVisible(state is not None)
        self.verdict.setVisible(bool(state and state.verdict))
        self.facts.setVisible(bool(state and state.facts))
        self.spare.setVisible(bool(state and not state.facts))
        if state is not None:
            self._draw(state)

    def _draw(self, state: RecheckState) -> None:
        self.header.set_summary(f"{state.person}，第 {state.version} 版")
        for group, word, tag in zip(state.groups, self.words, self.tags, strict=True):
            shown = _state_of(group)
            word.setText(group.word)
            tag.set_state(shown, _LOOKS[shown])
        self.verdict.setText(state.verdict)
        self.facts.set_rows(
            [Row(fact.id, (fact.group, fact.place, fact.value)) for fact in state.facts]
        )

    def _compare(self) -> None:
        self.presenter.compare(self.digits.groups(), self.version.text())
        self.context.clear_messages()
        self.refresh_now()
        state = self.presenter.state
        if state and state.facts:
            self.facts.setFocus()

    def _again(self) -> None:
        self.digits.set_groups([""] * GROUPS)
        self.version.set_text("")
        self.presenter.forget()
        self.context.clear_messages()
        self.digits.setFocus()

    def _open(self, fact_id: str) -> None:
        state = self.presenter.state
        fact = next((each for each in state.facts if each.id == fact_id), None) if state else None
        if fact is not None:
            self.context.go_path(fact.path)


def _state_of(group: GroupResult) -> str:
    if group.same is None:
        return UNTYPED
    return SAME if group.same else DIFFERS


def open_screen(context: Context) -> RecheckScreen:
    """Make the screen."""
    return RecheckScreen(context)
