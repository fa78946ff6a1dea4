# SPDX-License-Identifier: MulanPSL-2.0
"""What the route answers lead to, in words: the way, the dates, the list, what the notice leaves open."""

from __future__ import annotations

import datetime as dt

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.model.codes import DeclarationKind
from app.model.declaration import Declaration, RouteAnswers
from app.policy.checklist import compare_lists, wanted_entries
from app.policy.routing import Route, route
from app.policy.timetable import Due, DueDay, Timetable
from app.present.deadline import day_words, left_words
from app.present.declare.route_questions import QUESTIONS
from app.present.session import Session


@frozen
class DateLine:
    """One date: what is due, the day with its weekday, how long there is, which clause."""

    what: str
    day: dt.date
    words: str
    left: str
    clause: str
    advice: bool = False
    due: DueDay | None = None


@frozen
class StepLine:
    """One body on the way."""

    name: str
    duty: str


@frozen
class OpenPoint:
    """Something the notice leaves open, and what is done until someone answers (D-10)."""

    id: str
    question: str
    default: str
    clause: str


@frozen
class RouteResult:
    """The result page.

    Attributes:
        headline: 您的清单有 23 项 and the two dates that matter.
        refused: why no route could be worked out, in one line; the rest is empty then.
        appears, goes, kept: what another list would change; kept = out of the list but entered.
    """

    headline: str
    mode: str = ""
    body: str = ""
    paper: str = ""
    steps: tuple[StepLine, ...] = ()
    dates: tuple[DateLine, ...] = ()
    materials: int = 0
    pending: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    undecided: tuple[str, ...] = ()
    appears: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    basis: str = ""
    refused: str = ""


def result_of(session: Session, answers: RouteAnswers) -> RouteResult:
    """Return the result page of some answers; nothing is changed."""
    pack = session.pack
    try:
        found = route(pack, answers)
        declaration = session.declaration if session.has_declaration else Declaration()
        entries = wanted_entries(pack, attrs.evolve(declaration, route=answers))
    except UserError as refusal:
        return RouteResult("还推不出路线", refused=str(refusal))
    change = compare_lists(pack, declaration, answers) if session.has_declaration else None
    dates = dates_of(session, answers, found)
    return RouteResult(
        headline=_headline(len(entries), dates, found),
        mode=found.mode_name or _possible(session, found),
        body=found.body,
        paper=_paper(found),
        steps=tuple(StepLine(step.name, step.duty) for step in found.steps),
        dates=dates,
        materials=len(entries),
        notes=found.notes,
        open_points=_open_points(session, found),
        undecided=_undecided(session, answers, found),
        appears=change.appears if change else (),
        goes=change.goes if change else (),
        kept=change.kept if change else (),
        basis=pack.cite(found.clauses),
    )


def _headline(count: int, dates: tuple[DateLine, ...], found: Route) -> str:
    firm = [line for line in dates if line.what in {"单位要求交齐", "个人申报截止"}]
    days = "；".join(f"{line.what} {line.words}" for line in firm)
    tail = f"；{days}" if days else ("；日期以评委会通知为准" if found.separate_dates else "")
    return f"您的清单有 {count} 项{tail}。"


def _possible(session: Session, found: Route) -> str:
    names = [session.pack.routes.modes[mode].name for mode in found.possible]
    return "还不能确定，可能是：" + "；".join(names) if names else "还不能确定"


def _paper(found: Route) -> str:
    if found.paper is None:
        return "要不要交纸质材料，答完再看"
    return "要交纸质材料，装订成册" if found.paper else "不交纸质材料"


def dates_of(session: Session, answers: RouteAnswers, found: Route) -> tuple[DateLine, ...]:
    """Return the dates of a route in order of day; empty while the level is open."""
    window, pack = found.window, session.pack
    if window is None or answers.level is None:
        return ()
    table, today = Timetable(pack, session.date_keeper), session.clock.today()
    return tuple(
        _date_line(session, due, today)
        for due in table.days(answers.level, window)
        if due.due is not Due.RESULT_POSTING
        and (due.due is not Due.TARGETED or answers.kind == DeclarationKind.TARGETED_GRASSROOTS)
    )


def _date_line(session: Session, due: DueDay, today: dt.date) -> DateLine:
    day = due.work_day if due.due is Due.POSTING else due.day
    return DateLine(
        due.words,
        day,
        day_words(day),
        "" if day < today else left_words(session.pack.calendar, today, day)[1],
        clause_words(session, due),
        due.due is Due.ADVISED,
        due,
    )


def clause_words(session: Session, due: DueDay) -> str:
    """Return where a day comes from: its clauses, the unit, or nobody."""
    if due.due is Due.OWN:
        return "单位规定"
    if due.due is Due.SLOT:
        return "附件4"
    if due.due is Due.ADVISED:
        return "只作提示，没有条款"
    return session.pack.cite(due.clauses)


def _open_points(session: Session, found: Route) -> tuple[OpenPoint, ...]:
    rows = {row.id: row for row, _ in session.pack.ambiguities}
    return tuple(
        OpenPoint(row.id, row.question, row.default, session.pack.cite(row.clauses))
        for row in (rows[each] for each in found.ambiguities if each in rows)
    )


def _undecided(session: Session, answers: RouteAnswers, found: Route) -> tuple[str, ...]:
    names = [name for name in QUESTIONS if name in answers.undecided or name in found.missing]
    if "specialty" in found.missing and "series" not in names:
        names.append("specialty")
    return tuple(session.pack.label("route", name) for name in names)
