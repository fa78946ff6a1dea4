# SPDX-License-Identifier: MulanPSL-2.0
"""Counting: the candidates at the left, two columns of figures; each counter sees only their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.present.office.meeting import (
    FIGURES,
    Candidate,
    Counter,
    Entry,
    MeetingPresenter,
    MeetingState,
)
from ui.qt import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from ui.widgets.ask import ask
from ui.widgets.basics import button, label, line, panel, scrolled
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import DigitsField, LineField
from ui.widgets.header import EmptyState
from ui.widgets.table import Column, FormTable, Row, Tag

if TYPE_CHECKING:
    from ui.screens.meeting import MeetingScreen

NOBODY = "还没有可以表决的人。登记过复核通过的人才在这里。"
CLOSED = "还没有开始计票：先到“会前”签到、定规则。"
COLUMNS = (Column("候选人"), Column("", 7.5))
LIST_CHARS = 19


class Sheet(QWidget):
    """One counter's six figures and the verb that hands them in."""

    def __init__(self, page: CountPage, word: str, enter: Callable[[], None]) -> None:
        super().__init__()
        m = page.theme.m
        card, inside = panel("sheet", margins=(m.s16, m.s8, m.s16, m.s12), gap=m.s8)
        self._word = word
        self.name = label(word, "section")
        self.note = label("", "second", wrap=True)
        inside.addWidget(self.name)
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.s16)
        grid.setVerticalSpacing(m.s4)
        self.figures: dict[str, DigitsField] = {}
        for number, (key, title) in enumerate(FIGURES.items()):
            field = DigitsField(page.theme, title, most=3)
            field.editor.setAccessibleName(f"{word}：{title}")
            self.figures[key] = field
            grid.addWidget(field, number // 2, number % 2)
        grid.setColumnStretch(2, 1)
        inside.addLayout(grid)
        inside.addWidget(self.note)
        self.verb = button(page.theme, f"{word}录完")
        self.verb.clicked.connect(page.host.clicked(enter))
        inside.addLayout(line(page.theme, self.verb, None))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def typed(self) -> dict[str, str]:
        """Return the figures as typed."""
        return {key: field.text() for key, field in self.figures.items()}

    def draw(self, entry: Entry, *, locked: bool, ready: bool) -> None:
        """Show a counter's column; another's figures stay hidden until both are in."""
        self.name.setText(f"{self._word}　{entry.name}" if entry.name else self._word)
        for key, field in self.figures.items():
            if entry.done:
                shown = "" if entry.values is None else str(entry.values[key])
                field.set_text(shown)
            differs = key in entry.wrong
            field.set_note("两人不一致" if differs else "", "must" if differs else "")
            field.editor.setEnabled(ready and not entry.done)
        self.verb.setVisible(ready and not entry.done)
        self.note.setText(_note(entry, locked=locked))

    def clear(self) -> None:
        """Empty the column for another candidate."""
        for field in self.figures.values():
            field.set_text("")


class CountPage(QWidget):
    """Candidates, two sheets, the threshold with its working, and what can be done."""

    def __init__(self, screen: MeetingScreen, presenter: MeetingPresenter) -> None:
        super().__init__()
        self.host, self.presenter, self.theme = screen, presenter, screen.theme
        self._shown: tuple[str, bool, bool] = ("", False, False)
        self.setProperty("role", "clear")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.m.s8)
        self.list = FormTable(self.theme, COLUMNS, "候选人")
        self.list.setFixedWidth(self.theme.m.chars(LIST_CHARS - 4 * self.theme.fold))
        self.list.current_changed.connect(screen.intent(presenter.take))
        self.body = scrolled(self._make_body())
        self.empty = EmptyState(self.theme, "stamp", NOBODY)
        column.addLayout(line(self.theme, self.list, self.body, gap=self.theme.m.s16), 1)
        column.addWidget(self.empty, 1)
        column.addLayout(self._make_verbs())

    def _make_body(self) -> QWidget:
        m, content = self.theme.m, QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, m.s8, 0)
        column.setSpacing(m.s8)
        self.who = label("", "section", wrap=True)
        self.threshold = label("", "second", wrap=True)
        self.recused = label("", "second", wrap=True)
        self.teller = Sheet(self, "计票人", lambda: self._enter(Counter.TELLER))
        self.scrutineer = Sheet(self, "监票人", lambda: self._enter(Counter.SCRUTINEER))
        self.result = label("", "strong", wrap=True)
        self.corrections = label("", "small", wrap=True)
        for part in (self.who, self.threshold, self.recused):
            column.addWidget(part)
        if self.theme.fold:
            column.addWidget(self.teller)
            column.addWidget(self.scrutineer)
        else:
            column.addLayout(line(self.theme, self.teller, self.scrutineer, None, gap=m.s16))
        column.addWidget(self.result)
        column.addWidget(self.corrections)
        column.addStretch(1)
        return content

    def _make_verbs(self) -> QHBoxLayout:
        self.aside = button(self.theme, "回避…", "quiet")
        self.back = button(self.theme, "上一名", "quiet", "back")
        self.next = button(self.theme, "下一名", "quiet")
        self.again = button(self.theme, "两人重新录入")
        self.correct = button(self.theme, "更正登记…")
        self.lock = button(self.theme, "锁定", "secondary", "lock")
        acts = (
            (self.aside, self._ask_recused),
            (self.back, lambda: self.presenter.go(-1)),
            (self.next, lambda: self.presenter.go(1)),
            (self.again, self.presenter.again),
            (self.correct, self._ask_correction),
            (self.lock, self._lock),
        )
        for verb, act in acts:
            verb.clicked.connect(self.host.clicked(act))
        return line(
            self.theme, self.back, self.next, self.aside, None, self.again, self.correct, self.lock
        )

    def first(self) -> QWidget:
        """Return where the page starts."""
        return self.list

    def draw(self, state: MeetingState) -> None:
        """Show the candidate in hand."""
        there = bool(state.candidates)
        for part in (self.list, self.body):
            part.setVisible(there)
        self.empty.setVisible(not there)
        self.list.set_rows([_row(each) for each in state.candidates])
        opened = bool(state.meeting.opened_on)
        both = all(entry.done for entry in state.entries)
        for verb in (self.back, self.next, self.aside):
            verb.setEnabled(there)
        self.aside.setEnabled(there and not any(entry.done for entry in state.entries))
        self.again.setVisible(opened and both and not state.locked)
        self.correct.setVisible(state.locked)
        self.lock.setVisible(not state.locked)
        self.lock.setEnabled(opened and state.can_lock)
        if there:
            self._draw_candidate(state, opened)

    def _draw_candidate(self, state: MeetingState, opened: bool) -> None:
        held = state.candidates[state.place]
        if self.list.current_id() != held.id:
            self.list.select(held.id)
        shown = (held.id, *(entry.done for entry in state.entries))
        if shown != self._shown:
            for sheet, entry, was in zip(
                (self.teller, self.scrutineer), state.entries, self._shown[1:], strict=True
            ):
                if held.id != self._shown[0] or (was and not entry.done):
                    sheet.clear()
            self._shown = (held.id, state.entries[0].done, state.entries[1].done)
        count = f"第 {state.place + 1} 名，共 {len(state.candidates)} 名"
        self.who.setText(f"{held.name}　{held.title}　{count}")
        self.threshold.setText(state.threshold if opened else CLOSED)
        names = [e.name for e in state.meeting.experts if e.id in state.recused]
        self.recused.setText("回避：" + ("、".join(names) if names else "无"))
        ready = opened and not state.locked
        self.teller.draw(state.entries[0], locked=state.locked, ready=ready)
        self.scrutineer.draw(state.entries[1], locked=state.locked, ready=ready)
        self.result.setText(state.result)
        self.corrections.setText("\n".join(f"更正登记　{each}" for each in state.corrections))

    # -- intents

    def _enter(self, counter: Counter) -> None:
        sheet = self.teller if counter == Counter.TELLER else self.scrutineer
        self.presenter.enter(counter, sheet.typed())
        self.host.context.clear_messages()

    def _lock(self) -> None:
        self.presenter.lock()
        self.host.context.clear_messages()

    def _ask_recused(self) -> None:
        state = self.presenter.state
        context = self.host.context
        dialog = Dialog(self.theme, context.parent(), "对这一名回避的评委", context.marking)
        for expert in state.meeting.experts:
            if not expert.came:
                continue
            tick = QCheckBox(f"{expert.name}　{expert.employer}")
            tick.setChecked(expert.id in state.recused)
            tick.clicked.connect(
                lambda on, expert_id=expert.id: self.host.guard(
                    lambda: self.presenter.recuse(expert_id, on)
                )
            )
            dialog.body.addWidget(tick)
        dialog.body.addWidget(label("回避的不发选票；声明在纸上签。", "second", wrap=True))
        dialog.add_verb("好了", "primary").clicked.connect(dialog.accept)
        dialog.exec()
        dialog.deleteLater()

    def _ask_correction(self) -> None:
        reason = LineField(self.theme, "为什么更正", chars=28, required=True, most=120)
        ask(
            self.host.context,
            "更正登记",
            (reason,),
            "登记更正",
            lambda: self.presenter.correct(reason.text()),
            note="原来的数字留在登记里；主任委员、监票人要在计票单上签字。",
            harmful=True,
        )


def _note(entry: Entry, *, locked: bool) -> str:
    if locked:
        return "已锁定"
    if not entry.done:
        return ""
    return "已录完，等另一个人录" if entry.values is None else "已录完"


def _row(each: Candidate) -> Row:
    return Row(each.id, (each.name, Tag(each.word)), f"{each.name}，{each.title}，{each.word}")
