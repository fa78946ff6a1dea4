# SPDX-License-Identifier: MulanPSL-2.0
"""Small vaults for tests: the least cost, a fixed clock, fictional people."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from app.kernel.clock import FixedClock
from app.model.declaration import Declaration
from app.model.operations import Change, Event, SetValue
from app.vault.creation import Created, create_vault
from app.vault.slots import Kdf
from app.vault.vault import Vault

CLOCK = FixedClock.on(dt.date(2026, 6, 15))
PASSPHRASE = "正确 马 电池 订书钉 虚构"


def passphrase() -> bytearray:
    """Return the test vault's passphrase in a buffer of its own."""
    return bytearray(PASSPHRASE.encode())


def make(folder: Path, **changes) -> Created:
    """Create a vault with the least cost."""
    given = {
        "alias": "测试库",
        "marking": "内部",
        "passphrase": passphrase(),
        "kdf": Kdf.light(),
        "clock": CLOCK,
    }
    return create_vault(folder, **(given | changes))


def event(kind: str = "create", subject: str = "x") -> Event:
    """Return an event of the fixed moment."""
    return Event(kind, subject, "李测试", CLOCK.now().isoformat())


def named(declaration: Declaration, name: str) -> Change:
    """Return the change that sets the name."""
    return SetValue("basics.name", name).apply(declaration, "李测试", CLOCK)


def add(vault: Vault, name: str = "张测试") -> Declaration:
    """Put a declaration with a name into a vault and return it."""
    declaration = named(Declaration(), name).after
    vault.add(declaration, event("create", declaration.id))
    return declaration
