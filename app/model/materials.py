# SPDX-License-Identifier: MulanPSL-2.0
"""The paper: one entry a material, the applicant's word and each reviewer's own mark."""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen

from app.kernel.ids import new_id
from app.model.codes import (
    ItemState,
    MaterialState,
    OriginalCheck,
    ReviewLevel,
    ReviewOutcome,
    Verdict,
)


@frozen
class Scan:
    """One attached file. The bytes lie in the vault's evidence store under their SHA-256.

    Attributes:
        original: digest of the file as it came, kept unopened.
        working: digest of the clean PDF the worker made of it; its pages are what is shown and bound.
        name: file name as shown, cleaned of control characters.
        media: pdf, jpeg or png.
        pages: page count of the working copy.
        rotations: clockwise quarter turns a page (0–3), one a page, or empty for none.
        order: page indices of the working copy in the order bound, or empty for all as they come.
        others: digests of further files this one was put together from (正反面同页).
    """

    original: str
    working: str
    name: str
    media: str
    pages: int
    rotations: tuple[int, ...] = ()
    order: tuple[int, ...] = ()
    others: tuple[str, ...] = ()
    id: str = field(factory=new_id)

    def bound_pages(self) -> tuple[tuple[int, int], ...]:
        """Return (page index, quarter turns) in bound order."""
        order = self.order or tuple(range(self.pages))
        turns = self.rotations or (0,) * self.pages
        return tuple((index, turns[index] if index < len(turns) else 0) for index in order)


@frozen
class ReviewMark:
    """One reviewer's mark on one material (谁审核、谁签字、谁负责: S-6.1.1-4).

    Attributes:
        counted: printed sides counted in the volume, None when not counted.
        due: ISO day by which a correction is wanted.
        answered: the applicant's reply when the item was left unchanged.
        stale: the item was edited after the mark (核验失效).
        number: 序号 on the 退回补正单, 0 when no slip numbered it.
    """

    level: ReviewLevel
    verdict: Verdict
    original: OriginalCheck = OriginalCheck.UNCHECKED
    counted: int | None = None
    reason: str = ""
    bring: str = ""
    clause: str = ""
    due: str = ""
    note: str = ""
    by: str = ""
    on: str = ""
    answered: str = ""
    stale: bool = False
    number: int = 0


@frozen
class MaterialEntry:
    """One material of this declaration's list.

    Attributes:
        id: stable within the declaration; for a catalogue item that stands once, the item's own id.
        item: id of the item in the pack's materials catalogue, or ``extra`` for one added by hand.
        title: only for ``extra`` or for one of several (an achievement's own divider).
        pages: printed sides of one copy, None when not counted.
        paper_only: 只有纸质件; pages are counted, nothing is scanned.
        place: order key set by 上移/下移; None keeps the catalogue's order.
        late: added after binding, numbered at the end (补正材料).
        original_due: ISO day by which the original is brought along (原件待补看).
        completes: id of the bound material this late paper completes; empty for a paper of its own.
        at_page: the page of that material it belongs to, from 1; 0 for the material as a whole.
        as_back: it is the back of that page.
        inserted: put in after that page and numbered 30-1, instead of at the end.
    """

    id: str
    item: str
    title: str = ""
    state: MaterialState = MaterialState.NOT_READY
    reason: str = ""
    copies: int = 1
    pages: int | None = None
    form: str = "copy"
    double_sided: bool = False
    original: OriginalCheck = OriginalCheck.UNCHECKED
    original_by: str = ""
    original_on: str = ""
    original_due: str = ""
    paper_only: bool = False
    scans: tuple[Scan, ...] = ()
    note: str = ""
    flagged: bool = False
    seen: bool = False
    place: int | None = None
    late: bool = False
    completes: str = ""
    at_page: int = 0
    as_back: bool = False
    inserted: bool = False
    marks: tuple[ReviewMark, ...] = ()

    def mark(self, level: ReviewLevel) -> ReviewMark | None:
        """Return the standing mark of one level."""
        return next((mark for mark in self.marks if mark.level == level), None)

    def page_count(self) -> int:
        """Return bound sides: from the scans when there are any, else as counted, else 0."""
        if self.scans:
            return sum(len(scan.bound_pages()) for scan in self.scans)
        return self.pages or 0

    def shown_state(self) -> ItemState:
        """Return what the checklist shows: a standing correction first, then the last pass."""
        standing = [mark for mark in self.marks if not mark.stale]
        wants = [mark for mark in standing if mark.verdict == Verdict.NEEDS_CORRECTION]
        if wants:
            return (
                ItemState.ANSWERED
                if all(mark.answered for mark in wants)
                else ItemState.NEEDS_CORRECTION
            )
        if self.state == MaterialState.NOT_APPLICABLE:
            return ItemState.NOT_APPLICABLE
        if any(mark.verdict == Verdict.PASS for mark in standing):
            return ItemState.VERIFIED
        return ItemState(self.state.value)


