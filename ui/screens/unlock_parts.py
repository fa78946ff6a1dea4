# SPDX-License-Identifier: MulanPSL-2.0
"""Parts of the unlock page: the list of cards, the question about the date, a new passphrase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from app.kernel.dates import PartialDate, weekday_word
from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys
from app.kernel.messages import Message
from app.present.entry.startup import DateQuestion, chinese_day
from app.present.entry.unlock import VaultCard, renewing
from ui.pages import Stage
from ui.qt import (
    QFrame,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import Elided, button, clear_layout, icon_label, label, line, scrolled
from ui.widgets.messages import MessageArea
from ui.widgets.passphrase import PassphraseLine


class Card(QPushButton):
    """One vault: alias, marking, last opening. Never a person's name."""

    relocate = Signal(str)

    def __init__(self, theme: Theme, card: VaultCard, chosen: bool) -> None:
        super().__init__()
        c, m = theme.c, theme.m
        self.setObjectName("card")
        self.setCheckable(True)
        self.setChecked(chosen)
        self.setAutoDefault(False)
        self.setAccessibleName(card.alias)
        self.setAccessibleDescription(card.facts)
        self.setStyleSheet(self._sheet(theme, card))
        column = QVBoxLayout(self)
        column.setContentsMargins(m.s16, m.s8, m.s12, m.s8)
        column.setSpacing(m.s2)
        mark = icon_label(theme, "lock", c.primary if chosen else c.ink2)
        top = line(theme, mark, Elided(card.alias, "section"))
        top.setStretch(1, 1)
        column.addLayout(top)
        column.addWidget(Elided(card.facts, "second"))
        if card.gone:
            again = button(theme, "重新指定位置", "link")
            again.clicked.connect(lambda _checked=False: self.relocate.emit(card.folder))
            warning = icon_label(theme, "st-warn", c.warn_ink, m.icon_small)
            column.addLayout(line(theme, warning, again, None))
        if card.hint:
            column.addWidget(Elided(card.hint, "note"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _sheet(self, theme: Theme, card: VaultCard) -> str:
        c, m = theme.c, theme.m
        lines = 1 + bool(card.hint) + card.gone
        height = 2 * m.s8 + round(m.section * 1.5) + lines * (round(m.table * 1.55) + m.s2)
        height += m.s8 if card.gone else 0
        return (
            f"#card {{ background: {c.paper}; border: 1px solid {c.line}; padding: 0;"
            f" min-height: {height}px; max-height: {height}px; }}"
            f"#card:hover {{ border-color: {c.primary}; }}"
            f"#card:checked {{ background: {c.select}; border: 1px solid {c.primary};"
            f" border-left: {m.bar}px solid {c.primary}; }}"
        )


class CardList(QWidget):
    """All cards; emits ``chosen(folder)`` and ``relocate(folder)``."""

    chosen = Signal(str)
    relocate = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._messages = MessageArea(theme)
        outer.addWidget(self._messages)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.m.s8)
        outer.addWidget(scrolled(content), 1)
        self._shown: tuple[tuple[VaultCard, ...], str] = ((), "")
        self.setAccessibleName("这台电脑上的库")

    def set_cards(self, cards: Sequence[VaultCard], chosen: str) -> None:
        """Show other cards."""
        wanted = (tuple(cards), chosen)
        if wanted == self._shown:
            return
        self._shown = wanted
        clear_layout(self._column)
        for card in cards:
            widget = Card(self._theme, card, card.folder == chosen)
            widget.clicked.connect(
                lambda _checked=False, folder=card.folder: self.chosen.emit(folder)
            )
            widget.relocate.connect(self.relocate.emit)
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def say(self, message: Message) -> None:
        """Say what is wrong with a folder."""
        self._messages.say(message)


class DateSheet(QFrame):
    """Asked only when the machine's date looks odd: ``right()`` or ``other(day)``."""

    right = Signal()
    other = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        m = theme.m
        self.setProperty("role", "sheet")
        column = QVBoxLayout(self)
        column.setContentsMargins(m.s16, m.s8, m.s12, m.s8)
        column.setSpacing(m.s4)
        self._ask = label("", "strong")
        self._why = label("", "second", wrap=True)
        column.addLayout(line(theme, icon_label(theme, "clock", theme.c.warn_ink), self._ask, None))
        column.addWidget(self._why)
        yes = button(theme, "是，就用这一天")
        yes.clicked.connect(lambda _checked=False: self.right.emit())
        self._day = QLineEdit()
        self._day.setAccessibleName("今天是哪一天")
        self._day.setPlaceholderText("2026年6月15日")
        self._day.setFixedWidth(theme.m.chars(9))
        self._day.returnPressed.connect(self._set)
        no = button(theme, "不是，改成这一天")
        no.clicked.connect(lambda _checked=False: self._set())
        column.addLayout(line(theme, yes, m.s8, self._day, no, None))
        self._fault = label("", "must", wrap=True)
        self._fault.hide()
        column.addWidget(self._fault)
        self.setAccessibleName("核对日期")

    def set_question(self, question: DateQuestion | None) -> None:
        """Show the question, or nothing."""
        self.setVisible(question is not None)
        if question is not None:
            shown = question.shown
            self._ask.setText(f"今天是 {chinese_day(shown)}（{weekday_word(shown)}）吗？")
            self._why.setText(f"{question.fault.message.detail}时限都从您确认的这一天算起。")

    def _set(self) -> None:
        parsed = PartialDate.parse(self._day.text())
        day: dt.date | None = parsed.exact() if parsed else None
        self._fault.setVisible(day is None)
        if day is None:
            self._fault.setText(
                f"“{self._day.text()}”看不出是哪一天，写成 2026年6月15日 或 20260615。"
            )
            self._day.setFocus()
        else:
            self.other.emit(day)


def ask_new_passphrase(stage: Stage, folder: Path, keys: VaultKeys) -> bool:
    """Let the person set a new passphrase after recovery digits; True when it was set."""
    from ui.qt import QDialog
    from ui.widgets.dialogs import Dialog  # not before the first window stands

    dialog = Dialog(stage.theme, stage.widget(), "恢复数字对，给这个库换一个新口令")
    first, second = PassphraseLine(stage.theme, "新口令"), PassphraseLine(stage.theme, "再输一遍")
    for words, entry in (("新口令（至少 12 个字）", first), ("再输一遍", second)):
        dialog.body.addWidget(label(words, "strong"))
        dialog.body.addWidget(entry)
    dialog.add_cancel("先不换")
    act = dialog.add_verb("换成新口令", "primary", "Enter")

    def refuse(fault: UserError) -> None:
        act.setEnabled(True)
        dialog.messages.say(fault.message, close=False)

    def change() -> None:
        act.setEnabled(False)
        try:
            work = renewing(folder, keys, first.taken(), second.taken())
        except UserError as fault:
            refuse(fault)
        else:
            stage.tasks.start(work, done=lambda _none: dialog.accept(), refused=refuse)

    act.clicked.connect(change)
    first.setFocus()
    return dialog.exec() == QDialog.DialogCode.Accepted
