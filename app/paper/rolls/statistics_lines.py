# SPDX-License-Identifier: MulanPSL-2.0
"""One line of the statistics table and how lines add up; what is not known is never taken for 0."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from attrs import field, frozen

FILING_LEVELS = ("junior", "intermediate", "senior")


@frozen
class PostFigures:
    """Posts of one level: counts, None where no posts are kept or none are known.

    ``applying`` counts only declarations that take a post of this level.
    """

    approved: int | None = None
    filled: int | None = None
    qualified: int | None = None
    applying: int | None = None

    @property
    def vacant(self) -> int | None:
        """Return approved minus filled; below zero is 超岗."""
        if self.approved is None or self.filled is None:
            return None
        return self.approved - self.filled

    @property
    def over(self) -> bool:
        """Tell whether more is filled than approved, or more apply than is vacant (PC-14)."""
        vacant = self.vacant
        return vacant is not None and (vacant < 0 or (self.applying or 0) > vacant)

    def plus(self, other: PostFigures) -> PostFigures:
        """Return the sum; what neither side knows stays unknown."""
        return PostFigures(
            _sum(self.approved, other.approved),
            _sum(self.filled, other.filled),
            _sum(self.qualified, other.qualified),
            _sum(self.applying, other.applying),
        )


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


@frozen
class Line:
    """One line of the table: a unit, a subtotal or the total.

    Attributes:
        keeps_posts: False for enterprises, non-public units and freelancers (printed —).
        known: the unit's posts are registered; an unknown figure is left blank, never 0.
        people: declarations of this line by filing level, whatever pool they fall under.
        over_lines: of a sum, how many of its units are 超岗; one unit's vacancy is not another's.
    """

    name: str
    nature: str = ""
    department: str = ""
    keeps_posts: bool = True
    known: bool = True
    staff: int | None = None
    posts: int | None = None
    levels: tuple[PostFigures, ...] = (PostFigures(), PostFigures(), PostFigures(), PostFigures())
    free: tuple[int, ...] = (0, 0, 0)
    targeted: tuple[PostFigures, ...] = (PostFigures(), PostFigures())
    outside: tuple[int, ...] = (0, 0, 0)
    people: Mapping[str, int] = field(factory=dict)
    over_lines: int | None = None

    @property
    def total(self) -> int:
        """Return 合计申报数: every declaration once."""
        applying = sum(figures.applying or 0 for figures in (*self.levels, *self.targeted))
        return applying + sum(self.free) + sum(self.outside)

    @property
    def over(self) -> bool:
        """Tell whether any level of a unit is 超岗; a sum says so in words only."""
        if self.over_lines is not None:
            return False
        return any(figures.over for figures in (*self.levels, *self.targeted))

    @property
    def remark(self) -> str:
        """Return 备注."""
        if self.over_lines:
            return f"{self.over_lines}个单位超岗"
        if self.over:
            return "超岗"
        unknown = self.keeps_posts and not self.known and self.over_lines is None
        return "岗位数待填" if unknown else ""


def added(name: str, lines: Sequence[Line]) -> Line:
    """Return the sum of some lines under a name."""
    kept = [line for line in lines if line.keeps_posts]
    return Line(
        name=name,
        keeps_posts=bool(kept),
        known=any(line.known for line in kept),
        staff=functools.reduce(_sum, (line.staff for line in kept), None),
        posts=functools.reduce(_sum, (line.posts for line in kept), None),
        levels=_added_posts([line.levels for line in kept], 4),
        free=tuple(sum(line.free[index] for line in lines) for index in range(3)),
        targeted=_added_posts([line.targeted for line in kept], 2),
        outside=tuple(sum(line.outside[index] for line in lines) for index in range(3)),
        people={level: sum(line.people.get(level, 0) for line in lines) for level in FILING_LEVELS},
        over_lines=sum(line.over for line in lines),
    )


def _added_posts(rows: Sequence[tuple[PostFigures, ...]], count: int) -> tuple[PostFigures, ...]:
    return tuple(
        functools.reduce(PostFigures.plus, (row[index] for row in rows), PostFigures())
        for index in range(count)
    )
