# SPDX-License-Identifier: MulanPSL-2.0
"""Predicates on who may apply: person's status, sanctions, breach of trust, benefits used once."""

from __future__ import annotations

import datetime as dt

from app.kernel.dates import add_years, chinese_date
from app.policy.facts import Facts, open_ended, parsed, same_person
from app.policy.findings import Verdict
from app.policy.predicates.kind import Kind, Parameters, kind, manual, met, unknown, unmet


def person_status(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """The person's status is none of those the implementing rules shut out (依据待核)."""
    status, path = facts.declaration.basics.person_status.strip(), "basics.person_status"
    if not status:
        return [unknown(path)]
    if any(word in status for word in parameters["refused"]):
        return [unmet(path, status=status)]
    return (
        [manual(path, status=status)]
        if any(word in status for word in parameters["special"])
        else [met(path)]
    )


def foreigner(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """Classified work needs Chinese nationality (保密法实施条例 第四十七条)."""
    status = facts.declaration.basics.person_status
    found = [word for word in parameters["words"] if word in status]
    return (
        [unmet("basics.person_status", status=status)] if found else [met("basics.person_status")]
    )


def sanctioned(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """No sanction of some kinds runs between cut-off and submission."""
    first = facts.cutoff or facts.today
    handed = parsed(facts.declaration.submitted_on)
    last = max(first, handed.latest() if handed else facts.today)
    verdicts = []
    for row in facts.declaration.sanctions:
        if row.kind not in parameters["kinds"]:
            continue
        path = f"sanctions.{row.id}"
        running = _runs(row.started, row.ended, first, last)
        if running is None:
            verdicts.append(unknown(f"{path}.started", f"{path}.ended"))
        elif running:
            word = facts.pack.label("sanction", row.kind)
            verdicts.append(
                unmet(path, kind=word, started=row.started, ended=row.ended or "没有写")
            )
        else:
            verdicts.append(met(path))
    return verdicts


def _runs(started: str, ended: str, first: dt.date, last: dt.date) -> bool | None:
    start, end = parsed(started), parsed(ended)
    if (start and start.earliest() > last) or (end and end.latest() < first):
        return False
    if start is None or (end is None and not open_ended(ended)):
        return None
    if start.latest() <= last and (end is None or end.earliest() >= first):
        return True
    return None


def trusted(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """No breach of trust is on record within some years of its entry (S-7.1-2)."""
    verdicts = []
    for row in facts.declaration.sanctions:
        if row.kind != "breach_of_trust":
            continue
        path = f"sanctions.{row.id}.started"
        entered = parsed(row.started)
        if entered is None:
            verdicts.append(unknown(path))
            continue
        least, most = (
            add_years(day, parameters["years"]) for day in (entered.earliest(), entered.latest())
        )
        if facts.today >= most:
            verdicts.append(met(path))
        elif facts.today >= least:
            verdicts.append(unknown(path))
        else:
            verdicts.append(unmet(path, entered=entered.words(), until=chinese_date(least)))
    return verdicts


def benefit_unused(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """A preference enjoyed once only has not been enjoyed before."""
    used = [row for row in facts.declaration.benefits if row.kind == parameters["benefit"]]
    word = facts.pack.label("benefit", parameters["benefit"])
    if not used:
        return [met("benefits")]
    years = "、".join(f"{row.year}年" for row in used if row.year) or "以前"
    return [unmet(*(f"benefits.{row.id}" for row in used), benefit=word, years=years)]


def ground_given(facts: Facts) -> list[Verdict]:
    """The kind of declaration names its ground, where the notice has several."""
    answers = facts.declaration.route
    row = facts.pack.routes.kinds.get(str(answers.kind))
    if row is None or not row.grounds:
        return []
    if answers.kind_ground in {ground.id for ground in row.grounds}:
        return [met("route.kind_ground")]
    names = "；".join(ground.name for ground in row.grounds)
    return [unmet("route.kind_ground", kind=row.name, names=names)]


def valid_until(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """A preference is used while it is in force (疫情 to the end of 2026)."""
    last: dt.date = parameters["until"]
    if facts.today <= last:
        return [met("route.kind")]
    return [unmet("route.kind", until=chinese_date(last))]


def not_stacked(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """Two preferences that both give time are not added up in silence (PC-10, PC-13)."""
    from app.policy.predicates.service import service_since_title

    epidemic = any(row.kind == "epidemic" for row in facts.declaration.service)
    served = service_since_title(facts, parameters["kinds"])
    if not epidemic:
        return []
    if served is None:
        current = facts.declaration.current_title()
        return [unknown(f"titles.{current.id}.obtained" if current else "titles")]
    long_enough = served.at_least(parameters["months"])
    undated = facts.undated("service", parameters["kinds"])
    if long_enough is None or (long_enough is False and undated):
        return [unknown(*(undated or ["service"]))]
    return [unmet("service")] if long_enough else [met("service")]


def only_declaration(facts: Facts) -> list[Verdict]:
    """One series a level a year a person (S-4.0-1, D-10); compared with the others at hand."""
    twins = [
        other for other in facts.others
        if same_person(facts.declaration, other) and other.route.level == facts.level and facts.level
        and other.year == facts.declaration.year
    ]  # fmt: skip
    if not twins:
        return []
    name, other = facts.declaration.basics.name, twins[0]
    return [
        unmet(
            "route.series", name=name, year=facts.declaration.year,
            level=facts.pack.label("level", str(facts.level)),
            series=facts.declaration.route.series or "没有选系列", other=other.route.series or "没有选系列",
        )
    ]  # fmt: skip


def other_level(facts: Facts) -> list[Verdict]:
    """Another level in the same year is only pointed out (A-12)."""
    others = [
        other for other in facts.others
        if same_person(facts.declaration, other) and other.route.level not in (None, facts.level)
    ]  # fmt: skip
    if not others:
        return []
    return [unmet("route.level", level=facts.pack.label("level", str(others[0].route.level)))]


KINDS: dict[str, Kind] = {
    "person_status": kind(person_status, "refused", "special"),
    "foreigner": kind(foreigner, "words"),
    "sanctioned": kind(sanctioned, "kinds"),
    "trusted": kind(trusted, "years"),
    "benefit_unused": kind(benefit_unused, "benefit"),
    "ground_given": kind(ground_given),
    "valid_until": kind(valid_until, "until"),
    "not_stacked": kind(not_stacked, "kinds", "months"),
    "only_declaration": kind(only_declaration),
    "other_level": kind(other_level),
}
