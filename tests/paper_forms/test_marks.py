# SPDX-License-Identifier: MulanPSL-2.0
"""Where marks and 份号 stand: the two lines of a letter at 300 dpi, first sides, running heads, nothing touched."""

from __future__ import annotations

import io

import attrs
import pytest

from app.model.copies import CopyMark
from app.model.marking import WHOLE, Marking, MarkingRecord, PeriodKind, Release
from app.paper.context import PaperContext
from app.paper.core.geometry import PT
from app.paper.core.letter import letter_layout
from app.paper.forms import FormSpec, produce, render
from app.paper.forms.parts import Body, Opening, Paragraph
from app.paper.forms.spec import Page
from app.paper.rolls import roster
from app.paper.volume.packet import plan_packet, write_packet
from app.present.unit.roll import RollCopy
from tests.helpers import golden, pages, paper_double
from tests.paper_forms import sample
from tests.paper_forms.reading_back import Pages
from tests.paper_forms.test_form_readback import printed
from tests.paper_forms.test_roster import many

NEAR = 0.5  # mm
DPI = 300
LAYOUT = letter_layout()
RECORD = MarkingRecord("秘密", "10年", "练习依据", "甲", "乙", "2026-06-01", "练习范围")
COPY = CopyMark(1, 3)


def marked(context: PaperContext, *entries: Marking, copy: CopyMark | None = COPY) -> PaperContext:
    """Return a context whose papers are marked, all of them unless entries say otherwise."""
    return attrs.evolve(context, markings=entries or (Marking((WHOLE,), RECORD),), copy=copy)


def letter(context: PaperContext, *parts: object) -> bytes:
    """Return a letter made of some parts."""
    page = Page("letter", "公文", parts, top=LAYOUT.first, bottom=LAYOUT.last)  # type: ignore[arg-type]
    return produce(FormSpec("letter", "公文", "letter", "练习", (page,)), context).piece.pdf


def plain() -> PaperContext:
    """Return the context of an unmarked formal copy."""
    return sample.context_of(sample.ordinary(), practice=False)


def test_a_letter_has_the_number_in_its_first_line_and_the_mark_in_its_second() -> None:
    """份号 six digits and mark, both 3号, flush left; measured on the page within 0.5 mm (GB/T 9704-2012 7.2)."""
    pdf = letter(marked(plain()), Opening("国国国国", to="国国"), Body((Paragraph("国" * 56),)))
    number = pages.ink(pdf, (20, 34, 60, 43), 0, DPI)
    mark = pages.ink(pdf, (20, 44.5, 100, 54), 0, DPI)
    assert number is not None
    assert mark is not None
    size = LAYOUT.body * PT
    for line, found, height in ((0, number, 0.72), (1, mark, 0.92)):
        middle = LAYOUT.first + LAYOUT.pitch * (line + 0.5)
        assert (found[1] + found[3]) / 2 == pytest.approx(middle, abs=NEAR)
        assert found[3] - found[1] == pytest.approx(size * height, abs=NEAR)
        assert found[0] == pytest.approx(LAYOUT.left, abs=NEAR)
    with Pages(pdf) as read:
        digits = [box for box in read.ink(0) if box[0] in "01"][:6]
        assert "".join(box[0] for box in digits) == "000001"
        assert all(box[1] < 60 for box in digits)


def test_the_text_of_a_marked_letter_keeps_the_grid() -> None:
    """Number, title and addressee come two lines further down, on the lines of the same grid."""
    parts = (
        Opening("国国国国", number="国〔2026〕1号", to="国国"),
        Body((Paragraph("国" * 28, indent=0.0),)),
    )
    found = []
    for context in (plain(), marked(plain())):
        with Pages(letter(context, *parts)) as read:
            found.append([box[2] for box in read.ink(0) if box[0] == "国"])
    steps = [after - before for before, after in zip(*found, strict=True)]
    assert steps == pytest.approx([2 * LAYOUT.pitch] * len(steps), abs=0.1)


def test_the_next_side_of_a_letter_bears_the_mark_in_its_running_head_only() -> None:
    """Once large where the letter begins; on the other sides small at the head, above the type area."""
    pdf = letter(marked(plain()), Opening("国国"), Body((Paragraph("国" * 28 * 30),)))
    first, second = pages.words(pdf, 0), pages.words(pdf, 1)
    assert first.count("秘密★10年") == second.count("秘密★10年") == 1
    head = pages.ink(pdf, (20, 5, 100, 15), 1, DPI)
    assert head is not None
    assert head[0] == pytest.approx(28, abs=NEAR)
    assert (head[1] + head[3]) / 2 == pytest.approx(10, abs=NEAR)
    assert pages.ink(pdf, (20, 5, 100, 15), 0, DPI) is None


def test_a_cover_has_both_at_the_top_left_of_its_type_area() -> None:
    """3号 in two lines under the upper margin, flush with the binding margin, clear of the title (ux 5.3)."""
    number, mark = cover_ink()
    assert number[0] == pytest.approx(30, abs=NEAR)
    assert mark[0] == pytest.approx(30, abs=NEAR)
    assert 24 <= number[1] < number[3] < mark[1] < mark[3] < 60


