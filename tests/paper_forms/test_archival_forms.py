# SPDX-License-Identifier: MulanPSL-2.0
"""Every form, with ordinary and with the longest values, is PDF/A-2b in the clauses it rests on."""

from __future__ import annotations

import pytest

from tests.helpers import pages
from tests.helpers.archival import breaches
from tests.paper_forms.test_form_readback import FORMS, printed


@pytest.mark.parametrize("person", ["ordinary", "longest"])
@pytest.mark.parametrize("name", FORMS)
def test_a_form_breaks_no_clause(name: str, person: str) -> None:
    """Colours are covered by the intent, faces are whole, nothing is active; qpdf finds no fault."""
    pdf = printed(name, person)[1].piece.pdf
    assert breaches(pdf) == []
    assert pages.faults(pdf) == []
