# SPDX-License-Identifier: MulanPSL-2.0
"""Pages made of several tables: 资格与任职 (ux S07) and 业绩成果 (ux S08)."""

from __future__ import annotations

from attrs import frozen

from app.model.paths import read
from app.present.declare.achievements import AchievementsPresenter, CardsState
from app.present.declare.editor import findings_as_notes
from app.present.declare.editor_notes import Note, sorted_notes, worst
from app.present.declare.rows import RowsPresenter, RowsState
from app.present.declare.rows_spans import TimeLine, span_notes, time_line, with_total
from app.present.presenter import Presenter
from app.present.session import Session
from app.present.tasks_rows import EXPECTED
from app.present.why.asking import of_stays
from app.present.why.explanation import Explanation

TABLES = (
    "education", "titles", "appointments", "appraisals", "credits", "training",
    "career", "service", "examinations", "benefits", "sanctions",
)  # fmt: skip
KIND_WORDS = {"achievements": "业绩", "works": "论文著作"}
SPANNED = {
    "career": ("unit", "工作经历"),
    "appointments": ("unit", "聘任"),
    "service": ("unit", "基层服务"),
}


@frozen
class TableLine:
    """One table in the list at the left; ``mark`` is ok, todo, must, warn or empty (may stay empty)."""

    id: str
    title: str
    count: int
    mark: str


@frozen
class QualificationsState:
    """Everything the page draws; ``line`` is the time bar of the table in hand."""

    tables: tuple[TableLine, ...]
    current: str
    rows: RowsState
    line: TimeLine | None
    notes: tuple[Note, ...]

    @property
    def progress(self) -> str:
        """Return what the header says."""
        filled = sum(table.count > 0 for table in self.tables)
        left = sum(table.mark in {"must", "todo"} for table in self.tables)
        return f"{filled} 张表有内容" + (f"，{left} 张还要填" if left else "")


class QualificationsPresenter(Presenter):
    """Eleven tables, one in hand."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.tables = {name: RowsPresenter(session, name) for name in TABLES}
        self.current = TABLES[0]
        for rows in self.tables.values():
            rows.subscribe(self.changed)

    @property
    def rows(self) -> RowsPresenter:
        """Return the presenter of the table in hand."""
        return self.tables[self.current]

    @property
    def state(self) -> QualificationsState:
        """Return the page as it stands."""
        rows = self.rows.state
        line = self._line()
        notes = sorted_notes((*rows.summary, *span_notes(line, self.current)))
        lines = tuple(self._table_line(name) for name in TABLES)
        return QualificationsState(lines, self.current, rows, line, notes)

    def _line(self) -> TimeLine | None:
        if self.current not in SPANNED:
            return None
        label = SPANNED[self.current][0]
        rows = read(self.session.declaration, self.current)
        spans = [(row.id, getattr(row, label), row.started, row.ended) for row in rows]
        line = time_line(spans, self.session.clock.today())
        return with_total(line, self.session, self.current)

    def why_time(self) -> Explanation | None:
        """Explain what the time bar adds up to; None for a table without one."""
        return of_stays(self.session, self.current) if self._line() is not None else None

    def _table_line(self, name: str) -> TableLine:
        section = self.tables[name].section
        rows = read(self.session.declaration, name)
        holes = any(
            not getattr(row, item.name) for row in rows for item in section.fields if item.required
        )
        found = (
            n for n in findings_as_notes(self.session) if n.path.split(".", maxsplit=1)[0] == name
        )
        level = worst(tuple(found)) if rows else ""
        mark = {"must": "must", "check": "warn"}.get(level, "ok" if rows else "")
        if holes or (not rows and name in EXPECTED):
            mark = "must" if mark == "must" else "todo"
        return TableLine(name, section.title, len(rows), mark)

    def choose(self, name: str) -> None:
        """Take another table in hand."""
        if name in self.tables and name != self.current:
            self.current = name
            self.changed()

    def focus(self, path: str) -> str:
        """Take the table and row of a path in hand; returns the field path for the caret, or empty."""
        table = path.split(".", maxsplit=1)[0]
        if table not in self.tables:
            return ""
        self.choose(table)
        return self.rows.focus(path)

    def step(self, by: int) -> None:
        """Take the next or former table in hand."""
        place = TABLES.index(self.current) + by
        if 0 <= place < len(TABLES):
            self.choose(TABLES[place])

    def close(self) -> None:
        """Stop listening, the tables too."""
        for rows in self.tables.values():
            rows.close()
        super().close()


class AchievementsPagePresenter(Presenter):
    """业绩 and 论著, one kind in hand."""

    KINDS = ("achievements", "works")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.kinds = {name: AchievementsPresenter(session, name) for name in self.KINDS}
        self.current = self.KINDS[0]
        for cards in self.kinds.values():
            cards.subscribe(self.changed)

    @property
    def cards(self) -> AchievementsPresenter:
        """Return the presenter of the kind in hand."""
        return self.kinds[self.current]

    @property
    def state(self) -> CardsState:
        """Return the cards of the kind in hand."""
        return self.cards.cards

    def counts(self) -> tuple[tuple[str, str, int], ...]:
        """Return (name, word, how many) of each kind, for the chips."""
        return tuple(
            (name, KIND_WORDS[name], len(read(self.session.declaration, name)))
            for name in self.KINDS
        )

    def choose(self, name: str) -> None:
        """Take the other kind in hand."""
        if name in self.kinds and name != self.current:
            self.current = name
            self.changed()

    def focus(self, path: str) -> str:
        """Take the card of a path in hand; returns the field path for the caret, or empty."""
        table = path.split(".", maxsplit=1)[0]
        if table not in self.kinds:
            return ""
        self.choose(table)
        return self.cards.focus(path)

    def close(self) -> None:
        """Stop listening, the cards too."""
        for cards in self.kinds.values():
            cards.close()
        super().close()
