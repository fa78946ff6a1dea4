# SPDX-License-Identifier: MulanPSL-2.0
"""自检 (ux S12, F7): three groups; Enter jumps to the field, a reason passes a reminder."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.messages import LEVEL_WORDS
from app.present.papers.selfcheck import (
    EXCUSED,
    MET,
    STANDING,
    UNKNOWN,
    FindingLine,
    SelfCheckPresenter,
)
from app.present.why.explanation import Explanation
from ui.context import Context
from ui.frame.why import show_why
from ui.qt import QHBoxLayout, QWidget
from ui.screen import Command, Screen
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
from ui.widgets.dialogs import Dialog, carry_out
from ui.widgets.fields import LineField
from ui.widgets.header import Chip, Chips, EmptyState
from ui.widgets.table import Badge, Column, FormTable, Row

TONES = {"must": "must", "check": "warn", "note": "note"}
VIEW_BADGES = {
    UNKNOWN: Badge("st-todo", "缺内容"),
    EXCUSED: Badge("st-ok", "免除"),
    MET: Badge("st-ok", "满足"),
}
SLIP = "打印要带的原件清单"
NONE_SUCH = "这一类现在没有。"
NOTHING = "没有发现问题。自检只查齐不齐、对不对得上，不代表审核通过。"


class SelfCheckScreen(Screen):
    """Draws SelfCheckPresenter's state."""

    title = "自检"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(SelfCheckPresenter)
        self.views = Chips(self.theme, "看哪一类")
        self.views.chosen.connect(self.intent(self.presenter.choose_view))
        self.header.add_filters(self.views)
        jump = self.header.set_primary("去改", "selfcheck", "Enter")
        jump.clicked.connect(self.clicked(self._jump))
        self.jump_button = jump
        again = button(self.theme, "重新检查", "quiet", "redo", "F5")
        again.clicked.connect(self.clicked(self.presenter.recheck))
        read = button(self.theme, "看成审核人", "quiet", "eye")
        read.clicked.connect(self.clicked(lambda: context.go("reader")))
        self.header.add_commands(read, again)
        self.table = FormTable(
            self.theme, (Column("轻重", 6), Column("哪里、怎么了"), Column("依据", 12)), "自检结果"
        )
        self.table.activated.connect(self.intent(lambda _key: self._jump()))
        self.table.current_changed.connect(lambda _key: self._draw_detail())
        self.empty = EmptyState(self.theme, "selfcheck", NOTHING)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)
        self._make_detail()
        self.on_key("F5", self.presenter.recheck)
        self.bind(self.presenter)
        self.refresh()

    def _make_detail(self) -> None:
        m = self.theme.m
        self.detail, column = panel("sheet", margins=(m.s12, m.s8, m.s8, m.s8), gap=m.s4)
        self.head = QHBoxLayout()
        self.what = Elided(role="strong")
        self.code = label("", "code")
        head = line(self.theme, self.head, self.what, self.code)
        head.setStretch(1, 1)
        column.addLayout(head)
        self.words = label("", "body", wrap=True)
        self.basis = label("", "second", wrap=True)
        column.addWidget(self.words)
        column.addWidget(self.basis)
        self.reason_button = button(self.theme, "不改，写明理由…", "quiet")
        self.reason_button.clicked.connect(self.clicked(self._reason))
        go = button(self.theme, "去改", key="Enter")
        go.clicked.connect(self.clicked(self._jump))
        self.slip_button = button(self.theme, SLIP, "quiet", "printer")
        self.slip_button.clicked.connect(self.clicked(self._print_slip))
        self.passed = label("", "second")
        ask = button(self.theme, "为什么", key="F4")
        ask.clicked.connect(self.clicked(lambda: show_why(self.context, self.why())))
        self.go_button = go
        column.addLayout(
            line(self.theme, self.passed, None, self.slip_button, self.reason_button, ask, go)
        )
        self.column.addWidget(self.detail)

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here."""
        return (
            Command("重新检查", self.presenter.recheck, "F5"),
            Command("写明理由…", self._reason),
            Command(SLIP, self._print_slip, icon="printer", enabled=self._has_slip),
            Command("看成审核人", lambda: self.context.go("reader"), icon="eye"),
        )

    def _has_slip(self) -> bool:
        found = self._line()
        return found is not None and bool(found.slip)

    def why(self) -> Explanation | None:
        """Explain the finding in hand."""
        found = self._line()
        return self.presenter.why(found.key) if found is not None else None

    def help_words(self) -> str:
        """Return the clauses of the finding in hand."""
        found, pack = self._line(), self.context.session.pack
        clauses = found.clauses if found else ()
        return "\n".join(f"{pack.clause(c).reference}：{text}" for c, text in clauses)

    def first_focus(self) -> QWidget | None:
        """Start in the list."""
        return self.table if not self.presenter.state.empty else None

    def refresh(self) -> None:
        """Draw the three groups one after another, each line with its weight."""
        state = self.presenter.state
        self.header.set_summary(state.summary)
        self.views.set_chips([Chip(*view) for view in state.views], state.view)
        self.empty.words.setText(NOTHING if state.view == STANDING else NONE_SUCH)
        self.table.setVisible(not state.empty)
        self.detail.setVisible(not state.empty)
        self.empty.setVisible(state.empty)
        self.jump_button.setEnabled(not state.empty)
        rows: list[Row] = []
        for group in state.groups:
            if group.lines and state.view == STANDING:
                words = f"{group.word}　{group.open_count} 条"
                rows.append(Row(f"group-{group.severity}", (words, "", ""), words, heading=True))
            rows += [self._finding_row(found) for found in group.lines]
        self.table.set_rows(rows)
        self._draw_detail()

    def _finding_row(self, found: FindingLine) -> Row:
        pack = self.context.session.pack
        clause = pack.clause(found.clauses[0][0]).reference if found.clauses else ""
        spoken = f"{found.title}。{found.message}{found.fix}"
        if found.view != STANDING:
            said = f"{found.title}　{found.message}" if found.message else found.title
            return Row(found.key, (VIEW_BADGES[found.view], said, clause), spoken)
        if found.fixed:
            return Row(found.key, (Badge("st-ok", "已改好"), found.title, clause), spoken, dim=True)
        if found.passed:
            return Row(found.key, (Badge("st-ready", "已说明"), found.title, clause), spoken)
        badge = Badge(f"st-{TONES[found.severity]}", LEVEL_WORDS[found.severity])
        return Row(found.key, (badge, found.title, clause), spoken)

    def _line(self) -> FindingLine | None:
        key = self.table.current_id()
        lines = [found for group in self.presenter.state.groups for found in group.lines]
        return next((found for found in lines if found.key == key), None)

    def _draw_detail(self) -> None:
        found = self._line()
        self.detail.setVisible(found is not None)
        if found is None:
            return
        clear_layout(self.head)
        tone = "ok" if found.fixed else TONES[found.severity]
        if found.view != STANDING:
            tone = "warn" if found.view == UNKNOWN else "ok"
        self.head.addWidget(
            icon_label(
                self.theme, f"st-{tone}", self.theme.c.pair(tone)[0], self.theme.m.icon_small
            )
        )
        self.what.set_text(found.title)
        self.code.setText(found.code)
        self.words.setText(f"{found.message}{found.fix}")
        pack = self.context.session.pack
        self.basis.setText(
            "\n".join(f"{pack.clause(c).reference}：{text}" for c, text in found.clauses[:2])
        )
        self.basis.setVisible(bool(found.clauses) and not self.theme.compact)
        passable = found.severity != "must" and not found.fixed and found.view == STANDING
        self.reason_button.setVisible(passable)
        self.slip_button.setVisible(bool(found.slip))
        act = "去填" if found.view == UNKNOWN else found.verb
        set_button_text(self.go_button, act, "Enter")
        self.passed.setText(f"理由：{found.passed.reason}" if found.passed else "")

    def _jump(self) -> None:
        found = self._line()
        if found is not None and found.screen:
            self.context.go(found.screen, found.place)
        elif found is not None and found.path and not self.context.go_path(found.path):
            self.context.say_code("CHECK-NO-PLACE")

    def _print_slip(self) -> None:
        found = self._line()
        if found is not None and found.slip:
            self.context.go("print", found.slip)

    def _reason(self) -> None:
        found = self._line()
        if found is None:
            return
        dialog = Dialog(self.theme, self.context.parent(), "不改，写明理由", self.context.marking)
        dialog.body.addWidget(label(found.title, "strong", wrap=True))
        field = LineField(self.theme, "理由（印在自检报告上）", chars=30, required=True)
        dialog.body.addWidget(field)
        field.setFocus()

        def give() -> None:
            self.presenter.pass_with_reason(found.key, field.text())

        carry_out(dialog, "写明", give)


def open_screen(context: Context) -> SelfCheckScreen:
    """Make the screen."""
    return SelfCheckScreen(context)
