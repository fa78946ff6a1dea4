# SPDX-License-Identifier: MulanPSL-2.0
"""A sheet taken out and destroyed leaves the register too (D-9), under the number the person says it bore."""

from __future__ import annotations

from attrs import frozen

from app.present.prints.pieces import kind_named
from app.present.prints.printing import shown_number
from app.present.returned.exchange import ExchangeLine
from app.present.session import Session
from app.present.words import short_day
from app.vault.print_notes import balance_of, in_force

DESTROYED = "destroyed"


@frozen
class LikelyPrint:
    """A printing the sheet may have come from; ``here`` are its sheets that may still be destroyed."""

    number: int
    words: str
    here: int


def note_words(line: ExchangeLine) -> str:
    """Return what the register says of the sheet: 换页：评审表第2页."""
    return f"换页：{line.paper}{line.out}"


def likely_prints(session: Session, line: ExchangeLine) -> tuple[LikelyPrint, ...]:
    """Return the formal printings of this declaration, those of the same paper first, the newest first.

    None of them is chosen: which number stood at the foot of the sheet, only the person who held it knows.
    """
    title = kind_named(line.piece).title if line.piece else ""
    notes = session.vault.all_print_notes()
    entries = [
        each
        for each in session.vault.prints()
        if each.document == session.declaration.id and each.state == "formal" and each.sheets
    ]
    entries.sort(key=lambda each: (each.what != title, -each.number))
    found = []
    for each in entries:
        here = balance_of(each.sheets, notes.get(each.number, ())).here
        day = short_day(each.at[:10])
        words = f"{shown_number(each.number)}　{each.what}　{day}　在手 {here} 张"
        found.append(LikelyPrint(each.number, words, here))
    return tuple(found)


def destroyed_under(session: Session, line: ExchangeLine, since: str) -> str:
    """Return the number the destruction of a sheet was entered under, empty while it was not.

    Args:
        since: ISO time the exchange was registered; an earlier page of the same number was another sheet.
    """
    wanted = note_words(line)
    own = {p.number for p in session.vault.prints() if p.document == session.declaration.id}
    for number, notes in session.vault.all_print_notes().items():
        if number in own and any(
            note.kind == DESTROYED and note.note == wanted and note.at >= since
            for note in in_force(notes)
        ):
            return shown_number(number)
    return ""
