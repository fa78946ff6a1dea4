# SPDX-License-Identifier: MulanPSL-2.0
"""Pages as small pictures in a list, drawn when they come into view, the last wish first.

Up to a thousand pages: nothing is drawn for a page nobody scrolled to, wishes for pages scrolled past
are given up, and only so many pictures are kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from attrs import field, frozen

from app.intake import Raster
from app.kernel.progress import Progress
from ui.context import Context
from ui.qt import (
    QAbstractListModel,
    QGuiApplication,
    QIcon,
    QImage,
    QListView,
    QModelIndex,
    QPainter,
    QPersistentModelIndex,
    QPixmap,
    QSize,
    Qt,
    isValid,
)

Index = QModelIndex | QPersistentModelIndex
A4_RATIO = 297 / 210
MOST_KEPT, MOST_WISHES = 400, 60
FINER = 2  # drawn so much larger than shown: hairlines of a form stay light


@frozen
class Picture:
    """One page of the list.

    Attributes:
        key: tells one picture from another; equal keys are drawn once.
        words: under the picture; spoken: for a screen reader; tip: under the pointer.
        draw: called in a worker with the width in pixels.
    """

    key: Hashable
    words: str
    spoken: str
    draw: Callable[[int], Raster] = field(repr=False, eq=False)
    tip: str = ""


class PictureModel(QAbstractListModel):
    """One row a page."""

    def __init__(self, context: Context, width: int) -> None:
        super().__init__()
        self._context, self._width = context, width
        # As many pixels as the screen shows are kept: more would be made smaller at every paint.
        self._density = max(1.0, QGuiApplication.primaryScreen().devicePixelRatio())
        self.pictures: tuple[Picture, ...] = ()
        self._rows: dict[Hashable, list[int]] = {}
        self._kept: OrderedDict[Hashable, QIcon] = OrderedDict()
        self._wishes: OrderedDict[int, None] = OrderedDict()
        self._busy = False
        self._blank = self._framed(None)

    def replace(self, pictures: Sequence[Picture]) -> None:
        """Show other pages; pictures of the same keys are still there."""
        self.beginResetModel()
        self.pictures = tuple(pictures)
        self._rows = {}
        for row, picture in enumerate(self.pictures):
            self._rows.setdefault(picture.key, []).append(row)
        self._wishes.clear()
        self.endResetModel()

    def give_up(self) -> None:
        """Forget what was wished for but not begun: nobody looks any more."""
        self._wishes.clear()

    def drawn(self) -> int:
        """Return how many of the pages shown have their picture."""
        return sum(picture.key in self._kept for picture in self.pictures)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of pages."""
        return 0 if parent.isValid() else len(self.pictures)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands under a page, and its picture."""
        picture = self.pictures[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return picture.words
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return picture.tip or picture.spoken
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return picture.spoken
        return None

    def _icon(self, row: int) -> QIcon:
        kept = self._kept.get(self.pictures[row].key)
        if kept is None:
            self._wishes[row] = None
            self._wishes.move_to_end(row)
            while len(self._wishes) > MOST_WISHES:
                self._wishes.popitem(last=False)
            self._next()
            return self._blank
        return kept

    def _next(self) -> None:
        while self._wishes and not self._busy:
            row, _ = self._wishes.popitem()
            if row < len(self.pictures) and self.pictures[row].key not in self._kept:
                self._ask(self.pictures[row])

    def _ask(self, picture: Picture) -> None:
        width = round(self._width * max(FINER, self._density))

        def work(_progress: Progress) -> Raster:
            return picture.draw(width)

        self._busy = True
        task = self._context.quick.start(
            work,
            done=lambda raster: self._came(picture.key, raster),
            refused=lambda _fault: self._came(picture.key, None),
        )
        # Whatever ends it, the next one is drawn: one page at fault must not leave the others white.
        task.broke.connect(lambda _number: self._came(picture.key, None))
        task.stopped.connect(lambda: self._came(picture.key, None))

    def _came(self, key: Hashable, raster: Raster | None) -> None:
        if not isValid(self):
            return
        self._busy = False
        self._kept[key] = self._framed(raster)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        for row in self._rows.get(key, ()):
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        self._next()

    def _framed(self, raster: Raster | None) -> QIcon:
        """Return a picture with a hairline round it; white paper where there is none."""
        colours = self._context.theme.c
        if raster is None:
            sheet = QPixmap(self._width, round(self._width * A4_RATIO))
            sheet.fill(Qt.GlobalColor.white)
        else:
            layout = QImage.Format.Format_RGB888
            image = QImage(raster.pixels, raster.width, raster.height, raster.stride, layout)
            shown = round(self._width * self._density)
            if shown < raster.width:
                image = image.scaledToWidth(shown, Qt.TransformationMode.SmoothTransformation)
            sheet = QPixmap.fromImage(image)
        painter = QPainter(sheet)
        painter.setPen(colours.colour("line" if raster is None else "control"))
        painter.drawRect(sheet.rect().adjusted(0, 0, -1, -1))
        painter.end()
        icon = QIcon(sheet)
        icon.addPixmap(sheet, QIcon.Mode.Selected)  # a page in hand is framed, never tinted
        return icon


def as_pictures(view: QListView, width: int, gap: int, below: int) -> None:
    """Lay a list out as pictures of A4 pages beside one another, each with room for a line below it."""
    high = round(width * A4_RATIO)
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setMovement(QListView.Movement.Static)
    view.setUniformItemSizes(True)
    view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setIconSize(QSize(width, high))
    view.setGridSize(QSize(width + gap, high + below))
    # Digits and Space must arrive with a Chinese input method on (ux §4.4).
    view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
