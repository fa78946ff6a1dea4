# SPDX-License-Identifier: MulanPSL-2.0
"""What the machine remembers, and whether today can be believed."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.present.entry.startup import (
    KnownVault,
    Preferences,
    PreferenceStore,
    date_question,
    preferences_file,
)

VAULT = KnownVault("/媒体/甲", "2026高级-甲", "内部资料", "2026-06-14T17:02:00")


def test_first_start_has_defaults_and_writes_nothing(tmp_path):
    """A machine that never ran the program starts with defaults and no file."""
    path = tmp_path / "deep" / "preferences.json"
    store = PreferenceStore(path)
    assert store.value == Preferences()
    assert not store.damaged
    assert not path.parent.exists()


def test_what_is_put_is_read_back(tmp_path):
    """Every value survives a restart."""
    path = tmp_path / "p" / "preferences.json"
    store = PreferenceStore(path)
    store.update(text_size=20, high_contrast=True, last_day="2026-06-15", cycle_year=2026)
    store.put(store.value.remember(VAULT))
    assert PreferenceStore(path).value == store.value
    assert [entry.name for entry in path.parent.iterdir()] == ["preferences.json"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"text_size": "16"}',
        '{"text_size": 17}',
        '{"unknown": 1}',
        "[" * 4000,
        '{"vaults": [{}]}',
        '{"vaults": 5}',
    ],
)
def test_a_damaged_file_is_set_aside(tmp_path, text):
    """A file that cannot be read is kept beside and the program starts as on the first day."""
    path = tmp_path / "preferences.json"
    path.write_text(text, encoding="utf-8")
    store = PreferenceStore(path)
    assert store.damaged
    assert store.value == Preferences()
    assert path.with_suffix(".damaged").read_text(encoding="utf-8") == text


def test_a_disk_that_refuses_costs_only_the_memory(tmp_path):
    """When the folder cannot be made, the values still hold for this run."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    store = PreferenceStore(blocked / "preferences.json")
    assert store.update(text_size=24).text_size == 24
    assert store.value.text_size == 24


def test_nothing_but_the_listed_names_is_written(tmp_path):
    """The file in clear holds exactly the names on the list, no more."""
    store = PreferenceStore(tmp_path / "preferences.json")
    store.put(store.value.remember(VAULT))
    written = json.loads((tmp_path / "preferences.json").read_text(encoding="utf-8"))
    assert set(written) == {
        "text_size", "high_contrast", "first_run_done", "vaults", "last_day", "clock_days", "cycle_year", "clock_noted",
    }  # fmt: skip
    assert set(written["vaults"][0]) == {"folder", "alias", "marking", "opened", "practice"}


def test_a_vault_opened_again_stands_once_and_on_top():
    """Remembering a vault moves it up instead of repeating it."""
    other = KnownVault("/媒体/乙", "乙")
    value = Preferences().remember(VAULT).remember(other).remember(VAULT)
    assert [known.alias for known in value.vaults] == ["2026高级-甲", "乙"]
    assert value.forget("/媒体/乙").vaults == (VAULT,)


@pytest.mark.parametrize(
    ("shown", "last", "year", "asked"),
    [
        ("2026-06-15", "2026-06-14", 2026, False),
        ("2026-06-14", "2026-06-14", 2026, False),
        ("2026-06-13", "2026-06-14", 2026, True),
        ("2026-07-14", "2026-06-14", 2026, False),
        ("2026-07-15", "2026-06-14", 2026, True),
        ("2027-01-02", "2026-12-31", 2026, True),
        ("2031-01-02", "", 0, False),
    ],
)
def test_the_date_is_asked_for_only_when_it_is_odd(shown, last, year, asked):
    """Before the last use, more than 30 days after it, or another year than the pack's (M30)."""
    question = date_question(
        dt.date.fromisoformat(shown), Preferences(last_day=last, cycle_year=year)
    )
    assert (question is not None) == asked
    if question is not None:
        assert question.fault.code == "M30"
        assert question.fault.message.detail


@given(st.integers(-3000, 3000))
def test_a_corrected_clock_gives_the_corrected_day(days):
    """The clock of the preferences is the machine's moved by whole days."""
    clock = Preferences(clock_days=days).clock()
    assert abs((clock.today() - dt.datetime.now().date()).days - days) <= 1  # noqa: DTZ005 - local is meant


def test_the_file_lies_in_the_users_own_folder(monkeypatch, tmp_path):
    """XDG_CONFIG_HOME decides; else .config under the home folder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert preferences_file() == tmp_path / "zhijuan" / "preferences.json"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert preferences_file().parts[-3:] == (".config", "zhijuan", "preferences.json")
