# SPDX-License-Identifier: MulanPSL-2.0
"""From the recorded decision to the sheet: marks, 份号, reprints, the register, wrappings (secrecy.md 7.1, 7.2)."""

from __future__ import annotations

import io
import re

import attrs
import openpyxl
import pytest

from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.model.copies import copy_of
from app.model.operations import SetValue
from app.present.practice.people import load_unit
from app.present.prints.copies import REPLACED, REVISED, SAME, CopyOrder
from app.present.prints.going_on import Came, ready_rest
from app.present.prints.open_jobs import open_job
from app.present.prints.pieces import kind_named, kinds_for
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.printcentre_state import AGAIN, NOT_PRINTED
from app.present.prints.printers import Printer, Sides
from app.present.prints.printing import (
    numbering,
    one_copy,
    print_declaration,
    produce,
    save_pdf,
    why_blocked,
)
from app.present.prints.printing_jobs import PrinterChoice
from app.present.prints.printlog import PrintLogPresenter
from app.present.session import Role
from app.present.unit.roll import build_rolls, print_rolls, roll_book, roll_numbering
from app.present.unit.roll_view import RosterPresenter
from tests.helpers import vaults
from tests.helpers.marked import changed, decided, released
from tests.helpers.pages import page_count, words
from tests.helpers.printing_desk import printing_desk

MARK = "秘密★10年"
TURNS = Printer("机一", duplex=True, default=True)


@pytest.fixture
def unit(tmp_path):
    """The unit's desk with one person in hand."""
    with printing_desk(tmp_path, role=Role.UNIT) as session:
        session.vault.save_unit(load_unit(), vaults.event("unit"))
        yield session


def formal(session, piece_id, number=1, **more):
    """Return a formal copy of a piece, the next numbered one when it is marked."""
    more.setdefault("copy", one_copy(numbering(session, piece_id)))
    return produce(session, piece_id, formal=True, number=number, progress=silent(), **more)


def texts(pdf: bytes) -> list[str]:
    """Return the words of every page."""
    return [words(pdf, side) for side in range(page_count(pdf))]


def centre(session, *papers, copies="1", formal=True):
    """Return the print centre with some papers chosen."""
    presenter = PrintCentrePresenter(session)
    presenter.set_printers((TURNS,))
    presenter.set_sides(Sides.ONE)
    for paper in papers:
        presenter.tick(paper, True)
    presenter.choose_formal(formal)
    presenter.set_copies(copies)
    return presenter


def test_the_whole_declaration_marked_marks_every_paper_of_the_person(unit):
    """Every side of every paper that says something of the person bears the mark; labels of numbers do not."""
    decided(unit)
    for kind in kinds_for(unit, of_person=True):
        if not kind.fits(unit) or why_blocked(unit, kind):
            continue
        pages = texts(formal(unit, kind.id).pdf)
        written = [text for text in pages if text]
        if kind.bare:
            assert not any("★" in text for text in written), kind.id
        else:
            assert all(MARK in text for text in written), kind.id


def test_a_named_paper_is_marked_and_no_other(unit):
    """A decision about the pledge marks the pledge, alone and bound, and the cover of its volume."""
    decided(unit, "pledge")
    assert MARK in words(formal(unit, "pledge").pdf)
    assert "★" not in words(formal(unit, "submission").pdf)
    pages = texts(formal(unit, "volume").pdf)
    marked = [number for number, text in enumerate(pages) if "★" in text]
    assert pages[marked[0]].startswith("000001共1份第1份")
    assert len(marked) == 2
    assert "承诺" in pages[marked[1]]


def test_a_cover_bears_the_highest_level_and_longest_period_of_its_own_volume(unit):
    """机密★5年 and 秘密★10年 inside make 机密★10年 outside; the other volume stays as it is."""
    decided(unit, "id_card", level="机密", period="5年")
    decided(unit, "education")
    pages = texts(formal(unit, "volume").pdf)
    assert "机密★10年" in pages[0]
    inside = [re.findall("(?:秘密|机密)★[0-9]+年", text) for text in pages[1:]]
    assert sorted({mark for marks in inside for mark in marks}) == ["机密★5年", "秘密★10年"]
    cover = next(text for text in pages[1:] if "第2册共2册" in text)
    assert "★" not in cover


