# SPDX-License-Identifier: MulanPSL-2.0
"""退回补正 (ux S19): the items, the sheets to change, what was corrected, and one next step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.intake import inspect_slip
from app.kernel.progress import Progress
from app.model.return_slip import SUFFIX, ReturnSlip
from app.present.papers.materials import MaterialsPresenter
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.printlog import PrintLogPresenter
from app.present.returned.entry import ReturnEntryPresenter
from app.present.returned.exchange import FATES, ExchangeLine
from app.present.returned.returned import ReturnedPresenter
from app.present.returned.returned_state import FACTS, ITEMS, SHEETS, ReturnedItem
from app.present.returned.rounds import ItemFate
from ui.context import Context
from ui.qt import QWidget
from ui.screen import Command, Screen
from ui.screens.late_dialog import ask_late
from ui.screens.material_dialogs import ask_answer
from ui.screens.return_card import ReturnCardPlace
from ui.screens.returned_comparing import Comparing
from ui.screens.returned_lists import KEY_IN, ReturnedLists
from ui.screens.returned_parts import (
    FACT_WORDS,
    ItemBar,
    SheetBar,
    StepLine,
    ask_destroyed,
    ask_line,
    ask_void,
)
from ui.widgets.basics import button, label, set_button_text
from ui.widgets.dialogs import choose_files
from ui.widgets.header import Chip, Chips
from ui.widgets.table import FormTable

SLIP_FILES = f"退回单文件 (*{SUFFIX})"
NEXT_VERBS = {
    ITEMS: "去补这一项",
    "print": "去打印",
    SHEETS: "登记换页",
    "handover": "再交一次",
    "": "看交接登记",
}


class ReturnedScreen(Screen):
    """Draws ReturnedPresenter's state."""

    title = "退回补正"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(ReturnedPresenter)
        self.materials = context.presenter(MaterialsPresenter)
        self.comparing = Comparing(context, self.presenter, self.guard)
        self._make_head()
        self._make_lists()
        self._make_bars()
        self.bind(self.presenter)
        self.refresh()

    # -- parts

    def _make_head(self) -> None:
        self.chips = Chips(self.theme)
        self.chips.chosen.connect(self.intent(self.presenter.choose_view))
        self.header.add_filters(self.chips)
        self.key_in = button(self.theme, KEY_IN, "quiet", "page")
        self.take_in = button(self.theme, "从文件导入…", "quiet", "folder")
        self.key_in.clicked.connect(self.clicked(self._key_in))
        self.take_in.clicked.connect(self.clicked(self._choose_file))
        self.header.add_commands(self.key_in, self.take_in)
        self.next = self.header.set_primary(NEXT_VERBS[ITEMS], "turn")
        self.next.clicked.connect(self.clicked(self._go_on))
        self._card = ReturnCardPlace(self.theme)
        self.column.addLayout(self._card)
        self.steps = StepLine(self.theme)
        self.column.addWidget(self.steps)

    def _make_lists(self) -> None:
        self.lists = ReturnedLists(self.theme, self.column)
        self.items, self.sheets = self.lists.items, self.lists.sheets
        self.items.current_changed.connect(self.intent(lambda _id: self._draw_bars()))
        self.items.activated.connect(self.intent(lambda _id: self._open()))
        self.items.space_pressed.connect(self.intent(lambda _id: self._done()))
        self.sheets.current_changed.connect(self.intent(lambda _id: self._draw_bars()))
        for place, run in (
            (self.lists.empty, self._key_in),
            (self.lists.nothing, self.comparing.again),
        ):
            if place.action:
                place.action.clicked.connect(self.clicked(run))

    def _make_bars(self) -> None:
        self.item_bar, self.sheet_bar = ItemBar(self.theme), SheetBar(self.theme)
        bar = self.item_bar
        bar.open.clicked.connect(self.clicked(self._open))
        bar.late.clicked.connect(self.clicked(self._late))
        bar.answer.clicked.connect(self.clicked(self._answer))
        bar.done.clicked.connect(self.clicked(self._done))
        sheet = self.sheet_bar
        sheet.fate.activated.connect(self.intent(self._fate))
        sheet.all.clicked.connect(self.clicked(self._file_rest))
        sheet.print.clicked.connect(self.clicked(self._print_one))
        sheet.add.clicked.connect(
            self.clicked(lambda: ask_line(self.context, self.presenter.add_line))
        )
        sheet.remove.clicked.connect(self.clicked(self._remove_line))
        sheet.destroy.clicked.connect(self.clicked(self._destroyed))
        sheet.void.clicked.connect(self.clicked(self._void))
        sheet.register.clicked.connect(self.clicked(self._register))
        self.fact_words = label(FACT_WORDS, "second", wrap=True)
        for widget in (bar.widget, sheet.widget, self.fact_words):
            self.column.addWidget(widget)

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here; the keys are bound by the menu."""
        return (
            Command("打开这一项", self._open, enabled=self._has_item),
            Command("补一页…", self._late, "Insert", enabled=self._has_item),
            Command("不改，说明理由…", self._answer, enabled=self._has_item),
            Command("录入退回单…", self._key_in),
            Command("从文件导入退回单…", self._choose_file),
            Command("换页清单加一行…", lambda: ask_line(self.context, self.presenter.add_line)),
            Command("其余旧页都入卷备查", self._file_rest),
            Command("登记换页", self._register),
            Command("打印换页清单", lambda: self.context.go("print", "exchange"), icon="printer"),
            Command("打印情况说明", lambda: self.context.go("print", "explanation")),
            Command("销毁的旧页记进台账…", self._destroyed, enabled=self._can_destroy),
            Command("作废换页登记…", self._void),
            Command(
                "和交出去的纸再比一次",
                self.comparing.again,
                enabled=self.comparing.needed,
            ),
        )

    def first_focus(self) -> QWidget | None:
        """Start in the list."""
        if self.presenter.state.head:
            return self._list()
        return self.lists.empty.action

    def focus_path(self, path: str) -> bool:
        """Go to one of the three lists, or to an item."""
        if path in (ITEMS, SHEETS, FACTS):
            self.presenter.choose_view(path)
            self.refresh()
            self._list().setFocus()
            return True
        return super().focus_path(path)

    def print_now(self) -> bool:
        """Answer Ctrl+P with the list of sheets."""
        return self.context.go("print", "exchange")

    # -- drawing

    def refresh(self) -> None:
        """Draw the lists, the steps and what is under the row in hand."""
        state = self.presenter.state
        there = bool(state.head)
        self.header.set_summary("；".join(filter(None, (state.head, state.handed))))
        self.chips.setVisible(there)
        chips = [
            Chip(ITEMS, "要办的", len(state.items)),
            Chip(SHEETS, "换页清单", len(state.sheets)),
            Chip(FACTS, "改了哪里", len(state.facts)),
        ]
        self.chips.set_chips(chips, state.view)
        set_button_text(self.key_in, "改退回单…" if there and not state.handed else KEY_IN)
        self.next.setVisible(there)
        set_button_text(self.next, NEXT_VERBS[state.next_step])
        self.steps.setVisible(there)
        self.steps.draw(state.steps, state.next_step)
        self._card.draw(state.card)
        self.lists.draw(state, stopped=self.comparing.stopped)
        self._draw_bars()
        self.comparing.soon()

    def _draw_bars(self) -> None:
        state = self.presenter.state
        there, item, sheet = bool(state.head), self._item(), self._sheet()
        self.item_bar.widget.setVisible(there and state.view == ITEMS and item is not None)
        self.sheet_bar.widget.setVisible(there and state.view == SHEETS)
        self.fact_words.setVisible(there and state.view == FACTS and bool(state.facts))
        if item is not None:
            bound = self.context.session.binding is not None
            self.item_bar.draw(item, bound=bound, closed=bool(state.handed))
        held = sheet.key if sheet is not None else ""
        shown = there and state.view == SHEETS and bool(held)
        words = self.presenter.destroyed_words(held) if shown else ""
        burn = shown and self.presenter.to_destroy(held) is not None
        self.sheet_bar.draw(sheet, state, words, burn=burn)

    def _list(self) -> FormTable:
        return self.lists.of(self.presenter.state.view)

    # -- the row in hand

    def _item(self) -> ReturnedItem | None:
        held = self.items.current_id()
        return next((i for i in self.presenter.state.items if i.entry_id == held), None)

    def _sheet(self) -> ExchangeLine | None:
        held = self.sheets.current_id()
        return next((s for s in self.presenter.state.sheets if s.key == held), None)

    def _has_item(self) -> bool:
        return self.presenter.state.view == ITEMS and self._item() is not None

    # -- intents

    def _go_on(self) -> None:
        """Do the next of the four steps."""
        state = self.presenter.state
        if state.next_step == ITEMS:
            wanted = next((i for i in state.items if i.fate == ItemFate.OPEN), None)
            if wanted is not None:
                self.presenter.choose_view(ITEMS)
                self.refresh()
                self.items.select(wanted.entry_id)
                self._open()
        elif state.next_step == "print":
            self._print_all()
        elif state.next_step == SHEETS:
            self._register()
        else:
            self.context.go("handover")

    def _open(self) -> None:
        item = self._item()
        if item is not None:
            self.context.go("materials", f"materials.{item.entry_id}")

    def _late(self) -> None:
        item = self._item()
        if item is not None:
            ask_late(self.context, item.entry_id)

    def _answer(self) -> None:
        item = self._item()
        if item is not None:
            entry_id = item.entry_id
            ask_answer(
                self.context,
                item.name,
                lambda text: self.materials.answer_correction(entry_id, text),
            )

    def _done(self) -> None:
        item = self._item()
        if item is not None and item.fate != ItemFate.CORRECTED:
            self.materials.toggle_ready(item.entry_id)

    def _fate(self, index: int) -> None:
        sheet = self._sheet()
        if sheet is not None and sheet.out:
            self.presenter.set_fate(sheet.key, list(FATES)[index])

    def _file_rest(self) -> None:
        self.presenter.set_all_fates("filed")

    def _remove_line(self) -> None:
        sheet = self._sheet()
        if sheet is not None and sheet.kind == "typed":
            self.presenter.remove_line(sheet.key)

    def _register(self) -> None:
        self.presenter.choose_view(SHEETS)
        if self.presenter.needs_prepare():
            self.comparing.again(then=self._register)
            return
        count = self.presenter.register()
        self.context.clear_messages()
        self.context.say_code("EXCHANGE-KEPT", count=count)

    def _destroyed(self) -> None:
        sheet = self._sheet()
        line = self.presenter.to_destroy(sheet.key) if sheet is not None else None
        if line is not None:
            log = self.context.presenter(PrintLogPresenter)
            ask_destroyed(self.context, log, line, self.presenter.likely(line))
            self.presenter.changed()

    def _can_destroy(self) -> bool:
        sheet = self._sheet()
        return sheet is not None and self.presenter.to_destroy(sheet.key) is not None

    def _void(self) -> None:
        if self.presenter.state.registered:
            ask_void(self.context, "作废换页登记", self.presenter.declare_void)

    def _print_one(self) -> None:
        sheet = self._sheet()
        if sheet is None or not sheet.piece:
            return
        centre = self.context.presenter(PrintCentrePresenter)
        centre.select(sheet.piece)
        centre.set_range(_range_words(sheet.pages))
        self.context.go("print", sheet.piece)

    def _print_all(self) -> None:
        pieces = list(dict.fromkeys(s.piece for s in self.presenter.state.sheets if s.piece))
        if any(item.fate == ItemFate.ANSWERED for item in self.presenter.state.items):
            pieces.append("explanation")
        centre = self.context.presenter(PrintCentrePresenter)
        for piece in (*pieces, "exchange"):
            centre.tick(piece, True)
        self.context.go("print", pieces[0] if pieces else "exchange")

    # -- a slip

    def _key_in(self) -> None:
        self.context.presenter(ReturnEntryPresenter).edit_standing()
        self.context.go("return-entry")

    def _choose_file(self) -> None:
        parent = self.context.parent()
        chosen = choose_files(parent, "导入退回单", SLIP_FILES) if parent is not None else []
        if chosen:
            self.import_slip(chosen[0])

    def import_slip(self, path: Path) -> None:
        """Read a slip in the confined child and lay it open for looking over."""

        def work(_progress: Progress) -> ReturnSlip:
            return inspect_slip(path.read_bytes(), path.name)

        self.context.tasks.start(work, done=self.intent(self._came), words="正在读退回单")

    def _came(self, slip: ReturnSlip) -> None:
        entry = self.context.presenter(ReturnEntryPresenter)
        entry.take_in(slip)
        loose = entry.state.loose
        self.context.go("return-entry")
        if loose:
            names = "、".join(loose[:3]) + ("等" if len(loose) > 3 else "")
            self.context.say_code("RETURN-LOOSE-ITEMS", count=len(loose), names=names)


def _range_words(pages: tuple[int, ...]) -> str:
    return ",".join(str(page + 1) for page in pages)


def open_screen(context: Context) -> ReturnedScreen:
    """Make the screen."""
    return ReturnedScreen(context)
