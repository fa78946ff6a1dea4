# SPDX-License-Identifier: MulanPSL-2.0
"""What a unit has recorded about the templates that are tables: 目录单, 花名册, 统计表 (D-5, ux N-1).

Forms with pages of their own are the unit's editions (``present.prints.unit_forms``).
"""

from __future__ import annotations

from typing import Any

import attrs

from app.paper.forms.parts import Part
from app.paper.forms.spec import FormSpec, Page
from app.paper.forms.tabular import Roll

CATALOGUE, ROSTER, STATISTICS = "contents", "roster", "statistics"
_QUOTED_IN_RULES = (("{year}", "{listed_year}"), ("{level}", "{listed_level}"))
UNCHECKED_CATALOGUE = "参考目录，未与附件1正式文本核对"


def pack_roster(pack: Any, spec: FormSpec | None = None) -> FormSpec:
    """Return the layout of the roster, with words and checks a unit recorded before it had a layout of its own.

    An edition of the unit says all of this itself.
    """
    return _worded(pack, ROSTER, spec or FormSpec.load(ROSTER))


def _worded(pack: Any, name: str, spec: FormSpec) -> FormSpec:
    """Return a shipped layout with the title, the heads and the check kept in the unit's rules."""
    state = pack.template(name)
    if spec.edition:
        return spec
    title = state.words.get("title", "")
    for old, new in _QUOTED_IN_RULES:
        title = title.replace(old, new)

    def page(each: Page) -> Page:
        heading = attrs.evolve(each.heading, text=title) if each.heading and title else each.heading
        again = attrs.evolve(each.again, text=title) if each.again and title else each.again
        parts = tuple(part(held) for held in each.parts)
        return attrs.evolve(each, heading=heading, again=again, parts=parts)

    def part(held: Part) -> Part:
        if not isinstance(held, Roll):
            return held
        columns = tuple(
            attrs.evolve(column, head=state.words.get(column.bind, column.head))
            for column in held.columns
        )
        return attrs.evolve(held, columns=columns)

    return attrs.evolve(
        spec,
        pages=tuple(page(each) for each in spec.pages),
        verified_by=state.by or spec.verified_by,
        verified_on=state.on or spec.verified_on,
    )


def pack_statistics(pack: Any, spec: FormSpec | None = None) -> FormSpec:
    """Return the layout of the statistics table, as ``pack_roster``."""
    return _worded(pack, STATISTICS, spec or FormSpec.load(STATISTICS))


def catalogue_note(pack: Any) -> str:
    """Return what the foot of every catalogue says: which version, and whether it was held against 附件1."""
    state = pack.template(CATALOGUE)
    version = f"目录第{state.version}版"
    if not state.by:
        return f"{UNCHECKED_CATALOGUE}　{version}"
    return f"{version}，{state.on} {state.by}已与附件1核对"
