# SPDX-License-Identifier: MulanPSL-2.0
"""For whoever makes next year's pack: check one, compare two."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.kernel.errors import UserError
from app.policy.lints import lint
from app.policy.loading import read_pack
from app.policy.packfiles import NOTICE, PackFiles, strangers
from app.policy.source import read_source

_KEYS = ("id", "number", "level", "year", "letter", "name")
_LONG = 60


def check_pack(folder: Path) -> list[str]:
    """Return every fault of a pack as one sentence with file and line; empty when it is sound.

    A fault that keeps the pack from being read stands alone; otherwise all cases are run and all
    lints are made, so that one round of mending is enough.
    """
    idle = [f"{name}：政策包里没有这样的文件，程序不读。" for name in strangers(folder)]
    try:
        pack = read_pack(PackFiles.of_folder(folder))
    except UserError as fault:
        return [*idle, fault.message.one_line()]
    return [*idle, *lint(pack)]


# -- comparing two packs


def diff_packs(old: Path, new: Path) -> list[str]:
    """Return what differs between two packs (folders or files), row by row, in Chinese lines."""
    one, two = PackFiles.of_path(old), PackFiles.of_path(new)
    names = {name for name in one.contents if name != NOTICE}
    others = {name for name in two.contents if name != NOTICE}
    lines = [f"{name}　去掉了整个文件" for name in sorted(names - others)]
    lines += [f"{name}　新加的文件" for name in sorted(others - names)]
    for name in sorted(names & others):
        before, after = read_source(one, name).data, read_source(two, name).data
        lines += [f"{name}　{line}" for line in _differences(before, after, "")]
    return lines


def _differences(before: Any, after: Any, place: str) -> Iterator[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            inner = f"{place}·{key}" if place else str(key)
            if key not in after:
                yield f"{inner}　去掉：{_short(before[key])}"
            elif key not in before:
                yield f"{inner}　新加：{_short(after[key])}"
            else:
                yield from _differences(before[key], after[key], inner)
    elif _keyed(before) and _keyed(after):
        yield from _differences(_by_key(before), _by_key(after), place)
    elif before != after:
        yield f"{place}　{_short(before)} → {_short(after)}"


def _keyed(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _by_key(rows: list[dict[str, Any]]) -> dict[str, Any]:
    keyed: dict[str, Any] = {}
    for number, row in enumerate(rows, 1):
        name = next((str(row[key]) for key in _KEYS if key in row), f"第 {number} 条")
        while name in keyed:
            name += "′"
        keyed[name] = row
    return keyed


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= _LONG else text[:_LONG] + "…"
