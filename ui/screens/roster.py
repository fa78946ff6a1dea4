# SPDX-License-Identifier: MulanPSL-2.0
"""花名册 (ux S26): one level at a time, as it will print; never two levels in one file (S-4.3.4-a)."""

from __future__ import annotations

from collections.abc import Sequence

from app.present.unit.roll_view import RollRow, RosterPresenter
from ui.context import Context
from ui.qt import QStackedWidget, QVBoxLayout, QWidget
from ui.screen import Command
from ui.screens.rolls import RollScreen
from ui.widgets.basics import Elided, button, line, panel
from ui.widgets.header import Chip, Chips, EmptyState
from ui.widgets.table import Column, FormTable, Row

GRID, PAPER = "grid", "paper"
STRETCHED = "工作单位"
# Widths in characters of the screen's type, and words short enough for them.
WIDTHS = {
    "序号": 3.2, "姓名": 6.6, "性别": 3.2, "民族": 4.6, "出生年月": 5.4, "学历及毕业时间": 7.4, "现职称及取得时间": 8.2,
    "聘任时间": 5.4, "从事专业年限": 3.4, "申报专业": 5.4, "申报职称": 6.4, "申报类型": 4.6, "备注": 3.4,
}  # fmt: skip
SHORT = {
    "学历及毕业时间": "学历、毕业",
    "现职称及取得时间": "现职称、取得",
    "从事专业年限": "年限",
    "申报类型": "类型",
}
FOLDED = ("性别", "民族", "聘任时间", "从事专业年限", "备注")


class RosterScreen(RollScreen):
    """Draws RosterPresenter's state."""

    title = "花名册"

    def __init__(self, context: Context) -> None:
        self.presenter = context.presenter(RosterPresenter)
        super().__init__(context, self.presenter)
        self._make_head()
        self._make_body()
        self.bind(self.presenter)

    def _make_head(self) -> None:
        self.levels = Chips(self.theme, "层级")
        self.levels.chosen.connect(self.intent(self.presenter.choose_level))
        self.views = Chips(self.theme, "怎么看")
        self.views.chosen.connect(self._show)
        self.header.add_filters(self.levels)
        export = button(self.theme, "导出表格…", "quiet")
        store = button(self.theme, "存为 PDF…", "quiet", "save")
        every = button(self.theme, "全部导出…", "quiet")
        export.clicked.connect(self.clicked(self.save_book))
        store.clicked.connect(self.clicked(self.save_pdf))
        every.clicked.connect(self.clicked(self.save_all))
        self.header.add_commands(every, export, store)
        self.header.add_beside(self.copy_kind)
        go = self.header.set_primary("打印", "printer", "Ctrl+P")
        go.clicked.connect(self.clicked(self.print_roll))

    def _make_body(self) -> None:
        self.column.addLayout(line(self.theme, self.views, None, self.book.chips))
        self.stack = QStackedWidget()
        grid = QWidget()
        column = QVBoxLayout(grid)
        column.setContentsMargins(0, 0, 0, 0)
        titles = self.presenter.state.columns
        self.table = FormTable(self.theme, [_column(*each) for each in titles], "花名册")
        for number, (title, _width) in enumerate(titles):
            self.table.hide_column(number, not self.theme.pane and title in FOLDED)
        self.empty = EmptyState(self.theme, "roster", "")
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        self.stack.addWidget(grid)
        self.stack.addWidget(self.book)
        self.column.addWidget(self.stack, 1)
        m = self.theme.m
        self.note_frame, row = panel("sheet", "row", (m.s12, m.s4, m.s8, m.s4), m.s8)
        self.note = Elided("", "strong")
        row.addWidget(self.note, 1)
        self.column.addWidget(self.note_frame)
        self._show(GRID)

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here."""
        return (
            Command("存为 PDF…", self.save_pdf, icon="save"),
            Command("导出表格…", self.save_book),
            Command("全部导出到文件夹…", self.save_all),
        )

    def first_focus(self) -> QWidget | None:
        """Start in the grid."""
        return self.table

    def which(self) -> str:
        """Return the level shown."""
        return self.presenter.state.level

    def there(self) -> bool:
        """Tell whether this level has anybody."""
        return not self.presenter.state.empty

    def _show(self, view: str) -> None:
        self.views.set_chips((Chip(GRID, "名单"), Chip(PAPER, "打印样子")), view)
        self.book.chips.setVisible(view == PAPER)
        self.stack.setCurrentIndex(1 if view == PAPER else 0)
        self.refresh()

    def refresh(self) -> None:
        """Draw the levels, the grid and what is missing."""
        state = self.presenter.state
        self.header.set_summary(state.summary)
        self.levels.set_chips([Chip(c.level, c.word, c.count) for c in state.levels], state.level)
        self.table.setVisible(not state.empty)
        self.empty.setVisible(bool(state.empty))
        self.empty.words.setText(state.empty)
        self.table.set_rows([_row(row) for row in state.rows])
        self.table.view.clearSpans()
        for number, row in enumerate(state.rows):
            if row.kind != "person":
                self.table.view.setSpan(number, 0, 1, len(state.columns))
        words = [f"这次打印会登记为印号 {state.number}。"]
        if state.unplaced:
            names = "、".join(state.unplaced[:3])
            words.append(f"有 {len(state.unplaced)} 人没有选层级，不在花名册里：{names}。")
        words += state.differences
        self.note.set_text("　".join(words))
        self.want_preview((state.level, state.proof, state.number, state.rows))


def _column(title: str, width: float) -> Column:
    return Column(
        SHORT.get(title, title), 0 if title == STRETCHED else WIDTHS.get(title, width / 4)
    )


def _row(row: RollRow) -> Row:
    if row.kind == "person":
        return Row(row.id, row.cells)
    return Row(row.id, row.cells, heading=True)


def open_screen(context: Context) -> RosterScreen:
    """Make the screen."""
    return RosterScreen(context)
