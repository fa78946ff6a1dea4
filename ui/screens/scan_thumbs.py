# SPDX-License-Identifier: MulanPSL-2.0
"""Small pictures of all pages of a material, drawn only when they come into view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from app.intake import Raster
from app.kernel.progress import Progress
from app.present.papers.scan_pages import ScanPage
from app.present.papers.scans import turned
from app.present.prints.preview import PreviewPresenter
from ui.context import Context
from ui.qt import (
    QAbstractListModel,
    QIcon,
    QImage,
    QListView,
    QModelIndex,
    QPersistentModelIndex,
    QPixmap,
    QSize,
    Qt,
    Signal,
)

Index = QModelIndex | QPersistentModelIndex
A4_RATIO = 297 / 210
MOST_KEPT = 600


class _Model(QAbstractListModel):
    """One row a page; a picture nobody looked at yet is asked for, the latest wish first."""

    def __init__(self, context: Context, preview: PreviewPresenter, width: int) -> None:
        super().__init__()
        self._context, self._preview, self._width = context, preview, width
        self.pages: tuple[ScanPage, ...] = ()
        self.first = 0
        self._kept: OrderedDict[tuple[str, int, int], QIcon] = OrderedDict()
        self._wishes: list[int] = []
        self._busy = False
        blank = QPixmap(width, round(width * A4_RATIO))
        blank.fill(Qt.GlobalColor.white)
        self._blank = QIcon(blank)

    def replace(self, pages: Sequence[ScanPage], first: int) -> None:
        """Show other pages; ``first`` is the volume page of the first, 0 when there is none."""
        self.beginResetModel()
        self.pages, self.first = tuple(pages), first
        self._wishes.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of pages."""
        return 0 if parent.isValid() else len(self.pages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the number under a page and its picture."""
        page = self.pages[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self.first + index.row() if self.first else page.number)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return page.scan.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"第 {page.number} 页，{page.scan.name}"
        return None

    @staticmethod
    def _key(page: ScanPage) -> tuple[str, int, int]:
        return page.scan.working, page.scan.bound_pages()[page.position][0], page.turns

    def _icon(self, row: int) -> QIcon:
        kept = self._kept.get(self._key(self.pages[row]))
        if kept is None:
            if row in self._wishes:
                self._wishes.remove(row)
            self._wishes.append(row)
            self._next()
            return self._blank
        return kept

    def _next(self) -> None:
        while self._wishes and not self._busy:
            row = self._wishes.pop()
            if row >= len(self.pages) or self._key(self.pages[row]) in self._kept:
                continue
            self._ask(self.pages[row])

    def _ask(self, page: ScanPage) -> None:
        key, width = self._key(page), self._width * 2

        def work(_progress: Progress) -> Raster:
            return turned(self._preview.scan_page(page.scan, page.position, width), page.turns)

        self._busy = True
        self._context.quick.start(
            work,
            done=lambda raster: self._came(key, raster),
            refused=lambda _fault: self._came(key, None),
        )

    def _came(self, key: tuple[str, int, int], raster: Raster | None) -> None:
        self._busy = False
        icon = self._blank
        if raster is not None:
            layout = QImage.Format.Format_RGB888
            image = QImage(raster.pixels, raster.width, raster.height, raster.stride, layout)
            icon = QIcon(QPixmap.fromImage(image.copy()))
        self._kept[key] = icon
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        for row, page in enumerate(self.pages):
            if self._key(page) == key:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        self._next()


class ScanThumbs(QListView):
    """The pages in rows; ``page_changed(number)`` says which is in hand, from 1."""

    page_changed = Signal(int)

    def __init__(self, context: Context, preview: PreviewPresenter) -> None:
        super().__init__()
        m = context.theme.m
        width = (m.pane_width - 2 * m.s16 - m.scroll) // 3 - m.s16
        self._model = _Model(context, preview, width)
        self.setModel(self._model)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(width, round(width * A4_RATIO)))
        self.setGridSize(QSize(width + m.s12, round(width * A4_RATIO) + m.row + m.s8))
        self.setAccessibleName("扫描页")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.selectionModel().currentChanged.connect(
            lambda index, _old: self.page_changed.emit(index.row() + 1)
        )

    def set_pages(self, pages: Sequence[ScanPage], first: int) -> None:
        """Show other pages, keeping the one in hand when it is still there."""
        held = self.number()
        keys = [page.key for page in self._model.pages]
        key = keys[held - 1] if 0 < held <= len(keys) else ""
        if self._model.pages == tuple(pages) and self._model.first == first:
            return
        self._model.replace(pages, first)
        number = next((p.number for p in pages if p.key == key), min(max(held, 1), len(pages)))
        self.take(number)

    def number(self) -> int:
        """Return the page in hand, 0 when there is none."""
        return self.currentIndex().row() + 1

    def take(self, number: int) -> None:
        """Take a page in hand."""
        if 1 <= number <= len(self._model.pages):
            self.setCurrentIndex(self._model.index(number - 1, 0))
