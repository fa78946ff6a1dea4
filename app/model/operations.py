# SPDX-License-Identifier: MulanPSL-2.0
"""The only way forward: an operation makes the next declaration, names what changed, and one event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import attrs
from attrs import field, frozen

from app.kernel.clock import Clock
from app.model.codes import ClosingKind, ReviewLevel
from app.model.declaration import Closing, Declaration, PassedFinding
from app.model.materials import LevelReview, MaterialEntry, ReviewMark
from app.model.paths import read, write


@frozen
class Event:
    """What goes into the audit chain: field names and ids, never values (security.md §2)."""

    kind: str
    subject: str
    actor: str
    at: str
    detail: Mapping[str, str | int | bool] = field(factory=dict)


@frozen
class Change:
    """The outcome of an operation.

    Attributes:
        after: the next declaration.
        paths: places that differ; a row path stands for the whole row.
        event: what the chain records.
        name: what undo calls it, in Chinese.
    """

    before: Declaration
    after: Declaration
    paths: tuple[str, ...]
    event: Event
    name: str


class Operation(Protocol):
    """A change a person asked for."""

    def apply(self, declaration: Declaration, actor: str, clock: Clock) -> Change:
        """Return the change; raises NoSuchPlace or UserError and changes nothing."""
        ...


def _change(
    before: Declaration,
    after: Declaration,
    paths: tuple[str, ...],
    kind: str,
    actor: str,
    clock: Clock,
    name: str,
) -> Change:
    event = Event(kind, before.id, actor, clock.now().isoformat(), {"paths": " ".join(paths)})
    return Change(before, after, paths, event, name)


@frozen
class SetValue:
    """Put one value in one place. An edit of a marked material makes its marks stale (核验失效)."""

    path: str
    value: Any
    name: str = "修改一栏"

    def apply(self, declaration: Declaration, actor: str, clock: Clock) -> Change:
        """Return the change; the same value again changes nothing but is still a change."""
        after = write(declaration, self.path, self.value)
        return _change(
            declaration, _staled(after, self.path), (self.path,), "set", actor, clock, self.name
        )


_MARK_KEEPERS = {"flagged", "seen", "note", "marks", "place"}


def _staled(declaration: Declaration, path: str) -> Declaration:
    steps = path.split(".")
    if steps[0] != "materials" or len(steps) < 3 or steps[2] in _MARK_KEEPERS:
        return declaration
    entry: MaterialEntry = read(declaration, f"materials.{steps[1]}")
    marks = tuple(attrs.evolve(mark, stale=True) for mark in entry.marks)
    return write(declaration, f"materials.{steps[1]}.marks", marks)


@frozen
class SetValues:
    """Put several values at once, one undo step (paste, a state with its reason)."""

    values: tuple[tuple[str, Any], ...]
    name: str = "修改几栏"

    def apply(self, declaration: Declaration, actor: str, clock: Clock) -> Change:
        """Return the change of all places together."""
        after = declaration
        for path, value in self.values:
            after = _staled(write(after, path, value), path)
        return _change(
            declaration, after, tuple(p for p, _ in self.values), "set", actor, clock, self.name
        )


@frozen
class AddRow:
    """Put a row into a table, at a position or at the end."""

    table: str
    row: Any
    position: int | None = None
    name: str = "增加一行"

    def apply(self, declaration: Declaration, actor: str, clock: Clock) -> Change:
        """Return the change."""
        rows = list(read(declaration, self.table))
        rows.insert(len(rows) if self.position is None else self.position, self.row)
        after = write(declaration, self.table, tuple(rows))
        return _change(
            declaration, after, (f"{self.table}.{self.row.id}",), "add", actor, clock, self.name
        )


@frozen
class RemoveRow:
    """Take a row out of a table; undo or the history brings it back."""

    table: str
    row_id: str
    name: str = "删去一行"

    def apply(self, declaration: Declaration, actor: str, clock: Clock) -> Change:
        """Return the change; raises NoSuchPlace when the row is gone already."""
        read(declaration, f"{self.table}.{self.row_id}")
        rows = tuple(row for row in read(declaration, self.table) if row.id != self.row_id)
        after = write(declaration, self.table, rows)
        return _change(
            declaration, after, (f"{self.table}.{self.row_id}",), "remove", actor, clock, self.name
        )


@frozen
class MoveRow:
    """Move a row up (-1) or down (+1); at the edge nothing moves."""

    table: str
    row_id: str
    by: int
    name: str = "移动一行"

    def apply(self, declaration: Declaration, actor: str, clock: Clock) -> Change:
        """Return the change."""
        rows = list(read(declaration, self.table))
        index = next(i for i, row in enumerate(rows) if row.id == self.row_id)
        target = min(max(index + self.by, 0), len(rows) - 1)
        rows.insert(target, rows.pop(index))
        after = write(declaration, self.table, tuple(rows))
        return _change(declaration, after, (self.table,), "move", actor, clock, self.name)


@frozen
class MarkMaterial:
    """A reviewer's own mark on one material; other levels' marks stay (ux 2.4.2)."""

    entry_id: str
    mark: ReviewMark
    name: str = "审核一项"

    def apply(self, declaration: Declaration, actor: str, clock: Clock) -> Change:
        """Return the change, stamped with the actor and the day."""
        entry: MaterialEntry = read(declaration, f"materials.{self.entry_id}")
        stamped = attrs.evolve(
            self.mark, by=self.mark.by or actor, on=self.mark.on or clock.today().isoformat()
        )
        kept = tuple(mark for mark in entry.marks if mark.level != stamped.level)
        path = f"materials.{self.entry_id}.marks"
        after = write(declaration, path, (*kept, stamped))
        return _change(declaration, after, (path,), "mark", actor, clock, self.name)


@frozen
class RecordReview:
    """Replace one level's result (opinion, outcome, name, date, where to resume)."""

    review: LevelReview
    name: str = "登记审核结果"

    def apply(self, declaration: Declaration, actor: str, clock: Clock) -> Change:
        """Return the change."""
        kept = tuple(review for review in declaration.reviews if review.level != self.review.level)
        after = attrs.evolve(declaration, reviews=(*kept, self.review))
        return _change(declaration, after, ("reviews",), "review", actor, clock, self.name)


