# SPDX-License-Identifier: MulanPSL-2.0
"""The register of printed sheets: every sheet numbered, the balance always true (D-9)."""

from __future__ import annotations

import contextlib

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.vault import schema
from app.vault.connection import DatabaseError
from app.vault.print_notes import PrintNote, balance_of
from app.vault.register import PrintEntry
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


FATES = st.sampled_from(
    ["spoiled", "bound", "handed_over", "destroyed", "unexplained", "unprinted", "lent", "returned", "void"]
)  # fmt: skip


def test_the_balance_always_holds(tmp_path):
    """Whatever is noted, lent, given back or reversed in whatever order, the sum comes out and nothing is negative."""
    created = make(tmp_path / "vault")
    with Vault.open(tmp_path / "vault", created.keys, clock=CLOCK) as vault:

        @given(
            st.integers(1, 9),
            st.lists(st.tuples(FATES, st.integers(0, 5), st.integers(0, 9)), max_size=12),
        )
        def holds(sheets, fates):
            number = vault.register_print(evolve(PRINT, number=0, sheets=sheets))
            for kind, count, refers in fates:
                with contextlib.suppress(UserError):
                    vault.note_print(PrintNote(number, kind, count, "李测试", refers=refers))
            of_all = vault.print_balance()
            out = of_all.bound + of_all.handed_over + of_all.destroyed + of_all.unexplained
            assert of_all.printed == out + of_all.in_hand
            assert of_all.sound
            own = balance_of(sheets, vault.print_notes(number))
            assert own.sound
            every = vault.all_print_notes()
            parts = [balance_of(e.sheets, every.get(e.number, ())) for e in vault.prints()]
            assert sum(part.in_hand for part in parts) == of_all.in_hand
            assert sum(part.printed for part in parts) == of_all.printed

        holds()


def test_a_loan_stays_in_hand_and_comes_back_in_parts(vault):
    """What is lent cannot be bound; what came back can; more than was lent never comes back."""
    vault.register_print(PRINT)
    vault.note_print(PrintNote(1, "lent", 4, "李测试", party="赵测试", due="2026-07-01"))
    assert (vault.print_balance().in_hand, vault.print_balance().lent) == (6, 4)
    assert code(vault.note_print, PrintNote(1, "bound", 3, "李测试")) == "VAULT-PRINT-SHEETS"
    assert code(vault.note_print, PrintNote(1, "returned", 1, "李测试")) == "VAULT-PRINT-REFERS"
    vault.note_print(PrintNote(1, "returned", 3, "李测试", refers=1))
    assert (
        code(vault.note_print, PrintNote(1, "returned", 2, "李测试", refers=1))
        == "VAULT-PRINT-SHEETS"
    )
    vault.note_print(PrintNote(1, "bound", 5, "李测试"))
    assert vault.print_balance().lent == 1


def test_an_entry_made_in_error_is_reversed_and_stays_on_record(vault):
    """The reversal names the entry; it cannot be reversed twice, nor while a part of a loan came back."""
    vault.register_print(PRINT)
    vault.note_print(PrintNote(1, "destroyed", 6, "李测试", witness="王测试"))
    vault.note_print(PrintNote(1, "void", 6, "李测试", "写错了印号", refers=1))
    assert vault.print_balance().in_hand == 6
    assert [entry.kind for entry in vault.print_notes(1)] == ["destroyed", "void"]
    again = PrintNote(1, "void", 6, "李测试", "再来一次", refers=1)
    assert code(vault.note_print, again) == "VAULT-PRINT-REFERS"
    vault.note_print(PrintNote(1, "lent", 2, "李测试", party="赵测试"))
    vault.note_print(PrintNote(1, "returned", 1, "李测试", refers=3))
    half_back = PrintNote(1, "void", 2, "李测试", "写错", refers=3)
    assert code(vault.note_print, half_back) == "VAULT-PRINT-REFERS"


def test_sheets_that_never_came_out_are_taken_off_what_was_printed(vault):
    """A job that stopped in the middle printed less than was registered; the sum still comes out."""
    vault.register_print(PRINT)
    vault.note_print(PrintNote(1, "unprinted", 4, "李测试", "打到第 4 页停了"))
    assert (vault.print_balance().printed, vault.print_balance().in_hand) == (2, 2)
    assert code(vault.note_print, PrintNote(1, "bound", 3, "李测试")) == "VAULT-PRINT-SHEETS"


def test_an_older_register_keeps_its_entries_and_learns_to_lend(tmp_path, monkeypatch):
    """A vault from before loans opens with every entry as it was, still closed to changes."""
    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:3])
    monkeypatch.setattr(schema, "VERSION", 3)
    created = make(tmp_path / "old")
    with Vault.open(tmp_path / "old", created.keys.copy(), clock=CLOCK) as vault:
        vault.register_print(PRINT)
        vault._database.write(
            lambda c: c.execute(
                "INSERT INTO print_notes (number, seq, at, kind, sheets, actor, note) "
                "VALUES (1, 1, '2026-06-15T15:02:00', 'bound', 2, '李测试', '第1册')"
            )
        )
    monkeypatch.undo()
    with Vault.open(tmp_path / "old", created.keys, clock=CLOCK) as vault:
        (kept,) = vault.print_notes(1)
        assert (kept.kind, kept.sheets, kept.note, kept.party) == ("bound", 2, "第1册", "")
        vault.note_print(PrintNote(1, "lent", 1, "李测试", party="赵测试"))
        assert vault.print_balance().lent == 1
        with pytest.raises(DatabaseError, match="append-only"):
            vault._database.write(lambda c: c.execute("DELETE FROM print_notes"))
