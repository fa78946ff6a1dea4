# SPDX-License-Identifier: MulanPSL-2.0
"""A unit's window with a form in the editor."""

from __future__ import annotations

import pytest

from app.intake import PageRenderer
from app.present.formedit import papers
from app.present.practice.people import load_people, load_unit
from app.present.session import Role
from tests.helpers import vaults
from tests.helpers.desk import at_desk
from tests.helpers.geometry import settle
from ui.desktop import dress
from ui.qt import QPoint, QThread
from ui.shell import Shell
from ui.theme import TextSize

BASICS = 2


@pytest.fixture(scope="session")
def application(qapp):
    """The one application object, dressed."""
    dress(qapp)
    return qapp


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
    with at_desk(tmp_path, empty=True, role=Role.UNIT) as session:
        session.vault.save_unit(load_unit(), vaults.event("unit"))
        person = load_people()[0].declaration
        session.vault.add(person, vaults.event("create", person.id))
        session.open(person.id)
        yield session


def finish(shell, turns=1500) -> None:
    """Wait until nothing is under way."""
    for _turn in range(turns):
        settle(1)
        if not shell.tasks.busy() and not shell.quick.busy():
            break
        QThread.msleep(5)
    settle()


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
    opened: list[Shell] = []

    def make(width=1366, height=688, base=16) -> Shell:
        shell = Shell(unit, TextSize(base))
        opened.append(shell)
        shell.resize(width, height)
        shell.show()
        settle()
        assert shell.go("forms")
        finish(shell)
        assert shell.go("formedit", "form.evaluation")
        shell.current.presenter.show_page(BASICS)
        drawn(shell)
        return shell

    yield make
    for shell in opened:
        finish(shell)
        shell.close()
        shell.deleteLater()
    settle()
