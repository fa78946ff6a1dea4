# SPDX-License-Identifier: MulanPSL-2.0
"""The time bar over dated rows: stays as blocks, gaps hatched with their months, overlaps on two lanes."""

from __future__ import annotations

from app.present.declare.rows_spans import Hole, Stay, TimeLine
from ui.qt import (
    QBrush,
    QColor,
    QEvent,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRect,
    QRectF,
    QSize,
    QSizePolicy,
    Qt,
    QToolTip,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import CENTRE, LEFT, MEDIUM


class TimeBar(QWidget):
    """Draws a TimeLine; ``picked(row id)`` when a block is clicked. The words stand in its name too."""

    picked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._line: TimeLine | None = None
        self._selected = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def set_line(self, line: TimeLine | None, selected: str) -> None:
        """Show another line; None hides the bar."""
        self._line, self._selected = line, selected
        self.setVisible(line is not None)
        if line is not None:
            self.setAccessibleName(f"时间条：{line.spoken}")
        self.updateGeometry()
        self.update()

    @property
    def line(self) -> TimeLine | None:
        """Return what is drawn."""
        return self._line

    # -- geometry

    def _lane(self) -> int:
        return self._theme.m.tag

    def sizeHint(self) -> QSize:
        """Ask for one lane, or two where rows overlap, and the years below."""
        m = self._theme.m
        lanes = 2 if self._line is not None and self._line.overlaps else 1
        return QSize(m.chars(20), lanes * (self._lane() + m.s2) + m.small + 2 * m.s4)

    def _box(self, first: float, last: float, lane: int) -> QRectF:
        width = self.width() - 1
        left = first * width
        top = lane * (self._lane() + self._theme.m.s2)
        return QRectF(left, top, max(self._theme.m.s4, last * width - left), self._lane())

    def _stay_box(self, stay: Stay) -> QRectF:
        assert self._line is not None
        return self._box(self._line.share(stay.first), self._line.share(stay.last), stay.lane)

    def _hole_box(self, hole: Hole) -> QRectF:
        assert self._line is not None
        return self._box(self._line.share(hole.first), self._line.share(hole.last), 0)

    # -- drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw gaps, stays and years."""
        if self._line is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for gap in self._line.gaps:
            self._draw_gap(painter, gap)
        for stay in self._line.stays:
            self._draw_stay(painter, stay)
        self._draw_years(painter, self._line)
        painter.end()

    def _draw_stay(self, painter: QPainter, stay: Stay) -> None:
        c, m = self._theme.c, self._theme.m
        box = self._stay_box(stay).adjusted(0.5, 0.5, -0.5, -0.5)
        here = stay.row_id == self._selected
        painter.setPen(c.colour("primary"))
        painter.setBrush(c.colour("primary" if here else "ready_tint"))
        painter.drawRoundedRect(box, m.radius_tag, m.radius_tag)
        painter.setFont(self._theme.font("small", MEDIUM if here else 400))
        painter.setPen(c.colour("on_primary" if here else "ready_ink"))
        inside = box.adjusted(m.s4, 0, -m.s4, 0).toRect()
        words = QFontMetrics(painter.font()).elidedText(
            stay.label, Qt.TextElideMode.ElideRight, inside.width()
        )
        if inside.width() > m.small * 2:
            painter.drawText(inside, LEFT, words)

    def _draw_gap(self, painter: QPainter, gap: Hole) -> None:
        c = self._theme.c
        box = self._hole_box(gap)
        ink = QColor(c.warn_ink)
        painter.fillRect(box, c.colour("warn_tint"))
        painter.fillRect(box, QBrush(ink, Qt.BrushStyle.BDiagPattern))
        painter.setFont(self._theme.font("small", MEDIUM))
        words = f"空 {gap.months} 个月"
        width = QFontMetrics(painter.font()).horizontalAdvance(words) + self._theme.m.s8
        if box.width() > width:
            ground = QRectF(box.center().x() - width / 2, box.top() + 1, width, box.height() - 2)
            painter.fillRect(ground, c.colour("paper"))
            painter.setPen(ink)
            painter.drawText(ground, CENTRE, words)

    def _draw_years(self, painter: QPainter, line: TimeLine) -> None:
        c, m = self._theme.c, self._theme.m
        painter.setFont(self._theme.font("small"))
        painter.setPen(c.colour("ink2"))
        metrics = QFontMetrics(painter.font())
        top = self.height() - m.small - m.s4
        free = 0
        for year in line.years:
            word = str(year)
            left = round(
                line.share(line.first.replace(year=year, month=1, day=1)) * (self.width() - 1)
            )
            width = metrics.horizontalAdvance(word)
            left = min(left, self.width() - width - 1)
            if left >= free:
                painter.drawText(QRect(left, top, width + 1, m.small + m.s4), LEFT, word)
                free = left + width + m.s8

    # -- pointing

    def _at(self, x: float, y: float) -> Stay | None:
        stays = self._line.stays if self._line is not None else ()
        return next((stay for stay in stays if self._stay_box(stay).contains(x, y)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the row of a block in hand."""
        stay = self._at(event.position().x(), event.position().y())
        if stay is not None:
            self.picked.emit(stay.row_id)

    def event(self, event: QEvent) -> bool:
        """Say the whole label of a block that is too narrow for it."""
        if isinstance(event, QHelpEvent):
            stay = self._at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), stay.label if stay else "", self)
            return True
        return super().event(event)
