# SPDX-License-Identifier: MulanPSL-2.0
"""The twelve fictional people: who they are, that their facts agree, that bad files are refused."""

from __future__ import annotations

import collections

import attrs
import pytest
from stdnum.cn import ric, uscc

from app.kernel.dates import PartialDate
from app.model.codes import Affiliation, DeclarationKind, TitleLevel
from app.model.document import to_json
from app.policy.checklist import sync_checklist
from app.policy.pack import load_pack
from app.policy.routing import route
from app.present.practice import PRACTICE_DAY
from app.present.practice.build import planned_scans, words_of
from app.present.practice.people import PracticeDataError, load_people, load_unit
from app.present.practice.scans import sheet_of

PEOPLE = load_people()
BY_KEY = {person.key: person for person in PEOPLE}
NAMES = [person.key for person in PEOPLE]


@pytest.fixture(params=NAMES)
def person(request):
    return BY_KEY[request.param]


def test_there_are_twelve_over_levels_series_and_affiliations():
    """Three filing levels, five series, four affiliations, as the work order asks."""
    routes = [each.declaration.route for each in PEOPLE]
    assert len(PEOPLE) == 12
    assert {answers.level.filing for answers in routes} == {"junior", "intermediate", "senior"}
    assert {TitleLevel.ASSOCIATE_SENIOR, TitleLevel.FULL_SENIOR} <= {
        answers.level for answers in routes
    }
    assert len({answers.series for answers in routes}) == 5
    assert {answers.affiliation for answers in routes} == set(Affiliation) - {Affiliation.FREELANCE}
    assert {DeclarationKind.EXCEPTIONAL, DeclarationKind.NON_PUBLIC_DIRECT} <= {
        answers.kind for answers in routes
    }
    assert {answers.classified for answers in routes} == {True, False}


def test_the_names_try_the_faces_and_the_cells():
    """Two names with ·, one of eleven characters, two with rare characters."""
    names = [each.declaration.basics.name for each in PEOPLE]
    assert sum("·" in name for name in names) == 2
    assert max(map(len, names)) == 11
    assert sum(any(ord(c) > 0xFFFF or "㐀" <= c <= "䶿" for c in name) for name in names) == 2


def test_everything_says_that_it_is_fictional(person):
    """Each declaration is marked; each unit, authority and school says 虚构 or 练习."""
    declaration = person.declaration
    assert declaration.practice
    places = [declaration.basics.unit, *(row.unit for row in declaration.career)]
    places += [row.school for row in declaration.education] + [
        row.authority for row in declaration.titles
    ]
    places += [row.unit for row in declaration.appointments]
    assert all("虚构" in place or "练习" in place for place in places)


def test_identity_numbers_hold_and_belong_to_nobody(person):
    """Check digit and sex agree; the area code goes to no person and the serial starts with 9."""
    basics = person.declaration.basics
    number = basics.id_number
    assert ric.calc_check_digit(number) == number[17] and len(number) == 18
    assert number.startswith("150401") and number[14] == "9"
    assert (int(number[16]) % 2 == 1) == (basics.sex == "男")
    if person.key != "wujingyi":  # her birth date differs on purpose, for self-check to find
        assert basics.born.replace("-", "") == number[6:14]


def test_no_two_people_share_a_number():
    """Twelve people, twelve numbers, twelve declarations."""
    assert len({each.declaration.basics.id_number for each in PEOPLE}) == 12
    assert len({each.declaration.id for each in PEOPLE}) == 12


def test_the_unit_is_fictional_and_its_posts_balance():
    """Practice unit, valid check sign of an all-zero code, posts within the professional posts."""
    unit = load_unit()
    assert unit.practice and "练习" in unit.name
    assert uscc.is_valid(unit.code)
    assert (
        sum(post.approved for post in unit.posts) == unit.professional_posts <= unit.establishment
    )
    assert all(post.vacant >= 0 for post in unit.posts)


