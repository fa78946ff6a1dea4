# SPDX-License-Identifier: MulanPSL-2.0
"""What every presenter does: keep a state made from the session and say when it changed."""

from __future__ import annotations

from app.present.session import Session
from app.present.telling import Telling


class Presenter(Telling):
    """Base of the presenters.

    Attributes:
        session: what is open.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._stop = session.subscribe(self._session_changed)

    def close(self) -> None:
        """Stop listening to the session."""
        self._stop()
        self.unsubscribe_all()

    def _session_changed(self, _paths: frozenset[str]) -> None:
        self.changed()
