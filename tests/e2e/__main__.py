# SPDX-License-Identifier: MulanPSL-2.0
"""``python -m tests.e2e [OUT]``: the journey on a display of its own (Xvfb, openbox when there)."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

SCREEN = "1366x768x24"


def main() -> int:
    """Return the exit code of the journey; 2 when there is no Xvfb."""
    out = sys.argv[1] if len(sys.argv) > 1 else "out/e2e"
    if shutil.which("Xvfb") is None:
        print("Xvfb is wanted for a window nobody looks at", file=sys.stderr)
        return 2
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(
            subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
        )
        stack.callback(server.terminate)
        os.close(write)
        with os.fdopen(read, encoding="ascii") as pipe:
            display = f":{pipe.readline().strip()}"
        environ = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}
        environ |= {"TZ": "Asia/Shanghai", "QT_SCALE_FACTOR": "1"}
        if shutil.which("openbox"):
            manager = stack.enter_context(
                subprocess.Popen(["openbox"], env=environ, stderr=subprocess.DEVNULL)
            )
            stack.callback(manager.terminate)
        done = subprocess.run(
            [sys.executable, "-m", "tests.e2e.journey", out],
            env=environ,
            cwd=Path(__file__).parents[2],
            check=False,
        )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
