# SPDX-License-Identifier: MulanPSL-2.0
"""Makes rolling copies while the person works; says so only when one could not be made."""

from __future__ import annotations

from pathlib import Path

from app.kernel.errors import UserError
from app.present.keeping import copies
from ui.context import Context
from ui.qt import QObject, QTimer

LOOK_MS = 5 * 60 * 1000


class RollingCopies(QObject):
    """Looks every few minutes whether a copy is due, and makes it beside the window."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._told = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Make a copy when one is due and nothing else is under way."""
        context = self._context
        if context.tasks.busy() or not copies.due(context.session):
            return
        context.tasks.start(
            context.session.vault.roll_copies, done=self._made, refused=self._refused
        )

    def _made(self, _folder: Path) -> None:
        self._told = False

    def _refused(self, fault: UserError) -> None:
        if not self._told:  # once is enough: the next ones would say the same
            self._told = True
            self._context.say_code("KEEP-NO-COPY", reason=fault.message.one_line())
