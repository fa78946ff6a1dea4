# SPDX-License-Identifier: MulanPSL-2.0
"""The head of a page: title, one line of facts, quiet commands, filters, one blue button."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from ui.qt import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    Qt,
    QVBoxLayout,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import CENTRE, Elided, button, clear_layout, icon_label, label


@frozen
class Chip:
    """One filter: its value, its word and how many it shows (None: no number)."""

    value: str
    word: str
    count: int | None = None

    @property
    def text(self) -> str:
        """Return the word with its number."""
        return self.word if self.count is None else f"{self.word} {self.count}"


class Chips(QWidget):
    """A row of filters, one of them on; emits ``chosen(value)``."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str = "筛选") -> None:
        super().__init__()
        self._theme = theme
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.m.s8)
        self.setAccessibleName(name)

    def set_chips(self, chips: Sequence[Chip], current: str) -> None:
        """Show other filters; buttons are kept while the values stay the same, so focus stays too."""
        if list(self._buttons) != [chip.value for chip in chips]:
            self._build(chips)
        for chip in chips:
            self._buttons[chip.value].setText(chip.text)
            self._buttons[chip.value].setAccessibleName(chip.text)
            self._buttons[chip.value].setChecked(chip.value == current)

    def _build(self, chips: Sequence[Chip]) -> None:
        clear_layout(self._row)
        self._group.deleteLater()
        self._group = QButtonGroup(self)
        self._buttons.clear()
        for chip in chips:
            widget = button(self._theme, chip.text, "chip")
            widget.setCheckable(True)
            widget.clicked.connect(lambda _checked=False, value=chip.value: self.chosen.emit(value))
            self._group.addButton(widget)
            self._row.addWidget(widget)
            self._buttons[chip.value] = widget


class PageHeader(QWidget):
    """Title and summary at the left, commands and the one primary button at the right.

    In normal layout filters and quiet commands have a second line; compact puts title, filters,
    commands and the button into one line and leaves the summary out.
    """

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        m = theme.m
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.s8)
        self._first = QHBoxLayout()
        self._first.setSpacing(m.s8)
        column.addLayout(self._first)
        self.title = label(title, "title")
        self.title.setMinimumHeight(m.header)
        self._first.addWidget(self.title)
        self.summary = Elided(role="second")
        self._first.addSpacing(m.s4)
        self._first.addWidget(self.summary, 1)
        if theme.compact:
            self.summary.hide()
        self._gap = self._first.count()
        if theme.compact:
            self._first.addStretch(1)
        self._second: QHBoxLayout | None = None
        self.primary: QPushButton | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_title(self, text: str) -> None:
        """Show another title."""
        self.title.setText(text)

    def set_summary(self, text: str) -> None:
        """Show one line of facts beside the title."""
        self.summary.set_text(text)

    def _second_line(self) -> QHBoxLayout:
        if self._second is None:
            self._second = QHBoxLayout()
            self._second.setSpacing(self._theme.m.s8)
            self._second.addStretch(1)
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.addLayout(self._second)
        return self._second

    def add_filters(self, *widgets: QWidget) -> None:
        """Put filters at the left of the second line; in compact layout after the title."""
        for widget in widgets:
            if self._theme.compact:
                self._first.insertWidget(self._gap, widget)
                self._gap += 1
            else:
                second = self._second_line()
                second.insertWidget(second.count() - 1 - self._after_stretch, widget)

    _after_stretch = 0

    def add_commands(self, *widgets: QWidget, minor: bool = True) -> None:
        """Put quiet commands at the right of the second line; minor ones fold away when narrow.

        A screen that folds a command away keeps it among its ``commands()`` in the menu.
        """
        for widget in widgets:
            if minor and self._theme.fold:
                widget.hide()
                widget.setParent(self)
            elif self._theme.compact:
                position = self._first.count() - (1 if self.primary is not None else 0)
                self._first.insertWidget(position, widget)
            else:
                self._second_line().addWidget(widget)
                self._after_stretch += 1

    def add_beside(self, *widgets: QWidget) -> None:
        """Put something in the first line, before the primary button."""
        for widget in widgets:
            position = self._first.count() - (1 if self.primary is not None else 0)
            self._first.insertWidget(position, widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_primary(self, text: str, icon_name: str = "", key: str = "") -> QPushButton:
        """Set the page's one blue button and return it."""
        if self.primary is not None:
            raise ValueError("a page has one primary button")
        self.primary = button(self._theme, text, "primary", icon_name, key)
        self._first.addWidget(self.primary)
        return self.primary


class EmptyState(QWidget):
    """What is missing, and the one thing to do about it."""

    def __init__(self, theme: Theme, icon_name: str, text: str, action: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(theme.m.s12)
        column.addStretch(1)
        column.addWidget(icon_label(theme, icon_name, theme.c.control, 2 * theme.m.icon), 0, CENTRE)
        self.words = label(text, "second", wrap=True)
        self.words.setAlignment(CENTRE)
        column.addWidget(self.words)
        self.action: QPushButton | None = None
        if action:
            self.action = button(theme, action)
            column.addWidget(self.action, 0, CENTRE)
        column.addStretch(1)
        self.setAccessibleName(text)
