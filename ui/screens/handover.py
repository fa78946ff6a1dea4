# SPDX-License-Identifier: MulanPSL-2.0
"""交接登记 (ux S18): print the slip, sign it at the table, enter what both sides signed."""

from __future__ import annotations

from app.present.papers.handover import HandOverPresenter
from ui.context import Context
from ui.qt import QGridLayout, QWidget
from ui.screen import Screen
from ui.widgets.basics import button, label, line, panel
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import DigitsField, LineField
from ui.widgets.header import EmptyState
from ui.widgets.table import Column, FormTable, Row

EMPTY = "还没有交接记录。交出去时，双方在交接单上签字，再在这里登记。"
COLUMNS = (
    Column("时间", 8),
    Column("移交人", 8),
    Column("接收人"),
    Column("点收", 8),
    Column("说明", 14),
)


class HandOverScreen(Screen):
    """Draws HandOverPresenter's state."""

    title = "交接登记"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(HandOverPresenter)
        enter = self.header.set_primary("登记交接", "handover")
        enter.clicked.connect(self.clicked(self._enter))
        slip = button(self.theme, "打印移交清单", "quiet", "printer")
        slip.clicked.connect(self.clicked(lambda: context.go("print", "handover")))
        self.header.add_commands(slip)
        self.closing = label("", "strong", wrap=True)
        self.column.addWidget(self.closing)
        self.column.addWidget(self._make_form())
        self.table = FormTable(self.theme, COLUMNS, "交接记录")
        self.empty = EmptyState(self.theme, "handover", EMPTY)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)
        void = button(self.theme, "作废这一条…", "danger")
        void.clicked.connect(self.clicked(self._ask_void))
        self.void = void
        self.column.addLayout(line(self.theme, None, void))
        self._fill()
        self.bind(self.presenter)
        self.refresh()

    def _make_form(self) -> QWidget:
        m = self.theme.m
        card, column = panel("sheet", margins=(m.s16, m.s12, m.s16, m.s12), gap=m.s8)
        self.expected = label("", "second", wrap=True)
        column.addWidget(self.expected)
        self.at = LineField(self.theme, "时间", chars=11, required=True)
        self.giver = LineField(self.theme, "移交人", chars=9, required=True, most=40)
        self.receiver = LineField(self.theme, "接收人", chars=9, required=True, most=40)
        self.office = LineField(self.theme, "接收单位", chars=14, most=60)
        self.volumes = DigitsField(self.theme, "册数", most=3)
        self.pages = DigitsField(self.theme, "页数", most=5)
        self.note = LineField(self.theme, "说明（点出来不一样时要写）", chars=20, most=120)
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.s24)
        grid.setVerticalSpacing(m.s8)
        first = (self.at, self.giver, self.receiver, self.office)
        second = (self.volumes, self.pages, self.note)
        for place, field in enumerate(first):
            grid.addWidget(field, 0, place)
        for place, field in enumerate(second):
            grid.addWidget(field, 1, place, 1, 2 if field is self.note else 1)
        grid.setColumnStretch(len(first), 1)
        column.addLayout(grid)
        return card

    def _fill(self) -> None:
        state = self.presenter.state
        self.at.set_text(state.now)
        self.giver.set_text(state.giver)
        self.volumes.set_text(str(state.volumes))
        self.pages.set_text(str(state.pages))
        for field in (self.receiver, self.office, self.note):
            field.set_text("")

    def first_focus(self) -> QWidget | None:
        """Start with who receives."""
        return self.receiver

    def refresh(self) -> None:
        """Draw the entries and where the paper is now."""
        state = self.presenter.state
        unbound = "" if state.bound else "还没有登记装订，页码还会变。"
        self.expected.setText(f"{state.expected}。{unbound}")
        self.closing.setText(state.closing)
        self.closing.setVisible(bool(state.closing))
        self.table.setVisible(bool(state.lines))
        self.empty.setVisible(not state.lines)
        self.void.setVisible(bool(state.lines))
        self.table.set_rows(
            [
                Row(
                    each.id,
                    (each.at, each.giver, each.receiver, each.counted, each.note),
                    dim=each.void,
                )
                for each in state.lines
            ]
        )

    def _enter(self) -> None:
        self.presenter.enter(
            at=self.at.text(),
            giver=self.giver.text(),
            receiver=self.receiver.text(),
            office=self.office.text(),
            volumes=self.volumes.text(),
            pages=self.pages.text(),
            note=self.note.text(),
        )
        self.context.clear_messages()
        self._fill()

    def _ask_void(self) -> None:
        handover_id = self.table.current_id()
        if not handover_id:
            return
        dialog = Dialog(
            self.theme, self.context.parent(), "作废这一条交接登记", self.context.marking
        )
        reason = LineField(self.theme, "原因", chars=26, required=True)
        dialog.body.addWidget(reason)
        dialog.body.addWidget(label("原来的登记不删，和原因一起留着。", "second", wrap=True))
        dialog.add_cancel("先不办")
        act = dialog.add_verb("作废", "danger")
        act.clicked.connect(lambda _checked=False: self._void(dialog, handover_id, reason.text()))
        reason.setFocus()
        dialog.exec()
        dialog.deleteLater()

    def _void(self, dialog: Dialog, handover_id: str, reason: str) -> None:
        if self.guard(lambda: self.presenter.declare_void(handover_id, reason)):
            dialog.accept()


def open_screen(context: Context) -> HandOverScreen:
    """Make the screen."""
    return HandOverScreen(context)
