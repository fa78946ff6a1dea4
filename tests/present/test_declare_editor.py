# SPDX-License-Identifier: MulanPSL-2.0
"""Typing into fields: what is kept, what is said, what waits as a draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from app.kernel.errors import UserError
from app.kernel.text import clean_line
from app.model.declaration import Declaration
from app.model.people import Basics, CreditYear, Education
from app.model.unit import Unit
from app.policy.fields import shown
from app.present.declare.editor import FieldEditor
from app.present.declare.editor_form import FormPresenter
from app.present.declare.editor_values import read_typed
from tests.helpers.desk import ANSWERS, at_desk, pack, reopened
from tests.helpers.vaults import event

FIELDS = pack().fields
GOOD_ID = "150402198203070011"


@pytest.fixture
def desk(tmp_path: Path):
    with at_desk(tmp_path) as session:
        yield session


@pytest.fixture
def editor(desk) -> FieldEditor:
    return FieldEditor(desk)


def codes(editor: FieldEditor, path: str) -> list[str]:
    return [note.code for note in editor.state(path).notes]


def test_leaving_a_field_puts_it_into_the_vault(desk, editor) -> None:
    """What was typed stands in the vault's document as soon as the field is left."""
    editor.commit("basics.name", "阿拉坦其其格")
    assert reopened(desk).basics.name == "阿拉坦其其格"
    assert desk.undo_names()[0] == "改“姓名”"


def test_the_same_text_again_is_no_step(desk, editor) -> None:
    """Leaving a field unchanged adds nothing to undo."""
    editor.commit("basics.name", "李某")
    editor.commit("basics.name", "李某")
    assert desk.undo_names().count("改“姓名”") == 1


@pytest.mark.parametrize(
    ("typed", "kept", "seen"),
    [
        ("2016.1", "2016-01", "2016.01"),
        ("2016年1月5日", "2016-01-05", "2016.01.05"),
        ("２０１６/01", "2016-01", "2016.01"),
        ("20160105", "2016-01-05", "2016.01.05"),
        ("2016", "2016", "2016"),
        ("上世纪末", "上世纪末", "上世纪末"),
    ],
)
def test_dates_typed_in_any_usual_way_are_kept_alike(desk, editor, typed, kept, seen) -> None:
    """A readable date is kept as ISO and shown with dots; an unreadable one is kept as typed."""
    editor.commit("basics.work_started", typed)
    assert reopened(desk).basics.work_started == kept
    assert editor.state("basics.work_started").text == seen


@pytest.mark.parametrize(
    ("path", "typed", "code", "told"),
    [
        ("basics.id_number", GOOD_ID[:-1], "M01", "17 位"),
        ("basics.id_number", "1.50404E+17", "M03", "1.50404E+17"),
        ("basics.id_number", GOOD_ID[:-1] + "7", "M02", "您填的是 7"),
        ("basics.id_number", GOOD_ID + "1", "FIELD-ID-LONG", "19 位"),
        ("basics.id_number", "15040A198203070011", "FIELD-ID-SIGN", "第 6 位"),
        ("basics.id_number", "150402198202300019", "FIELD-ID-DAY", "19820230"),
        ("basics.work_started", "二〇一六年", "FIELD-DATE", "二〇一六年"),
        ("basics.work_started", "2015.2.30", "FIELD-NO-DAY", "28 天"),
        ("basics.work_started", "2031.01", "FIELD-FUTURE", "2031年1月"),
        ("basics.name", "阿拉坦．其其格", "M06", "．"),
        ("basics.ethnicity", "蒙古人", "FIELD-CODE", "蒙古人"),
        ("basics.phone", "12345", "FIELD-PHONE", "5 位"),
        ("basics.name", "李\U000f0000", "M05", "\U000f0000"),
        ("basics.specialty_years", "二十二年零三个月又五天", "FIELD-LIMIT", "11 个字"),
    ],
)
def test_what_looks_wrong_is_said_and_kept(desk, editor, path, typed, code, told) -> None:
    """Each message comes from the field itself, quotes what was typed, and the text stays."""
    editor.commit(path, typed)
    found = next(note for note in editor.state(path).notes if note.code == code)
    assert told in f"{found.title}{found.detail}"
    assert editor.state(path).text


def test_last_digit_told_by_m02_is_the_right_one(editor) -> None:
    """The digit M02 names makes the number whole."""
    editor.commit("basics.id_number", GOOD_ID[:-1] + "7")
    found = next(note for note in editor.state("basics.id_number").notes if note.code == "M02")
    assert f"末位应是 {ric.calc_check_digit(GOOD_ID)}" in found.detail


