# SPDX-License-Identifier: MulanPSL-2.0
"""Only the last wish counts: what was asked for meanwhile is dropped, not worked off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from app.kernel.errors import UserError
from ui.qt import isValid
from ui.tasks import TaskRunner, Work

Outcome = TypeVar("Outcome")
Job = tuple[Work[Any], Callable[[Any], object], Callable[[UserError], object]]


class Latest(Generic[Outcome]):
    """At most one piece of work under way and one waiting; an outcome that is overtaken is thrown away."""

    def __init__(self, runner: TaskRunner) -> None:
        self._runner = runner
        self._number = 0
        self._busy = False
        self._waiting: Job | None = None

    def ask(
        self,
        work: Work[Outcome],
        done: Callable[[Outcome], object],
        refused: Callable[[UserError], object],
    ) -> None:
        """Take a wish on in place of all before it; ``done`` is called for the last one only."""
        self._number += 1
        self._waiting = (work, done, refused)
        if not self._busy:
            self._begin()

    def drop(self) -> None:
        """Want nothing any more."""
        self._number += 1
        self._waiting = None

    def busy(self) -> bool:
        """Tell whether something is under way or waiting."""
        return self._busy

    def _begin(self) -> None:
        if self._waiting is None:
            return
        (work, done, refused), self._waiting = self._waiting, None
        number, self._busy = self._number, True

        def if_last(then: Callable[[Any], object]) -> Callable[[Any], None]:
            def slot(outcome: object) -> None:
                if number == self._number:
                    then(outcome)

            return slot

        task = self._runner.start(work, done=if_last(done), refused=if_last(refused))
        task.ended.connect(self._ended)

    def _ended(self) -> None:
        self._busy = False
        if isValid(self._runner):
            self._begin()
