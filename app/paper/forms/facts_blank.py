# SPDX-License-Identifier: MulanPSL-2.0
"""Rows of forms that are filled by hand: none at all, so that a table draws its empty ones."""

from __future__ import annotations

from app.paper.forms.context import FormContext
from app.paper.forms.registry import REGISTRY, RowValue


@REGISTRY.table("", "number")
def blank_rows(_context: FormContext) -> tuple[RowValue, ...]:
    """No rows; ``blanks`` of the table says how many empty ones there are."""
    return ()
