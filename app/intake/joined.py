# SPDX-License-Identifier: MulanPSL-2.0
"""Child side: two scanned sides on one A4 page, as 居民身份证（正反面同页） is asked for (forms.md 4.1 row 9).

Only what is printed on a side is taken: a card in the corner of a glass plate keeps its own size
instead of becoming a stamp. Picture streams keep their very bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
import pypdfium2 as pdfium
from attrs import frozen
from pikepdf import Array, Dictionary, Name, Pdf

from app.intake.facts import ink_box
from app.intake.limits import Refused

POINTS_PER_MM = 72 / 25.4
A4 = (210 * POINTS_PER_MM, 297 * POINTS_PER_MM)
ROOM = (170 * POINTS_PER_MM, 120 * POINTS_PER_MM)  # of one half; what is larger is made smaller
EDGE = 2 * POINTS_PER_MM
_QUARTERS = 4


@frozen
class Half:
    """One side to be placed: which document, which page, quarter turns clockwise."""

    document: int
    page: int
    turns: int


Box = tuple[float, float, float, float]


def joined(documents: Sequence[bytes], halves: Sequence[Half]) -> bytes:
    """Return a PDF of one A4 page with the sides one above the other.

    Raises:
        Refused: INTAKE-BROKEN-PDF when a document or page cannot be read.
    """
    try:
        return _joined(documents, halves)
    except (pikepdf.PdfError, pdfium.PdfiumError, IndexError):
        raise Refused("INTAKE-BROKEN-PDF") from None


def _joined(documents: Sequence[bytes], halves: Sequence[Half]) -> bytes:
    target = pikepdf.new()
    forms, lines = Dictionary(), []
    sources = [Pdf.open(io.BytesIO(each)) for each in documents]
    for number, half in enumerate(halves):
        page = sources[half.document].pages[half.page]
        forms[f"/S{number}"] = target.copy_foreign(page.as_form_xobject())
        box = _printed(documents[half.document], half.page)
        height = A4[1] / len(halves)
        lines.append(_placed(f"S{number}", box, half.turns, A4[1] - height * (number + 1), height))
    target.add_blank_page(page_size=(round(A4[0], 3), round(A4[1], 3)))
    page = target.pages[0]
    page.obj.Resources = Dictionary(XObject=forms)
    page.obj.Contents = target.make_stream("\n".join(lines).encode("ascii"))
    page.obj.MediaBox = Array([0, 0, round(A4[0], 3), round(A4[1], 3)])
    page.obj.Type = Name.Page
    out = io.BytesIO()
    target.save(out, deterministic_id=True)
    return out.getvalue()


def _printed(document: bytes, index: int) -> Box:
    """Return the box of what stands on a page, in points, with a little room; the page where nothing does."""
    page = pdfium.PdfDocument(document)[index]
    width, height = page.get_size()
    bitmap = page.render(scale=1, grayscale=True, may_draw_forms=False)
    picture = bitmap.to_pil().convert("L")
    found = ink_box(picture)
    if found is None:
        return 0.0, 0.0, width, height
    left, top, right, bottom = found
    across, down = width / picture.width, height / picture.height
    return (
        max(0.0, left * across - EDGE),
        max(0.0, height - bottom * down - EDGE),
        min(width, right * across + EDGE),
        min(height, height - top * down + EDGE),
    )


def _placed(name: str, box: Box, turns: int, floor: float, height: float) -> str:
    """Return the operators that draw a box in the middle of a half page, never enlarged."""
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0
    if turns % 2:
        wide, high = high, wide
    scale = min(1.0, ROOM[0] / wide, ROOM[1] / high)
    left, low = (A4[0] - wide * scale) / 2, floor + (height - high * scale) / 2
    matrix = {
        0: (scale, 0, 0, scale, left - scale * x0, low - scale * y0),
        1: (0, -scale, scale, 0, left - scale * y0, low + scale * x1),
        2: (-scale, 0, 0, -scale, left + scale * x1, low + scale * y1),
        3: (0, scale, -scale, 0, left + scale * y1, low - scale * x0),
    }[turns % _QUARTERS]
    numbers = " ".join(f"{value:.4f}" for value in matrix)
    clip = f"{x0:.3f} {y0:.3f} {x1 - x0:.3f} {y1 - y0:.3f} re W n"
    return f"q {numbers} cm {clip} /{name} Do Q"
