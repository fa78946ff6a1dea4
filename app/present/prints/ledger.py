# SPDX-License-Identifier: MulanPSL-2.0
"""What the register says of the sheets of one printing: words, loans due, sheets nobody can account for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from attrs import frozen

from app.kernel.workdays import WorkCalendar
from app.vault.print_notes import PrintFate, PrintNote, in_force, outstanding

FATES: dict[PrintFate, str] = {
    "bound": "装订",
    "handed_over": "移交",
    "destroyed": "销毁",
    "spoiled": "废页",
    "unexplained": "说不清",
    "lent": "借出",
    "returned": "归还",
    "unprinted": "没有印出",
}
VOID = "作废登记"
RED_AFTER = 3  # working days sheets may stay unexplained (ux 3.10)


@frozen
class NoteLine:
    """One entry about some sheets, in words.

    Attributes:
        seq: place among the entries of its printing.
        in_force: it was not reversed, and is no reversal.
        left: of a loan, the sheets still out.
        overdue: the loan should be back.
    """

    number: int
    seq: int
    kind: PrintFate
    sheets: int
    words: str
    in_force: bool
    left: int = 0
    overdue: bool = False


def _day(text: str) -> str:
    return f"{int(text[5:7])}月{int(text[8:10])}日" if len(text) >= len("2026-06-15") else text


def note_lines(notes: Sequence[PrintNote], today: dt.date) -> tuple[NoteLine, ...]:
    """Return the entries of one printing in order."""
    holding = {note.seq for note in in_force(notes)}
    lines = []
    for note in notes:
        left = outstanding(note, notes) if note.kind == "lent" and note.seq in holding else 0
        overdue = left > 0 and note.due != "" and note.due < today.isoformat()
        valid = note.seq in holding
        words = _words(note, left, overdue=overdue)
        if note.kind != "void" and not valid:
            words += "（已作废）"
        lines.append(
            NoteLine(note.number, note.seq, note.kind, note.sheets, words, valid, left, overdue)
        )
    return tuple(lines)


def _words(note: PrintNote, left: int, *, overdue: bool) -> str:
    if note.kind == "void":
        return f"作废第{note.refers}笔（{note.note}）"
    words = f"{FATES[note.kind]} {note.sheets} 张"
    if note.kind == "lent":
        words = f"借给{note.party} {note.sheets} 张"
        back = note.sheets - left
        words += f"，已还 {back} 张" if 0 < back < note.sheets else "，已还" if back else ""
        if left and note.due:
            words += f"，{_day(note.due)}前还" + ("，逾期" if overdue else "")
    elif note.kind == "handed_over" and note.party:
        words += f"给{note.party}"
    return words


def fate_words(notes: Sequence[PrintNote], today: dt.date) -> str:
    """Return what stands under 去向: entries in force, those given back left out; empty for none."""
    lines = note_lines(notes, today)
    shown = [
        line.words
        for line in lines
        if line.in_force and line.kind != "returned" and not (line.kind == "lent" and not line.left)
    ]
    return "，".join(shown)


def unexplained_level(notes: Iterable[PrintNote], calendar: WorkCalendar, today: dt.date) -> str:
    """Return how pressing it is: empty for nothing unexplained, check, or must after three working days."""
    since = [n.at[:10] for n in in_force(notes) if n.kind == "unexplained"]
    if not since:
        return ""
    days = calendar.workdays_between(dt.date.fromisoformat(min(since)), today)
    return "must" if days > RED_AFTER else "check"
