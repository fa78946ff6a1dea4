# SPDX-License-Identifier: MulanPSL-2.0
"""Windows over desks with something to print, and a spooler that keeps what it is handed."""

from __future__ import annotations

import pytest

from app.present.practice.people import load_people, load_unit
from app.present.prints.preview import PreviewPresenter
from app.present.prints.printers import Printer
from app.present.session import Role
from tests.helpers import vaults
from tests.helpers.desk import at_desk
from tests.helpers.geometry import settle
from tests.helpers.printing_desk import printing_desk
from ui.desktop import dress
from ui.printing import desk as print_desk
from ui.printing.cups import JobState
from ui.qt import QThread
from ui.shell import Shell
from ui.theme import TextSize

TURNS = Printer("机一", duplex=True, trays=("自动", "手送"), default=True)
SINGLE = Printer("机二", duplex=False, warning="PreserveJobFiles")


class KeepingSpooler:
    """Takes every job at once; ``refusal`` and ``state`` say otherwise."""

    def __init__(self):
        self.found = (TURNS, SINGLE)
        self.refusal = self.held = ""
        self.state = JobState("done")
        self.taken, self.released, self.dropped = [], [], []

    def printers(self, found):
        found(self.found)

    def submit(self, job, taken, refused):
        if self.refusal:
            refused(self.refusal)
            return
        self.taken.append(job)
        taken(f"{job.printer}-{len(self.taken)}")

    def release(self, job_id, done, refused):
        if self.held:
            refused(self.held)
            return
        self.released.append(job_id)
        done()

    def drop(self, job_id):
        self.dropped.append(job_id)

    def look(self, job_id, printer, told):
        told(self.state)

    def end(self):
        pass


@pytest.fixture
def spooler(monkeypatch):
    """The spooler every window of the test gets."""
    made = KeepingSpooler()
    monkeypatch.setattr(print_desk, "spooler_for_system", lambda _parent: made)
    return made


@pytest.fixture(scope="session")
def application(qapp):
    """The one application object, dressed."""
    dress(qapp)
    return qapp


@pytest.fixture
def applicant(tmp_path):
    """The applicant's desk with a packet of two volumes."""
    with printing_desk(tmp_path) as session:
        yield session


@pytest.fixture
def unit(tmp_path):
    """The unit's desk with the twelve fictional people, one in hand."""
    with at_desk(tmp_path, empty=True, role=Role.UNIT) as session:
        session.vault.save_unit(load_unit(), vaults.event("unit"))
        for person in load_people():
            session.vault.add(person.declaration, vaults.event("create", person.declaration.id))
        session.open(load_people()[0].declaration.id)
        yield session


def finish(shell, turns=1500) -> None:
    """Wait until nothing is under way."""
    for _turn in range(turns):
        settle(1)
        if not (shell.tasks.busy() or shell.quick.busy() or shell.live.busy()):
            break
        QThread.msleep(5)
    settle()


@pytest.fixture
def window(application, spooler):
    """A function that opens the main window at a screen: ``window(session, name, width, height, base)``."""
    opened: list[Shell] = []

    def make(session, name, width=1366, height=688, base=16, **more) -> Shell:
        shell = Shell(session, TextSize(base), **more)
        opened.append(shell)
        shell.resize(width, height)
        shell.show()
        settle()
        assert shell.go(name)
        finish(shell)
        return shell

    yield make
    for shell in opened:
        finish(shell)
        shell.close()
        shell.context.presenter(PreviewPresenter).close()
        shell.deleteLater()
    settle()
