# SPDX-License-Identifier: MulanPSL-2.0
"""对照样张: a page of a form printed over the scan it is laid on, to be held against the light."""

from __future__ import annotations

from attrs import frozen

from app.paper.core import geometry as g
from app.paper.core.importer import Importer
from app.paper.core.press import Imprint, Piece, Press
from app.paper.forms.drafting import DraftPage
from app.paper.forms.fitting import standard_setter
from app.paper.forms.flow import MARGINS_OF
from app.paper.forms.spec import FormSpec

ID, TITLE = "form-overlay", "版式对照样张"
Matrix = tuple[float, float, float, float, float, float]


@frozen
class Underlay:
    """A scan under a page: its clean copy, which page of it, and the matrix in points that shows it."""

    pdf: bytes
    page: int
    matrix: Matrix
    name: str = ""


def overlay(
    spec: FormSpec,
    draft: DraftPage,
    under: Underlay | None,
    imprint: Imprint,
    *,
    above: bool = True,
    sheet: tuple[float, float] = g.A4_WIDE,
) -> Piece:
    """Return one sheet: the scan, and the form over it.

    Args:
        draft: the page as drawn alone.
        under: the scan; None prints the form alone.
        sheet: of a wide form, in mm.
        above: False leaves the form out, so that the scan can be compared with its original first.

    Raises:
        UserError: PAPER-COPY when the scan cannot be read.
    """
    named = MARGINS_OF.get(spec.margins)
    margins = named() if named is not None else g.wide(sheet)
    press = Press(standard_setter(), imprint, title=TITLE)
    page = press.page(margins)
    if under is not None:
        source = Importer.open(press.sink, under.pdf, under.name)
        page.show("Under", source.page(under.page).number, under.matrix)
        source.close()
    if above:
        form = Importer.open(press.sink, draft.pdf, spec.title)
        page.show("Form", form.page(0).number, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
        form.close()
    page.text(
        margins.sheet[0] / 2, 5.5, f"{TITLE}　{spec.title}　只用来对照版式", "hei", 8, "centre"
    )
    pdf = press.save()
    paper = "A3" if margins.sheet == g.A3_WIDE else "A4"
    return Piece(ID, TITLE, pdf, press.sides, paper)
