# SPDX-License-Identifier: MulanPSL-2.0
"""The achievement library: kept once, chosen per declaration.

What is chosen stands in the declaration and is printed and checked. What is not lies on the
declaration's shelf; what the same person wrote in another year is offered from there by its id.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
from attrs import frozen

from app.model.declaration import Declaration
from app.model.operations import Edit
from app.model.paths import read
from app.model.work import Achievement, Work
from app.policy.facts import same_person
from app.present.presenter import Presenter
from app.present.session import Session

Kept = Achievement | Work
TABLES = ("achievements", "works")
WORDS = {"achievements": "业绩", "works": "论著"}


@frozen
class ShelfLine:
    """One that is kept and not chosen.

    Attributes:
        where: 没有选用, or the year of the declaration it was written in.
    """

    id: str
    title: str
    facts: str
    where: str


def shelved(declaration: Declaration, table: str) -> tuple[Kept, ...]:
    """Return what lies on the shelf of a declaration, in one table."""
    rows: tuple[Kept, ...] = getattr(declaration.shelf, table)
    return rows


def set_aside(declaration: Declaration, table: str, row_id: str) -> Declaration:
    """Return the declaration with one chosen row on its shelf; its proofs go with it."""
    rows = read(declaration, table)
    moved = tuple(row for row in rows if row.id == row_id)
    left = tuple(row for row in rows if row.id != row_id)
    return _placed(declaration, table, left, (*shelved(declaration, table), *moved))


def chosen(declaration: Declaration, table: str, row: Kept) -> Declaration:
    """Return the declaration with a row at the end of those chosen, off its shelf."""
    left = tuple(each for each in shelved(declaration, table) if each.id != row.id)
    return _placed(declaration, table, (*read(declaration, table), row), left)


def _placed(
    declaration: Declaration, table: str, rows: tuple[Kept, ...], shelf: tuple[Kept, ...]
) -> Declaration:
    off: dict[str, Any] = {table: shelf}
    on: dict[str, Any] = {table: rows, "shelf": attrs.evolve(declaration.shelf, **off)}
    return attrs.evolve(declaration, **on)


class LibraryPresenter(Presenter):
    """What one person has, and which of it this declaration uses."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._others: tuple[tuple[str, int], tuple[Declaration, ...]] = (("", 0), ())

    def lines(self, table: str) -> tuple[ShelfLine, ...]:
        """Return what is kept and not chosen: the shelf first, then other years, each once."""
        if not self.session.has_declaration:
            return ()
        return tuple(
            ShelfLine(row.id, row.title or "（还没写名称）", _facts(row), where)
            for row, where in self._kept(table)
        )

    def _kept(self, table: str) -> Iterator[tuple[Kept, str]]:
        declaration = self.session.declaration
        seen = {row.id for row in read(declaration, table)}
        seen |= {row.title for row in read(declaration, table) if row.title}
        for row in shelved(declaration, table):
            seen |= {row.id, row.title}
            yield row, "没有选用"
        for other in self._other_years():
            for row in (*read(other, table), *shelved(other, table)):
                if row.id not in seen and row.title and row.title not in seen:
                    seen |= {row.id, row.title}
                    yield row, f"{other.year}年的申报"

    def _other_years(self) -> tuple[Declaration, ...]:
        """Return the person's other declarations, the newest year first; read again when one changed."""
        session = self.session
        key = (session.declaration.id, len(session.vault.declarations()))
        if self._others[0] != key:
            mine = session.declaration
            others = [each for each in session.vault.namesakes(mine) if same_person(mine, each)]
            self._others = key, tuple(sorted(others, key=lambda each: -each.year))
        return self._others[1]

    def set_aside(self, table: str, row_id: str) -> None:
        """Take a row out of this declaration without deleting it, as one undoable step."""
        word = WORDS[table]
        self.session.apply(
            Edit(
                lambda declaration: set_aside(declaration, table, row_id),
                (table, "shelf"),
                f"这次不用一项{word}",
            )
        )

    def choose(self, table: str, row_id: str) -> None:
        """Use a kept row in this declaration; one from another year comes without that year's proofs."""
        found = next((row for row, _where in self._kept(table) if row.id == row_id), None)
        if found is None:
            return
        on_shelf = any(row.id == row_id for row in shelved(self.session.declaration, table))
        row = found if on_shelf else attrs.evolve(found, links=())
        self.session.apply(
            Edit(
                lambda declaration: chosen(declaration, table, row),
                (table, "shelf"),
                f"选用一项{WORDS[table]}",
            )
        )


def _facts(row: Kept) -> str:
    if isinstance(row, Work):
        return "　".join(filter(None, (row.author_rank, row.published, row.venue)))
    return "　".join(filter(None, (row.role, row.rank, row.ended or row.started)))
