# SPDX-License-Identifier: MulanPSL-2.0
"""退回补正单 as a file and keyed in: nothing foreign gets in, nothing typed gets lost."""

from __future__ import annotations

import json

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.intake import inspect_slip
from app.kernel.digits import group_holds
from app.kernel.errors import UserError
from app.model.codes import ReviewLevel, Verdict
from app.model.return_slip import (
    ReturnSlip,
    ReturnSlipItem,
    SlipFault,
    read_slip,
    slip_bytes,
)
from app.paper.return_slip import return_slip
from app.present.returned.entry import EntryDraft, ReturnEntryPresenter
from app.present.returned.files import save_slip
from tests.helpers.desk import reopened
from tests.helpers.pages import words
from tests.helpers.printing_desk import printing_desk
from tests.helpers.sent_back import BACK, FACT, key_in

SLIP = ReturnSlip(
    person="阿拉坦其其格",
    year=2026,
    title="高级工程师",
    level="unit",
    reviewer="王某（虚构）",
    on="2026-06-15",
    due="2026-06-17",
    slip="T-007",
    items=(
        ReturnSlipItem(1, BACK, 12, "现职称聘任文件、聘书或聘用（劳动）合同", "缺背面", "S-3.4-1"),
        ReturnSlipItem(2, "nowhere", 99, "别处的材料（虚构）", "看不清"),
    ),
)


@pytest.fixture
def session(tmp_path):
    """The applicant's desk with some pages."""
    with printing_desk(tmp_path) as made:
        yield made


def test_a_slip_is_read_back_as_it_was_written_and_its_digits_check_themselves():
    """File and document are one; each group of the code ends in its check digit."""
    assert read_slip(slip_bytes(SLIP)) == SLIP
    groups = SLIP.code.split("-")
    assert [len(group) for group in groups] == [4, 4, 4, 4]
    assert all(map(group_holds, groups))
    assert attrs.evolve(SLIP, due="2026-06-18").code != SLIP.code


def changed(**values) -> bytes:
    """Return the file with other values in its document, the digest left as it was."""
    document = json.loads(slip_bytes(SLIP))
    return json.dumps(document | values).encode()


