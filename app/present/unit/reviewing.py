# SPDX-License-Identifier: MulanPSL-2.0
"""The result page of one review (ux S22): opinion, name, date, then 初审意见 or 退回补正单."""

from __future__ import annotations

import datetime as dt

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.model.codes import ReviewLevel, ReviewOutcome, Verdict
from app.model.materials import LevelReview
from app.model.operations import RecordReview, review_of
from app.policy.checklist import ChecklistRow
from app.present.presenter import Presenter
from app.present.session import Session


@frozen
class ReturnItem:
    """One numbered item of 退回补正单."""

    number: int
    entry_id: str
    tab: str
    name: str
    reason: str
    bring: str
    clause: str
    clause_text: str
    answered: str


@frozen
class ReviewState:
    """Everything the result page draws."""

    name: str
    title: str
    level: ReviewLevel
    outcome: ReviewOutcome
    opinion: str
    reviewer: str
    on: str
    due: str
    unseen: int
    passed: int
    returned: tuple[ReturnItem, ...]
    pending: tuple[str, ...]
    suggested: str
    phrases: tuple[str, ...]


def return_items(session: Session, level: ReviewLevel) -> tuple[ReturnItem, ...]:
    """Return what one level sent back, numbered in binding order."""
    items: list[ReturnItem] = []
    for row in session.checklist.rows:
        mark = row.entry.mark(level)
        if mark is None or mark.stale or mark.verdict != Verdict.NEEDS_CORRECTION:
            continue
        clause = session.pack.clause(mark.clause).reference if mark.clause else ""
        items.append(
            ReturnItem(
                len(items) + 1,
                row.entry.id,
                row.tab,
                row.name,
                mark.reason,
                mark.bring,
                mark.clause,
                clause,
                mark.answered,
            )
        )
    return tuple(items)


_PHRASES = {ReviewLevel.UNIT: "unit_opinion", ReviewLevel.COMMITTEE: "office_opinion"}


class ReviewPresenter(Presenter):
    """The result page of one level: opinion, name, date, then 初审意见 or 退回补正单."""

    @property
    def level(self) -> ReviewLevel:
        """Return whose result this is: that of the desk."""
        role = self.session.role
        return role.level if role.reviews else ReviewLevel.UNIT

    def _marks(self) -> list[tuple[ChecklistRow, Verdict | None]]:
        found = []
        for row in self.session.checklist.rows:
            mark = row.entry.mark(self.level)
            found.append((row, mark.verdict if mark and not mark.stale else None))
        return found

    @property
    def state(self) -> ReviewState:
        """Return what the page draws."""
        declaration = self.session.declaration
        review = review_of(declaration, self.level)
        marks = self._marks()
        returned = return_items(self.session, self.level)
        agreed = sum(verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE) for _, verdict in marks)
        return ReviewState(
            name=declaration.basics.name,
            title="　".join(
                filter(
                    None,
                    (
                        declaration.route.series,
                        declaration.route.specialty,
                        declaration.route.title,
                    ),
                )
            ),
            level=self.level,
            outcome=review.outcome,
            opinion=review.opinion,
            reviewer=review.reviewer or self.session.actor,
            on=review.on or self.session.clock.today().isoformat(),
            due=review.due,
            unseen=sum(verdict is None for _, verdict in marks),
            passed=agreed,
            returned=returned,
            pending=tuple(
                row.name for row, verdict in marks if verdict == Verdict.ORIGINAL_PENDING
            ),
            suggested=self._suggested(len(returned)),
            phrases=self.session.pack.phrases(_PHRASES[self.level]),
        )

    @staticmethod
    def _suggested(returned: int) -> str:
        if returned:
            return f"材料有 {returned} 处需要补正，退回申报人。"
        return "经审核原件，申报材料真实、完整，复印件与原件一致。"

    def write(self, opinion: str, reviewer: str, on: str, due: str = "") -> None:
        """Keep what is typed, complete or not."""
        review = attrs.evolve(
            review_of(self.session.declaration, self.level),
            opinion=opinion,
            reviewer=reviewer,
            on=on,
            due=due,
        )
        self.session.apply(RecordReview(review, "填写审核结果"))

    def conclude(self, outcome: ReviewOutcome) -> None:
        """Record the result.

        Raises:
            UserError: REVIEW-UNSEEN, REVIEW-OPINION (M33), REVIEW-MIXED when the marks say otherwise,
                REVIEW-DUE for a sending back without a day.
        """
        state = self.state
        review = review_of(self.session.declaration, self.level)
        if state.unseen:
            raise UserError("REVIEW-UNSEEN", count=state.unseen)
        self._complete(review, outcome)
        if outcome == ReviewOutcome.PASSED and (state.returned or state.pending):
            raise UserError(
                "REVIEW-MIXED", returned=len(state.returned), pending=len(state.pending)
            )
        if outcome == ReviewOutcome.SENT_BACK and not state.returned:
            raise UserError("REVIEW-NOTHING")
        line = f"{review.on} {review.reviewer} {outcome.value}"
        done = attrs.evolve(review, outcome=outcome, history=(*review.history, line))
        self.session.apply(RecordReview(done, "登记审核结果"))

    def _complete(self, review: LevelReview, outcome: ReviewOutcome) -> None:
        wanted = {"意见": review.opinion, "审核人": review.reviewer, "审核日期": review.on}
        missing = [name for name, value in wanted.items() if not value.strip()]
        if missing:
            raise UserError("REVIEW-OPINION", missing="、".join(missing))
        if outcome == ReviewOutcome.SENT_BACK:
            try:
                dt.date.fromisoformat(review.due)
            except ValueError:
                raise UserError("REVIEW-DUE") from None

    def reopen(self) -> None:
        """Take the result back; both acts stay in the chain."""
        review = attrs.evolve(
            review_of(self.session.declaration, self.level), outcome=ReviewOutcome.OPEN
        )
        self.session.apply(RecordReview(review, "撤回审核结果"))
