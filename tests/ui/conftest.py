# SPDX-License-Identifier: MulanPSL-2.0
"""An application in Chinese with the bundled faces, and windows that are taken away again."""

from __future__ import annotations

import pytest

from tests.helpers.desk import at_desk
from tests.helpers.geometry import settle
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
    """A desk with one declaration in hand."""
    with at_desk(tmp_path) as made:
        yield made


@pytest.fixture
def shell(application, session):
    """A function that opens the main window: ``shell(width, height, base)``."""
    opened: list[Shell] = []

    def make(width: int = 1366, height: int = 688, base: int = 16, **more) -> Shell:
        window = Shell(session, TextSize(base), **more)
        opened.append(window)
        window.resize(width, height)
        window.show()
        window.activateWindow()
        settle()
        return window

    yield make
    for window in opened:
        window.close()
        window.deleteLater()
    settle()
