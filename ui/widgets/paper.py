# SPDX-License-Identifier: MulanPSL-2.0
"""The page as it will leave the printer: white, 1 px edge, fitted to the width, the place in hand boxed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from ui.qt import (
    QEvent,
    QFontMetrics,
    QFrame,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRectF,
    QResizeEvent,
    QScrollArea,
    QSize,
    QSizeF,
    QSizePolicy,
    Qt,
    QTimer,
    QWheelEvent,
    QWidget,
    Signal,
)
from ui.theme import LIGHT, Theme, paint_icon
from ui.widgets.basics import BOLD, CENTRE, LEFT

A4 = (210.0, 297.0)
SAME_SHAPE = 2.0  # rows of a raster: what rounding at two widths may differ by
ZOOMS = (1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
FINDINGS = ("must", "warn")
_STEPS: Mapping[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_TURNS: Mapping[int, int] = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
_ZOOMING: Mapping[int, int] = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}
# Paper is white in every contrast, so what is drawn on it does not change with the screen's colours.
PAPER_INK = {
    "focus": LIGHT.colour("focus"),
    "aim": LIGHT.colour("focus"),
    "must": LIGHT.colour("must_ink"),
    "warn": LIGHT.colour("warn_ink"),
}


@frozen
class Box:
    """A place on the page in millimetres from its top left corner.

    Attributes:
        tone: focus (the field in hand), aim (what a click would lead to), must or warn (a finding,
            which is drawn with its shape and number, never by colour alone).
        words: what stands beside the shape of a finding.
    """

    left: float
    top: float
    width: float
    height: float
    tone: str = "focus"
    words: str = ""


class _Sheet(QWidget):
    clicked = Signal(float, float)
    hovered = Signal(float, float)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.aim: Box | None = None
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
        # The field in hand last, so that its frame lies over those of findings.
        for box in sorted(self.boxes, key=lambda box: box.tone == "focus"):
            self._frame(painter, box)
        if self.aim is not None:
            self._frame(painter, self.aim)
        painter.end()

    def _frame(self, painter: QPainter, box: Box) -> None:
        m, finding = self.theme.m, box.tone in FINDINGS
        pen = QPen(PAPER_INK[box.tone], m.ring)
        if box.tone == "aim":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        gap = 0 if finding else m.ring
        painter.drawRect(self.place(box).adjusted(-gap, -gap, gap, gap))
        if finding:
            self._shape(painter, box)

    def _shape(self, painter: QPainter, box: Box) -> None:
        """Draw the finding's shape and number on a white ground at the upper right corner of its frame."""
        m, area = self.theme.m, self.place(box)
        font = self.theme.font("small", BOLD)
        words = QFontMetrics(font).horizontalAdvance(box.words)
        side = m.icon_small
        width = side + words + 2 * m.s2
        x = min(area.right() - width / 2, self.width() - width - 1.0)
        ground = QRectF(max(1.0, x), max(1.0, area.top() - side / 2), width, side)
        painter.fillRect(ground, Qt.GlobalColor.white)
        ink = PAPER_INK[box.tone]
        paint_icon(
            painter, f"st-{box.tone}", ink.name(), QRectF(ground.topLeft(), QSizeF(side, side))
        )
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(ground.adjusted(side + m.s2, 0, 0, 0), LEFT, box.words)

    def place(self, box: Box) -> QRectF:
        """Return a box in logical pixels of this widget."""
        unit = self.unit()
        return QRectF(box.left * unit, box.top * unit, box.width * unit, box.height * unit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at, unit = event.position(), self.unit()
        self.hovered.emit(at.x() / unit, at.y() / unit)
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.left.emit()
        super().leaveEvent(event)

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
        hovered(x, y), left(): the pointer over the page.
        stepped(1 or -1): ↓ or ↑ on a page that leads somewhere; opened(): Enter; turned(1 or -1): PgDn, PgUp.
    The last five only once ``lead`` was called.
    """

    width_wanted = Signal(int)
    clicked = Signal(float, float)
    hovered = Signal(float, float)
    left = Signal()
    stepped = Signal(int)
    opened = Signal()
    turned = Signal(int)

    def __init__(self, theme: Theme, name: str = "页面预览") -> None:
        super().__init__()
        self._sheet = _Sheet(theme)
        self._sheet.clicked.connect(self.clicked)
        self._sheet.hovered.connect(self.hovered)
        self._sheet.left.connect(self.left)
        self._zoom = 1.0
        self._asked = 0
        self._leads = False
        self._whole = False
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
        across, down = self._sheet.page_mm
        # Rows are whole: the same page has another shape at every width, and a page that took the shape
        # of its raster would change its width by a pixel and ask for the next raster, without end.
        if abs(height - width * down / across) > SAME_SHAPE:
            across = A4[0] if height >= width else A4[1]
            self._sheet.page_mm = (across, across * height / width)
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

    def lead(self) -> None:
        """Tell where the pointer is and which keys are pressed: places on the page lead somewhere."""
        self._sheet.setMouseTracking(True)
        self._leads = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the places of the page, open one, turn the page, zoom."""
        key = event.key()
        if self._leads and key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif self._leads and key in _TURNS:
            self.turned.emit(_TURNS[key])
        elif self._leads and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key in _ZOOMING:
            self.zoom_by(_ZOOMING[key])
        else:
            super().keyPressEvent(event)

    def set_aim(self, box: Box | None, words: str = "") -> None:
        """Show what a click (or Enter) would lead to, and say it beside the pointer; None shows nothing."""
        self._sheet.aim = box
        self._sheet.setToolTip(words)
        hand = Qt.CursorShape.PointingHandCursor
        self._sheet.setCursor(hand if box is not None else Qt.CursorShape.ArrowCursor)
        self._sheet.update()

    def reveal(self, box: Box) -> None:
        """Scroll a place into view."""
        centre = self._sheet.place(box).center()
        room = self.viewport().size()
        self.ensureVisible(
            round(centre.x()),
            round(centre.y()),
            min(40, room.width() // 3),
            min(80, room.height() // 3),
        )

    def set_boxes(self, boxes: Sequence[Box], follow: bool = True) -> None:
        """Box places; the first is scrolled into view, the focus stays where it is."""
        self._sheet.boxes = tuple(boxes)
        self._sheet.update()
        if follow and boxes:
            self.reveal(boxes[0])

    # -- zoom

    def fit_page(self) -> None:
        """Let 适合 mean the whole page, not its width: for leafing through."""
        self._whole = True
        self._lay_out()

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
        page = self._sheet.page_mm
        fit = self.width() - bar
        if self._whole:
            fit = min(fit, round((self.height() - 2) * page[0] / page[1]))
        width = max(40, round(fit * self._zoom))
        self._sheet.resize(width, round(width * page[1] / page[0]))
        self._sheet.update()
        if self.wanted_width() != self._asked:
            self._asked = self.wanted_width()
            QTimer.singleShot(0, self, lambda: self.width_wanted.emit(self._asked))
