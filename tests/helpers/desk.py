# SPDX-License-Identifier: MulanPSL-2.0
"""A person at a desk for tests: a small real vault, the shipped pack, one fictional declaration."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.kernel.clock import FixedClock
from app.model.codes import Affiliation, TitleLevel
from app.model.declaration import Declaration, RouteAnswers
from app.policy.pack import PolicyPack
from app.present.practice.people import load_people, load_unit
from app.present.session import Role, Session
from app.vault.unlocking import unlock
from app.vault.vault import Vault
from tests.helpers import vaults

TODAY = dt.date(2026, 6, 15)
ANSWERS = RouteAnswers(
    classified=True,
    level=TitleLevel.ASSOCIATE_SENIOR,
    series="工程技术人员",
    specialty="水利工程",
    title="高级工程师",
    affiliation=Affiliation.BANNER_COUNTY,
)


@functools.cache
def pack() -> PolicyPack:
    """Return the shipped pack, loaded once for all tests."""
    return PolicyPack.load()


@contextmanager
def at_desk(folder: Path, declaration: Declaration | None = None, **more) -> Iterator[Session]:
    """Open a new vault with a declaration in hand; ``empty=True`` leaves the vault empty."""
    empty = more.pop("empty", False)
    created = vaults.make(folder / "vault")
    vault = Vault.open(folder / "vault", created.keys, clock=vaults.CLOCK)
    try:
        session = Session(vault, pack(), FixedClock.on(TODAY), "李某（虚构）", **more)
        if not empty:
            session.start(declaration or Declaration(route=ANSWERS))
        yield session
    finally:
        vault.close()


@contextmanager
def unit_desk(folder: Path, people: int | None = None) -> Iterator[Session]:
    """Open a unit's vault with the fictional people (all, or the first so many), the first in hand."""
    shown = load_people()[:people]
    with at_desk(folder, empty=True, role=Role.UNIT) as session:
        session.vault.save_unit(load_unit(), vaults.event("unit"))
        for person in shown:
            session.vault.add(person.declaration, vaults.event("create", person.declaration.id))
        session.open(shown[0].declaration.id)
        yield session


def reopened(session: Session) -> Declaration:
    """Return the declaration as the vault holds it, past every cache of the session."""
    return session.vault.load(session.declaration.id)


@contextmanager
def restarted(session: Session) -> Iterator[Session]:
    """Close the vault of a session and open it again, as a new start of the program does."""
    folder = session.vault.folder
    session.vault.close()
    vault = Vault.open(folder, unlock(folder, vaults.passphrase()), clock=vaults.CLOCK)
    try:
        fresh = Session(vault, pack(), session.clock, session.actor, session.role)
        fresh.take_up(session.declaration.id if session.has_declaration else "")
        yield fresh
    finally:
        vault.close()
