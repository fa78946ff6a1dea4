# SPDX-License-Identifier: MulanPSL-2.0
"""Parts of 退回补正: the four steps in a line, and what stands under each of the three lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.kernel.errors import UserError
from app.present.prints.printlog import PrintLogPresenter
from app.present.returned.destroyed import LikelyPrint, note_words
from app.present.returned.exchange import FATES, ExchangeLine
from app.present.returned.returned_state import ReturnedItem, ReturnedState, Step
from app.present.returned.rounds import ItemFate
from ui.context import Context
from ui.qt import QFrame, QHBoxLayout
from ui.theme import Theme
from ui.widgets.ask import ask
from ui.widgets.basics import (
    DropDown,
    Elided,
    button,
    clear_layout,
    icon_label,
    label,
    line,
    panel,
)
from ui.widgets.dialogs import Dialog, carry_out
from ui.widgets.fields import DigitsField, DropField, LineField

MOST_NOTE = 24
WHICH_NUMBER = (
    "照旧页脚上印的号选，程序不替您猜。在手 0 张的，是登记成装订或移交了，先到打印台账作废那一笔。"
)
NO_NUMBER = "台账里没有这份申报的正式稿，没有印号可记。"
FACT_WORDS = "改一处，印着它的每一页都要换；签过字的，换上页重新签。"


class StepLine(QFrame):
    """1 逐项补正 ✓ → 2 打印 → 3 登记换页 → 4 再交一次; words and shape tell what is done."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "sheet")
        self._row = QHBoxLayout(self)
        m = theme.m
        edge = m.s4 if theme.compact else m.s8
        self._row.setContentsMargins(m.s12, edge, m.s12, edge)
        self._row.setSpacing(m.s4)

    def draw(self, steps: Sequence[Step], following: str) -> None:
        """Show the steps; the one to do now stands out."""
        clear_layout(self._row)
        theme, m = self._theme, self._theme.m
        spoken = []
        for number, step in enumerate(steps, 1):
            shape, tone = ("st-ok", "ok") if step.done else ("st-todo", "todo")
            if step.name == following:
                shape, tone = "st-ready", "ready"
            self._row.addWidget(icon_label(theme, shape, theme.c.pair(tone)[0], m.icon_small))
            role = "strong" if step.name == following else "second" if step.done else "body"
            self._row.addWidget(label(f"{number} {step.word}", role))
            if not theme.compact and step.name == following:
                self._row.addWidget(label(_short(step.note), "second"))
            if number < len(steps):
                self._row.addSpacing(m.s24)
            state = "已完成" if step.done else step.note
            spoken.append(f"第{number}步，{step.word}，{state}")
        self._row.addStretch(1)
        self.setAccessibleName("；".join(spoken))


def _short(note: str) -> str:
    return note if len(note) <= MOST_NOTE else f"{note[: MOST_NOTE - 1]}…"


class ItemBar:
    """What is wrong with the item in hand, what to bring, and the four things that can be done."""

    def __init__(self, theme: Theme) -> None:
        self.theme, m = theme, theme.m
        self.widget, column = panel("sheet", margins=(m.s12, m.s8, m.s8, m.s8), gap=m.s4)
        self.why, self.more = Elided(role="strong"), Elided(role="second")
        self.open = button(theme, "打开这一项", "quiet", key="Enter")
        self.late = button(theme, "补一页…", "quiet")
        self.answer = button(theme, "不改，说明理由…", "quiet")
        self.done = button(theme, "补好了", key="Space")
        if not theme.compact:
            column.addWidget(self.why)
        verbs = line(theme, self.more, self.open, self.late, self.answer, self.done)
        verbs.setStretchFactor(self.more, 1)
        column.addLayout(verbs)
        if theme.fold:
            self.open.hide()

    def draw(self, item: ReturnedItem, *, bound: bool, closed: bool) -> None:
        """Show another item."""
        self.why.set_text(f"{item.number}　{item.why}")
        parts = (
            item.what and f"{'理由' if item.fate == ItemFate.ANSWERED else '办了'}：{item.what}",
            item.bring and f"要带来：{item.bring}",
            item.clause_text and f"依据：{item.clause_text}",
        )
        self.more.set_text("　".join(part for part in parts if part))
        self.late.setVisible(bound)
        for verb in (self.late, self.answer):
            verb.setEnabled(not closed)
        self.done.setEnabled(not closed and item.fate != ItemFate.CORRECTED)


