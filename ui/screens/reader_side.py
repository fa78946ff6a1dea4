# SPDX-License-Identifier: MulanPSL-2.0
"""What stands beside a page while one reads as the reviewer: what it is, what it supports, what is missing."""

from __future__ import annotations

from collections.abc import Callable

from app.present.papers.reader_state import Proof, ReaderState
from ui.frame.pane import Pane, pane_scroll
from ui.qt import QLineEdit, QPushButton, QVBoxLayout
from ui.screen import Screen
from ui.widgets.basics import button, clear_layout, icon_label, label, line, rule

NOTE_HINT = "只给自己看，不打印"
SUPPORTS, SUPPORTED, UNPROVEN = "这几页证明", "各项由哪几页证明", "还没有佐证"
NOTHING = "没有一项业绩、论文引用它。"
CLAUSE, SAMPLE, WRONG = "为什么要这一件", "样例", "自检发现"
SHAPES = {"must": ("st-must", "must"), "check": ("st-warn", "warn"), "note": ("st-note", "note")}
MOST_CLAUSES = 2


class ReaderSide:
    """Belongs to a ReaderScreen; beside the page, or over it by F8 where there is no room."""

    def __init__(self, screen: Screen, go: Callable[[str], object]) -> None:
        self.screen, self.theme, self._go = screen, screen.theme, go
        self.pane = Pane(self.theme) if self.theme.pane else screen.make_pane()
        self.rows: QVBoxLayout = pane_scroll(self.pane.column)
        self.rows.setSpacing(self.theme.m.s4)
        self.pane.column.addWidget(rule())
        self.pane.column.addWidget(label("⚑ 记一笔　F2", "strong"))
        self.note = QLineEdit()
        self.note.setAccessibleName("记一笔")
        self.note.setPlaceholderText(NOTE_HINT)
        self.pane.column.addWidget(self.note)

    def draw(self, state: ReaderState) -> None:
        """Show what belongs to the thing in hand."""
        clear_layout(self.rows)
        stop = state.stop
        if stop is None:
            return
        self.rows.addWidget(label(f"{stop.tab}　{stop.name}".strip("　"), "section", wrap=True))
        self.rows.addWidget(label(stop.where, "strong", wrap=True))
        for fact in state.facts:
            self.rows.addWidget(label(fact, "second", wrap=True))
        self._draw_remarks(state)
        self._draw_proofs(state)
        self._draw_clauses(state)
        self.rows.addStretch(1)
        if not self.note.hasFocus():
            self.note.setText(state.note)

    def _head(self, words: str) -> None:
        self.rows.addSpacing(self.theme.m.s8)
        self.rows.addWidget(label(words, "strong"))

    def _draw_remarks(self, state: ReaderState) -> None:
        if state.remarks:
            self._head(WRONG)
        for remark in state.remarks:
            shape, tone = SHAPES[remark.level]
            mark = icon_label(
                self.theme, shape, self.theme.c.pair(tone)[0], self.theme.m.icon_small
            )
            words = label(remark.title, wrap=True)
            row = line(self.theme, mark, words, self._link("去改", remark.path))
            row.setStretchFactor(words, 1)
            self.rows.addLayout(row)

    def _draw_proofs(self, state: ReaderState) -> None:
        stop = state.stop
        on_form = bool(stop and stop.form)
        if (stop is not None and stop.tab) or state.proofs:
            self._head(SUPPORTED if on_form else SUPPORTS)
        for proof in state.proofs:
            self._proof(proof)
        if not state.proofs and stop is not None and stop.tab:
            self.rows.addWidget(label(NOTHING, "second", wrap=True))
        if state.unproven:
            self._head(UNPROVEN)
            for proof in state.unproven:
                self._proof(proof)

    def _proof(self, proof: Proof) -> None:
        words = label(proof.words, wrap=True)
        row = line(self.theme, words, self._link("看这一项", proof.path))
        row.setStretchFactor(words, 1)
        self.rows.addLayout(row)
        said = "，".join(part for part in (proof.pages, proof.named) if part)
        if said:
            self.rows.addWidget(label(said, "second", wrap=True))

    def _draw_clauses(self, state: ReaderState) -> None:
        if state.clauses:
            self._head(CLAUSE)
        for reference, text in state.clauses[:MOST_CLAUSES]:
            self.rows.addWidget(label(f"{reference}：{text}", "second", wrap=True))
        if state.sample:
            self._head(SAMPLE)
            self.rows.addWidget(label(state.sample, "second", wrap=True))

    def _link(self, words: str, path: str) -> QPushButton:
        made = button(self.theme, words, "link")
        made.clicked.connect(self.screen.clicked(lambda: self._go(path)))
        return made
