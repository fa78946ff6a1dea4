# SPDX-License-Identifier: MulanPSL-2.0
"""Making a new vault: keys, header in two copies, encrypted database, ballast, first event."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from attrs import evolve, frozen

from app.kernel.clock import Clock
from app.kernel.errors import UserError
from app.kernel.ids import new_id
from app.kernel.keys import KEY_BYTES, VaultKeys, wipe
from app.kernel.mounts import on_network
from app.kernel.text import clean_line
from app.model.operations import Event
from app.vault import chain, files, header, schema, slots
from app.vault import connection as link
from app.vault.connection import DatabaseError
from app.vault.database import OPERATION
from app.vault.header import Anchor, VaultHeader
from app.vault.passphrases import check_passphrase, new_recovery_groups, recovery_secret
from app.vault.slots import Kdf

ALIAS_CHARACTERS = 40


@frozen
class Created:
    """A new vault.

    Attributes:
        keys: open it; the caller's to wipe.
        recovery: 8 groups of 5 digits to write down; shown once, kept nowhere.
    """

    keys: VaultKeys
    recovery: list[str]


def create_vault(
    folder: Path,
    *,
    alias: str,
    marking: str,
    passphrase: bytearray,
    kdf: Kdf | None = None,
    practice: bool = False,
    clock: Clock,
) -> Created:
    """Make a vault in a folder that is empty or not there yet.

    Args:
        folder: must not lie on a network drive.
        alias: name on the card, 1 to 40 characters; in clear.
        marking: the unit's marking, "" for none; in clear.
        passphrase: UTF-8; stays the caller's to wipe. Any will do for a practice vault.
        kdf: cost of the owner's slot; Kdf.standard() when not given.
        practice: fictional content, every page says so.
        clock: for the first event.

    Raises:
        UserError: VAULT-ALIAS, VAULT-PASSPHRASE-…, VAULT-FOLDER-NOT-EMPTY, VAULT-NETWORK-DISK,
            VAULT-FOLDER-READONLY, VAULT-DISK-FULL, VAULT-IO. Nothing is left behind.
    """
    named = (clean_line(alias), clean_line(marking))
    if not named[0] or max(map(len, named)) > ALIAS_CHARACTERS:
        raise UserError("VAULT-ALIAS", limit=ALIAS_CHARACTERS)
    if not practice:
        check_passphrase(passphrase)
    keys = VaultKeys(bytearray(os.urandom(KEY_BYTES)), bytearray(os.urandom(KEY_BYTES)))
    recovery = new_recovery_groups()
    vault_id = new_id()
    both = _slots(keys, vault_id, passphrase, recovery, kdf or Kdf.standard())
    bare = VaultHeader(vault_id, named[0], named[1], practice, clock.now().isoformat(), both)
    with _made(folder):
        anchor = _make_database(folder, keys, bare)
        header.write(folder, evolve(bare, anchor=anchor), keys)
        files.make_ballast(folder)
    return Created(keys, recovery)


def _slots(
    keys: VaultKeys, vault_id: str, passphrase: bytearray, recovery: list[str], kdf: Kdf
) -> tuple[slots.Slot, ...]:
    secret = recovery_secret(recovery)
    try:
        return (
            slots.make_slot(slots.OWNER, passphrase, keys, vault_id, kdf),
            slots.make_slot(slots.RECOVERY, secret, keys, vault_id, Kdf.light()),
        )
    finally:
        wipe(secret)


@contextlib.contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make the folder for the time of the work; take away what was made when the work fails."""
    if on_network(folder):
        raise UserError("VAULT-NETWORK-DISK", folder=folder)
    with files.told(folder):
        existed = folder.exists()
        if existed and (not folder.is_dir() or any(folder.iterdir())):
            raise UserError("VAULT-FOLDER-NOT-EMPTY", folder=folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    done = False
    try:
        with files.told(folder):
            yield
        done = True
    except DatabaseError as fault:
        raise link.translated(fault, folder) or fault from fault
    finally:
        if not done:
            _remove(folder, keep_folder=existed)


def _remove(folder: Path, *, keep_folder: bool) -> None:
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            path.unlink()
        if not keep_folder:
            folder.rmdir()


def _make_database(folder: Path, keys: VaultKeys, bare: VaultHeader) -> Anchor:
    path = folder / files.DATABASE
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    connection = link.connect(path, keys.content)
    try:
        schema.initialise(connection)
        connection.execute("BEGIN IMMEDIATE")
        for key, value in ((OPERATION, ""), ("vault", bare.id), ("header_gen", "0")):
            connection.execute("INSERT INTO meta (key, value) VALUES (?, ?)", (key, value))
        event = Event("create", bare.id, "", bare.created, {"practice": bare.practice})
        last = chain.append(connection, event, {}, bare.chain)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
    files.sync_file(path)
    return Anchor(last.seq, last.hash, path.stat().st_size)
