# SPDX-License-Identifier: MulanPSL-2.0
"""Before another copy of a marked paper is made: which kind, why, who approved (secrecy.md 7.2)."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from app.present.prints.copies import KINDS_OF_COPY, REPLACED, CopyOrder
from app.present.prints.copy_choice import CopyChoice
from app.present.unit.roll import Rolls, roll_numbering, roll_title
from ui.context import Context
from ui.widgets.basics import label, line
from ui.widgets.dialogs import Dialog, carry_out
from ui.widgets.fields import DigitsField, DropField, LineField

LEAD = "以前印过正式稿，再印另编份号，视同原件登记。照批准的写，程序不代填。"
MOST_REASON, MOST_NAME = 60, 40


def ask_copy(context: Context, choice: CopyChoice, papers: Sequence[str]) -> bool:
    """Ask what a further copy needs; True when nothing is needed, or it was typed."""
    asked = choice.asked(papers)
    if asked is None:
        return True
    dialog = Dialog(context.theme, context.parent(), "再印带密级的文件", context.marking)
    theme = dialog.theme
    names = "、".join(asked.titles)
    dialog.body.addWidget(label(f"{names}　{asked.mark}", "strong", wrap=True))
    dialog.body.addWidget(label(LEAD, "second", wrap=True))
    kind = DropField(theme, "这次是哪一种", KINDS_OF_COPY, chars=14, required=True)
    reason = LineField(theme, "原因", chars=24, required=True, most=MOST_REASON)
    approver = LineField(theme, "批准人", chars=8, required=True, most=MOST_NAME)
    consent = LineField(
        theme, "原定密单位同意（谁、哪一天或文号）", chars=24, required=True, most=MOST_REASON
    )
    consent.setVisible(asked.consent)
    into = DigitsField(theme, "换进哪一份（份号）", most=6)
    kind.edited.connect(lambda word: into.setVisible(word == REPLACED))
    into.hide()
    dialog.body.addLayout(line(theme, kind, into, None, gap=theme.m.s16))
    if theme.fold:
        dialog.body.addWidget(reason)
        dialog.body.addWidget(approver)
    else:
        dialog.body.addLayout(line(theme, reason, approver, None, gap=theme.m.s16))
    dialog.body.addWidget(consent)
    kind.setFocus()

    def give() -> None:
        order = CopyOrder(kind.text(), reason.text(), approver.text(), consent.text())
        choice.give(papers, order, into.text())

    carry_out(dialog, "接着打印", give, cancel="先不印")
    return choice.asked(papers) is None


@frozen
class Given:
    """What was typed for a batch of rolls; None where nothing was needed."""

    given: CopyOrder | None


def ask_for_rolls(context: Context, rolls: Rolls, papers: Sequence[str]) -> Given | None:
    """Ask once for some rolls written together; None when the person went away."""
    session = context.session
    choice = CopyChoice(
        lambda which: roll_numbering(session, rolls, which), lambda which: roll_title(rolls, which)
    )
    if not ask_copy(context, choice, papers):
        return None
    orders = [order for which in papers if (order := choice.order_for(which)) is not None]
    return Given(orders[0] if orders else None)
