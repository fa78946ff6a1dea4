# SPDX-License-Identifier: MulanPSL-2.0
"""Documents in and out, paths into them, and operations that are the only way forward."""

from __future__ import annotations

import datetime as dt
import json

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.clock import FixedClock
from app.kernel.errors import UserError
from app.model.codes import (
    ItemState,
    MaterialState,
    ReviewLevel,
    ReviewOutcome,
    TitleLevel,
    Verdict,
)
from app.model.declaration import Basics, Declaration, RouteAnswers
from app.model.document import digest, from_document, from_json, to_document, to_json
from app.model.materials import LevelReview, MaterialEntry, ReviewMark, Scan
from app.model.operations import (
    AddRow,
    Edit,
    MarkMaterial,
    MoveRow,
    PassFinding,
    RecordReview,
    RemoveRow,
    SetValue,
    SetValues,
    review_of,
)
from app.model.paths import NoSuchPlace, read, write
from app.model.people import Appraisal, Education, HeldTitle
from app.model.unit import PostQuota, Unit
from app.model.work import Achievement, EvidenceLink

CLOCK = FixedClock.on(dt.date(2026, 6, 15))
TEXT = st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=12)


def sample() -> Declaration:
    return Declaration(
        id="d1",
        route=RouteAnswers(
            classified=True, level=TitleLevel.ASSOCIATE_SENIOR, series="工程技术人员"
        ),
        basics=Basics(name="额尔敦其木格·孟和巴雅尔（虚构）", born="1982-03"),
        education=(Education(id="e1", school="虚构大学"), Education(id="e2", highest=True)),
        titles=(HeldTitle(id="t1", title="工程师"), HeldTitle(id="t2", title="助理工程师")),
        achievements=(Achievement(id="a1", links=(EvidenceLink("m1", 1, 2, id="l1"),)),),
        materials=(
            MaterialEntry(
                id="m1",
                item="education",
                scans=(Scan("aa", "bb", "证书.pdf", "pdf", 3, (0, 1, 2), (2, 0), id="s1"),),
            ),
        ),
    )


def apply(operation, declaration=None):
    return operation.apply(declaration or sample(), "李某", CLOCK)


def test_document_reads_back_the_same():
    """What is written is read back equal, and its digest does not change."""
    again = from_json(to_json(sample()), Declaration)
    assert again == sample()
    assert digest(again) == digest(sample())


@given(TEXT, TEXT, st.booleans() | st.none(), st.sampled_from(TitleLevel) | st.none())
def test_any_content_reads_back(name, statement, classified, level):
    """Whatever was typed survives the way out and in."""
    declaration = Declaration(
        id="d", basics=Basics(name=name), statement=statement, route=RouteAnswers(classified, level)
    )
    assert (
        from_document(json.loads(json.dumps(to_document(declaration))), Declaration) == declaration
    )


@given(TEXT, TEXT)
def test_one_changed_field_changes_the_digest(one, other):
    """Two documents have the same digest exactly when they are equal."""
    first, second = (Declaration(id="d", basics=Basics(name=name)) for name in (one, other))
    assert (digest(first) == digest(second)) == (first == second)


def test_unit_reads_back_the_same():
    """A unit with posts and its own dates survives the way out and in."""
    unit = Unit(
        id="u",
        name="虚构研究所",
        posts=(PostQuota("intermediate", 3, 5),),
        internal_dates={"senior": "2026-07-03"},
    )
    assert from_json(to_json(unit), Unit) == unit
    assert unit.posts[0].vacant == -2


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ({"nme": "x"}, "nme"),
        ({"basics": {"name": 5}}, "basics.name"),
        ({"education": [{"school": "x"}, {"highest": "yes"}]}, "education[1].highest"),
        ({"route": {"level": "boss"}}, "route.level"),
        ({"materials": [{"id": "m"}]}, "materials[0]"),
        ({"year": True}, "year"),
    ],
)
def test_wrong_documents_are_refused_by_place(document, place):
    """Unknown keys and wrong kinds name their place and echo no value."""
    with pytest.raises(UserError) as caught:
        from_document(document, Declaration)
    assert caught.value.code == "DOC-FIELD"
    assert place in str(caught.value.values["place"])


def test_newer_document_is_refused():
    """A newer schema is refused as newer, not as broken."""
    with pytest.raises(UserError) as caught:
        from_document({"schema": 99, "brand_new": 1}, Declaration)
    assert caught.value.code == "DOC-NEWER"


@pytest.mark.parametrize("text", ["", "[1]", "{", "null", "[" * 100_000])
def test_what_is_no_document_is_refused(text):
    """An empty file, half a file, a list and a nest without end are no document."""
    with pytest.raises(UserError) as caught:
        from_json(text, Declaration)
    assert caught.value.code == "DOC-JSON"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("basics.name", "乙"),
        ("education.e1.school", "某校"),
        ("achievements.a1.links.l1.first", 2),
        ("statement", "…"),
    ],
)
def test_writing_reads_back_and_touches_nothing_else(path, value):
    """A value written at a path is read there, and undoing it gives the former document."""
    before = sample()
    after = write(before, path, value)
    assert read(after, path) == value
    assert write(after, path, read(before, path)) == before


@pytest.mark.parametrize(
    "path", ["basics.nme", "education.e9.school", "nowhere", "education.0.school", "basics.name.x"]
)
def test_stale_paths_are_noticed(path):
    """A path that names nothing raises, for reading and for writing."""
    with pytest.raises(NoSuchPlace):
        read(sample(), path)
    with pytest.raises(NoSuchPlace):
        write(sample(), path, "x")


