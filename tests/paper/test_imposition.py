# SPDX-License-Identifier: MulanPSL-2.0
"""The 评审表 on A3 sheets: folded and laid into one another, its pages read 1, 2, 3 …"""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paper.core import geometry as g
from app.paper.core.press import Piece, Press
from app.paper.imposition import saddle_order, saddle_stitched
from tests.helpers import pages
from tests.helpers.archival import breaches


def paper(count: int) -> Piece:
    """Return a paper whose pages bear their numbers."""
    press = Press(title="评审表")
    for number in range(1, count + 1):
        page = press.page(g.measured_form())
        page.text(page.margins.axis, 150, f"第{number}面", "hei", 40, "centre")
    return Piece("form", "评审表", press.save(), count)


@given(st.integers(1, 40))
def test_folded_sheets_read_in_order(sheets):
    """Opening the stack leaf by leaf gives every page once, in order."""
    order = list(saddle_order(4 * sheets))
    fronts, backs = order[::2], order[1::2]
    first_half = [
        number
        for (_, right), (left, _) in zip(fronts, backs, strict=True)
        for number in (right, left)
    ]
    second_half = [
        number
        for (left, _), (_, right) in reversed(list(zip(fronts, backs, strict=True)))
        for number in (right, left)
    ]
    assert first_half + second_half == list(range(1, 4 * sheets + 1))


def test_one_sheet_reads_4_1_and_2_3():
    """Binding.md 8.3 (7)."""
    assert list(saddle_order(4)) == [(4, 1), (2, 3)]
    assert list(saddle_order(8)) == [(8, 1), (2, 7), (6, 3), (4, 5)]


@pytest.mark.parametrize("count", [1, 2, 3, 5, 14])
def test_pages_that_do_not_fill_sheets_are_refused(count):
    """Whoever makes the form adds 附页 first; nothing is left out in silence."""
    with pytest.raises(ValueError, match=str(count)):
        list(saddle_order(count))


def test_pages_stand_at_full_size_on_either_side_of_the_fold():
    """Page 8 left and page 1 right on the outside; A3 across; each page's middle is 105 mm from the fold."""
    folded = saddle_stitched(paper(8), "folded", marks=False)
    assert (folded.pages, folded.paper, folded.short_edge) == (4, "A3", True)
    assert pages.words(folded.pdf, 0) == "第8面第1面" and pages.words(folded.pdf, 3) == "第4面第5面"
    axis = g.measured_form().axis
    for x in (0.0, 210.0):
        left, top, right, bottom = pages.ink(folded.pdf, (x + 1, 100, x + 209, 200), 0)
        assert (left + right) / 2 == pytest.approx(x + axis, abs=0.8)
        assert 140 < top < bottom < 160
    with pikepdf.open(io.BytesIO(folded.pdf)) as document:
        assert [float(edge) for edge in document.pages[0].mediabox] == pytest.approx(
            [0, 0, 1190.551, 841.89], abs=0.01
        )
        assert document.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"


def test_marks_show_the_fold_and_the_staples_on_the_outside_only():
    """Staples at a quarter and three quarters of the height, on the outermost sheet's outside."""
    folded = saddle_stitched(paper(8), "folded")
    for index in range(4):
        found = [
            pages.ink(folded.pdf, (207, at - 8, 213, at + 8), index, dark=200)
            for at in (74.25, 222.75)
        ]
        assert all(found) if index == 0 else not any(found)
        assert pages.ink(folded.pdf, (207, 0, 213, 5), index, dark=200)
    x0, top, x1, bottom = pages.ink(folded.pdf, (207, 60, 213, 90), 0, dark=200)
    assert (top + bottom) / 2 == pytest.approx(74.25, abs=0.3) and (x0 + x1) / 2 == pytest.approx(
        210, abs=0.3
    )


def test_the_folded_form_is_still_ours():
    """It vouches for PDF/A-2b as the single sheets do, and holds their faces once."""
    whole = paper(4)
    folded = saddle_stitched(whole, "folded")
    assert breaches(folded.pdf) == [] and pages.faults(folded.pdf) == []
    assert len(pages.fonts(folded.pdf)) == len(pages.fonts(whole.pdf))
