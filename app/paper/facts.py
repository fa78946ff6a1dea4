# SPDX-License-Identifier: MulanPSL-2.0
"""What covers, catalogues and dividers say about the person and what is declared."""

from __future__ import annotations

from attrs import frozen

from app.model.codes import TitleLevel
from app.paper.context import PaperContext

SIGNED = "　　"


@frozen
class PersonFacts:
    """Words as printed; empty where nothing was entered."""

    name: str
    sex: str
    unit: str
    phone: str
    series: str
    specialty: str
    level: str
    title: str
    kind: str
    mode: str
    year: str


def person_facts(context: PaperContext) -> PersonFacts:
    """Return the facts of the declaration as they stand on paper.

    A classified person's telephone is the unit's (forms.md 4.1); codes are worded by the pack.
    """
    declaration = context.declaration
    route, basics, unit = declaration.route, declaration.basics, context.unit
    classified = route.classified is True
    phone = basics.phone
    if classified and unit is not None and unit.phone:
        phone = f"{unit.phone}（单位人事部门）"
    return PersonFacts(
        name=basics.name,
        sex=basics.sex,
        unit=unit.name if unit is not None and unit.name else basics.unit,
        phone=phone,
        series=series_words(context),
        specialty=route.specialty,
        level=level_words(context, route.level, route.sub_level),
        title=route.title,
        kind=context.pack.label("kind", route.kind),
        mode="线下评审" if classified else "",
        year=f"{declaration.year}年度",
    )


def series_words(context: PaperContext) -> str:
    """Return 工程系列; a series kept by its id is named by the pack."""
    series = context.declaration.route.series
    if series.isascii() and series:
        series = next((row.name for row in context.pack.series if row.id == series), series)
    return series if not series or series.endswith("系列") else f"{series}系列"


def level_words(context: PaperContext, level: TitleLevel | None, sub_level: str = "") -> str:
    """Return 高级（副高级）, 中级 or 初级（助理级）."""
    if level is None:
        return ""
    word: str = context.pack.label("level", level)
    if level.senior:
        return f"高级（{word}）"
    return f"{word}（{sub_level}）" if sub_level else word
