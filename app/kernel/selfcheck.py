# SPDX-License-Identifier: MulanPSL-2.0
"""What the program can say of itself: the digest of its own files, and that it has no way to a network."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from app.kernel import nonet
from app.kernel.locations import program_root
from app.kernel.progress import Progress

_PARTS = ("main.py", "app", "ui", "resources")
_SKIPPED = frozenset({"__pycache__"})
_TABLES = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")


@frozen
class NetCheck:
    """The outcome of a look just now.

    Attributes:
        closed_by_kernel: the system itself refuses network calls of this process.
        sockets: network sockets this process holds; None where the system does not tell.
    """

    closed_by_kernel: bool
    sockets: int | None

    @property
    def words(self) -> str:
        """Return the outcome in one sentence."""
        how = (
            "系统内核拒绝本程序的一切联网调用" if self.closed_by_kernel else "程序自己不含联网功能"
        )
        if self.sockets is None:
            return f"{how}；这个系统上看不到打开了几个网络连接。"
        return f"{how}；现在打开的网络连接：{self.sockets} 个。"


def net_check() -> NetCheck:
    """Look now: the ban that stands, and the network sockets this process holds."""
    return NetCheck(nonet.install().level is nonet.NetLevel.KERNEL, _network_sockets())


def _network_sockets() -> int | None:
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        return None
    mine = set()
    for entry in folder.iterdir():
        try:
            target = str(entry.readlink())
        except OSError:
            continue  # the handle of this very listing is gone again
        if target.startswith("socket:["):
            mine.add(target[8:-1])
    return len(mine & _network_inodes())


def _network_inodes() -> set[str]:
    found: set[str] = set()
    for name in _TABLES:
        try:
            lines = Path("/proc/self/net", name).read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        found.update(fields[9] for line in lines if len(fields := line.split()) > 9)
    return found


def program_digest(progress: Progress) -> str:
    """Return the SHA-256 over all files of the program, names and contents in order, as 64 hex digits.

    Raises:
        Cancelled: the person stopped it.
    """
    total, root = hashlib.sha256(), program_root()
    files = [Path(sys.executable)] if getattr(sys, "frozen", False) else []
    files += sorted(_files(root))
    for number, path in enumerate(files):
        progress.step(number, len(files), "self")
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        with path.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
        total.update(f"{name}\0{content}\n".encode())
    return total.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for part in _PARTS:
        place = root / part
        if place.is_file():
            yield place
        for path in place.rglob("*") if place.is_dir() else ():
            if path.is_file() and not _SKIPPED & set(path.parts):
                yield path
