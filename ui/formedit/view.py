# SPDX-License-Identifier: MulanPSL-2.0
"""The page at scale: zoom, scrolling, rulers, and drawing what lies there. What hands do is in ``canvas``."""

from __future__ import annotations

from app.paper.forms.lint import CLEAR, sheet_of
from app.paper.forms.parts import Rect
from app.present.formedit.behind import Point
from app.present.formedit.checks import MUST
from app.present.formedit.desk import EditorState
from app.present.formedit.edges import Edge
from ui.formedit.pictures import Pictures
from ui.formedit.rulers import Ruler
from ui.qt import (
    QAbstractScrollArea,
    QFrame,
    QPainter,
    QPaintEvent,
    QPen,
    QPointF,
    QRectF,
    QResizeEvent,
    QSize,
    QSizePolicy,
    Qt,
    QTimer,
    QTransform,
    QWheelEvent,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import CENTRE

ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0)  # of real size
REAL = 96 / 25.4  # logical pixels a millimetre at 100 %
WIDTH, WHOLE = "width", "whole"
SOON_MS = 60


class PageView(QAbstractScrollArea):
    """Draws one page; subclasses say what is dragged.

    Emits ``scaled()`` when the zoom changed and ``width_wanted(px)`` with the device pixels a picture needs.
    """

    scaled = Signal()
    width_wanted = Signal(int)

    def __init__(self, theme: Theme, pictures: Pictures) -> None:
        super().__init__()
        self.theme, self.pictures = theme, pictures
        self.chain: tuple[Edge, ...] = ()
        self.chain_at = 0.0
        self.hover: tuple[Edge, ...] = ()
        self.ghost: Rect | None = None
        self.points: list[Point] = []
        self.words = ""
        self._fit = WIDTH
        self._scale = REAL
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._ruler = theme.m.chip
        self.setViewportMargins(self._ruler, self._ruler, 0, 0)
        self.across = Ruler(theme, self, upright=False)
        self.down = Ruler(theme, self, upright=True)
        self._asked = QTimer(self)
        self._asked.setSingleShot(True)
        self._asked.setInterval(SOON_MS)
        self._asked.timeout.connect(lambda: self.width_wanted.emit(self.wanted_width()))
        pictures.ready.connect(self.viewport().update)

    @property
    def state(self) -> EditorState | None:
        """Return what is to be drawn, None while no form is open."""
        editor = self.pictures.presenter
        return editor.state if editor.is_open else None

    # -- scale

    @property
    def sheet(self) -> tuple[float, float]:
        """Return the sheet in mm."""
        state = self.state
        return sheet_of(state.spec, state.page) if state is not None else (210.0, 297.0)

    @property
    def scale(self) -> float:
        """Return logical pixels a millimetre."""
        return self._scale

    def zoom_words(self) -> str:
        """Return 100 %."""
        return f"{round(self._scale / REAL * 100)} %"

    def fit(self, how: str) -> None:
        """Fit the page to the width, or show it whole, also when the window changes."""
        self._fit = how
        self._lay_out()

    def zoom_by(self, steps: int, at: QPointF | None = None) -> None:
        """Go some steps larger or smaller, keeping the place under a point of the viewport."""
        place = at if at is not None else QPointF(self.viewport().rect().center())
        before = self.to_mm(place)
        zoom = self._scale / REAL
        larger = [each for each in ZOOMS if each > zoom * 1.01]
        smaller = [each for each in reversed(ZOOMS) if each < zoom * 0.99]
        chosen = (larger[:1] if steps > 0 else smaller[:1]) or [zoom]
        self._fit = ""
        self._scale = chosen[0] * REAL
        self._lay_out()
        after = self.to_px(*before)
        self._scroll_by(after.x() - place.x(), after.y() - place.y())

    def _scroll_by(self, dx: float, dy: float) -> None:
        for bar, by in ((self.horizontalScrollBar(), dx), (self.verticalScrollBar(), dy)):
            bar.setValue(bar.value() + round(by))

    def _lay_out(self) -> None:
        room, sheet = self.viewport().size(), self.sheet
        pad = 2 * self._pad()
        if self._fit:
            wide = (room.width() - pad) / sheet[0]
            high = (room.height() - pad) / sheet[1]
            self._scale = max(0.5, wide if self._fit == WIDTH else min(wide, high))
        for bar, long, seen in (
            (self.horizontalScrollBar(), sheet[0], room.width()),
            (self.verticalScrollBar(), sheet[1], room.height()),
        ):
            bar.setRange(0, max(0, round(long * self._scale + pad - seen)))
            bar.setPageStep(seen)
            bar.setSingleStep(self.theme.m.row)
        self._tell_rulers()
        self.viewport().update()
        self._asked.start()
        self.scaled.emit()

    def _pad(self) -> int:
        return self.theme.m.s12

    def wanted_width(self) -> int:
        """Return the device pixels a picture of the page should be wide."""
        return max(200, round(self.sheet[0] * self._scale * self.devicePixelRatioF()))

    def origin(self) -> QPointF:
        """Return where the upper left corner of the page stands in the viewport."""
        room, sheet = self.viewport().size(), self.sheet
        x = max(float(self._pad()), (room.width() - sheet[0] * self._scale) / 2)
        left = x if not self.horizontalScrollBar().maximum() else self._pad()
        return QPointF(
            left - self.horizontalScrollBar().value(),
            self._pad() - self.verticalScrollBar().value(),
        )

    def to_px(self, x: float, y: float) -> QPointF:
        """Return a place of the page in the viewport."""
        return self.origin() + QPointF(x * self._scale, y * self._scale)

    def to_mm(self, at: QPointF) -> Point:
        """Return a place of the viewport on the page."""
        away = at - self.origin()
        return away.x() / self._scale, away.y() / self._scale

    def place(self, box: Rect) -> QRectF:
        """Return a box of the page in the viewport."""
        return QRectF(self.to_px(box.left, box.top), self.to_px(box.right, box.bottom))

    def show_box(self, box: Rect) -> None:
        """Scroll so far that a box is seen."""
        area, room = self.place(box), self.viewport().rect()
        margin = self.theme.m.s24
        dx = min(0.0, area.left() - margin) or max(0.0, area.right() + margin - room.width())
        dy = min(0.0, area.top() - margin) or max(0.0, area.bottom() + margin - room.height())
        self._scroll_by(dx, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again and lay the rulers along the edges."""
        super().resizeEvent(event)
        room = self.viewport().geometry()
        self.across.setGeometry(room.left(), 0, room.width(), self._ruler)
        self.down.setGeometry(0, room.top(), self._ruler, room.height())
        self._lay_out()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Draw at the new place."""
        self._tell_rulers()
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom where the pointer is; Shift scrolls sideways."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if turned > 0 else -1, event.position())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._scroll_by(-turned / 2, 0)
        else:
            self._scroll_by(-event.angleDelta().x() / 2, -event.angleDelta().y() / 2)
        event.accept()

    def sizeHint(self) -> QSize:
        """Ask for a fair piece of the window."""
        m = self.theme.m
        return QSize(m.form_width, m.dialog_height)

    def minimumSizeHint(self) -> QSize:
        """Never push the window."""
        return QSize(self.theme.m.pane_width // 2, self.theme.m.row * 3)

    def _tell_rulers(self) -> None:
        origin, sheet = self.origin(), self.sheet
        self.across.show_scale(self._scale, origin.x(), sheet[0])
        self.down.show_scale(self._scale, origin.y(), sheet[1])

    def mark_rulers(self, pointer: Point | None) -> None:
        """Mark the selection and the pointer on the rulers."""
        box = self.selected_box()
        self.across.mark((box.left, box.right) if box else None, pointer[0] if pointer else None)
        self.down.mark((box.top, box.bottom) if box else None, pointer[1] if pointer else None)

    def selected_box(self) -> Rect | None:
        """Return the box around everything selected."""
        state = self.state
        boxes = [box for ref in state.selection if (box := state.box(ref))] if state else []
        if not boxes:
            return None
        return Rect(
            min(b.left for b in boxes),
            min(b.top for b in boxes),
            max(b.right for b in boxes),
            max(b.bottom for b in boxes),
        )

    # -- drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet, the scan, the form and what is in hand."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.theme.c.colour("desk"))
        sheet = self.place(Rect(0, 0, *self.sheet))
        painter.fillRect(sheet, self.theme.c.colour("paper"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.save()
        painter.setClipRect(sheet)
        self._draw_scan(painter)
        if self.pictures.form is not None:
            painter.drawImage(sheet, self.pictures.form)
        elif self.state is not None:
            self._draw_bare(painter, self.state)
        painter.restore()
        painter.setPen(QPen(self.theme.c.colour("control"), 1))
        painter.drawRect(sheet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.state is not None:
            self._draw_limits(painter)
            self._draw_problems(painter, self.state)
            self._draw_selection(painter, self.state)
            self._draw_lines(painter)
            self._draw_points(painter)
        painter.end()

    def _draw_bare(self, painter: QPainter, state: EditorState) -> None:
        """Draw the rules alone until the page itself is there."""
        painter.setPen(QPen(self.theme.c.colour("line"), 1))
        for edge in state.edges:
            painter.drawLine(*self._ends(edge, edge.at))
        painter.setPen(self.theme.c.colour("hint"))
        painter.setFont(self.theme.font("table"))
        head = self.place(Rect(0, 0, self.sheet[0], 30))
        painter.drawText(head, CENTRE, "正在画这一页…")

    def _draw_scan(self, painter: QPainter) -> None:
        state, scan = self.state, self.pictures.scan
        behind = state.behind if state is not None else None
        if behind is None or scan is None:
            return
        cos, sin = behind.turn()
        k, origin = self._scale, self.origin()
        painter.save()
        painter.setTransform(
            QTransform(
                cos * k, sin * k, -sin * k, cos * k,
                origin.x() + behind.dx * k, origin.y() + behind.dy * k,
            ),
            combine=True,
        )  # fmt: skip
        painter.setOpacity(behind.strength)
        painter.drawImage(QRectF(0, 0, behind.width, behind.height), scan)
        painter.restore()

    def _draw_limits(self, painter: QPainter) -> None:
        pen = QPen(self.theme.c.colour("line"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        wide, high = self.sheet
        painter.drawRect(self.place(Rect(CLEAR, CLEAR, wide - CLEAR, high - CLEAR)))

    def _draw_problems(self, painter: QPainter, state: EditorState) -> None:
        painter.setPen(QPen(self.theme.c.colour("must_ink"), 2, Qt.PenStyle.DotLine))
        for problem in state.problems:
            here = problem.page == state.index and problem.ref is not None
            box = state.box(problem.ref) if here and problem.ref is not None else None
            if box is not None and problem.level == MUST:
                painter.drawRect(self.place(box).adjusted(2, 2, -2, -2))

    def _draw_selection(self, painter: QPainter, state: EditorState) -> None:
        ground = self.theme.c.colour("focus")
        ground.setAlpha(26)
        ring = self.theme.m.ring
        for ref in state.selection:
            box = state.box(ref)
            if box is None:
                continue
            area = self.place(box)
            painter.fillRect(area, ground)
            painter.setPen(QPen(self.theme.c.colour("focus"), ring))
            painter.drawRect(area)
            if state.side and len(state.selection) == 1:
                painter.setPen(QPen(self.theme.c.colour("focus"), ring * 3))
                painter.drawLine(*_side(area, state.side))

    def _draw_lines(self, painter: QPainter) -> None:
        painter.setPen(QPen(self.theme.c.colour("focus"), self.theme.m.ring))
        for edge in self.hover:
            painter.drawLine(*self._ends(edge, edge.at))
        for edge in self.chain:
            painter.drawLine(*self._ends(edge, self.chain_at))
        if self.chain:
            edge = self.chain[0]
            pen = QPen(self.theme.c.colour("focus"), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            room = QRectF(self.viewport().rect())
            at = self.to_px(self.chain_at, self.chain_at)
            if edge.upright:
                painter.drawLine(QPointF(at.x(), room.top()), QPointF(at.x(), room.bottom()))
            else:
                painter.drawLine(QPointF(room.left(), at.y()), QPointF(room.right(), at.y()))
        if self.ghost is not None:
            painter.setPen(QPen(self.theme.c.colour("focus"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(self.place(self.ghost))
        if self.words:
            self._draw_words(painter)

    def _ends(self, edge: Edge, at: float) -> tuple[QPointF, QPointF]:
        if edge.upright:
            return self.to_px(at, edge.start), self.to_px(at, edge.end)
        return self.to_px(edge.start, at), self.to_px(edge.end, at)

    def _draw_words(self, painter: QPainter) -> None:
        """Say how far something was dragged, in a plate at the head of the page."""
        painter.setFont(self.theme.font("table", 500))
        m = self.theme.m
        wide = painter.fontMetrics().horizontalAdvance(self.words) + 2 * m.s12
        room = self.viewport().rect()
        plate = QRectF((room.width() - wide) / 2, m.s8, wide, m.tag + m.s4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.c.colour("primary"))
        painter.drawRoundedRect(plate, m.radius, m.radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self.theme.c.colour("on_primary"))
        painter.drawText(plate, CENTRE, self.words)

    def _draw_points(self, painter: QPainter) -> None:
        """Draw the points of a registration: crosses in rings, numbered, the way between them dashed."""
        size = self.theme.m.s8
        for number, (x, y) in enumerate(self.points):
            at = self.to_px(x, y)
            colour = "must_ink" if number % 2 == 0 else "ok_ink"
            painter.setPen(QPen(self.theme.c.colour(colour), self.theme.m.ring))
            painter.drawEllipse(at, size, size)
            painter.drawLine(at - QPointF(2 * size, 0), at + QPointF(2 * size, 0))
            painter.drawLine(at - QPointF(0, 2 * size), at + QPointF(0, 2 * size))
            if number % 2:
                before = self.to_px(*self.points[number - 1])
                painter.setPen(QPen(self.theme.c.colour("ok_ink"), 1, Qt.PenStyle.DashLine))
                painter.drawLine(before, at)


def _side(area: QRectF, side: str) -> tuple[QPointF, QPointF]:
    return {
        "left": (area.topLeft(), area.bottomLeft()),
        "right": (area.topRight(), area.bottomRight()),
        "top": (area.topLeft(), area.topRight()),
        "bottom": (area.bottomLeft(), area.bottomRight()),
    }[side]
