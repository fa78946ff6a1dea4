# SPDX-License-Identifier: MulanPSL-2.0
"""Each message of the self-check: when it comes, what it quotes, where it jumps."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from app.model.codes import (
    Affiliation,
    DeclarationKind,
    MaterialState,
    Openness,
    OriginalCheck,
    ReviewLevel,
    TitleLevel,
    Verdict,
)
from app.model.declaration import Basics, Declaration, PublicNotice, Recommendation, RouteAnswers
from app.model.materials import MaterialEntry, ReviewMark
from app.model.people import CareerEntry, CreditYear, HeldTitle, Sanction
from app.model.unit import Unit
from app.model.work import Achievement, EvidenceLink
from app.policy.checklist import sync_checklist
from app.policy.evaluate import evaluate
from app.policy.findings import Finding, Outcome
from app.policy.pack import load_pack

PACK = load_pack()
TODAY = dt.date(2026, 6, 15)
ROUTE = RouteAnswers(
    classified=True,
    level=TitleLevel.ASSOCIATE_SENIOR,
    series="工程技术人员",
    specialty="水利",
    affiliation=Affiliation.CITY,
)
UNIT = Unit(id="u", name="赤峰市虚构研究所", nature="事业单位", reorganising=True)


def draft(**changes) -> Declaration:
    return Declaration(id="d", route=ROUTE, **changes)


def routed(**changes) -> Declaration:
    return attrs.evolve(draft(), route=attrs.evolve(ROUTE, **changes))


def entry(item: str, **changes) -> MaterialEntry:
    return MaterialEntry(item, item, **changes)


def proven(**changes) -> Declaration:
    return draft(
        achievements=(
            Achievement(id="a1", title="渠道（虚构）", openness=Openness.OPEN, **changes),
        ),
        materials=(
            MaterialEntry("achievement-a1", "achievement", state=MaterialState.READY, pages=8),
        ),
    )


READY = MaterialState.READY
MARKED = ReviewMark(
    ReviewLevel.UNIT,
    Verdict.NEEDS_CORRECTION,
    counted=4,
    reason="缺背面",
    by="王某",
    on="2026-06-12",
)

CASES = [
    (draft(basics=Basics(id_number="15049919820314002")), "M01", ("少 1 位", "17 位"), "basics.id_number"),
    (draft(basics=Basics(id_number="150499198203140025")), "M02", ("应是 3", "是 5"), "basics.id_number"),
    (draft(basics=Basics(id_number="1.50404E+17")), "M03", ("1.50404E+17",), "basics.id_number"),
    (draft(basics=Basics(id_number="150499198203140023", born="1982-05")), "M04", ("1982年5月", "1982年3月"), "basics.born"),
    (draft(basics=Basics(id_number="150499198203140023", sex="男")), "FIELD-ID-SEX", ("男", "女"), "basics.sex"),
    (draft(basics=Basics(id_number="15049919820230002X")), "FIELD-ID-DAY", ("19820230",), "basics.id_number"),
    (draft(basics=Basics(id_number="1504991982031400230")), "FIELD-ID-LONG", ("多 1 位",), "basics.id_number"),
    (draft(basics=Basics(id_number="15049919820314OO24")), "FIELD-ID-SIGN", ("O",), "basics.id_number"),
    (draft(basics=Basics(name="额尔敦．孟和")), "M06", ("．",), "basics.name"),
    (draft(titles=(HeldTitle(id="t", obtained="2026-08-01"),)), "M07", ("2026年8月1日", "高级", "不计"), "titles.t.obtained"),
    (draft(basics=Basics(specialty_since="2021-09", specialty_years="5年")), "M08", ("4 年 10 个月", "5年"), "basics.specialty_years"),
    (draft(titles=(HeldTitle(id="t", title="工程师", obtained="2021-09"),)), "M08-TENURE", ("2021.09 → 2026-07-10",), "titles.t.obtained"),
    (draft(), "M09", ("17 栏", "曾用名"), "basics.former_name"),
    (draft(), "M09-MUST", ("姓名",), "basics.name"),
    (draft(basics=Basics(unit="市水科所")), "M10", ("市水科所", "赤峰市虚构研究所"), "basics.unit"),
    (routed(series="", specialty=""), "M12", ("系列",), "route.series"),
    (routed(title="总工程师"), "M12-TITLE", ("总工程师", "高级工程师"), "route.title"),
    (routed(kind=DeclarationKind.EXCEPTIONAL), "M13", ("破格", "倾斜政策佐证材料"), "materials"),
    (draft(credits=(CreditYear(id="c", year="2025", specialty_hours=60, general_hours=30),)), "M14-MANUAL", ("2025年 90 学时",), "credits"),
    (draft(materials=(entry("appraisals", state=MaterialState.NOT_APPLICABLE),)), "M15", ("年度考核登记表",), "materials.appraisals.reason"),
    (draft(materials=(entry("id_card", state=READY),)), "M16", ("居民身份证",), "materials.id_card.pages"),
    (draft(materials=(entry("appointment", state=READY, pages=3, marks=(MARKED,)),)), "M17", ("登记 3 页", "实点 4 页"), "materials.appointment.pages"),
    (draft(achievements=(Achievement(id="a1", title="技术改造（虚构）"),)), "M18", ("业绩一", "技术改造"), "achievements.a1.links"),
    (proven(links=(EvidenceLink("achievement-a1", 9, 9),)), "M19", ("第 9 页", "8 页"), "achievements.a1.links"),
    (proven(links=(EvidenceLink("gone", 1, 1),)), "M19-GONE", ("业绩一",), "achievements.a1.links"),
    (proven(), "M20", ("主要工作业绩佐证",), "materials.achievement-a1"),
    (draft(materials=(entry("id_card", state=READY, pages=1),)), "M21", ("1 份", "居民身份证"), "materials.id_card.original"),
    (draft(materials=(entry("appointment", original=OriginalCheck.DIFFERS, original_by="王某", note="缺背面"),)), "M22", ("王某", "缺背面"), "materials.appointment.original"),
    (draft(materials=(entry("appointment", state=READY, pages=4, marks=(MARKED,)),)), "M22-OPEN", ("单位初审", "缺背面"), "materials.appointment"),
    (draft(notice=PublicNotice(posted_on="2026-06-15")), "M27", ("6月23日", "6月24日"), "notice.posted_on"),
    (draft(notice=PublicNotice(posted_on="2026-06-15", ended_on="2026-06-22")), "M27-SHORT", ("6月22日", "6月23日"), "notice.ended_on"),
    (draft(notice=PublicNotice(posted_on="2026-07-14")), "M28-POSTED", ("7月14日", "7月21日", "7月20日"), "notice.posted_on"),
    (draft(recommendation=Recommendation(conditions="符合")), "M32", ("推荐人选产生方式",), "recommendation.method"),
    (draft(recommendation=Recommendation(opinion="同意推荐")), "M33", ("审核人",), "recommendation.reviewer"),
    (draft(pledged_on="2026-06-20", notice=PublicNotice(posted_on="2026-06-15")), "M33-ORDER", ("2026年6月20日", "2026年6月15日"), "notice.posted_on"),
    (draft(career=(CareerEntry(id="c", started="2026-02-30"),)), "DATE-NO-DAY", ("工作经历一", "2026-02-30"), "career.c.started"),
    (draft(basics=Basics(work_started="改革开放那年")), "FIELD-DATE", ("改革开放那年",), "basics.work_started"),
    (draft(career=(CareerEntry(id="c", started="2020-01", ended="2019-01"),)), "DATE-BACKWARDS", ("2020.01", "2019.01"), "career.c.ended"),
    (draft(career=(CareerEntry(id="c", started="2005-07", ended="2010-07"), CareerEntry(id="e", started="2012-01"))), "CAREER-GAP", ("2010.07",), "career"),
    (draft(career=(CareerEntry(id="c", started="2005-07"), CareerEntry(id="e", started="2012-01"))), "CAREER-OPEN", ("2 段",), "career.c.ended"),
    (draft(basics=Basics(person_status="离退休")), "PC-01", ("离退休",), "basics.person_status"),
    (draft(sanctions=(Sanction(id="s", kind="demerit", started="2026-01-01"),)), "PC-02", ("记过",), "sanctions.s"),
    (draft(basics=Basics(person_status="外籍人员")), "PC-03", ("外籍人员",), "basics.person_status"),
    (routed(series="会计", specialty="会计"), "PC-05-NONE", ("合格",), "examinations"),
    (routed(series="会计", specialty="会计", level=TitleLevel.INTERMEDIATE), "PC-05B", ("以考代评",), "route.level"),
    (routed(series="卫生", specialty="内科"), "PC-05C", ("职业资格",), "route.kind"),
    (routed(series="卫生", specialty="内科"), "PC-08", ("没有登记",), "service"),
    (draft(), "PC-15", ("机构改革",), "unit.reorganising"),
    (draft(titles=(HeldTitle(id="t", title="工程师"),)), "PC-16", ("工程师",), "titles.t.source"),
    (draft(titles=(HeldTitle(id="t", level="junior"),)), "PC-22", ("初级", "副高级"), "route.level"),
    (draft(titles=(HeldTitle(id="t", level="full_senior"),)), "PC-22-SAME", ("正高级",), "route.level"),
    (routed(kind=DeclarationKind.GREEN_CHANNEL), "KIND-GROUND", ("第三十七条",), "route.kind_ground"),
    (routed(kind=DeclarationKind.TARGETED_GRASSROOTS, level=TitleLevel.JUNIOR), "KIND-NOT-OFFERED", ("高级、中级",), "route.level"),
    (routed(kind=DeclarationKind.HIGH_SKILL), "KIND-HIGH-SKILL", ("16号",), "route.kind"),
    (routed(series="自然科学研究", specialty="物理"), "ROUTE-SUSPENDED", ("条件",), "route.level"),
    (routed(classified=False), "ROUTE-NO-PAPER", ("不再交纸质",), "route.level"),
    (routed(specialty="电力"), "ROUTE-OTHER-SYSTEM", ("电力",), "route.level"),
    (routed(series="审计", specialty="审计"), "ROUTE-SEPARATE", ("另行发文",), "route.level"),
    (draft(achievements=(Achievement(id="a", title="甲", openness=Openness.WITHHELD),)), "SECRECY-WITHHELD", ("不会印",), "achievements.a.openness"),
    (draft(achievements=(Achievement(id="a", title="甲"),)), "PC-29-OPENNESS", ("业绩一",), "achievements.a.openness"),
]  # fmt: skip


def found(declaration: Declaration, code: str, today: dt.date = TODAY) -> list[Finding]:
    return [
        each for each in evaluate(PACK, declaration, today, UNIT).standing() if each.code == code
    ]


@pytest.mark.parametrize(
    ("declaration", "code", "words", "path"), CASES, ids=[case[1] for case in CASES]
)
def test_each_message_comes_with_its_values_and_place(declaration, code, words, path):
    """The message quotes what was typed and the first path leads to the field."""
    findings = found(declaration, code)
    assert findings, [each.code for each in evaluate(PACK, declaration, TODAY, UNIT).standing()]
    finding = findings[0]
    text = finding.title + finding.message + finding.fix
    for word in words:
        assert word in text
    assert finding.paths[0] == path
    assert finding.fix


@pytest.mark.parametrize(
    ("today", "code"),
    [
        (dt.date(2026, 7, 8), "M26"),
        (dt.date(2026, 7, 13), "M28"),
        (dt.date(2026, 7, 10), "M28-TIGHT"),
        (dt.date(2026, 7, 13), "M29"),
        (dt.date(2027, 3, 1), "M31"),
    ],
)
def test_messages_that_come_with_the_day(today, code):
    """Deadlines speak on their days, and never block."""
    declaration = draft()
    declaration = attrs.evolve(declaration, materials=sync_checklist(PACK, declaration))
    findings = found(declaration, code, today)
    assert findings
    assert not findings[0].blocks


def test_blocking_ones_are_those_of_the_decision():
    """Typed impossibilities, missing proof and broken order block; facts after the cut-off do not (D-3, D-4)."""
    must = {case[1] for case in CASES if found(case[0], case[1])[0].blocks}
    assert {
        "M01",
        "M02",
        "M03",
        "M12",
        "M15",
        "M16",
        "M18",
        "M19",
        "M22",
        "M27",
        "M32",
        "M33",
    } <= must
    assert {"DATE-NO-DAY", "DATE-BACKWARDS", "ROUTE-SUSPENDED", "PC-29-OPENNESS"} <= must
    assert (
        not {"M04", "M06", "M07", "M08", "M09", "M10", "M13", "M17", "M20", "M21", "PC-01", "PC-14"}
        & must
    )


def test_sound_number_is_met():
    """A right number, birthday and sex give no finding to look at."""
    basics = Basics(id_number="150499198203140023", born="1982-03-14", sex="女")
    outcomes = {
        each.outcome
        for rule in ("ID-NUMBER", "BORN", "SEX")
        for each in evaluate(PACK, draft(basics=basics), TODAY).of_rule(rule)
    }
    assert outcomes == {Outcome.MET}


def test_findings_can_be_asked_by_place():
    """What points into a row is found from the row."""
    declaration = proven(links=(EvidenceLink("achievement-a1", 9, 9),))
    codes = {each.code for each in evaluate(PACK, declaration, TODAY).at("achievements.a1")}
    assert "M19" in codes


def test_unmet_and_heavy_ones_come_first():
    """The list is ordered for work: unmet must, unmet check, then what is open or met."""
    keys = [each.sort_key for each in evaluate(PACK, draft(), TODAY, UNIT)]
    assert keys == sorted(keys)
