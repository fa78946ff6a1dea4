# SPDX-License-Identifier: MulanPSL-2.0
"""The list of problems finds what was planted, names its place, and tells what stops from what does not."""

from __future__ import annotations

import attrs
import pytest

from app.kernel.errors import UserError
from app.paper.forms import FormSpec
from app.paper.forms.drafting import tight_cells
from app.paper.forms.parts import Rect
from app.paper.forms.spec import shipped_forms
from app.policy.pack import load_pack
from app.present.formedit import edits
from app.present.formedit.behind import Behind, registered
from app.present.formedit.checks import CHECK, MUST, NOTE
from app.present.formedit.desk import LONGEST, PERSON
from app.present.formedit.fieldwords import (
    choices,
    column_choices,
    search,
    with_names,
    with_words,
)
from app.present.formedit.places import CELL, Ref
from app.present.prints.unit_forms import form_in_force
from tests.formedit.conftest import drawn

NAME, LABEL = Ref(0, CELL, 2), Ref(0, CELL, 1)


def change(editor, ref, **values):
    """Change attributes of one thing and draw the page again."""
    editor.perform(edits.set_values(editor.draft, editor.index, (ref,), "改", values))
    drawn(editor)


@pytest.mark.parametrize(
    ("values", "title", "said"),
    [
        ({"at": Rect(66, 45, 105, 60)}, "格子相叠", "性别"),
        ({"at": Rect(66, 2, 98, 20)}, "超出纸边", "格子"),
        ({"bind": "basics.salary"}, "栏目名认不出", "basics.salary"),
        ({"at": Rect(66, 45, 68, 60)}, "尺寸不合", "4 毫米"),
        ({"bind": "", "label": "请用钢笔工整填写" * 20}, "印的字放不进格子", "最小的字号"),
    ],
)
def test_a_planted_fault_is_found_and_leads_to_its_cell(editor, values, title, said):
    """Each fault is a must, names its page, and the cell it leads to can be taken in hand."""
    change(editor, NAME, **values)
    found = [p for p in editor.state.problems if p.level == MUST and p.title == title]
    assert found and said in found[0].detail
    assert found[0].page == editor.index
    editor.go_to(found[0])
    assert editor.state.selection
    with pytest.raises(UserError, match="EDIT-FAULTS"):
        editor.enforce()
    assert form_in_force(editor.session.vault, "evaluation").edition == 0


def test_a_field_that_is_bound_nowhere_is_asked_about(editor):
    """What the program's form prints and this one does not is a reminder with the field's own words."""
    change(editor, Ref(0, CELL, 15), bind="", label="空着")
    gone = FormSpec.load("evaluation").pages[2].parts[0].cells[15].bind
    found = [p for p in editor.state.problems if p.level == CHECK]
    words = next(c.words for c in choices(load_pack()) if c.bind == gone)
    assert any(words in problem.detail for problem in found)
    assert editor.enforce().edition == 1


def test_what_does_not_fit_is_a_note_that_stops_nothing(editor):
    """The longest values go on 附页 in part; that is said and is no fault."""
    editor.set_fill(LONGEST)
    drawn(editor)
    assert any(p.level == NOTE and "附页" in p.title for p in editor.state.problems)
    assert editor.state.musts == 0


def test_words_that_do_not_fit_never_stop_the_page_from_being_drawn(editor):
    """A label far too long leaves the page drawn without it, and says so."""
    change(editor, LABEL, label="太长" * 200)
    assert editor.work()().page.tight == ((0, 1),)


def test_no_form_of_ours_prints_words_that_do_not_fit():
    """Every label of the program's own forms stands in its box."""
    for name in shipped_forms():
        for page in FormSpec.load(name).pages:
            assert tight_cells(page) == (), (name, page.id)


def test_a_name_in_braces_that_is_none_is_listed_and_the_page_drawn(editor):
    """A brace typed by mistake never stops the drawing; the list says which name it is."""
    change(editor, LABEL, label="现{名}", spread=0)
    assert any("名" in p.detail and p.level == MUST for p in editor.state.problems)


def test_a_character_no_face_has_is_named(editor):
    """A label with a character that cannot print is listed when the page is drawn; nothing is lost."""
    editor.perform(edits.set_label(editor.draft, editor.index, LABEL, "\U0010fffd名"))
    with pytest.raises(UserError) as refused:
        editor.work()()
    editor.take_fault(refused.value)
    assert editor.state.problems[0].level == MUST
    assert editor.undo()


def test_nobody_in_hand_is_said(tmp_path):
    """试填 from the person in hand asks for one when there is none."""
    from app.present.formedit.presenter import FormEditorPresenter
    from app.present.session import Role
    from tests.helpers.desk import at_desk

    with at_desk(tmp_path, empty=True, role=Role.UNIT) as session:
        editor = FormEditorPresenter(session)
        editor.open("pledge")
        with pytest.raises(UserError, match="EDIT-NO-PERSON"):
            editor.set_fill(PERSON)
        editor.close()


