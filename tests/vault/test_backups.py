# SPDX-License-Identifier: MulanPSL-2.0
"""Backups are whole, checked before they get their name, and restored without losing what was there."""

from __future__ import annotations

import datetime as dt

import pytest

from app.kernel.clock import FixedClock
from app.kernel.errors import Cancelled, UserError
from app.kernel.progress import Progress, silent
from app.vault import backups, files
from app.vault.backups import list_backups, prune_backups, restore
from app.vault.unlocking import unlock
from app.vault.vault import Vault
from tests.helpers.vaults import CLOCK, add, named, passphrase


@pytest.fixture
def target(tmp_path):
    """A folder for backups."""
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


def test_a_backup_is_a_vault_of_that_moment(vault, target):
    """It opens with the same passphrase, holds what was kept until then, and is on record."""
    declaration = add(vault, "备份前")
    digest = vault.put_evidence(bytes(3 << 20), "application/pdf")
    made = vault.backup(target, silent())
    vault.record(named(declaration, "备份后"))
    assert vault.events(limit=100)[-2].kind == "backup"
    with Vault.open(made, unlock(made, passphrase()), clock=CLOCK, read_only=True) as copy:
        assert copy.load(declaration.id).basics.name == "备份前"
        assert copy.evidence(digest) == bytes(3 << 20)
        assert copy.verify(silent()).ok
    assert vault.load(declaration.id).basics.name == "备份后"


def test_a_backup_holds_no_clear_word(vault, target):
    """The copy is encrypted page by page like the vault."""
    add(vault, "ZqMarker标记")
    made = vault.backup(target, silent())
    for path in made.iterdir():
        assert b"ZqMarker" not in path.read_bytes()


def test_two_backups_in_one_second_get_two_names(vault, target):
    """A name is never used twice."""
    made = {vault.backup(target, silent()), vault.backup(target, silent())}
    assert len(made) == 2
    assert {entry.folder for entry in list_backups(target)} == made


def test_a_stopped_backup_leaves_nothing(vault, target):
    """Stopping in the middle removes what was written."""
    vault.put_evidence(bytes(2 << 20), "application/pdf")
    with pytest.raises(Cancelled):
        vault.backup(target, Progress(stop_requested=lambda: True))
    assert list(target.iterdir()) == []


def test_a_backup_that_fails_its_check_gets_no_name(folder, keys, target):
    """A damaged source is not copied into a false comfort."""
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        add(vault)
        vault._database.write(lambda c: c.execute("UPDATE documents SET digest = 'x'"))
        with pytest.raises(UserError) as refused:
            vault.backup(target, silent())
    assert refused.value.code == "VAULT-BACKUP-BAD"
    assert str(refused.value)
    assert list(target.iterdir()) == []


def test_a_full_or_missing_target_is_a_message(vault, tmp_path, target, monkeypatch):
    """No room and no folder are told before the vault is copied."""
    with pytest.raises(UserError) as refused:
        vault.backup(tmp_path / "missing", silent())
    assert refused.value.code == "VAULT-IO"
    usage = backups.shutil.disk_usage(target)._replace(free=1000)
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda place: usage)
    with pytest.raises(UserError) as refused:
        vault.backup(target, silent())
    assert refused.value.code == "VAULT-DISK-FULL"


def test_old_backups_are_thinned_out(vault, target):
    """The last five stay, and the newest of each of the last fourteen days; another vault's are not touched."""
    vault_id = vault.header.id
    start = dt.datetime(2026, 6, 1, 8, 0)  # noqa: DTZ001 - local wall clock
    moments = [start + dt.timedelta(days=day, hours=hour) for day in range(20) for hour in (0, 4)]
    for moment in moments:
        place = target / f"backup-{vault_id}-{moment:%Y%m%d-%H%M%S}"
        place.mkdir()
        (place / backups.MANIFEST).write_text("{}")
    foreign = target / "backup-0000000000000000-20260601-080000"
    foreign.mkdir()
    (foreign / backups.MANIFEST).write_text("{}")
    gone = prune_backups(target, vault_id)
    left = [entry.at for entry in list_backups(target, vault_id)]
    assert left[:5] == sorted(moments, reverse=True)[:5]
    assert {moment.date() for moment in left} == {
        (start + dt.timedelta(days=day)).date() for day in range(6, 20)
    }
    assert len(left) == 16
    assert len(gone) == len(moments) - len(left)
    assert foreign.exists()
    assert prune_backups(target, vault_id) == []


def test_restoring_moves_the_former_vault_aside(folder, keys, target):
    """The backup takes the vault's place; what was there keeps all it held under a new name."""
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        declaration = add(vault, "早")
        made = vault.backup(target, silent())
        vault.record(named(declaration, "晚"))
    aside = restore(made, folder, unlock(made, passphrase()), clock=CLOCK, progress=silent())
    with Vault.open(folder, unlock(folder, passphrase()), clock=CLOCK) as vault:
        assert vault.load(declaration.id).basics.name == "早"
        assert vault.findings == ()
    assert (folder / files.BALLAST).exists()
    with Vault.open(aside, keys, clock=CLOCK) as vault:
        assert vault.load(declaration.id).basics.name == "晚"
    later = FixedClock(CLOCK.now())
    assert restore(made, folder, keys, clock=later, progress=silent()) != aside


def test_an_open_vault_is_not_replaced(folder, keys, target):
    """Restoring under a window that writes is refused; the vault is closed first."""
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        made = vault.backup(target, silent())
        with pytest.raises(UserError) as refused:
            restore(made, folder, keys, clock=CLOCK, progress=silent())
        assert refused.value.code == "VAULT-IN-USE"
        add(vault, "照常")


def test_restoring_into_an_empty_place(folder, keys, target, tmp_path):
    """A restore drill to another folder needs no former vault."""
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        made = vault.backup(target, silent())
    assert restore(made, tmp_path / "drill", keys, clock=CLOCK, progress=silent()) is None
    with Vault.open(tmp_path / "drill", keys, clock=CLOCK) as vault:
        assert vault.verify(silent()).ok


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (files.DATABASE, "VAULT-BACKUP-BAD"),
        (backups.MANIFEST, "VAULT-BACKUP-BAD"),
        (None, "VAULT-NOT-BACKUP"),
    ],
)
def test_a_damaged_backup_is_not_restored(folder, keys, target, name, code):
    """One flipped byte or a foreign folder is refused; the vault stays as it is."""
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        made = vault.backup(target, silent())
    if name is None:
        (made / backups.MANIFEST).unlink()
    else:
        data = bytearray((made / name).read_bytes())
        data[len(data) // 2] ^= 1 if name == files.DATABASE else 2
        (made / name).write_bytes(data)
    before = (folder / files.DATABASE).read_bytes()
    with pytest.raises(UserError) as refused:
        restore(made, folder, keys, clock=CLOCK, progress=silent())
    assert refused.value.code in {code, "VAULT-NOT-BACKUP"}
    assert str(refused.value)
    assert (folder / files.DATABASE).read_bytes() == before
    assert not list(folder.parent.glob("*.part"))
