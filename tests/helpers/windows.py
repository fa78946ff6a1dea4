# SPDX-License-Identifier: MulanPSL-2.0
"""Main windows for tests: shown at a size, waited for, and put away before their vault is closed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.present.prints.preview import PreviewPresenter
from app.present.session import Session
from tests.helpers.geometry import settle
from ui.qt import QThread
from ui.shell import Shell
from ui.tasks import TaskRunner
from ui.theme import TextSize

LONGEST = 60.0  # seconds; a loaded machine draws slowly, a screen that never rests is a fault

Open = Callable[..., Shell]


def rested(*lanes: TaskRunner) -> None:
    """Wait until lanes have nothing under way; fails when they never come to rest."""
    end = time.monotonic() + LONGEST
    settle(1)
    while any(lane.busy() for lane in lanes):
        assert time.monotonic() < end, "something is under way without end"
        QThread.msleep(2)
        settle(1)
    settle()


def finish(shell: Shell) -> None:
    """Wait until a window has nothing under way, the page beside its fields included."""
    rested(shell.tasks, shell.quick, shell.live)


def put_away(shell: Shell) -> None:
    """Close a window as the program does: at rest, the child that draws its pages ended."""
    finish(shell)
    shell.close()
    shell.context.presenter(PreviewPresenter).close()
    shell.deleteLater()


@contextmanager
def windows() -> Iterator[Open]:
    """Give a function that shows a session's main window: ``open(session, width, height, base)``."""
    shown: list[Shell] = []

    def make(
        session: Session, width: int = 1366, height: int = 688, base: int = 16, **more: object
    ) -> Shell:
        shell = Shell(session, TextSize(base), **more)
        shown.append(shell)
        shell.resize(width, height)
        shell.show()
        shell.activateWindow()
        settle()
        return shell

    yield make
    for shell in shown:
        put_away(shell)
    settle()
