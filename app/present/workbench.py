# SPDX-License-Identifier: MulanPSL-2.0
"""The unit's workbench (ux S20, S21): who is where, what is due, who is next."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum

from attrs import frozen

from app.model.codes import ItemState, ReviewLevel, ReviewOutcome
from app.model.declaration import Declaration
from app.model.operations import review_of
from app.policy.checklist import checklist
from app.present.presenter import Presenter
from app.present.session import Session
from app.present.words import short_day

ALL = "all"


class Stage(StrEnum):
    """Where one person's paper is at the unit (ux 3.7)."""

    NOT_HANDED_IN = "not_handed_in"
    TO_REVIEW = "to_review"
    SENT_BACK = "sent_back"
    PASSED = "passed"


STAGE_WORDS = {
    Stage.NOT_HANDED_IN: "未交",
    Stage.TO_REVIEW: "待初审",
    Stage.SENT_BACK: "退回",
    Stage.PASSED: "可公示",
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


@frozen
class StageCount:
    """One chip: a stage and how many are in it."""

    key: str
    word: str
    count: int


@frozen
class WorkbenchState:
    """Everything the workbench draws."""

    title: str
    chips: tuple[StageCount, ...]
    chosen: str
    people: tuple[PersonLine, ...]
    warnings: tuple[str, ...]
    next_id: str


def stage_of(declaration: Declaration) -> Stage:
    """Return the stage that follows from the unit's own result and the hand-in."""
    outcome = review_of(declaration, ReviewLevel.UNIT).outcome
    if outcome == ReviewOutcome.PASSED:
        return Stage.PASSED
    if outcome == ReviewOutcome.SENT_BACK:
        return Stage.SENT_BACK
    return Stage.TO_REVIEW if declaration.submitted_on else Stage.NOT_HANDED_IN


class WorkbenchPresenter(Presenter):
    """Counts are filters; the next person to review is one key away."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._chosen = ALL
        self._lines: dict[str, tuple[str, PersonLine]] = {}

    def _session_changed(self, paths: frozenset[str]) -> None:
        if self.session.has_declaration:
            self._lines.pop(self.session.declaration.id, None)
        super()._session_changed(paths)

    def _all(self) -> list[PersonLine]:
        return [self._line(entry.id, entry.updated) for entry in self.session.vault.declarations()]

    def _line(self, declaration_id: str, updated: str) -> PersonLine:
        known = self._lines.get(declaration_id)
        if known and known[0] == updated:
            return known[1]
        declaration = self.session.vault.load(declaration_id)
        line = self._made(declaration)
        self._lines[declaration_id] = (updated, line)
        return line

    def _made(self, declaration: Declaration) -> PersonLine:
        rows = checklist(self.session.pack, declaration).rows
        marks = [row.entry.mark(ReviewLevel.UNIT) for row in rows]
        review = review_of(declaration, ReviewLevel.UNIT)
        stage = stage_of(declaration)
        answers = declaration.route
        level = self.session.pack.label("level", answers.level) if answers.level else "还没选"
        return PersonLine(
            declaration_id=declaration.id,
            name=declaration.basics.name,
            id_tail=declaration.basics.id_number[-4:],
            level=level,
            series=answers.series,
            specialty=answers.specialty,
            stage=stage,
            stage_word=STAGE_WORDS[stage],
            unseen=sum(mark is None or mark.stale for mark in marks),
            wanted=sum(row.entry.shown_state() == ItemState.NEEDS_CORRECTION for row in rows),
            pages=sum(row.entry.page_count() for row in rows if row.bound),
            reviewer=review.reviewer,
            due=review.due,
        )

    @property
    def state(self) -> WorkbenchState:
        """Return what the workbench draws."""
        people = self._all()
        counts = Counter(person.stage for person in people)
        chips = (
            StageCount(ALL, "全部", len(people)),
            *(StageCount(stage, word, counts[stage]) for stage, word in STAGE_WORDS.items()),
        )
        shown = tuple(p for p in people if self._chosen in (ALL, p.stage))
        waiting = [p for p in people if p.stage == Stage.TO_REVIEW]
        unit = self.session.unit
        return WorkbenchState(
            title=unit.name if unit else "单位工作台",
            chips=chips,
            chosen=self._chosen,
            people=shown,
            warnings=self._warnings(people),
            next_id=waiting[0].declaration_id if waiting else "",
        )

    def _warnings(self, people: list[PersonLine]) -> tuple[str, ...]:
        today = self.session.clock.today()
        sent = [p for p in people if p.stage == Stage.SENT_BACK and p.due]
        lines = []
        for due, count in sorted(Counter(p.due for p in sent).items()):
            late = due < today.isoformat()
            lines.append(f"退回 {count} 人，{short_day(due)}{'已到期' if late else '到期'}")
        missing = sum(p.stage == Stage.NOT_HANDED_IN for p in people)
        if missing:
            lines.append(f"还有 {missing} 人没交")
        return tuple(lines)

    def choose(self, key: str) -> None:
        """Show one stage or all."""
        self._chosen = key
        self.changed()

    def open(self, declaration_id: str) -> None:
        """Take a person's declaration in hand."""
        self.session.open(declaration_id)


def waiting(session: Session) -> int:
    """Return how many people wait for the unit's review."""
    loaded = (session.vault.load(entry.id) for entry in session.vault.declarations())
    return sum(stage_of(declaration) == Stage.TO_REVIEW for declaration in loaded)
