# SPDX-License-Identifier: MulanPSL-2.0
"""The files of a vault's folder, and writing them so that a power cut leaves the old or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from app.kernel.errors import UserError

HEADER = "vault.hdr"
HEADER_COPY = "vault.hdr.bak"
DATABASE = "vault.db"
BALLAST = "vault.ballast"
LOCK = "vault.lock"
UNLOCKING = "vault.unlock"
BALLAST_BYTES = 1 << 20

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextlib.contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a message that names the folder.

    Raises:
        UserError: VAULT-DISK-FULL, VAULT-FOLDER-READONLY or VAULT-IO.
    """
    try:
        yield
    except OSError as fault:
        raise translated(fault, folder) from fault


def translated(fault: OSError, folder: Path) -> UserError:
    """Return the message for one refusal of the operating system."""
    if fault.errno in _FULL:
        return UserError("VAULT-DISK-FULL", folder=folder, free=free_mebibytes(folder))
    if fault.errno in _REFUSED:
        return UserError("VAULT-FOLDER-READONLY", folder=folder)
    return UserError("VAULT-IO", folder=folder, reason=errno.errorcode.get(fault.errno or 0, "EIO"))


def free_mebibytes(folder: Path) -> int:
    """Return the free space of the disk a folder lies on, in MiB; 0 when it cannot be told."""
    for place in (folder, *folder.parents):
        with contextlib.suppress(OSError):
            return shutil.disk_usage(place).free >> 20
    return 0


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file by new content: temporary file, fsync, rename, fsync of the folder.

    Raises:
        OSError: nothing was replaced and the temporary file is gone.
    """
    temporary = path.with_name(path.name + ".tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb", buffering=0) as stream:
            view = memoryview(data)
            while view:
                view = view[stream.write(view) :]
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable; Windows does that with the rename itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make a file's content durable."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def log_bytes(folder: Path) -> int:
    """Return the size of the database's write-ahead log; 0 at rest."""
    try:
        return (folder / f"{DATABASE}-wal").stat().st_size
    except OSError:
        return 0


def make_ballast(folder: Path) -> None:
    """Keep 1 MiB that can be given up on a full disk, so that the last words still fit (security.md §1.4).

    Raises:
        OSError: there is no room even for this.
    """
    ballast = folder / BALLAST
    if not ballast.exists():
        write_atomically(
            ballast, os.urandom(BALLAST_BYTES)
        )  # random, so that no file system packs it away


def release_ballast(folder: Path) -> bool:
    """Give the ballast up; return whether there was one."""
    try:
        (folder / BALLAST).unlink()
    except OSError:
        return False
    return True
