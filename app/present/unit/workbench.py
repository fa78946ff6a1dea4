# SPDX-License-Identifier: MulanPSL-2.0
"""The unit's workbench (ux S20, S21): who is where, what is due, who is next."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable
from enum import StrEnum

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.model.codes import ItemState, ReviewLevel, ReviewOutcome, TitleLevel
from app.model.declaration import Declaration
from app.model.materials import LevelReview
from app.model.operations import Operation, RecordReview, SetValue, review_of
from app.policy.checklist import checklist
from app.present.presenter import Presenter
from app.present.session import Session
from app.present.unit.others import apply_to
from app.present.words import short_day

ALL = "all"
DAYS_SHOWN = 6


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


@frozen
class StageCount:
    """One chip: a stage and how many are in it."""

    key: str
    word: str
    count: int


@frozen
class Notice:
    """One line over the table; its verb shows the people it speaks of."""

    stage: Stage
    words: str
    left: str
    verb: str
    late: bool = False


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


class WorkbenchPresenter(Presenter):
    """Counts are filters; the next person to review is one key away."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._chosen = ALL
        self._ticked: set[str] = set()
        self._lines: dict[str, tuple[str, PersonLine]] = {}
        self._level_of_lines = self._level

    @property
    def _level(self) -> ReviewLevel:
        """Return whose column counts here; another desk of the vault may have been taken."""
        role = self.session.role
        return role.level if role.reviews else ReviewLevel.UNIT

    def _session_changed(self, paths: frozenset[str]) -> None:
        if self.session.has_declaration:
            self._lines.pop(self.session.declaration.id, None)
        super()._session_changed(paths)

    def _all(self) -> list[PersonLine]:
        if self._level_of_lines != self._level:
            self._lines.clear()
            self._level_of_lines = self._level
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
        rows = checklist(self.session.pack_of(declaration), declaration).rows
        marks = [row.entry.mark(self._level) for row in rows]
        review = review_of(declaration, self._level)
        stage = stage_of(declaration, self._level)
        answers = declaration.route
        level = self.session.desk_pack.label("level", answers.level) if answers.level else "还没选"
        return PersonLine(
            declaration_id=declaration.id,
            name=declaration.basics.name,
            id_tail=declaration.basics.id_number[-4:],
            level=level,
            series=answers.series,
            specialty=answers.specialty,
            stage=stage,
            stage_word=STAGE_WORDS[self._level][stage],
            unseen=sum(mark is None or mark.stale for mark in marks),
            wanted=sum(row.entry.shown_state() == ItemState.NEEDS_CORRECTION for row in rows),
            pages=sum(row.entry.page_count() for row in rows if row.bound),
            reviewer=review.reviewer,
            due=review.due,
            title_level=answers.level,
            concluded_on=review.on if review.outcome != ReviewOutcome.OPEN else "",
        )

    @property
    def state(self) -> WorkbenchState:
        """Return what the workbench draws."""
        people = self._all()
        counts = Counter(person.stage for person in people)
        chips = (
            StageCount(ALL, "全部", len(people)),
            *(
                StageCount(stage, word, counts[stage])
                for stage, word in STAGE_WORDS[self._level].items()
            ),
        )
        shown = tuple(p for p in people if self._chosen in (ALL, p.stage))
        waiting = [p for p in people if p.stage == Stage.TO_REVIEW]
        unit = self.session.unit
        return WorkbenchState(
            title=unit.name if unit else "工作台",
            chips=chips,
            chosen=self._chosen,
            people=shown,
            warnings=self._warnings(people),
            next_id=waiting[0].declaration_id if waiting else "",
            ticked=tuple(p.declaration_id for p in shown if p.declaration_id in self._ticked),
            progress=self._progress(people, waiting),
            hands=_hands(waiting),
            reviewers=tuple(sorted({p.reviewer for p in people if p.reviewer})),
        )

    def _progress(self, people: list[PersonLine], waiting: list[PersonLine]) -> Progress:
        today, calendar = self.session.clock.today(), self.session.desk_pack.calendar
        days: list[dt.date] = []
        day = today
        while len(days) < DAYS_SHOWN:
            if day == today or calendar.is_workday(day):
                days.append(day)
            day -= dt.timedelta(days=1)
        done = Counter(p.concluded_on for p in people)
        bars = tuple(
            DayCount(
                "今天" if each == today else f"{each.day}日", done[each.isoformat()], each == today
            )
            for each in reversed(days)
        )
        levels = {p.title_level for p in waiting if p.title_level is not None}
        windows = [self.session.desk_pack.window(level) for level in levels]
        if not waiting or not windows:
            return Progress("没有等着审核的人。" if not waiting else "", bars, 0)
        last = min(calendar.latest_posting(window.report_up) for window in windows)
        left = calendar.workdays_between(today, last) if last > today else 0
        wanted = math.ceil(len(waiting) / max(1, left))
        by = f"{last.month}月{last.day}日"
        ahead = f"{by}前每天要看 {wanted} 人" if left else f"公示最迟 {by}张贴"
        past = "，日子已经过了" if last < today else ""
        return Progress(f"还有 {len(waiting)} 人，{ahead}{past}", bars, wanted)

    def _warnings(self, people: list[PersonLine]) -> tuple[Notice, ...]:
        today, calendar = self.session.clock.today(), self.session.desk_pack.calendar
        lines = []
        sent = [p for p in people if p.stage == Stage.SENT_BACK]
        for due, count in sorted(Counter(p.due for p in sent if p.due).items()):
            day = dt.date.fromisoformat(due)
            late = day < today
            days = calendar.workdays_between(min(day, today), max(day, today))
            left = f"已过 {days} 个工作日" if late else f"还剩 {days} 个工作日"
            words = f"退回的 {count} 人 {short_day(due)}到期"
            lines.append(Notice(Stage.SENT_BACK, words, left, f"看这 {count} 人", late))
        if missing := sum(p.stage == Stage.NOT_HANDED_IN for p in people):
            lines.append(
                Notice(Stage.NOT_HANDED_IN, f"还有 {missing} 人没交", "", f"看这 {missing} 人")
            )
        return tuple(lines)

    def tick(self, declaration_id: str, on: bool) -> None:
        """Choose a person for the verbs under the table."""
        (self._ticked.add if on else self._ticked.discard)(declaration_id)
        self.changed()

    def tick_all(self, on: bool) -> None:
        """Choose everybody shown, or nobody."""
        self._ticked = {p.declaration_id for p in self.state.people} if on else set()
        self.changed()

    def assign(self, reviewer: str) -> int:
        """Write who reviews the people chosen; returns how many.

        Raises:
            UserError: BENCH-NOBODY when nobody is chosen, BENCH-REVIEWER without a name.
        """
        if len(reviewer.strip()) < 2:
            raise UserError("BENCH-REVIEWER")
        return self._each(
            "分配审核人", lambda review: attrs.evolve(review, reviewer=reviewer.strip())
        )

    def hand_in(self) -> int:
        """Record that the people chosen handed in their paper today; returns how many had not before."""
        chosen = self._chosen_ids()
        fresh = [i for i in chosen if not self.session.vault.load(i).submitted_on]
        today = self.session.clock.today().isoformat()
        for declaration_id in fresh:
            self._apply(declaration_id, SetValue("submitted_on", today, "登记收到纸质材料"))
        self.changed()
        return len(fresh)

    def _chosen_ids(self) -> tuple[str, ...]:
        chosen = self.state.ticked
        if not chosen:
            raise UserError("BENCH-NOBODY")
        return chosen

    def _each(self, name: str, edit: Callable[[LevelReview], LevelReview]) -> int:
        chosen = self._chosen_ids()
        for declaration_id in chosen:
            held = self.session.vault.load(declaration_id)
            review = edit(review_of(held, self._level))
            self._apply(declaration_id, RecordReview(review, name))
        self.changed()
        return len(chosen)

    def _apply(self, declaration_id: str, operation: Operation) -> None:
        session = self.session
        self._lines.pop(declaration_id, None)
        apply_to(session, declaration_id, operation)

    def choose(self, key: str) -> None:
        """Show one stage or all."""
        self._chosen = key
        self.changed()

    def open(self, declaration_id: str) -> None:
        """Take a person's declaration in hand."""
        self.session.open(declaration_id)


def _hands(waiting: list[PersonLine]) -> tuple[tuple[str, int], ...]:
    """Return how many each reviewer has in hand, the longest first, nobody's last."""
    counts = Counter(person.reviewer for person in waiting)
    named = sorted(((n, c) for n, c in counts.items() if n), key=lambda row: (-row[1], row[0]))
    return (*named, ("未分配", counts[""]))


def waiting(session: Session) -> int:
    """Return how many people wait for this desk's review."""
    loaded = (session.vault.load(entry.id) for entry in session.vault.declarations())
    level = session.role.level if session.role.reviews else ReviewLevel.UNIT
    return sum(stage_of(declaration, level) == Stage.TO_REVIEW for declaration in loaded)
