# SPDX-License-Identifier: MulanPSL-2.0
"""What a unit lays over the pack: its own earlier days, materials and phrases. It can only tighten."""

from __future__ import annotations

import datetime as dt

import attrs
from attrs import frozen

from app.kernel.dates import PartialDate
from app.kernel.errors import UserError
from app.model.codes import TitleLevel
from app.model.unit import Unit
from app.policy import records as rec
from app.policy.conditions import ALWAYS
from app.policy.pack import PolicyPack

_LEVEL_OF = {
    "junior": TitleLevel.JUNIOR,
    "intermediate": TitleLevel.INTERMEDIATE,
    "senior": TitleLevel.FULL_SENIOR,
}


@frozen
class UnitLayer:
    """One unit's additions.

    Attributes:
        internal_dates: filing level -> the day the unit wants the papers by (S-3.1.1-1, S-3.3-3).
        materials: further materials the unit asks for, each marked as such (S-3.1.1-2 warns).
        phrases: further standard sentences.
        confirmed: preset id -> name of the person who confirmed its numbers (D-5).
    """

    internal_dates: dict[str, dt.date] = attrs.field(factory=dict)
    materials: tuple[rec.CatalogueItem, ...] = ()
    phrases: tuple[rec.Phrase, ...] = ()
    confirmed: dict[str, str] = attrs.field(factory=dict)


def layer_of(unit: Unit) -> UnitLayer:
    """Return the layer a unit's own record holds; a day that cannot be read is left out."""
    found = {level: PartialDate.parse(text) for level, text in unit.internal_dates.items()}
    days = {level: day for level, date in found.items() if date and (day := date.exact())}
    return UnitLayer(internal_dates=days)


def check_internal_date(pack: PolicyPack, level: str, day: dt.date) -> None:
    """Refuse a unit's day later than the notice's closing day.

    Args:
        level: junior, intermediate or senior.

    Raises:
        UserError: PACK-UNIT-LATER naming both days and the clause.
    """
    window = pack.window(_LEVEL_OF[level])
    if day > window.closes:
        raise UserError(
            "PACK-UNIT-LATER",
            level=pack.label("level", level),
            what="内部截止日",
            own=day.isoformat(),
            official=window.closes.isoformat(),
            clause=pack.cite(window.clauses),
        )


def with_unit(pack: PolicyPack, layer: UnitLayer) -> PolicyPack:
    """Return the pack with a unit's layer on top; official days never move.

    Raises:
        UserError: PACK-UNIT-LATER for a day later than the notice's.
    """
    for level, day in layer.internal_dates.items():
        check_internal_date(pack, level, day)
    rows = tuple(
        attrs.evolve(row, internal=layer.internal_dates.get(row.level, row.internal))
        for row in pack.windows.rows
    )
    taken = {item.id for item, _ in pack.materials.items}
    extra = tuple((item, ALWAYS) for item in layer.materials if item.id not in taken)
    presets = tuple(
        attrs.evolve(preset, active=True, state=f"由{layer.confirmed[preset.id]}核对")
        if preset.id in layer.confirmed
        else preset
        for preset in pack.rules.presets
    )
    return attrs.evolve(
        pack,
        windows=attrs.evolve(pack.windows, rows=rows),
        materials=attrs.evolve(pack.materials, items=(*pack.materials.items, *extra)),
        standard_phrases=(*pack.standard_phrases, *layer.phrases),
        rules=attrs.evolve(pack.rules, presets=presets),
    )
