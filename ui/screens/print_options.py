# SPDX-License-Identifier: MulanPSL-2.0
"""The lines under the list of the print centre: which copy, how many, which sides, which pages."""

from __future__ import annotations

from app.present.prints.printcentre_state import PrintState
from app.present.prints.printers import Sides
from ui.qt import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget, Signal
from ui.theme import Theme
from ui.widgets.basics import DropDown, Elided, button, label, line, set_button_text

LONGEST_CHANGED = 10  # characters of page numbers shown beside the field


class PrintOptions(QWidget):
    """Emits what the person chose; shows what the presenter says.

    Signals:
        formal_chosen(bool); copies_typed(text); sides_chosen(Sides); range_typed(text);
        mend(): go to what stands in the way of a formal copy; why_wanted(): explain it;
        save(): 存为 PDF; changed_wanted(): only the pages that were changed.
    """

    formal_chosen = Signal(bool)
    copies_typed = Signal(str)
    sides_chosen = Signal(object)
    range_typed = Signal(str)
    mend = Signal()
    why_wanted = Signal()
    save = Signal()
    changed_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.m.s8)
        self._make_copy(column)
        self._make_pages(column)

    def _make_copy(self, column: QVBoxLayout) -> None:
        self.proof, self.formal = QRadioButton("校对稿"), QRadioButton("正式稿")
        group = QButtonGroup(self)
        for choice in (self.proof, self.formal):
            choice.setAccessibleName(choice.text())
            group.addButton(choice)
        self.proof.setChecked(True)
        self.formal.clicked.connect(lambda _checked=False: self.formal_chosen.emit(True))
        self.proof.clicked.connect(lambda _checked=False: self.formal_chosen.emit(False))
        self.reason = Elided(role="second")
        self.go = button(self.theme, "去改", "link")
        self.go.clicked.connect(lambda _checked=False: self.mend.emit())
        self.why = button(self.theme, "为什么", "link")
        self.why.clicked.connect(lambda _checked=False: self.why_wanted.emit())
        self.copies = QLineEdit("1")
        self.copies.setAccessibleName("份数")
        self.copies.setFixedWidth(self.theme.m.chars(3))
        self.copies.editingFinished.connect(lambda: self.copies_typed.emit(self.copies.text()))
        self.sides = DropDown(self.theme, [sides.word for sides in Sides], "单面双面")
        self.sides.setMinimumWidth(self.theme.m.chars(4) + 3 * self.theme.m.s16)
        self.sides.activated.connect(lambda n: self.sides_chosen.emit(list(Sides)[n]))
        row = line(
            self.theme,
            self.proof,
            self.formal,
            self.why,
            self.reason,
            self.go,
            label("份数", "second"),
            self.copies,
            self.sides,
        )
        row.setStretchFactor(self.reason, 1)
        column.addLayout(row)

    def _make_pages(self, column: QVBoxLayout) -> None:
        self.pages = QLineEdit()
        self.pages.setAccessibleName("只打哪几页")
        self.pages.setPlaceholderText("全部；或 2、14、37-41")
        self.pages.setFixedWidth(self.theme.m.chars(12))
        self.pages.editingFinished.connect(lambda: self.range_typed.emit(self.pages.text()))
        self.store = button(self.theme, "存为 PDF…", "secondary", "save")
        self.store.clicked.connect(lambda _checked=False: self.save.emit())
        self.letter = button(self.theme, "填写函件内容…", "secondary", "page")
        self.changed = button(self.theme, "", "link")
        self.changed.clicked.connect(lambda _checked=False: self.changed_wanted.emit())
        self.look = button(self.theme, "预览", "secondary", "page")
        self.look.setVisible(self.theme.fold)
        column.addLayout(
            line(
                self.theme,
                label("只打", "second"),
                self.pages,
                self.changed,
                None,
                self.letter,
                self.look,
                self.store,
            )
        )

    def draw(self, state: PrintState) -> None:
        """Show what is chosen and why a formal copy is refused."""
        self.proof.setChecked(not state.formal)
        self.formal.setChecked(state.formal)
        self.formal.setEnabled(not state.refused or state.formal)
        blocked = bool(state.refused_by) and state.selected is not None
        self.reason.set_text("" if blocked else state.refused_short)
        set_button_text(self.why, state.refused_short or "为什么")
        self.why.setAccessibleName(f"为什么{state.refused_short}")
        self.why.setToolTip(f"{state.refused}\n按一下，看为什么")
        self.reason.setToolTip(state.refused)
        self.formal.setToolTip(state.refused)
        self.why.setVisible(blocked)
        self.go.setVisible(bool(state.refused) and state.selected is not None)
        if not self.copies.hasFocus():
            self.copies.setText(str(state.copies))
        self.sides.setCurrentIndex(list(Sides).index(state.sides))
        one = len(state.ticked) <= 1
        self.pages.setEnabled(one)
        self.pages.setToolTip("" if one else "只选一件时才能只打几页")
        if not self.pages.hasFocus():
            self.pages.setText(state.range_text if one else "")
        self._draw_changed(state)
        self.store.setEnabled(state.selected is not None)
        self.look.setEnabled(state.selected is not None)
        self.letter.setVisible(state.selected is not None and state.selected.asks)

    def _draw_changed(self, state: PrintState) -> None:
        words, most = state.changed, LONGEST_CHANGED if not self.theme.compact else 0
        short = words if len(words) <= most else ""
        set_button_text(self.changed, f"只打改过的页：{short}" if short else "只打改过的页")
        self.changed.setAccessibleName(f"只打改过的页：{words}")
        self.changed.setToolTip(
            f"和上次的正式稿（印号 {state.changed_since}）比，改过的是：{words}"
        )
        self.changed.setVisible(bool(words))
