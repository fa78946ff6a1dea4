# SPDX-License-Identifier: MulanPSL-2.0
"""Changes to a declaration that may not be the one in hand: what a unit's desk does for many at once."""

from __future__ import annotations

from app.model.codes import ReviewLevel, ReviewOutcome
from app.model.declaration import Declaration
from app.model.operations import Operation, review_of
from app.present.session import Session


def apply_to(session: Session, declaration_id: str, operation: Operation) -> None:
    """Carry out a change; on the declaration in hand it can be undone. Raises as Session.apply."""
    if session.has_declaration and session.declaration.id == declaration_id:
        session.apply(operation)
        return
    held = session.vault.load(declaration_id)
    session.vault.record(operation.apply(held, session.actor, session.clock))


def passed_people(session: Session) -> tuple[Declaration, ...]:
    """Return everybody whose paper the unit let pass, by name."""
    loaded = (session.vault.load(entry.id) for entry in session.vault.declarations())
    passed = [
        each for each in loaded if review_of(each, ReviewLevel.UNIT).outcome == ReviewOutcome.PASSED
    ]
    return tuple(sorted(passed, key=lambda each: (each.basics.name, each.id)))
