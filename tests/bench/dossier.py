# SPDX-License-Identifier: MulanPSL-2.0
"""A fictional person's full dossier, open at a desk: what the window is measured with."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from app.present.session import Session
from tests.helpers.desk import ANSWERS, at_desk
from tests.helpers.printing_desk import with_scan
from tests.paper_forms import sample

PAGES = 300


@contextmanager
def full_dossier(pages: int = PAGES) -> Iterator[Session]:
    """Open a new vault with a declaration of so many bound pages; it goes away afterwards."""
    person = attrs.evolve(sample.ordinary(), route=ANSWERS)
    with tempfile.TemporaryDirectory() as folder, at_desk(Path(folder), person) as session:
        with_scan(session, "education", pages - 10)
        yield session
