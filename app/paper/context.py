# SPDX-License-Identifier: MulanPSL-2.0
"""What every printed piece is made from: the facts, the pack, and which copy this is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from attrs import frozen

from app.model.declaration import Declaration
from app.model.marking import MarkingRecord
from app.model.unit import Unit
from app.paper.core.press import Imprint


@frozen
class PaperContext:
    """One declaration about to be printed.

    Attributes:
        pack: the policy pack (PolicyPack); the paper room only reads its checklist and words.
        unit: the employing unit, when the vault knows it.
        practice: fictional; every sheet says 练习.
        marking: the 定密 record a secrecy mark is printed from; None, and no page carries one (D-7).
        check_code: 核对码, four groups of four digits; empty until it is worked out.
        version: version of the declaration that is printed; 0 for a paper that is of no one person.
        printed_on: the day in the footer.
        print_number: number in the print register; empty for a copy that is not registered.
        proof: 校对稿, with a grey diagonal; formal copies carry nothing across.
        check_sheets: every sheet bears a small QR in its foot (D-8: off by default).
        check_bars: the same digits as Code128, instead of the QR (ux 5.5: off by default).
        required: general paths (``education.*.school``) whose emptiness a proof shows by squares.
    """

    declaration: Declaration
    pack: Any
    unit: Unit | None = None
    practice: bool = False
    marking: MarkingRecord | None = None
    check_code: str = ""
    version: int = 1
    printed_on: dt.date = dt.date(2026, 1, 1)
    print_number: str = ""
    proof: bool = False
    required: frozenset[str] = frozenset()
    check_sheets: bool = False
    check_bars: bool = False

    def imprint(self) -> Imprint:
        """Return what the footers of this copy say."""
        return Imprint(
            self.check_code,
            self.version or None,
            self.print_number,
            self.printed_on.isoformat(),
            practice=self.practice,
            proof=self.proof,
            marking=self.marking.words if self.marking is not None else "",
            check_sheets=self.check_sheets,
            check_bars=self.check_bars,
        )
