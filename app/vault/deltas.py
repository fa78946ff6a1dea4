# SPDX-License-Identifier: MulanPSL-2.0
"""Revisions kept small: what an edit changed is nearly always one stretch of the canonical JSON.

A difference is ``prefix length | suffix length | deflated middle``; any size of document, no window.
"""

from __future__ import annotations

import struct
import zlib

_LENGTHS = struct.Struct(">II")


class DeltaFault(ValueError):
    """A stored body does not open, or does not fit the one before it."""


def pack(body: bytes) -> bytes:
    """Return a whole body, deflated."""
    return zlib.compress(body, 6)


def unpack(packed: bytes) -> bytes:
    """Return a whole body; raises DeltaFault."""
    try:
        return zlib.decompress(packed)
    except zlib.error as fault:
        raise DeltaFault("body does not inflate") from fault


def difference(before: bytes, after: bytes) -> bytes:
    """Return what turns one body into the next."""
    prefix = _common(before, after, min(len(before), len(after)), from_end=False)
    room = min(len(before), len(after)) - prefix
    suffix = _common(before, after, room, from_end=True)
    middle = after[prefix : len(after) - suffix]
    return _LENGTHS.pack(prefix, suffix) + zlib.compress(middle, 6)


def applied(before: bytes, packed: bytes) -> bytes:
    """Return the next body; raises DeltaFault when the difference is not one of ``before``."""
    if len(packed) < _LENGTHS.size:
        raise DeltaFault("difference is too short")
    prefix, suffix = _LENGTHS.unpack_from(packed)
    if prefix + suffix > len(before):
        raise DeltaFault("difference does not fit")
    return before[:prefix] + unpack(packed[_LENGTHS.size :]) + before[len(before) - suffix :]


def _common(left: bytes, right: bytes, limit: int, *, from_end: bool) -> int:
    """Return how many bytes agree at one end, by halving: slices compare at memory speed."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        same = (
            left[len(left) - middle :] == right[len(right) - middle :]
            if from_end
            else left[:middle] == right[:middle]
        )
        low, high = (middle, high) if same else (low, middle - 1)
    return low
