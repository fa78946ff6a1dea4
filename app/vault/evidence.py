# SPDX-License-Identifier: MulanPSL-2.0
"""Attached scans: by the SHA-256 of their bytes, in pieces of 1 MiB inside the encrypted database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from attrs import frozen

from app.kernel.digest import sha256_hex
from app.kernel.errors import UserError
from app.vault.connection import Connection

CHUNK_BYTES = 1 << 20


@frozen
class EvidenceEntry:
    """One attached file.

    Attributes:
        media: ``application/pdf``, ``image/png`` …
        size: bytes.
        original: digest of the untouched file this one was made from, "" when it is the original.
        added: ISO local time.
    """

    digest: str
    media: str
    size: int
    original: str
    added: str


def put(connection: Connection, data: bytes, media: str, original: str, added: str) -> str:
    """Keep some bytes and return their digest; the same bytes again are kept once."""
    digest = sha256_hex(data)
    if entry(connection, digest) is not None:
        return digest
    connection.execute(
        "INSERT INTO evidence (digest, media, size, original, added) VALUES (?, ?, ?, ?, ?)",
        (digest, media, len(data), original, added),
    )
    view = memoryview(data)
    for number, start in enumerate(range(0, len(data), CHUNK_BYTES)):
        connection.execute(
            "INSERT INTO chunks (digest, number, data) VALUES (?, ?, ?)",
            (digest, number, view[start : start + CHUNK_BYTES]),
        )
    return digest


def entry(connection: Connection, digest: str) -> EvidenceEntry | None:
    """Return what is known of a piece of evidence, None when there is none."""
    row = connection.execute(
        "SELECT digest, media, size, original, added FROM evidence WHERE digest = ?", (digest,)
    ).fetchone()
    return EvidenceEntry(*row) if row else None


def entries(connection: Connection) -> list[EvidenceEntry]:
    """Return all pieces of evidence, in the order they came."""
    rows = connection.execute(
        "SELECT digest, media, size, original, added FROM evidence ORDER BY rowid"
    )
    return [EvidenceEntry(*row) for row in rows]


def chunks(connection: Connection, digest: str) -> Iterator[bytes]:
    """Yield the pieces in order."""
    for (data,) in connection.execute(
        "SELECT data FROM chunks WHERE digest = ? ORDER BY number", (digest,)
    ):
        yield data


def read(connection: Connection, digest: str) -> bytes:
    """Return the bytes, compared with their digest.

    Raises:
        UserError: VAULT-NO-EVIDENCE, VAULT-EVIDENCE-DAMAGED.
    """
    if entry(connection, digest) is None:
        raise UserError("VAULT-NO-EVIDENCE", digest=digest[:12])
    data = b"".join(chunks(connection, digest))
    if sha256_hex(data) != digest:
        raise UserError("VAULT-EVIDENCE-DAMAGED", digest=digest[:12])
    return data


def intact(connection: Connection, digest: str) -> bool:
    """Tell whether a piece of evidence still has its digest, without holding it whole."""
    running = hashlib.sha256()
    for data in chunks(connection, digest):
        running.update(data)
    return running.hexdigest() == digest
