# SPDX-License-Identifier: MulanPSL-2.0
"""Any answer can be asked why, and the explanation never says something else than the answer."""

from __future__ import annotations

import datetime as dt
import re

import attrs
import pytest
from hypothesis import given, settings

from app.model.codes import DeclarationKind, TitleLevel
from app.model.declaration import Basics, Declaration, RouteAnswers
from app.model.people import CreditYear, HeldTitle
from app.model.unit import PostQuota, Unit
from app.policy.checklist import sync_checklist
from app.policy.evaluate import evaluate
from app.policy.explain.dates import explain_day, explain_notice
from app.policy.explain.finding import explain_finding
from app.policy.explain.material import explain_material
from app.policy.explain.node import IMPOSSIBLE_WHY, Node, Part
from app.policy.explain.route import explain_route
from app.policy.findings import Finding, Outcome
from app.policy.pack import load_pack
from app.policy.timetable import FILING_LEVELS, Due, Timetable
from tests.policy.test_properties import UNIT as POSTED
from tests.policy.test_properties import declarations

PACK = load_pack()
TODAY = dt.date(2026, 6, 15)
SENIOR = RouteAnswers(
    classified=True,
    level=TitleLevel.ASSOCIATE_SENIOR,
    series="工程技术人员",
    specialty="水利",
    affiliation="city",
)
FULL = Unit(id="u", nature="事业单位", posts=(PostQuota("associate_senior", 2, 2),))
ANSWER_WORDS = {
    Outcome.MET: "满足",
    Outcome.NOT_MET: "没有满足",
    Outcome.UNKNOWN: "还不能判断",
    Outcome.EXCUSED: "按例外免除",
    Outcome.MANUAL: "由人判断",
}
_LATIN = re.compile(r"[A-Za-z_]{3,}")


def declaration(**changes: object) -> Declaration:
    return Declaration(**({"id": "d", "route": SENIOR} | changes))  # type: ignore[arg-type]


def one(draft: Declaration, rule: str, unit: Unit | None = None) -> Finding:
    return evaluate(PACK, draft, TODAY, unit).of_rule(rule)[0]


def rests_on_something(tree: Node) -> None:
    """Hold that a tree ends in the pack's own words, or says plainly that no clause is behind it."""
    clauses, plain = tree.of(Part.CLAUSE), tree.of(Part.NO_CLAUSE)
    assert bool(clauses) != bool(plain)
    for quoted in clauses:
        assert quoted.value == PACK.clauses[quoted.clauses[0]].text
    last = list(tree.walk())[-1]
    assert last.part is Part.SOURCE
    assert PACK.version_text in last.value


def speaks_chinese(tree: Node) -> None:
    """Hold that no id of the pack or of the document stands among the words; it may stand beside them."""
    for node in tree.walk():
        if node.part in (Part.CLAUSE, Part.SOURCE):
            continue
        assert not _LATIN.search(node.label), node.label
        assert not _LATIN.search(node.value), node.value


@settings(max_examples=40, deadline=None)
@given(declarations)
def test_an_explanation_never_contradicts_its_finding(draft):
    """Outcome, what would decide, what excuses: the tree says what the finding says, and in Chinese."""
    for finding in evaluate(PACK, draft, TODAY, POSTED):
        tree = explain_finding(PACK, draft, finding, TODAY)
        assert ANSWER_WORDS[finding.outcome] in tree.value
        assert [node.path for node in tree.of(Part.MISSING)] == list(finding.missing)
        assert bool(tree.of(Part.MISSING)) == (finding.outcome == Outcome.UNKNOWN)
        excused = tree.of(Part.EXCUSED)
        assert bool(excused) == bool(finding.excused_by)
        assert all(clause in tree.clauses for node in excused for clause in node.clauses)
        assert tuple(node.label for node in tree.of(Part.COUNT)) == finding.working
        rests_on_something(tree)
        speaks_chinese(tree)


def test_a_finding_explains_itself_down_to_the_clause():
    """Values read, working, rule, clause text, pack version: all in the tree, the day read as typed."""
    draft = declaration(
        basics=Basics(specialty_since="2021-09", specialty_years="3"),
        titles=(HeldTitle(id="t", title="工程师", obtained="2021-09"),),
    )
    tree = explain_finding(PACK, draft, one(draft, "YEARS"), TODAY)
    text = "\n".join(tree.lines())
    for part in (
        "从事本专业起始时间：2021.09",
        "2021.09 → 2026-07-10 是 4 年 10 个月",
        "申报人员的学历、资历",
        "政策包 chifeng-2026",
    ):
        assert part in text
    assert [node.path for node in tree.of(Part.READ)] == [
        "basics.specialty_years",
        "basics.specialty_since",
    ]


def test_unknown_says_what_would_decide_with_the_way_there():
    """An undecided answer names the field and where it is."""
    draft = declaration()
    (missing,) = explain_finding(PACK, draft, one(draft, "PC-20"), TODAY).of(Part.MISSING)
    assert (missing.label, missing.path) == ("公示开始日期", "notice.posted_on")


