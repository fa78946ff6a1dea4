# SPDX-License-Identifier: MulanPSL-2.0
"""A 退回补正单 that came as a file: read in a confined child, its plain values looked at again here."""

from __future__ import annotations

from app.intake.frames import ChannelFault, Kind
from app.intake.launch import PAGE_SECONDS, Child, ChildGone, ChildLate
from app.intake.scans import shown_name
from app.kernel.errors import UserError
from app.model.return_slip import MOST_BYTES, ReturnSlip, SlipFault, slip_of

_MEMORY = 1 << 30
_CODES = ("INTAKE-SLIP", "INTAKE-SLIP-NEWER", "INTAKE-SLIP-DIGEST")


def inspect_slip(data: bytes, name: str, *, exception_on_record: bool = False) -> ReturnSlip:
    """Return the slip in a file.

    Args:
        name: the file's name, only shown.
        exception_on_record: the security officer allowed reading without confinement.

    Raises:
        UserError: INTAKE-SLIP, INTAKE-SLIP-NEWER, INTAKE-SLIP-DIGEST; INTAKE-NO-SANDBOX and the like
            as for scans. Nothing is kept.
    """
    shown = shown_name(name)
    if len(data) > MOST_BYTES:
        raise UserError("INTAKE-SLIP", name=shown)
    try:
        child = Child.start("slip", _MEMORY)
    except (ChildGone, ChildLate):
        raise UserError("INTAKE-NO-CHILD", name=shown) from None
    try:
        if not (child.level.accepts_foreign or exception_on_record):
            raise UserError("INTAKE-NO-SANDBOX", name=shown)
        child.send(Kind.DOCUMENT, data, PAGE_SECONDS)
        frame = child.receive(0, PAGE_SECONDS)
        told = frame.json()
    except (ChildGone, ChildLate, ChannelFault):
        raise UserError("INTAKE-SLIP", name=shown) from None
    finally:
        child.end()
    if frame.kind == Kind.REFUSED:
        code = told.get("code")
        raise UserError(code if code in _CODES else "INTAKE-SLIP", name=shown)
    try:
        return slip_of(told)
    except SlipFault as fault:
        raise UserError(fault.code, name=shown) from None