def test_periods_nobody_can_rank_stop_the_formal_volume_only(unit):
    """A condition beside a term: the proof is printed, the formal cover waits for a decision about the volumes."""
    decided(unit, "id_card", kind="解密条件", period="会议开始前")
    decided(unit, "education")
    proof = produce(unit, "volume", formal=False, number=1, progress=silent())
    assert "会议开始前、10年" in words(proof.pdf)
    with pytest.raises(UserError, match="MARK-COVER") as refused:
        formal(unit, "volume")
    assert "会议开始前" in refused.value.message.detail
    decided(unit, "volume", level="机密", period="20年")
    assert "机密★20年" in words(formal(unit, "volume").pdf)


def test_a_changed_mark_is_printed_beside_the_struck_old_one(unit):
    """The old mark and the new one; after the release the old ones and 解密, and no 份号 any more."""
    first = decided(unit, "pledge", level="机密", period="20年")
    second = changed(unit, first, level="秘密", period="5年")
    assert "机密★20年秘密★5年" in words(formal(unit, "pledge").pdf)
    released(unit, second)
    pdf = formal(unit, "pledge").pdf
    assert "机密★20年秘密★5年解密" in words(pdf)
    assert "000001" not in words(pdf)


def test_two_make_ups_of_a_form_are_one_paper(unit):
    """A decision about the 评审表 marks its folded sheets, and both share one row of numbers."""
    decided(unit, "evaluation")
    assert MARK in words(formal(unit, "evaluation-a3").pdf)
    save_pdf(unit, "evaluation", unit.vault.folder / "a.pdf", formal=True, progress=silent())
    assert numbering(unit, "evaluation-a3").copies(1)[0].number == 2


def test_each_formal_copy_is_a_printing_with_a_number_of_its_own(unit):
    """Three copies: three jobs of one copy, 000001 to 000003 on the sheets and in the register."""
    decided(unit, "pledge")
    presenter = centre(unit, "pledge", copies="3")
    assert "份号 000001—000003" in presenter.state.numbers
    assert "印号 0001 到 0003" in presenter.state.numbers
    jobs = presenter.ready(silent())
    assert [job.job.copies for job in jobs] == [1, 1, 1]
    for place, job in enumerate(jobs, 1):
        assert f"{place:06d}共3份第{place}份" in words(job.piece.pdf)
        presenter.registered(job)
    kept = [copy_of(entry.copy_number) for entry in unit.vault.prints()]
    assert [copy.shown for copy in kept] == ["000001", "000002", "000003"]
    assert {copy.mark for copy in kept} == {MARK}
    presenter.close()


def test_an_unmarked_paper_is_printed_as_before(unit):
    """One job of three copies, no 份号 anywhere."""
    decided(unit, "pledge")
    presenter = centre(unit, "submission", copies="3")
    (job,) = presenter.ready(silent())
    assert (job.job.copies, job.copy_number) == (3, "")
    presenter.close()


def test_a_proof_bears_the_mark_and_no_number(unit):
    """The mark stands on proofs too, and in the register; a 份号 is for formal copies."""
    decided(unit, "pledge")
    presenter = centre(unit, "pledge", copies="2", formal=False)
    (job,) = presenter.ready(silent())
    assert MARK in words(job.piece.pdf)
    assert "000001" not in words(job.piece.pdf)
    presenter.registered(job)
    assert unit.vault.prints()[0].copy_number == MARK
    presenter.close()


def test_the_preview_is_the_first_copy_that_prints(unit):
    """What is looked at bears the 份号 the first sheet gets, byte for byte."""
    decided(unit, "pledge")
    presenter = centre(unit, "pledge", copies="2")
    seen = presenter.preview("pledge").pdf
    assert presenter.ready(silent())[0].piece.pdf == seen
    presenter.close()


