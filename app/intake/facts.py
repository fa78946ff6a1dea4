# SPDX-License-Identifier: MulanPSL-2.0
"""Child side: what one page looks like: size, resolution, blank or not, how far it leans."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from app.intake.upright import MM_PER_POINT

THUMB_WIDTH = 420  # pixels; A4 lines of print are still apart at this width
_INK_DEPTH = 45  # grey steps below the paper that count as ink
_BLANK_INK = 0.0006  # share of ink pixels below which a page counts as blank
_MARGIN = 0.03  # edges left out: shadows of the scanner's lid
_LEAN_LIMIT = 4.0  # degrees searched each way
_LEAN_WIDTH = 300


def page_facts(
    width_mm: float,
    height_mm: float,
    dpi: int | None,
    rotation: int,
    thumb: Image.Image,
    has_text: bool,
) -> dict[str, Any]:
    """Return the facts of one page as the parent reads them.

    Args:
        width_mm, height_mm: size of the page as it stands upright.
        dpi: resolution of the picture that fills the page, None for a drawn page.
        rotation: degrees clockwise the page was turned.
        thumb: the page in grey, about 420 pixels wide.
        has_text: whether the page draws text.
    """
    paper, ink = _paper_and_ink(thumb)
    blank = ink < _BLANK_INK
    skew = 0.0 if blank or dpi is None else _lean(thumb, paper)
    return {
        "width_mm": round(width_mm, 1),
        "height_mm": round(height_mm, 1),
        "dpi": dpi,
        "rotation": rotation,
        "blank": blank,
        "skew": skew,
        "text_unseen": blank and has_text,
    }


def pdf_page_facts(page: pdfium.PdfPage, rotation: int) -> dict[str, Any]:
    """Return the facts of one page of a clean PDF."""
    width, height = page.get_size()
    dpi, has_text, scan = _contents(page, width * height)
    thumb = _quick_thumb(scan) if scan is not None else None
    if thumb is None:
        scale = THUMB_WIDTH / max(width, height * 0.6)
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        thumb = bitmap.to_pil().convert("L")
        bitmap.close()
    return page_facts(width * MM_PER_POINT, height * MM_PER_POINT, dpi, rotation, thumb, has_text)


def _contents(page: pdfium.PdfPage, area: float) -> tuple[int | None, bool, pdfium.PdfImage | None]:
    """Return the resolution of the picture that fills the page, whether text is drawn, and that picture.

    The picture is returned only when it is all there is, upright: an ordinary scanned page.
    """
    dpi, has_text, scan, things = None, False, None, 0
    for thing in page.get_objects(max_depth=3):
        things += 1
        if thing.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            has_text = True
        elif thing.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            covered = (right - left) * (top - bottom)
            if covered >= area / 2:
                pixels_wide, pixels_high = thing.get_px_size()
                dpi = round((pixels_wide * pixels_high / covered) ** 0.5 * 72)
                scan = thing if covered >= area * 0.98 else None
    if scan is None or things != 1:
        return dpi, has_text, None
    matrix = scan.get_matrix()
    upright = matrix.a > 0 and matrix.d > 0 and not (matrix.b or matrix.c)
    return dpi, has_text, scan if upright else None


def _quick_thumb(scan: pdfium.PdfImage) -> Image.Image | None:
    """Return a JPEG scan in grey at an eighth of its size or a little more, None for other pictures.

    Decoding straight to a fraction (T.81 scaled inverse transform) is many times faster than drawing
    the page; a picture it cannot take is drawn.
    """
    if list(scan.get_filters()) != ["DCTDecode"]:
        return None
    try:
        with Image.open(io.BytesIO(bytes(scan.get_data())), formats=("JPEG",)) as picture:
            if picture.mode not in ("L", "RGB"):
                return None
            picture.draft("L", (THUMB_WIDTH, THUMB_WIDTH))
            return picture.convert("L")
    except (OSError, SyntaxError, ValueError):
        return None


def _paper_and_ink(thumb: Image.Image) -> tuple[int, float]:
    """Return the grey of the paper (most frequent bright value) and the share of ink pixels."""
    width, height = thumb.size
    across, down = int(width * _MARGIN), int(height * _MARGIN)
    counts = thumb.crop((across, down, width - across, height - down)).histogram()
    paper = max(range(128, 256), key=counts.__getitem__)
    if not counts[paper]:
        return 255, 1.0
    ink = sum(counts[: max(paper - _INK_DEPTH, 0)])
    return paper, ink / sum(counts)


def ink_box(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """Return left, top, right and bottom in pixels of what is printed on a grey picture, None when nothing is."""
    paper, _ink = _paper_and_ink(picture)
    limit = max(paper - _INK_DEPTH, 0)
    return picture.point([255 if value < limit else 0 for value in range(256)]).getbbox()


def _lean(thumb: Image.Image, paper: int) -> float:
    """Return the degrees the lines of print lean (positive: clockwise), 0.0 when it cannot be told.

    The right angle is the one at which rows of ink are sharpest: the projection profile method
    (Postl 1986), coarse then fine.
    """
    small = thumb.resize(
        (_LEAN_WIDTH, max(1, thumb.height * _LEAN_WIDTH // thumb.width)), Image.Resampling.BOX
    )
    inked = small.point([255 if value < paper - _INK_DEPTH // 2 else 0 for value in range(256)])
    scores = {angle: _sharpness(inked, angle) for angle in _steps(-_LEAN_LIMIT, _LEAN_LIMIT, 1.0)}
    best = max(scores, key=scores.__getitem__)
    for angle in _steps(best - 0.75, best + 0.75, 0.25):
        scores.setdefault(angle, _sharpness(inked, angle))
    best = max(scores, key=scores.__getitem__)
    typical = sorted(scores.values())[len(scores) // 2]
    return best if scores[best] > 1.25 * typical else 0.0


def _steps(first: float, last: float, step: float) -> list[float]:
    return [first + step * index for index in range(round((last - first) / step) + 1)]


def _sharpness(inked: Image.Image, angle: float) -> float:
    turned = inked.rotate(angle, Image.Resampling.BILINEAR, fillcolor=0) if angle else inked
    rows = turned.crop((20, 0, turned.width - 20, turned.height)).resize(
        (1, turned.height), Image.Resampling.BOX
    )
    values = rows.tobytes()
    return float(sum((after - before) ** 2 for before, after in pairwise(values)))
