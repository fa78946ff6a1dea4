# SPDX-License-Identifier: MulanPSL-2.0
"""What can be done to a form in the editor: pure steps from one draft to the next, each with its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs
from attrs import field, frozen

from app.paper.forms.drafting import is_tight, tight_cells
from app.paper.forms.parts import Grid, Rect
from app.paper.forms.spec import FormSpec, Heading, Page
from app.paper.forms.tabular import FLOOR
from app.present.formedit.behind import Behind
from app.present.formedit.edges import PLACES, Edge, moved
from app.present.formedit.places import (
    CELL,
    COLUMN,
    HEAD,
    LETTER,
    OPINION,
    PARAGRAPH,
    PART,
    STACKED,
    Ref,
    item,
    with_item,
    with_part,
)

SIZES = (36.0, 30.0, 26.0, 22.0, 18.0, 16.0, 15.0, 14.0, 12.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
SAME = 0.06


@frozen
class Draft:
    """A form being worked on: the form, and the scans behind its pages by the pages' ids."""

    spec: FormSpec
    behind: Mapping[str, Behind] = field(factory=dict)

    def with_page(self, index: int, page: Page) -> Draft:
        """Return the draft with one page replaced."""
        pages = (*self.spec.pages[:index], page, *self.spec.pages[index + 1 :])
        return attrs.evolve(self, spec=attrs.evolve(self.spec, pages=pages))


@frozen
class Step:
    """A draft after an edit, what undo calls it, and what is in hand afterwards.

    Attributes:
        merge: steps in a row with the same mark are one step to undo; empty never merges.
    """

    draft: Draft
    name: str
    selection: tuple[Ref, ...] | None = None
    merge: str = ""
    page: int | None = None


def on_page(
    draft: Draft, index: int, name: str, change: Callable[[Page], Page], **more: Any
) -> Step:
    """Return the step that changes one page."""
    return Step(draft.with_page(index, change(draft.spec.pages[index])), name, **more)


# -- places


def move_rule(draft: Draft, index: int, chain: Sequence[Edge], to: float, merge: str = "") -> Step:
    """Move a rule, or one edge alone, to a place in mm."""
    name = "移动竖线" if chain[0].upright else "移动横线"
    return on_page(draft, index, name, lambda page: eased(moved(page, chain, to)), merge=merge)


def eased(page: Page) -> Page:
    """Return the page with printed words let shrink where a box became too small for them, if that is enough."""
    for place, number in tight_cells(page):
        ref = Ref(place, CELL, number)
        cell = item(page, ref)
        smaller = attrs.evolve(cell, sizes=ladder(cell.tried[0], FLOOR), spread=0)
        if not is_tight(smaller):
            page = with_item(page, ref, smaller)
    return page


def move_things(
    draft: Draft, index: int, refs: Iterable[Ref], step: tuple[float, float], merge: str = ""
) -> Step:
    """Move things by a distance in mm; what flows moves sideways, and down only from a fixed place."""
    held = tuple(refs)

    def change(page: Page) -> Page:
        for ref in _movable(page, held):
            page = with_item(page, ref, _shifted(item(page, ref), step))
        return _frames_along(page, held, step)

    return on_page(draft, index, "移动", change, merge=merge)


