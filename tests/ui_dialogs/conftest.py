# SPDX-License-Identifier: MulanPSL-2.0
"""The prepared desks dialogs are opened at: a practice vault, a dossier sent back, a committee's meeting."""

from __future__ import annotations

import shutil
from contextlib import contextmanager

import pytest

from app.policy.pack import load_pack
from app.present.office.meeting import MeetingPresenter
from app.present.practice import PRACTICE_PASSPHRASE
from app.present.prints.printlog import PrintLogPresenter
from app.present.session import Role, Session
from app.vault.register import PrintEntry
from app.vault.unlocking import unlock
from app.vault.vault import Vault
from tests.helpers.practice_vaults import CLOCK, quick_practice_vault
from tests.helpers.sent_back import handed_in, key_in


@contextmanager
def practised(folder, role):
    """Open a practice vault at a desk, with the person of the most scans in hand."""
    keys = unlock(folder, bytearray(PRACTICE_PASSPHRASE.encode()))
    vault = Vault.open(folder, keys, clock=CLOCK)
    try:
        session = Session(vault, load_pack(), CLOCK, "李某（虚构）", role)
        ids = [entry.id for entry in vault.declarations()]
        session.open(max(ids, key=lambda i: sum(len(m.scans) for m in vault.load(i).materials)))
        if role == Role.OFFICE:
            meet(session)
        yield session
    finally:
        vault.close()


def meet(session):
    """Begin a meeting with its experts."""
    desk = MeetingPresenter(session)
    desk.write(
        title="工程系列高级评审会（虚构）", on="2026-09-15", teller="赵某", scrutineer="钱某"
    )
    desk.add_experts("\n".join(f"评委{n}（虚构）　某大学（虚构）　外单位" for n in range(17)))
    for expert in desk.state.meeting.experts[:13]:
        desk.sign_in(expert.id, came=True)
    desk.close()


@contextmanager
def sent_back(folder):
    """Open a dossier that is bound, handed in, printed once with a loan out, and sent back."""
    with handed_in(folder) as session:
        key_in(session)
        session.vault.register_print(
            PrintEntry("全册", "formal", 6, 6, "李某（虚构）", document=session.declaration.id)
        )
        log = PrintLogPresenter(session)
        log.note(1, "lent", "1", "", party="钱某（虚构）", due="2026-06-16")
        log.close()
        yield session


@pytest.fixture(scope="session")
def practice_folder(tmp_path_factory):
    """The practice vault, built once and copied for each desk."""
    folder = tmp_path_factory.mktemp("practice") / "vault"
    with pytest.MonkeyPatch.context() as patch:
        quick_practice_vault(folder, patch)
    return folder


@pytest.fixture
def desk(tmp_path, practice_folder):
    """A function that opens a prepared desk by its name."""

    @contextmanager
    def at(name):
        if name == "back":
            with sent_back(tmp_path) as session:
                yield session
            return
        folder = tmp_path / name
        shutil.copytree(practice_folder, folder)
        with practised(folder, Role(name)) as session:
            yield session

    return at
