# SPDX-License-Identifier: MulanPSL-2.0
"""The preview of a copied table: which column is what, what cannot be read, and only then in it goes."""

from __future__ import annotations

from app.present.declare.rows_paste import PasteDraft
from ui.qt import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget, Signal
from ui.theme import Theme
from ui.widgets.basics import (
    TOP,
    DropDown,
    Elided,
    button,
    clear_layout,
    icon_label,
    label,
    panel,
    rule,
    scrolled,
    set_button_text,
)

LEAVE_OUT = "不要"
ROWS_SHOWN = 6
BAD_SHOWN = 8


class PastePanel(QWidget):
    """Shown in place of the table while a paste is looked at.

    Signals:
        mapped(column, field path): another field for a column; empty leaves it out.
        accepted(skip bad rows): put the rows in.
        cancelled(): put nothing in.
    """

    mapped = Signal(int, str)
    accepted = Signal(bool)
    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        m = theme.m
        self.setProperty("role", "clear")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(m.s8)
        self.head = label("", "section")
        outer.addWidget(self.head)
        outer.addWidget(label("看一眼每一列对应哪一栏；不对的在列头上改。", "second", wrap=True))
        frame, self._body = panel("sheet", "column", (m.s16, m.s12, m.s16, m.s12), m.s8)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(frame)
        inner.addStretch(1)
        outer.addWidget(scrolled(holder), 1)
        outer.addLayout(self._make_foot(theme))

    def _make_foot(self, theme: Theme) -> QHBoxLayout:
        self.skip = button(theme, "")
        self.take = button(theme, "", "primary")
        self.leave = button(theme, "不粘贴", "quiet")
        foot = QHBoxLayout()
        foot.setSpacing(theme.m.s8)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        foot.addWidget(self.skip)
        foot.addWidget(self.take)
        self.take.clicked.connect(lambda _checked=False: self.accepted.emit(False))
        self.skip.clicked.connect(lambda _checked=False: self.accepted.emit(True))
        self.leave.clicked.connect(lambda _checked=False: self.cancelled.emit())
        return foot

    def set_draft(self, draft: PasteDraft) -> None:
        """Show a draft."""
        clear_layout(self._body)
        count, bad = len(draft.body), len(draft.bad_rows)
        word = f"{draft.section.measure}{draft.section.word}"
        self.head.setText(f"要粘贴 {count} {word}")
        set_button_text(self.take, f"粘贴 {count} {word}")
        set_button_text(self.skip, f"跳过这 {bad} 行，其余粘贴")
        self.skip.setVisible(0 < bad < count)
        self._body.addLayout(self._table(draft))
        self._red_list(draft)

    def _table(self, draft: PasteDraft) -> QGridLayout:
        m = self._theme.m
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.s12)
        grid.setVerticalSpacing(m.s4)
        for column, path in enumerate(draft.mapping):
            if draft.header:
                grid.addWidget(
                    Elided(draft.header[column] if column < len(draft.header) else "", "small"),
                    0,
                    column,
                )
            grid.addWidget(self._chooser(draft, column, path), 1, column)
            grid.setColumnStretch(column, 1)
        for number, row in enumerate(draft.body[:ROWS_SHOWN]):
            for column, text in enumerate(row[: len(draft.mapping)]):
                role = "body" if draft.mapping[column] else "small"
                grid.addWidget(Elided(text.replace("\n", " "), role), 2 + number, column)
        rest = len(draft.body) - ROWS_SHOWN
        if rest > 0:
            grid.addWidget(
                label(f"还有 {rest} 行", "small"), 2 + ROWS_SHOWN, 0, 1, len(draft.mapping)
            )
        return grid

    def _chooser(self, draft: PasteDraft, column: int, path: str) -> DropDown:
        fields = draft.section.fields
        words = [LEAVE_OUT, *(item.label for item in fields)]
        paths = ["", *(item.path for item in fields)]
        name = f"第 {column + 1} 列是哪一栏"
        drop = DropDown(self._theme, words, name)
        drop.setCurrentIndex(paths.index(path))
        drop.setMinimumContentsLength(4)
        drop.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        drop.activated.connect(lambda index: self.mapped.emit(column, paths[index]))
        return drop

    def _red_list(self, draft: PasteDraft) -> None:
        bad = draft.bad
        if not bad:
            return
        theme, m = self._theme, self._theme.m
        self._body.addWidget(rule())
        self._body.addWidget(
            label(f"读不出来的 {len(bad)} 格，照原样留着或者跳过", "strong", wrap=True)
        )
        for cell in bad[:BAD_SHOWN]:
            line = QHBoxLayout()
            line.setSpacing(m.s8)
            line.addWidget(icon_label(theme, "st-must", theme.c.must_ink, m.icon_small), 0, TOP)
            line.addWidget(label(f"第 {cell.row} 行第 {cell.column} 列", "strong"), 0, TOP)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(cell.note.title, "must", wrap=True))
            words.addWidget(label(f"{cell.note.detail}{cell.note.remedy}", "small", wrap=True))
            line.addLayout(words, 1)
            line.addWidget(label(cell.note.code, "code"), 0, TOP)
            self._body.addLayout(line)
        if len(bad) > BAD_SHOWN:
            self._body.addWidget(label(f"还有 {len(bad) - BAD_SHOWN} 格", "small"))
