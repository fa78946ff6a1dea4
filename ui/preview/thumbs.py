# SPDX-License-Identifier: MulanPSL-2.0
"""All pages of a file small, drawn while they are looked at; two sides of a sheet stand side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from app.intake import Raster
from app.present.prints.printing_sides import SIDE_WORDS, PrintedSide
from ui.context import Context
from ui.preview.pictures import A4_RATIO, Picture, PictureModel, as_pictures
from ui.qt import QHideEvent, QListView, QModelIndex, QPalette, QResizeEvent, QSize, Signal

WIDTH = 6  # characters
Draw = Callable[[int, int], Raster]  # (page from 0, width in pixels), called in a worker


class Thumbs(QListView):
    """Emits ``picked(index, opened)``: a page was taken in hand, or opened by Enter or a double click."""

    picked = Signal(int, bool)

    def __init__(self, context: Context) -> None:
        super().__init__()
        theme, m = context.theme, context.theme.m
        width = m.chars(WIDTH)
        self._model = PictureModel(context, width)
        self.setModel(self._model)
        self._cell = QSize(width + m.s32 + m.s8, round(width * A4_RATIO) + 2 * m.small)
        as_pictures(self, width, m.s32 + m.s8, 2 * m.small)
        self.setWordWrap(True)
        self.setFont(theme.font("small"))
        colours, palette = theme.c, self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, colours.colour("select"))
        palette.setColor(QPalette.ColorRole.HighlightedText, colours.colour("primary"))
        self.setPalette(palette)
        self.setAccessibleName("全部页面")
        self.clicked.connect(lambda index: self.picked.emit(index.row(), False))
        self.activated.connect(lambda index: self.picked.emit(index.row(), True))

    def show_file(self, key: str, sides: Sequence[PrintedSide], index: int, draw: Draw) -> None:
        """Show another file; a page is drawn when it comes into view."""
        self._model.replace([_picture(key, n, side, draw) for n, side in enumerate(sides)])
        self.take(index)

    def clear(self) -> None:
        """Show no pages."""
        self._model.replace(())

    def index(self) -> int:
        """Return the page in hand, 0 when there is none."""
        return max(0, self.currentIndex().row())

    def take(self, index: int) -> None:
        """Take a page in hand."""
        if 0 <= index < self._model.rowCount():
            self.setCurrentIndex(self._model.index(index, 0, QModelIndex()))
            self.scrollTo(self.currentIndex())

    def drawn(self) -> int:
        """Return how many pages have their picture."""
        return self._model.drawn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep an even number of columns, so that front and back of a sheet stand side by side."""
        room = self.viewport().width() - 1
        columns = max(1, room // self._cell.width())
        columns -= columns % 2 if columns > 1 else 0
        self.setGridSize(QSize(room // columns, self._cell.height()))
        super().resizeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give up what nobody looks at any more."""
        super().hideEvent(event)
        self._model.give_up()


def _picture(key: str, number: int, side: PrintedSide, draw: Draw) -> Picture:
    return Picture((key, number), _short(side), side.words, partial(draw, number))


def _short(side: PrintedSide) -> str:
    """Return 第25页 背面: what fits under a small picture."""
    what = re.split(r"[，（·]", side.words)[0].strip()
    return f"{what} {SIDE_WORDS[side.side]}"
