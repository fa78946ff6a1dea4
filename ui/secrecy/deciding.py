# SPDX-License-Identifier: MulanPSL-2.0
"""The form of a 定密 decision: everything is typed from the decision on paper, nothing is offered (D-7)."""

from __future__ import annotations

from app.model.marking import LEVELS
from app.present.secrecy.marking import ALL_PAPERS, TICKED, MarkingPresenter
from app.present.secrecy.typed import BASES, MOST_CONDITION, PERIOD_WORDS, TypedDecision
from ui.context import Context
from ui.qt import QVBoxLayout, QWidget, Signal
from ui.theme import Theme
from ui.widgets.basics import label, line, panel, scrolled
from ui.widgets.dialogs import Dialog, carry_out
from ui.widgets.fields import DropField, Field, LineField

LEAD = "照定密决定逐项填。缺一项就不成一条登记，纸上不会印标志。"
SAMPLES = {
    "保密期限": "10年、6个月、长期",
    "解密时间": "2030-06-01",
    "解密条件": f"会议开始前（{MOST_CONDITION} 字以内）",
}
REACHES = {TICKED: "勾选的几件", ALL_PAPERS: "整份申报"}
MOST_FACT, MOST_NAME = 120, 40
NAMES = (
    "level", "kind", "period", "remark", "base", "basis", "handler", "officer", "on", "scope",
)  # fmt: skip


class DecisionForm(QWidget):
    """The entries of one decision; they stay as typed until the record is whole.

    Signals:
        touched(): something was typed or chosen.
    """

    touched = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.papers = label("", "strong", wrap=True)
        self._make_fields()
        m, edge = theme.m, theme.m.s8 if theme.compact else theme.m.s12
        content = QWidget()
        page = QVBoxLayout(content)
        page.setContentsMargins(0, 0, 0, 0)
        card, column = panel("sheet", margins=(m.s16, edge, m.s16, edge), gap=edge)
        page.addWidget(card)
        page.addStretch(1)
        column.addWidget(self.papers)
        column.addWidget(label(LEAD, "second", wrap=True))
        for group in self._groups():
            column.addLayout(line(theme, *group, None, gap=theme.m.s16))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))
        self.kind.edited.connect(lambda _word: self._hint())

    def _make_fields(self) -> None:
        theme = self.theme
        self.reach = DropField(theme, "管到哪里", tuple(REACHES.values()), chars=7, required=True)
        self.level = DropField(theme, "密级", LEVELS, chars=4, required=True)
        kinds = tuple(PERIOD_WORDS.values())
        self.kind = DropField(theme, "期限、时间还是条件", kinds, chars=7, required=True)
        self.period = LineField(theme, "写法", chars=13, required=True, most=MOST_FACT)
        self.remark = LineField(theme, "期限说明（另有规定的依据）", chars=22, most=MOST_FACT)
        self.base = DropField(theme, "依据的种类", BASES, chars=8, required=True)
        self.basis = LineField(theme, "依据", chars=20, required=True, most=MOST_FACT)
        self.handler = LineField(theme, "承办人", chars=7, required=True, most=MOST_NAME)
        self.officer = LineField(theme, "定密责任人", chars=7, required=True, most=MOST_NAME)
        self.on = LineField(theme, "定密日期", chars=9, required=True, most=20)
        self.scope = LineField(theme, "知悉范围", chars=20, required=True, most=MOST_FACT)
        self.basis.set_hint("事项范围的条目，或派生自哪一份")
        self.scope.set_hint("知悉的单位、岗位或人员")
        self.on.set_hint("2026-06-01")
        for field in (self.reach, *self._named()):
            field.edited.connect(lambda _text: self.touched.emit())

    def _named(self) -> tuple[Field, ...]:
        return tuple(getattr(self, name) for name in NAMES)

    def _groups(self) -> tuple[tuple[Field, ...], ...]:
        """Return the fields line by line: fewer in a line where the window is narrow or the text large."""
        period, people = (self.level, self.kind, self.period), (self.handler, self.officer, self.on)
        if self.theme.fold:
            return ((self.reach,), period, (self.remark,), (self.base, self.basis), people, (self.scope,))  # fmt: skip
        return (
            (self.reach, *period),
            (self.remark,),
            (self.base, self.basis),
            (*people, self.scope),
        )

    def fill(self, typed: TypedDecision, papers: str, *, asks_reach: bool) -> None:
        """Show some entries.

        Args:
            papers: names of what was ticked, or of what a change speaks of.
            asks_reach: the decision may speak of the whole declaration: a person says which it is.
        """
        self.papers.setText(f"管到：{papers}" if papers else "还没有勾选哪一件")
        for name, field in zip(NAMES, self._named(), strict=True):
            field.set_text(getattr(typed, name))
        self.reach.set_text(REACHES.get(typed.reach, ""))
        self.reach.setVisible(asks_reach)
        self.remark.setVisible(bool(typed.remark))
        self._hint()

    def ask_remark(self) -> None:
        """Ask why the period is longer than the law usually allows."""
        self.remark.show()
        self.remark.setFocus()

    def _hint(self) -> None:
        self.period.set_hint(SAMPLES.get(self.kind.text(), ""))

    def typed(self) -> TypedDecision:
        """Return the entries as typed."""
        chosen = {word: key for key, word in REACHES.items()}
        entries = {name: field.text() for name, field in zip(NAMES, self._named(), strict=True)}
        return TypedDecision(**entries, reach=chosen.get(self.reach.text(), ""))

    def first(self) -> Field:
        """Return the field to begin with."""
        return self.level if self.reach.isHidden() else self.reach


def ask_release(context: Context, presenter: MarkingPresenter, entry_id: str) -> None:
    """Ask for a release (解密); raises UserError MARK-CHOOSE, MARK-STANDING."""
    presenter.typed(entry_id)
    papers = presenter.papers_words(entry_id)
    dialog = Dialog(context.theme, context.parent(), "登记解密", context.marking)
    theme = dialog.theme
    dialog.body.addWidget(label(f"管到：{papers}", wrap=True))
    basis = LineField(theme, "解密依据", chars=24, required=True, most=MOST_FACT)
    handler = LineField(theme, "承办人", chars=7, required=True, most=MOST_NAME)
    officer = LineField(theme, "定密责任人", chars=7, required=True, most=MOST_NAME)
    on = LineField(theme, "解密日期", chars=9, required=True, most=20)
    dialog.body.addWidget(basis)
    dialog.body.addLayout(line(theme, handler, officer, on, None, gap=theme.m.s16))
    words = "原标志留在记录里。以后打印时原标志划掉，旁边印“解密”；以前印出的纸，照样标明。"
    dialog.body.addWidget(label(words, "second", wrap=True))

    def enter() -> None:
        before, mark = presenter.release(
            entry_id, basis.text(), handler.text(), officer.text(), on.text()
        )
        context.say_code("MARK-CHANGED", mark=mark, before=before)

    basis.setFocus()
    carry_out(dialog, "登记解密", enter, cancel="先不办")
