# SPDX-License-Identifier: MulanPSL-2.0
"""填写函件内容: what a letter says that no declaration holds; empty fields leave room to write by hand."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.errors import UserError
from app.present.prints.letterfacts import LetterField
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.printcentre_state import PieceLine
from ui.context import Context
from ui.qt import QGridLayout
from ui.widgets.basics import label
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field, LineField, TextField

WORDS = "只填印在这份函件上的内容；空着的，纸上留出手写的地方。填好的内容加密存在本库里，下次还在。"
LINE_CHARS = 15


class LetterDialog(Dialog):
    """One field a fact; nothing is kept until all of them are right."""

    def __init__(self, context: Context, presenter: PrintCentrePresenter, piece: PieceLine) -> None:
        super().__init__(context.theme, context.parent(), piece.title, context.marking)
        self.presenter, self.piece_id = presenter, piece.id
        self.fields: dict[str, Field] = {}
        self.body.addWidget(label(WORDS, "second", wrap=True))
        self._make_fields(presenter.letter_fields(piece.id))
        self.add_cancel()
        self.keep = self.add_verb("保存", "primary")
        self.keep.clicked.connect(lambda _checked=False: self._keep())

    def _make_fields(self, entries: Sequence[LetterField]) -> None:
        """Put short facts two in a row where the window has room, long ones over the whole width."""
        columns = self._columns()
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.m.s16)
        grid.setVerticalSpacing(self.theme.m.s8)
        place = 0
        for entry in entries:
            field: Field = (
                TextField(self.theme, entry.label, lines=3)
                if entry.long
                else LineField(self.theme, entry.label, chars=LINE_CHARS)
            )
            field.set_text(entry.text)
            if entry.sample:
                field.set_hint(entry.sample)
            self.fields[entry.name] = field
            across = columns if entry.long else 1
            place += place % across
            grid.addWidget(field, place // columns, place % columns, 1, across)
            place += across
        self.body.addLayout(grid)

    def _columns(self) -> int:
        m, parent = self.theme.m, self.parentWidget()
        room = min(m.dialog_width, parent.window().width() - m.s32 if parent else m.dialog_width)
        field = round(m.chars(LINE_CHARS)) + 2 * m.s8
        return 2 if 2 * field + m.s16 + 2 * m.s32 + m.s24 <= room else 1

    def _keep(self) -> None:
        typed = {name: field.text() for name, field in self.fields.items()}
        try:
            self.presenter.keep_letter(self.piece_id, typed)
        except UserError as fault:
            self.messages.clear()
            self.messages.say(fault.message)
            return
        self.accept()


def ask_letter(context: Context, presenter: PrintCentrePresenter, piece: PieceLine) -> None:
    """Show the dialog for one piece."""
    dialog = LetterDialog(context, presenter, piece)
    dialog.exec()
    dialog.deleteLater()
