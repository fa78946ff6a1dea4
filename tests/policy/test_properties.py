# SPDX-License-Identifier: MulanPSL-2.0
"""What must hold for every declaration: monotone in knowledge and in the cut-off, deaf to the unrelated."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import attrs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.model.codes import (
    Affiliation,
    DeclarationKind,
    MaterialState,
    Openness,
    OriginalCheck,
    PlaceKind,
    TitleLevel,
)
from app.model.declaration import (
    Basics,
    Declaration,
    PublicNotice,
    Recommendation,
    RouteAnswers,
    SecrecyReview,
)
from app.model.materials import MaterialEntry
from app.model.paths import read, write
from app.model.people import (
    Appraisal,
    BenefitUse,
    CareerEntry,
    CreditYear,
    Education,
    Examination,
    HeldTitle,
    Sanction,
    ServicePeriod,
    Training,
)
from app.model.unit import PostQuota, Unit
from app.model.work import Achievement, EvidenceLink, Work
from app.policy.checklist import checklist, sync_checklist
from app.policy.evaluate import evaluate
from app.policy.findings import Findings, Outcome
from app.policy.pack import PolicyPack, load_pack
from app.policy.routing import route

PACK = load_pack()
TODAY = dt.date(2026, 6, 22)
GROUNDS = ["", *(ground.id for kind in PACK.routes.kinds.values() for ground in kind.grounds)]
UNIT = Unit(
    id="u",
    name="虚构研究所",
    nature="事业单位",
    posts=tuple(PostQuota(str(level), 3, 3) for level in TitleLevel),
)

days = st.dates(dt.date(1988, 1, 1), dt.date(2026, 12, 31))
dates = (
    st.sampled_from(["", ""])
    | days.map(str)
    | days.map(lambda day: f"{day:%Y-%m}")
    | days.map(lambda d: str(d.year))
)
words = st.sampled_from(["", "水利规划设计（虚构）"])
places = st.sampled_from(["", *PlaceKind])
services = st.sampled_from(["", "sumu_township", "gacha_village", "rural_school", "epidemic"])
levels = st.sampled_from(["", *map(str, TitleLevel)])
degrees = st.sampled_from(["", "大学本科", "大学专科", "硕士研究生"])


def rows(record: type, most: int = 3, /, **columns: st.SearchStrategy) -> st.SearchStrategy:
    """Return rows with ids r0, r1 … unique within a table."""
    plain = st.lists(st.fixed_dictionaries(columns), max_size=most)
    return plain.map(
        lambda found: tuple(record(id=f"r{n}", **each) for n, each in enumerate(found))
    )


routes = st.builds(
    RouteAnswers,
    classified=st.sampled_from([None, True, False]),
    level=st.none() | st.sampled_from(TitleLevel),
    series=st.sampled_from(
        ["", "工程技术人员", "中小学教师", "卫生技术人员", "会计人员", "没有这个系列"]
    ),
    specialty=st.sampled_from(["", "水利", "电力", "网信", "中学语文"]),
    affiliation=st.none() | st.sampled_from(Affiliation),
    kind=st.sampled_from(DeclarationKind),
    kind_ground=st.sampled_from(GROUNDS),
    title=st.sampled_from(["", "高级工程师", "工程师"]),
)
declarations = st.builds(
    Declaration,
    id=st.just("d"),
    route=routes,
    basics=st.builds(
        Basics,
        name=st.sampled_from(["", "虚构的人"]),
        id_number=st.sampled_from(["", "150499198203140023", "15049919820314002"]),
        born=st.sampled_from(["", "1982-03-14", "1982-05"]),
        sex=st.sampled_from(["", "男", "女"]),
        unit=st.sampled_from(["", "虚构研究所", "研究所"]),
        unit_nature=st.sampled_from(["", "苏木乡镇事业单位", "事业单位"]),
        person_status=st.sampled_from(["", "在职在岗", "离退休"]),
        specialty_since=dates,
        specialty_years=st.sampled_from(["", "4", "12年"]),
    ),
    education=rows(Education, 2, level=degrees, graduated=dates),
    titles=rows(HeldTitle, 2, title=words, level=levels, obtained=dates, source=st.sampled_from(["", "评审"])),
    credits=rows(
        CreditYear, 2, year=st.sampled_from(["2024", "2025"]),
        specialty_hours=st.none() | st.integers(0, 90), general_hours=st.none() | st.integers(0, 40),
    ),
    career=rows(CareerEntry, started=dates, ended=dates, work=words, place=places),
    service=rows(ServicePeriod, kind=services, started=dates, ended=dates),
    examinations=rows(
        Examination, 2, score=st.sampled_from(["", "55", "60"]), line=st.sampled_from(["", "60"]),
        valid_from=dates, valid_until=dates,
    ),
    benefits=rows(BenefitUse, 1, kind=st.sampled_from(["green_channel", "epidemic"])),
    sanctions=rows(Sanction, 2, kind=st.sampled_from(["warning", "demerit", "breach_of_trust"]), started=dates, ended=dates),
    achievements=rows(
        Achievement, title=words, openness=st.sampled_from(Openness), ended=dates,
        links=st.sampled_from([(), (EvidenceLink("achievement-r0", 1, 2, id="l"),)]),
    ),
    works=rows(Work, 1, title=words, published=dates),
    pledged_on=dates,
    submitted_on=dates,
    secrecy=st.builds(SecrecyReview, reviewed_on=dates, conclusion=st.sampled_from(["", "可提交"])),
    notice=st.builds(PublicNotice, posted_on=dates, ended_on=dates),
    recommendation=st.builds(Recommendation, method=words, conditions=words, commitment=words, on=dates),
    materials=st.sampled_from([
        (),
        (MaterialEntry("pledge", "pledge", state=MaterialState.READY, pages=1),),
        (MaterialEntry("achievement-r0", "achievement", state=MaterialState.READY, pages=1, original=OriginalCheck.DIFFERS),),
    ]),
)  # fmt: skip

# These ask whether something is written at all: filling the blank is their remedy, not a change of mind.
ASK_FOR_BLANKS = {
    "MANDATORY",
    "BLANKS",
    "SERIES",
    "RECOMMENDATION",
    "PC-24",
    "PC-16",
    "KIND-GROUND",
}


def check(declaration: Declaration, pack: PolicyPack = PACK) -> Findings:
    return evaluate(pack, declaration, TODAY, UNIT)


def decided(findings: Findings) -> dict[tuple[str, str], Outcome]:
    """Return the decided outcomes by rule and first place."""
    return {
        (each.rule, each.paths[0] if each.paths else ""): each.outcome
        for each in findings
        if each.outcome != Outcome.UNKNOWN and each.rule not in ASK_FOR_BLANKS
    }


def filling(path: str) -> st.SearchStrategy:
    """Return plausible values for a place."""
    table, _, column = path.rpartition(".")
    special = {
        "level": st.sampled_from(list(TitleLevel))
        if table == "route"
        else (degrees if "education" in table else levels),
        "title": st.just("高级工程师"),
        "place": places,
        "kind": services,
        "work": words,
        "id_number": st.just("150499198203140023"),
        "sex": st.just("女"),
        "unit": st.just("虚构研究所"),
        "unit_nature": st.sampled_from(["苏木乡镇事业单位", "事业单位"]),
        "person_status": st.sampled_from(["在职在岗", "离退休"]),
        "specialty_years": st.just("4"),
        "score": st.just("60"),
        "conclusion": st.just("可提交"),
        "specialty_hours": st.integers(0, 90),
        "general_hours": st.integers(0, 40),
    }
    return special.get(column, days.map(str))


def is_blank_leaf(declaration: Declaration, path: str) -> bool:
    """Tell whether a missing place is one blank field (not a whole table or row)."""
    if path.startswith("unit."):
        return False
    value = read(declaration, path)
    return value is None or value == ""


@settings(max_examples=60)
@given(declarations, st.data())
def test_filling_an_unknown_never_turns_a_decided_answer_round(declaration, data):
    """Three-valued logic is monotone: only UNKNOWN may become something else."""
    before = check(declaration)
    blanks = sorted({path for each in before.undecided() for path in each.missing})
    blanks = [path for path in blanks if is_blank_leaf(declaration, path)]
    assume(blanks)
    path = data.draw(st.sampled_from(blanks))
    after = decided(check(write(declaration, path, data.draw(filling(path)))))
    for key, outcome in decided(before).items():
        assert after.get(key, outcome) == outcome, (path, key)


UNRELATED = (
    lambda d: attrs.evolve(d, basics=attrs.evolve(d.basics, remarks="无关的备注（虚构）")),
    lambda d: attrs.evolve(
        d, appraisals=(*d.appraisals, Appraisal(id="x", year="2020", grade="合格"))
    ),
    lambda d: attrs.evolve(d, sanctions=(*d.sanctions, Sanction(id="x", kind="warning"))),
    lambda d: attrs.evolve(d, training=(*d.training, Training(id="x", content="学习（虚构）"))),
    lambda d: attrs.evolve(d, statement="一段自传（虚构）", version=d.version + 1),
)


@settings(max_examples=30)
@given(declarations, st.sampled_from(UNRELATED))
def test_an_unrelated_fact_changes_no_outcome(declaration, edit):
    """Remarks, appraisals, a warning, a course, the statement: no rule says anything else."""

    def said(findings: Findings) -> Counter:
        return Counter((each.rule, each.outcome, each.paths) for each in findings)

    assert said(check(edit(declaration))) == said(check(declaration))


RANK = {
    Outcome.NOT_MET: 0,
    Outcome.UNKNOWN: 1,
    Outcome.MANUAL: 1,
    Outcome.EXCUSED: 2,
    Outcome.MET: 2,
}
DATED_RULES = ("CUTOFF", "PC-06", "PC-07", "PC-11", "PC-08")


def with_later_cutoff(days_more: int) -> PolicyPack:
    rows_ = tuple(
        attrs.evolve(row, cutoff=row.cutoff + dt.timedelta(days=days_more))
        for row in PACK.windows.rows
    )
    return attrs.evolve(PACK, windows=attrs.evolve(PACK.windows, rows=rows_))


@settings(max_examples=30)
@given(declarations, st.integers(0, 800))
def test_a_later_cutoff_never_makes_a_dated_fact_count_less(declaration, more):
    """Moving the cut-off on never makes a rule on years or dates say less than before."""
    later = check(declaration, with_later_cutoff(more))
    for rule in DATED_RULES:
        before = {each.paths[:1]: each.outcome for each in check(declaration).of_rule(rule)}
        after = {each.paths[:1]: each.outcome for each in later.of_rule(rule)}
        if rule == "CUTOFF":
            assert all(RANK[after[key]] >= RANK[outcome] for key, outcome in before.items())
        elif before:
            worst = min(RANK[outcome] for outcome in after.values())
            assert worst >= min(RANK[outcome] for outcome in before.values())


@settings(max_examples=30)
@given(declarations)
def test_only_must_rules_with_a_ground_ever_block(declaration):
    """What blocks quotes a clause or meets an impossibility, and nothing undecided blocks by itself (D-4)."""
    by_id = {rule.id: rule for rule, _ in PACK.rules.rules}
    for finding in check(declaration):
        rule = by_id[finding.rule]
        if finding.blocks:
            assert finding.severity == "must"
            assert rule.clauses or rule.impossible
            assert finding.outcome == Outcome.NOT_MET or rule.required
        if finding.outcome == Outcome.UNKNOWN:
            assert finding.missing


@settings(max_examples=30)
@given(declarations)
def test_the_list_is_settled_after_one_round(declaration):
    """Syncing twice changes nothing more, ids stay unique, every entry is on the list once."""
    once = attrs.evolve(declaration, materials=sync_checklist(PACK, declaration))
    assert sync_checklist(PACK, once) is once.materials
    ids = [row.entry.id for row in checklist(PACK, once).rows]
    assert len(set(ids)) == len(ids) == len(once.materials)
    tabs = [row.tab for row in checklist(PACK, once).rows]
    assert len(set(tabs)) == len(tabs)


@settings(max_examples=30)
@given(declarations, routes)
def test_what_was_entered_outlives_a_change_of_route(declaration, other):
    """Whatever the route becomes, a material with something entered stays on the list."""
    kept = MaterialEntry("secrecy_review", "secrecy_review", note="别丢")
    first = attrs.evolve(declaration, materials=(kept,))
    moved = attrs.evolve(first, route=other)
    assert "secrecy_review" in {entry.id for entry in sync_checklist(PACK, moved)}


@given(routes)
def test_answers_still_open_never_break_the_route(answers):
    """Any mixture of answers and gaps gives a route; what is possible contains what is said."""
    assume(answers.series != "没有这个系列")
    found = route(PACK, answers)
    assert found.possible
    assert found.mode is None or found.possible == (found.mode,)
    assert found.mode is not None or found.missing
    assert not (found.chain and found.mode in ("M6", "M7"))


@settings(max_examples=30)
@given(routes, st.sampled_from(["classified", "level", "affiliation"]))
def test_one_more_answer_never_widens_what_is_possible(answers, question):
    """Answering a question leaves a subset of the modes that were possible."""
    assume(answers.series != "没有这个系列")
    assume(getattr(answers, question) is not None)
    less = attrs.evolve(answers, **{question: None})
    assert set(route(PACK, answers).possible) <= set(route(PACK, less).possible)
