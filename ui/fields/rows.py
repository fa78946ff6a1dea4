# SPDX-License-Identifier: MulanPSL-2.0
"""One table of rows: the rows above, the row in hand below, the paste preview in their place."""

from __future__ import annotations

from collections.abc import Callable

from app.present.declare.editor_form import FieldGroup
from app.present.declare.rows import RowLine, RowsPresenter, RowsState
from app.present.declare.rows_spans import TimeLine
from ui.fields.form import FieldSheet
from ui.fields.paste import PastePanel
from ui.fields.timebar import TimeBar
from ui.qt import QApplication, QHBoxLayout, QStackedWidget, Qt, QVBoxLayout, QWidget, Signal
from ui.theme import Theme
from ui.widgets.basics import Elided, button, label, panel, scrolled
from ui.widgets.basics import line as line_of
from ui.widgets.header import EmptyState
from ui.widgets.table import Badge, Column, FormTable, Row

DELETE, PASTE, UP, DOWN = "删去这一行", "粘贴表格", "上移", "下移"
MARKS = {"must": "st-must", "check": "st-warn", "note": ""}
Guard = Callable[[Callable[[], object]], bool]


class RowsArea(QWidget):
    """Draws a RowsPresenter; ``ended`` when Enter leaves the last field of the last row."""

    ended = Signal()
    why_time = Signal()
    """The person asks how the time of the bar adds up."""

    def __init__(self, theme: Theme, rows: RowsPresenter, guard: Guard) -> None:
        super().__init__()
        self.theme, self.rows, self._guard = theme, rows, guard
        self.setProperty("role", "clear")
        state = rows.state
        columns = [Column(item.label, item.column or 0) for item in state.columns]
        self.table = FormTable(theme, [Column("", 2), *columns], state.title)
        self.bar = TimeBar(theme)
        self.holes = Elided(role="small")
        self.count = button(theme, "怎么算的", "link")
        self.count.clicked.connect(lambda _checked=False: self.why_time.emit())
        self.lead = label(state.lead, "second", wrap=True)
        self.sheet = FieldSheet(theme, rows, guard, flow=True)
        self.paste_panel = PastePanel(theme)
        self.empty = EmptyState(theme, "diploma", state.empty, PASTE)
        self.pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        m = self.theme.m
        edge = m.s4 if self.theme.compact else m.s8
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(edge)
        filled = QWidget()
        inside = QVBoxLayout(filled)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(edge)
        inside.addWidget(self.bar)
        beside = line_of(self.theme, self.holes, self.count)
        beside.setStretchFactor(self.holes, 1)
        inside.addLayout(beside)
        inside.addWidget(self.table, 2)
        inside.addWidget(self._verbs())
        frame, column = panel("sheet", "column", (m.s16, m.s12, m.s16, m.s16), m.s12)
        column.addWidget(self.sheet)
        holder = QWidget()
        below = QVBoxLayout(holder)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(frame)
        below.addStretch(1)
        inside.addWidget(scrolled(holder), 3)
        for page in (filled, self.empty, self.paste_panel):
            self.pages.addWidget(page)
        self._filled = filled
        outer.addWidget(self.lead)
        outer.addWidget(self.pages, 1)

    def _verbs(self) -> QWidget:
        """Return the line of verbs; the compact layout leaves them to the menu and the keys."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.m.s8)
        self.paste_button = button(self.theme, PASTE, "quiet")
        self.up = button(self.theme, UP, "quiet", "up")
        self.down = button(self.theme, DOWN, "quiet", "down")
        self.drop = button(self.theme, DELETE, "quiet", "trash")
        row.addWidget(self.paste_button)
        row.addStretch(1)
        for verb in (self.up, self.down, self.drop):
            row.addWidget(verb)
        if self.theme.compact:
            holder.hide()
        return holder

    def _connect(self) -> None:
        for verb, act in (
            (self.paste_button, self.paste),
            (self.up, lambda: self.move_row(-1)),
            (self.down, lambda: self.move_row(1)),
            (self.drop, self.delete),
            (self.empty.action, self.paste),
        ):
            if verb is not None:
                verb.clicked.connect(lambda _checked=False, act=act: self._guard(act))
        self.table.current_changed.connect(lambda row: self._guard(lambda: self.select(row)))
        self.table.activated.connect(lambda _row: self.into_row())
        self.bar.picked.connect(lambda row: self._guard(lambda: self.select(row)))
        self.sheet.entered_last.connect(self._last)
        self.paste_panel.mapped.connect(
            lambda column, path: self._guard(lambda: self.rows.map_column(column, path))
        )
        self.paste_panel.accepted.connect(lambda skip: self._guard(lambda: self._take(skip)))
        self.paste_panel.cancelled.connect(lambda: self._guard(self._leave))

    # -- what is shown

    def set_state(self, state: RowsState, line: TimeLine | None) -> None:
        """Draw another state of the table."""
        pasting = self.rows.pasting
        self.lead.setVisible(line is None and pasting is None and not self.theme.compact)
        if pasting is not None:
            self.paste_panel.set_draft(pasting)
            self.pages.setCurrentWidget(self.paste_panel)
            return
        self.pages.setCurrentWidget(self._filled if state.rows else self.empty)
        self.bar.set_line(line, state.selected)
        words = line.holes_words if line is not None else ""
        self.holes.set_text(words)
        for widget in (self.holes, self.count):
            widget.setVisible(bool(words) and not self.theme.compact)
        self.table.set_rows([_drawn(row) for row in state.rows])
        if state.selected and self.table.current_id() != state.selected:
            self.table.select(state.selected)
        self.sheet.set_groups((FieldGroup("", state.fields),) if state.fields else ())
        for verb, on in ((self.up, state.can_up), (self.down, state.can_down)):
            verb.setEnabled(on)

    # -- what a person does

    def select(self, row_id: str) -> None:
        """Take another row in hand, what is half typed kept first."""
        if row_id != self.rows.selected:
            self.sheet.commit()
            self.rows.select(row_id)

    def into_row(self) -> None:
        """Put the caret into the row in hand."""
        self.set_state(self.rows.state, self.bar.line)
        first = self.sheet.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def add(self) -> None:
        """Put an empty row below the one in hand and go into it."""
        self.sheet.commit()
        self.rows.add(after=self.rows.selected)
        self.into_row()

    def delete(self) -> None:
        """Take the row in hand out."""
        if self.rows.selected:
            self.rows.delete(self.rows.selected)
            self.set_state(self.rows.state, self.bar.line)
            left = self.table if self.rows.ids() else self.empty.action
            if left is not None:
                left.setFocus()

    def move_row(self, by: int) -> None:
        """Move the row in hand."""
        self.sheet.commit()
        if self.rows.selected:
            self.rows.move(self.rows.selected, by)

    def _last(self) -> None:
        """After the last field of a row go into the next row; after the last row there is ``ended``."""
        ids = self.rows.ids()
        place = ids.index(self.rows.selected) + 1 if self.rows.selected in ids else len(ids)
        if place < len(ids):
            self.rows.select(ids[place])
            self.into_row()
        else:
            self.ended.emit()

    # -- paste

    def paste(self) -> None:
        """Show what lies on the clipboard as rows; raises UserError when there is no table."""
        self.sheet.commit()
        self.rows.paste(QApplication.clipboard().text())
        self.set_state(self.rows.state, self.bar.line)
        self.paste_panel.take.setFocus()

    def _take(self, skip: bool) -> None:
        self.rows.accept_paste(skip_bad=skip)
        self.set_state(self.rows.state, self.bar.line)
        self.table.setFocus()

    def _leave(self) -> None:
        self.rows.cancel_paste()
        self.set_state(self.rows.state, self.bar.line)


def _drawn(row: RowLine) -> Row:
    mark = MARKS.get(row.level, "")
    spoken = "，".join(cell.text for cell in row.cells if cell.text)
    notes = "，".join(note.title for note in row.notes)
    cells = (Badge(mark) if mark else "", *(cell.text for cell in row.cells))
    return Row(row.id, cells, f"{spoken}，{notes}" if notes else spoken)
