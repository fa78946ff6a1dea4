# SPDX-License-Identifier: MulanPSL-2.0
"""Parts of the new-vault page: where one stands in the four steps, and the recovery digits."""

from __future__ import annotations

from collections.abc import Sequence

from ui.qt import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget, Signal
from ui.theme import Theme
from ui.widgets.basics import label
from ui.widgets.digit_groups import COLUMNS, DigitGroups
from ui.widgets.fields import restyle

COPY_WORDS = (
    "口令忘了，只有这 8 组数字能打开。用笔抄在纸上，封好，按单位管密码信封的办法登记保管。"
    "程序不存它，也只给看这一次。每组最后一位是校验，抄错了马上看得出来。"
)
TYPE_WORDS = "对着您抄的纸，把 8 组数字输回来。错一组只重输那一组。"


class StepRail(QWidget):
    """The four steps in one line; the one in hand is bold and blue."""

    def __init__(self, theme: Theme, words: Sequence[str]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.m.s12)
        self._theme = theme
        self._labels: list[QLabel] = []
        for number, word in enumerate(words, start=1):
            widget = label(f"{number} {word}", "small")
            self._labels.append(widget)
            row.addWidget(widget)

    def set_step(self, step: int) -> None:
        """Mark a step, from 1."""
        for number, widget in enumerate(self._labels, start=1):
            widget.setProperty("role", "note" if number == step else "small")
            restyle(widget)
        self.setAccessibleName(f"第 {step} 步，共 {len(self._labels)} 步")


class RecoverySheet(QFrame):
    """First the digits to copy, then boxes to type them back.

    Signals as DigitGroups: typed(number, text), filled(number).
    """

    typed = Signal(int, str)
    filled = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.m.s12)
        self._words = label("", wrap=True)
        column.addWidget(self._words)
        self._shown = QWidget()
        grid = QGridLayout(self._shown)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.m.s32)
        grid.setVerticalSpacing(theme.m.s12)
        self._digits: list[QLabel] = []
        for number in range(8):
            cell = QVBoxLayout()
            cell.setSpacing(theme.m.s2)
            cell.addWidget(label(f"第{number + 1}组", "small"))
            digits = label("", "digits")
            self._digits.append(digits)
            cell.addWidget(digits)
            grid.addLayout(cell, number // COLUMNS, number % COLUMNS)
        grid.setColumnStretch(COLUMNS, 1)
        column.addWidget(self._shown)
        self._boxes = DigitGroups(theme)
        self._boxes.typed.connect(self.typed)
        self._boxes.filled.connect(self.filled)
        column.addWidget(self._boxes)
        column.addStretch(1)

    def draw(
        self, groups: Sequence[str], typed: Sequence[str], *, copying: bool, wrong: int
    ) -> None:
        """Show the digits, or the boxes with what was typed; a wrong box is empty and in hand."""
        self._words.setText(TYPE_WORDS if copying else COPY_WORDS)
        self._shown.setVisible(not copying)
        self._boxes.setVisible(copying)
        for widget, digits in zip(self._digits, groups, strict=False):
            widget.setText(digits)
            widget.setAccessibleName(" ".join(digits))
        self._boxes.set_groups(typed)
        self._boxes.mark_wrong(wrong)

    def advance(self, number: int) -> None:
        """Go on to the next box that is not full."""
        self._boxes.advance(number)

    def first_focus(self) -> QWidget:
        """Return the first box that is not full."""
        return next((box for box in self._boxes.boxes if len(box.text()) < 5), self._boxes.boxes[0])
