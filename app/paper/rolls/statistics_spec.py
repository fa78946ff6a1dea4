# SPDX-License-Identifier: MulanPSL-2.0
"""Words and widths of the statistics table: ``resources/forms/statistics.toml``."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.locations import resource
from app.paper.forms.reading import read_toml, strict_converter, structure


@frozen
class SheetSpec:
    """Widths in mm of one sheet size, and the size of its figures in points."""

    fixed: tuple[float, ...]
    narrow: float
    width: float
    figure: float


@frozen
class StatisticsSpec:
    """``resources/forms/statistics.toml``: words and widths."""

    title: str
    source: str
    clauses: tuple[str, ...]
    verified_by: str
    verified_on: str
    level_heads: tuple[str, ...]
    post_heads: tuple[str, ...]
    free_heads: tuple[str, ...]
    targeted_levels: tuple[str, ...]
    targeted_heads: tuple[str, ...]
    outside_heads: tuple[str, ...]
    notes: tuple[str, ...]
    sheets: Mapping[str, SheetSpec]


@functools.cache
def statistics_spec() -> StatisticsSpec:
    """Return words and widths, checked; raises UserError FORM-FILE, FORM-FIELD or FORM-SHAPE."""
    return read_statistics_spec(resource("forms", "statistics.toml"))


def read_statistics_spec(path: Path) -> StatisticsSpec:
    """Return words and widths of one file, checked as ``statistics_spec``."""
    spec = structure(read_toml(path), StatisticsSpec, path.name, strict_converter())
    wanted = (
        (spec.level_heads, 4),
        (spec.post_heads, 5),
        (spec.free_heads, 3),
        (spec.targeted_levels, 2),
    )
    counted = (*wanted, (spec.targeted_heads, 4), (spec.outside_heads, 3))
    for words, count in counted:
        if len(words) != count:
            what = f"“{'、'.join(words)}”应有 {count} 项。"
            raise UserError("FORM-SHAPE", file=path.name, place="heads", what=what)
    for name, sheet in spec.sheets.items():
        rest = sheet.width - sum(sheet.fixed) - 35 * sheet.narrow
        if len(sheet.fixed) != 5 or rest < 8:
            raise UserError(
                "FORM-SHAPE", file=path.name, place=name, what="给备注留的宽度不足 8 毫米。"
            )
    return spec
