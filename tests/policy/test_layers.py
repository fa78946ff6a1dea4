# SPDX-License-Identifier: MulanPSL-2.0
"""The unit's layer, taking in another pack, coverage, explanations and figures."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import attrs
import pytest

from app.kernel.errors import UserError
from app.kernel.locations import program_root, resource
from app.model.codes import Affiliation, DeclarationKind, TitleLevel
from app.model.declaration import Basics, Declaration, RouteAnswers
from app.model.people import CreditYear, ServicePeriod
from app.model.unit import PostQuota, Unit
from app.policy.coverage import coverage_document, gaps
from app.policy.evaluate import evaluate, evaluate_figures
from app.policy.findings import Outcome
from app.policy.other_packs import compare_for, digest_groups, move_to, take_in
from app.policy.pack import load_pack
from app.policy.packfiles import PackFiles
from app.policy.records import CatalogueItem, Phrase
from app.policy.unit_layer import UnitLayer, layer_of, with_unit

PACK = load_pack()
TODAY = dt.date(2026, 6, 15)
SENIOR = RouteAnswers(
    classified=True,
    level=TitleLevel.ASSOCIATE_SENIOR,
    series="工程技术人员",
    specialty="水利",
    affiliation=Affiliation.CITY,
)


def declaration(**changes) -> Declaration:
    return attrs.evolve(Declaration(id="d", route=SENIOR), **changes)


def one(declaration_: Declaration, rule: str, **context):
    findings = evaluate(context.pop("pack", PACK), declaration_, TODAY, **context).of_rule(rule)
    assert len(findings) == 1
    return findings[0]


# -- the unit's layer


def test_unit_may_ask_earlier_never_later():
    """A day by the closing day is taken, a later one is refused with both days and the clause."""
    layer = layer_of(Unit(internal_dates={"senior": "2026-07-03", "junior": "五月"}))
    assert with_unit(PACK, layer).window(TitleLevel.FULL_SENIOR).internal == dt.date(2026, 7, 3)
    with pytest.raises(UserError) as caught:
        with_unit(PACK, UnitLayer({"senior": dt.date(2026, 7, 11)}))
    assert caught.value.code == "PACK-UNIT-LATER"
    assert "2026-07-10" in str(caught.value)


def test_official_days_never_move():
    """Whatever a unit lays over the pack, window, cut-off and report-up stay."""
    laid = with_unit(PACK, UnitLayer({"senior": dt.date(2026, 6, 20)}))
    for level in TitleLevel:
        assert attrs.evolve(laid.window(level), internal=None) == attrs.evolve(
            PACK.window(level), internal=None
        )


def test_unit_adds_materials_and_phrases_but_replaces_none():
    """A unit's own material joins the catalogue; an official id cannot be taken over."""
    own = CatalogueItem("unit_form", 40, "本单位审批表", "loose", "A", "C", "original", ())
    stolen = attrs.evolve(own, id="pledge")
    laid = with_unit(
        PACK, UnitLayer(materials=(own, stolen), phrases=(Phrase("u", "method", "本单位的说法"),))
    )
    assert laid.item("unit_form").name == "本单位审批表"
    assert laid.item("pledge").name == "个人承诺书"
    assert "本单位的说法" in laid.phrases("method")


def test_hours_are_weighed_only_when_a_person_confirmed_them():
    """A preset confirmed by name makes M14 speak, with that name; without it a person compares the card."""
    short = declaration(
        credits=(CreditYear(id="c", year="2025", specialty_hours=40, general_hours=20),)
    )
    assert one(short, "PC-18").outcome == Outcome.MANUAL
    laid = with_unit(PACK, UnitLayer(confirmed={"ce-national": "王某（虚构）"}))
    finding = one(short, "PC-18", pack=laid)
    assert (finding.code, finding.outcome) == ("M14", Outcome.NOT_MET)
    assert "少 30" in finding.title
    assert "王某" in finding.message


# -- exceptions and interactions


def laid_hours():
    return with_unit(PACK, UnitLayer(confirmed={"ce-national": "王某（虚构）"}))


@pytest.mark.parametrize(
    ("ended", "outcome"),
    [
        ("2025-06-10", Outcome.EXCUSED),
        ("2025-06-09", Outcome.NOT_MET),
        ("2025-06", Outcome.UNKNOWN),
    ],
)
def test_three_months_of_service_excuse_that_year_only(ended, outcome):
    """The year of the service is excused, the year before is not (S-5.4.5-1)."""
    draft = declaration(
        credits=(
            CreditYear(id="c4", year="2024", specialty_hours=0, general_hours=0),
            CreditYear(id="c5", year="2025", specialty_hours=0, general_hours=0),
        ),
        service=(ServicePeriod(id="s", kind="sumu_township", started="2025-03-10", ended=ended),),
    )
    found = {each.paths[0]: each for each in evaluate(laid_hours(), draft, TODAY).of_rule("PC-18")}
    assert found["credits.c5"].outcome == outcome
    assert found["credits.c4"].outcome == Outcome.NOT_MET
    if outcome == Outcome.EXCUSED:
        assert found["credits.c5"].excused_by == "EX-SERVICE-CE"
        assert "S-5.4.5-1" in found["credits.c5"].clauses


