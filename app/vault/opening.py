# SPDX-License-Identifier: MulanPSL-2.0
"""Opening the database: what is looked at, in which order, before anything is trusted (platform.md §4.5).

A database truncated to nothing would open as a new empty one under any key; a damaged first page looks
like a wrong key; damage elsewhere shows only when it is touched. Hence the order: header and its code,
size, key and first page, what kind of file it is, the log of an unclean end, page count, the chain's tail,
the chain against the header's anchor.
"""

from __future__ import annotations

import os
from pathlib import Path

from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys
from app.vault import chain, files, header, schema
from app.vault import connection as link
from app.vault.connection import PAGE_BYTES, Connection, DatabaseError
from app.vault.database import Database
from app.vault.findings import VaultFinding
from app.vault.header import VaultHeader

# The chain's tail that is recomputed at every opening; the whole chain at every full check.
TAIL_EVENTS = 1000


@frozen
class Opened:
    """An opened database.

    Attributes:
        unclean: the last session did not end properly (power cut, crash).
        findings: what is wrong and did not keep a read-only opening from going on.
    """

    database: Database
    header: VaultHeader
    unclean: bool
    findings: tuple[VaultFinding, ...]


def open_database(
    folder: Path, keys: VaultKeys, *, read_only: bool, tolerate: bool = False
) -> Opened:
    """Open and look.

    Args:
        folder: the vault's folder.
        keys: of this vault.
        read_only: open what can be opened; a chain that does not fit is a finding, not an end.
        tolerate: open for writing in spite of such a finding (a person decided, and it goes on record).

    Raises:
        UserError: header.read_verified's, VAULT-DB-MISSING, VAULT-DB-EMPTY, VAULT-TRUNCATED, VAULT-DAMAGED,
            VAULT-FOREIGN, VAULT-NEWER, VAULT-UNFINISHED, VAULT-OLDER, VAULT-CHAIN …
    """
    known = header.read_verified(folder, keys)
    unclean = _look_at_files(folder, known, read_only=read_only)
    immutable = read_only and not os.access(folder, os.W_OK)
    if immutable and unclean:
        raise UserError("VAULT-UNFINISHED", folder=folder)
    database = Database(folder, keys.content, read_only=read_only, immutable=immutable)
    usable = False
    try:
        _first_look(database, known, settle=unclean and not read_only)
        findings = _chain_findings(database, known)
        if findings and not (read_only or tolerate):
            raise UserError(findings[0].code, **findings[0].values)
        usable = True
    finally:
        if not usable:
            database.close()
    return Opened(database, known, unclean, findings)


def _look_at_files(folder: Path, known: VaultHeader, *, read_only: bool) -> bool:
    """Return whether a log of an unclean end is there; refuse a missing or emptied database."""
    path = folder / files.DATABASE
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise UserError("VAULT-DB-MISSING", folder=folder) from None
    except OSError as fault:
        raise files.translated(fault, folder) from fault
    if size == 0:
        raise UserError("VAULT-DB-EMPTY", folder=folder)
    if size < PAGE_BYTES:  # SQLite would take a stump for an empty database
        raise UserError("VAULT-TRUNCATED", folder=folder, size=size, expected=known.anchor.size)
    if not read_only and not os.access(folder, os.W_OK):
        raise UserError("VAULT-FOLDER-READONLY", folder=folder)
    return files.log_bytes(folder) > 0


def _first_look(database: Database, known: VaultHeader, *, settle: bool) -> None:
    folder, path = database.folder, database.folder / files.DATABASE
    try:
        database.open()
        version = database.read(lambda c: schema.check_identity(c, folder))
        if settle:
            database.settle()
            _quick_check(database)
        pages = database.read(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
        if not database.has_log() and path.stat().st_size < pages * PAGE_BYTES:
            raise UserError("VAULT-DAMAGED", folder=folder)
        if not database.read_only:
            database.read(lambda c: schema.migrate(c, version))
    except DatabaseError as fault:
        told = link.translated(fault, folder)
        if told is None:
            raise
        raise _cut_short(told, path, known) from fault
    except UserError as told:
        raise _cut_short(told, path, known) from told


def _cut_short(told: UserError, path: Path, known: VaultHeader) -> UserError:
    """Return the message that says the file is shorter than it was, where that is what happened."""
    size = path.stat().st_size
    if told.code == "VAULT-DAMAGED" and size < known.anchor.size:
        return UserError(
            "VAULT-TRUNCATED", folder=path.parent, size=size, expected=known.anchor.size
        )
    return told


def _quick_check(database: Database) -> None:
    """Check the structure on a connection of its own; one bad page spoils a connection for good."""
    connection = database.fresh(read_only=True)
    try:
        if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
            raise UserError("VAULT-DAMAGED", folder=database.folder)
    finally:
        connection.close()


def _chain_findings(database: Database, known: VaultHeader) -> tuple[VaultFinding, ...]:
    return database.read(lambda connection: chain_findings(connection, known, last=TAIL_EVENTS))


def chain_findings(
    connection: Connection, known: VaultHeader, *, last: int | None
) -> tuple[VaultFinding, ...]:
    """Return what does not fit in the chain, and between the chain and the header's anchor."""
    anchor = known.anchor
    report = chain.check(connection, known.chain, last=last)
    if report.broken is not None:
        return (VaultFinding("VAULT-CHAIN", {"seq": report.broken}),)
    if report.last.seq < anchor.seq:
        return (VaultFinding("VAULT-OLDER", {"seq": report.last.seq, "expected": anchor.seq}),)
    if anchor.seq and chain.hash_at(connection, anchor.seq) != anchor.head:
        return (VaultFinding("VAULT-OTHER-CHAIN", {"seq": anchor.seq}),)
    return ()
