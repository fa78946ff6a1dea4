# SPDX-License-Identifier: MulanPSL-2.0
"""Every dialog and menu, opened from its trigger: sound at every size, left by Esc, walked by Tab."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from app.kernel.progress import silent
from app.present.prints.preview import PreviewPresenter
from tests.helpers.dialogs import (
    NotThereError,
    entries,
    is_empty,
    own,
    reading_order,
    tab_stops,
    while_open,
)
from tests.helpers.geometry import (
    assert_named,
    assert_no_overlap,
    assert_nothing_clipped,
    name_of,
    settle,
)
from tests.ui_dialogs.cases import CASES
from ui.desktop import dress
from ui.qt import QMenu, QPushButton, Qt, QThread
from ui.shell import Shell
from ui.theme import TextSize

SIZES = [
    (1366, 688, 16),
    (1093, 534, 20),
    (911, 432, 16),
    (911, 432, 24),
    (1366, 688, 24),
]
DESKS = sorted({case.desk for case in CASES})
LARGEST = (880, 400)  # ux 4.3: no dialog may exceed it


@contextmanager
def window(qapp, session, width, height, base):
    """Open the window; its vault is closed after it."""
    dress(qapp)
    shell = Shell(session, TextSize(base))
    shell.resize(width, height)
    shell.show()
    shell.activateWindow()
    settle(8)
    yield shell
    shell.close()
    shell.context.presenter(PreviewPresenter).close()
    shell.deleteLater()
    settle()


def rested(shell) -> None:
    """Wait until what a screen started in the background has come."""
    for _turn in range(400):
        settle(1)
        if not (shell.quick.busy() or shell.tasks.busy() or shell.live.busy()):
            break
        QThread.msleep(10)
    settle(4)


def each(shell, session, desk, look) -> list[str]:
    """Open every case of a desk and return what ``look`` found, with the case's name before it."""
    faults = []
    for case in (each for each in CASES if each.desk == desk):
        assert shell.go(case.screen, case.path), case.name
        rested(shell)
        shell.context.clear_messages()

        def seen(front, case=case):
            title = front.windowTitle()
            if not isinstance(front, QMenu):
                assert title.startswith(case.title), title
            faults.extend(f"{case.name}: {fault}" for fault in look(front, shell, session))

        try:
            while_open(lambda case=case: case.opens(shell), seen)
        except (AssertionError, NotThereError) as fault:
            faults.append(f"{case.name}: {fault!r}")
    return faults


def geometry(front, shell, _session) -> list[str]:
    """Return what a person would complain about; Qt's own file dialog has only to fit."""
    faults = []
    for check in (assert_nothing_clipped, assert_no_overlap, assert_named):
        if not own(front):
            break
        try:
            check(front)
        except AssertionError as fault:
            faults.append(str(fault))
    size = front.size()
    if own(front) and (size.width() > LARGEST[0] or size.height() > LARGEST[1]):
        faults.append(f"is {size.width()}x{size.height()}")
    if size.width() > shell.width() or size.height() > shell.height():
        faults.append("is larger than the window")
    return faults


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("desk_name", DESKS)
def test_no_dialog_is_cut_at_any_size(qapp, desk, desk_name, size):
    """Nothing clipped, nothing over anything, every control named, within 880 × 400 and the window."""
    with desk(desk_name) as session, window(qapp, session, *size) as shell:
        assert each(shell, session, desk_name, geometry) == []


