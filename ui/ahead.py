# SPDX-License-Identifier: MulanPSL-2.0
"""What is read while the person looks at the first page, so that every other page opens at once."""

from __future__ import annotations

import contextlib

from app.kernel.errors import UserError
from app.present.declare import editor_fit
from app.present.prints import live
from ui.context import Context
from ui.garbage import WindowCollector
from ui.qt import QApplication, QTimer, QWidget, isValid
from ui.screens import import_screens

AHEAD_MS = 800


def read_ahead(page: QWidget, context: Context) -> None:
    """Read faces, forms and pages and number the volumes, a moment after a desk's first page is shown."""
    QTimer.singleShot(AHEAD_MS, page, lambda: _read(page, context))


def _read(page: QWidget, context: Context) -> None:
    role, pack = str(context.session.role), context.session.pack

    def read(_progress: object) -> None:
        _ = pack.fields
        editor_fit.warm()
        import_screens(role)

    context.quick.start(read, done=lambda _done: _number(page, context))
    context.quick.start(lambda _progress: live.warm(), done=lambda _done: _pass_over())


def _number(page: QWidget, context: Context) -> None:
    session = context.session
    if isValid(page) and page.isVisible() and session.has_declaration:
        with contextlib.suppress(UserError):  # the page that shows the numbers says it
            _ = session.plan


def _pass_over() -> None:
    """Let the collector pass over all that was read: it stays as it is."""
    application = QApplication.instance()
    collector = application.findChild(WindowCollector) if application is not None else None
    if isinstance(collector, WindowCollector):
        collector.pass_over_what_is_there()
