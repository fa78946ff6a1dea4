# SPDX-License-Identifier: MulanPSL-2.0
"""Identifiers: random for people's work, derived where the same input must give the same bytes."""

from __future__ import annotations

import hashlib
import secrets


def new_id() -> str:
    """Return 16 random hexadecimal digits (64 bits), enough within one vault and its parcels."""
    return secrets.token_hex(8)


def derived_id(*parts: str) -> str:
    """Return the 16-digit id that always belongs to these parts (practice vault, tests)."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
