# SPDX-License-Identifier: MulanPSL-2.0
"""QR and bars in the foot: only where switched on, the digits printed beside them, readable at 200 dpi."""

from __future__ import annotations

import io

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.digits import with_check_digit
from app.paper.core import geometry as g
from app.paper.core.press import Press, footer
from app.paper.core.sheetcode import SheetCode, read_sheet_code
from app.paper.volume.contents import contents
from app.paper.volume.packet import plan_packet, write_packet
from tests.helpers import pages
from tests.helpers.archival import breaches
from tests.helpers.paper_double import Store, context, rows
from tests.helpers.signed_scans import printed_page, spoiled

CODE = "-".join(with_check_digit(digits) for digits in ("381", "045", "916", "220"))
PLAIN = CODE.replace("-", "")


def switched_on(**changes):
    """Return a context whose sheets bear codes."""
    return context(check_sheets=True, check_code=CODE, **changes)


QR, BARS = zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128
MARKS = {"check_sheets": QR, "check_bars": BARS}


def codes(picture, kind=QR) -> list[str]:
    """Return the texts of the codes of a kind on a picture."""
    found = zxingcpp.read_barcodes(picture.convert("L"), formats=kind)
    return [code.text for code in found]


@given(
    st.lists(st.integers(0, 999), min_size=4, max_size=4),
    st.integers(1, 999_999),
    st.integers(1, 9999),
)
def test_a_code_says_back_what_was_put_in(groups, number, page):
    """核对码, 印号 and page come back as they were."""
    code = "-".join(with_check_digit(f"{group:03d}") for group in groups)
    said = SheetCode(code, number, page)
    assert len(said.digits()) == 26 and read_sheet_code(said.digits()) == said


@pytest.mark.parametrize(
    "text",
    ["", "1" * 25, "1" * 27, "x" * 26, "http://host.invalid/", "0" * 26, "３" * 26,
     f"{PLAIN}0001370000", f"{PLAIN}0000000001", f"9{PLAIN[1:]}0001370001"],
)  # fmt: skip
def test_codes_of_others_are_not_ours(text):
    """Another length, letters, a wrong check digit, number or page nought: nothing is made of them."""
    assert read_sheet_code(text) is None


def test_no_sheet_bears_a_code_unless_it_is_switched_on():
    """Off by default (D-8); and never on a copy that is not in the register."""
    plan = plan_packet(context(), rows(Store()))
    unregistered = switched_on(print_number="", check_bars=True)
    for kind in MARKS.values():
        assert codes(printed_page(contents(context(), plan).pdf, 0), kind) == []
        assert codes(printed_page(contents(unregistered, plan).pdf, 0), kind) == []


@pytest.mark.parametrize("mark", MARKS)
def test_every_side_of_a_volume_is_read_back_from_a_spoiled_200_dpi_picture(mark):
    """Front and back, cover and catalogue, scan and divider: the code is the side's own; blanks bear none."""
    switched = context(check_code=CODE, **{mark: True})
    store, target, kind = Store(), io.BytesIO(), MARKS[mark]
    plan = plan_packet(switched, rows(store)[5:7])
    write_packet(plan, switched, store.__getitem__, target)
    sides = [side for volume in plan.volumes for side in volume.sides]
    for index, side in enumerate(sides):
        found = codes(spoiled(printed_page(target.getvalue(), index), index), kind)
        if side.kind == "blank":
            assert found == []
        else:
            assert [read_sheet_code(text) for text in found] == [SheetCode(CODE, 137, index + 1)]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("margins", [g.bound(), g.bound(g.Side.BACK), g.loose(), g.measured_form(), g.wide(), g.wide(g.A3_WIDE)])  # fmt: skip
