# SPDX-License-Identifier: MulanPSL-2.0
"""首次运行 (ux S01): text size with live samples, input check, font check; no scroll bar, one button."""

from __future__ import annotations

from collections.abc import Callable

from app.kernel.messages import Message
from app.present.entry.first_run import RARE_SAMPLE, FirstRunPresenter
from ui.pages import Page, Stage
from ui.qt import (
    QBoxLayout,
    QEvent,
    QHBoxLayout,
    QKeyEvent,
    QLabel,
    QObject,
    QPushButton,
    QSizePolicy,
    Qt,
    QVBoxLayout,
    QWidget,
)
from ui.theme import TextSize, Theme
from ui.widgets.basics import button, icon_label, label, line
from ui.widgets.fields import SearchLine
from ui.widgets.messages import MessageArea

SAMPLE = "近五年年度考核\n2026年7月10日截止"
HELP = """\
字号：点一下或按 Tab 移过去按空格，整个窗口马上变。拿不准就选大一点的，以后随时能改。
姓名：只为试一试汉字打不打得出来，不保存。打不出来，先按 Ctrl+空格 切换输入法。
生僻字：看见空框的，说明字体没有装全，重新安装本程序。"""
SIZES = ((TextSize.STANDARD, "1"), (TextSize.LARGE, "2"), (TextSize.HUGE, "3"))


class SizeCard(QPushButton):
    """One text size, shown in itself whatever size is in force."""

    def __init__(self, theme: Theme, size: TextSize, digit: str) -> None:
        super().__init__()
        m = theme.m
        self.size_in_hand = size
        self.setCheckable(True)
        self.setAccessibleName(f"字号{size.word}")
        self.setAccessibleDescription("选中后整个窗口立刻变")
        self.setObjectName("sizecard")
        column = QVBoxLayout(self)
        column.setContentsMargins(m.s16, m.s8, m.s16, m.s8)
        column.setSpacing(m.s4)
        sample = self._sample(theme)
        for widget in (QLabel(f"{digit}　{size.word}"), sample):
            column.addWidget(widget)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        lines = 1 if theme.compact else 2
        height = round(size * 1.5) * lines + m.tag + 2 * m.s8 + m.s4
        width = sample.sizeHint().width() + 2 * m.s16
        chosen = f"background: {theme.c.select}; border: {m.ring}px solid {theme.c.primary};"
        self.setStyleSheet(
            f"#sizecard {{ text-align: left; padding: 0; min-height: {height}px;"
            f" max-height: {height}px; min-width: {width}px; }}"
            f"#sizecard:checked {{ {chosen} }}"
        )

    def _sample(self, theme: Theme) -> QLabel:
        """Return words in the size of the card, whatever size is in force."""
        sample = QLabel(SAMPLE.splitlines()[0] if theme.compact else SAMPLE)
        font = theme.font("body")
        font.setPixelSize(int(self.size_in_hand))
        sample.setStyleSheet(f"font-size: {int(self.size_in_hand)}px;")
        sample.setFont(font)
        return sample


class FirstRunPage(Page):
    """Draws FirstRunPresenter; ``finished`` is called when the person goes on."""

    title = "首次运行"

    def __init__(
        self, stage: Stage, presenter: FirstRunPresenter, finished: Callable[[], None]
    ) -> None:
        super().__init__(stage)
        self._presenter, self._finished = presenter, finished
        theme = self.theme
        column = self.sheet_page(theme.m.chars(56), theme.m.s8)
        column.addWidget(label("先看看字够不够大，汉字打不打得出来", "title"))
        self._cards = self._size_cards(column)
        self._build_check(column)
        self._build_fonts(column)
        column.addStretch(1)
        self._messages = MessageArea(theme)
        column.addWidget(self._messages)
        self._start = button(theme, "开始使用", "primary", key="Enter")
        self._start.setDefault(True)
        self._start.clicked.connect(lambda _checked=False: self._go())
        later = label("字号以后随时能改：Ctrl+= 大，Ctrl+- 小。", "small")
        column.addLayout(line(theme, later, None, self._start))
        self.listen(presenter.subscribe)

    def _size_cards(self, column: QBoxLayout) -> dict[TextSize, SizeCard]:
        theme = self.theme
        column.addWidget(label("一、字号", "strong"))
        row = QHBoxLayout()
        row.setSpacing(theme.m.s12)
        cards: dict[TextSize, SizeCard] = {}
        for size, digit in SIZES:
            card = SizeCard(theme, size, digit)
            card.clicked.connect(lambda _checked=False, size=size: self._choose(size))
            row.addWidget(card, 1, Qt.AlignmentFlag.AlignBottom)
            cards[size] = card
        column.addLayout(row)
        return cards

    def _build_check(self, column: QBoxLayout) -> None:
        theme = self.theme
        column.addWidget(label("二、输一下您的姓名", "strong"))
        self._name = SearchLine()
        self._name.setAccessibleName("输入法测试：您的姓名")
        self._name.setPlaceholderText("只试输入法，不保存")
        self._name.setFixedWidth(theme.m.chars(14))
        self._name.installEventFilter(self)
        self._name.textChanged.connect(self._presenter.name_typed)
        self._verdict = label("", "second")
        self._mark = icon_label(theme, "st-ok", theme.c.ok_ink, theme.m.icon_small)
        column.addLayout(line(theme, self._name, self._mark, self._verdict, None))

    def _build_fonts(self, column: QBoxLayout) -> None:
        column.addWidget(label("三、这几个生僻字，看得见字、不是空框，就行", "strong"))
        column.addWidget(label(RARE_SAMPLE, "section"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count the keys of the input check, and never what they are."""
        if (
            watched is self._name
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            if event.text():
                self._presenter.key_pressed()
            if event.text() in ("\r", "\n"):
                self._go()
                return True
        return super().eventFilter(watched, event)

    def _choose(self, size: TextSize) -> None:
        self._presenter.choose_text_size(size)
        self.stage.set_text_size(size)

    def _go(self) -> None:
        self._presenter.finish()
        self._finished()

    def refresh(self) -> None:
        """Draw sizes, the verdict on typing, and what is wrong with the faces or the preferences."""
        state = self._presenter.state
        for size, card in self._cards.items():
            card.setChecked(int(size) == state.text_size)
        self._mark.setVisible(state.typed_well)
        self._verdict.setText("打得出汉字。" if state.typed_well else "")
        told = (state.typed, state.fonts, state.lost)
        wanted = [message for message in told if message is not None]
        if [m.code for m in wanted] != [m.code for m in reversed(self._messages.messages())]:
            self._messages.clear()
            for message in wanted:
                self._say(message)

    def _say(self, message: Message) -> None:
        self._messages.say(message, close=False)

    def help_words(self) -> str:
        """Say what the page asks and why."""
        return HELP

    def first_focus(self) -> QWidget:
        """Begin with the sizes."""
        return self._cards[TextSize(self._presenter.state.text_size)]

    def save_state(self) -> dict[str, str]:
        """Keep what is typed over a change of size."""
        return {"name": self._name.text()}

    def restore_state(self, state: dict[str, str]) -> None:
        """Put back what was typed."""
        self._name.setText(state.get("name", ""))
