# SPDX-License-Identifier: MulanPSL-2.0
"""One set of widgets for one theme: band, menus, toolbar, strip, navigation, page, pane, status.

Another text size or layout makes a new set; the shell carries the place over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.present.frame import FrameState
from app.present.search import Group
from ui.frame.band import MarkingBand, StatusBar
from ui.frame.menus import MenuPlan, Menus, action_button, toolbar
from ui.frame.pane import Pane
from ui.frame.search import SearchBox
from ui.qt import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QResizeEvent,
    QStackedWidget,
    Qt,
    QVBoxLayout,
    QWidget,
)
from ui.theme import Theme
from ui.widgets.basics import panel
from ui.widgets.deadline import DeadlineStrip
from ui.widgets.focus import FocusRing
from ui.widgets.messages import MessageArea
from ui.widgets.nav import NavList
from ui.widgets.progress import ProgressLine

TOOLBAR = (
    (("undo", "撤销"), ("redo", "重做")),
    (("selfcheck", "自检"), ("pane", "打印预览"), ("print", "打印")),
)


class Chrome(QWidget):
    """The widgets; it decides nothing. ``state`` is drawn by ``show_state``, ``guard`` carries verbs out."""

    def __init__(
        self,
        theme: Theme,
        plans: Sequence[MenuPlan],
        answer: Callable[[str], tuple[Group, ...]],
        opened: Callable[[], object],
        guard: Callable[[Callable[[], object]], object],
    ) -> None:
        super().__init__()
        self.theme = theme
        self._opened = opened
        self.setProperty("role", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.menus = Menus(theme, self, plans, guard)
        self.search = SearchBox(theme, answer)
        self.band: MarkingBand | None = None
        self.strip: DeadlineStrip | None = None
        self._head = self._build_head()
        self.status = StatusBar(theme)
        self.nav = NavList(theme)
        self.body = self._build_body()
        self._column.addWidget(self.status)
        self.pane: Pane | None = None
        self.pane_on = theme.pane
        self.ring = FocusRing(theme, self)

    # -- building

    def _build_head(self) -> list[QWidget]:
        m = self.theme.m
        compact = self.theme.compact
        frame, row = panel("toolbar" if compact else "paper", "row", (0, 0, m.s8, 0), m.s8)
        frame.setFixedHeight(m.menu + (m.s8 if compact else 0))
        row.addWidget(self.menus.bar, 1, Qt.AlignmentFlag.AlignVCenter)
        self._column.addWidget(frame)
        parts: list[QWidget] = [frame]
        holder: QBoxLayout = row
        if not compact:
            bar = toolbar(self.theme, self.menus.actions, TOOLBAR)
            layout = bar.layout()
            assert isinstance(layout, QBoxLayout)
            holder = layout
            self._column.addWidget(bar)
            parts.append(bar)
        holder.addWidget(self.search)
        holder.addWidget(action_button(self.theme, self.menus.actions["lock"], "锁定", "secondary"))
        return parts

    def _build_body(self) -> QFrame:
        m = self.theme.m
        body, row = panel("clear", "row")
        nav_frame, nav_column = panel("nav", "column", (0, m.s8, 0, 0))
        nav_frame.setFixedWidth(m.nav_width)
        nav_column.addWidget(self.nav)
        self.nav_frame = nav_frame
        centre, column = panel("clear", "column")
        top, top_column = panel("clear", "column", (m.s16, m.s4, m.s16, 0), m.s4)
        self.messages, self.progress = MessageArea(self.theme), ProgressLine(self.theme)
        top_column.addWidget(self.messages)
        top_column.addWidget(self.progress)
        self._top = top
        top.hide()
        self.stack = QStackedWidget()
        self.stack.setProperty("role", "clear")
        column.addWidget(top)
        column.addWidget(self.stack, 1)
        for widget, stretch in ((nav_frame, 0), (centre, 1)):
            row.addWidget(widget, stretch)
        self._column.addWidget(body, 1)
        self.messages.said.connect(self.fit_top)
        return body

    def fit_top(self) -> None:
        """Give messages and progress no room while there are none."""
        self._top.setVisible(bool(self.messages.messages()) or self.progress.going)

    # -- drawing

    def show_state(self, state: FrameState) -> None:
        """Draw band, strip and status."""
        facts: tuple[str, ...] = state.facts
        deadline = state.deadline
        if self.theme.compact and deadline is not None:
            facts = (*facts[1:], deadline.today, f"{deadline.target}，{deadline.left_words}")
        if state.practice:
            facts = ("里面的人和单位都是虚构的", *facts)
        tail = "只读　离线" if state.read_only else "离线"
        band = MarkingBand(self.theme, state.marking, facts, tail)
        self._swap(self.band, band, 0)
        self.band = band
        if deadline is not None and not self.theme.compact:
            strip = DeadlineStrip(self.theme, deadline)
            strip.opened.connect(self._opened)
            position = self._column.indexOf(self.body)
            shown = self.strip is None or not self.strip.isHidden()
            self._swap(
                self.strip,
                strip,
                position if self.strip is None else self._column.indexOf(self.strip),
            )
            strip.setVisible(shown)
            self.strip = strip
        self.status.set_text(self.status.saved, state.saved)
        self.status.set_text(self.status.volume, state.volume)
        self.menus.set_words("undo", f"撤销：{state.undo}" if state.undo else "撤销")
        self.menus.set_words("redo", f"重做：{state.redo}" if state.redo else "重做")

    def _swap(self, old: QWidget | None, new: QWidget, position: int) -> None:
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._column.insertWidget(position, new)

    def set_frameless(self, on: bool) -> None:
        """Give the whole window under the band to the page, as in the walk-through."""
        # A navigation that goes away hands its focus on; that must not read as a choice of it.
        blocked = self.nav.blockSignals(True)
        for widget in (*self._head, self.nav_frame):
            widget.setVisible(not on)
        self.nav.blockSignals(blocked)
        if self.strip is not None:
            self.strip.setVisible(not on)

    # -- right pane

    def set_pane(self, pane: Pane | None) -> None:
        """Show another screen's pane; beside the page, or over it when there is no room."""
        if self.pane is not None and self.pane is not pane:
            self.pane.hide()
        self.pane = pane
        if pane is None:
            return
        layout = self.body.layout()
        if self.theme.pane:
            assert isinstance(layout, QHBoxLayout)
            if layout.indexOf(pane) < 0:
                layout.addWidget(pane)
        else:
            pane.setParent(self.body)
            pane.setProperty("role", "overlay")
        pane.setVisible(self.pane_on)
        self._lay_overlay()

    def toggle_pane(self) -> bool:
        """Show or hide the pane; False when this screen has none."""
        if self.pane is None:
            return False
        self.pane_on = not self.pane_on
        self.pane.setVisible(self.pane_on)
        self._lay_overlay()
        return True

    def _lay_overlay(self) -> None:
        if self.pane is None or self.theme.pane:
            return
        width = min(self.pane.width(), self.body.width() - self.theme.m.s24)
        self.pane.setGeometry(self.body.width() - width, 0, width, self.body.height())
        self.pane.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the overlay at the right edge."""
        super().resizeEvent(event)
        self._lay_overlay()
