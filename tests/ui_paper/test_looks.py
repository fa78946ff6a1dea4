# SPDX-License-Identifier: MulanPSL-2.0
"""Geometry of every paper screen: nothing clipped, nothing over anything else, every control named."""

from __future__ import annotations

import pytest

from app.present.session import Role
from tests.helpers.geometry import (
    assert_named,
    assert_no_overlap,
    assert_nothing_clipped,
    settle,
    tab_names,
)
from tests.helpers.windows import rested
from tests.ui_paper.conftest import plain_rows, send_back

SIZES = [
    (1366, 688, 16),
    (1920, 1000, 16),
    (1093, 534, 16),
    (911, 432, 16),
    (1366, 688, 20),
    (1366, 688, 24),
    (1920, 1000, 24),
]
APPLICANT = ("materials", "walk", "evidence", "selfcheck")
UNIT = ("workbench", "review", "walk")


def sound(shell, where) -> None:
    """Hold a screen against what a person would complain about."""
    settle(8)
    page = shell.current
    for check in (assert_nothing_clipped, assert_no_overlap, assert_named):
        try:
            check(page)
        except AssertionError as fault:
            raise AssertionError(f"{where}: {fault}") from None


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_applicants_screens_are_sound(applicant, window, size):
    """Each screen with returned items, long names and real pages, at every size and text size."""
    send_back(applicant, (0, 1))
    shell = window(applicant, *size)
    for name in APPLICANT:
        assert shell.go(name)
        if name == "materials":
            shell.current.presenter.choose_filter("all")
        rested(shell.quick)
        sound(shell, name)
    shell.go("evidence")
    for view in ("proof", "matrix"):
        shell.current._choose_view(view)
        sound(shell, view)
    shell.go("walk")
    shell.current.presenter.go_to(shell.current.presenter.state.rail[-1].entry_id)
    shell.current.presenter.skip()
    sound(shell, "the end of the walk")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_units_screens_are_sound(reviewer, window, size):
    """Each screen with people, marks and a reason being written, at every size and text size."""
    send_back(reviewer, (0, 1))
    shell = window(reviewer, *size)
    for name in UNIT:
        assert shell.go(name)
        sound(shell, name)
    walk = shell.current.presenter
    walk.go_to(plain_rows(reviewer)[0])
    walk.answer("last", "needs_correction")
    sound(shell, "a reason being written")


def test_high_contrast_changes_no_geometry(applicant, window):
    """Black on white has thicker borders; still nothing is cut."""
    send_back(applicant)
    shell = window(applicant, high_contrast=True)
    for name in APPLICANT:
        shell.go(name)
        sound(shell, name)


@pytest.mark.parametrize("size", [(1366, 688), (1093, 534)])
def test_the_list_shows_whole_rows(applicant, window, size):
    """The table ends where a row ends: eight rows at 1366, ten in compact (ux 4.3)."""
    shell = window(applicant, *size, name="materials")
    table = shell.current.table
    rows = table.whole_rows()
    assert rows == min(len(table.row_ids()), rows)
    assert rows >= (8 if size[0] == 1366 else 9)
    assert (
        table.view.height() - 2 - shell.context.theme.m.table_head
    ) % shell.context.theme.m.row == 0


def test_tab_goes_through_the_list_in_reading_order(applicant, window):
    """Head, filters, list, verbs under it."""
    shell = window(applicant, name="materials")
    shell.current.header.primary.setFocus()
    names = tab_names(shell.current)
    wanted = [
        "材料清单表",
        "为什么",
        "看原文",
        "附扫描件…",
        "份数页数…",
        "标为不适用…",
        "标为已准备",
    ]
    places = [names.index(name) for name in wanted]
    assert places == sorted(places)


def test_tab_goes_through_the_walk_in_reading_order(reviewer, window):
    """First question, count, last question, verbs."""
    shell = window(reviewer, name="walk")
    assert reviewer.role == Role.UNIT
    names = tab_names(shell.current)
    kinds = [
        next(
            k for k, word in enumerate(("看到原件", "实点几页", "这一项")) if name.startswith(word)
        )
        for name in names
        if name.startswith(("看到原件", "实点几页", "这一项"))
    ]
    assert kinds == sorted(kinds)
    assert "保存，下一项" in names


def test_a_row_is_spoken_whole(applicant, window):
    """A screen reader hears name, state, original, copies and pages at once."""
    shell = window(applicant, name="materials")
    from ui.qt import Qt

    model = shell.current.table.model
    words = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "未准备" in words
    assert "份" in words