def test_identity_number_offers_birthday_and_sex(desk, editor) -> None:
    """A sound number offers what it implies; the button fills both fields in one step."""
    editor.commit("basics.id_number", GOOD_ID)
    found = next(n for n in editor.state("basics.id_number").notes if n.code == "FIELD-ID-FILL")
    editor.apply_fix(found.fixes[0])
    assert (reopened(desk).basics.born, reopened(desk).basics.sex) == ("1982-03-07", "男")
    desk.undo()
    assert (reopened(desk).basics.born, reopened(desk).basics.sex) == ("", "")


def test_birthday_against_the_number(desk, editor) -> None:
    """M04 quotes both dates and its button takes the number's one."""
    editor.commit("basics.id_number", GOOD_ID)
    editor.commit("basics.born", "1982.05")
    found = next(note for note in editor.state("basics.born").notes if note.code == "M04")
    assert "1982年5月" in found.detail and "1982年3月" in found.detail
    editor.apply_fix(found.fixes[0])
    assert "M04" not in codes(editor, "basics.born")
    editor.commit("basics.born", "1982.03")
    assert "M04" not in codes(editor, "basics.born")


def test_sex_against_the_number(desk, editor) -> None:
    """The other sex than the number's is pointed out, not changed."""
    editor.commit("basics.id_number", GOOD_ID)
    editor.commit("basics.sex", "女")
    assert "FIELD-ID-SEX" in codes(editor, "basics.sex")
    assert reopened(desk).basics.sex == "女"


def test_interpunct_is_only_changed_when_asked(desk, editor) -> None:
    """M06 keeps the dot as typed until its button is pressed."""
    editor.commit("basics.name", "阿拉坦.其其格")
    assert reopened(desk).basics.name == "阿拉坦.其其格"
    editor.apply_fix(editor.state("basics.name").notes[0].fixes[0])
    assert reopened(desk).basics.name == "阿拉坦·其其格"


def test_unit_name_as_on_the_seal(desk, editor) -> None:
    """M10 names the unit's registered name and its button takes it."""
    full = "赤峰市某某研究所（练习）"
    desk.vault.save_unit(Unit(name=full), event("unit", desk.declaration.id))
    editor.commit("basics.unit", "市某所")
    found = next(note for note in editor.state("basics.unit").notes if note.code == "M10")
    assert full in found.detail
    editor.apply_fix(found.fixes[0])
    assert "M10" not in codes(editor, "basics.unit")


def test_words_that_stand_for_another_are_taken(desk, editor) -> None:
    """本科 is kept as the table's own word; initials find it too."""
    editor.commit("basics.ethnicity", "蒙古")
    assert reopened(desk).basics.ethnicity == "蒙古族"
    assert "蒙古族" in editor.search("basics.ethnicity", "mgz")


def test_end_before_start_is_pointed_out(tmp_path: Path) -> None:
    """An end earlier than its start is said beside the end."""
    row = Education(started="2004-09", graduated="2002-07")
    with at_desk(tmp_path, Declaration(route=ANSWERS, education=(row,))) as session:
        assert "FIELD-ORDER" in codes(FieldEditor(session), f"education.{row.id}.graduated")


def test_text_without_room_in_the_document_waits_as_a_draft(tmp_path: Path) -> None:
    """Letters in a number stay in the editor, in the vault, and are shown after opening anew."""
    row = CreditYear(year="2025")
    with at_desk(tmp_path, Declaration(route=ANSWERS, credits=(row,))) as session:
        path = f"credits.{row.id}.specialty_hours"
        editor = FieldEditor(session)
        editor.commit(path, "约六十")
        assert reopened(session).credits[0].specialty_hours is None
        assert FieldEditor(session).state(path).text == "约六十"
        assert "FIELD-NUMBER" in codes(editor, path)
        editor.commit(path, "６０")
        assert reopened(session).credits[0].specialty_hours == 60
        assert FieldEditor(session).state(path).text == "60"


def test_a_draft_comes_back_after_a_crash(desk, editor) -> None:
    """Text put away while typing is in the editor again, marked, and gone once it is kept."""
    editor.commit("statement", "旧的一段")
    editor.draft("statement", "旧的一段，接着写")
    after_crash = FieldEditor(desk)
    state = after_crash.state("statement")
    assert state.restored and state.text == "旧的一段，接着写"
    assert "FIELD-DRAFT" in [note.code for note in state.notes]
    after_crash.commit("statement", state.text)
    assert reopened(desk).statement == "旧的一段，接着写"
    assert not FieldEditor(desk).state("statement").restored


