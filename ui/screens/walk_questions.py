# SPDX-License-Identifier: MulanPSL-2.0
"""The questions of one item in the walk: two with answers by digit, the count of pages, the reason."""

from __future__ import annotations

from typing import cast

from app.present.papers.walk import WalkState
from app.present.papers.walk_desks import Question
from ui.qt import (
    QBoxLayout,
    QComboBox,
    QKeyEvent,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    Qt,
    QVBoxLayout,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import CENTRE, DropDown, label, line
from ui.widgets.choices import Answer, Choices

MUST_ANSWERS = frozenset({"needs_correction", "differs"})
FIRST, LAST = "first", "last"
SHEET_HINT = "1 张纸双面都有字 = 2 页"
SAME = "相符"


class WalkQuestions(QWidget):
    """Draws the questions of a WalkState; what is typed and pressed goes out as signals.

    Signals:
        answered(question, value), counted(text), reasoned(text), fetched(text).
    """

    answered = Signal(str, str)
    counted = Signal(str)
    reasoned = Signal(str)
    fetched = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setProperty("role", "clear")
        self._choices: dict[str, Choices] = {}
        self._state: WalkState | None = None
        form = QVBoxLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(theme.m.s4 if theme.compact else theme.m.s8)
        places = {FIRST: QVBoxLayout(), LAST: QVBoxLayout()}
        self._places = places
        form.addStretch(1)
        form.addLayout(places[FIRST])
        form.addStretch(1)
        self._make_count(form)
        form.addStretch(1)
        form.addLayout(places[LAST])
        self._make_reason(form)
        form.addStretch(1)

    # -- parts

    def _make_count(self, form: QBoxLayout) -> None:
        self.count_head = label("", "strong")
        self.count = QLineEdit()
        self.count.setProperty("role", "count")
        self.count.setFixedWidth(self.theme.m.number_width)
        self.count.setAlignment(CENTRE)
        self.count.setMaxLength(4)
        self.count.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.count.textEdited.connect(self.counted)
        self.count_note = label("", "second")
        hint = label(SHEET_HINT, "small")
        count = line(self.theme, self.count, label("页"), self.count_note, hint, None)
        self._add_question(form, self.count_head, count)

    def _make_reason(self, form: QBoxLayout) -> None:
        m = self.theme.m
        self.reason_row = QWidget()
        self.reason_row.setProperty("role", "clear")
        self.reason_word = label("写明原因", "strong")
        self.reason = DropDown(self.theme, (), "原因")
        self.reason.setEditable(True)
        self.reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.reason.setMinimumWidth(m.chars(12))
        self.reason.setMaximumWidth(m.form_width)
        self.reason.editTextChanged.connect(self.reasoned)
        self._reason_line().setAccessibleName("原因")
        self.bring_word = label("要带来", "strong")
        self.bring = QLineEdit()
        self.bring.setAccessibleName("要带来什么")
        self.bring.setMaxLength(60)
        self.bring.textEdited.connect(self.fetched)
        row = line(
            self.theme, self.reason_word, self.reason, self.bring_word, self.bring, gap=m.s12
        )
        row.setStretchFactor(self.reason, 3)
        row.setStretchFactor(self.bring, 2)
        self.reason_row.setLayout(row)
        form.addWidget(self.reason_row)

    def _reason_line(self) -> QLineEdit:
        return cast("QLineEdit", self.reason.lineEdit())

    def boxes(self) -> tuple[QWidget, ...]:
        """Return the boxes that give the keys of the walk away."""
        return self.count, self.bring, self.reason

    def in_order(self) -> list[QWidget]:
        """Return what the Tab key walks over, in reading order."""
        first, last = (self._choices[name].findChildren(QPushButton) for name in (FIRST, LAST))
        return [*first, self.count, *last, self.reason, self.bring]

    # -- drawing

    def draw(self, state: WalkState, *, unit: bool) -> None:
        """Show the questions of the item in hand; a reviewing unit is asked what to bring."""
        self._state = state
        for question, name in zip(state.questions, (FIRST, LAST), strict=True):
            self._draw_question(question, self._places[name])
        if self.count.text() != state.count:
            self.count.setText(state.count)
        self._draw_count(state)
        self._draw_reason(state, unit=unit)

    def _draw_question(self, question: Question, place: QVBoxLayout) -> None:
        if question.name not in self._choices:
            answers = [
                Answer(c.value, int(c.key), c.word, "must" if c.value in MUST_ANSWERS else "")
                for c in question.choices
            ]
            head = label(f"{question.numeral}、{question.text}", "strong")
            choices = Choices(self.theme, answers, question.text)
            choices.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            name = question.name
            choices.chosen.connect(lambda value: self.answered.emit(name, value))
            self._add_question(place, head, choices)
            self._choices[name] = choices
        self._choices[question.name].set_value(question.answer)

    def _add_question(self, place: QBoxLayout, head: QLabel, answer: QWidget | QLayout) -> None:
        """Put the question over its answers; in compact layout beside them, to save height."""
        if self.theme.compact:
            head.setFixedWidth(self.theme.m.chars(10.3))
            place.addLayout(line(self.theme, head, answer, None))
            return
        place.addWidget(head)
        if isinstance(answer, QWidget):
            place.addWidget(answer)
        else:
            place.addLayout(answer)

    def _draw_count(self, state: WalkState) -> None:
        self.count_head.setText(f"二、{state.count_question}")
        self.count.setAccessibleName(state.count_question)
        good = state.count_note == SAME
        self.count_note.setText(
            f"✓ {state.registered}，{SAME}" if good else (state.count_note or state.registered)
        )
        self.count_note.setProperty(
            "role", "ok" if good else ("warn" if state.count_note else "second")
        )
        self.count_note.style().unpolish(self.count_note)
        self.count_note.style().polish(self.count_note)

    def _draw_reason(self, state: WalkState, *, unit: bool) -> None:
        self.reason_row.setVisible(state.reason_wanted)
        for widget in (self.bring_word, self.bring):
            widget.setVisible(unit)
        if self.bring.text() != state.bring:
            self.bring.setText(state.bring)
        if not state.reason_wanted:
            return
        self.reason_word.setText("要补正什么" if unit else "为什么不适用")
        words = [self.reason.itemText(n) for n in range(self.reason.count())]
        if words != list(state.phrases):
            self.reason.set_words(state.phrases)
        if self.reason.currentText() != state.reason:
            blocked = self.reason.blockSignals(True)
            self.reason.setEditText(state.reason)
            self.reason.blockSignals(blocked)

    # -- keys and focus

    def press(self, event: QKeyEvent) -> bool:
        """Take a digit as an answer; False when no question has it."""
        return any(choices.press(event) for choices in self._choices.values())

    def pick_phrase(self, text: str) -> bool:
        """A digit typed over the whole reason takes the phrase of that number."""
        edit = self._reason_line()
        whole = edit.text() == edit.selectedText()
        number = int(text) if len(text) == 1 and text.isascii() and text.isdigit() else 0
        if self._state is None or not whole or not 1 <= number <= self.reason.count():
            return False
        self.reason.setCurrentIndex(number - 1)
        edit.setText(self._state.phrases[number - 1])
        edit.selectAll()
        return True

    def is_answered(self, name: str) -> bool:
        """Tell whether a question has its answer."""
        return bool(self._choices[name].value())

    def first_of(self, name: str) -> QWidget:
        """Return the answer of a question that gets the focus: the one given, else the first."""
        questions = self._state.questions if self._state is not None else ()
        question = next(each for each in questions if each.name == name)
        return self._choices[name].button(question.answer or question.choices[0].value)

    def to_count(self) -> None:
        """Put the caret into the count of pages, over what stands there."""
        self.count.setFocus()
        self.count.selectAll()

    def to_reason(self) -> None:
        """Put the caret into the reason, over what stands there."""
        self.reason.setFocus()
        self._reason_line().selectAll()
