# SPDX-License-Identifier: MulanPSL-2.0
"""Questions asked of a whole desk: the lines of the task list, of the unit's workbench, of a notification."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from app.model.codes import MaterialState, ReviewLevel, TitleLevel, Verdict
from app.model.materials import ReviewMark
from app.policy.explain.dates import calendar_source, explain_day, explain_notice
from app.policy.explain.finding import explain_remark
from app.policy.explain.material import explain_material
from app.policy.explain.node import Node, Part, basis, group
from app.policy.explain.values import day_words
from app.policy.timetable import Due, Timetable
from app.present.declare.route_result import dates_of
from app.present.returned.rounds import open_round
from app.present.session import Session
from app.present.tasks_rows import TaskRow
from app.present.why import asking
from app.present.why.asking import WHY
from app.present.why.explanation import Explanation

TOLD_ONCE = "S-3.4-1"
MOST_PEOPLE = 12
_RETURNED = frozenset({"returned", "exchange", "again"})


# -- 任务清单


def of_task(session: Session, row: TaskRow) -> Explanation | None:
    """Explain what a line of the task list rests on; None where it rests on nothing but being empty."""
    match row.id:
        case "route":
            return asking.of_route(session)
        case "dates":
            return of_days(session)
        case "walk" | "evidence":
            return _of_first_missing(session)
        case "handover":
            return of_day(session, Due.CLOSES)
        case _ if row.id in _RETURNED:
            return _of_return(session)
        case "selfcheck" | "proof" | "formal":
            return _of_check(session)
    return _of_page(session, row)


def of_days(session: Session) -> Explanation | None:
    """Explain every day of the person's own way; None while the level is open."""
    table = Timetable(session.pack, session.date_keeper)
    dated = dates_of(session, session.declaration.route, session.route)
    roots = tuple(explain_day(table, each.due) for each in dated if each.due is not None)
    return Explanation(f"{WHY}是这些日子", roots) if roots else None


def of_day(session: Session, due: Due) -> Explanation | None:
    """Explain one kind of day of the person's level; None while the level is open."""
    dated = dates_of(session, session.declaration.route, session.route)
    found = next((each.due for each in dated if each.due is not None and each.due.due is due), None)
    return asking.of_day(session, found) if found is not None else None


def _of_first_missing(session: Session) -> Explanation:
    rows = session.checklist.rows
    missing = (row.entry.id for row in rows if row.entry.state == MaterialState.NOT_READY)
    first = next(missing, "")
    return asking.of_material(session, first) if first else asking.of_absent(session)


def _of_check(session: Session) -> Explanation | None:
    if session.findings.blocking_act("formal_print"):
        return asking.of_act(session, "formal_print")
    standing = session.findings.standing()
    return asking.of_finding(session, standing[0]) if standing else None


def _of_return(session: Session) -> Explanation | None:
    review = open_round(session)
    day = _day(review.due) if review is not None else None
    if review is None or day is None:
        return None
    name = session.declaration.basics.name or "申报人"
    return of_sent_back(session, ((name, review.reviewer),), day, review.level)


def _of_page(session: Session, row: TaskRow) -> Explanation | None:
    """Explain the gravest finding below a page of fields, else the first field that is wanted."""
    roots = (row.id, row.path.partition(".")[0])
    below = [
        each
        for each in session.findings.standing()
        if any(path.partition(".")[0] in roots for path in each.paths)
    ]
    below.sort(key=lambda each: each.severity != "must")
    if below:
        return asking.of_finding(session, below[0])
    return asking.of_field(session, row.path) if session.pack.fields.knows(row.path) else None


# -- 工作台


def of_level_days(session: Session, levels: Iterable[TitleLevel], due: Due) -> Explanation | None:
    """Explain one kind of day of each level people of the unit declare for, by the desk's own pack."""
    pack = session.desk_pack
    table = Timetable(pack, session.date_keeper)
    days = [
        each
        for level in {level.filing: level for level in levels}.values()
        for each in table.days(level)
        if each.due is due
    ]
    days.sort(key=lambda each: each.day)
    roots = tuple(explain_day(table, each) for each in days)
    return Explanation(f"{WHY}是这一天：{days[0].words}", roots) if roots else None


