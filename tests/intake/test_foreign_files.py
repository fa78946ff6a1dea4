# SPDX-License-Identifier: MulanPSL-2.0
"""Files of all kinds: each is bound into a volume or refused by its name; nothing in between.

A part of them runs here; ``tests/faults/soak_foreign.py`` runs all two hundred.
"""

from __future__ import annotations

import pytest

from app.intake import inspect_scan
from tests.faults.soak_foreign import bind, structural, take_in
from tests.helpers import pages
from tests.helpers.foreign_files import COUNT, foreign_files, installed_files

EVERY = 16


def test_there_are_two_hundred_and_no_name_twice():
    """The campaign is what it says it is."""
    files = foreign_files()
    assert len(files) == COUNT and len({name for name, _ in files}) == COUNT


@pytest.mark.parametrize("part", range(2))
def test_each_is_placed_or_refused_by_name(part):
    """Refusals name the file and say what to do; what is placed makes a volume qpdf finds no fault in."""
    chosen = foreign_files()[part * EVERY // 2 :: EVERY]
    taken, refused, faults = take_in(chosen)
    assert faults == [] and len(taken) + len(refused) == len(chosen)
    assert taken and refused
    volume, sides = bind(taken)
    assert structural(volume) == []
    assert pages.page_count(volume) == sides


def test_what_other_packages_carry_is_taken_in_too():
    """Documents and pictures of installed packages, where there are any."""
    files = installed_files()[::6]
    taken, refused, faults = take_in(files)
    assert faults == [] and len(taken) + len(refused) == len(files)


@pytest.mark.parametrize("name", ["cut-50-scan.pdf", "cut-90-paper.pdf", "no-xref.pdf"])
def test_a_file_cut_short_says_that_pages_may_be_missing(name):
    """What is left is taken in, with the count of pages to hold against the original."""
    files = dict(foreign_files())
    codes = [note.code for note in inspect_scan(files[name], name).notes]
    assert "INTAKE-NOTE-MENDED" in codes
    whole = inspect_scan(files["turned-90.pdf"], "turned-90.pdf")
    assert "INTAKE-NOTE-MENDED" not in [note.code for note in whole.notes]


def test_a_mended_page_that_draws_nothing_is_bound_as_it_is():
    """Contents that are no stream broke the writing of a whole volume; now the page is blank."""
    name, data = next(file for file in foreign_files() if file[0] == "damaged-026-paper.pdf")
    volume, sides = bind([inspect_scan(data, name)])
    assert pages.faults(volume) == [] and pages.page_count(volume) == sides
