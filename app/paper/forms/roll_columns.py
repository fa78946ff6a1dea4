# SPDX-License-Identifier: MulanPSL-2.0
"""The columns a roll can have: their heads, their widths when they are added (``resources/forms/names/rolls.toml``)."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Literal

from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.locations import resource
from app.paper.forms.reading import read_toml, strict_converter, structure
from app.paper.forms.tabular import Column, Roll


@frozen
class KnownColumn:
    """One column as it is offered.

    Attributes:
        joined: says together what two others say apart; not in the full workbook.
        group: the head over it and its neighbours of one group, where the table has such heads.
    """

    width: float
    head: str
    align: Literal["left", "centre"] = "centre"
    empty: Literal["none", "blank"] = "blank"
    lines: int = 2
    joined: bool = False
    group: str = ""

    @property
    def words(self) -> str:
        """Return what the column is called in lists."""
        head = self.head.replace("\n", "").replace("　", "")
        return f"{self.group}：{head}" if self.group else head


@functools.cache
def known_columns() -> Mapping[str, Mapping[str, KnownColumn]]:
    """Return the columns by roll and name, in the order of the full workbook.

    Raises:
        UserError: FORM-FILE, FORM-FIELD naming the place.
    """
    path = resource("forms", "names", "rolls.toml")
    return structure(
        read_toml(path), dict[str, dict[str, KnownColumn]], path.name, strict_converter()
    )


def columns_of(rows: str) -> Mapping[str, KnownColumn]:
    """Return the columns a roll binding offers."""
    return known_columns().get(rows, {})


def new_column(rows: str, name: str, like: Column) -> Column:
    """Return a column that says a name, set as a neighbour is; raises UserError FORM-BINDING for none."""
    known = columns_of(rows).get(name)
    if known is None:
        raise UserError("FORM-BINDING", file="rolls.toml", place=rows, what=name)
    return Column(
        known.width,
        name,
        known.head,
        like.role,
        like.sizes,
        like.lead,
        known.align,
        empty=known.empty,
        lines=known.lines,
    )


def full_columns(roll: Roll) -> tuple[Column, ...]:
    """Return every column of a roll for the full workbook, under the heads the layout gives them."""
    printed = {column.bind: column for column in roll.columns}
    return tuple(
        printed.get(name) or new_column(roll.rows, name, roll.columns[0])
        for name, known in columns_of(roll.rows).items()
        if not known.joined
    )
