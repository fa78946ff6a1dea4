# SPDX-License-Identifier: MulanPSL-2.0
"""Two more views of the links (ux 2.4.7): from the material, and all against all."""

from __future__ import annotations

from app.present.papers.evidence import EvidenceState, Matrix
from ui.qt import QResizeEvent, QVBoxLayout, QWidget, Signal
from ui.theme import Theme
from ui.widgets.basics import button, clear_layout, label, line
from ui.widgets.table import Badge, Column, FormTable, Row

NAME_CHARS, CELL_CHARS = 15, 4.6


class EvidenceOverview(QWidget):
    """Holds one table; ``opened(entry id)`` when a material is to be tied.

    The matrix shows as many claims as fit side by side and turns over to the next ones.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._matrix: Matrix | None = None
        self._first = 0
        self._shown: object = None
        self._table: FormTable | None = None
        self.setProperty("role", "clear")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.m.s8)
        self._place = QVBoxLayout()
        column.addLayout(self._place, 1)
        self.words = label("", "second")
        self.before = button(theme, "前几项", "quiet")
        self.after = button(theme, "后几项", "quiet")
        self.before.clicked.connect(lambda _checked=False: self._turn(-1))
        self.after.clicked.connect(lambda _checked=False: self._turn(1))
        column.addLayout(line(theme, self.words, None, self.before, self.after))

    def show_proofs(self, state: EvidenceState) -> None:
        """Show each material and what refers to it."""
        self._matrix = None
        names = {claim.word: claim.title for claim in state.claims}
        rows = []
        for proof in state.proofs:
            cited: str | Badge = "；".join(f"{word} {names[word]}" for word in proof.cited)
            if not proof.cited and proof.wanted:
                cited = Badge("st-warn", "未被引用")
            rows.append(Row(proof.entry_id, (f"{proof.tab}　{proof.name}", proof.range, cited)))
        table = self._made(
            "proofs", (Column("册内材料", 24), Column("页", 4.8), Column("被谁引用"))
        )
        table.set_rows(rows)
        self.words.setText("按 Enter 给选中的材料加一条对应。")
        self.before.hide()
        self.after.hide()

    def show_matrix(self, matrix: Matrix) -> None:
        """Show materials down and claims across."""
        self._matrix = matrix
        self._draw_matrix()

    def _fitting(self) -> int:
        m = self._theme.m
        return max(1, (self.width() - m.chars(NAME_CHARS) - m.scroll) // m.chars(CELL_CHARS))

    def _draw_matrix(self) -> None:
        matrix = self._matrix
        if matrix is None:
            return
        room, total = self._fitting(), len(matrix.claims)
        self._first = min(self._first, max(0, total - room))
        last = min(total, self._first + room)
        shown = matrix.claims[self._first : last]
        columns = (Column("册内材料"), *(Column(claim.word, CELL_CHARS) for claim in shown))
        table = self._made(("matrix", tuple(c.path for c in shown)), columns)
        table.set_rows(
            [Row(entry, (name, *cells[self._first : last])) for entry, name, cells in matrix.rows]
        )
        more = total > room
        self.words.setText(
            f"格子里是册内页码。第 {self._first + 1}–{last} 项，共 {total} 项"
            if more
            else "格子里是册内页码。"
        )
        self.before.setVisible(more)
        self.after.setVisible(more)
        self.before.setEnabled(self._first > 0)
        self.after.setEnabled(last < total)

    def _turn(self, by: int) -> None:
        self._first = max(0, self._first + by * self._fitting())
        self._draw_matrix()

    def _made(self, what: object, columns: tuple[Column, ...]) -> FormTable:
        if self._table is None or what != self._shown:
            held = self._table is not None and self._table.view.hasFocus()
            clear_layout(self._place)
            self._table = FormTable(self._theme, columns, "佐证总览")
            self._table.activated.connect(self.opened)
            self._place.addWidget(self._table, 1)
            self.setFocusProxy(self._table)
            self._shown = what
            if held:
                self._table.setFocus()
        return self._table

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many claims as fit now."""
        super().resizeEvent(event)
        self._draw_matrix()
