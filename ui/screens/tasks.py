# SPDX-License-Identifier: MulanPSL-2.0
"""任务清单 (ux S05, 3.2): the first page at every return, one thing to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.present.papers.returned import ReturnCard
from app.present.tasks import PaperToFetch, TaskGroup, TasksPresenter, TasksState
from app.present.tasks_rows import DONE, MUST, WAIT, TaskRow
from app.present.why import desks
from app.present.why.explanation import Explanation
from ui.ahead import read_ahead
from ui.context import Context
from ui.frame.pane import pane_scroll
from ui.frame.why import show_why
from ui.qt import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    Qt,
    QTimer,
    QVBoxLayout,
    QWidget,
)
from ui.screen import Command, Screen
from ui.theme import Theme
from ui.widgets.basics import (
    RIGHT,
    TOP,
    Elided,
    Push,
    button,
    clear_layout,
    icon_label,
    label,
    line,
    panel,
    rule,
    scrolled,
)
from ui.widgets.header import EmptyState
from ui.widgets.messages import Action, MessageBar, plain_message
from ui.widgets.tags import MUST as MUST_LOOK
from ui.widgets.tags import READY, StateTag

PAPERS, DAYS, SLIP = "要去取的纸", "接下来的日子", "打印这张小条"
NO_PAPERS = "要取的纸都在手上了。"
NO_LIST = "答完问题，这里列出要取的纸。"
NO_DAYS = "层级定下来以后，这里列出日期。"
START, SEE_RETURNED = "开始回答", "看这几处"
NUMERALS = "一二三四五六七八九"
_SHAPES = {DONE: ("st-ok", "ok"), WAIT: ("st-todo", ""), MUST: ("st-must", "must")}
Go = Callable[[TaskRow], object]


class TaskLine(Push):
    """One task: a line that opens where it is done; a waiting one says why and opens nothing."""

    def __init__(self, theme: Theme, row: TaskRow, go: Go, *, following: bool) -> None:
        super().__init__()
        m, c = theme.m, theme.c
        self.row = row
        self.setObjectName("task")
        self.setAutoDefault(False)
        self.setAccessibleName(f"{row.title}，{_spoken(row)}")
        inner = QHBoxLayout(self)
        inner.setContentsMargins(m.s12, 0, m.s8, 0)
        inner.setSpacing(m.s12)
        shape, tone = _SHAPES.get(row.kind, ("st-ready", "ready"))
        ink = c.pair(tone)[0] if tone else c.control
        inner.addWidget(icon_label(theme, shape, ink, m.icon_small))
        role = "strong" if following else ("second" if row.kind == WAIT else "body")
        inner.addWidget(label(row.title, role))
        inner.addStretch(1)
        for widget in self._right(theme, row, go, following=following):
            inner.addWidget(widget)
        height = m.choice + m.s8 if following else m.row - m.s2
        self.setStyleSheet(_line_sheet(theme, height, following=following, waits=row.kind == WAIT))
        self.setFixedHeight(height)
        if following or row.kind == WAIT:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if row.kind != WAIT:
            self.clicked.connect(lambda _checked=False: go(row))

    def _right(self, theme: Theme, row: TaskRow, go: Go, *, following: bool) -> list[QWidget]:
        if following:
            verb = button(theme, row.verb, "primary")
            verb.clicked.connect(lambda _checked=False: go(row))
            self.verb = verb
            return [label(row.state, "second"), verb]
        if row.kind in {DONE, WAIT}:
            return [label(row.state if row.kind == DONE else f"还不能开始：{row.state}", "small")]
        return [StateTag(theme, row.state, MUST_LOOK if row.kind == MUST else READY)]


def _spoken(row: TaskRow) -> str:
    return f"还不能开始：{row.state}" if row.kind == WAIT else row.state


def _line_sheet(theme: Theme, height: int, *, following: bool, waits: bool) -> str:
    c, m = theme.c, theme.m
    ground = c.select if following else "transparent"
    bar = f"border-left: {m.bar}px solid {c.primary};" if following else ""
    over = ground if waits or following else c.hover
    return (
        f"#task {{ background: {ground}; border: 0; {bar} border-radius: 0; padding: 0; min-height: {height}px; }}"
        f"#task:hover {{ background: {over}; }}"
    )


class TasksScreen(Screen):
    """What is done, what is next, which papers to fetch, which days are ahead."""

    title = "任务清单"

    def __init__(self, context: Context, presenter: TasksPresenter) -> None:
        super().__init__(context)
        self.presenter = presenter
        m = self.theme.m
        self.next_verb: QPushButton | None = None
        self._drawn: TasksState | None = None
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(m.s8)
        self.sheet, self._ledger_holder = panel("sheet", "column", (0, m.s2, 0, m.s2))
        self.sheet.setMaximumWidth(m.reading_width)
        outer.addWidget(self.sheet)
        self.resume = label("", "small")
        outer.addWidget(self.resume)
        outer.addStretch(1)
        self.area = scrolled(holder)
        self.empty = EmptyState(self.theme, "tasks", presenter.state.empty or " ", START)
        self._card = QVBoxLayout()
        self.column.addLayout(self._card)
        self.column.addWidget(self.area, 1)
        self.column.addWidget(self.empty, 1)
        if self.empty.action is not None:
            self.empty.action.clicked.connect(self.clicked(lambda: context.go("route")))
        self._pane = pane_scroll(self.make_pane().column)
        self.bind(presenter)
        read_ahead(self, context)

    def refresh(self) -> None:
        """Draw the list; the same state again changes nothing."""
        state = self.presenter.state
        if state == self._drawn:
            return
        self._drawn = state
        held = self._held()
        self.empty.setVisible(bool(state.empty))
        self.area.setVisible(not state.empty)
        if state.empty:
            self.empty.words.setText(state.empty)
        self.header.set_summary(state.summary)
        self.resume.setText(state.resume)
        self.resume.setVisible(bool(state.resume))
        self._show_card(state.returned)
        clear_layout(self._ledger_holder)
        self._ledger_holder.addLayout(self._ledger(state.groups, state.next_id))
        self._fill_pane(state)
        if state.groups and any(row.id == state.next_id for row in state.groups[0].rows):
            QTimer.singleShot(0, self, lambda: self.area.verticalScrollBar().setValue(0))
        if held:
            self._take_focus()

    def _held(self) -> bool:
        """Tell whether the focus is on something that is about to be drawn anew."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _take_focus(self) -> None:
        target = self.first_focus()
        if target is not None:
            target.setFocus()

    def _show_card(self, card: ReturnCard | None) -> None:
        clear_layout(self._card)
        if card is None:
            return
        message = plain_message("must" if card.tone == "must" else "check", card.words, card.left)
        act = Action(SEE_RETURNED, lambda: self.context.go("returned", "items"))
        self._card.addWidget(MessageBar(self.theme, message, [act]))

    def _ledger(self, groups: Sequence[TaskGroup], next_id: str) -> QGridLayout:
        m = self.theme.m
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnMinimumWidth(0, 0 if self.theme.fold else m.group_width)
        grid.setColumnStretch(1, 1)
        self.next_verb = None
        at = 0
        for number, group in enumerate(groups):
            if number:
                grid.addWidget(rule(), at, 0, 1, 2)
                at += 1
            name = label(f"{NUMERALS[number]}、{group.title}", "strong")
            name.setContentsMargins(m.s16, 0, m.s8, 0)
            name.setFixedHeight(m.row - m.s2)
            grid.addWidget(name, at, 0, TOP)
            for row in group.rows:
                drawn = TaskLine(self.theme, row, self._go, following=row.id == next_id)
                self.next_verb = getattr(drawn, "verb", self.next_verb)
                grid.addWidget(drawn, at, 1)
                at += 1
        return grid

    def _go(self, row: TaskRow) -> None:
        self.context.go(row.screen, row.path)

    # -- the right pane

    def _fill_pane(self, state: TasksState) -> None:
        m, column = self.theme.m, self._pane
        clear_layout(column)
        column.setSpacing(m.s8)
        column.addWidget(label(PAPERS, "section"))
        if not state.papers:
            column.addWidget(label(NO_LIST if state.empty else NO_PAPERS, "second", wrap=True))
        for paper in state.papers:
            column.addLayout(self._paper(paper))
        if state.papers:
            slip = button(self.theme, SLIP, "secondary", "printer")
            slip.clicked.connect(self.clicked(lambda: self.context.go("print", "fetch-list")))
            rest = label(f"还有 {state.more_papers} 份" if state.more_papers else "", "small")
            column.addLayout(line(self.theme, slip, rest, None))
        column.addSpacing(m.s8)
        column.addWidget(rule())
        column.addSpacing(m.s8)
        head = label(DAYS, "section")
        column.addLayout(line(self.theme, head, None, *self._days_why(state)))
        column.addLayout(self._days(state))
        column.addStretch(1)

    def _paper(self, paper: PaperToFetch) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.m.s8)
        row.addWidget(icon_label(self.theme, "page", self.theme.c.ink2), 0, TOP)
        words = QVBoxLayout()
        words.setSpacing(0)
        name = Elided(paper.short)
        name.setToolTip(paper.name)
        words.addWidget(name)
        if paper.where:
            words.addWidget(Elided(paper.where, "small"))
        row.addLayout(words, 1)
        return row

    def _days(self, state: TasksState) -> QGridLayout:
        m = self.theme.m
        grid = QGridLayout()
        grid.setVerticalSpacing(m.s8)
        grid.setHorizontalSpacing(m.s16)
        for number, day in enumerate(state.days):
            grid.addWidget(label(day.words, "strong"), number, 0)
            grid.addWidget(Elided(day.what), number, 1)
            grid.addWidget(label(day.left, "second"), number, 2, RIGHT)
        if not state.days:
            grid.addWidget(label(NO_DAYS, "second", wrap=True), 0, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        return grid

    # -- why

    def _days_why(self, state: TasksState) -> tuple[QPushButton, ...]:
        """Return the link that explains the days ahead; none while there are none."""
        if not state.days:
            return ()
        ask = button(self.theme, "为什么", "link")
        ask.setAccessibleName(f"为什么：{DAYS}")
        ask.clicked.connect(
            self.clicked(lambda: show_why(self.context, desks.of_days(self.context.session)))
        )
        return (ask,)

    def why(self) -> Explanation | None:
        """Explain what the line in hand rests on; the next task's while none has the focus."""
        state = self.presenter.state
        if state.empty:
            return None
        focused = self.focus_in_window()
        held = focused if isinstance(focused, TaskLine) else None
        if held is None and not state.next_id:
            return desks.of_days(self.context.session)
        row = held.row if held is not None else self.presenter.row(state.next_id)
        return desks.of_task(self.context.session, row)

    # -- for the window

    def first_focus(self) -> QWidget | None:
        """Return the next task's button."""
        if self._drawn is not None and self._drawn.empty:
            return self.empty.action
        return self.next_verb

    def commands(self) -> Sequence[Command]:
        """Return the verbs of the page."""
        return (
            Command("回答路线问题", lambda: self.context.go("route")),
            Command("收到退回补正单…", lambda: self.context.go("returned")),
        )


def open_screen(context: Context) -> TasksScreen:
    """Make the screen."""
    return TasksScreen(context, context.presenter(TasksPresenter))
