# SPDX-License-Identifier: MulanPSL-2.0
"""岗位与统计: the grid of posts, typed once, and what the table says of the unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.model.codes import TitleLevel
from app.model.operations import Event
from app.model.unit import PostQuota, Unit
from app.paper.rolls.statistics_data import LEVELS, TARGETED
from app.paper.rolls.statistics_lines import Line
from app.present.unit.roll import Rolls, level_word
from app.present.unit.roll_view import RollPresenter

MOST_POSTS = 9999
Thing = TypeVar("Thing", PostQuota, Unit)
FIGURES = {"approved": "核定岗位", "filled": "已聘", "qualified_unfilled": "已评未聘"}
UNIT_FIGURES = {"establishment": "编制数", "professional_posts": "专业技术岗位总数"}
_LEVEL_WORDS = {
    TitleLevel.FULL_SENIOR: "正高级",
    TitleLevel.ASSOCIATE_SENIOR: "副高级",
    TitleLevel.INTERMEDIATE: "中级",
    TitleLevel.JUNIOR: "初级",
}
_TARGETED_WORDS = {"senior": "定向高级", "intermediate": "定向中级"}
_TARGETED_LEVELS = {
    "senior": TitleLevel.ASSOCIATE_SENIOR,
    "intermediate": TitleLevel.INTERMEDIATE,
}


@frozen
class PostRow:
    """One line of the grid of posts; None figures are not registered yet.

    Attributes:
        id: level, with ``-targeted`` for the separate pool of 定向评价.
        vacant: approved minus filled; below zero is 超岗.
        applying: declarations that take a post of this line.
        over: more is filled than approved, or more apply than is vacant (PC-14).
    """

    id: str
    word: str
    approved: int
    filled: int
    qualified_unfilled: int
    vacant: int
    applying: int
    over: bool


@frozen
class StatisticsState:
    """Everything the statistics screen draws; ``check`` is the cross-check line and ``agrees`` its tone."""

    title: str
    unit: str
    has_unit: bool
    figures: tuple[tuple[str, str, int], ...]
    rows: tuple[PostRow, ...]
    free: tuple[tuple[str, int], ...]
    check: str
    agrees: bool
    remark: str
    proof: bool
    number: str


class StatisticsPresenter(RollPresenter):
    """岗位与统计: the unit's posts, typed once; the table follows and must agree with the rosters."""

    @property
    def state(self) -> StatisticsState:
        """Return what the screen draws."""
        rolls, unit = self.rolls, self.session.unit
        line = _own_line(rolls, unit)
        return StatisticsState(
            title=rolls.statistics.title,
            unit=unit.name if unit else "",
            has_unit=unit is not None,
            figures=tuple(
                (name, word, getattr(unit, name) if unit else 0)
                for name, word in UNIT_FIGURES.items()
            ),
            rows=tuple(_post_rows(unit, line)),
            free=_free(line),
            check=_check_words(rolls),
            agrees=not rolls.differences,
            remark=line.remark if line else "",
            proof=self.proof,
            number=self.next_number(),
        )

    def set_post(self, row_id: str, figure: str, typed: str) -> None:
        """Keep one figure of the grid.

        Raises:
            UserError: ROLL-NUMBER quoting what was typed; ROLL-NO-UNIT while the unit is not set up.
        """
        unit = self._unit()
        value = _whole(typed, FIGURES[figure])
        level, _, mark = row_id.partition("-")
        targeted = bool(mark)
        held = [q for q in unit.posts if (q.level, q.targeted) == (level, targeted)]
        quota = held[0] if held else PostQuota(level, targeted=targeted)
        if getattr(quota, figure) == value and held:
            return
        changed = _evolved(quota, figure, value)
        others = tuple(q for q in unit.posts if q is not quota)
        self._keep(
            attrs.evolve(unit, posts=_ordered((*others, changed))), f"posts.{row_id}.{figure}"
        )

    def set_figure(self, name: str, typed: str) -> None:
        """Keep 编制数 or 专业技术岗位总数; raises as ``set_post``."""
        unit = self._unit()
        value = _whole(typed, UNIT_FIGURES[name])
        if getattr(unit, name) != value:
            self._keep(_evolved(unit, name, value), name)

    def _unit(self) -> Unit:
        unit = self.session.unit
        if unit is None:
            raise UserError("ROLL-NO-UNIT")
        return unit

    def _keep(self, unit: Unit, path: str) -> None:
        now = self.session.clock.now().isoformat()
        event = Event("unit", unit.id, self.session.actor, now, {"paths": path})
        self.session.vault.save_unit(unit, event)
        self.session.forget_derived()


def _evolved(thing: Thing, name: str, value: int) -> Thing:
    changes: dict[str, Any] = {name: value}
    return attrs.evolve(thing, **changes)


def _whole(typed: str, name: str) -> int:
    text = typed.strip() or "0"
    if not text.isdecimal() or int(text) > MOST_POSTS:
        raise UserError("ROLL-NUMBER", name=name, typed=typed, most=MOST_POSTS)
    return int(text)


def _ordered(posts: Sequence[PostQuota]) -> tuple[PostQuota, ...]:
    rank = {str(level): number for number, level in enumerate(LEVELS)}
    return tuple(sorted(posts, key=lambda quota: (quota.targeted, rank.get(quota.level, 9))))


def _own_line(rolls: Rolls, unit: Unit | None) -> Line | None:
    lines = rolls.statistics.lines
    if unit is not None:
        own = next((line for line in lines if line.name == unit.name), None)
        if own is not None:
            return own
    return lines[0] if lines else None


def _post_rows(unit: Unit | None, line: Line | None) -> list[PostRow]:
    posts = unit.posts if unit else ()
    rows = []
    for index, level in enumerate(LEVELS):
        applying = (line.levels[index].applying or 0) if line else 0
        rows.append(_post_row(posts, level, False, str(level), _LEVEL_WORDS[level], applying))
    for index, filing in enumerate(TARGETED):
        level = _TARGETED_LEVELS[filing]
        applying = (line.targeted[index].applying or 0) if line else 0
        word = _TARGETED_WORDS[filing]
        rows.append(_post_row(posts, level, True, f"{level}-targeted", word, applying))
    return rows


def _post_row(
    posts: Sequence[PostQuota],
    level: TitleLevel,
    targeted: bool,
    row_id: str,
    word: str,
    applying: int,
) -> PostRow:
    quota = next(
        (q for q in posts if (q.level, q.targeted) == (str(level), targeted)),
        PostQuota(str(level), targeted=targeted),
    )
    over = quota.vacant < 0 or applying > quota.vacant
    return PostRow(
        row_id,
        word,
        quota.approved,
        quota.filled,
        quota.qualified_unfilled,
        quota.vacant,
        applying,
        over and bool(posts),
    )


def _free(line: Line | None) -> tuple[tuple[str, int], ...]:
    if line is None:
        return ()
    words = ("绿色通道", "基层破格", "其他倾斜")
    return (*zip(words, line.free, strict=True), ("非事业单位", sum(line.outside)))


def _check_words(rolls: Rolls) -> str:
    if rolls.differences:
        return "与花名册人数不一致：" + "；".join(rolls.differences)
    counts = "，".join(f"{level_word(level)} {r.count} 人" for level, r in rolls.rosters.items())
    missing = f"；另有 {len(rolls.unplaced)} 人没有选层级，不在表里" if rolls.unplaced else ""
    return f"与花名册人数一致：是（{counts}）{missing}" if counts else "还没有申报人"
