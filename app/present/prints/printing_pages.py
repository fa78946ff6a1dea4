# SPDX-License-Identifier: MulanPSL-2.0
"""What goes to a printer: some pages of a finished file, each moved by the printer's own offset.

The saved PDF is never touched; an untouched choice goes out byte for byte.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf

from app.paper.core.geometry import MM, Side

Shift = tuple[float, float]  # mm to the right, mm downwards, as seen on that side
STILL: Shift = (0.0, 0.0)


def arrange(
    pdf: bytes,
    chosen: Sequence[int],
    sides: Sequence[Side],
    front: Shift = STILL,
    back: Shift = STILL,
) -> bytes:
    """Return the file a printer gets.

    Args:
        pdf: a file of the press.
        chosen: indices of its pages, in order.
        sides: for every page of the file, the side of the sheet it lands on.
        front, back: how far this printer's sides must be moved. Pages lying across are left where
            they are: a queue may turn them either way.
    """
    with pikepdf.open(io.BytesIO(pdf)) as source:
        whole = list(chosen) == list(range(len(source.pages)))
        if whole and front == STILL and back == STILL:
            return pdf
        target = pikepdf.new()
        for index in chosen:
            target.pages.append(source.pages[index])
        for page, index in zip(target.pages, chosen, strict=True):
            shift = front if sides[index] is Side.FRONT else back
            if shift != STILL and not _lies_across(page):
                _move(page, shift)
        return _saved(target)


def turned_by_hand(pdf: bytes, landings: Sequence[Side]) -> tuple[bytes, bytes | None]:
    """Return the file of the fronts and the file of the backs, in the order of the sheets.

    Args:
        landings: for every page, its side. A front without a back gets a blank one of its own size;
            None instead of the backs when every back is blank.
    """
    with pikepdf.open(io.BytesIO(pdf)) as source:
        fronts, backs, any_back = pikepdf.new(), pikepdf.new(), False
        for page, side in zip(source.pages, landings, strict=True):
            if side is Side.FRONT:
                _even(fronts, backs)
                fronts.pages.append(page)
            else:
                backs.pages.append(page)
                any_back = True
        _even(fronts, backs)
        return _saved(fronts), _saved(backs) if any_back else None


def backs_of(pdf: bytes, sheets: Sequence[tuple[int, int | None]]) -> bytes | None:
    """Return the backs of some sheets, one page a sheet; None when all are blank.

    Args:
        pdf: one copy, fronts and backs.
        sheets: for every sheet of the stack, which page of the file its front is and which its back;
            the same sheet may come again, once for each copy. A blank back has the size of its front.
    """
    if all(back is None for _front, back in sheets):
        return None
    with pikepdf.open(io.BytesIO(pdf)) as source:
        target = pikepdf.new()
        for front, back in sheets:
            if back is None:
                left, bottom, right, top = (float(v) for v in source.pages[front].mediabox)
                target.add_blank_page(page_size=(right - left, top - bottom))
            else:
                target.pages.append(source.pages[back])
        return _saved(target)


def _even(fronts: pikepdf.Pdf, backs: pikepdf.Pdf) -> None:
    if len(backs.pages) < len(fronts.pages):
        left, bottom, right, top = (float(value) for value in fronts.pages[-1].mediabox)
        backs.add_blank_page(page_size=(right - left, top - bottom))


def _saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def _lies_across(page: pikepdf.Page) -> bool:
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return right - left > top - bottom


def _move(page: pikepdf.Page, shift: Shift) -> None:
    matrix = b"q 1 0 0 1 %.3f %.3f cm\n" % (shift[0] * MM, -shift[1] * MM)
    page.contents_add(matrix, prepend=True)
    page.contents_add(b"\nQ")
