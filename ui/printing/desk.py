# SPDX-License-Identifier: MulanPSL-2.0
"""One desk a window: hands jobs to the spooler in order, has them registered, tells what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from weakref import WeakKeyDictionary

from app.kernel.errors import UserError
from app.present.prints.by_hand import side_out
from app.present.prints.open_jobs import (
    Stage,
    job_kept,
    keep_open,
    keep_told,
    open_job,
    open_jobs,
)
from app.present.prints.printers import Printer
from app.present.prints.printing import shown_number
from app.present.prints.printing_jobs import ReadyJob
from ui.context import Context
from ui.printing.cups import JobState
from ui.printing.going_on import Watched, say_stopped
from ui.printing.spooler import Spooler, spooler_for_system
from ui.printing.turning import TurnDesk
from ui.qt import QEvent, QObject, QTimer
from ui.widgets.messages import Action

LOOK_MS = 2_000
MOST_LOOKS = 900  # half an hour of looking after one job
Register = Callable[[ReadyJob], object]


class PrintDesk(QObject):
    """Sends jobs one after another; a job is let go only when it stands in the register."""

    def __init__(self, context: Context, spooler: Spooler | None = None) -> None:
        parent = context.parent()
        super().__init__(parent)
        self.context = context
        if parent is not None:
            parent.installEventFilter(self)
        self.spooler = spooler if spooler is not None else spooler_for_system(self)
        self.turning = TurnDesk(self)
        self._warned: set[str] = set()
        self._picked: set[int] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stop asking the spooler when the window closes."""
        if event.type() == QEvent.Type.Close and watched is self.parent():
            for watch in self.findChildren(_Watch):
                watch.stop()
            self.spooler.end()
        return super().eventFilter(watched, event)

    def find(self, found: Callable[[tuple[Printer, ...]], object]) -> None:
        """Find the printers of this machine."""
        self.spooler.printers(found)

    def send(
        self,
        jobs: Sequence[ReadyJob],
        register: Register,
        done: Callable[[], object] = lambda: None,
    ) -> None:
        """Print jobs in order; the first that is refused stops the rest.

        Args:
            register: enters one job into the register; a UserError takes the job back.
            done: called when the last one was let go.
        """
        _Sending(self, list(jobs), register, done).next()

    def warn(self, printer: Printer) -> None:
        """Say once a window what a person must know about a printer."""
        if printer.warning == "PreserveJobFiles" and printer.name not in self._warned:
            self._warned.add(printer.name)
            self.context.say_code("PRINT-KEEPS-FILES", printer=printer.name)

    def printing(self) -> bool:
        """Tell whether a job is still being looked after: sheets may be coming out just now."""
        return bool(self.findChildren(_Watch))

    def watch(self, jobs: Sequence[ReadyJob], job_ids: Sequence[str]) -> None:
        """Look after the jobs until they are out, and say when the printer stops."""
        kept = {job.job_id: job for job in open_jobs(self.context.session.vault)}
        watched = [
            Watched(kept[job_id], ready)
            for ready, job_id in zip(jobs, job_ids, strict=True)
            if job_id in kept
        ]
        if watched:
            self.look_after(watched)

    def look_after(self, watched: list[Watched]) -> None:
        """Look after jobs of this run of the program, in order."""
        _Watch(self, watched, found_again=False).look()

    def pick_up(self) -> None:
        """Look after what an earlier run of the program had sent and never saw come out (ux 7, 13)."""
        looked_after = {n for watch in self.findChildren(_Watch) for n in watch.numbers}
        for job in open_jobs(self.context.session.vault):
            if job.number in looked_after or job.number in self._picked:
                continue
            self._picked.add(job.number)
            if job.stage in (Stage.SENT, Stage.BACKS):
                _Watch(self, [Watched(job, told=job.told)], found_again=True).look()
            else:
                self.turning.say_left(job)

    def opened(self, ready: ReadyJob, job_id: str) -> None:
        """Keep a registered job until it is out."""
        session = self.context.session
        document = ready.document
        if document is None:
            document = session.declaration.id if session.has_declaration else ""
        day = session.clock.today().isoformat()
        job = open_job(ready, job_id, document, day)
        keep_open(session.vault, job)
        if job.turned:
            self._picked.add(job.number)
            self.turning.papers[job.number] = ready.piece


