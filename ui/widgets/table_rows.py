# SPDX-License-Identifier: MulanPSL-2.0
"""What stands in a ledger: columns, rows, the kinds of cells, and the model that hands them to the view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from ui.qt import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from ui.widgets.basics import LEFT
from ui.widgets.tags import TagLook

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


@frozen
class Column:
    """One column: its width in characters (0 takes the rest) and LEFT or RIGHT."""

    title: str
    width: float = 0
    align: Qt.AlignmentFlag = LEFT


@frozen
class Tick:
    """A tick box in a cell."""

    on: bool


@frozen
class Tag:
    """A state tag in a cell; without a look the word decides."""

    word: str
    look: TagLook | None = None


@frozen
class Badge:
    """An icon (st-must, st-warn, st-note, st-flag, st-unseen) with a word or number."""

    icon: str
    text: str = ""


Cell = str | Tick | Tag | Badge


@frozen
class Row:
    """One row.

    Attributes:
        id: what signals carry; unique in the table.
        spoken: what a screen reader says at the first column; empty: the cells one after another.
        heading: a line between groups; cannot be taken in hand; only its first text is drawn.
        dim: drawn in the second ink (不适用, gone).
    """

    id: str
    cells: tuple[Cell, ...]
    spoken: str = ""
    heading: bool = False
    dim: bool = False


def cell_text(cell: Cell) -> str:
    """Return the words of a cell."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Tick):
        return "已勾选" if cell.on else "未勾选"
    return cell.word if isinstance(cell, Tag) else cell.text


class LedgerModel(QAbstractTableModel):
    """Rows of cells; replaced whole, as presenters hand out whole states."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: tuple[Row, ...] = ()

    def replace(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, alignment, the row itself, and what a screen reader says."""
        row = self.rows[index.row()]
        cell: Cell = row.cells[index.column()] if index.column() < len(row.cells) else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(cell)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[index.column()].align
        if role == ROW_ROLE:
            return row, cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if index.column() == 0:
                return row.spoken or "，".join(filter(None, map(cell_text, row.cells)))
            return f"{self.columns[index.column()].title}{cell_text(cell)}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title and alignment."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].align
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every row but headings be taken in hand."""
        if self.rows[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