@frozen
class HandOver:
    """One 交接: both sides signed the paper slip, this is its entry (ux 1.1, secrecy.md 7.2).

    Attributes:
        at: local time to the minute, ISO.
        volumes, pages: as counted at the table.
        note: why the count differs from the program's, and whatever else was said.
        cancelled: why the entry was declared void (作废登记); it stays on record.
        answers: key of the sending back this hand-over answers; empty for a first one.
        late_by, late_reason: who agreed to take late papers in, and why (M29, D-4).
        way: how the papers travelled (secrecy.md 7.2 Move); empty where nobody said.
    """

    at: str
    giver: str
    receiver: str
    office: str = ""
    volumes: int = 0
    pages: int = 0
    note: str = ""
    cancelled: str = ""
    answers: str = ""
    late_by: str = ""
    late_reason: str = ""
    way: str = ""
    id: str = field(factory=new_id)


class NumberSlipKind(StrEnum):
    """How a number written by hand went wrong (M25)."""

    SKIPPED = "skipped"
    DOUBLED = "doubled"


@frozen
class NumberSlip:
    """A page number left out or given twice, registered so that nothing is numbered anew (M25).

    Attributes:
        number: the number no page bears, or the one two pages bear; the second is then 58-1.
        cancelled: why the entry was declared void; it stays on record.
    """

    kind: NumberSlipKind
    number: int
    by: str = ""
    on: str = ""
    cancelled: str = ""
    id: str = field(factory=new_id)


@frozen
class ExchangedSheet:
    """One line of a 换页清单 (ux 5.3).

    Attributes:
        paper: what it is a page of.
        out, into: the page taken out and the page put in, as words; either may be empty.
        resign: who must sign it again, in words; empty for nobody.
        fate: where the sheet taken out went: filed, destroyed or kept; empty when none was taken out.
    """

    paper: str
    out: str
    into: str
    resign: str = ""
    fate: str = ""


@frozen
class SheetExchange:
    """换页登记: which sheets were changed in bound volumes for one sending back.

    Attributes:
        answers: key of the sending back.
        cancelled: why the entry was declared void; it stays on record.
    """

    answers: str
    at: str
    by: str
    sheets: tuple[ExchangedSheet, ...]
    cancelled: str = ""
    id: str = field(factory=new_id)


@frozen
class LevelReview:
    """The result of one level's walk; ``position`` is the material id to resume at.

    Attributes:
        slip: number on the 退回补正单, as written there.
    """

    level: ReviewLevel
    outcome: ReviewOutcome = ReviewOutcome.OPEN
    opinion: str = ""
    reviewer: str = ""
    on: str = ""
    due: str = ""
    position: str = ""
    history: tuple[str, ...] = ()
    slip: str = ""

    @property
    def key(self) -> str:
        """Return what names this sending back in later entries."""
        return f"{self.level.value}/{self.on}/{self.slip}"
