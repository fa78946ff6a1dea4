# SPDX-License-Identifier: MulanPSL-2.0
"""One writing window a vault: a lock of the operating system, freed by it even when the program dies."""

from __future__ import annotations

import getpass
import json
import os
import sys
from pathlib import Path
from typing import Any

from app.kernel.digest import canonical_json
from app.kernel.errors import UserError
from app.vault import files

_MAX_BYTES = 4096
# Locked on Windows, far behind the content, so that the other window can still read who holds it.
_LOCK_OFFSET = 1 << 20


class WindowLock:
    """Held by the window that writes; ``release`` or the end of the process frees it."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, folder: Path, since: str) -> WindowLock:
        """Return the lock.

        Args:
            folder: the vault's folder.
            since: ISO local time, shown to whoever comes second.

        Raises:
            UserError: VAULT-IN-USE with who and since when; VAULT-FOLDER-READONLY, VAULT-IO.
        """
        with files.told(folder):
            descriptor = os.open(folder / files.LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        if not _try_lock(descriptor):
            holder = _holder(descriptor)
            os.close(descriptor)
            raise UserError(
                "VAULT-IN-USE", folder=folder, who=holder.get("who", "？"), since=_readable(holder)
            )
        lock = cls(descriptor)
        lock._write({"who": _who(), "since": since})
        return lock

    def _write(self, holder: dict[str, str]) -> None:
        if self._descriptor is None:
            return
        try:
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, canonical_json(holder))
        except OSError:
            return  # on a full disk the lock still holds, only the name is missing

    def release(self) -> None:
        """Free the lock; asking again changes nothing."""
        if self._descriptor is not None:
            self._write({})
            os.close(self._descriptor)
            self._descriptor = None


def _who() -> str:
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):
        user = "?"
    return f"{user}（{os.getpid()}）"


def _readable(holder: dict[str, str]) -> str:
    return holder.get("since", "").replace("T", " ")[:16] or "？"


def _holder(descriptor: int) -> dict[str, str]:
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        value: Any = json.loads(os.read(descriptor, _MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(k): str(v)[:80] for k, v in value.items()} if isinstance(value, dict) else {}


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _LOCK_OFFSET, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