def test_the_code_stands_clear_of_rule_number_and_edge(margins, mark):
    """White all round it as its kind needs, whatever the margins; 4 mm to the edge of the paper."""
    made = context(check_code=CODE, proof=True, **{mark: True})
    press = Press(imprint=made.imprint())
    page = press.page(margins)
    y = 199.5 if margins.sheet == g.A4_WIDE else None
    footer(page, press.imprint, 1000, y=y)
    picture = printed_page(press.save(), 0)
    (found,) = zxingcpp.read_barcodes(picture.convert("L"), formats=MARKS[mark])
    k = 25.4 / 200
    spots = [
        getattr(found.position, name)
        for name in ("top_left", "top_right", "bottom_right", "bottom_left")
    ]
    x0, x1 = min(s.x for s in spots) * k, max(s.x for s in spots) * k
    y0, y1 = min(s.y for s in spots) * k, max(s.y for s in spots) * k
    grey = picture.convert("L")
    if mark == "check_bars":  # its place is told as that of one line across the bars
        y0, y1 = _inked(grey, x0, x1, (y0 + y1) / 2, k)
    assert margins.sheet[1] - y1 >= 3.9
    # Bars need their white at both ends only; above them stand the words of the foot.
    wide, near = (3.2, 0.7) if mark == "check_bars" else (1.8, 1.5)
    for box in (  # left, right, above, below
        (x0 - wide, y0, x0 - 0.4, y1), (x1 + 0.4, y0, x1 + wide, y1),
        (x0, y0 - near, x1, y0 - 0.4), (x0, y1 + 0.4, x1, y1 + near),
    ):  # fmt: skip
        assert grey.crop(tuple(round(edge / k) for edge in box)).getextrema()[0] > 200


def _inked(grey, x0, x1, y, k) -> tuple[float, float]:
    """Return top and bottom, in mm, of the ink round a height between two edges."""
    ends = []
    for step in (-1, 1):
        row = round(y / k)
        while grey.crop((round(x0 / k), row, round(x1 / k), row + 1)).getextrema()[0] < 200:
            row += step
        ends.append((row + (step < 0)) * k)
    return ends[0], ends[1]


@pytest.mark.parametrize("seed", range(4))
def test_bars_are_read_on_a_bad_copy(seed):
    """Leaning more than a degree, soft and speckled."""
    plan = plan_packet(context(), rows(Store()))
    piece = contents(context(check_bars=True, check_code=CODE), plan)
    picture = spoiled(printed_page(piece.pdf, 0), seed, lean=1.5)
    assert codes(picture, BARS) == [SheetCode(CODE, 137, 1).digits()]


def test_bars_stand_clear_of_the_second_line_of_the_catalogue_foot():
    """Under its foot the catalogue says whether it was held against 附件1: no bar stands on it."""
    plan = plan_packet(context(), rows(Store()))
    piece = contents(context(check_bars=True, check_code=CODE), plan)
    for index in range(min(2, piece.pages)):
        picture = printed_page(piece.pdf, index)
        (found,) = zxingcpp.read_barcodes(picture.convert("L"), formats=BARS)
        spots = [found.position.top_left, found.position.bottom_right]
        x0, x1 = sorted(spot.x * 25.4 / 200 for spot in spots)
        with pypdfium2.PdfDocument(piece.pdf) as document:
            text = document[index].get_textpage()
            inside = text.get_text_bounded(
                left=(x0 - 3.2) / 25.4 * 72,
                right=(x1 + 3.2) / 25.4 * 72,
                bottom=0,
                top=10 / 25.4 * 72,
            )
        assert inside.strip() == ""


@pytest.mark.parametrize("mark", MARKS)
def test_a_paper_with_codes_is_still_ours(mark):
    """Bars are black boxes: nothing of PDF/A-2b is touched."""
    plan = plan_packet(context(), rows(Store()))
    piece = contents(context(check_code=CODE, **{mark: True}), plan)
    assert breaches(piece.pdf) == [] and pages.faults(piece.pdf) == []


def test_places_to_sign_and_seal_are_told_by_the_drawing():
    """Every copied page of a volume has its zone; the catalogue its four lines, the cover its seal."""
    store, target = Store(), io.BytesIO()
    listed = rows(store)[5:7]
    plan = plan_packet(context(), listed)
    report = write_packet(plan, context(), store.__getitem__, target)
    sides = [side for volume in plan.volumes for side in volume.sides]
    for index, side in enumerate(sides):
        kinds = sorted(str(each.place.kind) for each in report.places if each.side == index)
        wanted = {"cover": ["seal"], "page": ["seal", "signature"], "contents": ["signature"] * 4}
        assert kinds == wanted.get(side.kind, [])
