# SPDX-License-Identifier: MulanPSL-2.0
"""JPEG and PNG as one-page PDFs: real size, upright, the very stream."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from app.intake.image_pdf import page_size, picture_page
from app.intake.inspection import inspect
from app.intake.limits import Refused
from tests.helpers import hostile_files as make


def _drawn(data, width=310, mode="RGB"):
    document = pdfium.PdfDocument(data)
    page = document[0]
    image = page.render(scale=width / page.get_width()).to_pil().convert(mode)
    page.close()
    document.close()
    return image


def _difference(one, other):
    """Return the mean difference a sample, 0 to 255, over pictures small enough to blur line edges."""
    small = [
        image.convert("RGB").resize((10, 14), Image.Resampling.BOX).tobytes()
        for image in (one, other)
    ]
    return sum(abs(a - b) for a, b in zip(*small, strict=True)) / len(small[0])


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_jpeg_is_embedded_byte_for_byte(mode):
    """The stream of the picture object is the file itself, and it looks the same."""
    data = make.jpeg(make.page_picture(mode=mode))
    page = picture_page(data, "jpeg")
    with pikepdf.open(io.BytesIO(page.pdf)) as pdf:
        held = pdf.pages[0].obj.Resources.XObject.Scan
        assert held.read_raw_bytes() == data
        assert held.Filter == pikepdf.Name.DCTDecode
    assert _difference(_drawn(page.pdf), make.page_picture()) < 20  # colour spaces differ


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_as_its_camera_said(orientation):
    """All eight EXIF orientations show as a viewer shows them; the stream stays as it was."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = make.jpeg(exif=exif.tobytes())
    page = picture_page(data, "jpeg")
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    assert _difference(_drawn(page.pdf, upright.width // 2), upright) < 6
    assert (page.width_mm > page.height_mm) == (orientation >= 5)
    assert data in page.pdf


@pytest.mark.parametrize(
    ("pixels", "dpi", "size"),
    [
        ((2480, 3508), (300, 300), (209.97, 297.01, False)),
        ((3508, 4961), (300, 300), (297.01, 420.03, False)),
        ((1240, 1754), None, (210.0, 297.0, True)),
        ((2480, 3508), (72, 72), (210.0, 297.0, True)),
        ((4032, 3024), (72, 72), (280.0, 210.0, True)),
        ((1000, 600), None, (84.67, 50.8, True)),
        ((794, 1123), (96, 96), (210.08, 297.13, False)),
    ],
)
def test_the_page_has_the_size_the_paper_had(pixels, dpi, size):
    """A plausible resolution is believed; else A4's proportions mean A4; else 300 dpi within A4."""
    found = page_size(pixels, dpi)
    assert found[:2] == pytest.approx(size[:2], abs=0.05)
    assert found[2] == size[2]


@given(
    st.tuples(st.integers(10, 20000), st.integers(10, 20000)),
    st.none() | st.tuples(st.floats(0.1, 9999), st.floats(0.1, 9999)),
)
def test_no_picture_makes_a_page_larger_than_a3(pixels, dpi):
    """Whatever a file claims, the page stays within A3 and a little; proportions hold when guessed."""
    width, height, assumed = page_size(pixels, dpi)
    assert 0 < width <= 450.01 and 0 < height <= 450.01
    if assumed:
        assert width / height == pytest.approx(pixels[0] / pixels[1], rel=0.03)


def _rgba():
    image = make.page_picture(mode="RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


@pytest.mark.parametrize(
    "image",
    [
        make.page_picture(mode="1"),
        make.page_picture(mode="L"),
        make.page_picture(mode="RGB"),
        make.page_picture().quantize(8),
        _rgba(),
        _rgba().convert("LA"),
        make.page_picture(mode="L").convert("I;16").point(lambda value: value * 257),
    ],
    ids=lambda image: image.mode,
)
def test_every_kind_of_png_looks_the_same_on_its_page(image):
    """Bilevel, grey, palette, colour, transparent on white, and 16 bits a sample."""
    page = picture_page(make.png(image), "png")
    if image.mode == "I;16":
        expected = make.page_picture(mode="L")
    elif image.mode in ("RGBA", "LA"):
        white = Image.new("RGBA", image.size, "white")
        expected = Image.alpha_composite(white, image.convert("RGBA"))
    else:
        expected = image
    assert _difference(_drawn(page.pdf), expected) < 6


def test_a_transparent_palette_png_is_laid_on_white():
    """The see-through colour of a palette becomes paper."""
    image = make.page_picture().quantize(8)
    clear = image.getpixel((1, 1))
    page = picture_page(make.png(image, transparency=clear), "png")
    assert _drawn(page.pdf, 310).getpixel((3, 3)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "media", "code"),
    [
        (make.jpeg()[:-400], "jpeg", "INTAKE-CUT"),
        (make.jpeg()[:300], "jpeg", "INTAKE-BROKEN-IMAGE"),
        (make.jpeg()[:3] + b"\0" * 900, "jpeg", "INTAKE-BROKEN-IMAGE"),
        (make.png()[:-900], "png", "INTAKE-CUT"),
        (make.png()[:20], "png", "INTAKE-BROKEN-IMAGE"),
        (make.bare_png(30_000, 30_000), "png", "INTAKE-PIXELS"),
        (make.bare_png(0, 0), "png", "INTAKE-BROKEN-IMAGE"),
    ],
)
def test_a_cut_or_broken_picture_is_refused_by_what_is_wrong(data, media, code):
    """A picture that lacks its end is told apart from one that is no picture."""
    with pytest.raises(Refused) as caught:
        picture_page(data, media)
    assert caught.value.code == code


def test_a_jpeg_with_a_thumbnail_inside_is_still_known_to_be_cut():
    """The end marker of the small picture in the EXIF block does not stand for the main one's."""
    small = make.jpeg(make.page_picture(60, 80))
    data = make.jpeg()
    with_thumb = data[:2] + b"\xff\xe1" + (len(small) + 2).to_bytes(2, "big") + small + data[2:]
    assert picture_page(with_thumb, "jpeg").pdf
    with pytest.raises(Refused) as caught:
        picture_page(with_thumb[:-2], "jpeg")
    assert caught.value.code == "INTAKE-CUT"


def _facts(data, media):
    told = []
    inspect(data, media, strict=False, on_page=told.append)
    return told


@settings(max_examples=8, deadline=None)
@given(st.floats(-3.5, 3.5))
def test_the_lean_of_a_scan_is_measured(angle):
    """A page turned by some degrees is measured to within half a degree, in its direction."""
    image = make.page_picture(1240, 1754, "L").rotate(
        -angle, Image.Resampling.BICUBIC, fillcolor=255
    )
    (facts,) = _facts(make.jpeg(image, dpi=(150, 150)), "jpeg")
    assert facts["skew"] == pytest.approx(angle, abs=0.5)


def test_a_noisy_white_page_is_blank_and_one_with_a_line_is_not():
    """Scanner noise is not ink; a single line of print is."""
    paper = Image.effect_noise((1240, 1754), 30).point(lambda value: min(255, value + 110))
    assert _facts(make.jpeg(paper, dpi=(150, 150)), "jpeg")[0]["blank"]
    paper.paste(60, (200, 300, 900, 330))
    assert not _facts(make.jpeg(paper, dpi=(150, 150)), "jpeg")[0]["blank"]


def test_the_resolution_of_a_scanned_pdf_is_found():
    """620 pixels across 595 points are 75 dpi; a drawn page has no resolution."""
    facts = _facts(make.scanned_pdf(make.jpeg(), 2), "pdf")
    assert [page["dpi"] for page in facts] == [75, 75]
    assert _facts(make.pdf(), "pdf")[0]["dpi"] is None
