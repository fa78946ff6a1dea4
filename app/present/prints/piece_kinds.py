# SPDX-License-Identifier: MulanPSL-2.0
"""What the print centre knows of one thing to print, and the makers most of them share."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from app.kernel.progress import Progress
from app.model.codes import ReviewLevel
from app.paper.context import PaperContext
from app.paper.core.press import Piece
from app.paper.forms import render
from app.paper.forms.context import Batch
from app.paper.volume.packet import page_references
from app.present.prints.letterfacts import matter_of
from app.present.prints.report import margin_notes
from app.present.prints.unit_forms import form_to_print
from app.present.session import Role, Session

VOLUME_TITLE = "申报材料册（封面、目录、分隔页、附件）"
Make = Callable[[Session, PaperContext, Progress], Piece | None]
Fits = Callable[[Session], bool]


@frozen
class PieceKind:
    """One thing to print.

    Attributes:
        id: stable name, also the file name's stem.
        group: volume, form, slip, review, letter or blank; the print centre's headings.
        roles: whose desk prints it.
        act: which of the four acts of D-4 a formal copy is, empty when it is none.
        fits: whether there is anything to print now.
        why_not: what it waits for while there is nothing.
        instead_of: id of the piece it is another make-up of; "print everything" takes that one.
        of_person: of the declaration in hand; False for what speaks of the whole unit, or of nobody.
        asks: letter facts a person may type for it (``letterfacts.FACTS``).
        bare: nothing of a dossier or a letter stands on it, so no decision speaks of it.
        label: it is pasted on something marked: it bears that thing's 份号, none of its own.
    """

    id: str
    title: str
    group: str
    make: Make
    roles: tuple[Role, ...] = tuple(Role)
    act: str = "formal_print"
    fits: Fits = lambda _session: True
    why_not: str = ""
    instead_of: str = ""
    of_person: bool = True
    asks: tuple[str, ...] = ()
    bare: bool = False
    label: bool = False

    @property
    def paper(self) -> str:
        """Return what decisions and 份号 call it: another make-up of a paper is the same paper."""
        return self.instead_of or self.id


def reviewing(session: Session) -> ReviewLevel:
    """Return whose review a result page is about: that of the desk, for an applicant the unit's."""
    return session.role.level if session.role.reviews else ReviewLevel.UNIT


def form_piece(name: str) -> Make:
    """Return what renders a form of resources/forms with the page references of the volume."""

    def make(session: Session, context: PaperContext, _progress: Progress) -> Piece:
        references = page_references(session.plan, session.declaration)
        matter = matter_of(session, name, session.declaration.id)
        spec = form_to_print(session.vault, name)
        notes = margin_notes(session) if context.proof else {}
        level = reviewing(session)
        return render(spec, context, references=references, level=level, matter=matter, notes=notes)

    return make


def batch_piece(name: str, people: Callable[[Session], Batch], form: str = "") -> Make:
    """Return what renders a letter that speaks of the people of the vault; ``form`` where it has another name."""

    def make(session: Session, context: PaperContext, _progress: Progress) -> Piece:
        matter = matter_of(session, name, "")
        spec = form_to_print(session.vault, form or name)
        return render(spec, context, matter=matter, batch=people(session))

    return make


def blank_piece(name: str) -> Make:
    """Return what renders a form with nothing in it: ready to be filled by hand."""

    def make(session: Session, context: PaperContext, _progress: Progress) -> Piece:
        return render(form_to_print(session.vault, name), context)

    return make
