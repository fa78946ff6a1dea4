# SPDX-License-Identifier: MulanPSL-2.0
"""What a unit lays over the pack: its own earlier days, catalogue, phrases, calendar years, checked templates.

Official days never move: a unit's day can only be earlier (S-3.1.1-1, S-3.3-3).
"""

from __future__ import annotations

import datetime as dt

import attrs
from attrs import frozen

from app.kernel.dates import PartialDate
from app.kernel.errors import UserError
from app.model.codes import TitleLevel
from app.model.unit import Unit
from app.model.unit_rules import CalendarRecord, MaterialEdit, OwnMaterial, UnitRules
from app.policy import records as rec
from app.policy.conditions import ALWAYS, Condition, compiled
from app.policy.pack import Materials, PolicyPack, Rules, merged_calendar

FILING = ("junior", "intermediate", "senior")
FIRST_OWN = 100  # 序号 of a unit's own materials: behind the pack's
_LEVEL_OF = {
    "junior": TitleLevel.JUNIOR,
    "intermediate": TitleLevel.INTERMEDIATE,
    "senior": TitleLevel.FULL_SENIOR,
}
NEVER = Condition(exclusions=(ALWAYS,))


@frozen
class UnitLayer:
    """One unit's additions.

    Attributes:
        internal_dates: filing level -> the day the unit wants the papers by (S-3.1.1-1, S-3.3-3).
        materials: further materials the unit asks for, each marked as such (S-3.1.1-2 warns), with
            the condition under which it is on the list.
        phrases: further standard sentences.
        confirmed: preset id -> name of the person who confirmed its numbers (D-5).
        edits: how the unit's 附件1 words the pack's own materials.
        years: calendar years keyed in.
        templates: what is recorded about each template.
        slots: filing level -> the day of 附件4 as typed.
    """

    internal_dates: dict[str, dt.date] = attrs.field(factory=dict)
    materials: tuple[rec.CatalogueItem, ...] = ()
    phrases: tuple[rec.Phrase, ...] = ()
    confirmed: dict[str, str] = attrs.field(factory=dict)
    edits: tuple[MaterialEdit, ...] = ()
    years: tuple[rec.CalendarYear, ...] = ()
    templates: dict[str, rec.TemplateState] = attrs.field(factory=dict)
    slots: dict[str, dt.date] = attrs.field(factory=dict)


def exact_day(text: str) -> dt.date | None:
    """Return the day a text means, None when it is none or not exact."""
    found = PartialDate.parse(text)
    return found.exact() if found else None


def layer_of(unit: Unit) -> UnitLayer:
    """Return the layer a unit's own record holds; a day that cannot be read is left out."""
    return UnitLayer(internal_dates=_days(unit.internal_dates))


def layer_of_rules(rules: UnitRules, unit: Unit | None) -> UnitLayer:
    """Return the layer of a vault: its rules, and its unit's dates where it has one."""
    dates = unit.internal_dates if unit is not None else rules.internal_dates
    return UnitLayer(
        internal_dates=_days(dates),
        materials=tuple(own_item(row, n) for n, row in enumerate(rules.materials, FIRST_OWN)),
        phrases=tuple(rec.Phrase(row.id, row.use, row.text) for row in rules.phrases),
        confirmed={name: signed.by for name, signed in rules.confirmed.items()},
        edits=rules.edits,
        years=tuple(found for row in rules.years if (found := calendar_year(row)) is not None),
        templates={
            row.template: rec.TemplateState(row.checked.by, row.checked.on, row.version, row.words)
            for row in rules.templates
        },
        slots=_days({slot.level: slot.day for slot in rules.slots}),
    )


def _days(texts: dict[str, str]) -> dict[str, dt.date]:
    found = {level: exact_day(text) for level, text in texts.items()}
    return {level: day for level, day in found.items() if day}


def calendar_year(row: CalendarRecord) -> rec.CalendarYear | None:
    """Return a calendar year keyed in, None while one of its days cannot be read."""
    worked = [exact_day(text) for text in row.worked]
    off = [(each.name, exact_day(each.first), exact_day(each.last)) for each in row.off]
    if None in worked or any(first is None or last is None for _, first, last in off):
        return None
    return rec.CalendarYear(
        year=row.year,
        source=row.source,
        worked=tuple(day for day in worked if day),
        off=tuple(rec.Holiday(name, first, last) for name, first, last in off if first and last),
    )