def test_hours_are_no_hard_demand_outside_the_public_sector():
    """For 非公 the same shortage is excused by its own clause (S-5.5.1-5)."""
    draft = declaration(
        route=attrs.evolve(SENIOR, affiliation=Affiliation.NON_PUBLIC),
        credits=(CreditYear(id="c", year="2025", specialty_hours=0, general_hours=0),),
    )
    assert one(draft, "PC-18", pack=laid_hours()).excused_by == "EX-NON-PUBLIC-CE"


FULL = Unit(
    id="u", name="虚构研究所", nature="事业单位", posts=(PostQuota("associate_senior", 3, 5),)
)


@pytest.mark.parametrize(
    ("kind", "ground", "used", "outcome"),
    [
        (DeclarationKind.NORMAL, "", False, Outcome.NOT_MET),
        (DeclarationKind.GREEN_CHANNEL, "article_37", False, Outcome.EXCUSED),
        (DeclarationKind.GREEN_CHANNEL, "", False, Outcome.NOT_MET),
        (DeclarationKind.GREEN_CHANNEL, "article_37", True, Outcome.NOT_MET),
        (DeclarationKind.EXCEPTIONAL, "years_30_20", False, Outcome.UNKNOWN),
        (DeclarationKind.EXCEPTIONAL, "epidemic", False, Outcome.NOT_MET),
    ],
)
def test_who_is_free_of_the_post_count(kind, ground, used, outcome):
    """超岗 is excused for the green channel unless it was used before, open while the career is not dated."""
    from app.model.people import BenefitUse, CareerEntry

    draft = declaration(
        route=attrs.evolve(SENIOR, kind=kind, kind_ground=ground),
        benefits=(BenefitUse(id="b", kind="green_channel", year="2020"),) if used else (),
        career=(CareerEntry(id="c", work="设计", place="banner_county"),),
    )
    finding = one(draft, "PC-14", unit=FULL)
    assert finding.outcome == outcome
    if outcome == Outcome.NOT_MET:
        assert "空缺 -2" in finding.message


def test_targeted_evaluation_counts_its_own_posts():
    """定向 looks at the separate pool only (S-5.4.1)."""
    unit = attrs.evolve(
        FULL, posts=(*FULL.posts, PostQuota("associate_senior", 2, 1, targeted=True))
    )
    draft = declaration(route=attrs.evolve(SENIOR, kind=DeclarationKind.TARGETED_GRASSROOTS))
    assert one(draft, "PC-14", unit=unit).outcome == Outcome.MET


def test_same_person_twice_at_one_level_is_found_whatever_the_case_of_x():
    """X and X are one person; another level is only pointed out (S-4.0-1, A-12)."""
    mine = declaration(basics=Basics(name="虚构", id_number="15049919820314002X"))
    twin = attrs.evolve(mine, id="e", basics=Basics(id_number="15049919820314002x"))
    finding = one(mine, "PC-04", others=[twin])
    assert (finding.code, finding.severity) == ("M11", "must")
    lower = attrs.evolve(twin, route=attrs.evolve(SENIOR, level=TitleLevel.INTERMEDIATE))
    assert one(mine, "PC-04b", others=[lower]).severity == "check"
    assert evaluate(PACK, mine, TODAY, others=[lower]).of_rule("PC-04") == ()


def test_unknown_series_is_a_finding_not_a_crash():
    """A document with a series nobody knows is checked, the series named with its neighbours."""
    finding = one(declaration(route=attrs.evolve(SENIOR, series="工程枝术")), "SERIES")
    assert finding.code == "M12-NAME"
    assert "工程技术人员" in finding.message


def test_blocked_acts_are_told_apart():
    """A missing recommendation blocks the recommendation, not the applicant's formal print."""
    findings = evaluate(PACK, declaration(), TODAY)
    assert "PC-20" not in {each.rule for each in findings.blocking}
    assert "PC-20" in {each.rule for each in findings.blocking_act("recommendation")}
    assert "PC-20" not in {each.rule for each in findings.blocking_act("formal_print")}


# -- another pack


@pytest.fixture
def other(tmp_path) -> Path:
    """Return a pack whose senior level closes a day earlier and that drops a material."""
    folder = tmp_path / "pack"
    shutil.copytree(resource("policy", "chifeng-2026"), folder)
    for name, old, new in (
        ("windows.toml", "closes = 2026-07-10", "closes = 2026-07-09"),
        ("materials.toml", 'id = "pledge"', 'id = "pledge_new"'),
    ):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return folder


