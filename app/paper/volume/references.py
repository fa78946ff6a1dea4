# SPDX-License-Identifier: MulanPSL-2.0
"""Where the proof of an achievement or a paper is bound: 见第37—41页."""

from __future__ import annotations

from collections.abc import Sequence

from app.model.codes import Openness
from app.model.declaration import Declaration
from app.model.work import Achievement, EvidenceLink, Work
from app.paper.volume.plan import LATE_TAB, PacketPlan, PlannedEntry, range_words

KEPT_BY_UNIT = "单位留存备查"


def page_references(plan: PacketPlan, declaration: Declaration) -> dict[str, str]:
    """Return the words for every achievement and paper, and for every single link, by id.

    A row whose evidence the unit keeps reads 单位留存备查, with the page of that certificate when
    it is bound. Rows and links without a bound page are left out: nothing is promised.
    """
    words: dict[str, str] = {}
    for row in _rows(declaration):
        ranges = []
        for link in row.links:
            found = _range(plan.entry(link.material), link)
            if found is not None:
                ranges.append(found)
                words[link.id] = _words([found])
        text = _words(ranges)
        if row.kept_by_unit:
            text = f"{KEPT_BY_UNIT}，{text}" if text else KEPT_BY_UNIT
        if text:
            words[row.id] = text
    return words


def _rows(declaration: Declaration) -> tuple[Achievement | Work, ...]:
    return (*declaration.achievements, *declaration.works)


def _range(entry: PlannedEntry | None, link: EvidenceLink) -> tuple[int, int] | None:
    """Return the page numbers a link means; None when they are not bound."""
    if entry is None or not entry.spans:
        return None
    count = entry.last - entry.first + 1
    first, last = link.first or 1, link.last or (link.first or count)
    if not 1 <= first <= last <= count:
        return None
    return entry.first + first - 1, entry.first + last - 1


def _words(ranges: list[tuple[int, int]]) -> str:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return "见" + "、".join(f"第{range_words(*span)}页" for span in merged) if merged else ""


def proof_pages(plan: PacketPlan, declaration: Declaration) -> dict[str, tuple[int, ...]]:
    """Return by material the page numbers where the person's name and part can be read."""
    pages: dict[str, set[int]] = {}
    for row in _rows(declaration):
        for link in row.links:
            entry = plan.entry(link.material)
            if entry is not None and entry.spans and link.proof_page:
                page = entry.first + link.proof_page - 1
                if page <= entry.last:
                    pages.setdefault(link.material, set()).add(page)
    return {material: tuple(sorted(found)) for material, found in pages.items()}


def supported_by(plan: PacketPlan, declaration: Declaration, tab: str) -> list[str]:
    """Return what of the 评审表 is proved behind one divider, in the form's order and open wording."""
    materials = {entry.entry_id for entry in plan.entries if entry.spans and _tab_of(entry, tab)}
    lines = []
    kinds: tuple[tuple[str, Sequence[Achievement | Work]], ...] = (
        ("业绩", declaration.achievements),
        ("论著", declaration.works),
    )
    for word, rows in kinds:
        for number, row in enumerate(rows, 1):
            if any(link.material in materials for link in row.links):
                title = open_title(row)
                lines.append(f"{word}第{number}项" + (f"　{title}" if title else ""))
    return lines


def _tab_of(entry: PlannedEntry, tab: str) -> bool:
    return entry.late if tab == LATE_TAB else entry.row.tab.startswith(tab) and not entry.late


def open_title(row: Achievement | Work) -> str:
    """Return the title that may stand on paper (D-7)."""
    return (
        row.open_title if row.openness in (Openness.DESENSITISED, Openness.WITHHELD) else row.title
    )