def test_set_value_tells_what_changed():
    """An operation returns before, after, the path, and an event without the value."""
    change = apply(SetValue("basics.name", "秘密名字", "改姓名"))
    assert (change.before, change.after.basics.name) == (sample(), "秘密名字")
    assert change.paths == ("basics.name",)
    assert (change.name, change.event.actor, change.event.subject) == ("改姓名", "李某", "d1")
    assert "秘密名字" not in json.dumps(dict(change.event.detail), ensure_ascii=False)


def test_rows_are_added_moved_and_removed():
    """Rows go in at a place, move by one and stop at the edge, and come out by id."""
    added = apply(AddRow("education", Education(id="e3"), 0)).after
    assert [row.id for row in added.education] == ["e3", "e1", "e2"]
    moved = apply(MoveRow("education", "e3", 1), added).after
    assert [row.id for row in moved.education] == ["e1", "e3", "e2"]
    edge = apply(MoveRow("education", "e2", 1), moved).after
    assert [row.id for row in edge.education] == ["e1", "e3", "e2"]
    removed = apply(RemoveRow("education", "e3"), moved).after
    assert [row.id for row in removed.education] == ["e1", "e2"]
    with pytest.raises(NoSuchPlace):
        apply(RemoveRow("education", "e3"), removed)


def test_several_values_are_one_step():
    """Pasted values change together under one name."""
    change = apply(SetValues((("basics.name", "甲"), ("basics.sex", "女")), "粘贴"))
    assert (change.after.basics.name, change.after.basics.sex) == ("甲", "女")
    assert change.paths == ("basics.name", "basics.sex")


def marked(verdict: Verdict = Verdict.PASS) -> Declaration:
    mark = ReviewMark(ReviewLevel.UNIT, verdict, counted=3)
    return apply(MarkMaterial("m1", mark)).after


def test_mark_is_stamped_with_name_and_day():
    """A reviewer's mark carries who and when; a second mark of the level replaces the first."""
    mark = marked().materials[0].mark(ReviewLevel.UNIT)
    assert mark is not None
    assert (mark.by, mark.on) == ("李某", "2026-06-15")
    again = apply(
        MarkMaterial("m1", ReviewMark(ReviewLevel.UNIT, Verdict.NEEDS_CORRECTION)), marked()
    ).after
    assert [each.verdict for each in again.materials[0].marks] == [Verdict.NEEDS_CORRECTION]


def test_editing_a_marked_material_makes_its_marks_stale():
    """核验失效: a changed page count wants a new look, a private flag does not."""
    edited = apply(SetValue("materials.m1.pages", 4), marked()).after
    assert edited.materials[0].marks[0].stale
    flagged = apply(SetValue("materials.m1.flagged", True), marked()).after
    assert not flagged.materials[0].marks[0].stale


@pytest.mark.parametrize(
    ("state", "verdict", "answered", "shown"),
    [
        (MaterialState.READY, None, "", ItemState.READY),
        (MaterialState.READY, Verdict.PASS, "", ItemState.VERIFIED),
        (MaterialState.READY, Verdict.NEEDS_CORRECTION, "", ItemState.NEEDS_CORRECTION),
        (MaterialState.READY, Verdict.NEEDS_CORRECTION, "不改", ItemState.ANSWERED),
        (MaterialState.NOT_APPLICABLE, Verdict.PASS, "", ItemState.NOT_APPLICABLE),
        (MaterialState.NOT_READY, None, "", ItemState.NOT_READY),
    ],
)
def test_shown_state(state, verdict, answered, shown):
    """A standing correction comes first, then 不适用, then the last pass."""
    marks = (ReviewMark(ReviewLevel.UNIT, verdict, answered=answered),) if verdict else ()
    assert MaterialEntry("m", "x", state=state, marks=marks).shown_state() == shown


def test_bound_pages_follow_order_and_turns():
    """Dropped pages are not counted, and each page keeps its own turn."""
    entry = sample().materials[0]
    assert entry.scans[0].bound_pages() == ((2, 2), (0, 0))
    assert entry.page_count() == 2
    assert attrs.evolve(entry, scans=(), pages=7).page_count() == 7


def test_present_title_and_highest_education():
    """The row marked wins; without a mark the last title and the first education."""
    assert sample().current_title().id == "t2"
    assert sample().highest_education().id == "e2"
    assert Declaration().current_title() is None
    assert Declaration().highest_education() is None


def test_reviews_and_passed_reminders_are_replaced_not_piled_up():
    """One result a level, one reason a reminder and place."""
    done = apply(RecordReview(LevelReview(ReviewLevel.UNIT, ReviewOutcome.PASSED))).after
    done = apply(RecordReview(LevelReview(ReviewLevel.UNIT, ReviewOutcome.SENT_BACK)), done).after
    assert review_of(done, ReviewLevel.UNIT).outcome == ReviewOutcome.SENT_BACK
    assert review_of(done, ReviewLevel.HR).outcome == ReviewOutcome.OPEN
    passed = apply(PassFinding("M21", "materials.m1", "原件明天带")).after
    passed = apply(PassFinding("M21", "materials.m1", "原件后天带"), passed).after
    assert [(each.reason, each.by, each.on) for each in passed.passed] == [
        ("原件后天带", "李某", "2026-06-15")
    ]


def test_edit_by_function_is_still_one_named_step():
    """A whole answer set may change at once, and undo knows its name."""
    change = apply(
        Edit(lambda d: attrs.evolve(d, appraisals=(Appraisal(id="x"),)), ("appraisals",), "换清单")
    )
    assert (change.name, len(change.after.appraisals)) == ("换清单", 1)


def test_level_words():
    """Senior levels share windows and roster files."""
    assert [level.filing for level in TitleLevel] == ["junior", "intermediate", "senior", "senior"]
