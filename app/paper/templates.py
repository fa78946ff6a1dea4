# SPDX-License-Identifier: MulanPSL-2.0
"""What a unit has recorded about the templates that are tables: 目录单, 花名册, 统计表 (D-5, ux N-1).

Forms with pages of their own are the unit's editions (``present.prints.unit_forms``).
"""

from __future__ import annotations

from typing import Any

import attrs

from app.paper.rolls.roster_columns import RosterSpec, roster_spec
from app.paper.rolls.statistics_spec import StatisticsSpec, statistics_spec

CATALOGUE, ROSTER, STATISTICS = "contents", "roster", "statistics"
UNCHECKED_CATALOGUE = "参考目录，未与附件1正式文本核对"


def pack_roster(pack: Any) -> RosterSpec:
    """Return the roster's title and heads in the unit's words, and who held them against 附件2."""
    state = pack.template(ROSTER)
    spec = roster_spec()
    columns = {
        name: attrs.evolve(column, head=state.words.get(name, column.head))
        for name, column in spec.columns.items()
    }
    return attrs.evolve(
        spec,
        title=state.words.get("title", spec.title),
        columns=columns,
        verified_by=state.by or spec.verified_by,
        verified_on=state.on or spec.verified_on,
    )


def pack_statistics(pack: Any) -> StatisticsSpec:
    """Return the statistics table's title in the unit's words, and who held it against 附件3."""
    state, spec = pack.template(STATISTICS), statistics_spec()
    return attrs.evolve(
        spec,
        title=state.words.get("title", spec.title),
        verified_by=state.by or spec.verified_by,
        verified_on=state.on or spec.verified_on,
    )


def catalogue_note(pack: Any) -> str:
    """Return what the foot of every catalogue says: which version, and whether it was held against 附件1."""
    state = pack.template(CATALOGUE)
    version = f"目录第{state.version}版"
    if not state.by:
        return f"{UNCHECKED_CATALOGUE}　{version}"
    return f"{version}，{state.on} {state.by}已与附件1核对"
