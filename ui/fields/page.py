# SPDX-License-Identifier: MulanPSL-2.0
"""Base of the pages a person fills: preview, help and history follow the caret, findings lead to their field."""

from __future__ import annotations

from typing import Any

from app.model.paths import NoSuchPlace
from app.present.declare.editor import FieldEditor, FieldHelp, still_there
from app.present.declare.editor_notes import Note
from app.present.declare.history import HistoryPresenter
from app.present.tasks import EMPTY
from app.present.why import asking
from app.present.why.explanation import Explanation
from ui.context import Context
from ui.fields.form import FieldSheet
from ui.fields.help_pane import HELP, HISTORY, PREVIEW, TABS, HelpPane, help_words
from ui.fields.notes import NotesSummary
from ui.frame.why import show_why
from ui.preview.live import LiveView
from ui.qt import QApplication, QStackedWidget, Qt, QVBoxLayout, QWidget, isValid
from ui.screen import Screen
from ui.widgets.fields import Field
from ui.widgets.header import EmptyState

START = "开始回答"


class FieldPage(Screen):
    """A screen with fields. Subclasses give ``editor`` and show their fields in ``FieldSheet``s."""

    reading = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._history = context.presenter(HistoryPresenter)
        self.help_pane = HelpPane(self.theme, self.make_pane(*TABS))
        self.help_pane.pane.tab_changed.connect(lambda _number: self._follow())
        self.live = LiveView(context)
        self.help_pane.pane.tab(PREVIEW).addWidget(self.live, 1)
        self.summary = NotesSummary(self.theme, self.focus_path)
        self._make_body()
        self._helped = ""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def _make_body(self) -> None:
        """Make the room for the fields, and what stands there while there is no declaration yet."""
        page = QWidget()
        page.setProperty("role", "clear")
        self.content = QVBoxLayout(page)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(self.column.spacing())
        self.nothing = EmptyState(self.theme, "tasks", EMPTY, START)
        if self.nothing.action is not None:
            self.nothing.action.clicked.connect(self.clicked(lambda: self.context.go("route")))
        self._pages = QStackedWidget()
        self._pages.addWidget(page)
        self._pages.addWidget(self.nothing)
        self.column.addWidget(self._pages, 1)

    @property
    def missing(self) -> bool:
        """Tell whether there is no declaration to write into."""
        return not self.context.session.has_declaration

    def close_screen(self) -> None:
        """Stop listening."""
        self.live.close_view()
        super().close_screen()

    def refresh(self) -> None:
        """Draw the fields, or the one thing to do first."""
        self._pages.setCurrentIndex(int(self.missing))
        self.header.setEnabled(not self.missing)
        if not self.missing:
            self.draw()
            self._follow()
            for sheet in self.sheets():
                sheet.why_wanted.connect(self._why_note, Qt.ConnectionType.UniqueConnection)

    # -- why

    def _why_note(self, note: Note) -> None:
        show_why(self.context, asking.of_note(self.context.session, note))

    def why(self) -> Explanation | None:
        """Explain the gravest remark on the field in hand, else why the field is asked for."""
        path = self.path_in_hand()
        if not path:
            return None
        state = self.editor().state(path)
        if state.notes:
            return asking.of_note(self.context.session, state.notes[0])
        return asking.of_field(self.context.session, path)

    # -- for subclasses

    def draw(self) -> None:
        """Draw the presenter's state; there is a declaration."""
        raise NotImplementedError

    def editor(self) -> FieldEditor:
        """Return what reads and keeps the fields of this page."""
        raise NotImplementedError

    def sheets(self) -> tuple[FieldSheet, ...]:
        """Return the sheets shown just now."""
        raise NotImplementedError

    # -- help and history

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isValid(self) and new is not None and self.isAncestorOf(new):
            self._follow()

    def _follow(self) -> None:
        path = self.path_in_hand()
        self.live.follow(path or self.printed_path(), self.field_in_hand() if path else None)
        if path:
            self._show_about(path)

    def _show_about(self, path: str) -> None:
        if self.help_pane.pane.current_tab() == HISTORY:
            item = self.editor().item(path)
            self.help_pane.show_history(
                item.label,
                self._history.of(path),
                lambda number: self.guard(lambda: self._restore(path, number)),
            )
            self._helped = ""
        elif path != self._helped:
            self._helped = path
            self.help_pane.show_help(self.editor().help(path))

    def printed_path(self) -> str:
        """Return the row or section looked at while no field is in hand, for the preview."""
        return ""

    def _restore(self, path: str, number: int) -> None:
        """Put an old value back, then stand in its field with the history drawn anew."""
        self.commit()
        self._history.restore(path, number)
        self.editor().forget_draft(path)
        self.refresh_now()
        self.focus_path(path)
        self._show_about(path)

    def show_history(self) -> bool:
        """Bring the history of the field in hand to the front."""
        path = self.path_in_hand()
        if not path:
            return False
        self.commit()
        self.help_pane.pane.show_tab(HISTORY)
        self._show_about(path)
        return True

    def path_in_hand(self) -> str:
        """Return the path of the field that has the focus, or empty."""
        field = None if self.missing else self.field_in_hand()
        return (
            field.path
            if field is not None and self.context.session.pack.fields.knows(field.path)
            else ""
        )

    def label_of(self, path: str) -> str:
        """Return what a field is called in the summary."""
        if not self.context.session.pack.fields.knows(path):
            return "本页"
        return self.editor().item(path).label

    def help_words(self) -> str:
        """Return the help of the field in hand for F1."""
        path = self.path_in_hand()
        found: FieldHelp | None = self.editor().help(path) if path else None
        if found is not None and self.theme.pane:
            self.help_pane.pane.show_tab(HELP)
        return help_words(found)

    # -- going to a field

    def focus_path(self, path: str) -> bool:
        """Put the caret into a field of the page; False when it is not here."""
        for sheet in () if self.missing else self.sheets():
            row = sheet.rows.get(path)
            if row is not None:
                self.reveal(row.notes)
                self.reveal(row)
                return sheet.focus(path)
        return False

    def first_focus(self) -> QWidget | None:
        """Return the first empty field."""
        if self.missing:
            return self.nothing.action
        return next((first for sheet in self.sheets() if (first := sheet.first())), None)

    def commit(self) -> None:
        """Commit what is half typed; a row deleted meanwhile takes nothing."""
        for field in self.findChildren(Field):
            if field.is_dirty() and still_there(self.context.session, field.path):
                try:
                    field.commit()
                except NoSuchPlace:
                    continue

    def save_state(self) -> dict[str, Any]:
        """Return which tab of the pane is in front and how the preview is looked at."""
        return {"tab": self.help_pane.pane.current_tab(), "preview": self.live.mode}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Bring the tab to the front again."""
        self.help_pane.pane.show_tab(state.get("tab", PREVIEW))
        self.live.set_mode(state.get("preview", self.live.mode))
