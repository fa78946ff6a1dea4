# SPDX-License-Identifier: MulanPSL-2.0
"""One small question with its own refusals: ask, carry out, stay open while something is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ui.context import Context
from ui.widgets.basics import label
from ui.widgets.dialogs import Dialog, carry_out
from ui.widgets.fields import Field


def ask(
    context: Context,
    title: str,
    fields: Sequence[Field],
    verb: str,
    act: Callable[[], object],
    *,
    note: str = "",
    harmful: bool = False,
    cancel: str = "先不办",
) -> None:
    """Show a dialog with some fields; the act's UserError is shown inside and the entries stay."""
    dialog = Dialog(context.theme, context.parent(), title, context.marking)
    for field in fields:
        dialog.body.addWidget(field)
    if note:
        dialog.body.addWidget(label(note, "second", wrap=True))
    fields[0].setFocus()
    carry_out(dialog, verb, act, "danger" if harmful else "primary", cancel)
