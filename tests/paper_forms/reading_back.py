# SPDX-License-Identifier: MulanPSL-2.0
"""What stands on printed pages, cell by cell, as any reader of the file gets it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

import attrs
import pypdfium2

from app.paper.core.geometry import MM
from app.paper.forms.parts import Rect


def bare(text: str) -> str:
    """Return a text without blanks, line ends and the marks setting adds."""
    return "".join(text.replace("\u00a0", "").split())


@attrs.define
class Pages:
    """An open PDF, asked by page and box in millimetres from the top left."""

    pdf: bytes
    document: pypdfium2.PdfDocument = attrs.field(init=False)
    _texts: dict[int, pypdfium2.PdfTextPage] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.document = pypdfium2.PdfDocument(self.pdf)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.document.close()

    def __len__(self) -> int:
        return len(self.document)

    def _page(self, index: int) -> pypdfium2.PdfTextPage:
        if index not in self._texts:
            self._texts[index] = self.document[index].get_textpage()
        return self._texts[index]

    def height(self, index: int) -> float:
        """Return the height of a page in mm."""
        return self.document[index].get_size()[1] / MM

    def width(self, index: int) -> float:
        """Return the width of a page in mm."""
        return self.document[index].get_size()[0] / MM

    def all(self, index: int) -> str:
        """Return the text of a page."""
        return bare(self._page(index).get_text_range())

    def whole(self) -> str:
        """Return the text of all pages."""
        return "".join(self.all(index) for index in range(len(self)))

    def inside(self, index: int, box: Rect) -> str:
        """Return the text that stands in a box."""
        height = self.document[index].get_size()[1]
        found = self._page(index).get_text_bounded(
            box.left * MM, height - box.bottom * MM, box.right * MM, height - box.top * MM
        )
        return bare(found)

    def ink(self, index: int) -> Iterator[tuple[str, float, float, float, float]]:
        """Yield (character, left, top, right, bottom) in mm of everything that is not blank."""
        page, height = self._page(index), self.document[index].get_size()[1]
        text = page.get_text_range()
        for place, char in enumerate(text):
            if char.isspace():
                continue
            left, bottom, right, top = page.get_charbox(place, loose=False)
            yield char, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM
