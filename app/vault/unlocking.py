# SPDX-License-Identifier: MulanPSL-2.0
"""From a secret to the vault's keys, and changing the secrets. Knows the header, never the database."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys, wipe
from app.vault import attempts, files, header, slots
from app.vault.algorithms import WrongKey
from app.vault.header import StoredHeader, VaultHeader
from app.vault.passphrases import check_passphrase, new_recovery_groups, recovery_secret
from app.vault.slots import Kdf


def unlock(folder: Path, passphrase: bytearray) -> VaultKeys:
    """Return the keys that a passphrase opens. Takes one key derivation, right or wrong.

    Args:
        folder: the vault's folder.
        passphrase: UTF-8; stays the caller's to wipe.

    Raises:
        UserError: M42 (wrong), M42-WAIT (asked too soon, with the seconds left), or what is wrong with the
            header (header.read_copies, VAULT-HEADER-ALTERED).
    """
    return _unlock(folder, slots.OWNER, passphrase, wrong="M42")


def unlock_with_recovery(folder: Path, groups: list[str]) -> VaultKeys:
    """Return the keys that the recovery digits open.

    Raises:
        UserError: VAULT-RECOVERY-COUNT, VAULT-RECOVERY-GROUP, VAULT-RECOVERY-WRONG, or as unlock.
    """
    secret = recovery_secret(groups)
    try:
        return _unlock(folder, slots.RECOVERY, secret, wrong="VAULT-RECOVERY-WRONG")
    finally:
        wipe(secret)


def seconds_to_wait(folder: Path) -> int:
    """Return how long the next attempt has to wait after wrong ones; 0 for now."""
    return attempts.read(folder).wait(attempts.running_time())


def _unlock(folder: Path, kind: str, secret: bytearray, *, wrong: str) -> VaultKeys:
    copies = header.read_copies(folder)
    left = seconds_to_wait(folder)
    if left:
        raise UserError("M42-WAIT", seconds=left, count=attempts.read(folder).failures)
    keys, altered = _try_copies(copies, kind, secret)
    if keys is None and altered:
        raise UserError("VAULT-HEADER-ALTERED", folder=folder)
    if keys is None:
        failures = attempts.failed(folder).failures
        raise UserError(wrong, count=failures, seconds=attempts.wait_after(failures))
    attempts.succeeded(folder, repaired=_repaired(folder, keys))
    return keys


def _try_copies(
    copies: list[StoredHeader], kind: str, secret: bytearray
) -> tuple[VaultKeys | None, bool]:
    """Return the keys of the newest copy that holds, and whether a copy opened but did not hold."""
    opened: dict[tuple[str, slots.Slot], VaultKeys | None] = {}
    for copy in sorted(copies, key=lambda stored: -stored.header.gen):
        for slot in copy.header.slots:
            place = (copy.header.id, slot)
            if slot.kind != kind:
                continue
            if (
                place not in opened
            ):  # both copies mostly hold the same slot: one derivation for both
                opened[place] = _opened(slot, secret, copy.header.id)
            keys = opened[place]
            if keys is not None and copy.holds(keys):
                return keys, False
    return None, any(keys is not None for keys in opened.values())


def _opened(slot: slots.Slot, secret: bytearray, vault_id: str) -> VaultKeys | None:
    try:
        return slot.open(secret, vault_id)
    except WrongKey:
        return None


def _repaired(folder: Path, keys: VaultKeys) -> bool:
    """Put both copies right from the good one where they differ; a folder that refuses stays as it is."""
    if not header.needs_repair(folder, keys):
        return False
    try:
        header.write(folder, header.read_verified(folder, keys), keys)
    except OSError:
        return False
    return True


def change_passphrase(
    folder: Path, old: bytearray, new: bytearray, *, kdf: Kdf | None = None
) -> None:
    """Give the owner's slot a new passphrase; the database is not touched.

    Someone who kept an old copy of the header and knows the old passphrase still has the keys.

    Raises:
        UserError: as unlock for the old one, as check_passphrase for the new one, VAULT-DISK-FULL,
            VAULT-FOLDER-READONLY: the old passphrase still holds.
    """
    keys = unlock(folder, old)
    try:
        set_passphrase(folder, keys, new, kdf=kdf)
    finally:
        keys.wipe()


def set_passphrase(
    folder: Path, keys: VaultKeys, new: bytearray, *, kdf: Kdf | None = None
) -> None:
    """Give the owner's slot a passphrase with keys in hand (after recovery digits).

    Args:
        folder: the vault's folder.
        keys: of this vault.
        new: UTF-8; stays the caller's to wipe.
        kdf: the cost; the slot's own when not given.
    """
    current = header.read_verified(folder, keys)
    if not current.practice:
        check_passphrase(new)
    cost = kdf or next(slot.kdf for slot in current.slots if slot.kind == slots.OWNER)
    _replace_slot(folder, keys, slots.make_slot(slots.OWNER, new, keys, current.id, cost))


def renew_recovery(folder: Path, keys: VaultKeys) -> list[str]:
    """Replace the recovery digits; the old sheet opens nothing any more. Returns the 8 groups to print."""
    groups = new_recovery_groups()
    secret = recovery_secret(groups)
    try:
        vault_id = header.read_verified(folder, keys).id
        _replace_slot(
            folder, keys, slots.make_slot(slots.RECOVERY, secret, keys, vault_id, Kdf.light())
        )
    finally:
        wipe(secret)
    return groups


def _replace_slot(folder: Path, keys: VaultKeys, slot: slots.Slot) -> None:
    def edit(current: VaultHeader) -> VaultHeader:
        kept = tuple(other for other in current.slots if other.kind != slot.kind)
        return evolve(current, slots=(slot, *kept))

    with files.told(folder):
        header.update(folder, keys, edit)
