# SPDX-License-Identifier: MulanPSL-2.0
"""What a list is tried with while it is laid out: nobody, the people of the vault, or the longest values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from app.model.codes import TitleLevel
from app.model.declaration import Declaration
from app.paper.context import PaperContext
from app.paper.forms import FormSpec
from app.paper.rolls import roster, statistics
from app.paper.rolls.statistics_data import listed
from app.paper.templates import pack_roster, pack_statistics
from app.paper.volume.contents_columns import catalogue_of
from app.present.formedit.longest import longest
from app.present.session import Session

BLANK, PERSON, LONGEST = "blank", "person", "longest"
CATALOGUE, ROSTER, STATISTICS = "contents", "roster", "statistics"
EVERYBODY = frozenset({ROSTER, STATISTICS})
MOST = 60  # people looked at; the page in hand shows fewer
# Words a unit kept before these layouts could be laid: the editor begins with them.
WORDED: Mapping[str, Callable[[Any, FormSpec], FormSpec]] = {
    ROSTER: pack_roster,
    STATISTICS: pack_statistics,
}


def roll_for(session: Session, spec: FormSpec, fill: str, context: PaperContext) -> Any:
    """Return what a list takes its rows from, None for an empty one and for a form that is no list."""
    if spec.id == CATALOGUE and fill != BLANK and session.has_declaration:
        return catalogue_of(context, session.plan)
    if spec.id not in EVERYBODY or fill == BLANK:
        return None
    people = _longest(session) if fill == LONGEST else _people(session)
    pack, unit = session.desk_pack, session.unit
    rosters = roster.build(people, pack, unit)
    if spec.id == ROSTER:
        return max(rosters.values(), key=lambda one: one.count, default=None)
    table = statistics.build(unit, people, pack)
    return listed(table, rosters)


def _people(session: Session) -> list[Declaration]:
    return [session.vault.load(entry.id) for entry in session.vault.declarations()[:MOST]]


def _longest(session: Session) -> list[Declaration]:
    base = longest(session.pack)
    levels = (TitleLevel.FULL_SENIOR, TitleLevel.ASSOCIATE_SENIOR)
    return [
        attrs.evolve(
            base, id=f"longest-{number}", route=attrs.evolve(base.route, level=levels[number % 2])
        )
        for number in range(12)
    ]
