# SPDX-License-Identifier: MulanPSL-2.0
"""个人总结: one long text, counted and measured on the form's own lines while it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from app.present.declare.editor import FieldEditor
from app.present.declare.editor_notes import Note
from app.present.declare.statement import PATH, StatementPresenter, StatementState, tidied
from ui.context import Context
from ui.fields.editors import LongText
from ui.fields.form import FieldSheet
from ui.fields.notes import NoteLines
from ui.fields.page import FieldPage
from ui.qt import (
    QApplication,
    QSizePolicy,
    QTimer,
    QVBoxLayout,
    QWidget,
)
from ui.screen import Command
from ui.widgets.basics import button, label, panel, scrolled
from ui.widgets.messages import plain_message

TIDY, DONE = "整理粘贴来的文字", "写完了，回业绩成果"
NOTHING = "剪贴板里没有文字"
TALL = 12
PAUSE_MS = 300


class StatementScreen(FieldPage):
    """The editor takes all the height there is."""

    title = "个人总结"

    def __init__(self, context: Context, presenter: StatementPresenter) -> None:
        super().__init__(context)
        self.presenter = presenter
        theme, m = self.theme, self.theme.m
        paste = button(theme, TIDY, "quiet")
        paste.clicked.connect(self.clicked(self._tidy))
        self.header.add_beside(paste)
        self.header.set_primary(DONE).clicked.connect(self.clicked(self._done))
        self.field = LongText(theme, self.editor().item(PATH).label, PATH, TALL)
        self.field.area.setMaximumHeight(16777215)
        self.field.area.setMinimumHeight(3 * m.row)
        self.field.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.field.set_note("")
        self.notes = NoteLines(theme, self.field.editor, self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._count)
        self._lay_out()
        self._connect()
        self.bind(presenter)

    def _lay_out(self) -> None:
        m = self.theme.m
        frame, column = panel("sheet", "column", (m.s24, m.s12, m.s24, m.s16), m.s8)
        self.lead = label("", "second", wrap=True)
        if not self.theme.compact:
            column.addWidget(self.lead)
        column.addWidget(self.field, 1)
        held = QWidget()
        inside = QVBoxLayout(held)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.notes)
        inside.addStretch(1)
        self.content.addWidget(frame, 1)
        self._below = scrolled(held)
        self._below.setFixedHeight(m.row + m.s16)
        self.content.addWidget(self._below)

    def _connect(self) -> None:
        self.field.committed.connect(self.intent(self.presenter.commit))
        self.field.paused.connect(self.intent(self._draft))
        self.field.edited.connect(lambda _text: self._pause.start())
        self.notes.fix_wanted.connect(self.intent(self.presenter.apply_fix))
        self.notes.reason_given.connect(self.intent(self._pass))

    # -- what is shown

    def editor(self) -> FieldEditor:
        """Return what reads and keeps the text."""
        return self.presenter.editor

    def sheets(self) -> tuple[FieldSheet, ...]:
        """Return nothing: the page has one field of its own."""
        return ()

    def printed_path(self) -> str:
        """Return the section, for the preview."""
        return PATH

    def draw(self) -> None:
        """Draw the page as it stands."""
        state = self.presenter.state
        self.lead.setText(state.lead)
        self.field.set_text(state.text)
        self.field.set_hint(state.empty)
        self.notes.set_notes(state.notes)
        self._below.setVisible(bool(state.notes))
        self._measure(
            state if not self.field.is_dirty() else self.presenter.state_of(self.field.text())
        )

    def _measure(self, state: StatementState) -> None:
        self.header.set_summary(state.measure)
        self.field.set_meter(f"{state.count} / {state.limit} 字", over=state.count > state.limit)

    def _count(self) -> None:
        self.guard(lambda: self._measure(self.presenter.state_of(self.field.text())))

    # -- what a person does

    def _pass(self, note: Note, reason: str) -> None:
        self.editor().pass_with_reason(note.code, note.path, reason)

    def _draft(self, text: str) -> None:
        if self.field.is_dirty():
            self.presenter.draft(text)

    def _tidy(self) -> None:
        """Put the clipboard's text in at the caret, tidied, and say what was done."""
        text, done = tidied(QApplication.clipboard().text())
        if not text:
            self.context.say(plain_message("note", NOTHING, "先在 WPS 里选中文字，复制。"))
            return
        self.field.area.insertPlainText(text)
        self.field.setFocus()
        if done:
            self.context.say(
                plain_message("ok", "粘进来了", "，".join(done) + "。不对的按 Ctrl+Z 退回。")
            )

    def _done(self) -> None:
        self.commit()
        self.context.go("achievements")

    def focus_path(self, path: str) -> bool:
        """Put the caret into the text."""
        if self.missing or path.split(".", maxsplit=1)[0] != PATH:
            return False
        self.field.setFocus()
        return True

    def first_focus(self) -> QWidget | None:
        """Return the text."""
        return self.nothing.action if self.missing else self.field

    def commands(self) -> Sequence[Command]:
        """Return the verbs of the page."""
        return (
            Command(TIDY, self._tidy, enabled=lambda: not self.missing),
            Command(DONE, self._done),
        )


def open_screen(context: Context) -> StatementScreen:
    """Make the screen."""
    return StatementScreen(context, context.presenter(StatementPresenter))
