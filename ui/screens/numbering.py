# SPDX-License-Identifier: MulanPSL-2.0
"""手工编号 (ux S16): what to write on which sheet; a slip of the pen is registered, never a reason to begin anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.kernel.messages import catalogue
from app.present.papers.numbering import NumberingPresenter
from ui.context import Context
from ui.qt import QHBoxLayout, QWidget
from ui.screen import Command, Screen
from ui.screens.returned_parts import ask_void
from ui.widgets.ask import ask
from ui.widgets.basics import button, label, line
from ui.widgets.fields import DigitsField
from ui.widgets.header import EmptyState
from ui.widgets.table import Column, FormTable, Row

EMPTY = "没有纸质附件需要手工编号。"
HOW = "正面写在右下角，背面写在左下角，写一页打一个勾；也可以打页码贴，剪下来贴上。写错了不用返工，在下面登记。"
DOUBLED = "两页写了同一个号：后一页在号后面补写“-1”，例如 58-1，再在这里登记。目录单会自动加注。"
COLUMNS = (
    Column("册", 4.4),
    Column("材料"),
    Column("第几页", 5),
    Column("正、背", 4.4),
    Column("写几", 4.4),
    Column("写在哪", 5),
)
SLIP_COLUMNS = (Column("写错的页码", 0), Column("登记", 12))
FEW = 3


class NumberingScreen(Screen):
    """Draws NumberingPresenter's state."""

    title = "手工编号"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(NumberingPresenter)
        slip = self.header.set_primary("打印编号单", "printer")
        slip.clicked.connect(self.clicked(lambda: context.go("print", "numbering")))
        labels = button(self.theme, "打印页码贴", "quiet", "printer")
        labels.clicked.connect(self.clicked(lambda: context.go("print", "page-labels")))
        back = button(self.theme, "返回打印中心", "quiet", key="Esc")
        back.clicked.connect(self.clicked(lambda: context.go("print")))
        self.header.add_commands(back, labels)
        self.how = label(HOW, "second", wrap=True)
        self.column.addWidget(self.how)
        self.table = FormTable(self.theme, COLUMNS, "要手工编号的页")
        self.empty = EmptyState(self.theme, "page", EMPTY)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)
        self.slips = FormTable(self.theme, SLIP_COLUMNS, "漏编和编重")
        self.column.addWidget(self.slips)
        self.column.addLayout(self._make_foot())
        self.on_key("Esc", lambda: self.context.go("print"))
        self.bind(self.presenter)
        self.refresh()

    def _make_foot(self) -> QHBoxLayout:
        skipped = button(self.theme, "漏编了一个号…", "secondary")
        doubled = button(self.theme, "两页编了同一个号…", "secondary")
        self.void = button(self.theme, "作废这一条…", "danger")
        skipped.clicked.connect(self.clicked(self._ask_skipped))
        doubled.clicked.connect(self.clicked(self._ask_doubled))
        self.void.clicked.connect(self.clicked(self._ask_void))
        return line(self.theme, skipped, doubled, None, self.void)

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here."""
        return (
            Command("登记漏编…", self._ask_skipped),
            Command("登记编重…", self._ask_doubled),
            Command("打印编号单", lambda: self.context.go("print", "numbering"), icon="printer"),
            Command("打印页码贴", lambda: self.context.go("print", "page-labels")),
        )

    def first_focus(self) -> QWidget | None:
        """Start in the list."""
        return self.table if self.presenter.state.lines else None

    def print_now(self) -> bool:
        """Answer Ctrl+P with the slip."""
        return self.context.go("print", "numbering")

    def refresh(self) -> None:
        """Draw what to write and what was registered."""
        state = self.presenter.state
        self.header.set_summary(state.summary)
        self.how.setVisible(bool(state.lines))
        self.table.setVisible(bool(state.lines))
        self.empty.setVisible(not state.lines)
        if self.header.primary is not None:
            self.header.primary.setEnabled(bool(state.lines))
        self.table.set_rows(
            [
                Row(
                    each.key,
                    (
                        each.volume,
                        f"{each.tab}　{each.name}",
                        each.page,
                        each.side,
                        each.number,
                        each.corner,
                    ),
                )
                for each in state.lines
            ]
        )
        self.slips.setVisible(bool(state.slips))
        self.void.setVisible(any(not slip.void for slip in state.slips))
        self.slips.set_rows(
            [Row(slip.id, (slip.words, slip.when), dim=slip.void) for slip in state.slips]
        )
        m = self.theme.m
        shown = min(FEW, max(1, len(state.slips)))
        self.slips.setFixedHeight(m.table_head + shown * m.row + 2)

    # -- registering

    def _ask_skipped(self) -> None:
        number = self.presenter.expected_after(self.table.current_id())
        before = str(max(0, int(number or 1) - 1))
        words = catalogue().message(
            "M25", before=before, after=int(number or 1) + 1, number=number or 1
        )
        self._ask(
            "登记漏编",
            "漏掉的是第几页",
            number,
            words.detail + words.remedy,
            self.presenter.skipped,
        )

    def _ask_doubled(self) -> None:
        number = self.presenter.expected_after(self.table.current_id())
        self._ask("登记编重", "重复的是第几页", number, DOUBLED, self.presenter.doubled)

    def _ask(
        self, title: str, name: str, number: str, words: str, enter: Callable[[str], object]
    ) -> None:
        field = DigitsField(self.theme, name, most=5)
        field.set_text(number)
        ask(self.context, title, (field,), "登记", lambda: enter(field.text()), note=words)

    def _ask_void(self) -> None:
        slip_id = self.slips.current_id()
        if slip_id:
            ask_void(
                self.context,
                "作废这一条登记",
                lambda reason: self.presenter.declare_void(slip_id, reason),
            )


def open_screen(context: Context) -> NumberingScreen:
    """Make the screen."""
    return NumberingScreen(context)
