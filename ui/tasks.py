# SPDX-License-Identifier: MulanPSL-2.0
"""Long work off the window's thread: one worker a lane, one way to report, one way to stop."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, TypeVar

from app.kernel.errors import Cancelled, UserError
from app.kernel.progress import Progress
from ui.faults import report_fault
from ui.qt import QObject, Qt, Signal

Outcome = TypeVar("Outcome")
Work = Callable[[Progress], Outcome]


class Task(QObject):
    """One piece of work under way. All signals arrive in the window's thread.

    Signals:
        progressed(done, total, words)
        finished(outcome): the work is done.
        refused(error): a UserError the person can act on.
        stopped(): the person stopped it.
        broke(reference): a bug; the reference stands in the redacted report.
        ended(): after any of the four.
    """

    progressed = Signal(int, int, str)
    finished = Signal(object)
    refused = Signal(object)
    stopped = Signal()
    broke = Signal(str)
    ended = Signal()
    _settled = Signal(str, object)
    _stepped = Signal(int, int, str)

    def __init__(self, words: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.has_refusal = False
        self.running = True
        self._stop = Event()
        self._settled.connect(self._settle, Qt.ConnectionType.QueuedConnection)
        self._stepped.connect(self._step, Qt.ConnectionType.QueuedConnection)

    def stop(self) -> None:
        """Ask the work to end at its next step."""
        self._stop.set()

    def run(self, work: Work[Any]) -> None:
        """Carry the work out; called in the worker's thread. One of the three broad boundaries."""
        progress = Progress(listener=self._report, stop_requested=self._stop.is_set)
        try:
            outcome = work(progress)
        except Cancelled:
            self._settled.emit("stopped", None)
        except UserError as fault:
            self._settled.emit("refused", fault)
        except Exception as fault:  # noqa: BLE001 - boundary: a bug in work must reach the person as a message
            self._settled.emit("broke", report_fault(fault))
        else:
            self._settled.emit("finished", outcome)

    def _report(self, done: int, total: int, words: str) -> None:
        self._stepped.emit(done, total, words)

    def _step(self, done: int, total: int, words: str) -> None:
        self.progressed.emit(done, total, words)

    def _settle(self, how: str, outcome: object) -> None:
        self.running = False
        if how == "stopped":
            self.stopped.emit()
        elif how == "finished":
            self.finished.emit(outcome)
        elif how == "refused":
            self.refused.emit(outcome)
        else:
            self.broke.emit(outcome)
        self.ended.emit()


class TaskRunner(QObject):
    """One worker thread; work is done in the order it was asked for.

    Signals:
        began(task): a task was taken on; the window shows its progress line.
    """

    began = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._numbers = itertools.count()
        self._tasks: dict[int, Task] = {}
        self._ended = False

    def start(
        self,
        work: Work[Outcome],
        *,
        done: Callable[[Outcome], object] | None = None,
        refused: Callable[[UserError], object] | None = None,
        words: str = "",
    ) -> Task:
        """Take work on and return its task.

        Args:
            work: called with a Progress in the worker's thread; must not touch widgets or the vault's
                connection of the window's thread.
            done: called with the outcome in the window's thread.
            refused: called with the UserError in the window's thread; without it the window shows it.
            words: what the progress line says; empty shows no line.
        """
        task = Task(words, self)
        if self._ended:  # the window is going away: nobody would take the outcome
            task.running = False
            return task
        number = next(self._numbers)
        self._tasks[number] = task
        if done is not None:
            task.finished.connect(done)
        if refused is not None:
            task.has_refusal = True
            task.refused.connect(refused)
        task.ended.connect(lambda: self._forget(number))
        self.began.emit(task)
        self._pool.submit(task.run, work)
        return task

    def _forget(self, number: int) -> None:
        task = self._tasks.pop(number, None)
        if task is not None:
            task.deleteLater()

    def busy(self) -> bool:
        """Tell whether anything is under way."""
        return any(task.running for task in self._tasks.values())

    def stop_all(self) -> None:
        """Ask everything to end at its next step."""
        for task in self._tasks.values():
            task.stop()

    def close(self) -> None:
        """Stop everything and wait for the step in hand; calling again does nothing."""
        if not self._ended:
            self._ended = True
            self.stop_all()
            self._pool.shutdown(wait=True, cancel_futures=True)