def test_a_field_is_found_by_pinyin_and_by_characters():
    """Initials, characters or nothing: the list answers, best first."""
    held = choices(load_pack())
    assert "basics.id_number" in {c.bind for c in search(held, "gmsf")}
    assert {c.bind for c in search(held, "公民")} == {"basics.id_number"}
    assert search(held, "没有这个") == ()
    assert "证明人" in {c.words for c in column_choices("career")}


def test_two_points_lay_the_scan_where_they_say():
    """After a registration both points lie where they belong, whatever size and turn that takes."""
    behind = Behind("x", dx=3.0, dy=-2.0, scale=0.98, degrees=1.5)
    first, second = ((30.0, 50.0), (22.0, 45.0)), ((180.0, 255.0), (189.0, 261.0))
    laid = registered(behind, first, second)
    for now, to in (first, second):
        assert laid.to_sheet(behind.to_scan(now)) == pytest.approx(to)
    assert registered(behind, first, ((31.0, 51.0), (189.0, 261.0))) is None


def test_a_verified_form_says_by_whom_and_a_bad_day_is_refused(editor):
    """已核对 wants a name, an attachment and a day that is no later than today."""
    from app.present.formedit.papers import FormPapers

    papers = FormPapers(editor.session)
    papers.editor = editor
    with pytest.raises(UserError, match="EDIT-VERIFY-WHO"):
        papers.verify(" ", "附件1", "2026-06-02")
    with pytest.raises(UserError, match="EDIT-VERIFY-DAY"):
        papers.verify("赵某某", "附件1", "2036-06-02")
    papers.verify("赵某某", "附件1", "2026-06-02")
    assert editor.enforce().origin == "已核对附件1　本单位第1版"
    papers.close()


def test_a_draft_survives_and_giving_it_up_can_be_taken_back(editor, session):
    """The draft is in the vault after every step; 放弃草稿 goes back to what prints and is a step itself."""
    from app.present.formedit.presenter import FormEditorPresenter

    editor.select((NAME,))
    editor.nudge(0, 0.1)
    again = FormEditorPresenter(session)
    again.open("evaluation")
    assert again.draft == editor.draft
    again.close()
    editor.give_up()
    assert not editor.state.differs
    assert editor.undo() == "放弃草稿"
    assert editor.state.differs


def test_steps_of_the_arrow_keys_are_one_step_until_something_else_is_taken(editor):
    """Ten presses of an arrow are undone at once; taking a cell in hand again begins another step."""
    editor.select((NAME,))
    for _ in range(10):
        editor.nudge(0.1, 0)
    editor.select((NAME,))
    editor.nudge(0.1, 0)
    editor.undo()
    assert editor.page.parts[0].cells[2].at.left == pytest.approx(67.0)
    editor.undo()
    assert editor.page.parts[0].cells[2].at.left == 66.0


def test_a_form_file_goes_out_and_comes_in_as_a_draft(editor, session, tmp_path):
    """What is exported is read back equal; it prints nothing until it is put into force; both acts are on record."""
    from app.present.formedit.papers import FormPapers

    papers = FormPapers(session)
    papers.editor = editor
    editor.select((NAME,))
    editor.nudge(0, 1)
    target = tmp_path / papers.file_name()
    papers.export(target)
    spec = editor.draft.spec
    editor.give_up()
    papers.bring(target.read_bytes(), target.name)
    assert attrs.evolve(editor.draft.spec, edition=0) == attrs.evolve(spec, edition=0)
    assert form_in_force(session.vault, "evaluation").edition == 0
    kinds = [event.kind for event in session.vault.events(limit=5000)]
    assert "form_exported" in kinds and "form_imported" in kinds
    papers.close()


def test_everything_on_every_form_says_what_it_is(editor):
    """Whatever stands on any page of any form can be taken in hand, asked for its traits, and moved by a key."""
    for name in shipped_forms():
        editor.open(name)
        for index in range(len(editor.draft.spec.pages)):
            editor.show_page(index)
            drawn(editor)
            for ref, _ in editor.state.boxes[::3]:
                editor.select((ref,))
                for trait in editor.traits():
                    editor.trait_value(trait)
            if editor.state.boxes:
                editor.select((editor.state.boxes[-1][0],))
                editor.nudge(0, 0.1)
                assert editor.undo() in ("移动", "")


def test_quoted_names_are_shown_and_typed_in_words(editor):
    """A letter's title reads {名单称呼…} in the panel and {batch_named} in the file; unknown words stay as typed."""
    pack = load_pack()
    shown = with_words("关于委托评审{batch_named}的函", pack)
    assert "batch_named" not in shown and "{名单称呼" in shown
    assert with_names(shown, pack) == "关于委托评审{batch_named}的函"
    assert with_names("{没有这个}", pack) == "{没有这个}"
