# SPDX-License-Identifier: MulanPSL-2.0
"""A small vault, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.vault import attempts
from app.vault.creation import Created
from app.vault.vault import Vault
from tests.helpers.vaults import CLOCK, make


@pytest.fixture(scope="session")
def pattern(tmp_path_factory) -> tuple[Path, Created]:
    """A closed vault that nobody changes."""
    folder = tmp_path_factory.mktemp("pattern") / "vault"
    return folder, make(folder)


@pytest.fixture
def created(pattern) -> Created:
    """The keys and recovery digits of the test vault."""
    return pattern[1]


@pytest.fixture
def keys(created):
    """Keys in buffers of the test's own."""
    return created.keys.copy()


@pytest.fixture
def folder(tmp_path, pattern) -> Path:
    """A copy of the closed vault."""
    target = tmp_path / "vault"
    shutil.copytree(pattern[0], target)
    return target


@pytest.fixture
def vault(folder, keys):
    """The copy, open for writing."""
    with Vault.open(folder, keys, clock=CLOCK) as opened:
        yield opened


@pytest.fixture
def running(monkeypatch):
    """The machine's running time, moved by the test: ``running[0] += seconds``."""
    moment = [1000.0]
    monkeypatch.setattr(attempts, "running_time", lambda: moment[0])
    return moment
