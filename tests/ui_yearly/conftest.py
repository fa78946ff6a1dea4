# SPDX-License-Identifier: MulanPSL-2.0
"""Windows at 模板与日历, over an applicant's and a unit's vault."""

from __future__ import annotations

import pytest

from app.present.practice.people import load_people, load_unit
from app.present.session import Role
from tests.helpers import vaults
from tests.helpers.desk import at_desk
from tests.helpers.geometry import settle
from ui.desktop import dress
from ui.qt import QThread
from ui.shell import Shell
from ui.theme import TextSize


@pytest.fixture(scope="session")
def application(qapp):
    """The one application object, dressed."""
    dress(qapp)
    return qapp


@pytest.fixture
def applicant(tmp_path):
    """The applicant's desk with one declaration."""
    with at_desk(tmp_path) as session:
        yield session


@pytest.fixture
def unit(tmp_path):
    """The unit's desk with the fictional people, one in hand."""
    with at_desk(tmp_path, empty=True, role=Role.UNIT) as session:
        session.vault.save_unit(load_unit(), vaults.event("unit"))
        for person in load_people():
            session.vault.add(person.declaration, vaults.event("create", person.declaration.id))
        session.open(load_people()[0].declaration.id)
        yield session


def finish(shell, turns=2000) -> None:
    """Wait until nothing is under way."""
    for _turn in range(turns):
        settle(1)
        if not shell.tasks.busy():
            break
        QThread.msleep(5)
    settle()


@pytest.fixture
def window(application):
    """A function that opens the main window at the screen: ``window(session, width, height, base)``."""
    opened: list[Shell] = []

    def make(session, width=1366, height=688, base=16) -> Shell:
        shell = Shell(session, TextSize(base))
        opened.append(shell)
        shell.resize(width, height)
        shell.show()
        settle()
        assert shell.go("yearly")
        settle()
        return shell

    yield make
    for shell in opened:
        finish(shell)
        shell.close()
        shell.deleteLater()
    settle()
