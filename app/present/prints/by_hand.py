# SPDX-License-Identifier: MulanPSL-2.0
"""手动双面 that stopped, or was left half done (M44, ux 5.6): fronts are out, backs are not, some sheets are spoiled.

A sheet is known by its place in the stack of all copies, from 0. Backs go out under the number of
their fronts, for they are the same sheets; a spoiled sheet is printed anew under a number of its own.
"""

from __future__ import annotations

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.paper.core.geometry import Side
from app.paper.core.press import Piece
from app.present.prints.calibration import calibration_of
from app.present.prints.going_on import (
    Came,
    Half,
    day_of,
    forget_places,
    good_of,
    made_again,
    note_broken,
    sides_of_job,
    whole_of,
)
from app.present.prints.open_jobs import OpenJob, Stage, close_job, keep_open
from app.present.prints.printers import Printer, PrintJob, Sides
from app.present.prints.printing_jobs import (
    PrinterChoice,
    ReadyJob,
    Remake,
    check_choice,
    ready_job,
    register_job,
)
from app.present.prints.printing_pages import STILL, arrange, backs_of
from app.present.session import Session
from app.vault.vault import Vault


@frozen
class Stack:
    """What a person says of the sheets whose side was just being printed.

    Attributes:
        good: sheets whose side is good, counted from the first sheet of the first copy.
        broken: sheets after them that are spoiled, or not accounted for.
    """

    good: int
    broken: int = 1
    half: Half = Half.SPOILED


def last_sheet(job: OpenJob) -> int:
    """Return how many sheets the side in hand is printed on, from the first sheet of the job."""
    return job.last if job.stage is Stage.BACKS else len(job.sheet_places()) * job.copies


def told_sheets(job: OpenJob, told: int) -> int:
    """Return how many sheets are surely good when the spooler said which page of the file it was at."""
    return job.first + max(0, told - 1) if job.stage is Stage.BACKS else max(0, told - 1)


def number_on(job: OpenJob, sheets: int) -> str:
    """Return the last number on some sheets of one copy; 0 when none bears any, empty when it cannot be told."""
    if job.copies > 1:
        return ""
    places = [place for sheet in job.sheet_places()[:sheets] for place in sheet]
    return next((str(job.pages[n].shown) for n in reversed(places) if job.pages[n].shown), "0")


def stack_of(job: OpenJob, typed: str, whole: str, half: Half, broken: str = "1") -> Stack:
    """Return what a person typed: a number on the last good sheet, front or back.

    Raises:
        UserError: M44-PAGE, M44-COPIES; M44-BROKEN for a count of spoiled sheets there are not.
    """
    sheets, last = job.sheet_places(), last_sheet(job)
    place = good_of(job, typed)
    good = whole_of(job, whole) * len(sheets) + sum(sheet[0] < place for sheet in sheets)
    if typed.strip() in ("", "0"):
        good = max(good, job.first)
    if not job.first <= good <= last:
        shown = [job.pages[n].shown for n in job.file_places() if job.pages[n].shown]
        raise UserError(
            "M44-PAGE", typed=typed, first=min(shown, default=0), last=max(shown, default=0)
        )
    return checked(job, Stack(good, _count(broken), half))


def checked(job: OpenJob, stack: Stack) -> Stack:
    """Return an answer with no more spoiled sheets than there are; raises UserError M44-BROKEN."""
    left = last_sheet(job) - stack.good
    if stack.half is Half.NONE or not left:
        return attrs.evolve(stack, broken=0)
    if not 1 <= stack.broken <= left:
        raise UserError("M44-BROKEN", most=left)
    return stack


