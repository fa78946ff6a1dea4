# SPDX-License-Identifier: MulanPSL-2.0
"""What is on the paper that was handed in: the declaration of that moment, from the vault's own revisions."""

from __future__ import annotations

from attrs import frozen

from app.model.declaration import Declaration
from app.model.materials import LevelReview
from app.present.returned.rounds import standing_handovers
from app.present.session import Session


@frozen
class Baseline:
    """The declaration as its paper stands with the reviewers; ``at`` is ISO local time."""

    at: str
    declaration: Declaration


def baseline_of(session: Session, review: LevelReview) -> Baseline | None:
    """Return what the reviewers have on paper, None when nothing was bound or handed over yet.

    It is the state of the last hand-over that does not answer this sending back, else of the binding.
    """
    earlier = [each for each in standing_handovers(session) if each.answers != review.key]
    if earlier:
        return _first_with(session, "handovers", earlier[-1].id)
    return _first_with(session, "bound_on", "") if session.declaration.bound_on else None


def _first_with(session: Session, path: str, handover_id: str) -> Baseline | None:
    """Return the first state that holds a hand-over, or the last one in which something was bound."""
    vault, document = session.vault, session.declaration.id
    touching = [each for each in vault.revisions(document) if path in each.paths]
    for revision in touching if handover_id else reversed(touching):
        found = vault.revision(document, revision.number)
        if not handover_id or any(each.id == handover_id for each in found.handovers):
            return Baseline(revision.at, found)
    return None
