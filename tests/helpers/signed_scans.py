# SPDX-License-Identifier: MulanPSL-2.0
"""Printed pages signed, sealed and scanned: pictures at 200 dpi, a little spoiled as scanners do."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from app.paper.core.places import PlaceKind, SigningPlace

DPI = 200
_MM = DPI / 25.4
INK, SEAL_RED = (35, 35, 95), (205, 45, 45)


def printed_page(pdf: bytes, index: int) -> Image.Image:
    """Return a page as it lies on paper."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[index].render(scale=DPI / 72).to_pil().convert("RGB")


def signed(page: Image.Image, places: Sequence[SigningPlace]) -> Image.Image:
    """Return the page with a scrawl on every line to sign and a red seal over every place for one."""
    draw = ImageDraw.Draw(page)
    for each in places:
        x, y, width, height = each.place.blank
        if each.place.kind is PlaceKind.SEAL:
            middle, down, r = (x + width / 2) * _MM, (y + height / 2) * _MM, 20 * _MM
            draw.ellipse((middle - r, down - r, middle + r, down + r), outline=SEAL_RED, width=9)
            draw.regular_polygon((middle, down, 6 * _MM), 5, fill=SEAL_RED)
        else:
            steps = [(0.1, 0.7), (0.3, 0.2), (0.4, 0.8), (0.6, 0.25), (0.8, 0.75)]
            spots = [
                ((x + across * width) * _MM, (y + down * height) * _MM) for across, down in steps
            ]
            draw.line(spots, fill=INK, width=4)
    return page


def spoiled(page: Image.Image, seed: int, *, lean: float = 0.8) -> Image.Image:
    """Return the page as an ordinary office scanner gives it: askew, soft, grey, speckled."""
    rng = random.Random(seed)
    angle = rng.uniform(-lean, lean)
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(250, 250, 250))
    page = page.filter(ImageFilter.GaussianBlur(0.9))
    noise = Image.effect_noise(page.size, 26).convert("RGB")
    return Image.blend(page, noise, 0.12)


def jpeg(page: Image.Image, turns: int = 0) -> bytes:
    """Return the page as a scan file, laid in the scanner turned by quarters clockwise."""
    out = io.BytesIO()
    page.rotate(-90 * turns, expand=True, fillcolor="white").save(
        out, "JPEG", quality=80, dpi=(DPI, DPI)
    )
    return out.getvalue()
