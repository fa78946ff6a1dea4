# SPDX-License-Identifier: MulanPSL-2.0
"""What hands and keys do on the page: take things in hand, drag rules and cells, lay the scan, by mouse or keys alike."""

from __future__ import annotations

import math
from collections.abc import Callable

from attrs import define

from app.paper.forms.parts import Rect
from app.present.formedit.behind import Point
from app.present.formedit.desk import SIDE_WORDS
from app.present.formedit.edges import Edge
from app.present.formedit.papers import FormPapers
from app.present.formedit.places import KIND_WORDS
from app.present.formedit.presenter import FormEditorPresenter
from ui.formedit.pictures import Pictures
from ui.formedit.view import WHOLE, WIDTH, PageView
from ui.qt import (
    QContextMenuEvent,
    QEvent,
    QKeyEvent,
    QMouseEvent,
    QPointF,
    Qt,
    Signal,
)
from ui.theme import Theme

EDIT, ADD, REGISTER, SCAN = "edit", "add", "register", "scan"
GRIP = 5  # px within which an edge can be taken
SLACK = 4  # px a press may wander and still be a click
LEAST_BOX = 4.0  # mm of a cell drawn with the mouse
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
STEPS = ("点底图上的第一个点，例如表框左上角", "点它在版式上该在的地方", "点底图上的第二个点，离第一个越远越准",
         "点它在版式上该在的地方")  # fmt: skip
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@define
class Grip:
    """What a pressed button holds."""

    at: QPointF
    mm: Point
    edge: Edge | None = None
    thing: bool = False
    scan: Point | None = None
    moved: bool = False


