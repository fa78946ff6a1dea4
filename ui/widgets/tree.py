# SPDX-License-Identifier: MulanPSL-2.0
"""An explanation drawn as a tree: words that wrap, clauses as quotations, a way to every place named.

Up and Down go from line to line, Left folds what stands below a line and Right opens it, Enter goes
to the place a line names, Ctrl+C copies the line.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.policy.explain.node import Part
from app.present.why.explanation import Explanation, WhyLine
from ui.clipboard import copy_text
from ui.qt import (
    QFrame,
    QHBoxLayout,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPushButton,
    QScrollArea,
    QSize,
    Qt,
    QVBoxLayout,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import RIGHT, TOP, button, clear_layout, icon_label, label, line

_ICONS = {
    Part.MISSING: ("st-todo", "warn_ink"),
    Part.EXCUSED: ("st-ok", "ok_ink"),
    Part.UNCHECKED: ("st-warn", "warn_ink"),
    Part.RULE: ("selfcheck", "ink2"),
    Part.COUNT: ("clock", "ink2"),
}
_ROLES = {
    Part.GROUP: "strong",
    Part.RULE: "strong",
    Part.MISSING: "strong",
    Part.EXCUSED: "strong",
    Part.UNCHECKED: "strong",
    Part.READ: "second",
    Part.SOURCE: "small",
}
_SHAPES = {"must": "st-must", "warn": "st-warn", "ok": "st-ok", "todo": "st-todo"}
_TONE_ROLES = {"must": "must", "warn": "warn", "ok": "ok", "note": "note"}
_QUOTED = (Part.CLAUSE, Part.NO_CLAUSE)
_LONGEST_NAME = 12
_READ_CHARS = 11
"""Width of the names of places, in characters, so that the values below each other line up."""


class WhyRow(QFrame):
    """One line of the tree. ``went`` carries the path of the place to go to."""

    went = Signal(str)
    stepped = Signal(int)
    fold_wanted = Signal(str, bool)

    def __init__(self, theme: Theme, shown: WhyLine, alone: bool) -> None:
        super().__init__()
        self.theme, self.line, self._alone = theme, shown, alone
        self.setProperty("role", "clear")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(shown.spoken)
        m = theme.m
        row = QHBoxLayout(self)
        top = m.s8 if shown.part in (Part.GROUP, Part.RULE) and shown.depth else m.s2
        row.setContentsMargins(max(0, shown.depth - 1) * m.s24, top, 0, m.s2)
        row.setSpacing(m.s8)
        self._add_shape(row)
        if shown.part is Part.ANSWER:
            self._add_answer(row)
        elif shown.part in _QUOTED:
            self._add_quote(row)
        else:
            self._add_words(row)
        if shown.path:
            go = button(theme, shown.go, "link")
            go.setAccessibleName(f"{shown.go}：{shown.label}")
            go.clicked.connect(lambda _checked=False: self.went.emit(shown.path))
            row.addWidget(go)

    def _add_shape(self, row: QHBoxLayout) -> None:
        shown, c = self.line, self.theme.c
        if shown.part is Part.ANSWER:
            shape = _SHAPES.get(shown.tone, "st-note")
            colour = c.pair(shown.tone or "note")[0]
            if not self._alone:
                shape, colour = ("plus" if shown.folded else "minus"), c.ink2
        elif shown.part in _ICONS:
            shape, name = _ICONS[shown.part]
            colour = getattr(c, name)
        else:
            return
        holder = QVBoxLayout()
        holder.setContentsMargins(0, self.theme.m.s4, 0, 0)
        holder.addWidget(icon_label(self.theme, shape, colour, self.theme.m.icon_small))
        holder.addStretch(1)
        row.addLayout(holder)

    def _add_answer(self, row: QHBoxLayout) -> None:
        """Show the answer; the question above it already says what about when there is only one."""
        shown = self.line
        value = label(shown.value, _TONE_ROLES.get(shown.tone, "strong"), wrap=True, select=True)
        if self._alone:
            row.addWidget(value, 1)
        else:
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(shown.label, "strong", wrap=True, select=True))
            words.addWidget(value)
            row.addLayout(words, 1)
        self._add_code(row)

    def _add_quote(self, row: QHBoxLayout) -> None:
        shown, m, c = self.line, self.theme.m, self.theme.c
        frame = QFrame()
        frame.setObjectName("quote")
        frame.setStyleSheet(
            f"#quote {{ background: {c.well}; border: 0; border-left: {m.bar}px solid {c.primary}; }}"
        )
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(m.s12, m.s8, m.s12, m.s8)
        inside.setSpacing(m.s2)
        head = line(self.theme, label(shown.label, "strong", select=True), None)
        self._add_code(head)
        inside.addLayout(head)
        inside.addWidget(label(shown.value, "body", wrap=True, select=True))
        row.addWidget(frame, 1)

    def _add_words(self, row: QHBoxLayout) -> None:
        shown = self.line
        role = _ROLES.get(shown.part, "body")
        if shown.part is Part.READ:
            name = label(shown.label, role, wrap=True, select=True)
            name.setFixedWidth(self.theme.m.chars(_READ_CHARS))
            row.addWidget(name)
            row.addWidget(label(shown.value, "body", wrap=True, select=True), 1)
            return
        if not shown.value:
            row.addWidget(label(shown.label, role, wrap=True, select=True), 1)
        elif shown.part in (Part.PLAIN, Part.SOURCE, Part.PARAMETER):
            row.addWidget(label(f"{shown.label}：{shown.value}", role, wrap=True, select=True), 1)
        else:
            self._add_pair(row, role)
        self._add_code(row)

    def _add_pair(self, row: QHBoxLayout, role: str) -> None:
        """Put a name and what is said of it beside each other, or below when the name is a sentence."""
        shown = self.line
        value = label(shown.value, "body", wrap=True, select=True)
        if len(shown.label) <= _LONGEST_NAME:
            row.addWidget(label(shown.label, role, select=True), 0, TOP)
            row.addWidget(value, 1)
            return
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(shown.label, role, wrap=True, select=True))
        words.addWidget(value)
        row.addLayout(words, 1)

    def _add_code(self, row: QHBoxLayout) -> None:
        if self.line.code:
            code = label(self.line.code, "code")
            code.setAlignment(RIGHT)
            row.addWidget(code, 0, TOP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from line to line, fold, go to the place, copy."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.line.foldable:
            self.fold_wanted.emit(self.line.key, key == Qt.Key.Key_Left)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.line.path:
            self.went.emit(self.line.path)
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_text(self.line.spoken)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold or open what stands below when the line itself is clicked."""
        if self.line.foldable and self.line.depth == 0:
            self.fold_wanted.emit(self.line.key, not self.line.folded)
        super().mousePressEvent(event)


