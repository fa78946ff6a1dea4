# SPDX-License-Identifier: MulanPSL-2.0
"""Predicates on the cut-off day and on years: what still counts, and the arithmetic shown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from app.kernel.dates import PartialDate, chinese_date, completed_months
from app.kernel.spans import months_text, working
from app.model.codes import TitleLevel
from app.model.people import CreditYear
from app.policy.facts import Facts, parsed
from app.policy.findings import Verdict
from app.policy.predicates.kind import Kind, Parameters, kind, manual, met, unknown, unmet
from app.policy.words import place_words

_FIGURES = re.compile(r"(\d+)\s*年(?:\s*零?(\d+)\s*个?月)?|^(\d+)$")
_LADDER = list(TitleLevel)


def _side(date: PartialDate, day: dt.date) -> bool | None:
    """Tell whether a date lies by a day; None when its precision leaves it open."""
    if date.latest() <= day:
        return True
    return None if date.earliest() <= day else False


def by_cutoff(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """Every dated fact of some columns lies by the cut-off of its level (S-3.2-0, D-3).

    ``columns`` lists table.column. A date known to the month that spans the cut-off is UNKNOWN.
    """
    cutoff, level = facts.cutoff, facts.level
    if cutoff is None or level is None:
        return [unknown("route.level")] if level is None else []
    verdicts: list[Verdict] = []
    for column in parameters["columns"]:
        table, name = column.split(".")
        for row in getattr(facts.declaration, table):
            date = parsed(getattr(row, name))
            path = f"{table}.{row.id}.{name}"
            if date is not None:
                verdicts.append(_one_by_cutoff(facts, path, date, cutoff))
    return verdicts


def _one_by_cutoff(facts: Facts, path: str, date: PartialDate, cutoff: dt.date) -> Verdict:
    side = _side(date, cutoff)
    if side:
        return met(path)
    if side is None:
        return unknown(
            path,
            working=(f"{date.dotted()} 与截止日 {cutoff.isoformat()} 在同一段里，要看是哪一天",),
        )
    level = facts.pack.label("level", facts.level.filing if facts.level else "")
    label = place_words(facts.pack, facts.declaration, path)
    return unmet(path, label=label, date=date.words(), level=level, cutoff=chinese_date(cutoff))


def stated_years(facts: Facts) -> list[Verdict]:
    """The years stated are the years the dates give at the cut-off (M08)."""
    basics = facts.declaration.basics
    since, stated = parsed(basics.specialty_since), _months_stated(basics.specialty_years)
    if since is None or stated is None or facts.cutoff is None:
        pairs = (
            ("basics.specialty_since", since),
            ("basics.specialty_years", stated),
            ("route.level", facts.cutoff),
        )
        return [unknown(*(path for path, value in pairs if value is None))]
    text = working(since, facts.cutoff)
    months = completed_months(since.earliest(), facts.cutoff)
    least = completed_months(since.latest(), facts.cutoff)
    if least // 12 == stated // 12 == months // 12:
        return [met("basics.specialty_years", working=(text,))]
    if least // 12 <= stated // 12 <= months // 12:
        return [unknown("basics.specialty_since", working=(text,))]  # the day decides the year
    return [
        unmet(
            "basics.specialty_years", "basics.specialty_since", working=(text,),
            since=since.words(), cutoff=chinese_date(facts.cutoff), counted=months_text(months),
            stated=basics.specialty_years,
        )
    ]  # fmt: skip


def _months_stated(text: str) -> int | None:
    found = _FIGURES.search(text.strip())
    if found is None:
        return None
    return int(found.group(1) or found.group(3)) * 12 + int(found.group(2) or 0)


def tenure(facts: Facts) -> list[Verdict]:
    """Show the years in the present title with their working; enough or not is for people (ux 0.1-5)."""
    current = facts.declaration.current_title()
    if current is None:
        return []
    path = f"titles.{current.id}.obtained"
    since = parsed(current.obtained)
    if since is None or facts.cutoff is None:
        return [unknown(path if since is None else "route.level")]
    if since.earliest() > facts.cutoff:
        return []
    text = working(since, facts.cutoff)
    months = completed_months(since.earliest(), facts.cutoff)
    return [
        manual(
            path,
            working=(text,),
            title=current.title,
            tenure=months_text(months),
            working_text=text,
        )
    ]


def next_level(facts: Facts) -> list[Verdict]:
    """The level declared is the next one above the present title."""
    level, current = facts.level, facts.declaration.current_title()
    if level is None:
        return [unknown("route.level")]
    if current is None:
        first = _LADDER.index(level) == 0
        return [met("route.level")] if first else [unknown("titles")]
    held = current.level
    if held not in list(TitleLevel):
        return [unknown(f"titles.{current.id}.level")]
    step = _LADDER.index(level) - _LADDER.index(TitleLevel(held))
    if step == 1:
        return [met("route.level", f"titles.{current.id}.level")]
    words: dict[str, Any] = {
        "held": facts.pack.label("level", held),
        "declared": facts.pack.label("level", str(level)),
    }
    return [
        unmet(
            "route.level", f"titles.{current.id}.level", reason="same" if step <= 0 else "", **words
        )
    ]


def title_source(facts: Facts) -> list[Verdict]:
    """It is known how the present title was obtained (S-5.8.1)."""
    current = facts.declaration.current_title()
    if current is None:
        return []
    path = f"titles.{current.id}.source"
    if not current.source.strip():
        return [unmet(path, title=current.title or "现职称")]
    return [met(path)]


def exam_passed(facts: Facts) -> list[Verdict]:
    """Some examination is at or above its line and valid on the cut-off (S-2.3-1)."""
    rows = facts.declaration.examinations
    if not rows:
        return [unmet("examinations", reason="none")]
    answers = [
        (row, _exam(row.score, row.line, row.valid_from, row.valid_until, facts)) for row in rows
    ]
    passed = next((row for row, answer in answers if answer is True), None)
    if passed is not None:
        return [met(f"examinations.{passed.id}")]
    open_rows = [f"examinations.{row.id}" for row, answer in answers if answer is None]
    if open_rows:
        return [unknown(*open_rows)]
    return [unmet(*(f"examinations.{row.id}" for row in rows))]


def _exam(score: str, line: str, valid_from: str, valid_until: str, facts: Facts) -> bool | None:
    points, needed = _number(score), _number(line)
    start, end, day = parsed(valid_from), parsed(valid_until), facts.cutoff or facts.today
    if points is not None and needed is not None and points < needed:
        return False
    if (start and start.earliest() > day) or (end and end.latest() < day):
        return False
    if points is None or needed is None or start is None or end is None:
        return None
    return True if start.latest() <= day <= end.earliest() else None


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().removesuffix("分")) if text.strip() else None
    except InvalidOperation:
        return None


def credit_hours(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """Hours reach numbers a named person has confirmed; a person compares the card while none is (D-5).

    Without ``hours`` in force everything is MANUAL. ``general`` and ``specialty`` are least hours of
    those courses, ``junior_hours`` and ``junior_general`` those of a junior level. With ``years`` the
    hours of so many years before the cut-off's are added up; otherwise each year stands for itself.
    """
    if parameters.get("hours") is None:
        return [_by_card(facts)]
    wanted = _wanted(facts, parameters)
    rows = facts.declaration.credits
    if parameters.get("years") is None:
        return [_weighed([row], f"{row.year}年", wanted, parameters) for row in rows]
    if facts.cutoff is None or facts.declaration.service:
        return [
            _by_card(facts)
        ]  # a year served in a township counts apart (S-5.4.5-1): a person adds up
    first = facts.cutoff.year - parameters["years"]
    summed = [row for row in rows if row.year[:4] in map(str, range(first, facts.cutoff.year))]
    return [_weighed(summed, f"近{parameters['years']}年", wanted, parameters)]


def _by_card(facts: Facts) -> Verdict:
    rows = facts.declaration.credits
    said = "；".join(f"{row.year}年 {_sum(row.specialty_hours, row.general_hours)}" for row in rows)
    return manual("credits", reason="manual", credits=said or "还没有登记")


def _wanted(facts: Facts, parameters: Parameters) -> tuple[int, int, int]:
    """Return the least hours in all, of general and of specialty courses for the level declared."""
    hours, general = parameters["hours"], parameters.get("general", 0)
    if facts.level == TitleLevel.JUNIOR:
        hours = parameters.get("junior_hours", hours)
        general = parameters.get("junior_general", general)
    return hours, general, parameters.get("specialty", 0)


def _weighed(
    rows: Sequence[CreditYear], span: str, wanted: tuple[int, int, int], parameters: Parameters
) -> Verdict:
    paths = [f"credits.{row.id}" for row in rows] or ["credits"]
    blank = [
        f"{path}.{name}"
        for path, row in zip(paths, rows, strict=False)
        for name in ("specialty_hours", "general_hours")
        if getattr(row, name) is None
    ]
    if blank:
        return unknown(*blank)
    general = sum(row.general_hours or 0 for row in rows)
    specialty = sum(row.specialty_hours or 0 for row in rows)
    parts = zip(("", "公需科目", "专业科目"), (general + specialty, general, specialty), wanted, strict=True)  # fmt: skip
    for part, hours, least in parts:
        if hours < least:
            return unmet(
                *paths,
                reason="part" if part else "",
                short=least - hours,
                hours=hours,
                wanted=least,
                part=part,
                year=span,
                source=parameters.get("source", ""),
            )
    return met(*paths)


def _sum(one: int | None, other: int | None) -> str:
    return "学时没有填全" if one is None or other is None else f"{one + other} 学时"


KINDS: dict[str, Kind] = {
    "by_cutoff": kind(by_cutoff, "columns"),
    "stated_years": kind(stated_years),
    "tenure": kind(tenure),
    "next_level": kind(next_level),
    "title_source": kind(title_source),
    "exam_passed": kind(exam_passed),
    "credit_hours": kind(
        credit_hours,
        optional=(
            "hours",
            "general",
            "specialty",
            "junior_hours",
            "junior_general",
            "years",
            "source",
        ),
    ),
}
