# SPDX-License-Identifier: MulanPSL-2.0
"""A desk whose clock moves a minute with every change, so that histories have times."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from app.model.declaration import Declaration
from app.model.people import Basics, Education
from app.model.work import Achievement
from tests.helpers import vaults
from tests.helpers.desk import ANSWERS, at_desk

START = dt.datetime(2026, 6, 15, 9, 0)  # noqa: DTZ001 - local wall clock, as everywhere


class MovingClock:
    """Moves when the test says so."""

    def __init__(self, now: dt.datetime = START) -> None:
        self.moment = now

    def now(self) -> dt.datetime:
        """Return the moment the test set."""
        return self.moment

    def today(self) -> dt.date:
        """Return the day of it."""
        return self.moment.date()

    def go_on(self, **more: int) -> None:
        """Let time pass."""
        self.moment += dt.timedelta(**more)


def person() -> Declaration:
    """Return a small fictional declaration."""
    return Declaration(
        route=ANSWERS,
        basics=Basics(name="张某某（虚构）", phone="0476-0000000"),
        education=(
            Education(id="e1", school="某某大学（虚构）", major="水利工程"),
            Education(id="e2", school="某某学院（虚构）", major="测量"),
        ),
        achievements=(Achievement(id="a1", title="某灌区配套工程（虚构）", role="主持"),),
    )


@pytest.fixture
def clock() -> MovingClock:
    """A clock that stands until the test moves it."""
    return MovingClock()


@pytest.fixture
def desk(tmp_path, clock):
    """The person's declaration in hand."""
    with at_desk(tmp_path, empty=True) as session:
        session.clock = session.vault._clock = clock
        session.start(person())
        yield session


@pytest.fixture
def another(desk):
    """A function that puts another person into the vault and returns the declaration."""

    def put(name: str) -> Declaration:
        other = attrs.evolve(person(), id=f"other-{name}", basics=Basics(name=name))
        desk.vault.add(other, vaults.event("create", other.id))
        return other

    return put
