# SPDX-License-Identifier: MulanPSL-2.0
"""What the print centre knows of a printer and of a job; how they are reached is the screen's side."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from app.paper.core.geometry import Side
from app.present.prints.printing_sides import PrintedSide, sheets_of


class Sides(StrEnum):
    """How a sheet is printed."""

    ONE = "one"
    LONG_EDGE = "long"
    BY_HAND = "hand"

    @property
    def word(self) -> str:
        """Return what the drop-down says."""
        return {"one": "单面", "long": "双面长边", "hand": "手动双面"}[self.value]

    @property
    def duplex(self) -> bool:
        """Tell whether both sides of a sheet are printed."""
        return self is not Sides.ONE


@frozen
class Printer:
    """One queue.

    Attributes:
        name: as the spooler calls it.
        duplex: whether it turns sheets by itself; None when it does not say.
        trays: names of its paper sources, the usual one first; empty when it does not say.
        default: what the system prints to when nobody chooses.
        warning: something a person must know before printing secrets on it; empty for none.
    """

    name: str
    duplex: bool | None = None
    trays: tuple[str, ...] = ()
    default: bool = False
    warning: str = ""


@frozen
class PrintJob:
    """What a spooler is asked to do with one piece.

    Attributes:
        title: 0137, the register number: job titles are shown and logged in clear.
        pdf: what is printed, already arranged for this printer.
        paper: A4 or A3.
        short_edge: in two-sided printing sheets are turned over their short edge.
    """

    title: str
    pdf: bytes
    printer: str
    copies: int = 1
    sides: Sides = Sides.ONE
    tray: str = ""
    paper: str = "A4"
    short_edge: bool = False


def landing(side: PrintedSide, sides: Sides) -> Side:
    """Return the side of the sheet a page lands on; in one-sided printing every page is a front."""
    return side.side if sides.duplex else Side.FRONT


def sheet_count(
    all_sides: tuple[PrintedSide, ...], chosen: tuple[int, ...], sides: Sides, copies: int
) -> int:
    """Return the sheets of paper of all copies."""
    return sheets_of(all_sides, chosen, duplex=sides.duplex) * copies
