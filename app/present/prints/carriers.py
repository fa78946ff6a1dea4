# SPDX-License-Identifier: MulanPSL-2.0
"""What a hand-over and a wrapping say of the carriers inside: level, period and 份号 (secrecy.md 7.2 Move)."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from app.model.copies import copy_of, number_words
from app.model.marking import Mark, in_force, mark_of
from app.paper.forms import Matter
from app.paper.volume.marks import packet_mark, volume_mark
from app.paper.volume.plan import PlannedVolume
from app.policy.checklist import ChecklistRow
from app.present.prints.copies import FILED, IN_HAND, copy_place, numbered_entries
from app.present.prints.piece_kinds import VOLUME_TITLE, PieceKind
from app.present.session import Session

# Papers of the list that go loose, by the catalogue's name → what decisions call them.
_LOOSE = {
    "evaluation_form": "evaluation",
    "submission_form": "submission",
    "notice_proof": "notice-certificate",
    "secrecy_review": "secrecy-review",
}


def numbers_in_hand(session: Session, *titles: str) -> str:
    """Return the 份号 of the numbered copies of a paper that are in hand: 000001—000003."""
    notes = session.vault.all_print_notes()
    here = [
        entry
        for entry in numbered_entries(session, titles, session.declaration.id)
        if copy_place(entry, notes.get(entry.number, ())) in (IN_HAND, FILED)
    ]
    copies = [copy_of(entry.copy_number) for entry in here]
    return number_words(copy.number for copy in copies if copy is not None)


def single_number(session: Session) -> str:
    """Return the 份号 of the marked volumes where one copy is in hand; of several a hand writes it."""
    if not any(entry.record for entry in in_force(session.declaration.markings)):
        return ""
    numbers = numbers_in_hand(session, VOLUME_TITLE)
    return numbers if numbers.isdigit() else ""


def wrapped(session: Session, matter: Matter) -> Matter:
    """Return the facts of a label with mark and 份号 of what is inside; nothing without a decision (D-7)."""
    context = attrs.evolve(session.bare_context(), markings=session.declaration.markings)
    mark = packet_mark(context).mark
    if not mark.secret:
        return matter
    return attrs.evolve(matter, mark=mark.words, numbers=numbers_in_hand(session, VOLUME_TITLE))


def carrier_of_volume(session: Session, volume: PlannedVolume) -> str:
    """Return 秘密★10年 with the 份号 under it, for a volume on a hand-over slip."""
    context = attrs.evolve(session.bare_context(), markings=session.declaration.markings)
    mark = volume_mark(context, session.plan, volume.number).mark
    return _carrier(mark, numbers_in_hand(session, VOLUME_TITLE) if mark.secret else "")


def carrier_of_row(session: Session, kinds: Sequence[PieceKind], row: ChecklistRow) -> str:
    """Return the same for a paper that goes loose."""
    paper = _LOOSE.get(row.piece, row.piece)
    mark = mark_of(session.declaration.markings, row.entry.id, paper)
    titles = [kind.title for kind in kinds if kind.paper == paper]
    return _carrier(mark, numbers_in_hand(session, *titles) if mark.secret else "")


def _carrier(mark: Mark, numbers: str) -> str:
    return "\n".join(text for text in (mark.words if mark.secret else "", numbers) if text)
