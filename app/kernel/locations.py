# SPDX-License-Identifier: MulanPSL-2.0
"""Where the program's own read-only files lie."""

from __future__ import annotations

import sys
from pathlib import Path


def program_root() -> Path:
    """Return the folder that holds ``resources/``, in a checkout and in a frozen bundle alike."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parents[2]


def resource(*parts: str) -> Path:
    """Return the path of one file or folder under ``resources/``."""
    return program_root().joinpath("resources", *parts)
