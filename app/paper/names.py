# SPDX-License-Identifier: MulanPSL-2.0
"""How a series and a specialty read on paper, and in which order they stand (S-4.3.4-b)."""

from __future__ import annotations

from typing import Any

from attrs import define, field

from app.kernel.errors import UserError

# What people leave off a series' official name: 工程技术人员 is the 工程系列 of the notice.
_TAILS = ("专业技术人员", "技术人员", "专业人员", "人员", "人才", "系列")
_MOST = 4  # packs kept in mind
UNKNOWN = 10_000  # a series no table knows stands after all known ones


@define(eq=False, hash=False)
class _Finder:
    """The title tables of one pack with what was already looked up; known by identity, not content."""

    titles: Any
    known: dict[tuple[str, str], Any] = field(factory=dict)

    def find(self, series: str, specialty: str) -> Any:
        """Return the series meant, or None."""
        key = (series, specialty)
        if key not in self.known:
            try:
                self.known[key] = self.titles.find(series, specialty).series
            except UserError:
                self.known[key] = None
        return self.known[key]


_FINDERS: list[_Finder] = []  # a program run sees one pack, or very few


def _found(titles: Any, series: str, specialty: str) -> Any:
    for finder in _FINDERS:
        if finder.titles is titles:
            return finder.find(series, specialty)
    _FINDERS.insert(0, _Finder(titles))
    del _FINDERS[_MOST:]
    return _FINDERS[0].find(series, specialty)


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


def ground_name(pack: Any, kind: str, ground: str) -> str:
    """Return the words of a 破格 or 倾斜 ground; text that is no known ground is kept as typed."""
    row = pack.routes.kinds.get(kind)
    grounds = row.grounds if row is not None else ()
    return next((str(each.name) for each in grounds if each.id == ground), ground)
