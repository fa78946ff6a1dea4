# SPDX-License-Identifier: MulanPSL-2.0
"""What the committee's papers say of a counted meeting; nothing of it stands on an empty form (forms.md 4.11)."""

from __future__ import annotations

from typing import Any

import attrs

from app.kernel.dates import chinese_date
from app.paper.forms import facts_person as person
from app.paper.forms.context import FormContext, in_words, workdays_between
from app.paper.forms.registry import REGISTRY, RollBinding, RowValue
from app.paper.forms.sitting import Outcome, Sitting
from app.paper.forms.words import word

Numbered = tuple[int, Outcome]
PASSED, FAILED = "通过", "不通过"


def _sitting(context: FormContext) -> Sitting | None:
    return context.roll if isinstance(context.roll, Sitting) else None


def _number(context: FormContext, name: str) -> str:
    held = _sitting(context)
    value = -1 if held is None else getattr(held, name)
    return str(value) if value >= 0 else ""


# --- the meeting -------------------------------------------------------------------
@REGISTRY.answer()
def meeting_year(context: FormContext) -> str:
    """2026: the year of what was reviewed."""
    return _number(context, "year")


@REGISTRY.answer()
def meeting_title(context: FormContext) -> str:
    """What the committee or the meeting is called, as typed at 会议与计票."""
    held = _sitting(context)
    return held.title if held is not None else ""


@REGISTRY.answer()
def meeting_on(context: FormContext) -> str:
    """2026年8月12日."""
    held = _sitting(context)
    return in_words(held.on) if held is not None else ""


@REGISTRY.answer()
def meeting_place(context: FormContext) -> str:
    """Where the committee met."""
    held = _sitting(context)
    return held.place if held is not None else ""


@REGISTRY.answer()
def meeting_size(context: FormContext) -> str:
    """Members of the committee: 应到."""
    return _number(context, "size")


@REGISTRY.answer()
def meeting_present(context: FormContext) -> str:
    """Who signed in: 实到."""
    return _number(context, "present")


@REGISTRY.answer()
def meeting_issued(context: FormContext) -> str:
    """Ballots given out a candidate, where all have as many."""
    return _number(context, "issued")


@REGISTRY.answer()
def meeting_returned(context: FormContext) -> str:
    """Ballots that came back a candidate, where all have as many."""
    return _number(context, "returned")


@REGISTRY.answer()
def meeting_series(context: FormContext) -> str:
    """工程: the series of everybody voted on, without its last word; several joined."""
    named = [person.series_words(own) for own in _each(context)]
    return "、".join(dict.fromkeys(name.removesuffix("系列") for name in named if name))


@REGISTRY.answer()
def meeting_level(context: FormContext) -> str:
    """高, 中 or 初; several joined."""
    named = [person.filing_level(own) for own in _each(context)]
    return "、".join(dict.fromkeys(name.removesuffix("级") for name in named if name))


@REGISTRY.answer()
def meeting_named(context: FormContext) -> str:
    """工程系列、高级."""
    series, level = meeting_series(context), meeting_level(context)
    return f"{series}系列、{level}级" if series and level else ""


@REGISTRY.answer()
def meeting_filled_on(context: FormContext) -> str:
    """The day of the copy; left to be written on an empty form."""
    return chinese_date(context.paper.printed_on) if _sitting(context) is not None else ""


@REGISTRY.answer()
def meeting_office(context: FormContext) -> str:
    """Who set the committee up: as typed for this paper, else the unit of this desk."""
    if _sitting(context) is None:
        return ""
    unit = context.paper.unit
    return context.matter.office or (unit.name if unit is not None else "")


@REGISTRY.answer()
def meeting_letter_on(context: FormContext) -> str:
    """The day of the letter; left to be written where none was typed."""
    return in_words(context.matter.on) if _sitting(context) is not None else ""


@REGISTRY.answer()
def meeting_contact(context: FormContext) -> str:
    """Whom to ask: as typed, else the unit's."""
    if _sitting(context) is None:
        return ""
    unit = context.paper.unit
    return context.matter.contact or (unit.contact if unit is not None else "")


@REGISTRY.answer()
def meeting_phone(context: FormContext) -> str:
    """The telephone: as typed, else the unit's."""
    if _sitting(context) is None:
        return ""
    unit = context.paper.unit
    return context.matter.phone or (unit.phone if unit is not None else "")


@REGISTRY.answer()
def meeting_rule(context: FormContext) -> str:
    """How a recused member counts, as fixed before the meeting (D-6)."""
    held = _sitting(context)
    if held is None:
        return ""
    if held.recused_count:
        return "某评委对某申报人回避的，仍计入到会人数（会前确定）。"
    return "某评委对某申报人回避的，只从该申报人的到会人数中减去（会前确定）。"


@REGISTRY.answer()
def meeting_method(context: FormContext) -> str:
    """评议与表决办法, as typed."""
    return context.matter.method.rstrip("。")


# --- what was counted --------------------------------------------------------------
@REGISTRY.answer()
def counted_accepted(context: FormContext) -> str:
    """People whose papers were taken in: as typed, else those this desk holds."""
    return context.matter.accepted or _number(context, "accepted")


@REGISTRY.answer()
def counted_cleared(context: FormContext) -> str:
    """People the office passed to the meeting."""
    return _number(context, "count")


