# SPDX-License-Identifier: MulanPSL-2.0
"""Predicates on days: the window, the public notice, the order of signatures. Deadlines inform (D-4)."""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import Any

from app.kernel.dates import chinese_date, weekday_word
from app.kernel.workdays import NoticeCount
from app.policy.checklist import is_done
from app.policy.facts import Facts, parsed
from app.policy.findings import Verdict
from app.policy.predicates.kind import Kind, Parameters, kind, met, unknown, unmet
from app.policy.words import place_words


def _day(text: str) -> dt.date | None:
    date = parsed(text)
    return date.exact() if date else None


def _said(day: dt.date) -> str:
    return f"{day.month}月{day.day}日（{weekday_word(day)}）"


def counts_posting_day(facts: Facts) -> bool:
    """Return the unit's rule on the posting day (D-1)."""
    return facts.declaration.notice.counts_posting_day or bool(
        facts.unit and facts.unit.counts_posting_day
    )


def notice_count(facts: Facts, posted: dt.date) -> NoticeCount:
    """Return the counting of this unit's notice."""
    days = facts.pack.windows.notice_days
    return facts.pack.calendar.notice(posted, days, counts_posting_day=counts_posting_day(facts))


def notice_complete(facts: Facts) -> list[Verdict]:
    """Five full working days have passed by today (S-6.1.1-3, D-1)."""
    path = "notice.posted_on"
    posted = _day(facts.declaration.notice.posted_on)
    if posted is None:
        return [unknown(path)]
    count = notice_count(facts, posted)
    values, lines = _counted(facts, posted, count)
    if facts.today >= count.possible_from:
        return [met(path, working=lines)]
    passed = sum(day < facts.today for day in count.counted)
    return [unmet(path, working=lines, on=_said(facts.today), passed=passed, **values)]


def _counted(
    facts: Facts, posted: dt.date, count: NoticeCount
) -> tuple[dict[str, Any], tuple[str, ...]]:
    values: dict[str, Any] = {
        "posted": _said(posted),
        "complete": _said(count.complete),
        "possible": _said(count.possible_from),
        "days": facts.pack.windows.notice_days,
        "counted": "、".join(_said(day) for day in count.counted),
    }
    line = f"{values['complete']}满，{values['possible']}起可以出具推荐意见"
    return values, (f"计入：{values['counted']}", line)


def notice_not_cut_short(facts: Facts) -> list[Verdict]:
    """A notice taken down is not taken down before its fifth working day (S-6.1.1-3)."""
    posted = _day(facts.declaration.notice.posted_on)
    ended = _day(facts.declaration.notice.ended_on)
    if posted is None or ended is None:
        return []
    count = notice_count(facts, posted)
    values, lines = _counted(facts, posted, count)
    if ended >= count.complete:
        return [met("notice.ended_on", working=lines)]
    paths = ("notice.ended_on", "notice.posted_on")
    return [unmet(*paths, working=lines, ended=_said(ended), **values)]


def recommended_after_notice(facts: Facts) -> list[Verdict]:
    """The recommendation is dated after the notice is complete (S-6.1.1-3)."""
    posted = _day(facts.declaration.notice.posted_on)
    given = _day(facts.declaration.recommendation.on)
    if posted is None or given is None:
        return []
    count = notice_count(facts, posted)
    values, lines = _counted(facts, posted, count)
    if given >= count.possible_from:
        return [met("recommendation.on", working=lines)]
    passed = sum(day < given for day in count.counted)
    paths = ("recommendation.on", "notice.posted_on")
    return [unmet(*paths, working=lines, on=_said(given), passed=passed, **values)]


def notice_in_time(facts: Facts) -> list[Verdict]:
    """A notice that was posted completes before the report-up day (M28, D-2)."""
    posted = _day(facts.declaration.notice.posted_on)
    return _in_time(facts, posted) if posted else []


def posting_today_in_time(facts: Facts) -> list[Verdict]:
    """A notice posted today would complete before the report-up day (M28, D-2)."""
    unposted = not facts.declaration.notice.posted_on and not facts.declaration.submitted_on
    return _in_time(facts, facts.today) if unposted else []


def _in_time(facts: Facts, on: dt.date) -> list[Verdict]:
    window = facts.route.window
    if window is None:
        return []
    count = notice_count(facts, on)
    if count.complete < window.report_up:
        return [met("notice.posted_on")]
    level = facts.pack.label("level", facts.level.filing if facts.level else "")
    values: dict[str, Any] = {
        "on": _said(on),
        "complete": _said(count.complete),
        "report_up": _said(window.report_up),
        "level": level,
    }
    return [unmet("notice.posted_on", **values)]


