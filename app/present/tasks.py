# SPDX-License-Identifier: MulanPSL-2.0
"""任务清单 (ux S05, 3.2): what is done, the one thing to do next, papers to fetch, the days ahead."""

from __future__ import annotations

import datetime as dt

import attrs
from attrs import frozen

from app.present.deadline import short_words
from app.present.declare.editor import FieldEditor
from app.present.declare.route_result import dates_of
from app.present.papers.fetch_list import wanted_papers
from app.present.papers.returned import ReturnCard, return_card
from app.present.presenter import Presenter
from app.present.session import Session
from app.present.tasks_paper import (
    evidence_row,
    printing_rows,
    returned_rows,
    selfcheck_row,
    walk_row,
)
from app.present.tasks_rows import (
    CHECKED_SETTING,
    DONE,
    WAIT,
    Desk,
    TaskRow,
    achievements_row,
    checked_token,
    dates_row,
    form_row,
    qualifications_row,
    route_row,
    statement_row,
)

EMPTY = "先回答 6 个问题，程序才知道要列哪些材料。大约 5 分钟。"
MOST_PAPERS = 5
_DATES_SHOWN = ("单位要求交齐", "建议交到单位", "个人申报截止", "单位报人社部门")


@frozen
class TaskGroup:
    """One group of tasks under its heading."""

    title: str
    rows: tuple[TaskRow, ...]


@frozen
class PaperToFetch:
    """One paper to get hold of, and from whom."""

    entry_id: str
    name: str
    where: str

    @property
    def short(self) -> str:
        """Return the name without what stands in brackets behind it."""
        return self.name.split("（", maxsplit=1)[0] or self.name


@frozen
class DayAhead:
    """One date ahead: 7月3日, what is due, how many working days there are."""

    day: dt.date
    words: str
    what: str
    left: str


@frozen
class TasksState:
    """Everything the page draws.

    Attributes:
        empty: the page's only text before the six questions are answered.
        next_id: id of the task to do next, empty when nothing can be done now.
        resume: where the person was at work last.
        returned: what came back and until when, shown over the list.
    """

    groups: tuple[TaskGroup, ...]
    next_id: str
    summary: str
    papers: tuple[PaperToFetch, ...]
    more_papers: int
    days: tuple[DayAhead, ...]
    resume: str
    empty: str = ""
    returned: ReturnCard | None = None


class TasksPresenter(Presenter):
    """The applicant's first page, seen again at every return."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._resume = self._last_place()

    def _session_changed(self, paths: frozenset[str]) -> None:
        if "*" in paths:
            self._resume = self._last_place()
        super()._session_changed(paths)

    @property
    def state(self) -> TasksState:
        """Return the page as it stands."""
        if not self.session.has_declaration:
            return TasksState((), "", "", (), 0, (), "", EMPTY)
        groups = self._groups()
        rows = [row for group in groups for row in group.rows]
        done = sum(row.kind == DONE for row in rows)
        following = next((row for row in rows if row.kind not in {DONE, WAIT}), None)
        papers = self.papers()
        return TasksState(
            groups=groups,
            next_id=following.id if following else "",
            summary=_summary(done, len(rows) - done),
            papers=papers[:MOST_PAPERS],
            more_papers=max(0, len(papers) - MOST_PAPERS),
            days=self._days(),
            resume=self._resume,
            returned=return_card(self.session),
        )

    def _groups(self) -> tuple[TaskGroup, ...]:
        desk = Desk.of(self.session)
        fields = self.session.pack.fields
        writing = (
            form_row(desk, fields.section("basics"), "基本信息", "basics", 8),
            qualifications_row(desk),
            achievements_row(desk),
            statement_row(desk),
        )
        returned = returned_rows(desk)
        walk, evidence = walk_row(desk), evidence_row(desk)
        proof, formal, handover = printing_rows(desk, ready=walk.kind == DONE)
        checking = (selfcheck_row(desk), proof, formal)
        # What came back has a day of its own: it stands first, and is what to do next.
        first = (TaskGroup("退回补正", returned),) if returned else ()
        return (
            *first,
            TaskGroup("先核对", (route_row(desk), dates_row(desk))),
            TaskGroup("填写", writing),
            TaskGroup("材料", (walk, evidence)),
            TaskGroup("检查、打印、装订", checking),
            TaskGroup("交接", (handover,)),
        )

    def papers(self) -> tuple[PaperToFetch, ...]:
        """Return the papers that are not in hand yet and that the program cannot make."""
        return tuple(
            PaperToFetch(each.entry_id, each.name, each.where)
            for each in wanted_papers(self.session)
        )

    def _days(self) -> tuple[DayAhead, ...]:
        answers, calendar = self.session.declaration.route, self.session.pack.calendar
        today = self.session.clock.today()
        lines = dates_of(self.session, answers, self.session.route)
        return tuple(
            DayAhead(
                line.day,
                short_words(line.day),
                line.what,
                _left(calendar.workdays_between(today, line.day)),
            )
            for line in lines
            if line.what in _DATES_SHOWN and line.day >= today
        )

    def _last_place(self) -> str:
        """Return 上次改到：资格与任职 → 聘任时间, from the last revision that touched a field."""
        if not self.session.has_declaration:
            return ""
        editor = FieldEditor(self.session)
        revisions = self.session.vault.revisions(self.session.declaration.id)
        for revision in sorted(revisions, key=lambda each: each.number, reverse=True)[:20]:
            for path in revision.paths:
                if self.session.pack.fields.knows(path):
                    item = editor.item(path)
                    return f"上次改到：{editor.section(item.section).title} → {item.label}"
        return ""

    # -- what a person does

    def confirm_dates(self) -> None:
        """Record that the dates and the list in force were looked at."""
        key = f"{CHECKED_SETTING}:{self.session.declaration.id}"
        self.session.vault.set_setting(key, checked_token(self.session))
        self.changed()

    def row(self, task_id: str) -> TaskRow:
        """Return one task; raises KeyError."""
        for group in self.state.groups:
            for row in group.rows:
                if row.id == task_id:
                    return attrs.evolve(row)
        raise KeyError(task_id)


def _summary(done: int, left: int) -> str:
    if not left:
        return "都做完了。材料在谁手里，看签收单。"
    return f"已完成 {done} 项，还有 {left} 项。按顺序做，随时可以停。"


def _left(days: int) -> str:
    return f"{days} 个工作日" if days else "今天"


def waiting_achievements(session: Session) -> int:
    """Return the number beside 业绩成果 in the navigation: cards that are not done."""
    if not session.has_declaration:
        return 0
    row = achievements_row(Desk(session, ()))
    return int("".join(filter(str.isdigit, row.state)) or 0) if row.kind != DONE else 0
