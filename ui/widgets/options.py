# SPDX-License-Identifier: MulanPSL-2.0
"""What Qt tells a delegate about the cell it draws; the binding's stubs leave these attributes out."""

from __future__ import annotations

from typing import Any, cast

from ui.qt import QRect, QStyle, QStyleOption


def rect_of(option: QStyleOption) -> QRect:
    """Return where the cell lies."""
    return cast("QRect", cast("Any", option).rect)


def is_selected(option: QStyleOption) -> bool:
    """Tell whether the cell belongs to what is selected."""
    return _has(option, QStyle.StateFlag.State_Selected)


def is_under_mouse(option: QStyleOption) -> bool:
    """Tell whether the pointer is over the cell."""
    return _has(option, QStyle.StateFlag.State_MouseOver)


def _has(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    return bool(cast("Any", option).state & flag)
