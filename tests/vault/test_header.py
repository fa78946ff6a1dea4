# SPDX-License-Identifier: MulanPSL-2.0
"""The key-slot header: what it keeps, what it refuses, how it survives."""

from __future__ import annotations

import json
import time

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.digest import canonical_json
from app.kernel.errors import UserError
from app.kernel.keys import KEY_BYTES, VaultKeys
from app.vault import files, header
from app.vault.algorithms import WrongKey
from app.vault.header import Anchor, VaultHeader
from app.vault.slots import OWNER, Kdf, Slot, SlotFault, make_slot
from app.vault.unlocking import unlock
from tests.helpers.vaults import passphrase

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
KEYS = VaultKeys(bytearray(range(KEY_BYTES)), bytearray(range(KEY_BYTES, 2 * KEY_BYTES)))
SLOT = make_slot(OWNER, b"secret", KEYS, "0123456789abcdef", Kdf.light())


@given(TEXT, TEXT, st.booleans(), st.integers(0, 1 << 60), st.integers(0, 1 << 60))
def test_a_header_reads_back_as_it_was_written(alias, marking, practice, seq, size):
    """What is sealed parses to the same header and its code holds."""
    made = VaultHeader("0123456789abcdef", alias, marking, practice, "2026-06-15T09:00:00", (SLOT,))
    made = evolve(made, anchor=Anchor(seq, "ab" * 32, size))
    stored = header.parse(made.sealed(KEYS))
    assert stored.header == made
    assert stored.holds(KEYS)


@settings(max_examples=300)
@given(st.integers(0), st.integers(0, 7))
def test_no_flipped_bit_goes_unnoticed(position, bit):
    """One flipped bit anywhere makes the header unreadable or its code wrong."""
    made = VaultHeader("0123456789abcdef", "库", "", False, "2026-06-15T09:00:00", (SLOT,))
    data = bytearray(made.sealed(KEYS))
    data[position % (len(data) - 1)] ^= (
        1 << bit
    )  # the last byte is the line end, which says nothing
    try:
        stored = header.parse(bytes(data))
    except (SlotFault, header.NewerHeader):
        return
    assert not stored.holds(KEYS)


@pytest.mark.parametrize(
    ("name", "value"),
    [("m", 1 << 30), ("m", 1), ("t", 1_000_000), ("t", 0), ("p", 64), ("t", True), ("m", -8)],
)
def test_a_cost_out_of_limits_is_refused_before_any_work(name, value):
    """A parameter bomb or a watered-down cost never reaches the key derivation."""
    table = SLOT.document()
    table["kdf"] = table["kdf"] | {name: value}
    before = time.process_time()
    with pytest.raises(SlotFault):
        Slot.parsed(table)
    assert time.process_time() - before < 0.5


@pytest.mark.parametrize("change", [{"kind": "recovery"}, {"id": "other"}])
def test_a_changed_label_makes_a_slot_unopenable(change):
    """Kind and id are bound to the wrapped keys."""
    with pytest.raises(WrongKey):
        evolve(SLOT, **change).open(b"secret", "0123456789abcdef")


def test_a_slot_of_another_vault_does_not_open():
    """A slot moved between vaults is bound to its own."""
    with pytest.raises(WrongKey):
        SLOT.open(b"secret", "fedcba9876543210")
    assert SLOT.open(b"secret", "0123456789abcdef").content == KEYS.content


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 20000,
        b'{"v":1}',
        b'{"v":' + b"9" * 5000 + b"}",
        b" " * (header.MAX_BYTES + 1),
    ],
)
def test_what_is_no_header_is_refused(data):
    """Empty, foreign, bottomless and oversized files are all one clear fault."""
    with pytest.raises((SlotFault, header.NewerHeader)):
        header.parse(data)


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_without_a_crash(data):
    """Random bytes never raise anything but the header's own fault."""
    with pytest.raises((SlotFault, header.NewerHeader)):
        header.parse(data)


def test_unknown_keys_and_algorithms_are_refused(folder):
    """A header with something this program does not know is not guessed at."""
    known = json.loads((folder / files.HEADER).read_bytes())
    for change in (
        {"extra": 1},
        {"algorithms": {"store": "x", "chain": "sha256", "mac": "hmac-sha256"}},
    ):
        with pytest.raises(SlotFault):
            header.parse(canonical_json(known | change))


def test_a_deleted_slot_breaks_the_code(folder, keys):
    """Taking the recovery slot out is noticed by whoever unlocks with the passphrase."""
    stored = header.read_copies(folder)[0]
    cut = evolve(stored.header, slots=stored.header.slots[:1])
    data = canonical_json(cut.document() | {"mac": stored.code})
    for name in (files.HEADER, files.HEADER_COPY):
        (folder / name).write_bytes(data)
    with pytest.raises(UserError) as refused:
        unlock(folder, passphrase())
    assert refused.value.code == "VAULT-HEADER-ALTERED"


@pytest.mark.parametrize("bad", [files.HEADER, files.HEADER_COPY])
@pytest.mark.parametrize("damage", [None, b"", b"\0" * 1100, b"{"])
def test_one_bad_copy_is_put_right_from_the_other(folder, keys, bad, damage):
    """Either copy may be gone or damaged: unlocking works and leaves two good ones."""
    sound = (folder / files.HEADER).read_bytes()
    if damage is None:
        (folder / bad).unlink()
    else:
        (folder / bad).write_bytes(damage)
    assert unlock(folder, passphrase()).content == keys.content
    assert (folder / files.HEADER).read_bytes() == sound
    assert (folder / files.HEADER_COPY).read_bytes() == sound


def test_a_copy_with_a_changed_slot_falls_back_to_the_sound_one(folder, keys):
    """A changed salt in the main copy looks like a wrong passphrase and is still healed."""
    value = json.loads((folder / files.HEADER).read_bytes())
    value["slots"][0]["salt"] = "A" * 22 + "=="
    (folder / files.HEADER).write_bytes(canonical_json(value))
    assert unlock(folder, passphrase()).content == keys.content
    assert not header.needs_repair(folder, keys)


@pytest.mark.parametrize("change", [{"alias": "别的库"}, {"gen": 99}, {"mac": "0" * 64}])
def test_a_copy_changed_outside_its_slots_falls_back_to_the_sound_one(folder, keys, change):
    """The slot still opens, the code does not hold: the other copy is asked with the same keys."""
    sound = (folder / files.HEADER).read_bytes()
    value = json.loads(sound) | change
    (folder / files.HEADER).write_bytes(canonical_json(value))
    assert unlock(folder, passphrase()).content == keys.content
    assert (folder / files.HEADER).read_bytes() == sound


def test_a_failed_write_leaves_a_good_copy(folder, keys, monkeypatch):
    """When the disk fills up while the header is written, the old one still opens the vault."""

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        header.update(folder, keys, lambda current: current)
    monkeypatch.undo()
    assert unlock(folder, passphrase()).content == keys.content
    assert not list(folder.glob("*.tmp"))
