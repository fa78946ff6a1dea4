# SPDX-License-Identifier: MulanPSL-2.0
"""What the other rooms count on: documents, revisions, evidence, drafts, settings, events."""

from __future__ import annotations

import os
import sqlite3
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Cancelled, UserError
from app.kernel.progress import Progress, silent
from app.model.codes import TitleLevel
from app.model.declaration import Declaration
from app.model.meeting import Meeting
from app.model.operations import SetValue
from app.model.unit import Unit
from app.vault import connection as link
from app.vault import deltas, documents, files, schema
from app.vault.connection import DatabaseError
from app.vault.creation import create_vault
from app.vault.slots import Kdf
from app.vault.unlocking import unlock
from app.vault.vault import Vault
from tests.helpers.vaults import CLOCK, add, event, make, named


def refused(call, *arguments, **named_arguments) -> UserError:
    with pytest.raises(UserError) as fault:
        call(*arguments, **named_arguments)
    assert str(fault.value)
    return fault.value


# -- creation


def test_a_new_vault_holds_what_was_said(tmp_path):
    """Alias, marking and practice stand in the header; the folder is the owner's alone."""
    folder = tmp_path / "new" / "vault"
    created = make(folder, alias="  单位库  2026 ", practice=True)
    assert len(created.recovery) == 8
    with Vault.open(folder, created.keys, clock=CLOCK) as vault:
        assert (vault.header.alias, vault.header.marking, vault.header.practice) == (
            "单位库 2026",
            "内部",
            True,
        )
        assert vault.declarations() == []
        assert vault.unit() is None
    modes = {path.stat().st_mode & 0o077 for path in [folder, *folder.iterdir()]}
    assert modes == {0}


def test_a_folder_may_have_any_name(tmp_path):
    """Blanks, signs that mean something in an address, and Chinese stand in paths."""
    folder = tmp_path / "库 #1?mode=ro&x=%41 ‘’" / "+二"
    created = make(folder)
    with Vault.open(folder, created.keys, clock=CLOCK) as vault:
        add(vault)
    with Vault.open(folder, created.keys, clock=CLOCK, read_only=True) as vault:
        assert len(vault.declarations()) == 1


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    """A vault is never made into a folder that is not empty."""
    (tmp_path / "letter.txt").write_text("x")
    assert refused(make, tmp_path).code == "VAULT-FOLDER-NOT-EMPTY"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("alias", ["", "   ", "长" * 41])
def test_an_alias_is_asked_for(tmp_path, alias):
    """A vault has a short name."""
    assert refused(make, tmp_path / "v", alias=alias).code == "VAULT-ALIAS"
    assert not (tmp_path / "v").exists()


def test_a_weak_passphrase_makes_no_vault_but_practice_takes_any(tmp_path):
    """The practice vault is fictional, so its passphrase may be printed on the screen."""
    weak = bytearray(b"practice")
    given_ = {"alias": "a", "marking": "", "passphrase": weak, "kdf": Kdf.light(), "clock": CLOCK}
    assert refused(create_vault, tmp_path / "v", **given_).code == "VAULT-PASSPHRASE-SHORT"
    assert not (tmp_path / "v").exists()
    create_vault(tmp_path / "v", practice=True, **given_)
    assert unlock(tmp_path / "v", weak)


def test_creation_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    """A disk that fills up while the vault is made leaves the place as it was."""

    def full(folder):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "make_ballast", full)
    assert refused(make, tmp_path / "v").code == "VAULT-DISK-FULL"
    assert list(tmp_path.iterdir()) == []


def test_a_network_disk_is_refused(tmp_path, monkeypatch):
    """Locks and fsync cannot be trusted there."""
    monkeypatch.setattr("app.vault.creation.on_network", lambda folder: True)
    assert refused(make, tmp_path / "v").code == "VAULT-NETWORK-DISK"


# -- documents


def test_a_declaration_comes_back_after_closing(folder, keys):
    """What was recorded is there in the next session."""
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        declaration = add(vault)
        change = SetValue("route.level", TitleLevel.FULL_SENIOR).apply(declaration, "李测试", CLOCK)
        vault.record(change)
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        assert vault.load(declaration.id) == change.after
        (entry,) = vault.declarations()
        assert (entry.name, entry.level, entry.version) == ("张测试", "full_senior", 1)


