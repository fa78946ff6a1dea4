# SPDX-License-Identifier: MulanPSL-2.0
"""Letters and empty forms of the unit's desk: figures of the rosters, typed facts, numbered like all paper."""

from __future__ import annotations

import attrs
import pytest

from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.model.codes import Affiliation, ReviewLevel, ReviewOutcome
from app.model.operations import SetValue
from app.paper.volume.packet import page_references
from app.present.practice.people import load_people, load_unit
from app.present.prints.batch import entrusted_batch, passed_batch, whole_batch
from app.present.prints.blanks import BLANKS as EMPTY_FORMS
from app.present.prints.letters import LETTERS as UNIT_LETTERS
from app.present.prints.person_slips import bag_catalogue, evidence_rows
from app.present.prints.pieces import kind_named, kinds_for
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.printcentre_state import BLANKS, LETTERS
from app.present.prints.printers import Printer
from app.present.prints.printing import produce
from app.present.session import Role
from app.present.unit.roll import build_rolls
from tests.helpers import vaults
from tests.helpers.desk import at_desk
from tests.helpers.pages import page_count, words
from tests.helpers.printing_desk import printing_desk

SIGNED = {"number": "练字〔2026〕1号", "receiver": "练习市人力资源和社会保障局", "on": "2026.6.24"}


@pytest.fixture
def unit(tmp_path):
    """The unit's desk with the twelve fictional people, nobody in hand."""
    with at_desk(tmp_path, empty=True, role=Role.UNIT) as session:
        session.vault.save_unit(load_unit(), vaults.event("unit"))
        for person in load_people():
            reviews = tuple(review for review in person.reviews if review.level == ReviewLevel.UNIT)
            declaration = person.declaration
            if reviews and reviews[0].outcome == ReviewOutcome.PASSED:
                declaration = _passed(declaration)
            session.vault.add(declaration, vaults.event("create", declaration.id))
        yield session


def _passed(declaration):
    from app.model.materials import LevelReview

    return attrs.evolve(declaration, reviews=(LevelReview(ReviewLevel.UNIT, ReviewOutcome.PASSED),))


@pytest.fixture
def person(tmp_path):
    """The unit's desk with one person and a packet of two volumes in hand."""
    with printing_desk(tmp_path, role=Role.UNIT) as session:
        yield session


def said(session, piece_id: str, *, formal: bool = True) -> str:
    """Return all words of a piece."""
    piece = produce(session, piece_id, formal=formal, number=7, progress=silent())
    assert piece is not None
    assert page_count(piece.pdf) == piece.pages
    return "".join(words(piece.pdf, side) for side in range(piece.pages))


def test_the_report_counts_whom_the_rosters_count(unit):
    """推荐报告: every figure is that of 花名册 and 统计表, so that letter and attachments agree."""
    rolls, batch = build_rolls(unit), whole_batch(unit)
    text = said(unit, "recommendation-report")
    counts = {level: roster.count for level, roster in rolls.rosters.items()}
    assert f"本次共推荐申报{sum(counts.values())}人" in text
    assert f"其中高级{counts.get('senior', 0)}人" in text
    assert f"中级{counts.get('intermediate', 0)}人，初级{counts.get('junior', 0)}人" in text
    listed = [each.id for level in ("senior", "intermediate", "junior") if level in rolls.rosters
              for each in (person.declaration for person in rolls.rosters[level].people())]  # fmt: skip
    assert [each.id for each in batch.people] == listed
    total = rolls.statistics.total
    for row, figures in zip(batch.posts, total.levels, strict=True):
        assert (row.approved, row.applying) == (str(figures.approved), str(figures.applying))
        assert (
            f"核定{row.approved}个、已聘{row.filled}个、空缺{row.vacant}个、拟申报{row.applying}人"
            in text
        )


def test_only_who_passed_the_first_review_is_posted(unit):
    """公示 names the people the unit let pass and nobody else; without one it is not made."""
    passed = {each.basics.name for each in passed_batch(unit).people}
    others = {each.basics.name for each in whole_batch(unit).people} - passed
    if passed:
        text = said(unit, "public-notice")
        assert all(name in text for name in passed)
        assert not any(name in text for name in others)
        assert "岗位使用" in text
    else:
        with pytest.raises(UserError, match="LETTER-NOBODY-PASSED"):
            said(unit, "public-notice")


def test_only_who_is_to_be_entrusted_stands_on_the_letter(unit):
    """委托评审函 speaks of the people of 驻赤单位 where the vault has any, else of everybody."""
    stationed = [
        p for p in whole_batch(unit).people if p.route.affiliation == Affiliation.STATIONED
    ]
    batch = entrusted_batch(unit)
    assert len(batch.people) == len(stationed or whole_batch(unit).people)
    one = whole_batch(unit).people[0]
    moved = attrs.evolve(one, route=attrs.evolve(one.route, affiliation=Affiliation.STATIONED))
    unit.open(one.id)
    unit.apply(SetValue("route.affiliation", Affiliation.STATIONED))
    assert moved.id in [each.id for each in entrusted_batch(unit).people]
    assert f"{one.basics.name}同志" in said(unit, "entrustment") or stationed


def test_the_tally_sheet_can_bring_the_names(unit):
    """计票表 with everybody's name and title: one row each in the order of the rosters, figures left to the hand."""
    text = said(unit, "tally-people")
    people = whole_batch(unit).people
    places = [text.index(f"{number}{each.basics.name}") for number, each in enumerate(people, 1)]
    assert places == sorted(places)
    assert people[0].basics.name not in said(unit, "tally")


