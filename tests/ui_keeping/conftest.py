# SPDX-License-Identifier: MulanPSL-2.0
"""A window at a fictional person's desk."""

from __future__ import annotations

import pytest

from tests.helpers.desk import at_desk
from tests.helpers.windows import windows
from tests.ui_declare.conftest import person


@pytest.fixture
def session(tmp_path):
    """A person's declaration in hand."""
    with at_desk(tmp_path, person()) as made:
        yield made


@pytest.fixture
def window(application):
    """A function that opens the main window of a session: ``window(session, width, height, base)``."""
    with windows() as shown:
        yield shown
