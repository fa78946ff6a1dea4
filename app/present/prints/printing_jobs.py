# SPDX-License-Identifier: MulanPSL-2.0
"""From a finished piece to what a printer gets: pages chosen, sides moved, counted, then registered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import attrs
from attrs import field, frozen

from app.kernel.errors import UserError
from app.paper.core.geometry import Side
from app.paper.core.press import Piece
from app.paper.trial_page import trial_page
from app.present.prints.calibration import calibration_of
from app.present.prints.page_digests import keep_digests
from app.present.prints.printers import Printer, PrintJob, Sides, landing, sheet_count
from app.present.prints.printing import Destination, register, shown_number
from app.present.prints.printing_pages import STILL, arrange, turned_by_hand
from app.present.prints.printing_sides import PrintedSide, choose_pages, plain_sides
from app.present.session import Session

Remake = Callable[[int, dt.date], Piece]  # the same paper under another number, on another day


@frozen
class PrinterChoice:
    """How the next printing goes out."""

    printer: Printer
    tray: str = ""
    sides: Sides = Sides.ONE
    copies: int = 1


@frozen
class ReadyJob:
    """One piece made and arranged for a printer, not printed yet.

    Attributes:
        title: what the register calls it.
        number: the register number it bears.
        pages: page sides of one copy that go out.
        document: id of the declaration; empty for a roster and the like.
        purpose: which pages only, when not all.
        job: what the spooler gets first; backs: what it gets after the sheets were turned by hand.
        choice: how it goes out.
        sides: the sides that go out, in order; indices: which pages of the piece they are.
        piece_id: which piece of the print centre it is; empty for a paper of another screen.
        remake: makes the paper anew, so that the rest of a stopped job bears a number of its own.
        after: the open job this one goes on with, 0 for none.
        digests: of a formal copy, what is on every page of the whole piece (page_digests).
        copy_number: 份号 and mark of a marked paper, as the register keeps them.
    """

    title: str
    piece: Piece
    number: int
    formal: bool
    sheets: int
    pages: int
    document: str | None
    purpose: str
    job: PrintJob
    backs: PrintJob | None = None
    choice: PrinterChoice | None = None
    sides: tuple[PrintedSide, ...] = ()
    indices: tuple[int, ...] = ()
    piece_id: str = ""
    remake: Remake | None = field(default=None, eq=False)
    after: int = 0
    digests: tuple[str, ...] = ()
    copy_number: str = ""


def check_choice(session: Session, choice: PrinterChoice | None, *, formal: bool) -> PrinterChoice:
    """Return the choice when something can be printed by it.

    Raises:
        UserError: PRINT-NO-PRINTER, PRINT-NO-DUPLEX, PRINT-SCALED.
    """
    if choice is None:
        raise UserError("PRINT-NO-PRINTER")
    name = choice.printer.name
    if choice.sides is Sides.LONG_EDGE and choice.printer.duplex is False:
        raise UserError("PRINT-NO-DUPLEX", printer=name)
    calibration = calibration_of(session.vault, name, choice.tray)
    if formal and calibration is not None and calibration.scaled():
        raise UserError("PRINT-SCALED", printer=name)
    return choice


def ready_job(
    session: Session,
    title: str,
    piece: Piece,
    sides: tuple[PrintedSide, ...],
    choice: PrinterChoice,
    *,
    number: int,
    formal: bool,
    typed: str = "",
    document: str | None = None,
    moved: bool = True,
    indices: tuple[int, ...] = (),
    purpose: str = "",
) -> ReadyJob:
    """Return a piece as it goes to a printer.

    Args:
        title: what the register calls it; the spooler sees only the number.
        sides: which side of which sheet every page is.
        typed: pages by the numbers on them; empty for all.
        moved: apply the printer's offsets; only the trial page goes out as it is.
        indices: the very pages of the piece, instead of ``typed``; purpose: why only these.

    Raises:
        UserError: PRINT-RANGE, PRINT-RANGE-NONE.
    """
    chosen = indices or choose_pages(typed, sides, duplex=choice.sides.duplex)
    found = calibration_of(session.vault, choice.printer.name, choice.tray) if moved else None
    front, back = found.shifts() if found else (STILL, STILL)
    landings = [landing(side, choice.sides) for side in sides]
    whole = PrintJob(
        title=shown_number(number),  # digits only: printers show no Chinese on their displays
        pdf=arrange(piece.pdf, chosen, landings, front, back),
        printer=choice.printer.name,
        copies=choice.copies,
        sides=choice.sides,
        tray=choice.tray,
        paper=piece.paper,
        short_edge=piece.short_edge,
    )
    job, backs = whole, None
    if choice.sides is Sides.BY_HAND:
        job, backs = _by_hand(whole, tuple(landings[index] for index in chosen))
    return ReadyJob(
        title=title,
        piece=piece,
        number=number,
        formal=formal,
        sheets=sheet_count(sides, chosen, choice.sides, choice.copies),
        pages=len(chosen),
        document=document,
        purpose=purpose or (f"只打 {typed}" if typed else ""),
        job=job,
        backs=backs,
        choice=choice,
        sides=tuple(sides[index] for index in chosen),
        indices=chosen,
    )


def trial_job(session: Session, choice: PrinterChoice | None) -> ReadyJob:
    """Return the trial page for a printer: never moved, it shows the printer's own offset.

    Raises:
        UserError: PRINT-NO-PRINTER, PRINT-NO-DUPLEX.
    """
    checked, piece = check_choice(session, choice, formal=False), trial_page()
    return ready_job(
        session, piece.title, piece, plain_sides(piece.pages), attrs.evolve(checked, copies=1),
        number=session.vault.next_print_number(), formal=False, document="", moved=False,
    )  # fmt: skip


def _by_hand(whole: PrintJob, landings: tuple[Side, ...]) -> tuple[PrintJob, PrintJob | None]:
    """Return the fronts, and the backs that go on them after the stack was turned over.

    Every front has a back, so that the stack stays in step: a sheet without one passes blank.
    """
    fronts, backs = turned_by_hand(whole.pdf, landings)
    first = attrs.evolve(whole, pdf=fronts)
    return first, None if backs is None else attrs.evolve(whole, pdf=backs)


def register_job(session: Session, ready: ReadyJob) -> int:
    """Enter what a spooler has taken on; returns the register number; raises as Vault.register_print."""
    destination = Destination(
        "打印机", ready.job.printer, ready.sheets, ready.pages, ready.job.copies, ready.purpose,
        ready.copy_number,
    )  # fmt: skip
    number = register(
        session,
        ready.piece,
        ready.title,
        destination,
        formal=ready.formal,
        number=ready.number,
        document=ready.document,
    )
    if ready.digests:
        keep_digests(session, ready.piece_id, number, ready.digests, ready.indices)
    return number