class SheetBar:
    """Where the sheet in hand goes, lines of one's own, printing, and taking a registration back."""

    def __init__(self, theme: Theme) -> None:
        self.theme, m = theme, theme.m
        self.widget, column = panel("sheet", margins=(m.s12, m.s8, m.s8, m.s8), gap=m.s4)
        self.words, self.note = Elided(role="strong"), Elided(role="second")
        self.fate = DropDown(theme, tuple(FATES.values()), "撤下页去向")
        self.fate.setFixedWidth(m.chars(6) + m.s32)
        self.fate_label = label("撤下页去向", "second")
        self.all = button(theme, "其余都入卷备查", "quiet")
        self.print = button(theme, "去打印这一份", "quiet", "printer")
        self.add = button(theme, "加一行…", "quiet", "plus")
        self.remove = button(theme, "删这一行", "quiet")
        self.destroy = button(theme, "销毁记进台账…", "quiet")
        self.void = button(theme, "作废登记…", "danger")
        self.register = button(theme, "登记换页")
        if not theme.compact:
            column.addWidget(self.words)
        verbs = line(theme, self.fate_label, self.fate, self.all, self.note)
        verbs.setStretchFactor(self.note, 1)
        for verb in (self.destroy, self.print, self.remove, self.add, self.void, self.register):
            verbs.addWidget(verb)
        column.addLayout(verbs)

    def draw(
        self, current: ExchangeLine | None, state: ReturnedState, destroyed: str, *, burn: bool
    ) -> None:
        """Show another line and what is registered.

        Args:
            destroyed: under which number its destruction stands in the print register, in words.
            burn: it was destroyed and the register does not know of it yet.
        """
        self.destroy.setVisible(burn and not state.stale and not self.theme.fold)
        closed = bool(state.handed)
        words = state.registered or state.since
        if state.stale:
            words = f"{state.registered}。登记以后又改过，要再登记一次"
        self.words.set_text(words or "还没有装订，也没有交出去：直接改、直接重打就行")
        self.note.set_text(destroyed or (current.remark if current else ""))
        out = current is not None and bool(current.out)
        for widget in (self.fate_label, self.fate):
            widget.setVisible(out)
        self.fate.setEnabled(not closed)
        blocked = self.fate.blockSignals(True)
        self.fate.setCurrentIndex(
            list(FATES).index(current.fate) if current and current.fate else -1
        )
        self.fate.blockSignals(blocked)
        missing = any(sheet.out and not sheet.fate for sheet in state.sheets)
        self.all.setVisible(missing and not closed and not self.theme.fold)
        self.print.setVisible(current is not None and bool(current.piece))
        self.remove.setVisible(current is not None and current.kind == "typed" and not closed)
        self.add.setVisible(bool(state.since) and not closed)
        self.void.setVisible(bool(state.registered) and not closed)
        wanted = bool(state.sheets) and (not state.registered or state.stale)
        self.register.setVisible(wanted and not closed)


def ask_line(context: Context, add: Callable[[str, str, str, str], object]) -> None:
    """Ask for a line of one's own: paper the program cannot compare."""
    theme = context.theme
    paper = LineField(theme, "哪份材料", chars=24, required=True, most=60)
    out = LineField(theme, "撤下页", chars=12, most=30)
    into = LineField(theme, "换上页", chars=12, most=30)
    resign = LineField(theme, "谁要重签（不用就空着）", chars=16, most=30)
    out.set_hint("第30页")
    into.set_hint("第30页（新）")
    words = "只有纸质件，程序比不出哪一页换过，照手里的纸写。"

    def enter() -> None:
        add(paper.text(), out.text(), into.text(), resign.text())

    fields = (paper, out, into, resign)
    ask(context, "换页清单加一行", fields, "加上", enter, note=words, cancel="取消")


def ask_destroyed(
    context: Context, log: PrintLogPresenter, sheet: ExchangeLine, likely: Sequence[LikelyPrint]
) -> None:
    """Ask which number the destroyed sheet bore, and enter it in the print register (D-9)."""
    theme, title = context.theme, f"{sheet.paper}{sheet.out}销毁了，记进打印台账"
    dialog = Dialog(theme, context.parent(), title, context.marking)
    words = [each.words for each in likely]
    number = DropField(theme, "旧页脚上的印号", words, chars=24, required=True)
    sheets = DigitsField(theme, "张数", most=3)
    witness = LineField(theme, "监销人", chars=7, required=True)
    approver = LineField(theme, "批准人", chars=7, required=True)
    dialog.body.addWidget(number)
    dialog.body.addLayout(line(theme, sheets, witness, approver, None, gap=theme.m.s16))
    dialog.body.addWidget(label(WHICH_NUMBER if likely else NO_NUMBER, "second", wrap=True))
    number.setFocus()

    def keep() -> None:
        held = number.drop.currentIndex()
        if held < 0:
            raise UserError("EXCHANGE-NUMBER", paper=sheet.paper, out=sheet.out)
        log.note(
            likely[held].number,
            "destroyed",
            sheets.text(),
            note_words(sheet),
            witness=witness.text(),
            approver=approver.text(),
        )

    carry_out(dialog, "记进台账", keep, cancel="先不记")


def ask_void(context: Context, title: str, void: Callable[[str], object]) -> None:
    """Ask why a registration is declared void."""
    reason = LineField(context.theme, "原因", chars=26, required=True, most=120)
    kept = "原来的登记不删，和原因一起留着。"
    ask(context, title, (reason,), "作废", lambda: void(reason.text()), note=kept, harmful=True)
