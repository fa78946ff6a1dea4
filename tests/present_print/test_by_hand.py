# SPDX-License-Identifier: MulanPSL-2.0
"""手动双面 without a screen: fronts, turn, backs; what a stop spoils, and what is left after a restart."""

from __future__ import annotations

import io

import pikepdf
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.model.operations import SetValue
from app.present.prints.by_hand import (
    Stack,
    after_backs,
    backs_sent,
    came_of,
    checked,
    fronts_out,
    give_up,
    last_sheet,
    number_on,
    ready_again,
    ready_backs,
    register_again,
    sheet_words,
    side_out,
    stack_of,
    stack_words,
    told_sheets,
)
from app.present.prints.going_on import Half, ready_rest, register_rest, rest_of
from app.present.prints.open_jobs import (
    JobPage,
    OpenJob,
    Stage,
    job_kept,
    keep_open,
    open_job,
    open_jobs,
)
from app.present.prints.page_digests import ChangedChoice
from app.present.prints.printcentre import PrintCentrePresenter
from app.present.prints.printers import Printer, Sides
from tests.helpers.desk import restarted
from tests.helpers.printing_desk import printing_desk

PRINTER = Printer("机一", duplex=None, default=True)


def send(session, copies="1", *, formal=False):
    """Print the volume, turned by hand; returns the job as kept and the finished paper."""
    centre = PrintCentrePresenter(session)
    centre.set_printers([PRINTER])
    centre.set_sides(Sides.BY_HAND)
    centre.set_copies(copies)
    centre.choose_formal(formal)
    centre.select("volume")
    (ready,) = centre.ready(silent())
    centre.registered(ready)
    job = open_job(ready, "Q-1", session.declaration.id, session.clock.today().isoformat())
    keep_open(session.vault, job)
    return job, ready


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A desk where nothing blocks a formal copy."""
    monkeypatch.setattr("app.present.prints.printcentre.why_blocked", lambda *_: "")
    monkeypatch.setattr("app.present.prints.printing.why_blocked", lambda *_: "")
    with printing_desk(tmp_path) as session:
        yield session


def contents(pdf: bytes) -> list[bytes]:
    """Return what every page draws; a blank page draws nothing."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = []
        for page in document.pages:
            page.contents_coalesce()
            found.append(page.Contents.read_bytes() if "/Contents" in page else b"")
        return found


def backs_wanted(job, ready, sheets) -> list[bytes]:
    """Return what the backs of some sheets draw, from the finished paper."""
    drawn, places = contents(ready.piece.pdf), job.sheet_places()
    return [drawn[job.pages[places[n][1]].index] if len(places[n]) > 1 else b"" for n in sheets]


