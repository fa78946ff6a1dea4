# SPDX-License-Identifier: MulanPSL-2.0
"""Which papers a 定密 decision can name: those of the person in hand, and the unit's letters and lists."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from app.model.marking import WHOLE
from app.paper.rolls.roster_data import FILING_LEVELS
from app.present.prints.pieces import kinds_for
from app.present.session import Role, Session
from app.present.unit.roll import STATISTICS, level_word, roll_id

WHOLE_WORDS = "整份申报"


@frozen
class NamedPaper:
    """One paper a decision can name; ``group`` is what it stands under in the list."""

    id: str
    name: str
    group: str


def papers_of_person(session: Session) -> tuple[NamedPaper, ...]:
    """Return the papers of the declaration in hand: what is printed, then the materials of its volumes."""
    if not session.has_declaration:
        return ()
    kinds = [
        kind
        for kind in kinds_for(session, of_person=True)
        if not kind.bare and not kind.label and not kind.instead_of
    ]
    printed = tuple(NamedPaper(kind.id, kind.title, "打印的文件") for kind in kinds)
    known = {kind.id for kind in kinds}
    materials = tuple(
        NamedPaper(row.entry.id, f"{row.tab}　{row.name}", "册里的材料")
        for row in session.checklist.rows
        if row.bound and row.piece not in known
    )
    return (*printed, *materials)


def papers_of_unit(session: Session) -> tuple[NamedPaper, ...]:
    """Return the letters and lists of the desk; none at an applicant's."""
    if not session.role.reviews:
        return ()
    letters = tuple(
        NamedPaper(kind.paper, kind.title, "函件")
        for kind in kinds_for(session, of_person=False)
        if not kind.bare
    )
    if session.role != Role.UNIT:
        return letters
    rolls = tuple(
        NamedPaper(roll_id(level), f"花名册（{level_word(level)}）", "花名册和统计")
        for level in reversed(FILING_LEVELS)
    )
    return (
        *letters,
        *rolls,
        NamedPaper(roll_id(STATISTICS), "岗位数及申报人数统计表", "花名册和统计"),
    )


def paper_words(covers: Sequence[str], papers: Sequence[NamedPaper]) -> str:
    """Return what a decision speaks of: 整份申报, or the names; what is gone is counted."""
    if WHOLE in covers:
        return WHOLE_WORDS
    known = {paper.id: paper.name for paper in papers}
    names = [known[each] for each in covers if each in known]
    gone = len(covers) - len(names)
    if gone:
        names.append(f"清单里已经没有的 {gone} 件")
    return "、".join(names)
