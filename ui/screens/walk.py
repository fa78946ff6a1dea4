# SPDX-License-Identifier: MulanPSL-2.0
"""逐项走查 (ux 3.4, S10, S22): one hand on the paper, one on the number pad."""

from __future__ import annotations

from itertools import pairwise

from app.present.papers.walk import WalkHolder, WalkPresenter
from app.present.why import asking
from app.present.why.explanation import Explanation
from ui.context import Context
from ui.qt import (
    QBoxLayout,
    QEvent,
    QHBoxLayout,
    QKeyEvent,
    QObject,
    QSizePolicy,
    QStackedWidget,
    Qt,
    QWidget,
)
from ui.screen import Screen
from ui.screens.walk_end import WalkEndPage
from ui.screens.walk_questions import FIRST, LAST, WalkQuestions
from ui.screens.walk_side import WalkSide
from ui.widgets.basics import (
    Elided,
    button,
    label,
    line,
    panel,
    rule,
    set_button_text,
)
from ui.widgets.dialogs import confirm
from ui.widgets.tags import ItemRail

VERIFIED_WORDS = "改了以后，审核人要重新核验这一项。原来的核验记录会留着。"
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
MOST_OF_IT = 1000


class WalkScreen(Screen):
    """One item a page. Digits answer, Enter goes on, PageUp goes back, Esc leaves."""

    title = "逐项走查"
    frameless = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.holder = context.presenter(WalkHolder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._shown_item = ""
        self._make_head()
        self.side = WalkSide(self)
        self.side.note.textEdited.connect(self._type_note)
        self.end = WalkEndPage(self)
        self._make_body()
        self._make_end()
        for watched in (*self.questions.boxes(), self.side.note):
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
        self.questions = WalkQuestions(self.theme)
        self.questions.answered.connect(self.intent(self._answer))
        self.questions.counted.connect(self.intent(self._type_count))
        self.questions.reasoned.connect(self._type_reason)
        self.questions.fetched.connect(self._type_bring)
        form.addWidget(self.questions, 1)
        form.addWidget(rule())
        self._make_verbs(form)
        return sheet

    def _order_tabs(self) -> None:
        """Reading order: the three questions, the reason, the verbs, the note."""
        chain: list[QWidget] = [*self.questions.in_order(), *self._verbs]
        chain += [self.side.note] if self.pane is None else []
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

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
        self.questions.draw(state, unit=self.context.session.role.reviews)
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

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits answer wherever the focus is; Enter saves."""
        at_end = self.presenter.state.end is not None
        if not at_end and self.questions.press(event):
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
            questions = self.questions
            if watched is questions.count and not questions.is_answered(LAST):
                questions.first_of(LAST).setFocus()
            else:
                self.guard(self._save)
            return True
        if watched is self.questions.reason and self.questions.pick_phrase(event.text()):
            return True
        return super().eventFilter(watched, event)

    def first_focus(self) -> QWidget | None:
        """Start at the first question; after the last item at the way on."""
        if self.presenter.state.end is not None:
            return self.end.first_focus()
        return self.questions.first_of(FIRST)

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
        if name == FIRST and value not in ("not_applicable", "not_ready"):
            self.questions.to_count()
        elif self.presenter.state.reason_wanted:
            self.refresh()
            self.questions.to_reason()
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


def open_screen(context: Context) -> WalkScreen:
    """Make the screen."""
    return WalkScreen(context)
