# SPDX-License-Identifier: MulanPSL-2.0
"""Kills, full disks, failing calls, folders that refuse: what was said to be kept is kept."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.vault import files
from app.vault.vault import Vault
from tests.helpers import crashing
from tests.helpers.vaults import CLOCK, add, make, named


@pytest.mark.parametrize("after", [0.0, 0.03, 0.1])
def test_a_killed_program_loses_nothing_it_said_was_kept(folder, keys, after):
    """Kill -9 in the middle of recording: every acknowledged change is there, the chain is whole."""
    outcome = crashing.run(folder, keys, changes=100_000, kill_after=after)
    assert outcome.declaration
    assert not outcome.closed
    assert crashing.left_over(folder, keys, outcome) == []


@pytest.mark.parametrize("room", [0, 4096, 60_000, 200_001])
def test_a_disk_that_stops_taking_bytes(folder, keys, room):
    """A file that may not grow any more: each refusal is a message, nothing acknowledged is lost."""
    limit = (folder / files.DATABASE).stat().st_size + room
    outcome = crashing.run(folder, keys, changes=60, limit=limit)
    assert outcome.stderr == ""
    assert outcome.codes
    assert set(outcome.codes) <= {"VAULT-IO", "VAULT-DISK-FULL", "VAULT-OUTCOME-UNKNOWN"}
    assert crashing.left_over(folder, keys, outcome) == []


def _no_more_pages(vault):
    """Let the database grow no further; SQLite answers as on a full disk."""
    pages = vault._database.read(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
    vault._database.read(lambda c: c.execute(f"PRAGMA max_page_count={pages}").fetchone())


def test_on_a_full_disk_the_reserve_keeps_the_last_words(vault, folder):
    """The ballast is given up once, the change is kept, and the person is told to make room."""
    declaration = add(vault)
    assert (folder / files.BALLAST).stat().st_size == files.BALLAST_BYTES
    _no_more_pages(vault)
    change = named(declaration, "最后的话" * 20_000)
    vault.record(change)
    assert vault.load(declaration.id) == change.after
    assert vault.low_on_space
    assert not (folder / files.BALLAST).exists()


def test_a_large_scan_does_not_use_up_the_reserve(vault, folder):
    """Evidence that does not fit is refused whole; the reserve is for words."""
    _no_more_pages(vault)
    with pytest.raises(UserError) as refused:
        vault.put_evidence(os.urandom(3 << 20), "application/pdf")
    assert refused.value.code == "VAULT-DISK-FULL"
    assert str(refused.value)
    assert (folder / files.BALLAST).exists()
    assert vault.put_evidence(b"small", "image/png")
    assert vault.verify(silent()).evidence == 1


def test_without_a_reserve_a_full_disk_is_a_message(vault, folder):
    """Nothing of the change is kept, and what was there before still is."""
    declaration = add(vault)
    files.release_ballast(folder)
    _no_more_pages(vault)
    with pytest.raises(UserError) as refused:
        vault.record(named(declaration, "长" * 90_000))
    assert refused.value.code == "VAULT-DISK-FULL"
    assert vault.load(declaration.id) == declaration
    vault.record(named(declaration, "短"))
    assert vault.load(declaration.id).basics.name == "短"


def _fault(name="SQLITE_IOERR_FSYNC", code=1034):
    fault = sqlcipher.OperationalError("disk I/O error")
    fault.sqlite_errorcode, fault.sqlite_errorname = code, name
    return fault


class _FailingCommit:
    """A connection whose next COMMIT reports a failure, carried out or not."""

    def __init__(self, real, *, happens: bool) -> None:
        self._real = real
        self._happens = happens

    def __getattr__(self, name):
        return getattr(self._real, name)

    def execute(self, statement, *parameters):
        if statement == "COMMIT":
            if self._happens:
                self._real.execute(statement)
            raise _fault()
        return self._real.execute(statement, *parameters)


@pytest.mark.parametrize("happens", [True, False])
def test_a_failed_commit_is_looked_up(vault, happens):
    """The outcome of a failed COMMIT is unknown until the file is asked: kept is kept, else it is said."""
    declaration = add(vault)
    change = named(declaration, "改过")
    vault._database._connection = _FailingCommit(vault._database._connection, happens=happens)
    if happens:
        vault.record(change)
        assert vault.load(declaration.id) == change.after
    else:
        with pytest.raises(UserError) as refused:
            vault.record(change)
        assert refused.value.code == "VAULT-IO"
        assert vault.load(declaration.id) == declaration
    vault.record(named(vault.load(declaration.id), "又改"))
    assert vault.verify(silent()).ok


def test_a_failed_commit_that_cannot_be_looked_up_says_so(vault, monkeypatch):
    """When the file cannot even be opened again the outcome stays unknown, and that is what is said."""
    declaration = add(vault)

    def gone(**_):
        raise _fault("SQLITE_IOERR_READ", 266)

    vault._database._connection = _FailingCommit(vault._database._connection, happens=True)
    monkeypatch.setattr(vault._database, "fresh", gone)
    with pytest.raises(UserError) as refused:
        vault.record(named(declaration, "改过"))
    assert refused.value.code == "VAULT-OUTCOME-UNKNOWN"
    monkeypatch.undo()
    assert vault.load(declaration.id).basics.name == "改过"


def test_work_that_raises_leaves_nothing_half_done(vault):
    """A refusal inside a transaction undoes what the transaction did before."""
    before = vault.chain_head()

    def work(connection):
        connection.execute("INSERT INTO settings VALUES ('half', 'done')")
        raise UserError("VAULT-NO-PRINT", number=1)

    with pytest.raises(UserError):
        vault._database.write(work)
    assert vault.setting("half") is None
    assert vault.chain_head() == before


def test_an_event_that_cannot_be_written_stops_the_change(vault, monkeypatch):
    """No record, no action: document and event stand or fall together."""
    declaration = add(vault)

    def refuses(*_):
        raise _fault()

    monkeypatch.setattr("app.vault.chain.append", refuses)
    with pytest.raises(UserError):
        vault.record(named(declaration, "不该存上"))
    monkeypatch.undo()
    assert vault.load(declaration.id) == declaration
    assert len(vault.revisions(declaration.id)) == 1


# The read-only folder is looked at by a child that is not root, because root may write anywhere.
_READ_ONLY_CHILD = """
import os, sys
from pathlib import Path
from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys, packed_bytes
from app.kernel.messages import catalogue
from app.kernel.progress import silent
from app.vault.vault import Vault
from app.vault.unlocking import unlock
from tests.helpers.vaults import CLOCK, make, passphrase
folder = Path(sys.argv[1])
keys = VaultKeys.unpacked(bytearray(sys.stdin.buffer.read(packed_bytes())))
catalogue()  # the program's own folder may be closed to whom the child becomes
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
def code(call):
    try:
        call()
    except UserError as fault:
        return fault.code, bool(str(fault))
