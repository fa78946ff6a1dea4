# SPDX-License-Identifier: MulanPSL-2.0
"""Keeps what the process holds inside the process (security.md §1.5, §8).

Run right after the network ban and before Qt is loaded: no core dumps, no reading of the memory by
other processes of the same user, temporary files in a private folder in memory, and an honest word on
swap. Nothing here protects against the machine's administrator.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from attrs import frozen

from app.kernel.mounts import in_memory

_PR_SET_DUMPABLE = 4
_PREFIX = "zhijuan-"
_SWAPS = Path("/proc/swaps")
_BLOCK = Path("/sys/class/block")


class Swap(StrEnum):
    """What stands behind the memory when it runs short."""

    NONE = "none"
    ENCRYPTED = "encrypted"
    PLAIN = "plain"
    UNKNOWN = "unknown"


@frozen
class Hardening:
    """What stands.

    Attributes:
        core_dumps_off: no core file is written.
        memory_closed: other processes of the same user cannot read the memory or attach.
        temporary: the private folder that TMPDIR names.
        temporary_in_memory: that folder lies on tmpfs, so nothing reaches a disk through it.
        swap: whether pages can reach a disk in clear.
    """

    core_dumps_off: bool
    memory_closed: bool
    temporary: Path
    temporary_in_memory: bool
    swap: Swap


def harden() -> Hardening:
    """Close the process and move its temporary files; asking again gives the same state."""
    core, closed = _no_core_dumps(), _not_dumpable()
    folder = _private_temporary_folder()
    return Hardening(core, closed, folder, in_memory(folder), swap_state())


def _no_core_dumps() -> bool:
    if sys.platform == "win32":
        return False
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return True


def _not_dumpable() -> bool:
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)


def _private_temporary_folder() -> Path:
    """Return this process's folder, made and set as TMPDIR on the first call.

    The name holds the process id, which ``execv`` keeps: the next stage finds and empties the folder of
    the stage before it, and folders of processes that died are swept.
    """
    current = Path(tempfile.gettempdir())
    if current.name.startswith(f"{_PREFIX}{os.getpid()}-") and _is_ours(current):
        empty_temporary_folder(current)
        _remove_at_exit(current)  # said again, because a replaced process forgot what it had to do
        return current
    parent = next((place for place in _candidates() if _usable(place)), current)
    sweep(parent)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=parent))
    for name in ("TMPDIR", "TEMP", "TMP"):
        os.environ[name] = str(folder)
    tempfile.tempdir = str(folder)
    _remove_at_exit(folder)
    return folder


def _remove_at_exit(folder: Path) -> None:
    atexit.unregister(shutil.rmtree)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)


def _candidates() -> list[Path]:
    named = [os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm"]  # noqa: S108 - tmpfs is what is wanted; mkdtemp makes it private
    return [Path(name) for name in named if name]


def _usable(place: Path) -> bool:
    return place.is_dir() and in_memory(place) and os.access(place, os.W_OK | os.X_OK)


def _is_ours(folder: Path) -> bool:
    try:
        state = folder.lstat()
    except OSError:
        return False
    return sys.platform == "win32" or (
        state.st_uid == os.getuid() and state.st_mode & 0o777 == 0o700
    )


def empty_temporary_folder(folder: Path | None = None) -> None:
    """Remove everything in the private folder; called before the process is replaced."""
    place = Path(tempfile.gettempdir()) if folder is None else folder
    if not place.name.startswith(_PREFIX):
        return
    for entry in place.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                entry.unlink()


def sweep(parent: Path) -> None:
    """Remove private folders whose process no longer lives (a crash, a power cut)."""
    for entry in parent.glob(f"{_PREFIX}*"):
        match = re.fullmatch(_PREFIX + r"(\d+)-\w+", entry.name)
        if match and _is_ours(entry) and not _lives(int(match.group(1))):
            shutil.rmtree(entry, ignore_errors=True)


def _lives(process: int) -> bool:
    if sys.platform == "win32":
        return True  # a pid cannot be asked for without risk there; the folder is left alone
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def swap_state(lines: Iterable[str] | None = None, block: Path = _BLOCK) -> Swap:
    """Return whether memory pages can reach a disk in clear.

    Args:
        lines: of /proc/swaps; read from the system when not given.
        block: the folder of block devices, for the encryption mark of a device.
    """
    if lines is None:
        try:
            lines = _SWAPS.read_text(encoding="utf-8").splitlines()
        except OSError:
            return Swap.UNKNOWN
    devices = [line.split()[0] for line in list(lines)[1:] if line.strip()]
    if not devices:
        return Swap.NONE
    return (
        Swap.ENCRYPTED if all(_never_in_clear(device, block) for device in devices) else Swap.PLAIN
    )


def _never_in_clear(device: str, block: Path) -> bool:
    name = Path(os.path.realpath(device)).name
    if name.startswith("zram"):
        return True
    try:
        return (block / name / "dm" / "uuid").read_text(encoding="utf-8").startswith("CRYPT-")
    except OSError:
        return False
