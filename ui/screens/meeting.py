# SPDX-License-Identifier: MulanPSL-2.0
"""会议与计票 (ux 3.9, S33): before the meeting, then one candidate at a time, counted twice, blind."""

from __future__ import annotations

from app.present.office.meeting import MeetingPresenter, MeetingState
from ui.context import Context
from ui.qt import QStackedWidget, QWidget
from ui.screen import Screen
from ui.screens.meeting_before import BeforePage
from ui.screens.meeting_count import CountPage
from ui.widgets.header import Chip, Chips

BEFORE, COUNT = "before", "count"


class MeetingScreen(Screen):
    """Draws MeetingPresenter's state on one of two pages."""

    title = "会议与计票"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(MeetingPresenter)
        self.chips = Chips(self.theme, "会前和计票")
        self.chips.chosen.connect(self._show)
        self.header.add_filters(self.chips)
        self.pages = QStackedWidget()
        self.before = BeforePage(self, self.presenter)
        self.count = CountPage(self, self.presenter)
        self.pages.addWidget(self.before)
        self.pages.addWidget(self.count)
        self.column.addWidget(self.pages, 1)
        opened = bool(self.presenter.state.meeting.opened_on)
        self.pages.setCurrentWidget(self.count if opened else self.before)
        self.bind(self.presenter)
        self.refresh()

    def _show(self, name: str) -> None:
        self.pages.setCurrentWidget(self.count if name == COUNT else self.before)
        self.refresh()

    def first_focus(self) -> QWidget | None:
        """Start where the page in front starts."""
        page = self.pages.currentWidget()
        return page.first() if isinstance(page, BeforePage | CountPage) else None

    def refresh(self) -> None:
        """Draw both pages."""
        state = self.presenter.state
        self.header.set_summary(_summary(state))
        current = COUNT if self.pages.currentWidget() is self.count else BEFORE
        self.chips.set_chips([Chip(BEFORE, "会前"), Chip(COUNT, "计票")], current)
        self.before.draw(state)
        self.count.draw(state)

    def begin(self) -> None:
        """Begin counting and go to the counting page; raises what the presenter refuses."""
        self.presenter.open()
        self.context.clear_messages()
        self._show(COUNT)


def _summary(state: MeetingState) -> str:
    head = "　".join(filter(None, (state.meeting.title, state.meeting.on)))
    return f"{head}　{state.quorum}".strip("　")


def open_screen(context: Context) -> MeetingScreen:
    """Make the screen."""
    return MeetingScreen(context)
