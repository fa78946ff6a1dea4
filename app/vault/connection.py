# SPDX-License-Identifier: MulanPSL-2.0
"""One encrypted connection, set up the only way this program ever does (platform.md, head)."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol, TypeAlias, cast

from sqlcipher3 import dbapi2 as sqlcipher

from app.kernel.errors import UserError
from app.kernel.keys import wipe
from app.vault import files

PAGE_BYTES = 8192
APPLICATION_ID = 0x5A4A5631  # "ZJV1"

DatabaseError: TypeAlias = sqlcipher.DatabaseError
IntegrityError: TypeAlias = sqlcipher.IntegrityError

# Primary result codes of SQLite (sqlite.org/rescode.html).
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26


class Cursor(Protocol):
    """What the vault uses of a cursor."""

    rowcount: int

    def fetchone(self) -> Any:
        """Return the next row or None."""
        ...

    def fetchall(self) -> list[Any]:
        """Return the rows left."""
        ...

    def __iter__(self) -> Any:
        """Iterate over the rows left."""
        ...


class Connection(Protocol):
    """What the vault uses of a connection."""

    in_transaction: bool

    def execute(self, statement: str, parameters: Any = ...) -> Cursor:
        """Run one statement."""
        ...

    def close(self) -> None:
        """Close."""
        ...

    def backup(self, target: Any, *, pages: int = ..., progress: Any = ...) -> None:
        """Copy the database page by page."""
        ...


def connect(path: Path, key: bytearray, *, mode: str = "rw", immutable: bool = False) -> Connection:
    """Return a connection with the key set, before anything was read.

    Args:
        path: the database file; it must exist, so that no empty one is ever made by accident.
        key: 256 bits, given raw; the caller's to wipe.
        mode: ``rw`` or ``ro``.
        immutable: for a folder that cannot be written and a database at rest.

    Raises:
        DatabaseError: the file cannot be opened.
    """
    uri = f"{path.resolve().as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")
    raw = sqlcipher.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=5.0
    )
    try:
        raw.execute("PRAGMA cipher_log_level=NONE")
        literal = _raw_key_literal(key)
        raw.set_key(literal)
        wipe(literal)
        raw.execute(f"PRAGMA cipher_page_size={PAGE_BYTES}")
        raw.execute("PRAGMA cipher_memory_security=OFF")
        if raw.execute("PRAGMA cipher_status").fetchone() != ("1",):
            raise AssertionError("the connection is not encrypted")
        raw.set_authorizer(_deny_attach)
        raw.execute("PRAGMA temp_store=MEMORY")
        raw.execute("PRAGMA foreign_keys=ON")
        raw.execute("PRAGMA trusted_schema=OFF")
        raw.execute("PRAGMA cell_size_check=ON")
    except (sqlcipher.Error, AssertionError):
        raw.close()
        raise
    return cast(Connection, raw)


def prepare_for_writing(connection: Connection) -> None:
    """Set what a writing connection needs; the first statement that reads, so a wrong key shows here.

    ``synchronous=EXTRA`` because the default was measured to lose acknowledged commits on a power cut.
    """
    connection.execute("PRAGMA secure_delete=ON")
    mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()
    if mode != ("wal",):
        raise AssertionError("the write-ahead log is not on")
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("PRAGMA wal_autocheckpoint=200")


def _raw_key_literal(key: bytearray) -> bytearray:
    """Return ``x'<64 digits>'``: SQLCipher's raw-key form, built without an immutable copy."""
    literal = bytearray(b"x'")
    for byte in key:
        literal += b"%02x" % byte
    literal += b"'"
    return literal


def _deny_attach(action: int, *_: Any) -> int:
    """Refuse ATTACH and DETACH: an attached database with an empty key would be written in clear."""
    denied = action in (sqlcipher.SQLITE_ATTACH, sqlcipher.SQLITE_DETACH)
    return int(sqlcipher.SQLITE_DENY if denied else sqlcipher.SQLITE_OK)


def primary_code(fault: Exception) -> int:
    """Return SQLite's primary result code of a fault, 0 when it has none."""
    return int(getattr(fault, "sqlite_errorcode", 0) or 0) & 0xFF


def is_full(fault: Exception) -> bool:
    """Tell whether the disk was full."""
    return primary_code(fault) == _FULL


def poisons(fault: Exception) -> bool:
    """Tell whether a connection must not be used after this fault (platform.md §4.5)."""
    return primary_code(fault) in {_IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB}


def translated(fault: Exception, folder: Path) -> UserError | None:
    """Return the message for a fault of the file or the disk; None for a bug, which must stay one."""
    code = primary_code(fault)
    if code == _FULL:
        return UserError("VAULT-DISK-FULL", folder=folder, free=files.free_mebibytes(folder))
    if code in {_CORRUPT, _NOTADB}:
        return UserError("VAULT-DAMAGED", folder=folder)
    if code in {_READONLY, _CANTOPEN}:
        return UserError("VAULT-FOLDER-READONLY", folder=folder)
    if code in {_BUSY, _LOCKED}:
        return UserError("VAULT-BUSY", folder=folder)
    if code == _IOERR:
        return UserError(
            "VAULT-IO", folder=folder, reason=getattr(fault, "sqlite_errorname", "SQLITE_IOERR")
        )
    return None
