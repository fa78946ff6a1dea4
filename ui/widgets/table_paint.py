# SPDX-License-Identifier: MulanPSL-2.0
"""How one cell of a ledger is drawn: ground, selection bar, hairline, then its content."""

from __future__ import annotations

from typing import Any

from ui.qt import (
    QAbstractItemView,
    QEvent,
    QFontMetrics,
    QHelpEvent,
    QModelIndex,
    QPainter,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    Qt,
    QToolTip,
)
from ui.theme import Theme, paint_icon
from ui.widgets.basics import LEFT, MEDIUM
from ui.widgets.options import is_selected, rect_of
from ui.widgets.table_rows import ROW_ROLE, Badge, Cell, Row, Tag, Tick
from ui.widgets.tags import look_of, paint_tag

MUTED = frozenset({"未核", "—", ""})
_BADGE_TONES = {
    "st-must": "must_ink",
    "st-warn": "warn_ink",
    "st-note": "note_ink",
    "st-ok": "ok_ink",
}


class LedgerDelegate(QStyledItemDelegate):
    """Draws every cell of a FormTable; the view lends the row under the mouse."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell."""
        row, cell = index.data(ROW_ROLE)
        if row.heading:
            self._heading(painter, option, index)
            return
        rect = rect_of(option)
        self._ground(painter, rect, index, is_selected(option))
        self._content(painter, self._area(rect, index), row, cell, index)

    def _area(self, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> QRect:
        m = self._theme.m
        return rect.adjusted(m.s8 + (m.bar if index.column() == 0 else 0), 0, -m.s8, -1)

    def _ground(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        selected: bool,
    ) -> None:
        c, m = self._theme.c, self._theme.m
        hovered = index.row() == getattr(self._view, "hover_row", -1)
        painter.fillRect(rect, c.colour("select" if selected else "hover" if hovered else "paper"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), c.colour("rule"))
        if selected and index.column() == 0:
            painter.fillRect(
                QRect(rect.left(), rect.top(), m.bar, rect.height()), c.colour("primary")
            )
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            for top in (rect.top(), rect.bottom() - m.ring + 1):
                painter.fillRect(QRect(rect.left(), top, rect.width(), m.ring), c.colour("focus"))

    def _content(self, painter: QPainter, area: QRect, row: Row, cell: Cell, index: Any) -> None:
        if isinstance(cell, Tick):
            self._tick(painter, area, cell.on)
        elif isinstance(cell, Tag):
            look = cell.look if cell.look is not None else look_of(cell.word)
            paint_tag(painter, self._theme, area, cell.word, look)
        elif isinstance(cell, Badge):
            self._badge(painter, area, cell.icon, cell.text)
        else:
            align = index.data(Qt.ItemDataRole.TextAlignmentRole)
            self._words(painter, area, cell, row.dim, align)

    def _words(
        self, painter: QPainter, area: QRect, text: str, dim: bool, align: Qt.AlignmentFlag
    ) -> None:
        colour = "hint" if text in MUTED else "ink2" if dim else "ink"
        painter.setFont(self._theme.font("table"))
        painter.setPen(self._theme.c.colour(colour))
        fitted = QFontMetrics(painter.font()).elidedText(
            text, Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, align or LEFT, fitted)

    def _tick(self, painter: QPainter, area: QRect, on: bool) -> None:
        c, m = self._theme.c, self._theme.m
        side = m.icon_small + m.s2
        box = QRectF(area.left() + 0.5, area.center().y() - side / 2 + 0.5, side - 1, side - 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(c.colour("primary" if on else "control"))
        painter.setBrush(c.colour("primary" if on else "paper"))
        painter.drawRoundedRect(box, m.radius_tag, m.radius_tag)
        if on:
            paint_icon(painter, "st-ok", c.on_primary, box.adjusted(m.s2, m.s2, -m.s2, -m.s2))
        painter.restore()

    def _badge(self, painter: QPainter, area: QRect, name: str, text: str) -> None:
        c, m = self._theme.c, self._theme.m
        colour = getattr(c, _BADGE_TONES.get(name, "primary"))
        side = m.icon_small
        paint_icon(
            painter, name, colour, QRectF(area.left(), area.center().y() - side / 2 + 1, side, side)
        )
        painter.setFont(self._theme.font("table", MEDIUM))
        painter.setPen(colour)
        painter.drawText(area.adjusted(side + m.s4, 0, 0, 0), LEFT, text)

    def _heading(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        c, m = self._theme.c, self._theme.m
        rect = rect_of(option)
        painter.fillRect(rect, c.colour("well"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), c.colour("rule"))
        text = index.data()
        if not text:
            return
        painter.setFont(self._theme.font("table", MEDIUM))
        painter.setPen(c.colour("ink2"))
        # A heading's words may run on over the empty cells at its right.
        last = rect.right() if index.column() else self._view.viewport().width()
        painter.setClipping(False)
        painter.drawText(
            QRect(rect.left() + m.s12, rect.top(), last - rect.left() - m.s16, rect.height()),
            LEFT,
            text,
        )

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Show the whole text of a cell that was shortened."""
        if event.type() == QEvent.Type.ToolTip and index.isValid():
            QToolTip.showText(event.globalPos(), self.tip(rect_of(option), index), view)
            return True
        return super().helpEvent(event, view, option, index)

    def tip(self, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> str:
        """Return the whole text of a cell that was shortened, else an empty text."""
        text = str(index.data() or "")
        width = QFontMetrics(self._theme.font("table")).horizontalAdvance(text)
        return text if width > self._area(rect, index).width() else ""
