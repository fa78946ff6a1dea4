# SPDX-License-Identifier: MulanPSL-2.0
"""The list of materials: what each route asks for, stable ids, nothing entered is lost."""

from __future__ import annotations

import attrs
import pytest

from app.model.codes import (
    AchievementKind,
    Affiliation,
    DeclarationKind,
    MaterialState,
    Openness,
    TitleLevel,
)
from app.model.declaration import Basics, Declaration, RouteAnswers
from app.model.materials import MaterialEntry
from app.model.people import HeldTitle, ServicePeriod
from app.model.work import Achievement, Work
from app.policy.checklist import add_by_hand, checklist, compare_lists, ordinal, sync_checklist
from app.policy.pack import load_pack

PACK = load_pack()
ROUTE = RouteAnswers(
    classified=True,
    level=TitleLevel.ASSOCIATE_SENIOR,
    series="工程技术人员",
    specialty="水利",
    affiliation=Affiliation.CITY,
)


def declaration(**changes) -> Declaration:
    base = Declaration(
        id="d",
        route=ROUTE,
        titles=(HeldTitle(id="t", title="工程师"),),
        achievements=(
            Achievement(id="a1", title="灌区设计（虚构）", openness=Openness.OPEN),
            Achievement(
                id="a2", kind=AchievementKind.AWARD, title="科技奖（虚构）", openness=Openness.OPEN
            ),
        ),
        works=(Work(id="w1", title="论文（虚构）", openness=Openness.OPEN),),
    )
    return synced(attrs.evolve(base, **changes))


def synced(draft: Declaration) -> Declaration:
    return attrs.evolve(draft, materials=sync_checklist(PACK, draft))


def items(draft: Declaration) -> set[str]:
    return {entry.item for entry in draft.materials}


def routed(**changes) -> Declaration:
    return declaration(route=attrs.evolve(ROUTE, **changes))


def test_rows_stand_in_binding_order_with_tab_codes():
    """Letters follow the volumes, numbers run within a letter, 序号 follows the 目录单."""
    rows = checklist(PACK, declaration()).rows
    assert [row.tab for row in rows[:6]] == ["A1", "A2", "A3", "A4", "A5", "B1"]
    assert [row.number for row in rows] == sorted(row.number for row in rows)
    assert [row.volume for row in rows] == sorted(row.volume for row in rows)
    assert rows[0].name == "专业技术职称评审表"
    assert not rows[0].bound
    assert rows[-1].group.startswith("丙")


def test_each_achievement_has_its_own_entry_and_title():
    """One entry a row, under the letter of its kind, named after the row."""
    rows = {row.entry.id: row for row in checklist(PACK, declaration()).rows}
    assert rows["achievement-a1"].name == "业绩一　灌区设计（虚构）"
    assert rows["award-a2"].name == "业绩二　科技奖（虚构）"
    assert rows["publication-w1"].name == "论著一　论文（虚构）"
    assert [rows[key].tab[0] for key in ("achievement-a1", "award-a2", "publication-w1")] == [
        "C",
        "D",
        "F",
    ]
    assert rows["achievement-a1"].row_path == "achievements.a1"
    assert rows["achievement-a1"].proves


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"openness": Openness.DESENSITISED, "open_title": "某灌区设计"}, "业绩一　某灌区设计"),
        ({"kept_by_unit": True, "openness": Openness.WITHHELD}, "业绩一　单位留存备查证明"),
        ({"openness": Openness.WITHHELD}, None),
    ],
)
def test_what_may_not_be_written_is_not_on_the_list(changes, name):
    """The open wording names the entry; what may not be written has none, unless the unit certifies it (D-7)."""
    draft = declaration(achievements=(Achievement(id="a1", title="真实名称", **changes),))
    found = {row.entry.id: row.name for row in checklist(PACK, draft).rows}
    assert found.get("achievement-a1") == name
    assert "真实名称" not in "".join(found.values())


@pytest.mark.parametrize(
    ("changes", "item", "there"),
    [
        ({}, "secrecy_review", True),
        ({"classified": False}, "secrecy_review", False),
        ({}, "submission_form", True),
        ({"classified": False, "level": TitleLevel.INTERMEDIATE}, "submission_form", False),
        (
            {
                "classified": False,
                "level": TitleLevel.INTERMEDIATE,
                "affiliation": Affiliation.BANNER_COUNTY,
            },
            "submission_form",
            True,
        ),
        ({"affiliation": Affiliation.STATIONED}, "entrustment_letter", True),
        ({}, "entrustment_letter", False),
        ({"affiliation": Affiliation.NON_PUBLIC}, "labour_proof", True),
        ({"affiliation": Affiliation.NON_PUBLIC}, "continuing_education", False),
        ({"kind": DeclarationKind.EXCEPTIONAL}, "preference_proof", True),
        ({"kind": DeclarationKind.EXCEPTIONAL}, "career_proof", True),
        (
            {"kind": DeclarationKind.NON_PUBLIC_DIRECT, "affiliation": Affiliation.NON_PUBLIC},
            "career_proof",
            True,
        ),
        ({}, "preference_proof", False),
        ({"series": "会计"}, "exam_result", True),
        ({"series": "卫生", "specialty": "内科"}, "grassroots_service", True),
        ({"series": "卫生", "specialty": "内科"}, "licence", True),
        (
            {"kind": DeclarationKind.EXCEPTIONAL, "kind_ground": "series_criteria"},
            "expert_recommendation",
            True,
        ),
        (
            {"kind": DeclarationKind.EXCEPTIONAL, "kind_ground": "years_30_20"},
            "expert_recommendation",
            False,
        ),
        ({}, "contents", False),
    ],
)
def test_route_decides_what_is_on_the_list(changes, item, there):
    """Each conditional material comes and goes with its condition."""
    assert (item in items(routed(**changes))) is there


