# SPDX-License-Identifier: MulanPSL-2.0
"""单位工作台 (ux 3.7, S20): counts are filters, the next person is one key away."""

from __future__ import annotations

from app.kernel.errors import UserError
from app.present.workbench import Stage, WorkbenchPresenter
from ui.context import Context
from ui.qt import QVBoxLayout, QWidget
from ui.screen import Screen
from ui.widgets.basics import RIGHT, button, clear_layout, label, line
from ui.widgets.header import Chip, Chips, EmptyState
from ui.widgets.messages import MessageBar, plain_message
from ui.widgets.table import Column, FormTable, Row, Tag

EMPTY = "还没有申报人。可以粘贴名单、导入文档，或按纸录入。"


class WorkbenchScreen(Screen):
    """Draws WorkbenchPresenter's state."""

    title = "工作台"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(WorkbenchPresenter)
        self.chips = Chips(self.theme)
        self.chips.chosen.connect(self.intent(self.presenter.choose))
        self.header.add_filters(self.chips)
        self.next = self.header.set_primary("继续初审", "tasks", "F9")
        self.next.clicked.connect(self.clicked(self._next))
        self.warnings = QVBoxLayout()
        self.warnings.setSpacing(self.theme.m.s4)
        self.column.addLayout(self.warnings)
        columns = (
            Column("姓名", 9),
            Column("证件尾号", 4.6),
            Column("层级", 4.4),
            Column("专业"),
            Column("阶段", 6.2),
            Column("审核人", 5),
            Column("未看", 3.2, RIGHT),
            Column("补正", 3.2, RIGHT),
            Column("页数", 3.4, RIGHT),
        )
        self.table = FormTable(self.theme, columns, "申报人表")
        self.table.hide_column(5, self.theme.fold)
        self.table.activated.connect(self.intent(self._open))
        self.column.addWidget(self.table, 1)
        self.empty = EmptyState(self.theme, "people", EMPTY)
        self.column.addWidget(self.empty, 1)
        walk = button(self.theme, "走查这一份", key="Enter")
        result = button(self.theme, "审核结果", "secondary")
        self.total = label("", "second")
        walk.clicked.connect(self.clicked(lambda: self._open(self.table.current_id())))
        result.clicked.connect(self.clicked(self._result))
        self.column.addLayout(line(self.theme, self.total, None, result, walk))
        self.on_key("F9", self._next)
        self.bind(self.presenter)
        self.refresh()

    def first_focus(self) -> QWidget | None:
        """Start in the table."""
        return self.table

    def refresh(self) -> None:
        """Draw the chips, the warnings and the people."""
        state = self.presenter.state
        self.header.set_summary(state.title)
        self.chips.set_chips([Chip(c.key, c.word, c.count) for c in state.chips], state.chosen)
        clear_layout(self.warnings)
        for words in state.warnings if not self.theme.compact else ():
            self.warnings.addWidget(MessageBar(self.theme, plain_message("check", words)))
        self.table.setVisible(bool(state.people))
        self.empty.setVisible(not state.people)
        self.table.set_rows(
            [
                Row(
                    p.declaration_id,
                    (
                        p.name,
                        p.id_tail,
                        p.level,
                        p.specialty,
                        Tag(p.stage_word),
                        p.reviewer or "—",
                        str(p.unseen),
                        str(p.wanted),
                        str(p.pages),
                    ),
                    dim=p.stage == Stage.NOT_HANDED_IN,
                )
                for p in state.people
            ]
        )
        self.total.setText(f"共 {len(state.people)} 人")
        self.next.setEnabled(bool(state.next_id))

    def _next(self) -> None:
        next_id = self.presenter.state.next_id
        if not next_id:
            raise UserError("BENCH-NONE")
        self._open(next_id)

    def _open(self, declaration_id: str) -> None:
        if declaration_id:
            self.presenter.open(declaration_id)
            self.context.go("walk")

    def _result(self) -> None:
        if self.table.current_id():
            self.presenter.open(self.table.current_id())
            self.context.go("review")


def open_screen(context: Context) -> WorkbenchScreen:
    """Make the screen."""
    return WorkbenchScreen(context)
