# SPDX-License-Identifier: MulanPSL-2.0
"""A volume of 300-dpi scans beside a copy of the same bytes, and the memory it takes at three sizes (printing.md)."""

from __future__ import annotations

import io
import itertools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from app.paper.volume.packet import plan_packet, write_packet
from tests.bench import volume_child
from tests.bench.rows import BenchRow, beside, seconds
from tests.helpers import paper_double as double

PAGES, LARGER = 300, (1_000, 2_000)
MOST_MB = 100.0  # whatever the size


def rows(long: bool) -> list[BenchRow]:
    """Return speed and size at 300 pages, memory there and at larger sizes."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        scans = base / "scans"
        scans.mkdir()
        _write_scans(scans, PAGES // volume_child.A_MATERIAL)
        found = _volume(base, scans)
        found += [_memory(base, scans, pages) for pages in (PAGES, *LARGER[: 2 if long else 1])]
    return found


def _volume(base: Path, scans: Path) -> list[BenchRow]:
    listed = volume_child.listed(PAGES)
    names = [scan.working for row in listed for scan in row.entry.scans]
    context = double.context()
    plan = plan_packet(context, listed)
    target = base / "volume.pdf"

    def write() -> None:
        with target.open("wb") as stream:
            write_packet(plan, context, lambda digest: (scans / digest).read_bytes(), stream)

    def copy() -> None:
        with (base / "copy").open("wb") as stream:
            for name in names:
                with (scans / name).open("rb") as source:
                    shutil.copyfileobj(source, stream, 1 << 20)

    write()
    copy()
    # In turns: the disk is still busy with what was written before, for the one as for the other.
    turns = [(seconds(copy, times=1), seconds(write, times=1)) for _ in range(7)]
    floor, took = (statistics.median(column) for column in zip(*turns, strict=True))
    size = sum((scans / name).stat().st_size for name in names)
    grown = target.stat().st_size / size
    title = f"volume of {PAGES} scans ({size / 1e6:.0f} MB)"
    return [
        beside(title, took, "s", "byte copy", floor, 2.0),
        BenchRow("size of that volume over its scans", round(grown, 4), "×", goal=1.02),
    ]


def _memory(base: Path, scans: Path, pages: int) -> BenchRow:
    """Measure the largest memory of a process that does nothing but write a volume."""
    for material in range(PAGES // volume_child.A_MATERIAL, pages // volume_child.A_MATERIAL):
        for part in range(len(volume_child.PARTS)):
            name = volume_child.name_of(material % (PAGES // volume_child.A_MATERIAL), part)
            again = scans / volume_child.name_of(material, part)
            if not again.exists():
                os.link(scans / name, again)
    command = [sys.executable, "-m", volume_child.__name__, str(scans), str(pages)]
    command.append(str(base / "volume.pdf"))
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return BenchRow(
        f"memory of writing {pages} pages", round(float(done.stdout)), "MB", goal=MOST_MB
    )


def _write_scans(folder: Path, materials: int) -> None:
    """Write working copies by material: two of one page and one of eight; no two pictures are equal."""
    sheet = Image.effect_noise((2480, 3508), 24).convert("L")
    stream = io.BytesIO()
    sheet.save(stream, "JPEG", quality=18)
    jpeg, counter = stream.getvalue(), itertools.count()

    def picture() -> bytes:
        note = f"{next(counter):08d}".encode()
        return jpeg[:2] + b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note + jpeg[2:]

    for material in range(materials):
        for part, count in enumerate(volume_child.PARTS):
            pictures = [picture() for _ in range(count)]
            copy = double.wrapped(pictures, [(210.0, 297.0)] * count, [(2480, 3508)] * count)
            (folder / volume_child.name_of(material, part)).write_bytes(copy)
