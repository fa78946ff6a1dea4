# SPDX-License-Identifier: MulanPSL-2.0
"""Run the checks of `make test` in order, stop at the first that fails, say how long each took.

.venv/bin/python scripts/check.py [step…]      without names: all of them
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = Path(sys.executable).parent


def steps(scratch: Path) -> dict[str, list[str]]:
    """Return the commands by step name; `scratch` takes what the newcomer path writes."""
    tool = {name: str(TOOLS / name) for name in ("ruff", "mypy", "lint-imports")}
    return {
        "style": [tool["ruff"], "check"],
        "format": [tool["ruff"], "format", "--check", "--quiet"],
        "types": [tool["mypy"]],
        "contract": [tool["lint-imports"], "--no-cache", "--no-logo"],
        # A worker a processor; what one leaves undone the other takes.
        "tests": [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal"],
        "newcomer": [sys.executable, "main.py", "run", "--without-display", "--out", str(scratch)],
    }


def without_display() -> dict[str, str]:
    """Return an environment in which no window can open and text is UTF-8."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return {**kept, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}


def main(names: list[str]) -> int:
    """Return the exit code of the first step that failed, else 0."""
    with tempfile.TemporaryDirectory() as folder:
        known = steps(Path(folder))
        if unknown := [name for name in names if name not in known]:
            print(f"unknown step: {' '.join(unknown)}; known: {' '.join(known)}", file=sys.stderr)
            return 2
        took: list[str] = []
        for name in names or known:
            print(f"==> {name}", flush=True)
            started = time.monotonic()
            done = subprocess.run(
                known[name],
                cwd=ROOT,
                env=without_display(),
                stdin=subprocess.DEVNULL,
                check=False,
            )
            took.append(f"{name} {time.monotonic() - started:.1f} s")
            if done.returncode != 0:
                print(f"==> {name} failed ({' · '.join(took)})", file=sys.stderr)
                return done.returncode
    print(f"==> all passed: {' · '.join(took)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
