# SPDX-License-Identifier: MulanPSL-2.0
"""One page of a form as the live preview shows it: its picture and where every field stands on it."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, field, frozen

from app.intake import Raster
from app.paper.forms import Notes, PlacedCell
from app.paper.forms.margin_notes import cell_of
from app.paper.forms.parts import Rect


@frozen
class LiveCell:
    """A place on the page that stands for a field, a row or a table.

    Attributes:
        path: where a click leads.
        label: what the person calls it.
        tone: ``must`` or ``check`` where a finding is about it, else empty.
        numbers: of the findings, as in the margin and on the self-check report.
    """

    path: str
    rect: Rect
    label: str = ""
    tone: str = ""
    numbers: tuple[int, ...] = ()


@frozen
class LiveSide:
    """One side of the form.

    Attributes:
        index: page of the form, from 0.
        words: 第29页（第1册）· 背面.
    """

    index: int
    words: str
    raster: Raster = field(repr=False)
    cells: tuple[LiveCell, ...] = field(default=(), repr=False)


@frozen
class LivePage:
    """What the live preview shows.

    Attributes:
        sides: the page, or both sides of its sheet, front first.
        here: which of ``sides`` is the page in hand.
        count: sides of the whole form.
        boxed: cells of the side in hand that are the field in hand; the first is scrolled to.
        gaps, all_gaps: wanted answers still empty on the side in hand, in the whole form.
        remark: why the field in hand has no cell, empty when it has.
    """

    form: str
    title: str
    sides: tuple[LiveSide, ...]
    here: int
    count: int
    boxed: tuple[LiveCell, ...] = ()
    gaps: int = 0
    all_gaps: int = 0
    remark: str = ""

    @property
    def side(self) -> LiveSide:
        """Return the side in hand."""
        return self.sides[self.here]

    @property
    def gap_words(self) -> str:
        """Return what is still empty: □□□ 还空 3 处，这页 1 处; empty when nothing is."""
        if not self.all_gaps:
            return ""
        here = f"这页 {self.gaps} 处" if self.gaps else "这页没有"
        return f"□□□ 还空 {self.all_gaps} 处，{here}"

    @property
    def spoken(self) -> str:
        """Return the accessible name: the page and the field."""
        boxed = self.boxed[0].label if self.boxed else ""
        return "，".join(part for part in ("页面预览", self.title, self.side.words, boxed) if part)


def cell_at(cells: Sequence[LiveCell], x: float, y: float) -> LiveCell | None:
    """Return the cell under a point in mm: the smallest one, and of equal ones the first."""
    under = [cell for cell in cells if _holds(cell.rect, x, y)]
    return min(under, key=lambda cell: cell.rect.width * cell.rect.height, default=None)


def _holds(rect: Rect, x: float, y: float) -> bool:
    return rect.left <= x <= rect.right and rect.top <= y <= rect.bottom


def places_of(cells: Sequence[PlacedCell], path: str, part: int) -> tuple[PlacedCell, ...]:
    """Return where a field stands: its own cell, else its row, what is inside it, or its whole table.

    Args:
        part: of a long text, the paragraph in hand.
    """
    row = ".".join(path.split(".")[:2])
    root = path.partition(".")[0]
    for wanted in dict.fromkeys((path, row)):
        exact = tuple(cell for cell in cells if cell.path == wanted)
        if exact:
            return tuple(cell for cell in exact if cell.part == part) or exact
    if path == root:
        inside = tuple(cell for cell in cells if cell.path.startswith(f"{root}."))
        if inside:
            return inside[:1]
    return tuple(cell for cell in cells if cell.path == root)


def best_page(found: Sequence[PlacedCell], cells: Sequence[PlacedCell], held: int) -> int:
    """Return the page to show: the one shown already, else where most of the same section stands."""
    pages = list(dict.fromkeys(cell.page for cell in found))
    if held in pages or not pages:
        return held if pages else 0
    root = found[0].path.partition(".")[0]
    return max(
        pages,
        key=lambda page: sum(
            cell.page == page and cell.path.partition(".")[0] == root for cell in cells
        ),
    )


def with_findings(cells: tuple[LiveCell, ...], notes: Notes) -> tuple[LiveCell, ...]:
    """Return the cells of a side with the findings that light them."""
    places = [(cell.path, cell.rect) for cell in cells]
    lit = list(cells)
    for path, given in notes.items():
        index = cell_of(path, places)
        if index is None:
            continue
        old = lit[index]
        must = old.tone == "must" or any(note.must for note in given)
        numbers = tuple(sorted({*old.numbers, *(note.number for note in given)}))
        lit[index] = evolve(old, tone="must" if must else "check", numbers=numbers)
    return tuple(lit)
