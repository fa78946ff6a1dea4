# SPDX-License-Identifier: MulanPSL-2.0
"""How everything looks: tokens, one style sheet, line icons."""

from __future__ import annotations

from ui.theme.icons import icon, paint_icon, pixmap
from ui.theme.sheet import style_sheet
from ui.theme.tokens import HIGH_CONTRAST, LIGHT, Metrics, Palette, TextSize, Theme, theme_for

__all__ = [
    "HIGH_CONTRAST",
    "LIGHT",
    "Metrics",
    "Palette",
    "TextSize",
    "Theme",
    "icon",
    "paint_icon",
    "pixmap",
    "style_sheet",
    "theme_for",
]
