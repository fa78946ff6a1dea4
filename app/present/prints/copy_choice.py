# SPDX-License-Identifier: MulanPSL-2.0
"""What the print centre and the rolls know of numbered copies: how a printing becomes one job a copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from app.kernel.errors import UserError
from app.model.copies import CopyMark, number_words
from app.present.prints.copies import HIGHEST, REPLACED, CopyOrder, Numbering, checked_order


@frozen
class OrderAsked:
    """What must be typed before these formal copies are made.

    Attributes:
        titles: papers a copy of which was numbered before.
        mark: the mark they bear, the first one's.
        consent: one of them is 绝密, so the unit that decided must agree.
    """

    titles: tuple[str, ...]
    mark: str
    consent: bool


class CopyChoice:
    """Numbered copies of the papers chosen for printing, and the order typed for further ones.

    Args:
        numbering: how formal copies of a paper are numbered now, by its id.
        title: what a paper is called.
    """

    def __init__(self, numbering: Callable[[str], Numbering], title: Callable[[str], str]) -> None:
        self._numbering, self._title = numbering, title
        self._orders: dict[str, CopyOrder] = {}

    def asked(self, papers: Sequence[str]) -> OrderAsked | None:
        """Return what must be typed first; None when nothing must, or it was typed."""
        again = self._wanting(papers)
        if not again:
            return None
        titles = tuple(self._title(paper) for paper, _found in again)
        top = any(n.mark.record is not None and n.mark.record.level == HIGHEST for _p, n in again)
        return OrderAsked(titles, again[0][1].mark.words, top)

    def give(self, papers: Sequence[str], order: CopyOrder, into: str = "") -> None:
        """Take what was typed.

        Args:
            into: 份号 of the copy that sheets are put into, as typed; empty for a copy of its own.

        Raises:
            UserError: COPY-…, COPY-INTO for a 份号 that is none of this paper's, COPY-INTO-ONE for sheets
                of several papers at once; nothing is kept then.
        """
        asked = self.asked(papers)
        if asked is None:
            return
        whole, wanting = checked_order(order, asks_consent=asked.consent), self._wanting(papers)
        if whole.kind == REPLACED:
            whole = evolve(whole, into=_into([found for _paper, found in wanting], into))
        self._orders |= dict.fromkeys((paper for paper, _found in wanting), whole)

    def _wanting(self, papers: Sequence[str]) -> list[tuple[str, Numbering]]:
        """Return the papers a further copy of which nobody ordered yet."""
        return [
            (paper, found)
            for paper in papers
            if paper not in self._orders and (found := self._numbering(paper)).needs_order
        ]

    def one(self, paper: str) -> tuple[CopyMark | None, CopyOrder | None]:
        """Return the next single copy and the order it is made under; raises as ``copies``."""
        made = self.copies(paper, 1)
        return next(iter(made), None), self.order_for(paper) if made else None

    def forget(self, paper: str = "") -> None:
        """Forget the order of a paper, or of all: it was for one printing."""
        if paper:
            self._orders.pop(paper, None)
        else:
            self._orders.clear()

    def order_for(self, paper: str) -> CopyOrder | None:
        """Return the order a paper's next copies are made under; None where none is needed."""
        return self._orders.get(paper) if self._numbering(paper).needs_order else None

    def copies(self, paper: str, wanted: int) -> tuple[CopyMark, ...]:
        """Return the numbered copies of the next formal printing; none where nothing is numbered.

        Raises:
            UserError: COPY-ORDER while a further copy has neither reason nor approval.
        """
        found, order = self._numbering(paper), self.order_for(paper)
        if found.needs_order and order is None:
            raise UserError("COPY-ORDER", mark=found.mark.words)
        return found.copies(wanted, order)

    def first(self, paper: str, wanted: int) -> CopyMark | None:
        """Return the copy a preview shows: the next one, as if it were ordered."""
        return next(iter(self._numbering(paper).copies(wanted, self._orders.get(paper))), None)

    def kept(self, paper: str, copy: CopyMark | None) -> str:
        """Return what the register keeps of a printing: its 份号, or the mark alone."""
        return self._numbering(paper).kept_mark(copy)

    def words(self, papers: Sequence[str], wanted: int) -> str:
        """Return 份号 000001—000003, empty where no formal copy is numbered."""
        said = [
            number_words(copy.number for copy in made)
            for paper in papers
            if (made := self._numbering(paper).copies(wanted))
        ]
        return f"份号 {'、'.join(dict.fromkeys(said))}" if said else ""

    def jobs_of(self, paper: str, wanted: int) -> int:
        """Return how many printings the formal copies of a paper take: one a numbered copy."""
        return len(self._numbering(paper).copies(wanted)) or 1


def _into(wanting: Sequence[Numbering], typed: str) -> int:
    """Return the copy sheets are put into; raises UserError COPY-INTO, COPY-INTO-ONE."""
    if len(wanting) != 1:
        raise UserError("COPY-INTO-ONE")
    known, number = wanting[0].numbers_given, int(typed) if typed.isdecimal() else 0
    if number not in known:
        raise UserError("COPY-INTO", typed=typed, known=number_words(known))
    return number
