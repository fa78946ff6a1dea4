# SPDX-License-Identifier: MulanPSL-2.0
"""Printing and saving a paper outside the print centre, registered like every sheet."""

from __future__ import annotations

from collections.abc import Callable

from app.kernel.errors import UserError
from app.present.prints.loose import LoosePaper
from app.present.prints.printing import shown_number
from app.present.prints.printing_jobs import PrinterChoice, ReadyJob
from ui.context import Context
from ui.printing.ask import ask_printer
from ui.printing.desk import desk_of
from ui.widgets.dialogs import choose_new_file


def _nothing() -> None:
    """Do nothing more."""


def print_loose(
    context: Context, paper: LoosePaper, after: Callable[[], object] = _nothing
) -> None:
    """Ask for a printer and print; what cannot be printed is said in the window."""

    def registered(ready: ReadyJob) -> int:
        number = paper.registered(ready)
        after()
        return number

    def chosen(choice: PrinterChoice, _only: bool) -> None:
        try:
            desk_of(context).send([paper.ready(choice)], registered)
        except UserError as fault:
            context.say_error(fault)

    words = f"这次打印会登记为印号 {shown_number(paper.number)}。"
    ask_printer(context, paper.title, words, chosen)


def save_loose(context: Context, paper: LoosePaper, after: Callable[[], object] = _nothing) -> None:
    """Ask for a file and save; raises UserError PRINT-SAVE, PAPER-GLYPH."""
    parent = context.parent()
    if parent is None:
        return
    target = choose_new_file(parent, f"{paper.title}存为 PDF", "PDF (*.pdf)", paper.file)
    if target is None:
        return
    printed = paper.save(target)
    context.say_code(
        "PRINT-SAVED",
        name=printed.path.name,
        pages=printed.pages,
        number=shown_number(printed.number),
    )
    after()
