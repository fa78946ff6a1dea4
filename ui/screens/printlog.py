# SPDX-License-Identifier: MulanPSL-2.0
"""打印台账 (ux 3.10, S35): the register, what became of the sheets, and the balance."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.errors import UserError
from app.present.prints.printlog import FATES, PrintLogPresenter
from ui.context import Context
from ui.printing.loose import print_loose, save_loose
from ui.qt import QFrame, QWidget
from ui.screen import Command, Screen
from ui.widgets.basics import RIGHT, Elided, button, label, panel
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import DigitsField, DropField, LineField
from ui.widgets.header import Chip, Chips, EmptyState
from ui.widgets.table import Column, FormTable, Row

COLUMNS = (
    Column("印号", 3.4),
    Column("时间", 6),
    Column("谁", 5.4),
    Column("印的什么"),
    Column("稿别", 4),
    Column("页/张", 4.4, RIGHT),
    Column("打印机或文件", 8),
    Column("去向", 8),
)


class PrintLogScreen(Screen):
    """Draws PrintLogPresenter's state."""

    title = "打印台账"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(PrintLogPresenter)
        self.where = self.header.set_primary("登记去向…", "page", "Enter")
        self.where.clicked.connect(self.clicked(self._ask))
        self.chips = Chips(self.theme)
        self.chips.chosen.connect(self.intent(self.presenter.choose))
        self.header.add_filters(self.chips)
        self.table = FormTable(self.theme, COLUMNS, "打印台账")
        self.table.hide_column(6, self.theme.fold)
        self.table.activated.connect(self.intent(lambda _id: self._ask()))
        self.empty = EmptyState(self.theme, "printer", "还没有打印过。")
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)
        self.column.addWidget(self._make_foot())
        self.on_key("Esc", self._leave)
        self.bind(self.presenter)
        self.refresh()

    def _make_foot(self) -> QFrame:
        m = self.theme.m
        frame, foot = panel("sheet", "row", (m.s12, m.s4, m.s12, m.s4), m.s8)
        self.balance = Elided("", "strong")
        foot.addWidget(label("纸张平衡", "second"))
        foot.addWidget(self.balance, 1)
        verbs = (
            ("返回打印中心", "Esc", self._leave),
            ("签后扫描", "", lambda: self.context.go("signed")),
            ("存为 PDF…", "", self._save),
            ("打印台账…", "", self._print),
        )
        for words, key, run in verbs:
            verb = button(self.theme, words, "link", key=key)
            verb.clicked.connect(self.clicked(run))
            foot.addWidget(verb)
        return frame

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here."""
        return (
            Command("登记去向…", self._ask),
            Command("台账存为 PDF…", self._save, icon="save"),
            Command("打印台账…", self._print, icon="printer"),
        )

    def first_focus(self) -> QWidget | None:
        """Start in the list."""
        return self.table

    def refresh(self) -> None:
        """Draw the register."""
        state = self.presenter.state
        self.table.setVisible(bool(state.lines))
        self.empty.setVisible(not state.lines)
        self.where.setEnabled(bool(state.lines))
        self.balance.set_text(state.balance)
        self.chips.set_chips([Chip(f.key, f.word, f.count) for f in state.filters], state.chosen)
        self.table.set_rows(
            [
                Row(
                    str(each.number),
                    (
                        each.shown,
                        each.at,
                        each.who,
                        each.what,
                        each.state,
                        each.sides,
                        each.where,
                        each.fate,
                    ),
                )
                for each in state.lines
            ]
        )

    def print_now(self) -> bool:
        """Answer Ctrl+P."""
        self.guard(self._print)
        return True

    def _print(self) -> None:
        print_loose(self.context, self.presenter.paper(), self.presenter.changed)

    def _save(self) -> None:
        save_loose(self.context, self.presenter.paper(), self.presenter.changed)

    def _leave(self) -> None:
        self.context.go("print")

    def _ask(self) -> None:
        number = self.table.current_id()
        if not number:
            return
        dialog = Dialog(
            self.theme, self.context.parent(), f"印号 {number} 的纸", self.context.marking
        )
        fate = DropField(self.theme, "去向", tuple(FATES.values()), required=True)
        sheets = DigitsField(self.theme, "张数", most=5)
        words = LineField(self.theme, "说明", chars=26)
        fate.set_text("装订")
        for field in (fate, sheets, words):
            dialog.body.addWidget(field)
        dialog.add_cancel()
        done = dialog.add_verb("登记", "primary")

        def keep(_checked: bool = False) -> None:
            kind = next(key for key, word in FATES.items() if word == fate.text())
            try:
                self.presenter.note(int(number), kind, sheets.text(), words.text())
            except UserError as fault:
                dialog.messages.say(fault.message)
                return
            dialog.accept()

        done.clicked.connect(keep)
        sheets.setFocus()
        dialog.exec()
        dialog.deleteLater()


def open_screen(context: Context) -> PrintLogScreen:
    """Make the screen."""
    return PrintLogScreen(context)
