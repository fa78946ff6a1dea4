# SPDX-License-Identifier: MulanPSL-2.0
"""The unit's workbench (ux S20, S21): who is where, what is due, who is next."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterator

import attrs

from app.kernel.dates import PartialDate
from app.kernel.errors import UserError
from app.model.codes import ItemState, ReviewLevel, ReviewOutcome
from app.model.declaration import Declaration
from app.model.materials import LevelReview
from app.model.operations import RecordReview, SetValue, review_of
from app.policy.checklist import checklist
from app.policy.timetable import Due, Timetable
from app.present.dates.countdown import countdown_words
from app.present.presenter import Presenter
from app.present.session import OTHERS, Session
from app.present.unit.workbench_lines import (
    STAGE_WORDS,
    DayCount,
    Notice,
    PersonLine,
    Progress,
    Stage,
    StageCount,
    WorkbenchState,
    stage_of,
)
from app.present.why import desks
from app.present.why.explanation import Explanation
from app.present.words import short_day

ALL = "all"
DAYS_SHOWN = 6


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
        for path in paths:
            self._lines.pop(path.removeprefix(f"{OTHERS}."), None)
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
            posted_on=declaration.notice.posted_on,
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
            title=unit.name if unit else "",
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
            lines.append(Notice(Stage.SENT_BACK, words, left, f"看这 {count} 人", late, due))
        lines += self._posted(people)
        if missing := sum(p.stage == Stage.NOT_HANDED_IN for p in people):
            lines.append(
                Notice(Stage.NOT_HANDED_IN, f"还有 {missing} 人没交", "", f"看这 {missing} 人")
            )
        return tuple(lines)

    def _posted(self, people: list[PersonLine]) -> list[Notice]:
        """Count every notice that runs, posting day by posting day (D-1), whoever is in hand."""
        table = Timetable(self.session.desk_pack, self.session.date_keeper)
        today, lines = self.session.clock.today(), []
        for posted, count in sorted(Counter(p.posted_on for p in people).items()):
            parsed = PartialDate.parse(posted)
            day = parsed.exact() if parsed else None
            if day is None or today > table.notice(day).possible_from:
                continue
            words = countdown_words(table, day, today)
            verb = f"看这 {count} 人"
            lines.append(Notice(Stage.PASSED, words, "", verb, day=day.isoformat(), posted=True))
        return lines

    # -- why

    def why_notice(self, notice: Notice) -> Explanation | None:
        """Explain the day a line over the table rests on."""
        people = self._all()
        if notice.posted:
            return desks.of_posted(self.session, dt.date.fromisoformat(notice.day))
        if notice.stage == Stage.SENT_BACK:
            back = [p for p in people if p.stage == Stage.SENT_BACK and p.due == notice.day]
            return self._why_back(back)
        return self._why_levels([p for p in people if p.stage == notice.stage], Due.CLOSES)

    def why_pace(self) -> Explanation | None:
        """Explain the day by which everybody waiting must have been looked at."""
        waiting = [p for p in self._all() if p.stage == Stage.TO_REVIEW]
        return self._why_levels(waiting, Due.POSTING)

    def why_person(self, declaration_id: str) -> Explanation | None:
        """Explain the day that counts for one person where they are now."""
        person = next((p for p in self._all() if p.declaration_id == declaration_id), None)
        if person is None:
            return None
        if person.stage == Stage.SENT_BACK and person.due:
            return self._why_back([person])
        parsed = PartialDate.parse(person.posted_on)
        posted = parsed.exact() if parsed else None
        if posted is not None:
            return desks.of_posted(self.session, posted)
        due = Due.CLOSES if person.stage == Stage.NOT_HANDED_IN else Due.POSTING
        return self._why_levels([person], due)

    def _why_back(self, people: list[PersonLine]) -> Explanation | None:
        if not people:
            return None
        named = [(p.name or "（未填姓名）", p.reviewer) for p in people]
        due = dt.date.fromisoformat(people[0].due)
        return desks.of_sent_back(self.session, named, due, self._level)

    def _why_levels(self, people: list[PersonLine], due: Due) -> Explanation | None:
        levels = [p.title_level for p in people if p.title_level is not None]
        return desks.of_level_days(self.session, levels, due)

    # -- what a person does

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
        self.session.apply_to(
            fresh, lambda _held: SetValue("submitted_on", today, "登记收到纸质材料")
        )
        self.changed()
        return len(fresh)

    def _chosen_ids(self) -> tuple[str, ...]:
        chosen = self.state.ticked
        if not chosen:
            raise UserError("BENCH-NOBODY")
        return chosen

    def _each(self, name: str, edit: Callable[[LevelReview], LevelReview]) -> int:
        chosen = self._chosen_ids()
        self.session.apply_to(
            chosen, lambda held: RecordReview(edit(review_of(held, self._level)), name)
        )
        self.changed()
        return len(chosen)

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
    return sum(1 for _each in _to_review(session))


def next_person(session: Session) -> str:
    """Return whom 继续初审 takes up, "" for nobody."""
    return next(_to_review(session), "")


def _to_review(session: Session) -> Iterator[str]:
    level = session.role.level if session.role.reviews else ReviewLevel.UNIT
    for entry in session.vault.declarations():
        if stage_of(session.vault.load(entry.id), level) == Stage.TO_REVIEW:
            yield entry.id
