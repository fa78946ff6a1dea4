# SPDX-License-Identifier: MulanPSL-2.0
"""A corrected fact and every place that prints it (D-11): found by printing, not by a list kept by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
from attrs import frozen

from app.model.declaration import Declaration
from app.model.paths import NoSuchPlace, read, write
from app.policy.fields import general, shown
from app.present.returned.compare import PAPER_WORDS, ChangedPages, PaperCompare
from app.present.session import Session

MOST = 8  # facts looked at one by one; each is printed alone, more are printed together
EMPTY = "（空）"


@frozen
class Correction:
    """One fact that is not what it was when the paper was handed in.

    Attributes:
        places: every page that prints it: 评审表第2页、送审表第1页; says so when there is none.
        count: how many pages that is.
    """

    path: str
    label: str
    before: str
    after: str
    places: str
    count: int


def corrections(
    session: Session, compare: PaperCompare, before: Declaration
) -> tuple[Correction, ...]:
    """Return the facts corrected since a state, each with the pages that change by it alone."""
    after = session.declaration
    changed = list(_changed(session, before, after))
    compare.pace.states = 2 + min(len(changed), MOST + 1) + len(_tables(before, after))
    found = []
    for path in changed[:MOST]:
        pages = compare.changes(before, write(before, path, read(after, path)))
        label = session.pack.fields.field(path).label
        was, now = (_words(session, path, state) for state in (before, after))
        found.append(_correction(path, label, was, now, pages))
    if rest := changed[MOST:]:
        together = before
        for path in rest:
            together = write(together, path, read(after, path))
        label, pages = f"另外 {len(rest)} 栏", compare.changes(before, together)
        found.append(_correction("", label, "", "", pages))
    return (*found, *_rows(compare, before, after))


def _correction(
    path: str, label: str, before: str, after: str, pages: tuple[ChangedPages, ...]
) -> Correction:
    places = pages_words(pages) or "没有哪张纸印这一栏"
    return Correction(path, label, before, after, places, sum(len(each.changed) for each in pages))


def _changed(session: Session, before: Declaration, after: Declaration) -> Iterator[str]:
    """Yield the fields of the catalogue that both states have and that differ."""
    for pattern in session.pack.fields.by_path:
        for path in _places(pattern, before):
            try:
                if read(before, path) != read(after, path):
                    yield path
            except NoSuchPlace:
                continue


def _places(pattern: str, declaration: Declaration) -> list[str]:
    if "*" not in pattern:
        return [pattern]
    table, _, field = pattern.split(".")
    return [f"{table}.{row.id}.{field}" for row in getattr(declaration, table)]


TABLES = {
    "education": "学历",
    "titles": "职称",
    "appointments": "聘任",
    "appraisals": "年度考核",
    "credits": "继续教育",
    "training": "培训",
    "career": "工作经历",
    "service": "基层服务",
    "examinations": "考试",
    "achievements": "业绩",
    "works": "论著",
}


def _rows(compare: PaperCompare, before: Declaration, after: Declaration) -> Iterator[Correction]:
    """Yield rows added or taken away, a table at a time."""
    for table in _tables(before, after):
        word, old, new = TABLES[table], getattr(before, table), getattr(after, table)
        pages = compare.changes(before, attrs.evolve(before, **{table: new}))
        was, now = f"{len(old)} 行", f"{len(new)} 行"
        yield _correction(table, word, was, now, pages)


def _tables(before: Declaration, after: Declaration) -> tuple[str, ...]:
    """Return the tables with rows added or taken away."""
    return tuple(
        table
        for table in TABLES
        if {row.id for row in getattr(before, table)} != {row.id for row in getattr(after, table)}
    )


def pages_words(pages: tuple[ChangedPages, ...]) -> str:
    """Return 评审表第2、5页、送审表第1页、封面（第1册）."""
    return "、".join(_paper_words(each) for each in pages)


def _paper_words(pages: ChangedPages) -> str:
    word = PAPER_WORDS.get(pages.piece, pages.piece)
    if pages.names:
        named = "、".join(pages.names[index] for index in pages.changed)
        return f"{word}{named}" if "（" in named else f"{word}（{named}）"
    return f"{word}第{numbers_words(pages.changed)}页"


def numbers_words(indexes: tuple[int, ...]) -> str:
    """Return 2—4、7 for page indexes 1, 2, 3 and 6."""
    return "、".join(
        str(first + 1) if first == last else f"{first + 1}—{last + 1}"
        for first, last in runs(indexes)
    )


def runs(indexes: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return the first and last of each run of consecutive indexes."""
    found: list[tuple[int, int]] = []
    for index in indexes:
        if found and index == found[-1][1] + 1:
            found[-1] = (found[-1][0], index)
        else:
            found.append((index, index))
    return found


def _words(session: Session, path: str, declaration: Declaration) -> str:
    fields = session.pack.fields
    item = fields.field(general(path)) if not fields.knows(path) else fields.field(path)
    value: Any = read(declaration, path)
    return shown(item, fields.table_of(item), value) or EMPTY
