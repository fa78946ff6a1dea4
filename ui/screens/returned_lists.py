# SPDX-License-Identifier: MulanPSL-2.0
"""The three lists of 退回补正: what to do, which sheets to change, what was corrected."""

from __future__ import annotations

from app.present.returned.exchange import FATES, ExchangeLine
from app.present.returned.returned_state import FACTS, ITEMS, SHEETS, ReturnedItem, ReturnedState
from ui.qt import QVBoxLayout
from ui.theme import Theme
from ui.widgets.header import EmptyState
from ui.widgets.table import Column, FormTable, Row, Tag
from ui.widgets.tags import WARN

EMPTY = "没有退回的材料。"
EMPTY_HINT = "收到纸质退回补正单的，照着录进来；单位给了文件的，直接导入。"
KEY_IN = "录入退回单…"
NO_SHEETS = "没有要换的页。程序比不出来的纸质件，点“加一行”自己写。"
NO_FACTS = "交出去以后，没有改过哪一栏。"
COMPARING = "正在和交出去的纸比对"
STOPPED = "比对停下了，还不知道要换哪几页。"
AGAIN = "接着比对"
ITEM_COLUMNS = (
    Column("序号", 3),
    Column("材料", 18),
    Column("哪里不对"),
    Column("要带来", 9),
    Column("情况", 6.2),
)
SHEET_COLUMNS = (
    Column("哪份材料"),
    Column("撤下页", 10),
    Column("换上页", 10),
    Column("谁要重签", 11),
    Column("撤下页去向", 7),
)
FACT_COLUMNS = (
    Column("改了哪一栏", 9),
    Column("交出去的", 8),
    Column("现在", 8),
    Column("印在哪里"),
)
THIRD = 3  # the column that goes when the window is narrow


class ReturnedLists:
    """One list at a time, or why there is nothing in it.

    Attributes:
        nothing: said in place of an empty list; its verb compares again.
        empty: said in place of everything while nothing was sent back; its verb keys a slip in.
    """

    def __init__(self, theme: Theme, column: QVBoxLayout) -> None:
        self.items = FormTable(theme, ITEM_COLUMNS, "退回的项")
        self.sheets = FormTable(theme, SHEET_COLUMNS, "换页清单")
        self.facts = FormTable(theme, FACT_COLUMNS, "改过的内容")
        for table in (self.items, self.sheets):
            table.hide_column(THIRD, theme.fold)
        self.empty = EmptyState(theme, "turn", f"{EMPTY}\n{EMPTY_HINT}", KEY_IN)
        self.nothing = EmptyState(theme, "page", NO_SHEETS, AGAIN)
        self._tables = {ITEMS: self.items, SHEETS: self.sheets, FACTS: self.facts}
        for widget in (*self._tables.values(), self.nothing, self.empty):
            column.addWidget(widget, 1)

    def of(self, view: str) -> FormTable:
        """Return the list of a view."""
        return self._tables[view]

    def draw(self, state: ReturnedState, *, stopped: bool) -> None:
        """Draw the rows and show the list of the view in hand.

        Args:
            stopped: the comparison was stopped by a person, so the sheets are not known.
        """
        self.items.set_rows([_item_row(item) for item in state.items])
        self.sheets.set_rows([_sheet_row(sheet) for sheet in state.sheets])
        self.facts.set_rows(
            [Row(f.path, (f.label, f.before, f.after, f.places)) for f in state.facts]
        )
        there = bool(state.head)
        for view, table in self._tables.items():
            table.setVisible(there and state.view == view and bool(table.row_ids()))
        self.nothing.setVisible(there and not self.of(state.view).row_ids())
        words = NO_SHEETS if state.view == SHEETS else NO_FACTS
        if not state.compared:
            words = STOPPED if stopped else f"{COMPARING}……"
        self.nothing.words.setText(words)
        if self.nothing.action is not None:
            self.nothing.action.setVisible(stopped and not state.compared)
        self.empty.setVisible(not there)


def _item_row(item: ReturnedItem) -> Row:
    cells = (str(item.number), item.name, item.why, item.bring, Tag(item.fate_word))
    spoken = f"第{item.number}项，{item.name}，{item.why}，{item.fate_word}"
    return Row(item.entry_id, cells, spoken)


def _sheet_row(sheet: ExchangeLine) -> Row:
    if sheet.out:
        fate: Tag | str = FATES.get(sheet.fate, "") or Tag("未说明", WARN)
    else:
        fate = "—"
    cells = (sheet.paper, sheet.out or "—", sheet.into or "—", sheet.resign or "不用", fate)
    return Row(sheet.key, cells)
