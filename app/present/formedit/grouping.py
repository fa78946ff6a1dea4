# SPDX-License-Identifier: MulanPSL-2.0
"""How the rows of a roll are grouped: which groupings there are, the lines over and under each."""

from __future__ import annotations

from typing import Any

import attrs

from app.paper.forms.registry import REGISTRY
from app.paper.forms.tabular import BandLine, Roll

NO_GROUP = ""
_WORDS = {
    "series": "申报系列",
    "specialty": "申报专业",
    "unit": "工作单位",
    "department": "主管部门",
    "level": "申报层级",
    "nature": "单位性质",
    "heading": "目录的大类",
}
_QUOTED = (("{name}", "{组名}"), ("{count}", "{人数}"))  # as people read them
_BAND, _SUM = "{name}（{count}人）", "{name}小计"


def choices(rows: str) -> tuple[tuple[str, str], ...]:
    """Return (name, words) of what a roll may be grouped by; none is the first."""
    binding = REGISTRY.rolls.get(rows)
    found = binding.groups if binding is not None else {}
    return ((NO_GROUP, "不分组"), *((name, _WORDS.get(name, name)) for name in found))


def group_of(roll: Roll, level: int) -> str:
    """Return the grouping of a level from 0, empty for none."""
    return roll.groups[level] if level < len(roll.groups) else NO_GROUP


def with_group(roll: Roll, level: int, name: str) -> Roll:
    """Return a roll grouped otherwise at a level; without a group, the inner ones go too."""
    before = len(roll.groups)
    groups = [
        *roll.groups[:level],
        *([name] if name else ()),
        *(roll.groups[level + 1 :] if name else ()),
    ]
    kept = tuple(dict.fromkeys(groups))
    bands, sums = roll.bands[: len(kept)], roll.sums[: len(kept)]
    if len(kept) > before and len(roll.bands) == before:
        indent = "　　" * (len(kept) - 1)
        model = roll.bands[-1] if roll.bands else BandLine("", 10.5, 6.8, 9)
        bands = (
            *bands,
            attrs.evolve(model, text=f"{indent}{_BAND}", shade=max(4.5, model.shade / 2)),
        )
    if len(kept) == 1 and not sums and roll.total is not None:
        sums = (attrs.evolve(roll.total, text=_SUM, shade=4.5, least=2),)
    return attrs.evolve(roll, groups=kept, bands=bands, sums=sums)


def line_text(roll: Roll, kind: str, level: int) -> str:
    """Return the words of a band, a sum or the last line as people read them; empty where there is none."""
    line = _line(roll, kind, level)
    text: str = line.text if line is not None else ""
    for name, words in _QUOTED:
        text = text.replace(name, words)
    return text


def has_line(roll: Roll, kind: str, level: int) -> bool:
    """Tell whether there is such a line."""
    return _line(roll, kind, level) is not None


def _line(roll: Roll, kind: str, level: int) -> Any:
    if kind == "total":
        return roll.total
    lines: tuple[Any, ...] = roll.bands if kind == "band" else roll.sums
    return lines[level] if level < len(lines) else None


def with_text(roll: Roll, kind: str, level: int, text: str) -> Roll:
    """Return a roll whose band, sum or last line says something else."""
    line = _line(roll, kind, level)
    if line is None:
        return roll
    for name, words in _QUOTED:
        text = text.replace(words, name)
    new = attrs.evolve(line, text=text)
    if kind == "total":
        return attrs.evolve(roll, total=new)
    if kind == "band":
        return attrs.evolve(roll, bands=_put(roll.bands, level, new))
    return attrs.evolve(roll, sums=_put(roll.sums, level, new))


def _put(held: tuple[Any, ...], place: int, new: Any) -> tuple[Any, ...]:
    return (*held[:place], new, *held[place + 1 :])