def test_every_revision_can_be_read_again(vault, monkeypatch):
    """Each recorded state is kept with its number, name and places, over whole bodies and differences."""
    monkeypatch.setattr(documents, "WHOLE_EVERY", 4)
    declaration = add(vault, "第1个")
    for number in range(2, 12):
        change = named(declaration, f"第{number}个" * (number % 3 + 1))
        vault.record(change)
        declaration = change.after
    history = vault.revisions(declaration.id)
    assert [revision.number for revision in history] == list(range(1, 12))
    assert (history[-1].name, history[-1].paths, history[-1].actor) == (
        "修改一栏",
        ("basics.name",),
        "李测试",
    )
    for number in range(1, 12):
        name = vault.revision(declaration.id, number).basics.name
        assert name == f"第{number}个" * (1 if number == 1 else number % 3 + 1)
    assert refused(vault.revision, declaration.id, 12).code == "VAULT-NO-REVISION"
    assert refused(vault.revision, "nobody", 1).code == "VAULT-NO-REVISION"


@given(st.binary(max_size=300), st.binary(max_size=300), st.binary(max_size=40))
def test_a_difference_gives_the_next_body_back(left, right, edit):
    """Any two bodies: the difference applied to the first gives the second."""
    for before, after in (
        (left, right),
        (left + right, left + edit + right),
        (left, left),
        (left + edit, left),
    ):
        assert deltas.applied(before, deltas.difference(before, after)) == after


def test_a_small_edit_of_a_large_body_is_kept_small():
    """A keystroke in a 200 kB document costs bytes, not the document again."""
    body = os.urandom(100_000) + b"old" + os.urandom(100_000)
    assert len(deltas.difference(body, body.replace(b"old", b"newer", 1))) < 100


def test_what_is_not_there_is_named(vault):
    """Unknown declarations and evidence are messages, not crashes."""
    change = named(Declaration(), "无")
    assert refused(vault.record, change).code == "VAULT-NO-DECLARATION"
    assert refused(vault.load, "nobody").code == "VAULT-NO-DECLARATION"
    assert refused(vault.evidence, "0" * 64).code == "VAULT-NO-EVIDENCE"
    assert vault.has_evidence("0" * 64) is False
    declaration = add(vault)
    assert refused(vault.add, declaration, event()).code == "VAULT-DECLARATION-EXISTS"


def test_the_unit_is_kept_and_changed(folder, keys):
    """There is one unit a vault, with a history like any document."""
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        vault.save_unit(Unit(id="a", name="虚构研究所"), event("unit"))
        vault.save_unit(Unit(id="a", name="虚构研究院"), event("unit"))
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        assert vault.unit() == Unit(id="a", name="虚构研究院")
        assert vault.declarations() == []
        assert len(vault.revisions("unit")) == 2
        assert refused(vault.load, "unit").code == "VAULT-NO-DECLARATION"


# -- evidence, drafts, settings


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 * (1 << 20) + 7])
def test_evidence_of_any_size_comes_back(vault, size):
    """Whole pieces, part pieces and nothing at all; the same bytes are kept once."""
    data = os.urandom(size)
    digest = vault.put_evidence(data, "application/pdf", original="f" * 64)
    assert vault.put_evidence(data, "application/pdf") == digest
    assert vault.evidence(digest) == data
    entry = vault.evidence_entry(digest)
    assert (entry.media, entry.size, entry.original) == ("application/pdf", size, "f" * 64)


def test_drafts_and_settings_are_kept_by_key(folder, keys):
    """Half-typed text survives a lock; a dropped draft is gone; settings are replaced."""
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        vault.put_draft("d1.basics.name", "张")
        vault.put_draft("d1.basics.name", "张测")
        vault.put_draft("d1.statement", "x")
        vault.drop_draft("d1.statement")
        vault.set_setting("zoom", "110")
        vault.set_setting("zoom", "125")
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        assert vault.draft("d1.basics.name") == "张测"
        assert vault.draft("d1.statement") is None
        assert vault.setting("zoom") == "125"
        assert vault.setting("other") is None


# -- events and windows


def test_sessions_and_changes_are_on_record(folder, keys):
    """Opening, changes and closing stand in the chain with ids and digests, never values."""
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        declaration = add(vault)
        vault.note(event("export", declaration.id))
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        kinds = [kept.kind for kept in vault.events()]
        assert kinds == ["create", "open", "create", "export", "close", "open"]
        assert [kept.seq for kept in vault.events(after=2, limit=2)] == [3, 4]
        assert "张测试" not in str(vault.events())
        assert vault.chain_head().seq == 6
        assert vault.last_used == CLOCK.now().isoformat()


