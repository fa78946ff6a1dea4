# SPDX-License-Identifier: MulanPSL-2.0
"""What kind of file system a path lies on; only Linux can be asked."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
NETWORK_KINDS = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "afs", "ceph", "fuse.sshfs", "davfs", "ncpfs"}
)
MEMORY_KINDS = frozenset({"tmpfs", "ramfs"})


def kind_of(path: Path, mounts: Iterable[str] | None = None) -> str | None:
    """Return the file-system kind (``ext4``, ``tmpfs`` …) of a path, or None when it cannot be told.

    Args:
        path: need not exist yet.
        mounts: lines of /proc/self/mounts; read from the system when not given.
    """
    lines = _read_mounts() if mounts is None else list(mounts)
    real = os.path.realpath(path)
    best, kind = -1, None
    for line in lines:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = _unescaped(parts[1])
        inside = real == point or real.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= best:
            best, kind = len(point), parts[2]
    return kind


def on_network(path: Path) -> bool:
    """Tell whether a path lies on a network file system, where locks and fsync cannot be trusted."""
    return kind_of(path) in NETWORK_KINDS


def in_memory(path: Path) -> bool:
    """Tell whether a path lies on a file system that never reaches a disk (but may reach swap)."""
    return kind_of(path) in MEMORY_KINDS


def _read_mounts() -> list[str]:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []


def _unescaped(point: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, character)
    return point