class _Sending:
    """One batch on its way."""

    def __init__(
        self,
        desk: PrintDesk,
        jobs: list[ReadyJob],
        register: Register,
        done: Callable[[], object],
    ) -> None:
        self.desk, self.left, self.register, self.done = desk, jobs, register, done
        self.sent: list[ReadyJob] = []
        self.ids: list[str] = []

    def next(self) -> None:
        """Hand in the next job, or say that all are on their way."""
        if not self.left:
            self._all_sent()
            return
        ready = self.left.pop(0)

        def taken(job_id: str) -> None:
            try:
                self.register(ready)
            except UserError as fault:
                self.desk.spooler.drop(job_id)
                self.desk.context.say_error(fault)
                self._all_sent()
                return
            self.desk.opened(ready, job_id)
            self.desk.spooler.release(
                job_id, lambda: self._went(ready, job_id), lambda words: self._held(ready, words)
            )

        self.desk.spooler.submit(ready.job, taken, lambda words: self._refused(ready, words))

    def _went(self, ready: ReadyJob, job_id: str) -> None:
        self.sent.append(ready)
        self.ids.append(job_id)
        self.next()

    def _refused(self, ready: ReadyJob, words: str) -> None:
        self.desk.context.say_code("PRINT-SPOOLER", title=ready.title, reason=words)
        self.left.clear()
        if self.sent:
            self._all_sent()

    def _held(self, ready: ReadyJob, words: str) -> None:
        self.desk.context.say_code("PRINT-HELD", title=ready.title, reason=words)
        self.left.clear()
        if self.sent:
            self._all_sent()

    def _all_sent(self) -> None:
        if not self.sent:
            return
        context = self.desk.context
        self.desk.turning.say_turn([ready.number for ready in self.sent])
        context.say_code(
            "PRINT-SENT",
            [Action("看打印台账", lambda: context.go("printlog"))],
            printer=self.sent[0].job.printer,
            numbers=numbers_of([ready.number for ready in self.sent]),
            sheets=sum(ready.sheets for ready in self.sent),
        )
        self.desk.watch(self.sent, self.ids)
        self.done()


class _Watch(QObject):
    """Looks at jobs one after another now and then; goes away with the desk, or when nothing more will come.

    A timer of its own: a single shot would not keep a plain object alive until it fires.
    """

    def __init__(self, desk: PrintDesk, jobs: list[Watched], *, found_again: bool) -> None:
        super().__init__(desk)
        self.desk, self.left, self.found_again = desk, jobs, found_again
        self.printer = jobs[0].job.printer
        self.numbers = [watched.job.number for watched in jobs]
        self.out: list[int] = []
        self.looks, self.said = 0, ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def stop(self) -> None:
        """Look no more: the window closes; what is not out is picked up by the next one."""
        self._timer.stop()
        self.deleteLater()

    def look(self) -> None:
        """Ask once about the job whose turn it is."""
        self.desk.spooler.look(self.left[0].job.job_id, self.printer, self._told)

    def _told(self, state: JobState) -> None:
        watched, self.looks = self.left[0], self.looks + 1
        vault = self.desk.context.session.vault
        kept = job_kept(vault, watched.job.number)
        if kept is None or kept.job_id != watched.job.job_id or kept.stage is not watched.job.stage:
            self._next()  # gone on with meanwhile
            return
        if state.page:
            watched.told = state.page
            keep_told(vault, watched.job.number, state.page)
        lost = self.found_again and not state.known
        if state.state == "stopped" and state.reason != self.said:
            self.said = state.reason
            say_stopped(self.desk, watched, state)
        elif state.state == "dropped" or lost:
            say_stopped(self.desk, watched, state)
            self._next()
            return
        elif state.state == "done":
            left = side_out(vault, watched.job)
            if left is None:
                self.out.append(watched.job.number)
            elif self.found_again or left.stage is Stage.AGAIN:
                self.desk.turning.say_left(left)
            self._next()
            return
        if self.looks >= MOST_LOOKS:
            self.deleteLater()
        else:
            self._timer.start()

    def _next(self) -> None:
        """Go on to the next job, or say that all are out."""
        del self.left[0]
        if self.left:
            self.look()
            return
        if self.out:
            self.desk.context.forget_messages("PRINT-SENT")
            self.desk.context.say_code(
                "PRINT-DONE", printer=self.printer, numbers=numbers_of(self.out)
            )
        self.deleteLater()


def numbers_of(numbers: Sequence[int]) -> str:
    """Return 印号 0153 到 0159."""
    first, last = shown_number(numbers[0]), shown_number(numbers[-1])
    return f"印号 {first}" if first == last else f"印号 {first} 到 {last}"


_DESKS: WeakKeyDictionary[Context, PrintDesk] = WeakKeyDictionary()


def desk_of(context: Context) -> PrintDesk:
    """Return the window's one print desk."""
    desk = _DESKS.get(context)
    if desk is None:
        desk = _DESKS[context] = PrintDesk(context)
    return desk


def is_printing(context: Context) -> bool:
    """Tell whether this window still looks after a printing; asks for no spooler of its own."""
    desk = _DESKS.get(context)
    return desk is not None and desk.printing()
