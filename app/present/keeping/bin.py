# SPDX-License-Identifier: MulanPSL-2.0
"""回收站 (ux 2.9): deleted rows, materials, scans and whole declarations, until the end of the year.

Nothing is kept twice: what was deleted is read back from the revisions of the declaration.
"""

from __future__ import annotations

from typing import Any

from attrs import frozen

from app.kernel.errors import UserError
from app.model.codes import ClosingKind
from app.model.declaration import Declaration
from app.model.materials import MaterialEntry, Scan
from app.model.operations import AddRow, SetValue
from app.model.paths import NoSuchPlace, read
from app.present.declare.history import NOBODY, moment
from app.present.keeping.closing import WORDS, close, reopen
from app.present.keeping.differences import brief, place_of
from app.present.presenter import Presenter
from app.present.session import Session
from app.present.words import short_day
from app.vault.documents import Revision

ROWS, SCANS, DECLARATIONS = "rows", "scans", "declarations"
FILTERS = ((ROWS, "删去的行和材料"), (SCANS, "删去的扫描件"), (DECLARATIONS, "整份申报"))
MOST = 300


@frozen
class BinLine:
    """One thing that can be brought back.

    Attributes:
        key: for ``restore``.
        kind: 学历, 业绩, 材料, 扫描件, 申报.
        why: what happened to it and, where somebody said so, the reason.
    """

    key: str
    kind: str
    what: str
    when: str
    who: str
    why: str


@frozen
class BinState:
    """Everything the page draws; counts are in the order of FILTERS."""

    chosen: str
    lines: tuple[BinLine, ...]
    counts: tuple[int, ...]
    until: str


@frozen
class _Deleted:
    revision: Revision
    path: str
    value: Any
    position: int = 0


