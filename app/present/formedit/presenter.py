# SPDX-License-Identifier: MulanPSL-2.0
"""The form editor without a screen: the draft in hand, what is selected, what is wrong, and every intent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.model.declaration import Declaration
from app.paper.context import PaperContext
from app.paper.forms import FormSpec
from app.paper.forms.drafting import DraftPage, draft_page
from app.paper.forms.flow import Band
from app.paper.forms.parts import Rect
from app.paper.forms.spec import Page
from app.present.formedit import cutting, edits
from app.present.formedit.behind import Behind
from app.present.formedit.boxes import Boxes, at_point, neighbour, page_boxes
from app.present.formedit.checks import MUST, Problem, problems
from app.present.formedit.edges import Edge, page_edges, reach, rule_of, snapped
from app.present.formedit.edits import Draft, Step
from app.present.formedit.fieldwords import field_words
from app.present.formedit.keeping import (
    History,
    Moment,
    drop_draft,
    keep_draft,
    layout_of,
    load_draft,
)
from app.present.formedit.longest import longest
from app.present.formedit.places import CELL, Ref, has, item
from app.present.presenter import Presenter
from app.present.prints.unit_forms import form_in_force, put_in_force
from app.present.session import Session

BLANK, PERSON, LONGEST = "blank", "person", "longest"
FILLS = ((BLANK, "空表"), (PERSON, "手里的人"), (LONGEST, "最长内容"))
SIDES = ("", "left", "top", "right", "bottom")
SIDE_WORDS = {"left": "左边", "top": "上边", "right": "右边", "bottom": "下边"}
NEAR = 1.2  # mm within which a dragged line comes to rest on another


@frozen
class Drawn:
    """A page as drawn for one state of the draft."""

    key: int
    page: DraftPage
    problems: tuple[Problem, ...]


@frozen
class EditorState:
    """Everything the editor draws.

    Attributes:
        key: changes whenever the page must be drawn anew.
        side: the edge in hand of the one selected cell, empty for the whole cell.
        undo, redo: names of the steps.
        differs: the draft is not what prints.
        saved: when the draft was kept, as HH:MM:SS; empty before the first change.
    """

    key: int
    spec: FormSpec
    index: int
    boxes: Boxes
    edges: tuple[Edge, ...]
    selection: tuple[Ref, ...]
    side: str
    undo: str
    redo: str
    problems: tuple[Problem, ...]
    behind: Behind | None
    fill: str
    differs: bool
    saved: str
    origin: str
    edition: int

    @property
    def page(self) -> Page:
        """Return the page shown."""
        return self.spec.pages[self.index]

    def box(self, ref: Ref) -> Rect | None:
        """Return where a thing stands, None where it is on no shown side."""
        return next((box for held, box in self.boxes if held == ref), None)

    @property
    def musts(self) -> int:
        """Return how many faults keep the form from being put into force."""
        return sum(problem.level == MUST for problem in self.problems)


class FormEditorPresenter(Presenter):
    """One form at a time; every change goes through ``perform`` and is kept as a draft at once."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._history: History | None = None
        self._side = ""
        self._fill = BLANK
        self._key = 0
        self._bands: tuple[Band, ...] = ()
        self._problems: tuple[Problem, ...] = ()
        self._saved = ""
        self._state: EditorState | None = None

    # -- which form

    @property
    def is_open(self) -> bool:
        """Tell whether a form is in hand."""
        return self._history is not None

    def open(self, name: str) -> None:
        """Take a form in hand: its draft, else the form in force."""
        self._begin(load_draft(self.session.vault, name))

    def open_draft(self, draft: Draft) -> None:
        """Take a draft in hand that came from elsewhere (a file), and keep it."""
        keep_draft(self.session.vault, draft)
        self._begin(draft)

    def _begin(self, draft: Draft) -> None:
        self._history = History(Moment(draft))
        self._side, self._saved, self._problems = "", "", ()
        self._fill = PERSON if self.session.has_declaration else BLANK
        self._renew()

    def leave(self) -> None:
        """Let go of the form; the draft stays in the vault."""
        self._history = None
        self._state = None
        self.changed()

    @property
    def history(self) -> History:
        """Return the steps of the form in hand; a bug when none is open."""
        if self._history is None:
            raise LookupError("no form is open")
        return self._history

    @property
    def draft(self) -> Draft:
        """Return the draft in hand."""
        return self.history.now.draft

    @property
    def page(self) -> Page:
        """Return the page in hand."""
        return self.draft.spec.pages[self.index]

    @property
    def index(self) -> int:
        """Return the place of the page in hand."""
        return min(self.history.now.page, len(self.draft.spec.pages) - 1)

    # -- state

    @property
    def state(self) -> EditorState:
        """Return what is to be drawn."""
        if self._state is None:
            self._state = self._made()
        return self._state

    def _made(self) -> EditorState:
        now, spec = self.history.now, self.draft.spec
        page = spec.pages[self.index]
        kept = form_in_force(self.session.vault, spec.id)
        selection = tuple(ref for ref in now.selection if has(page, ref))
        one = len(selection) == 1 and selection[0].kind == CELL
        return EditorState(
            key=self._key,
            spec=spec,
            index=self.index,
            boxes=page_boxes(spec, page, self._bands),
            edges=page_edges(spec, page, self._bands),
            selection=selection,
            side=self._side if one else "",
            undo=self.history.undo_name(),
            redo=self.history.redo_name(),
            problems=self._problems,
            behind=self.draft.behind.get(page.id),
            fill=self._fill,
            differs=attrs.evolve(spec, edition=kept.edition) != kept,
            saved=self._saved,
            origin=kept.origin,
            edition=kept.edition,
        )

    def _renew(self, *, drawing: bool = True) -> None:
        self._state = None
        if drawing:
            self._key += 1
        self.changed()

    def changed(self) -> None:
        """Tell the listeners; what is shown is worked out anew."""
        self._state = None
        super().changed()

    # -- drawing, in a worker

    def work(self) -> Callable[[], Drawn]:
        """Return what draws the page of this moment; to be called in a worker."""
        key, spec, index = self._key, self.draft.spec, self.index
        context, pack = self.context(), self.session.pack
        shipped = FormSpec.load(spec.id)

        def draw() -> Drawn:
            page = draft_page(spec, index, context)
            found = problems(spec, shipped, field_words(pack), index, page.leftovers)
            return Drawn(key, page, found)

        return draw

    def take_drawn(self, drawn: Drawn) -> None:
        """Take up where the parts of a drawn page stand; one drawn too late is passed over."""
        if self._history is not None and drawn.key == self._key:
            self._bands, self._problems = drawn.page.bands, drawn.problems
            self._renew(drawing=False)

    def take_fault(self, fault: UserError) -> None:
        """List why the page cannot be drawn (a character no face has)."""
        first = Problem(MUST, fault.message.title, fault.message.detail, self.index)
        self._problems = (first, *self._problems)
        self._renew(drawing=False)

    def context(self) -> PaperContext:
        """Return what the page is filled from: nobody, the person in hand, or the longest values."""
        session = self.session
        declaration = Declaration()
        if self._fill == PERSON and session.has_declaration:
            declaration = session.declaration
        elif self._fill == LONGEST:
            declaration = longest(session.pack)
        return PaperContext(
            declaration,
            session.pack,
            session.unit,
            practice=declaration.practice or session.vault.header.practice,
            printed_on=session.clock.today(),
        )

    # -- changes

    def perform(self, step: Step) -> None:
        """Carry out a step, keep the draft, and let the page be drawn anew.

        A layout that is changed after it was held against the official paper is no longer 已核对 (D-5).

        Raises:
            UserError: the vault could not keep the draft; the step stands on the screen only.
        """
        before, spec = self.draft.spec, step.draft.spec
        if spec.verified_by and layout_of(spec) != layout_of(before):
            bare = attrs.evolve(spec, verified_by="", verified_on="", attachment="")
            step = attrs.evolve(step, draft=attrs.evolve(step.draft, spec=bare))
        if self.history.take(step):
            self._keep()
        self._renew()

    def _keep(self) -> None:
        try:
            keep_draft(self.session.vault, self.draft)
            self._saved = f"{self.session.clock.now():%H:%M:%S}"
        finally:
            self._state = None

    def undo(self) -> str:
        """Take the last step back; returns its name, empty when there is none."""
        return self._step_over(self.history.undo())

    def redo(self) -> str:
        """Do the last step taken back again; returns its name, empty when there is none."""
        return self._step_over(self.history.redo())

    def _step_over(self, name: str) -> str:
        if name:
            self._keep()
            self._renew()
        return name

    # -- where one is

    def show_page(self, index: int) -> None:
        """Take another page in hand."""
        if 0 <= index < len(self.draft.spec.pages) and index != self.index:
            self._now(page=index, selection=())
            self._bands, self._side = (), ""
            self._renew()

    def set_fill(self, fill: str) -> None:
        """Fill the page from somebody else; raises UserError EDIT-NO-PERSON."""
        if fill == PERSON and not self.session.has_declaration:
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

    def _now(self, **changes: Any) -> None:
        self.history.now = attrs.evolve(self.history.now, **changes)

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

    def set_values(self, name: str, values: Mapping[str, Any]) -> None:
        """Change attributes of everything selected."""
        held = self.state.selection
        if held:
            self.perform(edits.set_values(self.draft, self.index, held, name, values))

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

    def delete(self) -> None:
        """Take the selected things away."""
        if self.state.selection:
            self.perform(cutting.delete(self.draft, self.index, self.state.selection))

    def selected(self) -> list[Any]:
        """Return the selected things themselves."""
        return [item(self.page, ref) for ref in self.state.selection]

    # -- into force

    def enforce(self) -> FormSpec:
        """Put the draft into force as the unit's next edition.

        Raises:
            UserError: EDIT-FAULTS naming the first one; or as Vault.set_setting.
        """
        spec = self.draft.spec
        found = problems(spec, FormSpec.load(spec.id), field_words(self.session.pack))
        musts = [problem for problem in found if problem.level == MUST]
        if musts:
            first = f"{musts[0].title}，{musts[0].detail}"
            raise UserError("EDIT-FAULTS", count=len(musts), first=first)
        kept = put_in_force(self.session, spec)
        drop_draft(self.session.vault, self.draft)
        self._now(draft=attrs.evolve(self.draft, spec=kept))
        self._saved = ""
        self._renew()
        return kept

    def give_up(self) -> None:
        """Forget the draft and go back to what prints; taken back by undo."""
        name = self.draft.spec.id
        spec = form_in_force(self.session.vault, name)
        self.perform(Step(attrs.evolve(self.draft, spec=spec), "放弃草稿", (), page=0))
        drop_draft(self.session.vault, self.draft)
        self._renew()
