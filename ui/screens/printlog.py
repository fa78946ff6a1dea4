# SPDX-License-Identifier: MulanPSL-2.0
"""打印台账 (ux 3.10, S35): the register, what became of the sheets, and the balance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.kernel.errors import UserError
from app.present.prints.loose import LoosePaper
from app.present.prints.printlog import LogLine, LogState, PrintLogPresenter
from ui.context import Context
from ui.printing.fates import ask_fate, ask_void
from ui.printing.loose import print_loose, save_loose
from ui.qt import QFrame, QMenu, QWidget
from ui.screen import Command, Screen
from ui.widgets.basics import RIGHT, Elided, button, label, panel
from ui.widgets.header import Chip, Chips, EmptyState
from ui.widgets.table import Badge, Cell, Column, FormTable, Row

RARE = ("unexplained", "lent", "marked")
LESSER = ("spoiled", "formal")  # left out first where the window is narrow
MOST_CHIPS = 4
PRINTER = 7
SPARED = (2, 5, PRINTER)  # 谁, 页/张, 打印机
CARRIER = 6  # the column of 密级 and 份号; shown while some printing has one
MONTHS = 6  # months offered as 月报
COLUMNS = (
    Column("印号", 3.4),
    Column("时间", 6),
    Column("谁", 5.4),
    Column("印的什么"),
    Column("稿别", 4),
    Column("页/张", 4.4, RIGHT),
    Column("密级、份号", 11),
    Column("打印机或文件", 7),
    Column("去向", 15),
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
        self.table = FormTable(self.theme, _columns(fold=self.theme.fold), "打印台账")
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
            ("作废登记…", "", self._void),
        )
        for words, key, run in verbs:
            verb = button(self.theme, words, "link", key=key)
            verb.clicked.connect(self.clicked(run))
            foot.addWidget(verb)
        self.papers = button(self.theme, "打印台账…", "link")
        self.papers.clicked.connect(self.clicked(self._lists))
        foot.addWidget(self.papers)
        return frame

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here."""
        return (
            Command("登记去向…", self._ask),
            Command("台账存为 PDF…", self._save, icon="save"),
            Command("打印台账…", self._print, icon="printer"),
            *(
                Command(f"{words}{verb}", partial(run, make))
                for words, make in (
                    ("借阅登记", self.presenter.loans),
                    ("销毁清单", self.presenter.destructions),
                )
                for verb, run in (("存为 PDF…", self._save), ("打印…", self._print))
            ),
            Command("作废登记…", self._void),
        )

    def first_focus(self) -> QWidget | None:
        """Start in the list."""
        return self.table

    def shown(self) -> None:
        """Draw the register anew: other pages enter printings too."""
        self.refresh()
        super().shown()

    def refresh(self) -> None:
        """Draw the register."""
        state = self.presenter.state
        self.table.setVisible(bool(state.lines))
        self.empty.setVisible(not state.lines)
        self.where.setEnabled(bool(state.lines))
        self.balance.set_text("；".join(filter(None, (state.balance, state.copies))))
        marked = any(each.carrier for each in state.lines)
        self.table.hide_column(CARRIER, not marked)
        for number in SPARED:  # 密级 and 份号 need the room of a small window
            narrow = self.theme.fold and number == PRINTER
            self.table.hide_column(number, narrow or (marked and self.theme.compact))
        self.header.set_summary(state.warning)
        self.chips.set_chips(self._chips(state), state.chosen)
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
                        each.number_shown if self.theme.fold else each.carrier,
                        each.where,
                        _fate(each),
                    ),
                )
                for each in state.lines
            ]
        )

    def _chips(self, state: LogState) -> list[Chip]:
        """Return the chips there is room and reason for: rare ones only while they show something."""
        shown = [f for f in state.filters if f.key not in RARE or f.count or f.key == state.chosen]
        if self.theme.fold:
            kept = [f for f in shown if f.key not in LESSER or f.key == state.chosen]
            shown = kept if len(shown) > MOST_CHIPS else shown
        return [Chip(f.key, f.word, f.count) for f in shown]

    def print_now(self) -> bool:
        """Answer Ctrl+P."""
        self.guard(self._print)
        return True

    def _print(self, make: Callable[[], LoosePaper] | None = None) -> None:
        paper = (make or self.presenter.paper)()
        print_loose(self.context, paper, self.presenter.changed)

    def _save(self, make: Callable[[], LoosePaper] | None = None) -> None:
        save_loose(self.context, (make or self.presenter.paper)(), self.presenter.changed)

    def _leave(self) -> None:
        self.context.go("print")

    def _ask(self) -> None:
        number = self.table.current_id()
        if number:
            ask_fate(self.context, self.presenter, int(number))

    def _void(self) -> None:
        number = self.table.current_id()
        if not number:
            return
        if not any(line.in_force for line in self.presenter.entries(int(number))):
            raise UserError("PRINTLOG-NO-ENTRY", number=number)
        ask_void(self.context, self.presenter, int(number))

    def _lists(self) -> None:
        """Offer the lists that are printed from the register."""
        menu = QMenu(self)
        presenter = self.presenter
        offered: list[tuple[str, Callable[[], LoosePaper]]] = [("整本打印台账", presenter.paper)]
        for month in presenter.state.months[:MONTHS]:
            words = f"{month[:4]}年{int(month[5:])}月月报"
            offered.append((words, partial(presenter.paper, month)))
        offered += [("借阅登记", presenter.loans), ("销毁清单", presenter.destructions)]
        for words, make in offered:
            one = menu.addMenu(words)
            one.addAction("打印…").triggered.connect(self.clicked(partial(self._print, make)))
            one.addAction("存为 PDF…").triggered.connect(self.clicked(partial(self._save, make)))
        menu.exec(self.papers.mapToGlobal(self.papers.rect().topLeft()))


def _columns(*, fold: bool) -> tuple[Column, ...]:
    """Return the columns; where the window is narrow only the 份号 is shown: the printed register has the mark too."""
    if not fold:
        return COLUMNS
    return (*COLUMNS[:CARRIER], Column("份号", 4.6), *COLUMNS[CARRIER + 1 :])


def _fate(line: LogLine) -> Cell:
    icon = {"must": "st-must", "check": "st-warn"}.get(line.unexplained, "")
    icon = icon or ("st-warn" if line.overdue else "")
    return Badge(icon, line.fate) if icon else line.fate


def open_screen(context: Context) -> PrintLogScreen:
    """Make the screen."""
    return PrintLogScreen(context)
