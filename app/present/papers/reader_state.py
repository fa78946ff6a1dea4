# SPDX-License-Identifier: MulanPSL-2.0
"""What 看成审核人 draws: the things to take in hand, and what stands beside the page."""

from __future__ import annotations

from attrs import frozen


@frozen
class Stop:
    """One thing a reviewer takes in hand.

    Attributes:
        key: stable: ``form:evaluation``, ``cover:1``, ``contents:1`` or the material's id.
        tab: letter and number on the divider, empty for what is none of the list.
        where: 第37–44页（第2册）, or why there is no page.
        pages: 37–44, empty where nothing is numbered.
        form: id of the form it is, empty for what is in the volumes.
        sides: sides in its file, from 0; none when nothing can be shown.
        tone: must or check where a finding is about it, todo where it has no pages yet, else empty.
        noted: pages with a note of one's own.
    """

    key: str
    tab: str
    name: str
    where: str
    form: str = ""
    sides: tuple[int, ...] = ()
    tone: str = ""
    noted: int = 0
    pages: str = ""

    @property
    def count(self) -> int:
        """Return how many sides can be shown."""
        return len(self.sides)


@frozen
class Proof:
    """One row of the 评审表 a material supports, or one material that supports it.

    Attributes:
        path: of the row, or key of the stop.
        pages: 见第37—41页.
        named: 姓名与角色在第39页, empty when nobody said so.
    """

    path: str
    words: str
    pages: str = ""
    named: str = ""


@frozen
class Remark:
    """A finding about the item: level, title, where to mend it."""

    level: str
    title: str
    path: str


@frozen
class ReaderState:
    """Everything the screen draws.

    Attributes:
        proofs: what this page supports; on the 评审表, what supports it.
        unproven: rows of the 评审表 no page supports.
        clauses: (reference, text) of what asks for the item.
        note: one's own note on the page in hand.
    """

    person: str
    subject: str
    stops: tuple[Stop, ...]
    position: int
    offset: int
    page: str
    facts: tuple[str, ...] = ()
    proofs: tuple[Proof, ...] = ()
    unproven: tuple[Proof, ...] = ()
    remarks: tuple[Remark, ...] = ()
    clauses: tuple[tuple[str, str], ...] = ()
    sample: str = ""
    note: str = ""
    notes: int = 0

    @property
    def stop(self) -> Stop | None:
        """Return what is in hand, None when there is nothing at all."""
        return self.stops[self.position] if self.stops else None

    @property
    def counter(self) -> str:
        """Return 第 8 件，共 23 件　⚑ 2."""
        if not self.stops:
            return ""
        flags = f"　⚑ {self.notes}" if self.notes else ""
        return f"第 {self.position + 1} 件，共 {len(self.stops)} 件{flags}"