def printed_once(session):
    """Print one formal copy of the pledge."""
    presenter = centre(session, "pledge")
    for job in presenter.ready(silent()):
        presenter.registered(job)
    return presenter


def test_another_copy_wants_a_kind_a_reason_and_an_approval(unit):
    """All typed, none filled in; until then nothing is printed, and what was typed wrong is named."""
    decided(unit, "pledge")
    presenter = printed_once(unit)
    assert presenter.numbered.asked(("pledge",)).mark == MARK
    with pytest.raises(UserError, match="COPY-ORDER"):
        presenter.ready(silent())
    for entries, code in (
        (("", "缺一份", "甲", ""), "COPY-KIND"),
        ((SAME, "缺", "甲", ""), "COPY-REASON"),
        ((SAME, "评委会要一份", " ", ""), "COPY-APPROVER"),
    ):
        with pytest.raises(UserError, match=code):
            presenter.numbered.give(("pledge",), CopyOrder(*entries))
    presenter.close()


@pytest.mark.parametrize(("kind", "said"), [(SAME, True), (REVISED, False)])
def test_a_further_copy_goes_on_counting_and_says_what_it_is(unit, kind, said):
    """000002 of 2; 复制件 in the foot of a copy of the same, not of a revised printing; why and by whom on record."""
    decided(unit, "pledge")
    presenter = printed_once(unit)
    presenter.numbered.give(("pledge",), CopyOrder(kind, "评委会要一份", "练习批准人"))
    (job,) = presenter.ready(silent())
    text = words(job.piece.pdf)
    assert "000002共2份第2份" in text
    assert ("复制件" in text) is said
    presenter.registered(job)
    entry = unit.vault.prints()[-1]
    assert entry.purpose == f"{kind}，原因：评委会要一份，批准人：练习批准人"
    assert copy_of(entry.copy_number).duplicate is said
    assert presenter.numbered.asked(("pledge",)) is not None  # an order is for one printing
    presenter.close()


def test_a_top_secret_paper_is_copied_only_with_the_originators_agreement(unit):
    """绝密: how the unit that decided agreed is asked too, and kept."""
    decided(unit, "pledge", level="绝密", period="30年")
    presenter = printed_once(unit)
    assert presenter.numbered.asked(("pledge",)).consent
    with pytest.raises(UserError, match="COPY-CONSENT"):
        presenter.numbered.give(("pledge",), CopyOrder(SAME, "评委会要一份", "甲"))
    order = CopyOrder(SAME, "评委会要一份", "甲", "练习单位6月14日函")
    presenter.numbered.give(("pledge",), order)
    (job,) = presenter.ready(silent())
    assert "原定密单位同意：练习单位6月14日函" in job.purpose
    presenter.close()


def test_sheets_put_into_a_copy_that_is_out_bear_its_number(unit):
    """换页: the 份号 of the copy they go into, one the paper has; no new number, no copy in the balance."""
    decided(unit, "evaluation")
    presenter = centre(unit, "evaluation", copies="2")
    for job in presenter.ready(silent()):
        presenter.registered(job)
    order = CopyOrder(REPLACED, "第3页改了字", "练习批准人")
    for into in ("", "3"):
        with pytest.raises(UserError, match="COPY-INTO") as refused:
            presenter.numbered.give(("evaluation",), order, into)
        assert "000001—000002" in refused.value.message.detail
    presenter.numbered.give(("evaluation",), order, "000001")
    presenter.set_copies("1")
    presenter.set_range("3")
    (job,) = presenter.ready(silent())
    assert "000001" in words(job.job.pdf)
    presenter.registered(job)
    entry = unit.vault.prints()[-1]
    assert entry.copy_number == f"000001 共2份第1份 换页 {MARK}"
    assert numbering(unit, "evaluation").copies(1)[0].number == 3
    log = PrintLogPresenter(unit)
    assert "编了份号 2 份" in log.state.copies
    log.close()
    presenter.close()


