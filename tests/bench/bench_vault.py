# SPDX-License-Identifier: MulanPSL-2.0
"""Unlocking beside its key derivation, and a recorded change beside an empty commit."""

from __future__ import annotations

import tempfile
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw

from app.model.declaration import Declaration
from app.vault.creation import create_vault
from app.vault.slots import Kdf
from app.vault.unlocking import unlock
from app.vault.vault import Vault
from tests.bench.rows import BenchRow, beside, seconds
from tests.helpers import vaults


def _derive(kdf: Kdf) -> bytes:
    return hash_secret_raw(b"passphrase", b"0123456789abcdef", kdf.t, kdf.m, kdf.p, 32, Type.ID)


def rows(long: bool) -> list[BenchRow]:
    """Return unlock against Argon2id alone with the same parameters."""
    kdf = Kdf.standard()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "vault"
        created = create_vault(
            folder,
            alias="量",
            marking="",
            passphrase=vaults.passphrase(),
            kdf=kdf,
            clock=vaults.CLOCK,
        )
        alone = seconds(lambda: _derive(kdf), 5)
        opened = seconds(lambda: unlock(folder, vaults.passphrase()), 5)
        vault = Vault.open(folder, created.keys, clock=vaults.CLOCK)
        try:
            declaration = Declaration()
            vault.add(declaration, vaults.event("create", declaration.id))
            count = 200 if long else 50

            def record() -> None:
                for number in range(count):
                    vault.record(vaults.named(declaration, f"张测试{number}"))

            saved = seconds(record) / count
        finally:
            vault.close()
    return [
        beside("unlock", opened, "s", "Argon2id alone", alone, 1.25),
        BenchRow("record one change", round(saved * 1000, 3), "ms", "", None, 16.0),
    ]
