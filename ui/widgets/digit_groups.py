# SPDX-License-Identifier: MulanPSL-2.0
"""Recovery digits: eight boxes of five, full-width digits made half-width, the next box by itself."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.text import clean_code
from ui.qt import (
    QEvent,
    QGridLayout,
    QKeyEvent,
    QLineEdit,
    QObject,
    Qt,
    QVBoxLayout,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import CENTRE, label
from ui.widgets.fields import restyle

COLUMNS = 4


class DigitGroups(QWidget):
    """The boxes.

    Signals:
        typed(number, text): a box changed, numbers from 1.
        filled(number): a box got its last digit.
    """

    typed = Signal(int, str)
    filled = Signal(int)

    def __init__(
        self, theme: Theme, count: int = 8, width: int = 5, columns: int = COLUMNS
    ) -> None:
        super().__init__()
        self._width = width
        self.boxes: list[QLineEdit] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.m.s12)
        grid.setVerticalSpacing(theme.m.s8)
        for number in range(1, count + 1):
            box = QLineEdit()
            box.setProperty("role", "digits")
            box.setAccessibleName(f"第{number}组，{width} 位数字")
            box.setObjectName(f"group{number}")
            box.setAlignment(CENTRE)
            box.setFixedWidth(theme.m.chars(5.5))
            box.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
            box.textChanged.connect(lambda text, number=number: self._changed(number, text))
            box.installEventFilter(self)
            self.boxes.append(box)
            cell = QVBoxLayout()
            cell.setSpacing(theme.m.s2)
            cell.addWidget(label(f"第{number}组", "small"))
            cell.addWidget(box)
            grid.addLayout(cell, (number - 1) // columns, (number - 1) % columns)
        grid.setColumnStretch(columns, 1)

    def _changed(self, number: int, text: str) -> None:
        box = self.boxes[number - 1]
        digits = "".join(c for c in clean_code(text) if c.isascii() and c.isdigit())
        if len(digits) > self._width:
            self._spread(number, digits)
            return
        if digits != text:
            box.setText(digits)
            return
        self.typed.emit(number, digits)
        if len(digits) == self._width and box.hasFocus():
            self.filled.emit(number)

    def _spread(self, number: int, digits: str) -> None:
        """Lay a run of digits typed or pasted at once over this box and the next."""
        for offset, start in enumerate(range(0, len(digits), self._width)):
            if number - 1 + offset < len(self.boxes):
                self.boxes[number - 1 + offset].setText(digits[start : start + self._width])
        last = min(number - 1 + (len(digits) - 1) // self._width, len(self.boxes) - 1)
        self.boxes[last].setFocus(Qt.FocusReason.OtherFocusReason)

    def advance(self, number: int) -> None:
        """Go on to the box after this one that is not full; the last stays where it is."""
        for box in self.boxes[number:]:
            if len(box.text()) < self._width:
                box.setFocus(Qt.FocusReason.TabFocusReason)
                box.selectAll()
                return

    def groups(self) -> list[str]:
        """Return what stands in the boxes."""
        return [box.text() for box in self.boxes]

    def set_groups(self, groups: Sequence[str]) -> None:
        """Show other digits; no signal is sent."""
        for box, text in zip(self.boxes, groups, strict=False):
            if box.text() != text:
                blocked = box.blockSignals(True)
                box.setText(text)
                box.blockSignals(blocked)

    def mark_wrong(self, number: int) -> None:
        """Give one box the red edge and the focus; 0 takes the edge away everywhere."""
        for index, box in enumerate(self.boxes, start=1):
            tone = "must" if index == number else ""
            if box.property("tone") != tone:
                box.setProperty("tone", tone)
                restyle(box)
        if number:
            self.boxes[number - 1].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Backspace in an empty box goes back to the one before."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Backspace
            and watched in self.boxes
        ):
            number = self.boxes.index(watched)
            if number and not self.boxes[number].text():
                self.boxes[number - 1].setFocus(Qt.FocusReason.BacktabFocusReason)
                return True
        return super().eventFilter(watched, event)
