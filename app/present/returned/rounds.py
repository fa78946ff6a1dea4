# SPDX-License-Identifier: MulanPSL-2.0
"""One sending back: which items, what became of each, and what is left to do until it is handed in again."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from app.model.codes import ReviewOutcome, Verdict
from app.model.materials import HandOver, LevelReview, MaterialEntry, ReviewMark, SheetExchange
from app.policy.checklist import ChecklistRow
from app.present.session import Session


class ItemFate(StrEnum):
    """What the applicant did about one item."""

    OPEN = "open"
    CORRECTED = "corrected"
    ANSWERED = "answered"


FATE_WORDS = {
    ItemFate.OPEN: "需补正",
    ItemFate.CORRECTED: "已补正",
    ItemFate.ANSWERED: "已回应",
}


@frozen
class SentItem:
    """One numbered item of the sending back."""

    number: int
    row: ChecklistRow
    mark: ReviewMark

    @property
    def entry(self) -> MaterialEntry:
        """Return the material."""
        return self.row.entry

    @property
    def fate(self) -> ItemFate:
        """Return what was done about it."""
        if self.mark.stale:
            return ItemFate.CORRECTED
        return ItemFate.ANSWERED if self.mark.answered else ItemFate.OPEN


def standing_handovers(session: Session) -> tuple[HandOver, ...]:
    """Return the hand-overs that were not declared void, oldest first."""
    return tuple(each for each in session.declaration.handovers if not each.cancelled)


def last_sent_back(session: Session) -> LevelReview | None:
    """Return the last sending back, answered or not."""
    sent = [r for r in session.declaration.reviews if r.outcome == ReviewOutcome.SENT_BACK]
    return sent[-1] if sent else None


def open_round(session: Session) -> LevelReview | None:
    """Return the sending back that was not answered by a hand-over yet, None when there is none."""
    review = last_sent_back(session)
    if review is None or any(each.answers == review.key for each in standing_handovers(session)):
        return None
    return review


def sent_items(session: Session, review: LevelReview) -> tuple[SentItem, ...]:
    """Return the items of one sending back as its slip numbers them, else in binding order."""
    found: list[tuple[ChecklistRow, ReviewMark]] = []
    for row in session.checklist.rows:
        mark = row.entry.mark(review.level)
        if mark is not None and mark.verdict == Verdict.NEEDS_CORRECTION:
            found.append((row, mark))
    found.sort(key=lambda pair: pair[1].number or len(found) + 1)
    return tuple(
        SentItem(mark.number or place, row, mark) for place, (row, mark) in enumerate(found, 1)
    )


def exchange_of(session: Session, review: LevelReview) -> SheetExchange | None:
    """Return the registered exchange of sheets of one sending back, None while there is none."""
    standing = [
        each
        for each in session.declaration.exchanges
        if each.answers == review.key and not each.cancelled
    ]
    return standing[-1] if standing else None
