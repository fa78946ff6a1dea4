# SPDX-License-Identifier: MulanPSL-2.0
"""What stands round a list: whose it is, of which year and level, how many stand on this side."""

from __future__ import annotations

from typing import Any

from app.kernel.dates import chinese_date
from app.paper.forms.context import FormContext
from app.paper.forms.registry import REGISTRY
from app.paper.forms.words import word


def _of_roll(context: FormContext, name: str) -> Any:
    return getattr(context.roll, name, "") or ""


@REGISTRY.answer()
def listed_year(context: FormContext) -> str:
    """2026: the year of the list."""
    return str(_of_roll(context, "year"))


@REGISTRY.answer()
def listed_level(context: FormContext) -> str:
    """高级, 中级 or 初级: one roster a level (S-4.3.4-a)."""
    level = _of_roll(context, "level")
    return word("filing", level) if level else ""


@REGISTRY.answer("unit.name")
def listed_unit(context: FormContext) -> str:
    """The unit that fills the list in."""
    return str(_of_roll(context, "unit_name"))


@REGISTRY.answer("unit.phone")
def listed_phone(context: FormContext) -> str:
    """Its telephone."""
    return str(_of_roll(context, "phone"))


@REGISTRY.condition
def listed_phone_known(context: FormContext) -> bool:
    """The unit's telephone is known."""
    return bool(_of_roll(context, "phone"))


@REGISTRY.answer()
def rows_in_all(context: FormContext) -> str:
    """How many the whole list has."""
    return str(getattr(context.roll, "count", ""))


@REGISTRY.answer()
def filled_on(context: FormContext) -> str:
    """2026年6月15日: the day of the copy."""
    return chinese_date(context.paper.printed_on)


@REGISTRY.answer()
def rows_on_side(context: FormContext) -> str:
    """How many rows stand on this side."""
    return str(context.on_side or "")
