# SPDX-License-Identifier: MulanPSL-2.0
"""Commands that ask the notice: route, workdays, latest-posting, check."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from app.kernel.clock import SystemClock
from app.kernel.dates import chinese_date, weekday_word
from app.model.codes import Affiliation, DeclarationKind, TitleLevel
from app.model.declaration import RouteAnswers
from app.policy.evaluate import Finding, evaluate
from app.policy.pack import load_pack
from app.policy.routing import Route, route
from app.present.commands.output import BLOCKING_FINDINGS, DONE, say, say_json
from app.present.document_files import read_document


def answers_of(arguments: argparse.Namespace) -> RouteAnswers:
    """Return the route answers typed on the command line."""
    return RouteAnswers(
        classified=bool(arguments.classified),
        level=TitleLevel(arguments.level),
        series=arguments.series,
        specialty=arguments.specialty,
        affiliation=Affiliation(arguments.affiliation),
        kind=DeclarationKind(arguments.kind),
        self_evaluating_unit=bool(arguments.self_evaluating_unit),
    )


def route_command(arguments: argparse.Namespace) -> int:
    """Say where the paper goes."""
    answer = route(load_pack(), answers_of(arguments))
    if arguments.json:
        say_json(route_json(answer))
    else:
        for line in answer.lines():
            say(line)
    return DONE


def route_json(answer: Route) -> dict[str, Any]:
    """Return the documented JSON of a route; days are ISO, unknown ones null."""
    window = answer.window
    return {
        "mode": answer.mode,
        "rule": answer.rule,
        "chain": list(answer.chain),
        "route": answer.route,
        "window": {
            name: _iso(getattr(window, name) if window else None)
            for name in ("opens", "closes", "cutoff", "report_up")
        },
        "review_by": _iso(answer.review_by),
        "ambiguities": list(answer.ambiguities),
        "clauses": list(answer.clauses),
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def workdays_command(arguments: argparse.Namespace) -> int:
    """Count working days after a posting day (D-1)."""
    calendar = load_pack().calendar
    counted = calendar.workdays_after(arguments.posted, arguments.days)
    possible = counted[-1] + dt.timedelta(days=1)
    guessed = sorted(
        {day.year for day in [arguments.posted, *counted] if not calendar.known(day.year)}
    )
    if arguments.json:
        answer: dict[str, Any] = {
            "counted": [day.isoformat() for day in counted],
            "complete": counted[-1].isoformat(),
            "possible_from": possible.isoformat(),
        }
        if guessed:
            answer["years_without_calendar"] = guessed
        say_json(answer)
        return DONE
    say("计入：" + "、".join(f"{chinese_date(day)}（{weekday_word(day)}）" for day in counted))
    say(
        f"{chinese_date(counted[-1])}满 {arguments.days} 个工作日，{chinese_date(possible)}起可以办下一步。"
    )
    for year in guessed:
        say(f"没有 {year} 年的放假安排，只按周六、周日休息推算。")
    return DONE


def latest_posting_command(arguments: argparse.Namespace) -> int:
    """Say the last day of posting for a level (D-2)."""
    pack = load_pack()
    window = pack.window(TitleLevel(arguments.level))
    latest = pack.calendar.latest_posting(window.report_up)
    after_review = pack.calendar.latest_completion_posting(window.review_by)
    counted = pack.calendar.workdays_after(latest, 5)
    if arguments.json:
        say_json(
            {
                "level": arguments.level,
                "report_up": window.report_up.isoformat(),
                "latest_posting": latest.isoformat(),
                "latest_workday": pack.calendar.workday_on_or_before(latest).isoformat(),
                "counted": [day.isoformat() for day in counted],
                "after_review_latest_posting": after_review.isoformat(),
            }
        )
        return DONE
    say(
        f"{chinese_date(window.report_up)}前要报上去；公示最迟 {chinese_date(latest)}（{weekday_word(latest)}）张贴。"
    )
    return DONE


def check_command(arguments: argparse.Namespace) -> int:
    """Check a declaration document; exit code 1 when a finding blocks."""
    declaration = read_document(arguments.file)
    today = arguments.today or SystemClock().today()
    findings = evaluate(load_pack(), declaration, today)
    if arguments.json:
        say_json([finding_json(finding) for finding in findings])
    else:
        for finding in findings:
            say(f"{finding.title}。{finding.message}{finding.fix}（{finding.code}）")
    return BLOCKING_FINDINGS if findings.blocking else DONE


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return the documented JSON of a finding."""
    return {
        "code": finding.code,
        "outcome": str(finding.outcome),
        "severity": str(finding.severity),
        "clauses": list(finding.clauses),
        "title": finding.title,
        "message": finding.message,
        "fix": finding.fix,
        "paths": list(finding.paths),
    }
