# SPDX-License-Identifier: MulanPSL-2.0
"""岗位与统计 (ux S25): the unit's posts typed once, the table as it prints, and whether it agrees."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.present.unit.posts import FIGURES, PostRow, StatisticsPresenter, StatisticsState
from app.present.unit.roll import STATISTICS
from ui.context import Context
from ui.qt import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from ui.screen import Command
from ui.screens.rolls import RollScreen
from ui.theme import Theme
from ui.widgets.basics import RIGHT, Elided, button, label, line, panel, rule, scrolled
from ui.widgets.fields import DigitsField, restyle
from ui.widgets.header import EmptyState

NO_UNIT = "单位还没有登记，岗位数没有地方记。先在工作台登记单位。"
HEADS = ("层级", "核定", "已聘", "空岗", "已评未聘", "本年申报")


class GridFigure(DigitsField):
    """One figure of the grid: no words of its own, the head and the row say what it is."""

    def __init__(self, theme: Theme, name: str, path: str) -> None:
        super().__init__(theme, name, path, chars=3, most=4)
        self.label.hide()
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(0)

    def set_note(self, text: str, tone: str = "") -> None:
        """Keep the grid in its lines; what is wrong is said above the page."""


class StatisticsScreen(RollScreen):
    """Draws StatisticsPresenter's state and hands figures back."""

    title = "岗位与统计"
    stem = STATISTICS

    def __init__(self, context: Context) -> None:
        self.presenter = context.presenter(StatisticsPresenter)
        super().__init__(context, self.presenter)
        self._figures: dict[tuple[str, str], GridFigure] = {}
        self._words: dict[tuple[str, str], QLabel] = {}
        self._unit_figures: dict[str, DigitsField] = {}
        self._make_head()
        self._make_body(self.presenter.state)
        self.bind(self.presenter)

    def _make_head(self) -> None:
        export = button(self.theme, "导出表格…", "quiet")
        store = button(self.theme, "存为 PDF…", "quiet", "save")
        export.clicked.connect(self.clicked(self.save_book))
        store.clicked.connect(self.clicked(self.save_pdf))
        self.header.add_beside(export, store, self.copy_kind)
        go = self.header.set_primary("打印统计表", "printer", "Ctrl+P")
        go.clicked.connect(self.clicked(self.print_roll))

    def _make_body(self, state: StatisticsState) -> None:
        row = QHBoxLayout()
        row.setSpacing(self.theme.m.s16)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.m.s8)
        column.addWidget(self._grid(state))
        column.addWidget(self._free_box())
        column.addStretch(1)
        self.area = scrolled(left)
        self.area.setMinimumWidth(left.sizeHint().width() + 2 * self.theme.m.scroll)
        row.addWidget(self.area, 10)
        self.paper = QWidget()
        paper = QVBoxLayout(self.paper)
        paper.setContentsMargins(0, 0, 0, 0)
        paper.addLayout(line(self.theme, label("打印样子", "strong"), None, self.book.chips))
        paper.addWidget(self.book, 1)
        row.addWidget(self.paper, 11)
        self.paper.setVisible(not self.theme.fold)
        self.column.addLayout(row, 1)
        self.empty = EmptyState(self.theme, "chart", NO_UNIT)
        self.column.addWidget(self.empty, 1)
        m = self.theme.m
        frame, foot = panel("sheet", "row", (m.s12, m.s4, m.s12, m.s4), m.s8)
        self.check = Elided("", "ok")
        self.numbers = label("", "second")
        foot.addWidget(self.check, 1)
        foot.addWidget(self.numbers)
        self.column.addWidget(frame)

    def _grid(self, state: StatisticsState) -> QFrame:
        m = self.theme.m
        frame, column = panel("sheet", "column", (m.s12, m.s8, m.s12, m.s8), m.s8)
        self.unit = Elided("", "strong")
        column.addWidget(self.unit)
        fields = QHBoxLayout()
        fields.setSpacing(m.s24)
        for name, word, _value in state.figures:
            field = self._unit_figures[name] = DigitsField(self.theme, word, name, chars=4, most=4)
            field.committed.connect(self.intent(self._keep_figure(name)))
            fields.addWidget(field)
        fields.addStretch(1)
        column.addLayout(fields)
        column.addWidget(rule())
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.s12)
        grid.setVerticalSpacing(m.s4)
        for place, head in enumerate(HEADS):
            grid.addWidget(label(head, "second"), 0, place)
        for number, post in enumerate(state.rows, 1):
            self._grid_row(grid, number, post)
        grid.setColumnStretch(len(HEADS), 1)
        column.addLayout(grid)
        return frame

    def _grid_row(self, grid: QGridLayout, number: int, post: PostRow) -> None:
        grid.addWidget(label(post.word), number, 0)
        places = {"approved": 1, "filled": 2, "qualified_unfilled": 4}
        for figure, place in places.items():
            field = GridFigure(
                self.theme, f"{post.word}{FIGURES[figure]}", f"posts.{post.id}.{figure}"
            )
            field.committed.connect(self.intent(self._keep_post(post.id, figure)))
            self._figures[post.id, figure] = field
            grid.addWidget(field, number, place)
        for figure, place in (("vacant", 3), ("applying", 5)):
            words = self._words[post.id, figure] = label("", "strong")
            words.setAlignment(RIGHT)
            grid.addWidget(words, number, place)

    def _free_box(self) -> QFrame:
        m = self.theme.m
        frame, column = panel("sheet", "column", (m.s12, m.s8, m.s12, m.s8), m.s4)
        self.free = label("", "second", wrap=True)
        self.remark = label("", "must")
        column.addWidget(self.free)
        column.addWidget(self.remark)
        return frame

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here."""
        return (
            Command("存为 PDF…", self.save_pdf, icon="save"),
            Command("导出表格…", self.save_book),
            Command("花名册和统计表全部导出到文件夹…", self.save_all),
        )

    def first_focus(self) -> QWidget | None:
        """Start at the first figure."""
        return next(iter(self._figures.values()), None)

    def which(self) -> str:
        """Return the statistics."""
        return STATISTICS

    def _keep_post(self, row_id: str, figure: str) -> Callable[[str], None]:
        return lambda typed: self.presenter.set_post(row_id, figure, typed)

    def _keep_figure(self, name: str) -> Callable[[str], None]:
        return lambda typed: self.presenter.set_figure(name, typed)

    # -- drawing

    def refresh(self) -> None:
        """Draw the grid, the check line and the table as it prints."""
        state = self.presenter.state
        self.header.set_summary("" if state.has_unit else NO_UNIT)
        self.area.setVisible(state.has_unit)
        self.empty.setVisible(not state.has_unit)
        self.unit.set_text(state.unit)
        for name, _word, value in state.figures:
            self._unit_figures[name].set_text(str(value))
        for post in state.rows:
            self._draw_post(post)
        free = "，".join(f"{word} {count} 人" for word, count in state.free)
        self.free.setText(f"不占岗或不在岗位表里的：{free}" if free else "还没有申报人。")
        self.remark.setText(state.remark)
        self.remark.setVisible(bool(state.remark))
        self.check.set_text(state.check)
        self.check.setProperty("role", "ok" if state.agrees else "must")
        restyle(self.check)
        self.numbers.setText(f"这次打印会登记为印号 {state.number}")
        self.want_preview((state.proof, state.number, state.rows, state.figures, state.free))

    def _draw_post(self, post: PostRow) -> None:
        for figure in FIGURES:
            self._figures[post.id, figure].set_text(str(getattr(post, figure)))
        for figure in ("vacant", "applying"):
            words = self._words[post.id, figure]
            words.setText(str(getattr(post, figure)))
            words.setProperty("role", "must" if post.over else "strong")
            restyle(words)


def open_screen(context: Context) -> StatisticsScreen:
    """Make the screen."""
    return StatisticsScreen(context)
