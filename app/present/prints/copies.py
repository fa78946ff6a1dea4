# SPDX-License-Identifier: MulanPSL-2.0
"""份号 of marked papers: which copies a printing makes, and the order a further copy needs (secrecy.md 7.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.text import clean_line
from app.model.copies import (
    DUPLICATE,
    PART,
    CopyMark,
    copy_of,
    next_copies,
    number_words,
    numbers_of,
)
from app.model.marking import NO_MARK, Compiled, Mark, Marking, compiled, mark_of
from app.paper.context import VOLUME
from app.paper.volume.marks import volume_mark
from app.present.prints.piece_kinds import PieceKind
from app.present.secrecy.book import unit_markings
from app.present.session import Session
from app.vault.print_notes import PrintNote, balance_of
from app.vault.register import PrintEntry

HIGHEST = "绝密"
SHORTEST_REASON = 4
# What a further copy is; a person says which, the program cannot know.
SAME, REVISED, REPLACED = "照原样复制", "内容改过，重新印制", "只换几页，换进已有的一份"
KINDS_OF_COPY = (SAME, REVISED, REPLACED)
_NOTES = {SAME: DUPLICATE, REVISED: "", REPLACED: PART}


@frozen
class CopyOrder:
    """What is typed before another copy of a marked paper is made.

    Attributes:
        kind: ``SAME``, ``REVISED`` or ``REPLACED``.
        consent: of a 绝密 paper, how the unit that decided agreed (实施条例第二十九条).
        into: 份号 of the copy the sheets are put into; 0 for a copy of its own.
    """

    kind: str
    reason: str
    approver: str
    consent: str = ""
    into: int = 0

    @property
    def note(self) -> str:
        """Return what the copies are called: 复制件, 换页, or nothing."""
        return _NOTES[self.kind]

    @property
    def words(self) -> str:
        """Return what the register keeps as the purpose."""
        if self is TOGETHER:
            return ""
        consent = f"，原定密单位同意：{self.consent}" if self.consent else ""
        return f"{self.kind}，原因：{self.reason}，批准人：{self.approver}{consent}"


# A workbook written in one act with its paper: the first printing numbers both.
TOGETHER = CopyOrder(REVISED, "", "")


def checked_order(order: CopyOrder, *, asks_consent: bool) -> CopyOrder:
    """Return an order that is whole, its words cleaned.

    Args:
        asks_consent: one of the papers is 绝密.

    Raises:
        UserError: COPY-KIND, COPY-REASON, COPY-APPROVER; COPY-CONSENT for a 绝密 paper without the
            agreement of the unit that decided.
    """
    if order.kind not in KINDS_OF_COPY:
        raise UserError("COPY-KIND")
    reason, approver, consent = map(clean_line, (order.reason, order.approver, order.consent))
    if len(reason) < SHORTEST_REASON:
        raise UserError("COPY-REASON", shortest=SHORTEST_REASON)
    if not approver:
        raise UserError("COPY-APPROVER")
    if asks_consent and not consent:
        raise UserError("COPY-CONSENT")
    consent = consent if asks_consent else ""
    return attrs.evolve(order, reason=reason, approver=approver, consent=consent)


def paper_mark(session: Session, kind: PieceKind) -> Mark:
    """Return what a piece of the print centre bears: of the volumes the highest of their covers."""
    markings = decisions_on(session, kind)
    if not markings:
        return NO_MARK
    if kind.id != VOLUME:
        return mark_of(markings, kind.paper)
    covers = [each.mark for each in _covers(session, markings)]
    return compiled(covers, mark_of(markings, VOLUME)).mark


def decisions_on(session: Session, kind: PieceKind) -> tuple[Marking, ...]:
    """Return the decisions a piece may fall under: those of the person in hand, or the unit's.

    A book that cannot be read shows none in lists; printing itself is refused (``Session.unit_context``).
    """
    if kind.bare:
        return ()
    if kind.of_person:
        return session.declaration.markings
    try:
        return unit_markings(session.vault)
    except UserError:
        return ()


def _covers(session: Session, markings: tuple[Marking, ...]) -> list[Compiled]:
    context, plan = attrs.evolve(session.bare_context(), markings=markings), session.plan
    return [volume_mark(context, plan, volume.number) for volume in plan.volumes]


def undecided_periods(session: Session, kind: PieceKind) -> tuple[str, ...]:
    """Return the periods no one can rank on the covers of the volumes; empty where all is clear."""
    markings = decisions_on(session, kind) if kind.id == VOLUME else ()
    found = [each.open for each in _covers(session, markings)] if markings else []
    return next((periods for periods in found if periods), ())


def numbered_entries(session: Session, titles: Sequence[str], document: str) -> list[PrintEntry]:
    """Return the registered printings of a paper that bear a 份号, the first one first."""
    return [
        entry
        for entry in session.vault.prints()
        if entry.document == document and entry.what in titles and copy_of(entry.copy_number)
    ]


@frozen(eq=False)
class Numbering:
    """What decides the 份号 of a paper.

    Attributes:
        mark: what it bears now.
        kept: ``copy_number`` of its earlier printings, as the register has them.
        label: it bears the number of what it is pasted on, none of its own.
    """

    mark: Mark
    kept: tuple[str, ...] = ()
    label: bool = False

    @property
    def numbers(self) -> bool:
        """Tell whether formal copies are numbered."""
        return self.mark.secret and not self.label

    @property
    def needs_order(self) -> bool:
        """Tell whether another formal copy needs a reason and an approval."""
        return self.numbers and bool(self.kept)

    @property
    def numbers_given(self) -> tuple[int, ...]:
        """Return the 份号 given so far, in order."""
        return numbers_of(self.kept)

    def copies(self, wanted: int, order: CopyOrder | None = None) -> tuple[CopyMark, ...]:
        """Return the copies the next formal printing makes; none where nothing is numbered."""
        if not self.numbers:
            return ()
        if order is not None and order.into:
            return (CopyMark(order.into, self.numbers_given[-1], PART, self.mark.words),)
        return next_copies(self.kept, wanted, self.mark.words, order.note if order else "")

    def kept_mark(self, copy: CopyMark | None) -> str:
        """Return what the register keeps of a printing: its 份号, or the mark alone."""
        return copy.text if copy is not None else self.mark.words


def numbering_of(session: Session, kind: PieceKind, kinds: Sequence[PieceKind]) -> Numbering:
    """Return how formal copies of a piece are numbered now.

    Args:
        kinds: every piece there is: make-ups of one paper share its numbers.
    """
    mark = paper_mark(session, kind)
    if not mark.secret or kind.label:
        return Numbering(mark, label=kind.label)
    titles = [each.title for each in kinds if each.paper == kind.paper]
    document = session.declaration.id if kind.of_person else ""
    kept = tuple(e.copy_number for e in numbered_entries(session, titles, document))
    return Numbering(mark, kept)


def recorded_mark(text: str) -> str:
    """Return the mark the register says a printing bore; empty for none."""
    copy = copy_of(text)
    return copy.mark if copy is not None else text


Where = Callable[[PrintEntry, Sequence[PrintNote]], str]
_PLACES = (
    ("bound", "装订"),
    ("handed_over", "移交"),
    ("destroyed", "销毁"),
    ("unexplained", "说不清"),
)
IN_HAND, LENT, FILED, PARTED = "在手", "借出", "存为文件", "分在几处"


def copy_place(entry: PrintEntry, notes: Sequence[PrintNote]) -> str:
    """Return where a numbered copy is: all its sheets in one place, or parted."""
    if not entry.sheets:
        return FILED
    count = balance_of(entry.sheets, notes)
    if count.printed == 0:
        return "没有印出"
    for name, word in _PLACES:
        if getattr(count, name) == count.printed:
            return word
    if count.in_hand != count.printed:
        return PARTED
    return LENT if count.lent == count.printed else IN_HAND if not count.lent else PARTED


def copies_balance(
    entries: Sequence[PrintEntry], notes: Callable[[int], Sequence[PrintNote]]
) -> str:
    """Return 编了份号 5 份 = 在手 3（评审表 000001—000003）+ 移交 2（…）; empty when no copy bears one.

    A copy printed in two parts after a stop counts once, where its last part is; sheets put into a copy
    that is out are no copy.
    """
    last: dict[tuple[str, str, int], str] = {}
    for entry in entries:
        copy = copy_of(entry.copy_number)
        if copy is not None and copy.note != PART:
            key = (entry.document, entry.what, copy.number)
            last[key] = copy_place(entry, notes(entry.number))
    if not last:
        return ""
    by_place: dict[str, dict[tuple[str, str], list[int]]] = {}
    for (document, what, number), place in last.items():
        by_place.setdefault(place, {}).setdefault((document, what), []).append(number)
    parts = []
    for place, papers in by_place.items():
        named = "；".join(
            f"{what} {number_words(numbers)}" for (_d, what), numbers in papers.items()
        )
        parts.append(f"{place} {sum(map(len, papers.values()))}（{named}）")
    return f"编了份号 {len(last)} 份 = " + " + ".join(parts)


def register_words(entry: PrintEntry) -> str:
    """Return what the column 密级、份号 says of a printing: 秘密★10年 000001, 复制件 or 换页."""
    copy = copy_of(entry.copy_number)
    if copy is None:
        return entry.copy_number
    parts = (copy.mark, copy.shown, copy.note)
    return "　".join(part for part in parts if part)
