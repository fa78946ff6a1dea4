# SPDX-License-Identifier: MulanPSL-2.0
"""Which fields a form prints at all, told from the form itself, before anything is laid out."""

from __future__ import annotations

from collections.abc import Iterator

from app.paper.forms.bindings import known_rows, paths_of
from app.paper.forms.parts import Grid, Opinions, Part, Prose, Stack, quoted_names
from app.paper.forms.sources import general_paths
from app.paper.forms.spec import FormSpec
from app.paper.forms.tabular import Table


def reach(spec: FormSpec) -> frozenset[str]:
    """Return the general document paths a form prints: ``basics.name``, ``education.*.school``, ``titles``."""
    return frozenset(
        path for page in spec.pages for part in page.parts for path in _paths(part) if path
    )


def _paths(part: Part) -> Iterator[str]:
    for name in _names(part):
        yield from paths_of(name)
    if isinstance(part, Table):
        binding = known_rows(part.rows)
        yield binding.path if binding is not None else ""
        for column in part.columns:
            for name in filter(None, (column.bind, column.note)):
                yield from general_paths(part.rows, name)


def _names(part: Part) -> Iterator[str]:
    if isinstance(part, Grid):
        yield from (cell.bind for cell in part.cells if cell.bind)
    elif isinstance(part, Stack):
        yield from (cell.bind for row in part.rows for cell in row.cells if cell.bind)
    elif isinstance(part, Opinions):
        yield from (block.bind for block in part.blocks if block.bind)
    elif isinstance(part, Prose):
        for paragraph in part.paragraphs:
            yield from (paragraph.bind,) if paragraph.bind else quoted_names(paragraph.text)
