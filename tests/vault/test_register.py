# SPDX-License-Identifier: MulanPSL-2.0
"""The register of printed sheets: every sheet numbered, the balance always true (D-9)."""

from __future__ import annotations

import contextlib

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.vault.connection import DatabaseError
from app.vault.register import PrintEntry, PrintNote
from app.vault.vault import Vault
from tests.helpers.vaults import CLOCK, make

PRINT = PrintEntry(
    what="评审表", state="formal", pages=12, sheets=6, actor="李测试", document="d1", copies=1,
    copy_number="1", version=2, printer="前台", destination="单位人事", purpose="报送", digest="a" * 64,
)  # fmt: skip


def code(call, *arguments) -> str:
    with pytest.raises(UserError) as refused:
        call(*arguments)
    assert str(refused.value)
    return refused.value.code


def test_printings_are_numbered_without_gaps(folder, keys):
    """Numbers go on over sessions; an entry comes back as it was entered, stamped with the time."""
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        assert vault.next_print_number() == 1
        assert vault.register_print(PRINT) == 1
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        assert vault.register_print(evolve(PRINT, number=2, state="draft")) == 2
        assert vault.prints()[0] == evolve(PRINT, number=1, at=CLOCK.now().isoformat())
        assert [entry.number for entry in vault.prints()] == [1, 2]
        assert vault.events(limit=100)[-1].detail["number"] == 2


@pytest.mark.parametrize("number", [2, 7, -1])
def test_a_number_that_is_not_the_next_is_refused(vault, number):
    """The number on the paper and in the register are the same or nothing is entered."""
    assert code(vault.register_print, evolve(PRINT, number=number)) == "VAULT-PRINT-NUMBER"
    assert vault.prints() == []


def test_what_became_of_sheets_is_added_never_changed(vault):
    """Later notes stand beside the entry; the entry itself stays."""
    vault.register_print(PRINT)
    vault.note_print(PrintNote(1, "spoiled", 1, "李测试", "卡纸"))
    vault.note_print(PrintNote(1, "destroyed", 1, "王测试"))
    vault.note_print(PrintNote(1, "bound", 5, "李测试"))
    assert [(note.kind, note.sheets) for note in vault.print_notes(1)] == [
        ("spoiled", 1),
        ("destroyed", 1),
        ("bound", 5),
    ]
    balance = vault.print_balance()
    assert (
        balance.printed,
        balance.bound,
        balance.destroyed,
        balance.spoiled,
        balance.in_hand,
    ) == (6, 5, 1, 1, 0)
    with pytest.raises(DatabaseError, match="append-only"):
        vault._database.write(lambda c: c.execute("UPDATE prints SET sheets = 1"))


@pytest.mark.parametrize("sheets", [0, -1, 7])
def test_more_sheets_than_there_are_cannot_leave(vault, sheets):
    """A count that cannot be is refused with what is left."""
    vault.register_print(PRINT)
    assert (
        code(vault.note_print, PrintNote(1, "handed_over", sheets, "李测试"))
        == "VAULT-PRINT-SHEETS"
    )
    assert code(vault.note_print, PrintNote(9, "bound", 1, "李测试")) == "VAULT-NO-PRINT"
    assert vault.print_notes(1) == []


FATES = st.sampled_from(["spoiled", "bound", "handed_over", "destroyed", "unexplained"])


def test_the_balance_always_holds(tmp_path):
    """Whatever is noted in whatever order: printed = bound + handed over + destroyed + in hand + unexplained."""
    created = make(tmp_path / "vault")
    with Vault.open(tmp_path / "vault", created.keys, clock=CLOCK) as vault:

        @given(st.integers(1, 9), st.lists(st.tuples(FATES, st.integers(0, 5)), max_size=6))
        def holds(sheets, fates):
            number = vault.register_print(evolve(PRINT, number=0, sheets=sheets))
            for kind, count in fates:
                with contextlib.suppress(UserError):
                    vault.note_print(PrintNote(number, kind, count, "李测试"))
            balance = vault.print_balance()
            out = balance.bound + balance.handed_over + balance.destroyed + balance.unexplained
            assert balance.printed == out + balance.in_hand
            assert balance.in_hand >= 0
            assert balance.printed == sum(entry.sheets for entry in vault.prints())

        holds()
