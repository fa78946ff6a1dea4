# SPDX-License-Identifier: MulanPSL-2.0
"""Numbers of the self-check in the margin of a 校对稿, each beside the cell it is about (ux 2.5).

Told apart by shape, for proofs are grey: what must be changed stands in a filled disc, what should be
looked at again in a triangle. The words stand on the self-check report under the same number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from app.paper.core import geometry as g
from app.paper.core.page import Page
from app.paper.forms.parts import Rect

WORDS = "边上的号，见自检报告同号"
WORDS_Y = 14.0  # mm from the upper edge, above every heading
DISC, STEP = 5.2, 6.8  # mm: diameter of a mark, least distance of two marks
AWAY = 5.6  # mm from the type area to the middle of a mark
CORNER = 1.8  # mm of the filled corner that tells which cell of the line is meant
ROW_STEPS = 2  # achievements.<row id>


@frozen
class MarginNote:
    """One finding: its number on the self-check report, and whether it must be changed."""

    number: int
    must: bool


Notes = Mapping[str, tuple[MarginNote, ...]]


def cell_of(path: str, cells: Sequence[tuple[str, Rect]]) -> int | None:
    """Return which of the cells on a side stands for a document path, None where none does.

    The field's own cell, else its row, else, for a whole table or section, the first cell inside it.
    """
    steps = path.split(".")
    wanted = [path, *([".".join(steps[:ROW_STEPS])] if len(steps) > ROW_STEPS else [])]
    for each in wanted:
        for index, (place, _) in enumerate(cells):
            if place == each:
                return index
    if len(steps) == 1:
        for index, (place, _) in enumerate(cells):
            if place.startswith(f"{path}."):
                return index
    return None


def draw_notes(
    page: Page, cells: Sequence[tuple[str, Rect]], notes: Notes, *, at_right: bool
) -> None:
    """Draw the numbers that belong to the cells of a side, from the top; they never lie over one another."""
    found: list[tuple[Rect, MarginNote]] = []
    for path, given in notes.items():
        index = cell_of(path, cells)
        if index is not None:
            found += [(cells[index][1], note) for note in given]
    last = 0.0
    for box, note in _from_top(found):
        middle = max((box.top + box.bottom) / 2, last + STEP)
        last = middle
        _mark(page, box, note, middle, at_right=at_right)
    if found:
        page.text(page.margins.x1, WORDS_Y, WORDS, "song", 8, "right")


def _from_top(found: Iterable[tuple[Rect, MarginNote]]) -> list[tuple[Rect, MarginNote]]:
    return sorted(found, key=lambda pair: (pair[0].top + pair[0].bottom, pair[1].number))


def _mark(page: Page, box: Rect, note: MarginNote, middle: float, *, at_right: bool) -> None:
    margins = page.margins
    x = margins.x1 + AWAY if at_right else margins.left - AWAY
    number = str(note.number)
    if note.must:
        page.circle(x, middle, DISC, 0, fill=0.0)
        page.text(x, middle, number, "hei_bold", 9, "centre", grey=1.0)
    else:
        _triangle(page, x, middle)
        page.text(x, middle + 0.5, number, "hei_bold", 8, "centre")
    page.polygon(
        [(box.right - CORNER, box.top), (box.right, box.top), (box.right, box.top + CORNER)]
    )


def _triangle(page: Page, x: float, middle: float) -> None:
    half, top, bottom = DISC * 0.76, middle - DISC * 0.72, middle + DISC * 0.48
    page.rules(
        [
            (x - half, bottom, x + half, bottom),
            (x - half, bottom, x, top),
            (x, top, x + half, bottom),
        ],
        g.GRID,
    )
