# SPDX-License-Identifier: MulanPSL-2.0
"""初审结果 (ux 1.3): what was seen, what goes back; opinion, name, date; then the paper."""

from __future__ import annotations

from app.model.codes import ReviewOutcome
from app.model.return_slip import SUFFIX
from app.present.papers.walk import WALK_WORDS
from app.present.prints.printing import shown_number
from app.present.returned.files import save_slip, slip_name
from app.present.unit.reviewing import ReviewPresenter, ReviewState
from app.present.why import desks
from app.present.why.explanation import Explanation
from ui.context import Context
from ui.frame.why import show_why
from ui.qt import QVBoxLayout, QWidget
from ui.screen import Screen
from ui.widgets.basics import button, label, line, scrolled
from ui.widgets.dialogs import choose_new_file
from ui.widgets.fields import LineField, TextField
from ui.widgets.table import Column, FormTable, Row

OUTCOMES = {
    ReviewOutcome.OPEN: "还没有结论",
    ReviewOutcome.PASSED: "已登记：通过",
    ReviewOutcome.SENT_BACK: "已登记：退回补正",
}


class ReviewScreen(Screen):
    """Draws ReviewPresenter's state."""

    title = "初审走查"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(ReviewPresenter)
        self.header.set_title(WALK_WORDS[self.presenter.level])
        walk = self.header.set_primary("逐项走查", "tasks", "F9")
        walk.clicked.connect(self.clicked(lambda: context.go("walk")))
        content = QWidget()
        self.page = QVBoxLayout(content)
        self.page.setContentsMargins(0, 0, self.theme.m.s8, 0)
        self.page.setSpacing(self.theme.m.s8)
        self._make_facts()
        self._make_fields()
        self.column.addWidget(scrolled(content), 1)
        self._make_verbs()
        self.bind(self.presenter)
        self.refresh()

    def _make_facts(self) -> None:
        self.person = label("", "section")
        self.counts = label("", "second", wrap=True)
        self.page.addWidget(self.person)
        self.page.addWidget(self.counts)
        self.returned_head = label("要补正的", "strong")
        columns = (Column("", 2.4), Column("材料", 22), Column("要补什么"), Column("依据", 11))
        self.returned = FormTable(self.theme, columns, "补正项")
        self.returned.hide_column(3, self.theme.fold)
        self.ask = button(self.theme, "为什么", "link", key="F4")
        self.ask.clicked.connect(self.clicked(lambda: show_why(self.context, self.why())))
        self.page.addLayout(line(self.theme, self.returned_head, None, self.ask))
        self.page.addWidget(self.returned)

    def _make_fields(self) -> None:
        self.opinion = TextField(self.theme, "审核意见", lines=2, required=True)
        self.reviewer = LineField(self.theme, "审核人", chars=10, required=True)
        self.on = LineField(self.theme, "审核日期", chars=10, required=True)
        self.due = LineField(self.theme, "补齐期限（退回时写）", chars=10)
        for field in (self.opinion, self.reviewer, self.on, self.due):
            field.committed.connect(lambda _text: self.guard(self._keep))
        use = button(self.theme, "用这句话", "link")
        self.suggestion = label("", "second", wrap=True)
        use.clicked.connect(self.clicked(self._use))
        self.page.addWidget(self.opinion)
        self.page.addLayout(line(self.theme, self.suggestion, use, None))
        self.page.addLayout(
            line(self.theme, self.reviewer, self.on, self.due, None, gap=self.theme.m.s24)
        )
        self.page.addWidget(label("公章不打印：打印后签字，再盖章。", "small"))
        self.page.addStretch(1)

    def _make_verbs(self) -> None:
        self.outcome = label("", "strong")
        self.reopen = button(self.theme, "撤回结论", "quiet")
        self.print_button = button(self.theme, "打印…", "secondary", "printer")
        self.back_button = button(self.theme, "退回补正", "danger")
        self.pass_button = button(self.theme, "登记通过", "secondary")
        self.reopen.clicked.connect(self.clicked(self.presenter.reopen))
        self.print_button.clicked.connect(self.clicked(self._print))
        self.file_button = button(self.theme, "存为文件…", "quiet", "save")
        self.file_button.clicked.connect(self.clicked(self._save_slip))
        self.back_button.clicked.connect(
            self.clicked(lambda: self._conclude(ReviewOutcome.SENT_BACK))
        )
        self.pass_button.clicked.connect(self.clicked(lambda: self._conclude(ReviewOutcome.PASSED)))
        self.column.addLayout(
            line(
                self.theme,
                self.outcome,
                self.reopen,
                None,
                self.file_button,
                self.print_button,
                self.pass_button,
                self.theme.m.s24,
                self.back_button,
            )
        )

    def why(self) -> Explanation | None:
        """Explain the item in hand: what is wanted by which clause, and why it is on the list."""
        held = self.returned.current_id()
        level = self.presenter.level
        return desks.of_told(self.context.session, held, level) if held else None

    def first_focus(self) -> QWidget | None:
        """Start with the opinion."""
        return self.opinion

    def refresh(self) -> None:
        """Draw the result."""
        state = self.presenter.state
        self.person.setText(f"{state.name}　{state.title}")
        self.counts.setText(self._counts(state))
        self.returned_head.setVisible(bool(state.returned))
        self.returned.setVisible(bool(state.returned))
        self.ask.setVisible(bool(state.returned))
        self.returned.set_rows(
            [
                Row(
                    item.entry_id,
                    (str(item.number), f"{item.tab} {item.name}", item.reason, item.clause_text),
                )
                for item in state.returned
            ]
        )
        self.opinion.set_text(state.opinion)
        self.reviewer.set_text(state.reviewer)
        self.on.set_text(state.on)
        self.due.set_text(state.due)
        self.suggestion.setText(f"常用：{state.suggested}")
        done = state.outcome != ReviewOutcome.OPEN
        self.outcome.setText(OUTCOMES[state.outcome])
        self.reopen.setVisible(done)
        self.print_button.setEnabled(done)
        self.file_button.setVisible(state.outcome == ReviewOutcome.SENT_BACK)
        self.pass_button.setEnabled(not done)
        self.back_button.setEnabled(not done)

    @staticmethod
    def _counts(state: ReviewState) -> str:
        parts = [
            f"看过并通过 {state.passed} 项",
            f"需补正 {len(state.returned)} 项",
            f"未看 {state.unseen} 项",
        ]
        if state.pending:
            parts.append("原件待补看：" + "、".join(state.pending))
        return "，".join(parts)

    def _keep(self) -> None:
        self.presenter.write(
            self.opinion.text(), self.reviewer.text(), self.on.text(), self.due.text()
        )

    def _save_slip(self) -> None:
        """Save the slip for the applicant's own program, beside the paper that binds."""
        parent, session = self.context.parent(), self.context.session
        kinds = f"退回单文件 (*{SUFFIX})"
        target = parent and choose_new_file(parent, "退回单存为文件", kinds, slip_name(session))
        if target:
            saved = save_slip(session, self.presenter.level, target)
            self.context.say_code(
                "RETURN-SAVED",
                name=saved.name,
                digits=saved.code,
                number=shown_number(saved.number),
            )

    def _print(self) -> None:
        passed = self.presenter.state.outcome == ReviewOutcome.PASSED
        self.context.go("print", "review-result" if passed else "correction-slip")

    def _use(self) -> None:
        self.opinion.set_text(self.presenter.state.suggested)
        self._keep()

    def _conclude(self, outcome: ReviewOutcome) -> None:
        self._keep()
        self.presenter.conclude(outcome)


def open_screen(context: Context) -> ReviewScreen:
    """Make the screen."""
    return ReviewScreen(context)
