# SPDX-License-Identifier: MulanPSL-2.0
"""Dialogs of the window itself: help, keys, what a check of the vault found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.present.help.keys import KEYS
from ui.qt import QGridLayout, Qt
from ui.widgets.basics import label
from ui.widgets.dialogs import Dialog
from ui.widgets.messages import plain_message

if TYPE_CHECKING:
    from app.vault.findings import VerifyReport
    from ui.context import Context

NO_HELP = "这一页没有另外的说明。按 F6 在导航、页面、右栏之间移动，按 Tab 走到下一栏。"


def _dialog(context: Context, title: str) -> Dialog:
    return Dialog(context.theme, context.parent(), title, context.marking)


def show_help(context: Context, title: str, words: str) -> None:
    """Show the help of a field or page."""
    dialog = _dialog(context, f"帮助：{title}" if title else "帮助")
    text = label(words or NO_HELP, wrap=True, select=True)
    text.setAlignment(Qt.AlignmentFlag.AlignTop)
    dialog.body.addWidget(text)
    dialog.body.addStretch(1)
    dialog.add_verb("关上", "primary").clicked.connect(dialog.accept)
    dialog.exec()
    dialog.deleteLater()


def show_keys(context: Context) -> None:
    """Show the keyboard card."""
    dialog = _dialog(context, "键盘一览")
    grid = QGridLayout()
    grid.setHorizontalSpacing(context.theme.m.s16)
    grid.setVerticalSpacing(context.theme.m.s8)
    half = len(KEYS) if context.theme.fold else -(-len(KEYS) // 2)
    for number, (key, what) in enumerate(KEYS):
        column = 3 * (number // half)
        grid.addWidget(label(key, "strong"), number % half, column)
        grid.addWidget(label(what), number % half, column + 1)
    grid.setColumnMinimumWidth(2, context.theme.m.s24)
    dialog.body.addLayout(grid)
    dialog.add_verb("关上", "primary").clicked.connect(dialog.accept)
    dialog.exec()
    dialog.deleteLater()


def say_verified(context: Context, report: VerifyReport) -> None:
    """Say what the check of the vault found."""
    if report.ok:
        counts = (
            f"核对了 {report.documents} 份文档、{report.evidence} 件佐证、{report.events} 条记录。"
        )
        context.say(plain_message("ok", "这个库是完好的", counts))
    for item in report.items:
        context.say(item.message)
