# SPDX-License-Identifier: MulanPSL-2.0
"""M44 (ux 2.12): a job stopped in the middle; what came out is told, the rest goes out under a number of its own."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs
from attrs import frozen

from app.kernel.digest import sha256_hex
from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.paper.core.press import Piece
from app.present.prints.open_jobs import OpenJob, close_job, open_jobs
from app.present.prints.printers import Printer, Sides
from app.present.prints.printing import produce, shown_number
from app.present.prints.printing_jobs import (
    PrinterChoice,
    ReadyJob,
    Remake,
    check_choice,
    ready_job,
    register_job,
)
from app.present.prints.printing_sides import PrintedSide, plain_sides, volume_sides
from app.present.session import Session
from app.present.unit.roll import roll_again, roll_named
from app.vault.print_notes import PrintFate, PrintNote


class Half(StrEnum):
    """What became of the sheet the job stopped on."""

    SPOILED = "spoiled"
    NONE = "none"
    UNCLEAR = "unclear"

    @property
    def word(self) -> str:
        """Return what the list says."""
        return {"spoiled": "打坏了，算废页", "none": "没有出来", "unclear": "现在还说不清"}[
            self.value
        ]


@frozen
class Came:
    """What a person, or the spooler, says came out.

    Attributes:
        good: pages of the file that are good in the copy in hand, counted from its beginning.
        whole: copies that are whole, before the one in hand.
        half: the sheet it stopped on.
    """

    good: int
    whole: int = 0
    half: Half = Half.SPOILED


@frozen
class Rest:
    """What would still be printed, in words and in figures.

    Attributes:
        start: place of the first page that goes out again, from 0; a broken sheet goes out whole.
        words: 从第37页接着打，还有 164 页。
        out: sheets that came out, the broken one with them; unprinted: those that never did.
    """

    start: int
    words: str
    out: int
    unprinted: int


def good_of(job: OpenJob, typed: str) -> int:
    """Return how many pages of the file are good, when a person names the last good one by its number.

    Raises:
        UserError: M44-PAGE when no page of this printing bears the number.
    """
    text = typed.strip()
    if text in ("", "0"):
        return 0
    number = int(text) if text.isascii() and text.isdigit() else -1
    found = [place for place, page in enumerate(job.pages) if page.shown == number]
    if not found:
        shown = [page.shown for page in job.pages if page.shown]
        raise UserError(
            "M44-PAGE", typed=typed, first=min(shown, default=0), last=max(shown, default=0)
        )
    return found[0] + 1


def last_good(job: OpenJob) -> str:
    """Return the number on the last page that is surely out, as far as the spooler told; empty when it did not."""
    if job.copies > 1 or not job.told:
        return ""
    return next((str(p.shown) for p in reversed(job.pages[: job.told - 1]) if p.shown), "0")


def whole_of(job: OpenJob, typed: str) -> int:
    """Return how many copies are whole; raises UserError M44-COPIES."""
    text = typed.strip() or "0"
    if not (text.isascii() and text.isdigit()) or int(text) >= job.copies:
        raise UserError("M44-COPIES", typed=typed, copies=job.copies)
    return int(text)


def rest_of(job: OpenJob, came: Came) -> Rest:
    """Return what is left; a sheet whose back is missing is broken and goes out again as a whole."""
    start = came.good
    if 0 < start < len(job.pages) and job.pages[start].sheet == job.pages[start - 1].sheet:
        start = next(n for n, page in enumerate(job.pages) if page.sheet == job.pages[start].sheet)
    per_copy = len({page.sheet for page in job.pages})
    done = came.whole * per_copy + len({page.sheet for page in job.pages[:start]})
    out = min(job.sheets, done + (came.half is not Half.NONE and start < len(job.pages)))
    left, more = len(job.pages) - start, job.copies - came.whole - 1
    words = f"从{job.page_words(start)}接着打，还有 {left} 页" if left else "这一份已经打全"
    if more:
        words += f"，再整打 {more} 份"
    return Rest(start, words + "。", out, job.sheets - out)


def ready_rest(
    session: Session, job: OpenJob, came: Came, printer: Printer, remake: Remake | None = None
) -> list[ReadyJob]:
    """Make what is left as new printings: the copy that broke off, then the whole copies that are missing.

    Args:
        remake: makes the paper of another screen anew; not needed for a piece of the print centre.

    Raises:
        UserError: M44-NOTHING when nothing is left; M44-CHANGED when the paper would not be the same any
            more, so that two halves would not fit; M44-ELSEWHERE when it cannot be made here; as
            ``produce`` and ``ready_job``.
    """
    rest = rest_of(job, came)
    left = tuple(page.index for page in job.pages[rest.start :])
    more = job.copies - came.whole - 1
    if not left and not more:
        raise UserError("M44-NOTHING", number=job.shown)
    if job.document and (not session.has_declaration or session.declaration.id != job.document):
        session.open(job.document)
    make = remake or _remake(session, job)
    _check_same(session, job, make)
    choice = PrinterChoice(printer, job.tray, job.sides, 1)
    check_choice(session, choice, formal=job.formal)
    number, jobs = session.vault.next_print_number(), []
    parts = [(left, 1, f"续打，接印号 {job.shown} {job.page_words(rest.start)}")] if left else []
    if more:
        whole = tuple(page.index for page in job.pages)
        parts.append((whole, more, f"续打，补印号 {job.shown} 没打的 {more} 份"))
    for place, (indices, copies, purpose) in enumerate(parts):
        piece = make(number + place, session.clock.today())
        ready = ready_job(
            session, job.title, piece, _sides(session, job, piece.pages),
            attrs.evolve(choice, copies=copies), number=number + place, formal=job.formal,
            document=None if job.document else "", indices=indices, purpose=purpose,
        )  # fmt: skip
        jobs.append(attrs.evolve(ready, piece_id=job.piece_id, remake=remake, after=job.number))
    return jobs


def _remake(session: Session, job: OpenJob) -> Remake:
    if not job.piece_id:
        raise UserError("M44-ELSEWHERE", title=job.title, number=job.shown)

    def made(number: int, day: dt.date) -> Piece:
        if which := roll_named(job.piece_id):
            return roll_again(session, which, number, day, formal=job.formal)
        piece = produce(
            session, job.piece_id, formal=job.formal, number=number, progress=silent(), day=day
        )
        if piece is None:
            raise UserError("PRINT-NOTHING")
        return piece

    return made


def _check_same(session: Session, job: OpenJob, make: Remake) -> None:
    """The same source, number and day give the same bytes; others mean that the paper was changed since."""
    entry = next(e for e in session.vault.prints() if e.number == job.number)
    piece = make(job.number, dt.date.fromisoformat(job.day))
    if sha256_hex(piece.pdf) != entry.digest:
        raise UserError("M44-CHANGED", title=job.title, number=job.shown)


def _sides(session: Session, job: OpenJob, pages: int) -> tuple[PrintedSide, ...]:
    if job.piece_id == "volume":
        sides = volume_sides(session.plan)
        if len(sides) == pages:
            return sides
    return plain_sides(pages)


def register_rest(session: Session, ready: ReadyJob, job: OpenJob, came: Came) -> int:
    """Enter the rest of a stopped job; with its first part what came out of the old one, and the broken sheet."""
    given = register_job(session, ready)
    if any(each.number == job.number for each in open_jobs(session.vault)):
        note_stopped(session, job, came)
    return given


def note_stopped(session: Session, job: OpenJob, came: Came) -> None:
    """Enter what a stopped job left: sheets that never came out, and the sheet it stopped on."""
    rest = rest_of(job, came)
    stopped = f"打到{job.page_words(came.good)}停了"
    broken: dict[Half, PrintFate] = {Half.SPOILED: "spoiled", Half.UNCLEAR: "unexplained"}
    if rest.unprinted:
        _note(session, job, "unprinted", rest.unprinted, f"{stopped}，后面没有印出")
    if came.half in broken and rest.start < len(job.pages):
        _note(session, job, broken[came.half], 1, stopped)
    close_job(session.vault, job.number)


def _note(session: Session, job: OpenJob, kind: PrintFate, sheets: int, words: str) -> None:
    session.vault.note_print(PrintNote(job.number, kind, sheets, session.actor, words))


def can_go_on(job: OpenJob) -> bool:
    """Tell whether the rest can be taken back and printed; turned by hand, two stacks are half done."""
    return job.sides is not Sides.BY_HAND


def new_numbers(session: Session) -> str:
    """Return the number the rest would begin with."""
    return shown_number(session.vault.next_print_number())
