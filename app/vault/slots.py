# SPDX-License-Identifier: MulanPSL-2.0
"""Key slots: each wraps the vault's keys under one secret; changing a passphrase rewraps 100 bytes.

Everything in a slot but the wrapped keys themselves is bound to them as associated data, so a changed
role, cost or vault id makes the slot unopenable (security.md §1.3).
"""

from __future__ import annotations

import base64
import os
from typing import Any

from attrs import field, frozen

from app.kernel.digest import canonical_json
from app.kernel.ids import new_id
from app.kernel.keys import VaultKeys, wipe
from app.vault import algorithms

OWNER = "owner"
RECOVERY = "recovery"
KINDS = (OWNER, RECOVERY)
SALT_BYTES = 16

# Checked before any work, so a changed header can neither eat the memory nor be watered down.
LIMITS = {"t": (1, 20), "m": (8 << 10, 4 << 20), "p": (1, 8)}


class SlotFault(ValueError):
    """A slot is not what this program writes; the text names the place."""


@frozen
class Kdf:
    """Cost of one guess.

    Attributes:
        t: passes.
        m: memory in KiB.
        p: lanes.
        alg: id of the key derivation.
    """

    t: int
    m: int
    p: int
    alg: str = algorithms.ARGON2ID

    @classmethod
    def standard(cls) -> Kdf:
        """Return the cost for passphrases: 3 passes over 256 MiB in 2 lanes."""
        return cls(t=3, m=256 << 10, p=2)

    @classmethod
    def light(cls) -> Kdf:
        """Return the least cost: for random secrets, tests and the practice vault, never for real passphrases."""
        return cls(t=1, m=8 << 10, p=1)

    def document(self) -> dict[str, Any]:
        """Return the JSON-able form."""
        return {"alg": self.alg, "t": self.t, "m": self.m, "p": self.p}

    @classmethod
    def parsed(cls, value: Any) -> Kdf:
        """Return the cost a header states; raises SlotFault when out of limits, before any work."""
        table = expect(value, "kdf", {"alg": str, "t": int, "m": int, "p": int})
        if table["alg"] not in algorithms.KEY_DERIVATIONS:
            raise SlotFault("kdf.alg is unknown")
        for name, (low, high) in LIMITS.items():
            if not low <= table[name] <= high:
                raise SlotFault(f"kdf.{name} is out of limits")
        return cls(t=table["t"], m=table["m"], p=table["p"], alg=table["alg"])

    def derive(self, secret: bytes | bytearray, salt: bytes) -> bytearray:
        """Return the 256-bit key of a secret; this is the slow step of unlocking."""
        return algorithms.KEY_DERIVATIONS[self.alg](secret, salt, self.t, self.m, self.p)


@frozen
class Slot:
    """One way in: the vault's keys wrapped under one secret."""

    id: str
    kind: str
    kdf: Kdf
    salt: bytes
    keys: tuple[str, ...]
    nonce: bytes
    wrapped: bytes
    wrap: str = field(default=algorithms.AES_256_GCM)

    def document(self) -> dict[str, Any]:
        """Return the JSON-able form."""
        return self._bound() | {"nonce": _text(self.nonce), "ct": _text(self.wrapped)}

    def _bound(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind,
            "kdf": self.kdf.document(),
            "salt": _text(self.salt),
            "keys": list(self.keys),
            "wrap": self.wrap,
        }

    @classmethod
    def parsed(cls, value: Any) -> Slot:
        """Return the slot a header states; raises SlotFault naming the place."""
        kinds: dict[str, type] = {
            "id": str,
            "kind": str,
            "kdf": dict,
            "salt": str,
            "keys": list,
            "wrap": str,
            "nonce": str,
            "ct": str,
        }
        table = expect(value, "slot", kinds)
        if table["kind"] not in KINDS or table["wrap"] not in algorithms.WRAPS:
            raise SlotFault("slot.kind or slot.wrap is unknown")
        if table["keys"] != ["content", "mac"]:
            raise SlotFault("slot.keys are unknown")
        salt, nonce, wrapped = (_bytes(table[name], name) for name in ("salt", "nonce", "ct"))
        if len(salt) != SALT_BYTES or len(nonce) != algorithms.NONCE_BYTES or len(wrapped) > 1024:
            raise SlotFault("slot.salt, slot.nonce or slot.ct has a wrong size")
        kdf = Kdf.parsed(table["kdf"])
        return cls(
            table["id"],
            table["kind"],
            kdf,
            salt,
            tuple(table["keys"]),
            nonce,
            wrapped,
            table["wrap"],
        )

    def open(self, secret: bytes | bytearray, vault_id: str) -> VaultKeys:
        """Return the keys; raises algorithms.WrongKey when the secret is not this slot's."""
        key = self.kdf.derive(secret, self.salt)
        _, unwrap = algorithms.WRAPS[self.wrap]
        try:
            clear = unwrap(key, self.nonce, self.wrapped, _associated(self._bound(), vault_id))
        finally:
            wipe(key)
        try:
            return VaultKeys.unpacked(clear)
        except ValueError:
            raise algorithms.WrongKey from None
        finally:
            wipe(clear)


def make_slot(
    kind: str, secret: bytes | bytearray, keys: VaultKeys, vault_id: str, kdf: Kdf
) -> Slot:
    """Return a new slot with fresh salt and nonce."""
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(algorithms.NONCE_BYTES)
    names = tuple(name for name, _ in keys.named())
    bare = Slot(new_id(), kind, kdf, salt, names, nonce, b"")
    key, clear = kdf.derive(secret, salt), keys.packed()
    seal, _ = algorithms.WRAPS[bare.wrap]
    try:
        wrapped = seal(key, nonce, clear, _associated(bare._bound(), vault_id))
    finally:
        wipe(key)
        wipe(clear)
    return Slot(bare.id, kind, kdf, salt, names, nonce, wrapped, bare.wrap)


def _associated(bound: dict[str, Any], vault_id: str) -> bytes:
    return canonical_json({"slot": bound, "vault": vault_id, "use": "vault-slot-1"})


def expect(value: Any, place: str, kinds: dict[str, type]) -> dict[str, Any]:
    """Return a table that has exactly these keys with values of these kinds; else raises SlotFault."""
    if not isinstance(value, dict) or set(value) != set(kinds):
        raise SlotFault(f"{place} has missing or unknown keys")
    for name, kind in kinds.items():
        if type(value[name]) is not kind:
            raise SlotFault(f"{place}.{name} is of a wrong kind")
    return value


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str, name: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise SlotFault(f"slot.{name} is not base64") from None
