# SPDX-License-Identifier: MulanPSL-2.0
"""Letters stand where GB/T 9704-2012 puts them, measured on the page at 300 dpi."""

from __future__ import annotations

import attrs
import pytest

from app.paper.core.geometry import PT
from app.paper.core.letter import letter_layout
from app.paper.forms import FormSpec, produce
from app.paper.forms.parts import Body, Opening, Paragraph
from app.paper.forms.spec import Page
from tests.helpers import pages
from tests.paper_forms import sample
from tests.paper_forms.reading_back import Pages

NEAR = 0.3  # mm
LAYOUT = letter_layout()
FULL = "国" * 28  # a character whose ink is a square
DPI = 300


def letter(*parts: object) -> bytes:
    """Return a letter made of some parts."""
    page = Page("letter", "公文", parts, top=LAYOUT.first, bottom=LAYOUT.last)  # type: ignore[arg-type]
    spec = FormSpec("letter", "公文", "letter", "练习", (page,))
    return produce(spec, sample.context_of(sample.ordinary(), practice=False)).piece.pdf


def full_pages(sides: int) -> bytes:
    """Return sides full of text: 22 lines of 28 characters each."""
    return letter(Body((Paragraph(FULL * 22 * sides, indent=0.0),), ends=False))


def test_the_layout_is_the_standards() -> None:
    """天头 37, 订口 28, 版心 156 × 225, 22 lines, 28 characters, 3号 and 2号."""
    margins = LAYOUT.margins()
    assert (margins.top, margins.left, margins.width, margins.height) == (37, 28, 156, 225)
    assert (margins.right, margins.bottom) == (26, 35)
    assert (LAYOUT.lines, LAYOUT.characters) == (22, 28)
    assert (LAYOUT.body, LAYOUT.title, LAYOUT.number) == (16, 22, 14)


def test_a_full_side_fills_the_type_area() -> None:
    """A side holds 22 lines of 28 characters, from the upper left to the lower right corner of the area."""
    pdf = full_pages(2)
    assert pages.page_count(pdf) == 2
    with Pages(pdf) as read:
        lines = read.document[0].get_textpage().get_text_range().split("\n")
        assert [line.strip() for line in lines].count(FULL) == 22
    left, top, right, bottom = pages.ink(pdf, (5, 20, 205, 264), 0, DPI) or (0, 0, 0, 0)
    bearing = 0.09 * LAYOUT.body * PT  # the ink of 国 stands inside its square, on every side
    assert left == pytest.approx(28 + bearing, abs=NEAR + 0.2)
    assert right == pytest.approx(184 - bearing, abs=NEAR + 0.2)
    assert top == pytest.approx(37 + bearing, abs=NEAR + 0.2)
    assert bottom == pytest.approx(262 - bearing, abs=NEAR + 0.2)


def test_lines_and_characters_keep_one_distance() -> None:
    """All 22 lines are one pitch apart and all 28 characters one step, within 0.3 mm at either end."""
    pdf = full_pages(1)
    with Pages(pdf) as read:
        boxes = [box for box in read.ink(0) if box[0] == "国"]
    assert len(boxes) == 22 * 28
    for line in range(22):
        row = boxes[line * 28 : line * 28 + 28]
        assert row[0][2] - boxes[0][2] == pytest.approx(line * LAYOUT.pitch, abs=NEAR)
        step = (row[27][1] - row[0][1]) / 27
        assert [box[1] - row[0][1] for box in row] == pytest.approx(
            [step * place for place in range(28)], abs=NEAR
        )


@pytest.mark.parametrize("side", [0, 1])
def test_the_page_number_stands_where_it_belongs(side: int) -> None:
    """— 1 — 7 mm under the type area, at the right with one character free; — 2 — at the left."""
    pdf = full_pages(2)
    found = pages.ink(pdf, (20, 264, 190, 276), side, DPI)
    assert found is not None
    em = LAYOUT.number * PT
    if side == 0:
        assert found[2] == pytest.approx(184 - em, abs=NEAR)
    else:
        assert found[0] == pytest.approx(28 + em, abs=NEAR)
    with Pages(pdf) as read:
        dash = next(box for box in read.ink(side) if box[0] == "—")
    assert (dash[2] + dash[4]) / 2 == pytest.approx(262 + 7, abs=NEAR)


def test_the_title_is_two_sizes_larger_and_in_the_middle() -> None:
    """The title is 22 pt, centred on the type area; the addressee is flush left, a line below it."""
    pdf = letter(Opening("国国国国国国", to="国国"), Body((Paragraph(FULL * 2, indent=0.0),)))
    with Pages(pdf) as read:
        boxes = [box for box in read.ink(0) if box[0] == "国"]
    title, to = boxes[:6], boxes[6:8]
    assert (title[0][1] + title[-1][3]) / 2 == pytest.approx(106, abs=NEAR)
    step = title[1][1] - title[0][1]
    assert step == pytest.approx(22 * PT, abs=0.1)
    assert to[0][1] - boxes[8][1] == pytest.approx(0, abs=NEAR)
    assert boxes[8][2] - to[0][2] == pytest.approx(LAYOUT.pitch, abs=NEAR)


def test_a_head_is_never_the_last_line_of_a_side() -> None:
    """一、… goes over with its text."""
    for before in range(15, 24):
        paragraphs = (
            *(Paragraph("国国") for _ in range(before)),
            Paragraph("一、题", role="hei"),
            Paragraph(FULL * 3),
        )
        pdf = letter(Body(paragraphs, ends=False))
        with Pages(pdf) as read:
            for index in range(len(read)):
                words = read.document[index].get_textpage().get_text_range()
                shown = words.split("—")[0].split()
                assert shown[-1] != "一、题", before


def test_a_closing_never_stands_alone() -> None:
    """Where sender and seal need a new side, two lines of the text go with them."""
    spec = FormSpec.load("recommendation-report")
    for lines in range(1, 26):
        body = Body(tuple(Paragraph("国" * 60) for _ in range(lines)))
        parts = (spec.pages[0].parts[0], body, spec.pages[0].parts[2])
        page = attrs.evolve(spec.pages[0], parts=parts)
        done = produce(attrs.evolve(spec, pages=(page,)), sample.context_of(sample.ordinary()))
        with Pages(done.piece.pdf) as read:
            last = read.all(len(read) - 1)
            assert last.count("国") >= 20
            assert "联系人" in last


def test_the_seal_stands_clear_of_the_page_number_and_the_foot() -> None:
    """The place for the seal, 45 mm, ends above the foot line, whatever the length of the letter."""
    spec = FormSpec.load("notice-certificate")
    done = produce(spec, sample.context_of(sample.ordinary(), practice=False))
    circle = pages.ink(done.piece.pdf, (30, 190, 205, 279), done.piece.pages - 1, DPI, dark=250)
    assert circle is not None
    assert circle[3] < 279
