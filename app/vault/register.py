# SPDX-License-Identifier: MulanPSL-2.0
"""The register of printed sheets (D-9): every copy numbered, and what became of its sheets."""

from __future__ import annotations

from typing import Literal

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.model.operations import Event
from app.vault import chain
from app.vault.connection import Connection

PrintState = Literal["draft", "formal", "spoiled"]
PrintFate = Literal["spoiled", "bound", "handed_over", "destroyed", "unexplained"]
# 废页 stay in hand until they are destroyed; the other fates take sheets out of the hand.
_LEAVES_HAND = ("bound", "handed_over", "destroyed", "unexplained")


@frozen
class PrintEntry:
    """One printing.

    Attributes:
        number: 0 to be given the next one.
        document: id of the declaration; "" for a roster and the like.
        what: name of what was printed.
        pages: page sides of one copy.
        sheets: sheets of paper of all copies.
        copies: number of copies.
        copy_number: the mark on the copy, "" when it bears none.
        version: version of the declaration.
        at: ISO local time; "" for now.
        printer: name of the queue, or "" for a PDF.
        destination: where the paper or the file goes.
        purpose: why.
        digest: SHA-256 of the very bytes that were printed.
    """

    what: str
    state: PrintState
    pages: int
    sheets: int
    actor: str
    number: int = 0
    document: str = ""
    copies: int = 1
    copy_number: str = ""
    version: int = 0
    at: str = ""
    printer: str = ""
    destination: str = ""
    purpose: str = ""
    digest: str = ""


@frozen
class PrintNote:
    """What became of some sheets of a printing later; ``at`` is ISO local time, "" for now."""

    number: int
    kind: PrintFate
    sheets: int
    actor: str
    note: str = ""
    at: str = ""


@frozen
class Balance:
    """Sheets: printed = bound + handed over + destroyed + in hand + unexplained (D-9).

    Attributes:
        spoiled: how many were ever reported spoiled; a part of those in hand or destroyed.
    """

    printed: int
    bound: int
    handed_over: int
    destroyed: int
    unexplained: int
    spoiled: int

    @property
    def in_hand(self) -> int:
        """Return the sheets nobody has said anything about yet."""
        return self.printed - self.bound - self.handed_over - self.destroyed - self.unexplained


_COLUMNS = (
    "number, document, what, state, pages, sheets, copies, copy_number, version, actor, at, printer, "
    "destination, purpose, digest"
)


def next_number(connection: Connection) -> int:
    """Return the number the next printing gets; numbers have no gaps."""
    (last,) = connection.execute("SELECT max(number) FROM prints").fetchone()
    return int(last or 0) + 1


def add(connection: Connection, entry: PrintEntry, now: str, algorithm: str) -> int:
    """Enter a printing and return its number.

    Raises:
        UserError: VAULT-PRINT-NUMBER when the entry names a number that is not the next.
    """
    number = next_number(connection)
    if entry.number not in (0, number):
        raise UserError("VAULT-PRINT-NUMBER", number=entry.number, expected=number)
    kept = attrs.evolve(entry, number=number, at=entry.at or now)
    values = tuple(getattr(kept, name) for name in _COLUMNS.split(", "))
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO prints ({_COLUMNS}) VALUES ({marks})", values)  # noqa: S608
    detail: dict[str, str | int | bool] = {"number": number, "what": kept.what, "state": kept.state}
    detail |= {
        "pages": kept.pages,
        "sheets": kept.sheets,
        "copies": kept.copies,
        "digest": kept.digest,
    }
    chain.append(
        connection, Event("print", kept.document, kept.actor, kept.at, detail), {}, algorithm
    )
    return number


def entries(connection: Connection) -> list[PrintEntry]:
    """Return the register, the first printing first."""
    names = _COLUMNS.split(", ")
    rows = connection.execute(f"SELECT {_COLUMNS} FROM prints ORDER BY number")  # noqa: S608
    return [PrintEntry(**dict(zip(names, row, strict=True))) for row in rows]


def note(connection: Connection, value: PrintNote, now: str, algorithm: str) -> None:
    """Add what became of some sheets.

    Raises:
        UserError: VAULT-NO-PRINT, VAULT-PRINT-SHEETS when more sheets are named than are in hand.
    """
    if (
        connection.execute("SELECT 1 FROM prints WHERE number = ?", (value.number,)).fetchone()
        is None
    ):
        raise UserError("VAULT-NO-PRINT", number=value.number)
    of_this = balance(connection, value.number)
    room = of_this.in_hand if value.kind in _LEAVES_HAND else of_this.printed - of_this.spoiled
    if not 0 < value.sheets <= room:
        raise UserError(
            "VAULT-PRINT-SHEETS", number=value.number, sheets=value.sheets, in_hand=room
        )
    (last,) = connection.execute(
        "SELECT max(seq) FROM print_notes WHERE number = ?", (value.number,)
    ).fetchone()
    at = value.at or now
    connection.execute(
        "INSERT INTO print_notes (number, seq, at, kind, sheets, actor, note) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (value.number, (last or 0) + 1, at, value.kind, value.sheets, value.actor, value.note),
    )
    detail: dict[str, str | int | bool] = {
        "number": value.number,
        "fate": value.kind,
        "sheets": value.sheets,
    }
    chain.append(connection, Event("print-note", "", value.actor, at, detail), {}, algorithm)


def notes(connection: Connection, number: int) -> list[PrintNote]:
    """Return what became of a printing's sheets, in order."""
    rows = connection.execute(
        "SELECT number, kind, sheets, actor, note, at FROM print_notes WHERE number = ? ORDER BY seq",
        (number,),
    )
    return [PrintNote(*row) for row in rows]


def balance(connection: Connection, number: int | None = None) -> Balance:
    """Return the balance of one printing, or of all."""
    # One query for one and for all: a missing number matches every row.
    (printed,) = connection.execute(
        "SELECT coalesce(sum(sheets), 0) FROM prints WHERE number = coalesce(?, number)", (number,)
    ).fetchone()
    (born,) = connection.execute(
        "SELECT coalesce(sum(sheets), 0) FROM prints "
        "WHERE number = coalesce(?, number) AND state = 'spoiled'",
        (number,),
    ).fetchone()
    rows = connection.execute(
        "SELECT kind, sum(sheets) FROM print_notes WHERE number = coalesce(?, number) GROUP BY kind",
        (number,),
    )
    fates = dict(rows.fetchall())
    gone = {kind: fates.get(kind, 0) for kind in _LEAVES_HAND}
    return Balance(printed=printed, spoiled=born + fates.get("spoiled", 0), **gone)
