# SPDX-License-Identifier: MulanPSL-2.0
"""A page of single fields (ux S06 基本信息): groups, the summary of what looks wrong, where to jump."""

from __future__ import annotations

from attrs import frozen

from app.model.paths import read
from app.policy.fields import Kind
from app.present.declare.editor import FieldEditor, FieldHelp, FieldState
from app.present.declare.editor_notes import Fix, Note, sorted_notes
from app.present.presenter import Presenter
from app.present.session import Session

NOTHING = "无"
_NO_NOTHING = frozenset({Kind.DATE, Kind.CODE, Kind.ID_NUMBER, Kind.WHOLE_NUMBER, Kind.YES_NO})


@frozen
class FieldGroup:
    """Fields under one heading."""

    title: str
    fields: tuple[FieldState, ...]


@frozen
class FormState:
    """Everything a page of fields draws.

    Attributes:
        summary: notes of the whole page, gravest first.
        filled, total: how many fields have something in them.
        blanks: labels of empty optional fields that 无 would answer.
    """

    title: str
    lead: str
    groups: tuple[FieldGroup, ...]
    summary: tuple[Note, ...]
    filled: int
    total: int
    blanks: tuple[str, ...]

    def field(self, path: str) -> FieldState:
        """Return one field of the page; raises KeyError."""
        for group in self.groups:
            for state in group.fields:
                if state.path == path:
                    return state
        raise KeyError(path)

    @property
    def progress(self) -> str:
        """Return what the header says."""
        left = self.total - self.filled
        return f"{self.total} 栏都填了" if not left else f"填了 {self.filled} 栏，还空着 {left} 栏"


class FormPresenter(Presenter):
    """One section of single fields."""

    def __init__(self, session: Session, section_id: str) -> None:
        super().__init__(session)
        self.editor = FieldEditor(session)
        self.section = self.editor.section(section_id)

    @property
    def state(self) -> FormState:
        """Return the page as it stands."""
        groups = tuple(
            FieldGroup(title, tuple(self.editor.state(item.path) for item in fields))
            for title, fields in self.section.groups()
        )
        states = [state for group in groups for state in group.fields]
        summary = sorted_notes(tuple(entry for state in states for entry in state.notes))
        filled = sum(bool(state.text.strip()) for state in states)
        blanks = tuple(state.label for state in states if self._wants_nothing(state))
        return FormState(
            self.section.title, self.section.lead, groups, summary, filled, len(states), blanks
        )

    def _wants_nothing(self, state: FieldState) -> bool:
        return not (state.text.strip() or state.item.required or state.item.kind in _NO_NOTHING)

    def commit(self, path: str, text: str) -> None:
        """Keep one field; raises UserError when the vault cannot."""
        self.editor.commit(path, text)
        self.changed()

    def draft(self, path: str, text: str) -> None:
        """Put away a field that is still being typed."""
        self.editor.draft(path, text)

    def apply_fix(self, fix: Fix) -> None:
        """Do what a note's button says."""
        self.editor.apply_fix(fix)
        self.changed()

    def fill_blanks(self) -> None:
        """Write 无 into the empty optional fields, one undo step (M09)."""
        empty = [
            item.path
            for item in self.section.fields
            if not (item.required or item.kind in _NO_NOTHING)
            and not str(read(self.session.declaration, item.path) or "").strip()
        ]
        self.editor.commit_all(tuple((path, NOTHING) for path in empty), "没有内容的都填“无”")
        self.changed()

    def help(self, path: str) -> FieldHelp:
        """Return the help of one field."""
        return self.editor.help(path)

    def holds(self, path: str) -> bool:
        """Tell whether a path is a field of this page."""
        return any(item.path == path for item in self.section.fields)


class BasicsPresenter(FormPresenter):
    """基本信息 (ux S06)."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "basics")
