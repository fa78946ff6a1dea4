# SPDX-License-Identifier: MulanPSL-2.0
"""The watcher of a child: ends it when it is late or unwanted, and never after its work is finished."""

from __future__ import annotations

import threading

import pytest

from app.intake.watcher import LATE, STOPPED, Watcher

SOON, LONG = 0.01, 60.0


@pytest.fixture
def ended():
    """Set when the child was ended."""
    return threading.Event()


@pytest.fixture
def watcher(ended):
    """A watcher of no child."""
    made = Watcher(ended.set)
    yield made
    made.close()


def test_a_late_child_is_ended_and_the_work_told_why(watcher, ended):
    """After the limit the child is ended once, and finishing says it was late."""
    watcher.begin(SOON, lambda: False)
    assert ended.wait(LONG)
    assert watcher.finish() == LATE


def test_work_nobody_wants_ends_the_child(watcher, ended):
    """A person who stops ends the child long before its limit."""
    watcher.begin(LONG, lambda: True)
    assert ended.wait(LONG)
    assert watcher.finish() == STOPPED


def test_finished_work_ends_nothing_and_the_next_is_watched_again(watcher, ended):
    """A limit that passes after the work is done ends nothing; the same watcher takes the next work."""
    for _work in range(3):
        watcher.begin(SOON, lambda: False)
        assert watcher.finish() == ""
    assert not ended.wait(0.2)
    watcher.begin(SOON, lambda: False)
    assert ended.wait(LONG)
