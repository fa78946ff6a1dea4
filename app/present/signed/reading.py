# SPDX-License-Identifier: MulanPSL-2.0
"""From files somebody scanned to pages that say what they are; parsed and looked at in confined children."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from app.intake import FoundCode, PageRenderer
from app.kernel.errors import Cancelled, UserError
from app.kernel.messages import Message
from app.kernel.progress import Progress
from app.model.materials import Scan
from app.paper.core.sheetcode import SheetCode, read_sheet_code
from app.present.papers.scans import keep_scan, read_scan_file
from app.present.session import Session
from app.present.signed.records import Half, SignedSheet

_MIDDLE = 0.5


@frozen
class ReadSheet:
    """One scanned page, or half of one, and the code on it when there was one."""

    sheet: SignedSheet
    code: SheetCode | None


@frozen
class ReadFiles:
    """What became of several files; ``left`` names those not looked at because the person stopped."""

    sheets: tuple[ReadSheet, ...] = ()
    refused: tuple[Message, ...] = ()
    left: tuple[str, ...] = ()


def read_files(
    session: Session, renderer: PageRenderer, paths: Sequence[Path], progress: Progress
) -> ReadFiles:
    """Read scans one after another; one that is refused does not hold up the others."""
    sheets: list[ReadSheet] = []
    refused: list[Message] = []
    for number, path in enumerate(paths):
        inner = Progress(stop_requested=progress.stop_requested)
        try:
            progress.step(number, len(paths), path.name)
            scan, _ = keep_scan(session, read_scan_file(path), path.name, inner)
            sheets += _sheets(session, renderer, scan, progress)
        except UserError as fault:
            refused.append(fault.message)
        except Cancelled:
            left = tuple(other.name for other in paths[number:])
            return ReadFiles(tuple(sheets), tuple(refused), left)
    return ReadFiles(tuple(sheets), tuple(refused))


def _sheets(
    session: Session, renderer: PageRenderer, scan: Scan, progress: Progress
) -> list[ReadSheet]:
    found: list[ReadSheet] = []
    renderer.open(scan.working, session.vault.evidence(scan.working))
    try:
        for index in range(scan.pages):
            progress.step(index, scan.pages, f"{scan.name} 第 {index + 1} 页")
            found += _page(scan, index, renderer.codes(scan.working, index))
    finally:
        renderer.drop(scan.working)
    return found


def _page(scan: Scan, index: int, codes: Sequence[FoundCode]) -> list[ReadSheet]:
    """Return what one scanned page is: one sheet, or the two pages of a folded one."""
    pages: dict[int, tuple[FoundCode, SheetCode]] = {}
    for code in codes:
        said = read_sheet_code(code.text)
        if said is not None:  # a code found twice is one sheet
            pages.setdefault(said.page, (code, said))
    known = list(pages.values())
    if not known:
        return [ReadSheet(_sheet(scan, index), None)]
    pair = len(known) == 2
    return [
        ReadSheet(_sheet(scan, index, code.turns, _half(code) if pair else Half.WHOLE), said)
        for code, said in (known if pair else known[:1])
    ]


def _sheet(scan: Scan, index: int, turns: int = 0, half: Half = Half.WHOLE) -> SignedSheet:
    return SignedSheet(scan.original, scan.working, index, scan.name, turns, half)


def _half(code: FoundCode) -> Half:
    """Return which half of the upright page a code stands in."""
    across = (code.x, 1 - code.y, 1 - code.x, code.y)[code.turns]
    return Half.LEFT if across < _MIDDLE else Half.RIGHT
