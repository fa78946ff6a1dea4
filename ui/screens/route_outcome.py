# SPDX-License-Identifier: MulanPSL-2.0
"""The last page of the interview: what follows from the answers, before anything is changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.present.declare.route_result import DateLine, RouteResult
from ui.qt import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QResizeEvent,
    QVBoxLayout,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import (
    RIGHT,
    TOP,
    Elided,
    button,
    clear_layout,
    icon_label,
    label,
    line,
    panel,
    rule,
)

WAY, DATES, OPEN_POINTS = "材料怎么走", "日期", "通知没有写明、程序先这样办的"
UNDECIDED_HEAD = "还没定的，定了再来改"
SIDE_BY_SIDE = 48
"""Characters a line must hold for way and dates to stand side by side."""
APPEARS, GOES, KEPT = "清单里会多出", "清单里会去掉", "不再需要，但您填过，先留着"


class ResultPage(QWidget):
    """What follows from the answers, in words, before anything is changed.

    Signals:
        step_asked(int): why a body stands on the way, counted from 1; 0 asks about the whole way.
        day_asked(DueDay): why a day is that day.
    """

    step_asked = Signal(int)
    day_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "clear")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.m.s12)
        self._shown: RouteResult | None = None
        self._split: QBoxLayout | None = None

    def _direction(self) -> QBoxLayout.Direction:
        """Return how way and dates stand: beside each other only where both can be read whole."""
        room = not self._theme.fold and self.width() >= self._theme.m.chars(SIDE_BY_SIDE)
        return QBoxLayout.Direction.LeftToRight if room else QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the way above the dates when the preview takes the room beside them."""
        super().resizeEvent(event)
        if self._split is not None:
            self._split.setDirection(self._direction())

    def set_result(self, result: RouteResult) -> None:
        """Show a result; the same again changes nothing."""
        if result == self._shown:
            return
        self._shown = result
        column, m = self._column, self._theme.m
        self._split = None
        clear_layout(column)
        column.addWidget(label(result.headline, "walk", wrap=True))
        if result.refused:
            column.addWidget(label(result.refused, "must", wrap=True))
            column.addStretch(1)
            return
        paper = "" if "纸质" in result.mode else result.paper
        body = f"评审：{result.body}" if result.body else ""
        facts = "　".join(filter(None, (result.mode, paper, body)))
        column.addWidget(label(facts, wrap=True))
        for words in result.notes:
            column.addWidget(label(words, "warn", wrap=True))
        self._changes(result)
        self._split = split = QBoxLayout(self._direction())
        split.setSpacing(m.s24)
        split.addLayout(self._way(result), 1)
        split.addLayout(self._dates(result.dates), 1)
        column.addLayout(split)
        self._open_points(result)
        column.addWidget(label(f"依据：{result.basis}", "small", wrap=True))
        column.addStretch(1)

    def _changes(self, result: RouteResult) -> None:
        every = (
            (APPEARS, result.appears, "st-ready"),
            (GOES, result.goes, "minus"),
            (KEPT, result.kept, "st-note"),
            (UNDECIDED_HEAD, result.undecided, "st-todo"),
        )
        rows = [row for row in every if row[1]]
        if not rows:
            return
        m = self._theme.m
        frame, column = panel("well", "column", (m.s16, m.s12, m.s16, m.s12), m.s8)
        for head, names, shape in rows:
            line = QHBoxLayout()
            line.setSpacing(m.s8)
            line.addWidget(
                icon_label(self._theme, shape, self._theme.c.primary, m.icon_small), 0, TOP
            )
            line.addWidget(label(f"{head}（{len(names)}）", "strong"), 0, TOP)
            line.addWidget(label("；".join(names), wrap=True), 1)
            column.addLayout(line)
        self._column.addWidget(frame)

    def _way(self, result: RouteResult) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._theme.m.s8)
        head = line(
            self._theme, label(WAY, "section"), self._ask(WAY, self.step_asked.emit, 0), None
        )
        column.addLayout(head)
        for number, step in enumerate(result.steps, 1):
            words = label(f"{number}　{step.name}：{step.duty}", wrap=True)
            row = line(self._theme)
            row.addWidget(words, 1)
            row.addWidget(self._ask(step.name, self.step_asked.emit, number), 0, TOP)
            column.addLayout(row)
        if not result.steps:
            column.addWidget(
                label("答完单位隶属和层级，这里列出要经过哪些部门。", "second", wrap=True)
            )
        column.addStretch(1)
        return column

    def _ask(self, what: str, tell: Callable[[Any], None], value: object) -> QPushButton:
        ask = button(self._theme, "为什么", "link")
        ask.setAccessibleName(f"为什么：{what}")
        ask.clicked.connect(lambda _checked=False: tell(value))
        return ask

    def _dates(self, dates: Sequence[DateLine]) -> QVBoxLayout:
        m = self._theme.m
        column = QVBoxLayout()
        column.setSpacing(m.s8)
        column.addWidget(label(DATES, "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.s12)
        grid.setVerticalSpacing(m.s2)
        for number, date in enumerate(dates):
            grid.addWidget(label(date.words, "second" if date.advice else "strong"), 2 * number, 0)
            grid.addWidget(label(date.what, "second" if date.advice else "body"), 2 * number, 1)
            grid.addWidget(label(date.left, "second"), 2 * number, 2, RIGHT)
            grid.addWidget(Elided(date.clause, "small"), 2 * number + 1, 1, 1, 2)
            if date.due is not None:
                ask = self._ask(date.what, self.day_asked.emit, date.due)
                grid.addWidget(ask, 2 * number, 3, 2, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        if not dates:
            column.addWidget(label("层级定下来以后，这里列出日期。", "second", wrap=True))
        column.addStretch(1)
        return column

    def _open_points(self, result: RouteResult) -> None:
        if not result.open_points:
            return
        self._column.addWidget(rule())
        self._column.addWidget(label(OPEN_POINTS, "section"))
        for point in result.open_points:
            head = QHBoxLayout()
            head.setSpacing(self._theme.m.s8)
            head.addWidget(label(point.question, "strong", wrap=True), 1)
            head.addWidget(label(f"{point.id}　{point.clause}", "code"), 0, TOP)
            self._column.addLayout(head)
            self._column.addWidget(label(f"先按：{point.default}", wrap=True))
