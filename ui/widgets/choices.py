# SPDX-License-Identifier: MulanPSL-2.0
"""Big answers that the number pad can press; questions carry 一、二、三, answers carry 1–6."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from ui.qt import QButtonGroup, QGridLayout, QKeyEvent, QPushButton, Qt, QWidget, Signal
from ui.theme import Theme


@frozen
class Answer:
    """One answer: what it stands for, the digit that presses it, its words, tone "" or must."""

    value: str
    digit: int
    words: str
    tone: str = ""


class Choices(QWidget):
    """One question's answers; emits ``chosen(value)`` when the person picks one.

    ``tight`` makes them as narrow as their words, where they stand beside something else.
    """

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        answers: Sequence[Answer],
        name: str,
        columns: int = 3,
        *,
        tight: bool = False,
    ) -> None:
        super().__init__()
        self._answers = tuple(answers)
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.setAccessibleName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.m.s12 if not theme.compact else theme.m.s8)
        for number, answer in enumerate(answers):
            widget = QPushButton(f"{answer.digit}　{answer.words}")
            widget.setProperty("role", "answer")
            widget.setProperty("tone", answer.tone)
            widget.setProperty("tight", tight)
            widget.setCheckable(True)
            widget.setAutoDefault(False)
            widget.setAccessibleName(f"{name}：{answer.digit} {answer.words}")
            widget.clicked.connect(lambda _checked=False, value=answer.value: self._pick(value))
            self._group.addButton(widget)
            self._buttons[answer.value] = widget
            grid.addWidget(widget, number // columns, number % columns)
        grid.setColumnStretch(columns, 1)

    def set_value(self, value: str) -> None:
        """Show which answer stands; an unknown value shows none; no signal is sent."""
        self._group.setExclusive(False)
        for key, widget in self._buttons.items():
            widget.setChecked(key == value)
        self._group.setExclusive(True)

    def value(self) -> str:
        """Return the standing answer, or an empty text."""
        return next((key for key, widget in self._buttons.items() if widget.isChecked()), "")

    def press(self, event: QKeyEvent) -> bool:
        """Answer to a digit of the row or the pad; True when the key was one of these answers."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        text = event.text()
        if not plain or len(text) != 1 or text not in "0123456789０１２３４５６７８９":
            return False
        for answer in self._answers:
            if answer.digit == int(text) and self._buttons[answer.value].isEnabled():
                self._buttons[answer.value].setChecked(True)
                self._pick(answer.value)
                return True
        return False

    def enable(self, value: str, on: bool, reason: str = "") -> None:
        """Switch one answer off with its reason as tip, or on again."""
        self._buttons[value].setEnabled(on)
        self._buttons[value].setToolTip("" if on else reason)

    def button(self, value: str) -> QPushButton:
        """Return the button of an answer."""
        return self._buttons[value]

    def _pick(self, value: str) -> None:
        self.chosen.emit(value)
