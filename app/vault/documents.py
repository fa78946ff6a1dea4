# SPDX-License-Identifier: MulanPSL-2.0
"""Declarations, the unit, meetings: the body as it stands, every revision, and the event, in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from typing import Any

from attrs import frozen

from app.kernel.digest import canonical_json, sha256_hex
from app.kernel.errors import UserError
from app.model.declaration import Declaration
from app.model.document import from_document, to_document
from app.model.meeting import Meeting
from app.model.operations import Change, Event
from app.model.unit import Unit
from app.vault import chain, deltas
from app.vault.connection import Connection

UNIT_ID = "unit"
# A whole body every so many revisions: what a lost page can cost, and what reading an old one takes.
WHOLE_EVERY = 64
MOST_PARSED = 1000  # declarations kept taken apart, each some tens of kilobytes


@frozen
class DeclarationEntry:
    """One line of the list view; ``level`` is a TitleLevel value or "", times are ISO local.

    ``closing`` is a ClosingKind value, or "" while the declaration is in force.
    """

    id: str
    name: str
    level: str
    series: str
    specialty: str
    unit: str
    updated: str
    version: int
    closing: str = ""


@frozen
class Revision:
    """One state in a document's history.

    Attributes:
        number: 1 for the first.
        at: ISO local time.
        name: what undo calls the change.
        paths: places that differ from the state before.
    """

    number: int
    at: str
    actor: str
    name: str
    paths: tuple[str, ...]


def entries(connection: Connection, *, closed: bool = False) -> list[DeclarationEntry]:
    """Return the declarations in force, or the closed ones, the last changed first."""
    column, sign = _closing_column(connection), "<>" if closed else "="
    rows = connection.execute(
        f"SELECT id, name, level, series, specialty, unit, updated, version, {column} FROM documents "  # noqa: S608 - two words of this file
        f"WHERE kind = 'declaration' AND {column} {sign} '' ORDER BY updated DESC, id"
    )
    return [DeclarationEntry(*row) for row in rows]


def any_entry(connection: Connection) -> bool:
    """Tell whether a declaration is in force."""
    found = connection.execute(
        "SELECT 1 FROM documents WHERE kind = 'declaration' "  # noqa: S608 - two words of this file
        f"AND {_closing_column(connection)} = '' LIMIT 1"
    ).fetchone()
    return found is not None


def _closing_column(connection: Connection) -> str:
    """Return the column, or an empty text in a vault of the first version that was opened read-only."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return "closing" if version > 1 else "''"


def namesakes(connection: Connection, declaration: Declaration) -> list[Declaration]:
    """Return the other declarations in force under the same name, oldest id first; raises as load."""
    rows = connection.execute(
        "SELECT id FROM documents WHERE kind = 'declaration' AND name = ? AND id <> ? "  # noqa: S608 - two words of this file
        f"AND {_closing_column(connection)} = '' ORDER BY id",
        (declaration.basics.name, declaration.id),
    ).fetchall()
    return [load(connection, row[0]) for row in rows]


def body(connection: Connection, document: str) -> bytes | None:
    """Return the canonical JSON of a document as it stands; raises UserError VAULT-DOCUMENT-DAMAGED."""
    row = connection.execute(
        "SELECT body, digest FROM documents WHERE id = ?", (document,)
    ).fetchone()
    if row is None:
        return None
    try:
        found = deltas.unpack(row[0])
    except deltas.DeltaFault:
        raise UserError("VAULT-DOCUMENT-DAMAGED", document=document) from None
    if sha256_hex(found) != row[1]:
        raise UserError("VAULT-DOCUMENT-DAMAGED", document=document)
    return found