def test_a_letter_without_anybody_says_so(tmp_path):
    """An empty vault makes no letter about nobody."""
    with at_desk(tmp_path, empty=True, role=Role.UNIT) as session:
        assert not kind_named("recommendation-report").fits(session)
        with pytest.raises(UserError, match="ROLL-NOBODY"):
            kind_named("recommendation-report").make(session, session.unit_context(2026), silent())


def test_what_is_typed_for_a_letter_is_printed_and_kept(unit):
    """Typed facts stand on the letter, dates in words, and are there again; empty ones leave room to write."""
    centre = PrintCentrePresenter(unit)
    before = said(unit, "recommendation-report")
    assert "＿＿＿＿：" in before
    centre.keep_letter("recommendation-report", SIGNED)
    text = said(unit, "recommendation-report")
    assert "练字〔2026〕1号" in text
    assert "练习市人力资源和社会保障局：" in text
    assert "2026年6月24日" in text
    again = PrintCentrePresenter(unit).letter_fields("recommendation-report")
    assert {field.name: field.text for field in again}["on"] == "2026-06-24"
    assert "练字" not in said(unit, "entrustment")


@pytest.mark.parametrize(
    ("typed", "code"), [({"on": "六月底"}, "LETTER-DAY"), ({"on": "2026-06"}, "LETTER-DAY"),
                        ({"process": "长" * 601}, "LETTER-LONG")],
)  # fmt: skip
def test_a_wrong_fact_keeps_nothing(unit, typed, code):
    """A day that is none, or more than a paragraph, is named, and what was kept before stays."""
    centre = PrintCentrePresenter(unit)
    centre.keep_letter("recommendation-report", SIGNED)
    with pytest.raises(UserError, match=code):
        centre.keep_letter("recommendation-report", SIGNED | {"number": "改了"} | typed)
    kept = {field.name: field.text for field in centre.letter_fields("recommendation-report")}
    assert kept["number"] == SIGNED["number"]


def test_a_letter_is_registered_under_nobodys_name(unit, tmp_path):
    """Saved or printed, a unit's letter stands in the register as a paper of the whole unit."""
    centre = PrintCentrePresenter(unit)
    centre.set_printers([Printer("机一", duplex=True, default=True)])
    centre.choose_formal(True)
    centre.save("recommendation-report", tmp_path / "报告.pdf", silent())
    centre.choose_list(BLANKS)
    centre.tick("tally", True)
    (job,) = centre.ready(silent())
    centre.registered(job)
    entries = unit.vault.prints()
    assert [(entry.what, entry.document, entry.version) for entry in entries] == [
        ("推荐报告（全单位）", "", 0),
        ("计票表", "", 0),
    ]
    lines = {line.id: line for line in centre.state.lines}
    assert (lines["tally"].state, lines["tally"].numbers) == ("正式稿", "0002")
    centre.choose_list(LETTERS)
    assert centre.state.lines[0].state == "正式稿"


@pytest.mark.parametrize("kind", EMPTY_FORMS, ids=lambda k: k.id)
def test_every_empty_form_prints_at_the_units_desk(unit, kind):
    """Each committee document is made without a person in hand; no fact of any person stands on it."""
    text = said(unit, kind.id, formal=True)
    assert "印号0007" in text
    assert "参考模板" in text
    assert not any(person.declaration.basics.name in text for person in load_people())


def test_the_applicants_desk_has_neither_letters_nor_empty_forms(tmp_path):
    """What only an office writes is not offered to the person who declares."""
    with printing_desk(tmp_path) as session:
        offered = {kind.id for kind in kinds_for(session)}
        assert offered.isdisjoint(kind.id for kind in (*EMPTY_FORMS, *UNIT_LETTERS))
        assert PrintCentrePresenter(session).state.lists == ()


def test_the_papers_of_the_units_desk_print_with_their_data(person):
    """推荐意见, 证明, 保密审查 and 线下申报说明 carry the person's own facts."""
    name = person.declaration.basics.name
    for piece_id in ("recommendation", "secrecy-review", "offline-statement", "receipt"):
        assert name in said(person, piece_id, formal=False), piece_id
    assert not kind_named("notice-certificate").fits(person)
    person.apply(SetValue("notice.posted_on", "2026-06-15"))
    assert kind_named("notice-certificate").fits(person)
    assert name in said(person, "notice-certificate", formal=False)


def test_the_map_leads_from_a_claim_to_the_page_that_proves_it(unit):
    """佐证对应表: every claim that may be written, its page in the 评审表 and its pages in the volume."""
    unit.open(load_people()[0].declaration.id)
    declared = unit.declaration
    rows = evidence_rows(unit, unit.paper_context())
    references = page_references(unit.plan, declared)
    ids = {f"achievements.{row.id}" for row in declared.achievements}
    ids |= {f"works.{row.id}" for row in declared.works}
    assert rows
    assert {row[5] for row in rows} <= ids
    for row in rows:
        assert row[1].startswith("第"), row
        assert row[2] == references.get(row[5].split(".")[1], "").removeprefix("见")
    text = said(unit, "evidence-map")
    assert all("".join(row[0].split()) in text for row in rows)


def test_the_bag_carries_the_catalogue_and_the_outer_cover_names_nobody(person):
    """档案袋标签: materials with volume and pages in front; the outer label has no name, title or project."""
    piece = produce(person, "bag-labels", formal=True, number=7, progress=silent())
    front, back = words(piece.pdf, 0), words(piece.pdf, 1)
    for number, name, place in bag_catalogue(person):
        assert "".join(f"{number}{name}{place}".split()) in front
    outer = back[back.index("外封套标签") :]
    assert person.declaration.basics.name not in outer
    assert person.declaration.route.title not in outer