def cover_ink() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return where number and mark of a cover stand."""
    pdf = volume(marked(paper_double.context(practice=False)))
    number = pages.ink(pdf, (25, 22, 55, 34), 0, DPI)
    mark = pages.ink(pdf, (25, 34.5, 100, 50), 0, DPI)
    assert number is not None
    assert mark is not None
    return number, mark


def volume(context: PaperContext) -> bytes:
    """Return the volumes of the stand-in."""
    store, target = paper_double.Store(), io.BytesIO()
    plan = plan_packet(context, paper_double.rows(store))
    write_packet(plan, context, store.__getitem__, target)
    return target.getvalue()


@pytest.mark.parametrize("name", ["evaluation", "pledge", "handover", "secrecy-review"])
def test_a_form_bears_both_above_everything_else(name: str) -> None:
    """On the first side 份号 over the mark at the top left, above the form's own ink; small on the others."""
    pdf = render(FormSpec.load(name), marked(plain()))
    bare = render(FormSpec.load(name), plain())
    for side in range(pdf.pages):
        before = pages.ink(bare.pdf, (0, 0, 210, 297), side, 150)
        both = pages.ink(pdf.pdf, (5, 3, 110, 17), side, 150)
        assert both is not None
        assert before is None or both[3] < before[1]


def test_a_struck_mark_is_crossed_and_the_new_one_is_not() -> None:
    """A rule runs through the middle of the old mark from end to end and stops before the new one."""
    old = Marking((WHOLE,), attrs.evolve(RECORD, level="机密", period="20年"), id="a")
    new = Marking((WHOLE,), RECORD, replaces="a", id="b")
    pdf = letter(marked(plain(), old, new), Opening("国国"), Body((Paragraph("国"),)))
    with Pages(pdf) as read:
        stars = [box for box in read.ink(0) if box[0] == "★"]
    middle = LAYOUT.first + LAYOUT.pitch * 1.5
    # Between the star and the figure after it a page is white unless a rule runs there.
    struck, standing = (
        pages.ink(pdf, (star[3] + 0.1, middle - 0.4, star[3] + 0.35, middle + 0.4), 0, DPI)
        for star in stars
    )
    assert struck is not None
    assert standing is None


def test_a_long_mark_stays_clear_of_the_frame_of_practice() -> None:
    """The longest condition with an old mark beside it ends before 练习 in its frame begins."""
    old = Marking(
        (WHOLE,),
        attrs.evolve(RECORD, level="机密", kind=PeriodKind.DAY, period="2038-12-31"),
        id="a",
    )
    long = attrs.evolve(
        RECORD, kind=PeriodKind.CONDITION, period="工程全部验收合格并对外公布之日起"
    )
    new = Marking((WHOLE,), long, replaces="a", id="b")
    context = marked(sample.context_of(sample.ordinary()), old, new)
    pdf = render(FormSpec.load("evaluation"), context).pdf
    for side in (0, 1):
        with Pages(pdf) as read:
            mark = [box for box in read.ink(side) if box[2] < 15 and box[0] in "★起"]
        assert max(box[3] for box in mark) < 105 - 25


def test_what_is_released_says_so_and_has_no_number() -> None:
    """解密 beside the struck mark; no 份号, though a copy was asked for."""
    old = Marking((WHOLE,), RECORD, id="a")
    gone = Marking(
        (WHOLE,), release=Release("依据", "甲", "乙", "2026-06-12"), replaces="a", id="b"
    )
    text = pages.words(render(FormSpec.load("pledge"), marked(plain(), old, gone)).pdf)
    assert "秘密★10年解密" in text
    assert "000001" not in text


# --- pages that were looked at -----------------------------------------------------------
def test_marked_pages_look_as_they_were_looked_at(golden_write: bool) -> None:
    """Fictional marks on practice papers: letter, form, wrapping with level and number."""
    spec = FormSpec.load("recommendation-report")
    _, done, context = printed("recommendation-report", "ordinary")
    del done
    old = Marking((WHOLE,), attrs.evolve(RECORD, level="机密", period="20年"), id="a")
    new = Marking((WHOLE,), RECORD, replaces="a", id="b")
    piece = produce(
        spec, marked(context.paper, old, new), batch=context.batch, matter=context.matter
    )
    golden.check(piece.piece.pdf, "forms/marked-letter", write=golden_write)
    form = render(FormSpec.load("evaluation"), marked(sample.context_of(sample.ordinary())))
    golden.check(form.pdf, "forms/marked-form", write=golden_write)
    matter = attrs.evolve(
        context.matter, mark="秘密★10年", numbers="000001—000003", transport="机要交通"
    )
    label = produce(
        FormSpec.load("bag-labels"), marked(sample.context_of(sample.ordinary())), matter=matter
    )
    golden.check(label.piece.pdf, "forms/marked-wrapping", 1, write=golden_write)


def test_a_marked_cover_and_roster_look_as_they_were_looked_at(golden_write: bool) -> None:
    """A cover with 份号 and mark; a roster with both at its head."""
    golden.check(volume(marked(paper_double.context())), "paper/marked-cover", write=golden_write)
    context = marked(sample.context_of(sample.ordinary()))
    copy = RollCopy(sample.PRINTED, "0137", practice=True, head=context.head("roll/senior"))
    golden.check(roster.pdf(many(21), copy).pdf, "forms/marked-roster", write=golden_write)
