# SPDX-License-Identifier: MulanPSL-2.0
"""The clean form of a PDF: nothing but pages, upright, with picture streams untouched."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from app.intake.clean_pdf import clean
from app.intake.inspection import inspect
from app.intake.limits import Refused
from tests.helpers import hostile_files as make

CROPPED = (100, 200, 400, 700)


def _drawn(data, width=300):
    document = pdfium.PdfDocument(data)
    page = document[0]
    image = page.render(scale=width / page.get_width()).to_pil().convert("L")
    page.close()
    document.close()
    return image


def _difference(one, other):
    assert one.size == other.size
    pairs = zip(one.tobytes(), other.tobytes(), strict=True)
    return sum(abs(a - b) for a, b in pairs) / (one.width * one.height)


def _keys(thing, seen):
    if isinstance(thing, (Dictionary, Stream)):
        for key in set(thing.keys()):
            seen.add(str(key))
            if key != "/Parent":
                _keys(thing[key], seen)
    elif isinstance(thing, Array):
        for part in thing:
            _keys(part, seen)


def test_nothing_active_is_left():
    """Scripts, actions, attachments, forms and links of the original do not reach the clean file."""
    cleaned = clean(make.pdf(edit=make.active))
    seen = set()
    with pikepdf.open(io.BytesIO(cleaned.pdf)) as pdf:
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages"}
        for thing in pdf.objects:
            _keys(thing, seen)
    assert not seen & {
        "/JS",
        "/S",
        "/A",
        "/AA",
        "/OpenAction",
        "/Annots",
        "/EF",
        "/AcroForm",
        "/XFA",
        "/Names",
    }
    assert b"evil" not in cleaned.pdf and b"app.alert" not in cleaned.pdf
    assert cleaned.active and cleaned.flattened == 4


def test_the_clean_file_passes_the_checker_and_is_the_same_every_time():
    """Pikepdf's own check finds nothing, and the same input gives the same bytes."""
    data = make.pdf(3, make.active)
    first, second = clean(data), clean(data)
    with pikepdf.open(io.BytesIO(first.pdf)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == 3
    assert first.pdf == second.pdf


def test_an_annotation_that_shows_is_drawn_into_the_page():
    """A stamp's appearance stays visible after the annotation is gone."""

    def stamped(made):
        look = Stream(made, b"1 0 0 rg 0 0 100 100 re f")
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 100])
        stamp = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Stamp,
            Rect=Array([400, 600, 500, 700]),
            F=4,
            AP=Dictionary(N=made.make_indirect(look)),
        )
        made.pages[0].obj.Annots = Array([made.make_indirect(stamp)])

    cleaned = clean(make.pdf(edit=stamped))
    image = _drawn(cleaned.pdf, 595)
    assert image.getpixel((450, 842 - 650)) < 120 and cleaned.flattened == 1


@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("unit", [1, 2])
def test_a_turned_cropped_or_scaled_page_looks_the_same_when_upright(turn, unit):
    """Rotate, CropBox and UserUnit vanish from the page and the picture stays."""

    def edit(made):
        page = made.pages[0].obj
        page.Rotate, page.CropBox, page.UserUnit = turn, Array(CROPPED), unit
        page.Contents = made.make_stream(
            b"0.1 g 120 220 200 30 re f 0.5 g 350 600 40 80 re f 0.7 g 110 640 60 50 re f"
        )

    data = make.pdf(edit=edit)
    cleaned = clean(data)
    with pikepdf.open(io.BytesIO(cleaned.pdf)) as pdf:
        page = pdf.pages[0].obj
        assert not {"/Rotate", "/CropBox", "/UserUnit"} & set(page.keys())
        size = [float(value) for value in page.MediaBox]
    expected = (500, 300) if turn % 180 else (300, 500)
    assert size == [0, 0, expected[0] * unit, expected[1] * unit]
    assert _difference(_drawn(data), _drawn(cleaned.pdf)) < 1.5
    assert cleaned.rotations == (turn % 360,)


def test_a_pattern_turns_with_its_page():
    """Patterns are anchored to the page's own space; they too look the same after turning."""

    def edit(made):
        tile = Stream(made, b"0 g 0 0 20 7 re f")
        for key, value in {
            "/PatternType": 1,
            "/PaintType": 1,
            "/TilingType": 1,
            "/BBox": Array([0, 0, 20, 20]),
            "/XStep": 20,
            "/YStep": 20,
            "/Resources": Dictionary(),
            "/Matrix": Array([1, 0, 0, 1, 5, 3]),
        }.items():
            tile[key] = value
        page = made.pages[0].obj
        page.Rotate = 90
        page.Resources = Dictionary(Pattern=Dictionary(P=made.make_indirect(tile)))
        page.Contents = made.make_stream(b"/Pattern cs /P scn 100 100 300 500 re f")

    data = make.pdf(edit=edit)
    assert _difference(_drawn(data), _drawn(clean(data).pdf)) < 3


def test_the_picture_of_a_scanned_page_keeps_its_very_bytes():
    """The JPEG inside a scanned PDF is found unchanged in the clean file."""
    stream = make.jpeg()
    cleaned = clean(make.scanned_pdf(stream, 2))
    assert cleaned.pdf.count(stream) == 1


def test_a_stream_that_lies_in_another_file_is_emptied():
    """External stream data (ISO 32000-1 7.3.8.2) are neither read nor pointed at."""
    _, data, _ = next(entry for entry in make.hostile_files() if entry[0] == "elsewhere.pdf")
    assert b"passwd" in data
    assert b"passwd" not in clean(data).pdf


@pytest.mark.parametrize(
    ("encryption", "code"),
    [
        (pikepdf.Encryption(user="secret", owner="owner"), "INTAKE-ENCRYPTED"),
        (pikepdf.Encryption(user="", owner="owner"), None),
    ],
)
def test_a_password_to_open_is_refused_and_a_password_to_print_is_not(encryption, code):
    """Only a user password stands in the way; the clean copy carries no encryption."""
    data = make.pdf(encryption=encryption)
    if code:
        with pytest.raises(Refused) as caught:
            clean(data)
        assert caught.value.code == code
    else:
        with pikepdf.open(io.BytesIO(clean(data).pdf)) as pdf:
            assert not pdf.is_encrypted


def test_fonts_the_file_does_not_carry_are_named_and_refused_where_none_can_be_read():
    """A CJK font by name alone is told; under strict confinement the file is refused."""

    def edit(made):
        below = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name.SimSun,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="GB1", Supplement=2),
            FontDescriptor=Dictionary(Type=Name.FontDescriptor, FontName=Name.SimSun, Flags=4),
        )
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name.SimSun,
            Encoding=Name("/GBK-EUC-H"),
            DescendantFonts=Array([made.make_indirect(below)]),
        )
        made.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=made.make_indirect(font)))
        made.pages[0].obj.Contents = made.make_stream(b"BT /F 20 Tf 100 500 Td <D6D0B9FA> Tj ET")

    data = make.pdf(edit=edit)
    assert clean(data).loose_fonts == ("SimSun",)
    with pytest.raises(Refused) as caught:
        inspect(data, "pdf", strict=True, on_page=lambda facts: None)
    assert caught.value.code == "INTAKE-FONTS"


def test_a_layer_switched_off_is_told():
    """Layers are not kept; that one was hidden is said, as it shows now."""

    def edit(made):
        group = made.make_indirect(Dictionary(Type=Name.OCG, Name="水印"))
        made.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))

    assert clean(make.pdf(edit=edit)).layers
    assert not clean(make.pdf()).layers
