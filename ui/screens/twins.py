# SPDX-License-Identifier: MulanPSL-2.0
"""并排比较 (M11): two declarations of one person in one year at one level, and which one is void."""

from __future__ import annotations

from collections.abc import Sequence

from app.model.codes import ClosingKind
from app.present.keeping.closing import WORDS
from app.present.keeping.twins import TwinsPresenter
from ui.context import Context
from ui.keeping.beside import Beside
from ui.qt import QWidget
from ui.screen import Command, Screen
from ui.screens.bin import CONSEQUENCES, ask_reason
from ui.widgets.basics import button, line
from ui.widgets.header import EmptyState

ALONE = "同一年同一层级只有手里这一份，没有要比较的。"
SAME = "两份填的内容完全一样。"


class TwinsScreen(Screen):
    """Draws TwinsPresenter's state."""

    title = "并排比较"

    def __init__(self, context: Context, presenter: TwinsPresenter) -> None:
        super().__init__(context)
        self.presenter = presenter
        theme = self.theme
        self.beside = Beside(theme, "两份申报", whole=not theme.compact)
        self.empty = EmptyState(theme, "people", ALONE)
        self.column.addWidget(self.beside, 1)
        self.column.addWidget(self.empty, 1)
        self.verbs = []
        for words, run in (
            ("打开另一份", presenter.take_up_other),
            ("作废手里这份…", lambda: self._void(here=True)),
            ("作废另一份…", lambda: self._void(here=False)),
        ):
            verb = button(theme, words, "secondary" if words.startswith("打开") else "danger")
            verb.clicked.connect(self.clicked(run))
            self.verbs.append(verb)
        self.column.addLayout(line(theme, self.verbs[0], None, *self.verbs[1:]))
        self.on_key("Esc", context.back)
        self.bind(presenter)

    def refresh(self) -> None:
        """Draw the pair."""
        state = self.presenter.state
        self.header.set_summary(f"{state.name}，{len(state.lines)} 处不同" if state.count else "")
        self.beside.set_heads(state.here, state.there)
        self.beside.set_lines(state.lines, SAME)
        self.beside.setVisible(bool(state.count))
        self.empty.setVisible(not state.count)
        writable = bool(state.count) and not self.context.session.vault.read_only
        for verb in self.verbs:
            verb.setEnabled(writable)

    def _void(self, *, here: bool) -> None:
        state = self.presenter.state
        which = state.here if here else state.there
        ask_reason(
            self.context,
            f"作废：{which}",
            CONSEQUENCES[ClosingKind.VOID],
            WORDS[ClosingKind.VOID],
            lambda reason: self.presenter.declare_void(here=here, reason=reason),
        )

    def first_focus(self) -> QWidget | None:
        """Start in the list of differences."""
        return self.beside if self.presenter.state.lines else self.verbs[0]

    def commands(self) -> Sequence[Command]:
        """Return the verbs for the menu."""

        def there() -> bool:
            return bool(self.presenter.state.count)

        return (
            Command("打开另一份", self.presenter.take_up_other, enabled=there),
            Command("作废手里这份…", lambda: self._void(here=True), enabled=there),
            Command("作废另一份…", lambda: self._void(here=False), enabled=there),
        )


def open_screen(context: Context) -> TwinsScreen:
    """Make the screen."""
    return TwinsScreen(context, context.presenter(TwinsPresenter))