def job_of(sheets: int, copies: int = 1) -> OpenJob:
    """Return a job of sheets whose pages bear the numbers 1, 2, 3 …"""
    pages = tuple(JobPage(n, n // 2, n % 2 == 1, n + 1) for n in range(2 * sheets))
    return OpenJob(
        7, "Q-7", "全册", "volume", True, "d", "机一", "", Sides.BY_HAND, copies, sheets * copies,
        "2026-06-15", pages,
    )  # fmt: skip


def test_a_sheet_is_named_by_the_number_on_either_side():
    """The person reads 4, the back of the second sheet, or 3, its front: two sheets are good."""
    job = job_of(5)
    assert stack_of(job, "3", "", Half.SPOILED) == stack_of(job, "4", "", Half.SPOILED)
    assert stack_of(job, "4", "", Half.SPOILED) == Stack(2, 1, Half.SPOILED)
    assert stack_of(job, "", "", Half.NONE).good == 0
    assert number_on(job, 2) == "4" and number_on(job, 0) == "0"
    assert sheet_words(job, 2) == "第5页"


def test_spoiled_sheets_are_no_more_than_there_are():
    """Four sheets are left: five cannot be spoiled; none can be when it is said that one is."""
    job = job_of(5)
    assert stack_of(job, "2", "", Half.SPOILED, "4").broken == 4
    for typed in ("5", "0", ""):
        with pytest.raises(UserError, match="M44-BROKEN"):
            stack_of(job, "2", "", Half.SPOILED, typed)
    assert stack_of(job, "10", "", Half.SPOILED, "1").broken == 0


def test_the_words_say_what_will_happen():
    """Fronts: what is kept for its back, what goes out anew. Backs: what goes on, what is printed anew."""
    job = job_of(5)
    assert stack_words(job, Stack(2)) == (
        "正面打好的 2 张留着打背面；从第5页起的 3 张另给印号，从正面打起。没有印出的 2 张从登记里减掉。"
    )
    backs = evolve(job, stage=Stage.BACKS, last=5)
    assert stack_words(backs, Stack(2)) == (
        "剩下的 2 张接着打背面。打坏的 1 张（第5页）另给印号，两面重打。"
    )
    assert stack_words(backs, Stack(5, 0)) == "背面都打好了。"
    with pytest.raises(UserError, match="M44-PAGE"):
        stack_of(evolve(backs, first=2), "1", "", Half.SPOILED)


def test_fronts_stop_and_every_sheet_is_in_the_register(desk):
    """Two fronts are good, the third is spoiled: the two wait for their backs, the rest goes out anew."""
    job, ready = send(desk)
    total = last_sheet(job)
    stack = Stack(2)
    came = came_of(job, stack)
    (rest,) = ready_rest(desk, job, came, PRINTER)
    register_rest(desk, rest, job, came)
    assert rest.sheets == total - 2 and rest.backs is not None
    notes = {n.kind: n.sheets for n in desk.vault.print_notes(job.number)}
    assert notes == {"unprinted": total - 3, "spoiled": 1}
    assert desk.vault.print_balance().printed == total + 1
    kept = job_kept(desk.vault, job.number)
    assert (kept.stage, kept.first, kept.last) == (Stage.TURN, 0, 2)
    backs = ready_backs(desk, kept)
    assert contents(backs.pdf) == backs_wanted(job, ready, range(2))
    assert backs.title == job.shown


def test_backs_stop_the_rest_goes_on_under_its_number_and_the_spoiled_sheet_anew(desk):
    """Stopped on the third back: sheets behind it go on, it alone gets a number of its own."""
    job, ready = send(desk)
    total = last_sheet(job)
    turned = side_out(desk.vault, job)
    assert (turned.stage, turned.last) == (Stage.TURN, total)
    going = backs_sent(desk.vault, turned, "Q-2")
    assert told_sheets(going, 3) == 2
    left = after_backs(desk, going, Stack(2))
    assert (left.stage, left.first, left.last, left.again) == (Stage.TURN, 3, total, (2,))
    backs = ready_backs(desk, left)
    assert contents(backs.pdf) == backs_wanted(job, ready, range(3, total))
    waiting = side_out(desk.vault, backs_sent(desk.vault, left, "Q-3"))
    assert waiting.stage is Stage.AGAIN
    (again,) = ready_again(desk, waiting, PRINTER)
    assert again.sheets == 1
    assert again.purpose.startswith(f"续打，换印号 {job.shown} 打坏的")
    assert register_again(desk, again, waiting) == job.number + 1
    assert open_jobs(desk.vault) == ()
    balance = desk.vault.print_balance()
    assert (balance.printed, balance.spoiled) == (total + 1, 1)


def test_the_last_sheet_spoiled_leaves_only_it(desk):
    """Nothing is behind it: no backs go on, it waits to be printed anew."""
    job, _ready = send(desk)
    total = last_sheet(job)
    going = backs_sent(desk.vault, fronts_out(desk.vault, job), "Q-2")
    left = after_backs(desk, going, checked(going, Stack(total - 1)))
    assert (left.stage, left.again) == (Stage.AGAIN, (total - 1,))


def test_two_copies_are_one_stack(desk):
    """Backs of the second copy follow those of the first; a stop in the second keeps the first."""
    job, ready = send(desk, "2")
    per = len(job.sheet_places())
    assert last_sheet(job) == 2 * per
    turned = evolve(fronts_out(desk.vault, job), first=per - 1, last=per + 2)
    backs = ready_backs(desk, turned)
    assert contents(backs.pdf) == backs_wanted(job, ready, [per - 1, 0, 1])
    number = next(page.shown for page in job.pages if page.shown)
    sheet = next(n for n, s in enumerate(job.sheet_places()) if job.pages[s[0]].shown == number)
    assert stack_of(job, str(number), "1", Half.NONE).good == per + sheet + 1
    stack = Stack(per + 2, 0, Half.NONE)
    came = came_of(job, stack)
    assert (came.whole, rest_of(job, came).out) == (1, per + 2)
    going = backs_sent(desk.vault, fronts_out(desk.vault, job), "Q-2")
    left = evolve(after_backs(desk, going, Stack(per - 1, 2)), stage=Stage.AGAIN)
    jobs = ready_again(desk, left, PRINTER)
    assert [each.sheets for each in jobs] == [1, 1]


def test_after_a_restart_the_backs_are_made_anew_from_the_vault(desk):
    """The very same backs as while the program ran; the stack is still known."""
    job, ready = send(desk)
    fronts_out(desk.vault, job)
    before = ready_backs(desk, job_kept(desk.vault, job.number), ready.piece)
    with restarted(desk) as session:
        (kept,) = open_jobs(session.vault)
        assert kept.stage is Stage.TURN
        assert ready_backs(session, kept) == before
        session.apply(SetValue("basics.name", "乌云毕力格"))
        with pytest.raises(UserError, match="M44-CHANGED"):
            ready_backs(session, kept)


def test_backs_given_up_are_not_on_paper(desk):
    """The fronts alone are no formal pages: all of them count as changed, the sheets stay in hand."""
    job, _ready = send(desk, formal=True)
    give_up(desk, fronts_out(desk.vault, job))
    assert open_jobs(desk.vault) == ()
    choice = ChangedChoice(desk)
    centre = PrintCentrePresenter(desk)
    piece = centre.preview("volume")
    choice.compare("volume", centre.sides_of("volume", piece))
    assert len(choice.of("volume").indices) == piece.pages
    assert desk.vault.print_balance().in_hand == last_sheet(job)


@given(
    sheets=st.integers(1, 12),
    copies=st.integers(1, 3),
    half=st.sampled_from(Half),
    data=st.data(),
)
def test_fronts_answers_lose_no_sheet(sheets, copies, half, data):
    """Good ones, spoiled ones and those that never came are all there were."""
    job = job_of(sheets, copies)
    good = data.draw(st.integers(0, sheets * copies))
    left = sheets * copies - good
    broken = data.draw(st.integers(1, left)) if left else 0
    stack = checked(job, Stack(good, broken, half))
    rest = rest_of(job, came_of(job, stack))
    assert rest.out == stack.good + stack.broken
    assert rest.out + rest.unprinted == job.sheets
