# SPDX-License-Identifier: MulanPSL-2.0
"""Predicates on years at places and in service: 30/20 years, direct routes, grass-roots duty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from app.kernel.spans import DAYS_IN_A_YEAR, Stretch, Total, months_text, shared, total
from app.model.codes import TitleLevel
from app.policy.facts import COUNTY_PLACES, INSIDE_REGION, TOWNSHIP_PLACES, Facts, parsed, spans_of
from app.policy.findings import Verdict
from app.policy.predicates.kind import Kind, Parameters, kind, manual, met, unknown, unmet

BACHELOR, COLLEGE, ABOVE = ("本科",), ("专科", "大专"), ("研究生", "硕士", "博士")


def _counted(name: str, sum_: Total) -> str:
    stays = "，".join(
        f"{stretch.first:%Y.%m.%d}—{stretch.last:%Y.%m.%d}" for stretch in sum_.stretches
    )
    doubt = (
        f"（按日算在 {months_text(sum_.low)}与 {months_text(sum_.high)}之间）"
        if sum_.doubtful
        else ""
    )
    return f"{name}：{months_text(sum_.high)}{doubt}，合 {sum_.high_days} 天" + (
        f"；{stays}" if stays else ""
    )


def years_30_20(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """Thirty years in 旗县区 or twenty in 苏木乡镇, summed, 苏木乡镇 being part of 旗县区 (S-5.4.2-1, A-14)."""
    if facts.cutoff is None:
        return [unknown("route.level")]
    county = total(facts.career(COUNTY_PLACES, professional=True), facts.cutoff)
    township = total(facts.career(TOWNSHIP_PLACES, professional=True), facts.cutoff)
    answers = (
        county.years(parameters["county_years"]),
        township.years(parameters["township_years"]),
    )
    lines = (_counted("旗县区（含苏木乡镇）", county), _counted("苏木乡镇、嘎查村", township))
    if True in answers:
        return [_unless_elsewhere(facts, parameters, (county, township), lines)]
    open_rows = _open_stays(facts, COUNTY_PLACES)
    if None in answers or open_rows:
        return [unknown(*(open_rows or ["career"]), working=lines)]
    texts = {"county": months_text(county.high), "township": months_text(township.high)}
    return [unmet("career", working=lines, **texts)]


def _unless_elsewhere(
    facts: Facts, parameters: Parameters, sums: tuple[Total, Total], lines: tuple[str, ...]
) -> Verdict:
    """Return met, or a person's judgement where it is only met with time also spent outside 旗县区 (借调).

    The notice does not say whether such time counts; both figures are shown (D-10).
    """
    wanted = (parameters["county_years"], parameters["township_years"])
    doubts = []
    for sum_, years, name in zip(sums, wanted, ("旗县区", "苏木乡镇"), strict=True):
        twice = _also_outside(facts, sum_)
        left = sum_.low_days - sum(stretch.days for stretch in twice)
        if sum_.years(years) and (not twice or left >= years * DAYS_IN_A_YEAR):
            return met("career", working=lines)
        doubts += [
            f"{name}的时间里，{each.first:%Y.%m.%d}—{each.last:%Y.%m.%d}（{each.days} 天）同时记着旗县区以外的工作；"
            f"不算这一段，剩 {left} 天，{years} 年是 {years * DAYS_IN_A_YEAR} 天"
            for each in twice
        ]
    return manual("career", reason="overlap", working=(*lines, *doubts))


def _also_outside(facts: Facts, sum_: Total) -> tuple[Stretch, ...]:
    """Return the counted time in which a stay outside 旗县区 is written down too."""
    here = {*COUNTY_PLACES, ""}
    away = [row for row in facts.declaration.career if row.place not in here]
    until = facts.cutoff or facts.today
    return shared(sum_.stretches, total(spans_of(away), until).stretches)


def _open_stays(facts: Facts, places: Iterable[str] | None) -> list[str]:
    """Return the places of the career whose filling may add professional years at some kinds of place."""
    wanted = None if places is None else {*places, ""}
    workless = [
        f"career.{row.id}.work"
        for row in facts.declaration.career
        if not row.work.strip() and (wanted is None or row.place in wanted)
    ]
    return facts.undated("career", places, "place") + workless


def township_direct(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """A graduate may go to 中级 directly after some years on a post in a 苏木乡镇 institution (S-5.4.3)."""
    if facts.cutoff is None:
        return [unknown("route.level")]
    nature = facts.declaration.basics.unit_nature
    if nature and "苏木乡镇" not in nature:
        return [unmet("basics.unit_nature", reason="unit", nature=nature)]
    sum_ = total(facts.career(TOWNSHIP_PLACES, professional=True), facts.cutoff)
    lines = (_counted("苏木乡镇、嘎查村", sum_),)
    years, path = _years_wanted(facts, parameters["bachelor_years"], parameters["college_years"])
    if years is None:
        return [
            manual(path, reason="degree", working=lines)
            if path.endswith(".level")
            else unknown(path)
        ]
    answer = sum_.years(years)
    open_rows = _open_stays(facts, TOWNSHIP_PLACES)
    if answer is None or (answer is False and open_rows) or not nature:
        return [
            unknown(*(open_rows or ["career"] if nature else ["basics.unit_nature"]), working=lines)
        ]
    if answer:
        return [met("career", path, working=lines)]
    return [unmet("career", path, working=lines, years=years, counted=months_text(sum_.high))]


def _years_wanted(
    facts: Facts, bachelor: int | None, college: int | None
) -> tuple[int | None, str]:
    """Return the years a degree asks for; None with the path to the level when the notice has no number for it."""
    education = facts.declaration.highest_education()
    if education is None or not education.level.strip():
        return None, "education" if education is None else f"education.{education.id}"
    path = f"education.{education.id}.level"
    if any(word in education.level for word in BACHELOR):
        return bachelor, path
    if any(word in education.level for word in COLLEGE):
        return college, path
    return None, path


def non_public_direct(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """Outside the public sector a level may be declared directly after some years (S-5.5.1-2…4)."""
    if facts.cutoff is None or facts.level is None:
        return [unknown("route.level")]
    residence = total(facts.career(INSIDE_REGION), facts.cutoff)
    work = total(facts.career(professional=True), facts.cutoff)
    lines = (_counted("在自治区工作", residence), _counted("从事专业技术工作", work))
    open_rows = list(dict.fromkeys(_open_stays(facts, INSIDE_REGION) + _open_stays(facts, None)))
    here = residence.years(parameters["residence_years"])
    if here is not True:
        if here is None or open_rows or not facts.declaration.career:
            return [unknown(*(open_rows or ["career"]), working=lines)]
        return [
            unmet("career", reason="residence", working=lines, counted=months_text(residence.high))
        ]
    return [_years_of_work(facts, parameters, work, lines, open_rows)]


def _years_of_work(
    facts: Facts, parameters: Parameters, work: Total, lines: tuple[str, ...], open_rows: list[str]
) -> Verdict:
    wanted = {
        TitleLevel.INTERMEDIATE: (
            parameters["bachelor_to_intermediate"],
            parameters["college_to_intermediate"],
        ),
        TitleLevel.ASSOCIATE_SENIOR: (parameters["bachelor_to_associate_senior"], None),
    }.get(facts.level or TitleLevel.JUNIOR)
    if wanted is None:
        return manual("route.level", reason="level", working=lines)
    years, path = _years_wanted(facts, *wanted)
    if years is None:
        return (
            manual(path, reason="degree", working=lines)
            if path.endswith(".level")
            else unknown(path)
        )
    answer = work.years(years)
    if answer:
        return met("career", path, working=lines)
    if answer is None or open_rows:
        return unknown(*(open_rows or ["career"]), working=lines)
    return unmet("career", path, working=lines, years=years, counted=months_text(work.high))


def grassroots_duty(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """City teachers and physicians have served at the grass roots before 高级 (S-5.4.4; 医师法)."""
    until = facts.cutoff or facts.today
    sum_ = total(facts.service(parameters["kinds"]), until)
    lines = (_counted("基层服务", sum_),)
    answer = sum_.at_least(parameters["months"])
    if answer:
        return [met("service", working=lines)]
    open_rows = facts.undated("service", parameters["kinds"])
    if answer is None or open_rows:
        return [unknown(*(open_rows or ["service"]), working=lines)]
    wanted, counted = months_text(parameters["months"]), months_text(sum_.high)
    return [
        unmet(
            "service",
            working=lines,
            wanted=wanted,
            counted=counted if sum_.high_days else "没有登记",
        )
    ]


def service_since_title(facts: Facts, kinds: Iterable[str]) -> Total | None:
    """Return the service after the present title; None without a dated title."""
    current = facts.declaration.current_title()
    since = parsed(current.obtained) if current else None
    if since is None:
        return None
    return total(facts.service(kinds), facts.cutoff or facts.today, since=since.earliest())


def early_by_service(facts: Facts, parameters: Parameters) -> list[Verdict]:
    """Three years of service since the present title allow one year earlier, if people find it outstanding."""
    if not facts.declaration.service:
        return []
    sum_ = service_since_title(facts, parameters["kinds"])
    if sum_ is None:
        current = facts.declaration.current_title()
        return [unknown(f"titles.{current.id}.obtained" if current else "titles")]
    lines = (_counted("取得现职称后服务苏木乡镇、嘎查村", sum_),)
    answer = sum_.at_least(parameters["months"])
    if answer:
        return [manual("service", reason="manual", working=lines, counted=months_text(sum_.high))]
    open_rows = facts.undated("service", parameters["kinds"])
    if answer is None or open_rows:
        return [unknown(*(open_rows or ["service"]), working=lines)]
    return (
        [met("service", working=lines)]
        if facts.declaration.route.kind_ground != "three_year_service"
        else [unmet("service", working=lines, counted=months_text(sum_.high))]
    )


def months_of_year(facts: Facts, kinds: Iterable[str], year: int, months: int) -> bool | None:
    """Tell whether service within one calendar year reaches some months."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    sum_ = total(facts.service(kinds), last, since=first - dt.timedelta(days=1))
    answer = sum_.at_least(months)
    return None if answer is False and facts.undated("service", kinds) else answer


KINDS: dict[str, Kind] = {
    "years_30_20": kind(years_30_20, "county_years", "township_years"),
    "township_direct": kind(township_direct, "bachelor_years", "college_years"),
    "non_public_direct": kind(
        non_public_direct,
        "residence_years",
        "bachelor_to_intermediate",
        "college_to_intermediate",
        "bachelor_to_associate_senior",
    ),
    "grassroots_duty": kind(grassroots_duty, "kinds", "months"),
    "early_by_service": kind(early_by_service, "kinds", "months"),
}
