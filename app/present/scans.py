# SPDX-License-Identifier: MulanPSL-2.0
"""From a file somebody chose to evidence in the vault; parsed only in the worker."""

from __future__ import annotations

from pathlib import Path

from app.intake import inspect_scan
from app.kernel.digest import sha256_hex
from app.kernel.errors import UserError
from app.kernel.progress import Progress
from app.model.materials import Scan
from app.present.session import Session

LARGEST = 300 * 1024 * 1024


def read_scan_file(path: Path) -> bytes:
    """Return the bytes of a file somebody chose; raises UserError SCAN-READ, SCAN-LARGE (over 300 MiB)."""
    try:
        if path.stat().st_size > LARGEST:
            raise UserError("SCAN-LARGE", name=path.name)
        return path.read_bytes()
    except OSError as fault:
        raise UserError("SCAN-READ", name=path.name, reason=fault.strerror or "") from None


def attach_scan(
    session: Session, data: bytes, name: str, progress: Progress
) -> tuple[Scan, tuple[str, ...]]:
    """Return the scan kept in the vault and the advice about its pages.

    Raises:
        UserError: INTAKE-… when the file is refused; nothing is kept.
        Cancelled: the person stopped it; nothing is kept.
    """
    progress.step(0, 3, name)
    accepted = inspect_scan(data, name, progress)
    progress.step(1, 3, name)
    duplicate = _used_already(session, sha256_hex(data))
    original = session.vault.put_evidence(data, accepted.media)
    working = session.vault.put_evidence(accepted.working, "pdf")
    progress.step(3, 3, name)
    notes = tuple(note.one_line() for note in accepted.notes)
    if duplicate:
        notes = (f"同一个文件已经附在“{duplicate}”上了。", *notes)
    scan = Scan(original, working, accepted.name, accepted.media, len(accepted.pages))
    return scan, notes


def _used_already(session: Session, digest: str) -> str:
    for row in session.checklist.rows:
        if any(scan.original == digest for scan in row.entry.scans):
            return str(row.name)
    return ""
