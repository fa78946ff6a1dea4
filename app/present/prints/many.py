# SPDX-License-Identifier: MulanPSL-2.0
"""One piece for many people (ux 2.8): who gets it and who is passed over and why, then one by one."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.progress import Progress, silent
from app.model.marking import NO_MARK
from app.paper.register_lists import BATCH, list_paper
from app.present.prints.copies import paper_mark
from app.present.prints.loose import LoosePaper
from app.present.prints.page_digests import page_digests
from app.present.prints.piece_kinds import PieceKind
from app.present.prints.pieces import kind_named, kinds_for
from app.present.prints.printing import produce, shown_number, why_blocked
from app.present.prints.printing_jobs import (
    PrinterChoice,
    ReadyJob,
    check_choice,
    ready_job,
    register_job,
)
from app.present.prints.printing_sides import plain_sides
from app.present.session import Session

_NOBODY = "（未填姓名）"
# Each copy of a marked paper is numbered, and a further one asks for reason and approver (secrecy.md 7.2).
MARKED = "记着密级标志，正式稿在打印中心一份一份打，份份编号"
_BOUND = "volume"  # looked through before it is printed, never by the dozen
_FIRST = "review"  # what a desk writes about people stands before what they wrote themselves


@frozen
class Intended:
    """One person chosen; ``why_not`` says why nothing is printed for them, empty when it is."""

    declaration_id: str
    name: str
    why_not: str = ""


@frozen
class MadeReady:
    """What is ready for the printer, and everybody who was chosen."""

    title: str
    formal: bool
    jobs: tuple[ReadyJob, ...]
    people: tuple[Intended, ...]

    @property
    def passed_over(self) -> tuple[Intended, ...]:
        """Return for whom nothing is printed."""
        return tuple(each for each in self.people if each.why_not)


class ManyPapers:
    """Makes one piece for everybody chosen; the declaration in hand stays in hand."""

    def __init__(self, session: Session, ids: Sequence[str]) -> None:
        self.session = session
        self.ids = tuple(ids)
        self._side = Session(
            session.vault, session.shipped, session.clock, session.actor, session.role
        )
        self.printed: dict[str, int] = {}

    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Return (id, title) of what can be printed for many, what the desk itself writes first."""
        there = [k for k in kinds_for(self.session, of_person=True) if k.group != _BOUND]
        return tuple((k.id, k.title) for k in sorted(there, key=lambda k: k.group != _FIRST))

    def intended(
        self, piece_id: str, *, formal: bool, progress: Progress | None = None
    ) -> tuple[Intended, ...]:
        """Return everybody chosen, with the reason where nothing can be printed (the preview).

        Raises:
            Cancelled: the person stopped it.
        """
        told, kind, found = progress or silent(), kind_named(piece_id), []
        for done, declaration_id in enumerate(self.ids):
            held = self._on(declaration_id)
            name = held.declaration.basics.name or _NOBODY
            told.step(done, len(self.ids), name)
            why = "" if kind.fits(held) else kind.why_not
            why = why or (self._formal_refused(held, kind) if formal else "")
            found.append(Intended(declaration_id, name, why))
        return tuple(found)

    def _formal_refused(self, held: Session, kind: PieceKind) -> str:
        return why_blocked(held, kind) or (MARKED if paper_mark(held, kind) != NO_MARK else "")

    def ready(
        self, piece_id: str, choice: PrinterChoice, *, formal: bool, progress: Progress
    ) -> MadeReady:
        """Make the piece for everybody it can be made for; nothing is registered or printed yet.

        Raises:
            UserError: PRINT-NO-DUPLEX, PRINT-SCALED; what one person's piece is refused for passes
                over that person only.
            Cancelled: the person stopped it.
        """
        checked = check_choice(self.session, choice, formal=formal)
        jobs: list[ReadyJob] = []
        people: list[Intended] = []
        first = self.session.vault.next_print_number()
        for done, each in enumerate(self.intended(piece_id, formal=formal)):
            progress.step(done, len(self.ids), each.name)
            person = each
            if not each.why_not:
                try:
                    jobs.append(
                        self._made(each, piece_id, checked, formal=formal, number=first + len(jobs))
                    )
                except UserError as fault:
                    person = attrs.evolve(each, why_not=fault.message.title)
            people.append(person)
        return MadeReady(kind_named(piece_id).title, formal, tuple(jobs), tuple(people))

    def _made(
        self, person: Intended, piece_id: str, choice: PrinterChoice, *, formal: bool, number: int
    ) -> ReadyJob:
        held, title = self._on(person.declaration_id), kind_named(piece_id).title
        piece = produce(held, piece_id, formal=formal, number=number, progress=silent())
        if piece is None:
            raise UserError("PRINT-NOTHING")
        sides = plain_sides(piece.pages)
        job = ready_job(
            held, title, piece, sides, choice,
            number=number, formal=formal, document=person.declaration_id,
        )  # fmt: skip
        digests = page_digests(held, piece_id, silent()) if formal else ()
        mark = paper_mark(
            held, kind_named(piece_id)
        ).words  # of a proof: formal ones are passed over
        return attrs.evolve(job, piece_id=piece_id, digests=digests, copy_number=mark)

    def registered(self, ready: ReadyJob) -> int:
        """Enter what a spooler has taken on, for the person it is of; raises as register_job."""
        person = ready.document or ""
        number = register_job(self._on(person), attrs.evolve(ready, document=None))
        self.printed[person] = number
        return number

    def report(self, made: MadeReady) -> LoosePaper:
        """Return the list of what was printed and what was not, and why."""
        unit = self.session.unit
        rows = [
            (
                str(place),
                each.name,
                made.title,
                "正式稿" if made.formal else "校对稿",
                shown_number(self.printed.get(each.declaration_id, 0)),
                self._outcome(each),
            )
            for place, each in enumerate(made.people, 1)
        ]
        name = unit.name if unit else ""
        return LoosePaper(
            self.session,
            BATCH.title,
            lambda copy: list_paper(BATCH, name, rows, copy),
            f"{BATCH.id}.pdf",
        )

    def _outcome(self, person: Intended) -> str:
        if person.declaration_id in self.printed:
            return "已送打印机"
        return f"没有打：{person.why_not or '停下了，没有送到打印机'}"

    def _on(self, declaration_id: str) -> Session:
        main = self.session
        if main.has_declaration and main.declaration.id == declaration_id:
            return main
        self._side.open(declaration_id)
        return self._side
