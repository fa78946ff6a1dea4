# SPDX-License-Identifier: MulanPSL-2.0
"""One page of a form while it is being laid out: drawn by the same code that prints it, with where its parts stand."""

from __future__ import annotations

import attrs
from attrs import frozen

from app.paper.context import PaperContext
from app.paper.core.press import Press
from app.paper.forms.context import FormContext, Matter
from app.paper.forms.fitting import BOX_PAD_Y, PAD_X, fit_text, standard_setter
from app.paper.forms.flow import Band, Leftover
from app.paper.forms.parts import Cell, Grid, Marks, Part, Prose
from app.paper.forms.printing import lay
from app.paper.forms.spec import FormSpec, Page


@frozen
class DraftPage:
    """One page as it would print.

    Attributes:
        pdf: its sides; the first is what the layout shows.
        bands: where its parts stand.
        leftovers: what would go on 附页.
        tight: (part, cell) of printed words that do not stand in their box; they are left out here.
    """

    pdf: bytes
    sides: int
    bands: tuple[Band, ...]
    leftovers: tuple[Leftover, ...]
    tight: tuple[tuple[int, int], ...]


def draft_page(
    spec: FormSpec, index: int, context: PaperContext, matter: Matter | None = None
) -> DraftPage:
    """Return one page of a form drawn alone; every part is shown, whatever its condition.

    Raises:
        UserError: PAPER-GLYPH when a character is in no face.
    """
    tight = tight_cells(spec.pages[index])
    page = _without(_shown(spec.pages[index]), tight)
    press = Press(standard_setter(), context.imprint(), title=spec.title)
    form = FormContext(context, matter=matter or Matter())
    before = sum(each.numbered for each in spec.pages[:index])
    flow = lay(attrs.evolve(spec, pages=(page,)), form, press, first_number=before + 1)
    return DraftPage(press.save(), flow.pages, tuple(flow.bands), tuple(flow.leftovers), tight)


def tight_cells(page: Page) -> tuple[tuple[int, int], ...]:
    """Return (part, cell) of printed words that are too long for their box at the smallest size."""
    return tuple(
        (place, number)
        for place, part in enumerate(page.parts)
        if isinstance(part, Grid)
        for number, cell in enumerate(part.cells)
        if _tight(cell)
    )


def _tight(cell: Cell) -> bool:
    if cell.bind or not cell.label or cell.upright or cell.spread:
        return False
    width, height = cell.at.width - 2 * PAD_X, cell.at.height - 2 * BOX_PAD_Y
    if width < 3.0 or height < 3.0:
        return True
    return bool(fit_text(standard_setter(), cell.label, cell, width, height, cell.face).rest)


def _without(page: Page, tight: tuple[tuple[int, int], ...]) -> Page:
    parts = list(page.parts)
    for place, number in tight:
        grid = parts[place]
        if isinstance(grid, Grid):
            cells = list(grid.cells)
            cells[number] = attrs.evolve(cells[number], label="")
            parts[place] = attrs.evolve(grid, cells=tuple(cells))
    return attrs.evolve(page, parts=tuple(parts))


def _shown(page: Page) -> Page:
    return attrs.evolve(page, when="", parts=tuple(_always(part) for part in page.parts))


def _always(part: Part) -> Part:
    if isinstance(part, Prose):
        paragraphs = tuple(attrs.evolve(each, when="") for each in part.paragraphs)
        return attrs.evolve(part, when="", paragraphs=paragraphs)
    if isinstance(part, Marks):
        words = tuple(attrs.evolve(each, when="") for each in part.words)
        return attrs.evolve(part, when="", words=words)
    return attrs.evolve(part, when="")
