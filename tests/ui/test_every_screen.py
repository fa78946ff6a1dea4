# SPDX-License-Identifier: MulanPSL-2.0
"""Every screen of every desk at the sizes of ux 4.3: nothing clipped, nothing over anything, all named."""

from __future__ import annotations

import pytest

from app.model.declaration import Declaration
from app.model.people import Basics
from app.model.unit import Unit
from app.present.session import Role
from tests.helpers.desk import ANSWERS, at_desk
from tests.helpers.geometry import (
    assert_named,
    assert_no_overlap,
    assert_nothing_clipped,
)
from tests.helpers.vaults import event
from tests.helpers.windows import finish, windows
from ui.screens import SCREENS

SIZES = [(1366, 688, 16), (1093, 534, 16), (911, 432, 16), (1366, 688, 24)]
LONG = "阿拉坦其其格·敖登其木格·孟和巴雅尔（虚构）"


@pytest.fixture
def desk(tmp_path):
    """A vault of a unit with one person under a long name."""
    person = Declaration(route=ANSWERS, basics=Basics(name=LONG), submitted_on="2026-06-14")
    with at_desk(tmp_path, person) as session:
        session.vault.save_unit(Unit(name="赤峰市虚构水利技术研究所（虚构）"), event("unit"))
        yield session


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("role", list(Role))
def test_no_screen_is_cut_at_any_size(application, desk, role, size):
    """All screens of a desk, those reached from others too, one after another in one window."""
    width, height, base = size
    desk.role = role
    faults = []
    with windows() as shown:
        shell = shown(desk, width, height, base)
        for entry in (each for each in SCREENS if role in each.roles):
            assert shell.go(entry.name)
            finish(shell)
            for check in (assert_nothing_clipped, assert_no_overlap, assert_named):
                try:
                    check(shell.current)
                except AssertionError as fault:
                    faults.append(f"{entry.name}: {fault}")
    assert faults == []


@pytest.mark.parametrize("role", list(Role))
def test_no_screen_fails_while_nobody_is_in_hand(application, tmp_path, role):
    """A desk just opened has nobody in hand: what shows one person leads to the desk's first screen."""
    with at_desk(tmp_path, empty=True, role=role) as session, windows() as shown:
        session.vault.save_unit(Unit(name="虚构研究所"), event("unit"))
        shell = shown(session)
        shell.go(shell.entries[0].name)
        for entry in (each for each in SCREENS if role in each.roles):
            assert shell.go(entry.name)
            finish(shell)
            if entry.of_person:
                assert shell.name == shell.entries[0].name
