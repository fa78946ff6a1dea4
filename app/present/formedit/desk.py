# SPDX-License-Identifier: MulanPSL-2.0
"""The form in hand: its draft, its page as drawn, what is wrong with it, its steps, and putting it into force."""

from __future__ import annotations

from collections.abc import Callable
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
from app.present.formedit.behind import Behind
from app.present.formedit.boxes import Boxes, page_boxes
from app.present.formedit.checks import MUST, Problem, problems
from app.present.formedit.edges import Edge, page_edges
from app.present.formedit.edits import Draft, Step
from app.present.formedit.fieldwords import field_words
from app.present.formedit.filling import BLANK, EVERYBODY, LONGEST, PERSON, WORDED, roll_for
from app.present.formedit.keeping import (
    History,
    Moment,
    drop_draft,
    keep_draft,
    layout_of,
    load_draft,
)
from app.present.formedit.longest import longest
from app.present.formedit.places import CELL, Ref, has
from app.present.presenter import Presenter
from app.present.prints.unit_forms import form_in_force, put_in_force
from app.present.session import Session

FILLS = ((BLANK, "空表"), (PERSON, "手里的人"), (LONGEST, "最长内容"))
SIDES = ("", "left", "top", "right", "bottom")
SIDE_WORDS = {"left": "左边", "top": "上边", "right": "右边", "bottom": "下边"}


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


class FormDesk(Presenter):
    """One form at a time; every change goes through ``perform`` and is kept as a draft at once."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._history: History | None = None
        self._side = ""
        self._fill = BLANK
        self._roll: tuple[str, Any] | None = None
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
        draft = load_draft(self.session.vault, name)
        if not draft.spec.edition and name in WORDED:
            worded = WORDED[name](self.session.desk_pack, draft.spec)
            draft = attrs.evolve(draft, spec=worded)
        self._begin(draft)

    def open_draft(self, draft: Draft) -> None:
        """Take a draft in hand that came from elsewhere (a file), and keep it."""
        keep_draft(self.session.vault, draft)
        self._begin(draft)

    def _begin(self, draft: Draft) -> None:
        self._history = History(Moment(draft))
        self._side, self._saved, self._problems = "", "", ()
        real = self.session.has_declaration or self.lists_everybody
        self._fill, self._roll = PERSON if real else BLANK, None
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
        shipped, roll = FormSpec.load(spec.id), self.roll()

        def draw() -> Drawn:
            page = draft_page(spec, index, context, roll=roll)
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

    @property
    def lists_everybody(self) -> bool:
        """Tell whether the form in hand lists the people of the vault, so that no one need be in hand."""
        return self.is_open and self.draft.spec.id in EVERYBODY

    def roll(self) -> Any:
        """Return what the form in hand lists for the chosen filling, read once for each."""
        if self._roll is None or self._roll[0] != self._fill:
            found = roll_for(self.session, self.draft.spec, self._fill, self.context())
            self._roll = (self._fill, found)
        return self._roll[1]

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

    def _now(self, **changes: Any) -> None:
        self.history.now = attrs.evolve(self.history.now, **changes)

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
