# SPDX-License-Identifier: MulanPSL-2.0
"""The only entry: opens the window; with a subcommand does the same work without one."""

from __future__ import annotations

from app.kernel import nonet

nonet.install()

import gc
import sys
from pathlib import Path

from app.kernel import hardening


def main(arguments: list[str]) -> int:
    """Return the exit code: 0 done, 1 findings that block, 2 wrong use, 3 refused input."""
    if arguments[:1] == ["--worker"]:
        from app.intake.worker import worker_main

        return worker_main(arguments[1:])
    hardening.harden()
    if not arguments or arguments[0].startswith(("--window", "--stage-")):
        # While modules are loaded there is nothing to collect; then the window's collector looks.
        gc.disable()
        from ui.application import run

        return run([])
    from app.present.commands.entry import run_command

    return run_command(arguments, _run_practice)


def _run_practice(out: Path, without_display: bool) -> int:
    from ui.newcomer import run_practice

    return run_practice(out, without_display)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