def test_every_date_reads_and_every_span_runs_forward(person):
    """Dates are partial ISO dates; nothing ends before it starts; nothing but one planted slip is future."""
    declaration = person.declaration
    tables = (
        "education",
        "titles",
        "appointments",
        "career",
        "service",
        "achievements",
        "works",
        "training",
    )
    for row in (row for table in tables for row in getattr(declaration, table)):
        named = {key: value for key, value in attrs.asdict(row).items() if key in
                 {"started", "ended", "graduated", "obtained", "published"} and value}  # fmt: skip
        dates = {key: PartialDate.parse(value) for key, value in named.items()}
        assert None not in dates.values(), (person.key, named)
        started = dates.get("started")
        for key in ("ended", "graduated"):
            if started and key in dates:
                assert started.earliest() <= dates[key].latest(), (person.key, named)
        if person.key != "wujingyi":
            assert all(date.earliest() <= PRACTICE_DAY for date in dates.values()), (
                person.key,
                named,
            )


def test_stored_words_are_those_of_the_field_catalogue(person):
    """Every code stands in its table and every text keeps to its limit."""
    fields = load_pack().fields
    declaration = person.declaration
    for path, item in fields.by_path.items():
        steps = path.split(".")
        if steps[0] == "statement":
            values = [declaration.statement]
        elif len(steps) == 3:
            values = [getattr(row, steps[2]) for row in getattr(declaration, steps[0])]
        else:
            values = [getattr(getattr(declaration, steps[0]), steps[1])]
        table = fields.table_of(item)
        for value in values:
            text = "" if value is None or isinstance(value, bool) else str(value)
            if item.limit and isinstance(value, str):
                assert len(text) <= item.limit, (person.key, path, len(text))
            if table is not None and text and not item.open:
                assert text in {entry.value or entry.word for entry in table.entries}, (
                    person.key,
                    path,
                    text,
                )


def test_every_material_and_mark_stands_on_the_persons_list(person):
    """The plan names materials the policy pack asks of this route."""
    listed = {entry.id for entry in sync_checklist(load_pack(), person.declaration)}
    assert {person.entry_id(plan.entry) for plan in person.materials} <= listed
    assert {person.entry_id(mark.entry) for mark in person.marks if mark.entry != "*"} <= listed


def test_the_main_figure_is_rich():
    """Ten achievements, four works, a statement of two thousand characters, a volume of about 120 pages."""
    person = BY_KEY["wuyunqimuge"]
    declaration = person.declaration
    assert route(load_pack(), declaration.route).mode == "M5"
    assert len(declaration.achievements) == 10 and len(declaration.works) == 4
    assert len(declaration.statement) >= 2000
    assert max(len(row.open_content or row.content) for row in declaration.achievements) > 240
    words = words_of(declaration)
    for plan in person.materials:
        sides = sum(
            len(sheet_of(table, words).draw("x")) for scan in plan.scans for table in scan.sheets
        )
        for row in (*declaration.achievements, *declaration.works):
            for link in row.links:
                if link.material == person.entry_id(plan.entry):
                    assert link.last == sides, (row.title, sides)


def test_media_of_every_kind_are_scanned():
    """PDF, JPEG and PNG; one sheet lay turned, one crooked, one is A3 across."""
    plans = [plan for _, _, plan in planned_scans(PEOPLE)]
    assert {plan.medium for plan in plans} == {"pdf", "jpeg", "png"}
    assert collections.Counter(plan.medium for plan in plans)["png"] >= 1
    assert any(plan.turned for plan in plans)
    assert any(plan.lean and plan.lean > 1.5 for plan in plans)
    assert any(sheet["kind"] == "drawing" for plan in plans for sheet in plan.sheets)


def test_the_same_files_give_the_same_documents():
    """Ids are derived, so that two readings are equal to the letter."""
    again = load_people()
    assert [to_json(each.declaration) for each in again] == [
        to_json(each.declaration) for each in PEOPLE
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("not toml", "a.toml"),
        ("year = 2026", "no key"),
        ('key = "a"\nshoe_size = 41', "shoe_size"),
        ('key = "a"\n[basics]\nnam = "x"', "nam"),
        ('key = "a"\n[[material]]\nentry = "id_card"\ncolour = "red"', "colour"),
        ('key = "a"\n[[mark]]\nentry = "id_card"\nlevel = "unit"\nverdict = "maybe"', "verdict"),
    ],
)
def test_a_wrong_file_is_refused_naming_the_place(tmp_path, text, named):
    """Unknown keys and values never pass in silence."""
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PracticeDataError, match=named):
        load_people(tmp_path)


def test_two_files_with_one_key_are_refused(tmp_path):
    """A key belongs to one person."""
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text('key = "a"', encoding="utf-8")
    with pytest.raises(PracticeDataError, match="same key"):
        load_people(tmp_path)
