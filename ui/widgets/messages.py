# SPDX-License-Identifier: MulanPSL-2.0
"""Messages: where and what, why, then verbs; the code small and grey for the telephone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from app.kernel.messages import LEVEL_WORDS, Message
from ui.qt import (
    QColor,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    Qt,
    QVBoxLayout,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import button, clear_layout, icon_label, label

TONES = {"must": "must", "check": "warn", "note": "note", "ok": "ok"}
SHAPES = {"must": "st-must", "check": "st-warn", "note": "st-note", "ok": "st-ok"}
_WORDS = {**LEVEL_WORDS, "ok": "已完成"}
_INLINE = 38


@frozen
class Action:
    """A verb on a message and what it does."""

    word: str
    run: Callable[[], object]
    key: str = ""


def plain_message(level: str, title: str, detail: str = "", remedy: str = "") -> Message:
    """Return a message without a code, for what a screen says about its own state."""
    return Message("", level, title, detail, remedy)


class MessageBar(QFrame):
    """One message. Level must, check, note or ok decides icon, word and colours."""

    def __init__(
        self,
        theme: Theme,
        message: Message,
        actions: Sequence[Action] = (),
        close: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self._theme, self.message = theme, message
        self.setObjectName("message")
        self._dress()
        m = theme.m
        body = f"{message.detail}{message.remedy}"
        row = QHBoxLayout(self)
        row.setContentsMargins(m.s12, m.s4, m.s8, m.s4)
        row.setSpacing(m.s8)
        ink = theme.c.pair(TONES[message.level])[0]
        row.addWidget(icon_label(theme, SHAPES[message.level], ink), 0, Qt.AlignmentFlag.AlignTop)
        row.setAlignment(row.itemAt(0).widget(), Qt.AlignmentFlag.AlignVCenter)
        verbs = [*actions, *([Action("知道了", close)] if close is not None else [])]
        room = _INLINE - sum(len(action.word) + 2 for action in actions)
        row.addLayout(self._words(message, body, room), 1)
        for action in verbs:
            verb = button(theme, action.word, "link", key=action.key)
            verb.clicked.connect(lambda _checked=False, run=action.run: run())
            row.addWidget(verb)
        word = _WORDS[message.level]
        self.setAccessibleName(f"{word}：{message.title}")
        self.setAccessibleDescription(body)

    def _dress(self) -> None:
        c, m = self._theme.c, self._theme.m
        ink, tint = c.pair(TONES[self.message.level])
        edge = QColor(ink)
        edge.setAlphaF(1.0 if c.high_contrast else 0.30)
        self.setStyleSheet(
            f"#message {{ background: {tint}; border: 1px solid {edge.name(QColor.NameFormat.HexArgb)};"
            f" border-left: {m.bar}px solid {ink}; border-top-right-radius: {m.radius}px;"
            f" border-bottom-right-radius: {m.radius}px; min-height: {m.tag}px; }}"
            f'#message QLabel[role="strong"] {{ color: {ink}; }}'
        )
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _words(self, message: Message, body: str, room: int) -> QVBoxLayout:
        title, code = message.title, message.code
        short = len(body) <= room and not self._theme.fold
        words = QVBoxLayout()
        words.setSpacing(self._theme.m.s2)
        first = QHBoxLayout()
        first.setSpacing(self._theme.m.s8)
        first.addWidget(label(title, "strong", wrap=not short), 0 if short else 1)
        if short and body:
            first.addWidget(label(body, "second"))
        if short:
            first.addStretch(1)
        if code:
            first.addWidget(label(code, "code"), 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(first)
        if body and not short:
            words.addWidget(label(body, "second", wrap=True))
        return words


@frozen
class Said:
    """One thing said, as it was said; enough to say it again in other widgets."""

    message: Message
    actions: tuple[Action, ...] = ()
    close: bool = True

    @property
    def passing(self) -> bool:
        """Tell whether it only reports: nothing has to be mended and no verb waits for the person."""
        return self.message.level in ("ok", "note") and self.close and not self.actions

    def overtakes(self, former: Said) -> bool:
        """Tell whether a former message says nothing any more beside this one."""
        one, other = self.message, former.message
        if (one.code, one.title) == (other.code, other.title):
            return True
        same_kind = one.code == other.code and one.level == other.level
        return self.passing and former.passing and same_kind


class MessageArea(QWidget):
    """Where a page says things; the newest on top, at most three, none when there is nothing to say.

    A report takes the place of the former one of its kind (已存为…), and none is carried to another
    page. What a person has to mend or to answer stays until that is done.
    """

    MOST = 3
    said = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bars: list[MessageBar] = []
        self._said: list[Said] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.m.s4)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def say(
        self, message: Message, actions: Sequence[Action] = (), close: bool = True
    ) -> MessageBar:
        """Show a message; the same one is replaced, and so is a report of the same kind."""
        said = Said(message, tuple(actions), close)
        for bar, former in list(zip(self._bars, self._said, strict=True)):
            if said.overtakes(former):
                self.drop(bar)
        made: list[MessageBar] = []
        bar = MessageBar(
            self._theme, message, actions, (lambda: self.drop(made[0])) if close else None
        )
        made.append(bar)
        self._bars.insert(0, bar)
        self._said.insert(0, said)
        self._column.insertWidget(0, bar)
        while len(self._bars) > self.MOST:
            self.drop(self._least())
        self.show()
        self.said.emit()
        announce(bar)
        return bar

    def _least(self) -> MessageBar:
        """Return what can go when there is no room: a report first, then what has no verb; the oldest of them."""
        older = list(zip(self._bars, self._said, strict=True))[:0:-1]

        def weight(pair: tuple[MessageBar, Said]) -> int:
            said = pair[1]
            return 0 if said.passing else 1 if said.close and not said.actions else 2

        return min(older, key=weight)[0]

    def leave_page(self) -> None:
        """Take away reports: they belong to the page the person goes from."""
        for bar, said in list(zip(self._bars, self._said, strict=True)):
            if said.passing:
                self.drop(bar)

    def forget(self, *codes: str) -> None:
        """Take away the messages of some codes."""
        for bar in [each for each in self._bars if each.message.code in codes]:
            self.drop(bar)

    def drop(self, bar: MessageBar) -> None:
        """Take one message away."""
        if bar in self._bars:
            del self._said[self._bars.index(bar)]
            self._bars.remove(bar)
            bar.hide()
            self._column.removeWidget(bar)
            bar.deleteLater()
        self.setVisible(bool(self._bars))
        self.said.emit()

    def clear(self) -> None:
        """Take all messages away."""
        self._bars.clear()
        self._said.clear()
        clear_layout(self._column)
        self.hide()
        self.said.emit()

    def messages(self) -> list[Message]:
        """Return what stands there, newest first."""
        return [bar.message for bar in self._bars]

    def what_was_said(self) -> list[Said]:
        """Return what stands there with its verbs, newest first, for saying it again in other widgets."""
        return list(self._said)


def announce(widget: QWidget) -> None:
    """Tell a screen reader, when one is on, that something was said."""
    from ui.qt import QAccessible, QAccessibleEvent  # its enums cost a tenth of the first window

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
