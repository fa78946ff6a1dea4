# SPDX-License-Identifier: MulanPSL-2.0
"""A window at a fictional person's desk."""

from __future__ import annotations

import pytest

from tests.helpers.desk import at_desk
from tests.helpers.geometry import settle
from tests.ui_declare.conftest import person
from ui.desktop import dress
from ui.shell import Shell
from ui.theme import TextSize


@pytest.fixture(scope="session")
def application(qapp):
    """The one application object, dressed."""
    dress(qapp)
    return qapp


@pytest.fixture
def session(tmp_path):
    """A person's declaration in hand."""
    with at_desk(tmp_path, person()) as made:
        yield made


@pytest.fixture
def window(application):
    """A function that opens the main window of a session: ``window(session, width, height, base)``."""
    opened: list[Shell] = []

    def make(session, width: int = 1366, height: int = 688, base: int = 16, **more) -> Shell:
        shell = Shell(session, TextSize(base), **more)
        opened.append(shell)
        shell.resize(width, height)
        shell.show()
        shell.activateWindow()
        settle()
        return shell

    yield make
    for shell in opened:
        shell.close()
        shell.deleteLater()
    settle()
