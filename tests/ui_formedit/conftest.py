# SPDX-License-Identifier: MulanPSL-2.0
"""A unit's window with a form in the editor."""

from __future__ import annotations

import pytest

from app.intake import PageRenderer
from app.present.formedit import papers
from tests.helpers.desk import unit_desk
from tests.helpers.windows import finish, windows
from ui.qt import QPoint, QThread

BASICS = 2


@pytest.fixture(scope="session")
def _child():
    """One confined child for all tests of this folder: it starts once."""
    made = PageRenderer()
    yield made
    made.close()


@pytest.fixture
def shared_child(_child, monkeypatch):
    """Let every editor draw with the one child, and never end it."""

    class Shared:
        def __getattr__(self, name):
            return getattr(_child, name)

        def close(self):
            pass

    monkeypatch.setattr(papers, "PageRenderer", Shared)


@pytest.fixture
def unit(tmp_path):
    """The unit's desk with one fictional person in hand."""
    with unit_desk(tmp_path, people=1) as session:
        yield session


def drawn(shell) -> None:
    """Wait until the page in hand is drawn, its picture's delay included."""
    for _turn in range(400):
        finish(shell)
        pictures = shell.current.pictures
        if pictures.form is not None and pictures._shown == pictures._wanted:
            return
        QThread.msleep(5)
    raise AssertionError("the page was not drawn")


def at(screen, x: float, y: float) -> QPoint:
    """Return a place of the page, in mm, in the canvas's viewport."""
    return screen.canvas.to_px(x, y).toPoint()


@pytest.fixture
def editor(application, unit, shared_child):
    """A function that opens the editor's screen at 基本情况: ``editor(width, height, base)``."""
    with windows() as shown:

        def make(*size):
            shell = shown(unit, *size)
            assert shell.go("forms")
            finish(shell)
            assert shell.go("formedit", "form.evaluation")
            shell.current.presenter.show_page(BASICS)
            drawn(shell)
            return shell

        yield make
