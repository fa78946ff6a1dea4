# SPDX-License-Identifier: MulanPSL-2.0
"""时限图 (ux §2.6): the year on an axis of working days, every date with its clause and its why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.kernel.errors import UserError
from app.present.dates.board import ALL, DatesPresenter, DayLine
from app.present.prints.printing import Printed, shown_number
from app.present.prints.printing_jobs import PrinterChoice
from app.present.why import asking
from app.present.why.explanation import Explanation
from ui.context import Context
from ui.frame.why import show_why
from ui.printing.ask import ask_printer
from ui.printing.desk import desk_of
from ui.qt import QWidget
from ui.screen import Command, Screen
from ui.widgets.basics import Elided, button, label, line
from ui.widgets.chart import DatesChart
from ui.widgets.dialogs import choose_new_file
from ui.widgets.header import Chip, Chips
from ui.widgets.table import Column, FormTable, Row

PDF_KINDS = "PDF (*.pdf)"
LEGEND = "斜线：法定节假日　浅色：周末　◆ 最迟张贴日　◇ 本单位自定　▌截止线，当日有效"


class DatesScreen(Screen):
    """Draws DatesPresenter's state; the chart prints through the register like every piece."""

    title = "时限图"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(DatesPresenter)
        self.chips = Chips(self.theme, "看哪个层级")
        self.chips.chosen.connect(self.intent(self.presenter.choose))
        self.header.add_filters(self.chips)
        go = self.header.set_primary("打印", "printer", "Ctrl+P")
        go.clicked.connect(self.clicked(self._print))
        store = button(self.theme, "存为 PDF…", "quiet", "save")
        store.clicked.connect(self.clicked(self._save))
        self.header.add_commands(store)
        self.chart = DatesChart(self.theme)
        self.chart.picked.connect(self._pick)
        self.column.addWidget(self.chart)
        self.legend = Elided(LEGEND, "small")
        self.column.addWidget(self.legend)
        self.table = FormTable(
            self.theme,
            (Column("日期", 9), Column("事项"), Column("还剩", 9), Column("依据", 12)),
            "所有日期",
        )
        self.table.hide_column(3, self.theme.fold)
        self.table.activated.connect(self.intent(lambda _key: show_why(context, self.why())))
        self.column.addWidget(self.table, 1)
        self._make_foot()
        self.bind(self.presenter)
        self.refresh()

    def _make_foot(self) -> None:
        self.source = Elided(role="second")
        self.notice_why = button(self.theme, "公示怎么数的", "link")
        self.notice_why.clicked.connect(
            self.clicked(lambda: show_why(self.context, asking.of_notice(self.context.session)))
        )
        ask = button(self.theme, "为什么是这一天", key="F4")
        ask.clicked.connect(self.clicked(lambda: show_why(self.context, self.why())))
        self.ask = ask
        self.notice = label("", "strong")
        row = line(self.theme, self.source, self.notice, self.notice_why, ask)
        row.setStretchFactor(self.source, 1)
        self.column.addStretch(0)
        self.column.addLayout(row)

    # -- drawing

    def refresh(self) -> None:
        """Draw chart and list for the level in hand."""
        state = self.presenter.state
        self.header.set_summary(state.today_words)
        self.chips.set_chips([Chip(*chip) for chip in state.chips], state.chosen)
        self.chart.set_state(state)
        self.legend.setVisible(not self.theme.compact)
        every = state.chosen == ALL
        self.chart.setVisible(every or not self.theme.fold)
        self.table.setVisible(not every)
        self.ask.setVisible(not every)
        self.table.set_rows([_row(entry) for entry in state.lines])
        self.source.set_text(state.source)
        self.notice.setText("" if self.theme.fold else state.notice)
        self.notice_why.setVisible(bool(state.notice))

    def _pick(self, key: str) -> None:
        if self.table.isVisibleTo(self) and self.table.select(key):
            self.table.setFocus()
        else:
            show_why(self.context, self.presenter.why(key))

    def why(self) -> Explanation | None:
        """Explain the date in hand; with all levels shown the marks of the chart are asked instead."""
        if self.presenter.chosen == ALL:
            return None
        return self.presenter.why(self.table.current_id())

    def first_focus(self) -> QWidget | None:
        """Start in the list, or at the levels while only the chart is shown."""
        return self.table if self.table.isVisibleTo(self) else self.chips

    def help_words(self) -> str:
        """Return what the marks mean."""
        return f"{LEGEND}。时限只作提示，迟到的材料由人决定。"

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here."""
        return (
            Command("存为 PDF…", self._save, icon="save"),
            Command("公示怎么数的", lambda: show_why(self.context, self._notice())),
        )

    def _notice(self) -> Explanation | None:
        return asking.of_notice(self.context.session)

    # -- on paper

    def print_now(self) -> bool:
        """Answer Ctrl+P."""
        self.guard(self._print)
        return True

    def _print(self) -> None:
        number = self.presenter.next_number()

        def chosen(choice: PrinterChoice, _only: bool) -> None:
            self.context.tasks.start(
                lambda _progress: self.presenter.ready(choice),
                done=lambda ready: desk_of(self.context).send([ready], self.presenter.registered),
                words="正在排版",
            )

        ask_printer(self.context, self.title, f"这次打印会登记为印号 {number}。", chosen)

    def _save(self) -> None:
        parent = self.context.parent()
        if parent is None:
            raise UserError("PRINT-NOTHING")
        name = f"deadlines-{self.presenter.next_number()}.pdf"
        target: Path | None = choose_new_file(parent, "存为 PDF", PDF_KINDS, name)
        if target is not None:
            self.context.tasks.start(
                lambda _progress: self.presenter.save_pdf(target),
                done=self._saved,
                words="正在写文件",
            )

    def _saved(self, printed: Printed) -> None:
        self.context.say_code(
            "PRINT-SAVED",
            name=printed.path.name,
            pages=printed.pages,
            number=shown_number(printed.number),
        )


def _row(entry: DayLine) -> Row:
    cells = (entry.words, entry.what, entry.left, entry.clause)
    return Row(entry.key, cells, entry.spoken, dim=entry.past)


def open_screen(context: Context) -> DatesScreen:
    """Make the screen."""
    return DatesScreen(context)
