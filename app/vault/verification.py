# SPDX-License-Identifier: MulanPSL-2.0
"""The full check: every page, the whole chain, every revision rebuilt, every digest computed again."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator

from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.vault import connection as link
from app.vault import documents, evidence
from app.vault.connection import Connection, DatabaseError
from app.vault.database import Database
from app.vault.findings import VaultFinding, VerifyReport
from app.vault.header import VaultHeader
from app.vault.opening import chain_findings

_SHOWN = 20


def verify(database: Database, known: VaultHeader, progress: Progress) -> VerifyReport:
    """Check everything; changes nothing.

    Args:
        database: open; others may go on using it.
        known: the header, for the anchor.
        progress: told before each step; may stop the work.

    Raises:
        Cancelled: the person stopped it.
        UserError: the database cannot be opened again at all.
    """
    found = list(_pages(database, progress))
    events, chain_found = _chain(database, known, progress)
    found += chain_found
    total, damaged = _documents(database, progress)
    found += damaged
    pieces, broken = _evidence(database, progress)
    found += broken
    return VerifyReport(tuple(found), events, pieces, total)


def _fresh(database: Database) -> Connection:
    try:
        return database.fresh(read_only=True)
    except DatabaseError as fault:
        raise link.translated(fault, database.folder) or fault from fault


def _pages(database: Database, progress: Progress) -> Iterator[VaultFinding]:
    """Look at the pages twice: codes over the encrypted pages, then the structure, each on its own connection."""
    progress.step(0, 4, "pages")
    with database.undisturbed():
        # The first looks at the main file alone and would take what still lies in the log for damage.
        if not database.read_only:
            database.settle()
        if not database.has_log():
            yield from _ask(database, "PRAGMA cipher_integrity_check", [])
    progress.step(1, 4, "structure")
    yield from _ask(database, f"PRAGMA integrity_check({_SHOWN})", [("ok",)])


def _ask(database: Database, question: str, sound: list[tuple[str]]) -> Iterator[VaultFinding]:
    connection = _fresh(database)
    try:
        answer = connection.execute(question).fetchall()
    except DatabaseError as fault:
        told = link.translated(fault, database.folder)
        if told is None:
            raise
        yield VaultFinding("VAULT-PAGES", {"count": 1, "pages": told.code})
        return
    finally:
        connection.close()
    if answer != sound:
        lines = [str(row[0]) for row in answer]
        yield VaultFinding("VAULT-PAGES", {"count": len(lines), "pages": "；".join(lines[:_SHOWN])})


def _chain(
    database: Database, known: VaultHeader, progress: Progress
) -> tuple[int, list[VaultFinding]]:
    progress.step(2, 4, "chain")
    connection = _fresh(database)
    try:
        found = list(chain_findings(connection, known, last=None))
        (count,) = connection.execute("SELECT count(*) FROM events").fetchone()
    except DatabaseError:
        return 0, [VaultFinding("VAULT-UNREADABLE", {"what": "events"})]
    finally:
        connection.close()
    return int(count), found


def _documents(database: Database, progress: Progress) -> tuple[int, list[VaultFinding]]:
    progress.step(3, 4, "documents")
    keys = _list(database, "SELECT id FROM documents ORDER BY id")
    reader = _Reader(database)
    found = [
        VaultFinding("VAULT-DOCUMENT-DAMAGED", {"document": document})
        for document in keys
        if not reader.holds(functools.partial(_rebuild, document=document))
    ]
    reader.close()
    return len(keys), found


class _Reader:
    """A connection that is replaced after every fault: one bad page makes it leave out good rows."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Connection | None = None

    def holds(self, look: Callable[[Connection], bool]) -> bool:
        """Return what a look says; a look that cannot even be finished says no."""
        if self._connection is None:
            self._connection = _fresh(self._database)
        try:
            return look(self._connection)
        except (UserError, DatabaseError):
            self.close()
            return False

    def close(self) -> None:
        """Close the connection; the next look opens another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _rebuild(connection: Connection, document: str) -> bool:
    """Rebuild every revision and hold it against its event; raises UserError VAULT-DOCUMENT-DAMAGED."""
    rows = connection.execute(
        "SELECT r.number, r.whole, r.digest, r.body, e.detail FROM revisions r "
        "LEFT JOIN events e ON e.seq = r.event WHERE r.document = ? ORDER BY r.number",
        (document,),
    )
    body, last = b"", 0
    for number, *row, detail in rows:
        body = documents.rebuilt(body, tuple(row), document)
        told = json.loads(detail or "{}")
        if number != last + 1 or (told.get("document"), told.get("revision")) != (row[1], number):
            return False
        last = number
    return documents.body(connection, document) == body


def _evidence(database: Database, progress: Progress) -> tuple[int, list[VaultFinding]]:
    found: list[VaultFinding] = []
    digests = _list(database, "SELECT digest FROM evidence ORDER BY digest")
    reader = _Reader(database)
    for index, digest in enumerate(digests):
        progress.step(index, len(digests), "evidence")
        if not reader.holds(functools.partial(evidence.intact, digest=digest)):
            found.append(VaultFinding("VAULT-EVIDENCE-DAMAGED", {"digest": digest[:12]}))
    reader.close()
    return len(digests), found


def _list(database: Database, query: str) -> list[str]:
    connection = _fresh(database)
    try:
        return [str(row[0]) for row in connection.execute(query)]
    except DatabaseError:
        return []
    finally:
        connection.close()
