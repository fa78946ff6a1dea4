# SPDX-License-Identifier: MulanPSL-2.0
"""A vault that was cut, flipped, emptied, swapped or taken apart: each has its own message, nothing is lost."""

from __future__ import annotations

import shutil

import pytest
from attrs import evolve

from app.kernel.errors import UserError
from app.kernel.keys import VaultKeys
from app.kernel.progress import silent
from app.vault import chain, files, header
from app.vault import connection as link
from app.vault.unlocking import unlock
from app.vault.vault import Vault
from tests.helpers.vaults import CLOCK, add, event, make, named, passphrase

PAGE = link.PAGE_BYTES


@pytest.fixture
def filled(folder, keys):
    """A closed vault with content over many pages; returns the folder."""
    with Vault.open(folder, keys, clock=CLOCK) as vault:
        declaration = add(vault)
        for number in range(30):
            change = named(declaration, f"张测试{number}")
            vault.record(change)
            declaration = change.after
        vault.put_evidence(bytes(range(256)) * 8192, "application/pdf")
    return folder


def refusal(folder, keys, **options) -> UserError:
    with pytest.raises(UserError) as refused:
        Vault.open(folder, keys, clock=CLOCK, **options)
    assert str(refused.value)
    return refused.value


def untouched(folder):
    """Return what tells whether a folder's content was changed."""
    return {
        name: (folder / name).read_bytes()
        for name in (files.DATABASE, files.HEADER)
        if (folder / name).exists()
    }


def flip(path, offset, bit=0):
    data = bytearray(path.read_bytes())
    data[offset] ^= 1 << bit
    path.write_bytes(data)


def by_hand(folder, keys, *statements):
    """Change a closed database as somebody with the key and another program could."""
    connection = link.connect(folder / files.DATABASE, keys.content)
    for statement in statements:
        connection.execute(statement)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


# -- what is not a vault


def test_a_folder_that_is_gone(tmp_path):
    """A missing folder is not an empty vault."""
    with pytest.raises(UserError) as refused:
        unlock(tmp_path / "gone", passphrase())
    assert refused.value.code == "VAULT-NO-FOLDER"


def test_a_folder_that_is_no_vault(tmp_path, keys):
    """Neither unlocking nor opening leaves anything in a foreign folder."""
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(UserError) as refused:
        unlock(tmp_path, passphrase())
    assert refused.value.code == "VAULT-NOT-ONE"
    assert refusal(tmp_path, keys).code == "VAULT-NOT-ONE"
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_missing_header(filled, keys):
    """With both copies gone the message says that the data is there and where to look for a header."""
    (filled / files.HEADER).unlink()
    (filled / files.HEADER_COPY).unlink()
    assert refusal(filled, keys).code == "VAULT-HEADER-MISSING"


def test_two_damaged_headers(filled, keys):
    """Both copies zeroed is a clear message."""
    for name in (files.HEADER, files.HEADER_COPY):
        (filled / name).write_bytes(b"\0" * 1000)
    assert refusal(filled, keys).code == "VAULT-HEADER-DAMAGED"


def test_a_header_of_a_newer_program(filled, keys):
    """A newer header is told apart from a damaged one."""
    for name in (files.HEADER, files.HEADER_COPY):
        (filled / name).write_bytes(b'{"v":2}')
    assert refusal(filled, keys).code == "VAULT-NEWER"


def test_keys_of_another_vault(filled):
    """Keys that are not this vault's are refused by the header's code."""
    other = VaultKeys(bytearray(32), bytearray(32))
    assert refusal(filled, other).code == "VAULT-HEADER-ALTERED"


# -- the database file


def test_a_missing_database(filled, keys):
    """No new database is made in its place."""
    (filled / files.DATABASE).unlink()
    assert refusal(filled, keys).code == "VAULT-DB-MISSING"
    assert not (filled / files.DATABASE).exists()


def test_an_emptied_database(filled, keys):
    """A database cut to nothing would open as a new one under any key; it is refused instead."""
    (filled / files.DATABASE).write_bytes(b"")
    assert refusal(filled, keys).code == "VAULT-DB-EMPTY"
    assert (filled / files.DATABASE).stat().st_size == 0


