# SPDX-License-Identifier: MulanPSL-2.0
"""Start to first window beside the floor: an empty window of the same interpreter in the same run."""

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
RUNS = 7

FLOOR = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.show()
application.processEvents()
"""

FIRST_WINDOW = """
from app.kernel import nonet
nonet.install()
from app.kernel import hardening
hardening.harden()
from ui.application import UNLOCK_TASKS, Start
from app.present.entry.startup import PreferenceStore
start = Start([], PreferenceStore())
for task in UNLOCK_TASKS:
    task(start)
start.application.processEvents()
"""


def _median(code: str, folder: str) -> float:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", XDG_CONFIG_HOME=folder, HOME=folder)
    # An installed program is compiled once; so is this one, by the run that is not counted.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = folder
    taken = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True
        )
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[1:])


def rows(long: bool) -> list[BenchRow]:
    """Return start-up beside its floor (platform.md §3: at most 1.5 times)."""
    with tempfile.TemporaryDirectory() as folder:
        floor = _median(FLOOR, folder)
        first = _median(FIRST_WINDOW, folder)
    return [beside("start to first window", first, "s", "empty window", floor, 1.5)]
