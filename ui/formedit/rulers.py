# SPDX-License-Identifier: MulanPSL-2.0
"""Millimetre rulers along the page; the place of the pointer and of the selection is marked on them."""

from __future__ import annotations

from ui.qt import QPainter, QPaintEvent, QPen, QPointF, QRectF, QWidget
from ui.theme import Theme
from ui.widgets.basics import CENTRE

STEPS = (1, 5, 10, 20, 50, 100)  # mm between ticks, the first that leaves room


class Ruler(QWidget):
    """One ruler; the canvas tells it the scale and where the page begins."""

    def __init__(self, theme: Theme, parent: QWidget, *, upright: bool) -> None:
        super().__init__(parent)
        self.theme, self.upright = theme, upright
        self.scale, self.start, self.length = 4.0, 0.0, 210.0
        self.span: tuple[float, float] | None = None
        self.pointer: float | None = None

    def show_scale(self, scale: float, start: float, length: float) -> None:
        """Show px a mm, where 0 mm stands in px, and how long the page is in mm."""
        if (scale, start, length) != (self.scale, self.start, self.length):
            self.scale, self.start, self.length = scale, start, length
            self.update()

    def mark(self, span: tuple[float, float] | None, pointer: float | None) -> None:
        """Mark the selection and the pointer, in mm."""
        if (span, pointer) != (self.span, self.pointer):
            self.span, self.pointer = span, pointer
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, selection, ticks, figures and the pointer."""
        c, painter = self.theme.c, QPainter(self)
        painter.fillRect(self.rect(), c.colour("paper"))
        if self.span is not None:
            first, last = (self.start + self.scale * at for at in self.span)
            painter.fillRect(self._across(first, last - first), c.colour("select"))
        painter.setPen(QPen(c.colour("control"), 1))
        edge = self._thick() - 1
        painter.drawLine(self._point(0, edge), self._point(self._long(), edge))
        painter.setFont(self.theme.font("small"))
        self._ticks(painter)
        if self.pointer is not None:
            painter.setPen(QPen(c.colour("primary"), 1))
            at = self.start + self.scale * self.pointer
            painter.drawLine(self._point(at, 0), self._point(at, self._thick()))
        painter.end()

    def _ticks(self, painter: QPainter) -> None:
        c, thick = self.theme.c, self._thick()
        fine = next((step for step in STEPS if step * self.scale >= 4), STEPS[-1])
        figure = next((step for step in STEPS[2:] if step * self.scale >= self.theme.m.s32), 100)
        for mm in range(0, int(self.length) + 1, fine):
            at = self.start + self.scale * mm
            if not 0 <= at <= self._long():
                continue
            size = 0.3 if mm % figure == 0 else 0.22 if mm % 5 == 0 else 0.14
            painter.setPen(QPen(c.colour("control"), 1))
            painter.drawLine(self._point(at, thick * (1 - size)), self._point(at, thick - 1))
            if mm % figure == 0 and mm < self.length - 2:
                painter.setPen(QPen(c.colour("ink2"), 1))
                self._figure(painter, at, str(mm))

    def _figure(self, painter: QPainter, at: float, words: str) -> None:
        size = self.theme.m.s32
        if not self.upright:
            box = QRectF(at - size / 2, 0, size, self._thick() * 0.74)
            painter.drawText(box, CENTRE, words)
            return
        painter.save()
        painter.translate(self._thick() * 0.37, at)
        painter.rotate(-90)
        painter.drawText(QRectF(-size / 2, -size / 2, size, size), CENTRE, words)
        painter.restore()

    def _thick(self) -> int:
        return self.width() if self.upright else self.height()

    def _long(self) -> int:
        return self.height() if self.upright else self.width()

    def _point(self, along: float, across: float) -> QPointF:
        return QPointF(across, along) if self.upright else QPointF(along, across)

    def _across(self, first: float, length: float) -> QRectF:
        thick = self._thick()
        return QRectF(0, first, thick, length) if self.upright else QRectF(first, 0, length, thick)
