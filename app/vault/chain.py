# SPDX-License-Identifier: MulanPSL-2.0
"""The event chain: each event's hash covers the one before it (security.md §3).

``hash = H("ev1" ‖ previous hash ‖ length ‖ canonical JSON of the row)``. Whoever holds the content key
can rewrite it all; what shows that is the head kept outside: in the header, in backups, on paper.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from attrs import frozen

from app.kernel.digest import canonical_json
from app.model.operations import Event
from app.vault import algorithms
from app.vault.connection import Connection

GENESIS = "0" * 64


@frozen
class Link:
    """The last event: its number and hash; number 0 for an empty chain."""

    seq: int = 0
    hash: str = GENESIS


@frozen
class StoredEvent:
    """One event as the chain keeps it."""

    seq: int
    at: str
    kind: str
    subject: str
    actor: str
    detail: Mapping[str, str | int | bool]
    hash: str


@frozen
class ChainReport:
    """What a check found.

    Attributes:
        events: how many were read.
        last: the last link.
        broken: number of the first event that does not fit, or None.
    """

    events: int
    last: Link
    broken: int | None = None


def head(connection: Connection) -> Link:
    """Return the last link."""
    row = connection.execute("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    return Link(*row) if row else Link()


def append(
    connection: Connection, event: Event, extra: Mapping[str, str | int | bool], algorithm: str
) -> Link:
    """Add one event inside the caller's transaction.

    Args:
        connection: in a transaction.
        event: what happened.
        extra: what the vault adds to the detail (digest and number of the revision).
        algorithm: id of the chain digest.
    """
    last = head(connection)
    detail = canonical_json({**event.detail, **extra}).decode()
    row = (last.seq + 1, event.at, event.kind, event.subject, event.actor, detail)
    link = Link(last.seq + 1, _hash(last.hash, row, algorithm))
    connection.execute(
        "INSERT INTO events (seq, at, kind, subject, actor, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*row, link.hash),
    )
    return link


def _hash(previous: str, row: tuple[Any, ...], algorithm: str) -> str:
    body = canonical_json(list(row))
    data = b"ev1" + previous.encode() + len(body).to_bytes(8, "big") + body
    return algorithms.CHAIN_DIGESTS[algorithm](data)


def check(connection: Connection, algorithm: str, *, last: int | None = None) -> ChainReport:
    """Recompute the chain, whole or only its last events.

    Args:
        connection: any.
        algorithm: id of the chain digest.
        last: how many events from the end; all when not given.
    """
    final = head(connection).seq
    first = 1 if last is None else max(1, final - last + 1)
    previous = GENESIS
    if first > 1:
        row = connection.execute("SELECT hash FROM events WHERE seq = ?", (first - 1,)).fetchone()
        if row is None:
            return ChainReport(0, Link(), first - 1)
        previous = row[0]
    count, link = 0, Link(first - 1, previous)
    rows = connection.execute(
        "SELECT seq, at, kind, subject, actor, detail, hash FROM events WHERE seq >= ? ORDER BY seq",
        (first,),
    )
    for *row, kept in rows:
        if row[0] != link.seq + 1 or _hash(link.hash, tuple(row), algorithm) != kept:
            return ChainReport(count, link, link.seq + 1)
        link = Link(row[0], kept)
        count += 1
    return ChainReport(count, link)


def hash_at(connection: Connection, seq: int) -> str | None:
    """Return the hash of one event, None when there is none of that number."""
    row = connection.execute("SELECT hash FROM events WHERE seq = ?", (seq,)).fetchone()
    return str(row[0]) if row else None


def events(connection: Connection, after: int, limit: int) -> list[StoredEvent]:
    """Return events in order, some at a time."""
    query = (
        "SELECT seq, at, kind, subject, actor, detail, hash FROM events WHERE seq > ? "
        "ORDER BY seq LIMIT ?"
    )
    rows = connection.execute(query, (after, limit))
    return [
        StoredEvent(seq, at, kind, subject, actor, json.loads(detail), kept)
        for seq, at, kind, subject, actor, detail, kept in rows
    ]


def openings(connection: Connection) -> list[str]:
    """Return the times of the last few openings, the newest first."""
    rows = connection.execute("SELECT at FROM events WHERE kind = 'open' ORDER BY seq DESC LIMIT 5")
    return [row[0] for row in rows]
