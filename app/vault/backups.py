# SPDX-License-Identifier: MulanPSL-2.0
"""Backups: a whole vault folder, written beside, checked, and only then given its name.

A backup opens with the passphrase that held when it was made. Nothing is ever restored over a vault:
what was there is moved aside and named.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from app.kernel.clock import Clock
from app.kernel.digest import canonical_json
from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys
from app.kernel.progress import Progress
from app.vault import algorithms, chain, files, header, opening, verification
from app.vault import connection as link
from app.vault.connection import DatabaseError
from app.vault.database import Database
from app.vault.header import Anchor, VaultHeader
from app.vault.windows import WindowLock

MANIFEST = "backup.json"
_PREFIX = "backup-"
_PART = ".part"
_STAMP = "%Y%m%d-%H%M%S"
_PAGES_A_STEP = 1024
_NAME = re.compile(_PREFIX + r"([0-9a-f]{16})-(\d{8}-\d{6})(?:-\d+)?")

KEEP_LAST = 5
KEEP_DAYS = 14


@frozen
class BackupEntry:
    """One backup in a folder of backups."""

    folder: Path
    vault: str
    at: dt.datetime


COPIES_SUFFIX = "-自动备份"


def copies_of(folder: Path) -> Path:
    """Return where the rolling copies of a vault lie: beside it, on the same disk."""
    return folder.with_name(folder.name + COPIES_SUFFIX)


def newest_copy(folder: Path, vault_id: str) -> dt.datetime | None:
    """Return when the newest rolling copy of a vault was made, None when there is none."""
    found = list_backups(copies_of(folder), vault_id)
    return found[0].at if found else None


def back_up(
    database: Database, keys: VaultKeys, target: Path, progress: Progress, clock: Clock
) -> Path:
    """Write a backup into a folder of backups and return its own folder.

    Args:
        database: open; others may go on writing, the backup is one moment of it.
        keys: of the vault; the backup opens with the same.
        target: existing folder on this or another disk.
        progress: told page by page; stopping leaves nothing behind.
        clock: names the backup.

    Raises:
        UserError: VAULT-DISK-FULL, VAULT-FOLDER-READONLY, VAULT-IO for the target; VAULT-BACKUP-BAD when
            what was written does not pass its check; VAULT-DAMAGED for the source.
        Cancelled: the person stopped it.
    """
    known = header.read_verified(database.folder, keys)
    size = (database.folder / files.DATABASE).stat().st_size + files.log_bytes(database.folder)
    if target.is_dir() and shutil.disk_usage(target).free < size * 11 // 10 + files.BALLAST_BYTES:
        raise UserError("VAULT-DISK-FULL", folder=target, free=files.free_mebibytes(target))
    final = _free_name(target, known.id, clock)
    part = final.with_name(final.name + _PART)
    done = False
    try:
        with files.told(target):
            part.mkdir(mode=0o700)
            _copy_database(database, keys, part, progress)
            _finish(part, known, keys, clock, progress)
            part.replace(final)
            files.sync_folder(target)
        done = True
    except DatabaseError as fault:
        raise link.translated(fault, target) or fault from fault
    finally:
        if not done:
            shutil.rmtree(part, ignore_errors=True)
    return final


def _free_name(target: Path, vault_id: str, clock: Clock) -> Path:
    stem = f"{_PREFIX}{vault_id}-{clock.now().strftime(_STAMP)}"
    names = [stem, *(f"{stem}-{number}" for number in range(2, 100))]
    for name in names:
        if not (target / name).exists() and not (target / (name + _PART)).exists():
            return target / name
    raise UserError("VAULT-FOLDER-NOT-EMPTY", folder=target)


def _copy_database(database: Database, keys: VaultKeys, part: Path, progress: Progress) -> None:
    path = part / files.DATABASE
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    source = database.fresh(read_only=True)
    copy = link.connect(path, keys.content)

    def told(_status: int, remaining: int, total: int) -> None:
        progress.step(total - remaining, total, "backup")

    try:
        # A read transaction of its own holds one moment still while the window goes on writing.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=_PAGES_A_STEP, progress=told)
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        copy.close()
        source.close()
    files.sync_file(path)


def _finish(
    part: Path, known: VaultHeader, keys: VaultKeys, clock: Clock, progress: Progress
) -> None:
    """Anchor the copy, check it as a whole vault, and write what it is."""
    path = part / files.DATABASE
    copy = Database(part, keys.content, read_only=True)
    try:
        copy.open()
        last = copy.read(chain.head)
        anchored = evolve(known, anchor=Anchor(last.seq, last.hash, path.stat().st_size))
        report = verification.verify(copy, anchored, progress)
    finally:
        copy.close()
    if not report.ok:
        raise UserError("VAULT-BACKUP-BAD", reason=report.findings[0])
    _remove_logs(part)
    header.write(part, anchored, keys)
    manifest = {
        "vault": known.id,
        "at": clock.now().isoformat(),
        "gen": known.gen,
        "seq": last.seq,
        "head": last.hash,
        "database": _digest(path),
    }
    files.write_atomically(
        part / MANIFEST, canonical_json(manifest | {"mac": _code(manifest, keys)}) + b"\n"
    )


def _remove_logs(folder: Path) -> None:
    """Remove the empty log that a look at a copy leaves; one that holds something is a fault."""
    if files.log_bytes(folder):
        raise UserError("VAULT-BACKUP-BAD", reason=f"{files.DATABASE}-wal")
    for name in ("-wal", "-shm"):
        with contextlib.suppress(OSError):
            (folder / f"{files.DATABASE}{name}").unlink()


def _code(manifest: dict[str, Any], keys: VaultKeys) -> str:
    return algorithms.MACS[algorithms.HMAC_SHA256](
        keys.mac, b"vault-backup-1" + canonical_json(manifest)
    )


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def list_backups(target: Path, vault_id: str = "") -> list[BackupEntry]:
    """Return the finished backups in a folder, the newest first; of one vault when its id is given."""
    found = []
    for folder in target.iterdir() if target.is_dir() else ():
        match = _NAME.fullmatch(folder.name)
        if match and vault_id in ("", match.group(1)) and (folder / MANIFEST).is_file():
            found.append(BackupEntry(folder, match.group(1), _stamped(match.group(2))))
    return sorted(found, key=lambda entry: (entry.at, entry.folder.name), reverse=True)


def _stamped(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, _STAMP)  # noqa: DTZ007 - local wall clock, as everywhere


def prune_backups(
    target: Path, vault_id: str, *, last: int = KEEP_LAST, days: int = KEEP_DAYS
) -> list[Path]:
    """Remove backups of one vault that nobody needs: keep the last few, and the newest of each of the last days.

    Returns:
        The folders removed.
    """
    entries = list_backups(target, vault_id)
    kept = {entry.folder for entry in entries[:last]}
    by_day: dict[dt.date, Path] = {}
    for entry in entries:
        by_day.setdefault(entry.at.date(), entry.folder)
    kept |= {by_day[day] for day in sorted(by_day, reverse=True)[:days]}
    gone = [entry.folder for entry in entries if entry.folder not in kept]
    gone += target.glob(f"{_PREFIX}{vault_id}-*{_PART}")  # cut off before it got its name
    for folder in gone:
        shutil.rmtree(folder, ignore_errors=True)
    return gone


def restore(
    backup: Path, folder: Path, keys: VaultKeys, *, clock: Clock, progress: Progress
) -> Path | None:
    """Put a backup in a vault's place.

    Args:
        backup: the backup's own folder, unlocked like any vault.
        folder: where the vault shall lie; what is there is moved aside.
        keys: of the backup.
        clock: names what is moved aside.
        progress: told between steps; may stop before anything is moved.

    Returns:
        Where the former vault lies now, None when there was none.

    Raises:
        UserError: VAULT-NOT-BACKUP, VAULT-BACKUP-BAD, VAULT-IN-USE (close it first), VAULT-DISK-FULL,
            VAULT-FOLDER-READONLY. The former vault is untouched.
        Cancelled: the person stopped it.
    """
    _check_manifest(backup, keys)
    if folder.is_dir():
        WindowLock.take(folder, clock.now().isoformat()).release()
    progress.step(0, 3, "restore")
    part = folder.with_name(folder.name + _PART)
    done = False
    try:
        with files.told(folder.parent):
            # What a restore that was cut off left: a copy without a name, never anybody's vault.
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(mode=0o700, parents=True)
            for name in (files.HEADER, files.HEADER_COPY, files.DATABASE):
                shutil.copyfile(backup / name, part / name)
                (part / name).chmod(0o600)
                files.sync_file(part / name)
            files.make_ballast(part)
            progress.step(1, 3, "restore")
            opening.open_database(part, keys, read_only=True).database.close()
            _remove_logs(part)
            progress.step(2, 3, "restore")
            aside = _moved_aside(folder, clock)
            part.replace(folder)
            files.sync_folder(folder.parent)
        done = True
    finally:
        if not done:
            shutil.rmtree(part, ignore_errors=True)
    return aside


def _moved_aside(folder: Path, clock: Clock) -> Path | None:
    if not folder.exists():
        return None
    stem = f"{folder.name}.before-{clock.now().strftime(_STAMP)}"
    names = [stem, *(f"{stem}-{number}" for number in range(2, 100))]
    aside = next(folder.with_name(name) for name in names if not folder.with_name(name).exists())
    folder.replace(aside)
    return aside


def _check_manifest(backup: Path, keys: VaultKeys) -> None:
    try:
        manifest: Any = json.loads((backup / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        raise UserError("VAULT-NOT-BACKUP", folder=backup) from None
    code = manifest.pop("mac", "") if isinstance(manifest, dict) else ""
    if not isinstance(code, str) or not code or not algorithms.same(_code(manifest, keys), code):
        raise UserError("VAULT-BACKUP-BAD", reason=MANIFEST)
    with files.told(backup):
        if _digest(backup / files.DATABASE) != manifest.get("database"):
            raise UserError("VAULT-BACKUP-BAD", reason=files.DATABASE)
