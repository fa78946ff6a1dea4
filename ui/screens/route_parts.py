# SPDX-License-Identifier: MulanPSL-2.0
"""Parts of the interview: the rail of six stops, one page of answers, the result page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.present.declare.route import Stop
from app.present.declare.route_questions import Choice, Entry, Question
from ui.fields.words import WordField
from ui.qt import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QKeyEvent,
    QPushButton,
    Qt,
    QVBoxLayout,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import (
    TOP,
    Elided,
    button,
    clear_layout,
    icon_label,
    label,
)

NUMERALS = "一二三四五六"
MANY = 6
"""More answers than this stand in two columns, and only the chosen one is explained."""


class Rail(QWidget):
    """Where the person is among the six questions; a stop already answered can be gone back to."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "clear")
        self.setAccessibleName("六个问题")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.m.s2)
        self._shown: tuple[Stop, ...] = ()

    def set_stops(self, stops: Sequence[Stop]) -> None:
        """Show the stops."""
        if tuple(stops) == self._shown:
            return
        self._shown = tuple(stops)
        clear_layout(self._column)
        for number, stop in enumerate(stops):
            self._column.addWidget(self._stop(number, stop))
        self._column.addStretch(1)

    def _stop(self, number: int, stop: Stop) -> QPushButton:
        theme, m, c = self._theme, self._theme.m, self._theme.c
        entry = QPushButton()
        entry.setObjectName("stop")
        entry.setAutoDefault(False)
        entry.setEnabled(stop.done or stop.here)
        entry.setAccessibleName(f"第 {number + 1} 问，{stop.title}，{stop.answer or '还没答'}")
        row = QHBoxLayout(entry)
        row.setContentsMargins(m.s8 + m.bar, m.s4, m.s8, m.s4)
        row.setSpacing(m.s8)
        shape, ink = (
            ("st-ok", c.ok_ink)
            if stop.done
            else ("st-ready" if stop.here else "st-todo", c.primary)
        )
        row.addWidget(
            icon_label(theme, shape, ink if stop.done or stop.here else c.control, m.icon_small),
            0,
            TOP,
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(
            label(f"{NUMERALS[number]}、{stop.title}", "strong" if stop.here else "body")
        )
        words.addWidget(Elided(stop.answer if stop.done else "", "small"))
        row.addLayout(words, 1)
        ground = c.select if stop.here else "transparent"
        bar = c.primary if stop.here else "transparent"
        height = round(1.5 * m.body) + round(1.6 * m.small) + 2 * m.s4
        entry.setStyleSheet(
            f"#stop {{ border: 0; border-left: {m.bar}px solid {bar}; border-radius: 0; background: {ground};"
            f" padding: 0; min-height: {height}px; }} #stop:hover {{ background: {c.select}; }}"
        )
        entry.clicked.connect(lambda _checked=False, name=stop.name: self.chosen.emit(name))
        return entry


class QuestionPage(QWidget):
    """One question: big answers for the number pad, then the lines to type into."""

    chosen = Signal(str)
    typed = Signal(str, str)
    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "clear")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.m.s12)
        self._shape: tuple[str, ...] = ()
        self.answers: dict[str, QPushButton] = {}
        self.lines: dict[str, WordField] = {}
        self._keys: dict[str, str] = {}
        self._chosen = label("", "second", wrap=True)
        self._words: dict[str, tuple[str, ...]] = {}

    def set_question(self, question: Question) -> None:
        """Show a question; the same one again only marks other answers."""
        names = tuple(choice.value for choice in question.choices)
        shape = (question.name, *names, *(f"/{entry.name}" for entry in question.entries))
        self._words = {entry.name: entry.options for entry in question.entries}
        if shape != self._shape:
            self._build(question, shape)
        for choice in question.choices:
            self.answers[choice.value].setChecked(choice.chosen)
        for entry in question.entries:
            self.lines[entry.name].set_text(entry.text)
        held = next((choice for choice in question.choices if choice.chosen), None)
        self._chosen.setText(held.detail if held and len(question.choices) > MANY else "")

    def _build(self, question: Question, shape: tuple[str, ...]) -> None:
        clear_layout(self._column)
        self._shape = shape
        self.answers.clear()
        self.lines.clear()
        self._keys = {choice.key: choice.value for choice in question.choices}
        self._column.addWidget(
            label(f"{NUMERALS[question.number - 1]}、{question.title}", "walk", wrap=True)
        )
        self._column.addWidget(label(question.lead, "second", wrap=True))
        for entry in question.entries if question.name == "series" else ():
            self._column.addWidget(self._line(entry))
        self._column.addLayout(self._answers(question))
        self._chosen = label("", "second", wrap=True)
        self._column.addWidget(self._chosen)
        for entry in question.entries if question.name != "series" else ():
            self._column.addWidget(self._line(entry))
        self._column.addStretch(1)

    def _answers(self, question: Question) -> QGridLayout:
        m, many = self._theme.m, len(question.choices) > MANY
        group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.s16)
        grid.setVerticalSpacing(m.s8)
        for number, choice in enumerate(question.choices):
            answer = self._answer(question, choice)
            group.addButton(answer)
            self.answers[choice.value] = answer
            if many:
                grid.addWidget(answer, number // 2, number % 2)
            else:
                grid.addWidget(answer, number, 0)
                grid.addWidget(label(choice.detail, "second", wrap=True), number, 1)
        grid.setColumnStretch(1, 1)
        if many:
            grid.setColumnStretch(0, 1)
        return grid

    def _answer(self, question: Question, choice: Choice) -> QPushButton:
        answer = QPushButton(f"{choice.key}　{choice.label}")
        answer.setProperty("role", "answer")
        answer.setCheckable(True)
        answer.setAutoDefault(False)
        answer.setAccessibleName(f"{question.title}：{choice.key} {choice.label}")
        answer.setAccessibleDescription(choice.detail)
        answer.setToolTip(choice.detail)
        answer.clicked.connect(lambda _checked=False: self.chosen.emit(choice.value))
        return answer

    def _line(self, entry: Entry) -> WordField:
        field = WordField(
            self._theme,
            entry.label,
            f"route.{entry.name}",
            20,
            lambda typed: self._found(entry.name, typed),
        )
        field.set_note("")
        field.set_hint(entry.hint)
        field.committed.connect(lambda text: self.typed.emit(entry.name, text))
        field.entered.connect(lambda: self._next_line(entry.name))
        self.lines[entry.name] = field
        return field

    def _found(self, name: str, typed: str) -> list[str]:
        return search(self._words.get(name, ()), typed)

    def _next_line(self, name: str) -> None:
        names = list(self.lines)
        place = names.index(name) + 1
        if place < len(names):
            self.lines[names[place]].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.entered.emit()

    def press(self, event: QKeyEvent) -> bool:
        """Answer to a digit of the row or the pad; True when it was one of the answers."""
        plain = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        value = self._keys.get(event.text()) if event.modifiers() in plain else None
        if value is None:
            return False
        self.answers[value].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.chosen.emit(value)
        return True

    def first(self) -> QWidget | None:
        """Return what gets the focus: the chosen answer, else the first line or answer."""
        chosen = next((answer for answer in self.answers.values() if answer.isChecked()), None)
        lines = list(self.lines.values())
        if lines and self._shape[0] == "series":
            return next((line for line in lines if not line.text()), lines[0])
        return chosen or next(iter(self.answers.values()), None)


def search(words: Sequence[str], typed: str) -> list[str]:
    """Return the words that answer what was typed, best first; all of them for nothing typed."""
    from app.kernel.pinyin import rank

    scored = [
        (found, place, word)
        for place, word in enumerate(words)
        if (found := rank(typed, word)) is not None
    ]
    return [word for _, _, word in sorted(scored)]


def verbs(
    theme: Theme, back: Callable[[], object], on: Callable[[], object]
) -> tuple[QPushButton, QPushButton]:
    """Return the two verbs at the foot of the page: back, and the page's one blue button."""
    former = button(theme, "上一问")
    former.clicked.connect(lambda _checked=False: back())
    following = button(theme, "下一问", "primary", key="Enter")
    following.clicked.connect(lambda _checked=False: on())
    return former, following
