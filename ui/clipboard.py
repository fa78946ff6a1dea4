# SPDX-License-Identifier: MulanPSL-2.0
"""Copying out of the vault: what was copied does not lie about for ever."""

from __future__ import annotations

from ui.qt import QApplication, QTimer

CLEARED_AFTER = 60_000
"""Milliseconds after which the clipboard is emptied, if it still holds what was copied (ux 5.9)."""


def copy_text(text: str, cleared_after: int = CLEARED_AFTER) -> None:
    """Put a text on the clipboard and take it off again after a minute, unless something else lies there."""
    board = QApplication.clipboard()
    board.setText(text)

    def clear() -> None:
        if board.text() == text:
            board.clear()

    QTimer.singleShot(cleared_after, board, clear)
