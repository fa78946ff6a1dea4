# SPDX-License-Identifier: MulanPSL-2.0
"""Start to first window beside the floor: an empty window of the same interpreter in the same run.

Both are stopped when their window has been painted: taking a process apart is no part of its start.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.rows import BenchRow, beside

ROOT = Path(__file__).resolve().parents[2]
RUNS = 9

FLOOR = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.show()
application.processEvents()
import os
os._exit(0)
"""

FIRST_WINDOW = """
from app.kernel import nonet
nonet.install()
import gc
gc.disable()
from app.kernel import hardening
hardening.harden()
from ui.application import UNLOCK_TASKS, Start
from app.present.entry.startup import PreferenceStore
start = Start([], PreferenceStore())
for task in UNLOCK_TASKS:
    task(start)
start.application.processEvents()
import os
os._exit(0)
"""


def _medians(folder: str, *codes: str) -> tuple[float, ...]:
    """Return the median of each start, in seconds; the starts are taken in turns."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", XDG_CONFIG_HOME=folder, HOME=folder)
    # An installed program is compiled once; so is this one, by the run that is not counted.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = folder
    taken: list[list[float]] = [[] for _ in codes]
    for _ in range(RUNS + 1):
        for each, code in zip(taken, codes, strict=True):
            start = time.perf_counter()
            command = [sys.executable, "-c", code]
            subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
            each.append(time.perf_counter() - start)
    return tuple(statistics.median(each[1:]) for each in taken)


def rows(long: bool) -> list[BenchRow]:
    """Return start-up beside its floor (platform.md §3: at most 1.5 times)."""
    with tempfile.TemporaryDirectory() as folder:
        floor, first = _medians(folder, FLOOR, FIRST_WINDOW)
    return [beside("start to first window", first, "s", "empty window", floor, 1.5)]
