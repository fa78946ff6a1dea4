# SPDX-License-Identifier: MulanPSL-2.0
"""Places to sign and to seal are those of ux 5.4, measured on the page at 300 dpi."""

from __future__ import annotations

import attrs
import pytest

from app.model.declaration import Declaration
from app.paper.forms import FormSpec, produce
from app.paper.forms.parts import Opinion, Opinions
from app.paper.forms.spec import Page, shipped_forms
from tests.helpers import pages
from tests.paper_forms import sample
from tests.paper_forms.reading_back import Pages

NEAR = 0.3  # mm
LEFT, RIGHT, TOP, HEIGHT = 25.0, 192.0, 40.0, 66.0


def opinion(text: str, height: float = HEIGHT) -> bytes:
    """Return one opinion block with a text, its name, date and seal."""
    block = Opinion("单位推荐意见", height, "recommendation_opinion", seal="单位公章", lead=18)
    page = Page("one", "意见", (Opinions((block,), LEFT, RIGHT, TOP),))
    spec = FormSpec("one", "意见", "loose", "练习", (page,), verified_by="练习")
    base = sample.ordinary()
    said = attrs.evolve(base, recommendation=attrs.evolve(base.recommendation, opinion=text))
    return produce(spec, sample.context_of(said, practice=False)).piece.pdf


def circle(pdf: bytes, height: float = HEIGHT) -> tuple[float, float, float, float]:
    """Return the bounds of the seal: grey, so darker than paper and lighter than words."""
    box = (RIGHT - 49, TOP + 1, RIGHT - 1, TOP + height - 1)
    found = pages.ink(pdf, box, dpi=300, dark=250)
    assert found is not None
    return found


def test_the_seal_is_45_millimetres_and_the_line_55() -> None:
    """A dashed grey circle 45 mm wide and high, and a line of 55 mm to sign on, in every opinion block."""
    pdf = opinion("")
    left, top, right, bottom = circle(pdf)
    assert right - left == pytest.approx(45, abs=NEAR)
    assert bottom - top == pytest.approx(45, abs=NEAR)
    with Pages(pdf) as read:
        colon = [box for box in read.ink(0) if box[0] == "："][-1]
    y = (colon[2] + colon[4]) / 2
    line = pages.ink(pdf, (colon[3] + 0.8, y - 1, left - 1, y + 4), dpi=300)
    assert line is not None
    assert line[2] - line[0] == pytest.approx(55, abs=NEAR)


def test_text_name_date_and_seal_follow_one_another() -> None:
    """Opinion, then name, then date, down the page; the seal's label is the only word inside the circle."""
    pdf = opinion("经公示，材料真实，符合申报条件，同意推荐。")
    with Pages(pdf) as read:
        ink = list(read.ink(0))
        text = read.all(0)
    places = [text.index(words) for words in ("经公示", "负责人（签字）")]
    heights = [next(box[2] for box in ink if box[0] == char) for char in ("经", "负", "年")]
    assert heights == sorted(heights)
    assert min(places) >= 0


@pytest.mark.parametrize("height", [46.2, 58.0, 66.0])
@pytest.mark.parametrize("length", [1, 20, 34, 60, 120, 300])
def test_no_word_touches_the_seal(height: float, length: int) -> None:
    """However long the opinion and however low the block, its characters stay out of the circle."""
    pdf = opinion("同意推荐，" * (length // 5 + 1), height)
    left, top, right, bottom = RIGHT - 48, TOP + height - 47.5, RIGHT - 3, TOP + height
    middle, radius = ((left + right) / 2, bottom - 25.0), 22.5
    with Pages(pdf) as read:
        ink = [box for box in read.ink(0) if box[0] not in "单位公章"]
    for char, x0, y0, x1, y1 in ink:
        if y1 > TOP + height or y0 < top:
            continue
        near = (min(max(middle[0], x0), x1), min(max(middle[1], y0), y1))
        distance = ((near[0] - middle[0]) ** 2 + (near[1] - middle[1]) ** 2) ** 0.5
        assert distance > radius - 0.5, (char, x0, y0)


@pytest.mark.parametrize("name", shipped_forms())
def test_no_form_prints_a_picture(name: str) -> None:
    """No image of a signature or a seal stands on any form: the file holds no picture at all."""
    nobody = attrs.evolve(sample.unit_context(), declaration=Declaration(id=""))
    done = produce(FormSpec.load(name), nobody)
    assert b"/Subtype/Image" not in done.piece.pdf.replace(b" ", b"")
