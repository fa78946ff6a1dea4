# SPDX-License-Identifier: MulanPSL-2.0
"""Global search (ux §2.7): characters, full pinyin, initials, the last four of an ID, page numbers.

The index is made from what is open and thrown away with it; nothing typed is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import attrs
from attrs import frozen

from app.kernel.pinyin import rank
from app.present.session import Session

MOST_IN_GROUP = 5
_TAIL = re.compile(r"^\d{3}[\dX]$")
_PAGE = re.compile(r"^[pP]?(\d{1,4})$")


@frozen
class Target:
    """One thing that can be found.

    Attributes:
        group: heading it stands under (人员, 材料 …).
        words: what is matched and shown.
        note: shown beside, not matched.
        codes: texts that must equal the query (ID tail, tab code).
        screen: name of the screen to go to; empty when ``path`` decides.
        path: place in the declaration to go to.
        declaration: id of another declaration to take in hand first.
        command: id of a menu command to carry out instead.
    """

    group: str
    words: str
    note: str = ""
    codes: tuple[str, ...] = ()
    screen: str = ""
    path: str = ""
    declaration: str = ""
    command: str = ""


@frozen
class Group:
    """Results of one kind, best first; ``more`` says how many were left out."""

    words: str
    targets: tuple[Target, ...]
    more: int = 0


def find(query: str, index: Iterable[Target]) -> tuple[Group, ...]:
    """Return what answers a query, at most five a group, groups in the order of the index."""
    typed = "".join(query.split())
    if not typed:
        return ()
    found: dict[str, list[tuple[int, int, Target]]] = {}
    for number, target in enumerate(index):
        score = 0 if typed.upper() in target.codes else rank(typed, target.words)
        if score is not None:
            found.setdefault(target.group, []).append((score, number, target))
    groups = []
    for words, hits in found.items():
        ordered = [target for _score, _number, target in sorted(hits, key=lambda hit: hit[:2])]
        groups.append(
            Group(words, tuple(ordered[:MOST_IN_GROUP]), max(0, len(ordered) - MOST_IN_GROUP))
        )
    return tuple(groups)


def nothing_found(query: str) -> str:
    """Return the words for an empty result."""
    return f"没有找到“{query}”。试试身份证号后4位，或只输姓的首字母。"


class SearchPresenter:
    """Makes the index of the open session and answers queries."""

    def __init__(self, session: Session, fixed: Sequence[Target] = ()) -> None:
        self.session = session
        self._fixed = tuple(fixed)
        self._index: tuple[Target, ...] | None = None
        self._tails: dict[str, str] | None = None
        self._stop = session.subscribe(self._changed)

    def set_fixed(self, fixed: Sequence[Target]) -> None:
        """Change what can always be found, as when another desk is taken."""
        self._fixed = tuple(fixed)
        self._index = None

    def close(self) -> None:
        """Stop listening to the session."""
        self._stop()

    def _changed(self, _paths: frozenset[str]) -> None:
        self._index = None
        self._tails = None

    def answer(self, query: str) -> tuple[Group, ...]:
        """Return what answers a query; a number is also looked up as a page of the volume."""
        groups = find(query, self.index())
        groups = self._by_tail("".join(query.split()).upper()) + groups
        page = _PAGE.match("".join(query.split()))
        hits = self._pages(int(page.group(1))) if page else ()
        return (Group("页码", hits), *groups) if hits else groups

    def index(self) -> tuple[Target, ...]:
        """Return everything that can be found, people first."""
        if self._index is None:
            self._index = (*self._people(), *self._own(), *self._fixed)
        return self._index

    def _by_tail(self, query: str) -> tuple[Group, ...]:
        """Return the people whose ID ends with these four; a unit's desk only."""
        if not self.session.role.reviews or not _TAIL.match(query):
            return ()
        if self._tails is None:
            vault = self.session.vault
            self._tails = {
                e.id: vault.load(e.id).basics.id_number[-4:] for e in vault.declarations()
            }
        hits = tuple(
            attrs.evolve(person, group="证件尾号", note=query)
            for person in self._people()
            if self._tails.get(person.declaration) == query
        )
        return (
            (Group("证件尾号", hits[:MOST_IN_GROUP], max(0, len(hits) - MOST_IN_GROUP)),)
            if hits
            else ()
        )

    def _people(self) -> list[Target]:
        if not self.session.role.reviews:
            return []
        return [
            Target(
                "申报人",
                entry.name or "还没有姓名",
                entry.specialty,
                screen="applicants",
                declaration=entry.id,
            )
            for entry in self.session.vault.declarations()
        ]

    def _own(self) -> list[Target]:
        if not self.session.has_declaration:
            return []
        held = self.session.declaration
        targets = [
            Target("材料", row.name, row.tab, (row.tab.upper(),), path=f"materials.{row.entry.id}")
            for row in self.session.checklist.rows
        ]
        targets += [
            Target("业绩", row.title, path=f"achievements.{row.id}")
            for row in held.achievements
            if row.title
        ]
        targets += [
            Target("论文著作", row.title, path=f"works.{row.id}") for row in held.works if row.title
        ]
        targets += [
            Target("栏目", field.label, field.group, path=field.path)
            for field in self.session.pack.fields.by_path.values()
            if "*" not in field.path
        ]
        return targets

    def _pages(self, number: int) -> tuple[Target, ...]:
        if not self.session.has_declaration:
            return ()
        for entry in self.session.plan.entries:
            if entry.first <= number <= entry.last:
                row = next(
                    (r for r in self.session.checklist.rows if r.entry.id == entry.entry_id), None
                )
                name = f"{row.tab} {row.name}" if row else ""
                span = f"第{entry.first}—{entry.last}页"
                return (
                    Target(
                        "页码", f"第{number}页：{name}", span, path=f"materials.{entry.entry_id}"
                    ),
                )
        return ()
