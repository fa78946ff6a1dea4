# SPDX-License-Identifier: MulanPSL-2.0
"""What is said about a field: beside it, and once more in the summary on top of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.kernel.messages import LEVEL_WORDS
from app.present.declare.editor_notes import Note, worst
from ui.qt import (
    QColor,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
    Signal,
)
from ui.theme import Theme
from ui.widgets.basics import TOP, button, clear_layout, icon_label, label
from ui.widgets.messages import SHAPES, TONES

WHY, WHY_HINT, KEEP = "就这样，写明理由…", "为什么这样填，印在自检报告上", "记下"
ASK_WHY = "为什么"
LONGEST = 14
"""Characters of a note in the summary; the whole stands in its tip and beside its field."""


class NoteLines(QWidget):
    """Notes under a field, each with its verbs.

    Signals:
        fix_wanted(Fix): a verb was pressed.
        reason_given(Note, reason): the reminder is left standing for a typed reason (D-4).
        why_wanted(Note): the person asks why it stands there.
    """

    fix_wanted = Signal(object)
    reason_given = Signal(object, str)
    why_wanted = Signal(object)

    def __init__(
        self, theme: Theme, after: QWidget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._after = theme, after
        self._notes: tuple[Note, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.m.s4)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def set_notes(self, notes: Sequence[Note]) -> None:
        """Show other notes; the same ones again change nothing, so that focus stays."""
        if tuple(notes) == self._notes:
            return
        self._notes = tuple(notes)
        clear_layout(self._column)
        for note in self._notes:
            self._column.addWidget(self._line(note))
        self.setVisible(bool(self._notes))
        self.updateGeometry()
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab reach the verbs right after the editor they belong to."""
        before = self._after
        if before is None or before.window() is not self.window():
            return
        for verb in self.findChildren(QPushButton):
            QWidget.setTabOrder(before, verb)
            before = verb

    def _line(self, note: Note) -> QWidget:
        m, ink = self._theme.m, self._theme.c.pair(TONES[note.level])[0]
        frame = QWidget()
        frame.setProperty("role", "clear")
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.s8)
        row.addWidget(icon_label(self._theme, SHAPES[note.level], ink, m.icon_small), 0, TOP)
        words = QVBoxLayout()
        words.setSpacing(0)
        title = label(note.title, TONES[note.level], wrap=True)
        words.addWidget(title)
        rest = f"{note.detail}{note.remedy}"
        if rest:
            words.addWidget(label(rest, "small", wrap=True))
        if note.fixes or note.level == "check":
            words.addLayout(self._verbs(note))
        row.addLayout(words, 1)
        why = button(self._theme, ASK_WHY, "link")
        why.setAccessibleName(f"{ASK_WHY}：{note.title}")
        why.clicked.connect(lambda _checked=False: self.why_wanted.emit(note))
        row.addWidget(why, 0, TOP)
        row.addWidget(label(note.code, "code"), 0, TOP)
        frame.setAccessibleName(f"{LEVEL_WORDS[note.level]}：{note.spoken()}")
        return frame

    def _verbs(self, note: Note) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, self._theme.m.s4, 0, 0)
        row.setSpacing(self._theme.m.s8)
        for fix in note.fixes:
            verb = button(self._theme, fix.label)
            verb.clicked.connect(lambda _checked=False, fix=fix: self.fix_wanted.emit(fix))
            row.addWidget(verb)
        if note.level == "check" and note.path:
            self._add_reason(row, note)
        row.addStretch(1)
        return row

    def _add_reason(self, row: QHBoxLayout, note: Note) -> None:
        """Add the way to leave a reminder standing: a verb, then a line to write why."""
        ask = button(self._theme, WHY, "link")
        line = QLineEdit(self)
        line.setPlaceholderText(WHY_HINT)
        line.setAccessibleName(f"{note.title}：{WHY_HINT}")
        line.setFixedWidth(self._theme.m.chars(18))
        keep = button(self._theme, KEEP)
        keep.setParent(self)
        for widget in (line, keep):
            widget.hide()

        def opened(_checked: bool = False) -> None:
            ask.hide()
            line.show()
            keep.show()
            line.setFocus()

        def given(_checked: bool = False) -> None:
            self.reason_given.emit(note, line.text())

        ask.clicked.connect(opened)
        line.returnPressed.connect(given)
        keep.clicked.connect(given)
        for widget in (ask, line, keep):
            row.addWidget(widget)


class NotesSummary(QFrame):
    """What looks wrong on the page, gravest first, each a way to its field."""

    def __init__(self, theme: Theme, go: Callable[[str], object]) -> None:
        super().__init__()
        self._theme, self._go = theme, go
        self._shown: tuple[tuple[str, str, str], ...] = ()
        self.setObjectName("summary")
        m = theme.m
        row = QHBoxLayout(self)
        row.setContentsMargins(m.s12, m.s4, m.s8, m.s4)
        row.setSpacing(m.s12)
        self._head = QHBoxLayout()
        self._head.setSpacing(m.s8)
        row.addLayout(self._head)
        self._lines = QHBoxLayout()
        self._lines.setSpacing(m.s12)
        row.addLayout(self._lines, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def set_notes(self, notes: Sequence[Note], labels: Callable[[str], str]) -> None:
        """Show the page's notes; ``labels`` names the field of a path."""
        told = [note for note in notes if note.level != "note"]
        shown = tuple((note.level, _headline(note, labels(note.path)), note.path) for note in told)
        if shown == self._shown:
            return
        self._shown = shown
        clear_layout(self._head)
        clear_layout(self._lines)
        self.setVisible(bool(told))
        if told:
            self._fill(told)

    def _fill(self, told: Sequence[Note]) -> None:
        theme, level = self._theme, worst(tuple(told))
        ink, tint = theme.c.pair(TONES[level])
        self._dress(ink, tint)
        counts = [
            (word, sum(note.level == key for note in told)) for key, word in LEVEL_WORDS.items()
        ]
        words = "，".join(f"{count} 处{word}" for word, count in counts if count)
        self._head.addWidget(icon_label(theme, SHAPES[level], ink))
        self._head.addWidget(label(words, "strong"))
        self.setAccessibleName(words)
        for _level, text, path in self._shown[: self._most()]:
            link = button(
                theme, text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…", "link"
            )
            link.setAccessibleName(text)
            link.setToolTip(text)
            link.clicked.connect(lambda _checked=False, path=path: self._go(path))
            self._lines.addWidget(link)
        rest = len(self._shown) - self._most()
        if rest > 0:
            self._lines.addWidget(label(f"还有 {rest} 处", "small"))
        self._lines.addStretch(1)

    def _most(self) -> int:
        return 1 if self._theme.fold else 2

    def _dress(self, ink: str, tint: str) -> None:
        c, m = self._theme.c, self._theme.m
        edge = QColor(ink)
        edge.setAlphaF(1.0 if c.high_contrast else 0.30)
        self.setStyleSheet(
            f"#summary {{ background: {tint}; border: 1px solid {edge.name(QColor.NameFormat.HexArgb)};"
            f" border-left: {m.bar}px solid {ink}; border-top-right-radius: {m.radius}px;"
            f" border-bottom-right-radius: {m.radius}px; }}"
            f'#summary QLabel[role="strong"] {{ color: {ink}; }}'
        )


def _headline(note: Note, field: str) -> str:
    """Return the note's title, with its field's name before it where the two fit in one line."""
    text = f"{field}：{note.title}"
    return text if len(text) <= LONGEST else note.title