def window_open(facts: Facts) -> list[Verdict]:
    """The declaration is handed in by the closing day of its level (M29); people decide on late ones."""
    window, level = facts.route.window, facts.level
    if window is None or level is None:
        return []
    handed = _day(facts.declaration.submitted_on)
    on = handed or facts.today
    if on <= window.closes:
        return [met("submitted_on")]
    word = facts.pack.label("level", level.filing)
    return [unmet("submitted_on", level=word, closes=_said(window.closes), on=_said(on))]


def days_left(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """Not many materials are open when few working days are left (M26)."""
    window, level = facts.route.window, facts.level
    if (
        window is None
        or level is None
        or facts.today > window.closes
        or facts.declaration.submitted_on
    ):
        return []
    left = facts.pack.calendar.workdays_between(facts.today, window.closes)
    open_ones = [entry for entry in facts.declaration.materials if not is_done(entry)]
    if left > parameters["days"] or not open_ones:
        return [met("materials")]
    word = facts.pack.label("level", level.filing)
    paths = tuple(f"materials.{entry.id}" for entry in open_ones)
    return [unmet(*paths, left=left, count=len(open_ones), level=word, closes=_said(window.closes))]


def last_day_plan(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """Signing late leaves few working days for the bodies after the notice (hard case 1)."""
    window = facts.route.window
    if window is None or facts.declaration.notice.posted_on or facts.declaration.submitted_on:
        return []
    count = notice_count(facts, facts.today)
    left = facts.pack.calendar.workdays_between(count.complete, window.report_up)
    if (
        left > parameters["days"]
        or facts.today > window.report_up
        or count.complete >= window.report_up
    ):
        return []
    bodies = "、".join(
        step.name for step in facts.route.steps if step.body not in ("A", "U", "K", "O", "J")
    )
    return [
        unmet(
            "notice.posted_on", on=_said(facts.today), complete=_said(count.complete), left=left,
            bodies=bodies or "上级", report_up=_said(window.report_up),
        )
    ]  # fmt: skip


def calendar_known(facts: Facts) -> list[Verdict]:
    """There is a State Council calendar for today and for the days of the notice (D-1, M31)."""
    calendar = facts.pack.calendar
    posted = _day(facts.declaration.notice.posted_on)
    asked: list[tuple[tuple[str, ...], tuple[dt.date, ...]]] = [((), (facts.today,))]
    if posted is not None:
        asked.append((("notice.posted_on",), (posted, *notice_count(facts, posted).counted)))
    verdicts = []
    for paths, days in asked:
        years = "、".join(str(year) for year in calendar.unknown_years(days))
        verdicts.append(unmet(*paths, years=years) if years else met(*paths))
    return verdicts


def in_order(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """Signatures follow one another: pledge, notice, recommendation (S-6.1.1-4, PC-24).

    ``paths`` gives the order; every two places that are both filled are compared.
    """
    steps = [(path, day) for path in parameters["paths"] if (day := _day(_text(facts, path)))]
    verdicts = []
    for (before, first), (after, second) in combinations(steps, 2):
        if second >= first:
            verdicts.append(met(after, before))
            continue
        words = [place_words(facts.pack, facts.declaration, path) for path in (before, after)]
        values: dict[str, Any] = {
            "before": words[0],
            "first": chinese_date(first),
            "after": words[1],
            "second": chinese_date(second),
        }
        verdicts.append(unmet(after, before, **values))
    return verdicts


def _text(facts: Facts, path: str) -> str:
    value: object = facts.declaration
    for step in path.split("."):
        value = getattr(value, step)
    return str(value)


def parts_written(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """The recommendation has its parts (S-6.1.1-3); a draft not begun is not yet a fault."""
    recommendation = facts.declaration.recommendation
    begun = any(
        (
            recommendation.method,
            recommendation.conditions,
            recommendation.opinion,
            recommendation.on,
        )
    )
    empty = [path for path in parameters["paths"] if not _text(facts, path).strip()]
    if not empty:
        return [met(*parameters["paths"])]
    if not begun:
        return [unknown(*empty)]
    return [unmet(path, part=place_words(facts.pack, facts.declaration, path)) for path in empty]


KINDS: dict[str, Kind] = {
    "notice_complete": kind(notice_complete),
    "notice_not_cut_short": kind(notice_not_cut_short),
    "recommended_after_notice": kind(recommended_after_notice),
    "notice_in_time": kind(notice_in_time),
    "posting_today_in_time": kind(posting_today_in_time),
    "window_open": kind(window_open),
    "days_left": kind(days_left, "days"),
    "last_day_plan": kind(last_day_plan, "days"),
    "calendar_known": kind(calendar_known),
    "in_order": kind(in_order, "paths"),
    "parts_written": kind(parts_written, "paths"),
}