class Parsed:
    """Declarations as last read, so that a page of a whole unit need not take each apart again.

    What lies in the file is read and checked each time; only taking equal bytes apart is spared.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[bytes, Declaration]] = OrderedDict()

    def of(self, declaration_id: str, found: bytes) -> Declaration:
        """Return the declaration some bytes hold; raises as from_document."""
        digest = hashlib.sha256(found).digest()
        kept = self._kept.get(declaration_id)
        if kept is None or kept[0] != digest:
            kept = digest, from_document(json.loads(found), Declaration)
            self._kept[declaration_id] = kept
        self._kept.move_to_end(declaration_id)
        while len(self._kept) > MOST_PARSED:
            self._kept.popitem(last=False)
        return kept[1]


def load(connection: Connection, declaration_id: str, parsed: Parsed | None = None) -> Declaration:
    """Return a declaration; raises UserError VAULT-NO-DECLARATION, VAULT-DOCUMENT-DAMAGED."""
    found = body(connection, declaration_id)
    if found is None or declaration_id == UNIT_ID:
        raise UserError("VAULT-NO-DECLARATION", declaration=declaration_id)
    return (parsed or Parsed()).of(declaration_id, found)


def unit(connection: Connection) -> Unit | None:
    """Return the unit, None before it was set up."""
    found = body(connection, UNIT_ID)
    return None if found is None else from_document(json.loads(found), Unit)


def add(connection: Connection, declaration: Declaration, event: Event, algorithm: str) -> None:
    """Put a new declaration in; raises UserError VAULT-DECLARATION-EXISTS."""
    if body(connection, declaration.id) is not None:
        raise UserError("VAULT-DECLARATION-EXISTS", declaration=declaration.id)
    _store(connection, declaration.id, declaration, _Step(event, "", ()), algorithm)


def record(connection: Connection, change: Change, algorithm: str) -> None:
    """Keep a change; raises UserError VAULT-NO-DECLARATION when the declaration was never added."""
    if body(connection, change.after.id) is None:
        raise UserError("VAULT-NO-DECLARATION", declaration=change.after.id)
    step = _Step(change.event, change.name, change.paths)
    _store(connection, change.after.id, change.after, step, algorithm)


def save_unit(connection: Connection, value: Unit, event: Event, algorithm: str) -> None:
    """Keep the unit as it is now; there is one a vault."""
    _store(connection, UNIT_ID, value, _Step(event, "", ()), algorithm)


def save_meeting(
    connection: Connection, value: Meeting, event: Event, algorithm: str, name: str
) -> None:
    """Keep a meeting as it is now, every state with its event."""
    _store(connection, value.id, value, _Step(event, name, ()), algorithm)


def meetings(connection: Connection) -> list[Meeting]:
    """Return the meetings, the last changed first; raises as load."""
    rows = connection.execute(
        "SELECT id FROM documents WHERE kind = 'meeting' ORDER BY updated DESC, id"
    ).fetchall()
    bodies = (body(connection, row[0]) for row in rows)
    return [from_document(json.loads(found), Meeting) for found in bodies if found is not None]


@frozen
class _Step:
    event: Event
    name: str
    paths: tuple[str, ...]


def _store(
    connection: Connection,
    key: str,
    value: Declaration | Unit | Meeting,
    step: _Step,
    algorithm: str,
) -> None:
    after = canonical_json(to_document(value))
    before = body(connection, key)
    number = _last_number(connection, key) + 1
    digest = sha256_hex(after)
    link = chain.append(connection, step.event, {"document": digest, "revision": number}, algorithm)
    columns = (
        *_columns(value),
        step.event.at,
        value.version if isinstance(value, Declaration) else 1,
        str(value.closing.kind or "") if isinstance(value, Declaration) else "",
    )
    kind = type(value).__name__.lower()
    connection.execute(
        "INSERT INTO documents (id, kind, name, level, series, specialty, unit, updated, version, closing, revision, "
        "digest, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
        "level = excluded.level, series = excluded.series, specialty = excluded.specialty, unit = excluded.unit, "
        "updated = excluded.updated, version = excluded.version, closing = excluded.closing, revision = excluded.revision, "
        "digest = excluded.digest, body = excluded.body",
        (key, kind, *columns, number, digest, deltas.pack(after)),
    )
    whole = before is None or number % WHOLE_EVERY == 1
    packed = deltas.pack(after) if before is None or whole else deltas.difference(before, after)
    connection.execute(
        "INSERT INTO revisions (document, number, event, name, paths, digest, whole, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            number,
            link.seq,
            step.name,
            json.dumps(list(step.paths)),
            digest,
            int(whole),
            packed,
        ),
    )


def _columns(value: Declaration | Unit | Meeting) -> tuple[str, str, str, str, str]:
    if isinstance(value, Unit):
        return value.name, "", "", "", value.name
    if isinstance(value, Meeting):
        return value.title, "", "", "", ""
    route = value.route
    return (
        value.basics.name,
        str(route.level or ""),
        route.series,
        route.specialty,
        value.basics.unit,
    )


def _last_number(connection: Connection, key: str) -> int:
    row = connection.execute(
        "SELECT max(number) FROM revisions WHERE document = ?", (key,)
    ).fetchone()
    return int(row[0] or 0)


def revisions(connection: Connection, document: str) -> list[Revision]:
    """Return a document's history, the first state first."""
    rows = connection.execute(
        "SELECT r.number, e.at, e.actor, r.name, r.paths FROM revisions r JOIN events e ON e.seq = r.event "
        "WHERE r.document = ? ORDER BY r.number",
        (document,),
    )
    return [
        Revision(number, at, actor, name, tuple(json.loads(paths)))
        for number, at, actor, name, paths in rows
    ]


def revision(connection: Connection, document: str, number: int) -> Declaration:
    """Return an earlier state; raises UserError VAULT-NO-REVISION, VAULT-DOCUMENT-DAMAGED."""
    start = connection.execute(
        "SELECT max(number) FROM revisions WHERE document = ? AND number <= ? AND whole = 1",
        (document, number),
    ).fetchone()[0]
    rows = connection.execute(
        "SELECT number, whole, digest, body FROM revisions WHERE document = ? AND number BETWEEN ? AND ? ORDER BY number",
        (document, start or 0, number),
    ).fetchall()
    if start is None or rows[-1][0] != number:
        raise UserError("VAULT-NO-REVISION", declaration=document, number=number)
    found = b""
    for row in rows:
        found = rebuilt(found, row[1:], document)
    return from_document(json.loads(found), Declaration)


def rebuilt(before: bytes, row: tuple[Any, ...], document: str) -> bytes:
    """Return the body of one revision from the one before it; raises UserError VAULT-DOCUMENT-DAMAGED.

    Args:
        before: the body before; not looked at for a whole one.
        row: whole, digest, body.
        document: for the message.
    """
    whole, digest, packed = row
    try:
        found = deltas.unpack(packed) if whole else deltas.applied(before, packed)
    except deltas.DeltaFault:
        raise UserError("VAULT-DOCUMENT-DAMAGED", document=document) from None
    if sha256_hex(found) != digest:
        raise UserError("VAULT-DOCUMENT-DAMAGED", document=document)
    return found
