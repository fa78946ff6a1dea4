# SPDX-License-Identifier: MulanPSL-2.0
"""M44 without a screen: what came out of a stopped job, what is left, and the register after it."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.clock import FixedClock
from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.model.operations import SetValue
from app.present.prints.going_on import (
    Came,
    Half,
    good_of,
    last_good,
    note_stopped,
    ready_rest,
    register_rest,
    rest_of,
    whole_of,
)
from app.present.prints.open_jobs import (
    JobPage,
    OpenJob,
    close_job,
    keep_open,
    keep_told,
    open_job,
    open_jobs,
)
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.printers import Printer, Sides
from tests.helpers.printing_desk import printing_desk

PRINTER = Printer("机一", duplex=True, default=True)


def job_of(pages=10, copies=1, sides=Sides.LONG_EDGE) -> OpenJob:
    """Return a job of a volume: a cover without a number, its blank back, then pages from 1."""
    duplex = sides.duplex
    rows = tuple(
        JobPage(n, n // 2 if duplex else n, duplex and n % 2 == 1, max(0, n - 1))
        for n in range(pages)
    )
    sheets = len({row.sheet for row in rows}) * copies
    return OpenJob(
        153, "Q-7", "全册", "volume", True, "d1", "机一", "", sides, copies, sheets, "2026-06-15", rows
    )  # fmt: skip


@pytest.fixture
def sent(tmp_path):
    """A session and a volume handed to a spooler: registered, kept open."""
    with printing_desk(tmp_path) as session:
        centre = PrintCentrePresenter(session)
        centre.set_printers([PRINTER])
        centre.select("volume")
        (ready,) = centre.ready(silent())
        centre.registered(ready)
        job = open_job(ready, "Q-1", session.declaration.id, session.clock.today().isoformat())
        keep_open(session.vault, job)
        yield session, job, ready


def test_a_page_is_named_by_the_number_on_the_paper():
    """The person reads 3 on the last good sheet; the cover before it counts as good too."""
    job = job_of()
    assert good_of(job, "3") == 5
    assert good_of(job, "") == good_of(job, "0") == 0
    for typed in ("99", "三", "-1"):
        with pytest.raises(UserError, match="M44-PAGE"):
            good_of(job, typed)
    assert last_good(evolve(job, told=6)) == "3"
    assert last_good(evolve(job, told=2)) == "0"
    assert last_good(job) == ""


def test_a_sheet_whose_back_is_missing_goes_out_again_as_a_whole():
    """Stopped between front and back: the front is printed again on a fresh sheet with its back."""
    rest = rest_of(job_of(), Came(5))
    assert rest.start == 4
    assert rest.words == "从第3页接着打，还有 6 页。"
    assert (rest.out, rest.unprinted) == (3, 2)
    assert rest_of(job_of(sides=Sides.ONE), Came(5)).start == 5


def test_a_sheet_that_did_not_come_out_is_not_counted():
    """Between two sheets with nothing broken only whole sheets are out."""
    assert rest_of(job_of(), Came(4, half=Half.NONE)).out == 2
    assert rest_of(job_of(), Came(0, half=Half.NONE)).unprinted == 5


def test_copies_that_are_whole_are_not_printed_again():
    """Of three copies one is whole: the second goes on, the third is printed whole."""
    rest = rest_of(job_of(copies=3), Came(4, whole=1, half=Half.NONE))
    assert "再整打 1 份" in rest.words
    assert (rest.out, rest.unprinted) == (7, 8)
    assert whole_of(job_of(copies=3), "") == 0
    with pytest.raises(UserError, match="M44-COPIES"):
        whole_of(job_of(copies=3), "3")


@given(
    pages=st.integers(1, 30),
    copies=st.integers(1, 4),
    duplex=st.booleans(),
    half=st.sampled_from(Half),
    data=st.data(),
)
def test_sheets_out_and_sheets_not_printed_are_all_there_were(pages, copies, duplex, half, data):
    """Whatever a person answers, no sheet is lost and none counted twice; the rest completes the copy."""
    job = job_of(pages, copies, Sides.LONG_EDGE if duplex else Sides.ONE)
    good = data.draw(st.integers(0, pages))
    rest = rest_of(job, Came(good, data.draw(st.integers(0, copies - 1)), half))
    assert rest.out + rest.unprinted == job.sheets
    assert rest.out >= 0 and rest.unprinted >= 0
    assert rest.start <= good
    if 0 < rest.start < pages:
        assert job.pages[rest.start].sheet != job.pages[rest.start - 1].sheet


def test_what_is_on_its_way_is_kept_over_a_power_cut(sent):
    """Kept with its pages; the page the spooler told is kept too; closed it is gone."""
    session, job, _ready = sent
    assert open_jobs(session.vault) == (job,)
    keep_told(session.vault, job.number, 4)
    assert open_jobs(session.vault)[0].told == 4
    keep_told(session.vault, 99, 4)
    close_job(session.vault, job.number)
    assert open_jobs(session.vault) == ()
    session.vault.set_setting("open-prints", "{broken")
    assert open_jobs(session.vault) == ()


def test_the_rest_is_a_printing_of_its_own_and_the_register_comes_out(sent):
    """New number, purpose 续打; sheets that never came are taken off, the half sheet is 废页."""
    session, job, first = sent
    came = Came(good_of(job, "3"), half=Half.SPOILED)
    rest = rest_of(job, came)
    (ready,) = ready_rest(session, job, came, PRINTER)
    assert (ready.number, ready.indices[0]) == (2, rest.start)
    assert ready.indices[-1] == len(job.pages) - 1
    assert register_rest(session, ready, job, came) == 2
    entry = session.vault.prints()[1]
    assert entry.purpose == f"续打，接印号 0001 {job.page_words(rest.start)}"
    assert entry.sheets == ready.sheets
    assert entry.document == session.declaration.id
    kinds = {note.kind: note.sheets for note in session.vault.print_notes(1)}
    assert kinds == {"unprinted": rest.unprinted, "spoiled": 1}
    balance = session.vault.print_balance()
    assert balance.printed == rest.out + ready.sheets == first.sheets + 1
    assert balance.spoiled == 1
    assert open_jobs(session.vault) == ()


def test_the_next_morning_the_rest_can_still_be_printed(sent):
    """After a power cut and a night the source is proved the same by the old number and day."""
    session, job, _ready = sent
    session.clock = FixedClock.on(dt.date(2026, 6, 16))
    (ready,) = ready_rest(session, job, Came(4, half=Half.UNCLEAR), PRINTER)
    register_rest(session, ready, job, Came(4, half=Half.UNCLEAR))
    assert session.vault.print_balance().unexplained == 1


def test_a_paper_that_was_changed_is_not_gone_on_with(sent):
    """Two halves that would not fit are refused; nothing is entered, the job stays open."""
    session, job, _ready = sent
    session.apply(SetValue("basics.name", "乌云毕力格"))
    with pytest.raises(UserError, match="M44-CHANGED"):
        ready_rest(session, job, Came(4), PRINTER)
    assert len(session.vault.prints()) == 1
    assert open_jobs(session.vault) == (job,)


def test_a_job_that_was_whole_after_all_leaves_nothing_to_print(sent):
    """The last page is good: nothing goes out, the record is closed without sheets taken off."""
    session, job, _ready = sent
    came = Came(len(job.pages), half=Half.NONE)
    with pytest.raises(UserError, match="M44-NOTHING"):
        ready_rest(session, job, came, PRINTER)
    note_stopped(session, job, came)
    assert session.vault.print_notes(1) == []
    assert open_jobs(session.vault) == ()


def test_a_paper_of_another_screen_is_named_after_a_restart(sent):
    """Only the print centre's pieces can be made anew from the vault alone."""
    session, job, _ready = sent
    with pytest.raises(UserError, match="M44-ELSEWHERE"):
        ready_rest(session, evolve(job, piece_id=""), Came(4), PRINTER)
