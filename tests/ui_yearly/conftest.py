# SPDX-License-Identifier: MulanPSL-2.0
"""Windows at 模板与日历, over an applicant's and a unit's vault."""

from __future__ import annotations

import pytest

from tests.helpers.desk import at_desk, unit_desk
from tests.helpers.geometry import settle
from tests.helpers.windows import windows


@pytest.fixture
def applicant(tmp_path):
    """The applicant's desk with one declaration."""
    with at_desk(tmp_path) as session:
        yield session


@pytest.fixture
def unit(tmp_path):
    """The unit's desk with the fictional people, one in hand."""
    with unit_desk(tmp_path) as session:
        yield session


@pytest.fixture
def window(application):
    """A function that opens the main window at the screen: ``window(session, width, height, base)``."""
    with windows() as shown:

        def make(session, *size):
            shell = shown(session, *size)
            assert shell.go("yearly")
            settle()
            return shell

        yield make