@pytest.mark.parametrize("kept", [1, 100, PAGE, PAGE + 1, 5 * PAGE, -PAGE, -1, -PAGE // 2])
def test_a_truncated_database(filled, keys, kept):
    """Cut anywhere, on a page's edge or not, it says how much is there and how much there was."""
    path = filled / files.DATABASE
    whole = path.read_bytes()
    path.write_bytes(whole[:kept])
    before = untouched(filled)
    fault = refusal(filled, keys)
    assert fault.code == "VAULT-TRUNCATED"
    assert (fault.values["size"], fault.values["expected"]) == (len(whole[:kept]), len(whole))
    assert untouched(filled) == before


@pytest.mark.parametrize("offset", [0, 15, 16, 100, PAGE - 1])
def test_a_flipped_byte_in_the_first_page(filled, keys, offset):
    """The first page damaged looks like a wrong key to SQLite; here the key is known to be right."""
    flip(filled / files.DATABASE, offset)
    assert refusal(filled, keys).code == "VAULT-DAMAGED"
    assert refusal(filled, keys, read_only=True).code == "VAULT-DAMAGED"


def test_a_flipped_byte_further_on_is_named_by_the_full_check(filled, keys):
    """Damage in one page is found wherever it is; the rest can still be read and printed."""
    size = (filled / files.DATABASE).stat().st_size
    flip(filled / files.DATABASE, size - PAGE // 2)
    with Vault.open(filled, keys, clock=CLOCK, read_only=True) as vault:
        (entry,) = vault.declarations()
        assert vault.load(entry.id).basics.name == "张测试29"
        report = vault.verify(silent())
    assert not report.ok
    assert report.items[0].code == "VAULT-PAGES"
    assert str(size // PAGE) in report.findings[0]


def test_reading_goes_on_after_a_bad_page(filled, keys):
    """A damaged scan says so and does not take the declarations with it."""
    with Vault.open(filled, keys, clock=CLOCK) as vault:
        digest = vault.put_evidence(b"ab" * (1 << 20), "application/pdf")
    size = (filled / files.DATABASE).stat().st_size
    for page in range(size // PAGE - 40, size // PAGE - 20):
        flip(filled / files.DATABASE, page * PAGE + 50)
    with Vault.open(filled, keys, clock=CLOCK) as vault:
        with pytest.raises(UserError) as refused:
            vault.evidence(digest)
        assert refused.value.code == "VAULT-DAMAGED"
        declaration = vault.load(vault.declarations()[0].id)
        vault.record(named(declaration, "照样能存"))
        report = vault.verify(silent())
        assert {"VAULT-PAGES", "VAULT-EVIDENCE-DAMAGED"} <= {item.code for item in report.items}
        assert all(report.findings)
    with Vault.open(filled, keys, clock=CLOCK) as vault:
        assert vault.declarations()[0].name == "照样能存"


def test_swapped_pages_are_found(filled, keys):
    """Each page's code holds its number, so two pages cannot change places."""
    path = filled / files.DATABASE
    data = path.read_bytes()
    last, before = data[-PAGE:], data[-2 * PAGE : -PAGE]
    path.write_bytes(data[: -2 * PAGE] + last + before)
    with Vault.open(filled, keys, clock=CLOCK, read_only=True) as vault:
        assert not vault.verify(silent()).ok


def test_another_programs_database(filled, keys):
    """A database that opens with the key but is not a vault is left alone; so is one of a newer version."""
    by_hand(filled, keys, "PRAGMA application_id=7")
    assert refusal(filled, keys).code == "VAULT-FOREIGN"
    by_hand(filled, keys, "PRAGMA application_id=0x5A4A5631", "PRAGMA user_version=99")
    assert refusal(filled, keys).code == "VAULT-NEWER"


def test_the_database_of_another_vault(filled, keys, tmp_path):
    """A database put in from another vault does not open under this vault's key."""
    make(tmp_path / "other")
    shutil.copy(tmp_path / "other" / files.DATABASE, filled / files.DATABASE)
    fault = refusal(filled, keys)
    assert fault.code in {"VAULT-DAMAGED", "VAULT-TRUNCATED"}


# -- the chain and what was put back


def test_an_older_database_put_back(filled, keys, tmp_path):
    """Yesterday's vault.db beside today's header: refused for writing, readable, accepted only on record."""
    shutil.copy(filled / files.DATABASE, tmp_path / "yesterday.db")
    with Vault.open(filled, keys, clock=CLOCK) as vault:
        held = vault.chain_head().seq
        add(vault, "李测试")
    shutil.copy(tmp_path / "yesterday.db", filled / files.DATABASE)
    fault = refusal(filled, keys)
    assert fault.code == "VAULT-OLDER"
    assert fault.values == {"seq": held - 1, "expected": held + 2}
    with Vault.open(filled, keys, clock=CLOCK, read_only=True) as vault:
        assert [finding.code for finding in vault.findings] == ["VAULT-OLDER"]
        assert "VAULT-OLDER" in {item.code for item in vault.verify(silent()).items}
    with Vault.open(filled, keys, clock=CLOCK, accept_chain=True) as vault:
        assert vault.events(after=held - 1)[0].detail["found"] == "VAULT-OLDER"
    with Vault.open(filled, keys, clock=CLOCK) as vault:
        assert vault.findings == ()


def test_an_older_database_that_went_its_own_way(filled, keys, tmp_path):
    """An older file used further until it has as many events is told by the head."""
    shutil.copytree(filled, tmp_path / "fork")
    with Vault.open(filled, keys, clock=CLOCK) as vault:
        vault.note(event("here"))
    with Vault.open(tmp_path / "fork", keys, clock=CLOCK) as vault:
        vault.note(event("there"))
    shutil.copy(tmp_path / "fork" / files.DATABASE, filled / files.DATABASE)
    assert refusal(filled, keys).code == "VAULT-OTHER-CHAIN"


def test_an_older_header_put_back_is_reported(filled, keys, tmp_path):
    """An old header (with its old passphrase slot) still opens; it is said and goes on record."""
    old = (filled / files.HEADER).read_bytes()
    with Vault.open(filled, keys, clock=CLOCK):
        pass
    with Vault.open(filled, keys, clock=CLOCK):
        pass
    for name in (files.HEADER, files.HEADER_COPY):
        (filled / name).write_bytes(old)
    with Vault.open(filled, keys, clock=CLOCK) as vault:
        assert [finding.code for finding in vault.findings] == ["VAULT-HEADER-OLDER"]
        assert vault.findings[0].message.title
        assert vault.events(limit=1000)[-1].detail["found"] == "VAULT-HEADER-OLDER"


@pytest.mark.parametrize("seq", [2, 17, 34])
def test_an_edited_event_is_named(filled, keys, seq):
    """One event changed by somebody with the key: the check names its number."""
    by_hand(
        filled,
        keys,
        "DROP TRIGGER events_no_update",
        f"UPDATE events SET actor = '别人' WHERE seq = {seq}",
    )
    fault = refusal(filled, keys)
    assert (fault.code, fault.values) == ("VAULT-CHAIN", {"seq": seq})
    with Vault.open(filled, keys, clock=CLOCK, read_only=True) as vault:
        chains = [item for item in vault.verify(silent()).items if item.code == "VAULT-CHAIN"]
    assert [item.values for item in chains] == [{"seq": seq}]


def test_a_deleted_event_is_named(filled, keys):
    """A gap in the middle is named by the first missing number."""
    by_hand(
        filled,
        keys,
        "PRAGMA foreign_keys=OFF",
        "DROP TRIGGER events_no_delete",
        "DELETE FROM events WHERE seq = 9",
    )
    assert refusal(filled, keys).values == {"seq": 9}


def test_the_last_events_deleted_are_noticed(filled, keys):
    """A shorter chain is valid in itself; the header's anchor knows better."""
    by_hand(
        filled,
        keys,
        "PRAGMA foreign_keys=OFF",
        "DROP TRIGGER events_no_delete",
        "DELETE FROM events WHERE seq > 20",
    )
    assert refusal(filled, keys).code == "VAULT-OLDER"


def test_an_early_edit_in_a_long_chain_is_found_by_the_full_check(filled, keys, monkeypatch):
    """Opening recomputes the tail only; the full check recomputes all."""
    monkeypatch.setattr("app.vault.opening.TAIL_EVENTS", 5)
    by_hand(
        filled, keys, "DROP TRIGGER events_no_update", "UPDATE events SET kind = 'x' WHERE seq = 3"
    )
    with Vault.open(filled, keys, clock=CLOCK, read_only=True) as vault:
        assert vault.findings == ()
        assert [item.values for item in vault.verify(silent()).items] == [{"seq": 3}]


def test_a_document_changed_behind_the_chain_is_found(filled, keys):
    """A body replaced with the key in hand no longer fits its digest, and a digest no longer its event."""
    by_hand(filled, keys, "UPDATE documents SET body = x'789c'")
    with Vault.open(filled, keys, clock=CLOCK, read_only=True) as vault:
        codes = [item.code for item in vault.verify(silent()).items]
        with pytest.raises(UserError) as refused:
            vault.load(vault.declarations()[0].id)
    assert codes == ["VAULT-DOCUMENT-DAMAGED"]
    assert refused.value.code == "VAULT-DOCUMENT-DAMAGED"


def test_evidence_changed_behind_its_digest_is_found(filled, keys):
    """A scan replaced with the key in hand no longer has its digest."""
    by_hand(filled, keys, "UPDATE chunks SET data = x'00' WHERE number = 1")
    with Vault.open(filled, keys, clock=CLOCK, read_only=True) as vault:
        assert [item.code for item in vault.verify(silent()).items] == ["VAULT-EVIDENCE-DAMAGED"]


def test_an_unclean_end_is_settled_and_on_record(filled, keys):
    """A log left by a crash is brought in at the next opening, and the event says so."""
    crashed = filled.with_name("crashed")
    vault = Vault.open(filled, keys, clock=CLOCK)
    add(vault, "断电前")
    shutil.copytree(filled, crashed)
    vault.close()
    assert (crashed / "vault.db-wal").stat().st_size > 0
    with Vault.open(crashed, keys, clock=CLOCK) as again:
        assert "断电前" in {entry.name for entry in again.declarations()}
        assert again.events(limit=1000)[-1].detail["unclean"] is True
        assert again.verify(silent()).ok


def test_a_header_is_not_trusted_over_its_code(filled, keys):
    """An anchor changed to hide a missing tail breaks the header's code."""
    for name in (files.HEADER, files.HEADER_COPY):
        stored = header.read_copies(filled)[0]
        lower = evolve(stored.header, anchor=evolve(stored.header.anchor, seq=1))
        (filled / name).write_bytes(header.canonical_json(lower.document() | {"mac": stored.code}))
    assert refusal(filled, keys).code == "VAULT-HEADER-ALTERED"


def test_the_chain_of_no_events_is_sound(vault):
    """An empty range has no broken link."""
    report = vault._database.read(lambda c: chain.check(c, "sha256", last=1))
    assert (report.events, report.broken) == (1, None)