@REGISTRY.answer()
def counted_passed(context: FormContext) -> str:
    """Who passed."""
    held = _sitting(context)
    return str(len(held.passed)) if held is not None else ""


@REGISTRY.answer()
def counted_failed(context: FormContext) -> str:
    """Who did not."""
    held = _sitting(context)
    return str(len(held.failed)) if held is not None else ""


@REGISTRY.answer()
def counted_rate(context: FormContext) -> str:
    """66.7: passed of a hundred voted on."""
    held = _sitting(context)
    if held is None or not held.outcomes:
        return ""
    return f"{100 * len(held.passed) / len(held.outcomes):.1f}".removesuffix(".0")


# --- how the result was made public ------------------------------------------------
@REGISTRY.answer()
def result_posted(context: FormContext) -> str:
    """2026年8月14日至2026年8月20日, as typed."""
    first, last = context.matter.posted_on, context.matter.ended_on
    return f"{in_words(first)}至{in_words(last)}" if first and last else ""


@REGISTRY.answer()
def result_workdays(context: FormContext) -> str:
    """Working days of it; the posting day is not counted (D-1)."""
    matter = context.matter
    days = workdays_between(context, matter.posted_on, matter.ended_on, counts_first=False)
    return str(days) if days is not None else ""


@REGISTRY.answer()
def result_place(context: FormContext) -> str:
    """Where and how it was posted, as typed."""
    return context.matter.place


@REGISTRY.answer()
def result_reports(context: FormContext) -> str:
    """How many 举报 came in, as typed."""
    return context.matter.reports


@REGISTRY.answer()
def result_handled(context: FormContext) -> str:
    """What was found and done about them, as typed."""
    return context.matter.handled.rstrip("。")


# --- people ------------------------------------------------------------------------
def _each(context: FormContext) -> list[FormContext]:
    held = _sitting(context)
    return [_own(context, each) for each in (held.outcomes if held is not None else ())]


def _own(context: FormContext, outcome: Outcome) -> FormContext:
    """Return the context of one of them; what a column says of a person is said in one place."""
    paper = attrs.evolve(context.paper, declaration=outcome.declaration)  # type: ignore[misc]
    return attrs.evolve(context, paper=paper)


def _votes(outcome: Outcome) -> str:
    return f"{outcome.agree}/{outcome.below}"


def _basics(name: str) -> Any:
    return lambda _, item: str(getattr(item[1].declaration.basics, name))


def _said(function: Any) -> Any:
    return lambda source, item: function(_own(source[0], item[1]))


_COLUMNS: dict[str, Any] = {
    "number": lambda _, item: str(item[0]),
    "name": _basics("name"),
    "sex": _basics("sex"),
    "born": _said(person.born_month),
    "unit": _said(lambda own: own.unit_name),
    "held": _said(person.present_title),
    "series": _said(person.series_and_specialty),
    "level": lambda _, item: word("level_short", item[1].declaration.route.level),
    "declared": lambda _, item: item[1].declaration.route.title,
    "votes": lambda _, item: _votes(item[1]),
    "agree": lambda _, item: str(item[1].agree),
    "below": lambda _, item: str(item[1].below),
    "result": lambda _, item: PASSED if item[1].passed else FAILED,
    "posted": lambda source, _: result_posted(source[0]) and "已公示",
    "other": lambda _, item: item[1].other,
}
_GROUPS: dict[str, Any] = {
    "series": _said(lambda own: person.series_words(own) or "系列未定"),
    "level": lambda _, item: word("level_short", item[1].declaration.route.level) or "层级未定",
}


def _people(*, passed: bool) -> Any:
    def items(source: tuple[FormContext, Sitting], _groups: Any) -> Any:
        return source[1].numbered(passed=passed)

    return items


for _name, _passed in (("passed_people", True), ("failed_people", False)):
    REGISTRY.roll(
        RollBinding(
            _name,
            source=lambda context: (context, context.roll) if _sitting(context) else None,
            items=_people(passed=_passed),
            columns=_COLUMNS,
            groups=_GROUPS,
        )
    )


@REGISTRY.table(
    "", "number", "name", "declared", "agree", "against", "abstained", "spoiled", "needed", "result", "remark",
)  # fmt: skip
def tally_rows(context: FormContext) -> tuple[RowValue, ...]:
    """Everybody voted on with what was counted; before the count the names alone; none on an empty form."""
    held = _sitting(context)
    if held is None:
        people = context.batch.people if context.batch is not None else ()
        return tuple(
            RowValue({"number": str(n), "name": each.basics.name, "declared": each.route.title})
            for n, each in enumerate(people, 1)
        )
    return tuple(RowValue(_tally(n, each)) for n, each in enumerate(held.outcomes, 1))


def _tally(number: int, outcome: Outcome) -> dict[str, str]:
    route, counted = outcome.declaration.route, ("agree", "against", "abstained", "spoiled")
    return {
        "number": str(number),
        "name": outcome.declaration.basics.name,
        "declared": route.title,
        **{name: str(getattr(outcome, name)) for name in counted},
        "needed": f"{outcome.below}×2/3，需{outcome.needed}票",
        "result": PASSED if outcome.passed else FAILED,
        "remark": outcome.other,
    }
