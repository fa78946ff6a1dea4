# SPDX-License-Identifier: MulanPSL-2.0
"""Settings of a vault, its secrets, and what the program says of itself."""

from __future__ import annotations

import io

import pikepdf
import pytest

from app.kernel.errors import UserError
from app.kernel.locations import resource
from app.kernel.progress import Progress, silent
from app.kernel.selfcheck import net_check, program_digest
from app.paper.recovery_sheet import Keeper
from app.present.keeping.about import cipher_facts, face_lines
from app.present.keeping.desk_settings import DeskSettingsPresenter, lock_minutes
from app.vault.unlocking import unlock, unlock_with_recovery
from tests.helpers.vaults import passphrase

KEEPERS = Keeper("王某（虚构）", "031"), Keeper("赵某（虚构）", "032")


@pytest.fixture
def settings(desk):
    """The settings of the desk's vault."""
    return DeskSettingsPresenter(desk)


@pytest.mark.parametrize("typed", ["2", "31", "", "十", "-5", "5.5"])
def test_the_lock_takes_three_to_thirty_minutes(settings, typed):
    """Anything else is a message, and what stood stays."""
    with pytest.raises(UserError, match="KEEP-LOCK-MINUTES"):
        settings.set_lock_minutes(typed)
    assert lock_minutes(settings.session) == 10


@pytest.mark.parametrize("typed", ["3", "30"])
def test_the_lock_minutes_are_the_vaults_own(settings, typed):
    """Both ends of the range hold, and the change is on record without a value."""
    settings.set_lock_minutes(typed)
    assert lock_minutes(settings.session) == int(typed)
    last = settings.session.vault.events(limit=1000)[-1]
    assert (last.kind, dict(last.detail)["name"]) == ("setting", "desk.lock_minutes")


def test_a_setting_written_by_other_hands_never_leaves_the_range(settings):
    """A value that makes no sense locks after ten minutes, one too large after thirty."""
    settings.session.vault.set_setting("desk.lock_minutes", "99999")
    assert lock_minutes(settings.session) == 30
    settings.session.vault.set_setting("desk.lock_minutes", "later")
    assert lock_minutes(settings.session) == 10


def test_the_name_at_the_desk_goes_onto_what_comes_after(settings):
    """An empty name is refused; a new one signs the next change."""
    with pytest.raises(UserError, match="KEEP-ACTOR"):
        settings.set_actor("  ")
    settings.set_actor("王某某（虚构）")
    from app.model.operations import SetValue

    settings.session.apply(SetValue("basics.phone", "1"))
    session = settings.session
    assert session.vault.revisions(session.declaration.id)[-1].actor == "王某某（虚构）"


def test_another_passphrase_opens_and_the_old_one_does_not(settings):
    """The vault stays open; the next unlocking asks for the new one."""
    new = b"another long passphrase"
    settings.changing_passphrase(passphrase(), bytearray(new), bytearray(new))(silent())
    folder = settings.session.vault.folder
    unlock(folder, bytearray(new)).wipe()
    with pytest.raises(UserError, match="M42"):
        unlock(folder, passphrase())


def test_two_different_new_passphrases_change_nothing(settings):
    """And none of the three is left in memory."""
    old, first, second = passphrase(), bytearray(b"a" * 20), bytearray(b"b" * 20)
    with pytest.raises(UserError, match="UI-PASSPHRASE-TWICE"):
        settings.changing_passphrase(old, first, second)
    assert not any(old) and not any(first) and not any(second)
    unlock(settings.session.vault.folder, passphrase()).wipe()


def test_new_digits_go_on_two_sheets_and_open_the_vault(settings):
    """Two halves on two pages with register number 1; the digits on the paper open the vault."""
    paper = settings.renewing_recovery(KEEPERS)(silent())
    assert paper.number == 1
    piece = paper.piece()
    assert piece.pages == 2
    with pikepdf.open(io.BytesIO(piece.pdf)) as document:
        assert len(document.pages) == 2
    kinds = [event.kind for event in settings.session.vault.events(limit=1000)]
    assert kinds[-2:] == ["recovery", "envelopes"]


def test_the_digits_that_are_printed_are_those_of_the_vault(settings, monkeypatch):
    """What the sheet is made from unlocks; no digit stands in an event."""
    seen = []
    from app.present.keeping import desk_settings

    monkeypatch.setattr(
        desk_settings, "recovery_paper", lambda sheet, _copy: seen.append(sheet) or None
    )
    paper = settings.renewing_recovery(KEEPERS)(silent())
    paper.make(None)
    (sheet,) = seen
    unlock_with_recovery(settings.session.vault.folder, list(sheet.groups)).wipe()
    written = str([event.detail for event in settings.session.vault.events(limit=1000)])
    assert not any(group in written for group in sheet.groups)


@pytest.mark.parametrize(
    "keepers",
    [
        (Keeper("王某", "1"), Keeper("王某", "2")),
        (Keeper("王某", "1"), Keeper("赵某", "1")),
        (Keeper("王某", "1"), Keeper("", "2")),
        (Keeper("王某", ""), Keeper("赵某", "2")),
    ],
)
def test_one_person_never_keeps_both_halves(settings, keepers):
    """Two names and two envelopes; refused before the digits are replaced."""
    before = settings.session.vault.chain_head()
    with pytest.raises(UserError, match="KEEP-TWO-KEEPERS"):
        settings.renewing_recovery(keepers)
    assert settings.session.vault.chain_head() == before


# -- what the program says of itself


def test_no_network_socket_is_open():
    """The look counts the sockets of this very process."""
    found = net_check()
    assert found.sockets in (0, None)
    assert "联网" in found.words


def test_the_digest_is_the_same_twice_and_moves_with_any_file(monkeypatch, tmp_path):
    """64 digits; another byte in any file, or another name, is another digest."""
    from app.kernel import selfcheck

    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "a.py").write_text("1")
    monkeypatch.setattr(selfcheck, "program_root", lambda: tmp_path)
    first = program_digest(silent())
    assert first == program_digest(silent()) and len(first) == 64
    (tmp_path / "app" / "a.py").write_text("2")
    changed = program_digest(silent())
    (tmp_path / "app" / "a.py").rename(tmp_path / "app" / "b.py")
    assert len({first, changed, program_digest(silent())}) == 3


def test_counting_can_be_stopped():
    """A long count ends at the next file."""
    from app.kernel.errors import Cancelled

    with pytest.raises(Cancelled):
        program_digest(Progress(stop_requested=lambda: True))


def test_every_face_names_a_licence_that_lies_beside_it():
    """The licence texts are in the program."""
    assert all(resource("fonts", each.file).is_file() for each in face_lines())


def test_the_ciphers_are_named_as_the_vault_has_them(desk):
    """Read from the open vault, not from a leaflet."""
    facts = {each.what: each.value for each in cipher_facts(desk)}
    assert facts["口令变钥匙"].startswith("argon2id")
    assert facts["改动记录"].endswith(desk.vault.header.chain)
