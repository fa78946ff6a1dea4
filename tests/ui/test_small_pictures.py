# SPDX-License-Identifier: MulanPSL-2.0
"""Small pictures of pages: drawn one after another, and one at fault never keeps the others from being drawn."""

from __future__ import annotations

import pytest

from tests.helpers.windows import finish
from ui.preview.pictures import Picture, PictureModel
from ui.qt import Qt


@pytest.mark.expected_log
def test_a_page_at_fault_leaves_the_others_to_be_drawn(shell) -> None:
    """A bug in drawing the newest wish is told by number; the page asked for before it still comes."""
    drawn: list[str] = []

    def sound(_width: int) -> None:
        drawn.append("sound")

    def broken(_width: int) -> None:
        raise ZeroDivisionError

    window = shell()
    model = PictureModel(window.context, 60)
    pages = (("a", sound), ("b", broken), ("c", sound))
    model.replace([Picture(key, key, key, draw=draw) for key, draw in pages])
    for row in (1, 0, 2):
        model.data(model.index(row, 0), Qt.ItemDataRole.DecorationRole)
    finish(window)
    assert drawn == ["sound", "sound"]
