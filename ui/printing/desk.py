# SPDX-License-Identifier: MulanPSL-2.0
"""One desk a window: hands jobs to the spooler in order, has them registered, tells what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from weakref import WeakKeyDictionary

from app.kernel.errors import UserError
from app.present.prints.printers import Printer
from app.present.prints.printing import shown_number
from app.present.prints.printing_jobs import ReadyJob
from ui.context import Context
from ui.printing.cups import JobState
from ui.printing.spooler import Spooler, spooler_for_system
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
        self._warned: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stop asking the spooler when the window closes."""
        if event.type() == QEvent.Type.Close and watched is self.parent():
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
        """Look after the last job until it is done, and say when the printer stops."""
        _Watch(self, list(jobs), job_ids[-1]).look()


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
        if any(ready.backs is not None for ready in self.sent):
            context.say_code("PRINT-TURN", [Action("打背面", self._print_backs)])
        context.say_code(
            "PRINT-SENT",
            [Action("看打印台账", lambda: context.go("printlog"))],
            printer=self.sent[0].job.printer,
            numbers=numbers_of(self.sent),
            sheets=sum(ready.sheets for ready in self.sent),
        )
        self.desk.watch(self.sent, self.ids)
        self.done()

    def _print_backs(self) -> None:
        """Send the backs of what was turned by hand: the same numbers, so nothing is registered again."""
        backs = [ready for ready in self.sent if ready.backs is not None]
        self.sent = [ready for ready in self.sent if ready.backs is None]

        def one() -> None:
            if not backs:
                return
            ready = backs.pop(0)
            spooler = self.desk.spooler
            assert ready.backs is not None

            def refused(words: str) -> None:
                self.desk.context.say_code("PRINT-BACKS", title=ready.title, reason=words)

            spooler.submit(
                ready.backs, lambda job_id: spooler.release(job_id, one, refused), refused
            )

        one()


class _Watch(QObject):
    """Looks at one job now and then; goes away with the desk, or when nothing more will come.

    A timer of its own: a single shot would not keep a plain object alive until it fires.
    """

    def __init__(self, desk: PrintDesk, jobs: list[ReadyJob], job_id: str) -> None:
        super().__init__(desk)
        self.desk, self.jobs, self.job_id = desk, jobs, job_id
        self.printer = jobs[-1].job.printer
        self.looks, self.said = 0, ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def look(self) -> None:
        """Ask once."""
        self.desk.spooler.look(self.job_id, self.printer, self._told)

    def _told(self, state: JobState) -> None:
        context, self.looks = self.desk.context, self.looks + 1
        if state.state == "stopped" and state.reason != self.said:
            self.said = state.reason
            context.say_code("PRINT-STOPPED", printer=self.printer, reason=state.reason)
        elif state.state == "dropped":
            context.say_code("PRINT-STOPPED", printer=self.printer, reason=state.reason)
        elif state.state == "done":
            context.say_code("PRINT-DONE", printer=self.printer, numbers=numbers_of(self.jobs))
        if state.over or self.looks >= MOST_LOOKS:
            self.deleteLater()
        else:
            self._timer.start()


def numbers_of(jobs: Sequence[ReadyJob]) -> str:
    """Return 印号 0153 到 0159."""
    first, last = shown_number(jobs[0].number), shown_number(jobs[-1].number)
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
