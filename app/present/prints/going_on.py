# SPDX-License-Identifier: MulanPSL-2.0
"""M44 (ux 2.12): a job stopped in the middle; what came out is told, the rest goes out under a number of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum

import attrs
from attrs import frozen

from app.kernel.digest import sha256_hex
from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.model.copies import copy_of
from app.paper.core.press import Piece
from app.present.prints.open_jobs import OpenJob, Stage, close_job, job_kept, keep_open
from app.present.prints.page_digests import forget_pages
from app.present.prints.printers import Printer
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
from app.vault.register import PrintEntry


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
        half: the sheet it stopped on; broken: how many sheets that were, not counted when none came out.
    """

    good: int
    whole: int = 0
    half: Half = Half.SPOILED
    broken: int = 1


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


def with_broken(job: OpenJob, came: Came, typed: str) -> Came:
    """Return an answer with the number of spoiled sheets a person typed; raises UserError M44-BROKEN."""
    if came.half is Half.NONE:
        return came
    count = int(typed) if typed.isascii() and typed.isdigit() else 0
    most = job.sheets - rest_of(job, attrs.evolve(came, half=Half.NONE)).out
    if most and not 1 <= count <= most:
        raise UserError("M44-BROKEN", most=most)
    return attrs.evolve(came, broken=max(1, count))


def rest_of(job: OpenJob, came: Came) -> Rest:
    """Return what is left; a sheet whose back is missing is broken and goes out again as a whole."""
    start = came.good
    if 0 < start < len(job.pages) and job.pages[start].sheet == job.pages[start - 1].sheet:
        start = next(n for n, page in enumerate(job.pages) if page.sheet == job.pages[start].sheet)
    per_copy = len({page.sheet for page in job.pages})
    done = came.whole * per_copy + len({page.sheet for page in job.pages[:start]})
    stopped = came.half is not Half.NONE and start < len(job.pages)
    out = min(job.sheets, done + (came.broken if stopped else 0))
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
    make = made_again(session, job, remake)
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
            session, job.title, piece, sides_of_job(session, job, piece.pages),
            attrs.evolve(choice, copies=copies), number=number + place, formal=job.formal,
            document=None if job.document else "", indices=indices, purpose=purpose,
        )  # fmt: skip
        jobs.append(
            attrs.evolve(
                ready, piece_id=job.piece_id, remake=remake, after=job.number,
                copy_number=_entry(session, job).copy_number,
            )
        )  # fmt: skip
    return jobs


def made_again(session: Session, job: OpenJob, remake: Remake | None) -> Remake:
    """Take the declaration of a job in hand and return how its paper is made, proved to be the same.

    Raises:
        UserError: M44-CHANGED, M44-ELSEWHERE, M44-GONE; as ``produce``.
    """
    if job.document and (not session.has_declaration or session.declaration.id != job.document):
        session.open(job.document)
    make = remake or _remake(session, job)
    _check_same(session, job, make)
    return make


def _remake(session: Session, job: OpenJob) -> Remake:
    if not job.piece_id:
        raise UserError("M44-ELSEWHERE", title=job.title, number=job.shown)

    copy = copy_of(_entry(session, job).copy_number)

    def made(number: int, day: dt.date) -> Piece:
        if which := roll_named(job.piece_id):
            return roll_again(session, which, number, day, formal=job.formal, copy=copy)
        piece = produce(
            session, job.piece_id, formal=job.formal, number=number, progress=silent(), day=day,
            copy=copy,
        )  # fmt: skip
        if piece is None:
            raise UserError("PRINT-NOTHING")
        return piece

    return made


def _check_same(session: Session, job: OpenJob, make: Remake) -> None:
    """The same source, number and day give the same bytes; others mean that the paper was changed since."""
    entry = _entry(session, job)
    piece = make(job.number, day_of(job))
    if sha256_hex(piece.pdf) != entry.digest:
        raise UserError("M44-CHANGED", title=job.title, number=job.shown)


def _entry(session: Session, job: OpenJob) -> PrintEntry:
    """Return how the job stands in the register; its rest is the same copy, under the same 份号."""
    return next(entry for entry in session.vault.prints() if entry.number == job.number)


def day_of(job: OpenJob) -> dt.date:
    """Return the day in the feet of a job."""
    return dt.date.fromisoformat(job.day)


def sides_of_job(session: Session, job: OpenJob, pages: int) -> tuple[PrintedSide, ...]:
    """Return which side of which sheet every page of a job's paper is."""
    if job.piece_id == "volume":
        sides = volume_sides(session.plan)
        if len(sides) == pages:
            return sides
    return plain_sides(pages)


def register_rest(session: Session, ready: ReadyJob, job: OpenJob, came: Came) -> int:
    """Enter the rest of a stopped job; with its first part what came out of the old one, and the broken sheet."""
    given = register_job(session, ready)
    kept = job_kept(session.vault, job.number)
    if kept is not None and kept.stage is Stage.SENT:
        note_stopped(session, job, came, gone_on=True)
    return given


def note_stopped(session: Session, job: OpenJob, came: Came, *, gone_on: bool = False) -> None:
    """Enter what a stopped job left: sheets that never came out, and the sheets it stopped on.

    Args:
        gone_on: what is missing was printed under another number; else its pages are not on paper.
    """
    rest = rest_of(job, came)
    stopped = f"打到{job.page_words(came.good)}停了"
    if rest.unprinted:
        _note(session, job, "unprinted", rest.unprinted, f"{stopped}，后面没有印出")
    if rest.start < len(job.pages):
        note_broken(session, job, came.half, came.broken, stopped)
        if not gone_on and not came.whole:
            forget_places(session, job, range(rest.start, len(job.pages)))
    sheets = job.sheet_places()
    good = came.whole * len(sheets) + sum(sheet[0] < rest.start for sheet in sheets)
    if job.turned and good:
        keep_open(session.vault, attrs.evolve(job, stage=Stage.TURN, last=good))
    else:
        close_job(session.vault, job.number)


def note_broken(session: Session, job: OpenJob, half: Half, sheets: int, words: str) -> None:
    """Enter spoiled sheets, or sheets nobody can account for."""
    broken: dict[Half, PrintFate] = {Half.SPOILED: "spoiled", Half.UNCLEAR: "unexplained"}
    if half in broken and sheets:
        _note(session, job, broken[half], sheets, words)


def forget_places(session: Session, job: OpenJob, places: Iterable[int]) -> None:
    """Take back pages of a formal copy that are not on paper, so that they count as changed."""
    if job.formal and job.piece_id:
        indices = [job.pages[place].index for place in places]
        forget_pages(session.vault, job.document, job.piece_id, job.number, indices)


def _note(session: Session, job: OpenJob, kind: PrintFate, sheets: int, words: str) -> None:
    session.vault.note_print(PrintNote(job.number, kind, sheets, session.actor, words))


def new_numbers(session: Session) -> str:
    """Return the number the rest would begin with."""
    return shown_number(session.vault.next_print_number())
