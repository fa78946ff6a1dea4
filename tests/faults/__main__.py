# SPDX-License-Identifier: MulanPSL-2.0
"""All long campaigns one after another: ``python -m tests.faults`` (``make soak``)."""

from __future__ import annotations

import subprocess
import sys

CAMPAIGNS = (
    "tests.faults.soak_vault",
    "tests.faults.soak_intake",
    "tests.faults.soak_foreign",
)


def main() -> int:
    """Run every campaign; returns 1 when one of them found something."""
    results = [
        subprocess.run([sys.executable, "-m", name], check=False).returncode for name in CAMPAIGNS
    ]
    return int(any(results))


if __name__ == "__main__":
    sys.exit(main())
