# SPDX-License-Identifier: MulanPSL-2.0
"""The line over a list that says what was sent back, and until when (ux S19)."""

from __future__ import annotations

from collections.abc import Sequence

from app.present.papers.returned import ReturnCard
from ui.qt import QHBoxLayout
from ui.theme import Theme
from ui.widgets.messages import Action, MessageBar, plain_message


class ReturnCardPlace(QHBoxLayout):
    """Room for the card; drawn anew only when it says something else."""

    def __init__(self, theme: Theme, actions: Sequence[Action] = ()) -> None:
        super().__init__()
        self._theme, self._actions = theme, tuple(actions)
        self._card: ReturnCard | None = None
        self._bar: MessageBar | None = None

    def draw(self, card: ReturnCard | None) -> None:
        """Show a card, or none; in compact layout its two lines are one."""
        if card == self._card:
            return
        self._card = card
        if self._bar is not None:
            self.removeWidget(self._bar)
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None
        if card is not None:
            level = "must" if card.tone == "must" else "check"
            words, left = card.words, card.left
            if self._theme.compact and left:
                words, left = f"{words}（{left}）", ""
            self._bar = MessageBar(self._theme, plain_message(level, words, left), self._actions)
            self.addWidget(self._bar)
