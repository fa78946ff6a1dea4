# SPDX-License-Identifier: MulanPSL-2.0
"""Fields under their headings, made once and then only told what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.present.declare.editor_form import FieldGroup
from ui.fields.row import FieldRow, Holder
from ui.qt import (
    QApplication,
    QHBoxLayout,
    QLayout,
    QResizeEvent,
    QScrollArea,
    QSize,
    QSizePolicy,
    Qt,
    QTimer,
    QVBoxLayout,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import clear_layout, label, rule

__all__ = ["FieldRow", "FieldSheet", "Holder"]


class FieldSheet(QWidget):
    """Groups of fields: one under another, or (``flow``) beside one another as they fit the width."""

    entered_last = Signal()
    why_wanted = Signal(object)
    """A remark (Note) whose reason a person asks for."""

    def __init__(
        self,
        theme: Theme,
        holder: Holder,
        guard: Callable[[Callable[[], object]], bool],
        *,
        flow: bool = False,
    ) -> None:
        super().__init__()
        self.theme, self._holder, self._guard, self._flow = theme, holder, guard, flow
        self.setProperty("role", "clear")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.m.s12)
        self.rows: dict[str, FieldRow] = {}
        self._shape: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self._lines: list[tuple[tuple[str, ...], ...]] = []
        self._heads: list[QWidget] = []
        self._packing = QTimer(self)
        self._packing.setSingleShot(True)
        self._packing.setInterval(0)
        self._packing.timeout.connect(self._pack)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_groups(self, groups: Sequence[FieldGroup]) -> None:
        """Show groups of fields; widgets are kept while the same fields are shown."""
        shape = tuple(
            (group.title, tuple(state.path for state in group.fields)) for group in groups
        )
        if shape != self._shape:
            self._build(groups, shape)
            return
        for group in groups:
            for state in group.fields:
                self.rows[state.path].show_state(state)

    def _build(
        self, groups: Sequence[FieldGroup], shape: tuple[tuple[str, tuple[str, ...]], ...]
    ) -> None:
        self.commit()
        held = self._path_in_hand()
        clear_layout(self._column)
        self.rows.clear()
        self._shape, self._lines = shape, []
        for state in (state for group in groups for state in group.fields):
            row = FieldRow(self.theme, state, self._holder, self._guard)
            row.entered.connect(self._next)
            row.notes.why_wanted.connect(self.why_wanted)
            self.rows[state.path] = row
        self._pack()
        if held is not None:
            if not self.focus(held) and self.rows:
                next(iter(self.rows.values())).field.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, self._keep_in_view)

    def _path_in_hand(self) -> str | None:
        """Return the path of the field that has the focus, empty for another widget of the sheet."""
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            return None
        held = (path for path, row in self.rows.items() if row.isAncestorOf(focused))
        return next(held, "")

    def _keep_in_view(self) -> None:
        """Scroll to the field in hand: other fields above it moved it while it kept the focus."""
        row = self.rows.get(self._path_in_hand() or "")
        area: QWidget | None = self
        while row is not None and area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if row is not None and isinstance(area, QScrollArea):
            area.ensureWidgetVisible(row, 0, self.theme.m.s24)

    # -- placing

    def _pack(self) -> None:
        """Put the rows into lines for the width there is; nothing moves while the lines stay the same."""
        lines = [self._packed(paths) for _, paths in self._shape]
        if lines == self._lines:
            return
        self._lines = lines
        _take_apart(self._column)
        for head in self._heads:
            head.hide()
            head.deleteLater()
        self._heads = []
        for number, (title, _) in enumerate(self._shape):
            if title:
                self._head(title, first=number == 0)
            for line in lines[number]:
                self._column.addLayout(self._line(line))

    def _head(self, title: str, *, first: bool) -> None:
        if not first:
            self._column.addSpacing(self.theme.m.s4)
            self._heads.append(rule())
            self._column.addWidget(self._heads[-1])
        self._heads.append(label(title, "section", wrap=True))
        self._column.addWidget(self._heads[-1])

    def _packed(self, paths: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        if not self._flow:
            return tuple((path,) for path in paths)
        room, gap = self.width(), self.theme.m.s24
        lines: list[list[str]] = []
        used = room + 1
        for path in paths:
            row = self.rows[path]
            width = room if row.wide else row.sizeHint().width()
            if used + gap + width > room or not lines:
                lines.append([])
                used = -gap
            lines[-1].append(path)
            used += gap + width
        return tuple(map(tuple, lines))

    def _line(self, paths: Sequence[str]) -> QVBoxLayout:
        m = self.theme.m
        column = QVBoxLayout()
        column.setSpacing(m.s4)
        beside = QHBoxLayout()
        beside.setSpacing(m.s24)
        for path in paths:
            row = self.rows[path]
            wide = row.wide or len(paths) == 1
            beside.addWidget(
                row, int(wide), Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignTop
            )
        if len(paths) > 1:
            beside.addStretch(1)
        column.addLayout(beside)
        for path in paths:
            column.addWidget(self.rows[path].notes)
        return column

    def minimumSizeHint(self) -> QSize:
        """Ask for the widest row only: lines that no longer fit, as when a scroll bar came, are packed anew."""
        size = super().minimumSizeHint()
        if not self._flow or not self.rows:
            return size
        widest = max(row.minimumSizeHint().width() for row in self.rows.values())
        return QSize(min(size.width(), widest), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pack anew when another width asks for other lines.

        In the next turn of the event loop: the layouts above are still handing out room, and Qt does
        not survive a layout that is taken apart meanwhile.
        """
        super().resizeEvent(event)
        if self._flow and event.size().width() != event.oldSize().width():
            self._packing.start()

    # -- going on

    def _next(self, path: str) -> None:
        paths = list(self.rows)
        place = paths.index(path) + 1 if path in paths else len(paths)
        if place < len(paths):
            self.focus(paths[place])
        else:
            self.entered_last.emit()

    def focus(self, path: str) -> bool:
        """Put the caret into a field; False when it is not here."""
        row = self.rows.get(path)
        if row is None:
            return False
        row.field.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def first(self) -> QWidget | None:
        """Return the first editor, an empty one before a filled one."""
        rows = list(self.rows.values())
        empty = next((row for row in rows if not row.field.text()), None)
        return (empty or rows[0]).field if rows else None

    def commit(self) -> None:
        """Commit what is half typed."""
        for row in self.rows.values():
            if row.field.is_dirty():
                row.field.commit()


def _take_apart(layout: QLayout) -> None:
    """Empty a layout without touching the widgets in it."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if inner is not None:
            _take_apart(inner)
