# SPDX-License-Identifier: MulanPSL-2.0
"""手动双面 in the window (ux 5.6): turning the stack, its backs, and sheets that were spoiled on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.kernel.errors import UserError
from app.paper.core.press import Piece
from app.present.prints import by_hand as h
from app.present.prints.open_jobs import OpenJob, Stage, job_kept, open_jobs
from app.present.prints.printers import Printer
from app.present.prints.printing_jobs import ReadyJob
from app.present.prints.printlog import PrintLogPresenter
from ui.printing.fates import ask_fate
from ui.printing.going_on import Watched
from ui.widgets.messages import Action

if TYPE_CHECKING:
    from ui.printing.desk import PrintDesk

BACKS, NO_BACKS = "打背面", "不打背面了…"
AGAIN, NOT_AGAIN = "重打这几张", "不重打了"


class TurnDesk:
    """The part of a print desk that waits for a person to turn paper over.

    Attributes:
        papers: finished papers of this run of the program, by number: their backs go out as they are.
    """

    def __init__(self, desk: PrintDesk) -> None:
        self.desk = desk
        self.papers: dict[int, Piece] = {}

    # -- saying

    def say_turn(self, numbers: Sequence[int]) -> None:
        """Say how the stack is turned, when some of the jobs just sent have backs; stacks left before lie under it."""
        vault = self.desk.context.session.vault
        sent = [job for job in open_jobs(vault) if job.number in numbers and job.turned]
        if not sent:
            return
        before = [
            job.number
            for job in open_jobs(vault)
            if job.stage is Stage.TURN and job.printer == sent[0].printer
        ]
        wanted = sorted({*before, *(job.number for job in sent)})
        self._forget()
        self.desk.context.say_code("PRINT-TURN", [Action(BACKS, lambda: self.print_backs(wanted))])

    def say_left(self, job: OpenJob) -> None:
        """Say what an earlier sitting, or a stop, has left half done."""
        if job.stage is Stage.AGAIN:
            self._say_again(job)
            return
        self._forget()
        self.desk.context.say_code(
            "PRINT-TURN-LEFT",
            [
                Action(BACKS, lambda: self.print_backs([job.number])),
                Action(NO_BACKS, lambda: self._leave(job.number)),
            ],
            number=job.shown,
            title=job.title,
            sheets=job.last - job.first,
            pages=_span(job),
        )

    def _say_again(self, job: OpenJob) -> None:
        pages = "、".join(h.sheet_words(job, sheet) for sheet in job.again)
        self.desk.context.say_code(
            "PRINT-AGAIN",
            [
                Action(AGAIN, lambda: self.print_again(job.number)),
                Action(NOT_AGAIN, lambda: self._give_up(job.number)),
            ],
            number=job.shown,
            title=job.title,
            sheets=len(job.again),
            pages=pages,
        )

    def _forget(self) -> None:
        self.desk.context.forget_messages("PRINT-TURN", "PRINT-TURN-LEFT")

    # -- acting

    def print_backs(self, numbers: Sequence[int]) -> None:
        """Send the backs of stacks in order: the same numbers, so nothing is registered again."""
        self._forget()
        self._next_back(list(numbers), [])

    def _next_back(self, numbers: list[int], sent: list[Watched]) -> None:
        context = self.desk.context
        vault = context.session.vault
        job = job_kept(vault, numbers.pop(0)) if numbers else None
        while job is not None and job.stage not in (Stage.SENT, Stage.TURN):
            job = job_kept(vault, numbers.pop(0)) if numbers else None
        if job is None:
            if sent:
                self.desk.look_after(sent)
            return
        if job.stage is Stage.SENT:
            job = h.fronts_out(vault, job)
        self._send(job, lambda watched: self._next_back(numbers, [*sent, watched]), sent)

    def _send(self, job: OpenJob, then: Callable[[Watched], object], sent: list[Watched]) -> None:
        context, spooler = self.desk.context, self.desk.spooler
        vault = context.session.vault
        try:
            backs = h.ready_backs(context.session, job, self.papers.get(job.number))
        except UserError as fault:
            self._stop(sent)
            context.say_error(fault, [Action(NO_BACKS, lambda: self._leave(job.number))])
            return
        if backs is None:
            h.side_out(vault, h.backs_sent(vault, job, job.job_id))
            self._next_back([], sent)
            return

        def refused(words: str) -> None:
            self._stop(sent)
            verbs = [Action(BACKS, lambda: self.print_backs([job.number]))]
            context.say_code("PRINT-BACKS", verbs, title=job.title, reason=words)

        def taken(job_id: str) -> None:
            with_spooler = h.backs_sent(vault, job, job_id)
            spooler.release(job_id, lambda: then(Watched(with_spooler)), refused)

        spooler.submit(backs, taken, refused)

    def _stop(self, sent: list[Watched]) -> None:
        if sent:
            self.desk.look_after(sent)

    def print_again(self, number: int) -> None:
        """Print spoiled sheets anew, once blank paper lies in the tray."""
        job = job_kept(self.desk.context.session.vault, number)
        if job is not None and job.stage is Stage.AGAIN:
            self.desk.find(lambda printers: self._again(job, printers))

    def _again(self, job: OpenJob, printers: Sequence[Printer]) -> None:
        context = self.desk.context
        paper = self.papers.get(job.number)
        remake = None if job.piece_id or paper is None else (lambda _number, _day: paper)
        try:
            printer = next((p for p in printers if p.name == job.printer), None)
            if printer is None:
                raise UserError("PRINT-NO-PRINTER")
            jobs = h.ready_again(context.session, job, printer, remake)
        except UserError as fault:
            context.say_error(fault, [Action(NOT_AGAIN, lambda: self._give_up(job.number))])
            return
        context.forget_messages("PRINT-AGAIN")
        log = context.presenter(PrintLogPresenter)

        def register(ready: ReadyJob) -> int:
            given = h.register_again(context.session, ready, job)
            log.changed()
            return given

        self.desk.send(jobs, register)

    def _give_up(self, number: int) -> None:
        context = self.desk.context
        job = job_kept(context.session.vault, number)
        if job is not None:
            h.give_up(context.session, job)
        context.forget_messages("PRINT-AGAIN", "PRINT-TURN-LEFT")

    def _leave(self, number: int) -> None:
        """Leave a stack without backs, and ask where its sheets go: they are registered and must go somewhere."""
        context = self.desk.context
        self._give_up(number)
        ask_fate(context, context.presenter(PrintLogPresenter), number, "spoiled")


def _span(job: OpenJob) -> str:
    first, last = h.sheet_words(job, job.first), h.sheet_words(job, job.last - 1)
    return first if first == last else f"{first}到{last}"
