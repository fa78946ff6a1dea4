# SPDX-License-Identifier: MulanPSL-2.0
"""The system's spooler: the PDF itself goes in by standard input, so that no clear copy is written here.

Only the local socket is used, never a network address. A job is handed in held; once it stands in
the register it is let go. So no sheet comes out that has no number, and no number stands for a job
that was refused.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol

from app.present.prints.printers import Printer, PrintJob
from ui.printing import cups
from ui.printing.cups import JobState
from ui.printing.ippjob import job_facts
from ui.qt import QObject, QProcess, QProcessEnvironment, QTimer

PATIENCE_MS = 15_000
SEND_PATIENCE_MS = 300_000
STOP_MS = 1_000
Found = Callable[[tuple[Printer, ...]], object]
Taken = Callable[[str], object]
Refused = Callable[[str], object]
Told = Callable[[JobState], object]


class Spooler(Protocol):
    """What the print desk asks of a platform."""

    def printers(self, found: Found) -> None:
        """Find the queues of this machine."""

    def submit(self, job: PrintJob, taken: Taken, refused: Refused) -> None:
        """Hand a job in, held; ``taken`` gets its id, ``refused`` the system's words."""

    def release(self, job_id: str, done: Callable[[], object], refused: Refused) -> None:
        """Let a held job go."""

    def drop(self, job_id: str) -> None:
        """Take a held job back."""

    def look(self, job_id: str, printer: str, told: Told) -> None:
        """Ask where a job is."""

    def end(self) -> None:
        """Let go of everything that is under way: the window closes."""


class Call(QObject):
    """One run of a command, without a shell, in the C locale, over the local socket."""

    def __init__(
        self,
        parent: QObject,
        program: str,
        arguments: list[str],
        done: Callable[[int, str, str], object],
        data: bytes = b"",
        patience: int = PATIENCE_MS,
    ) -> None:
        super().__init__(parent)
        self._done, self._data, self._over = done, data, False
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("LC_ALL", "C.UTF-8")
        environment.insert("CUPS_SERVER", str(cups.SOCKET))
        self._process.setProcessEnvironment(environment)
        self._process.started.connect(self._write)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._process.kill)
        self._timer.start(patience)
        self._process.start(program, arguments)

    def _write(self) -> None:
        if self._data:
            self._process.write(self._data)
            self._data = b""
        self._process.closeWriteChannel()

    def _finished(self, code: int, _status: object = None) -> None:
        self._end(code)

    def _failed(self, _error: object) -> None:
        self._end(-1)

    def stop(self) -> None:
        """End the command without an answer, as when the window goes away."""
        self._over = True
        self._timer.stop()
        self._process.kill()
        self._process.waitForFinished(STOP_MS)

    def _end(self, code: int) -> None:
        if self._over:
            return
        self._over = True
        self._timer.stop()
        out = bytes(self._process.readAllStandardOutput().data()).decode("utf-8", "replace")
        error = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        self._done(code, out, error or self._process.errorString())
        self.deleteLater()


class CupsSpooler(QObject):
    """CUPS by its own commands; there are no printers where its socket is not."""

    def printers(self, found: Found) -> None:
        """Find the queues, then ask each what it can do."""
        if not cups.SOCKET.exists():
            found(())
            return
        warning = "PreserveJobFiles" if cups.keeps_files(cups.server_settings()) else ""

        def listed(code: int, names: str, _error: str) -> None:
            if code != 0:
                found(())
                return
            Call(self, "lpstat", ["-d"], lambda _c, said, _e: ask(cups.queue_names(names), said))

        def ask(names: tuple[str, ...], said: str) -> None:
            _Survey(self, names, cups.default_queue(said), warning, found).next()

        Call(self, "lpstat", ["-e"], listed)

    def submit(self, job: PrintJob, taken: Taken, refused: Refused) -> None:
        """Hand a job in, held, its bytes through standard input."""

        def answered(code: int, said: str, error: str) -> None:
            job_id = cups.job_id_of(said)
            if code == 0 and job_id:
                taken(job_id)
            else:
                refused(_plain(error or said))

        Call(self, "lp", cups.submit_arguments(job), answered, job.pdf, SEND_PATIENCE_MS)

    def release(self, job_id: str, done: Callable[[], object], refused: Refused) -> None:
        """Let a held job go."""

        def answered(code: int, said: str, error: str) -> None:
            if code == 0:
                done()
            else:
                refused(_plain(error or said))

        Call(self, "lp", cups.release_arguments(job_id), answered)

    def drop(self, job_id: str) -> None:
        """Take a held job back with its file."""
        Call(self, "cancel", ["-x", job_id], lambda _code, _said, _error: None)

    def look(self, job_id: str, printer: str, told: Told) -> None:
        """Ask where a job is: three short questions, and one to the spooler's library."""

        def waiting(_code: int, held: str, _error: str) -> None:
            def finished(_code: int, over: str, _error: str) -> None:
                def state(_code: int, said: str, _error: str) -> None:
                    found = cups.job_state(job_id, held, over, said)
                    told(cups.completed_by(found, job_facts(cups.SOCKET, job_id)))

                Call(self, "lpstat", ["-l", "-p", printer], state)

            Call(self, "lpstat", ["-l", "-W", "completed", "-o", printer], finished)

        Call(self, "lpstat", ["-l", "-W", "not-completed", "-o", printer], waiting)

    def end(self) -> None:
        """Stop the commands under way."""
        for call in self.findChildren(Call):
            call.stop()


class _Survey:
    """Asks one queue after another for its options."""

    def __init__(
        self, owner: QObject, names: tuple[str, ...], default: str, warning: str, found: Found
    ) -> None:
        self._owner, self._left, self._default = owner, list(names), default
        self._warning, self._found = warning, found
        self._known: list[Printer] = []

    def next(self) -> None:
        """Go on, or hand over what was found."""
        if not self._left:
            self._found(tuple(self._known))
            return
        name = self._left.pop(0)

        def told(_code: int, facts: str, _error: str) -> None:
            def answered(_code: int, options: str, _error: str) -> None:
                default = name == self._default
                self._known.append(
                    cups.printer_of(name, facts, options, default=default, warning=self._warning)
                )
                self.next()

            Call(self._owner, "lpoptions", ["-p", name, "-l"], answered)

        Call(self._owner, "lpoptions", ["-p", name], told)


def _plain(said: str) -> str:
    """Return the system's words on one line, without the name of the command."""
    line = " ".join(said.split())
    for word in ("lp: ", "Error - "):
        line = line.removeprefix(word)
    return line or "没有说原因"


def spooler_for_system(parent: QObject) -> Spooler:
    """Return the spooler of this platform."""
    if sys.platform == "win32":
        from ui.printing.windows import WindowsSpooler

        return WindowsSpooler(parent)
    return CupsSpooler(parent)
