# SPDX-License-Identifier: MulanPSL-2.0
"""Restoring from a backup before a vault is open, and the rolling copies it restores from."""

from __future__ import annotations

import errno
import shutil

import pytest

from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.model.operations import SetValue
from app.present.entry.restore import RestorePresenter
from app.present.entry.startup import KnownVault, PreferenceStore
from app.present.keeping import copies
from app.vault import backups
from app.vault.vault import Vault
from tests.helpers import vaults


@pytest.fixture
def folder(tmp_path):
    """A closed vault with one person, and a rolling copy from before the person got her name."""
    folder = tmp_path / "2026高级-甲"
    created = vaults.make(folder, alias="2026高级-甲")
    with Vault.open(folder, created.keys.copy(), clock=vaults.CLOCK) as vault:
        declaration = vaults.add(vault, "备份前（虚构）")
        vault.roll_copies(silent())
        vault.record(vaults.named(declaration, "备份后（虚构）"))
    (tmp_path / "digits").write_text(" ".join(created.recovery))
    return folder


@pytest.fixture
def page(folder, tmp_path):
    """The page's presenter on a machine that knows the vault."""
    store = PreferenceStore(tmp_path / "preferences.json")
    store.put(store.value.remember(KnownVault(str(folder), "2026高级-甲", "内部")))
    return RestorePresenter(store, vaults.CLOCK, tmp_path / "home")


def names(folder, keys):
    """Return the names in a vault."""
    with Vault.open(folder, keys, clock=vaults.CLOCK, read_only=True) as vault:
        return [entry.name for entry in vault.declarations()]


def test_the_rolling_copies_of_known_vaults_are_offered(page, folder):
    """Nothing has to be looked for: the copy beside the vault, and back to where the vault lies."""
    state = page.state
    assert [line.alias for line in state.lines] == ["2026高级-甲"]
    assert state.target.endswith("2026高级-甲")
    assert "改名放在旁边" in state.in_the_way


def test_restoring_moves_the_present_vault_aside_and_loses_neither(page, folder):
    """The copy stands in its place, the former vault beside it with what came after."""
    outcome = page.restoring(vaults.passphrase(), [])(silent())
    page.restored(outcome)
    assert names(folder, outcome.keys) == ["备份前（虚构）"]
    assert names(outcome.aside, outcome.keys) == ["备份后（虚构）"]
    assert outcome.aside.name in page.state.done
    with Vault.open(folder, outcome.keys, clock=vaults.CLOCK, read_only=True) as vault:
        assert "restore" in [event.kind for event in vault.events()]


def test_a_lost_vault_comes_back_where_it_lay(page, folder):
    """The folder is gone altogether; its copies are not."""
    shutil.rmtree(folder)
    assert page.state.in_the_way == ""
    outcome = page.restoring(vaults.passphrase(), [])(silent())
    assert outcome.aside is None
    assert names(folder, outcome.keys) == ["备份前（虚构）"]


def test_recovery_digits_open_a_backup_whose_passphrase_is_forgotten(page, tmp_path, folder):
    """The digits of the sheet do what the passphrase does."""
    page.recover_instead(True)
    groups = (tmp_path / "digits").read_text().split()
    outcome = page.restoring(bytearray(), groups)(silent())
    assert names(folder, outcome.keys) == ["备份前（虚构）"]


def test_a_wrong_passphrase_changes_nothing(page, folder):
    """M42; the vault lies where it lay, nothing was moved aside."""
    before = sorted(path.name for path in folder.parent.iterdir())
    with pytest.raises(UserError, match="M42"):
        page.restoring(bytearray(b"not the passphrase"), [])(silent())
    assert sorted(path.name for path in folder.parent.iterdir()) == before


