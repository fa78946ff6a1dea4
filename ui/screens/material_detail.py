# SPDX-License-Identifier: MulanPSL-2.0
"""The panel under the materials list: what is wrong with the row in hand, whose word, what to do.

Two lines in normal layout, one in compact; there the other verbs stay in the menu and on their keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.model.codes import ItemState, MaterialState
from app.present.papers.material_lines import MaterialDetail
from ui.frame.why import show_why
from ui.qt import QHBoxLayout, QWidget
from ui.widgets.basics import (
    Elided,
    button,
    clear_layout,
    icon_label,
    label,
    line,
    panel,
    set_button_text,
)
from ui.widgets.tags import StateTag

if TYPE_CHECKING:
    from ui.screens.materials import MaterialsScreen

_SENT_BACK = (ItemState.NEEDS_CORRECTION, ItemState.ANSWERED)


class DetailPanel:
    """Belongs to a MaterialsScreen."""

    def __init__(self, screen: MaterialsScreen) -> None:
        self.screen, self.theme = screen, screen.theme
        self._mark = QHBoxLayout()
        self.title = Elided(role="strong")
        self.by = label("", "second")
        self.clause = Elided(role="second")
        self._make_verbs()
        if self.theme.compact:
            self.widget: QWidget = QWidget()
            self.widget.setProperty("role", "clear")
            self.widget.setLayout(self._one_line())
            return
        self._lay_out()

    def _lay_out(self) -> None:
        """Put the two lines of the normal layout together."""
        m = self.theme.m
        self.widget, column = panel("sheet", margins=(m.s12, m.s8, m.s8, m.s8), gap=m.s4)
        first = line(self.theme, self._mark, self.title, self.by)
        first.setStretchFactor(self.title, 1)
        second = line(
            self.theme,
            self.clause,
            self.why,
            self.read,
            self.scan,
            self.fields,
            self.other,
            self.ready,
        )
        second.setStretchFactor(self.clause, 1)
        self.clause.setMinimumWidth(m.chars(4))
        self.wish = Elided(role="second")
        column.addLayout(first)
        column.addWidget(self.wish)
        column.addLayout(second)

    def _make_verbs(self) -> None:
        screen = self.screen
        self.read = button(self.theme, "看原文", "link")
        self.scan = button(self.theme, "附扫描件…", "quiet")
        self.fields = button(self.theme, "份数页数…", "quiet")
        self.other = button(self.theme, "标为不适用…", "quiet")
        self.ready = button(self.theme, "标为已准备", key="Space")
        self.why = button(self.theme, "为什么", "link")
        self.why.clicked.connect(screen.clicked(lambda: show_why(screen.context, screen.why())))
        self.read.clicked.connect(screen.clicked(screen.read_clause))
        self.scan.clicked.connect(screen.clicked(screen.attach))
        self.fields.clicked.connect(screen.clicked(screen.edit))
        self.other.clicked.connect(screen.clicked(self._other))
        self.ready.clicked.connect(screen.clicked(lambda: screen.toggle(screen.current())))

    def _one_line(self) -> QHBoxLayout:
        verbs = [self.other, self.ready] if self.theme.fold else [self.scan, self.other, self.ready]
        row = line(self.theme, self._mark, self.title, *verbs)
        row.setStretchFactor(self.title, 1)
        for unused in (self.why, self.read, self.fields, self.scan):
            if unused not in verbs:
                unused.setParent(self.screen)
                unused.hide()
        return row

    def _other(self) -> None:
        detail = self.screen.presenter.state.selected
        if detail is not None and detail.returned:
            self.screen.answer()
        else:
            self.screen.not_applicable()

    def draw(self, detail: MaterialDetail) -> None:
        """Show another material, or the same one as it is now."""
        current, wishes = detail.line, detail.returned
        words = detail.reminder or current.name
        self.title.set_text(f"{current.tab}　{words}")
        clear_layout(self._mark)
        if self.theme.compact:
            if current.state != ItemState.NOT_APPLICABLE:
                self._mark.addWidget(StateTag(self.theme, current.state_word))
        elif detail.reminder:
            must = current.blocking or current.state == ItemState.NEEDS_CORRECTION
            ink = self.theme.c.pair("must" if must else "warn")[0]
            name = "st-must" if must else "st-warn"
            self._mark.addWidget(icon_label(self.theme, name, ink, self.theme.m.icon_small))
        self._draw_verbs(detail)
        if self.theme.compact:
            return
        marks = [mark for mark in detail.marks if mark.by]
        last = marks[-1] if marks else None
        who = wishes[0].who if wishes else ""
        self.by.setText(who or (f"{last.level_word}　{last.by}　{last.on}" if last else ""))
        cited = wishes[0].clause_text if wishes and wishes[0].clause_text else detail.clause_text
        self.clause.set_text(f"依据：{cited}" if cited else "")
        parts = [f"要带来：{wish.bring}" for wish in wishes if wish.bring]
        parts += [f"本人回应：{wish.answered}" for wish in wishes if wish.answered]
        if not wishes and current.state == ItemState.NOT_APPLICABLE:
            parts.append(f"不适用：{detail.entry.reason}")
        self.wish.set_text("　".join(parts))
        self.wish.setVisible(bool(parts))

    def _draw_verbs(self, detail: MaterialDetail) -> None:
        sent_back = detail.line.state in _SENT_BACK
        if sent_back:
            set_button_text(self.ready, "补好了", "Space")
            set_button_text(self.other, "不改，说明理由…")
            return
        ready = detail.entry.state == MaterialState.READY
        set_button_text(self.ready, "标为未准备" if ready else "标为已准备", "Space")
        set_button_text(self.other, "不适用…" if self.theme.compact else "标为不适用…")
