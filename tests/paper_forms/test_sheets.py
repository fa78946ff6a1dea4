# SPDX-License-Identifier: MulanPSL-2.0
"""Workbooks against what people type: nothing becomes a formula, whatever stands in a name, a head or a cell."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.paper.rolls.sheets import BEGIN_FORMULAS, Book, plain, sheet_name

DAY = dt.date(2026, 6, 15)
PREFIXES = ("=", "+", "-", "@", "\t=", "\r=", "＝")


def book_of(title: str, head: str, text: str) -> openpyxl.Workbook:
    """Return a small workbook read back from its bytes."""
    book = Book(title, (20.0, 30.0), DAY)
    book.style("head", bold=True)
    book.style("cell")
    book.row(8)
    book.across(1, 2, head, "head")
    book.row(8)
    book.text(1, text, "cell")
    book.merged((3, 1), (3, 2), text, "cell")
    book.set_up((1, 1), margins=(10, 10, 10, 10))
    return openpyxl.load_workbook(io.BytesIO(book.save()))


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_title_a_head_and_a_cell_that_begin_as_formulas_stay_text(prefix):
    """HYPERLINK, cmd and the like: stored as text, formatted as text, marked as text for a later edit."""
    evil = f'{prefix}HYPERLINK("x","y")'
    sheet = book_of(f"{prefix}cmd花名册", evil, evil).active
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(found) == 3
    for cell in found:
        assert cell.data_type == "s"
        assert cell.number_format == "@"
        assert cell.quotePrefix
    assert "cmd花名册" in sheet.title
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_an_ordinary_text_bears_no_mark():
    """A name and an ID number are text without a quote before them."""
    sheet = book_of("花名册", "姓名", "15040219820315002X").active
    assert [sheet.cell(row, 1).quotePrefix for row in (1, 2)] == [False, False]


@given(st.text(max_size=60))
def test_every_title_gives_a_name_a_sheet_can_bear(title):
    """Whatever the unit is called: no forbidden character, no quote at an end, never empty, and it opens."""
    name = sheet_name(title)
    assert 0 < len(name) <= 31
    assert not set(name) & set("[]:*?/\\")
    assert name[0] != "'" != name[-1]


@given(st.sampled_from(BEGIN_FORMULAS), st.text(max_size=30))
def test_whatever_follows_the_prefix_the_cell_reads_back_as_it_was(prefix, rest):
    """Text in, the same text out, of type text (what XML forbids left out)."""
    text = prefix + rest
    cell = book_of("表", "头", text).active.cell(2, 1)
    assert cell.data_type in ("s", "n")  # n: nothing but what XML forbids
    assert (cell.value or "").replace("\r\n", "\n").replace("\r", "\n").strip() == (
        plain(text).replace("\r\n", "\n").replace("\r", "\n").strip()
    )
