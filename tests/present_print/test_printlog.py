# SPDX-License-Identifier: MulanPSL-2.0
"""打印台账 without a screen: every sheet has a place, and the balance says so."""

from __future__ import annotations

import pytest

from app.kernel.errors import UserError
from app.present.prints.printlog import PrintLogPresenter
from app.vault.register import PrintEntry
from tests.helpers.desk import at_desk


@pytest.fixture
def log(tmp_path):
    """A register with one printing of six sheets."""
    with at_desk(tmp_path) as session:
        session.vault.register_print(
            PrintEntry("评审表", "draft", 12, 6, "李某（虚构）", printer="练习机")
        )
        yield PrintLogPresenter(session)


def test_printed_sheets_are_in_hand_until_somebody_says_where_they_went(log):
    """A new printing stands as 在手, and the balance counts its sheets."""
    assert log.state.lines[0].fate == "在手"
    assert log.state.balance.startswith("印出 6 张")
    assert "在手 6" in log.state.balance


def test_a_fate_takes_sheets_out_of_the_hand(log):
    """销毁 of two leaves four in hand, and the line says so."""
    log.note(1, "destroyed", "2", "碎纸机（虚构）")
    assert log.state.lines[0].fate == "销毁 2 张"
    assert "销毁 2" in log.state.balance
    assert "在手 4" in log.state.balance


@pytest.mark.parametrize("typed", ["", "0", "两", "-1"])
def test_no_sheets_is_a_message_and_no_entry(log, typed):
    """A count that is no whole number above 0 changes nothing."""
    with pytest.raises(UserError, match="PRINTLOG-SHEETS"):
        log.note(1, "bound", typed, "")
    assert log.state.lines[0].fate == "在手"


def test_more_sheets_than_are_in_hand_are_refused(log):
    """The register never goes below zero."""
    with pytest.raises(UserError, match="VAULT-PRINT-SHEETS"):
        log.note(1, "bound", "7", "")