class WhyTree(QWidget):
    """Draws an Explanation; ``went(path)`` when a person wants to go to a place it names."""

    went = Signal(str)

    def __init__(self, theme: Theme, explanation: Explanation) -> None:
        super().__init__()
        self.theme, self.explanation = theme, explanation
        self.folded = set(explanation.to_fold())
        self.setProperty("role", "clear")
        self.setAccessibleName(explanation.title)
        self.rows: list[WhyRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._draw()

    def sizeHint(self) -> QSize:
        """Ask for the width of a whole dialog, so that sentences stand in few lines."""
        return QSize(self.theme.m.dialog_width, super().sizeHint().height())

    def _draw(self) -> None:
        clear_layout(self._column)
        self.rows = [self._row(shown) for shown in self.explanation.lines(self.folded)]
        for row in self.rows:
            self._column.addWidget(row)
        self._column.addStretch(1)
        self._order_tabs(self.rows)

    def _row(self, shown: WhyLine) -> WhyRow:
        row = WhyRow(self.theme, shown, len(self.explanation.roots) == 1)
        row.went.connect(self.went)
        row.stepped.connect(lambda by, row=row: self._step(row, by))
        row.fold_wanted.connect(self._fold)
        return row

    @staticmethod
    def _order_tabs(rows: Sequence[WhyRow]) -> None:
        """Let Tab go from verb to verb; the lines between are reached by Up and Down."""
        before: QWidget | None = None
        for row in rows:
            for verb in (row, *row.findChildren(QPushButton)):
                if before is not None:
                    QWidget.setTabOrder(before, verb)
                before = verb

    def _step(self, row: WhyRow, by: int) -> None:
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows):
            self._go_to(self.rows[place])

    def _go_to(self, row: WhyRow) -> None:
        row.setFocus(Qt.FocusReason.TabFocusReason)
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is not None:
            parent.ensureWidgetVisible(row, 0, self.theme.m.s8)

    def _fold(self, key: str, shut: bool) -> None:
        if (key in self.folded) == shut:
            return
        self.folded ^= {key}
        self._draw()
        row = next((row for row in self.rows if row.line.key == key), None)
        if row is not None:
            self._go_to(row)