def _movable(page: Page, refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """Return what really moves: columns, blocks and paragraphs move with the whole of their part."""
    whole = (COLUMN, HEAD, OPINION, PARAGRAPH, STACKED, PART)
    found = [Ref(ref.part, PART) if ref.kind in whole else ref for ref in refs]
    return tuple(ref for ref in dict.fromkeys(found) if _has_place(page, ref))


def _has_place(page: Page, ref: Ref) -> bool:
    """Tell whether a thing has a place of its own: grids are their cells, letters keep their layout's lines."""
    return ref.kind != LETTER and (ref.kind != PART or hasattr(page.parts[ref.part], "gap"))


def _shifted(thing: Any, step: tuple[float, float]) -> Any:
    dx, dy = step
    if isinstance(thing, Heading):
        return attrs.evolve(thing, y=kept(thing.y + dy))
    at = getattr(thing, "at", None)
    if isinstance(at, Rect):
        box = Rect(*(kept(v) for v in (at.left + dx, at.top + dy, at.right + dx, at.bottom + dy)))
        return attrs.evolve(thing, at=box)
    if at is not None:
        return attrs.evolve(thing, at=(kept(at[0] + dx), kept(at[1] + dy)))
    changes: dict[str, float] = {}
    if hasattr(thing, "left"):
        changes["left"] = kept(thing.left + dx)
    if hasattr(thing, "right"):
        changes["right"] = kept(thing.right + dx)
    if thing.y is not None:
        changes["y"] = kept(thing.y + dy)
    else:
        changes["gap"] = max(0.0, kept(thing.gap + dy))
    return attrs.evolve(thing, **changes)


def _frames_along(page: Page, refs: Iterable[Ref], step: tuple[float, float]) -> Page:
    """Move the frames of a grid when every cell of it was moved."""
    for place, part in enumerate(page.parts):
        taken = {ref.index for ref in refs if ref.part == place and ref.kind == CELL}
        if isinstance(part, Grid) and part.frames and len(taken) == len(part.cells):
            dx, dy = step
            frames = tuple(
                Rect(*(kept(v) for v in (f.left + dx, f.top + dy, f.right + dx, f.bottom + dy)))
                for f in part.frames
            )
            page = with_part(page, place, attrs.evolve(part, frames=frames))
    return page


# -- what a thing says


def set_values(
    draft: Draft, index: int, refs: Iterable[Ref], name: str, values: Mapping[str, Any]
) -> Step:
    """Change named attributes of things; an attribute a thing has not is passed over."""
    held = tuple(refs)

    def change(page: Page) -> Page:
        for ref in held:
            thing = item(page, ref)
            fitting = {k: v for k, v in values.items() if hasattr(thing, k)}
            page = with_item(page, ref, attrs.evolve(thing, **fitting))
        return page

    return on_page(draft, index, name, change)


def set_label(draft: Draft, index: int, ref: Ref, text: str) -> Step:
    """Give a cell printed words; its binding goes, for a cell is one or the other.

    Words longer than they were spread to are not spread any more: they wrap, and shrink to fit.
    """
    values: dict[str, Any] = {"label": text}
    if len(text) > getattr(item(draft.spec.pages[index], ref), "spread", 0) > 0:
        values["spread"] = 0
    if text:
        values["bind"] = ""
    return set_values(draft, index, (ref,), "改文字", values)


def bind_field(draft: Draft, index: int, ref: Ref, bind: str, name: str) -> Step:
    """Let a cell print an answer; its printed words become the name of the field."""
    values: dict[str, Any] = {"bind": bind}
    if ref.kind in (CELL, STACKED) and bind:
        values |= {"label": "", "name": name, "upright": False, "spread": 0}
    if ref.kind == PARAGRAPH and bind:
        values["text"] = ""
    return set_values(draft, index, (ref,), "绑定栏目" if bind else "取消绑定", values)


def ladder(first: float, floor: float) -> tuple[float, ...]:
    """Return the sizes tried from the first down to the floor, in points."""
    floor = max(FLOOR, min(floor, first))
    between = [size for size in SIZES if floor < size < first]
    return tuple(dict.fromkeys((first, *between, floor)))


# -- the scan behind


def lay_behind(draft: Draft, index: int, behind: Behind | None, name: str, merge: str = "") -> Step:
    """Put a scan behind a page, lay it otherwise, or take it away."""
    page = draft.spec.pages[index].id
    others = {key: each for key, each in draft.behind.items() if key != page}
    after = others | ({page: behind} if behind is not None else {})
    return Step(Draft(draft.spec, after), name, merge=merge)


def kept(value: float) -> float:
    """Return a length as forms keep it, to a hundredth of a millimetre."""
    return round(value, PLACES)
