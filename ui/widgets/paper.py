# SPDX-License-Identifier: MulanPSL-2.0
"""The page as it will leave the printer: white, 1 px edge, fitted to the width, the place in hand boxed."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from ui.qt import (
    QFrame,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRectF,
    QResizeEvent,
    QScrollArea,
    QSize,
    QSizePolicy,
    Qt,
    QTimer,
    QWheelEvent,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import CENTRE

A4 = (210.0, 297.0)
ZOOMS = (1.0, 1.25, 1.5, 2.0, 3.0, 4.0)


@frozen
class Box:
    """A place on the page in millimetres from its top left corner; tone focus, must or warn."""

    left: float
    top: float
    width: float
    height: float
    tone: str = "focus"


class _Sheet(QWidget):
    clicked = Signal(float, float)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.image: QImage | None = None
        self.page_mm = A4
        self.boxes: tuple[Box, ...] = ()
        self.waiting = ""

    def unit(self) -> float:
        """Return logical pixels a millimetre."""
        return (self.width() - 1) / self.page_mm[0]

    def paintEvent(self, _event: QPaintEvent) -> None:
        c, painter = self.theme.c, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(0, 0, self.width(), self.height())
        painter.fillRect(area, Qt.GlobalColor.white)
        if self.image is not None:
            painter.drawImage(area, self.image)
        elif self.waiting:
            painter.setFont(self.theme.font("table"))
            painter.setPen(c.colour("hint"))
            painter.drawText(
                QRectF(0, 0, self.width(), min(self.height(), 200)), CENTRE, self.waiting
            )
        painter.setPen(c.colour("control"))
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box in self.boxes:
            name = "focus" if box.tone == "focus" else f"{box.tone}_ink"
            painter.setPen(QPen(c.colour(name), self.theme.m.ring))
            painter.drawRect(self.place(box).adjusted(-2, -2, 2, 2))
        painter.end()

    def place(self, box: Box) -> QRectF:
        """Return a box in logical pixels of this widget."""
        unit = self.unit()
        return QRectF(box.left * unit, box.top * unit, box.width * unit, box.height * unit)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            at, unit = event.position(), self.unit()
            self.clicked.emit(at.x() / unit, at.y() / unit)
        super().mouseReleaseEvent(event)


class PaperView(QScrollArea):
    """Shows one page. It asks for a raster of the width it needs and never renders anything itself.

    Signals:
        width_wanted(px): the page is shown this many device pixels wide; hand a raster with ``set_raster``.
        clicked(x, y): a click on the page, millimetres from its top left corner.
    """

    width_wanted = Signal(int)
    clicked = Signal(float, float)

    def __init__(self, theme: Theme, name: str = "页面预览") -> None:
        super().__init__()
        self._sheet = _Sheet(theme)
        self._sheet.clicked.connect(self.clicked)
        self._zoom = 1.0
        self._asked = 0
        self.setWidget(self._sheet)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.m.row * 3)
        self.viewport().setAutoFillBackground(False)

    # -- what is shown

    def set_raster(self, width: int, height: int, stride: int, pixels: bytes) -> None:
        """Show rendered pixels, RGB888, top row first."""
        image = QImage(pixels, width, height, stride, QImage.Format.Format_RGB888).copy()
        self._sheet.image = image
        self._sheet.page_mm = (
            (A4[0], A4[0] * height / width) if height >= width else (A4[1], A4[1] * height / width)
        )
        self._lay_out()

    def set_waiting(self, words: str) -> None:
        """Show words in place of the page until a raster comes."""
        self._sheet.image = None
        self._sheet.waiting = words
        self._sheet.update()

    def set_page_size(self, width_mm: float, height_mm: float) -> None:
        """Say how large the page is, when it is not A4."""
        self._sheet.page_mm = (width_mm, height_mm)
        self._lay_out()

    def set_boxes(self, boxes: Sequence[Box], follow: bool = True) -> None:
        """Box places; the first is scrolled into view, the focus stays where it is."""
        self._sheet.boxes = tuple(boxes)
        self._sheet.update()
        if follow and boxes:
            centre = self._sheet.place(boxes[0]).center()
            self.ensureVisible(
                round(centre.x()), round(centre.y()), 40, min(80, self.viewport().height() // 3)
            )

    # -- zoom

    def zoom(self) -> float:
        """Return the zoom; 1 is fit to width."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Show the page larger; 1 fits the width."""
        self._zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        self._lay_out()

    def zoom_by(self, steps: int) -> None:
        """Go some steps larger or smaller."""
        nearest = min(range(len(ZOOMS)), key=lambda n: abs(ZOOMS[n] - self._zoom))
        self.set_zoom(ZOOMS[min(max(nearest + steps, 0), len(ZOOMS) - 1)])

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        """Never push the window: three rows are enough (ux §2.5)."""
        return QSize(80, self._sheet.theme.m.row * 3)

    def wanted_width(self) -> int:
        """Return the width in device pixels a raster should have now."""
        return max(1, round(self._sheet.width() * self.devicePixelRatioF()))

    def _lay_out(self) -> None:
        bar = self.verticalScrollBar().sizeHint().width()
        width = max(40, round((self.width() - bar) * self._zoom))
        page = self._sheet.page_mm
        self._sheet.resize(width, round(width * page[1] / page[0]))
        self._sheet.update()
        if self.wanted_width() != self._asked:
            self._asked = self.wanted_width()
            QTimer.singleShot(0, self, lambda: self.width_wanted.emit(self._asked))