def test_a_full_disk_while_restoring_leaves_the_vault_as_it_was(page, folder, monkeypatch):
    """The copy does not fit: one clear message, no half vault, the present one opens."""
    real = shutil.copyfile

    def full(source, target, **more):
        if str(target).endswith("vault.db"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(source, target, **more)

    monkeypatch.setattr(backups.shutil, "copyfile", full)
    with pytest.raises(UserError, match="VAULT-DISK-FULL"):
        page.restoring(vaults.passphrase(), [])(silent())
    monkeypatch.undo()
    assert not list(folder.parent.glob("*.part"))
    assert not list(folder.parent.glob("*.before-*"))
    outcome = page.restoring(vaults.passphrase(), [])(silent())
    assert names(outcome.aside, outcome.keys) == ["备份后（虚构）"]


def test_a_restore_that_was_killed_is_simply_done_again(page, folder, monkeypatch):
    """Killed after the former vault was moved aside: it lies there, and the next try goes through."""

    def killed(*_more):
        raise KeyboardInterrupt

    monkeypatch.setattr(backups.files, "sync_folder", lambda _folder: None)
    monkeypatch.setattr(backups.shutil, "rmtree", lambda *_a, **_k: None)  # nobody tidies up
    monkeypatch.setattr(backups, "_moved_aside", killed)
    with pytest.raises(KeyboardInterrupt):
        page.restoring(vaults.passphrase(), [])(silent())
    monkeypatch.undo()
    assert folder.with_name(folder.name + ".part").is_dir()
    outcome = page.restoring(vaults.passphrase(), [])(silent())
    assert names(folder, outcome.keys) == ["备份前（虚构）"]
    assert not list(folder.parent.glob("*.part"))


def test_a_folder_without_backups_says_so(page, tmp_path):
    """RESTORE-NONE names the folder; what was listed stays listed."""
    (tmp_path / "空").mkdir()
    with pytest.raises(UserError, match="RESTORE-NONE"):
        page.look_in(tmp_path / "空")
    assert len(page.state.lines) == 1


def test_a_backup_can_go_to_another_place(page, folder, tmp_path):
    """Beside everything else: the present vault is not touched at all."""
    (tmp_path / "别处").mkdir()
    page.put_into(tmp_path / "别处")
    outcome = page.restoring(vaults.passphrase(), [])(silent())
    assert outcome.folder == tmp_path / "别处" / "2026高级-甲"
    assert names(folder, outcome.keys) == ["备份后（虚构）"]


# -- rolling copies


def test_a_copy_is_due_after_the_first_change_and_then_every_two_hours(desk, clock):
    """Nothing changed, nothing due; a change makes one due; the next only later and only for a change."""
    desk.saved_at = None
    assert not copies.due(desk)
    clock.go_on(minutes=1)
    desk.apply(SetValue("basics.phone", "1"))
    assert copies.due(desk)
    desk.vault.roll_copies(silent())
    clock.go_on(hours=3)
    assert not copies.due(desk)
    desk.apply(SetValue("basics.phone", "2"))
    assert copies.due(desk)


def test_a_vault_told_to_keep_no_copies_makes_none(desk):
    """The setting is the vault's own."""
    desk.vault.set_setting(copies.SETTING, copies.OFF)
    assert not copies.due(desk)


def test_old_copies_go_five_and_one_a_day_for_fourteen_days_stay(desk, clock):
    """Thirty days of copies, three a day on the last: 5 newest and one of each of 14 days."""
    for _day in range(30):
        clock.go_on(days=1)
        desk.vault.roll_copies(silent())
    for _hour in range(3):
        clock.go_on(hours=1)
        desk.vault.roll_copies(silent())
    kept = backups.list_backups(backups.copies_of(desk.vault.folder))
    assert len({entry.at.date() for entry in kept}) == 14
    assert len(kept) == 14 + 3


def test_a_copy_that_was_cut_off_goes_with_the_next(desk):
    """A half copy has no name, is never offered, and does not stay."""
    desk.vault.roll_copies(silent())
    target = backups.copies_of(desk.vault.folder)
    half = target / f"backup-{desk.vault.header.id}-20260101-000000.part"
    half.mkdir()
    assert len(backups.list_backups(target)) == 1
    desk.vault.roll_copies(silent())
    assert not half.exists()
