# SPDX-License-Identifier: MulanPSL-2.0
"""只打改过的页 (ux 3.6): pages compared with the last formal copy, one press prints just those."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.clock import FixedClock
from app.kernel.progress import silent
from app.model.operations import SetValue
from app.paper.core.geometry import Side
from app.present.prints import printcentre as centre_module
from app.present.prints.page_digests import (
    _words,
    changed_pages,
    digests_of,
    forget_pages,
    keep_digests,
    page_digests,
    whole_sheets,
)
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.printers import Printer, Sides
from app.present.prints.printing import save_pdf
from app.present.prints.printing_sides import PrintedSide, plain_sides, volume_sides
from tests.helpers.desk import restarted
from tests.helpers.printing_desk import printing_desk, with_scan

PRINTER = Printer("机一", duplex=True, default=True)


@pytest.fixture
def centre(tmp_path, monkeypatch):
    """A print centre where nothing blocks a formal copy."""
    monkeypatch.setattr(centre_module, "why_blocked", lambda *_: "")
    monkeypatch.setattr("app.present.prints.printing.why_blocked", lambda *_: "")
    with printing_desk(tmp_path) as session:
        made = PrintCentrePresenter(session)
        made.set_printers([PRINTER])
        made.set_sides(Sides.ONE)
        made.choose_formal(True)
        yield made


def print_formally(centre, piece_id: str):
    """Print a piece as it is chosen and return the job."""
    centre.select(piece_id)
    (ready,) = centre.ready(silent())
    centre.registered(ready)
    return ready


@pytest.mark.parametrize("piece_id", ["evaluation", "volume"])
def test_a_copy_that_only_bears_another_number_and_day_has_no_changed_page(centre, piece_id):
    """Number, day, version and 核对码 in the foot are not what a page says."""
    print_formally(centre, piece_id)
    centre.session.clock = FixedClock.on(dt.date(2026, 6, 16))
    centre.preview(piece_id)
    assert centre.state.changed == ""
    first = centre.make(piece_id)[0]
    assert digests_of(first.pdf) != page_digests(centre.session, piece_id, silent())


def test_before_a_formal_copy_nothing_is_offered(centre):
    """Proof copies leave nothing to compare with."""
    centre.choose_formal(False)
    print_formally(centre, "evaluation")
    centre.preview("evaluation")
    assert centre.state.changed == ""


def test_one_press_prints_only_the_pages_that_differ(centre):
    """A longer statement touches some pages of the form, not all; only those go out and are registered."""
    whole = print_formally(centre, "evaluation")
    centre.session.apply(SetValue("statement", "虚构：补写的一段工作总结。"))
    centre.preview("evaluation")
    words = centre.state.changed
    assert words
    centre.choose_changed()
    assert centre.state.range_text == f"改过的页：{words}"
    (ready,) = centre.ready(silent())
    assert 0 < ready.pages < whole.pages
    assert ready.purpose == f"改过的页：{words}"
    centre.registered(ready)
    assert centre.state.range_text == ""
    centre.preview("evaluation")
    assert centre.state.changed == ""


def test_pages_left_out_of_a_formal_printing_stay_changed(centre):
    """Only page 1 was printed anew: the other changed pages are still offered."""
    print_formally(centre, "evaluation")
    centre.session.apply(SetValue("basics.name", "乌云毕力格"))
    centre.session.apply(SetValue("statement", "虚构：补写的一段工作总结。"))
    centre.preview("evaluation")
    every = centre._changes.of("evaluation").indices
    assert len(every) > 1
    centre.set_range("1")
    (ready,) = centre.ready(silent())
    centre.registered(ready)
    centre.set_range("")
    centre.preview("evaluation")
    assert centre._changes.of("evaluation").indices == tuple(
        n for n in every if n not in ready.indices
    )


def test_a_change_of_mind_forgets_the_choice(centre):
    """Another piece, or another change, is never printed by an old list of pages."""
    print_formally(centre, "evaluation")
    centre.session.apply(SetValue("statement", "虚构：补写的一段工作总结。"))
    centre.preview("evaluation")
    centre.choose_changed()
    centre.session.apply(SetValue("statement", "虚构：又改了一次。"))
    assert centre.state.range_text == ""


def test_pages_are_named_as_they_are_numbered():
    """Runs are short, pages without a number are called by what they are."""
    sides = (PrintedSide(0, Side.FRONT, 0, "封面（第1册）· 正面"), *plain_sides(9))
    assert _words((0, 1, 3, 4, 5, 9), sides) == "封面、1、3-5、9"
    assert _words((2, 3), sides) == "2、3"


@given(count=st.integers(1, 40), data=st.data())
def test_both_sides_of_a_changed_sheet_go_out(count, data):
    """Duplex: for every changed page its whole sheet is taken, in order, and no other sheet."""
    sides = plain_sides(count)
    chosen = tuple(sorted(data.draw(st.sets(st.integers(0, count - 1), min_size=1))))
    out = whole_sheets(chosen, sides, duplex=True)
    assert set(chosen) <= set(out) and list(out) == sorted(out)
    assert {sides[n].sheet for n in out} == {sides[n].sheet for n in chosen}
    assert whole_sheets(chosen, sides, duplex=False) == chosen


def desk_of(session) -> PrintCentrePresenter:
    """Return a print centre that prints formal copies one-sided."""
    made = PrintCentrePresenter(session)
    made.set_printers([PRINTER])
    made.set_sides(Sides.ONE)
    made.choose_formal(True)
    return made


@pytest.mark.parametrize("piece_id", ["evaluation", "volume"])
def test_a_formal_copy_is_known_after_a_restart(centre, piece_id):
    """What went on paper is kept in the vault: a new start of the program still tells the changed pages."""
    print_formally(centre, piece_id)
    with restarted(centre.session) as session:
        later = desk_of(session)
        later.select(piece_id)
        later.preview(piece_id)
        assert later.state.changed == ""
        session.apply(SetValue("basics.name", "乌云毕力格"))
        later.preview(piece_id)
        assert later.state.changed
        assert later.state.changed_since == "0001"


def test_a_formal_copy_saved_as_a_file_is_known_too(centre, tmp_path):
    """A PDF printed on another machine is a formal copy like any other; a proof is none."""
    centre.select("evaluation")
    centre.choose_formal(False)
    centre.save("evaluation", tmp_path / "proof.pdf", silent())
    centre.choose_formal(True)
    centre.preview("evaluation")
    assert centre._changes.of("evaluation") is None
    centre.save("evaluation", tmp_path / "formal.pdf", silent())
    centre.session.apply(SetValue("statement", "虚构：补写的一段工作总结。"))
    centre.preview("evaluation")
    assert centre.state.changed and centre.state.changed_since == "0002"


def test_the_command_that_writes_everything_keeps_formal_copies(centre, tmp_path):
    """main.py print leaves the same knowledge as the window."""
    save_pdf(centre.session, "pledge", tmp_path / "p.pdf", formal=True, progress=silent())
    centre.select("pledge")
    centre.preview("pledge")
    assert centre._changes.of("pledge").indices == ()


def test_a_page_put_in_leaves_the_pages_behind_it_as_they_are(centre):
    """A sheet 4-1 put in later moves later pages in the file, but not on paper: only it is new."""
    session = centre.session
    before = ("1", "2", "3", "4")
    keep_digests(session, "volume", 7, before, range(4))
    found = changed_pages(session, "volume", ("1", "2", "neu", "3", "4"), plain_sides(5))
    assert found.indices == (2,) and found.number == 7
    keep_digests(session, "volume", 8, ("1", "2", "neu", "3", "4"), (2,))
    assert (
        changed_pages(session, "volume", ("1", "2", "neu", "3", "4"), plain_sides(5)).indices == ()
    )


def test_a_page_printed_back_to_what_it_was_is_changed_again(centre):
    """A, then B printed, then A again: the paper in the volume says B, so the page is offered."""
    session = centre.session
    keep_digests(session, "volume", 1, ("a", "x"), range(2))
    keep_digests(session, "volume", 2, ("b", "x"), (0,))
    assert changed_pages(session, "volume", ("a", "x"), plain_sides(2)).indices == (0,)


def test_objects_numbered_anew_are_no_change(centre):
    """A material more at the front moves the numbers of all later objects, not what the pages say."""
    session = centre.session
    print_formally(centre, "volume")
    with_scan(session, "id_card", 2)
    centre.preview("volume")
    found = centre._changes.of("volume").indices
    sides = volume_sides(session.plan)
    shown = [sides[n].shown for n in range(len(sides)) if n not in found]
    assert any(shown), "every page of the volume is called changed"


def test_a_volume_is_compared_run_by_run_as_it_would_be_whole(centre, monkeypatch):
    """Short runs and the whole file give the same digests, so memory need not grow with the volume."""
    whole = page_digests(centre.session, "volume", silent())
    monkeypatch.setattr("app.present.prints.page_digests._RUN", 3)
    assert page_digests(centre.session, "volume", silent()) == whole
    assert len(whole) == len(volume_sides(centre.session.plan))


def test_pages_of_a_job_that_never_came_out_are_taken_back(centre):
    """A stopped job that is not gone on with has only its first pages on paper."""
    session = centre.session
    ready = print_formally(centre, "evaluation")
    owner = session.declaration.id
    forget_pages(session.vault, owner, "evaluation", ready.number, (2, 3))
    centre.preview("evaluation")
    assert centre._changes.of("evaluation").indices == (2, 3)
    forget_pages(session.vault, owner, "evaluation", 99, (0,))
    centre._changes.forget()
    centre._made.clear()
    centre.preview("evaluation")
    assert centre._changes.of("evaluation").indices == (2, 3)
