# SPDX-License-Identifier: MulanPSL-2.0
"""Rolling copies (ux 2.10): when the next one is due. Five are kept, and one a day for fourteen days."""

from __future__ import annotations

import datetime as dt

from app.present.session import Session
from app.vault.backups import newest_copy

SETTING, OFF = "desk.copies", "off"
EVERY = dt.timedelta(hours=2)


def wanted(session: Session) -> bool:
    """Tell whether this vault keeps rolling copies: a practice vault and one opened to read do not."""
    vault = session.vault
    return not (vault.read_only or vault.header.practice or vault.setting(SETTING) == OFF)


def newest(session: Session) -> dt.datetime | None:
    """Return when the newest rolling copy was made."""
    return newest_copy(session.vault.folder, session.vault.header.id)


def due(session: Session) -> bool:
    """Tell whether a copy should be made now: something changed since the newest, which is old enough."""
    if session.saved_at is None or not wanted(session):
        return False
    last = newest(session)
    if last is None:
        return True
    return session.saved_at > last and session.clock.now() - last >= EVERY