def of_posted(session: Session, posted: dt.date) -> Explanation:
    """Explain how a notice is counted while no one declaration is in hand."""
    table = Timetable(session.desk_pack, session.date_keeper)
    tree = explain_notice(table, posted, session.clock.today(), path="")
    return Explanation(f"{WHY}这样数公示", (tree,))


def of_sent_back(
    session: Session,
    people: Sequence[tuple[str, str]],
    due: dt.date,
    level: ReviewLevel,
) -> Explanation:
    """Explain until when sent-back paper is wanted: a person set the day, the calendar counts to it.

    Args:
        people: (whose paper, who set the day).
    """
    pack, today = session.desk_pack, session.clock.today()
    names = [
        Node(Part.READ, name, f"退回时写的期限 {day_words(due)}" + (f"，{by}" if by else ""))
        for name, by in people[:MOST_PEOPLE]
    ]
    if len(people) > MOST_PEOPLE:
        names.append(Node(Part.PLAIN, f"还有 {len(people) - MOST_PEOPLE} 人，这里不一一列出"))
    late = due < today
    days = pack.calendar.workdays_between(min(due, today), max(due, today))
    left = f"已经过了 {days} 个工作日" if late else f"还有 {days} 个工作日"
    counted = Node(Part.COUNT, f"今天 {day_words(today)}，只数工作日，{left}")
    mind = Node(Part.PLAIN, "期限只作提醒；过了期限的材料收不收，由人决定，写明是谁、为什么")
    clauses = (TOLD_ONCE,) if level == ReviewLevel.COMMITTEE else ()
    tree = Node(
        Part.ANSWER,
        "退回补正的期限",
        day_words(due),
        clauses,
        (
            *group("读到的", names),
            *group("怎么算的", (counted, mind)),
            basis(pack, clauses),
        ),
        tone="must" if late else "warn",
    )
    return Explanation(f"{WHY}是这一天：退回补正的期限", (tree,))


# -- 一次性告知


def of_told(session: Session, entry_id: str, level: ReviewLevel) -> Explanation:
    """Explain one item of a notification: what was found and by which clause, and why it is on the list."""
    pack, declaration = session.pack, session.declaration
    name = session.checklist.row(entry_id).name
    entry = declaration.material(entry_id)
    mark = entry.mark(level) if entry is not None else None
    listed = explain_material(pack, declaration, entry_id)
    if mark is None or mark.stale or mark.verdict != Verdict.NEEDS_CORRECTION:
        return Explanation(f"{WHY}要看：{name}", (listed,))
    return Explanation(f"{WHY}要补正：{name}", (_marked(session, entry_id, name, mark), listed))


def _marked(session: Session, entry_id: str, name: str, mark: ReviewMark) -> Node:
    seen = "，".join(filter(None, (mark.by, mark.on)))
    words = mark.reason + (f"（{seen}）" if seen else "")
    return explain_remark(
        session.pack,
        session.declaration,
        code="",
        path=f"materials.{entry_id}",
        title=name,
        words=words,
        clauses=(mark.clause,) if mark.clause else (),
        answer="需补正",
    )


def of_told_day(session: Session, days: int, due: dt.date) -> Explanation:
    """Explain the day a notification given out today ends on."""
    pack, today = session.pack, session.clock.today()
    lines = [
        Node(Part.COUNT, f"告知书上写 {days} 个工作日；通知没有给天数，由办事机构定"),
        Node(Part.COUNT, f"{day_words(today)}送达当天不算，从第二天起只数工作日"),
        Node(Part.COUNT, f"数到第 {days} 个工作日是 {day_words(due)}，下班前补齐"),
    ]
    tree = Node(
        Part.ANSWER,
        "补齐的期限",
        day_words(due),
        (TOLD_ONCE,),
        (
            *group("怎么算的", lines),
            calendar_source(pack, due.year),
            basis(pack, (TOLD_ONCE,)),
        ),
    )
    return Explanation(f"{WHY}是这一天：补齐的期限", (tree,))


def _day(iso: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None