BAD = {
    "nothing": (b"", "INTAKE-SLIP"),
    "no JSON": (b"%PDF-1.4", "INTAKE-SLIP"),
    "a list": (b"[]", "INTAKE-SLIP"),
    "another format": (changed(format="other"), "INTAKE-SLIP"),
    "a newer program": (changed(version=2), "INTAKE-SLIP-NEWER"),
    "one key more": (changed(more=1), "INTAKE-SLIP"),
    "a key twice": (slip_bytes(SLIP).replace(b'"version"', b'"format": "x", "version"'), "INTAKE-SLIP"),
    "one word changed": (slip_bytes(SLIP).replace("缺背面".encode(), "缺正面".encode()), "INTAKE-SLIP-DIGEST"),
    "no items": (changed(slip=attrs.asdict(SLIP) | {"items": []}), "INTAKE-SLIP"),
    "a day that is none": (changed(slip=attrs.asdict(SLIP) | {"due": "2026-02-30"}), "INTAKE-SLIP"),
    "a level that reviews nothing": (changed(slip=attrs.asdict(SLIP) | {"level": "self"}), "INTAKE-SLIP"),
    "a control character": (changed(slip=attrs.asdict(SLIP) | {"person": "a\u202eb"}), "INTAKE-SLIP"),
    "too long a text": (changed(slip=attrs.asdict(SLIP) | {"person": "长" * 401}), "INTAKE-SLIP"),
    "deep nesting": (b"[" * 100_000, "INTAKE-SLIP"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_whole_slip_is_refused(name):
    """Each fault is told by its code; nothing is guessed."""
    data, code = BAD[name]
    with pytest.raises(SlipFault) as caught:
        read_slip(data)
    assert caught.value.code == code


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_whatever_bytes_come_the_reader_answers(data):
    """Any bytes give a slip or a refusal, never another fault."""
    try:
        read_slip(data)
    except SlipFault:
        return
    raise AssertionError("random bytes are no slip")


def test_a_slip_is_read_in_the_confined_child():
    """The parent gets plain values; a refusal comes back with the file's name."""
    assert inspect_slip(slip_bytes(SLIP), "退回单.zjth") == SLIP
    with pytest.raises(UserError) as caught:
        inspect_slip(BAD["one word changed"][0], "C:\\盘\\退回单.zjth")
    assert caught.value.code == "INTAKE-SLIP-DIGEST"
    assert "“退回单.zjth”" in caught.value.message.title


def test_what_the_desk_saved_is_what_stands_on_paper_and_what_the_applicant_reads(
    session, tmp_path
):
    """One slip, three ways: the file, the digits on the printed sheet, the items laid open for looking over."""
    from app.present.prints.pieces import make_piece

    key_in(session)
    target = tmp_path / "退回单.zjth"
    saved = save_slip(session, ReviewLevel.UNIT, target)
    assert session.vault.prints()[-1].destination == "退回单.zjth"
    piece = make_piece(session, "correction-slip", session.paper_context(proof=False))
    assert saved.code in words(piece.pdf)
    slip = inspect_slip(target.read_bytes(), target.name)
    assert slip == return_slip(session.declaration, session.checklist.rows)
    entry = ReturnEntryPresenter(session)
    entry.take_in(slip)
    assert [line.entry_id for line in entry.state.lines] == [BACK, FACT, "id_card"]
    assert entry.state.draft.code == saved.code


def test_nothing_is_saved_while_nothing_was_sent_back(session, tmp_path):
    """The file follows the registered result, never the other way round."""
    with pytest.raises(UserError, match="RETURN-NOT-BACK"):
        save_slip(session, ReviewLevel.UNIT, tmp_path / "x.zjth")
    assert not (tmp_path / "x.zjth").exists()


def test_items_no_material_answers_to_are_named_and_the_rest_is_laid_open(session):
    """A foreign list does not stop the known items; the declaration is untouched until a person keeps it."""
    entry = ReturnEntryPresenter(session)
    entry.take_in(SLIP)
    assert entry.state.loose == ("别处的材料（虚构）",)
    assert [line.entry_id for line in entry.state.lines] == [BACK]
    assert reopened(session).material(BACK).marks == ()
    assert entry.enter() == 1
    mark = reopened(session).material(BACK).mark(ReviewLevel.UNIT)
    assert (mark.verdict, mark.number, mark.clause) == (Verdict.NEEDS_CORRECTION, 1, "S-3.4-1")


def test_another_persons_slip_is_refused(session):
    """Name and year must be those of the declaration in hand."""
    with pytest.raises(UserError, match="RETURN-OTHER"):
        ReturnEntryPresenter(session).take_in(attrs.evolve(SLIP, person="别人（虚构）"))


HEADS = [
    ({"reviewer": " "}, "RETURN-HEAD"),
    ({"on": "去年夏天"}, "RETURN-DATE"),
    ({"on": "2026-06"}, "RETURN-DATE"),
    ({"on": "2026-06-16"}, "RETURN-DATE-AHEAD"),
    ({"due": "2026-06-01"}, "RETURN-DATE-ORDER"),
]


@pytest.mark.parametrize(("change", "code"), HEADS)
def test_a_head_that_cannot_be_is_a_message_and_nothing_is_lost(session, change, code):
    """Every refusal leaves the typed slip and the declaration as they were."""
    entry = ReturnEntryPresenter(session)
    entry.set_head(**({"reviewer": "王某", "on": "2026-06-15", "due": "2026.06.17"} | change))
    entry.put(1, BACK, "缺背面")
    with pytest.raises(UserError, match=f"^.*{code}|{code}") as caught:
        entry.enter()
    assert caught.value.code == code
    assert len(entry.state.lines) == 1
    assert reopened(session).reviews == ()


def test_items_are_checked_as_they_are_typed(session):
    """An unknown number, no material, no reason, the same material twice: each has its words."""
    entry = ReturnEntryPresenter(session)
    for act, code in (
        (lambda: entry.find_listed("98"), "RETURN-LISTED"),
        (lambda: entry.put(1, "", "缺"), "RETURN-ITEM"),
        (lambda: entry.put(1, BACK, "  "), "RETURN-REASON"),
    ):
        with pytest.raises(UserError) as caught:
            act()
        assert caught.value.code == code
    entry.put(1, BACK, "缺背面")
    with pytest.raises(UserError, match="RETURN-TWICE"):
        entry.put(2, BACK, "缺背面")
    with pytest.raises(UserError, match="RETURN-HEAD"):
        entry.enter()


def test_what_is_typed_survives_a_lock(session):
    """The half-typed slip lies in the vault; a new presenter takes it up, and dropping it leaves nothing."""
    entry = ReturnEntryPresenter(session)
    entry.set_head(reviewer="王某", on="6月")
    entry.put(1, BACK, "缺背面")
    again = ReturnEntryPresenter(session)
    assert again.state.draft == entry.state.draft
    again.drop()
    assert ReturnEntryPresenter(session).state.draft == EntryDraft()


def test_a_slip_can_be_mended_after_it_was_kept(session):
    """Items taken off the slip lose their wish; what was corrected already stays corrected."""
    key_in(session)
    entry = ReturnEntryPresenter(session)
    entry.edit_standing()
    assert len(entry.state.lines) == 3
    entry.remove(3)
    entry.enter()
    kept = reopened(session)
    assert kept.material("id_card").mark(ReviewLevel.UNIT) is None
    assert kept.material(BACK).mark(ReviewLevel.UNIT).reason == "聘书复印件缺背面"


def test_keying_in_is_one_undoable_step(session):
    """撤销 takes the whole slip back by name."""
    key_in(session)
    assert session.undo() == "录入单位初审6月15日的退回单"
    assert reopened(session).reviews == ()
