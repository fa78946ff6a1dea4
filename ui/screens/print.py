# SPDX-License-Identifier: MulanPSL-2.0
"""打印中心 (ux S13–S15): what to print at the left, the very bytes that print at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.paper.core.press import Piece
from app.present.prints.preview import PreviewPresenter
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.printcentre_state import PieceLine, PrintState
from app.present.prints.printers import Printer
from app.present.prints.printing import Printed, shown_number
from app.present.prints.printing_jobs import ReadyJob
from app.present.prints.printing_sides import PrintedSide
from app.present.prints.thickness import leave_volumes, split_volumes, thick_volume
from app.present.session import Role
from app.present.why import asking
from app.present.why.explanation import Explanation
from app.present.words import short_day
from ui.context import Context
from ui.frame.why import show_why
from ui.preview.book import BookView
from ui.printing.desk import desk_of
from ui.qt import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget, isValid
from ui.screen import Command, Screen
from ui.screens.letter_facts import ask_letter
from ui.screens.print_binding import ask_binding
from ui.screens.print_calibration import CalibrationPanel
from ui.screens.print_layout import LayoutLink
from ui.screens.print_options import PrintOptions
from ui.secrecy.copying import ask_copy
from ui.widgets.basics import RIGHT, DropDown, Elided, button, label, line, panel
from ui.widgets.dialogs import choose_new_file
from ui.widgets.header import Chip, Chips, EmptyState
from ui.widgets.messages import Action
from ui.widgets.table import Column, FormTable, Row, Tag, Tick

PREVIEW, CALIBRATION = "preview", "calibration"
VOLUME = "volume"
LONG = (VOLUME,)  # pieces whose making shows a progress line
NO_PRINTER = "没有打印机"
NOBODY = "还没有打开哪个人的申报。先在上面选一个人。"
PDF_KINDS = "PDF (*.pdf)"


class PrintScreen(Screen):
    """Draws PrintCentrePresenter's state; making and printing go through the task runner."""

    title = "打印中心"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = context.presenter(PrintCentrePresenter)
        self.preview = context.presenter(PreviewPresenter)
        self.desk = desk_of(context)
        self._wanted: tuple[object, ...] = ()
        self._making = False
        self._reminded = ""
        self._right_only = False
        self._make_head()
        self._make_body()
        self._make_foot()
        self.on_key("Ctrl+Shift+S", self._save)
        self.bind(self.presenter)
        self._find_printers()

    # -- parts

    def _make_head(self) -> None:
        self.person = DropDown(self.theme, (), "申报人", shortens=True)
        self.person.setMinimumWidth(self.theme.m.chars(9))
        self.person.activated.connect(self.intent(self._choose_person))
        self.printer = DropDown(self.theme, (), "打印机")
        self.printer.setMinimumWidth(self.theme.m.chars(10 if self.theme.compact else 16))
        self.printer.activated.connect(self.intent(self._choose_printer))
        again = button(self.theme, "刷新", "quiet")
        again.clicked.connect(self.clicked(self._find_printers))
        self.go = self.header.set_primary("打印", "printer", "Ctrl+P")
        self.go.clicked.connect(self.clicked(self._print))
        self.printer_label = label("打印机", "second")
        self.header.add_beside(self.person, self.printer_label, self.printer, again)
        self.printer_label.setVisible(not self.theme.fold)

    def _make_body(self) -> None:
        self.left = QWidget()
        left = QVBoxLayout(self.left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(self.theme.m.s8)
        columns = (
            Column("", 2.6),
            Column("要打的东西"),
            Column("状态", 6.2),
            Column("页数", 3.6, RIGHT),
        )
        self.table = FormTable(self.theme, columns, "要打的东西")
        self.table.current_changed.connect(self.intent(self.presenter.select))
        self.table.ticked.connect(self.intent(self._tick))
        self.table.activated.connect(self.intent(lambda _id: self._show_right()))
        self.empty = EmptyState(self.theme, "printer", NOBODY)
        self.lists = Chips(self.theme, "哪一类")
        self.lists.chosen.connect(self.intent(self.presenter.choose_list))
        left.addWidget(self.lists)
        left.addWidget(self.empty, 1)
        left.addWidget(self.table, 1)
        self.options = PrintOptions(self.theme)
        self._connect_options()
        left.addWidget(self.options)
        self.right = QWidget()
        self._make_right(QVBoxLayout(self.right))
        row = QHBoxLayout()
        row.setSpacing(self.theme.m.s16)
        row.addWidget(self.left, 9)
        row.addWidget(self.right, 11)
        self.column.addLayout(row, 1)
        self.right.setVisible(not self.theme.fold)

    def _connect_options(self) -> None:
        options = self.options
        options.formal_chosen.connect(self.intent(self.presenter.choose_formal))
        options.copies_typed.connect(self.intent(self._copies))
        options.sides_chosen.connect(self.intent(self.presenter.set_sides))
        options.range_typed.connect(self.intent(self.presenter.set_range))
        options.changed_wanted.connect(self.intent(self.presenter.choose_changed))
        options.mend.connect(self.intent(self._mend))
        options.why_wanted.connect(self.intent(lambda: show_why(self.context, self.why())))
        options.save.connect(self.intent(self._save))
        options.letter.clicked.connect(self.clicked(self._letter))
        options.look.clicked.connect(self.clicked(self._show_right))

    def _make_right(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.m.s8)
        self.tabs = Chips(self.theme, "右边看什么")
        self.tabs.chosen.connect(self._show_tab)
        self.back_to_list = button(self.theme, "返回清单", "link")
        self.back_to_list.clicked.connect(self.clicked(self._show_left))
        self.back_to_list.setVisible(False)
        self.book = BookView(self.context, self.preview)
        column.addLayout(line(self.theme, self.back_to_list, self.tabs, None, self.book.chips))
        self.calibration = CalibrationPanel(self.context, self.presenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.book)
        self.stack.addWidget(self.calibration)
        column.addWidget(self.stack, 1)
        self._show_tab(PREVIEW)

    def _make_foot(self) -> None:
        m = self.theme.m
        foot, row = panel("sheet", "row", (m.s12, m.s4, m.s8, m.s4), m.s8)
        self.numbers = label("", "strong")
        self.rule_words = Elided("校对稿、打坏的纸都要登记去向。", "second")
        log = button(self.theme, "看打印台账", "link")
        log.clicked.connect(self.clicked(lambda: self.context.go("printlog")))
        row.addWidget(self.numbers)
        row.addWidget(self.rule_words, 1)
        self.layout_link = LayoutLink(self.context, self.presenter, self.guard)
        row.addWidget(self.layout_link.button)
        bind = button(self.theme, "登记装订", "link")
        bind.clicked.connect(self.clicked(lambda: ask_binding(self.context)))
        row.addWidget(bind)
        row.addWidget(log)
        self.column.addWidget(foot)

    def _numbering(self) -> None:
        self.context.go("numbering")

    def _is_applicant(self) -> bool:
        return self.context.session.role == Role.APPLICANT

    def commands(self) -> Sequence[Command]:
        """Return what the menu offers here."""
        return (
            Command("存为 PDF…", self._save, icon="save"),
            Command("试印校准", lambda: self._show_tab(CALIBRATION)),
            Command("手工编号…", self._numbering, enabled=self._is_applicant),
            Command("登记装订…", lambda: ask_binding(self.context)),
            Command("打印台账", lambda: self.context.go("printlog")),
            Command("定密登记…", lambda: self.context.go("marking")),
            Command("刷新打印机", self._find_printers),
            *self.layout_link.commands(),
        )

    def focus_path(self, path: str) -> bool:
        """Take the reader to a piece; the volume says again what is too thick in it (M23)."""
        if path == VOLUME:
            self._reminded = ""
            self._remind_thick()
        return super().focus_path(path)

    def first_focus(self) -> QWidget | None:
        """Start in the list."""
        return self.table

    def why(self) -> Explanation | None:
        """Explain what stands in the way of a formal copy."""
        act = self.presenter.state.refused_by
        return asking.of_act(self.context.session, act) if act else None

    def print_now(self) -> bool:
        """Answer Ctrl+P."""
        self.guard(self._print)
        return True

    def save_state(self) -> dict[str, Any]:
        """Keep what the right side shows."""
        return {"tab": self.stack.currentIndex(), "mode": self.book.mode, "page": self.book.index}

    def restore_state(self, state: dict[str, Any]) -> None:
        """Show the same again."""
        self._show_tab(CALIBRATION if state.get("tab") else PREVIEW)
        self.book.index = int(state.get("page", 0))
        self.book.set_mode(str(state.get("mode", self.book.mode)))

    # -- drawing

    def refresh(self) -> None:
        """Draw the list, the options and the page beside them."""
        state = self.presenter.state
        self.header.set_summary(state.fault or state.summary)
        self._draw_people(state)
        self._draw_printers(state)
        self.lists.setVisible(bool(state.lists))
        self.lists.set_chips([Chip(c.key, f"{c.word} {c.count}" if c.count else c.word) for c in state.lists], state.shown)  # fmt: skip
        held = bool(state.lines)
        self.empty.setVisible(not held)
        self.table.setVisible(held)
        self.options.setVisible(held)
        self.table.set_rows([_row(entry) for entry in state.lines])
        if state.selected is not None:
            self.table.select(state.selected.id)
        self.options.draw(state)
        count = f" {state.pages} 页" if state.ticked and state.pages else ""
        self.go.setText(f"打印{count}")
        self.go.setEnabled(state.selected is not None)
        self.numbers.setText("　".join(filter(None, (state.mark, state.numbers))))
        self.layout_link.draw()
        self.calibration.draw(state)
        self._want_preview(state)

    def _draw_people(self, state: PrintState) -> None:
        self.person.setVisible(bool(state.people))
        names = [person.name for person in state.people]
        held = [n for n, person in enumerate(state.people) if person.declaration_id == state.person]
        if [self.person.itemText(n) for n in range(self.person.count())] != names:
            self.person.set_words(names)
        self.person.setCurrentIndex(held[0] if held else -1)

    def _draw_printers(self, state: PrintState) -> None:
        ways = state.ways()
        words = [f"{name}　{tray}" if tray else name for name, tray in ways]
        here = (state.printer.name, state.tray) if state.printer else ("", "")
        chosen = ways.index(here) if here in ways else -1
        if chosen >= 0 and state.calibration is not None:
            words[chosen] += f"　已校准 {short_day(state.calibration.on)}"
        self.printer.set_words(words or [NO_PRINTER if state.printers is not None else "正在找…"])
        self.printer.setCurrentIndex(max(0, chosen))
        self.printer.setEnabled(bool(words))

    # -- the page beside the list

    def _want_preview(self, state: PrintState) -> None:
        if state.selected is None:
            self._wanted = ()
            self.book.show_words("还没有可以打印的内容。" if state.lines else "")
            return
        if self.right.isHidden():
            return
        piece_id = state.selected.id
        wanted = (
            piece_id,
            state.formal and not state.selected.refused,
            self.presenter.number_of(piece_id),
            self.presenter.letters,
            id(self.context.session.declaration) if self.context.session.has_declaration else 0,
        )
        if wanted != self._wanted:
            self._wanted = wanted
            self.book.show_words("正在排版…")
            self._make_preview(piece_id)

    def _make_preview(self, piece_id: str) -> None:
        if self._making:
            return
        self._making, wanted = True, self._wanted
        runner = self.context.tasks if piece_id in LONG else self.context.quick

        def work(progress: Progress) -> tuple[str, tuple[PrintedSide, ...], Piece]:
            piece = self.presenter.preview(piece_id, progress)
            key, _count = self.preview.pdf_pages(piece.pdf)
            return key, self.presenter.sides_of(piece_id, piece), piece

        task = runner.start(
            work,
            done=lambda outcome: self._made(wanted, outcome),
            refused=lambda fault: self._not_made(wanted, fault),
            words="正在排版" if piece_id in LONG else "",
        )
        task.ended.connect(self._free)
        task.stopped.connect(self._stopped)

    def _free(self) -> None:
        if isValid(self):
            self._making = False
            self.refresh_soon()

    def _stopped(self) -> None:
        if isValid(self):
            self.book.show_words("停下了。换一行再回来，就重新排。")

    def _made(
        self, wanted: tuple[object, ...], outcome: tuple[str, tuple[PrintedSide, ...], Piece]
    ) -> None:
        if not isValid(self):
            return  # the page was made anew for another text size
        if not self.isVisible():
            self._wanted = ()
        elif wanted == self._wanted:
            self.book.show_file(outcome[0], outcome[1])

    def _not_made(self, wanted: tuple[object, ...], fault: UserError) -> None:
        if isValid(self) and wanted == self._wanted:
            self.book.show_words(fault.message.title)
            self.context.say_error(fault)

    # -- intents

    def _tick(self, piece_id: str, on: bool) -> None:
        entry = next(e for e in self.presenter.state.lines if e.id == piece_id)
        if not entry.available:
            raise UserError("PRINT-NOT-YET", title=entry.title, reason=entry.why_not)
        self.presenter.tick(piece_id, on)

    def _copies(self, typed: str) -> None:
        if typed != str(self.presenter.state.copies):
            self.presenter.set_copies(typed)

    def _choose_person(self, number: int) -> None:
        self.presenter.choose_person(self.presenter.state.people[number].declaration_id)
        self._count()

    def _choose_printer(self, number: int) -> None:
        ways = self.presenter.state.ways()
        if 0 <= number < len(ways):
            self.presenter.choose_printer(*ways[number])
            chosen = self.presenter.state.printer
            if chosen is not None:
                self.desk.warn(chosen)

    def _find_printers(self) -> None:
        self.desk.find(self._printers_found)

    def _printers_found(self, printers: tuple[Printer, ...]) -> None:
        if not isValid(self):
            return
        self.presenter.set_printers(printers)
        self.desk.pick_up()
        chosen = self.presenter.state.printer
        if chosen is not None:
            self.desk.warn(chosen)

    def _mend(self) -> None:
        if not self.context.go("selfcheck"):
            self.context.go("walk")

    def _letter(self) -> None:
        state = self.presenter.state
        if state.selected is not None:
            ask_letter(self.context, self.presenter, state.selected)

    def _show_tab(self, tab: str) -> None:
        self.tabs.set_chips((Chip(PREVIEW, "预览"), Chip(CALIBRATION, "试印校准")), tab)
        self.stack.setCurrentIndex(1 if tab == CALIBRATION else 0)
        self.book.chips.setVisible(tab == PREVIEW)

    def _show_right(self) -> None:
        if self.theme.fold:
            self.left.hide()
            self.right.show()
            self.back_to_list.show()
            self.refresh()

    def _show_left(self) -> None:
        self.left.show()
        self.right.setVisible(not self.theme.fold)
        self.back_to_list.hide()

    def _count(self) -> None:
        if self.presenter.state.lines:
            self.context.quick.start(
                self.presenter.count_pages, done=self._counted, refused=lambda _f: None
            )

    def _counted(self, _outcome: object) -> None:
        if isValid(self):
            self.refresh_soon()

    def shown(self) -> None:
        """Draw, and count pages in the background."""
        super().shown()
        self._count()
        self._remind_thick()

    def _remind_thick(self) -> None:
        """Say M23 once for each declaration this page is shown with."""
        session = self.context.session
        held = session.declaration.id if session.has_declaration else ""
        if not held or held == self._reminded or session.plan_fault is not None:
            return
        self._reminded, thick = held, thick_volume(session)
        if thick is None:
            return

        def split() -> None:
            self.context.forget_messages("M23")
            split_volumes(session)

        def leave() -> None:
            self.context.forget_messages("M23")
            leave_volumes(session)

        verbs = [Action(thick.verb, split), Action("不分", leave)]
        self.context.say_code("M23", verbs, working=thick.working)

    def _print(self) -> None:
        self.commit()
        if not self._copies_approved(self.presenter.order()):
            return
        self.context.tasks.start(self.presenter.ready, done=self._ready, words="正在排版")

    def _copies_approved(self, papers: Sequence[str]) -> bool:
        """Ask why and by whose leave a marked paper is printed again; True when it may go on."""
        if not self.presenter.state.formal:
            return True
        return ask_copy(self.context, self.presenter.numbered, papers)

    def _ready(self, jobs: list[ReadyJob]) -> None:
        self.desk.send(jobs, self.presenter.registered)

    def _save(self) -> None:
        state, parent = self.presenter.state, self.context.parent()
        if state.selected is None or parent is None:
            raise UserError("PRINT-NOTHING")
        piece_id = state.selected.id
        number = self.context.session.vault.next_print_number()
        name = f"{piece_id}-{shown_number(number)}.pdf"
        target = choose_new_file(parent, "存为 PDF", PDF_KINDS, name)
        if target is not None and self._copies_approved((piece_id,)):
            self.context.tasks.start(
                lambda progress: self.presenter.save(piece_id, target, progress),
                done=self._saved,
                words="正在写 PDF",
            )

    def _saved(self, printed: Printed) -> None:
        self.context.say_code(
            "PRINT-SAVED",
            name=printed.path.name,
            pages=printed.pages,
            number=shown_number(printed.number),
        )


def _row(entry: PieceLine) -> Row:
    cells = (
        Tick(entry.ticked) if entry.available else "",
        entry.title if entry.available else f"{entry.title}：{entry.why_not}",
        Tag(entry.state),
        str(entry.count) if entry.count else "",
    )
    pages = f"{entry.count} 页" if entry.count else ""
    spoken = "，".join(part for part in (entry.title, entry.state, pages, entry.why_not) if part)
    return Row(entry.id, cells, spoken, dim=not entry.available)


def open_screen(context: Context) -> PrintScreen:
    """Make the screen."""
    return PrintScreen(context)
