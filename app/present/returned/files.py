# SPDX-License-Identifier: MulanPSL-2.0
"""The desk's side: 退回补正单 saved as a file beside its paper, registered before it is written (D-9)."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from app.kernel.digest import sha256_hex
from app.kernel.errors import UserError
from app.model.codes import ReviewLevel, ReviewOutcome
from app.model.operations import review_of
from app.model.return_slip import SUFFIX, slip_bytes
from app.paper.return_slip import return_slip
from app.present.prints.printing import save_file
from app.present.session import Session
from app.vault.register import PrintEntry

WHAT = "退回补正单（文件）"


@frozen
class SavedSlip:
    """One file written: its digits and its number in the print register."""

    name: str
    code: str
    number: int


def slip_name(session: Session) -> str:
    """Return the file name offered; it names nobody."""
    return f"退回单-{session.clock.today():%Y%m%d}{SUFFIX}"


def save_slip(session: Session, level: ReviewLevel, target: Path) -> SavedSlip:
    """Register what a level sent back as exported, and write it; the file is plain from then on.

    Raises:
        UserError: RETURN-NOT-BACK while nothing was sent back, PRINT-SAVE when it cannot be written.
    """
    declaration = session.declaration
    slip = return_slip(declaration, session.checklist.rows, level)
    if review_of(declaration, level).outcome != ReviewOutcome.SENT_BACK or not slip.items:
        raise UserError("RETURN-NOT-BACK")
    data = slip_bytes(slip)
    entry = PrintEntry(
        what=WHAT,
        state="formal",
        pages=1,
        sheets=0,
        actor=session.actor,
        document=declaration.id,
        version=session.version,
        destination=target.name,
        digest=sha256_hex(data),
    )
    number = session.vault.register_print(entry)
    save_file(target, data)
    return SavedSlip(target.name, slip.code, number)
