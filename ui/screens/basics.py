# SPDX-License-Identifier: MulanPSL-2.0
"""基本信息 (ux S06): one column, the field's help beside it."""

from __future__ import annotations

from collections.abc import Sequence

from app.present.declare.editor_form import BasicsPresenter
from ui.context import Context
from ui.fields.section import SectionPage
from ui.screen import Command
from ui.widgets.basics import button

NEXT = "下一节"
FILL = "空栏都填“无”"


class BasicsScreen(SectionPage):
    """The single fields of the 评审表."""

    title = "基本信息"

    def __init__(self, context: Context, presenter: BasicsPresenter) -> None:
        super().__init__(context, presenter)
        self.fill = button(self.theme, FILL, "quiet")
        self.fill.clicked.connect(self.clicked(presenter.fill_blanks))
        self.header.add_beside(self.fill)
        self.header.set_primary(NEXT).clicked.connect(self.clicked(self._next))

    def draw(self) -> None:
        """Draw the page as it stands."""
        super().draw()
        self.fill.setEnabled(bool(self.presenter.state.blanks))

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
