# SPDX-License-Identifier: MulanPSL-2.0
"""定密登记 (D-7, secrecy.md 7.1): which papers a decision speaks of, and the book of decisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from app.kernel.errors import UserError
from app.present.secrecy.marking import ALL_PAPERS, MarkingPresenter
from app.present.secrecy.marking_draft import Draft
from app.present.secrecy.marking_lines import (
    CHANGED,
    GONE,
    PERSON,
    UNIT,
    VALID,
    VOID,
    EntryLine,
    PaperLine,
)
from app.present.secrecy.typed import TypedDecision
from ui.context import Context
from ui.qt import QFrame, QWidget
from ui.screen import Command, Screen
from ui.screens.bin import ask_reason
from ui.secrecy.deciding import REACHES, DecisionForm, ask_release
from ui.widgets.basics import Elided, button, panel, set_button_text
from ui.widgets.header import Chip, Chips, EmptyState
from ui.widgets.table import Column, FormTable, Row, Tag, Tick
from ui.widgets.tags import DONE, PLAIN, TagLook

PAPER_COLUMNS = (
    Column("", 2.6),
    Column("文件或材料"),
    Column("标志", 14),
    Column("谁定的", 13),
)
ENTRY_COLUMNS = (
    Column("状态", 6),
    Column("标志", 9),
    Column("管到哪几件"),
    Column("定密责任人", 7),
    Column("日期", 7),
)
LOOKS: dict[str, TagLook] = {VALID: DONE, CHANGED: PLAIN, GONE: PLAIN, VOID: PLAIN}
RULE = (
    "本程序未经测评审查合格前，不得录入国家秘密的内容。"
    "密级由定密责任人确定，程序不判定、不建议。没有登记，纸上不印标志。"
)
EMPTY = "还没有定密记录。没有登记，纸上就不印标志。"
NO_PAPERS = "还没有可以登记的文件。"
DECIDE, NOTHING = "登记定密…", "-"  # NOTHING: no entry has this id
HELP = (
    "先逐件打勾，再点“登记定密…”，照定密决定填。改了密级、期限或者知悉范围的点“变更…”，解密的点“解密…”，"
    "登记错了的点“作废登记…”：原来的一条都留着。详见使用手册“定密登记、密级标志和份号”。"
)
VOID_WORDS = "登记错了才作废。两条都留在记录里；作废后不再印这个标志，它代替的那一条重新作数。"


class MarkingScreen(Screen):
    """Draws MarkingPresenter's state; the form of a decision takes the place of the lists."""

    title = "定密登记"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(MarkingPresenter)
        self._draft: Draft | None = None
        self._owner = self.presenter.owner
        self.enter = self.header.set_primary(DECIDE, "stamp")
        self.enter.clicked.connect(self.clicked(self._act))
        self.away = button(self.theme, "先不办", "quiet")
        self.away.clicked.connect(self.clicked(self._put_away))
        self.header.add_beside(self.away)
        self.chips = Chips(self.theme, "看什么")
        self.chips.chosen.connect(self.intent(self._choose))
        self.header.add_filters(self.chips)
        self._make_lists()
        self.form = DecisionForm(self.theme)
        self.form.touched.connect(self._keep_draft)
        for part in (self.papers, self.entries, self.empty, self.form):
            self.column.addWidget(part, 1)
        self.column.addWidget(self._make_foot())
        self.on_key("Esc", self._leave)
        self.bind(self.presenter)
        self._take_up(self.presenter.draft())
        self.refresh()

    def _make_lists(self) -> None:
        self.papers = FormTable(self.theme, PAPER_COLUMNS, "文件和材料")
        self.papers.hide_column(3, self.theme.fold)
        self.papers.ticked.connect(self.intent(self.presenter.tick))
        self.entries = FormTable(self.theme, ENTRY_COLUMNS, "定密记录")
        self.entries.hide_column(3, self.theme.fold)
        self.entries.current_changed.connect(self.intent(lambda _id: self._draw_foot()))
        self.entries.activated.connect(self.intent(lambda _id: self._change()))
        self.empty = EmptyState(self.theme, "stamp", EMPTY)

    def _make_foot(self) -> QFrame:
        m = self.theme.m
        frame, foot = panel("sheet", "row", (m.s12, m.s4, m.s8, m.s4), m.s8)
        self.facts = Elided("", "second")
        foot.addWidget(self.facts, 1)
        self.verbs = []
        for words, run in (
            ("变更…", self._change),
            ("解密…", self._release),
            ("作废登记…", self._void),
        ):
            verb = button(self.theme, words, "link")
            verb.clicked.connect(self.clicked(run))
            foot.addWidget(verb)
            self.verbs.append(verb)
        return frame

    # -- drawing

    def refresh(self) -> None:
        """Draw the papers, the decisions, or the form."""
        if self._owner != self.presenter.owner:  # another person was taken in hand
            self._owner = self.presenter.owner
            self._take_up(self.presenter.draft())
        state, asking = self.presenter.state, self._draft is not None
        self.chips.set_chips([Chip(c.key, c.word, c.count) for c in state.chips], state.chosen)
        self.header.set_summary(state.fault or (state.name if state.whole else ""))
        self.papers.set_rows(_paper_rows(state.papers))
        self.entries.set_rows([_entry_row(entry) for entry in state.entries])
        listing = self._lists_papers()
        self.form.setVisible(asking)
        self.papers.setVisible(not asking and listing and bool(state.papers))
        self.entries.setVisible(not asking and not listing and bool(state.entries))
        nothing = not (state.papers if listing else state.entries)
        self.empty.setVisible(not asking and nothing)
        self.empty.words.setText(NO_PAPERS if listing else EMPTY)
        self.chips.setVisible(not asking)
        self.away.setVisible(asking)
        set_button_text(self.enter, self._verb())
        self.enter.setVisible(asking or listing)
        self.enter.setEnabled(state.writable and (asking or bool(state.papers)))
        for verb in self.verbs:
            verb.setVisible(not asking and not listing and bool(state.entries))
            verb.setEnabled(state.writable)
        self._draw_foot()

    def _verb(self) -> str:
        if self._draft is None:
            return DECIDE
        return "登记变更" if self._draft.entry else "登记"

    def _lists_papers(self) -> bool:
        return self.presenter.chosen in (PERSON, UNIT)

    def _draw_foot(self) -> None:
        state = self.presenter.state
        if self._draft is not None:
            self.facts.set_text(RULE)
            return
        if self._lists_papers():
            count = len(state.ticked)
            self.facts.set_text(f"勾了 {count} 件。{RULE}" if count else RULE)
            return
        held = self.entries.current_id()
        entry = next((each for each in state.entries if each.id == held), None)
        said = [f"{name}：{words}" for name, words in entry.facts] if entry is not None else [RULE]
        self.facts.set_text("　".join(said))

    # -- intents

    def _choose(self, key: str) -> None:
        self.presenter.choose(key)
        self.refresh_now()

    def _act(self) -> None:
        """Open the form, or enter what stands in it."""
        if self._draft is None:
            self._decide()
        else:
            self._enter(self._draft)

    def _decide(self) -> None:
        state = self.presenter.state
        if not state.whole and not state.ticked:
            raise UserError("MARK-PAPERS")
        self._open(self.presenter.begin())

    def _change(self) -> None:
        self._open(self.presenter.begin(self.entries.current_id() or NOTHING))

    def _open(self, draft: Draft) -> None:
        self.context.clear_messages()
        self._take_up(draft)
        self.refresh()
        self.form.first().setFocus()

    def _take_up(self, draft: Draft | None) -> None:
        self._draft = draft
        if draft is None:
            return
        presenter = self.presenter
        papers = presenter.papers_words(draft.entry) if draft.entry else presenter.ticked_words()
        asks = presenter.state.whole and not draft.entry
        self.form.fill(draft.typed, papers, asks_reach=asks)

    def _keep_draft(self) -> None:
        if self._draft is not None:
            draft = evolve(self._draft, typed=self.form.typed())
            self.guard(lambda: self.presenter.keep_draft(draft))

    def _enter(self, draft: Draft) -> None:
        typed = self.form.typed()
        try:
            self._entered(draft, typed)
        except UserError as fault:
            if fault.code == "MARK-LONG":
                self.form.ask_remark()
            raise
        self._put_away()

    def _entered(self, draft: Draft, typed: TypedDecision) -> None:
        presenter = self.presenter
        if draft.entry:
            before, mark = presenter.change(draft.entry, typed)
            self.context.clear_messages()
            self.context.say_code("MARK-CHANGED", mark=mark, before=before)
            return
        whole = presenter.state.whole and typed.reach == ALL_PAPERS
        words = REACHES[ALL_PAPERS] if whole else presenter.ticked_words()
        record = presenter.decide(typed)
        self.context.clear_messages()
        self.context.say_code("MARK-ENTERED", mark=record.words, papers=words)

    def _put_away(self) -> None:
        self.presenter.drop_draft()
        self._draft = None
        self.refresh()
        first = self.first_focus()
        if first is not None:
            first.setFocus()

    def _leave(self) -> None:
        if self._draft is not None:
            self._put_away()
        else:
            self.context.back()

    def _release(self) -> None:
        ask_release(self.context, self.presenter, self.entries.current_id())

    def _void(self) -> None:
        held = self.entries.current_id()
        ask_reason(
            self.context,
            "作废登记",
            VOID_WORDS,
            "作废登记",
            lambda reason: self.presenter.declare_void(held, reason),
        )

    # -- provided

    def commands(self) -> Sequence[Command]:
        """Return the verbs for the menu."""
        books = lambda: self._draft is None and not self._lists_papers()  # noqa: E731
        free = lambda: self._draft is None and self._lists_papers()  # noqa: E731
        return (
            Command(DECIDE, self._decide, icon="stamp", enabled=free),
            Command("变更…", self._change, enabled=books),
            Command("解密…", self._release, enabled=books),
            Command("作废登记…", self._void, enabled=books),
        )

    def help_words(self) -> str:
        """Return what F1 says of this page."""
        return HELP

    def first_focus(self) -> QWidget | None:
        """Start in the form, else in the list shown."""
        if self._draft is not None:
            return self.form.first()
        return self.papers if self._lists_papers() else self.entries

    def save_state(self) -> dict[str, Any]:
        """Keep which list is shown; what stands in the form is a draft of the vault."""
        self._keep_draft()
        return {"list": self.presenter.chosen}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Show the same list."""
        if self._draft is None:
            self.presenter.choose(str(state.get("list", "")))


def _paper_rows(papers: Sequence[PaperLine]) -> list[Row]:
    rows: list[Row] = []
    group = ""
    for paper in papers:
        if paper.group != group:
            group = paper.group
            rows.append(Row(f"group-{group}", (group,), heading=True))
        cells = (Tick(paper.ticked), paper.name, paper.mark, paper.rests_on)
        said = (paper.name, paper.mark or "没有标志", paper.rests_on)
        spoken = "，".join(part for part in said if part)
        rows.append(Row(paper.id, cells, spoken))
    return rows


def _entry_row(entry: EntryLine) -> Row:
    cells = (
        Tag(entry.state, LOOKS[entry.state]),
        entry.mark,
        entry.papers,
        entry.officer,
        entry.on,
    )
    return Row(entry.id, cells, dim=entry.state == VOID)


def open_screen(context: Context) -> MarkingScreen:
    """Make the screen."""
    return MarkingScreen(context)
