# SPDX-License-Identifier: MulanPSL-2.0
"""一次性告知 (ux S30): every item with its dot, the defects, the day it ends on; given out once."""

from __future__ import annotations

from app.kernel.errors import UserError
from app.model.codes import Verdict
from app.present.office.notification import NotificationPresenter, NotifyLine, NotifyState
from app.present.why.explanation import Explanation
from app.present.words import VERDICT_WORDS
from ui.context import Context
from ui.frame.why import show_why
from ui.qt import QWidget
from ui.screen import Screen
from ui.widgets.ask import ask
from ui.widgets.basics import Elided, button, label, line, panel
from ui.widgets.fields import DigitsField, LineField
from ui.widgets.header import EmptyState
from ui.widgets.messages import Action
from ui.widgets.table import Badge, Column, FormTable, Row, Tag

EMPTY = "先在工作台选一个人。"
NONE_GIVEN = "还没有出具过告知书。"
COLUMNS = (
    Column("", 2.4),
    Column("序号", 4),
    Column("材料", 18),
    Column("结论", 7),
    Column("存在问题"),
    Column("依据", 10),
)
CLAUSE_COLUMN = 5


class NotificationScreen(Screen):
    """Draws NotificationPresenter's state."""

    title = "一次性告知"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(NotificationPresenter)
        self.act = self.header.set_primary("出具告知书", "notice")
        self.act.clicked.connect(self.clicked(self._give_out))
        self.unseen = button(self.theme, "从没看的第一项看起", "link")
        self.unseen.clicked.connect(self.clicked(self._walk))
        self.table = FormTable(self.theme, COLUMNS, "告知事项")
        self.table.hide_column(CLAUSE_COLUMN, self.theme.fold)
        self.table.activated.connect(self.intent(self._walk_item))
        self.column.addWidget(self.table, 1)
        self.empty = EmptyState(self.theme, "notice", EMPTY)
        self.column.addWidget(self.empty, 1)
        self.form = self._make_form()
        self.column.addWidget(self.form)
        self._make_side()
        self.bind(self.presenter)
        self.refresh()

    def _make_form(self) -> QWidget:
        m = self.theme.m
        card, column = panel("sheet", margins=(m.s16, m.s8, m.s16, m.s8), gap=m.s4)
        self.number = LineField(self.theme, "编号", chars=9, required=True, most=40)
        self.days = DigitsField(self.theme, "几个工作日内补齐", most=2)
        room = 11 if self.theme.compact else 18
        self.deliver = LineField(self.theme, "怎么交、交到哪里", chars=room, required=True, most=80)
        self.days.line.textEdited.connect(self.intent(self.presenter.type_days))
        self.due = Elided("", "second")
        column.addLayout(line(self.theme, self.number, self.days, self.deliver, None, gap=m.s24))
        foot = line(self.theme)
        foot.addWidget(self.due, 1)
        self.ask = button(self.theme, "为什么是这一天", "link")
        self.ask.clicked.connect(
            self.clicked(lambda: show_why(self.context, self.presenter.why_day()))
        )
        foot.addWidget(self.ask)
        foot.addWidget(self.unseen)
        column.addLayout(foot)
        return card

    def _make_side(self) -> None:
        pane = self.make_pane()
        pane.column.addWidget(label("已经出具的", "section"))
        self.given = FormTable(self.theme, (Column("编号", 7), Column("送达")), "已出具的告知书")
        self.none = label(NONE_GIVEN, "second", wrap=True)
        self.words = label("", "second", wrap=True)
        self.given.current_changed.connect(lambda _id: self._draw_words())
        receive = button(self.theme, "登记送达…")
        void = button(self.theme, "作废…", "danger")
        receive.clicked.connect(self.clicked(self._ask_receipt))
        void.clicked.connect(self.clicked(self._ask_void))
        self.side_verbs = (receive, void)
        for part in (self.none, self.given, self.words):
            pane.column.addWidget(part)
        pane.column.addLayout(line(self.theme, receive, None, void))
        pane.column.addStretch(1)

    def why(self) -> Explanation | None:
        """Explain the item in hand."""
        if not self.context.session.has_declaration:
            return None
        return self.presenter.why(self.table.current_id())

    def first_focus(self) -> QWidget | None:
        """Start in the list."""
        return self.table

    def refresh(self) -> None:
        """Draw the items, the day it ends on and what was given out."""
        if not self.context.session.has_declaration:
            for part in (self.table, self.form, self.act, self.unseen):
                part.setVisible(False)
            return
        self.empty.hide()
        state = self.presenter.state
        self.header.set_summary(_summary(state))
        self.unseen.setVisible(bool(state.unseen))
        self.table.set_rows([_row(each) for each in state.lines])
        self.due.set_text(
            state.due or "写了天数，截止的那一天会马上算出来。通知没有给天数，由办事机构定。"
        )
        self.ask.setVisible(bool(state.due))
        self._draw_side(state)

    def _draw_side(self, state: NotifyState) -> None:
        self.none.setVisible(not state.given)
        self.given.setVisible(bool(state.given))
        self.given.set_rows(
            [Row(each.id, (each.number, each.received), dim=each.void) for each in state.given]
        )
        for verb in self.side_verbs:
            verb.setVisible(bool(state.given))
        self._draw_words()

    def _draw_words(self) -> None:
        held = self.given.current_id()
        given = next((g for g in self.presenter.state.given if g.id == held), None)
        self.words.setText(given.words if given else "")

    # -- intents

    def _walk(self) -> None:
        self._walk_item(self.presenter.state.first_unseen)

    def _walk_item(self, entry_id: str) -> None:
        self.context.go("walk", f"materials.{entry_id}" if entry_id else "")

    def _texts(self) -> dict[str, str]:
        return {"number": self.number.text(), "deliver": self.deliver.text()}

    def _give_out(self) -> None:
        self.presenter.type_days(self.days.text())
        try:
            self.presenter.give_out(**self._texts())
        except UserError as fault:
            if fault.code == "M35":
                self.context.say_error(fault, [Action("写明原因再发…", self._ask_again)])
                return
            verbs = [Action("从没看的第一项看起", self._walk)] if fault.code == "M34" else []
            self.context.say_error(fault, verbs)
            return
        self._done()

    def _done(self) -> None:
        self.context.clear_messages()
        self.context.go("print", "notification")

    def _ask_again(self) -> None:
        again = LineField(self.theme, "为什么再发一份", chars=28, required=True, most=120)
        approver = LineField(self.theme, "批准人", chars=10, required=True, most=40)

        def act() -> None:
            self.presenter.give_out(**self._texts(), again=again.text(), approver=approver.text())
            self._done()

        note = "两份一并归档，原因印在打印台账里。"
        ask(self.context, "再发一份告知书", (again, approver), "再发一份", act, note=note)

    def _ask_receipt(self) -> None:
        held = self.given.current_id()
        by = LineField(self.theme, "签收人", chars=12, required=True, most=40)
        on = LineField(self.theme, "签收日期", chars=10, required=True)
        on.set_text(self.context.session.clock.today().isoformat())
        ask(
            self.context,
            "登记送达回证",
            (by, on),
            "登记",
            lambda: self.presenter.received(held, by.text(), on.text()),
        )

    def _ask_void(self) -> None:
        held = self.given.current_id()
        reason = LineField(self.theme, "原因", chars=26, required=True, most=120)
        ask(
            self.context,
            "作废这份告知书",
            (reason,),
            "作废",
            lambda: self.presenter.declare_void(held, reason.text()),
            note="原来的登记不删，和原因一起留着。",
            harmful=True,
        )


def _summary(state: NotifyState) -> str:
    seen = len(state.lines) - state.unseen
    words = f"{state.person}　{len(state.lines)} 项看了 {seen} 项，要补正 {state.defects} 项"
    return f"{words}　已发：{state.standing}" if state.standing else words


def _row(each: NotifyLine) -> Row:
    dot = "" if each.seen else Badge("st-unseen")
    word = VERDICT_WORDS[each.verdict] if each.verdict else "未看"
    wanted = each.verdict == Verdict.NEEDS_CORRECTION
    verdict = Tag("需补正") if wanted else word
    spoken = f"{each.tab}，{each.name}，{word}，{each.problem}"
    cells = (dot, each.tab, each.name, verdict, each.problem, each.clause)
    return Row(each.entry_id, cells, spoken, dim=bool(each.verdict) and not wanted)


def open_screen(context: Context) -> NotificationScreen:
    """Make the screen."""
    return NotificationScreen(context)
