# SPDX-License-Identifier: MulanPSL-2.0
"""The keys of an open vault, in buffers that can be wiped. They are never text and never on a disk."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from attrs import frozen

KEY_BYTES = 32
_MAGIC = b"ZJK1"
_NAME_BYTES = 16


@frozen(repr=False, eq=False)
class VaultKeys:
    """What a key slot gives out.

    Attributes:
        content: opens the database (256 bits).
        mac: authenticates the header, backups and what lies outside the database (256 bits).
    """

    content: bytearray
    mac: bytearray

    def __repr__(self) -> str:
        return "VaultKeys(…)"

    def named(self) -> Iterator[tuple[str, bytearray]]:
        """Yield each key with its name."""
        yield "content", self.content
        yield "mac", self.mac

    def copy(self) -> VaultKeys:
        """Return the same keys in buffers of their own."""
        return VaultKeys(bytearray(self.content), bytearray(self.mac))

    def wipe(self) -> None:
        """Overwrite the keys with zeros. What Python copied elsewhere only goes with the process."""
        for _, key in self.named():
            wipe(key)

    def packed(self) -> bytearray:
        """Return the keys as one buffer for a pipe; the caller wipes it."""
        buffer = bytearray(_MAGIC)
        for name, key in self.named():
            buffer += name.encode().ljust(_NAME_BYTES, b"\0")
            buffer += key
        return buffer

    @classmethod
    def unpacked(cls, buffer: bytearray) -> VaultKeys:
        """Return the keys of a packed buffer; raises ValueError when it is not one."""
        if len(buffer) != packed_bytes() or buffer[:4] != _MAGIC:
            raise ValueError("not a packed key bundle")
        found: dict[str, bytearray] = {}
        for start in range(4, len(buffer), _NAME_BYTES + KEY_BYTES):
            (name,) = struct.unpack_from(f"{_NAME_BYTES}s", buffer, start)
            key_start = start + _NAME_BYTES
            found[name.rstrip(b"\0").decode("ascii")] = buffer[key_start : key_start + KEY_BYTES]
        return cls(**found)


def packed_bytes() -> int:
    """Return the size of a packed bundle in bytes."""
    return len(_MAGIC) + 2 * (_NAME_BYTES + KEY_BYTES)


def wipe(buffer: bytearray) -> None:
    """Overwrite a buffer with zeros in place."""
    for index in range(len(buffer)):
        buffer[index] = 0