def test_pack_is_taken_in_only_with_the_digest_on_paper(other):
    """The right groups let it in; a wrong group is named by its place; nothing in force moves."""
    groups = digest_groups(load_pack_digest(other))
    assert all(len(group) == 5 for group in groups)
    assert take_in(PackFiles.of_folder(other), groups).header.year == 2026
    wrong = [*groups[:3], "00000", *groups[4:]]
    with pytest.raises(UserError) as caught:
        take_in(PackFiles.of_folder(other), wrong)
    assert (caught.value.code, caught.value.values["place"]) == ("PACK-DIGEST", 16)
    with pytest.raises(UserError):
        take_in(PackFiles.of_folder(other), groups[:-1])
    assert load_pack() is PACK


def load_pack_digest(folder: Path) -> str:
    return PackFiles.of_folder(folder).digest


def test_one_changed_byte_changes_the_digest(other):
    """A digest belongs to every byte of every file."""
    before = load_pack_digest(other)
    path = other / "phrases.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert load_pack_digest(other) != before


def test_change_for_this_declaration_is_listed(other):
    """Another pack says what it changes for this person; the same pack changes nothing; moving is reversible."""
    new = take_in(PackFiles.of_folder(other), digest_groups(load_pack_digest(other)))
    draft = declaration()
    change = compare_for(PACK, new, draft, dt.date(2026, 7, 10))
    assert change.route == ("个人申报截止：2026-07-10 → 2026-07-09",)
    assert change.appears == ("个人承诺书",) == change.goes
    assert any("M29" in line for line in change.new_findings)
    assert compare_for(PACK, PACK, draft, TODAY).nothing
    assert move_to(move_to(draft, new), PACK) == draft


# -- coverage


def test_every_clause_is_carried_or_explained():
    """docs/coverage.md is what the pack gives today, without a silent clause."""
    assert gaps(PACK) == []
    written = (program_root() / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert written == coverage_document(PACK)


# -- figures of units and committees


@pytest.mark.parametrize(
    ("rule", "figures", "answer"),
    [
        ("PC-19", {"year": 2026, "served": {2023, 2024, 2025}}, False),
        ("PC-19", {"year": 2026, "served": {2022, 2023, 2025}}, True),
        ("PC-19", {"year": 2026}, None),
        ("PC-19o", {"outside": 3, "total": 11}, False),
        ("PC-19o", {"outside": 4, "total": 11}, True),
        ("PC-19o", {"outside": 4, "total": 12}, True),
        ("PC-26", {"filed": dt.date(2026, 9, 1), "meeting": dt.date(2026, 9, 8)}, True),
        ("PC-26", {"filed": dt.date(2026, 9, 2), "meeting": dt.date(2026, 9, 8)}, False),
        ("PC-26u", {"ended": dt.date(2026, 9, 30), "handed_in": dt.date(2026, 10, 30)}, True),
        ("PC-26u", {"ended": dt.date(2026, 9, 30), "handed_in": dt.date(2026, 10, 31)}, False),
        ("PC-17", {"allotted": {"红山区": 20, "松山区": 29}, "recommended": {"红山区": 20}}, True),
        ("PC-17", {"allotted": {"红山区": 20, "松山区": 30}}, False),
        ("PC-17", {"allotted": {"红山区": 20}, "recommended": {"红山区": 21}}, False),
        ("PC-30", {"notifications": 1}, True),
        ("PC-30", {"notifications": 2}, False),
        ("PC-25", {"roster": {"senior": 2}, "statistics": {"senior": 2}, "packets": {"senior": 2}, "report": True}, True),
        ("PC-25", {"roster": {"senior": 2}, "statistics": {"senior": 1}, "packets": {"senior": 2}, "report": True}, False),
        ("PC-25", {"roster": {}, "statistics": {}, "packets": {}, "report": False}, False),
        ("PC-28", {"meeting": TODAY}, None),
        (
            "PC-28",
            {
                "meeting": TODAY, "valid_from": dt.date(2023, 6, 16), "valid_until": dt.date(2026, 6, 15),
                "specialty": "水利", "specialties": {"水利"}, "level": "intermediate", "levels": {"intermediate"},
            },
            True,
        ),
    ],
)  # fmt: skip
def test_figures_of_offices_at_their_boundaries(rule, figures, answer):
    """Experts, shares, filing days, quotas and counts at and just past their limits."""
    found, row = evaluate_figures(PACK, rule, figures)
    assert found is answer
    assert row.clauses


def test_rule_on_a_declaration_has_no_figures():
    """Asking a declaration's rule for figures is a bug and says so."""
    with pytest.raises(KeyError):
        evaluate_figures(PACK, "PC-01", {})
