# SPDX-License-Identifier: MulanPSL-2.0
"""Windows over desks with something to print, and a spooler that keeps what it is handed."""

from __future__ import annotations

import pytest

from app.present.prints.printers import Printer
from tests.helpers.desk import unit_desk
from tests.helpers.printing_desk import printing_desk
from tests.helpers.windows import finish, windows
from ui.printing import desk as print_desk
from ui.printing.cups import JobState

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


@pytest.fixture
def applicant(tmp_path):
    """The applicant's desk with a packet of two volumes."""
    with printing_desk(tmp_path) as session:
        yield session


@pytest.fixture
def unit(tmp_path):
    """The unit's desk with the twelve fictional people, one in hand."""
    with unit_desk(tmp_path) as session:
        yield session


@pytest.fixture
def window(application, spooler):
    """A function that opens the main window at a screen: ``window(session, name, width, height, base)``."""
    with windows() as shown:

        def make(session, name, *size, **more):
            shell = shown(session, *size, **more)
            assert shell.go(name)
            finish(shell)
            return shell

        yield make
