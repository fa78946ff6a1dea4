# SPDX-License-Identifier: MulanPSL-2.0
"""The one writer: a connection, a lock, and what to do when a write fails.

Three rules, each from a measured failure (security.md §7): a failed COMMIT has an unknown outcome, so the
file is opened again and the operation's number looked up; a connection that met a bad page or a failed
call is never used again; on a full disk the ballast is given up once, so that the last words still fit.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from app.kernel.errors import UserError
from app.kernel.ids import new_id
from app.kernel.keys import wipe
from app.vault import connection as link
from app.vault import files
from app.vault.connection import Connection, DatabaseError

Outcome = TypeVar("Outcome")
OPERATION = "operation"


class Database:
    """An open vault database; every method may be called from any thread.

    Attributes:
        folder: the vault's folder.
        read_only: nothing is ever written.
        ballast_spent: the disk was full and the reserve was used; the person should make room.
    """

    def __init__(
        self, folder: Path, key: bytearray, *, read_only: bool, immutable: bool = False
    ) -> None:
        self.folder = folder
        self.read_only = read_only
        self.ballast_spent = False
        self._key = bytearray(key)
        self._immutable = immutable
        self._lock = threading.RLock()
        self._connection: Connection | None = None

    def open(self) -> None:
        """Open the connection; raises DatabaseError as SQLite says it."""
        with self._lock:
            self._connection = self.fresh(read_only=self.read_only)

    def fresh(self, *, read_only: bool) -> Connection:
        """Return a further connection to the same file, for long reads and checks; the caller closes it."""
        mode = "ro" if read_only else "rw"
        connection = link.connect(
            self.folder / files.DATABASE, self._key, mode=mode, immutable=self._immutable
        )
        try:
            if not read_only:
                link.prepare_for_writing(connection)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except (DatabaseError, AssertionError):
            connection.close()
            raise
        return connection

    def close(self) -> None:
        """Close the connection and wipe the key; asking again changes nothing."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            wipe(self._key)

    def read(self, work: Callable[[Connection], Outcome]) -> Outcome:
        """Return what some reading gives.

        Raises:
            UserError: VAULT-DAMAGED and its kin; the connection is renewed, so that other reads go on.
        """
        with self._lock:
            try:
                return work(self._open_connection())
            except DatabaseError as fault:
                raise self._told(fault) from fault

    def write(self, work: Callable[[Connection], Outcome], *, reserve: bool = True) -> Outcome:
        """Run some writing in one transaction; durable when this returns, undone when it raises.

        Args:
            work: may run twice (full disk), so it must change nothing but the database.
            reserve: may use up the ballast; large things must not.

        Raises:
            UserError: VAULT-READ-ONLY, VAULT-DISK-FULL, VAULT-IO …; nothing of the work was kept.
                VAULT-OUTCOME-UNKNOWN when not even that can be told.
        """
        with self._lock:
            if self.read_only:
                raise UserError("VAULT-READ-ONLY", folder=self.folder)
            try:
                return self._transaction(work)
            except DatabaseError as fault:
                if not (reserve and link.is_full(fault) and files.release_ballast(self.folder)):
                    raise self._told(fault) from fault
            self.ballast_spent = True
            try:
                return self._transaction(work)
            except DatabaseError as fault:
                raise self._told(fault) from fault

    def _transaction(self, work: Callable[[Connection], Outcome]) -> Outcome:
        operation = new_id()
        connection = self._open_connection()
        settled = False
        try:
            connection.execute("BEGIN IMMEDIATE")
            outcome = work(connection)
            connection.execute("UPDATE meta SET value = ? WHERE key = ?", (operation, OPERATION))
            settled = True  # from here on only the file knows
            try:
                connection.execute("COMMIT")
            except DatabaseError:
                if not self._happened(operation):
                    raise
            return outcome
        except DatabaseError as fault:
            if link.poisons(fault):
                self._drop()
            raise
        finally:
            if not settled:
                self._roll_back()

    def _happened(self, operation: str) -> bool:
        """Tell whether a transaction whose COMMIT failed is in the file after all."""
        self._drop()
        try:
            row = (
                self._open_connection()
                .execute("SELECT value FROM meta WHERE key = ?", (OPERATION,))
                .fetchone()
            )
        except DatabaseError as fault:
            self._drop()
            raise UserError("VAULT-OUTCOME-UNKNOWN", folder=self.folder) from fault
        return bool(row == (operation,))

    def has_log(self) -> bool:
        """Tell whether a part of the content still lies in the write-ahead log."""
        return files.log_bytes(self.folder) > 0

    @contextlib.contextmanager
    def undisturbed(self) -> Iterator[None]:
        """Hold every other reader and writer of this object back for a moment."""
        with self._lock:
            yield

    def settle(self) -> None:
        """Bring the write-ahead log into the file, which then stands alone."""
        with self._lock:
            self._open_connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _roll_back(self) -> None:
        if self._connection is None:
            return
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except DatabaseError:
            self._drop()

    def _open_connection(self) -> Connection:
        if self._connection is None:
            if not any(self._key):
                raise UserError("VAULT-CLOSED", folder=self.folder)
            self.open()
        if self._connection is None:
            raise AssertionError("open() left no connection")
        return self._connection

    def _drop(self) -> None:
        """Give the connection up; the next use opens a new one."""
        if self._connection is not None:
            with contextlib.suppress(DatabaseError):
                self._connection.close()
            self._connection = None

    def _told(self, fault: Exception) -> Exception:
        """Return the message for a fault, or the fault itself when it is a bug."""
        if link.poisons(fault):
            self._drop()
        return link.translated(fault, self.folder) or fault
