# SPDX-License-Identifier: MulanPSL-2.0
"""Child side: a page that starts at 0,0, stands upright and is measured in points.

Clauses of ISO 32000-1: 7.7.3.3 (MediaBox, CropBox, Rotate, UserUnit), 8.7.3 (patterns belong to the
form they are drawn in).
"""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from app.intake.limits import MAX_PAGE_MM, MIN_PAGE_MM, Refused

MM_PER_POINT = 25.4 / 72


def whole(value: Any) -> int:
    """Return a PDF integer, 0 for anything else."""
    return value if isinstance(value, int) else 0


def set_upright(pdf: Pdf, index: int) -> int:
    """Make one page start at 0,0, unturned, in points; return the turn that was needed in degrees.

    The old page becomes a form drawn through one matrix, so that patterns turn with it.
    """
    page = pdf.pages[index]
    x0, y0, x1, y1 = _visible_box(page)
    turn = whole(page.obj.get("/Rotate", 0)) // 90 * 90 % 360
    unit = float(page.obj.get("/UserUnit", 1))
    width, height = (x1 - x0) * unit, (y1 - y0) * unit
    _guard_size(width, height)
    for key in ("/CropBox", "/Rotate", "/UserUnit"):
        if key in page.obj:
            del page.obj[key]
    size = (height, width) if turn in (90, 270) else (width, height)
    if turn or unit != 1 or x0 or y0:
        form = _as_form(pdf, page, (x0, y0, x1, y1))
        form.Matrix = Array([round(value, 5) for value in _matrix(turn, unit, (x0, y0, x1, y1))])
        page.obj.Contents = pdf.make_stream(b"/Page Do")
        page.obj.Resources = Dictionary(XObject=Dictionary(Page=form))
    page.obj.MediaBox = Array([0, 0, round(size[0], 3), round(size[1], 3)])
    return turn


def _as_form(pdf: Pdf, page: Page, box: tuple[float, float, float, float]) -> Stream:
    """Return the page's content as a form; its bytes are taken now, as the page changes next."""
    page.contents_coalesce()
    content = page.obj.get("/Contents")
    form = pdf.make_stream(content.read_bytes() if isinstance(content, Stream) else b"")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array(box)
    form.Resources = page.obj.get("/Resources", Dictionary())
    if "/Group" in page.obj:
        form.Group = page.obj.Group
    return form


def _visible_box(page: Page) -> tuple[float, float, float, float]:
    media = _box(page.obj.get("/MediaBox")) or (0.0, 0.0, 595.276, 841.89)
    crop = _box(page.obj.get("/CropBox")) or media
    x0, y0, x1, y1 = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else media


def _box(value: Object | None) -> tuple[float, float, float, float] | None:
    if not isinstance(value, Array) or len(value) != 4:
        return None
    try:
        x0, y0, x1, y1 = (float(number) for number in value)
    except (TypeError, ValueError):
        return None
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return box if box[2] > box[0] and box[3] > box[1] else None


def _guard_size(width: float, height: float) -> None:
    sides = sorted((width * MM_PER_POINT, height * MM_PER_POINT))
    if not (sides[0] >= MIN_PAGE_MM and sides[1] <= MAX_PAGE_MM):
        raise Refused("INTAKE-PAGE-SIZE", width=_millimetres(width), height=_millimetres(height))


def _millimetres(points: float) -> int:
    return round(min(abs(points) * MM_PER_POINT, 1e9))


def _matrix(turn: int, unit: float, box: tuple[float, float, float, float]) -> tuple[float, ...]:
    x0, y0, x1, y1 = (unit * value for value in box)
    return {
        0: (unit, 0, 0, unit, -x0, -y0),
        90: (0, -unit, unit, 0, -y0, x1),
        180: (-unit, 0, 0, -unit, x1, y1),
        270: (0, unit, -unit, 0, y1, -x0),
    }[turn]
