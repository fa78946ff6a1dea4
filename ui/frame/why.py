# SPDX-License-Identifier: MulanPSL-2.0
"""The dialog 为什么: one for every answer of the program."""

from __future__ import annotations

from app.present.why.explanation import Explanation
from ui.clipboard import copy_text
from ui.context import Context
from ui.qt import Qt
from ui.widgets.basics import label
from ui.widgets.dialogs import Dialog
from ui.widgets.messages import plain_message
from ui.widgets.tree import WhyTree

COPIED = "复制好了，一分钟后从剪贴板清掉"


class WhyDialog(Dialog):
    """Shows an explanation; a jump closes it and goes there."""

    def __init__(self, context: Context, explanation: Explanation) -> None:
        super().__init__(context.theme, context.parent(), explanation.title, context.marking)
        self._context = context
        self.path = ""
        if explanation.about:
            self.body.addWidget(label(explanation.about, "second", wrap=True))
        self.tree = WhyTree(context.theme, explanation)
        self.tree.went.connect(self._go)
        self.body.addWidget(self.tree)
        copy = self.add_verb("复制全文")
        copy.clicked.connect(lambda _checked=False: self._copy(explanation.text))
        shut = self.add_verb("关上", "primary")
        shut.clicked.connect(self.accept)
        if self.tree.rows:
            self.tree.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self, text: str) -> None:
        copy_text(text)
        self.messages.say(plain_message("ok", COPIED))

    def _go(self, path: str) -> None:
        self.path = path
        self.accept()


def show_why(context: Context, explanation: Explanation | None) -> None:
    """Show why an answer is as it is, and go to the place the person picked there."""
    if explanation is None:
        return
    dialog = WhyDialog(context, explanation)
    dialog.exec()
    path = dialog.path
    dialog.deleteLater()
    if path and not context.go_path(path):
        context.say_code("CHECK-NO-PLACE")
