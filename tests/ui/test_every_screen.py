# SPDX-License-Identifier: MulanPSL-2.0
"""Every screen of every desk at the sizes of ux 4.3: nothing clipped, nothing over anything, all named."""

from __future__ import annotations

import pytest

from app.model.declaration import Declaration
from app.model.people import Basics
from app.model.unit import Unit
from app.present.prints.preview import PreviewPresenter
from app.present.session import Role
from tests.helpers.desk import ANSWERS, at_desk
from tests.helpers.geometry import (
    assert_named,
    assert_no_overlap,
    assert_nothing_clipped,
    settle,
)
from tests.helpers.vaults import event
from ui.qt import QThread
from ui.screens import SCREENS
from ui.shell import Shell
from ui.theme import TextSize

SIZES = [(1366, 688, 16), (1093, 534, 16), (911, 432, 16), (1366, 688, 24)]
LONG = "阿拉坦其其格·敖登其木格·孟和巴雅尔（虚构）"


@pytest.fixture
def desk(tmp_path):
    """A vault of a unit with one person under a long name."""
    person = Declaration(route=ANSWERS, basics=Basics(name=LONG), submitted_on="2026-06-14")
    with at_desk(tmp_path, person) as session:
        session.vault.save_unit(Unit(name="赤峰市虚构水利技术研究所（虚构）"), event("unit"))
        yield session


def rested(shell: Shell) -> None:
    """Wait until what a screen started in the background has come."""
    for _turn in range(400):
        settle(1)
        if not (shell.quick.busy() or shell.tasks.busy() or shell.live.busy()):
            break
        QThread.msleep(10)
    settle(6)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("role", list(Role))
def test_no_screen_is_cut_at_any_size(application, desk, role, size):
    """All screens of a desk, those reached from others too, one after another in one window."""
    width, height, base = size
    desk.role = role
    shell = Shell(desk, TextSize(base))
    shell.resize(width, height)
    shell.show()
    shell.activateWindow()
    settle(8)
    faults = []
    for entry in (each for each in SCREENS if role in each.roles):
        assert shell.go(entry.name)
        rested(shell)
        for check in (assert_nothing_clipped, assert_no_overlap, assert_named):
            try:
                check(shell.current)
            except AssertionError as fault:
                faults.append(f"{entry.name}: {fault}")
    shell.close()
    shell.context.presenter(PreviewPresenter).close()
    shell.deleteLater()
    settle()
    assert faults == []


@pytest.mark.parametrize("role", list(Role))
def test_no_screen_fails_while_nobody_is_in_hand(application, tmp_path, role):
    """A desk just opened has nobody in hand: what shows one person leads to the desk's first screen."""
    with at_desk(tmp_path, empty=True, role=role) as session:
        session.vault.save_unit(Unit(name="虚构研究所"), event("unit"))
        shell = Shell(session, TextSize.STANDARD)
        shell.resize(1366, 688)
        shell.show()
        shell.activateWindow()
        settle(8)
        shell.go(shell.entries[0].name)
        for entry in (each for each in SCREENS if role in each.roles):
            assert shell.go(entry.name)
            rested(shell)
            if entry.of_person:
                assert shell.name == shell.entries[0].name
        shell.close()
        shell.context.presenter(PreviewPresenter).close()
        shell.deleteLater()
        settle()
