# SPDX-License-Identifier: MulanPSL-2.0
"""Fields under their headings, one column, made once and then only told what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from app.kernel.errors import UserError
from app.policy.fields import Kind
from app.present.editor import FieldEditor, FieldState
from app.present.editor_fit import Fit, fit_of
from app.present.editor_form import FieldGroup
from app.present.editor_notes import Fix
from ui.fields.editors import FieldEditorWidget, editor_for
from ui.fields.notes import NoteLines
from ui.qt import (
    QApplication,
    QHBoxLayout,
    QLayout,
    QResizeEvent,
    QSizePolicy,
    Qt,
    QTimer,
    QVBoxLayout,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import clear_layout, label, rule

METER_MS = 300


class Holder(Protocol):
    """The presenter behind some fields."""

    editor: FieldEditor

    def commit(self, path: str, text: str) -> None:
        """Keep a field."""

    def draft(self, path: str, text: str) -> None:
        """Put away a field that is being typed."""

    def apply_fix(self, fix: Fix) -> None:
        """Do what a note's button says."""


class FieldRow(QWidget):
    """One editor; what is said about it stands in ``notes``, which the sheet puts below it.

    Emits ``entered(path)`` when Enter asks for the next field.
    """

    entered = Signal(str)

    def __init__(
        self,
        theme: Theme,
        state: FieldState,
        holder: Holder,
        guard: Callable[[Callable[[], object]], bool],
    ) -> None:
        super().__init__()
        self._holder, self._guard, self.path = holder, guard, state.path
        self.setProperty("role", "clear")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.field: FieldEditorWidget = editor_for(
            theme, state, lambda typed: holder.editor.search(state.path, typed)
        )
        self.notes = NoteLines(theme, self.field.editor, self)
        column.addWidget(self.field)
        self._meter = QTimer(self)
        self._meter.setSingleShot(True)
        self._meter.setInterval(METER_MS)
        self._meter.timeout.connect(self._measure)
        self._connect()
        self.field.set_note("")
        self.field.set_hint(state.item.hint)
        self.wide = state.item.kind is Kind.LONG_TEXT
        self.show_state(state)

    def _connect(self) -> None:
        self.field.committed.connect(self._commit)
        self.field.paused.connect(self._draft)
        self.field.edited.connect(lambda _text: self._meter.start())
        self.field.entered.connect(lambda: self.entered.emit(self.path))
        self.notes.fix_wanted.connect(self._fix)

    def _commit(self, text: str) -> None:
        self._guard(lambda: self._holder.commit(self.path, text))

    def _draft(self, text: str) -> None:
        if self.field.is_dirty():
            self._guard(lambda: self._holder.draft(self.path, text))

    def _fix(self, fix: Fix) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._guard(lambda: self._holder.apply_fix(fix))

    def show_state(self, state: FieldState) -> None:
        """Draw another state of the same field."""
        self.field.set_text(state.text)
        tone = {"must": "must", "check": "warn"}.get(state.level, "")
        if self.field.editor.property("tone") != tone:
            self.field.set_note("", tone)
        self.field.editor.setAccessibleDescription(state.described())
        self.notes.set_notes(state.notes)
        # Measuring reads the form's faces; the page is shown first.
        self._meter.start()

    def _measure(self) -> None:
        fit = self._fit()
        self.field.set_meter(fit.words if fit and fit.worth else "", over=bool(fit and fit.full))

    def _fit(self) -> Fit | None:
        try:
            return fit_of(self.path, self.field.text())
        except UserError:
            return None


class FieldSheet(QWidget):
    """Groups of fields: one under another, or (``flow``) beside one another as they fit the width."""

    entered_last = Signal()

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
            self.rows[state.path] = row
        self._pack()
        if held is not None and not self.focus(held) and self.rows:
            next(iter(self.rows.values())).field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _path_in_hand(self) -> str | None:
        """Return the path of the field that has the focus, empty for another widget of the sheet."""
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            return None
        held = (path for path, row in self.rows.items() if row.isAncestorOf(focused))
        return next(held, "")

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
