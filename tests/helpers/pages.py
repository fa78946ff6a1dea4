# SPDX-License-Identifier: MulanPSL-2.0
"""Looking at printed pages: pictures, ink in millimetres, words, faults of the file."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
from PIL import Image


def picture(pdf: bytes, index: int = 0, dpi: int = 60) -> Image.Image:
    """Return one page as a grey picture."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[index].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")


def words(pdf: bytes, index: int = 0) -> str:
    """Return the text of a page in reading order, without blanks and line ends.

    Readers show the narrow gap between Chinese and figures as a blank; it is no character of ours.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[index].get_textpage()
        return "".join(page.get_text_range().split())


def page_count(pdf: bytes) -> int:
    """Return the number of pages."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def faults(pdf: bytes) -> list[str]:
    """Return what qpdf finds wrong with a file."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return list(document.check_pdf_syntax())


def ink(
    pdf: bytes,
    box: tuple[float, float, float, float],
    index: int = 0,
    dpi: int = 300,
    dark: int = 128,
) -> tuple[float, float, float, float] | None:
    """Return the bounds in mm of what is darker than ``dark`` inside a box (x0, y0, x1, y1) in mm."""
    image = picture(pdf, index, dpi)
    scale = dpi / 25.4
    corners = tuple(round(edge * scale) for edge in box)
    found = image.crop(corners).point(lambda value: 255 if value < dark else 0).getbbox()
    if found is None:
        return None
    left, top = corners[0], corners[1]
    x0, y0, x1, y1 = found
    return ((left + x0) / scale, (top + y0) / scale, (left + x1) / scale, (top + y1) / scale)


def fonts(pdf: bytes) -> dict[str, bool]:
    """Return every font of a file and whether its program is embedded."""
    found: dict[str, bool] = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                found[str(item.FontName)] = "/FontFile2" in item
    return found
