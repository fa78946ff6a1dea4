# SPDX-License-Identifier: MulanPSL-2.0
"""Dialogs for the vault's secrets: another passphrase, other recovery digits on two sheets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.kernel.errors import UserError
from app.paper.recovery_sheet import Keeper
from app.present.keeping.desk_settings import DeskSettingsPresenter
from app.present.prints.loose import LoosePaper
from ui.context import Context
from ui.printing.loose import print_loose, save_loose
from ui.qt import QGridLayout, QPushButton
from ui.tasks import Work
from ui.widgets.basics import label
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import LineField
from ui.widgets.messages import plain_message
from ui.widgets.passphrase import PassphraseLine

Outcome = TypeVar("Outcome")
RENEW_WORDS = (
    "新的一组打印成两张：上半一张，下半一张，各装一个信封，由两个人分开保管。"
    "打印以后，旧的恢复数字单打不开这个库了，收回来登记销毁。"
)
SHEET_WORDS = "这组数字只在这里出现一次，关上就看不到了。现在打印；这台机器没有打印机的，存为 PDF 到别处打，打完删掉。"


def ask_passphrase(context: Context, presenter: DeskSettingsPresenter) -> None:
    """Let the person change the passphrase; the old one is asked for."""
    dialog = Dialog(context.theme, context.parent(), "换口令", context.marking)
    entries = [PassphraseLine(context.theme, name) for name in ("现在的口令", "新口令", "再输一遍")]
    words = ("现在的口令", "新口令（至少 12 个字）", "新口令再输一遍")
    for word, entry in zip(words, entries, strict=True):
        dialog.body.addWidget(label(word, "strong"))
        dialog.body.addWidget(entry)
    dialog.body.addWidget(
        label(
            "以前的备份仍用旧口令打开。口令不要写在纸上，不要和别的系统相同。", "second", wrap=True
        )
    )

    def changed(_nothing: None) -> None:
        context.say(plain_message("ok", "口令换好了", "下次打开用新口令。"))

    def change() -> Work[None]:
        old, first, second = (entry.taken() for entry in entries)
        return presenter.changing_passphrase(old, first, second)

    entries[0].setFocus()
    dialog.add_cancel("先不换")
    _work_off(context, dialog, dialog.add_verb("换成新口令", "primary", "Enter"), change, changed)


def ask_recovery(context: Context, presenter: DeskSettingsPresenter) -> None:
    """Ask who keeps the halves, replace the digits, and put them on paper at once."""
    dialog = Dialog(context.theme, context.parent(), "换恢复数字并打印", context.marking)
    dialog.body.addWidget(label(RENEW_WORDS, wrap=True))
    fields = [
        LineField(context.theme, name, chars=9, required=True, most=40)
        for name in ("上半保管人", "上半信封编号", "下半保管人", "下半信封编号")
    ]
    grid = QGridLayout()
    grid.setHorizontalSpacing(context.theme.m.s24)
    grid.setVerticalSpacing(context.theme.m.s8)
    for number, field in enumerate(fields):
        grid.addWidget(field, number // 2, number % 2)
    dialog.body.addLayout(grid)

    def renew() -> Work[LoosePaper]:
        texts = [field.text() for field in fields]
        return presenter.renewing_recovery((Keeper(texts[0], texts[1]), Keeper(texts[2], texts[3])))

    fields[0].setFocus()
    dialog.add_cancel("先不换")
    verb = dialog.add_verb("换掉旧的，打印新的", "danger")
    _work_off(context, dialog, verb, renew, lambda paper: _hand_out(context, paper))


def _work_off(
    context: Context,
    dialog: Dialog,
    verb: QPushButton,
    begin: Callable[[], Work[Outcome]],
    done: Callable[[Outcome], object],
) -> None:
    """Show a dialog whose verb is worked off beside the window; a refusal is said inside and it stays open."""

    def refuse(fault: UserError) -> None:
        verb.setEnabled(True)
        dialog.messages.clear()
        dialog.messages.say(fault.message, close=False)

    def finished(outcome: Outcome) -> None:
        dialog.accept()
        done(outcome)

    def run(_checked: bool = False) -> None:
        verb.setEnabled(False)
        try:
            work = begin()
        except UserError as fault:
            refuse(fault)
        else:
            context.tasks.start(work, done=finished, refused=refuse)

    verb.clicked.connect(run)
    dialog.exec()
    dialog.deleteLater()


def _hand_out(context: Context, paper: LoosePaper) -> None:
    """Offer printer and file until the sheet is out; the digits are shown nowhere."""
    dialog = Dialog(context.theme, context.parent(), "打印恢复数字单", context.marking)
    dialog.body.addWidget(label(SHEET_WORDS, wrap=True))
    state = label("还没有打印。", "strong")
    dialog.body.addWidget(state)
    close = dialog.add_verb("打好了，关上")
    close.setEnabled(False)
    close.clicked.connect(dialog.accept)
    save = dialog.add_verb("存为 PDF…")
    out = dialog.add_verb("打印…", "primary")

    def done() -> None:
        close.setEnabled(True)
        state.setText("已登记。数一数：上半一张，下半一张。")

    def store(_checked: bool = False) -> None:
        try:
            save_loose(context, paper, done)
        except UserError as fault:
            dialog.messages.say(fault.message)

    save.clicked.connect(store)
    out.clicked.connect(lambda _checked=False: print_loose(context, paper, done))
    dialog.exec()
    if not close.isEnabled():
        context.say_code("KEEP-NOT-PRINTED")
    dialog.deleteLater()
