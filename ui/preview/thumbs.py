# SPDX-License-Identifier: MulanPSL-2.0
"""All pages of a file small, drawn one after another while they are looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.intake import Raster
from app.present.prints.preview import PreviewPresenter
from app.present.prints.printing_sides import SIDE_WORDS, PrintedSide
from ui.context import Context
from ui.qt import (
    QIcon,
    QImage,
    QListView,
    QModelIndex,
    QPainter,
    QPalette,
    QPixmap,
    QSize,
    QStandardItem,
    QStandardItemModel,
    Qt,
    Signal,
    isValid,
)

SHAPE = 1.42  # height of a page's picture over its width


class Thumbs(QListView):
    """Emits ``picked(index, opened)``: a page was taken in hand, or opened by Enter or a double click."""

    picked = Signal(int, bool)

    def __init__(self, context: Context, preview: PreviewPresenter) -> None:
        super().__init__()
        self.context, self.preview = context, preview
        m = context.theme.m
        self._key, self._running, self._next = "", False, 0
        self._width = m.chars(6)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setWordWrap(True)
        self.setUniformItemSizes(True)
        high = round(self._width * SHAPE)
        self.setIconSize(QSize(self._width, high))
        self.setGridSize(QSize(self._width + m.s32 + m.s8, high + 2 * m.small))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFont(context.theme.font("small"))
        colours, palette = context.theme.c, self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, colours.colour("select"))
        palette.setColor(QPalette.ColorRole.HighlightedText, colours.colour("primary"))
        self.setPalette(palette)
        self.setAccessibleName("全部页面")
        self.clicked.connect(lambda index: self.picked.emit(index.row(), False))
        self.activated.connect(lambda index: self.picked.emit(index.row(), True))

    def show_file(self, key: str, sides: Sequence[PrintedSide], index: int) -> None:
        """Show another file, its pages blank until they are drawn."""
        self._key, self._next = key, 0
        self._model.clear()
        blank = self._blank()
        for side in sides:
            item = QStandardItem(blank, _short(side))
            item.setData(side.words, Qt.ItemDataRole.ToolTipRole)
            item.setData(side.words, Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        self.take(index)
        self._draw_next()

    def set_running(self, running: bool) -> None:
        """Draw pages only while they are looked at."""
        was, self._running = self._running, running
        if running and not was:
            self._draw_next()

    def take(self, index: int) -> None:
        """Take a page in hand."""
        if 0 <= index < self._model.rowCount():
            self.setCurrentIndex(self._model.index(index, 0, QModelIndex()))

    def drawn(self) -> int:
        """Return how many pages are drawn."""
        return self._next

    def _blank(self) -> QIcon:
        picture = QPixmap(self._width, round(self._width * SHAPE))
        picture.fill(self.context.theme.c.colour("paper"))
        painter = QPainter(picture)
        painter.setPen(self.context.theme.c.colour("line"))
        painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
        painter.end()
        return QIcon(picture)

    def _draw_next(self) -> None:
        if not self._running or not self._key or self._next >= self._model.rowCount():
            return
        key, index, width = self._key, self._next, self._width * 2

        def show(raster: Raster) -> None:
            if isValid(self) and self.isVisible() and key == self._key and index == self._next:
                self._show(index, raster)
                self._next += 1
                self._draw_next()

        self.context.quick.start(
            lambda _progress: self.preview.page(key, index, width),
            done=show,
            refused=lambda _fault: None,
        )

    def _show(self, index: int, raster: Raster) -> None:
        image = QImage(
            raster.pixels, raster.width, raster.height, raster.stride, QImage.Format.Format_RGB888
        )
        picture = QPixmap.fromImage(image.copy())
        painter = QPainter(picture)
        painter.setPen(self.context.theme.c.colour("control"))
        painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
        painter.end()
        icon = QIcon(picture)
        icon.addPixmap(picture, QIcon.Mode.Selected)
        self._model.item(index).setIcon(icon)


def _short(side: PrintedSide) -> str:
    """Return 第25页 背面: what fits under a small picture."""
    what = re.split(r"[，（·]", side.words)[0].strip()
    return f"{what} {SIDE_WORDS[side.side]}"
