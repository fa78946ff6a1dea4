# SPDX-License-Identifier: MulanPSL-2.0
"""A page of single fields in one column: 基本信息, 公示情况, 推荐意见."""

from __future__ import annotations

from app.present.declare.editor import FieldEditor
from app.present.declare.editor_form import FormPresenter
from ui.context import Context
from ui.fields.form import FieldSheet
from ui.fields.page import FieldPage
from ui.qt import QVBoxLayout, QWidget
from ui.widgets.basics import label, panel, scrolled


class SectionPage(FieldPage):
    """Draws one section of the field catalogue; subclasses add their verbs to the header."""

    def __init__(self, context: Context, presenter: FormPresenter) -> None:
        super().__init__(context)
        self.presenter = presenter
        m = self.theme.m
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
        return self.presenter.section.id

    def draw(self) -> None:
        """Draw the page as it stands."""
        state = self.presenter.state
        self.header.set_summary(state.progress)
        self.summary.set_notes(state.summary, self.label_of)
        self.sheet.set_groups(state.groups)

    def _last(self) -> None:
        if self.header.primary is not None:
            self.header.primary.setFocus()
