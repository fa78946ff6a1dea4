# SPDX-License-Identifier: MulanPSL-2.0
"""What the materials list, the walk and the evidence page show of one material."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from app.model.codes import ItemState, ReviewLevel
from app.model.declaration import Declaration
from app.model.materials import MaterialEntry
from app.model.work import Achievement, Work
from app.present.papers.returned import ReturnCard, ReturnLine
from app.present.session import Session
from app.present.words import LEVEL_WORDS, STATE_WORDS, VERDICT_WORDS, short_day


@frozen
class MarkLine:
    """One level's mark as the detail panel shows it."""

    level: ReviewLevel
    level_word: str
    word: str
    by: str
    on: str
    reason: str
    stale: bool


@frozen
class MaterialLine:
    """One row of the list; ``first`` and ``last`` are page numbers in the bound volumes.

    Attributes:
        range: the pages as shown: 29–31, 30-1, or a dash.
    """

    entry_id: str
    tab: str
    name: str
    group: str
    state: ItemState
    state_word: str
    original_word: str
    copies: int
    pages: int
    first: int | None
    last: int | None
    volume: int | None
    bound: bool
    paper_only: bool
    scans: int
    reminders: int
    blocking: bool
    flagged: bool
    range: str = "—"

    def spoken(self) -> str:
        """Return the row as a screen reader says it (ux 4.5)."""
        pages = f"第{self.range.replace('–', '到')}页" if self.first else "不编页"
        notes = f"，{self.reminders}条提醒" if self.reminders else ""
        return f"{self.tab}，{self.name}，{self.state_word}，原件{self.original_word}，{self.copies}份{self.pages}页，{pages}{notes}"


@frozen
class Filter:
    """One chip over the list with its count."""

    key: str
    word: str
    count: int


@frozen
class MaterialDetail:
    """What stands under the list for the selected row.

    Attributes:
        returned: what reviewers want of it.
        to_come: the levels that have not looked yet, in one line.
        piece: its kind in the print centre when the program makes this paper, else empty.
        extra: added by hand; can be taken away again.
    """

    line: MaterialLine
    entry: MaterialEntry
    clauses: tuple[str, ...]
    clause_text: str
    sample: str
    fetch_from: str
    reminder: str
    marks: tuple[MarkLine, ...]
    cited_by: tuple[str, ...]
    returned: tuple[ReturnLine, ...]
    to_come: str
    piece: str
    extra: bool


@frozen
class MaterialsState:
    """Everything the screen draws."""

    summary: str
    filters: tuple[Filter, ...]
    chosen: str
    lines: tuple[MaterialLine, ...]
    selected: MaterialDetail | None
    sheets: int
    card: ReturnCard | None = None


def owners(paths: tuple[str, ...]) -> set[str]:
    """Return the rows that some paths lie in."""
    return {".".join(path.split(".")[:2]) for path in paths}


def marks_of(entry: MaterialEntry) -> tuple[MarkLine, ...]:
    """Return the applicant's word and every reviewer's mark, in the order of the levels."""
    own = STATE_WORDS[ItemState(entry.state.value)]
    lines = [
        MarkLine(ReviewLevel.SELF, LEVEL_WORDS[ReviewLevel.SELF], own, "", "", entry.reason, False)
    ]
    for level in tuple(ReviewLevel)[1:]:
        mark = entry.mark(level)
        if mark:
            word = VERDICT_WORDS[mark.verdict]
            lines.append(
                MarkLine(
                    level,
                    LEVEL_WORDS[level],
                    word,
                    mark.by,
                    short_day(mark.on),
                    mark.reason,
                    mark.stale,
                )
            )
    return tuple(lines)


def levels_to_come(entry: MaterialEntry) -> str:
    """Return 主管复审、人社审核：还没到 for the levels without a mark, or an empty text."""
    words = [LEVEL_WORDS[level] for level in tuple(ReviewLevel)[1:] if entry.mark(level) is None]
    return "、".join(words) + "：还没到" if words else ""


def cited_by(session: Session, entry_id: str) -> tuple[str, ...]:
    """Return the names of the rows that use a material as proof (业绩二, 论文一)."""
    return tuple(
        word
        for _, word, row in claims_of(session.declaration)
        if any(link.material == entry_id for link in row.links)
    )


def claims_of(declaration: Declaration) -> list[tuple[str, str, Achievement | Work]]:
    """Return (path, 业绩二, row) of everything the 评审表 says was achieved or written, in its order."""
    tables: tuple[tuple[str, str, Sequence[Achievement | Work]], ...] = (
        ("achievements", "业绩", declaration.achievements),
        ("works", "论著", declaration.works),
    )
    return [
        (f"{table}.{row.id}", f"{word}{_NUMERALS[n] if n < len(_NUMERALS) else n + 1}", row)
        for table, word, rows in tables
        for n, row in enumerate(rows)
    ]


_NUMERALS = "一二三四五六七八九十"
