# SPDX-License-Identifier: MulanPSL-2.0
"""Answers that belong to one letter and to no declaration: number, office, dates, hand-over."""

from __future__ import annotations

from app.kernel.dates import PartialDate
from app.paper.forms.context import FormContext, in_words
from app.paper.forms.registry import REGISTRY, RowValue


@REGISTRY.answer()
def letter_number(context: FormContext) -> str:
    """GC-2026-0017, as the office keeps its register."""
    return context.matter.number


@REGISTRY.answer()
def letter_office(context: FormContext) -> str:
    """Return who sends the letter; the unit when nobody else is named."""
    return context.matter.office or context.unit_name


@REGISTRY.answer()
def letter_on(context: FormContext) -> str:
    """Return the day of the letter in words."""
    return in_words(context.matter.on)


@REGISTRY.answer()
def letter_due(context: FormContext) -> str:
    """2026年7月3日17时."""
    return f"{in_words(context.matter.due)}{context.matter.hour}" if context.matter.due else ""


@REGISTRY.answer()
def letter_workdays(context: FormContext) -> str:
    """Working days from the day after the letter to the day it is due; empty when one is missing."""
    days = (PartialDate.parse(text) for text in (context.matter.on, context.matter.due))
    first, last = (day.exact() if day else None for day in days)
    if first is None or last is None or last <= first:
        return ""
    return str(context.paper.pack.calendar.workdays_between(first, last))


@REGISTRY.answer()
def letter_deliver(context: FormContext) -> str:
    """Return how and where the reply is handed in."""
    return context.matter.deliver


@REGISTRY.answer()
def letter_handler(context: FormContext) -> str:
    """Return the name printed on 经办人."""
    return context.matter.handler


@REGISTRY.answer()
def letter_checker(context: FormContext) -> str:
    """Return the name printed on 复核人."""
    return context.matter.checker


@REGISTRY.answer()
def letter_receiver(context: FormContext) -> str:
    """Return who takes over."""
    return context.matter.receiver


@REGISTRY.table("", "number", "name", "volumes", "pages", "carrier", "note")
def handover_items(context: FormContext) -> tuple[RowValue, ...]:
    """Rows of a hand-over slip."""
    keys = ("name", "volumes", "pages", "carrier", "note")
    return tuple(
        RowValue({"number": str(number), **dict(zip(keys, row, strict=True))})
        for number, row in enumerate(context.matter.volumes, 1)
    )


@REGISTRY.condition
def has_due(context: FormContext) -> bool:
    """Tell whether the letter names a day."""
    return bool(context.matter.due)
