# SPDX-License-Identifier: MulanPSL-2.0
"""Two hundred foreign files: each is bound into a volume or refused by name, the parent untouched.

``make soak`` runs it; by hand: ``python tests/faults/soak_foreign.py``. It counts what became of
each file and appends one line to ``docs/soak.md``.
"""

from __future__ import annotations

import collections
import io
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.intake import Accepted, inspect_scan
from app.kernel.clock import SystemClock
from app.kernel.errors import UserError
from app.model.codes import MaterialState
from app.model.materials import MaterialEntry, Scan
from app.paper.volume.packet import plan_packet, write_packet
from tests.helpers import pages
from tests.helpers.foreign_files import foreign_files, installed_files
from tests.helpers.paper_double import Row, context

PAGE_SECONDS = 5.0
REPORT = ROOT / "docs" / "soak.md"


def take_in(
    files: Sequence[tuple[str, bytes]],
) -> tuple[list[Accepted], list[UserError], list[str]]:
    """Hand files to children of their own; return what was taken in, refused, and what must not be."""
    taken: list[Accepted] = []
    refused: list[UserError] = []
    faults: list[str] = []
    for name, data in files:
        try:
            taken.append(inspect_scan(data, name, page_seconds=PAGE_SECONDS))
        except UserError as refusal:
            refused.append(refusal)
            said = refusal.message
            if (
                not refusal.code.startswith("INTAKE-")
                or name not in f"{said.title}{said.detail}{said.remedy}"
            ):
                faults.append(f"{name}: refused as {refusal.code} without its name")
        except Exception as fault:  # noqa: BLE001 - the soak counts whatever else comes out
            faults.append(f"{name}: {type(fault).__name__}")
    return taken, refused, faults


def bind(taken: Sequence[Accepted]) -> tuple[bytes, int]:
    """Bind everything that was taken in into volumes; return the file and the sides it should have."""
    store, listed = {}, []
    for number, accepted in enumerate(taken):
        digest = f"{number:03d}"
        store[digest] = accepted.working
        scan = Scan(digest, digest, accepted.name, accepted.media, len(accepted.pages))
        entry = MaterialEntry(f"m{number}", "m", state=MaterialState.READY, scans=(scan,))
        listed.append(Row(entry, f"B{number}", number + 1, accepted.name))
    plan, target = plan_packet(context(), listed), io.BytesIO()
    report = write_packet(plan, context(), store.__getitem__, target)
    planned = sum(len(volume.sides) for volume in plan.volumes)
    assert report.pages == planned
    return target.getvalue(), planned


def structural(volume: bytes) -> list[str]:
    """Return what qpdf finds wrong with the file itself.

    A damaged picture inside a PDF is bound byte for byte, as all pictures are, so that decoding it
    still fails; the page shows what is left of it and the person sees that in the preview.
    """
    found = pages.faults(volume)
    return [line for line in found if "stream data" not in line and "data loss" not in line]


def main() -> int:
    """Run the campaign; returns 1 when a promise was broken."""
    files = [*foreign_files(), *installed_files()]
    started = time.monotonic()
    taken, refused, faults = take_in(files)
    volume, sides = bind(taken)
    faults += [f"volume: {fault}" for fault in structural(volume)]
    if pages.page_count(volume) != sides:
        faults.append("volume: pages are missing")
    counts = collections.Counter(refusal.code for refusal in refused)
    told = ", ".join(f"{code} {number}" for code, number in counts.most_common())
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    line = (
        f"- {SystemClock().today().isoformat()} foreign: {len(files)} files "
        f"({len(files) - len(foreign_files())} of installed packages), {len(faults)} faults; "
        f"bound {len(taken)} on {sides} sides, refused by name {len(refused)} ({told}); "
        f"{time.monotonic() - started:.0f} s, largest child {peak} MiB."
    )
    print(line, *faults, sep="\n")
    with REPORT.open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
