# SPDX-License-Identifier: MulanPSL-2.0
"""Every algorithm the vault uses, by the id that files carry, so that each can be replaced (D-7).

A new algorithm is a new id beside the old one; an unknown id is refused, never guessed.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from typing import cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from app.kernel.keys import KEY_BYTES

ARGON2ID = "argon2id"
AES_256_GCM = "aes-256-gcm"
HMAC_SHA256 = "hmac-sha256"
SHA256 = "sha256"
SQLCIPHER_4 = "sqlcipher-4-raw-8192"

NONCE_BYTES = 12


class WrongKey(Exception):
    """The wrapped keys do not open: another passphrase, or a changed slot."""


def argon2id(
    secret: bytes | bytearray, salt: bytes, passes: int, memory: int, lanes: int
) -> bytearray:
    """Return a 256-bit key (RFC 9106).

    Args:
        secret: passphrase in UTF-8; not copied into an immutable object here.
        salt: 16 bytes.
        passes: t.
        memory: m in KiB.
        lanes: p.
    """
    key = bytearray(KEY_BYTES)
    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=passes, lanes=lanes, memory_cost=memory)
    kdf.derive_into(cast(bytes, secret), key)  # any buffer is taken; the stubs know only bytes
    return key


def _seal_aes(key: bytearray, nonce: bytes, clear: bytearray, bound: bytes) -> bytes:
    return AESGCM(key).encrypt(nonce, clear, bound)


def _open_aes(key: bytearray, nonce: bytes, wrapped: bytes, bound: bytes) -> bytearray:
    try:
        return bytearray(AESGCM(key).decrypt(nonce, wrapped, bound))
    except InvalidTag:
        raise WrongKey from None


def _hmac_sha256(key: bytearray, data: bytes) -> str:
    return hmac.new(key, data, hashlib.sha256).hexdigest()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


KEY_DERIVATIONS: Mapping[str, Callable[[bytes | bytearray, bytes, int, int, int], bytearray]] = {
    ARGON2ID: argon2id
}
WRAPS: Mapping[str, tuple[Callable[..., bytes], Callable[..., bytearray]]] = {
    AES_256_GCM: (_seal_aes, _open_aes)
}
MACS: Mapping[str, Callable[[bytearray, bytes], str]] = {HMAC_SHA256: _hmac_sha256}
CHAIN_DIGESTS: Mapping[str, Callable[[bytes], str]] = {SHA256: _sha256}
STORES = frozenset({SQLCIPHER_4})


def same(left: str, right: str) -> bool:
    """Compare two codes in constant time."""
    return hmac.compare_digest(left.encode(), right.encode())
