# SPDX-License-Identifier: MulanPSL-2.0
"""After binding: pages that come on top of a bound material become 补正材料; no number moves (M24)."""

from __future__ import annotations

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.ids import new_id
from app.model.codes import MaterialState
from app.model.declaration import Declaration
from app.model.materials import MaterialEntry
from app.model.operations import Edit
from app.model.paths import write
from app.present.session import Session
from app.present.words import short_day

GROWN = "M24-PAGES"
MOST_PAGES = 2000


@frozen
class LatePlaces:
    """Where a page may be put in.

    Attributes:
        name: the bound material.
        labels: the page numbers it has on paper, in order.
        next_number: the number the first page at the end would get.
    """

    name: str
    labels: tuple[str, ...]
    next_number: int

    def inserted_label(self, at_page: int) -> str:
        """Return what a sheet put in after a page is numbered: 30-1."""
        return f"{self.labels[at_page - 1].partition('-')[0]}-1"


@frozen
class LatePaper:
    """The choices a person makes for pages that come late.

    Attributes:
        at_page: page of the material it belongs to, from 1.
    """

    pages: int
    at_page: int
    as_back: bool = False
    inserted: bool = False
    title: str = ""


def bound_count(session: Session, entry_id: str) -> int | None:
    """Return the pages of a material that are bound, None when its numbers are still free."""
    if session.binding is None:
        return None
    planned = session.numbered_plan.entry(entry_id)
    if planned is None or planned.late or not planned.spans:
        return None
    return len(session.numbered_plan.labels(entry_id))


def refuse_growth(session: Session, entry_id: str, pages: int | None) -> None:
    """Raise UserError M24-PAGES when a bound material would get another number of pages."""
    bound = bound_count(session, entry_id)
    if bound is None or pages is None or pages == bound:
        return
    code = GROWN if pages > bound else "M24-FEWER"
    raise UserError(
        code,
        name=session.checklist.row(entry_id).name,
        day=short_day(session.declaration.bound_on),
        bound=bound,
        pages=pages,
        next=session.plan.numbered + 1,
    )


def late_places(session: Session, entry_id: str) -> LatePlaces:
    """Return where pages of a bound material may be put in; raises UserError M24-NOT-BOUND."""
    if bound_count(session, entry_id) is None:
        raise UserError("M24-NOT-BOUND", name=session.checklist.row(entry_id).name)
    return LatePlaces(
        session.checklist.row(entry_id).name,
        session.plan.labels(entry_id),
        session.plan.numbered + 1,
    )


def add_late(session: Session, entry_id: str, paper: LatePaper) -> str:
    """Add late pages to a bound material; what was wanted of it counts as done then.

    Returns:
        the id of the new line of the list.

    Raises:
        UserError: M24-NOT-BOUND; M16-RANGE for no pages or too many; LATE-PLACE for a page the
            material does not have.
    """
    places = late_places(session, entry_id)
    if not 1 <= paper.pages <= MOST_PAGES:
        raise UserError("M16-RANGE", name=places.name, pages=paper.pages)
    if not 1 <= paper.at_page <= len(places.labels):
        raise UserError("LATE-PLACE", name=places.name, count=len(places.labels))
    old = session.checklist.row(entry_id).entry
    title = paper.title.strip() or f"{places.name}（补正）"
    fresh = MaterialEntry(
        id=new_id(),
        item="extra",
        title=title,
        state=MaterialState.READY,
        pages=paper.pages,
        form=old.form,
        paper_only=True,
        late=True,
        completes=entry_id,
        at_page=paper.at_page,
        as_back=paper.as_back,
        inserted=paper.inserted,
    )

    def edit(declaration: Declaration) -> Declaration:
        entry = declaration.material(entry_id)
        assert entry is not None
        marks = tuple(attrs.evolve(mark, stale=True) for mark in entry.marks)
        ready = attrs.evolve(entry, state=MaterialState.READY, marks=marks)
        after = write(declaration, f"materials.{entry_id}", ready)
        return attrs.evolve(after, materials=(*after.materials, fresh))

    paths = (f"materials.{entry_id}", f"materials.{fresh.id}")
    session.apply(Edit(edit, paths, f"给“{places.name}”补 {paper.pages} 页"))
    return fresh.id


def pages_after(session: Session, entry_id: str) -> int:
    """Return how many numbered pages come after a material: those another count would move (M17)."""
    placed = session.plan.entry(entry_id)
    if placed is None or not placed.bound:
        return 0
    if placed.spans:
        return max(0, session.plan.numbered - placed.last)
    order = [entry.entry_id for entry in session.plan.entries if entry.bound]
    later = set(order[order.index(entry_id) + 1 :])
    return sum(len(labels) for key, labels in session.plan.all_labels().items() if key in later)


def shift_words(pages: int) -> str:
    """Return 后面 58 页的页码会变; empty when nothing comes after."""
    return f"后面 {pages} 页的页码会变" if pages else ""
