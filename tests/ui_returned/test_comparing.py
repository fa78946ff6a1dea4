# SPDX-License-Identifier: MulanPSL-2.0
"""Comparing with the paper that was handed in: how far it is, stopping it, and going on."""

from __future__ import annotations

import time
from threading import Event

import pytest

from app.kernel.errors import Cancelled
from app.kernel.progress import Progress
from app.model.operations import SetValue
from app.present.returned.returned import ReturnedPresenter
from app.present.returned.returned_state import SHEETS
from tests.helpers.geometry import settle
from tests.helpers.sent_back import key_in
from tests.helpers.windows import rested
from ui.frame import acts
from ui.screens.returned_lists import STOPPED

LONGEST_WAIT = 30.0


@pytest.fixture
def changed(session):
    """The dossier sent back, with one fact corrected since."""
    key_in(session)
    session.apply(SetValue("titles.t1.obtained", "2016-02", "改取得时间"))
    return session


def until(holds) -> None:
    """Wait for something of another thread, however long this machine takes."""
    last = time.monotonic() + LONGEST_WAIT
    while not holds():
        assert time.monotonic() < last
        settle(1)


def test_every_paper_is_a_step_and_the_count_is_true(changed) -> None:
    """The steps come in order, never beyond their total, each with the paper's name."""
    steps: list[tuple[int, int, str]] = []
    ReturnedPresenter(changed).prepare(Progress(lambda *step: steps.append(step)))
    assert [done for done, _, _ in steps] == list(range(len(steps)))
    assert all(done < total for done, total, _ in steps)
    assert {"评审表", "送审表", "材料目录单"} <= {words for _, _, words in steps}
    assert steps[-1][1] == len(steps)


def test_stopping_leaves_what_was_found_before(changed) -> None:
    """A comparison stopped half way says nothing new; a later one begins where papers are missing."""
    presenter = ReturnedPresenter(changed)
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 3

    with pytest.raises(Cancelled):
        presenter.prepare(Progress(stop_requested=stop))
    assert presenter.needs_prepare() and presenter.state.sheets == ()
    presenter.prepare()
    assert not presenter.needs_prepare() and presenter.state.sheets


def test_a_long_comparison_shows_its_line_and_stops(changed, window, monkeypatch) -> None:
    """After a second the line stands there; 停在这里 ends it, the page says so and offers to go on."""
    monkeypatch.setattr(acts, "LATE_MS", 1)
    hold, prepare = Event(), ReturnedPresenter.prepare

    def slow(presenter, progress=None) -> None:
        hold.wait(LONGEST_WAIT)
        prepare(presenter, progress)

    monkeypatch.setattr(ReturnedPresenter, "prepare", slow)
    shell = window(changed, name="returned")
    page, line = shell.current, shell.chrome.progress
    page.presenter.choose_view(SHEETS)
    until(lambda: line.going)
    assert line.isVisible()
    line._stop.click()
    hold.set()
    rested(shell.quick)
    settle()
    assert not line.going
    assert page.lists.nothing.words.text() == STOPPED and page.lists.nothing.action.isVisible()
    page.lists.nothing.action.click()
    until(lambda: bool(page.sheets.row_ids()))
    assert page.presenter.state.compared and not page.lists.nothing.isVisible()


def test_a_short_comparison_shows_no_line(changed, window, monkeypatch) -> None:
    """What is done within a second does not flicker."""
    monkeypatch.setattr(acts, "LATE_MS", 10_000_000)
    shell = window(changed, name="returned")
    until(lambda: shell.current.presenter.state.compared)
    assert not shell.chrome.progress.going


@pytest.mark.expected_log
def test_a_comparison_at_fault_can_be_asked_for_again(changed, window, monkeypatch) -> None:
    """A bug in comparing is told by number, and the page is not left comparing for ever."""
    prepare = ReturnedPresenter.prepare

    def broken(presenter, progress=None) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(ReturnedPresenter, "prepare", broken)
    shell = window(changed, name="returned")
    page = shell.current
    until(lambda: any(m.code == "UI-FAULT" for m in shell.context.messages.messages()))
    assert not page.comparing.under_way
    monkeypatch.setattr(ReturnedPresenter, "prepare", prepare)
    page.comparing.again()
    until(lambda: page.presenter.state.compared)
