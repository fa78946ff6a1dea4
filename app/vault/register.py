# SPDX-License-Identifier: MulanPSL-2.0
"""The register of printed sheets (D-9): every printing numbered; print_notes keeps what became of its sheets."""

from __future__ import annotations

from typing import Literal

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.model.operations import Event
from app.vault import chain
from app.vault.connection import Connection

PrintState = Literal["draft", "formal", "spoiled"]


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
    connection.execute(f"INSERT INTO prints ({_COLUMNS}) VALUES ({marks})", values)  # noqa: S608 - names of this file
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
    rows = connection.execute(f"SELECT {_COLUMNS} FROM prints ORDER BY number")  # noqa: S608 - names of this file
    return [PrintEntry(**dict(zip(names, row, strict=True))) for row in rows]
