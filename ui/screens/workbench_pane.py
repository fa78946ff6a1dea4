# SPDX-License-Identifier: MulanPSL-2.0
"""初审进度 and 各人手上 (ux 3.7): real counts, drawn small; the figures stand beside the bars."""

from __future__ import annotations

from collections.abc import Sequence

from app.present.unit.workbench_lines import DayCount, Progress, WorkbenchState
from ui.frame.pane import Pane
from ui.qt import (
    QPainter,
    QPaintEvent,
    QPen,
    QRect,
    QRectF,
    QSize,
    QSizePolicy,
    Qt,
    QVBoxLayout,
    QWidget,
)
from ui.theme import Theme
from ui.widgets.basics import CENTRE, Elided, button, clear_layout, label, line, rule


class DayBars(QWidget):
    """One bar a working day; a dashed line at what every day must see."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._days: tuple[DayCount, ...] = ()
        self._wanted = 0
        self.setFixedHeight(theme.m.row * 4)

    def set_progress(self, progress: Progress) -> None:
        """Show other counts."""
        self._days, self._wanted = progress.days, progress.wanted
        words = "，".join(f"{day.word}看完 {day.count} 人" for day in self._days)
        self.setAccessibleName(f"初审进度：{words}")
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a third of a screen's height at most."""
        return QSize(self._theme.m.chars(16), self._theme.m.row * 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars."""
        c, m = self._theme.c, self._theme.m
        painter = QPainter(self)
        painter.setFont(self._theme.font("small"))
        line_height = painter.fontMetrics().height()
        floor = self.height() - line_height - m.s4
        most = max(1, self._wanted, *(day.count for day in self._days)) if self._days else 1
        unit = (floor - line_height - m.s4) / most
        step = self.width() / max(1, len(self._days))
        for number, day in enumerate(self._days):
            height = round(unit * day.count)
            bar = QRectF(number * step + step * 0.22, floor - height, step * 0.56, height)
            painter.fillRect(bar, c.colour("primary" if day.today else "control"))
            above = QRect(
                round(number * step), floor - height - line_height, round(step), line_height
            )
            below = QRect(round(number * step), floor + m.s4, round(step), line_height)
            painter.setPen(c.colour("ink"))
            painter.drawText(above, CENTRE, str(day.count))
            painter.setPen(c.colour("ink2"))
            painter.drawText(below, CENTRE, day.word)
        painter.setPen(c.colour("control"))
        painter.drawLine(0, floor, self.width(), floor)
        if self._wanted:
            pen = QPen(c.colour("warn_ink"))
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            height = floor - round(unit * self._wanted)
            painter.drawLine(0, height, self.width(), height)
        painter.end()


class HandBar(QWidget):
    """How many one reviewer has in hand, against the longest."""

    def __init__(self, theme: Theme, share: float) -> None:
        super().__init__()
        self._theme, self._share = theme, share
        self.setFixedHeight(theme.m.s8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar."""
        painter = QPainter(self)
        width = self.width() * self._share
        painter.fillRect(QRectF(0, 0, width, self.height()), self._theme.c.colour("primary"))
        painter.end()


class WorkbenchSide:
    """The right pane of the workbench."""

    def __init__(self, theme: Theme, pane: Pane) -> None:
        self._theme = theme
        column = pane.column
        self.ask = button(theme, "为什么", "link")
        self.ask.setAccessibleName("为什么：每天要看几人")
        column.addLayout(line(theme, label("初审进度", "section"), None, self.ask))
        self.words = label("", "second", wrap=True)
        column.addWidget(self.words)
        self.bars = DayBars(theme)
        column.addWidget(self.bars)
        self.dash = label("", "small")
        column.addWidget(self.dash)
        column.addWidget(rule())
        column.addWidget(label("各人手上", "section"))
        self.hands = QVBoxLayout()
        self.hands.setSpacing(theme.m.s4)
        column.addLayout(self.hands)
        column.addStretch(1)

    def draw(self, state: WorkbenchState) -> None:
        """Show other counts."""
        progress = state.progress
        self.words.setText(progress.words)
        self.ask.setVisible(progress.wanted > 0)
        self.bars.set_progress(progress)
        self.dash.setText(f"虚线：每天要看 {progress.wanted} 人" if progress.wanted else "")
        self.dash.setVisible(progress.wanted > 0)
        self._draw_hands(state.hands)

    def _draw_hands(self, hands: Sequence[tuple[str, int]]) -> None:
        clear_layout(self.hands)
        most = max(1, *(count for _name, count in hands)) if hands else 1
        for name, count in hands:
            words = Elided(name)
            words.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            words.setFixedWidth(self._theme.m.chars(5))
            row = line(
                self._theme, words, HandBar(self._theme, count / most), label(str(count), "strong")
            )
            row.setStretch(1, 1)
            self.hands.addLayout(row)