def test_printing_everything_at_once_makes_no_second_numbered_copy(unit, tmp_path):
    """The batch has nobody to ask: what was numbered before comes out as a proof, without a 份号."""
    decided(unit, "pledge")
    printed_once(unit).close()
    folder = tmp_path / "out"
    folder.mkdir()
    list(print_declaration(unit, folder, silent()))
    entries = [e for e in unit.vault.prints() if e.what == kind_named("pledge").title]
    assert [entry.state for entry in entries] == ["formal", "draft"]


def test_the_rest_of_a_stopped_copy_is_the_same_copy(unit):
    """After a jam the rest bears the 份号 of the copy it completes, under a register number of its own."""
    decided(unit, "evaluation")
    presenter = centre(unit, "evaluation")
    (job,) = presenter.ready(silent())
    presenter.registered(job)
    day = unit.clock.today().isoformat()
    stopped = open_job(job, "机一-1", unit.declaration.id, day)
    (rest,) = ready_rest(unit, stopped, Came(good=3), TURNS)
    assert rest.copy_number == unit.vault.prints()[0].copy_number
    assert "000001" in words(rest.piece.pdf)
    presenter.close()


def test_a_paper_printed_before_the_decision_is_to_be_printed_again(unit):
    """Sheets without the mark are out: the list says 要重打 for that paper and for no other."""
    presenter = printed_once(unit)
    decided(unit, "pledge")
    found = {line.id: line.state for line in presenter.state.lines}
    assert found["pledge"] == AGAIN
    assert found["submission"] == NOT_PRINTED
    presenter.close()


def test_the_register_says_mark_and_number_and_where_every_copy_is(unit):
    """A column, a chip, and a balance of copies, on the screen and on the printed register."""
    decided(unit, "pledge")
    presenter = centre(unit, "pledge", copies="3")
    for job in presenter.ready(silent()):
        presenter.registered(job)
    log = PrintLogPresenter(unit)
    log.note(1, "handed_over", "1", "送市里", party="练习接收单位")
    log.note(2, "destroyed", "1", "", witness="乙", approver="丙")
    state = log.state
    assert [line.carrier for line in reversed(state.lines)] == [
        f"{MARK}　00000{number}" for number in (1, 2, 3)
    ]
    assert state.copies == (
        "编了份号 3 份 = 移交 1（个人承诺书 000001） + 销毁 1（个人承诺书 000002） + 在手 1（个人承诺书 000003）"
    )
    assert next(f.count for f in state.filters if f.key == "marked") == 3
    paper = log.paper().piece()
    printed = "".join(texts(paper.pdf))
    assert "密级、份号" in printed
    assert "000002" in printed
    assert "移交1（个人承诺书000001）" in printed
    log.close()
    presenter.close()


def test_without_a_decision_the_register_speaks_of_no_copies(unit):
    """No chip counts anything, no balance of copies is printed."""
    printed_once(unit).close()
    log = PrintLogPresenter(unit)
    assert (log.state.copies, log.state.lines[0].carrier) == ("", "")
    assert "编了份号" not in "".join(texts(log.paper().piece().pdf))
    log.close()


def test_the_hand_over_and_the_wrapping_say_level_and_number(unit):
    """移交清单 row by row, the outer label at once; nothing of it without a decision (7.2 Move)."""
    before = texts(formal(unit, "bag-labels").pdf) + texts(formal(unit, "handover").pdf)
    assert not any("★" in text for text in before)
    decided(unit, "id_card", level="机密", period="20年")
    decided(unit, "evaluation")
    save_pdf(unit, "volume", unit.vault.folder / "v.pdf", formal=True, progress=silent())
    slip = words(formal(unit, "handover", copy=None).pdf)
    assert "机密★20年000001" in slip
    label = texts(formal(unit, "bag-labels").pdf)[1]
    assert "密级机密★20年份号000001" in label
    assert "不得邮寄、快递" in label


