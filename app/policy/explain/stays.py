# SPDX-License-Identifier: MulanPSL-2.0
"""How the stays of a table add up: each as typed, merged, gaps, doubt of the month, and what a year is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from app.kernel.dates import chinese_date, completed_months
from app.kernel.spans import Stretch, Total, merged, months_text, shared, total
from app.model.declaration import Declaration
from app.model.paths import read
from app.policy.explain.node import Node, Part, basis, group
from app.policy.explain.values import readings
from app.policy.facts import spans_of
from app.policy.pack import PolicyPack

CUTOFF_CLAUSES = ("S-3.2-0",)
SHORTEST = 31
"""Days; a gap or overlap below a month is how months are written down (ux S07)."""


def total_of(declaration: Declaration, table: str, until: dt.date) -> Total:
    """Return the sum of a table's dated stays up to a day, overlaps counted once."""
    return total(spans_of(read(declaration, table)), until)


def total_words(sum_: Total) -> str:
    """Return 合计 20 年 3 个月, with both figures where the months leave it open."""
    if not sum_.doubtful:
        return f"合计 {months_text(sum_.high)}"
    return f"合计 {months_text(sum_.low)}到 {months_text(sum_.high)}（有的只知道到月）"


def explain_stays(
    pack: PolicyPack, declaration: Declaration, table: str, until: dt.date, *, cutoff: bool
) -> Node:
    """Return how the stays of a table add up to a day.

    Args:
        cutoff: the day is the level's cut-off; else it is today, while the level is not chosen.
    """
    sum_ = total_of(declaration, table, until)
    day = f"算到 {chinese_date(until)}" + ("（截止日）" if cutoff else "（今天；层级还没有选）")
    clauses = CUTOFF_CLAUSES if cutoff else ()
    return Node(
        Part.ANSWER,
        f"{pack.label('rows', table)}的时间",
        f"{total_words(sum_)}，{day}",
        clauses,
        (
            *group("读到的", readings(pack, declaration, (table,))),
            *group("怎么算的", _counted(declaration, table, sum_, until)),
            basis(pack, clauses),
        ),
        tone="note",
    )


def _counted(declaration: Declaration, table: str, sum_: Total, until: dt.date) -> Iterator[Node]:
    for stretch in sum_.stretches:
        months = months_text(total_months(stretch))
        yield Node(Part.COUNT, f"{_span(stretch)} 是 {months}，{stretch.days} 天")
    for twice in _overlaps(declaration, table, until):
        yield Node(Part.COUNT, f"{_span(twice)} 两段重叠 {twice.days} 天，只算一次")
    for gap in sum_.gaps:
        if gap.days > SHORTEST:
            yield Node(Part.COUNT, f"{_span(gap)} 空着 {gap.days} 天，不算")
    if len(sum_.stretches) > 1:
        yield Node(
            Part.COUNT,
            f"加起来 {sum_.high_days} 天。几段相加，法律没有写一年是多少天，按 365 天折算：{months_text(sum_.high)}",
        )
    else:
        yield Node(
            Part.COUNT,
            "一段不断的，从第二天数起，到对应的那一天满（民法典第二百零一、二百零二条）；"
            "那个月没有对应的日子的（2月29日），到月底满",
        )
    if sum_.doubtful:
        yield Node(
            Part.COUNT,
            f"有的日子只知道到月：最少 {months_text(sum_.low)}（{sum_.low_days} 天），"
            f"最多 {months_text(sum_.high)}（{sum_.high_days} 天）。差这几天要紧的，查证件补到日",
        )


def total_months(stretch: Stretch) -> int:
    """Return the whole months of one unbroken stay."""
    return completed_months(stretch.first, stretch.last)


def _overlaps(declaration: Declaration, table: str, until: dt.date) -> tuple[Stretch, ...]:
    stays = [
        stretch
        for span in spans_of(read(declaration, table))
        for stretch in total((span,), until).stretches
    ]
    found = [
        both
        for number, stay in enumerate(stays)
        for both in shared((stay,), stays[number + 1 :])
        if both.days > SHORTEST
    ]
    return merged(found)


def _span(stretch: Stretch) -> str:
    return f"{stretch.first:%Y.%m.%d} → {stretch.last:%Y.%m.%d}"
