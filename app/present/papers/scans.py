# SPDX-License-Identifier: MulanPSL-2.0
"""From files somebody chose to evidence in the vault; parsed only in the worker.

Reading runs beside the window; what was read is hung on the material by the window's own thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from app.intake import Raster, inspect_scan, join_sides
from app.kernel.errors import Cancelled, UserError
from app.kernel.messages import Message
from app.kernel.progress import Progress
from app.model.materials import Scan
from app.present.papers.scan_pages import ScanPage
from app.present.session import Session

LARGEST = 300 * 1024 * 1024


@frozen
class TakenIn:
    """What became of several files.

    Attributes:
        scans: kept in the vault, in the order chosen; not yet on a material.
        notes: advice about pages, one line each.
        refused: why a file was not taken, one message a file.
        left: names of the files not looked at because the person stopped.
    """

    scans: tuple[Scan, ...] = ()
    notes: tuple[str, ...] = ()
    refused: tuple[Message, ...] = ()
    left: tuple[str, ...] = ()


def read_scan_file(path: Path) -> bytes:
    """Return the bytes of a file somebody chose; raises UserError SCAN-READ, SCAN-LARGE (over 300 MiB)."""
    try:
        if path.stat().st_size > LARGEST:
            raise UserError("SCAN-LARGE", name=path.name)
        return path.read_bytes()
    except OSError as fault:
        raise UserError("SCAN-READ", name=path.name, reason=fault.strerror or "") from None


def keep_scan(
    session: Session, data: bytes, name: str, progress: Progress
) -> tuple[Scan, tuple[str, ...]]:
    """Return the scan kept in the vault and the advice about its pages.

    Raises:
        UserError: INTAKE-… when the file is refused; nothing is kept.
        Cancelled: the person stopped it; nothing is kept.
    """
    accepted = inspect_scan(data, name, progress)
    original = session.vault.put_evidence(data, accepted.media)
    working = session.vault.put_evidence(accepted.working, "pdf")
    notes = tuple(f"{accepted.name}：{note.one_line()}" for note in accepted.notes)
    return Scan(original, working, accepted.name, accepted.media, len(accepted.pages)), notes


def take_in(session: Session, paths: Sequence[Path], progress: Progress) -> TakenIn:
    """Read several files one after another; one that is refused does not hold up the others."""
    scans: list[Scan] = []
    notes: list[str] = []
    refused: list[Message] = []
    for number, path in enumerate(paths):
        inner = Progress(stop_requested=progress.stop_requested)
        try:
            progress.step(number, len(paths), path.name)
            scan, advice = keep_scan(session, read_scan_file(path), path.name, inner)
        except UserError as fault:
            refused.append(fault.message)
        except Cancelled:
            left = tuple(other.name for other in paths[number:])
            return TakenIn(tuple(scans), tuple(notes), tuple(refused), left)
        else:
            scans.append(scan)
            notes.extend(advice)
    return TakenIn(tuple(scans), tuple(notes), tuple(refused))


def join_pages(session: Session, upper: ScanPage, lower: ScanPage, progress: Progress) -> Scan:
    """Return two pages put on one, kept in the vault; the files they came from stay there too.

    Raises:
        UserError: INTAKE-… when the pages cannot be read; Cancelled: the person stopped it.
    """
    files = [session.vault.evidence(page.scan.working) for page in (upper, lower)]
    halves = [
        (number, page.scan.bound_pages()[page.position][0], page.turns)
        for number, page in enumerate((upper, lower))
    ]
    made = join_sides(files, halves, upper.scan.name, progress)
    working = session.vault.put_evidence(made.working, "pdf", original=upper.scan.original)
    others = (*upper.scan.others, lower.scan.original, *lower.scan.others)
    kept = tuple(dict.fromkeys(each for each in others if each != upper.scan.original))
    return Scan(upper.scan.original, working, upper.scan.name, "pdf", 1, others=kept)


def used_already(session: Session, scan: Scan) -> str:
    """Return the name of the material that holds the same file, or an empty text."""
    for row in session.checklist.rows:
        if any(
            other.original == scan.original and other.id != scan.id for other in row.entry.scans
        ):
            return str(row.name)
    return ""


def turned(raster: Raster, quarters: int) -> Raster:
    """Return a picture turned clockwise by quarters of a circle."""
    for _quarter in range(quarters % 4):
        raster = _quarter_turned(raster)
    return raster


def _quarter_turned(raster: Raster) -> Raster:
    width, height = raster.height, raster.width
    stride = (width * 3 + 3) // 4 * 4
    rows = bytearray(stride * height)
    used = memoryview(raster.pixels)[: raster.stride * raster.height]
    for column in range(raster.width):
        start = column * stride
        for channel in range(3):
            rows[start + channel : start + width * 3 : 3] = used[
                column * 3 + channel :: raster.stride
            ][::-1]
    return Raster(width, height, stride, bytes(rows))