def _count(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() else 0


def stack_words(job: OpenJob, stack: Stack) -> str:
    """Return what would happen now."""
    left = last_sheet(job) - stack.good
    if not left:
        side = "背面" if job.stage is Stage.BACKS else "正面"
        return f"{side}都打好了。"
    if job.stage is Stage.BACKS:
        backs = left - stack.broken
        words = [f"剩下的 {backs} 张接着打背面。"] if backs else []
        if stack.broken:
            again = "、".join(sheet_words(job, stack.good + n) for n in range(stack.broken))
            words.append(f"打坏的 {stack.broken} 张（{again}）另给印号，两面重打。")
        return "".join(words)
    kept = f"正面打好的 {stack.good} 张留着打背面；" if stack.good else ""
    gone = left - stack.broken
    unprinted = f"没有印出的 {gone} 张从登记里减掉。" if gone else ""
    return f"{kept}从{sheet_words(job, stack.good)}起的 {left} 张另给印号，从正面打起。{unprinted}"


def sheet_words(job: OpenJob, sheet: int) -> str:
    """Return 第3页 for a sheet, by the first number on it."""
    sheets = job.sheet_places()
    places = sheets[sheet % len(sheets)]
    named = next((n for n in places if job.pages[n].shown), places[0])
    return job.page_words(named)


def came_of(job: OpenJob, stack: Stack) -> Came:
    """Return the answer about fronts as going on with a job takes it."""
    sheets = job.sheet_places()
    whole, within = divmod(stack.good, len(sheets))
    if whole == job.copies:
        whole, within = whole - 1, len(sheets)
    good = sheets[within][0] if within < len(sheets) else len(job.pages)
    return Came(good, whole, stack.half, stack.broken)


# --- backs ------------------------------------------------------------------------
def side_out(vault: Vault, job: OpenJob) -> OpenJob | None:
    """Take down that a spooler is done with a job: its fronts, its backs, or all; None when it is out."""
    if job.turned and job.stage is Stage.SENT:
        return fronts_out(vault, job)
    return _backs_out(vault, job)


def fronts_out(vault: Vault, job: OpenJob) -> OpenJob:
    """Take down that every front is out."""
    turned = attrs.evolve(job, stage=Stage.TURN, last=last_sheet(job), told=0)
    keep_open(vault, turned)
    return turned


def _backs_out(vault: Vault, job: OpenJob) -> OpenJob | None:
    if not job.again:
        close_job(vault, job.number)
        return None
    waiting = attrs.evolve(job, stage=Stage.AGAIN, first=job.last)
    keep_open(vault, waiting)
    return waiting


def ready_backs(session: Session, job: OpenJob, piece: Piece | None = None) -> PrintJob | None:
    """Return the backs of the sheets whose fronts are out; None when all of them are blank.

    Args:
        piece: the paper while this run of the program still has it; else it is made anew.

    Raises:
        UserError: as ``made_again``.
    """
    if piece is None:
        make = made_again(session, job, None)
        piece = make(job.number, day_of(job))
    found = calibration_of(session.vault, job.printer, job.tray)
    front, back = found.shifts() if found else (STILL, STILL)
    landings = {page.index: Side.BACK if page.back else Side.FRONT for page in job.pages}
    pages = [landings.get(index, Side.FRONT) for index in range(piece.pages)]
    one = arrange(piece.pdf, [page.index for page in job.pages], pages, front, back)
    sheets = job.sheet_places()
    stack = [sheets[n % len(sheets)] for n in range(job.first, job.last)]
    pdf = backs_of(one, [(s[0], s[1] if len(s) > 1 else None) for s in stack])
    if pdf is None:
        return None
    return PrintJob(
        job.shown, pdf, job.printer, 1, Sides.BY_HAND, job.tray, piece.paper, piece.short_edge
    )


def backs_sent(vault: Vault, job: OpenJob, job_id: str) -> OpenJob:
    """Take down that the backs are with the spooler."""
    sent = attrs.evolve(job, stage=Stage.BACKS, job_id=job_id, told=0)
    keep_open(vault, sent)
    return sent


def after_backs(session: Session, job: OpenJob, stack: Stack) -> OpenJob | None:
    """Enter what stopped backs left; returns the job with what is still wanted, None when nothing is."""
    broken = range(stack.good, stack.good + stack.broken)
    if stack.broken:
        words = f"打背面时打到{sheet_words(job, stack.good)}停了"
        note_broken(session, job, stack.half, stack.broken, words)
    left = attrs.evolve(job, first=broken.stop, again=(*job.again, *broken), told=0)
    if left.first < left.last:
        left = attrs.evolve(left, stage=Stage.TURN)
        keep_open(session.vault, left)
        return left
    return _backs_out(session.vault, left)


# --- spoiled sheets anew ------------------------------------------------------------
def ready_again(
    session: Session, job: OpenJob, printer: Printer, remake: Remake | None = None
) -> list[ReadyJob]:
    """Make the spoiled sheets as new printings, one a copy, turned by hand like the others.

    Raises:
        UserError: as ``made_again`` and ``check_choice``.
    """
    make = made_again(session, job, remake)
    choice = check_choice(
        session, PrinterChoice(printer, job.tray, job.sides, 1), formal=job.formal
    )
    sheets, number = job.sheet_places(), session.vault.next_print_number()
    copies = sorted({sheet // len(sheets) for sheet in job.again})
    jobs = []
    for place, copy in enumerate(copies):
        own = [sheet for sheet in job.again if sheet // len(sheets) == copy]
        words = "、".join(sheet_words(job, sheet) for sheet in own)
        piece = make(number + place, session.clock.today())
        ready = ready_job(
            session, job.title, piece, sides_of_job(session, job, piece.pages), choice,
            number=number + place, formal=job.formal,
            document=None if job.document else "",
            indices=tuple(job.pages[n].index for sheet in own for n in sheets[sheet % len(sheets)]),
            purpose=f"续打，换印号 {job.shown} 打坏的{words}",
        )  # fmt: skip
        jobs.append(attrs.evolve(ready, piece_id=job.piece_id, remake=remake, after=job.number))
    return jobs


def register_again(session: Session, ready: ReadyJob, job: OpenJob) -> int:
    """Enter one printing of spoiled sheets; the job they were of is closed."""
    given = register_job(session, ready)
    close_job(session.vault, job.number)
    return given


def give_up(session: Session, job: OpenJob) -> None:
    """Leave backs, or spoiled sheets, unprinted: their pages are not on paper; the sheets stay registered."""
    sheets = job.sheet_places()
    wanted = {*range(job.first, job.last), *job.again} if job.stage is Stage.TURN else {*job.again}
    places = {place for sheet in wanted for place in sheets[sheet % len(sheets)]}
    forget_places(session, job, sorted(places))
    close_job(session.vault, job.number)
