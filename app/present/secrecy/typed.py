# SPDX-License-Identifier: MulanPSL-2.0
"""What a person types of a 定密 decision, and the whole record it makes; half of one makes none (D-7)."""

from __future__ import annotations

import datetime as dt

import attrs
from attrs import frozen

from app.kernel.dates import PartialDate
from app.kernel.errors import UserError
from app.kernel.text import clean_code, clean_line
from app.model.marking import (
    LEVELS,
    LONGEST_YEARS,
    MarkingRecord,
    PeriodKind,
    Release,
    is_term,
)

PERIOD_WORDS = {
    PeriodKind.TERM: "保密期限",
    PeriodKind.DAY: "解密时间",
    PeriodKind.CONDITION: "解密条件",
}
BASES = ("保密事项范围", "派生定密")
MOST_CONDITION = 16  # characters a mark takes beside the level


@frozen
class TypedDecision:
    """The entries of the form, as typed.

    Attributes:
        kind: word of ``PERIOD_WORDS``; base: word of ``BASES``, empty while not chosen.
        remark: why the period is longer than the law usually allows.
        reach: ``ticked`` papers or the ``whole`` declaration; empty while not chosen.
    """

    level: str = ""
    kind: str = ""
    period: str = ""
    base: str = ""
    basis: str = ""
    handler: str = ""
    officer: str = ""
    on: str = ""
    scope: str = ""
    remark: str = ""
    reach: str = ""


def typed_from(record: MarkingRecord) -> TypedDecision:
    """Return a decision as its form shows it, to begin a change from; day and people are asked anew."""
    base, _, basis = record.basis.partition("：")
    known = base in BASES
    return TypedDecision(
        level=record.level,
        kind=PERIOD_WORDS[record.kind],
        period=record.period,
        base=base if known else "",
        basis=basis if known else record.basis,
        scope=record.scope,
        remark=record.remark,
    )


def record_of(typed: TypedDecision, today: dt.date) -> MarkingRecord:
    """Return the record some entries make.

    Raises:
        UserError: MARK-LEVEL, MARK-FACTS naming what is missing, MARK-TERM, MARK-UNTIL, MARK-CONDITION,
            MARK-DAY; MARK-LONG for a period over the usual longest one without a word why.
    """
    clean = TypedDecision(*(clean_line(text) for text in attrs.astuple(typed)))
    if clean.level not in LEVELS:
        raise UserError("MARK-LEVEL")
    wanted = {
        "保密期限、解密时间还是解密条件": clean.kind,
        clean.kind or "期限": clean.period,
        "依据的种类": clean.base,
        "依据": clean.basis,
        "承办人": clean.handler,
        "定密责任人": clean.officer,
        "定密日期": clean.on,
        "知悉范围": clean.scope,
    }
    _check_whole(wanted)
    on = _past_day("定密日期", clean.on, today)
    kind = next(kind for kind, word in PERIOD_WORDS.items() if word == clean.kind)
    record = MarkingRecord(
        level=clean.level,
        period=_period(kind, clean.period, on),
        basis=f"{clean.base}：{clean.basis}",
        handler=clean.handler,
        officer=clean.officer,
        on=on.isoformat(),
        scope=clean.scope,
        kind=kind,
        remark=clean.remark,
    )
    if record.over_long and not record.remark:
        raise UserError("MARK-LONG", level=record.level, most=LONGEST_YEARS[record.level])
    return attrs.evolve(record, remark=record.remark if record.over_long else "")


def release_of(basis: str, handler: str, officer: str, on: str, today: dt.date) -> Release:
    """Return the release some entries make; raises UserError MARK-FACTS, MARK-DAY."""
    wanted = {"解密依据": basis, "承办人": handler, "定密责任人": officer, "解密日期": on}
    clean = {name: clean_line(text) for name, text in wanted.items()}
    _check_whole(clean)
    day = _past_day("解密日期", clean["解密日期"], today)
    return Release(clean["解密依据"], clean["承办人"], clean["定密责任人"], day.isoformat())


def _check_whole(wanted: dict[str, str]) -> None:
    missing = [name for name, text in wanted.items() if not text]
    if missing:
        raise UserError("MARK-FACTS", missing="、".join(missing))


def _past_day(name: str, typed: str, today: dt.date) -> dt.date:
    parsed = PartialDate.parse(typed)
    day = parsed.exact() if parsed else None
    if day is None or day > today:
        raise UserError("MARK-DAY", name=name, typed=typed)
    return day


def _period(kind: PeriodKind, typed: str, on: dt.date) -> str:
    if kind == PeriodKind.CONDITION:
        if len(typed) > MOST_CONDITION:
            raise UserError("MARK-CONDITION", count=len(typed), most=MOST_CONDITION)
        return typed
    if kind == PeriodKind.DAY:
        parsed = PartialDate.parse(typed)
        day = parsed.exact() if parsed else None
        if day is None or day < on:
            raise UserError("MARK-UNTIL", typed=typed)
        return day.isoformat()
    term = clean_code(typed).replace("天", "日").replace("個", "个")
    digits = term.rstrip("年个月日")
    if digits.isdigit():
        term = f"{int(digits)}{term[len(digits) :]}"
    if not is_term(term):
        raise UserError("MARK-TERM", typed=typed)
    return term
