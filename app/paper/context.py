# SPDX-License-Identifier: MulanPSL-2.0
"""What every printed piece is made from: the facts, the pack, and which copy this is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from attrs import frozen

from app.model.copies import CopyMark
from app.model.declaration import Declaration
from app.model.marking import Marking, mark_of
from app.model.unit import Unit
from app.paper.core.marks import Head
from app.paper.core.press import Imprint

# What decisions call the bound volumes as a whole, and their 目录单.
VOLUME, CONTENTS = "volume", "contents"


@frozen
class PaperContext:
    """One declaration about to be printed.

    Attributes:
        pack: the policy pack (PolicyPack); the paper room only reads its checklist and words.
        unit: the employing unit, when the vault knows it.
        practice: fictional; every sheet says 练习.
        markings: the 定密 decisions a mark is printed from; none, and no page carries one (D-7).
        piece: id of what is printed, by which a decision names it.
        copy: 份号 of this copy; None for a proof and for what is not marked.
        check_code: 核对码, four groups of four digits; empty until it is worked out.
        version: version of the declaration that is printed; 0 for a paper that is of no one person.
        printed_on: the day in the footer.
        print_number: number in the print register; empty for a copy that is not registered.
        proof: 校对稿, with a grey diagonal; formal copies carry nothing across.
        check_sheets: every sheet bears a small QR in its foot (D-8: off by default).
        check_bars: the same digits as Code128, instead of the QR (ux 5.5: off by default).
        catalogue: the layout of the 目录单 (a FormSpec); None is the one that came with the program.
        required: general paths (``education.*.school``) whose emptiness a proof shows by squares.
    """

    declaration: Declaration
    pack: Any
    unit: Unit | None = None
    practice: bool = False
    check_code: str = ""
    version: int = 1
    printed_on: dt.date = dt.date(2026, 1, 1)
    print_number: str = ""
    proof: bool = False
    required: frozenset[str] = frozenset()
    check_sheets: bool = False
    check_bars: bool = False
    markings: tuple[Marking, ...] = ()
    piece: str = ""
    copy: CopyMark | None = None
    catalogue: Any = None

    def imprint(self) -> Imprint:
        """Return what the footers of this copy say."""
        return Imprint(
            self.check_code,
            self.version or None,
            self.print_number,
            self.printed_on.isoformat(),
            practice=self.practice,
            proof=self.proof,
            head=self.head(self.piece),
            check_sheets=self.check_sheets,
            check_bars=self.check_bars,
        )

    def head(self, *papers: str) -> Head:
        """Return what a paper bears at its head; ``papers``: its id, then what else it is called."""
        mark = mark_of(self.markings, *papers)
        return Head(mark, self.copy if mark.secret else None)
