# SPDX-License-Identifier: MulanPSL-2.0
"""Predicates of exceptions: does this one excuse that unmet finding? True, False, or not yet known."""

from __future__ import annotations

from collections.abc import Callable

from app.model.codes import TitleLevel
from app.model.paths import NoSuchPlace, read
from app.policy.conditions import all_of, any_of
from app.policy.facts import Facts
from app.policy.findings import Outcome, Verdict
from app.policy.predicates import service
from app.policy.predicates.kind import Kind, Parameters, kind


def always(_facts: Facts, _parameters: Parameters, _verdict: Verdict) -> bool | None:
    """Excuse wherever the exception's condition holds."""
    return True


def _settled(verdicts: list[Verdict]) -> bool | None:
    met = [{Outcome.MET: True, Outcome.NOT_MET: False}.get(verdict.outcome) for verdict in verdicts]
    return all_of(met) if met else False


def thirty_twenty(facts: Facts, parameters: Parameters, _verdict: Verdict) -> bool | None:
    """Thirty or twenty years are completed (S-5.4.2-1)."""
    return _settled(service.years_30_20(facts, parameters))


def township(facts: Facts, parameters: Parameters, _verdict: Verdict) -> bool | None:
    """The direct route from a 苏木乡镇 institution is open (S-5.4.3)."""
    return _settled(service.township_direct(facts, parameters))


def non_public(facts: Facts, parameters: Parameters, _verdict: Verdict) -> bool | None:
    """The direct route outside the public sector is open (S-5.5.1)."""
    return _settled(service.non_public_direct(facts, parameters))


def served_that_year(facts: Facts, parameters: Parameters, verdict: Verdict) -> bool | None:
    """Service in the very year of the finding reached some months (S-5.4.5-1): that year only."""
    years = {year for path in verdict.paths if (year := _year_at(facts, path))}
    if not years:
        return False
    return all_of(
        [
            service.months_of_year(facts, parameters["kinds"], year, parameters["months"])
            for year in years
        ]
    )


def _year_at(facts: Facts, path: str) -> int | None:
    table, _, rest = path.partition(".")
    row_id = rest.partition(".")[0]
    try:
        text = str(read(facts.declaration, f"{table}.{row_id}").year)
    except (NoSuchPlace, AttributeError):
        return None
    return int(text) if text.isascii() and text.isdigit() else None


def benefit_used(facts: Facts, parameters: Parameters, _verdict: Verdict) -> bool | None:
    """A once-only preference was enjoyed before; sets aside the exception it would give."""
    return any_of([row.kind == parameters["benefit"] for row in facts.declaration.benefits])


def one_level_up(facts: Facts, _parameters: Parameters, _verdict: Verdict) -> bool | None:
    """The level declared is the next one only (S-5.4.2-1: 高一级)."""
    current, level = facts.declaration.current_title(), facts.level
    if level is None or current is None or current.level not in list(TitleLevel):
        return None
    ladder = list(TitleLevel)
    return ladder.index(level) - ladder.index(TitleLevel(current.level)) == 1


_FACT_PLACES = {
    "level": "route.level",
    "classified": "route.classified",
    "series": "route.series",
    "specialty": "route.specialty",
    "exam": "route.specialty",
    "suspended": "route.series",
    "affiliation": "route.affiliation",
    "kind": "route.kind",
    "ground": "route.kind_ground",
    "person_status": "basics.person_status",
    "unit_nature": "basics.unit_nature",
}


def place_of_fact(fact: str) -> str:
    """Return the place of the declaration whose filling tells a fact; the route as a whole else."""
    return _FACT_PLACES.get(fact, "route.level")


def undecided_by(
    facts: Facts, predicate: str, parameters: Parameters, verdict: Verdict
) -> tuple[str, ...]:
    """Return the places whose filling would decide whether an exception of some kind holds."""
    if predicate in _SETTLED:
        verdicts = _SETTLED[predicate](facts, parameters)
        places = [path for each in verdicts for path in (each.missing or each.paths)]
        return tuple(dict.fromkeys(places))
    if predicate == "served_that_year":
        return tuple(facts.undated("service", parameters["kinds"])) or ("service",)
    if predicate == "one_level_up":
        current = facts.declaration.current_title()
        return (
            ("route.level" if facts.level is None else f"titles.{current.id}.level",)
            if current
            else ("titles",)
        )
    return verdict.missing


_SETTLED: dict[str, Callable[[Facts, Parameters], list[Verdict]]] = {
    "thirty_twenty": service.years_30_20,
    "township": service.township_direct,
    "non_public": service.non_public_direct,
}

KINDS: dict[str, Kind] = {
    "always": kind(always),
    "thirty_twenty": kind(thirty_twenty, "county_years", "township_years"),
    "township": kind(township, "bachelor_years", "college_years"),
    "non_public": kind(
        non_public,
        "residence_years",
        "bachelor_to_intermediate",
        "college_to_intermediate",
        "bachelor_to_associate_senior",
    ),
    "served_that_year": kind(served_that_year, "kinds", "months"),
    "benefit_used": kind(benefit_used, "benefit"),
    "one_level_up": kind(one_level_up),
}
