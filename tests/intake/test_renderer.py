# SPDX-License-Identifier: MulanPSL-2.0
"""Pages as pictures from a child that stays, and what happens when it does not."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from app.intake.frames import ChannelFault, Kind, read_frame, write_frame
from app.intake.levels import Confinement
from app.intake.renderer import PageRenderer, to_png
from app.kernel.errors import UserError
from tests.helpers import hostile_files as make

RED = b"1 0 0 rg 0 421 595 421 re f"


@pytest.fixture(scope="module")
def renderer():
    made = PageRenderer()
    yield made
    made.close()


def test_a_page_comes_back_in_the_width_asked_for(renderer):
    """RGB888 from the top: the upper half red, the lower white."""
    assert renderer.open("a", make.pdf(3, content=RED)) == 3
    raster = renderer.page("a", 1, 200)
    assert (raster.width, raster.height) == (200, 283)
    assert raster.stride >= 600 and len(raster.pixels) == raster.stride * raster.height
    image = Image.open(io.BytesIO(to_png(raster)))
    assert image.getpixel((100, 20)) == (255, 0, 0)
    assert image.getpixel((100, 260)) == (255, 255, 255)


def test_the_same_page_is_not_drawn_twice(renderer, monkeypatch):
    """A page in the cache needs no child at all."""
    renderer.open("b", make.pdf(1))
    first = renderer.page("b", 0, 120)
    monkeypatch.setattr(PageRenderer, "_draw", None)
    assert renderer.page("b", 0, 120) is first


def test_a_document_under_an_old_key_replaces_it(renderer):
    """Drawn pages of the earlier document are forgotten with it."""
    renderer.open("c", make.pdf(1))
    before = renderer.page("c", 0, 80)
    assert renderer.open("c", make.pdf(2, content=RED)) == 2
    assert renderer.page("c", 0, 80).pixels != before.pixels


def test_a_page_that_is_not_there_is_an_index_error(renderer):
    """The caller knows the count; asking beyond it is a bug of the caller's."""
    renderer.open("d", make.pdf(2))
    for index in (-1, 2):
        with pytest.raises(IndexError):
            renderer.page("d", index, 80)
    renderer.drop("d")
    with pytest.raises(KeyError):
        renderer.page("d", 0, 80)


def test_the_cache_keeps_to_its_limit():
    """The oldest page goes when the bytes do not fit."""
    renderer = PageRenderer(cache_bytes=200_000)
    try:
        renderer.open("a", make.pdf(6))
        for index in range(6):
            renderer.page("a", index, 150)
        assert renderer._drawn_bytes <= 200_000
        assert renderer._drawn_bytes == sum(
            len(raster.pixels) for raster in renderer._drawn.values()
        )
        assert ("a", 5, 150) in renderer._drawn and ("a", 0, 150) not in renderer._drawn
    finally:
        renderer.close()


def test_a_child_that_died_is_replaced_and_given_the_documents_again():
    """The next page comes as if nothing had happened."""
    renderer = PageRenderer()
    try:
        renderer.open("a", make.pdf(2))
        renderer.page("a", 0, 90)
        renderer._child._process.kill()
        renderer._child._process.wait()
        assert renderer.page("a", 1, 90).width == 90
    finally:
        renderer.close()


def test_a_page_that_takes_too_long_is_told_and_others_still_come():
    """The child is ended at the limit; the next page gets a new one."""
    slow = next(data for name, data, _ in make.hostile_files() if name == "nested-forms.pdf")
    renderer = PageRenderer(page_seconds=1.0)
    try:
        renderer.open("slow", slow)
        with pytest.raises(UserError) as caught:
            renderer.page("slow", 0, 100)
        assert caught.value.code == "INTAKE-PAGE-TIME" and "第 1 页" in caught.value.message.title
        renderer.page_seconds = 15
        renderer.open("a", make.pdf(1))
        assert renderer.page("a", 0, 100).height == 142
    finally:
        renderer.close()


def test_a_document_that_is_none_is_refused_and_not_kept(renderer):
    """A broken document leaves the renderer as it was."""
    with pytest.raises(UserError) as caught:
        renderer.open("broken", b"no pdf")
    assert caught.value.code == "INTAKE-BROKEN-PDF"
    with pytest.raises(KeyError):
        renderer.page("broken", 0, 80)


def test_a_page_of_absurd_proportions_is_drawn_smaller_not_larger(renderer):
    """The pixels of one page are limited whatever width is asked for."""
    renderer.open("long", make.pdf(1, size=(40, 14000)))
    raster = renderer.page("long", 0, 4000)
    assert raster.width * raster.height <= 100_500_000


def test_the_text_of_a_page_can_be_read(renderer):
    """What a reader would copy from the page."""
    content = b"BT /F 20 Tf 100 500 Td (Page seven) Tj ET"

    def edit(made):
        from pikepdf import Dictionary, Name

        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        made.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=font))

    renderer.open("text", make.pdf(1, edit, content=content))
    assert renderer.text("text", 0).strip() == "Page seven"
    assert renderer.level.confinement in Confinement


@pytest.mark.parametrize(
    "data", [b"", b"H", b"Z\0\0\0\0", b"H\0\0\0\x05abc", b"H\x7f\0\0\0", b"W\0\0\0\x09123456789"]
)
def test_frames_that_lie_about_themselves_are_refused(data):
    """Unknown kinds, cut frames and lengths over the limit are one fault."""
    with pytest.raises(ChannelFault):
        read_frame(io.BytesIO(data), 8)


def test_a_frame_comes_back_as_written():
    """Kind and payload survive the channel."""
    stream = io.BytesIO()
    write_frame(stream, Kind.WORKING, b"12345678")
    stream.seek(0)
    frame = read_frame(stream, 8)
    assert (frame.kind, frame.payload) == (Kind.WORKING, b"12345678")
