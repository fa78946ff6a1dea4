# SPDX-License-Identifier: MulanPSL-2.0
"""Child side: one foreign file in, a clean PDF with the facts of its pages out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pypdfium2 as pdfium
from attrs import frozen

from app.intake.clean_pdf import Cleaned, clean
from app.intake.facts import page_facts, pdf_page_facts
from app.intake.image_pdf import picture_page
from app.intake.joined import Half, joined
from app.intake.limits import Refused

OnPage = Callable[[dict[str, Any]], None]


@frozen
class Inspected:
    """The clean PDF and remarks on how it came about, as the parent reads them."""

    working: bytes
    remarks: dict[str, Any]


def join(documents: Sequence[bytes], halves: Sequence[Sequence[int]], on_page: OnPage) -> Inspected:
    """Return one page with two sides on it, and its facts.

    Args:
        documents: working copies.
        halves: (document, page, quarter turns clockwise), the upper one first.
        on_page: told the facts of the page.

    Raises:
        Refused: INTAKE-BROKEN-PDF.
    """
    made = joined(documents, [Half(*half) for half in halves])
    page = pdfium.PdfDocument(made)[0]
    on_page(pdf_page_facts(page, 0))
    return Inspected(made, {})


def inspect(data: bytes, media: str, strict: bool, on_page: OnPage) -> Inspected:
    """Return the clean form of a file.

    Args:
        media: ``pdf``, ``jpeg`` or ``png``.
        strict: no font of the system can be read, so a PDF must carry its own.
        on_page: told the facts of each page as soon as they are known.

    Raises:
        Refused: the file is not taken.
    """
    if media != "pdf":
        picture = picture_page(data, media)
        on_page(
            page_facts(
                picture.width_mm,
                picture.height_mm,
                picture.dpi,
                picture.rotation,
                picture.thumb,
                False,
            )
        )
        return Inspected(picture.pdf, {"assumed": picture.assumed})
    cleaned = clean(data)
    if strict and cleaned.loose_fonts:
        raise Refused("INTAKE-FONTS", fonts="、".join(cleaned.loose_fonts[:3]))
    _tell_pages(cleaned, on_page)
    remarks = {
        "active": cleaned.active,
        "flattened": cleaned.flattened,
        "layers": cleaned.layers,
        "mended": cleaned.mended,
        "signed": cleaned.signed,
        "fonts": list(cleaned.loose_fonts[:3]),
    }
    return Inspected(cleaned.pdf, remarks)


def _tell_pages(cleaned: Cleaned, on_page: OnPage) -> None:
    try:
        document = pdfium.PdfDocument(cleaned.pdf)
        for index, rotation in enumerate(cleaned.rotations):
            page = document[index]
            on_page(pdf_page_facts(page, rotation))
            page.close()
        document.close()
    except pdfium.PdfiumError:
        raise Refused("INTAKE-BROKEN-PDF") from None
