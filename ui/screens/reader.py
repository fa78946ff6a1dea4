# SPDX-License-Identifier: MulanPSL-2.0
"""看成审核人 (ux §2.5): the volumes in the reader's order, each item beside its page, before they are handed in.

PageDown and PageUp go from item to item, ← and → from page to page, digits and Enter to a page number;
all of it stands on the number pad too (Enter, + and −).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.paper.core.press import Piece
from app.present.papers.reader import ReaderPresenter
from app.present.papers.reader_state import ReaderState, Stop
from app.present.prints.pieces import make_piece
from app.present.prints.preview import PreviewPresenter
from app.present.prints.printing_sides import plain_sides
from app.present.tasks import EMPTY
from ui.context import Context
from ui.preview.book import BookView
from ui.qt import (
    QEvent,
    QHBoxLayout,
    QKeyEvent,
    QLineEdit,
    QObject,
    QStackedWidget,
    Qt,
    QVBoxLayout,
    QWidget,
    isValid,
)
from ui.screen import Command, Screen
from ui.screens.reader_side import ReaderSide
from ui.widgets.basics import CENTRE, Elided, button, label, line, panel
from ui.widgets.header import EmptyState
from ui.widgets.table import Badge, Column, FormTable, Row

SIDES = "sides"
NO_PICTURE = {"todo": "这一件还没有页，审核人翻到这里是空的。"}
BY_HAND = "这一件不在屏幕上：{where}。"
NEXT = "下一件"
BADGES = {"must": "st-must", "check": "st-warn", "todo": "st-todo"}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReaderScreen(Screen):
    """Draws ReaderPresenter's state; nothing of the declaration is changed here."""

    title = "看成审核人"
    frameless = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(ReaderPresenter)
        self.preview = context.presenter(PreviewPresenter)
        self._shown: tuple[object, ...] = ()
        self._typed = ""
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._make_head()
        self.side = ReaderSide(self, self._go_path)
        self.side.note.editingFinished.connect(self.intent(self._keep_note))
        for box in (self.number, self.side.note):
            box.installEventFilter(self)
        self._make_body()
        for key, run in self._keys():
            self.on_key(key, run)
        self.bind(self.presenter)

    # -- parts

    def _make_head(self) -> None:
        m = self.theme.m
        bar, row = panel("toolbar", "row", (m.s24, 0, m.s16, 0), m.s12)
        bar.setFixedHeight(max(m.toolbar, m.header) + m.s2)
        self.person = label("", "section")
        self.subject = Elided(role="second")
        self.counter = label("", "strong")
        self.number = QLineEdit()
        self.number.setFixedWidth(m.number_width)
        self.number.setAlignment(CENTRE)
        self.number.setMaxLength(5)
        self.number.setPlaceholderText("页码")
        self.number.setAccessibleName("翻到第几页")
        self.number.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        leave = button(self.theme, "返回", key="Esc")
        leave.clicked.connect(self.clicked(self.context.back))
        row.addWidget(self.person)
        row.addWidget(self.subject, 1)
        for widget in (self.counter, label("翻到", "second"), self.number, leave):
            row.addWidget(widget)
        self.column.addWidget(bar)

    def _make_body(self) -> None:
        m = self.theme.m
        edge = m.s8 if self.theme.compact else m.s12
        columns = (Column("", 2), Column("件"), Column("页", 4.5))
        self.list = FormTable(self.theme, columns, "审核人翻阅的顺序")
        self.list.setFixedWidth(m.chars(17))
        self.list.current_changed.connect(self.intent(self._picked))
        self.list.setVisible(not self.theme.fold)
        self.book = BookView(self.context, self.preview, whole_pages=True)
        self.book.turned.connect(self._turned)
        self.words = label("", "second", wrap=True)
        self.words.setAlignment(CENTRE)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.book)
        self.pages.addWidget(self.words)
        middle = QVBoxLayout()
        middle.setSpacing(m.s8)
        middle.addLayout(self._tools())
        middle.addWidget(self.pages, 1)
        body = QHBoxLayout()
        body.setContentsMargins(m.s16, edge, m.s16 if self.pane else 0, edge)
        body.setSpacing(m.s12)
        body.addWidget(self.list)
        body.addLayout(middle, 1)
        if self.pane is None:
            body.addWidget(self.side.pane)
        self.desk = QWidget()
        self.desk.setProperty("role", "clear")
        self.desk.setLayout(body)
        self.nothing = EmptyState(self.theme, "tasks", EMPTY, "开始回答")
        if self.nothing.action is not None:
            self.nothing.action.clicked.connect(self.clicked(lambda: self.context.go("route")))
        self.column.addWidget(self.desk, 1)
        self.column.addWidget(self.nothing, 1)

    def _tools(self) -> QHBoxLayout:
        back = button(self.theme, "上一件", key="PgUp")
        self.flags = button(self.theme, "下一处 ⚑", "quiet")
        self.onward = button(self.theme, NEXT, "primary", key="PgDn")
        back.clicked.connect(self.clicked(partial(self._step, -1)))
        self.flags.clicked.connect(self.clicked(self.presenter.next_flag))
        self.onward.clicked.connect(self.clicked(partial(self._step, 1)))
        parts: list[QWidget | None] = [self.book.chips, None, self.flags, back, self.onward]
        if self.pane is not None and not self.theme.fold:
            parts.insert(1, label("F8：这一件证明什么", "small"))
        return line(self.theme, *parts)

    def _keys(self) -> Sequence[tuple[str, Any]]:
        step, turn = self._step, self._turn
        return (
            ("PgDown", partial(step, 1)),
            ("PgUp", partial(step, -1)),
            ("Left", partial(turn, -1)),
            ("Right", partial(turn, 1)),
            ("+", partial(turn, 1)),
            ("-", partial(turn, -1)),
            ("F2", self._to_note),
            ("Esc", self.context.back),
        )

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here."""
        return (
            Command("下一件", partial(self._step, 1)),
            Command("上一件", partial(self._step, -1)),
            Command("记一笔 ⚑", self._to_note),
            Command("下一处 ⚑", self.presenter.next_flag),
        )

    def first_focus(self) -> QWidget | None:
        """Start on the page itself: digits, Enter and the arrows answer there."""
        return self.nothing.action if self.nothing.isVisibleTo(self) else self.book.papers[0]

    def focus_path(self, path: str) -> bool:
        """Take a side of the volumes' file, or a material, in hand."""
        kind, _, rest = path.partition(".")
        if kind == SIDES and rest.isdigit():
            self.presenter.go_to_side(int(rest))
        elif kind == "materials" and not self.presenter.go_to(rest.partition(".")[0]):
            return False
        self.refresh()
        self.book.papers[0].setFocus()
        return True

    # -- drawing

    def refresh(self) -> None:
        """Draw the thing in hand."""
        state = self.presenter.state
        stop = state.stop
        self.nothing.setVisible(stop is None)
        self.desk.setVisible(stop is not None)
        self.person.setText(state.person or self.title)
        self.subject.set_text(state.subject)
        self.counter.setText(state.counter)
        if stop is None:
            return
        self.list.set_rows([_row(each) for each in state.stops])
        self.list.select(stop.key)
        self.flags.setEnabled(state.notes > 0)
        self.onward.setEnabled(state.position < len(state.stops) - 1)
        self.side.draw(state)
        self._draw_page(state, stop)

    def _draw_page(self, state: ReaderState, stop: Stop) -> None:
        if stop.form:
            self.pages.setCurrentWidget(self.book)
            self._draw_form(state, stop)
            return
        if not stop.count:
            words = NO_PICTURE.get(stop.tone) or BY_HAND.format(where=stop.where)
            self.words.setText(words)
            self.pages.setCurrentWidget(self.words)
            self._shown = ()
            return
        self.pages.setCurrentWidget(self.book)
        volume = self.presenter.volume
        book = volume.book()
        self._shown = (book.key,)
        self.book.show_file(book.key, book.sides, partial(volume.page, book, self.preview))
        self._show_index(stop.sides[state.offset])

    def _show_index(self, index: int) -> None:
        if self.book.index != index:
            blocked = self.book.blockSignals(True)
            self.book.turn_to(index)
            self.book.blockSignals(blocked)

    def _draw_form(self, state: ReaderState, stop: Stop) -> None:
        session = self.context.session
        wanted = (stop.form, id(session.declaration))
        if self._shown == wanted and self.book.sides:
            self._show_index(state.offset)
            return
        if self._shown == wanted:
            return  # on its way
        self._shown = wanted
        self.book.show_words("正在排版…")
        paper = session.paper_context()

        def work(progress: Progress) -> tuple[str, Piece]:
            piece = make_piece(session, stop.form, paper, progress)
            if piece is None:
                raise UserError("PRINT-NOTHING")
            return self.preview.pdf_pages(piece.pdf)[0], piece

        self.context.quick.start(
            work,
            done=lambda made: self._form_made(wanted, stop.form, *made),
            refused=lambda fault: self._form_refused(wanted, fault),
        )

    def _form_made(self, wanted: tuple[object, ...], form: str, key: str, piece: Piece) -> None:
        if isValid(self) and wanted == self._shown:
            self.book.show_file(key, plain_sides(piece.pages))
            self._show_index(self.presenter.state.offset)
            self.presenter.form_counted(form, piece.pages)

    def _form_refused(self, wanted: tuple[object, ...], fault: UserError) -> None:
        if isValid(self) and wanted == self._shown:
            self.book.show_words(fault.message.title)

    # -- what a person does

    def _keep_note(self) -> None:
        """Keep what stands in the note with the page it was typed beside."""
        self.presenter.flag(self.side.note.text())

    def _step(self, by: int) -> None:
        self._keep_note()
        self.presenter.step(by)
        self.side.note.setText(self.presenter.state.note)

    def _turn(self, by: int) -> None:
        self._keep_note()
        self.presenter.turn(by)
        self.side.note.setText(self.presenter.state.note)

    def _picked(self, key: str) -> None:
        stop = self.presenter.state.stop
        if stop is not None and stop.key != key:
            self.presenter.go_to(key)

    def _turned(self, index: int) -> None:
        """Follow the book when it was leafed through by itself."""
        stop = self.presenter.state.stop
        if stop is None:
            return
        if stop.form:
            self.presenter.go(self.presenter.state.position, index)
        else:
            self.presenter.go_to_side(index)

    def _go_path(self, path: str) -> None:
        self.context.go_path(path)

    def _to_note(self) -> None:
        if self.pane is not None and not self.pane.isVisible() and self.context.window is not None:
            self.pane.show()
        self.side.note.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits go to the page number, Enter to the next thing: one hand on the number pad."""
        if event.text().isdigit():
            self.number.setText(event.text())
            self.number.setFocus()
        elif event.key() in ENTER:
            self.guard(partial(self._step, 1))
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the number box goes to that page, in the note keeps it; both give the keys back to the page."""
        boxes = (self.number, self.side.note)
        enter = isinstance(event, QKeyEvent) and event.key() in ENTER
        if watched not in boxes or event.type() != QEvent.Type.KeyPress or not enter:
            return super().eventFilter(watched, event)
        typed = self.number.text()
        self.number.clear()
        self.book.papers[0].setFocus()  # the note is kept as it is left
        if watched is self.number and typed.strip():
            self.guard(lambda: self.presenter.go_to_page(typed))
        return True


def _row(stop: Stop) -> Row:
    shape = "st-flag" if stop.noted else BADGES.get(stop.tone, "")
    name = f"{stop.tab}　{stop.name}".strip("　")
    spoken = "，".join(
        part for part in (name, stop.where, f"⚑ {stop.noted}" if stop.noted else "") if part
    )
    return Row(stop.key, (Badge(shape) if shape else "", name, stop.pages), spoken)


def open_screen(context: Context) -> ReaderScreen:
    """Make the screen."""
    return ReaderScreen(context)
