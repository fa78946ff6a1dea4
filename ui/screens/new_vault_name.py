# SPDX-License-Identifier: MulanPSL-2.0
"""The first step of a new vault: its name, the unit's marking, whose desk it is."""

from __future__ import annotations

from app.present.entry.new_vault import MARKINGS, OWNERS, NewVaultState
from ui.qt import QFrame, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, Signal
from ui.theme import Theme
from ui.widgets.basics import DropDown, button, label, line

OTHER_MARKING = "别的写法"
LONGEST = 40


class NameStep(QFrame):
    """Signals: changed() while typing; moved() for another place; entered() for Enter in the last entry."""

    changed = Signal()
    moved = Signal()
    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "clear")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.m.s8)
        self.alias = _entry("库名", "2026高级-甲")
        self._where = label("", "small", wrap=True)
        move = button(theme, "换个地方放…", "link")
        move.clicked.connect(lambda _checked=False: self.moved.emit())
        column.addWidget(label("库名：锁着的时候也看得见，不要写人名", "strong"))
        column.addWidget(self.alias)
        column.addLayout(line(theme, self._where, move))
        column.addWidget(label("标志：由单位定，显示在窗口最上面", "strong"))
        column.addLayout(self._marking_row())
        column.addWidget(label("给谁用", "strong"))
        column.addLayout(self._role_row())
        column.addWidget(label("您的姓名：加密存在库里，签在操作记录上", "strong"))
        self.owner = _entry("您的姓名", "")
        self.owner.setFixedWidth(theme.m.chars(14))
        column.addWidget(self.owner)
        column.addStretch(1)
        self._connect()

    def _marking_row(self) -> QHBoxLayout:
        self.marking = DropDown(self._theme, (*MARKINGS, OTHER_MARKING), "标志")
        self.marking.setCurrentIndex(-1)
        self.marking.setMinimumWidth(self._theme.m.chars(13))
        self.other = _entry("标志的别的写法", "照单位规定的写法输")
        row = line(self._theme, self.marking, self.other, None)
        self.other.setVisible(False)
        return row

    def _role_row(self) -> QHBoxLayout:
        self._roles: dict[str, QRadioButton] = {}
        row = line(self._theme, gap=self._theme.m.s16)
        for role, words in OWNERS:
            choice = QRadioButton(words)
            choice.setAccessibleName(words)
            choice.toggled.connect(lambda _on: self.changed.emit())
            self._roles[role] = choice
            row.addWidget(choice)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        for entry in (self.alias, self.other, self.owner):
            entry.textEdited.connect(lambda _text: self.changed.emit())
        self.alias.returnPressed.connect(self.marking.setFocus)
        self.other.returnPressed.connect(self.owner.setFocus)
        self.owner.returnPressed.connect(self.entered.emit)
        self.marking.activated.connect(lambda _index: self._marked())

    def _marked(self) -> None:
        self._show_other()
        if self.other.isVisible():
            self.other.setFocus()
        self.changed.emit()

    def _show_other(self) -> None:
        self.other.setVisible(self.marking.currentText() == OTHER_MARKING)

    def values(self) -> tuple[str, str, str, str]:
        """Return (alias, marking, role, owner) as typed."""
        chosen = self.marking.currentText() if self.marking.currentIndex() >= 0 else ""
        marking = self.other.text() if chosen == OTHER_MARKING else chosen
        role = next(
            (role for role, choice in self._roles.items() if choice.isChecked()), OWNERS[0][0]
        )
        return self.alias.text(), marking, role, self.owner.text()

    def draw(self, state: NewVaultState) -> None:
        """Show the state; entries already typed into are left alone."""
        self._where.setText(f"放在 {state.folder}")
        for role, choice in self._roles.items():
            blocked = choice.blockSignals(True)
            choice.setChecked(role == state.role)
            choice.blockSignals(blocked)
        for entry, text in ((self.alias, state.alias), (self.owner, state.owner)):
            if not entry.text() and text:
                entry.setText(text)
        if state.marking and self.marking.currentIndex() < 0:
            known = state.marking in MARKINGS
            self.marking.setCurrentIndex(
                self.marking.findText(state.marking if known else OTHER_MARKING)
            )
            self.other.setText("" if known else state.marking)
        self._show_other()


def _entry(name: str, sample: str) -> QLineEdit:
    entry = QLineEdit()
    entry.setAccessibleName(name)
    entry.setPlaceholderText(sample)
    entry.setMaxLength(LONGEST)
    return entry