print(code(lambda: Vault.open(folder, keys, clock=CLOCK)))
with Vault.open(folder, unlock(folder, passphrase()), clock=CLOCK, read_only=True) as vault:
    print([entry.name for entry in vault.declarations()], vault.verify(silent()).ok)
print(code(lambda: unlock(folder, bytearray(b"wrong"))))
print(code(lambda: make(folder / "inner")))
"""


def test_a_read_only_folder_can_be_read_and_nothing_else(keys, pattern):
    """Opening for writing says why not; reading and checking work; no file appears."""
    import shutil

    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        folder = Path(place) / "vault"
        shutil.copytree(pattern[0], folder)
        with Vault.open(folder, keys, clock=CLOCK) as vault:
            add(vault)
        files.release_ballast(folder)
        before = sorted(path.name for path in folder.iterdir())
        for path in folder.iterdir():
            path.chmod(0o444)
        folder.chmod(0o555)
        try:
            done = subprocess.run(
                [sys.executable, "-c", _READ_ONLY_CHILD, str(folder)],
                input=bytes(keys.packed()), capture_output=True, check=False,
                env=os.environ | {"PYTHONPATH": str(crashing.ROOT)},
            )  # fmt: skip
        finally:
            folder.chmod(0o755)
        assert done.stderr.decode() == ""
        assert done.stdout.decode().splitlines() == [
            "('VAULT-FOLDER-READONLY', True)",
            "['张测试'] True",
            "('M42', True)",
            "('VAULT-FOLDER-READONLY', True)",
        ]
        assert sorted(path.name for path in folder.iterdir()) == before


def test_an_unfinished_vault_in_a_read_only_folder_asks_to_be_copied(folder, keys, monkeypatch):
    """What lies in the log cannot be read without writing; the message says to copy the folder."""
    crashed = folder.with_name("crashed")
    outcome = crashing.run(folder, keys, changes=100_000, kill_after=0.02)
    assert outcome.kept
    folder.rename(crashed)
    monkeypatch.setattr("app.vault.opening.os.access", lambda path, mode: False)
    with pytest.raises(UserError) as refused:
        Vault.open(crashed, keys, clock=CLOCK, read_only=True)
    assert refused.value.code == "VAULT-UNFINISHED"


def test_the_ballast_comes_back_when_there_is_room(folder, keys):
    """The next opening makes the reserve again."""
    files.release_ballast(folder)
    with Vault.open(folder, keys, clock=CLOCK):
        assert (folder / files.BALLAST).stat().st_size == files.BALLAST_BYTES


def test_a_lock_goes_with_its_process(folder, keys):
    """A killed window leaves no lock behind."""
    crashing.run(folder, keys, changes=100_000, kill_after=0.01)
    with Vault.open(folder, keys, clock=CLOCK):
        pass


def test_atomic_write_keeps_the_old_file_on_a_short_disk(tmp_path):
    """When the new content cannot be written, the old one and no scrap is left."""
    target = tmp_path / "a"
    files.write_atomically(target, b"old")
    with pytest.raises(OSError):
        files.write_atomically(tmp_path / "missing" / "a", b"new")
    files.write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_make_is_refused_where_a_vault_is(folder):
    """A second vault is never made over the first."""
    with pytest.raises(UserError) as refused:
        make(folder)
    assert refused.value.code == "VAULT-FOLDER-NOT-EMPTY"
