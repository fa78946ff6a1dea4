# SPDX-License-Identifier: MulanPSL-2.0
"""花名册 of the people ticked on the workbench; levels are never mixed in one file (M38, S-4.3.4-a)."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.errors import UserError
from app.present.unit.roll import (
    RollResult,
    chosen_rolls,
    level_word,
    levels_of,
    print_chosen,
)
from app.present.unit.workbench import WorkbenchPresenter
from ui.context import Context
from ui.secrecy.copying import ask_for_rolls
from ui.widgets.dialogs import choose_folder
from ui.widgets.messages import Action

_COUNTS = {2: "两", 3: "三"}


def make_roster(context: Context, presenter: WorkbenchPresenter) -> None:
    """Write the rosters of the people ticked; of several levels only after M38 was agreed to.

    Raises:
        UserError: BENCH-NOBODY when nobody is ticked, ROLL-NOBODY when none of them has a level.
    """
    chosen = presenter.state.ticked
    if not chosen:
        raise UserError("BENCH-NOBODY")
    counts = levels_of(context.session, chosen)
    if not counts:
        raise UserError("ROLL-NOBODY")
    if len(counts) == 1:
        _write(context, chosen)
        return
    words = "、".join(f"{level_word(level)} {count} 人" for level, count in counts.items())
    files = _COUNTS[len(counts)]
    context.say_code(
        "M38",
        [Action(f"分成{files}个文件", lambda: _agreed(context, chosen))],
        people=len(chosen),
        words=words,
        files=files,
    )


def _agreed(context: Context, chosen: Sequence[str]) -> None:
    context.clear_messages()
    _write(context, chosen)


def _write(context: Context, chosen: Sequence[str]) -> None:
    parent, session = context.parent(), context.session
    rolls = chosen_rolls(session, chosen)
    order = ask_for_rolls(context, rolls, tuple(rolls.rosters))
    if order is None:
        return
    folder = choose_folder(parent, "花名册存到文件夹") if parent is not None else None
    if folder is None or context.tasks is None:
        return
    context.tasks.start(
        lambda _progress: print_chosen(session, chosen, folder, order.given),
        done=lambda result: _saved(context, result),
        words="正在写花名册",
    )


def _saved(context: Context, result: RollResult) -> None:
    names = "、".join(printed.path.name for printed in result.files)
    context.say_code("ROLL-SAVED", count=len(result.files), names=names)