@frozen
class PassFinding:
    """Pass a reminder with a typed reason (D-4)."""

    code: str
    path: str
    reason: str
    name: str = "写明理由"

    def apply(self, declaration: Declaration, actor: str, clock: Clock) -> Change:
        """Return the change; an earlier reason for the same reminder is replaced."""
        note = PassedFinding(self.code, self.path, self.reason, actor, clock.today().isoformat())
        kept = tuple(p for p in declaration.passed if (p.code, p.path) != (self.code, self.path))
        after = attrs.evolve(declaration, passed=(*kept, note))
        return _change(declaration, after, ("passed",), "pass", actor, clock, self.name)


@frozen
class Edit:
    """A change that only a function can say (a new checklist merged in, a whole answer set)."""

    edit: Callable[[Declaration], Declaration]
    paths: tuple[str, ...]
    name: str
    kind: str = "edit"

    def apply(self, declaration: Declaration, actor: str, clock: Clock) -> Change:
        """Return the change the function makes."""
        return _change(
            declaration, self.edit(declaration), self.paths, self.kind, actor, clock, self.name
        )


@frozen
class CloseDeclaration:
    """Stop working on a declaration: recycle bin, 作废 or 终止申报. It stays on record (ux 2.9)."""

    kind: ClosingKind
    reason: str
    name: str

    def apply(self, declaration: Declaration, actor: str, clock: Clock) -> Change:
        """Return the change, stamped with the actor and the day."""
        closing = Closing(self.kind, self.reason, actor, clock.today().isoformat())
        after = attrs.evolve(declaration, closing=closing)
        return _change(
            declaration, after, ("closing",), f"close-{self.kind}", actor, clock, self.name
        )


@frozen
class ReopenDeclaration:
    """Take a closed declaration up again; why it was closed stays in its history."""

    name: str

    def apply(self, declaration: Declaration, actor: str, clock: Clock) -> Change:
        """Return the change."""
        after = attrs.evolve(declaration, closing=Closing())
        return _change(declaration, after, ("closing",), "reopen", actor, clock, self.name)


def review_of(declaration: Declaration, level: ReviewLevel) -> LevelReview:
    """Return one level's result, an open one when there is none yet."""
    return next(
        (review for review in declaration.reviews if review.level == level), LevelReview(level)
    )
