# SPDX-License-Identifier: MulanPSL-2.0
"""Where the proof of an achievement or a paper is bound: 见第37—41页."""

from __future__ import annotations

from collections.abc import Sequence

from app.model.codes import Openness
from app.model.declaration import Declaration
from app.model.work import Achievement, EvidenceLink, Work
from app.paper.volume.plan import LATE_TAB, PacketPlan, PlannedEntry

KEPT_BY_UNIT = "单位留存备查"


def page_references(plan: PacketPlan, declaration: Declaration) -> dict[str, str]:
    """Return the words for every achievement and paper, and for every single link, by id.

    A row whose evidence the unit keeps reads 单位留存备查, with the page of that certificate when
    it is bound. Rows and links without a bound page are left out: nothing is promised.
    """
    words: dict[str, str] = {}
    labels = plan.all_labels()
    for row in _rows(declaration):
        ranges = []
        for link in row.links:
            found = _range(labels.get(link.material, ()), link)
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


Ends = tuple[str, str]


def _range(labels: Sequence[str], link: EvidenceLink) -> Ends | None:
    """Return the first and last page a link means, as they stand on paper; None when not bound."""
    count = len(labels)
    first, last = link.first or 1, link.last or (link.first or count)
    if not 1 <= first <= last <= count:
        return None
    return labels[first - 1], labels[last - 1]


def _words(ranges: list[Ends]) -> str:
    merged: list[Ends] = []
    for first, last in sorted(ranges, key=lambda ends: _order(ends[0])):
        if merged and _order(first) <= (_order(merged[-1][1])[0] + 1, 0):
            merged[-1] = (merged[-1][0], max(last, merged[-1][1], key=_order))
        else:
            merged.append((first, last))
    return "见" + "、".join(f"第{_ends_words(*ends)}页" for ends in merged) if merged else ""


def _order(label: str) -> tuple[int, int]:
    """Return what orders labels: 30 before 30-1 before 31."""
    base, _, after = label.partition("-")
    return int(base or 0), int(after or 0)


def _ends_words(first: str, last: str) -> str:
    return first if first == last else f"{first}—{last}"


def proof_pages(plan: PacketPlan, declaration: Declaration) -> dict[str, tuple[str, ...]]:
    """Return by material the page numbers where the person's name and part can be read."""
    pages: dict[str, set[str]] = {}
    labels = plan.all_labels()
    for row in _rows(declaration):
        for link in row.links:
            shown = labels.get(link.material, ())
            if link.proof_page and link.proof_page <= len(shown):
                pages.setdefault(link.material, set()).add(shown[link.proof_page - 1])
    return {material: tuple(sorted(found, key=_order)) for material, found in pages.items()}


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
