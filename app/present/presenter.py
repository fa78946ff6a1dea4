# SPDX-License-Identifier: MulanPSL-2.0
"""What every presenter does: keep a state made from the session and say when it changed."""

from __future__ import annotations

from collections.abc import Callable

from app.present.session import Session


class Presenter:
    """Base of the presenters.

    Attributes:
        session: what is open.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._callbacks: list[Callable[[], None]] = []
        self._stop = session.subscribe(self._session_changed)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back without arguments after each change of the state; returns how to stop it."""
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    def close(self) -> None:
        """Stop listening to the session."""
        self._stop()
        self._callbacks.clear()

    def _session_changed(self, _paths: frozenset[str]) -> None:
        self.changed()

    def changed(self) -> None:
        """Tell the listeners."""
        for callback in list(self._callbacks):
            callback()
