# SPDX-License-Identifier: MulanPSL-2.0
"""One page of a form while it is being laid out: drawn by the same code that prints it, with where its parts stand."""

from __future__ import annotations

from typing import Any

import attrs
from attrs import frozen

from app.paper.context import PaperContext
from app.paper.core.geometry import PT
from app.paper.core.press import Press
from app.paper.forms import bindings
from app.paper.forms.context import FormContext, Matter
from app.paper.forms.fitting import BOX_PAD_Y, PAD_X, fit_text, standard_setter
from app.paper.forms.flow import Band, Leftover
from app.paper.forms.parts import Body, Cell, Grid, Marks, Part, Prose, requoted
from app.paper.forms.printing import lay
from app.paper.forms.registry import REGISTRY
from app.paper.forms.spec import FormSpec, Page
from app.paper.forms.tabular import Roll, SumLine, Table


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
    spec: FormSpec,
    index: int,
    context: PaperContext,
    matter: Matter | None = None,
    roll: Any = None,
) -> DraftPage:
    """Return one page of a form drawn alone; every part is shown, whatever its condition.

    ``roll`` is what a list takes its rows from; None leaves empty ones.

    Raises:
        UserError: PAPER-GLYPH when a character is in no face.
    """
    tight = tight_cells(spec.pages[index])
    page = _without(_shown(_known(spec.pages[index])), tight)
    press = Press(standard_setter(), context.imprint(), title=spec.title)
    form = FormContext(context, matter=matter or Matter(), roll=roll)
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
        if is_tight(cell)
    )


def is_tight(cell: Cell) -> bool:
    """Tell whether the printed words of a cell are too long for its box at its smallest size."""
    if cell.bind or not cell.label:
        return False
    size = cell.tried[0] * PT
    if cell.spread:
        return max(cell.spread, len(cell.label)) * size > cell.at.width
    if cell.upright:
        return len(cell.label) * size > cell.at.height
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


def _known(thing: Any) -> Any:
    """Return a page without names no binding has: they are listed as faults, and the rest is drawn all the same."""
    if isinstance(thing, tuple):
        return tuple(_known(each) for each in thing)
    if isinstance(thing, Table) and bindings.known_rows(thing.rows) is None:
        return Marks(10.0, y=thing.y, gap=thing.gap)
    if isinstance(thing, Table):
        return thing
    if isinstance(thing, Roll):
        return _known_roll(thing)
    if isinstance(thing, str):
        return requoted(thing, _if_known)
    if not attrs.has(type(thing)):
        return thing
    values = {item.name: _known(getattr(thing, item.name)) for item in attrs.fields(type(thing))}
    if values.get("bind") and not bindings.known_field(values["bind"]):
        values["bind"] = ""
    return type(thing)(**values)


def _if_known(name: str, otherwise: str | None) -> str:
    if not bindings.known_field(name):
        return "　"
    return f"{{{name}}}" if otherwise is None else f"{{{name}|{otherwise}}}"


def _known_roll(roll: Roll) -> Part:
    """Return a roll without groupings and columns nobody has, and without lines for groupings it has not."""
    binding = REGISTRY.rolls.get(roll.rows)
    if binding is None:
        return Marks(10.0, y=roll.y, gap=roll.gap)
    groups = tuple(name for name in roll.groups if name in binding.groups)
    binds = {column.bind for column in roll.columns}
    count, figures = len(groups), binding.added is not None

    def sound(line: SumLine) -> bool:
        return bool(line.across) or (figures and line.under in binds)

    return attrs.evolve(
        roll,
        groups=groups,
        bands=roll.bands[:count],
        sums=tuple(line for line in roll.sums[:count] if sound(line)),
        total=roll.total if roll.total is not None and sound(roll.total) else None,
    )


def _shown(page: Page) -> Page:
    return attrs.evolve(page, when="", parts=tuple(_always(part) for part in page.parts))


def _always(part: Part) -> Part:
    if isinstance(part, (Prose, Body)):
        paragraphs = tuple(attrs.evolve(each, when="") for each in part.paragraphs)
        return attrs.evolve(part, when="", paragraphs=paragraphs)
    if isinstance(part, Marks):
        words = tuple(attrs.evolve(each, when="") for each in part.words)
        return attrs.evolve(part, when="", yields=False, words=words)
    return attrs.evolve(part, when="")
