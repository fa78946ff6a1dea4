# SPDX-License-Identifier: MulanPSL-2.0
"""交接登记 (ux S18): print the slip, sign it at the table, enter what both signed; then where the paper is."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.errors import UserError
from app.present.papers.handover import HandOverLine, HandOverPresenter, HandOverState
from ui.context import Context
from ui.qt import QGridLayout, QVBoxLayout, QWidget
from ui.screen import Command, Screen
from ui.screens.returned_parts import ask_void
from ui.widgets.basics import (
    TOP,
    button,
    clear_layout,
    icon_label,
    label,
    line,
    panel,
    rule,
    scrolled,
    set_button_text,
)
from ui.widgets.fields import DigitsField, LineField
from ui.widgets.header import EmptyState
from ui.widgets.messages import Action, MessageBar, plain_message
from ui.widgets.table import Column, FormTable, Row

EMPTY = "还没有交接记录。交出去时，双方在交接单上签字，再在这里登记。"
UNBOUND = "还没有登记装订，页码还会变。"
NEXT, KEEP = "接下来", "这些要保存好"
ENTER, ONCE_MORE, AGAIN = "登记交接", "再登记一次交接…", "登记再次交接"
COLUMNS = (
    Column("时间", 9),
    Column("移交人", 8),
    Column("接收人"),
    Column("点收", 8),
    Column("说明", 18),
)


class HandOverScreen(Screen):
    """Draws HandOverPresenter's state."""

    title = "交接登记"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(HandOverPresenter)
        self._asked = False
        self._again_words = ""
        self._make_head()
        self.column.addWidget(scrolled(self._make_page()), 1)
        self.void = button(self.theme, "作废这一条…", "danger")
        self.void.clicked.connect(self.clicked(self._ask_void))
        self.column.addLayout(line(self.theme, None, self.void))
        self._fill()
        self.bind(self.presenter)
        self.refresh()

    # -- parts

    def _make_head(self) -> None:
        self.enter = self.header.set_primary(ENTER, "handover")
        self.enter.clicked.connect(self.clicked(self._enter))
        slip = button(self.theme, "打印移交清单", "quiet", "printer")
        slip.clicked.connect(self.clicked(lambda: self.context.go("print", "handover")))
        returned = button(self.theme, "收到退回单…", "quiet", "turn")
        returned.clicked.connect(self.clicked(lambda: self.context.go("returned")))
        self.once_more = button(self.theme, ONCE_MORE, "quiet", "plus")
        self.once_more.clicked.connect(self.clicked(self._ask_form))
        self.header.add_commands(self.once_more, returned, slip)

    def _make_page(self) -> QWidget:
        content = QWidget()
        page = QVBoxLayout(content)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(self.column.spacing())
        self._again = QVBoxLayout()
        page.addLayout(self._again)
        self.closing = self._make_closing()
        page.addWidget(self.closing)
        self.form = self._make_form()
        page.addWidget(self.form)
        self.table = FormTable(self.theme, COLUMNS, "交接记录")
        self.empty = EmptyState(self.theme, "handover", EMPTY)
        page.addWidget(self.table, 1)
        page.addWidget(self.empty, 1)
        return content

    def _make_closing(self) -> QWidget:
        """Where the paper is, what happens next and what to keep: the closing page (ux 1.1)."""
        m = self.theme.m
        edge = m.s8 if self.theme.compact else m.s16
        card, column = panel("sheet", margins=(m.s16, edge, m.s16, edge), gap=m.s8)
        self.where = label("", "strong", wrap=True)
        head = line(
            self.theme,
            icon_label(self.theme, "st-ok", self.theme.c.pair("ok")[0]),
            self.where,
        )
        head.setStretchFactor(self.where, 1)
        column.addLayout(head)
        column.addWidget(rule())
        self.following, self.keep = QGridLayout(), QVBoxLayout()
        self.following.setHorizontalSpacing(m.s16)
        self.following.setVerticalSpacing(m.s4)
        self.following.setColumnStretch(1, 1)
        self.keep.setSpacing(m.s4)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, words, inner in ((left, NEXT, self.following), (right, KEEP, self.keep)):
            side.setSpacing(m.s4)
            side.addWidget(label(words, "strong"))
            side.addLayout(inner)
            side.addStretch(1)
        both = line(self.theme, left, m.s24, right)
        both.setStretchFactor(left, 3)
        both.setStretchFactor(right, 2)
        column.addLayout(both)
        return card

    def _make_form(self) -> QWidget:
        m = self.theme.m
        edge = m.s8 if self.theme.compact else m.s12
        card, column = panel("sheet", margins=(m.s16, edge, m.s16, edge), gap=m.s8)
        self.expected = label("", "second", wrap=True)
        column.addWidget(self.expected)
        self.at = LineField(self.theme, "时间", chars=10, required=True, most=20)
        self.giver = LineField(self.theme, "移交人", chars=7, required=True, most=40)
        self.receiver = LineField(self.theme, "接收人", chars=7, required=True, most=40)
        self.office = LineField(self.theme, "接收单位", chars=11, most=60)
        self.volumes = DigitsField(self.theme, "册数", chars=4, most=3)
        self.pages = DigitsField(self.theme, "页数", chars=5, most=5)
        self.way = LineField(self.theme, "送交方式", chars=11, most=40)
        self.way.set_hint("专人、机要交通…")
        self.note = LineField(self.theme, "说明（点出来不一样时要写）", chars=20, most=120)
        self.late_by = LineField(self.theme, "谁同意收的（过了期限）", chars=9, most=40)
        self.late_reason = LineField(self.theme, "什么理由", chars=20, most=120)
        self.at.committed.connect(lambda _text: self._draw_late())
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.s24)
        grid.setVerticalSpacing(m.s4 if self.theme.compact else m.s8)
        counts = QWidget()
        counts.setLayout(line(self.theme, self.volumes, self.pages, gap=m.s16))
        counts.setProperty("role", "clear")
        # Four fields a row where there is room, two where there is not.
        a_row = 2 if self.theme.fold else 4
        first = (self.at, self.giver, self.receiver, self.office)
        for place, field in enumerate(first):
            grid.addWidget(field, place // a_row, place % a_row)
        row = len(first) // a_row
        grid.addWidget(counts, row, 0)
        grid.addWidget(self.way, row, 1)
        if a_row == 2:
            row += 1
            grid.addWidget(self.note, row, 0, 1, 2)
        else:
            grid.addWidget(self.note, row, 2, 1, 2)
        grid.addWidget(self.late_by, row + 1, 0)
        grid.addWidget(self.late_reason, row + 1, 1, 1, a_row - 1)
        grid.setColumnStretch(a_row, 1)
        column.addLayout(grid)
        return card

    def _fill(self) -> None:
        state = self.presenter.state
        self.at.set_text(state.now)
        self.giver.set_text(state.giver)
        self.volumes.set_text(str(state.volumes))
        self.pages.set_text(str(state.pages))
        for field in (
            self.receiver,
            self.office,
            self.way,
            self.note,
            self.late_by,
            self.late_reason,
        ):
            field.set_text("")

    def shown(self) -> None:
        """Offer the time and the counts of now, unless somebody is in the middle of writing."""
        if not self.receiver.text():
            self._fill()
        super().shown()

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here."""
        return (
            Command(
                ENTER, self._enter, icon="handover", enabled=lambda: self.form.isVisibleTo(self)
            ),
            Command("打印移交清单", lambda: self.context.go("print", "handover"), icon="printer"),
            Command(ONCE_MORE, self._ask_form),
            Command("收到退回补正单…", lambda: self.context.go("returned")),
            Command("作废这一条…", self._ask_void, enabled=lambda: bool(self.table.current_id())),
        )

    def first_focus(self) -> QWidget | None:
        """Start with who receives; after the hand-over in the list."""
        return self.receiver if self.form.isVisibleTo(self) else self.table

    def print_now(self) -> bool:
        """Answer Ctrl+P with the slip."""
        return self.context.go("print", "handover")

    # -- drawing

    def refresh(self) -> None:
        """Draw where the paper is, the form when one is wanted, and the entries."""
        state = self.presenter.state
        self.expected.setText(f"{state.expected}。{'' if state.bound else UNBOUND}{state.reprint}")
        self.closing.setVisible(bool(state.closing) and not self._asked)
        self.form.setVisible(not state.closing or self._asked)
        self._draw_closing(state)
        self._draw_again(state.again)
        set_button_text(self.enter, AGAIN if state.again else ENTER)
        asking = self.form.isVisibleTo(self)
        self.enter.setVisible(asking)
        self.once_more.setVisible(not asking and not self.theme.fold)
        self.table.setVisible(bool(state.lines))
        self.empty.setVisible(not state.lines)
        self.void.setVisible(bool(state.lines))
        self.table.set_rows([_row(each) for each in state.lines])
        self._draw_late()

    def _draw_closing(self, state: HandOverState) -> None:
        self.where.setText(state.closing)
        clear_layout(self.following)
        clear_layout(self.keep)
        for number, each in enumerate(state.following):
            self.following.addWidget(label(each.day, "second"), number, 0, TOP)
            self.following.addWidget(label(each.what, wrap=True), number, 1)
        for words in state.keep:
            self.keep.addWidget(label(f"· {words}", wrap=True))

    def _draw_again(self, words: str) -> None:
        if words == self._again_words:
            return
        self._again_words = words
        clear_layout(self._again)
        if words:
            go = Action("看换页清单", lambda: self.context.go("returned", "sheets"))
            self._again.addWidget(MessageBar(self.theme, plain_message("note", words), (go,)))

    def _draw_late(self) -> None:
        late = self.presenter.late(self.at.text()) is not None
        self.late_by.setVisible(late)
        self.late_reason.setVisible(late)

    # -- intents

    def _ask_form(self) -> None:
        self._asked = True
        self._fill()
        self.refresh()
        self.receiver.setFocus()

    def _enter(self) -> None:
        self._keep(anyway=False)

    def _keep(self, *, anyway: bool) -> None:
        try:
            self.presenter.enter(
                at=self.at.text(),
                giver=self.giver.text(),
                receiver=self.receiver.text(),
                office=self.office.text(),
                volumes=self.volumes.text(),
                pages=self.pages.text(),
                note=self.note.text(),
                way=self.way.text(),
                late_by=self.late_by.text(),
                late_reason=self.late_reason.text(),
                anyway=anyway,
            )
        except UserError as fault:
            if fault.code != "M29-HAND":
                raise
            self._say_late(fault)
            return
        self._asked = False
        self.context.clear_messages()
        self._fill()
        self.refresh()
        self.table.setFocus()  # the form goes away with the focus in it

    def _say_late(self, fault: UserError) -> None:
        """State the rule; a person writes who agreed, or enters it all the same (D-4)."""
        self._draw_late()
        actions = (
            Action("写明并继续", self.late_by.setFocus),
            Action("不写，照样登记", lambda: self.guard(lambda: self._keep(anyway=True))),
        )
        self.context.say_error(fault, actions)
        self.late_by.setFocus()

    def _ask_void(self) -> None:
        handover_id = self.table.current_id()
        if handover_id:
            ask_void(
                self.context,
                "作废这一条交接登记",
                lambda reason: self.presenter.declare_void(handover_id, reason),
            )


def _row(each: HandOverLine) -> Row:
    cells = (each.at, each.giver, each.receiver, each.counted, each.note)
    return Row(each.id, cells, dim=each.void)


def open_screen(context: Context) -> HandOverScreen:
    """Make the screen."""
    return HandOverScreen(context)
