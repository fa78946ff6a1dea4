# SPDX-License-Identifier: MulanPSL-2.0
"""资格与任职 (ux S07): eleven tables of rows, one in hand, a time bar that shows gaps and overlaps."""

from __future__ import annotations

from collections.abc import Sequence

from app.present.declare.editor import FieldEditor
from app.present.declare.rows_pages import QualificationsPresenter
from app.present.why.explanation import Explanation
from ui.context import Context
from ui.fields.form import FieldSheet
from ui.fields.page import FieldPage
from ui.fields.rows import DELETE, DOWN, PASTE, UP, RowsArea
from ui.frame.why import show_why
from ui.qt import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from ui.screen import Command
from ui.widgets.basics import panel, set_button_text
from ui.widgets.nav import NavEntry, NavList

MARKS = {"ok": "st-ok", "todo": "st-todo", "must": "st-must", "warn": "st-warn", "": "minus"}
TABLES = "表的清单"


class QualificationsScreen(FieldPage):
    """The tables at the left, the one in hand at the right."""

    title = "资格与任职"
    reading = False

    def __init__(self, context: Context, presenter: QualificationsPresenter) -> None:
        super().__init__(context)
        self.presenter = presenter
        self.list = NavList(self.theme)
        self.list.setObjectName(TABLES)
        self.list.setAccessibleName(TABLES)
        self.list.setFixedWidth(self.theme.m.nav_width)
        self.list.chosen.connect(self.intent(self._choose))
        self.add = self.header.set_primary(" ", "plus", "Insert")
        self.add.clicked.connect(self.clicked(self._add))
        self.areas: dict[str, RowsArea] = {}
        self.stack = QStackedWidget()
        self._lay_out()
        self.bind(presenter)

    def _lay_out(self) -> None:
        m = self.theme.m
        right = QVBoxLayout()
        right.setSpacing(m.s4 if self.theme.compact else m.s8)
        right.addWidget(self.summary)
        right.addWidget(self.stack, 1)
        frame, column = panel("sheet", "column", (0, m.s4, 0, m.s4))
        column.addWidget(self.list)
        row = QHBoxLayout()
        row.setSpacing(m.s12)
        row.addWidget(frame)
        row.addLayout(right, 1)
        self.content.addLayout(row, 1)

    # -- what is shown

    @property
    def area(self) -> RowsArea:
        """Return the table in hand, made when first asked for."""
        name = self.presenter.current
        if name not in self.areas:
            area = RowsArea(self.theme, self.presenter.rows, self.guard)
            area.ended.connect(self.add.setFocus)
            area.why_time.connect(self.intent(lambda: show_why(self.context, self._why_time())))
            self.on_key("Ctrl+V", area.paste, area.table)
            self.areas[name] = area
            self.stack.addWidget(area)
        return self.areas[name]

    def editor(self) -> FieldEditor:
        """Return what reads and keeps the fields of the table in hand."""
        return self.presenter.rows.editor

    def sheets(self) -> tuple[FieldSheet, ...]:
        """Return the sheet of the row in hand."""
        return (self.area.sheet,)

    def printed_path(self) -> str:
        """Return the row in hand, else its table, for the preview."""
        held = self.presenter.rows.selected
        return f"{self.presenter.current}.{held}" if held else self.presenter.current

    def draw(self) -> None:
        """Draw the page as it stands."""
        state = self.presenter.state
        self.header.set_summary(state.progress)
        self.summary.set_notes(state.notes, self.label_of)
        entries = [NavEntry(t.id, t.title, MARKS[t.mark], t.count) for t in state.tables]
        self.list.set_entries(entries, state.current)
        set_button_text(self.add, state.rows.add_word, "Insert")
        self.add.setVisible(self.presenter.rows.pasting is None)
        self.area.set_state(state.rows, state.line)
        self.stack.setCurrentWidget(self.area)

    def _why_time(self) -> Explanation | None:
        return self.presenter.why_time()

    def why(self) -> Explanation | None:
        """Explain the field in hand; in the rows themselves, how their time adds up."""
        return super().why() if self.path_in_hand() else self._why_time()

    # -- what a person does

    def _add(self) -> None:
        self.area.add()

    def _delete(self) -> None:
        self.area.delete()

    def _paste(self) -> None:
        self.area.paste()

    # -- going places

    def _choose(self, name: str) -> None:
        self.commit()
        self.presenter.choose(name)

    def _step(self, by: int) -> None:
        self.commit()
        self.presenter.step(by)

    def focus_path(self, path: str) -> bool:
        """Take the table and the row of a path in hand and put the caret into its field."""
        if self.missing or path.split(".", maxsplit=1)[0] not in self.presenter.tables:
            return False
        wanted = self.presenter.focus(path)
        self.refresh()
        if not (wanted and super().focus_path(wanted)):
            self.add.setFocus()
        return True

    def first_focus(self) -> QWidget | None:
        """Return the table in hand, or the button that adds its first row."""
        if self.missing:
            return self.nothing.action
        return self.area.table if self.presenter.rows.ids() else self.add

    def commands(self) -> Sequence[Command]:
        """Return the verbs of the page; their keys are bound by the menu."""

        def chosen() -> bool:
            return bool(self.presenter.rows.selected)

        why, first = "先选一行", "先回答路线问题"

        def there() -> bool:
            return not self.missing

        return (
            Command("增加一行", self._add, "Insert", "plus", there, first),
            Command(DELETE, self._delete, "Ctrl+Del", "trash", chosen, why),
            Command(UP, lambda: self.area.move_row(-1), "Alt+Up", "up", chosen, why),
            Command(DOWN, lambda: self.area.move_row(1), "Alt+Down", "down", chosen, why),
            Command(PASTE, self._paste, enabled=there, reason=first),
            Command("下一张表", lambda: self._step(1), "Ctrl+PgDown"),
            Command("上一张表", lambda: self._step(-1), "Ctrl+PgUp"),
        )


def open_screen(context: Context) -> QualificationsScreen:
    """Make the screen."""
    return QualificationsScreen(context, context.presenter(QualificationsPresenter))
