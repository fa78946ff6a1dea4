# SPDX-License-Identifier: MulanPSL-2.0
"""Answers about everybody a unit's letter speaks of: figures, lists of people, posts, the unit's own notice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import attrs

from app.model.codes import DeclarationKind, TitleLevel
from app.model.declaration import Declaration
from app.model.marking import Mark, compiled, marks_in_force
from app.paper.forms import facts_person as person
from app.paper.forms.context import FormContext, in_words, workdays_between
from app.paper.forms.registry import REGISTRY, RowValue
from app.paper.forms.words import word
from app.paper.names import series_name

ID_TAIL = 4
_FILINGS = ("senior", "intermediate", "junior")


def _people(context: FormContext) -> tuple[Declaration, ...]:
    return context.batch.people if context.batch is not None else ()


def _count(number: int, context: FormContext) -> str:
    """Return a figure; empty, room to write, where there is no batch at all."""
    return str(number) if context.batch is not None else ""


@REGISTRY.answer()
def batch_count(context: FormContext) -> str:
    """Return how many people the letter speaks of."""
    return _count(len(_people(context)), context)


@REGISTRY.answer()
def batch_first_name(context: FormContext) -> str:
    """Return the first name of the list (关于委托评审某某等3名同志…)."""
    return next((each.basics.name for each in _people(context)), "")


@REGISTRY.answer()
def batch_named(context: FormContext) -> str:
    """Return 某某等3名同志, or 某某同志 for one."""
    people, first = _people(context), batch_first_name(context)
    if not people:
        return ""
    return f"{first}同志" if len(people) == 1 else f"{first}等{len(people)}名同志"


def _filing(context: FormContext, filing: str) -> str:
    chosen = (each.route.level for each in _people(context))
    return _count(sum(level is not None and level.filing == filing for level in chosen), context)


def _level(context: FormContext, level: TitleLevel) -> str:
    return _count(sum(each.route.level == level for each in _people(context)), context)


@REGISTRY.answer()
def batch_senior(context: FormContext) -> str:
    """Return how many declare a 高级 title."""
    return _filing(context, "senior")


@REGISTRY.answer()
def batch_full_senior(context: FormContext) -> str:
    """Return how many declare a 正高级 title."""
    return _level(context, TitleLevel.FULL_SENIOR)


@REGISTRY.answer()
def batch_associate_senior(context: FormContext) -> str:
    """Return how many declare a 副高级 title."""
    return _level(context, TitleLevel.ASSOCIATE_SENIOR)


@REGISTRY.answer()
def batch_intermediate(context: FormContext) -> str:
    """Return how many declare a 中级 title."""
    return _filing(context, "intermediate")


@REGISTRY.answer()
def batch_junior(context: FormContext) -> str:
    """Return how many declare a 初级 title."""
    return _filing(context, "junior")


@REGISTRY.answer()
def batch_levels(context: FormContext) -> str:
    """Return 高级、中级: the levels declared, for the title of a letter."""
    found = {each.route.level.filing for each in _people(context) if each.route.level is not None}
    return "、".join(word("filing", filing) for filing in _FILINGS if filing in found)


@REGISTRY.answer()
def batch_series(context: FormContext) -> str:
    """Return 工程系列、农业系列, in the order of the list."""
    pack = context.paper.pack
    named = (series_name(pack, each.route.series, each.route.specialty) for each in _people(context))  # fmt: skip
    return "、".join(dict.fromkeys(name for name in named if name))


@REGISTRY.answer()
def batch_preferences(context: FormContext) -> str:
    """Return 破格1人、绿色通道2人; 无 where all are 正常申报."""
    if context.batch is None:
        return ""
    kinds = Counter(each.route.kind for each in _people(context))
    said = [f"{word('kind', kind)}{kinds[kind]}人" for kind in DeclarationKind if kinds[kind] and kind != DeclarationKind.NORMAL]  # fmt: skip
    return "、".join(said) or "无"


@REGISTRY.answer()
def batch_posts(context: FormContext) -> str:
    """Return 副高级核定22个、已聘19个、空缺3个、拟申报2人；…, the figures of 附件3."""
    rows = context.batch.posts if context.batch is not None else ()
    return "；".join(
        f"{row.level}核定{row.approved}个、已聘{row.filled}个、空缺{row.vacant}个、拟申报{row.applying}人"
        for row in rows
    )


@REGISTRY.table(
    "", "number", "name", "sex", "born", "id_number", "id_tail", "unit", "education", "title",
    "specialty", "level", "declared", "kind", "post",
)  # fmt: skip
def batch_people(context: FormContext) -> tuple[RowValue, ...]:
    """Everybody the letter speaks of, one row each, numbered."""
    return tuple(_rows(context, _people(context)))


def _rows(context: FormContext, people: Iterable[Declaration]) -> Iterable[RowValue]:
    for number, declaration in enumerate(people, 1):
        own = attrs.evolve(context, paper=attrs.evolve(context.paper, declaration=declaration))  # type: ignore[misc] # a protocol to the checker, attrs at run time
        yield RowValue(
            {
                "number": str(number),
                "name": declaration.basics.name,
                "sex": declaration.basics.sex,
                "born": person.born_month(own),
                "id_number": declaration.basics.id_number,
                "id_tail": declaration.basics.id_number[-ID_TAIL:],
                "unit": own.unit_name,
                "education": person.education_level(own),
                "title": person.present_title_and_date(own),
                "specialty": person.series_and_specialty(own),
                "level": person.level_short(own),
                "declared": declaration.route.title,
                "kind": word("kind_short", declaration.route.kind),
                "post": _use(context, declaration),
            }
        )


@REGISTRY.table("", "number", "level", "series", "count", "carrier")
def batch_groups(context: FormContext) -> tuple[RowValue, ...]:
    """How many people of each level and series are handed over, in the order of the list."""
    pack = context.paper.pack
    counts: Counter[tuple[str, str]] = Counter()
    marks: defaultdict[tuple[str, str], list[Mark]] = defaultdict(list)
    for each in _people(context):
        series = series_name(pack, each.route.series, each.route.specialty)
        filing = each.route.level.filing if each.route.level is not None else ""
        key = (word("filing", filing) if filing else "", series)
        counts[key] += 1
        marks[key] += marks_in_force(each.markings)
    return tuple(
        RowValue(
            {
                "number": str(number),
                "level": key[0],
                "series": key[1],
                "count": str(count),
                "carrier": compiled(marks[key]).mark.words,
            }
        )
        for number, (key, count) in enumerate(counts.items(), 1)
    )


def _use(context: FormContext, declaration: Declaration) -> str:
    return context.batch.uses.get(declaration.id, "") if context.batch is not None else ""


@REGISTRY.table("", "level", "approved", "filled", "vacant", "applying")
def batch_post_rows(context: FormContext) -> tuple[RowValue, ...]:
    """Posts by level, as in 附件3."""
    rows = context.batch.posts if context.batch is not None else ()
    return tuple(RowValue(attrs.asdict(row)) for row in rows)


# --- the notice of a whole unit ----------------------------------------------------------
@REGISTRY.answer()
def posted_span(context: FormContext) -> str:
    """Return 2026年6月15日至2026年6月23日; room to write while a day is missing."""
    first, last = in_words(context.matter.posted_on), in_words(context.matter.ended_on)
    return f"{first}至{last}" if first and last else ""


@REGISTRY.answer()
def posted_days(context: FormContext) -> str:
    """Return the working days of the unit's notice (D-1)."""
    unit = context.paper.unit
    counts = unit.counts_posting_day if unit is not None else False
    matter = context.matter
    days = workdays_between(context, matter.posted_on, matter.ended_on, counts_first=counts)
    return "" if days is None else str(days)


