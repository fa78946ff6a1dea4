# SPDX-License-Identifier: MulanPSL-2.0
"""Whether a text fits its cell, at what size, and what must go on 附页; nothing is ever clipped."""

from __future__ import annotations

import functools

from attrs import evolve, frozen

from app.paper.core.fonts import DOT
from app.paper.core.geometry import PT
from app.paper.core.typeset import Block, Para, Style, Typesetter
from app.paper.forms.parts import Cell, StackCell
from app.paper.forms.tabular import Column

PAD_X, PAD_Y = 1.3, 1.2  # mm between a rule and the ink
BOX_PAD_Y = 0.8  # in a box at a fixed place
SHORT_LEAD, LONG_LEAD, TIGHT_LEAD = (
    1.25,
    1.35,
    1.18,
)  # times the size: centred, running, last resort
TIGHT_SIZE = 9.0
LONGEST_NAME = 40  # characters; a longer text with dots is no name
CONTINUED, ELSEWHERE = "（续附页）", "（见附页）"


@functools.cache
def standard_setter() -> Typesetter:
    """Return the one typesetter forms measure with; its caches serve every form."""
    return Typesetter()


@frozen
class Fit:
    """How a text stands in its cell: lines it takes of lines there are, at a size in points.

    ``capacity`` is 0 where the cell grows with its text.
    """

    lines: int
    capacity: int
    size: float

    @property
    def fits(self) -> bool:
        """Tell whether all of it stands in the cell."""
        return not self.capacity or self.lines <= self.capacity


@frozen
class Fitted:
    """A text made ready for a box.

    Attributes:
        rest: what goes on 附页; empty when all fits.
    """

    block: Block
    fit: Fit
    rest: str = ""


def style_of(role: str, size: float, lead: float, align: str, first: float) -> Style:
    """Return the style at one of the tried sizes; a given lead belongs to the first of them."""
    factor = SHORT_LEAD if align == "centre" else LONG_LEAD
    if size <= TIGHT_SIZE < first:
        return Style(role, size, size * TIGHT_LEAD, align)
    return Style(role, size, lead * size / first if lead else size * factor, align)


def fit_text(
    setter: Typesetter,
    text: str,
    cell: Cell | StackCell | Column,
    width: float,
    height: float,
    role: str,
) -> Fitted:
    """Set a text in a box of ``width`` × ``height`` mm of ink at the largest of the cell's sizes that fits.

    A lone character in the last line counts as not fitting while a smaller size is left. A name in
    several parts breaks at its dot. At the smallest size what still does not fit is cut off between
    lines and returned as ``rest``.
    """
    sizes = _without_turns(setter, text, cell, width, role)
    for size in sizes:
        style = style_of(role, size, cell.lead, cell.align, cell.tried[0])
        said = at_dot(setter, text, style, width)
        block = setter.compose(Para(said, style), width)
        capacity = max(1, int((height + 0.01) / (style.lead * PT)))
        fit = Fit(len(block.lines), capacity, size)
        if fit.fits and (size == sizes[-1] or not _lone(block, said)):
            if len(block.lines) > 2 and "\n" not in said:
                block = setter.compose(Para(said, evolve(style, align="justify")), width)
            return Fitted(block, fit)
    return _cut(setter, text, style, width, fit)


def _without_turns(
    setter: Typesetter, text: str, cell: Cell | StackCell | Column, width: float, role: str
) -> tuple[float, ...]:
    """Return the sizes worth trying: where the text brings its own line ends, those at which it needs no more."""
    sizes = cell.tried
    if "\n" in text and cell.align == "centre":
        widest = max(setter.width(part, role, 1.0) for part in text.split("\n"))
        whole = tuple(size for size in sizes if widest * size <= width)
        return whole or sizes
    return sizes


def at_dot(setter: Typesetter, text: str, style: Style, width: float) -> str:
    """Return a name too long for one line with a line end after the dot nearest its middle."""
    if DOT not in text or "\n" in text or setter.width(text, style.role, style.size) <= width:
        return text
    if len(text) > LONGEST_NAME or not all(char == DOT or char.isalpha() for char in text):
        return text
    dots = [index + 1 for index, char in enumerate(text) if char == DOT]
    for cut in sorted(dots, key=lambda index: abs(2 * index - len(text))):
        parts = (text[:cut], text[cut:])
        if all(setter.width(part, style.role, style.size) <= width for part in parts):
            return "\n".join(parts)
    return text


def _lone(block: Block, text: str) -> bool:
    return len(block.lines) > 1 + text.count("\n") and len(block.lines[-1].text) == 1


def _cut(setter: Typesetter, text: str, style: Style, width: float, fit: Fit) -> Fitted:
    if fit.fits:
        return Fitted(setter.compose(Para(text, style), width), fit)
    keep = fit.capacity - 1
    if keep < 1:
        return Fitted(setter.compose(Para(ELSEWHERE, style), width), fit, text)
    head, rest = split_lines(setter, text, style, width, keep)
    shown = evolve(style, align="justify") if keep > 1 else style
    mark = Para(CONTINUED, evolve(style, align="right"))
    return Fitted(setter.compose((Para(head, shown), mark), width), fit, rest)


def split_lines(
    setter: Typesetter, text: str, style: Style, width: float, keep: int
) -> tuple[str, str]:
    """Return the text of the first ``keep`` lines and the rest; together they are the whole text."""
    limit, head, used = width / (style.size * PT), [], 0
    parts = text.split("\n")
    for index, part in enumerate(parts):
        strip = setter.strip(part, style.role)
        cuts = strip.cut(limit, style.indent)
        if used + len(cuts) > keep:
            stop = cuts[keep - used][0] if keep > used else 0
            if stop:
                head.append(strip.text[:stop].rstrip(" "))
            rest = "\n".join((strip.text[stop:], *parts[index + 1 :]))
            return "\n".join(head), rest
        head.append(strip.text)
        used += len(cuts)
    return "\n".join(head), ""


def measure(cell: Cell | StackCell | Column, text: str, width: float | None = None) -> Fit:
    """Return how a text stands in a cell, for the meter beside a field (3/4 行).

    A grid cell brings its own box; a column or a stacked cell grows with its text and has no
    capacity: ``width`` in mm is then its own.
    """
    setter = standard_setter()
    if isinstance(cell, Cell):
        box = cell.at
        return fit_text(
            setter, text, cell, box.width - 2 * PAD_X, box.height - 2 * BOX_PAD_Y, cell.face
        ).fit
    own = cell.width if isinstance(cell, Column) else width
    if own is None:
        raise TypeError("a stacked cell has no width of its own")
    role = cell.role if isinstance(cell, Column) else cell.face
    style = style_of(role, cell.tried[0], cell.lead, cell.align, cell.tried[0])
    block = setter.compose(Para(text, style), own - 2 * PAD_X)
    return Fit(len(block.lines), 0, cell.tried[0])