def test_the_record_cannot_be_changed_by_mistake(vault):
    """Events, revisions and printed sheets refuse changes and deletion."""
    add(vault)
    for table in ("events", "revisions"):
        for statement in (
            f"DELETE FROM {table}",
            f"UPDATE {table} SET hash = ''"
            if table == "events"
            else f"UPDATE {table} SET name = ''",
        ):
            with pytest.raises(DatabaseError, match="append-only"):
                vault._database.write(lambda c, statement=statement: c.execute(statement))
    assert vault.verify(silent()).ok


def test_a_second_window_may_only_read(folder, keys):
    """The second window is told who writes and since when, and may read what was kept so far."""
    with Vault.open(folder, keys, clock=CLOCK) as first:
        fault = refused(Vault.open, folder, keys, clock=CLOCK)
        assert fault.code == "VAULT-IN-USE"
        assert str(os.getpid()) in fault.values["who"]
        assert fault.values["since"] == "2026-06-15 09:00"
        declaration = add(first)
        with Vault.open(folder, keys, clock=CLOCK, read_only=True) as second:
            assert second.load(declaration.id).basics.name == "张测试"
            assert refused(second.record, named(declaration, "李")).code == "VAULT-READ-ONLY"
        first.record(named(declaration, "李测试"))
    with Vault.open(folder, keys, clock=CLOCK):
        pass


def test_threads_share_one_writer(vault):
    """Writing and reading from many threads loses nothing and breaks nothing."""
    faults = []

    def work(number):
        try:
            for turn in range(10):
                add(vault, f"{number}-{turn}")
                vault.declarations()
        except (UserError, DatabaseError) as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(vault.declarations()) == 60
    assert vault.verify(silent()).ok


def test_a_closed_vault_keeps_nothing_more(folder, keys):
    """Closing twice is one closing; afterwards every use says so."""
    vault = Vault.open(folder, keys, clock=CLOCK)
    vault.close()
    vault.close()
    assert refused(vault.declarations).code == "VAULT-CLOSED"
    assert refused(vault.set_setting, "a", "b").code == "VAULT-CLOSED"
    assert not any(vault._keys.content)
    assert any(keys.content)


def test_a_vault_at_rest_is_header_and_one_file(folder, keys):
    """After closing no log is left beside the database."""
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        add(vault)
    assert not list(folder.glob("vault.db-*"))


# -- encryption


def test_attach_is_refused(vault, tmp_path):
    """A database attached with an empty key would be written in clear."""
    target = tmp_path / "clear.db"
    with pytest.raises(DatabaseError, match="not authorized"):
        vault._database.read(lambda c: c.execute(f"ATTACH DATABASE '{target}' AS clear KEY ''"))
    assert not target.exists()


def test_the_connection_is_set_up_as_decided(vault):
    """The settings of platform.md, read back from the connection."""

    def ask(name):
        return vault._database.read(lambda c: c.execute(f"PRAGMA {name}").fetchone()[0])

    wanted = {
        "cipher_status": "1", "cipher_page_size": "8192", "journal_mode": "wal", "synchronous": 3,
        "secure_delete": 1, "temp_store": 2, "foreign_keys": 1, "trusted_schema": 0, "auto_vacuum": 2,
        "cipher_memory_security": "0", "application_id": 0x5A4A5631, "user_version": 4,
    }  # fmt: skip
    assert {name: ask(name) for name in wanted} == wanted


def test_a_missing_database_is_never_made_by_opening(tmp_path, keys):
    """A connection opens what is there and creates nothing."""
    with pytest.raises(DatabaseError):
        link.connect(tmp_path / "none.db", keys.content).execute("SELECT 1 FROM sqlite_master")
    assert not (tmp_path / "none.db").exists()


