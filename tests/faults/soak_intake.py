# SPDX-License-Identifier: MulanPSL-2.0
"""Long run over damaged files: each ends in an answer within its limits, the parent untouched.

``make soak`` runs it; by hand: ``python tests/faults/soak_intake.py [files]``. It counts what became
of each file, stops itself and appends one line to ``docs/soak.md``.
"""

from __future__ import annotations

import collections
import os
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.intake import inspect_scan
from app.kernel.clock import SystemClock
from app.kernel.errors import UserError
from tests.helpers import hostile_files as make

FILES = 240
PAGE_SECONDS = 5.0
REPORT = ROOT / "docs" / "soak.md"


def _seeds():
    """Return whole files of each kind that damage starts from."""
    small = make.page_picture(620, 877)
    return [
        ("a.jpg", make.jpeg(small)),
        ("a.jpg", make.jpeg(small, progressive=True)),
        ("a.jpg", make.jpeg(small.convert("CMYK"))),
        ("a.png", make.png(small)),
        ("a.png", make.png(small.quantize(16), transparency=0)),
        ("a.pdf", make.scanned_pdf(make.jpeg(small), 2)),
        ("a.pdf", make.pdf(3, make.active)),
        ("a.pdf", make.pdf(3, object_stream_mode=2)),
    ]


def run(count):
    """Feed damaged files to children of their own; return outcomes, faults and the slowest answer."""
    seeds, outcomes, faults, slowest = _seeds(), collections.Counter(), [], 0.0
    for seed in range(count):
        name, good = seeds[seed % len(seeds)]
        started = time.monotonic()
        try:
            accepted = inspect_scan(make.mutated(good, seed), name, page_seconds=PAGE_SECONDS)
            outcomes["taken in"] += 1
            if not accepted.working.startswith(b"%PDF-"):
                faults.append(f"seed {seed}: working copy is no PDF")
        except UserError as refusal:
            outcomes[refusal.code] += 1
        except Exception as fault:  # noqa: BLE001 - the soak counts whatever else comes out
            faults.append(f"seed {seed}: {type(fault).__name__}")
        slowest = max(slowest, time.monotonic() - started)
    return outcomes, faults, slowest


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0  # noqa: PTH208
    outcomes, faults, slowest = run(count)
    after = len(os.listdir("/proc/self/fd")) if before else 0  # noqa: PTH208
    if after > before:
        faults.append(f"{after - before} descriptors left open")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    told = ", ".join(f"{name} {number}" for name, number in outcomes.most_common())
    line = (
        f"- {SystemClock().today().isoformat()} intake: {count} damaged files, {len(faults)} faults; {told}; "
        f"slowest {slowest:.1f} s, largest child {peak} MiB."
    )
    print(line, *faults, sep="\n")
    heading = "" if REPORT.exists() else "# Soak runs\n\nOne line a run, newest last.\n\n"
    with REPORT.open("a", encoding="utf-8") as stream:
        stream.write(heading + line + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