def behaviour(front, _shell, session) -> list[str]:
    """Return what is wrong with focus, Tab, the default verb and Esc."""
    if not own(front):
        return []
    faults = []
    first = front.focusWidget()
    if first is None or not front.isAncestorOf(first):
        return ["nothing has the focus at first"]
    stops = tab_stops(front)
    read = reading_order(front, stops)
    start = read.index(first)
    if stops != read[start:] + read[:start]:
        faults.append(f"Tab goes {[name_of(w) for w in stops]}, reads {[name_of(w) for w in read]}")
    back = tab_stops(front, back=True)
    if back != [stops[0], *reversed(stops[1:])]:
        faults.append("Shift+Tab does not go the same way back")
    waiting = [entry for entry in entries(front) if is_empty(entry)]
    wanted = waiting[0] if waiting else next(iter(entries(front)), None)
    if wanted is not None and first is not wanted:
        faults.append(f"begins at {name_of(first)}, not at {name_of(wanted)}")
    verbs = [b for b in front.findChildren(QPushButton) if b.isDefault()]
    primary = [b for b in front.findChildren(QPushButton) if b.property("role") == "primary"]
    if verbs != primary or len(verbs) > 1:
        faults.append(f"Enter does {[name_of(b) for b in verbs]}")
    letters = [
        text[text.index("&") + 1].lower()
        for text in (b.text().replace("&&", "") for b in front.findChildren(QPushButton))
        if "&" in text
    ]
    if len(letters) != len(set(letters)):
        faults.append(f"letters twice: {letters}")
    before = happened(session)
    press_escape(front)
    if front.isVisible():
        faults.append("Esc does not close it")
    if happened(session) != before:
        faults.append("Esc changes something")
    return faults


def happened(session) -> int:
    """Return how much stands on record."""
    return session.vault.verify(silent()).events


def press_escape(front) -> None:
    """Press Esc where the focus is."""
    from PySide6.QtTest import QTest

    QTest.keyClick(front.focusWidget() or front, Qt.Key.Key_Escape)


@pytest.mark.parametrize("desk_name", DESKS)
def test_every_dialog_is_walked_and_left_by_keys(qapp, desk, desk_name):
    """First focus in the first empty entry, Tab as one reads, Enter the one blue verb, Esc without a trace."""
    with desk(desk_name) as session, window(qapp, session, 1366, 688, 16) as shell:
        assert each(shell, session, desk_name, behaviour) == []


@pytest.mark.parametrize("desk_name", DESKS)
def test_the_focus_comes_back_to_where_it_was(qapp, desk, desk_name):
    """After a dialog the keys go on where they were."""
    faults = []
    with desk(desk_name) as session, window(qapp, session, 1366, 688, 16) as shell:

        def look(_front, _shell, _session):
            held.append(shell.focusWidget())
            return []

        for case in (case for case in CASES if case.desk == desk_name):
            held = []
            faults += each_one(shell, session, case, look)
            now = shell.focusWidget()
            if held and now is not held[0]:
                faults.append(
                    f"{case.name}: left {name_of(held[0])}, now at {now and name_of(now)}"
                )
    assert faults == []


def each_one(shell, session, case, look) -> list[str]:
    """Open one case."""
    assert shell.go(case.screen, case.path), case.name
    rested(shell)
    while_open(lambda: case.opens(shell), lambda front: look(front, shell, session))
    return []


BAR = 80  # logical pixels of a screen that the window's title and the desktop's panel take


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("desk_name", ["applicant", "unit"])
def test_every_menu_is_one_column(qapp, desk, desk_name, size):
    """The longest menu goes down one column, the fixed ones without scrolling; every mnemonic stands once."""
    with desk(desk_name) as session, window(qapp, session, *size) as shell:
        shell.go("materials" if desk_name == "applicant" else "workbench")
        menus = shell.chrome.menus.menus
        titles = list(menus)
        own_letters = [title[title.index("&") + 1] for title in titles]
        assert len(set(own_letters)) == len(own_letters)
        for title, menu in menus.items():
            faults = [each for each in one_column(menu) if each]
            assert faults == [], f"{title} {faults}"
            if not title.startswith(("申报", "审核")):
                high = menu.sizeHint().height()
                assert high <= size[1] + BAR, f"{title} is {high} high"


def one_column(menu) -> list[str]:
    """Return what makes a menu more than one column of readable verbs, submenus too."""
    menu.aboutToShow.emit()
    shown = [action for action in menu.actions() if action.isVisible()]
    faults = []
    if len({menu.actionGeometry(action).left() for action in shown}) > 1:
        faults.append(f"{menu.title()} stands in columns")
    for action in shown:
        if action.menu() is not None:
            faults += one_column(action.menu())
    return faults
