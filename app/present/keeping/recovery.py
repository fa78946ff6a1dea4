# SPDX-License-Identifier: MulanPSL-2.0
"""After a crash (ux 2.10): where the person was, what was found again, and up to when.

Where the caret stands is put into the vault every few seconds and taken out when the program ends in
order; what is still there at the next opening was left behind.
"""

from __future__ import annotations

import json

from attrs import define, frozen

from app.kernel.digest import canonical_json
from app.model.paths import NoSuchPlace
from app.present.declare.editor import FieldEditor, field_drafts
from app.present.keeping.differences import EMPTY, Difference, place_of
from app.present.places import Place
from app.present.session import Session
from app.vault.vault import Vault

_KEY = "desk.place"
UNFINISHED = "没写完"


@frozen
class Left:
    """What an end without closing left behind; ``at`` is ISO local time of the last thing kept."""

    place: Place
    at: str

    @property
    def clock_words(self) -> str:
        """Return 14:32:05."""
        return self.at.partition("T")[2][:8] or self.at


def left_behind(vault: Vault) -> Left | None:
    """Return what the last window left when it did not end in order; None when it did."""
    text = vault.draft(_KEY)
    if text is None or vault.read_only:
        return None
    try:
        noted = json.loads(text)
        place, at = Place.from_text(noted["place"]), str(noted["at"])
    except (ValueError, KeyError, TypeError):
        return None
    return Left(place, max(at, vault.last_used))


def settle(vault: Vault) -> None:
    """Say that the window ends in order."""
    if not vault.read_only:
        vault.drop_draft(_KEY)


@define
class Whereabouts:
    """Keeps the place of one window in its vault; a place that did not change is not written again."""

    session: Session
    _noted: Place | None = None

    def note(self, place: Place) -> None:
        """Keep where the person is; raises as Vault.record."""
        if place == self._noted or self.session.vault.read_only:
            return
        values = {"place": place.to_text(), "at": self.session.clock.now().isoformat()}
        self.session.vault.put_draft(_KEY, canonical_json(values).decode())
        self._noted = place


def place_words(session: Session, place: Place) -> str:
    """Return what the last place is called, as in 业绩三·本人作用; empty when it is gone."""
    if not place.path or not session.has_declaration:
        return ""
    return place_of(session.pack, session.declaration, place.path)


def found_drafts(session: Session) -> tuple[Difference, ...]:
    """Return the half-typed texts the document does not hold: what stands there, what was typed."""
    if not session.has_declaration:
        return ()
    prefix, editor = field_drafts(session.declaration.id), FieldEditor(session)
    found = []
    for key, text in session.vault.drafts(prefix).items():
        path = key.removeprefix(prefix)
        try:
            kept = editor.kept(path)
        except (NoSuchPlace, KeyError):
            continue
        if kept != text:
            place = f"{place_of(session.pack, session.declaration, path)}（{UNFINISHED}）"
            found.append(Difference(path, place, kept or EMPTY, text or EMPTY))
    return tuple(found)
