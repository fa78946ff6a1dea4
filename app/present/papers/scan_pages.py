# SPDX-License-Identifier: MulanPSL-2.0
"""The pages of a material's scans: turned, left out, moved, put back; the files stay as they came."""

from __future__ import annotations

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.kernel.ids import new_id
from app.model.materials import MaterialEntry, Scan
from app.model.operations import SetValue
from app.present.presenter import Presenter


@frozen
class ScanPage:
    """One bound page.

    Attributes:
        scan: the file it is in.
        position: place among the bound pages of that file, from 0.
        number: place among all pages of the material, from 1.
        turns: quarter turns clockwise.
    """

    scan: Scan
    position: int
    number: int
    turns: int

    @property
    def key(self) -> str:
        """Return what tells one page from another, whatever its place."""
        return f"{self.scan.id}.{self.scan.bound_pages()[self.position][0]}"


class ScanPages(Presenter):
    """Intents on the pages of one material; every one is an operation and can be undone."""

    def pages(self, entry_id: str) -> tuple[ScanPage, ...]:
        """Return all bound pages of a material in binding order."""
        found: list[ScanPage] = []
        for scan in self._entry(entry_id).scans:
            for position, (_index, turns) in enumerate(scan.bound_pages()):
                found.append(ScanPage(scan, position, len(found) + 1, turns))
        return tuple(found)

    def left_out(self, entry_id: str) -> int:
        """Return how many pages of the files are not bound."""
        return sum(s.pages - len(s.bound_pages()) for s in self._entry(entry_id).scans)

    def turn(self, entry_id: str, number: int) -> None:
        """Turn one page a quarter clockwise."""
        page = self._page(entry_id, number)
        index = page.scan.bound_pages()[page.position][0]
        turns = list(page.scan.rotations or (0,) * page.scan.pages)
        turns[index] = (turns[index] + 1) % 4
        changed = attrs.evolve(page.scan, rotations=tuple(turns))
        self._replace(entry_id, changed, f"转正第 {number} 页")

    def leave_out(self, entry_id: str, number: int) -> None:
        """Leave one page out of the volume; raises UserError SCAN-LAST-PAGE for the only one of a file."""
        page = self._page(entry_id, number)
        order = [index for index, _turns in page.scan.bound_pages()]
        if len(order) == 1:
            raise UserError("SCAN-LAST-PAGE", name=page.scan.name)
        del order[page.position]
        self._replace(entry_id, attrs.evolve(page.scan, order=tuple(order)), f"去掉第 {number} 页")

    def put_back(self, entry_id: str) -> None:
        """Bind every page of every file again, in the order of the files."""
        scans = tuple(attrs.evolve(scan, order=()) for scan in self._entry(entry_id).scans)
        self._set(entry_id, scans, "放回去掉的页")

    def move(self, entry_id: str, number: int, by: int) -> int:
        """Move a page one place; at the edge of its file the whole file moves. Returns its new number."""
        page = self._page(entry_id, number)
        order = [index for index, _turns in page.scan.bound_pages()]
        aim = page.position + by
        if 0 <= aim < len(order):
            order[page.position], order[aim] = order[aim], order[page.position]
            self._replace(entry_id, attrs.evolve(page.scan, order=tuple(order)), "移动扫描页")
        else:
            self._move_file(entry_id, page.scan, by)
        return next((p.number for p in self.pages(entry_id) if p.key == page.key), number)

    def _move_file(self, entry_id: str, scan: Scan, by: int) -> None:
        scans = list(self._entry(entry_id).scans)
        here = next(n for n, other in enumerate(scans) if other.id == scan.id)
        if 0 <= here + by < len(scans):
            scans[here], scans[here + by] = scans[here + by], scans[here]
            self._set(entry_id, tuple(scans), "移动扫描件")

    def remove(self, entry_id: str, scan_id: str) -> None:
        """Take a file off the material; undo brings it back."""
        scans = self._entry(entry_id).scans
        gone = next(scan for scan in scans if scan.id == scan_id)
        kept = tuple(scan for scan in scans if scan.id != scan_id)
        self._set(entry_id, kept, f"取下扫描件“{gone.name}”")

    def pair(self, entry_id: str, number: int) -> tuple[ScanPage, ScanPage]:
        """Return a page and the one after it; raises UserError SCAN-NO-SECOND for the last page."""
        upper = self._page(entry_id, number)
        pages = self.pages(entry_id)
        if number >= len(pages):
            raise UserError("SCAN-NO-SECOND")
        return upper, pages[number]

    def put_together(self, entry_id: str, pair: tuple[ScanPage, ScanPage], joined: Scan) -> None:
        """Bind one page with both sides in place of the two; undo brings them back."""
        scans: list[Scan] = []
        for scan in self._entry(entry_id).scans:
            if scan.id == pair[0].scan.id:
                scans += [*_without(scan, pair, before=True), joined]
                scans += _without(scan, pair, before=False)
            else:
                scans += _without(scan, pair)
        self._set(entry_id, tuple(scans), "正反面合到一页")

    def _page(self, entry_id: str, number: int) -> ScanPage:
        pages = self.pages(entry_id)
        if not 1 <= number <= len(pages):
            raise UserError("SCAN-NO-PAGE")
        return pages[number - 1]

    def _entry(self, entry_id: str) -> MaterialEntry:
        return self.session.checklist.row(entry_id).entry

    def _replace(self, entry_id: str, scan: Scan, name: str) -> None:
        scans = self._entry(entry_id).scans
        self._set(entry_id, tuple(scan if other.id == scan.id else other for other in scans), name)

    def _set(self, entry_id: str, scans: tuple[Scan, ...], name: str) -> None:
        self.session.apply(SetValue(f"materials.{entry_id}.scans", scans, name))


def _without(
    scan: Scan, pair: tuple[ScanPage, ScanPage], *, before: bool | None = None
) -> list[Scan]:
    """Return what stays bound of a file: all of it, or the part before or after the upper side."""
    upper = pair[0]
    gone = {page.position for page in pair if page.scan.id == scan.id}
    if not gone and before is None:
        return [scan]
    order = [index for index, _turns in scan.bound_pages()]
    kept = [
        index
        for position, index in enumerate(order)
        if position not in gone and (before is None or (position < upper.position) == before)
    ]
    if not kept:
        return []
    part = attrs.evolve(scan, order=tuple(kept))
    # Two parts of one file are two entries of the list, and each wants a name of its own.
    return [attrs.evolve(part, id=new_id()) if before is False else part]
