# SPDX-License-Identifier: MulanPSL-2.0
"""基本信息 (ux S06): one column, the field's help beside it."""

from __future__ import annotations

from collections.abc import Sequence

from app.present.declare.editor import FieldEditor
from app.present.declare.editor_form import BasicsPresenter
from ui.context import Context
from ui.fields.form import FieldSheet
from ui.fields.page import FieldPage
from ui.qt import QVBoxLayout, QWidget
from ui.screen import Command
from ui.widgets.basics import button, label, panel, scrolled

NEXT = "下一节"
FILL = "空栏都填“无”"


class BasicsScreen(FieldPage):
    """The single fields of the 评审表."""

    title = "基本信息"

    def __init__(self, context: Context, presenter: BasicsPresenter) -> None:
        super().__init__(context)
        self.presenter = presenter
        m = self.theme.m
        self.fill = button(self.theme, FILL, "quiet")
        self.fill.clicked.connect(self.clicked(presenter.fill_blanks))
        self.header.add_beside(self.fill)
        self.header.set_primary(NEXT).clicked.connect(self.clicked(self._next))
        self.content.addWidget(self.summary)
        self.sheet = FieldSheet(self.theme, presenter, self.guard)
        self.sheet.entered_last.connect(self._last)
        frame, column = panel("sheet", "column", (m.s24, m.s16, m.s24, m.s24), m.s12)
        self.lead = label(presenter.section.lead, "second", wrap=True)
        column.addWidget(self.lead)
        column.addWidget(self.sheet)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(frame)
        inner.addStretch(1)
        self.content.addWidget(scrolled(holder), 1)
        self.bind(presenter)

    def editor(self) -> FieldEditor:
        """Return what reads and keeps the fields."""
        return self.presenter.editor

    def sheets(self) -> tuple[FieldSheet, ...]:
        """Return the one sheet."""
        return (self.sheet,)

    def printed_path(self) -> str:
        """Return the section, for the preview."""
        return "basics"

    def draw(self) -> None:
        """Draw the page as it stands."""
        state = self.presenter.state
        self.header.set_summary(state.progress)
        self.summary.set_notes(state.summary, self.label_of)
        self.sheet.set_groups(state.groups)
        self.fill.setEnabled(bool(state.blanks))

    def _last(self) -> None:
        if self.header.primary is not None:
            self.header.primary.setFocus()

    def _next(self) -> None:
        self.commit()
        self.context.go("qualifications")

    def commands(self) -> Sequence[Command]:
        """Return the verbs of the page."""
        return (
            Command(
                FILL,
                self.presenter.fill_blanks,
                enabled=lambda: not self.missing and self.fill.isEnabled(),
            ),
            Command(f"{NEXT}：资格与任职", self._next),
        )


def open_screen(context: Context) -> BasicsScreen:
    """Make the screen."""
    return BasicsScreen(context, context.presenter(BasicsPresenter))
