# SPDX-License-Identifier: MulanPSL-2.0
"""Passphrases, recovery digits, and what a wrong one brings."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys, packed_bytes
from app.vault import attempts, files
from app.vault.passphrases import check_passphrase, new_recovery_groups, recovery_secret
from app.vault.unlocking import (
    change_passphrase,
    renew_recovery,
    seconds_to_wait,
    set_passphrase,
    unlock,
    unlock_with_recovery,
)
from app.vault.vault import Vault
from tests.helpers.vaults import CLOCK, passphrase

NEW = "河流 纽扣 十二月 松木 信封"


def code_of(call, *arguments, **named) -> str:
    with pytest.raises(UserError) as refused:
        call(*arguments, **named)
    assert str(refused.value)  # the catalogue has the text and every value it asks for
    return refused.value.code


def test_the_right_passphrase_gives_the_keys(folder, keys):
    """Unlocking gives the keys the vault was made with."""
    assert unlock(folder, passphrase()).content == keys.content


def test_wrong_passphrases_wait_longer_and_longer(folder, running):
    """1, 2, 4 … 60 seconds; asking too soon costs no key derivation and is not counted."""
    waits = []
    for _ in range(9):
        assert code_of(unlock, folder, bytearray(b"wrong")) == "M42"
        waits.append(seconds_to_wait(folder))
        assert code_of(unlock, folder, passphrase()) == "M42-WAIT"
        running[0] += waits[-1]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert unlock(folder, passphrase())
    assert seconds_to_wait(folder) == 0


def test_wrong_passphrases_come_on_record_at_the_next_success(folder, running):
    """The event of the next opening says how many there were; the count then starts anew."""
    for _ in range(3):
        code_of(unlock, folder, bytearray(b"wrong"))
        running[0] += 60
    keys = unlock(folder, passphrase())
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        assert vault.failed_attempts == 3
        assert vault.events()[-1].detail["failures"] == 3
    with Vault.open(folder, unlock(folder, passphrase()), clock=CLOCK) as vault:
        assert vault.failed_attempts == 0


def test_a_restart_of_the_machine_does_not_end_the_wait(folder, running):
    """Running time starts at zero again; the full wait is then kept, never a longer one."""
    for _ in range(3):
        code_of(unlock, folder, bytearray(b"wrong"))
        running[0] += 60
    code_of(unlock, folder, bytearray(b"wrong"))
    running[0] = 5.0
    assert seconds_to_wait(folder) == attempts.wait_after(4)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"failures":-1}', b'{"failures":1e99,"at":0}']
)
def test_a_spoiled_attempts_file_keeps_nobody_out(folder, content):
    """The side file is a convenience: damaged, it counts as none."""
    (folder / files.UNLOCKING).write_bytes(content)
    assert unlock(folder, passphrase())


def test_recovery_digits_open_and_set_a_new_passphrase(folder, created, running):
    """The way back from a forgotten passphrase."""
    keys = unlock_with_recovery(folder, created.recovery)
    set_passphrase(folder, keys, bytearray(NEW.encode()))
    assert unlock(folder, bytearray(NEW.encode())).content == created.keys.content
    assert code_of(unlock, folder, passphrase()) == "M42"


def test_a_slip_in_the_recovery_digits_names_the_group(folder, created):
    """Every single wrong digit is caught by its own group and costs no attempt."""
    for group in range(8):
        for place in range(5):
            typed = list(created.recovery)
            digit = str((int(typed[group][place]) + 1) % 10)
            typed[group] = typed[group][:place] + digit + typed[group][place + 1 :]
            with pytest.raises(UserError) as refused:
                recovery_secret(typed)
            assert refused.value.code == "VAULT-RECOVERY-GROUP"
            assert refused.value.values == {"group": group + 1}
    assert not (folder / files.UNLOCKING).exists()


def test_recovery_digits_may_be_typed_wide_and_with_blanks(folder, created):
    """A Chinese input method's full-width digits are the same digits."""
    wide = [
        group.translate({48 + n: 0xFF10 + n for n in range(10)}) + " " for group in created.recovery
    ]
    assert unlock_with_recovery(folder, wide).mac == created.keys.mac


def test_other_recovery_digits_do_not_open(folder, running):
    """Well-formed digits of another vault are refused; too few are told apart."""
    assert code_of(unlock_with_recovery, folder, new_recovery_groups()) == "VAULT-RECOVERY-WRONG"
    assert code_of(unlock_with_recovery, folder, ["12345"]) == "VAULT-RECOVERY-COUNT"


def test_renewed_recovery_digits_replace_the_old_sheet(folder, created, running):
    """The old sheet opens nothing any more, the passphrase stays."""
    fresh = renew_recovery(folder, created.keys)
    assert unlock_with_recovery(folder, fresh).content == created.keys.content
    assert code_of(unlock_with_recovery, folder, created.recovery) == "VAULT-RECOVERY-WRONG"
    running[0] += 60
    assert unlock(folder, passphrase()).content == created.keys.content


def test_changing_the_passphrase_does_not_touch_the_data(folder, running):
    """Only the header is written, so a vault of any size takes one key derivation."""
    before = hashlib.sha256((folder / files.DATABASE).read_bytes()).hexdigest()
    change_passphrase(folder, passphrase(), bytearray(NEW.encode()))
    assert hashlib.sha256((folder / files.DATABASE).read_bytes()).hexdigest() == before
    assert code_of(unlock, folder, passphrase()) == "M42"
    running[0] += 1
    assert unlock(folder, bytearray(NEW.encode()))


def test_a_changed_passphrase_survives_the_closing_of_an_open_vault(folder, keys):
    """Closing anchors the header as it is then, not as it was at opening."""
    vault = Vault.open(folder, keys, clock=CLOCK)
    change_passphrase(folder, passphrase(), bytearray(NEW.encode()))
    vault.close()
    assert unlock(folder, bytearray(NEW.encode())).content == keys.content


@pytest.mark.parametrize(
    "weak", ["短口令", "123456789012", "qwertyuiopas", "abcabcabcabc", "aaaaaaaaaaaaaaaa"]
)
def test_a_weak_passphrase_is_refused_and_the_old_one_stays(folder, weak):
    """Short or first-to-be-tried passphrases are named; nothing changes."""
    code = code_of(change_passphrase, folder, passphrase(), bytearray(weak.encode()))
    assert code in {"VAULT-PASSPHRASE-SHORT", "VAULT-PASSPHRASE-COMMON"}
    assert unlock(folder, passphrase())


def test_characters_are_counted_not_bytes():
    """Twelve Chinese characters are twelve, eleven are too few."""
    check_passphrase(bytearray("河流纽扣十二月松木信封长".encode()))
    assert (
        code_of(check_passphrase, bytearray("河流纽扣十二月松木信封".encode()))
        == "VAULT-PASSPHRASE-SHORT"
    )


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_keys_survive_the_pipe_format(content, mac):
    """Packed keys unpack to the same, and wiping leaves zeros."""
    keys = VaultKeys(bytearray(content), bytearray(mac))
    packed = keys.packed()
    assert len(packed) == packed_bytes()
    again = VaultKeys.unpacked(packed)
    assert (again.content, again.mac) == (keys.content, keys.mac)
    again.wipe()
    assert not any(again.content + again.mac)
    assert content.hex() not in repr(keys)
