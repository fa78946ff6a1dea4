# SPDX-License-Identifier: MulanPSL-2.0
"""Ranges, sheets and offsets: what leaves for a printer, measured on the page."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.paper.core.geometry import Side
from app.paper.trial_page import trial_page
from app.present.prints.printing_pages import arrange
from app.present.prints.printing_sides import choose_pages, plain_sides, sheets_of

BOTH = (Side.FRONT, Side.BACK)
DOTS_A_MM = 12


_DARK = bytes(value < 128 for value in range(256))


def _ink(pdf: bytes, index: int) -> tuple[float, float]:
    """Return (left, top) in mm of the upright and the level line of the trial page."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[index]
    picture = page.render(scale=DOTS_A_MM * 25.4 / 72, grayscale=True)
    width, height, stride = picture.width, picture.height, picture.stride
    grey = bytes(picture.buffer).translate(_DARK)
    page.close()
    document.close()
    left = next(x for x in range(width) if grey[x::stride].count(1) > 0.8 * height)
    top = next(
        y for y in range(height) if grey[y * stride : y * stride + width].count(1) > 0.8 * width
    )
    return left / DOTS_A_MM, top / DOTS_A_MM


def test_the_trial_page_is_drawn_where_it_says():
    """A and B are 10.0 mm from the edges on both sides, to a tenth of a millimetre."""
    piece = trial_page()
    assert piece.pages == 2
    for index in (0, 1):
        assert _ink(piece.pdf, index) == pytest.approx((10.0, 10.0), abs=0.12)


def test_each_side_is_moved_by_its_own_offset():
    """Front half a millimetre left and one down; back ten left; nothing else changes size."""
    moved = arrange(trial_page().pdf, (0, 1), BOTH, front=(-0.5, 1.0), back=(-9.0, -0.5))
    assert _ink(moved, 0) == pytest.approx((9.5, 11.0), abs=0.12)
    assert _ink(moved, 1) == pytest.approx((1.0, 9.5), abs=0.12)


def test_nothing_to_change_is_byte_for_byte_the_same():
    """All pages and no offset: the printer gets the previewed file itself."""
    pdf = trial_page().pdf
    assert arrange(pdf, (0, 1), BOTH) is pdf


def test_arranging_is_repeatable():
    """The same choice and offsets give the same bytes."""
    pdf = trial_page().pdf
    assert arrange(pdf, (1,), BOTH, back=(1, 1)) == arrange(pdf, (1,), BOTH, back=(1, 1))


def test_pages_lying_across_are_left_where_they_are():
    """A queue may turn a landscape page either way, so an offset would be a guess."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(842, 595))
    out = io.BytesIO()
    document.save(out)
    moved = arrange(out.getvalue(), (0,), (Side.FRONT,), front=(5.0, 5.0))
    with pikepdf.open(io.BytesIO(moved)) as sent:
        contents = sent.pages[0].get("/Contents")
        assert contents is None or b" cm" not in contents.read_bytes()


@given(count=st.integers(1, 60), data=st.data())
def test_a_duplex_choice_is_whole_sheets_and_holds_what_was_asked(count, data):
    """Whatever range is named, fronts and backs stay together and nothing asked for is missing."""
    sides = plain_sides(count)
    first = data.draw(st.integers(1, count))
    last = data.draw(st.integers(first, count))
    chosen = choose_pages(f"{first}-{last}", sides, duplex=True)
    assert set(range(first - 1, last)) <= set(chosen)
    taken = {sides[index].sheet for index in chosen}
    assert chosen == tuple(i for i, side in enumerate(sides) if side.sheet in taken)
    assert sheets_of(sides, chosen, duplex=True) == len(taken)


@pytest.mark.parametrize(
    "typed", ["2、4-5", "2,4－5".replace("－", "-"), "２，４～５", "2 4至5", "5 4 2"]
)
def test_ranges_are_read_in_any_punctuation(typed):
    """Full-width digits and Chinese marks come from the input method."""
    assert choose_pages(typed, plain_sides(6), duplex=False) == (1, 3, 4)


def test_no_range_is_everything():
    """An empty field prints all pages."""
    assert choose_pages(" ", plain_sides(3), duplex=False) == (0, 1, 2)


@given(st.text(max_size=12))
def test_no_typing_breaks_the_range(typed):
    """Any text is either a choice of pages or a message that quotes it."""
    code, chosen = "", ()
    try:
        chosen = choose_pages(typed, plain_sides(9), duplex=False)
    except UserError as fault:
        code = fault.code
    assert code in ("PRINT-RANGE", "PRINT-RANGE-NONE") or (
        not code and set(chosen) <= set(range(9))
    )
