# SPDX-License-Identifier: MulanPSL-2.0
"""The cell-fit meter and the cutting of long answers: what is measured is what is printed."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.paper.core.kinsoku import tidy
from app.paper.forms import FormSpec, cells, measure, produce
from app.paper.forms.fitting import Fit, fit_text, split_lines, standard_setter, style_of
from app.paper.forms.parts import Cell, Rect
from app.paper.forms.tabular import Table
from tests.helpers.pages import words
from tests.paper_forms import sample
from tests.paper_forms.reading_back import Pages, bare

SPEC = FormSpec.load("evaluation")
FOREIGN = next(cell for _, cell in SPEC.fixed_cells() if cell.bind == "basics.foreign_language")
WORDS = st.text("水利工程设计、，。（）《》abc 123·第页年“”", min_size=0, max_size=400)


def test_the_meter_counts_lines_of_the_cell() -> None:
    """A short answer takes one line; a longer one says how many of how many at the size used."""
    short = measure(FOREIGN, "英语，能借助词典阅读专业资料")
    assert short == Fit(1, 3, 12.0)
    longer = measure(FOREIGN, "英语，能借助词典阅读专业资料；" * 5)
    assert (longer.lines, longer.capacity, longer.size) == (3, 3, 12.0)
    smaller = measure(FOREIGN, "英语，能借助词典阅读专业资料；" * 8)
    assert smaller.size < 12.0
    assert smaller.fits
    full = measure(FOREIGN, "英语，能借助词典阅读专业资料；" * 30)
    assert not full.fits
    assert full.size == 9.0


def test_what_the_meter_calls_full_goes_on_the_last_page() -> None:
    """An answer the meter says does not fit is cut between lines and finished on 附页."""
    text = "英语，能借助词典阅读专业资料；" * 30
    base = sample.ordinary()
    person = attrs.evolve(base, basics=attrs.evolve(base.basics, foreign_language=text))
    done = produce(SPEC, sample.context_of(person))
    (item,) = done.leftovers
    assert (item.page, item.name) == (3, "懂何种外语，达到何种程度")
    with Pages(done.piece.pdf) as pages:
        assert "续评审表第3页第23栏“懂何种外语，达到何种程度”：" in pages.whole()
        shown = pages.inside(2, FOREIGN.at)
    assert shown.endswith("（续附页）")
    assert shown.removesuffix("（续附页）") + bare(item.text) == bare(text)


def test_a_column_grows_and_has_no_capacity() -> None:
    """A column of a flowing table only says how many lines it prints."""
    page = next(page for page in SPEC.pages if page.id == "achievements-after")
    table = next(part for part in page.parts if isinstance(part, Table))
    role = next(column for column in table.columns if column.bind == "role")
    fit = measure(role, sample.ACHIEVEMENTS[0].content)
    assert fit.capacity == 0
    assert fit.fits
    assert fit.lines == pytest.approx(12, abs=2)


@settings(max_examples=60)
@given(text=WORDS, keep=st.integers(1, 6), width=st.floats(12, 80))
def test_cutting_loses_and_doubles_nothing(text: str, keep: int, width: float) -> None:
    """Head and rest of a cut answer are together the answer, whatever its marks and blanks."""
    setter = standard_setter()
    style = style_of("fang", 9.0, 0.0, "justify", 12.0)
    head, rest = split_lines(setter, text, style, width, keep)
    joined = "".join((head + rest).split())
    assert joined == "".join("\n".join(tidy(part) for part in text.split("\n")).split())


@settings(max_examples=60)
@given(text=WORDS.filter(str.strip), width=st.floats(15, 120), height=st.floats(6, 40))
def test_what_fits_is_never_higher_than_its_box(text: str, width: float, height: float) -> None:
    """The lines set in a box never need more height than the box has, unless one line alone does."""
    cell = Cell(Rect(0, 0, width, height), bind="statement")
    fitted = fit_text(standard_setter(), text, cell, width, height, "fang")
    if len(fitted.block.lines) > 1:
        assert fitted.block.height <= height + 0.05
    assert fitted.fit.fits or fitted.rest


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("买买提·吐尔逊", ["买买提·吐尔逊"]),
        ("额尔敦其木格·孟和巴雅尔", ["额尔敦其木格·", "孟和巴雅尔"]),
    ],
)
def test_a_long_name_breaks_at_its_dot(name: str, parts: list[str]) -> None:
    """A name that needs two lines breaks after its ·, never inside a part."""
    cell = next(cell for _, cell in SPEC.fixed_cells() if cell.name == "现名")
    fitted = fit_text(
        standard_setter(), name, cell, cell.at.width - 2.6, cell.at.height - 1.6, "fang"
    )
    assert [line.text for line in fitted.block.lines] == parts


def test_every_printed_field_can_be_found_again() -> None:
    """The preview learns path, page and box of each field; a box holds the field's words."""
    context = sample.context_of(sample.ordinary())
    found = cells(SPEC, context, references=sample.REFERENCES)
    paths = {cell.path for cell in found}
    assert {"basics.name", "basics.societies", "statement", "career.ca-1", "works.work-2"} <= paths
    assert {f"achievements.ach-{number}" for number in range(1, 7)} <= paths
    done = produce(SPEC, context, references=sample.REFERENCES)
    with Pages(done.piece.pdf) as pages:
        for cell in found:
            if cell.path == "basics.societies":
                assert "赤峰市练习水利学会会员" in pages.inside(cell.page, cell.rect)
            if cell.path == "career.ca-2":
                assert "2012.09—" in pages.inside(cell.page, cell.rect)
    assert all(0 <= cell.page < done.piece.pages for cell in found)


def test_a_fields_box_does_not_move_with_the_side_it_is_not_on() -> None:
    """A bound form laid on a back is mirrored: its boxes move by the difference of the margins."""
    from app.paper.core.geometry import Side
    from app.paper.core.press import Press
    from app.paper.forms.context import FormContext
    from app.paper.forms.printing import lay

    pledge, context = FormSpec.load("pledge"), FormContext(sample.context_of(sample.ordinary()))
    front = lay(pledge, context, Press(standard_setter()), first_number=5)
    back = lay(pledge, context, Press(standard_setter()), first_number=6, side=Side.BACK)
    assert front.dx == 0
    assert back.dx == -12.0
    assert (front.number, back.number) == (5, 6)


def test_printed_lines_of_an_opinion_never_reach_the_lines_to_sign() -> None:
    """However long the objections of the notice are, they stop above the names, and the rest goes on 附页."""
    base = sample.ordinary()
    long = attrs.evolve(base.notice, objections="收到实名反映一件，经核查与事实不符。" * 60)
    spec = FormSpec.load("evaluation")
    printed = produce(spec, sample.context_of(attrs.evolve(base, notice=long)))
    left = "".join(rest.text for rest in printed.leftovers if rest.name == "单位推荐意见")
    assert left.endswith("经核查与事实不符。")
    side = printed.sides.index("opinions")
    page = words(printed.piece.pdf, side)
    assert "（续附页）" in page and "审核人（签字）" in page
