# SPDX-License-Identifier: MulanPSL-2.0
"""Digit groups with a check digit each: codes that people copy by hand (D-8)."""

from __future__ import annotations

from stdnum.iso7064 import mod_11_10


def with_check_digit(digits: str) -> str:
    """Return the digits followed by their ISO 7064 MOD 11,10 check digit."""
    return digits + mod_11_10.calc_check_digit(digits)


def group_holds(group: str) -> bool:
    """Tell whether a typed group is all digits and its last digit checks the rest."""
    return group.isascii() and group.isdigit() and mod_11_10.is_valid(group)


def first_broken_group(groups: list[str], width: int) -> int | None:
    """Return the index of the first group that is not ``width`` digits with a right check digit."""
    for index, group in enumerate(groups):
        if len(group) != width or not group_holds(group):
            return index
    return None
