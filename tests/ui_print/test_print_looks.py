# SPDX-License-Identifier: MulanPSL-2.0
"""Geometry of the printing screens: nothing clipped, nothing over anything else, every control named."""

from __future__ import annotations

import pytest

from tests.helpers.geometry import (
    assert_named,
    assert_no_overlap,
    assert_nothing_clipped,
    settle,
)
from tests.helpers.windows import finish

SIZES = [
    (1366, 688, 16),
    (1920, 1000, 16),
    (1093, 534, 16),
    (911, 432, 16),
    (1366, 688, 20),
    (1366, 688, 24),
]


def sound(shell, where: str) -> None:
    """Hold a screen against what a person would complain about."""
    settle(6)
    for check in (assert_nothing_clipped, assert_no_overlap, assert_named):
        try:
            check(shell.current)
        except AssertionError as fault:
            raise AssertionError(f"{where}: {fault}") from None


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_print_centre_is_sound(applicant, window, size):
    """List, preview in its three ways, and calibration, at every size and text size."""
    shell = window(applicant, "print", *size)
    page = shell.current
    sound(shell, "list")
    page._show_right()
    for mode in ("one", "pair", "all"):
        page.book.set_mode(mode)
        finish(shell)
        sound(shell, mode)
    page._show_tab("calibration")
    sound(shell, "calibration")
    assert shell.go("printlog")
    sound(shell, "register")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_units_rolls_are_sound(unit, window, size):
    """Roster as grid and as paper, and the grid of posts, at every size and text size."""
    shell = window(unit, "roster", *size)
    sound(shell, "roster")
    shell.current._show("paper")
    finish(shell)
    sound(shell, "roster as paper")
    assert shell.go("statistics")
    finish(shell)
    sound(shell, "statistics")
