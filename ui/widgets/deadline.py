# SPDX-License-Identifier: MulanPSL-2.0
"""Days drawn one by one: pale is gone, tall is today, hollow is left, a gap is a weekend or holiday."""

from __future__ import annotations

from app.present.deadline import Deadline
from ui.qt import QColor, QFrame, QHBoxLayout, QPainter, QPaintEvent, QRect, QWidget, Signal
from ui.theme import Theme
from ui.widgets.basics import Elided, button, icon_label, label


class WorkdayBar(QWidget):
    """One cell a working day of the window the person stands in; the words stand beside it."""

    def __init__(self, theme: Theme, deadline: Deadline) -> None:
        super().__init__()
        self._theme, self._deadline = theme, deadline
        m, days = theme.m, sum(deadline.runs)
        self.setFixedSize(
            days * (m.day + m.s2) + len(deadline.runs) * m.s4 + m.s4, m.day_height + m.s8
        )
        self.setAccessibleName(f"共 {days} 个工作日，{deadline.left_words}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the days."""
        m, c = self._theme.m, self._theme.c
        painter = QPainter(self)
        ink = QColor(c.pair(self._deadline.tone)[0])
        x, number, top = m.s2, 0, (self.height() - m.day_height) // 2
        for run in self._deadline.runs:
            for _day in range(run):
                cell = QRect(x, top, m.day, m.day_height)
                if number < self._deadline.gone:
                    painter.fillRect(cell, c.colour("gone"))
                elif number == self._deadline.gone and self._deadline.today_works:
                    painter.fillRect(cell.adjusted(0, -m.s2, 0, m.s2), ink)
                else:
                    painter.setPen(ink)
                    painter.setBrush(c.colour("paper"))
                    painter.drawRect(cell.adjusted(0, 0, -1, -1))
                x += m.day + m.s2
                number += 1
            x += m.s4
        painter.end()


class DeadlineStrip(QFrame):
    """The nearest date this role can act on; emits ``opened`` for the page with all dates."""

    opened = Signal()

    def __init__(self, theme: Theme, deadline: Deadline) -> None:
        super().__init__()
        c, m = theme.c, theme.m
        ink, tint = c.pair(deadline.tone)
        self.setFixedHeight(m.strip)
        self.setAccessibleName("时限提示")
        self.setAccessibleDescription(deadline.spoken)
        self.setObjectName("strip")
        self.setStyleSheet(
            f"#strip {{ background: {tint}; border: 0; border-bottom: 1px solid {c.line}; }}"
            f"#strip QLabel {{ color: {ink}; font-size: {m.table}px; }}"
            f'#strip QLabel[role="count"] {{ font-weight: 700; }}'
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(m.s16, 0, m.s8, 0)
        row.setSpacing(m.s8)
        row.addWidget(icon_label(theme, "clock", ink))
        row.addWidget(label(deadline.today))
        row.addSpacing(m.s8)
        row.addWidget(*((label(deadline.target),) if theme.pane else (Elided(deadline.target), 3)))
        row.addWidget(label(deadline.left_words, "count"))
        if deadline.runs and theme.pane:
            row.addWidget(WorkdayBar(theme, deadline))
        row.addSpacing(m.s8)
        row.addWidget(Elided("　".join(deadline.others)), 1)
        chart = button(theme, "看时限图", "link")
        chart.clicked.connect(lambda _checked=False: self.opened.emit())
        row.addWidget(chart)
