# SPDX-License-Identifier: MulanPSL-2.0
"""The right pane of a page of fields: the page it prints on, its help, and what stood there before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.present.declare.editor import FieldHelp
from app.present.declare.history import HistoryLine
from ui.frame.pane import Pane, pane_scroll
from ui.qt import QVBoxLayout
from ui.theme import Theme
from ui.widgets.basics import LEFT, button, clear_layout, label, rule

TABS = ("预览", "本栏帮助", "历史")
PREVIEW, HELP, HISTORY = 0, 1, 2
SHORT = 10
NO_FIELD = "把光标放到一栏里，这里就说这一栏怎么填。"
NO_HISTORY = "这一栏还没有改过。"
FORM_WORDS = {
    "evaluation_form": "评审表",
    "submission_form": "送审表",
    "roster": "花名册",
    "pledge": "个人承诺书",
    "contents": "目录单",
    "statistics": "统计表",
    "secrecy_review": "保密审查意见",
    "notice_proof": "公示情况证明",
    "recommendation": "推荐意见",
}


class HelpPane:
    """Fills the tabs of words; it never takes the focus. The preview is put in by the page."""

    def __init__(self, theme: Theme, pane: Pane) -> None:
        self._theme, self.pane = theme, pane
        self._help: QVBoxLayout = pane_scroll(pane.tab(HELP))
        self._history: QVBoxLayout = pane_scroll(pane.tab(HISTORY))
        self.show_help(None)
        self.show_history("", ())

    def show_help(self, found: FieldHelp | None) -> None:
        """Show the help of a field, or how to get one."""
        column = self._help
        clear_layout(column)
        if found is None:
            column.addWidget(label(NO_FIELD, "second", wrap=True))
            column.addStretch(1)
            return
        column.addWidget(label(found.label, "section", wrap=True))
        column.addWidget(label(found.text, wrap=True))
        column.addSpacing(self._theme.m.s8)
        column.addWidget(label("样例", "strong"))
        column.addWidget(label(found.sample, "second", wrap=True))
        if found.mistakes:
            column.addSpacing(self._theme.m.s8)
            column.addWidget(label("常见的错", "strong"))
            for mistake in found.mistakes:
                column.addWidget(label(f"· {mistake}", "second", wrap=True))
        self._clause(found)
        names = "、".join(FORM_WORDS.get(name, name) for name in found.forms)
        column.addSpacing(self._theme.m.s8)
        column.addWidget(
            label(
                f"印在：{names}" if names else "这一栏只用来核对，不印在纸上。", "small", wrap=True
            )
        )
        column.addStretch(1)

    def _clause(self, found: FieldHelp) -> None:
        if not found.clause_text:
            return
        column, m = self._help, self._theme.m
        column.addSpacing(m.s8)
        column.addWidget(rule())
        column.addSpacing(m.s8)
        column.addWidget(label(f"依据：{found.clause_title}", "strong", wrap=True))
        column.addWidget(label(found.clause_text, "second", wrap=True, select=True))

    def show_history(
        self,
        name: str,
        lines: Sequence[HistoryLine],
        restore: Callable[[int], object] = lambda _number: None,
    ) -> None:
        """Show what stood in a field before; ``restore`` is called with the revision to step behind."""
        column = self._history
        clear_layout(column)
        if name:
            column.addWidget(label(name, "section", wrap=True))
        if not lines:
            column.addWidget(label(NO_HISTORY if name else NO_FIELD, "second", wrap=True))
        for line in lines:
            column.addWidget(label(f"{line.at}　{line.actor}", "small"))
            column.addWidget(label(f"{line.before} → {line.after}", wrap=True, select=True))
            if line.can_restore:
                self._offer(line, restore)
            column.addSpacing(self._theme.m.s8)
        column.addStretch(1)

    def _offer(self, line: HistoryLine, restore: Callable[[int], object]) -> None:
        short = line.before if len(line.before) <= SHORT else f"{line.before[:SHORT]}…"
        act = button(self._theme, f"恢复成“{short}”", "link", "undo")
        act.setAccessibleDescription(f"{line.at} 以前的内容")
        act.clicked.connect(lambda _checked=False: restore(line.number))
        self._history.addWidget(act, 0, LEFT)


def help_words(found: FieldHelp | None) -> str:
    """Return the help of a field as plain text, for F1 where the pane is folded away."""
    if found is None:
        return ""
    parts = [f"{found.label}：{found.text}", f"样例：{found.sample}"]
    parts += [f"常见的错：{mistake}" for mistake in found.mistakes]
    if found.clause_text:
        parts.append(f"依据：{found.clause_title}\n{found.clause_text}")
    return "\n".join(parts)
