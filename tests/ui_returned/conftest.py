# SPDX-License-Identifier: MulanPSL-2.0
"""Windows over a dossier that is bound, handed in, and sent back."""

from __future__ import annotations

import pytest

from tests.helpers.sent_back import handed_in
from tests.ui_paper.conftest import window

__all__ = ["window"]


@pytest.fixture
def session(tmp_path):
    """A dossier handed in on 2026-06-15."""
    with handed_in(tmp_path) as made:
        yield made
