# SPDX-License-Identifier: MulanPSL-2.0
"""Who of the vault's people a unit's desk works on."""

from __future__ import annotations

from app.model.codes import ReviewLevel, ReviewOutcome
from app.model.declaration import Declaration
from app.model.operations import review_of
from app.present.session import Session


def passed_people(session: Session) -> tuple[Declaration, ...]:
    """Return everybody whose paper the unit let pass, by name."""
    loaded = (session.vault.load(entry.id) for entry in session.vault.declarations())
    passed = [
        each for each in loaded if review_of(each, ReviewLevel.UNIT).outcome == ReviewOutcome.PASSED
    ]
    return tuple(sorted(passed, key=lambda each: (each.basics.name, each.id)))
