# SPDX-License-Identifier: MulanPSL-2.0
"""What the unit's workbench shows: people and their stages, the lines over the table, the pace."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from app.model.codes import ReviewLevel, ReviewOutcome, TitleLevel
from app.model.declaration import Declaration
from app.model.operations import review_of


class Stage(StrEnum):
    """Where one person's paper is at the unit (ux 3.7)."""

    NOT_HANDED_IN = "not_handed_in"
    TO_REVIEW = "to_review"
    SENT_BACK = "sent_back"
    PASSED = "passed"


STAGE_WORDS = {
    ReviewLevel.UNIT: {
        Stage.NOT_HANDED_IN: "未交",
        Stage.TO_REVIEW: "待初审",
        Stage.SENT_BACK: "退回",
        Stage.PASSED: "可公示",
    },
    ReviewLevel.COMMITTEE: {
        Stage.NOT_HANDED_IN: "未收",
        Stage.TO_REVIEW: "待复核",
        Stage.SENT_BACK: "待补正",
        Stage.PASSED: "可评审",
    },
}


@frozen
class PersonLine:
    """One applicant in the unit's table."""

    declaration_id: str
    name: str
    id_tail: str
    level: str
    series: str
    specialty: str
    stage: Stage
    stage_word: str
    unseen: int
    wanted: int
    pages: int
    reviewer: str
    due: str
    title_level: TitleLevel | None
    concluded_on: str
    posted_on: str


@frozen
class StageCount:
    """One chip: a stage and how many are in it."""

    key: str
    word: str
    count: int


@frozen
class Notice:
    """One line over the table; its verb shows the people it speaks of.

    Attributes:
        day: the day it speaks of, ISO: the end of a sending back, the posting of a notice; else empty.
        posted: it counts a posted notice.
    """

    stage: Stage
    words: str
    left: str
    verb: str
    late: bool = False
    day: str = ""
    posted: bool = False


@frozen
class DayCount:
    """How many reviews were concluded on one working day."""

    word: str
    count: int
    today: bool


@frozen
class Progress:
    """The unit's pace: the last working days, and what every day must see from now on.

    Attributes:
        words: 还有 12 人，7月10日前每天要看 3 人; what is left in words when nothing waits.
        wanted: people a day, 0 when nothing waits.
    """

    words: str
    days: tuple[DayCount, ...]
    wanted: int


@frozen
class WorkbenchState:
    """Everything the workbench draws."""

    title: str
    chips: tuple[StageCount, ...]
    chosen: str
    people: tuple[PersonLine, ...]
    warnings: tuple[Notice, ...]
    next_id: str
    ticked: tuple[str, ...]
    progress: Progress
    hands: tuple[tuple[str, int], ...]
    reviewers: tuple[str, ...]


def stage_of(declaration: Declaration, level: ReviewLevel = ReviewLevel.UNIT) -> Stage:
    """Return the stage that follows from a level's own result and the hand-in."""
    outcome = review_of(declaration, level).outcome
    if outcome == ReviewOutcome.PASSED:
        return Stage.PASSED
    if outcome == ReviewOutcome.SENT_BACK:
        return Stage.SENT_BACK
    return Stage.TO_REVIEW if declaration.submitted_on else Stage.NOT_HANDED_IN
