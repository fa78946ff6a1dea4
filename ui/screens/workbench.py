# SPDX-License-Identifier: MulanPSL-2.0
"""单位工作台 (ux 3.7, S20): counts are filters, the next person is one key away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.kernel.errors import UserError
from app.present.unit.workbench import WorkbenchPresenter
from app.present.unit.workbench_lines import Notice, PersonLine, Stage
from app.present.why.explanation import Explanation
from ui.ahead import read_ahead
from ui.context import Context
from ui.frame.why import show_why
from ui.qt import QVBoxLayout, QWidget
from ui.screen import Command, Screen
from ui.screens.chosen_roster import make_roster
from ui.screens.material_dialogs import ask_reviewer
from ui.screens.print_many import ask_print_many
from ui.screens.workbench_pane import WorkbenchSide
from ui.theme import TextSize
from ui.widgets.basics import RIGHT, button, clear_layout, label, line, set_button_text
from ui.widgets.header import Chip, Chips, EmptyState
from ui.widgets.messages import Action, MessageBar, plain_message
from ui.widgets.table import Column, FormTable, Row, Tag, Tick

EMPTY = "还没有申报人。可以粘贴名单、导入文档，或按纸录入。"
MOST_WARNINGS = 3
REVIEWER_COLUMN, LEVEL_COLUMN = 6, 3


class WorkbenchScreen(Screen):
    """Draws WorkbenchPresenter's state."""

    title = "工作台"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(WorkbenchPresenter)
        self._warned: tuple[Notice, ...] = ()
        self.chips = Chips(self.theme)
        self.chips.chosen.connect(self.intent(self.presenter.choose))
        self.header.add_filters(self.chips)
        self.next = self.header.set_primary("继续初审", "tasks")
        self.next.clicked.connect(self.clicked(self._next))
        self.warnings = QVBoxLayout()
        self.warnings.setSpacing(self.theme.m.s4)
        self.column.addLayout(self.warnings)
        self._make_table()
        self._make_verbs()
        self.side = WorkbenchSide(self.theme, self.make_pane())
        self.side.ask.clicked.connect(
            self.clicked(lambda: show_why(context, self.presenter.why_pace()))
        )
        self.bind(self.presenter)
        self.refresh()
        read_ahead(self, context)

    def _make_table(self) -> None:
        columns = (
            Column("", 2.4),
            Column("姓名"),
            Column("尾号", 3.8),
            Column("层级", 4.2),
            Column("专业", 6.4),
            Column("阶段", 6.2),
            Column("审核人", 5),
            Column("未看", 3.2, RIGHT),
            Column("补正", 3.2, RIGHT),
            Column("页数", 3.4, RIGHT),
        )
        self.table = FormTable(self.theme, columns, "申报人表")
        self.table.hide_column(REVIEWER_COLUMN, self.theme.fold)
        self.table.hide_column(LEVEL_COLUMN, self.theme.fold)
        self.table.ticked.connect(self.intent(self.presenter.tick))
        self.table.activated.connect(self.intent(self._open))
        self.column.addWidget(self.table, 1)
        self.empty = EmptyState(self.theme, "people", EMPTY)
        self.column.addWidget(self.empty, 1)

    def _make_verbs(self) -> None:
        self.chosen = label("", "strong")
        self.total = label("", "second")
        self.all = button(self.theme, "全选", "quiet")
        self.assign = button(self.theme, "分配审核人…")
        self.hand_in = button(self.theme, "登记已交")
        self.roster = button(self.theme, "花名册…")
        self.roster.clicked.connect(self.clicked(lambda: make_roster(self.context, self.presenter)))
        self.print = button(self.theme, "打印…")
        self.print.clicked.connect(self.clicked(self._print))
        self.result = button(self.theme, "审核结果")
        walk = button(self.theme, "走查这一份", key="Enter")
        self.all.clicked.connect(self.clicked(self._tick_all))
        self.assign.clicked.connect(self.clicked(self._assign))
        self.hand_in.clicked.connect(self.clicked(self._hand_in))
        walk.clicked.connect(self.clicked(lambda: self._open(self.table.current_id())))
        self.result.clicked.connect(self.clicked(self._result))
        many = [self.assign, self.hand_in, self.print, self.roster]
        # In 特大 the pane leaves no room for all of them; the menu has each.
        folded = many if self.theme.fold else many[1:2] if self.theme.base == TextSize.HUGE else []
        for verb in folded:
            verb.hide()
            verb.setParent(self)
        shown = [verb for verb in many if verb not in folded]
        held = (self.chosen, self.total, self.all)
        self.column.addLayout(line(self.theme, *held, *shown, None, self.result, walk))

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here; the keys are bound by the menu."""
        return (
            Command("继续初审", self._next, "", "tasks"),
            Command("审核结果", self._result),
            Command("全选或全不选", self._tick_all),
            Command("分配审核人…", self._assign),
            Command("登记已交", self._hand_in),
            Command("给勾选的人打印…", self._print),
            Command("勾选的人的花名册…", lambda: make_roster(self.context, self.presenter)),
        )

    # -- why

    def _why_notice(self, notice: Notice) -> None:
        show_why(self.context, self.presenter.why_notice(notice))

    def why(self) -> Explanation | None:
        """Explain the day that counts for the person in hand, else the pace of the desk."""
        held = self.table.current_id()
        return (self.presenter.why_person(held) if held else None) or self.presenter.why_pace()

    def first_focus(self) -> QWidget | None:
        """Start in the table."""
        return self.table

    def refresh(self) -> None:
        """Draw the chips, the warnings, the people and the pane."""
        state = self.presenter.state
        self.header.set_summary(state.title)
        self.chips.set_chips([Chip(c.key, c.word, c.count) for c in state.chips], state.chosen)
        self._draw_warnings(state.warnings)
        self.table.setVisible(bool(state.people))
        self.empty.setVisible(not state.people)
        self.empty.words.setText(EMPTY if not state.chips[0].count else "这一档里没有人。")
        ticked = frozenset(state.ticked)
        self.table.set_rows([_row(p, p.declaration_id in ticked) for p in state.people])
        self.chosen.setText(f"已选 {len(ticked)} 人" if ticked else "")
        self.chosen.setVisible(bool(ticked))
        self.total.setText(f"共 {len(state.people)} 人")
        # What is chosen takes the place of what speaks of the row in hand: both do not fit a row.
        self.total.setVisible(not ticked)
        self.result.setVisible(not ticked)
        set_button_text(self.all, "全不选" if ticked else "全选")
        self.assign.setEnabled(bool(ticked))
        self.hand_in.setEnabled(bool(ticked))
        self.roster.setEnabled(bool(ticked))
        self.print.setEnabled(bool(ticked))
        self.next.setEnabled(bool(state.next_id))
        self.side.draw(state)

    def _draw_warnings(self, warnings: tuple[Notice, ...]) -> None:
        if warnings == self._warned:
            return
        self._warned = warnings
        clear_layout(self.warnings)
        for notice in warnings[: 0 if self.theme.compact else MOST_WARNINGS]:
            look = Action(notice.verb, partial(self.presenter.choose, notice.stage))
            level = "must" if notice.late else "note" if notice.posted else "check"
            message = plain_message(level, notice.words, notice.left)
            ask = Action("为什么", partial(self._why_notice, notice))
            self.warnings.addWidget(MessageBar(self.theme, message, [look, ask]))

    # -- intents

    def _next(self) -> None:
        next_id = self.presenter.state.next_id
        if not next_id:
            raise UserError("BENCH-NONE")
        self._open(next_id)

    def _open(self, declaration_id: str) -> None:
        if declaration_id:
            self.presenter.open(declaration_id)
            self.context.go("walk")

    def _result(self) -> None:
        if self.table.current_id():
            self.presenter.open(self.table.current_id())
            self.context.go("review")

    def _tick_all(self) -> None:
        self.presenter.tick_all(not self.presenter.state.ticked)

    def _assign(self) -> None:
        state = self.presenter.state
        if not state.ticked:
            raise UserError("BENCH-NOBODY")
        names = tuple(dict.fromkeys((*state.reviewers, self.context.session.actor)))
        ask_reviewer(self.context, len(state.ticked), names, self._assigned)

    def _print(self) -> None:
        ticked = self.presenter.state.ticked
        if not ticked:
            raise UserError("BENCH-NOBODY")
        ask_print_many(self.context, ticked)

    def _assigned(self, name: str) -> None:
        count = self.presenter.assign(name)
        self.context.say_code("BENCH-DONE", words=f"{count} 人分给了{name.strip()}")

    def _hand_in(self) -> None:
        count = self.presenter.hand_in()
        words = f"{count} 人登记为已交单位" if count else "勾选的人原来就登记过已交"
        self.context.say_code("BENCH-DONE", words=words)


def _row(person: PersonLine, ticked: bool) -> Row:
    cells = (
        Tick(ticked),
        person.name or "（未填姓名）",
        person.id_tail or "—",
        person.level,
        person.specialty,
        Tag(person.stage_word),
        person.reviewer or "—",
        str(person.unseen),
        str(person.wanted),
        str(person.pages or "—"),
    )
    spoken = f"{person.name}，{person.level}，{person.specialty}，{person.stage_word}，未看{person.unseen}项"
    absent = person.stage == Stage.NOT_HANDED_IN
    return Row(person.declaration_id, cells, spoken + ("，已勾选" if ticked else ""), dim=absent)


def open_screen(context: Context) -> WorkbenchScreen:
    """Make the screen."""
    return WorkbenchScreen(context)
