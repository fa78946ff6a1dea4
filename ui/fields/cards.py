# SPDX-License-Identifier: MulanPSL-2.0
"""One achievement or paper as a card: a line when folded, its fields when opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.model.codes import Openness
from app.present.declare.achievements import Card, LinkLine
from app.present.declare.editor_form import FieldGroup
from ui.fields.form import FieldSheet, Holder
from ui.fields.notes import NoteLines
from ui.qt import QFrame, QHBoxLayout, Qt, QVBoxLayout, QWidget, Signal
from ui.theme import Theme
from ui.widgets.basics import Elided, Push, button, clear_layout, icon_label, label, rule
from ui.widgets.tags import DONE, PLAIN, TODO, WARN, StateTag, TagLook

LOOKS: dict[Openness, TagLook] = {
    Openness.UNDECIDED: TODO,
    Openness.OPEN: DONE,
    Openness.DESENSITISED: WARN,
    Openness.WITHHELD: PLAIN,
}
MARKS = {"must": ("st-must", "must"), "check": ("st-warn", "warn")}
EVIDENCE, GO_EVIDENCE = "佐证材料", "去对应"
NO_LINKS = "还没有对应的材料。"


class CardBox(QFrame):
    """A card; ``opened(id)`` when its line is pressed, ``evidence_wanted(id)`` from its foot."""

    opened = Signal(str)
    evidence_wanted = Signal(str)

    def __init__(self, theme: Theme, card: Card) -> None:
        super().__init__()
        self._theme, self.card = theme, card
        self.setProperty("role", "sheet")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.line = Push()
        self.line.setObjectName("cardline")
        self.line.setAutoDefault(False)
        self.line.clicked.connect(lambda _checked=False: self.opened.emit(self.card.id))
        self._row = QHBoxLayout(self.line)
        self._column.addWidget(self.line)
        self.inside: QWidget | None = None
        self.sheet: FieldSheet | None = None
        self._notes: NoteLines | None = None
        self._links: QVBoxLayout | None = None
        self._opened = False
        self._draw_line(card, opened=False)

    # -- the line

    def show_card(self, card: Card, *, opened: bool) -> None:
        """Draw the folded part of another state of the same card."""
        if (card, opened) != (self.card, self._opened):
            self.card, self._opened = card, opened
            self._draw_line(card, opened=opened)

    def _draw_line(self, card: Card, *, opened: bool) -> None:
        theme, m, c = self._theme, self._theme.m, self._theme.c
        clear_layout(self._row)
        self._row.setContentsMargins(m.s16, m.s8, m.s12, m.s8)
        self._row.setSpacing(m.s12)
        self._row.addWidget(icon_label(theme, "minus" if opened else "plus", c.ink2, m.icon_small))
        self._row.addWidget(label(card.number, "strong"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Elided(card.headline, "strong" if opened else "body"))
        words.addWidget(Elided("　".join(filter(None, (card.facts, card.reference))), "small"))
        self._row.addLayout(words, 1)
        if card.level in MARKS:
            shape, tone = MARKS[card.level]
            self._row.addWidget(icon_label(theme, shape, c.pair(tone)[0], m.icon_small))
        self._row.addWidget(StateTag(theme, card.openness_word, LOOKS[card.openness]))
        notes = "，".join(note.title for note in card.notes)
        state = "已打开" if opened else "折着"
        self.line.setAccessibleName(
            f"{card.number}，{card.headline}，{card.openness_word}，{card.reference}，{state}"
        )
        self.line.setAccessibleDescription(notes)
        height = round(1.5 * m.body) + round(1.6 * m.small) + 2 * m.s8
        ground = c.select if opened else "transparent"
        bar = f"border-left: {m.bar}px solid {c.primary};" if opened else ""
        self.line.setStyleSheet(
            f"#cardline {{ border: 0; {bar} border-radius: 0; padding: 0; background: {ground};"
            f" min-height: {height}px; text-align: left; }} #cardline:hover {{ background: {c.select}; }}"
        )

    # -- the fields

    def open_up(self, holder: Holder, guard: Callable[[Callable[[], object]], bool]) -> FieldSheet:
        """Make the opened part, or return the one there is."""
        if self.sheet is not None:
            return self.sheet
        m = self._theme.m
        self.inside = QWidget()
        self.inside.setProperty("role", "clear")
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(m.s24, m.s12, m.s24, m.s16)
        column.setSpacing(m.s12)
        self._notes = NoteLines(self._theme, self.line, self)
        self._notes.fix_wanted.connect(lambda fix: guard(lambda: holder.apply_fix(fix)))
        self._notes.reason_given.connect(
            lambda note, why: guard(
                lambda: holder.editor.pass_with_reason(note.code, note.path, why)
            )
        )
        column.addWidget(self._notes)
        self.sheet = FieldSheet(self._theme, holder, guard, flow=True)
        column.addWidget(self.sheet)
        column.addWidget(rule())
        foot = QHBoxLayout()
        foot.addWidget(label(EVIDENCE, "section"))
        foot.addStretch(1)
        go = button(self._theme, GO_EVIDENCE, "secondary", "link")
        go.clicked.connect(lambda _checked=False: self.evidence_wanted.emit(self.card.id))
        foot.addWidget(go)
        column.addLayout(foot)
        self._links = QVBoxLayout()
        self._links.setSpacing(m.s4)
        column.addLayout(self._links)
        self._column.addWidget(self.inside)
        return self.sheet

    def fold(self) -> None:
        """Take the opened part away, what is half typed kept first."""
        if self.sheet is not None and self.inside is not None:
            self.sheet.commit()
            self.inside.hide()
            self._column.removeWidget(self.inside)
            self.inside.deleteLater()
            self.inside = self.sheet = self._notes = self._links = None

    def show_fields(self, groups: Sequence[FieldGroup], links: Sequence[LinkLine]) -> None:
        """Draw the opened part."""
        if self.sheet is None or self._links is None or self._notes is None:
            return
        self.sheet.set_groups(groups)
        shown = {note for group in groups for state in group.fields for note in state.notes}
        self._notes.set_notes([note for note in self.card.notes if note not in shown])
        clear_layout(self._links)
        if not links:
            self._links.addWidget(label(NO_LINKS, "second"))
        for link in links:
            row = QHBoxLayout()
            row.addWidget(Elided(link.material), 1)
            row.addWidget(label(link.pages, "strong"))
            if link.proof_page:
                row.addWidget(label(link.proof_page, "second"))
            self._links.addLayout(row)

    def take_focus(self) -> None:
        """Put the focus on the card's line."""
        self.line.setFocus(Qt.FocusReason.TabFocusReason)
