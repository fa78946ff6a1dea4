# SPDX-License-Identifier: MulanPSL-2.0
"""Small pictures of all pages of a material, drawn only when they come into view."""

from __future__ import annotations

from collections.abc import Sequence

from app.intake import Raster
from app.present.papers.scan_pages import ScanPage
from app.present.papers.scans import turned
from app.present.prints.preview import PreviewPresenter
from ui.context import Context
from ui.preview.pictures import Picture, PictureModel, as_pictures
from ui.qt import QListView, Signal


class ScanThumbs(QListView):
    """The pages in rows; ``page_changed(number)`` says which is in hand, from 1."""

    page_changed = Signal(int)

    def __init__(self, context: Context, preview: PreviewPresenter) -> None:
        super().__init__()
        m = context.theme.m
        self._preview = preview
        self._pages: tuple[ScanPage, ...] = ()
        self._first = 0
        width = (m.pane_width - 2 * m.s16 - m.scroll) // 3 - m.s16
        self._model = PictureModel(context, width)
        self.setModel(self._model)
        as_pictures(self, width, m.s12, m.row + m.s8)
        self.setAccessibleName("扫描页")
        self.selectionModel().currentChanged.connect(
            lambda index, _old: self.page_changed.emit(index.row() + 1)
        )

    def set_pages(self, pages: Sequence[ScanPage], first: int) -> None:
        """Show other pages, keeping the one in hand when it is still there.

        Args:
            first: the volume page of the first, 0 when there is none.
        """
        if self._pages == tuple(pages) and self._first == first:
            return
        held = self.number()
        keys = [page.key for page in self._pages]
        key = keys[held - 1] if 0 < held <= len(keys) else ""
        self._pages, self._first = tuple(pages), first
        self._model.replace([self._picture(row, page) for row, page in enumerate(pages)])
        number = next((p.number for p in pages if p.key == key), min(max(held, 1), len(pages)))
        self.take(number)

    def _picture(self, row: int, page: ScanPage) -> Picture:
        def draw(width: int) -> Raster:
            return turned(self._preview.scan_page(page.scan, page.position, width), page.turns)

        return Picture(
            key=(page.scan.working, page.scan.bound_pages()[page.position][0], page.turns),
            words=str(self._first + row if self._first else page.number),
            spoken=f"第 {page.number} 页，{page.scan.name}",
            draw=draw,
            tip=page.scan.name,
        )

    def number(self) -> int:
        """Return the page in hand, 0 when there is none."""
        return self.currentIndex().row() + 1

    def take(self, number: int) -> None:
        """Take a page in hand."""
        if 1 <= number <= len(self._pages):
            self.setCurrentIndex(self._model.index(number - 1, 0))
