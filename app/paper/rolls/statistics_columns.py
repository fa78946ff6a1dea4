# SPDX-License-Identifier: MulanPSL-2.0
"""The counted cells of the statistics table: every level by every figure, each a column a layout may take."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

from app.paper.forms.context import FormContext
from app.paper.forms.registry import REGISTRY, RollBinding
from app.paper.rolls.statistics_lines import FILING_LEVELS, Line, PostFigures, added

MINUS, NONE_KEPT = "−", "—"
FIGURES = ("approved", "filled", "qualified", "vacant", "applying")
LEVELS = ("full_senior", "associate_senior", "intermediate", "junior")
POOLS = ("green", "grassroots", "other")
TARGETED = ("senior", "intermediate")
NO_DEPARTMENT = "无主管部门"


@frozen(eq=False)
class Counted:
    """One line of the table; ``number`` runs through the units, 0 is a sum."""

    line: Line
    number: int = 0


Figure = Callable[[Line], int | None]


def _level(place: int, name: str) -> Figure:
    return lambda line: getattr(line.levels[place], name)


def _senior(name: str) -> Figure:
    return lambda line: getattr(line.levels[0].plus(line.levels[1]), name)


def _all_levels(name: str) -> Figure:
    return lambda line: getattr(functools.reduce(PostFigures.plus, line.levels), name)


def _free(place: int) -> Figure:
    return lambda line: line.free[place] if line.keeps_posts else None


def _targeted(place: int, name: str) -> Figure:
    return lambda line: getattr(line.targeted[place], name)


def _outside(place: int) -> Figure:
    return lambda line: line.outside[place]


def _people(level: str) -> Figure:
    return lambda line: line.people.get(level, 0)


def _matrix() -> dict[str, Figure]:
    """Return every counted cell: level by figure, pools, 定向, 非事业, and the sums people ask for."""
    found: dict[str, Figure] = {"staff": lambda line: line.staff, "posts": lambda line: line.posts}
    for place, level in enumerate(LEVELS):
        found |= {f"{level}_{name}": _level(place, name) for name in FIGURES}
    found |= {f"free_{pool}": _free(place) for place, pool in enumerate(POOLS)}
    for place, level in enumerate(TARGETED):
        found |= {
            f"targeted_{level}_{name}": _targeted(place, name)
            for name in FIGURES
            if name != "qualified"
        }
    found |= {
        f"outside_{level}": _outside(place)
        for place, level in enumerate(("senior", "intermediate", "junior"))
    }
    found["total"] = lambda line: line.total
    found |= {f"senior_{name}": _senior(name) for name in FIGURES}
    found |= {f"all_{name}": _all_levels(name) for name in FIGURES}
    return found | {f"people_{level}": _people(level) for level in FILING_LEVELS}


MATRIX: Mapping[str, Figure] = _matrix()


def _printed(figure: Figure) -> Callable[[Any, Counted], str]:
    """Return a figure as printed: — where no posts are kept, nothing where they are not registered."""

    def text(_: Any, item: Counted) -> str:
        value = figure(item.line)
        if value is not None:
            return str(value).replace("-", MINUS)
        return "" if item.line.keeps_posts and not item.line.known else NONE_KEPT

    return text


def _number(figure: Figure) -> Callable[[Any, Counted], int | None]:
    return lambda _, item: figure(item.line)


def _nature(_: Any, item: Counted) -> str:
    nature = item.line.nature if item.number else ""
    short = nature.endswith("事业单位") and len(nature) == 4
    return nature.removesuffix("单位") if short else nature


def department_of(_: Any, item: Counted) -> str:
    """Return the 主管部门 a line is summed under."""
    return NO_DEPARTMENT if item.line.department in ("", "无") else item.line.department


def _strong(item: Counted, column: str) -> bool:
    if column == "remark":
        return item.line.over
    return column in over_columns(item.line)


def over_columns(line: Line) -> frozenset[str]:
    """Return the columns that show 超岗: vacancy below zero, or more applying than vacant."""
    if line.over_lines is not None:
        return frozenset()
    named = [
        *zip(LEVELS, line.levels, strict=True),
        *((f"targeted_{level}", each) for level, each in zip(TARGETED, line.targeted, strict=True)),
    ]
    return frozenset(name for level, figures in named for name in _over(level, figures))


def _over(level: str, figures: PostFigures) -> tuple[str, ...]:
    if not figures.over:
        return ()
    vacant = f"{level}_vacant"
    return (vacant,) if (figures.vacant or 0) < 0 else (vacant, f"{level}_applying")


def _added(name: str, items: Sequence[Counted]) -> Counted:
    return Counted(added(name, [item.line for item in items]))


REGISTRY.roll(
    RollBinding(
        "statistics_lines",
        source=lambda context: context.roll,
        items=lambda table, groups: table.in_groups(groups),
        columns={
            "number": lambda _, item: str(item.number or ""),
            "name": lambda _, item: item.line.name,
            "nature": _nature,
            "department": lambda source, item: department_of(source, item) if item.number else "",
            **{name: _printed(figure) for name, figure in MATRIX.items()},
            "remark": lambda _, item: item.line.remark,
        },
        groups={
            "department": department_of,
            "nature": lambda _, item: item.line.nature or "单位性质未填",
        },
        figures={name: _number(figure) for name, figure in MATRIX.items()},
        added=_added,
        strong=_strong,
    )
)


@REGISTRY.answer()
def statistics_check(context: FormContext) -> str:
    """核对：与花名册人数：初级 一致；… it never says 一致 where a figure differs."""
    return getattr(context.roll, "check", "")
