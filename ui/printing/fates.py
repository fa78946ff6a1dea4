# SPDX-License-Identifier: MulanPSL-2.0
"""登记去向 and 作废登记: what became of the sheets of one printing, and taking an entry back."""

from __future__ import annotations

from app.present.prints.ledger import FATES, VOID
from app.present.prints.printing import shown_number
from app.present.prints.printlog import PrintLogPresenter
from app.vault.print_notes import PrintFate
from ui.context import Context
from ui.widgets.basics import label, line
from ui.widgets.dialogs import Dialog, carry_out
from ui.widgets.fields import DigitsField, DropField, LineField

_TWO = "登记、批准后两人在场销毁；您是销毁人，再写监销人和批准人。"
_OFFERED: tuple[PrintFate, ...] = (
    "bound", "handed_over", "lent", "returned", "destroyed", "spoiled", "unexplained", "unprinted",
)  # fmt: skip


class FateDialog(Dialog):
    """Asks what became of some sheets; which fields it shows depends on it."""

    def __init__(
        self, context: Context, presenter: PrintLogPresenter, number: int, fate: PrintFate
    ) -> None:
        title = f"印号 {shown_number(number)} 的纸"
        super().__init__(context.theme, context.parent(), title, context.marking)
        self.presenter, self.number = presenter, number
        self.loans = [line for line in presenter.entries(number) if line.left]
        offered = [kind for kind in _OFFERED if kind != "returned" or self.loans]
        self.fate = DropField(self.theme, "去向", [FATES[kind] for kind in offered], required=True)
        self.sheets = DigitsField(self.theme, "张数", most=5)
        self.loan = DropField(self.theme, "还的是哪一笔", [e.words for e in self.loans], chars=20)
        self.party = LineField(self.theme, "谁借、谁收", chars=12)
        self.due = LineField(self.theme, "哪天以前还", chars=8)
        self.due.line.setPlaceholderText("2026-07-08")
        self.witness = LineField(self.theme, "监销人", chars=10)
        self.approver = LineField(self.theme, "批准人", chars=10)
        self.words = LineField(self.theme, "说明", chars=26)
        self.two = label(_TWO, "second", wrap=True)
        if self.loans:
            self.loan.set_text(self.loans[0].words)
        self.body.addLayout(line(self.theme, self.fate, self.sheets, None))
        self.body.addWidget(self.two)
        self.body.addWidget(self.loan)
        self.body.addLayout(line(self.theme, self.party, self.due, None))
        self.body.addLayout(line(self.theme, self.witness, self.approver, None))
        self.body.addWidget(self.words)
        self.fate.set_text(FATES[fate])
        self.fate.drop.currentIndexChanged.connect(lambda _index: self._show_fields())
        self._show_fields()
        self.sheets.setFocus()

    def kind(self) -> PrintFate:
        """Return the fate chosen."""
        return next(key for key, word in FATES.items() if word == self.fate.text())

    def _show_fields(self) -> None:
        kind = self.kind()
        self.loan.setVisible(kind == "returned")
        self.party.setVisible(kind in ("lent", "handed_over"))
        self.due.setVisible(kind == "lent")
        self.two.setVisible(kind == "destroyed")
        self.witness.setVisible(kind == "destroyed")
        self.approver.setVisible(kind in ("lent", "destroyed"))
        if self.isVisible():
            self.fit()

    def keep(self) -> None:
        """Enter it; raises as PrintLogPresenter.note."""
        kind = self.kind()
        loan = self.loan.drop.currentIndex()
        self.presenter.note(
            self.number,
            kind,
            self.sheets.text(),
            self.words.text(),
            party=self.party.text() if kind in ("lent", "handed_over") else "",
            due=self.due.text() if kind == "lent" else "",
            witness=self.witness.text() if kind == "destroyed" else "",
            approver=self.approver.text() if kind in ("lent", "destroyed") else "",
            refers=self.loans[loan].seq if kind == "returned" and loan >= 0 else 0,
        )


def ask_fate(
    context: Context, presenter: PrintLogPresenter, number: int, fate: PrintFate = "bound"
) -> None:
    """Ask what became of some sheets and enter it."""
    dialog = FateDialog(context, presenter, number, fate)
    carry_out(dialog, "登记", dialog.keep)


def ask_void(context: Context, presenter: PrintLogPresenter, number: int) -> None:
    """Ask which entry was made in error, and why, and reverse it; does nothing when there is none."""
    lines = [line for line in presenter.entries(number) if line.in_force]
    title = f"{VOID}：印号 {shown_number(number)}"
    dialog = Dialog(context.theme, context.parent(), title, context.marking)
    words = [f"第{line.seq}笔　{line.words}" for line in lines]
    which = DropField(dialog.theme, "作废哪一笔", words, chars=24, required=True)
    reason = LineField(dialog.theme, "为什么", chars=26, required=True)
    dialog.body.addWidget(
        label("原来的一笔留在台账里，注明作废；张数退回去。", "second", wrap=True)
    )
    for field in (which, reason):
        dialog.body.addWidget(field)
    which.set_text(words[-1])
    reason.setFocus()

    def keep() -> None:
        presenter.reverse(number, lines[which.drop.currentIndex()].seq, reason.text())

    carry_out(dialog, VOID, keep)
