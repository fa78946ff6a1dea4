# SPDX-License-Identifier: MulanPSL-2.0
"""One field of a page: its editor, what is said about it, how full its cell on the form is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.kernel.errors import UserError
from app.policy.fields import Kind
from app.present.declare.editor import FieldEditor, FieldState
from app.present.declare.editor_fit import Fit
from app.present.declare.editor_notes import Fix, Note
from ui.fields.editors import FieldEditorWidget, editor_for
from ui.fields.notes import NoteLines
from ui.qt import (
    Qt,
    QTimer,
    QVBoxLayout,
    QWidget,
    Signal,
)
from ui.theme import Theme

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
        self.field.set_hint(state.item.hint)
        self.wide = state.item.kind is Kind.LONG_TEXT
        self.show_state(state)

    def _connect(self) -> None:
        self.field.committed.connect(self._commit)
        self.field.paused.connect(self._draft)
        self.field.edited.connect(lambda _text: self._meter.start())
        self.field.entered.connect(lambda: self.entered.emit(self.path))
        self.notes.fix_wanted.connect(self._fix)
        self.notes.reason_given.connect(self._pass)

    def _commit(self, text: str) -> None:
        self._guard(lambda: self._holder.commit(self.path, text))

    def _draft(self, text: str) -> None:
        if self.field.is_dirty():
            self._guard(lambda: self._holder.draft(self.path, text))

    def _fix(self, fix: Fix) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._guard(lambda: self._holder.apply_fix(fix))

    def _pass(self, note: Note, reason: str) -> None:
        editor = self._holder.editor
        self._guard(lambda: editor.pass_with_reason(note.code, note.path, reason))

    def show_state(self, state: FieldState) -> None:
        """Draw another state of the same field."""
        if state.restored:
            self.field.set_draft(state.text, state.kept)
        else:
            self.field.set_text(state.text)
        self.field.set_note("", {"must": "must", "check": "warn"}.get(state.level, ""))
        self.field.editor.setAccessibleDescription(state.described())
        self.notes.set_notes(state.notes)
        # Measuring reads the form's faces; the page is shown first.
        self._meter.start()

    def _measure(self) -> None:
        fit = self._fit()
        self.field.set_meter(fit.words if fit and fit.worth else "", over=bool(fit and fit.full))

    def _fit(self) -> Fit | None:
        try:
            return self._holder.editor.fit(self.path, self.field.text())
        except UserError:
            return None
