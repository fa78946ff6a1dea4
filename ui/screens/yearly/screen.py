# SPDX-License-Identifier: MulanPSL-2.0
"""模板与日历: the first page lists the parts with their state; Enter opens one, Esc comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ui.context import Context
from ui.qt import QStackedWidget, QWidget
from ui.screen import Command, Screen
from ui.screens.yearly.compare import ComparePage
from ui.screens.yearly.lists import (
    CataloguePage,
    DatesPage,
    HolidaysPage,
    OverviewPage,
    TemplatesPage,
    WordsPage,
)
from ui.screens.yearly.packs import PacksPage
from ui.screens.yearly.page import Page
from ui.screens.yearly.taking_in import TakingInPage
from ui.widgets.basics import button, set_button_text
from ui.widgets.messages import MessageBar, plain_message

FIRST = "overview"
PAGES: dict[str, Callable[[YearlyScreen], Page]] = {
    FIRST: OverviewPage,
    "packs": PacksPage,
    "dates": DatesPage,
    "templates": TemplatesPage,
    "catalogue": CataloguePage,
    "words": WordsPage,
    "holidays": HolidaysPage,
    "taking_in": TakingInPage,
    "compare": ComparePage,
}
_UP = {"taking_in": "packs", "compare": "packs"}


class YearlyScreen(Screen):
    """Holds the pages; each is made when it is first opened."""

    title = "模板与日历"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.pages: dict[str, Page] = {}
        self.name = FIRST
        self.primary = self.header.set_primary("打开")
        self.primary.clicked.connect(self.clicked(self._primary))
        self.back_button = button(self.theme, "返回", "quiet", "back", "Esc")
        self.back_button.clicked.connect(self.clicked(self.back))
        self.header.add_beside(self.back_button)
        self.notice = MessageBar(self.theme, plain_message("check", " "))
        self._notice_text = ""
        self.column.addWidget(self.notice)
        self.stack = QStackedWidget()
        self.column.addWidget(self.stack, 1)
        self.on_key("Esc", self.back)
        self.open(FIRST)

    # -- pages

    @property
    def page(self) -> Page:
        """Return the page that is shown."""
        return self.pages[self.name]

    def open(self, name: str) -> Page:
        """Show a page."""
        if name not in self.pages:
            page = self.pages[name] = PAGES[name](self)
            self.stack.addWidget(page)
            self.bind(page.presenter)
        self.name = name
        self.stack.setCurrentWidget(self.page)
        self.refresh()
        first = self.first_focus()
        if first is not None and self.isVisible():
            first.setFocus()
        return self.page

    def back(self) -> None:
        """Go to the page above, from the first page to where the person came from."""
        if self.name == FIRST:
            self.context.back()
        else:
            self.open(_UP.get(self.name, FIRST))

    def refresh(self) -> None:
        """Draw the page in hand."""
        page = self.page
        page.refresh()
        self.header.set_title(page.title if self.name != FIRST else self.title)
        self.header.set_summary(page.summary())
        self.back_button.setVisible(self.name != FIRST)
        verb = page.primary()
        self.primary.setVisible(verb is not None)
        if verb is not None:
            set_button_text(self.primary, verb.words)
            self.primary.setEnabled(verb.enabled())
        self._draw_notice(self._notice())

    def _notice(self) -> str:
        page = self.pages[FIRST]
        return page.notice() if self.name == FIRST and isinstance(page, OverviewPage) else ""

    def _draw_notice(self, words: str) -> None:
        if words != self._notice_text:
            self._notice_text = words
            fresh = MessageBar(self.theme, plain_message("check", words or " "))
            self.column.replaceWidget(self.notice, fresh)
            self.notice.hide()
            self.notice.deleteLater()
            self.notice = fresh
        self.notice.setVisible(bool(words))

    def _primary(self) -> None:
        verb = self.page.primary()
        if verb is not None:
            verb.run()

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here: the pages."""
        return tuple(Command(PAGES_WORDS[name], self._opener(name)) for name in PAGES_WORDS)

    def _opener(self, name: str) -> Callable[[], object]:
        return lambda: self.open(name)

    def first_focus(self) -> QWidget | None:
        """Start where the page's work is."""
        return self.page.first_focus()

    def help_words(self) -> str:
        """Return what the line in hand rests on."""
        return self.page.help_words()

    # -- over a change of text size

    def save_state(self) -> dict[str, Any]:
        """Keep which page is open and which line is in hand."""
        return {"page": self.name, "line": self.page.in_hand()}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Come back to the page and the line."""
        name = state.get("page", FIRST)
        if name in PAGES:
            self.open(name)
            self.page.table.select(state.get("line", ""))

    def focus_path(self, path: str) -> bool:
        """Open the page a path names."""
        if path not in PAGES:
            return super().focus_path(path)
        self.open(path)
        return True


PAGES_WORDS = {
    "packs": "政策包",
    "dates": "日子",
    "catalogue": "材料目录",
    "templates": "模板",
    "words": "常用语",
    "holidays": "放假安排",
}


def open_screen(context: Context) -> YearlyScreen:
    """Make the screen."""
    return YearlyScreen(context)