class Canvas(PageView):
    """The page to work on.

    Signals:
        said(words): what happened or what comes next, for the line under the page.
        words_wanted(): the person wants to type what the selected thing says.
        box_drawn(Rect): a box was drawn for a new cell.
        menu_wanted(QPoint): the menu of what is in hand, at a place of the screen.
        ended(mode): a mode was left.
    """

    said = Signal(str)
    words_wanted = Signal()
    box_drawn = Signal(object)
    menu_wanted = Signal(object)
    ended = Signal(str)

    def __init__(
        self,
        theme: Theme,
        presenter: FormEditorPresenter,
        papers: FormPapers,
        pictures: Pictures,
        guard: Callable[[Callable[[], object]], bool],
    ) -> None:
        super().__init__(theme, pictures)
        self.presenter, self.papers, self.guard = presenter, papers, guard
        self.mode = EDIT
        self.alone = False
        self._grip: Grip | None = None
        self.setAccessibleName("版面")
        self._keys: dict[int, Callable[[QKeyEvent], object]] = {
            Qt.Key.Key_Space: lambda _event: self._next_side(),
            Qt.Key.Key_Return: lambda _event: self.words_wanted.emit(),
            Qt.Key.Key_Enter: lambda _event: self.words_wanted.emit(),
            Qt.Key.Key_F2: lambda _event: self.words_wanted.emit(),
            Qt.Key.Key_Delete: lambda _event: self.guard(self.presenter.delete),
            Qt.Key.Key_Escape: lambda _event: self.escape(),
            Qt.Key.Key_Plus: lambda _event: self.zoom_by(1),
            Qt.Key.Key_Equal: lambda _event: self.zoom_by(1),
            Qt.Key.Key_Minus: lambda _event: self.zoom_by(-1),
            Qt.Key.Key_0: lambda _event: self.fit(WIDTH),
            Qt.Key.Key_9: lambda _event: self.fit(WHOLE),
            Qt.Key.Key_PageUp: lambda _event: self._turn(-1),
            Qt.Key.Key_PageDown: lambda _event: self._turn(1),
        }

    # -- modes

    def set_mode(self, mode: str) -> None:
        """Begin to draw a cell, to lay the scan by two points or by hand, or go back to editing."""
        left, self.mode = self.mode, mode
        self.points, self.ghost, self.words, self._grip = [], None, "", None
        shapes = {ADD: Qt.CursorShape.CrossCursor, REGISTER: Qt.CursorShape.CrossCursor}
        self.viewport().setCursor(shapes.get(mode, Qt.CursorShape.ArrowCursor))
        if mode == REGISTER:
            self.words = f"对位 1/4　{STEPS[0]}"
            self.said.emit(self.words)
        elif mode == ADD:
            self.words = "拖出一个新格子"
            self.said.emit("按住左键拖出一个新格子；Esc 不画了。")
        elif mode == SCAN:
            self.said.emit("拖动或按方向键移动底图，Shift 加方向键移 0.1 毫米；Esc 结束。")
        if left not in (EDIT, mode):
            self.ended.emit(left)
        self.viewport().update()

    def escape(self) -> None:
        """Leave what is going on: a drag, a mode, the selection; with nothing in hand, the editor."""
        if self._grip is not None:
            self._let_go()
        elif self.mode != EDIT:
            self.set_mode(EDIT)
        elif self.presenter.state.selection:
            self.presenter.select(())
        else:
            self.ended.emit(EDIT)

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an edge, of the selected things, of the scan, or of nothing."""
        if event.button() != Qt.MouseButton.LeftButton or self.state is None:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at, mm = event.position(), self.to_mm(event.position())
        if self.mode == REGISTER:
            self._take_point(mm, free=bool(event.modifiers() & _CTRL))
            return
        behind = self.state.behind
        if self.mode == SCAN and behind is not None:
            self._grip = Grip(at, mm, scan=(behind.dx, behind.dy))
            return
        edge = self._edge_at(mm) if self.mode == EDIT else None
        inside = any(
            box.left <= mm[0] <= box.right and box.top <= mm[1] <= box.bottom
            for ref in self.state.selection
            if (box := self.state.box(ref)) is not None
        )
        self._grip = Grip(at, mm, edge, thing=inside and self.mode == EDIT)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a drag does, or what could be taken hold of."""
        mm = self.to_mm(event.position())
        self.mark_rulers(mm)
        grip = self._grip
        if grip is None:
            self._hover_at(mm)
            return
        wandered = event.position() - grip.at
        if not grip.moved and math.hypot(wandered.x(), wandered.y()) < SLACK:
            return
        grip.moved = True
        self._drag(grip, mm, event.modifiers())
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Carry out a drag, or take in hand what was clicked."""
        grip = self._grip
        if event.button() != Qt.MouseButton.LeftButton or grip is None:
            return
        mm, keys = self.to_mm(event.position()), event.modifiers()
        if grip.moved:
            self._drag(grip, mm, keys)
            self._carry_out(grip, mm, keys)
        elif self.mode == EDIT:
            self.presenter.select_at(*grip.mm, add=bool(keys & _CTRL))
        self._let_go()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Type what the thing under the pointer says."""
        if self.mode == EDIT and event.button() == Qt.MouseButton.LeftButton:
            if self.presenter.select_at(*self.to_mm(event.position())) is not None:
                self.words_wanted.emit()
            self._grip = None

    def leaveEvent(self, event: QEvent) -> None:
        """Mark nothing while the pointer is elsewhere."""
        super().leaveEvent(event)
        self.hover = ()
        self.mark_rulers(None)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with what is in hand."""
        if event.reason() == QContextMenuEvent.Reason.Mouse and self.state is not None:
            mm = self.to_mm(QPointF(event.pos()))
            under = [
                ref
                for ref in self.state.selection
                if (box := self.state.box(ref)) is not None
                and box.left <= mm[0] <= box.right
                and box.top <= mm[1] <= box.bottom
            ]
            if not under:
                self.presenter.select_at(*mm)
            self.menu_wanted.emit(event.globalPos())
            return
        box = self.selected_box()
        at = self.place(box).center().toPoint() if box else self.viewport().rect().center()
        self.menu_wanted.emit(self.viewport().mapToGlobal(at))

    def _edge_at(self, mm: Point) -> Edge | None:
        """Return the edge within reach of a place; one of the selected things comes first."""
        if self.state is None:
            return None
        grip, held = GRIP / self.scale, set(self.state.selection)
        found: list[tuple[bool, float, float, Edge]] = []
        for edge in self.state.edges:
            across, along = (mm[0], mm[1]) if edge.upright else (mm[1], mm[0])
            away = abs(across - edge.at)
            if away <= grip and edge.start - grip <= along <= edge.end + grip:
                own = any((r.part, r.kind, r.index) == (edge.part, edge.owner, edge.index) for r in held)  # fmt: skip
                # Of two owners that share the line, the one the pointer is over is meant.
                inner = (across - edge.at) * (1 if edge.side in ("left", "top") else -1)
                found.append((not own, away, -inner, edge))
        return min(found, key=lambda entry: entry[:3])[3] if found else None

    def _hover_at(self, mm: Point) -> None:
        edge = self._edge_at(mm) if self.mode == EDIT else None
        hover = self.presenter.chain(edge, alone=self.alone) if edge is not None else ()
        if hover != self.hover:
            self.hover = hover
            shape = Qt.CursorShape.ArrowCursor
            if edge is not None:
                shape = Qt.CursorShape.SplitHCursor if edge.upright else Qt.CursorShape.SplitVCursor
            if self.mode == EDIT:
                self.viewport().setCursor(shape)
            self.viewport().update()

    def _drag(self, grip: Grip, mm: Point, keys: Qt.KeyboardModifier) -> None:
        free = bool(keys & _CTRL)
        dx, dy = mm[0] - grip.mm[0], mm[1] - grip.mm[1]
        if grip.scan is not None:
            self.words = f"底图 右移 {grip.scan[0] + dx:.1f}，下移 {grip.scan[1] + dy:.1f} 毫米"
        elif grip.edge is not None:
            self._drag_edge(grip.edge, mm, alone=self.alone or bool(keys & _SHIFT), free=free)
        elif grip.thing:
            step = self._step(dx, dy, free=free)
            box = self.selected_box()
            if box is not None:
                dx, dy = step
                self.ghost = Rect(box.left + dx, box.top + dy, box.right + dx, box.bottom + dy)
                self.words = f"右移 {dx:.1f}，下移 {dy:.1f} 毫米"
        else:
            box = _between(grip.mm, mm)
            if self.mode == ADD:
                box = Rect(*(round(side * 2) / 2 for side in (box.left, box.top, box.right, box.bottom)))  # fmt: skip
                self.words = f"宽 {box.width:.1f}，高 {box.height:.1f} 毫米"
            self.ghost = box

    def _drag_edge(self, edge: Edge, mm: Point, *, alone: bool, free: bool) -> None:
        self.chain = self.presenter.chain(edge, alone=alone)
        to = mm[0] if edge.upright else mm[1]
        self.chain_at = self.presenter.rest(self.chain, to, free=free)
        many = "只动这一格" if alone else f"带动 {len(self.chain)} 条边"
        self.words = f"{edge.at:.2f} → {self.chain_at:.2f} 毫米　{many}"

    def _step(self, dx: float, dy: float, *, free: bool) -> tuple[float, float]:
        if free:
            return round(dx, 2), round(dy, 2)
        return round(dx * 2) / 2, round(dy * 2) / 2

    def _carry_out(self, grip: Grip, mm: Point, keys: Qt.KeyboardModifier) -> None:
        dx, dy = mm[0] - grip.mm[0], mm[1] - grip.mm[1]
        if grip.scan is not None:
            x, y = round(grip.scan[0] + dx, 2), round(grip.scan[1] + dy, 2)
            self.guard(lambda: self.papers.place("移动底图", dx=x, dy=y))
        elif self.chain:
            chain, at = self.chain, self.chain_at
            self.guard(lambda: self.presenter.move_rule(chain, at))
            self.say_selection()
        elif grip.thing:
            step = self._step(dx, dy, free=bool(keys & _CTRL))
            self.guard(lambda: self.presenter.move_by(*step))
        elif self.ghost is not None and self.mode == ADD:
            box = self.ghost
            if box.width >= LEAST_BOX and box.height >= LEAST_BOX:
                self.set_mode(EDIT)
                self.box_drawn.emit(box)
        elif self.ghost is not None:
            self.presenter.select_in(self.ghost)

    def _let_go(self) -> None:
        self._grip, self.chain, self.ghost = None, (), None
        if self.mode in (EDIT, SCAN):
            self.words = ""
        self.viewport().update()

    # -- laying the scan by two points

    def _take_point(self, mm: Point, *, free: bool) -> None:
        """Take the next point; where the form is meant, the nearest crossing of its lines is taken."""
        belongs = len(self.points) % 2 == 1
        self.points.append(self._crossing(mm) if belongs and not free else mm)
        if len(self.points) < len(STEPS):
            self.words = f"对位 {len(self.points) + 1}/4　{STEPS[len(self.points)]}"
            self.said.emit(self.words)
            self.viewport().update()
            return
        a, a_to, b, b_to = self.points
        if self.guard(lambda: self.papers.register((a, a_to), (b, b_to))):
            self.said.emit("底图对好位了。不满意可以撤销，或再对一次。")
        self.set_mode(EDIT)

    def _crossing(self, mm: Point) -> Point:
        if self.state is None:
            return mm
        near = 3 * GRIP / self.scale
        found = []
        for place, upright in ((mm[0], True), (mm[1], False)):
            lines = [(abs(e.at - place), e.at) for e in self.state.edges if e.upright == upright]
            away, line = min(lines, default=(0.0, place))
            found.append(line if away <= near else place)
        return found[0], found[1]

    # -- keys

    def event(self, event: QEvent) -> bool:
        """Keep the arrow keys and Space for the page before a shortcut takes them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & Qt.KeyboardModifier.AltModifier
            if plain and (event.key() in ARROWS or event.key() in self._keys):
                ctrl = event.modifiers() & _CTRL
                if event.key() in ARROWS or not ctrl:
                    event.accept()
                    return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, walk, take edges in hand, type, delete."""
        keys, step = event.modifiers(), ARROWS.get(Qt.Key(event.key()))
        if step is not None and not keys & Qt.KeyboardModifier.AltModifier:
            self._arrow(step, keys)
        elif event.key() in self._keys and not keys & _CTRL:
            self._keys[event.key()](event)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _arrow(self, step: tuple[int, int], keys: Qt.KeyboardModifier) -> None:
        far = 0.1 if keys & _SHIFT and not keys & _CTRL else 1.0
        state = self.state
        if self.mode == SCAN and state is not None and state.behind is not None:
            behind = state.behind
            x, y = round(behind.dx + step[0] * far, 2), round(behind.dy + step[1] * far, 2)
            self.guard(lambda: self.papers.place("移动底图", "move-scan", dx=x, dy=y))
            return
        if keys & _CTRL or state is None or not state.selection:
            self.presenter.walk(*step, add=bool(keys & _SHIFT))
        else:
            self.guard(lambda: self.presenter.nudge(step[0] * far, step[1] * far, alone=self.alone))
        self.say_selection()

    def _next_side(self) -> None:
        word = self.presenter.next_side()
        self.said.emit(f"{word}在手：方向键移 1 毫米，Shift 加方向键移 0.1 毫米。")

    def _turn(self, step: int) -> None:
        self.presenter.show_page(self.presenter.index + step)

    # -- saying

    def say_selection(self) -> None:
        """Tell what is in hand and where it stands, on the line under the page and to a screen reader."""
        words = self.selection_words()
        self.setAccessibleDescription(words)
        self.said.emit(words)

    def selection_words(self) -> str:
        """Return 格子“姓名”：左 22.00，上 45.00，宽 22.00，高 28.00 毫米."""
        state = self.presenter.state
        if not state.selection:
            return "点一个格子，或用 Ctrl 加方向键走到格子上。"
        ref = state.selection[-1]
        box = state.box(ref)
        if len(state.selection) > 1:
            return f"选中 {len(state.selection)} 处。按住 Ctrl 点可以增减。"
        said = self.presenter.said()
        where = (
            f"左 {box.left:.2f}，上 {box.top:.2f}，宽 {box.width:.2f}，高 {box.height:.2f} 毫米"
            if box
            else "在后面的页上"
        )
        side = f"，{SIDE_WORDS[state.side]}在手" if state.side else ""
        return f"{KIND_WORDS[ref.kind]}“{said or '空格'}”：{where}{side}"


def _between(one: Point, other: Point) -> Rect:
    return Rect(
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[0], other[0]),
        max(one[1], other[1]),
    )
