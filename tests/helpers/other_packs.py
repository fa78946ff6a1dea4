# SPDX-License-Identifier: MulanPSL-2.0
"""Packs that are not the shipped one: a corrected version, the next year's, a broken one."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from app.kernel.locations import resource

Edit = tuple[str, str, str]
CORRECTED: tuple[Edit, ...] = (
    ("pack.toml", "version = 1", "version = 2"),
    ("windows.toml", "report_up = 2026-07-20", "report_up = 2026-07-17"),
    ("materials.toml", 'id = "pledge"', 'id = "pledge_new"'),
)


def other_pack(folder: Path, edits: Sequence[Edit] = CORRECTED) -> Path:
    """Write a copy of the shipped pack with some texts replaced and return its folder."""
    shutil.copytree(resource("policy", "chifeng-2026"), folder)
    for name, old, new in edits:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, (name, old)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder
