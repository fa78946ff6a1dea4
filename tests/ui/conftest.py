# SPDX-License-Identifier: MulanPSL-2.0
"""An application in Chinese with the bundled faces, and windows that are taken away again."""

from __future__ import annotations

from functools import partial

import pytest

from tests.helpers.desk import at_desk
from tests.helpers.windows import windows


@pytest.fixture
def session(tmp_path):
    """A desk with one declaration in hand."""
    with at_desk(tmp_path) as made:
        yield made


@pytest.fixture
def shell(application, session):
    """A function that opens the main window: ``shell(width, height, base)``."""
    with windows() as shown:
        yield partial(shown, session)
