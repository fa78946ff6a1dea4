# SPDX-License-Identifier: MulanPSL-2.0
"""How long work tells where it is and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, field

from app.kernel.errors import Cancelled


@define
class Progress:
    """Handed to long work: the work reports, the person may stop it.

    Attributes:
        listener: called with (done, total, label); from the worker's thread.
        stop_requested: asked before each step.
    """

    listener: Callable[[int, int, str], None] = field(default=lambda done, total, label: None)
    stop_requested: Callable[[], bool] = field(default=lambda: False)

    def step(self, done: int, total: int, label: str = "") -> None:
        """Report one step; raises Cancelled when the person asked to stop."""
        if self.stop_requested():
            raise Cancelled
        self.listener(done, total, label)


def silent() -> Progress:
    """Return a progress nobody listens to."""
    return Progress()
