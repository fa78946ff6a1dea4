# SPDX-License-Identifier: MulanPSL-2.0
"""The print centre without a screen: one piece for preview, file and printer; numbered before written."""

from __future__ import annotations

import io

import pikepdf
import pytest

from app.kernel.digest import sha256_hex
from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.model.operations import SetValue
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.printcentre_state import (
    AGAIN,
    BLANKS,
    FORMAL,
    LETTERS,
    NOT_PRINTED,
    PERSON,
    PROOF,
)
from app.present.prints.printers import Printer, Sides
from app.present.prints.printing import print_declaration
from app.present.session import Role
from tests.helpers.printing_desk import BAD_ID, printing_desk

PRINTER = Printer("机一", duplex=True, default=True)


@pytest.fixture
def session(tmp_path):
    """A desk with a packet of two volumes."""
    with printing_desk(tmp_path) as made:
        yield made


@pytest.fixture
def centre(session):
    """The print centre with one printer that turns sheets by itself."""
    made = PrintCentrePresenter(session)
    made.set_printers([PRINTER])
    return made


@pytest.mark.parametrize("piece_id", ["volume", "evaluation", "contents", "numbering"])
@pytest.mark.parametrize("formal", [False, True])
def test_previewed_printed_and_saved_bytes_are_the_same(session, tmp_path, piece_id, formal):
    """What three desks preview, print and save under one number is one file, byte for byte."""
    looked, printing, saving = (PrintCentrePresenter(session) for _ in range(3))
    for desk in (looked, printing, saving):
        desk.select(piece_id)
        desk.choose_formal(formal)
    printing.set_printers([PRINTER])
    seen = looked.preview(piece_id).pdf
    (ready,) = printing.ready(silent())
    saved = saving.save(piece_id, tmp_path / "册.pdf", silent())
    assert ready.number == saved.number == 1
    assert ready.job.pdf == seen
    assert saved.path.read_bytes() == seen
    entry = session.vault.prints()[0]
    assert entry.digest == sha256_hex(seen)
    assert entry.state == ("formal" if formal else "draft")


def test_only_the_diagonal_and_the_number_tell_copies_apart(centre, session):
    """A proof says so, shows what is empty and numbers findings; else it says what the formal copy says."""
    proof = centre.preview("evaluation")
    centre.choose_formal(True)
    formal = centre.preview("evaluation")
    assert proof.pages == formal.pages
    said = iter(_words(proof.pdf))
    assert all(sign in said for sign in _words(formal.pdf))  # in this order, nothing left out
    assert "校对稿" in _words(proof.pdf)
    assert "校对稿" not in _words(formal.pdf)


