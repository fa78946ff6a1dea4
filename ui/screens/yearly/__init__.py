# SPDX-License-Identifier: MulanPSL-2.0
"""模板与日历 (ux S37): one first page, and a page a part."""

from __future__ import annotations

from ui.screens.yearly.screen import open_screen

__all__ = ["open_screen"]
