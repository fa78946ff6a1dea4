# SPDX-License-Identifier: MulanPSL-2.0
"""One page of 模板与日历: a ledger, what stands behind the line in hand, the verbs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from attrs import frozen

from app.present.presenter import Presenter
from app.present.yearly.base import RulesPresenter, SheetLine, SheetPresenter
from ui.qt import QHBoxLayout, QPushButton, QResizeEvent, Qt, QVBoxLayout, QWidget
from ui.widgets.basics import button, label, panel, scrolled
from ui.widgets.table import Cell, Column, FormTable, Row, Tag, Tick
from ui.widgets.tags import DONE, MUST, TODO, WARN, TagLook

if TYPE_CHECKING:
    from ui.screens.yearly.screen import YearlyScreen

LOOKS: dict[str, TagLook] = {
    "已核对": DONE,
    "待核对": WARN,
    "待核": WARN,
    "参考模板": WARN,
    "缺": MUST,
    "没有": TODO,
    "新建申报用": DONE,
}

Shown = TypeVar("Shown", bound=SheetPresenter)


@frozen
class Verb:
    """A verb of a page: its words, what it does, and when it can be used."""

    words: str
    run: Callable[[], object]
    enabled: Callable[[], bool] = lambda: True


class Page(QWidget):
    """Base: draws a presenter's lines.

    Class attributes:
        name: how the first page and saved places call it.
        title: in the head of the screen.
        columns: of the ledger; a last column of states is added when ``states`` is its width.
        ticks: the first column holds tick boxes.
        narrow: columns that go when the window is narrow.
    """

    name = ""
    title = ""
    columns: tuple[Column, ...] = ()
    states: float = 0
    ticks = False
    narrow: tuple[int, ...] = ()
    deep = 3  # lines of body text the part under the ledger shows

    def __init__(self, screen: YearlyScreen, presenter: Presenter) -> None:
        super().__init__()
        self.desk, self.presenter, self.theme = screen, presenter, screen.theme
        self.context, self.session = screen.context, screen.context.session
        m = self.theme.m
        self.setProperty("role", "clear")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.s8)
        tick = (Column("", 2.4),) if self.ticks else ()
        state = (Column("状态", self.states),) if self.states else ()
        self.table = FormTable(self.theme, (*tick, *self.columns, *state), self.title)
        for place in self.narrow:
            self.table.hide_column(place + len(tick), self.theme.fold)
        self.table.activated.connect(screen.intent(self.activate))
        self.table.ticked.connect(screen.intent(self.tick))
        self.table.current_changed.connect(lambda _id: self._show_detail())
        column.addWidget(self.table, 1)
        column.addWidget(self._make_detail())
        self._foot = QHBoxLayout()
        self._foot.setSpacing(m.s8)
        column.addLayout(self._foot)
        self._buttons: list[tuple[QPushButton, Verb]] = []
        self._make_verbs()
        self._lines: dict[str, SheetLine] = {}

    def _make_detail(self) -> QWidget:
        m = self.theme.m
        self.detail = label("", "second", wrap=True, select=True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, m.s8, 0)
        inner.addWidget(self.detail)
        inner.addStretch(1)
        area = scrolled(holder)
        frame, layout = panel("sheet", "column", (m.s12, m.s4, m.s4, m.s4), 0)
        layout.addWidget(area)
        lines = 2 if self.theme.compact else self.deep
        frame.setFixedHeight(round(m.body * 1.5) * lines + m.s16)
        self.detail_frame, self.detail_area = frame, area
        return frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the words behind the line in hand be as high as they are at this width."""
        super().resizeEvent(event)
        self._fit_detail()

    def _fit_detail(self) -> None:
        width = self.detail_area.viewport().width() - self.theme.m.s8
        self.detail.setMinimumHeight(max(1, self.detail.heightForWidth(max(1, width))))

    def _make_verbs(self) -> None:
        for verb in self.verbs():
            widget = button(self.theme, verb.words)
            widget.clicked.connect(self.desk.clicked(verb.run))
            self._foot.addWidget(widget)
            self._buttons.append((widget, verb))
        self._foot.addStretch(1)

    # -- for subclasses

    def lines(self) -> Sequence[SheetLine]:
        """Return the lines of the presenter's state; a page without a ledger has none."""
        return ()

    def summary(self) -> str:
        """Return the line of facts beside the title."""
        return ""

    def verbs(self) -> Sequence[Verb]:
        """Return the verbs under the ledger."""
        return ()

    def activate(self, line_id: str) -> None:
        """Do what Enter does on a line."""

    def tick(self, line_id: str, on: bool) -> None:
        """Take a tick."""

    def primary(self) -> Verb | None:
        """Return the page's one blue button."""
        return None

    # -- drawing

    def refresh(self) -> None:
        """Draw the lines again; the line in hand stays in hand."""
        lines = self.lines()
        self._lines = {line.id: line for line in lines}
        self.table.set_rows([self._row(line) for line in lines])
        for widget, verb in self._buttons:
            widget.setEnabled(verb.enabled())
        self._show_detail()

    def _row(self, line: SheetLine) -> Row:
        if line.heading:
            return Row(line.id, line.cells, line.cells[0], heading=True)
        cells: list[Cell] = [Tick(line.ticked)] if self.ticks and line.ticked is not None else []
        if self.ticks and line.ticked is None:
            cells.append("")
        cells += line.cells
        if self.states:
            cells += [""] * (len(self.columns) + self.ticks - len(cells))
            cells.append(Tag(line.state, LOOKS.get(line.state)) if line.state else "")
        ticked = {True: "，已打勾", False: "，没有打勾", None: ""}[line.ticked]
        spoken = "，".join(filter(None, (*line.cells, line.state))) + ticked
        return Row(line.id, tuple(cells), spoken, dim=line.dim)

    def _show_detail(self) -> None:
        line = self._lines.get(self.table.current_id())
        words = line.detail if line else ""
        verb = f"　按 Enter {line.verb}。" if line and line.verb and not words else ""
        self.detail.setText(words or verb.strip())
        self._fit_detail()
        self.detail_frame.setVisible(any(each.detail for each in self._lines.values()))

    def take_back_verb(self) -> Verb:
        """Return the verb that takes the last change back."""

        def run() -> None:
            assert isinstance(self.presenter, RulesPresenter)
            self.presenter.take_back()

        return Verb(
            "撤销刚才的改动",
            run,
            lambda: isinstance(self.presenter, RulesPresenter) and self.presenter.can_take_back,
        )

    def on_line(self, words: str, run: Callable[[str], object]) -> Verb:
        """Return a verb for the line in hand."""
        return Verb(words, lambda: run(self.in_hand()), lambda: bool(self.in_hand()))

    def lay_words(self, *widgets: QWidget) -> None:
        """Show widgets of the page's own, to be scrolled, in place of a ledger."""
        m = self.theme.m
        self.table.hide()
        self.detail_frame.hide()
        frame, column = panel("sheet", "column", (m.s16, m.s8, m.s16, m.s8), m.s8)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self._column.insertWidget(0, scrolled(holder), 1)

    def first_focus(self) -> QWidget:
        """Start in the ledger."""
        return self.table

    def help_words(self) -> str:
        """Return what stands behind the line in hand."""
        return self.detail.text()

    def in_hand(self) -> str:
        """Return the id of the line in hand."""
        return self.table.current_id()


class SheetPage(Page, Generic[Shown]):
    """Base: the lines and the line of facts are those of one presenter's state.

    Class attributes:
        kind: the presenter.
    """

    kind: type[Shown]

    def __init__(self, screen: YearlyScreen) -> None:
        self.shown = screen.context.presenter(self.kind)
        super().__init__(screen, self.shown)

    def lines(self) -> Sequence[SheetLine]:
        """Return the lines of the state."""
        return self.shown.state.lines

    def summary(self) -> str:
        """Return the facts beside the title."""
        return self.shown.state.summary
