# SPDX-License-Identifier: MulanPSL-2.0
"""What the screens of rosters and statistics share: preview, saving, exporting, printing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.kernel.errors import UserError
from app.present.prints.page_digests import ChangedPages, since_words
from app.present.prints.preview import PreviewPresenter
from app.present.prints.printing import Printed, shown_number
from app.present.prints.printing_jobs import PrinterChoice
from app.present.prints.printing_sides import PrintedSide, plain_sides
from app.present.unit.roll import STATISTICS, RollResult, build_rolls, print_rolls
from app.present.unit.roll_view import RollPresenter
from ui.context import Context
from ui.preview.book import BookView
from ui.printing.ask import ask_printer
from ui.printing.desk import desk_of
from ui.qt import isValid
from ui.screen import Screen
from ui.secrecy.copying import ask_copy, ask_for_rolls
from ui.widgets.basics import DropDown
from ui.widgets.dialogs import choose_folder, choose_new_file

PDF_KINDS, BOOK_KINDS = "PDF (*.pdf)", "表格 (*.xlsx)"
COPIES = ("正式稿", "校对稿")


class RollScreen(Screen):
    """Base: a paper of the whole unit, looked at, saved, exported, printed; all registered."""

    stem = "roster"

    def __init__(self, context: Context, presenter: RollPresenter) -> None:
        super().__init__(context)
        self.rolls_presenter = presenter
        self.book = BookView(context, context.presenter(PreviewPresenter))
        self.copy_kind = DropDown(self.theme, COPIES, "稿别")
        self.copy_kind.activated.connect(self.intent(lambda n: presenter.choose_proof(n == 1)))
        self._wanted: tuple[object, ...] = ()

    def which(self) -> str:
        """Return which roll is shown: a filing level, or the statistics."""
        raise NotImplementedError

    def there(self) -> bool:
        """Tell whether there is anything to print."""
        return True

    def shown(self) -> None:
        """Draw again: a page that was not visible was not asked for."""
        super().shown()
        self.refresh()

    # -- preview

    def want_preview(self, state: object) -> None:
        """Show the bytes that would print now."""
        self.copy_kind.setCurrentIndex(int(self.rolls_presenter.proof))
        if not self.there():
            self._wanted = ()
            self.book.show_words("还没有可以打印的内容。")
            return
        if (state,) == self._wanted or not self.book.isVisible():
            return
        self._wanted, which = (state,), self.which()
        wanted = self._wanted
        preview = self.context.presenter(PreviewPresenter)

        def work(_progress: object) -> tuple[str, tuple[PrintedSide, ...]]:
            piece = self.rolls_presenter.preview(which)
            key, count = preview.pdf_pages(piece.pdf)
            return key, plain_sides(count)

        def show(outcome: tuple[str, tuple[PrintedSide, ...]]) -> None:
            if isValid(self) and wanted == self._wanted:
                self.book.show_file(*outcome)

        self.context.quick.start(work, done=show)

    # -- intents

    def save_pdf(self) -> None:
        """Ask for a file and save the roll as PDF."""
        self._save("存为 PDF", PDF_KINDS, ".pdf", self.rolls_presenter.save_pdf)

    def save_book(self) -> None:
        """Ask for a file and export the roll as workbook."""
        self._save("导出表格", BOOK_KINDS, ".xlsx", self.rolls_presenter.save_xlsx)

    def _save(
        self, title: str, kinds: str, ending: str, save: Callable[[str, Path], Printed]
    ) -> None:
        parent, which = self.context.parent(), self.which()
        if parent is None or not self.there():
            raise UserError("PRINT-NOTHING")
        stem = self.stem if which == self.stem else f"{self.stem}-{which}"
        name = f"{stem}-{self.rolls_presenter.next_number()}{ending}"
        target = choose_new_file(parent, title, kinds, name)
        if target is not None and self._copies_approved(which, formal=ending == ".xlsx"):
            self.context.tasks.start(
                lambda _progress: save(which, target), done=self._saved, words="正在写文件"
            )

    def _copies_approved(self, which: str, *, formal: bool = False) -> bool:
        """Ask why and by whose leave a marked roll is made again; True when it may go on."""
        if self.rolls_presenter.proof and not formal:
            return True
        return ask_copy(self.context, self.rolls_presenter.numbered, (which,))

    def _saved(self, printed: Printed) -> None:
        if printed.pages:
            self.context.say_code(
                "PRINT-SAVED",
                name=printed.path.name,
                pages=printed.pages,
                number=shown_number(printed.number),
            )
        else:
            self.context.say_code("ROLL-SAVED", count=1, names=printed.path.name)

    def save_all(self) -> None:
        """Ask for a folder and write every roster and the statistics, as PDF and workbook."""
        parent, session = self.context.parent(), self.context.session
        rolls = build_rolls(session)
        order = ask_for_rolls(
            self.context, rolls, (*rolls.rosters, STATISTICS) if rolls.rosters else ()
        )
        if order is None:
            return
        folder = choose_folder(parent, "全部导出到文件夹") if parent is not None else None
        if folder is not None:
            self.context.tasks.start(
                lambda _progress: print_rolls(session, folder, order.given),
                done=self._all_saved,
                words="正在写文件",
            )

    def _all_saved(self, result: RollResult) -> None:
        self.rolls_presenter.refresh()
        names = "、".join(printed.path.name for printed in result.files)
        self.context.say_code("ROLL-SAVED", count=len(result.files), names=names)

    def print_roll(self) -> None:
        """Compare with the last formal copy, ask for a printer and print the roll or its changed pages."""
        if not self.there():
            raise UserError("PRINT-NOTHING")
        which = self.which()
        self.context.tasks.start(
            lambda _progress: self.rolls_presenter.changed_pages(which),
            done=lambda changed: self._ask_printer(which, changed),
            words="正在和上次的正式稿比",
        )

    def _ask_printer(self, which: str, changed: ChangedPages | None) -> None:
        if not isValid(self):
            return

        def chosen(choice: PrinterChoice, only: bool) -> None:
            if not self._copies_approved(which):
                return
            self.context.tasks.start(
                lambda _progress: self.rolls_presenter.ready(
                    which, choice, changed if only else None
                ),
                done=lambda jobs: desk_of(self.context).send(jobs, self.rolls_presenter.registered),
                words="正在排版",
            )

        number = self.rolls_presenter.next_number()
        words = f"这次打印会登记为印号 {number}。{since_words(changed)}"
        some = changed is not None and bool(changed.indices)
        ask_printer(self.context, self.title, words, chosen, changed=some)

    def print_now(self) -> bool:
        """Answer Ctrl+P."""
        self.guard(self.print_roll)
        return True
