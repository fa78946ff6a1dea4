# SPDX-License-Identifier: MulanPSL-2.0
"""A table of rows (ux S07): add, delete, move, type, paste; each step can be undone by its name."""

from __future__ import annotations

import typing
from typing import Any

from attrs import frozen

from app.model.declaration import Declaration
from app.model.operations import AddRow, MoveRow, RemoveRow
from app.model.paths import read
from app.policy.fields import Field, Kind
from app.present.declare.editor import FieldEditor, FieldHelp, FieldState
from app.present.declare.editor_notes import Fix, Note, note, sorted_notes, worst
from app.present.declare.editor_values import UNTIL_NOW
from app.present.declare.rows_paste import PasteDraft, read_pasted
from app.present.presenter import Presenter
from app.present.session import Session


@frozen
class Cell:
    """One cell as shown in the table; ``level`` is the gravest note on it."""

    path: str
    text: str
    level: str = ""
    muted: bool = False


@frozen
class RowLine:
    """One row of the table."""

    id: str
    cells: tuple[Cell, ...]
    notes: tuple[Note, ...] = ()

    @property
    def level(self) -> str:
        """Return the gravest level among the row's notes."""
        return worst(self.notes)

    @property
    def blank(self) -> bool:
        """Tell whether nothing has been typed into the row yet."""
        return not any(cell.text and not cell.muted for cell in self.cells)


@frozen
class RowsState:
    """Everything a table of rows draws.

    Attributes:
        selected: id of the row in hand, empty when there is none.
        fields: the row in hand, field by field.
    """

    title: str
    lead: str
    empty: str
    columns: tuple[Field, ...]
    rows: tuple[RowLine, ...]
    selected: str
    fields: tuple[FieldState, ...]
    summary: tuple[Note, ...]
    add_word: str
    can_up: bool
    can_down: bool


