# SPDX-License-Identifier: MulanPSL-2.0
"""The self-check: every rule of the pack on one declaration, exceptions weighed, words filled in.

Three-valued throughout: an exception that cannot be decided yet leaves an unmet rule undecided, so
that filling a blank never turns a decided answer round.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from app.kernel.messages import catalogue
from app.model.declaration import Declaration
from app.model.unit import Unit
from app.policy import records as rec
from app.policy.conditions import Condition, all_of, any_of, negated
from app.policy.facts import Facts
from app.policy.findings import Finding, Findings, Outcome, Severity, Verdict
from app.policy.pack import PolicyPack
from app.policy.predicates import DECLARATION_KINDS, EXCEPTION_KINDS, FIGURE_KINDS
from app.policy.predicates.exceptions import place_of_fact, undecided_by
from app.policy.words import place_words

__all__ = ["Finding", "Findings", "Outcome", "Severity", "evaluate", "evaluate_figures"]

_PLAIN_CODES = {
    Outcome.UNKNOWN: "PC-UNKNOWN",
    Outcome.EXCUSED: "PC-EXCUSED",
}


def evaluate(
    pack: PolicyPack,
    declaration: Declaration,
    today: dt.date,
    unit: Unit | None = None,
    others: Sequence[Declaration] = (),
    only: str = "",
) -> Findings:
    """Return what every rule says about a declaration, unmet and heavy ones first.

    Args:
        unit: posts, name and posting rule of the unit, when the vault has one.
        others: the unit's other declarations of the year, for what only a comparison shows.
        only: id of the one rule wanted; empty for all.
    """
    facts = Facts(pack, declaration, today, unit, others)
    findings: list[Finding] = []
    for rule, when in pack.rules.rules:
        if only not in ("", rule.id) or rule.scope != "declaration":
            continue
        if when.holds(facts.lookup):
            findings += _of_rule(facts, rule)
    return Findings(tuple(sorted(findings, key=lambda finding: finding.sort_key)))


def _of_rule(facts: Facts, rule: rec.RuleRow) -> list[Finding]:
    parameters = parameters_of(facts.pack, rule)
    verdicts: list[Verdict] = DECLARATION_KINDS[rule.predicate].of(facts, parameters)
    return [_finding(facts, rule, verdict, parameters) for verdict in verdicts]


def parameters_of(pack: PolicyPack, rule: rec.RuleRow) -> Mapping[str, Any]:
    """Return the rule's parameters with those of an active preset laid over them (D-5)."""
    parameters = dict(rule.parameters)
    for preset in pack.rules.presets:
        if preset.active and preset.rule == rule.id:
            parameters |= preset.parameters | {"source": f"{preset.title}（{preset.state}）"}
    return parameters


def _finding(
    facts: Facts, rule: rec.RuleRow, verdict: Verdict, parameters: Mapping[str, Any]
) -> Finding:
    outcome, exception = verdict.outcome, None
    if outcome == Outcome.NOT_MET:
        outcome, exception = _excused(facts, rule.id, verdict)
    code = rule.messages.get(verdict.reason, rule.message)
    clauses = rule.clauses + (exception.clauses if exception else ())
    values = dict(verdict.values)
    if outcome != Outcome.MET:
        values.setdefault("clause", facts.pack.cite(list(rule.clauses)))
    missing = _missing(facts, outcome, verdict, exception)
    title, message, fix = _words(facts, rule, code, outcome, values, verdict, missing, exception)
    return Finding(
        code=code,
        rule=rule.id,
        outcome=outcome,
        severity=Severity(rule.severity),
        clauses=clauses,
        title=title,
        message=message,
        fix=fix,
        paths=verdict.paths,
        missing=missing,
        excused_by=exception.id if exception else "",
        blocks=_blocks(rule, outcome),
        working=verdict.working,
        parameters=parameters,
    )


def _missing(
    facts: Facts, outcome: Outcome, verdict: Verdict, exception: rec.ExceptionRow | None
) -> tuple[str, ...]:
    """Return what would decide an UNKNOWN: what the rule itself lacks, else what its open exception lacks."""
    if outcome != Outcome.UNKNOWN:
        return ()
    if verdict.missing or exception is None:
        return verdict.missing
    when = next(when for row, when in facts.pack.rules.exceptions if row is exception)
    open_facts = [fact for fact in sorted(when.facts()) if facts.lookup(fact) is None]
    if open_facts:
        return tuple(dict.fromkeys(place_of_fact(fact) for fact in open_facts))
    return undecided_by(facts, exception.predicate, exception.parameters, verdict)


def _blocks(rule: rec.RuleRow, outcome: Outcome) -> tuple[str, ...]:
    stands = outcome == Outcome.NOT_MET or (outcome == Outcome.UNKNOWN and rule.required)
    return rule.acts if rule.severity == "must" and stands else ()


def _words(
    facts: Facts,
    rule: rec.RuleRow,
    code: str,
    outcome: Outcome,
    values: Mapping[str, object],
    verdict: Verdict,
    missing: tuple[str, ...],
    exception: rec.ExceptionRow | None,
) -> tuple[str, str, str]:
    if outcome == Outcome.MET:
        return rule.title, "", ""
    if outcome in (Outcome.NOT_MET, Outcome.MANUAL) and verdict.outcome == outcome:
        message = catalogue().message(code, **values)
        return message.title, message.detail, message.remedy
    places = dict.fromkeys(place_words(facts.pack, facts.declaration, path) for path in missing)
    plain = {
        "title": rule.title,
        "missing": "、".join(places) or "例外条件还没有填全",
        "exception": exception.title if exception else "",
        "clause": facts.pack.cite(list(exception.clauses)) if exception else "",
    }
    message = catalogue().message(_PLAIN_CODES[outcome], **plain)
    return message.title, message.detail, message.remedy


def _excused(
    facts: Facts, target: str, verdict: Verdict
) -> tuple[Outcome, rec.ExceptionRow | None]:
    """Return EXCUSED with the exception that holds, UNKNOWN while one may hold, else NOT_MET."""
    open_one: rec.ExceptionRow | None = None
    for exception, when in facts.pack.rules.exceptions:
        if target not in exception.excuses:
            continue
        holds = _holds(facts, exception, when, verdict)
        if holds:
            return Outcome.EXCUSED, exception
        if holds is None:
            open_one = open_one or exception
    return (Outcome.UNKNOWN, open_one) if open_one else (Outcome.NOT_MET, None)


def _holds(
    facts: Facts, exception: rec.ExceptionRow, when: Condition, verdict: Verdict
) -> bool | None:
    applies = when.holds(facts.lookup)
    if applies is False:
        return False
    own = EXCEPTION_KINDS[exception.predicate].check(facts, exception.parameters, verdict)
    against = [
        _holds(facts, other, other_when, verdict)
        for other, other_when in facts.pack.rules.exceptions
        if exception.id in other.excuses
    ]
    return all_of([applies, own, negated(any_of(against))])


def evaluate_figures(
    pack: PolicyPack, rule_id: str, figures: Mapping[str, Any]
) -> tuple[bool | None, rec.RuleRow]:
    """Return what a rule of the unit's or committee's work says about some figures, and the rule.

    Raises:
        KeyError: no such rule on figures; a bug.
    """
    rule = next(
        (row for row, _ in pack.rules.rules if row.id == rule_id and row.predicate in FIGURE_KINDS),
        None,
    )
    if rule is None:
        raise KeyError(rule_id)
    answer: bool | None = FIGURE_KINDS[rule.predicate].of(figures, parameters_of(pack, rule))
    return answer, rule
