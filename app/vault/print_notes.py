# SPDX-License-Identifier: MulanPSL-2.0
"""What became of printed sheets (D-9): bound, lent, given back, destroyed, and counter-entries.

Nothing is changed or taken away: an entry made in error is reversed by a later one that names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from attrs import frozen

from app.kernel.errors import UserError
from app.model.operations import Event
from app.vault import chain
from app.vault.connection import Connection

PrintFate = Literal[
    "spoiled", "bound", "handed_over", "destroyed", "unexplained",
    "unprinted", "lent", "returned", "void",
]  # fmt: skip
# 废页 and lent sheets still count as in hand; these take sheets out of it.
_LEAVES_HAND = ("bound", "handed_over", "destroyed", "unexplained")
_NAMES = "number, kind, sheets, actor, note, at, seq, refers, party, due, witness, approver"
_KEPT = tuple(_NAMES.split(", "))


@frozen
class PrintNote:
    """What became of some sheets of a printing later.

    Attributes:
        kind: unprinted never came out of the printer; returned and void name the entry they are about.
        sheets: of a void entry, those of the entry it reverses.
        note: why, or where to.
        at: ISO local time, "" for now.
        seq: place among the entries of this printing, from 1; given by the register.
        refers: seq of the loan given back, or of the entry reversed.
        party: who borrowed, or who received.
        due: ISO day a loan is to come back.
        witness: the second of the two persons who destroy.
        approver: who approved a destruction or a loan.
    """

    number: int
    kind: PrintFate
    sheets: int
    actor: str
    note: str = ""
    at: str = ""
    seq: int = 0
    refers: int = 0
    party: str = ""
    due: str = ""
    witness: str = ""
    approver: str = ""


@frozen
class Balance:
    """Sheets: printed = bound + handed over + destroyed + in hand + unexplained (D-9).

    Attributes:
        printed: sheets that came out of the printer.
        spoiled: how many were ever reported spoiled; a part of those in hand or destroyed.
        lent: how many of those in hand are with somebody else.
    """

    printed: int
    bound: int
    handed_over: int
    destroyed: int
    unexplained: int
    spoiled: int
    lent: int = 0

    @property
    def in_hand(self) -> int:
        """Return the sheets that have not gone anywhere for good."""
        return self.printed - self.bound - self.handed_over - self.destroyed - self.unexplained

    @property
    def here(self) -> int:
        """Return the sheets in hand that are not lent."""
        return self.in_hand - self.lent

    @property
    def sound(self) -> bool:
        """Tell whether no count is below zero or above what there is."""
        return self.here >= 0 and self.lent >= 0 and 0 <= self.spoiled <= self.printed


def in_force(notes: Iterable[PrintNote]) -> tuple[PrintNote, ...]:
    """Return the entries of one printing that were not reversed, without the reversals themselves."""
    every = tuple(notes)
    reversed_ = {note.refers for note in every if note.kind == "void"}
    return tuple(note for note in every if note.kind != "void" and note.seq not in reversed_)


def balance_of(sheets: int, notes: Iterable[PrintNote], *, born_spoiled: int = 0) -> Balance:
    """Return the balance of one printing from its entries, reversed ones among them."""
    counts: dict[str, int] = {}
    for note in in_force(notes):
        counts[note.kind] = counts.get(note.kind, 0) + note.sheets
    return _balance(sheets, counts, born_spoiled)


def _balance(sheets: int, counts: Mapping[str, int], born_spoiled: int) -> Balance:
    return Balance(
        printed=sheets - counts.get("unprinted", 0),
        spoiled=born_spoiled + counts.get("spoiled", 0),
        lent=counts.get("lent", 0) - counts.get("returned", 0),
        **{kind: counts.get(kind, 0) for kind in _LEAVES_HAND},
    )


def outstanding(loan: PrintNote, notes: Iterable[PrintNote]) -> int:
    """Return how many sheets of a loan have not come back."""
    back = sum(n.sheets for n in in_force(notes) if n.kind == "returned" and n.refers == loan.seq)
    return loan.sheets - back


def note(connection: Connection, value: PrintNote, now: str, algorithm: str) -> None:
    """Add what became of some sheets.

    Raises:
        UserError: VAULT-NO-PRINT; VAULT-PRINT-SHEETS when more sheets are named than there are;
            VAULT-PRINT-REFERS when it names no loan, or no entry that can still be reversed.
    """
    row = connection.execute(
        "SELECT sheets, state FROM prints WHERE number = ?", (value.number,)
    ).fetchone()
    if row is None:
        raise UserError("VAULT-NO-PRINT", number=value.number)
    held = notes(connection, value.number)
    _check(value, held, int(row[0]), int(row[0]) if row[1] == "spoiled" else 0)
    at, seq = value.at or now, len(held) + 1
    marks = ", ".join("?" * len(_KEPT))
    connection.execute(
        f"INSERT INTO print_notes ({_NAMES}) VALUES ({marks})",  # noqa: S608 - names of this file
        tuple({"at": at, "seq": seq}.get(name, getattr(value, name)) for name in _KEPT),
    )
    detail: dict[str, str | int | bool] = {
        "number": value.number, "fate": value.kind, "sheets": value.sheets, "entry": seq,
    }  # fmt: skip
    if value.refers:
        detail["refers"] = value.refers
    chain.append(connection, Event("print-note", "", value.actor, at, detail), {}, algorithm)


def _check(value: PrintNote, held: Sequence[PrintNote], sheets: int, born_spoiled: int) -> None:
    before = balance_of(sheets, held, born_spoiled=born_spoiled)
    if value.kind == "void":
        _check_void(value, held, sheets, born_spoiled)
        return
    room = before.here
    if value.kind == "spoiled":
        room = before.printed - before.spoiled
    elif value.kind == "unprinted":
        room = min(before.here, before.printed - before.spoiled)
    elif value.kind == "returned":
        loan = next((n for n in in_force(held) if n.seq == value.refers and n.kind == "lent"), None)
        if loan is None:
            raise UserError("VAULT-PRINT-REFERS", number=value.number)
        room = outstanding(loan, held)
    if not 0 < value.sheets <= room:
        raise UserError(
            "VAULT-PRINT-SHEETS", number=value.number, sheets=value.sheets, in_hand=room
        )


def _check_void(
    value: PrintNote, held: Sequence[PrintNote], sheets: int, born_spoiled: int
) -> None:
    meant = next((n for n in in_force(held) if n.seq == value.refers), None)
    if meant is None or meant.sheets != value.sheets:
        raise UserError("VAULT-PRINT-REFERS", number=value.number)
    if meant.kind == "lent" and outstanding(meant, held) != meant.sheets:
        raise UserError("VAULT-PRINT-REFERS", number=value.number)
    if not balance_of(sheets, (*held, value), born_spoiled=born_spoiled).sound:
        raise UserError("VAULT-PRINT-REFERS", number=value.number)


def notes(connection: Connection, number: int) -> list[PrintNote]:
    """Return what became of a printing's sheets, in order, reversed entries too."""
    rows = connection.execute(
        f"SELECT {_NAMES} FROM print_notes WHERE number = ? ORDER BY seq",  # noqa: S608 - names of this file
        (number,),
    )
    return [PrintNote(**dict(zip(_KEPT, row, strict=True))) for row in rows]


def every_note(connection: Connection) -> dict[int, list[PrintNote]]:
    """Return all entries by printing, in order: one question for the whole register."""
    found: dict[int, list[PrintNote]] = {}
    rows = connection.execute(f"SELECT {_NAMES} FROM print_notes ORDER BY number, seq")  # noqa: S608 - names of this file
    for row in rows:
        value = PrintNote(**dict(zip(_KEPT, row, strict=True)))
        found.setdefault(value.number, []).append(value)
    return found


def balance(connection: Connection) -> Balance:
    """Return the balance of all printings."""
    (printed,) = connection.execute("SELECT coalesce(sum(sheets), 0) FROM prints").fetchone()
    (born,) = connection.execute(
        "SELECT coalesce(sum(sheets), 0) FROM prints WHERE state = 'spoiled'"
    ).fetchone()
    rows = connection.execute(
        "SELECT kind, sum(sheets) FROM print_notes n WHERE kind != 'void' AND NOT EXISTS ("
        "SELECT 1 FROM print_notes v WHERE v.number = n.number AND v.kind = 'void' "
        "AND v.refers = n.seq) GROUP BY kind"
    )
    return _balance(int(printed), dict(rows.fetchall()), int(born))