@REGISTRY.answer()
def posted_counting(context: FormContext) -> str:
    """Return how the days are counted (D-1)."""
    unit = context.paper.unit
    counts = unit.counts_posting_day if unit is not None else False
    return "张贴当日计入" if counts else "张贴当日不计，自次日起算"


@REGISTRY.answer()
def posted_objections(context: FormContext) -> str:
    """Return what came in during the notice; room to write while nobody typed it."""
    return context.matter.objections


@REGISTRY.answer()
def posted_on_words(context: FormContext) -> str:
    """Return the posting day in words."""
    return in_words(context.matter.posted_on)


@REGISTRY.answer("notice.posted_on")
def notice_day(context: FormContext) -> str:
    """Return the posting day in words: the unit's where the notice is of several people, else the person's."""
    if context.batch is not None:
        return in_words(context.matter.posted_on)
    return in_words(context.declaration.notice.posted_on)


@REGISTRY.condition
def has_posts(context: FormContext) -> bool:
    """Tell whether the unit keeps posts; an empty form leaves room for them."""
    return context.batch is None or bool(context.batch.posts)


@REGISTRY.condition
def any_classified(context: FormContext) -> bool:
    """Tell whether anybody spoken of, or the one person in hand, declares offline for secrecy."""
    return any(each.route.classified for each in (*_people(context), context.declaration))


@REGISTRY.condition
def has_batch(context: FormContext) -> bool:
    """Tell whether the paper speaks of people of the vault; an empty form does not."""
    return context.batch is not None
