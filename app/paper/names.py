# SPDX-License-Identifier: MulanPSL-2.0
"""How a series and a specialty read on paper, and in which order they stand (S-4.3.4-b)."""

from __future__ import annotations

import functools
from typing import Any

from app.kernel.errors import UserError

# What people leave off a series' official name: 工程技术人员 is the 工程系列 of the notice.
_TAILS = ("专业技术人员", "技术人员", "专业人员", "人员", "人才", "系列")
UNKNOWN = 10_000  # a series no table knows stands after all known ones


@functools.lru_cache(maxsize=512)
def _found(titles: Any, series: str, specialty: str) -> Any:
    try:
        return titles.find(series, specialty).series
    except UserError:
        return None


def series_name(pack: Any, series: str, specialty: str = "") -> str:
    """Return 工程系列, from whatever was written; text no table knows is kept, with 系列 after it."""
    if not series:
        return ""
    found = _found(pack.titles, series, specialty)
    name = found.name if found is not None else series
    for tail in _TAILS:
        if name.endswith(tail) and len(name) > len(tail) + 1:
            name = name.removesuffix(tail)
            break
    return f"{name}系列"


def series_order(pack: Any, series: str, specialty: str = "") -> int:
    """Return the number of a series in the official table, or one after all of them."""
    found = _found(pack.titles, series, specialty) if series else None
    return int(found.number) if found is not None else UNKNOWN


def specialty_name(specialty: str) -> str:
    """Return 水利工程专业."""
    return specialty if not specialty or specialty.endswith("专业") else f"{specialty}专业"
