# SPDX-License-Identifier: MulanPSL-2.0
"""How the part of a screen that knows tells the part that draws: call back, without arguments."""

from __future__ import annotations

from collections.abc import Callable


class Telling:
    """Base of everything with a state that changes: listeners are told after each change."""

    def __init__(self) -> None:
        self._callbacks: list[Callable[[], None]] = []

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after each change of the state; returns how to stop it."""
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    def unsubscribe_all(self) -> None:
        """Tell nobody any more."""
        self._callbacks.clear()

    def changed(self) -> None:
        """Tell the listeners."""
        for callback in list(self._callbacks):
            callback()