def own_item(row: OwnMaterial, number: int) -> rec.CatalogueItem:
    """Return a unit's own material as a row of the catalogue."""
    return rec.CatalogueItem(
        id=f"own_{row.id}",
        number=number,
        name=row.name,
        group=row.group,
        tab=row.tab,
        need=row.need,
        form=row.form,
        clauses=(),
        when={"level": [row.level]} if row.level else {},
        copies=row.copies,
        min_pages=row.min_pages,
        fetch=row.source,
    )


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


def fits(pack: PolicyPack, level: str, day: dt.date) -> bool:
    """Tell whether a unit's day belongs to this pack's year and is not later than its closing day."""
    return day.year == pack.header.year and day <= pack.window(_LEVEL_OF[level]).closes


def fitted(pack: PolicyPack, layer: UnitLayer) -> UnitLayer:
    """Return the layer without what another year's pack cannot take: a day that does not fit, a group it has not."""
    groups = {group.id for group in pack.materials.groups}
    tabs = {tab.letter for tab in pack.materials.tabs}
    dates = layer.internal_dates.items()
    return attrs.evolve(
        layer,
        internal_dates={level: day for level, day in dates if fits(pack, level, day)},
        slots={n: day for n, day in layer.slots.items() if day.year == pack.header.year},
        materials=tuple(
            attrs.evolve(
                item,
                group=item.group if item.group in groups else pack.materials.groups[-1].id,
                tab=item.tab if item.tab in tabs else pack.materials.tabs[-1].letter,
            )
            for item in layer.materials
        ),
    )


def with_unit(pack: PolicyPack, layer: UnitLayer) -> PolicyPack:
    """Return the pack with a unit's layer on top; official days never move.

    Raises:
        UserError: PACK-UNIT-LATER for a day later than the notice's.
    """
    for level, day in layer.internal_dates.items():
        check_internal_date(pack, level, day)
    rows = tuple(
        attrs.evolve(
            row,
            internal=layer.internal_dates.get(row.level, row.internal),
            slot=layer.slots.get(row.level, row.slot),
        )
        for row in pack.windows.rows
    )
    return attrs.evolve(
        pack,
        windows=attrs.evolve(pack.windows, rows=rows),
        materials=_with_materials(pack.materials, layer),
        standard_phrases=(*pack.standard_phrases, *layer.phrases),
        rules=_with_presets(pack, layer),
        calendar=merged_calendar(pack.calendar, layer.years) if layer.years else pack.calendar,
        templates={**pack.templates, **layer.templates},
    )


def _with_presets(pack: PolicyPack, layer: UnitLayer) -> Rules:
    presets = tuple(
        attrs.evolve(preset, active=True, state=f"由{layer.confirmed[preset.id]}核对")
        if preset.id in layer.confirmed
        else preset
        for preset in pack.rules.presets
    )
    return attrs.evolve(pack.rules, presets=presets)


def _with_materials(materials: Materials, layer: UnitLayer) -> Materials:
    edits = {edit.item: edit for edit in layer.edits}
    items = [_edited(item, when, edits.get(item.id)) for item, when in materials.items]
    taken = {item.id for item, _ in items}
    extra = [
        (item, compiled(item.when) if item.when else ALWAYS)
        for item in layer.materials
        if item.id not in taken
    ]
    return attrs.evolve(materials, items=(*items, *extra))


def _edited(
    item: rec.CatalogueItem, when: Condition, edit: MaterialEdit | None
) -> tuple[rec.CatalogueItem, Condition]:
    if edit is None:
        return item, when
    changed = attrs.evolve(
        item,
        name=edit.name or item.name,
        need=edit.need or item.need,
        form=edit.form or item.form,
        copies=edit.copies or item.copies,
        copies_by_level={} if edit.copies else item.copies_by_level,
        copies_state="" if edit.copies else item.copies_state,
        min_pages=edit.min_pages or item.min_pages,
    )
    return changed, NEVER if edit.left_out else when
