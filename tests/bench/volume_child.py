# SPDX-License-Identifier: MulanPSL-2.0
"""A process that writes one volume and says the most memory it had, in MB: nothing else is loaded."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from app.model.codes import MaterialState
from app.model.materials import MaterialEntry, Scan
from app.paper.volume.packet import plan_packet, write_packet
from tests.helpers import paper_double as double

PARTS = (1, 1, 8)  # pages of the working copies of one material
A_MATERIAL = sum(PARTS)


def name_of(material: int, part: int) -> str:
    """Return the file of one working copy."""
    return f"scan{material:04d}-{part}.pdf"


def listed(pages: int) -> list[double.Row]:
    """Return materials with that many pages of scans."""
    found = []
    for material in range(pages // A_MATERIAL):
        held = []
        for part, count in enumerate(PARTS):
            name = name_of(material, part)
            held.append(Scan(name, name, name, "pdf", count))
        number = material + 1
        entry = MaterialEntry(f"m{number}", "m", state=MaterialState.READY, scans=tuple(held))
        found.append(double.Row(entry, f"B{number}", number, f"材料{number}"))
    return found


def main(folder: str, pages: str, target: str) -> None:
    """Write a volume of scans from a folder."""
    scans, context = Path(folder), double.context()
    plan = plan_packet(context, listed(int(pages)))
    with Path(target).open("wb") as stream:
        write_packet(plan, context, lambda name: (scans / name).read_bytes(), stream)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
