# SPDX-License-Identifier: MulanPSL-2.0
"""Asking which printer, how many and which sides, for papers printed outside the print centre."""

from __future__ import annotations

from collections.abc import Callable

from app.kernel.errors import UserError
from app.present.prints.printcentre import MOST_COPIES, PrintCentrePresenter
from app.present.prints.printers import Printer, Sides
from app.present.prints.printing_jobs import PrinterChoice
from ui.context import Context
from ui.printing.desk import desk_of
from ui.qt import QVBoxLayout
from ui.widgets.basics import label, line
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import DigitsField, DropField, Field

EVERY, CHANGED = "全部", "只打改过的页"
Chosen = Callable[[PrinterChoice, bool], object]  # the second: only the pages that were changed


class PrinterDialog(Dialog):
    """Chooses a printer; ``choice`` is what was chosen, ``only`` that just changed pages are wanted."""

    def __init__(
        self,
        context: Context,
        title: str,
        words: str,
        printers: tuple[Printer, ...],
        *,
        changed: bool = False,
    ) -> None:
        super().__init__(context.theme, context.parent(), title, context.marking)
        self.printers = printers
        self.body.addWidget(label(words, "second", wrap=True))
        self.before = QVBoxLayout()  # what another dialog asks before it asks for the printer
        self.before.setSpacing(self.theme.m.s12)
        self.body.addLayout(self.before)
        self._make_fields(changed=changed)
        self.add_cancel()
        self.take = self.add_verb("打印", "primary")
        self.take.clicked.connect(lambda _checked=False: self._take())
        self.choice: PrinterChoice | None = None
        self.only = False

    def _make_fields(self, *, changed: bool) -> None:
        self.printer = DropField(self.theme, "打印机", [p.name for p in self.printers], chars=18)
        usual = next((p.name for p in self.printers if p.default), self.printers[0].name)
        self.printer.set_text(usual)
        self.copies = DigitsField(self.theme, "份数", most=2)
        self.copies.set_text("1")
        self.sides = DropField(self.theme, "单面双面", [sides.word for sides in Sides], chars=10)
        self.sides.set_text(Sides.ONE.word)
        self.pages = DropField(self.theme, "打哪些页", (EVERY, CHANGED), chars=10)
        self.pages.set_text(EVERY)
        self.add_fields(self.body, self.printer, self.copies, self.sides)
        if changed:
            self.body.addWidget(self.pages)

    def add_fields(self, column: QVBoxLayout, *fields: Field) -> None:
        """Add fields beside each other; one below the other where the words are large or the window narrow."""
        if self.theme.fold:
            for field in fields:
                column.addWidget(field)
        else:
            column.addLayout(line(self.theme, *fields, None, gap=self.theme.m.s24))

    def _take(self) -> None:
        typed = self.copies.text()
        if not typed.isdecimal() or not 1 <= int(typed) <= MOST_COPIES:
            self.messages.clear()
            self.messages.say(UserError("PRINT-COPIES", typed=typed, most=MOST_COPIES).message)
            return
        printer = next(p for p in self.printers if p.name == self.printer.text())
        sides = next(s for s in Sides if s.word == self.sides.text())
        self.choice = PrinterChoice(printer, "", sides, int(typed))
        self.only = self.pages.text() == CHANGED
        self.accept()


def find_printers(context: Context, found: Callable[[tuple[Printer, ...]], object]) -> None:
    """Find the printers of this machine and hand them on; says why when there is none."""
    desk, centre = desk_of(context), context.presenter(PrintCentrePresenter)

    def listed(printers: tuple[Printer, ...]) -> None:
        centre.set_printers(printers)
        if printers:
            found(printers)
        else:
            context.say_error(UserError("PRINT-NO-PRINTER"))

    desk.find(listed)


def ask_printer(
    context: Context, title: str, words: str, chosen: Chosen, *, changed: bool = False
) -> None:
    """Find the printers, ask, and hand the choice on; says why when there is no printer.

    Args:
        changed: some pages differ from the last formal copy, and only these may be wanted.
    """

    def found(printers: tuple[Printer, ...]) -> None:
        dialog = PrinterDialog(context, title, words, printers, changed=changed)
        dialog.exec()
        choice, only = dialog.choice, dialog.only
        dialog.deleteLater()
        if choice is not None:
            desk_of(context).warn(choice.printer)
            chosen(choice, only)

    find_printers(context, found)
