# SPDX-License-Identifier: MulanPSL-2.0
"""逐项走查 (ux 3.4, S10, S22): one hand on the paper, one on the number pad."""

from __future__ import annotations

from app.present.session import Role
from app.present.walk import WalkHolder, WalkPresenter, WalkState
from app.present.walk_desks import Question
from ui.context import Context
from ui.qt import QBoxLayout, QEvent, QKeyEvent, QLineEdit, QObject, Qt, QVBoxLayout, QWidget
from ui.screen import Screen
from ui.widgets.basics import (
    CENTRE,
    DropDown,
    Elided,
    button,
    clear_layout,
    label,
    line,
    panel,
    rule,
)
from ui.widgets.choices import Answer, Choices
from ui.widgets.tags import ItemRail, StateTag

MUST_ANSWERS = frozenset({"needs_correction", "differs"})


class WalkScreen(Screen):
    """One item a page. Digits answer, Enter goes on, PageUp goes back, Esc leaves."""

    title = "逐项走查"
    frameless = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.holder = context.presenter(WalkHolder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._questions: dict[str, Choices] = {}
        self._make_head()
        self._make_sheet()
        self._make_pane()
        self.on_key("PgUp", self._back)
        self.on_key("F2", self._to_note)
        self.on_key("Esc", self._leave)
        self.bind(self.holder)
        self._shown_item = ""
        self.refresh()

    @property
    def presenter(self) -> WalkPresenter:
        """Return the walk in hand."""
        return self.holder.walk()

    # -- parts

    def _make_head(self) -> None:
        m = self.theme.m
        bar, row = panel("toolbar", "row", (m.s24, 0, m.s16, 0), m.s12)
        bar.setFixedHeight(max(m.toolbar, m.header) + m.s2)
        self.person = label("", "section")
        self.subject = Elided(role="second")
        self.rail = ItemRail(self.theme)
        self.counter = label("", "strong")
        self.unseen = label("", "second")
        leave = button(self.theme, "返回列表", key="Esc")
        leave.clicked.connect(self.clicked(self._leave))
        head = line(
            self.theme,
            self.person,
            self.subject,
            self.rail,
            self.counter,
            self.unseen,
            leave,
            gap=m.s12,
        )
        head.setStretchFactor(self.subject, 1)
        row.addLayout(head)
        self.column.addWidget(bar)

    def _make_sheet(self) -> None:
        m = self.theme.m
        top = m.s8 if self.theme.compact else m.s24
        sheet, form = panel(
            "sheet", margins=(m.s32, top, m.s32, m.s12), gap=m.s4 if self.theme.compact else m.s8
        )
        self.item = label("", "walk", wrap=True)
        self.pages = label("", "section")
        form.addWidget(self.item)
        form.addWidget(self.pages)
        form.addStretch(1)
        self._first = QVBoxLayout()
        self._last = QVBoxLayout()
        form.addLayout(self._first)
        form.addStretch(1)
        form.addWidget(label("二、实点几页", "strong"))
        self.count = QLineEdit()
        self.count.setProperty("role", "count")
        self.count.setFixedWidth(m.number_width)
        self.count.setAlignment(CENTRE)
        self.count.setMaxLength(4)
        self.count.setAccessibleName("实点几页")
        self.count.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.count.textEdited.connect(self.intent(self._type_count))
        self.count.installEventFilter(self)
        self.count_note = label("", "second")
        hint = label("1 张纸双面都有字 = 2 页", "small")
        form.addLayout(line(self.theme, self.count, label("页"), self.count_note, hint, None))
        form.addStretch(1)
        form.addLayout(self._last)
        self._make_reason(form)
        form.addStretch(1)
        form.addWidget(rule())
        self._make_verbs(form)
        edge = m.s8 if self.theme.compact else m.s16
        outer = QVBoxLayout()
        outer.setContentsMargins(m.s24, edge, m.s24, edge)
        outer.addWidget(sheet, 1)
        self.column.addLayout(outer, 1)

    def _make_reason(self, form: QBoxLayout) -> None:
        self.reason_row = QWidget()
        self.reason_row.setProperty("role", "clear")
        self.reason_word = label("写明原因", "strong")
        self.reason = DropDown(self.theme, (), "原因")
        self.reason.setEditable(True)
        self.reason.setFixedWidth(self.theme.m.form_width)
        self.reason.editTextChanged.connect(self._type_reason)
        self.reason_row.setLayout(
            line(self.theme, self.reason_word, self.reason, None, gap=self.theme.m.s16)
        )
        form.addWidget(self.reason_row)

    def _make_verbs(self, form: QBoxLayout) -> None:
        back = button(self.theme, "上一项", key="PgUp")
        skip = button(self.theme, "先跳过", "quiet")
        self.flag = button(self.theme, "⚑ 回头再办", "quiet")
        self.save = button(self.theme, "保存，下一项", "primary", key="Enter")
        back.clicked.connect(self.clicked(self._back))
        skip.clicked.connect(self.clicked(self._skip))
        self.flag.clicked.connect(self.clicked(self._flag_it))
        self.save.clicked.connect(self.clicked(self._save))
        form.addLayout(line(self.theme, back, skip, self.flag, None, self.save))

    def _make_pane(self) -> None:
        m = self.theme.m
        column = self.make_pane().column
        column.addWidget(label("各级怎么看的", "section"))
        self.marks = QVBoxLayout()
        self.marks.setSpacing(m.s4)
        column.addLayout(self.marks)
        self.registered = label("", "second", wrap=True)
        column.addWidget(self.registered)
        column.addWidget(rule())
        column.addWidget(label("条款", "section"))
        self.clause = label("", "second", wrap=True)
        column.addWidget(self.clause)
        self.sample_head = label("样例", "section")
        self.sample = label("", "second", wrap=True)
        column.addWidget(self.sample_head)
        column.addWidget(self.sample)
        column.addStretch(1)
        self.cited = label("", "second", wrap=True)
        column.addWidget(self.cited)
        column.addWidget(rule())
        column.addWidget(label("备注　F2", "strong"))
        self.note = QLineEdit()
        self.note.setAccessibleName("备注")
        self.note.setPlaceholderText("只在本机看得到，不打印")
        self.note.textEdited.connect(self._type_note)
        column.addWidget(self.note)

    # -- drawing

    def refresh(self) -> None:
        """Draw the item in hand."""
        state = self.presenter.state
        self.person.setText(state.person or state.title)
        self.subject.set_text(state.subject)
        self.rail.set_items([item.tone for item in state.rail], state.position - 1)
        self.rail.setVisible(not self.theme.fold)
        self.counter.setText(f"第 {state.position} 项，共 {state.total} 项")
        self.unseen.setText(f"未看 {state.unseen} 项" if state.unseen else state.summary)
        self.item.setText(f"{state.tab}　{state.name}")
        self.pages.setText(state.pages_line)
        for question, place in zip(state.questions, (self._first, self._last), strict=True):
            self._draw_question(question, place)
        if self.count.text() != state.count:
            self.count.setText(state.count)
        self._draw_count(state)
        self._draw_reason(state)
        self._draw_pane(state)
        if state.entry_id != self._shown_item:
            self._shown_item = state.entry_id
            self.note.setText(state.note)
            self._focus_first()

    def _draw_question(self, question: Question, place: QVBoxLayout) -> None:
        if question.name not in self._questions:
            answers = [
                Answer(c.value, int(c.key), c.word, "must" if c.value in MUST_ANSWERS else "")
                for c in question.choices
            ]
            place.addWidget(label(f"{question.numeral}、{question.text}", "strong"))
            choices = Choices(self.theme, answers, question.text)
            choices.chosen.connect(
                self.intent(lambda value, name=question.name: self._answer(name, value))
            )
            place.addWidget(choices)
            self._questions[question.name] = choices
        self._questions[question.name].set_value(question.answer)

    def _draw_count(self, state: WalkState) -> None:
        good = state.count_note == "相符"
        self.count_note.setText(
            f"✓ {state.registered}，相符" if good else (state.count_note or state.registered)
        )
        self.count_note.setProperty(
            "role", "ok" if good else ("warn" if state.count_note else "second")
        )
        self.count_note.style().unpolish(self.count_note)
        self.count_note.style().polish(self.count_note)

    def _draw_reason(self, state: WalkState) -> None:
        self.reason_row.setVisible(state.reason_wanted)
        if not state.reason_wanted:
            return
        words = [self.reason.itemText(n) for n in range(self.reason.count())]
        if words != list(state.phrases):
            self.reason.set_words(state.phrases)
        if self.reason.currentText() != state.reason:
            blocked = self.reason.blockSignals(True)
            self.reason.setEditText(state.reason)
            self.reason.blockSignals(blocked)

    def _draw_pane(self, state: WalkState) -> None:
        clear_layout(self.marks)
        for mark in state.marks:
            word = {"通过": "已核验"}.get(mark.word, mark.word)
            self.marks.addLayout(
                line(
                    self.theme,
                    label(mark.level_word),
                    StateTag(self.theme, word),
                    None,
                    label(mark.on, "second"),
                )
            )
            if mark.reason:
                self.marks.addWidget(label(mark.reason, "second", wrap=True))
        self.registered.setText(state.registered)
        pack = self.context.session.pack
        lines = [f"{pack.clause(clause).reference}：{text}" for clause, text in state.clauses]
        self.clause.setText("\n".join(lines) or "没有对应的条款。")
        self.sample.setText(state.sample)
        self.sample_head.setVisible(bool(state.sample))
        self.cited.setText("被引用：" + "、".join(state.cited_by) if state.cited_by else "")

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits answer wherever the focus is; Enter saves."""
        if self._digit(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.guard(self._save)
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the count box Enter goes to the last question, or saves when it is answered."""
        if (
            watched is self.count
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                answered = self._questions["last"].value()
                if answered:
                    self.guard(self._save)
                else:
                    self._questions["last"].button(self._first_answer("last")).setFocus()
                return True
            if event.key() == Qt.Key.Key_PageUp:
                self.guard(self._back)
                return True
        return super().eventFilter(watched, event)

    def _digit(self, event: QKeyEvent) -> bool:
        return any(choices.press(event) for choices in self._questions.values())

    def _first_answer(self, name: str) -> str:
        state = self.presenter.state
        question = next(q for q in state.questions if q.name == name)
        return question.answer or question.choices[0].value

    def _focus_first(self) -> None:
        self._questions["first"].button(self._first_answer("first")).setFocus()

    def first_focus(self) -> QWidget | None:
        """Start at the first question."""
        return self._questions["first"].button(self._first_answer("first"))

    # -- intents

    def _answer(self, name: str, value: str) -> None:
        self.presenter.answer(name, value)
        if name == "first" and value not in ("not_applicable", "not_ready"):
            self.count.setFocus()
            self.count.selectAll()
        elif self.presenter.state.reason_wanted:
            self.refresh()
            self.reason.setFocus()
        else:
            self.save.setFocus()

    def _save(self) -> None:
        walk = self.presenter
        if not walk.save_and_next():
            self._finish()
        self.context.clear_messages()

    def _finish(self) -> None:
        state = self.presenter.state
        self.context.say_code("WALK-END", summary=state.summary)
        self._leave()

    def _type_count(self, text: str) -> None:
        self.presenter.type_count(text)

    def _type_reason(self, text: str) -> None:
        self.presenter.type_reason(text)

    def _type_note(self, text: str) -> None:
        self.presenter.type_note(text)

    def _flag_it(self) -> None:
        self.presenter.flag()

    def _to_note(self) -> None:
        self.note.setFocus()

    def _skip(self) -> None:
        if not self.presenter.skip():
            self._finish()

    def _back(self) -> None:
        self.presenter.back()

    def _leave(self) -> None:
        place = "review" if self.context.session.role == Role.UNIT else "materials"
        self.context.go(place)


def open_screen(context: Context) -> WalkScreen:
    """Make the screen."""
    return WalkScreen(context)
