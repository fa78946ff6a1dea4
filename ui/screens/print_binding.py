# SPDX-License-Identifier: MulanPSL-2.0
"""登记装订 (ux S17): what is bound, on which day; from then on no number on paper moves."""

from __future__ import annotations

from app.kernel.errors import UserError
from app.present.prints.binding import BindingPresenter, BindingState
from ui.context import Context
from ui.widgets.basics import label
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import LineField

FREEZE = "登记以后，目录和各页的页码不再改变；再补的材料排在最后，页码接续。"
APART = "拆册以后页码会重排，已经印出的目录、评审表和编号单都要重打，旧纸登记为废页。"


class BindingDialog(Dialog):
    """Registers a binding, or takes one back with its reason."""

    def __init__(self, context: Context, presenter: BindingPresenter) -> None:
        super().__init__(context.theme, context.parent(), "登记装订", context.marking)
        self.context, self.presenter = context, presenter
        state = presenter.state
        self.body.addWidget(label(state.volumes, "strong", wrap=True))
        for words in state.volume_lines:
            self.body.addWidget(label(words, "second", wrap=True))
        if state.by_hand:
            self.body.addWidget(label(state.by_hand, "second", wrap=True))
        if state.bound_words:
            self._make_apart(state)
        else:
            self._make_bind(state)

    def _make_bind(self, state: BindingState) -> None:
        self.day = LineField(self.theme, "装订日期", chars=8, required=True)
        self.day.set_text(state.today)
        self.body.addWidget(self.day)
        self.body.addWidget(label(FREEZE, wrap=True))
        self.anyway = False
        self.add_cancel()
        act = self.add_verb("登记装订", "primary")
        act.clicked.connect(lambda _checked=False: self._bind())
        self.act = act

    def _make_apart(self, state: BindingState) -> None:
        self.body.addWidget(label(state.bound_words, wrap=True))
        self.reason = LineField(self.theme, "拆册原因", chars=24, required=True)
        self.body.addWidget(self.reason)
        self.body.addWidget(label(APART, wrap=True))
        self.add_cancel("先不拆")
        act = self.add_verb("登记拆册", "danger")
        act.clicked.connect(lambda _checked=False: self._apart())
        self.act = act

    def _bind(self) -> None:
        try:
            self.presenter.bind(self.day.text(), anyway=self.anyway)
        except UserError as fault:
            self.messages.clear()
            self.messages.say(fault.message)
            if fault.code == "PRINT-BIND-MISSING":
                self.anyway = True
                self.act.setText("照样登记")
            return
        self.accept()

    def _apart(self) -> None:
        try:
            self.presenter.take_apart(self.reason.text())
        except UserError as fault:
            self.messages.clear()
            self.messages.say(fault.message)
            return
        self.accept()


def ask_binding(context: Context) -> None:
    """Show the dialog; raises UserError PRINT-BIND-EMPTY when there is nothing to bind."""
    presenter = context.presenter(BindingPresenter)
    if not presenter.state.volumes:
        raise UserError("PRINT-BIND-EMPTY")
    dialog = BindingDialog(context, presenter)
    dialog.exec()
    dialog.deleteLater()
