# SPDX-License-Identifier: MulanPSL-2.0
"""What the route answers lead to, in words: the way, the dates, the list, what the notice leaves open."""

from __future__ import annotations

import datetime as dt

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.model.declaration import Declaration, RouteAnswers
from app.policy.checklist import compare_lists, wanted_entries
from app.policy.routing import Route, route
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
    window, pack, unit = found.window, session.pack, session.unit
    if window is None or answers.level is None:
        return ()
    calendar, today = pack.calendar, session.clock.today()
    own_window = pack.cite([each for each in window.clauses if each.startswith("S-3.2.")])
    upward = pack.cite([each for each in window.clauses if each.startswith(("S-3.3", "S-3.5"))])
    rows: list[tuple[str, dt.date, str, bool]] = [
        ("个人申报开始", window.opens, own_window, False),
        ("个人申报截止", window.closes, own_window, False),
        ("单位报人社部门", window.report_up, upward, False),
        ("评审和公示完成", window.review_by, pack.cite(pack.windows.review_clauses), False),
    ]
    own = own_day(unit.internal_dates.get(answers.level.filing, "") if unit else "")
    if own is not None:
        rows.append(("单位要求交齐", own, "单位规定", False))
    elif window.internal is not None:
        rows.append(("建议交到单位", window.internal, "只作提示，没有条款", True))
    latest = calendar.latest_posting(
        window.report_up, counts_posting_day=bool(unit and unit.counts_posting_day)
    )
    notice = pack.cite(pack.windows.notice_clauses)
    rows.append(("单位最迟张贴公示", calendar.workday_on_or_before(latest), notice, False))
    rows.sort(key=lambda row: row[1])
    return tuple(
        DateLine(
            what,
            day,
            day_words(day),
            "" if day < today else left_words(calendar, today, day)[1],
            clause,
            advice,
        )
        for what, day, clause, advice in rows
    )


def own_day(iso: str) -> dt.date | None:
    """Return the unit's own day, or None when it is not set or no day."""
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None


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
