# SPDX-License-Identifier: MulanPSL-2.0
"""Answers that belong to one letter and to no declaration: number, office, dates, hand-over."""

from __future__ import annotations

from app.kernel.dates import PartialDate
from app.paper.forms.context import FormContext, in_words
from app.paper.forms.facts_batch import any_classified
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


@REGISTRY.answer()
def letter_contact(context: FormContext) -> str:
    """Return 联系人 as typed for this letter, else the unit's."""
    unit = context.paper.unit
    return context.matter.contact or (unit.contact if unit is not None else "")


@REGISTRY.answer()
def letter_phone(context: FormContext) -> str:
    """Return the telephone of the letter, else the unit's."""
    unit = context.paper.unit
    return context.matter.phone or (unit.phone if unit is not None else "")


@REGISTRY.answer()
def letter_place(context: FormContext) -> str:
    """Return where the unit's notice hangs."""
    return context.matter.place


@REGISTRY.answer()
def letter_lookup(context: FormContext) -> str:
    """Return 材料查阅地点."""
    return context.matter.lookup


@REGISTRY.answer()
def letter_supervision(context: FormContext) -> str:
    """Return 监督电话."""
    return context.matter.supervision


@REGISTRY.answer()
def letter_address(context: FormContext) -> str:
    """Return the address of the office that takes objections."""
    return context.matter.address


@REGISTRY.answer()
def letter_background(context: FormContext) -> str:
    """Return 单位基本情况与隶属 in the unit's own words."""
    return context.matter.background


@REGISTRY.answer()
def letter_reason(context: FormContext) -> str:
    """Return 委托理由 in the unit's own words."""
    return context.matter.reason


@REGISTRY.answer()
def letter_process(context: FormContext) -> str:
    """Return 审核程序 in the unit's own words."""
    return context.matter.process


@REGISTRY.answer()
def transport_words(context: FormContext) -> str:
    """Return how carriers are sent; boxes to tick while nobody typed it (secrecy.md 7.2)."""
    return context.matter.transport or "□ 专人　　□ 机要"


@REGISTRY.answer()
def carrier_mark(context: FormContext) -> str:
    """Return 秘密★10年 of what is inside a wrapping, empty without a recorded decision (D-7)."""
    return context.matter.mark


@REGISTRY.answer()
def carrier_numbers(context: FormContext) -> str:
    """Return the 份号 of what is inside a wrapping."""
    return context.matter.numbers


@REGISTRY.table("", "number", "name", "volumes", "pages", "carrier", "note")
def handover_items(context: FormContext) -> tuple[RowValue, ...]:
    """Rows of a hand-over slip."""
    keys = ("name", "volumes", "pages", "carrier", "note")
    return tuple(
        RowValue({"number": str(number), **dict(zip(keys, row, strict=True))})
        for number, row in enumerate(context.matter.volumes, 1)
    )


@REGISTRY.answer()
def bag_count(context: FormContext) -> str:
    """Return 共2册126页; empty before there are volumes."""
    return context.matter.bound


_SIDE = ("number", "name", "pages")


@REGISTRY.table("", *_SIDE, "number_2", "name_2", "pages_2")
def bag_items(context: FormContext) -> tuple[RowValue, ...]:
    """Materials in two columns beside one another: down the left, then down the right."""
    rows = context.matter.catalogue
    half = (len(rows) + 1) // 2
    made = []
    for index in range(half):
        values = dict(zip(_SIDE, rows[index], strict=True))
        if half + index < len(rows):
            right = zip(("number_2", "name_2", "pages_2"), rows[half + index], strict=True)
            values.update(right)
        made.append(RowValue(values))
    return tuple(made)


@REGISTRY.table("", "number", "name", "place", "pages", "material", "case")
def evidence_rows(context: FormContext) -> tuple[RowValue, ...]:
    """Every claim with where it stands and where it is proved."""
    keys = ("name", "place", "pages", "material", "case")
    return tuple(
        RowValue({"number": str(number), **dict(zip(keys, row[:-1], strict=True))}, row[-1])
        for number, row in enumerate(context.matter.evidence, 1)
    )


@REGISTRY.table("", "number", "paper", "out", "into", "resign", "fate")
def exchange_items(context: FormContext) -> tuple[RowValue, ...]:
    """Rows of a 换页清单; what nothing is written for is left to a hand."""
    keys = ("paper", "out", "into", "resign", "fate")
    return tuple(
        RowValue({"number": str(number), **dict(zip(keys, row, strict=True))})
        for number, row in enumerate(context.matter.sheets, 1)
    )


@REGISTRY.condition
def secret_carrier(context: FormContext) -> bool:
    """Tell whether the rules for carriers of state secrets are printed: marked, or of a classified person."""
    return bool(context.matter.mark) or any_classified(context)


@REGISTRY.condition
def has_due(context: FormContext) -> bool:
    """Tell whether the letter names a day."""
    return bool(context.matter.due)
