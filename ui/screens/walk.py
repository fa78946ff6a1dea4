# SPDX-License-Identifier: MulanPSL-2.0
"""逐项走查 (ux 3.4, S10, S22): one hand on the paper, one on the number pad."""

from __future__ import annotations

from itertools import pairwise
from typing import cast

from app.present.papers.walk import WalkHolder, WalkPresenter, WalkState
from app.present.papers.walk_desks import Question
from app.present.why import asking
from app.present.why.explanation import Explanation
from ui.context import Context
from ui.qt import (
    QBoxLayout,
    QComboBox,
    QEvent,
    QHBoxLayout,
    QKeyEvent,
    QLabel,
    QLayout,
    QLineEdit,
    QObject,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    Qt,
    QVBoxLayout,
    QWidget,
)
from ui.screen import Screen
from ui.screens.walk_end import WalkEndPage
from ui.screens.walk_side import WalkSide
from ui.widgets.basics import (
    CENTRE,
    DropDown,
    Elided,
    button,
    label,
    line,
    panel,
    rule,
    set_button_text,
)
from ui.widgets.choices import Answer, Choices
from ui.widgets.dialogs import confirm
from ui.widgets.tags import ItemRail

VERIFIED_WORDS = "改了以后，审核人要重新核验这一项。原来的核验记录会留着。"
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MOST_OF_IT = 1000
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
        self._shown_item = ""
        self._make_head()
        self.side = WalkSide(self)
        self.side.note.textEdited.connect(self._type_note)
        self.end = WalkEndPage(self)
        self._make_body()
        self._make_end()
        for watched in (self.count, self.side.note, self.bring, self.reason):
            watched.installEventFilter(self)
        self.on_key("PgUp", self._back)
        self.on_key("F2", self._to_note)
        self.on_key("Esc", self._leave)
        self.bind(self.holder)
        self.refresh()
        self._order_tabs()

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

    def _make_body(self) -> None:
        m = self.theme.m
        edge = m.s8 if self.theme.compact else m.s16
        self.pages_of_walk = QStackedWidget()
        self.pages_of_walk.setProperty("role", "clear")
        self.pages_of_walk.addWidget(self._make_sheet())
        self.pages_of_walk.addWidget(self.end.widget)
        if not self.theme.compact:
            # Wide screens get a sheet in the middle, not wider gaps between the questions.
            self.pages_of_walk.setMaximumSize(m.reading_width, m.walk_height)
        holder = QWidget()
        holder.setProperty("role", "clear")
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        outer = QHBoxLayout(holder)
        outer.setContentsMargins(m.s24, edge, m.s24, edge)
        outer.addStretch(1)
        outer.addWidget(self.pages_of_walk, MOST_OF_IT)
        outer.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(holder, 1)
        if self.pane is None:
            body.addWidget(self.side.pane)
        self.column.addLayout(body, 1)

    def _make_end(self) -> None:
        end = self.end
        end.back.clicked.connect(self.clicked(self._back))
        end.unseen.clicked.connect(self.clicked(self._to_unseen))
        end.flagged.clicked.connect(self.clicked(self._to_flagged))
        end.slip.clicked.connect(self.clicked(lambda: self.context.go("print", "fetch-list")))
        end.done.clicked.connect(self.clicked(self._finish))
        end.table.activated.connect(self.intent(self._to_item))

    def _make_sheet(self) -> QWidget:
        m = self.theme.m
        top = m.s8 if self.theme.compact else m.s24
        sheet, form = panel(
            "sheet", margins=(m.s32, top, m.s32, m.s12), gap=m.s4 if self.theme.compact else m.s8
        )
        self.item = label("", "walk", wrap=True)
        self.pages = label("", "section")
        if self.theme.compact:
            title = line(self.theme, self.item, self.pages, gap=m.s16)
            title.setStretchFactor(self.item, 1)
            form.addLayout(title)
        else:
            form.addWidget(self.item)
            form.addWidget(self.pages)
        form.addStretch(1)
        self._first = QVBoxLayout()
        self._last = QVBoxLayout()
        form.addLayout(self._first)
        form.addStretch(1)
        self.count_head = label("", "strong")
        self.count = QLineEdit()
        self.count.setProperty("role", "count")
        self.count.setFixedWidth(m.number_width)
        self.count.setAlignment(CENTRE)
        self.count.setMaxLength(4)
        self.count.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.count.textEdited.connect(self.intent(self._type_count))
        self.count_note = label("", "second")
        hint = label("1 张纸双面都有字 = 2 页", "small")
        count = line(self.theme, self.count, label("页"), self.count_note, hint, None)
        self._add_question(form, self.count_head, count)
        form.addStretch(1)
        form.addLayout(self._last)
        self._make_reason(form)
        form.addStretch(1)
        form.addWidget(rule())
        self._make_verbs(form)
        return sheet

    def _order_tabs(self) -> None:
        """Reading order: the three questions, the reason, the verbs, the note."""
        buttons = {name: _buttons(choices) for name, choices in self._questions.items()}
        chain: list[QWidget] = [*buttons["first"], self.count, *buttons["last"], self.reason]
        chain += [self.bring, *self._verbs]
        chain += [self.side.note] if self.pane is None else []
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

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
        self.reason.editTextChanged.connect(self._type_reason)
        self._reason_line().setAccessibleName("原因")
        self.bring_word = label("要带来", "strong")
        self.bring = QLineEdit()
        self.bring.setAccessibleName("要带来什么")
        self.bring.setMaxLength(60)
        self.bring.textEdited.connect(self._type_bring)
        row = line(
            self.theme, self.reason_word, self.reason, self.bring_word, self.bring, gap=m.s12
        )
        row.setStretchFactor(self.reason, 3)
        row.setStretchFactor(self.bring, 2)
        self.reason_row.setLayout(row)
        form.addWidget(self.reason_row)

    def _reason_line(self) -> QLineEdit:
        return cast("QLineEdit", self.reason.lineEdit())

    def _make_verbs(self, form: QBoxLayout) -> None:
        back = button(self.theme, "上一项", key="PgUp")
        skip = button(self.theme, "先跳过", "quiet")
        self.flag = button(self.theme, "⚑ 回头再办", "quiet")
        self.save = button(self.theme, "保存，下一项", "primary", key="Enter")
        back.clicked.connect(self.clicked(self._back))
        skip.clicked.connect(self.clicked(self._skip))
        self.flag.clicked.connect(self.clicked(self._flag_it))
        self.save.clicked.connect(self.clicked(self._save))
        self._verbs = (back, skip, self.flag, self.save)
        self.pace = Elided(role="small")
        row = line(self.theme, back, skip, self.flag, self.pace, self.save)
        row.setStretchFactor(self.pace, 1)
        form.addLayout(row)

    # -- drawing

    def refresh(self) -> None:
        """Draw the item in hand."""
        state = self.presenter.state
        self.pages_of_walk.setCurrentIndex(0 if state.end is None else 1)
        if self.pane is None:
            self.side.pane.setVisible(state.end is None)
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
        self.side.draw(state)
        self.pace.set_text(state.pace)
        flagged = next(item.flagged for item in state.rail if item.current)
        set_button_text(self.flag, "⚑ 取消回头再办" if flagged else "⚑ 回头再办")
        if state.end is not None:
            self.end.draw(state.end)
        shown = "" if state.end is not None else state.entry_id
        if shown != self._shown_item:
            self._shown_item = shown
            self.side.note.setText(state.note)
            first = self.first_focus()
            if first is not None and self.isVisible():
                first.setFocus()

    def _draw_question(self, question: Question, place: QVBoxLayout) -> None:
        if question.name not in self._questions:
            answers = [
                Answer(c.value, int(c.key), c.word, "must" if c.value in MUST_ANSWERS else "")
                for c in question.choices
            ]
            head = label(f"{question.numeral}、{question.text}", "strong")
            choices = Choices(self.theme, answers, question.text)
            choices.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            choices.chosen.connect(
                self.intent(lambda value, name=question.name: self._answer(name, value))
            )
            self._add_question(place, head, choices)
            self._questions[question.name] = choices
        self._questions[question.name].set_value(question.answer)

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
        unit = self.context.session.role.reviews
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

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits answer wherever the focus is; Enter saves."""
        at_end = self.presenter.state.end is not None
        if not at_end and self._digit(event):
            return
        if event.key() in ENTER:
            self.guard(self._finish if at_end else self._save)
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the boxes the keys of the walk: Enter goes on, PageUp back, a digit picks a phrase."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_PageUp:
            self.guard(self._back)
            return True
        if event.key() in ENTER:
            if watched is self.count and not self._questions["last"].value():
                self._questions["last"].button(self._first_answer("last")).setFocus()
            else:
                self.guard(self._save)
            return True
        if watched is self.reason and self._pick_phrase(event.text()):
            return True
        return super().eventFilter(watched, event)

    def _pick_phrase(self, text: str) -> bool:
        """A digit typed over the whole reason takes the phrase of that number."""
        edit = self._reason_line()
        whole = edit.text() == edit.selectedText()
        number = int(text) if len(text) == 1 and text.isascii() and text.isdigit() else 0
        if not whole or not 1 <= number <= self.reason.count():
            return False
        self.reason.setCurrentIndex(number - 1)
        edit.setText(self.presenter.state.phrases[number - 1])
        edit.selectAll()
        return True

    def _digit(self, event: QKeyEvent) -> bool:
        return any(choices.press(event) for choices in self._questions.values())

    def _first_answer(self, name: str) -> str:
        state = self.presenter.state
        question = next(q for q in state.questions if q.name == name)
        return question.answer or question.choices[0].value

    def first_focus(self) -> QWidget | None:
        """Start at the first question; after the last item at the way on."""
        if self.presenter.state.end is not None:
            return self.end.first_focus()
        return self._questions["first"].button(self._first_answer("first"))

    def focus_path(self, path: str) -> bool:
        """Go to one item of the walk."""
        entry_id = [*path.split("."), ""][1] or path
        if self.context.session.checklist.find(entry_id) is None:
            return False
        self.presenter.go_to(entry_id)
        return True

    def help_words(self) -> str:
        """Return the clauses of the item in hand and its sample."""
        state, pack = self.presenter.state, self.context.session.pack
        lines = [f"{pack.clause(clause).reference}：{text}" for clause, text in state.clauses]
        return "\n".join([*lines, state.sample] if state.sample else lines)

    def why(self) -> Explanation | None:
        """Explain why the item in hand is on the list."""
        return asking.of_material(self.context.session, self.presenter.state.entry_id)

    # -- intents

    def _answer(self, name: str, value: str) -> None:
        self.presenter.answer(name, value)
        if name == "first" and value not in ("not_applicable", "not_ready"):
            self.count.setFocus()
            self.count.selectAll()
        elif self.presenter.state.reason_wanted:
            self.refresh()
            self.reason.setFocus()
            self._reason_line().selectAll()
        else:
            self.save.setFocus()

    def _save(self) -> None:
        walk = self.presenter
        if walk.undoes_a_pass() and not confirm(
            self.theme,
            self,
            "这一项审核人已经核验过",
            VERIFIED_WORDS,
            "照样改",
            self.context.marking,
        ):
            return
        walk.save_and_next()
        self.context.clear_messages()

    def _finish(self) -> None:
        self.context.go("review" if self.context.session.role.reviews else "materials")

    def _type_count(self, text: str) -> None:
        self.presenter.type_count(text)

    def _type_reason(self, text: str) -> None:
        self.presenter.type_reason(text)

    def _type_bring(self, text: str) -> None:
        self.presenter.type_bring(text)

    def _type_note(self, text: str) -> None:
        self.presenter.type_note(text)

    def _flag_it(self) -> None:
        self.presenter.flag()
        self.save.setFocus()  # Enter goes on, whatever was pressed last

    def _to_note(self) -> None:
        self.side.pane.setVisible(True)
        self.side.pane.raise_()
        self.side.note.setFocus()

    def _to_item(self, entry_id: str) -> None:
        self.presenter.go_to(entry_id)

    def _to_unseen(self) -> None:
        self.presenter.go_to_unseen()

    def _to_flagged(self) -> None:
        self.presenter.go_to_flagged()

    def _skip(self) -> None:
        self.presenter.skip()

    def _back(self) -> None:
        self.presenter.back()

    def _leave(self) -> None:
        unit = self.context.session.role.reviews
        self.context.go("workbench" if unit else "materials")


def _buttons(choices: Choices) -> list[QPushButton]:
    return choices.findChildren(QPushButton)


def open_screen(context: Context) -> WalkScreen:
    """Make the screen."""
    return WalkScreen(context)
