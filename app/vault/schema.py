# SPDX-License-Identifier: MulanPSL-2.0
"""The tables, one migration a version. A vault of a newer version is refused, never guessed at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.kernel.errors import UserError
from app.vault.connection import (
    APPLICATION_ID,
    Connection,
    DatabaseError,
    prepare_for_writing,
)

_DOCUMENTS = """CREATE TABLE documents (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('declaration', 'unit')),
        name TEXT NOT NULL, level TEXT NOT NULL, series TEXT NOT NULL, specialty TEXT NOT NULL,
        unit TEXT NOT NULL, updated TEXT NOT NULL, version INTEGER NOT NULL,
        revision INTEGER NOT NULL, digest TEXT NOT NULL, body BLOB NOT NULL) STRICT"""
_DOCUMENTS_INDEX = "CREATE INDEX documents_kind ON documents (kind, level, series, specialty)"
_FIRST = (
    # Small facts about the vault itself; never anything a person typed.
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # The declaration (or unit) as it stands; the columns beside the body are the list view's.
    _DOCUMENTS,
    _DOCUMENTS_INDEX,
    # Every state a document ever had: a whole one every so often, differences between (deltas.py).
    """CREATE TABLE revisions (
        document TEXT NOT NULL REFERENCES documents (id), number INTEGER NOT NULL,
        event INTEGER NOT NULL REFERENCES events (seq), name TEXT NOT NULL, paths TEXT NOT NULL,
        digest TEXT NOT NULL, whole INTEGER NOT NULL, body BLOB NOT NULL,
        PRIMARY KEY (document, number)) STRICT, WITHOUT ROWID""",
    # Half-typed text, by field; gone when the field is left.
    "CREATE TABLE drafts (key TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # Scans by the SHA-256 of their bytes, in pieces so that a damaged page costs one piece.
    """CREATE TABLE evidence (
        digest TEXT PRIMARY KEY, media TEXT NOT NULL, size INTEGER NOT NULL,
        original TEXT NOT NULL, added TEXT NOT NULL) STRICT""",
    """CREATE TABLE chunks (
        digest TEXT NOT NULL REFERENCES evidence (digest), number INTEGER NOT NULL, data BLOB NOT NULL,
        PRIMARY KEY (digest, number)) STRICT""",
    # The audit chain: field names, ids and digests, never values (security.md §2).
    """CREATE TABLE events (
        seq INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
        actor TEXT NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL) STRICT""",
    # The register of printed sheets (D-9), and what became of them later.
    """CREATE TABLE prints (
        number INTEGER PRIMARY KEY, document TEXT NOT NULL, what TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('draft', 'formal', 'spoiled')),
        pages INTEGER NOT NULL, sheets INTEGER NOT NULL, copies INTEGER NOT NULL, copy_number TEXT NOT NULL,
        version INTEGER NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL, printer TEXT NOT NULL,
        destination TEXT NOT NULL, purpose TEXT NOT NULL, digest TEXT NOT NULL) STRICT""",
    """CREATE TABLE print_notes (
        number INTEGER NOT NULL REFERENCES prints (number), seq INTEGER NOT NULL, at TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('spoiled', 'bound', 'handed_over', 'destroyed', 'unexplained')),
        sheets INTEGER NOT NULL, actor TEXT NOT NULL, note TEXT NOT NULL,
        PRIMARY KEY (number, seq)) STRICT, WITHOUT ROWID""",
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
)

# What is on record stays as it is. This stops mistakes; it is the chain that shows intent.
_APPEND_ONLY = ("events", "revisions", "prints", "print_notes")


def _create(connection: Connection) -> None:
    for statement in _FIRST:
        connection.execute(statement)
    for table in _APPEND_ONLY:
        _keep_for_ever(connection, table)


def _keep_for_ever(connection: Connection, table: str) -> None:
    for act in ("UPDATE", "DELETE"):
        connection.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _closing(connection: Connection) -> None:
    """Let the list tell what is closed (回收站, 作废, 终止申报) without reading every body."""
    connection.execute("ALTER TABLE documents ADD COLUMN closing TEXT NOT NULL DEFAULT ''")


def _add_meetings(connection: Connection) -> None:
    """Let a meeting stand among the documents: the closed set of kinds grows, so the table is made anew."""
    kinds = "kind TEXT NOT NULL CHECK (kind IN ('declaration', 'unit'"
    closing = "body BLOB NOT NULL, closing TEXT NOT NULL DEFAULT ''"
    wider = _DOCUMENTS.replace(kinds, f"{kinds}, 'meeting'").replace("documents", "documents_new")
    wider = wider.replace("body BLOB NOT NULL", closing)
    connection.execute(wider)
    connection.execute("INSERT INTO documents_new SELECT * FROM documents")
    connection.execute("DROP TABLE documents")
    connection.execute("ALTER TABLE documents_new RENAME TO documents")
    connection.execute(_DOCUMENTS_INDEX)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise DatabaseError("a revision without its document")


_LEDGER = """CREATE TABLE print_notes (
        number INTEGER NOT NULL REFERENCES prints (number), seq INTEGER NOT NULL, at TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('spoiled', 'bound', 'handed_over', 'destroyed', 'unexplained',
            'unprinted', 'lent', 'returned', 'void')),
        sheets INTEGER NOT NULL, actor TEXT NOT NULL, note TEXT NOT NULL,
        refers INTEGER NOT NULL DEFAULT 0, party TEXT NOT NULL DEFAULT '', due TEXT NOT NULL DEFAULT '',
        witness TEXT NOT NULL DEFAULT '', approver TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (number, seq)) STRICT, WITHOUT ROWID"""


def _widen_ledger(connection: Connection) -> None:
    """Let the register say more of a sheet: lent, given back, never printed, entered in error; and by whom."""
    connection.execute("ALTER TABLE print_notes RENAME TO print_notes_old")
    connection.execute(_LEDGER)
    connection.execute(
        "INSERT INTO print_notes (number, seq, at, kind, sheets, actor, note) "
        "SELECT number, seq, at, kind, sheets, actor, note FROM print_notes_old"
    )
    connection.execute("DROP TABLE print_notes_old")  # takes its triggers along
    _keep_for_ever(connection, "print_notes")


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    _create,
    _closing,
    _add_meetings,
    _widen_ledger,
)
VERSION = len(MIGRATIONS)


def initialise(connection: Connection) -> None:
    """Make the tables of an empty database; what must be set before the first table is set here."""
    connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
    prepare_for_writing(connection)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    migrate(connection, 0)


def check_identity(connection: Connection, folder: Path) -> int:
    """Return the schema version; the database must be one of this program and not newer.

    Raises:
        UserError: VAULT-FOREIGN, VAULT-NEWER.
        DatabaseError: the first page cannot be read.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise UserError("VAULT-FOREIGN", folder=folder)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise UserError("VAULT-NEWER", folder=folder)
    if version < 1:
        raise UserError("VAULT-FOREIGN", folder=folder)
    return int(version)


def migrate(connection: Connection, version: int) -> None:
    """Bring a database of an older version to this one, each step in a transaction of its own."""
    connection.execute("PRAGMA foreign_keys=OFF")  # a table others refer to may be made anew
    try:
        _step_by_step(connection, version)
    finally:
        connection.execute("PRAGMA foreign_keys=ON")


def _step_by_step(connection: Connection, version: int) -> None:
    for number, step in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            step(connection)
            connection.execute(f"PRAGMA user_version={number}")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
