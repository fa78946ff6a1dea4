# SPDX-License-Identifier: MulanPSL-2.0
"""The 退回补正单 of one level as a document: the same items and numbers as on its paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from app.kernel.text import clean_line
from app.model.codes import ReviewLevel, Verdict
from app.model.declaration import Declaration
from app.model.materials import MaterialEntry, ReviewMark
from app.model.operations import review_of
from app.model.return_slip import LONGEST, ReturnSlip, ReturnSlipItem


class Listed(Protocol):
    """What is asked of a checklist row."""

    @property
    def entry(self) -> MaterialEntry:
        """Return the entry of the checklist this line is about."""

    @property
    def number(self) -> int:
        """Return its 序号."""

    @property
    def name(self) -> str:
        """Return its name."""


def wanted(mark: ReviewMark | None) -> bool:
    """Tell whether a mark still asks for a correction."""
    return (
        mark is not None
        and mark.verdict == Verdict.NEEDS_CORRECTION
        and not mark.stale
        and not mark.answered
    )


def return_slip(
    declaration: Declaration, rows: Iterable[Listed], level: ReviewLevel = ReviewLevel.UNIT
) -> ReturnSlip:
    """Return what a level sent back, by the numbers its slip gave, else in the order of the list."""
    review = review_of(declaration, level)
    items: list[ReturnSlipItem] = []
    for row in rows:
        mark = row.entry.mark(level)
        if mark is None or not wanted(mark):
            continue
        items.append(
            ReturnSlipItem(
                number=mark.number or len(items) + 1,
                entry=row.entry.id,
                listed=row.number,
                name=_plain(row.name),
                reason=_plain(mark.reason),
                clause=_plain(mark.clause),
                bring=_plain(mark.bring),
            )
        )
    return ReturnSlip(
        person=_plain(declaration.basics.name),
        year=declaration.year,
        title=_plain(declaration.route.title),
        level=level.value,
        reviewer=_plain(review.reviewer),
        on=review.on,
        due=review.due,
        slip=_plain(review.slip),
        items=tuple(sorted(items, key=lambda item: item.number)),
    )


def _plain(text: str) -> str:
    return clean_line(text)[:LONGEST].rstrip()
