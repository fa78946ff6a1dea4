# SPDX-License-Identifier: MulanPSL-2.0
"""Years with their working: month doubt, 29 February, overlaps once, gaps, time written down twice."""

from __future__ import annotations

import datetime as dt

import attrs
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.dates import PartialDate
from app.kernel.spans import Span, merged, shared, total, working
from app.model.codes import DeclarationKind, PlaceKind, TitleLevel
from app.model.declaration import Basics, Declaration, RouteAnswers
from app.model.people import CareerEntry, HeldTitle
from app.policy.evaluate import evaluate
from app.policy.explain.node import Part
from app.policy.explain.stays import explain_stays, total_of, total_words
from app.policy.findings import Outcome
from app.policy.pack import load_pack

PACK = load_pack()
TODAY = dt.date(2026, 6, 15)
CUTOFF = dt.date(2026, 7, 10)
SENIOR = RouteAnswers(
    classified=True,
    level=TitleLevel.ASSOCIATE_SENIOR,
    series="工程技术人员",
    specialty="水利",
    affiliation="banner_county",
)
LONG = attrs.evolve(SENIOR, kind=DeclarationKind.EXCEPTIONAL, kind_ground="years_30_20")


def years(since: str, stated: str):
    draft = Declaration(
        id="d", route=SENIOR, basics=Basics(specialty_since=since, specialty_years=stated)
    )
    (finding,) = evaluate(PACK, draft, TODAY, only="YEARS")
    return finding


def stay(n: int, started: str, ended: str, place: PlaceKind) -> CareerEntry:
    return CareerEntry(id=f"c{n}", started=started, ended=ended, place=place, work="水利（虚构）")


def thirty(*career: CareerEntry):
    draft = Declaration(id="d", route=LONG, career=career)
    (finding,) = evaluate(PACK, draft, TODAY, only="PC-06")
    return finding


def test_a_month_that_leaves_the_year_open_is_not_called_wrong():
    """July 2021 to 10 July 2026 is 4 or 5 years by the day: either is left undecided, 3 is wrong."""
    assert years("2021-07", "4年").outcome == Outcome.UNKNOWN
    assert years("2021-07", "5年").missing == ("basics.specialty_since",)
    assert years("2021-07", "3年").outcome == Outcome.NOT_MET
    assert years("2021-07-10", "5年").outcome == Outcome.MET
    assert years("2021-07-11", "5年").outcome == Outcome.NOT_MET


def test_the_leap_day_ends_with_its_month():
    """29 February 2024 completes two years on 28 February 2026, not a day later or earlier (民法典 202)."""
    leap = PartialDate(2024, 2, 29)
    assert "是 2 年" in working(leap, dt.date(2026, 2, 28))
    assert "是 1 年 11 个月" in working(leap, dt.date(2026, 2, 27))


def test_the_mixed_life_is_21_and_12_years():
    """12 years 苏木乡镇, 9 years banner, 9 years city: neither 30 nor 20, with both sums shown."""
    finding = thirty(
        stay(1, "1996-07-10", "2008-07-10", PlaceKind.SUMU_TOWNSHIP),
        stay(2, "2008-07-11", "2017-07-10", PlaceKind.BANNER_COUNTY),
        stay(3, "2017-07-11", "", PlaceKind.CITY),
    )
    assert finding.outcome == Outcome.NOT_MET
    assert "旗县区（含苏木乡镇）：21 年" in finding.working[0]
    assert "苏木乡镇、嘎查村：12 年" in finding.working[1]


def test_time_lent_to_the_city_is_for_a_person_to_judge():
    """Thirty years that hold only with three months written down in the city too are not decided here."""
    kept = stay(1, "1996-06-01", "", PlaceKind.BANNER_COUNTY)
    assert thirty(kept).outcome == Outcome.MET
    lent = stay(2, "2010-01-01", "2010-04-01", PlaceKind.CITY)
    finding = thirty(kept, lent)
    assert (finding.outcome, finding.code) == (Outcome.MANUAL, "PC-06-OVERLAP")
    assert any("2010.01.01—2010.04.01（90 天）" in line for line in finding.working)
    early = stay(1, "1990-06-01", "", PlaceKind.BANNER_COUNTY)
    assert thirty(early, lent).outcome == Outcome.MET


def test_the_sum_of_a_table_shows_its_working():
    """Each merged stay, the overlap counted once, the gap left out, the doubt of the months: in lines."""
    draft = Declaration(
        id="d",
        route=SENIOR,
        career=(
            stay(1, "2004-07", "2009-05", PlaceKind.CITY),
            stay(2, "2010-01", "2016-08", PlaceKind.CITY),
            stay(3, "2016-03", "", PlaceKind.CITY),
        ),
    )
    tree = explain_stays(PACK, draft, "career", CUTOFF, cutoff=True)
    text = "\n".join(node.label for node in tree.of(Part.COUNT))
    for part in ("2004.07.01 → 2009.05.31", "重叠", "只算一次", "空着", "按 365 天折算", "最少"):
        assert part in text
    assert len(tree.of(Part.READ)) == 3
    assert tree.of(Part.CLAUSE)[0].clauses == ("S-3.2-0",)
    assert total_words(total_of(draft, "career", CUTOFF)) in tree.value


def test_two_early_benefits_are_named_together_and_never_added():
    """Three years of service and the epidemic preference: one finding for a person, no sum of years."""
    from app.model.people import BenefitUse, ServicePeriod

    draft = Declaration(
        id="d",
        route=attrs.evolve(
            SENIOR, kind=DeclarationKind.EXCEPTIONAL, kind_ground="three_year_service"
        ),
        titles=(HeldTitle(id="t", title="工程师", level="intermediate", obtained="2020-01-01"),),
        service=(
            ServicePeriod(id="s", kind="sumu_township", started="2021-01-01", ended="2025-01-01"),
            ServicePeriod(id="e", kind="epidemic", started="2020-02-01", ended="2020-06-01"),
        ),
        benefits=(BenefitUse(id="b", kind="epidemic", year="2023"),),
    )
    stacked = evaluate(PACK, draft, TODAY, only="PC-STACK")
    assert all(finding.outcome != Outcome.UNKNOWN for finding in stacked)
    tenure = [f for f in evaluate(PACK, draft, TODAY) if f.code == "M08-TENURE"]
    assert tenure[0].working == ("2020.01.01 → 2026-07-10 是 6 年 6 个月",)


days = st.dates(dt.date(1990, 1, 1), dt.date(2026, 1, 1))


@given(st.lists(st.tuples(days, days), max_size=4), st.lists(st.tuples(days, days), max_size=4))
def test_shared_time_is_never_more_than_either(ones, others):
    """What lies in both lists is bounded by each of them and lies inside both."""
    stretches = [
        merged(
            [
                s
                for first, last in pairs
                for s in total(
                    [Span(PartialDate.of(min(first, last)), PartialDate.of(max(first, last)))],
                    CUTOFF,
                ).stretches
            ]
        )
        for pairs in (ones, others)
    ]
    both = shared(*stretches)
    for side in stretches:
        assert sum(s.days for s in both) <= sum(s.days for s in side)
        for each in both:
            assert any(s.first <= each.first and each.last <= s.last for s in side)