class BinPresenter(Presenter):
    """Reads what was deleted this year and puts it back as a new step that can be undone."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._chosen = ROWS
        self._read: tuple[Declaration | None, dict[str, dict[str, _Deleted]]] = (None, {})

    @property
    def state(self) -> BinState:
        """Return the page as it stands."""
        found = self._deleted()
        closed = self._closed()
        lines = {
            ROWS: tuple(self._row_line(key, each) for key, each in found[ROWS].items()),
            SCANS: tuple(self._scan_line(key, each) for key, each in found[SCANS].items()),
            DECLARATIONS: closed,
        }
        year = self.session.clock.today().year
        return BinState(
            self._chosen,
            lines[self._chosen],
            tuple(len(lines[key]) for key, _word in FILTERS),
            f"{year}年12月31日以前都能恢复",
        )

    def choose(self, key: str) -> None:
        """Show another kind of thing."""
        self._chosen = key
        self.changed()

    def needs_reason(self, key: str) -> bool:
        """Tell whether bringing this back is a counter-entry that needs a reason."""
        declaration_id = key.partition("declaration:")[2]
        if not declaration_id:
            return False
        return self.session.vault.load(declaration_id).closing.kind is not ClosingKind.BINNED

    def close_in_hand(self, kind: ClosingKind, reason: str) -> None:
        """Close the declaration in hand; raises as closing.close."""
        close(self.session, self.session.declaration.id, kind, reason)

    def restore(self, key: str, reason: str = "") -> str:
        """Bring one thing back; returns what it is.

        Raises:
            UserError: KEEP-GONE when it is not in the bin any more, KEEP-NO-MATERIAL when a scan's
                material is gone, KEEP-BIN-OVER after the end of the year; or as Session.apply.
        """
        if key.startswith("declaration:"):
            declaration_id = key.partition(":")[2]
            reopen(self.session, declaration_id, reason)
            return "整份申报"
        found = self._deleted()
        deleted = found[ROWS].get(key) or found[SCANS].get(key)
        if deleted is None:
            raise UserError("KEEP-GONE")
        if isinstance(deleted.value, Scan):
            return self._restore_scan(deleted)
        table = deleted.path.split(".")[0]
        words = self._what(deleted)
        rows = read(self.session.declaration, table)
        position = min(deleted.position, len(rows))
        self.session.apply(AddRow(table, deleted.value, position, f"从回收站恢复“{words}”"))
        return words

    def _restore_scan(self, deleted: _Deleted) -> str:
        try:
            scans = read(self.session.declaration, deleted.path)
        except NoSuchPlace:
            raise UserError("KEEP-NO-MATERIAL", name=deleted.value.name) from None
        name = deleted.value.name
        self.session.apply(SetValue(deleted.path, (*scans, deleted.value), f"从回收站恢复“{name}”"))
        return str(name)

    # -- what was deleted

    def _deleted(self) -> dict[str, dict[str, _Deleted]]:
        session = self.session
        if not session.has_declaration:
            return {ROWS: {}, SCANS: {}}
        if self._read[0] is not session.declaration:
            year = str(session.clock.today().year)
            known = [r for r in session.vault.revisions(session.declaration.id) if r.at[:4] == year]
            self._read = (
                session.declaration,
                {ROWS: self._rows(known), SCANS: self._scans(known)},
            )
        return self._read[1]

    def _rows(self, known: list[Revision]) -> dict[str, _Deleted]:
        """Return by path the rows that a step took out and that are not there now, the last deleted first."""
        found: dict[str, _Deleted] = {}
        for revision in reversed(known):
            for path in revision.paths:
                if len(path.split(".")) == 2 and path not in found and self._is_row(path):
                    deleted = self._row_before(revision, path)
                    if deleted is not None and len(found) < MOST:
                        found[path] = deleted
        return found

    def _is_row(self, path: str) -> bool:
        """Tell whether a path names a row that is not in the declaration now."""
        table, _, row_id = path.partition(".")
        rows = getattr(self.session.declaration, table, None)
        return isinstance(rows, tuple) and all(getattr(row, "id", row_id) != row_id for row in rows)

    def _row_before(self, revision: Revision, path: str) -> _Deleted | None:
        before = self._state(revision.number - 1)
        try:
            row = read(before, path)
        except NoSuchPlace:
            return None
        blank = type(row)(id=row.id) if not isinstance(row, MaterialEntry) else None
        if row == blank or not hasattr(row, "id"):
            return None
        rows = read(before, path.split(".", maxsplit=1)[0])
        return _Deleted(revision, path, row, rows.index(row))

    def _scans(self, known: list[Revision]) -> dict[str, _Deleted]:
        """Return by digest the scans that hang on no material now, the last deleted first."""
        hanging = {
            scan.original for entry in self.session.declaration.materials for scan in entry.scans
        }
        found: dict[str, _Deleted] = {}
        for revision in reversed(known):
            for path in revision.paths:
                if path.startswith("materials.") and path.endswith(".scans"):
                    for scan in self._scans_before(revision, path):
                        if scan.original not in hanging and len(found) < MOST:
                            found.setdefault(scan.original, _Deleted(revision, path, scan))
        return found

    def _scans_before(self, revision: Revision, path: str) -> tuple[Scan, ...]:
        try:
            scans: tuple[Scan, ...] = read(self._state(revision.number - 1), path)
        except NoSuchPlace:
            return ()
        return scans

    def _state(self, number: int) -> Declaration:
        if number < 1:
            return Declaration()
        return self.session.vault.revision(self.session.declaration.id, number)

    # -- whole declarations

    def _closed(self) -> tuple[BinLine, ...]:
        return tuple(
            self._declaration_line(self.session.vault.load(entry.id))
            for entry in self.session.vault.closed_declarations()
        )

    def _declaration_line(self, declaration: Declaration) -> BinLine:
        closing = declaration.closing
        word = WORDS[closing.kind or ClosingKind.BINNED]
        answers = declaration.route
        level = self.session.pack.label("level", answers.level) if answers.level else "还没选层级"
        name = declaration.basics.name or "（未填姓名）"
        what = "　".join(filter(None, (name, f"{declaration.year}年", level, answers.series)))
        why = f"{word}：{closing.reason}" if closing.reason else word
        when = short_day(closing.on)
        return BinLine(
            f"declaration:{declaration.id}", "申报", what, when, closing.by or NOBODY, why
        )

    # -- words

    def _what(self, deleted: _Deleted) -> str:
        return brief(deleted.value)

    def _row_line(self, key: str, each: _Deleted) -> BinLine:
        table = each.path.split(".")[0]
        kind = place_of(self.session.pack, self.session.declaration, table)
        return self._line(key, kind, self._what(each), each.revision)

    def _scan_line(self, key: str, each: _Deleted) -> BinLine:
        pages = len(each.value.bound_pages())
        owner = place_of(self.session.pack, self.session.declaration, each.path.rpartition(".")[0])
        what = f"{each.value.name}（{pages} 页，原来在“{owner}”）"
        return self._line(key, "扫描件", what, each.revision)

    def _line(self, key: str, kind: str, what: str, revision: Revision) -> BinLine:
        return BinLine(
            key, kind, what, moment(revision.at), revision.actor or NOBODY, revision.name
        )
