# SPDX-License-Identifier: MulanPSL-2.0
"""时限图 on the screen: working days across, holidays hatched, told apart by shapes and words, never by colour."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

from app.present.dates.board import BoardState, Lane
from ui.qt import (
    QBrush,
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointF,
    QPolygonF,
    QRectF,
    QSize,
    QSizePolicy,
    Qt,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import CENTRE, LEFT, MEDIUM, RIGHT

TICK_FROM = 3.0
"""Pixels of a day from which every working day gets its own tick."""
REVIEW = "评审"


class DatesChart(QWidget):
    """Draws a BoardState; ``picked(key)`` when a mark is clicked. All words stand in the list beside it too."""

    picked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state: BoardState | None = None
        self._hits: list[tuple[QRectF, str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_state(self, state: BoardState) -> None:
        """Show another chart."""
        self._state = state
        self.setAccessibleName("时限图")
        self.setAccessibleDescription(state.spoken)
        self.updateGeometry()
        self.update()

    # -- geometry

    @property
    def _row(self) -> int:
        return self._theme.m.tag

    @property
    def _lane(self) -> int:
        return 2 * self._row + self._between + self._theme.m.s4 * (1 if self._theme.compact else 2)

    @property
    def _between(self) -> int:
        """Return the gap between a bar and the words below it."""
        return self._theme.m.s2 if self._theme.compact else self._theme.m.s4

    def sizeHint(self) -> QSize:
        """Ask for the head, one lane a level, one of 定向评价 where there is one, and evaluation."""
        state = self._state
        lanes = len(state.lanes) + 1 if state is not None else 2
        targeted = self._row + self._theme.m.s8 if state is not None and state.targeted else 0
        height = self._head + lanes * self._lane + targeted + 2
        return QSize(self._theme.m.chars(30), height)

    @property
    def _head(self) -> int:
        m = self._theme.m
        return m.table_head + (m.s4 if self._theme.compact else m.s8)

    @property
    def _left(self) -> int:
        return self._theme.m.chars(5)

    def _step(self, state: BoardState) -> float:
        return (self.width() - self._left - 1) / len(state.days)

    def _at(self, state: BoardState, day: dt.date) -> float:
        return self._left + (day - state.days[0].day).days * self._step(state)

    def _after(self, state: BoardState, day: dt.date) -> float:
        return self._at(state, day + dt.timedelta(days=1))

    def _middle(self, state: BoardState, day: dt.date) -> float:
        return self._at(state, day) + self._step(state) / 2

    # -- drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the calendar, then lane after lane, then today."""
        state = self._state
        if state is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._hits = []
        painter.fillRect(self.rect(), self._theme.c.colour("paper"))
        self._days(painter, state)
        self._months(painter, state)
        self._today_line(painter, state)
        y = self._head + self._theme.m.s4
        for lane in state.lanes:
            self._level(painter, state, lane, y)
            y = self._end(painter, y + self._lane)
        if state.targeted is not None:
            self._name(painter, "定向评价", y, self._row)
            x = self._after(state, state.targeted)
            self._flag(
                painter, x, y, f"{state.targeted:%m-%d} 纸质材料送市人社局", "senior/targeted"
            )
            y = self._end(painter, y + self._row + self._theme.m.s8)
        self._review(painter, state, y)
        self._frame(painter)
        painter.end()

    def _days(self, painter: QPainter, state: BoardState) -> None:
        c, step = self._theme.c, self._step(state)
        top, height = self._head, self.height() - self._head
        rest = QBrush(c.colour("well"))
        if c.high_contrast:
            rest = QBrush(c.colour("ink"), Qt.BrushStyle.Dense7Pattern)
        hatch = QBrush(c.colour("ink2"), Qt.BrushStyle.BDiagPattern)
        for cell in state.days:
            box = QRectF(self._at(state, cell.day), top, step, height)
            if cell.holiday:
                painter.fillRect(box, hatch)
            elif not cell.works:
                painter.fillRect(box, rest)
            elif step >= TICK_FROM:
                tick = self._theme.m.s8 if cell.day.weekday() == 0 else self._theme.m.s4
                x = round(box.center().x())
                painter.setPen(c.colour("control"))
                painter.drawLine(x, top, x, top + tick)

    def _months(self, painter: QPainter, state: BoardState) -> None:
        m, c = self._theme.m, self._theme.c
        painter.setFont(self._theme.font("small", MEDIUM))
        for _number, group in groupby(state.days, key=lambda cell: cell.day.month):
            month = list(group)
            x, end = self._at(state, month[0].day), self._after(state, month[-1].day)
            painter.setPen(c.colour("line"))
            painter.drawLine(round(x), 0, round(x), self.height())
            painter.setPen(c.colour("ink"))
            works = sum(cell.works for cell in month)
            words = f"{month[0].day.month}月　{works} 个工作日"
            box = QRectF(x + m.s4, 0, end - x - m.s4, m.table_head)
            metrics = QFontMetrics(painter.font())
            if metrics.horizontalAdvance(words) > box.width():
                words = f"{month[0].day.month}月"
            painter.drawText(box, LEFT, words)

    def _today_line(self, painter: QPainter, state: BoardState) -> None:
        if not state.days[0].day <= state.today <= state.days[-1].day:
            return
        x = round(self._middle(state, state.today))
        painter.setPen(QPen(self._theme.c.colour("primary"), 2))
        painter.drawLine(x, self._theme.m.table_head, x, self.height())
        painter.setBrush(self._theme.c.colour("primary"))
        side = self._theme.m.s8
        top = self._theme.m.table_head - side / 2
        corners = [QPointF(x - side, top), QPointF(x + side, top), QPointF(x, top + side)]
        painter.drawPolygon(QPolygonF(corners))

    def _level(self, painter: QPainter, state: BoardState, lane: Lane, y: int) -> None:
        c, row = self._theme.c, self._row
        self._name(painter, lane.name, y, 2 * row)
        x0, x1 = self._at(state, lane.opens), self._after(state, lane.closes)
        x2 = self._after(state, lane.report_up)
        filing = QRectF(x0, y, x1 - x0, row)
        self._bar(painter, filing, "申报", c.colour("paper"), self._beside_own(state, lane, filing))
        self._bar(painter, QRectF(x1, y, x2 - x1, row), "公示", c.colour("well"))
        self._hits.append((QRectF(x0, y, x1 - x0, row), f"{lane.filing}/closes"))
        self._flag(painter, x2, y, f"{lane.report_up:%m-%d} 报人社", f"{lane.filing}/report_up")
        low = y + row + self._between
        painter.setPen(QPen(c.colour("ink"), 1, Qt.PenStyle.DashLine))
        x = round(self._middle(state, lane.posting))
        painter.drawLine(x, y + row, x, low + row // 2)
        self._diamond(painter, x, low + row / 2, f"{lane.filing}/posting")
        side = self._theme.m.s12
        self._words(painter, x + side, low, lane.posting_words, f"{lane.filing}/posting")
        before = f"{lane.closes:%m-%d} 申报截止"
        if lane.own is not None:
            before = f"本单位 {lane.own:%m-%d}　{before}"
            own = round(self._middle(state, lane.own))
            self._diamond(painter, own, y + row / 2, f"{lane.filing}/own", hollow=True)
        self._words(painter, x1 - side, low, before, f"{lane.filing}/closes", right=True)

    def _review(self, painter: QPainter, state: BoardState, y: int) -> None:
        self._name(painter, REVIEW, y, 2 * self._row)
        x0, x1 = self._at(state, state.review[0]), self._after(state, state.review[1])
        words = f"评审及评审结果公示　{state.review[1]:%m-%d} 前完成"
        self._bar(painter, QRectF(x0, y, x1 - x0, self._row), words, self._theme.c.colour("paper"))
        low = y + self._row + self._between
        x = round(self._middle(state, state.result_posting))
        filing = state.lanes[-1].filing
        self._diamond(painter, x, low + self._row / 2, f"{filing}/result_posting")
        said = f"结果公示最迟 {state.result_posting:%m-%d}"
        key = f"{filing}/result_posting"
        self._words(painter, x - self._theme.m.s12, low, said, key, right=True)

    # -- marks

    def _name(self, painter: QPainter, words: str, y: int, height: int) -> None:
        painter.setFont(self._theme.font("table", MEDIUM))
        painter.setPen(self._theme.c.colour("ink"))
        painter.drawText(QRectF(0, y, self._left, height), CENTRE, words)

    def _beside_own(self, state: BoardState, lane: Lane, bar: QRectF) -> QRectF:
        """Return the part of a bar where its words keep clear of the unit's own date."""
        if lane.own is None:
            return bar
        own, side = self._middle(state, lane.own), self._theme.m.s8
        before = QRectF(bar.left(), bar.top(), own - side - bar.left(), bar.height())
        after = QRectF(own + side, bar.top(), bar.right() - own - side, bar.height())
        return before if before.width() > after.width() else after

    def _bar(
        self,
        painter: QPainter,
        box: QRectF,
        words: str,
        ground: QColor,
        room: QRectF | None = None,
    ) -> None:
        painter.setPen(QPen(self._theme.c.colour("ink"), 1))
        painter.setBrush(ground)
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.setFont(self._theme.font("small", MEDIUM))
        metrics = QFontMetrics(painter.font())
        room = room or box
        if metrics.horizontalAdvance(words) < room.width() - self._theme.m.s4:
            painter.drawText(room, CENTRE, words)

    def _flag(self, painter: QPainter, x: float, y: int, words: str, key: str) -> None:
        painter.fillRect(
            QRectF(x - 1, y - self._theme.m.s2, 3, self._row + self._theme.m.s4),
            self._theme.c.colour("ink"),
        )
        self._words(painter, x + self._theme.m.s8, y, words, key, strong=True)

    def _diamond(
        self, painter: QPainter, x: float, y: float, key: str, *, hollow: bool = False
    ) -> None:
        side, c = self._theme.m.s8 * 0.75, self._theme.c
        corners = [
            QPointF(x, y - side),
            QPointF(x + side, y),
            QPointF(x, y + side),
            QPointF(x - side, y),
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(QPen(c.colour("ink"), 2))
        painter.setBrush(c.colour("paper" if hollow else "ink"))
        painter.drawPolygon(QPolygonF(corners))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._hits.append((QRectF(x - side, y - side, 2 * side, 2 * side), key))

    def _words(
        self,
        painter: QPainter,
        x: float,
        y: float,
        words: str,
        key: str,
        *,
        right: bool = False,
        strong: bool = False,
    ) -> None:
        """Set words on a ground of their own, so that hatching never runs through them; kept inside."""
        painter.setFont(self._theme.font("small", MEDIUM if strong else 400))
        width = QFontMetrics(painter.font()).horizontalAdvance(words) + self._theme.m.s4
        left = x - width if right else x
        left = min(max(left, self._left + 2), self.width() - width - 2)
        box = QRectF(left, y + 1, width, self._row - 2)
        painter.fillRect(box, self._theme.c.colour("paper"))
        painter.setPen(self._theme.c.colour("ink"))
        painter.drawText(box, RIGHT if right else LEFT, words)
        self._hits.append((box, key))

    def _end(self, painter: QPainter, y: int) -> int:
        painter.setPen(self._theme.c.colour("line"))
        painter.drawLine(0, y - self._theme.m.s4, self.width(), y - self._theme.m.s4)
        return y

    def _frame(self, painter: QPainter) -> None:
        painter.setPen(QPen(self._theme.c.colour("control"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.drawLine(self._left, 0, self._left, self.height())
        painter.drawLine(0, self._theme.m.table_head, self.width(), self._theme.m.table_head)

    # -- pointing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the date of a mark in hand."""
        found = [key for box, key in self._hits if box.contains(event.position())]
        if found:
            self.picked.emit(found[-1])