def test_drafts_belong_to_one_declaration(desk, editor) -> None:
    """The same field of another declaration has no draft, and the first one's is still there later."""
    first = desk.declaration.id
    editor.draft("statement", "写到一半")
    desk.start(Declaration(route=ANSWERS))
    assert not editor.state("statement").restored
    desk.open(first)
    assert editor.state("statement").text == "写到一半"


def test_a_draft_can_be_given_up(desk, editor) -> None:
    """The note's button puts the kept text back."""
    editor.commit("statement", "留着")
    editor.draft("statement", "不要")
    found = next(n for n in editor.state("statement").notes if n.code == "FIELD-DRAFT")
    editor.apply_fix(found.fixes[0])
    assert editor.state("statement").text == "留着"
    assert desk.vault.draft(f"field:{desk.declaration.id}:statement") is None


def test_a_reason_is_shown_in_place_of_the_reminder(desk, editor) -> None:
    """A reminder passed with a reason turns into a note that quotes it."""
    editor.commit("basics.phone", "12345")
    editor.pass_with_reason("FIELD-PHONE", "basics.phone", "单位内线分机")
    found = next(n for n in editor.state("basics.phone").notes if n.code == "FIELD-PHONE")
    assert found.level == "note" and "单位内线分机" in found.detail


def test_a_reason_of_two_characters_is_none(editor) -> None:
    """A reason too short to mean anything is refused with its way out."""
    editor.commit("basics.phone", "12345")
    with pytest.raises(UserError, match="CHECK-REASON"):
        editor.pass_with_reason("FIELD-PHONE", "basics.phone", " 没事 ")


def test_help_quotes_the_clause(editor) -> None:
    """F1 shows what to write, a sample, usual mistakes and the clause's own words."""
    shown_help = editor.help("basics.name")
    assert shown_help.sample and shown_help.mistakes and shown_help.clause_text
    assert editor.help("basics.health").clause_text


def test_the_page_counts_and_fills_blanks(tmp_path: Path) -> None:
    """无 goes only into empty optional lines, as one step that undo takes back."""
    declaration = Declaration(route=ANSWERS, basics=Basics(name="李某", former_name="李二"))
    with at_desk(tmp_path, declaration) as session:
        form = FormPresenter(session, "basics")
        before = form.state
        assert (before.filled, before.total) == (2, 25)
        assert "曾用名" not in before.blanks and "出生地" in before.blanks
        form.fill_blanks()
        basics = reopened(session).basics
        assert (basics.former_name, basics.societies, basics.sex) == ("李二", "无", "")
        session.undo()
        assert reopened(session).basics.societies == ""


HOSTILE = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    [
        "1.5E+17",
        "\ud800",
        "\x00",
        "a\u200bb",
        "至今",
        "无",
        "=1+1",
        "2016-02-30",
        "𬎆",
        "９９９９",
        "\t\n",
    ]
)


@given(st.sampled_from(sorted(FIELDS.by_path)), HOSTILE)
def test_reading_never_raises_and_never_drifts(path: str, typed: str) -> None:
    """Whatever is typed into any field is read without a fault, and what is shown reads the same again."""
    item = FIELDS.field(path)
    table = FIELDS.table_of(item)
    reading = read_typed(item, table, typed)
    if reading.keeps:
        again = read_typed(item, table, shown(item, table, reading.value))
        assert again.value == read_typed(item, table, shown(item, table, again.value)).value


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    rows = {"education": (Education(id="a" * 16),), "credits": (CreditYear(id="b" * 16),)}
    with at_desk(tmp_path_factory.mktemp("shared"), Declaration(route=ANSWERS, **rows)) as session:
        yield session


PLACES = [
    f"basics.{name}" for name in ("name", "id_number", "born", "sex", "unit", "phone", "health")
]
PLACES += [f"education.{'a' * 16}.{name}" for name in ("level", "graduated", "highest", "note")]
PLACES += [f"credits.{'b' * 16}.{name}" for name in ("general_hours", "year")] + ["statement"]


@given(st.sampled_from(PLACES), HOSTILE)
def test_nothing_typed_is_lost(shared, path: str, typed: str) -> None:
    """Any text in any kind of field ends in the document or in a draft, and is shown again."""
    editor = FieldEditor(shared)
    editor.commit(path, typed)
    state = FieldEditor(shared).state(path)
    meant = clean_line(typed)
    if meant and state.item.open_end is False and state.item.kind != "yes_no":
        kept = "".join(state.text.split())
        assert kept, (path, typed, state.text)
