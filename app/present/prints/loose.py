# SPDX-License-Identifier: MulanPSL-2.0
"""A paper outside the print centre (a register, a comparison, a recovery sheet): numbered like every sheet (D-9)."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import attrs
from attrs import frozen

from app.paper.core.press import Piece
from app.present.prints.printing import Destination, Printed, register, save_file, shown_number
from app.present.prints.printing_jobs import (
    PrinterChoice,
    ReadyJob,
    check_choice,
    ready_job,
    register_job,
)
from app.present.prints.printing_sides import plain_sides
from app.present.session import Session
from app.present.unit.roll import RollCopy

Make = Callable[[RollCopy], Piece]


@frozen(eq=False)
class LoosePaper:
    """Makes, registers, saves and prints one paper.

    Attributes:
        title: what the register calls it.
        make: given what the feet say, returns the piece.
        file: name a saved copy is offered; never a person's name.
    """

    session: Session
    title: str
    make: Make
    file: str

    @property
    def number(self) -> int:
        """Return the register number the next copy gets."""
        return self.session.vault.next_print_number()

    def piece(self) -> Piece:
        """Return the paper with that number in its feet; raises UserError PAPER-GLYPH."""
        return self._made(self.number, self.session.clock.today())

    def _made(self, number: int, day: dt.date) -> Piece:
        practice = self.session.vault.header.practice
        return self.make(RollCopy(day, shown_number(number), practice))

    def save(self, target: Path) -> Printed:
        """Register and save it as PDF; raises UserError PRINT-SAVE, PAPER-GLYPH."""
        start, number, piece = time.perf_counter(), self.number, self.piece()
        where = Destination(target.name)
        register(self.session, piece, self.title, where, formal=True, number=number, document="")
        save_file(target, piece.pdf)
        return Printed(self.title, target, piece.pages, time.perf_counter() - start, number)

    def ready(self, choice: PrinterChoice | None) -> ReadyJob:
        """Return the job for a printer; raises UserError PRINT-NO-PRINTER, PRINT-NO-DUPLEX, PRINT-SCALED."""
        checked, piece = check_choice(self.session, choice, formal=True), self.piece()
        ready = ready_job(
            self.session, self.title, piece, plain_sides(piece.pages), checked,
            number=self.number, formal=True, document="",
        )  # fmt: skip
        return attrs.evolve(ready, remake=self._made)

    def registered(self, ready: ReadyJob) -> int:
        """Enter what a spooler has taken on."""
        return register_job(self.session, ready)
