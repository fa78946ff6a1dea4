# SPDX-License-Identifier: MulanPSL-2.0
"""Damaged files through the parsers themselves: an answer or a refusal, never another error."""

from __future__ import annotations

import warnings

import pytest

from app.intake.inspection import inspect
from app.intake.limits import Refused
from tests.helpers import hostile_files as make

GOOD = {
    "jpeg": make.jpeg(make.page_picture(310, 438)),
    "png": make.png(make.page_picture(310, 438).quantize(16)),
    "pdf": make.pdf(2, make.active),
    "scan": make.scanned_pdf(make.jpeg(make.page_picture(310, 438))),
}


@pytest.mark.parametrize("kind", sorted(GOOD))
@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_is_answered(kind, seed):
    """Bytes flipped, cut, repeated and overwritten: the reader takes it in or says no."""
    data = make.mutated(GOOD[kind], seed)
    pages = []
    refused = None
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # parsers may complain; the child's complaints are swallowed
        try:
            made = inspect(data, "pdf" if kind == "scan" else kind, False, pages.append)
        except Refused as refusal:
            refused = refusal.code
    if refused is None:
        assert made.working.startswith(b"%PDF-") and pages
    else:
        assert refused.startswith("INTAKE-")
