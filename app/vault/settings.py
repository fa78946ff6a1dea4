# SPDX-License-Identifier: MulanPSL-2.0
"""Small rows by key: settings, drafts, facts about the vault itself."""

from __future__ import annotations

from app.vault.connection import Connection


def setting(connection: Connection, key: str) -> str | None:
    """Return a setting."""
    row = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def set_setting(connection: Connection, key: str, value: str) -> None:
    """Keep a setting."""
    connection.execute(
        "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


def draft(connection: Connection, key: str) -> str | None:
    """Return half-typed text."""
    row = connection.execute("SELECT text FROM drafts WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def put_draft(connection: Connection, key: str, text: str) -> None:
    """Keep half-typed text."""
    connection.execute(
        "INSERT INTO drafts (key, text) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET text = excluded.text",
        (key, text),
    )


def drafts(connection: Connection, prefix: str) -> dict[str, str]:
    """Return the half-typed texts whose keys begin with a prefix."""
    rows = connection.execute(
        "SELECT key, text FROM drafts WHERE substr(key, 1, ?) = ? ORDER BY key",
        (len(prefix), prefix),
    )
    return dict(rows.fetchall())


def drop_draft(connection: Connection, key: str) -> None:
    """Forget half-typed text."""
    connection.execute("DELETE FROM drafts WHERE key = ?", (key,))


def meta(connection: Connection, key: str) -> str | None:
    """Return a fact about the vault."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def set_meta(connection: Connection, key: str, value: str) -> None:
    """Keep a fact about the vault."""
    connection.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


def last_event_at(connection: Connection) -> str:
    """Return when the last event was, "" when there is none."""
    row = connection.execute("SELECT at FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    return row[0] if row else ""
