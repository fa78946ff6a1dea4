# SPDX-License-Identifier: MulanPSL-2.0
"""What a scanner makes of a sheet: 300 dpi, paper tint, grain, a slight lean, the words 练习样张.

Everything is drawn by chance from a given seed, so that the same sheet gives the same bytes.
"""

from __future__ import annotations

import functools
import io
import random
from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image, ImageChops

from app.present.practice.canvas import Canvas

SCAN_DPI = 300
QUALITY = 75
WATERMARK = "练习样张"
_GRAIN_DEPTH = 0.016  # share of random noise that is left as grain
_GREY_MIDDLE = 128
_PAPER_WHITE = 255


@functools.cache
def _grain(width: int, height: int) -> Image.Image:
    """Return the grain of paper around a middle grey, coarser than a pixel as paper is."""
    small = (width // 6, height // 6)
    noise = random.Random(f"grain {small}").randbytes(small[0] * small[1])  # noqa: S311 - looks, not secrets
    middle = _GREY_MIDDLE * (1 - _GRAIN_DEPTH)
    even = Image.frombytes("L", small, noise).point(
        lambda value: round(middle + value * _GRAIN_DEPTH)
    )
    return even.resize((width, height), Image.Resampling.BICUBIC)


@functools.cache
def _watermark(size: tuple[float, float]) -> Image.Image:
    """Return the words across a sheet as a light grey picture."""
    tile = Canvas((140.0, 60.0))
    tile.text(70, 18, WATERMARK, 62, face="hei", colour=226, align="middle", spacing=4)
    slanted = tile.image.rotate(28, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    sheet = Canvas(size)
    for down in (0.18, 0.62):
        for across in (0.5,) if size[0] < size[1] else (0.28, 0.74):
            at = (
                round(sheet.image.width * across - slanted.width / 2),
                round(sheet.image.height * down - slanted.height / 4),
            )
            sheet.image.paste(slanted, at)
    sheet.text(
        size[0] / 2,
        size[1] - 9,
        f"{WATERMARK}　人、单位、编号均为虚构",
        8,
        colour=120,
        align="middle",
    )
    return sheet.image


def scanned(canvas: Canvas, seed: str, *, lean: float | None = None) -> Image.Image:
    """Return the sheet as scanned at 300 dpi.

    Args:
        seed: what chance is drawn from.
        lean: degrees clockwise; by chance within half a degree when not given.
    """
    chance = random.Random(seed)  # noqa: S311 - looks, not secrets
    drawn = chance.choice((0.0, 1.0)) * chance.uniform(
        -0.5, 0.5
    )  # a feeder lays every other one straight
    angle = -lean if lean is not None else drawn
    mark = _watermark(canvas.size)
    sheet = ImageChops.darker(canvas.image, mark.convert(canvas.image.mode))
    fill = "white" if canvas.colour else 255
    if angle:
        sheet = sheet.rotate(angle, Image.Resampling.BILINEAR, fillcolor=fill)
    pixels = (round(canvas.size[0] / 25.4 * SCAN_DPI), round(canvas.size[1] / 25.4 * SCAN_DPI))
    sheet = sheet.resize(pixels, Image.Resampling.BILINEAR)
    grain = ImageChops.offset(
        _grain(*pixels), chance.randrange(pixels[0]), chance.randrange(pixels[1])
    )
    paper, black = chance.randint(236, 246), chance.randint(22, 44)
    toned = (
        channel.point(_tone(black, paper - cast))
        for channel, cast in _channels(sheet, chance.randint(3, 11))
    )
    grained = [ImageChops.add(channel, grain, 1, -_GREY_MIDDLE) for channel in toned]
    return Image.merge("RGB", grained) if canvas.colour else grained[0]


def _channels(sheet: Image.Image, yellowing: int) -> list[tuple[Image.Image, int]]:
    if sheet.mode == "L":
        return [(sheet, 0)]
    return list(zip(sheet.split(), (0, yellowing // 4, yellowing), strict=True))


def _tone(black: int, paper: int) -> list[int]:
    return [round(black + value * (paper - black) / 255) for value in range(256)]


def as_jpeg(image: Image.Image) -> bytes:
    """Return a scan as a JPEG file of 300 dpi."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, dpi=(SCAN_DPI, SCAN_DPI))
    return out.getvalue()


def as_png(image: Image.Image) -> bytes:
    """Return a scan as a PNG file of 300 dpi: sixteen greys, paper made white."""
    out = io.BytesIO()
    greys = image.convert("L").point(
        [_PAPER_WHITE if grey >= 224 else grey // 16 * 17 for grey in range(256)]
    )
    greys.save(out, "PNG", dpi=(SCAN_DPI, SCAN_DPI))
    return out.getvalue()


def as_pdf(
    jpegs: Sequence[bytes], sizes: Sequence[tuple[int, int]], colours: Sequence[bool]
) -> bytes:
    """Return pages of JPEG as a scanner's PDF.

    Args:
        jpegs: one file a page.
        sizes: width and height in pixels.
        colours: colour or grey.
    """
    pdf = pikepdf.new()
    for jpeg, (width, height), colour in zip(jpegs, sizes, colours, strict=True):
        wide, high = (round(side / SCAN_DPI * 72, 3) for side in (width, height))
        page = pdf.add_blank_page(page_size=(wide, high))
        picture = pikepdf.Stream(pdf, b"")
        picture.write(jpeg, filter=Name.DCTDecode)
        picture.Type, picture.Subtype = Name.XObject, Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = width, height, 8
        picture.ColorSpace = Name.DeviceRGB if colour else Name.DeviceGray
        page.obj.Resources = Dictionary(XObject=Dictionary(Scan=pdf.make_indirect(picture)))
        page.obj.Contents = pdf.make_stream(f"q {wide} 0 0 {high} 0 0 cm /Scan Do Q".encode())
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, compress_streams=False)
    return out.getvalue()
