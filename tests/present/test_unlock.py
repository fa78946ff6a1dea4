# SPDX-License-Identifier: MulanPSL-2.0
"""Cards and unlocking, on a real small vault."""

from __future__ import annotations

import datetime as dt

import pytest

from app.kernel.errors import UserError
from app.kernel.progress import silent
from app.present.entry.startup import KnownVault, Preferences, PreferenceStore
from app.present.entry.unlock import UnlockPresenter, opened_words, place_words, renewing
from app.vault import unlocking
from tests.helpers import vaults

DAY = dt.date(2026, 6, 15)


@pytest.fixture
def made(tmp_path):
    """A vault and a store that knows it."""
    folder = tmp_path / "甲"
    created = vaults.make(folder)
    store = PreferenceStore(tmp_path / "preferences.json")
    store.put(Preferences(vaults=(KnownVault(str(folder), "测试库", "内部"),)))
    return folder, store, created


def presenter_of(store, **more):
    """A presenter standing on a fixed day."""
    return UnlockPresenter(store, today=lambda: DAY, **more)


def test_the_first_vault_that_is_there_is_in_hand(made, tmp_path):
    """A vault that was moved away is shown as gone and not taken in hand."""
    folder, store, _created = made
    gone = KnownVault(str(tmp_path / "不在"), "乙", opened="2026-06-14T17:02:00")
    store.put(Preferences(vaults=(gone, *store.value.vaults)))
    state = presenter_of(store).state
    assert state.chosen is not None
    assert state.chosen.folder == str(folder)
    assert [card.gone for card in state.cards] == [True, False]
    assert "移走" in state.cards[0].facts


def test_the_right_passphrase_gives_the_keys_and_is_wiped(made):
    """The work returns keys; the bytes handed in are zero afterwards."""
    folder, store, created = made
    presenter = presenter_of(store)
    typed = vaults.passphrase()
    keys = presenter.opening(typed)(silent())
    assert bytes(keys.content) == bytes(created.keys.content)
    assert not any(typed)
    assert presenter.opened() == folder
    assert store.value.last_day == DAY.isoformat()
    assert store.value.vaults[0].opened


def test_a_wrong_passphrase_says_so_and_makes_one_wait(made):
    """M42 with the wait; the page counts it down; nothing was opened."""
    _folder, store, _created = made
    presenter = presenter_of(store)
    typed = bytearray("错的口令不对".encode())
    with pytest.raises(UserError) as caught:
        presenter.opening(typed)(silent())
    assert caught.value.code == "M42"
    assert not any(typed)
    presenter.refused(caught.value)
    state = presenter.state
    assert state.message is not None
    assert state.message.code == "M42"
    assert state.wait >= 1


def test_no_passphrase_is_asked_for_plainly(made):
    """An empty box does not cost an attempt."""
    folder, store, _created = made
    with pytest.raises(UserError) as caught:
        presenter_of(store).opening(bytearray())
    assert caught.value.code == "UI-PASSPHRASE-EMPTY"
    assert unlocking.seconds_to_wait(folder) == 0


def test_a_vault_that_went_away_meanwhile_is_named(made):
    """A stick pulled out between choosing and opening has its own message."""
    folder, store, _created = made
    presenter = presenter_of(store)
    folder.rename(folder.with_name("别处"))
    with pytest.raises(UserError) as caught:
        presenter.opening(vaults.passphrase())
    assert caught.value.code == "UI-VAULT-GONE"
    assert "测试库" in caught.value.message.detail


def test_a_moved_vault_is_found_again(made):
    """Pointing at the new place keeps one card with its last opening."""
    folder, store, _created = made
    before = KnownVault(str(folder), "测试库", "内部", "2026-06-14T17:02:00")
    store.put(Preferences(vaults=(before,)))
    moved = folder.rename(folder.with_name("别处"))
    presenter = presenter_of(store)
    presenter.relocate(str(folder), moved)
    state = presenter.state
    assert [card.folder for card in state.cards] == [str(moved)]
    assert state.cards[0].facts.endswith("上次 6月14日 17:02")


def test_a_folder_that_is_no_vault_is_refused(made, tmp_path):
    """Nothing is put on the list and nothing in the folder changes."""
    _folder, store, _created = made
    (tmp_path / "照片").mkdir()
    with pytest.raises(UserError) as caught:
        presenter_of(store).add(tmp_path / "照片")
    assert caught.value.message.title
    assert len(store.value.vaults) == 1
    assert not list((tmp_path / "照片").iterdir())


def test_recovery_digits_open_and_a_slip_names_its_group(made):
    """The right digits give the keys; one wrong digit in group 3 is told as group 3."""
    _folder, store, created = made
    presenter = presenter_of(store)
    presenter.recover_instead(on=True)
    groups = list(created.recovery)
    slip = [*groups[:2], _other_digit(groups[2]), *groups[3:]]
    with pytest.raises(UserError) as caught:
        presenter.recovering(slip)(silent())
    presenter.refused(caught.value)
    assert presenter.state.wrong_group == 3
    keys = presenter.recovering(groups)(silent())
    assert bytes(keys.content) == bytes(created.keys.content)


def _other_digit(group):
    return ("1" if group[0] == "0" else "0") + group[1:]


def test_a_new_passphrase_after_recovery(made):
    """Two different entries are refused at once; equal ones replace the passphrase."""
    folder, _store, created = made
    with pytest.raises(UserError) as caught:
        renewing(folder, created.keys, bytearray(b"one"), bytearray(b"two"))
    assert caught.value.code == "UI-PASSPHRASE-TWICE"
    first, second = bytearray(b"another long passphrase"), bytearray(b"another long passphrase")
    renewing(folder, created.keys, first, second)(silent())
    assert not any(first)
    assert not any(second)
    assert unlocking.unlock(folder, bytearray(b"another long passphrase"))


def test_practice_cards_carry_their_passphrase(made):
    """A practice vault says its passphrase on the card; another vault never does."""
    _folder, store, _created = made
    known = store.value.vaults[0]
    store.put(Preferences(vaults=(KnownVault(known.folder, "练习库", practice=True), known)))
    cards = presenter_of(store, practice_passphrase="练习 口令").state.cards
    assert cards[0].hint.endswith("练习 口令")
    plain = PreferenceStore(_folder.parent / "other.json")
    plain.put(Preferences(vaults=(known,)))
    assert not presenter_of(plain, practice_passphrase="练习 口令").state.cards[0].hint


def test_a_confirmed_date_is_kept_and_an_other_one_moves_the_clock(made):
    """是 keeps the shown day; another day moves later starts and is to be put on record."""
    _folder, store, _created = made
    store.update(last_day="2026-06-20")
    presenter = presenter_of(store)
    assert presenter.state.question is not None
    presenter.day_is(dt.date(2026, 6, 21))
    assert presenter.state.question is None
    assert store.value.clock_days == 6
    assert not store.value.clock_noted
    store.update(clock_days=0, last_day="2026-06-20")
    again = presenter_of(store)
    again.day_is_right()
    assert store.value.clock_days == 0
    assert store.value.last_day == DAY.isoformat()


def test_words_of_places_and_times():
    """Paths read as steps; an unreadable time is no time."""
    assert place_words("/home/甲/职称") == "home › 甲 › 职称"
    assert opened_words("2026-06-14T17:02:00") == "上次 6月14日 17:02"
    assert opened_words("") == "还没有打开过"