class RowsPresenter(Presenter):
    """The rows of one table of the declaration."""

    def __init__(self, session: Session, section_id: str) -> None:
        super().__init__(session)
        self.editor = FieldEditor(session)
        self.section = self.editor.section(section_id)
        self.selected = ""
        self.pasting: PasteDraft | None = None

    @property
    def state(self) -> RowsState:
        """Return the table as it stands."""
        ids = self.ids()
        if self.selected not in ids:
            self.selected = ids[0] if ids else ""
        rows = tuple(self._row(row_id, place) for place, row_id in enumerate(ids))
        fields = self.fields_of(self.selected) if self.selected else ()
        at = ids.index(self.selected) if self.selected else -1
        return RowsState(
            title=self.section.title,
            lead=self.section.lead,
            empty=self.section.empty,
            columns=self.section.columns(),
            rows=rows,
            selected=self.selected,
            fields=fields,
            summary=sorted_notes(tuple(entry for row in rows for entry in row.notes)),
            add_word=f"增加一{self.section.measure}{self.section.word}",
            can_up=at > 0,
            can_down=0 <= at < len(ids) - 1,
        )

    def ids(self) -> list[str]:
        """Return the row ids in order."""
        return [row.id for row in read(self.session.declaration, self.section.table)]

    def fields_of(self, row_id: str) -> tuple[FieldState, ...]:
        """Return every field of one row."""
        return tuple(self.editor.state(item.at(row_id)) for item in self.section.fields)

    def _row(self, row_id: str, place: int) -> RowLine:
        states = self.fields_of(row_id)
        by_path = {state.item.path: state for state in states}
        cells = tuple(self._cell(by_path[item.path], states) for item in self.section.columns())
        notes = [entry for state in states for entry in state.notes]
        twin = self._twin(place)
        if twin:
            notes.append(note("FIELD-TWICE", f"{self.section.table}.{row_id}", row=twin))
        return RowLine(row_id, cells, sorted_notes(tuple(notes)))

    def _cell(self, state: FieldState, states: tuple[FieldState, ...]) -> Cell:
        text = state.text.replace("\n", " ")
        if (
            state.item.open_end
            and not text
            and any(s.text for s in states if s.item.name == "started")
        ):
            return Cell(state.path, UNTIL_NOW, state.level, muted=True)
        if state.item.kind is Kind.YES_NO:
            text = "是" if text == "是" else ""
        return Cell(state.path, text, state.level, muted=state.item.kind is Kind.YES_NO)

    def _twin(self, place: int) -> int:
        """Return the number of an earlier row that says the same, or 0."""
        rows = read(self.session.declaration, self.section.table)
        mine = self._content(rows[place])
        if not any(mine):
            return 0
        return next((i + 1 for i, row in enumerate(rows[:place]) if self._content(row) == mine), 0)

    def _content(self, row: Any) -> tuple[object, ...]:
        items = (item for item in self.section.fields if item.kind is not Kind.YES_NO)
        return tuple(getattr(row, item.name) for item in items)

    # -- what a person does

    def select(self, row_id: str) -> None:
        """Take another row in hand."""
        if row_id != self.selected:
            self.selected = row_id
            self.changed()

    def add(self, after: str = "") -> str:
        """Put in an empty row below one, or at the end; returns its id."""
        row = row_class(self.section.table)()
        ids = self.ids()
        position = ids.index(after) + 1 if after in ids else None
        self.selected = row.id
        self.session.apply(AddRow(self.section.table, row, position, f"增加{self._words()}"))
        return str(row.id)

    def delete(self, row_id: str) -> None:
        """Take a row out; undo brings it back."""
        ids = self.ids()
        at = ids.index(row_id)
        name = f"删去{self._words()}"
        for item in self.section.fields:
            self.editor.forget_draft(item.at(row_id))
        left = [other for other in ids if other != row_id]
        self.selected = left[min(at, len(left) - 1)] if left else ""
        self.session.apply(RemoveRow(self.section.table, row_id, name))

    def move(self, row_id: str, by: int) -> None:
        """Move a row up (-1) or down (+1); at the edge nothing happens."""
        at = self.ids().index(row_id) + by
        if 0 <= at < len(self.ids()):
            self.session.apply(MoveRow(self.section.table, row_id, by, f"移动{self._words()}"))

    def commit(self, path: str, text: str) -> None:
        """Keep one cell; a row deleted meanwhile takes nothing.

        Raises:
            UserError: the vault could not keep it.
        """
        if path.split(".")[1] in self.ids():
            self.editor.commit(path, text)
            self.changed()

    def draft(self, path: str, text: str) -> None:
        """Put away a cell that is still being typed."""
        if path.split(".")[1] in self.ids():
            self.editor.draft(path, text)

    def apply_fix(self, fix: Fix) -> None:
        """Do what a note's button says."""
        self.editor.apply_fix(fix)
        self.changed()

    def help(self, path: str) -> FieldHelp:
        """Return the help of one field."""
        return self.editor.help(path)

    def holds(self, path: str) -> bool:
        """Tell whether a path is a row of this table, or the table itself."""
        return path.split(".", maxsplit=1)[0] == self.section.table

    def focus(self, path: str) -> str:
        """Take the row of a path in hand; returns the field path to put the caret in."""
        steps = path.split(".")
        if len(steps) > 1 and steps[1] in self.ids():
            self.select(steps[1])
        if not self.selected and self.ids():
            self.select(self.ids()[0])
        name = steps[2] if len(steps) > 2 else self.section.fields[0].name
        return f"{self.section.table}.{self.selected}.{name}" if self.selected else ""

    def _words(self) -> str:
        return f"一{self.section.measure}{self.section.word}"

    # -- paste

    def paste(self, text: str) -> PasteDraft:
        """Read a copied table and keep it for the preview.

        Raises:
            UserError: PASTE-EMPTY, PASTE-MANY.
        """
        self.pasting = read_pasted(text, self.section, self.session.pack.fields)
        self.changed()
        return self.pasting

    def map_column(self, index: int, path: str) -> None:
        """Say which field a pasted column is; empty leaves the column out."""
        if self.pasting is not None:
            self.pasting = self.pasting.mapped(index, path)
            self.changed()

    def cancel_paste(self) -> None:
        """Leave the preview; nothing was put in."""
        self.pasting = None
        self.changed()

    def accept_paste(self, *, skip_bad: bool) -> int:
        """Put the pasted rows in, one undo step; returns how many.

        Raises:
            UserError: PASTE-COLUMNS, PASTE-TWICE.
        """
        if self.pasting is None:
            return 0
        rows, leftovers = self.pasting.rows(row_class(self.section.table), skip_bad=skip_bad)
        if rows:
            self.session.apply(self.pasting.operation(rows))
            self.selected = rows[0].id
        for path, text in leftovers:
            self.editor.draft(path, text)
        self.pasting = None
        self.changed()
        return len(rows)


def row_class(table: str) -> Any:
    """Return the class of a table's rows."""
    return typing.get_args(typing.get_type_hints(Declaration)[table])[0]
