# SPDX-License-Identifier: MulanPSL-2.0
"""A vault's time between opening and closing: window lock, first and last event, anchor, keys."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from attrs import evolve

from app.kernel.clock import Clock
from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys
from app.model.operations import Event
from app.vault import attempts, chain, files, header, opening, settings
from app.vault.chain import Link
from app.vault.connection import Connection, DatabaseError
from app.vault.findings import VaultFinding
from app.vault.header import Anchor, VaultHeader
from app.vault.opening import Opened
from app.vault.windows import WindowLock

_HEADER_GEN = "header_gen"
_Detail = dict[str, str | int | bool]


class OpenVault:
    """What an open vault is, before it is asked for anything.

    Attributes:
        folder: where it lies.
        read_only: nothing can be kept; another window may be writing.
        findings: what was not as it should be at opening.
        failed_attempts: wrong passphrases since the vault was open before.
        last_used: ISO local time of the last event before this opening ("" for a new vault).
    """

    def __init__(
        self, opened: Opened, keys: VaultKeys, clock: Clock, lock: WindowLock | None
    ) -> None:
        self.folder = opened.database.folder
        self.read_only = opened.database.read_only
        self.findings = opened.findings
        self.failed_attempts = 0
        self.last_used = ""
        self._header = opened.header
        self._database = opened.database
        self._keys = keys.copy()
        self._clock = clock
        self._lock = lock
        self._closed = False

    @classmethod
    def open(
        cls,
        folder: Path,
        keys: VaultKeys,
        *,
        clock: Clock,
        read_only: bool = False,
        accept_chain: bool = False,
    ) -> Self:
        """Open a vault.

        Args:
            folder: the vault's folder.
            keys: stay the caller's to wipe.
            clock: stamps events.
            read_only: works beside a writing window, in a read-only folder and on a damaged vault,
                as far as it can be read.
            accept_chain: open for writing although the event chain does not fit (VAULT-OLDER,
                VAULT-CHAIN, VAULT-OTHER-CHAIN); a person decided it and it goes on record.

        Raises:
            UserError: VAULT-IN-USE (open read-only instead), and what opening.open_database raises.
        """
        header.read_copies(folder)  # before a lock file is left in a folder that is no vault
        lock = None if read_only else WindowLock.take(folder, clock.now().isoformat())
        vault: Self | None = None
        begun = False
        try:
            opened = opening.open_database(folder, keys, read_only=read_only, tolerate=accept_chain)
            vault = cls(opened, keys, clock, lock)
            vault._begin(opened)
            begun = True
            return vault
        finally:
            if not begun and vault is not None:
                vault._abandon()
            elif not begun and lock is not None:
                lock.release()

    def _begin(self, opened: Opened) -> None:
        self.last_used = self._database.read(settings.last_event_at)
        if self.read_only:
            return
        seen = int(self._database.read(lambda c: settings.meta(c, _HEADER_GEN)) or 0)
        if self._header.gen < seen:
            # Reported, not refused: the keys and the code hold. An old slot may be back with it.
            self.findings = (*self.findings, VaultFinding("VAULT-HEADER-OLDER"))
        before = attempts.read(self.folder)
        self.failed_attempts = before.to_report
        detail = self._opening_detail(opened, before)

        def work(connection: Connection) -> None:
            self._append(connection, "open", detail)
            settings.set_meta(connection, _HEADER_GEN, str(max(seen, self._header.gen)))

        self._database.write(work)
        attempts.settled(self.folder)
        with contextlib.suppress(OSError):  # no room for the reserve: work goes on without one
            files.make_ballast(self.folder)

    def _opening_detail(self, opened: Opened, before: attempts.Attempts) -> _Detail:
        detail: _Detail = {"gen": self._header.gen}
        if before.to_report:
            detail["failures"] = before.to_report
        if before.repaired:
            detail["repaired"] = True
        if opened.unclean:
            detail["unclean"] = True
        if self.findings:
            detail["found"] = " ".join(finding.code for finding in self.findings)
        return detail

    def _append(self, connection: Connection, kind: str, detail: _Detail) -> Link:
        event = Event(kind, self._header.id, "", self._clock.now().isoformat(), detail)
        return chain.append(connection, event, {}, self._header.chain)

    def _write(self, work: Callable[[Connection], object]) -> None:
        self._database.write(work)

    def close(self) -> None:
        """Close: the log goes into the file, the header takes the chain's head, keys are wiped.

        Asking again changes nothing. A disk that refuses now loses nothing that was kept before.
        """
        if self._closed:
            return
        self._closed = True
        try:
            if not self.read_only:
                with contextlib.suppress(UserError, DatabaseError, OSError):
                    self._settle()
        finally:
            self._abandon()

    def _settle(self) -> None:
        last = self._database.write(lambda connection: self._append(connection, "close", {}))
        self._database.read(lambda c: c.execute("PRAGMA incremental_vacuum").fetchall())
        self._database.settle()
        self._database.close()
        size = (self.folder / files.DATABASE).stat().st_size
        anchor = Anchor(last.seq, last.hash, size)
        header.update(self.folder, self._keys, lambda current: evolve(current, anchor=anchor))

    def _abandon(self) -> None:
        self._closed = True
        with contextlib.suppress(DatabaseError):
            self._database.close()
        self._keys.wipe()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def header(self) -> VaultHeader:
        """Return alias, marking, practice and id."""
        return self._header

    @property
    def low_on_space(self) -> bool:
        """Tell whether the reserve had to be used: the person must make room now."""
        return self._database.ballast_spent
