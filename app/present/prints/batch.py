# SPDX-License-Identifier: MulanPSL-2.0
"""Whom a unit's letter speaks of: the same people and the same figures as 花名册 and 统计表."""

from __future__ import annotations

from app.model.codes import Affiliation, ReviewLevel, ReviewOutcome
from app.model.declaration import Declaration
from app.model.operations import review_of
from app.paper.forms.context import Batch, PostRow
from app.paper.forms.words import word
from app.paper.rolls import roster, statistics
from app.paper.rolls.posts import POOL_WORDS, pool_of
from app.paper.rolls.roster_data import FILING_LEVELS
from app.paper.rolls.statistics_data import LEVELS
from app.present.session import Session


def everybody(session: Session) -> list[Declaration]:
    """Return every declaration of the vault."""
    return [session.vault.load(entry.id) for entry in session.vault.declarations()]


def whole_batch(session: Session) -> Batch:
    """Return everybody who stands in a roster, with the unit's posts as 附件3 counts them."""
    return _batch(session, everybody(session))


def passed_batch(session: Session) -> Batch:
    """Return those whose papers the unit let pass: the ones it may post (公示)."""
    people = [
        each
        for each in everybody(session)
        if review_of(each, ReviewLevel.UNIT).outcome == ReviewOutcome.PASSED
    ]
    return _batch(session, people)


def entrusted_batch(session: Session) -> Batch:
    """Return whose evaluation is entrusted: those of 驻赤单位 where there are any (S-4.2.4), else everybody."""
    people = everybody(session)
    stationed = [each for each in people if each.route.affiliation == Affiliation.STATIONED]
    return _batch(session, stationed or people)


def in_order(session: Session, people: list[Declaration]) -> tuple[Declaration, ...]:
    """Return people as the rosters list them, 高级 first; a person without a level stands in no list."""
    rosters = roster.build(people, session.pack, session.unit)
    return tuple(
        person.declaration
        for level in reversed(FILING_LEVELS)
        if level in rosters
        for person in rosters[level].people()
    )


def _batch(session: Session, people: list[Declaration]) -> Batch:
    listed = in_order(session, people)
    uses = {each.id: POOL_WORDS[pool_of(each)] for each in listed}
    return Batch(listed, _posts(session, people), uses)


def _posts(session: Session, people: list[Declaration]) -> tuple[PostRow, ...]:
    unit = session.unit
    if unit is None or not unit.posts:
        return ()
    total = statistics.build(unit, people, session.pack).total
    rows = []
    for level, figures in zip(LEVELS, total.levels, strict=True):
        shown = (figures.approved, figures.filled, figures.vacant, figures.applying)
        if any(shown):
            known = ["" if figure is None else str(figure) for figure in shown]
            rows.append(PostRow(word("level_short", level), *known))
    return tuple(rows)
