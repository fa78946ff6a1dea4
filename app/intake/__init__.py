# SPDX-License-Identifier: MulanPSL-2.0
"""Foreign bytes coming in: everything from outside is parsed in a confined child, never here."""

from __future__ import annotations

from app.intake.levels import SandboxLevel, security_level
from app.intake.renderer import FoundCode, PageRenderer, Raster, to_png
from app.intake.scans import Accepted, PageFacts, inspect_scan, join_sides
from app.intake.slips import inspect_slip

__all__ = [
    "Accepted",
    "FoundCode",
    "PageFacts",
    "PageRenderer",
    "Raster",
    "SandboxLevel",
    "inspect_scan",
    "inspect_slip",
    "join_sides",
    "security_level",
    "to_png",
]