def test_first_title_needs_no_certificate_of_a_former_one():
    """A junior without a title is not asked for 现职称证书."""
    draft = declaration(route=attrs.evolve(ROUTE, level=TitleLevel.JUNIOR), titles=())
    assert not {"current_title", "appointment"} & items(draft)


def test_facts_of_the_declaration_bring_their_proof():
    """A service period and an approved leave each bring their paper."""
    assert "grassroots_service" in items(
        declaration(service=(ServicePeriod(id="s", kind="sumu_township"),))
    )
    assert "leave_approval" in items(declaration(basics=Basics(person_status="离岗创新创业")))


@pytest.mark.parametrize(
    ("level", "copies"),
    [(TitleLevel.JUNIOR, 7), (TitleLevel.INTERMEDIATE, 15), (TitleLevel.FULL_SENIOR, 25)],
)
def test_copies_of_the_summary_sheet_follow_the_level(level, copies):
    """The default number of 送审表 goes by the level and is marked 待核."""
    entry = next(
        entry for entry in routed(level=level).materials if entry.item == "submission_form"
    )
    assert entry.copies == copies
    assert PACK.item("submission_form").copies_state == "待核"


def test_open_questions_are_pending_not_guessed():
    """Without an affiliation the papers that hang on it are pending."""
    names = {item.id for item in checklist(PACK, routed(affiliation=None)).pending}
    assert {"entrustment_letter", "labour_proof"} <= names


def edit(draft: Declaration, entry_id: str, **changes) -> Declaration:
    materials = tuple(
        attrs.evolve(entry, **changes) if entry.id == entry_id else entry
        for entry in draft.materials
    )
    return attrs.evolve(draft, materials=materials)


def test_entered_work_survives_a_change_of_route():
    """What was entered stays as kept; the untouched goes; coming back restores the place on the list."""
    draft = edit(
        routed(affiliation=Affiliation.STATIONED),
        "entrustment_letter",
        pages=2,
        state=MaterialState.READY,
    )
    city = synced(attrs.evolve(draft, route=ROUTE))
    row = checklist(PACK, city).find("entrustment_letter")
    assert (row.need, row.entry.pages) == ("kept", 2)
    back = synced(attrs.evolve(city, route=attrs.evolve(ROUTE, affiliation=Affiliation.STATIONED)))
    assert checklist(PACK, back).row("entrustment_letter").need == "C"
    untouched = routed(affiliation=Affiliation.STATIONED)
    assert "entrustment_letter" not in items(synced(attrs.evolve(untouched, route=ROUTE)))


def test_route_screen_can_tell_what_would_change():
    """Before a change of route it is said what appears, what goes and what stays for its content."""
    draft = edit(declaration(), "secrecy_review", note="已送审")
    change = compare_lists(
        PACK, draft, attrs.evolve(ROUTE, classified=False, affiliation=Affiliation.NON_PUBLIC)
    )
    assert "劳动合同及社会保险缴纳证明" in change.appears
    assert "涉密人员线下申报保密审查意见表" in change.kept
    assert any(name.startswith("继续教育") for name in change.goes)
    assert compare_lists(PACK, draft, ROUTE).nothing


def test_renamed_achievement_renames_its_entry_and_keeps_its_work():
    """The entry follows the row's title; its pages stay."""
    draft = edit(declaration(), "achievement-a1", pages=8)
    renamed = attrs.evolve(
        draft,
        achievements=(attrs.evolve(draft.achievements[0], title="新名称"), draft.achievements[1]),
    )
    entry = next(entry for entry in synced(renamed).materials if entry.id == "achievement-a1")
    assert (entry.title, entry.pages) == ("业绩一　新名称", 8)


def test_material_added_by_hand_stays():
    """What a person adds is on the list whatever the route."""
    draft = declaration()
    draft = attrs.evolve(draft, materials=(*draft.materials, add_by_hand("x1", "培训证书")))
    moved = synced(attrs.evolve(draft, route=attrs.evolve(ROUTE, classified=False)))
    row = checklist(PACK, moved).row("x1")
    assert (row.name, row.need, row.tab[0], row.bound) == ("培训证书", "extra", "G", True)


def test_moved_rows_keep_their_place_and_new_ones_find_theirs():
    """A moved row stands where it was put; a new one follows the row whose number it follows."""
    draft = declaration()
    draft = edit(edit(draft, "id_card", place=2), "pledge", place=3)
    order = [row.entry.id for row in checklist(PACK, draft).rows if row.tab[0] == "B"]
    assert order[:3] == ["id_card", "pledge", "education"]


def test_late_material_stands_at_the_very_end():
    """补正材料 comes after everything else."""
    draft = declaration()
    late = MaterialEntry("l1", "extra", title="补正", late=True)
    rows = checklist(PACK, attrs.evolve(draft, materials=(late, *draft.materials))).rows
    assert rows[-1].entry.id == "l1"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")],
)
def test_ordinals(number, text):
    """Rows are counted in Chinese as far as people do."""
    assert ordinal(number) == text
