# SPDX-License-Identifier: MulanPSL-2.0
"""一次性告知: what a committee office told an applicant to mend, once and completely (S-3.4-1)."""

from __future__ import annotations

from attrs import field, frozen

from app.kernel.ids import new_id


@frozen
class NotifiedItem:
    """One numbered item; ``entry`` is the material's id, ``name`` as printed."""

    entry: str
    name: str
    problem: str
    clause: str = ""
    bring: str = ""


@frozen
class Notification:
    """One 一次性告知书 that was given out.

    Attributes:
        number: as the office numbers it; the program invents none.
        on, due: ISO days; due is the last full working day (S-3.4-2).
        days: working days allowed, counted from the day after ``on``.
        again: why a second one was given out (M35), with who approved it.
        received_by, received_on: from the signed 送达回证.
        cancelled: why it was declared void (作废登记); it stays on record.
    """

    number: str
    on: str
    due: str
    days: int
    deliver: str
    items: tuple[NotifiedItem, ...]
    by: str
    again: str = ""
    approver: str = ""
    received_by: str = ""
    received_on: str = ""
    cancelled: str = ""
    id: str = field(factory=new_id)
