# SPDX-License-Identifier: MulanPSL-2.0
"""The cell-fit meter: how what is typed will stand in its cell of the 评审表, in the form's own face."""

from __future__ import annotations

import functools
import math

from attrs import frozen

from app.kernel.pinyin import readings
from app.paper.core.fonts import FontLibrary, missing_glyphs
from app.paper.core.geometry import PT
from app.paper.forms import FormSpec, measure
from app.paper.forms.bindings import known_rows, paths_of
from app.paper.forms.fitting import standard_setter
from app.paper.forms.parts import Cell, Paragraph, Prose
from app.paper.forms.tabular import Column, Table
from app.policy.fields import general

FORM = "evaluation"  # the form a person fills on these pages
_COLUMNS = {
    "achievements.*.title": "title",
    "achievements.*.content": "role",
    "achievements.*.result": "effect",
    "works.*.title": "title",
    "works.*.venue": "venue",
}


@frozen
class Fit:
    """How a text stands on the form.

    Attributes:
        lines: lines it takes; capacity: lines there are, 0 where the cell grows.
        words: what the meter says; full: it is more than the cell holds.
        worth: there is something to say: a second line, smaller type, or too much.
    """

    lines: int
    capacity: int
    words: str
    full: bool = False
    worth: bool = True

    @property
    def share(self) -> float:
        """Return how much of the cell is taken, 0 to 1; 0 where the cell grows."""
        return min(1.0, self.lines / self.capacity) if self.capacity else 0.0


def fit_of(path: str, text: str, spec: FormSpec | None = None) -> Fit | None:
    """Return how a text of this field stands on the form, or None where the form has no cell of its own.

    Args:
        spec: the 评审表 that prints; None takes the one that came with the program.
    """
    if not text.strip():
        return None
    place, form = general(path), spec or FormSpec.load(FORM)
    cells = _cells(form).get(place)
    if cells:
        return min(
            (_in_cell(cell, text) for cell in cells), key=lambda fit: (not fit.full, -fit.share)
        )
    column = _columns(form).get(place)
    if column is not None:
        lines = measure(column, text).lines
        return Fit(lines, 0, f"印 {lines} 行")
    prose = _prose(form).get(place)
    return _in_prose(*prose, text) if prose is not None else None


def warm() -> None:
    """Read the form, every face forms are set in and the table of readings, ahead of the first use.

    Together they take the best part of a second, which the first page beside a field and the first
    letter typed into a list of words would have to wait for. The rare faces are read when one is met.
    """
    for role in FontLibrary.standard().roles:
        if not role.startswith("rare"):
            missing_glyphs("汉A", role)
    fit_of("basics.name", "汉A")
    readings("汉")


def _in_cell(cell: Cell, text: str) -> Fit:
    fit = measure(cell, text)
    words = f"{min(fit.lines, fit.capacity)}/{fit.capacity} 行"
    if not fit.fits:
        return Fit(
            fit.lines, fit.capacity, f"{fit.capacity}/{fit.capacity} 行，多出的印在附页", full=True
        )
    smaller = fit.size < cell.tried[0]
    if smaller:
        words += f"，字缩到 {fit.size:g} 磅"
    return Fit(fit.lines, fit.capacity, words, worth=smaller or fit.lines > 1)


def _in_prose(paragraph: Paragraph, width: float, room: float, text: str) -> Fit:
    setter = standard_setter()
    lines = sum(
        max(
            1,
            len(setter.break_lines(part, paragraph.role, paragraph.size, width, paragraph.indent)),
        )
        for part in text.split("\n")
    )
    pages = math.ceil(lines / max(1, int(room / (paragraph.lead * PT))))
    return Fit(lines, 0, f"印 {lines} 行，约 {pages} 页")


@functools.lru_cache(maxsize=2)
def _cells(spec: FormSpec) -> dict[str, tuple[Cell, ...]]:
    found: dict[str, tuple[Cell, ...]] = {}
    for _, cell in spec.fixed_cells():
        paths = paths_of(cell.bind)
        if len(paths) == 1 and "*" not in paths[0]:  # what is made of a row is worded anew
            found[paths[0]] = (*found.get(paths[0], ()), cell)
    return found


@functools.lru_cache(maxsize=2)
def _columns(spec: FormSpec) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for page in spec.pages:
        for part in page.parts:
            if isinstance(part, Table):
                binding = known_rows(part.rows)
                columns = {f"{binding.path}.{c.bind}": c for c in part.columns} if binding else {}
                for place, name in _COLUMNS.items():
                    column = columns.get(f"{place.split('.', 1)[0]}.{name}")
                    if column is not None:
                        found[place] = column
    return found


@functools.lru_cache(maxsize=2)
def _prose(spec: FormSpec) -> dict[str, tuple[Paragraph, float, float]]:
    found: dict[str, tuple[Paragraph, float, float]] = {}
    for page in spec.pages:
        for part in page.parts:
            if isinstance(part, Prose):
                for paragraph in part.paragraphs:
                    for path in paths_of(paragraph.bind) if paragraph.bind else ():
                        found[path] = (paragraph, part.right - part.left, page.bottom - page.top)
    return found
