# SPDX-License-Identifier: MulanPSL-2.0
"""Predicates on days: the window, the public notice, the order of signatures. Deadlines inform (D-4)."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
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
    """Five full working days have passed before the recommendation (S-6.1.1-3, D-1).

    Judged on the recommendation's day when there is one, else on today; a notice taken down too
    early is never complete.
    """
    path = "notice.posted_on"
    posted = _day(facts.declaration.notice.posted_on)
    if posted is None:
        return [unknown(path)]
    count = notice_count(facts, posted)
    given = _day(facts.declaration.recommendation.on)
    ended = _day(facts.declaration.notice.ended_on)
    values: dict[str, Any] = {
        "posted": _said(posted), "complete": _said(count.complete), "possible": _said(count.possible_from),
        "days": facts.pack.windows.notice_days, "counted": "、".join(_said(day) for day in count.counted),
    }  # fmt: skip
    lines = (
        f"计入：{values['counted']}",
        f"{values['complete']}满，{values['possible']}起可以出具推荐意见",
    )
    if ended is not None and ended < count.complete:
        return [
            unmet(
                "notice.ended_on", path, reason="short", working=lines, ended=_said(ended), **values
            )
        ]
    on = given or facts.today
    if on >= count.possible_from:
        return [met(path, working=lines)]
    passed = sum(day < on for day in count.counted)
    return [unmet(path, working=lines, on=_said(on), passed=passed, **values)]


def notice_in_time(facts: Facts) -> list[Verdict]:
    """A notice posted today, or when it was, completes before the report-up day (M28, D-2)."""
    window = facts.route.window
    if window is None or facts.declaration.submitted_on:
        return []
    posted = _day(facts.declaration.notice.posted_on)
    on = posted or facts.today
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
    return [unmet("notice.posted_on", reason="posted" if posted else "", **values)]


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
    """There is a State Council calendar for the days counted (D-1, M31)."""
    posted = _day(facts.declaration.notice.posted_on)
    days = [facts.today] if posted is None else [facts.today, *notice_count(facts, posted).counted]
    unknown_years = facts.pack.calendar.unknown_years(days)
    if not unknown_years:
        return [met()]
    return [unmet(years="、".join(str(year) for year in unknown_years))]


def in_order(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """Signatures follow one another: pledge, notice, recommendation … (S-6.1.1-4, PC-24).

    ``paths`` gives the order; places left empty are passed over.
    """
    steps = [(path, day) for path in parameters["paths"] if (day := _day(_text(facts, path)))]
    verdicts = []
    for (before, first), (after, second) in pairwise(steps):
        if second < first:
            words = [place_words(facts.pack, facts.declaration, path) for path in (before, after)]
            values: dict[str, Any] = {
                "before": words[0],
                "first": chinese_date(first),
                "after": words[1],
                "second": chinese_date(second),
            }
            verdicts.append(unmet(after, before, **values))
    return verdicts or [met(*parameters["paths"])]


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
    "notice_in_time": kind(notice_in_time),
    "window_open": kind(window_open),
    "days_left": kind(days_left, "days"),
    "last_day_plan": kind(last_day_plan, "days"),
    "calendar_known": kind(calendar_known),
    "in_order": kind(in_order, "paths"),
    "parts_written": kind(parts_written, "paths"),
}
