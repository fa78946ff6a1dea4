# SPDX-License-Identifier: MulanPSL-2.0
"""How a command answers: JSON or plain lines on standard output, refusals on standard error."""

from __future__ import annotations

import json
import sys
from typing import Any

DONE, BLOCKING_FINDINGS, WRONG_USE, REFUSED = 0, 1, 2, 3


def say(text: str = "") -> None:
    """Write one line for the person."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def say_json(value: Any) -> None:
    """Write one stable JSON document in UTF-8."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def refuse(text: str) -> int:
    """Write one clear line on standard error; returns the exit code of refused input."""
    sys.stderr.write(text + "\n")
    return REFUSED
