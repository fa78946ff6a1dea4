# SPDX-License-Identifier: MulanPSL-2.0
"""Where a person stopped reading, and their own notes (⚑): kept in the vault between two sittings, never printed."""

from __future__ import annotations

import json

import attrs
from attrs import field, frozen

from app.present.session import Session

LONGEST_NOTE = 200


@frozen
class Sitting:
    """What is kept of one declaration.

    Attributes:
        at: key of the thing in hand; ``offset``: its page, from 0.
        notes: words by page key.
    """

    at: str = ""
    offset: int = 0
    notes: dict[str, str] = field(factory=dict)


class ReaderMemory:
    """The sitting of the declaration in hand."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._held_of = ""
        self._held = Sitting()

    def sitting(self) -> Sitting:
        """Return what is kept of the declaration in hand."""
        held = self._session.declaration.id
        if self._held_of != held:
            self._held_of, self._held = held, _read(self._session.vault.setting(_setting(held)))
        return self._held

    def noted(self, key: str) -> int:
        """Return how many pages of a thing have a note."""
        return sum(page_of(each)[0] == key for each in self.sitting().notes)

    def move(self, at: str, offset: int) -> None:
        """Remember what is in hand; raises UserError when the vault could not keep it."""
        self._keep(attrs.evolve(self.sitting(), at=at, offset=offset))

    def note(self, page: str, words: str) -> bool:
        """Note something on a page, or take its note away; False when nothing changed.

        Raises:
            UserError: the vault could not keep it.
        """
        before = self.sitting().notes
        notes = {key: text for key, text in before.items() if key != page}
        if kept := words.strip()[:LONGEST_NOTE]:
            notes[page] = kept
        if notes == before:
            return False
        self._keep(attrs.evolve(self.sitting(), notes=notes))
        return True

    def _keep(self, sitting: Sitting) -> None:
        self._held = sitting
        vault = self._session.vault
        if not vault.read_only:
            text = json.dumps(attrs.asdict(sitting), ensure_ascii=False)
            vault.set_setting(_setting(self._session.declaration.id), text)


def page_key(key: str, offset: int) -> str:
    """Return the key of a page of a thing."""
    return f"{key}#{offset}"


def page_of(page: str) -> tuple[str, int]:
    """Return the thing and its page, from 0, of a page's key."""
    key, _, offset = page.rpartition("#")
    return key, int(offset) if offset.isdigit() else 0


def _setting(declaration_id: str) -> str:
    return f"reader/{declaration_id}"


def _read(text: str | None) -> Sitting:
    """Return what was kept; what cannot be read any more begins anew."""
    try:
        values = json.loads(text or "{}")
        notes = {str(key): str(words) for key, words in values.get("notes", {}).items()}
        return Sitting(str(values.get("at", "")), int(values.get("offset", 0)), notes)
    except (ValueError, TypeError, AttributeError):
        return Sitting()