def test_how_a_packet_travels_is_typed_and_a_refused_way_is_not_kept(unit):
    """机要交通 is printed on slip and label; 快递 is refused by name and what stood there stays."""
    presenter = centre(unit)
    presenter.keep_letter("bag-labels", {"transport": "机要交通"})
    with pytest.raises(UserError, match="TRANSPORT"):
        presenter.keep_letter("bag-labels", {"transport": "顺丰快递"})
    assert "机要交通" in texts(formal(unit, "bag-labels").pdf)[1]
    presenter.close()


def test_marked_rolls_bear_mark_and_number_on_paper_and_in_the_workbook(unit, tmp_path):
    """花名册 and its workbook are numbered in one row; a second batch is refused until it is ordered."""
    decided(unit, "roll/senior", where="unit")
    print_rolls(unit, tmp_path)
    kept = [copy_of(e.copy_number) for e in unit.vault.prints() if "高级" in e.what]
    assert [copy.shown for copy in kept] == ["000001", "000002"]
    assert MARK in words((tmp_path / "roster-senior.pdf").read_bytes())
    sheet = openpyxl.load_workbook(tmp_path / "roster-senior.xlsx").active
    assert MARK in sheet["A1"].value
    assert "000002" in sheet["A1"].value
    plain = openpyxl.load_workbook(tmp_path / "statistics.xlsx").active
    assert "★" not in str(plain["A1"].value)
    count = len(unit.vault.prints())
    with pytest.raises(UserError, match="COPY-ORDER"):
        print_rolls(unit, tmp_path)
    assert len(unit.vault.prints()) == count


def test_the_workbook_of_a_marked_table_keeps_its_frozen_heads(unit):
    """The mark takes no row: heads, print titles and columns stay where they were."""
    rolls = build_rolls(unit)
    before = openpyxl.load_workbook(io.BytesIO(roll_book(unit, rolls, "statistics"))).active
    decided(unit, "roll/statistics", where="unit")
    copy = roll_numbering(unit, rolls, "statistics").copies(1)[0]
    after = openpyxl.load_workbook(
        io.BytesIO(roll_book(unit, rolls, "statistics", copy=copy))
    ).active
    assert (after.freeze_panes, after.print_title_rows) == (
        before.freeze_panes,
        before.print_title_rows,
    )
    assert after.max_row == before.max_row
    assert MARK in after["A1"].value


def test_copies_of_a_marked_roll_go_out_one_by_one(unit):
    """Two copies of the roster: two jobs, two numbers."""
    decided(unit, "roll/senior", where="unit")
    presenter = RosterPresenter(unit)
    jobs = presenter.ready("senior", PrinterChoice(TURNS, copies=2))
    assert [copy_of(job.copy_number).shown for job in jobs] == ["000001", "000002"]
    for job in jobs:
        presenter.registered(job)
    with pytest.raises(UserError, match="COPY-ORDER"):
        presenter.ready("senior", PrinterChoice(TURNS))
    presenter.close()


def test_why_a_period_is_longer_than_usual_stands_on_the_self_check_report(unit):
    """The reason typed prints with the name of who entered it (D-4); a usual period prints nothing."""
    decided(unit, "education")
    assert "保密期限比通常的长" not in "".join(texts(formal(unit, "self-check").pdf))
    decided(unit, "pledge", period="15年", remark="练习规定第2条")
    printed = "".join(texts(formal(unit, "self-check").pdf))
    assert "保密期限比通常的长" in printed
    assert "练习规定第2条" in printed


def test_the_mark_is_no_part_of_the_check_code(unit):
    """A decision about paper changes no fact of the person: the 核对码 on sheets that are out still holds."""
    before = unit.paper_context().check_code
    decided(unit)
    assert unit.paper_context().check_code == before
    unit.apply(SetValue("basics.name", "另一人"))
    assert attrs.evolve(unit.paper_context()).check_code != before
