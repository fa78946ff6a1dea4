# SPDX-License-Identifier: MulanPSL-2.0
"""The form editor without a screen: what is selected, what moves with it, and every intent of hand and keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.kernel.errors import UserError
from app.paper.forms.parts import Rect
from app.present.formedit import columns, cutting, edits, traits
from app.present.formedit.boxes import at_point, neighbour
from app.present.formedit.checks import Problem
from app.present.formedit.desk import SIDE_WORDS, SIDES, FormDesk
from app.present.formedit.edges import Edge, reach, rule_of, snapped
from app.present.formedit.edits import Step
from app.present.formedit.fieldwords import with_names, with_words
from app.present.formedit.filling import PERSON
from app.present.formedit.places import CELL, PARAGRAPH, STACKED, Ref, item, with_item, words_of
from app.present.formedit.traits import TRAITS, Trait

_EITHER = (CELL, STACKED, PARAGRAPH)  # prints words of its own or an answer, never both
_PRINTED = ("label", "text", "spread", "upright")
NEAR = 1.2  # mm within which a dragged line comes to rest on another


class FormEditorPresenter(FormDesk):
    """Adds selection and intents to the desk; every change goes through ``perform``."""

    # -- where one is

    def show_page(self, index: int) -> None:
        """Take another page in hand."""
        if 0 <= index < len(self.draft.spec.pages) and index != self.index:
            self._now(page=index, selection=())
            self._bands, self._side = (), ""
            self._renew()

    def set_fill(self, fill: str) -> None:
        """Fill the page from somebody else; raises UserError EDIT-NO-PERSON."""
        if fill == PERSON and not (self.session.has_declaration or self.lists_everybody):
            raise UserError("EDIT-NO-PERSON")
        if fill != self._fill:
            self._fill = fill
            self._renew()

    def select(self, refs: Sequence[Ref]) -> None:
        """Take things in hand."""
        self._now(selection=tuple(dict.fromkeys(refs)))
        self._side = ""
        self.history.settle()
        self._renew(drawing=False)

    def select_at(self, x: float, y: float, *, add: bool = False) -> Ref | None:
        """Take what lies under a point in hand, with what was in hand already when adding."""
        ref = at_point(self.state.boxes, x, y)
        held = self.state.selection if add else ()
        if ref is None:
            self.select(held)
        elif ref in held:
            self.select([each for each in held if each != ref])
        else:
            self.select((*held, ref))
        return ref

    def select_in(self, box: Rect) -> None:
        """Take everything in hand that lies within a box."""
        self.select([ref for ref, each in self.state.boxes if each.inside(box)])

    def walk(self, dx: int, dy: int, *, add: bool = False) -> None:
        """Go to the neighbour in a direction; adding keeps what was in hand."""
        held = self.state.selection
        found = neighbour(self.state.boxes, held[-1] if held else None, dx, dy)
        if found is not None:
            self.select((*held, found) if add else (found,))

    def next_side(self, step: int = 1) -> str:
        """Take the next edge of the one selected cell in hand, or the whole cell; returns its word."""
        held = self.state.selection
        if len(held) == 1 and held[0].kind == CELL:
            self._side = SIDES[(SIDES.index(self._side) + step) % len(SIDES)]
            self._renew(drawing=False)
        return SIDE_WORDS.get(self._side, "整格")

    def go_to(self, problem: Problem) -> None:
        """Go to the place of a problem."""
        if problem.page >= 0:
            self.show_page(problem.page)
            self.select((problem.ref,) if problem.ref is not None else ())

    # -- edges

    def chain(self, edge: Edge, *, alone: bool) -> tuple[Edge, ...]:
        """Return the edges that move with one."""
        return (edge,) if alone else rule_of(self.state.edges, edge)

    def rest(self, chain: Sequence[Edge], to: float, *, free: bool) -> float:
        """Return where a dragged rule comes to rest: on another line, on half a millimetre, or free."""
        low, high = reach(chain)
        held = set(chain)
        others = {e.at for e in self.state.edges if e not in held and e.upright == chain[0].upright}
        place = round(to, 2) if free else snapped(to, others, NEAR)
        return min(max(place, low), max(low, high))

    def move_rule(self, chain: Sequence[Edge], to: float) -> None:
        """Move a rule to where it was dragged."""
        self.perform(edits.move_rule(self.draft, self.index, chain, to))

    def edge_in_hand(self) -> Edge | None:
        """Return the edge of the selected cell that the arrow keys move."""
        state = self.state
        if not state.side:
            return None
        ref = state.selection[0]
        named = (ref.part, "cell", ref.index, state.side)
        return next(
            (e for e in state.edges if (e.part, e.owner, e.index, e.side) == named), None
        )  # fmt: skip

    def nudge(self, dx: float, dy: float, *, alone: bool = False) -> None:
        """Move what is in hand by some mm: an edge across itself, else the things selected."""
        edge, held = self.edge_in_hand(), self.state.selection
        if edge is not None:
            by = dx if edge.upright else dy
            if by:
                chain = self.chain(edge, alone=alone)
                mark = f"nudge/{edge.upright}/{held}/{self._side}"
                self.perform(edits.move_rule(self.draft, self.index, chain, edge.at + by, mark))
        elif held:
            self.perform(edits.move_things(self.draft, self.index, held, (dx, dy), f"nudge/{held}"))

    def move_by(self, dx: float, dy: float) -> None:
        """Move the selected things to where they were dragged."""
        if self.state.selection and (dx or dy):
            held = self.state.selection
            self.perform(edits.move_things(self.draft, self.index, held, (dx, dy)))

    # -- what the selected things say

    def traits(self) -> tuple[Trait, ...]:
        """Return what can be said about everything selected: only what things of one kind share."""
        kinds = {ref.kind for ref in self.state.selection}
        if len(kinds) != 1:
            return ()
        held = self.state.selection
        bound = len(held) == 1 and bool(getattr(item(self.page, held[0]), "bind", ""))
        return tuple(
            trait
            for trait in TRAITS[kinds.pop()]
            if all(traits.applies(trait, self._holder(trait, ref)) for ref in held)
            and (len(held) == 1 or trait.shape not in (traits.TEXT, traits.BIND, traits.EDGE))
            and not (bound and trait.name in _PRINTED and held[0].kind in _EITHER)
        )

    def trait_value(self, trait: Trait) -> Any:
        """Return what everything selected says alike under a trait, None where they differ."""
        said = traits.shown(trait, [self._holder(trait, ref) for ref in self.state.selection])
        worded = trait.shape in (traits.TEXT, traits.LINE_TEXT) and isinstance(said, str)
        return with_words(said, self.session.pack) if worded else said

    def set_trait(self, trait: Trait, value: Any) -> None:
        """Let everything selected say something else; words are read as typed.

        Raises:
            UserError: EDIT-NUMBER; nothing changes then.
        """
        if isinstance(value, str) and trait.shape in (
            traits.TEXT, traits.LINE_TEXT, traits.NUMBER, traits.EDGE
        ):  # fmt: skip
            value = traits.typed(trait, with_names(value, self.session.pack))
        held = self.state.selection
        if trait.name == "label" and len(held) == 1 and value:
            self.set_label(value)
            return
        if trait.shape == traits.COLUMN_BIND and len(held) == 1:
            self.perform(columns.bind_column(self.draft, self.index, held[0], value))
            return
        page = self.page
        if trait.name == "head" and len(held) == 1:
            page = columns.rename(page, held[0], value)
            self.perform(Step(self.draft.with_page(self.index, page), "改表头"))
            return
        for ref in dict.fromkeys(
            traits.part_ref(ref) if trait.of_part else ref for ref in self.state.selection
        ):
            page = with_item(page, ref, traits.changed(trait, item(page, ref), value))
        if trait.shape == traits.EDGE:
            page = edits.eased(page)
        self.perform(Step(self.draft.with_page(self.index, page), f"改{trait.label}"))

    def _holder(self, trait: Trait, ref: Ref) -> Any:
        return item(self.page, traits.part_ref(ref) if trait.of_part else ref)

    def set_label(self, text: str) -> None:
        """Give the one selected cell printed words."""
        if len(self.state.selection) == 1:
            ref = self.state.selection[0]
            self.perform(edits.set_label(self.draft, self.index, ref, text))

    def bind(self, bind: str, words: str) -> None:
        """Let the one selected thing print an answer; an empty name takes the answer away."""
        if len(self.state.selection) == 1:
            ref = self.state.selection[0]
            self.perform(edits.bind_field(self.draft, self.index, ref, bind, words))

    def said(self) -> str:
        """Return what the thing last taken in hand says, quoted names as people call them."""
        held = self.state.selection
        return with_words(words_of(item(self.page, held[-1])), self.session.pack) if held else ""

    def delete(self) -> None:
        """Take the selected things away."""
        if self.state.selection:
            self.perform(cutting.delete(self.draft, self.index, self.state.selection))

    def selected(self) -> list[Any]:
        """Return the selected things themselves."""
        return [item(self.page, ref) for ref in self.state.selection]
