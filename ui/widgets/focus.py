# SPDX-License-Identifier: MulanPSL-2.0
"""The ring that follows keyboard focus; no control changes its size when it is focused."""

from __future__ import annotations

from ui.qt import (
    QAbstractItemView,
    QApplication,
    QEvent,
    QMenuBar,
    QObject,
    QPainter,
    QPaintEvent,
    QPen,
    QPoint,
    QRect,
    QRectF,
    QScrollArea,
    Qt,
    QTimer,
    QWidget,
    isValid,
)
from ui.theme import Theme


class FocusRing(QWidget):
    """A 2 px ring with a 2 px gap over a window; item views draw their own focus."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._moved)
        self.hide()

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self.follow(new)

    def follow(self, target: QWidget | None) -> None:
        """Lay the ring round a widget of this window, or hide it."""
        if not isValid(self):
            return
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        self._target = None
        parent = self.parentWidget()
        inside = target is not None and parent is not None and parent.isAncestorOf(target)
        if (
            not inside
            or target is None
            or isinstance(target, QAbstractItemView | QScrollArea | QMenuBar)
        ):
            self.hide()
            return
        self._target = target
        self._watch(target)
        self._place()
        QTimer.singleShot(0, self, self._place)

    def _watch(self, target: QWidget) -> None:
        """Listen to the target and all that holds it: a message above moves them all."""
        widget: QWidget | None = target
        while widget is not None and widget is not self.parentWidget():
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()

    def _place(self) -> None:
        target, parent = self._target, self.parentWidget()
        if target is None or parent is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        reach = self._theme.m.ring + self._theme.m.ring_gap
        visible = target.visibleRegion().boundingRect()
        if visible.isEmpty():
            self.hide()
            return
        corner = target.mapTo(parent, QPoint(0, 0))
        self.setGeometry(QRect(corner, target.size()).adjusted(-reach, -reach, reach, reach))
        self.raise_()
        self.show()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep up with a target that moves, resizes or goes away."""
        if event.type() in (
            QEvent.Type.Move,
            QEvent.Type.Resize,
            QEvent.Type.Hide,
            QEvent.Type.Show,
        ):
            QTimer.singleShot(0, self, self._place)
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        m = self._theme.m
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.c.colour("focus"), m.ring))
        half, radius = m.ring / 2, m.radius + m.ring_gap
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius
        )
        painter.end()