def test_an_open_exception_names_its_own_blanks():
    """Hours that may be excused by service wait for the dates of the service, not for the hours."""
    laid = attrs.evolve(
        PACK,
        rules=attrs.evolve(
            PACK.rules,
            presets=tuple(
                attrs.evolve(row, active=row.id == "ce-national") for row in PACK.rules.presets
            ),
        ),
    )
    from app.model.people import ServicePeriod

    draft = declaration(
        credits=(CreditYear(id="c", year="2025", specialty_hours=10, general_hours=0),),
        service=(ServicePeriod(id="s", kind="sumu_township", started=""),),
    )
    (finding,) = evaluate(laid, draft, TODAY).of_rule("PC-18")
    assert finding.outcome == Outcome.UNKNOWN
    assert "service.s.started" in finding.missing
    tree = explain_finding(laid, draft, finding, TODAY)
    assert "可能按这条例外免除" in tree.of(Part.EXCUSED)[0].label


def test_excused_says_by_which_exception_and_its_clause():
    """The green channel sets the post count aside, and says so with its own clause."""
    green = declaration(
        route=attrs.evolve(SENIOR, kind=DeclarationKind.GREEN_CHANNEL, kind_ground="article_39")
    )
    tree = explain_finding(PACK, green, one(green, "PC-14", FULL), TODAY)
    (exception,) = tree.of(Part.EXCUSED)
    assert exception.label == "按这条例外免除"
    assert "绿色通道不受岗位数额限制（通知五（三））" in exception.value
    assert {node.clauses[0] for node in tree.of(Part.CLAUSE)} >= {"S-5.3-1", "S-5.7.1"} & set(
        tree.clauses
    )


def test_what_cannot_be_needs_no_clause_and_says_so():
    """A stay that ends before it begins rests on no clause; the tree says why it must change all the same."""
    from app.model.people import CareerEntry

    draft = declaration(career=(CareerEntry(id="c", started="2020-01", ended="2019-01"),))
    tree = explain_finding(PACK, draft, one(draft, "DATES-ORDER"), TODAY)
    assert tree.of(Part.NO_CLAUSE)[0].value == IMPOSSIBLE_WHY


@pytest.mark.parametrize("classified", [True, False, None])
def test_every_step_of_a_route_has_its_reason(classified):
    """The whole way and each body on it; an open way says what must still be answered."""
    draft = declaration(route=attrs.evolve(SENIOR, classified=classified))
    whole = explain_route(PACK, draft)
    rests_on_something(whole)
    speaks_chinese(whole)
    assert bool(whole.of(Part.MISSING)) == (classified is None)
    steps = [node for node in whole.of(Part.PLAIN) if node.label.startswith("第 ")]
    for number in range(1, len(steps) + 1):
        step = explain_route(PACK, draft, number)
        assert step.label == steps[number - 1].label
        rests_on_something(step)


def test_the_secrecy_review_stands_on_its_own_clause():
    """Why a classified person's paper first goes to the secrecy body: notice 二（一）, nothing else."""
    draft = declaration()
    step = explain_route(PACK, draft, 2)
    assert "单位保密工作机构" in step.label
    assert [node.label for node in step.of(Part.CLAUSE)] == ["通知二（一）"]


def test_every_day_of_every_level_has_its_reason():
    """Each date of the timetable: counted ones show the counting, the unit's own say so."""
    unit = attrs.evolve(FULL, internal_dates={"senior": "2026-07-03"})
    table = Timetable(PACK, unit)
    for level in FILING_LEVELS:
        for due in table.days(level):
            tree = explain_day(table, due)
            rests_on_something(tree)
            speaks_chinese(tree)
            if due.due is Due.OWN:
                assert tree.of(Part.NO_CLAUSE)


def test_the_latest_posting_day_is_counted_out():
    """Senior 2026: a Sunday, its five working days, the report-up day it must not miss (D-2)."""
    table = Timetable(PACK)
    due = next(each for each in table.days(TitleLevel.FULL_SENIOR) if each.due is Due.POSTING)
    text = "\n".join(explain_day(table, due).lines())
    for part in (
        "2026年7月12日（周日）",
        "1）2026年7月13日",
        "5）2026年7月17日",
        "2026年7月10日（周五）前",
    ):
        assert part in text


def test_a_posted_notice_names_the_holidays_it_leaves_out():
    """Posted 15 June: the third day is the 18th, Dragon Boat is left out, complete on the 23rd (D-1)."""
    tree = explain_notice(Timetable(PACK), dt.date(2026, 6, 15), dt.date(2026, 6, 18))
    text = "\n".join(tree.lines())
    assert tree.value == "第 3 天，共 5 个工作日"
    assert "端午节" in text
    assert "2026年6月23日（周二）下班满" in text
    rests_on_something(tree)


def test_every_material_says_why_it_is_listed_or_not():
    """The whole catalogue, for a person of the city and for one outside the public sector."""
    for affiliation in ("city", "non_public", None):
        draft = declaration(route=attrs.evolve(SENIOR, affiliation=affiliation))
        draft = attrs.evolve(draft, materials=sync_checklist(PACK, draft))
        listed = {entry.item for entry in draft.materials}
        for item, _ in PACK.materials.items:
            tree = explain_material(PACK, draft, item.id)
            rests_on_something(tree)
            speaks_chinese(tree)
            assert tree.value.startswith("在清单里") == (item.id in listed), item.id


def test_a_material_added_by_hand_says_so():
    """A paper of one's own is nobody's demand."""
    from app.policy.checklist import add_by_hand

    draft = declaration(materials=(add_by_hand("own-1", "聘书补充说明（虚构）"),))
    tree = explain_material(PACK, draft, "own-1")
    assert tree.label == "聘书补充说明（虚构）"
    assert tree.value == "自己加的"
    rests_on_something(tree)
