# SPDX-License-Identifier: MulanPSL-2.0
"""Canonical JSON and digests: what is signed, chained and compared is exactly this."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical_json(value: Any) -> bytes:
    """Return the canonical UTF-8 JSON of strings, integers, booleans, None, lists and dicts.

    Keys are sorted, no blanks, no escapes beyond JSON's own (RFC 8785 for this subset).

    Raises:
        TypeError: a float or another type that has no one canonical form.
    """
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("a float has no canonical form here")
    if isinstance(value, dict):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _refuse_floats(item)


def sha256_hex(data: bytes | bytearray | memoryview) -> str:
    """Return the SHA-256 of some bytes as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
