# SPDX-License-Identifier: MulanPSL-2.0
"""Which side of which sheet every page of a file is, in the words of the person who turns it over."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from app.kernel.errors import UserError
from app.paper.core.geometry import Side
from app.paper.volume import plan as p
from app.paper.volume.plan import PacketPlan, PlannedSide

SIDE_WORDS = {Side.FRONT: "正面", Side.BACK: "背面"}
_KIND_WORDS = {p.COVER: "封面", p.DIVIDER: "分隔页", p.BLANK: "空白", p.CONTENTS: "目录单"}
_SEPARATORS = re.compile(r"[\s,，、;；]+")
_RANGE = re.compile(r"(\d{1,5})(?:[-–—~～至到](\d{1,5}))?")


@frozen
class PrintedSide:
    """One page of a file.

    Attributes:
        sheet: number of its sheet in the file, from 0.
        side: which side of the sheet it is when printed on both.
        shown: the page number it bears, 0 when it bears none.
        words: 第29页（第1册）· 背面.
    """

    sheet: int
    side: Side
    shown: int
    words: str


def plain_sides(count: int) -> tuple[PrintedSide, ...]:
    """Return the sides of a paper that is numbered from its first page: 第3页 · 正面."""
    sides = []
    for index in range(count):
        side = Side.BACK if index % 2 else Side.FRONT
        words = f"第{index + 1}页，共{count}页 · {SIDE_WORDS[side]}"
        sides.append(PrintedSide(index // 2, side, index + 1, words))
    return tuple(sides)


def volume_sides(plan: PacketPlan) -> tuple[PrintedSide, ...]:
    """Return the sides of the volumes' file; what exists on paper only is not in the file."""
    sides: list[PrintedSide] = []
    sheet = -1
    for volume, side in plan.file_sides():
        sheet += side.side is Side.FRONT
        sides.append(PrintedSide(sheet, side.side, side.number or 0, _words(side, volume.number)))
    return tuple(sides)


def bound_words(plan: PacketPlan, entry_id: str, index: int) -> str:
    """Return 第29页（第1册）· 背面 of one page of a bound paper; empty when it is in no volume."""
    for volume in plan.volumes:
        for side in volume.sides:
            if side.entry_id == entry_id and side.index == index:
                return _words(side, volume.number)
    return ""


def _words(side: PlannedSide, volume: int) -> str:
    if side.shown:
        what = f"第{side.shown}页"
    elif side.kind == p.DIVIDER:
        what = f"分隔页{side.tab}"
    else:
        what = _KIND_WORDS.get(side.kind, "")
    return f"{what}（第{volume}册）· {SIDE_WORDS[side.side]}"


def sheets_of(sides: Sequence[PrintedSide], chosen: Sequence[int], *, duplex: bool) -> int:
    """Return the sheets of paper some pages of a file take."""
    return len({sides[index].sheet for index in chosen}) if duplex else len(chosen)


def choose_pages(typed: str, sides: Sequence[PrintedSide], *, duplex: bool) -> tuple[int, ...]:
    """Return the indices of the pages a person named by the numbers on them: 2、14、37-41.

    Args:
        typed: numbers and ranges in any punctuation; empty means everything.
        duplex: whole sheets are taken, so that fronts and backs stay together.

    Raises:
        UserError: PRINT-RANGE quoting what was typed, PRINT-RANGE-NONE naming a page that is not there.
    """
    parts = [part for part in _SEPARATORS.split(typed.strip()) if part]
    if not parts:
        return tuple(range(len(sides)))
    numbered = {side.shown: index for index, side in enumerate(sides) if side.shown}
    chosen: set[int] = set()
    for part in parts:
        first, last = _span(part, typed)
        missing = next((n for n in (first, last) if n not in numbered), None)
        if missing is not None:
            most = max(numbered, default=0)
            raise UserError(
                "PRINT-RANGE-NONE", page=missing, first=min(numbered, default=0), last=most
            )
        chosen |= {index for number, index in numbered.items() if first <= number <= last}
    if duplex:
        sheets = {sides[index].sheet for index in chosen}
        chosen = {index for index, side in enumerate(sides) if side.sheet in sheets}
    return tuple(sorted(chosen))


def _span(part: str, typed: str) -> tuple[int, int]:
    match = _RANGE.fullmatch(part.translate(_HALF_WIDTH))
    if match is None:
        raise UserError("PRINT-RANGE", typed=typed)
    first = int(match.group(1))
    last = int(match.group(2) or first)
    if last < first:
        raise UserError("PRINT-RANGE", typed=typed)
    return first, last


_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
