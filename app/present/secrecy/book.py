# SPDX-License-Identifier: MulanPSL-2.0
"""Where 定密 decisions are kept: those about a person's papers in the declaration, the unit's in a book of the vault."""

from __future__ import annotations

import attrs

from app.kernel.errors import UserError
from app.model.document import from_json, to_json
from app.model.marking import MarkBook, Marking
from app.vault.vault import Vault

_KEY = "unit-markings"


def unit_markings(vault: Vault) -> tuple[Marking, ...]:
    """Return the decisions about the unit's own letters and lists, oldest first.

    Raises:
        UserError: MARK-DAMAGED when the book cannot be read: what is marked is not guessed at.
    """
    text = vault.setting(_KEY)
    if not text:
        return ()
    try:
        return from_json(text, MarkBook).entries
    except UserError as fault:
        if fault.code == "DOC-NEWER":
            raise
        raise UserError("MARK-DAMAGED") from None


def keep_unit_markings(vault: Vault, entries: tuple[Marking, ...]) -> None:
    """Keep the unit's book; raises UserError as Vault.set_setting, MARK-DAMAGED when the old one is unreadable."""
    held = {entry.id: entry for entry in unit_markings(vault)}
    now = {entry.id: attrs.evolve(entry, cancelled="") for entry in entries}
    kept = {entry_id: attrs.evolve(entry, cancelled="") for entry_id, entry in held.items()}
    # The book only grows; an entry may be declared void, never reworded or dropped.
    assert {each: now.get(each) for each in kept} == kept
    vault.set_setting(_KEY, to_json(MarkBook(entries=entries)))