def _words(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    text = ""
    for page in document:
        part = page.get_textpage()
        text += part.get_text_range()
        part.close()
        page.close()
    document.close()
    return "".join(text.split())


def test_a_formal_copy_is_refused_with_its_reason_and_a_proof_is_not(centre, session):
    """D-4: a wrong ID number blocks the formal copy only; nothing is registered by a refusal."""
    session.apply(SetValue("basics.id_number", BAD_ID))
    centre.select("evaluation")
    centre.choose_formal(True)
    assert "身份证号" in centre.state.refused
    assert centre.state.refused_short == "还差 1 处"
    with pytest.raises(UserError, match="PRINT-BLOCKED"):
        centre.ready(silent())
    assert session.vault.prints() == []
    assert centre.preview("evaluation").pages > 1
    centre.choose_formal(False)
    assert len(centre.ready(silent())) == 1


def test_ticked_pieces_get_one_number_each_in_the_order_of_the_list(centre):
    """Three ticks take three numbers, shown before printing."""
    for piece_id in ("self-check", "volume", "pledge"):
        centre.tick(piece_id, True)
    assert centre.state.ticked == ("volume", "pledge", "self-check")
    assert centre.state.numbers == "这次打印会登记为印号 0001 到 0003。"
    jobs = centre.ready(silent())
    assert [job.number for job in jobs] == [1, 2, 3]
    assert [centre.registered(job) for job in jobs] == [1, 2, 3]
    assert centre.state.numbers == "这次打印会登记为印号 0004 到 0006。"


def test_the_state_follows_the_register_and_the_version(centre, session):
    """未打, then 校对稿, then 正式稿, then 要重打 once anything was changed."""

    def word() -> str:
        return next(line.state for line in centre.state.lines if line.id == "evaluation")

    centre.select("evaluation")
    words = [word()]
    for formal in (False, True):
        centre.choose_formal(formal)
        centre.registered(centre.ready(silent())[0])
        words.append(word())
    session.apply(SetValue("basics.phone", "04765550000"))
    assert [*words, word()] == [NOT_PRINTED, PROOF, FORMAL, AGAIN]


def test_a_job_is_named_by_its_number_and_counts_its_sheets(centre):
    """Titles of jobs stand in logs in clear: never a name; two-sided copies count sheets, not pages."""
    centre.select("evaluation")
    centre.set_copies("2")
    (ready,) = centre.ready(silent())
    assert ready.job.title == "0001"
    assert ready.sheets == (ready.piece.pages + 1) // 2 * 2
    centre.set_sides(Sides.ONE)
    (single,) = centre.ready(silent())
    assert single.sheets == single.piece.pages * 2


def test_a_range_takes_whole_sheets_by_the_printed_numbers(centre, session):
    """Page 6 of the volume comes with the front of its sheet; the register says which pages."""
    centre.select("volume")
    centre.set_range("6")
    (ready,) = centre.ready(silent())
    assert ready.pages == 2 and ready.sheets == 1
    centre.registered(ready)
    entry = session.vault.prints()[0]
    assert (entry.pages, entry.sheets, entry.purpose) == (2, 1, "只打 6")
    with pikepdf.open(io.BytesIO(ready.job.pdf)) as sent:
        assert len(sent.pages) == 2


@pytest.mark.parametrize(
    ("typed", "code"), [("六", "PRINT-RANGE"), ("9-6", "PRINT-RANGE"), ("99", "PRINT-RANGE-NONE")]
)
def test_a_range_that_cannot_be_printed_is_said(centre, typed, code):
    """What cannot be read or is not there stops the printing before anything is made."""
    centre.select("volume")
    centre.set_range(typed)
    with pytest.raises(UserError) as caught:
        centre.ready(silent())
    assert caught.value.code == code
    assert caught.value.message.title


@pytest.mark.parametrize("typed", ["", "0", "51", "两", "1.5"])
def test_copies_are_a_small_whole_number(centre, typed):
    """Anything else is a message and changes nothing."""
    with pytest.raises(UserError, match="PRINT-COPIES"):
        centre.set_copies(typed)
    assert centre.state.copies == 1


def test_two_sided_on_a_queue_that_cannot_is_refused_before_it_is_sent(centre):
    """The option would be dropped silently by the queue; so nothing goes out."""
    centre.set_printers([Printer("单面机", duplex=False)])
    with pytest.raises(UserError, match="PRINT-NO-DUPLEX"):
        centre.ready(silent())
    centre.set_sides(Sides.BY_HAND)
    assert centre.ready(silent())


def test_no_printer_says_what_to_do(centre):
    """An empty list is a clear message with the way out by PDF."""
    centre.set_printers([])
    with pytest.raises(UserError) as caught:
        centre.ready(silent())
    assert caught.value.code == "PRINT-NO-PRINTER"
    assert "PDF" in caught.value.message.remedy


def test_the_words_of_a_page_name_volume_and_side(centre):
    """第6页（第1册）· 背面: the side that the sheet itself has, not the parity of the number."""
    sides = centre.sides_of("volume", centre.preview("volume"))
    words = {side.words for side in sides}
    assert "第6页（第1册）· 背面" in words
    assert "第8页（第1册）· 正面" in words
    assert all("第11页" not in word for word in words), "paper only: not in the file"


def test_a_file_that_cannot_be_written_leaves_nothing_half_done(centre, session, tmp_path):
    """The register keeps the number (D-9), the folder keeps no half file, the message says both."""
    with pytest.raises(UserError) as caught:
        centre.save("pledge", tmp_path / "没有这个夹" / "a.pdf", silent())
    assert caught.value.code == "PRINT-SAVE"
    assert [entry.number for entry in session.vault.prints()] == [1]
    assert not list(tmp_path.glob("**/*.part"))


def test_the_units_desk_chooses_whose_papers_are_printed(tmp_path):
    """Without a person in hand only letters and empty forms can be printed; nothing breaks."""
    with printing_desk(tmp_path, role=Role.UNIT) as session:
        held = session.declaration.id
        centre = PrintCentrePresenter(session)
        assert [person.declaration_id for person in centre.state.people] == [held]
        session._declaration = None
        assert centre.state.shown == LETTERS
        assert {line.group for line in centre.state.lines} == {"函件"}
        centre.choose_list(BLANKS)
        assert {line.group for line in centre.state.lines} == {"空白表"}
        centre.choose_list(PERSON)
        centre.choose_person(held)
        assert centre.state.person == held
        assert "evaluation" in {line.id for line in centre.state.lines}


def test_everybodys_pages_are_counted_for_the_list(centre):
    """The list says how many pages each piece has before anything is printed."""
    centre.count_pages(silent())
    counted = {line.id: line.count for line in centre.state.lines}
    assert counted["volume"] == centre.preview("volume").pages
    assert counted["evaluation"] == centre.preview("evaluation").pages
    assert counted["correction-slip"] == 0


def test_everything_is_printed_in_one_make_up_of_each_form(session, tmp_path):
    """All pieces at once take the A4 评审表; folded, the A3 sheets in its place, never both."""
    for folded, there, gone in (
        (False, "evaluation", "evaluation-a3"),
        (True, "evaluation-a3", "evaluation"),
    ):
        folder = tmp_path / str(folded)
        folder.mkdir()
        made = [
            each.path.stem for each in print_declaration(session, folder, silent(), folded=folded)
        ]
        assert there in made and gone not in made
