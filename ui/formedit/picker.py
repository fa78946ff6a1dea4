# SPDX-License-Identifier: MulanPSL-2.0
"""Choosing a field to print in a cell: typed characters, pinyin or initials narrow the list."""

from __future__ import annotations

from collections.abc import Sequence

from app.present.formedit.fieldwords import FieldChoice, search
from ui.context import Context
from ui.qt import QDialog, QEvent, QKeyEvent, QObject, Qt
from ui.widgets.basics import label
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import SearchLine
from ui.widgets.table import Column, FormTable, Row


class FieldPicker(Dialog):
    """Ends with ``chosen`` set when the person took one."""

    def __init__(self, context: Context, choices: Sequence[FieldChoice], current: str) -> None:
        super().__init__(context.theme, context.parent(), "这一格印哪个栏目", context.marking)
        m = context.theme.m
        self.choices = {choice.bind: choice for choice in choices}
        self.chosen: FieldChoice | None = None
        self.line = SearchLine()
        self.line.setPlaceholderText("打栏目名、拼音或首字母，例如 csrq")
        self.line.setAccessibleName("查找栏目")
        self.line.searched.connect(self._search)
        self.line.installEventFilter(self)
        self.body.addWidget(self.line)
        self.table = FormTable(context.theme, (Column("栏目"), Column("类别", 7)), "栏目")
        self.table.setMinimumHeight(m.row * 5)
        self.table.activated.connect(self._take)
        self.body.addWidget(self.table, 1)
        self.none = label("没有这样的栏目。换个说法，或只打前几个字。", "second", wrap=True)
        self.body.addWidget(self.none)
        self.add_cancel()
        take = self.add_verb("选它", "primary")
        take.clicked.connect(lambda _checked=False: self._take(self.table.current_id()))
        self._search("")
        self.table.select(current)
        self.line.setFocus()

    def _search(self, typed: str) -> None:
        found = search(self.choices.values(), typed)
        self.table.set_rows([Row(each.bind, (each.words, each.group)) for each in found])
        if found and typed.strip():
            self.table.select(found[0].bind)
        self.none.setVisible(not found)

    def _take(self, bind: str) -> None:
        if bind in self.choices:
            self.chosen = self.choices[bind]
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows go through the list and Enter take, while the caret stays in the line."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.table.current_id())
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                ids = self.table.row_ids()
                here = self.table.current_id()
                at = ids.index(here) if here in ids else -1
                to = at + (1 if event.key() == Qt.Key.Key_Down else -1)
                if ids:
                    self.table.select(ids[min(max(to, 0), len(ids) - 1)])
                return True
        return super().eventFilter(watched, event)


def pick_field(
    context: Context, choices: Sequence[FieldChoice], current: str
) -> FieldChoice | None:
    """Let the person choose a field; None when they went away."""
    dialog = FieldPicker(context, choices, current)
    try:
        if dialog.exec() == QDialog.DialogCode.Accepted:
            return dialog.chosen
        return None
    finally:
        dialog.deleteLater()