def test_no_typed_word_stands_in_any_file(folder, keys):
    """Names, settings, drafts and scans are in no file in clear: at work, with the log beside it, and at rest."""
    markers = ["ZqName张测试", "ZqDraft草稿", "ZqScan扫描", "ZqSetting"]

    def found():
        blobs = [path.read_bytes() for path in folder.iterdir()]
        codings = ("utf-8", "utf-16-le", "utf-16-be")
        return [
            m for m in markers for blob in blobs for coding in codings if m.encode(coding) in blob
        ]

    with Vault.open(folder, keys, clock=CLOCK) as vault:
        add(vault, markers[0])
        vault.put_draft("a", markers[1])
        vault.put_evidence(markers[2].encode() * 1000, "x")
        vault.set_setting("a", markers[3])
        assert (folder / "vault.db-wal").stat().st_size > 0
        assert found() == []
    assert found() == []
    assert (folder / files.DATABASE).read_bytes()[:15] != b"SQLite format 3"
    with pytest.raises(sqlite3.DatabaseError), sqlite3.connect(folder / files.DATABASE) as plain:
        plain.execute("SELECT 1 FROM sqlite_master")
    plain.close()


def test_a_deleted_draft_leaves_no_trace_in_the_pages(folder, keys):
    """With secure_delete the words are gone from free pages too, even for who holds the key."""
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        for number in range(50):
            vault.put_draft(f"k{number}", f"ZqGone{number:04d}" * 300)
        for number in range(50):
            vault.drop_draft(f"k{number}")
    plain = _decrypted(folder, keys)
    assert b"CREATE TABLE" in plain
    assert b"ZqGone" not in plain


def _decrypted(folder, keys) -> bytes:
    """Return all pages in clear, as an attacker with the key would see them (SQLCipher 4 page format)."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    data = (folder / files.DATABASE).read_bytes()
    reserve, clear = 80, []
    for start in range(0, len(data), link.PAGE_BYTES):
        page = data[start : start + link.PAGE_BYTES]
        body = page[16 if start == 0 else 0 : -reserve]
        cipher = Cipher(
            algorithms.AES(bytes(keys.content)), modes.CBC(page[-reserve : -reserve + 16])
        )
        decryptor = cipher.decryptor()
        clear.append(decryptor.update(body) + decryptor.finalize())
    return b"".join(clear)


# -- full check


def test_a_full_check_counts_and_can_be_stopped(vault):
    """A sound vault has no findings; the check reports its steps and stops when asked."""
    add(vault)
    vault.put_evidence(b"x" * 100, "image/png")
    steps = []
    report = vault.verify(Progress(lambda done, total, label: steps.append(label)))
    assert report.ok
    assert (report.evidence, report.documents, report.findings) == (1, 1, ())
    assert report.events == vault.chain_head().seq
    assert steps == ["pages", "structure", "chain", "documents", "evidence"]
    with pytest.raises(Cancelled):
        vault.verify(Progress(stop_requested=lambda: True))


def test_a_vault_of_an_older_version_takes_meetings_and_loses_nothing(tmp_path, monkeypatch):
    """Opening brings the older tables up to date; documents, history and chain are as they were."""
    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:2])
    monkeypatch.setattr(schema, "VERSION", 2)
    created = make(tmp_path / "old")
    with Vault.open(tmp_path / "old", created.keys.copy(), clock=CLOCK) as vault:
        vault.add(Declaration(id="person"), event("create"))
    monkeypatch.undo()
    with Vault.open(tmp_path / "old", created.keys, clock=CLOCK) as vault:
        vault.save_meeting(Meeting(title="评审会（虚构）"), event("meeting"), "建会议")
        assert vault.load("person").id == "person"
        assert [meeting.title for meeting in vault.meetings()] == ["评审会（虚构）"]
        assert [entry.id for entry in vault.declarations()] == ["person"]
        assert not vault.verify(silent()).items


def test_the_unit_is_what_was_saved_last_also_beside_another_window(tmp_path):
    """Saving again shows at once, and a reading window sees what the writing one saved."""
    created = make(tmp_path / "unit")
    with Vault.open(tmp_path / "unit", created.keys.copy(), clock=CLOCK) as vault:
        assert vault.unit() is None
        vault.save_unit(Unit(name="甲所（虚构）"), event("unit"))
        assert vault.unit().name == "甲所（虚构）"
        with Vault.open(tmp_path / "unit", created.keys, clock=CLOCK, read_only=True) as reader:
            assert reader.unit().name == "甲所（虚构）"
            vault.save_unit(Unit(name="乙所（虚构）"), event("unit"))
            assert vault.unit().name == "乙所（虚构）"
            assert reader.unit().name == "乙所（虚构）"
