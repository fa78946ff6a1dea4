# SPDX-License-Identifier: MulanPSL-2.0
"""The desk as it is felt: a key on the screen, typing in the vault, a screen opened, with 300 pages bound.

Times end when the widget was painted, not when a slot returned. The floors are painted by the same
application, in windows that hold nothing else.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import attrgetter
from typing import TYPE_CHECKING

from attrs import frozen

from app.model.operations import SetValue
from app.present.session import Session
from tests.bench.dossier import full_dossier
from tests.bench.rows import BenchRow

if TYPE_CHECKING:
    from ui.qt import QWidget
    from ui.shell import Shell

KEYS = 40
GAP = 0.05  # seconds between two keys of a quick typist
TURNS = 5
KEY_MS, SAVED_MS, SCREEN_MS = 16.0, 500.0, 100.0  # what must hold
FIELDS = (
    ("basics", "basics.remarks", "a line"),
    ("basics", "basics.ethnicity", "a line with its list of words"),
    ("achievements", "achievements.{row}.content", "a long text"),
    ("statement", "statement", "个人总结"),
)


def rows(long: bool) -> list[BenchRow]:
    """Return all measurements of the applicant's desk."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with full_dossier() as session, _window(session) as shell:
        opened = _screens(shell, TURNS * (3 if long else 1))
        found = [*_typing(shell), _saved(shell), *opened]
    before, _, after = os.getloadavg()
    return [
        *found,
        BenchRow("load average of a minute, of a quarter", round(before, 1), f"/ {after:.1f}"),
    ]


@contextmanager
def _window(session: Session) -> Iterator[Shell]:
    from ui.ahead import AHEAD_MS
    from ui.desktop import make_application
    from ui.garbage import WindowCollector
    from ui.pictures import settle
    from ui.shell import Shell

    collector = WindowCollector(make_application([]))
    shell = Shell(session)
    shell.resize(1366, 688)
    shell.show()
    settle()
    shell.go("tasks")
    _spin(AHEAD_MS / 1000)  # the person reads the list of tasks while faces are read
    _rest(shell)
    try:
        yield shell
    finally:
        shell.close()
        shell.deleteLater()
        settle()
        collector.stop()


def _spin(seconds: float) -> None:
    from ui.qt import QApplication

    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.001)


def _rest(shell: Shell) -> None:
    """Wait until nothing works in the background."""
    _spin(0.05)
    while any(lane.busy() for lane in (shell.quick, shell.tasks, shell.live)):
        _spin(0.02)


@frozen
class Took:
    """Milliseconds until the paint ended: by the clock, and of them the window's thread at work.

    On a machine with other work the clock runs on while the thread waits for a core; its own
    share is what a free machine would take.
    """

    clock: float
    own: float


def _until_painted(act: Callable[[], QWidget]) -> Took:
    """Return what it took from the start of an act to the end of the paint of the widget it returns.

    Only the window's own events are listened to: asking Python about every event of every widget
    took as long again as making a page (measured, 20 ms of 100).
    """
    from ui.qt import QApplication, QEvent, QObject

    painted: list[object] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.UpdateRequest:  # the window paints all that asked for it
                painted.append(watched)
            return False

    watch, application = Watch(), QApplication.instance()
    assert isinstance(application, QApplication)
    windows = [each for each in application.topLevelWidgets() if each.isVisible()]
    for window in windows:
        window.installEventFilter(watch)
    try:
        start, own = time.perf_counter(), time.thread_time()
        widget = act()
        painted.clear()
        QApplication.processEvents()
        if widget.window() not in painted:  # it was painted before the act was over
            widget.update()
        while widget.window() not in painted or widget.visibleRegion().isEmpty():
            QApplication.processEvents()
        return Took((time.perf_counter() - start) * 1000, (time.thread_time() - own) * 1000)
    finally:
        for window in windows:
            window.removeEventFilter(watch)


# -- keys


def _typing(shell: Shell) -> list[BenchRow]:
    """Measure keys in fields of each kind; nineteen of twenty must be on the screen in time."""
    from ui.qt import QLineEdit, QPlainTextEdit

    line, text = _alone(QLineEdit()), _alone(QPlainTextEdit())
    shell.activateWindow()
    _rest(shell)
    found = []
    row = shell.context.session.declaration.achievements[0].id
    for screen, path, what in FIELDS:
        shell.go(screen, path.format(row=row))
        _rest(shell)
        field = shell.current.field_in_hand()
        assert field is not None
        editor = field.editor
        taken = _keys(editor, getattr(editor, "viewport", lambda editor=editor: editor)())
        floor = line if isinstance(editor, QLineEdit) else text
        name = "QLineEdit" if floor is line else "QPlainTextEdit"
        found.append(
            _row(f"key drawn in {what}", _late(taken), f"empty {name}", _late(floor), KEY_MS)
        )
    return found


def _alone(editor: QWidget) -> list[Took]:
    """Measure keys in an editor that stands alone in its window."""
    from ui.qt import QVBoxLayout, QWidget

    window = QWidget()
    QVBoxLayout(window).addWidget(editor)
    window.resize(400, 120)
    window.show()
    window.activateWindow()
    editor.setFocus()
    _spin(0.1)
    taken = _keys(editor, getattr(editor, "viewport", lambda: editor)())
    window.close()
    return taken


def _keys(editor: QWidget, painted: QWidget) -> list[Took]:
    from ui.qt import QApplication, QKeyEvent, Qt

    def press(sign: str) -> QWidget:
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign)
            QApplication.sendEvent(editor, event)
        return painted

    taken = []
    for number in range(KEYS):
        taken.append(_until_painted(lambda sign="abcdefgh"[number % 8]: press(sign)))
        _spin(GAP)
    return taken


def _late(taken: list[Took]) -> Took:
    """Return what nineteen of twenty stay below."""
    clock, own = ([getattr(each, name) for each in taken] for name in ("clock", "own"))
    return Took(statistics.quantiles(clock, n=20)[-1], statistics.quantiles(own, n=20)[-1])


def _row(name: str, took: Took, floor_name: str, floor: Took, goal: float) -> BenchRow:
    against = f"own {took.own:.1f}; {floor_name} {floor.clock:.1f}, own {floor.own:.1f}"
    return BenchRow(name, round(took.clock, 1), "ms", against, None, goal)


def _saved(shell: Shell) -> BenchRow:
    """Measure from the last key of a word until the vault on disk holds it."""
    path, vault = "basics.remarks", shell.context.session.vault
    shell.go("basics", path)
    _rest(shell)
    field = shell.current.field_in_hand()
    assert field is not None
    taken = []
    for _word in range(TURNS):
        _keys_of_a_word(field.editor)
        start, wanted = time.perf_counter(), field.text()
        while wanted not in vault.drafts("").values():
            _spin(0.002)
        taken.append((time.perf_counter() - start) * 1000)
    from ui.widgets.fields import PAUSE_MS

    against = f"the pause itself {PAUSE_MS} ms"
    return BenchRow("last key → in the vault", round(max(taken), 1), "ms", against, None, SAVED_MS)


def _keys_of_a_word(editor: QWidget) -> None:
    from ui.qt import QApplication, QKeyEvent, Qt

    for sign in "word":
        event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
        QApplication.sendEvent(editor, event)
        _spin(GAP)


# -- screens


def _screens(shell: Shell, turns: int) -> list[BenchRow]:
    """Measure every screen at the applicant's desk: opened first, and again after something was changed.

    Of the latter the quickest of some turns counts: what else runs on the machine only adds.
    """
    from ui.screens import SCREENS

    names = [entry.name for entry in SCREENS if str(shell.role) in entry.roles]
    first: dict[str, Took] = {}
    again: dict[str, Took] = {}
    for name in names:
        _elsewhere(shell, name)
        first[name] = _until_painted(lambda name=name: _go(shell, name))
    bare = _bare(shell, turns)
    for name in names:
        again[name] = min(
            (_changed_and_opened(shell, name) for _turn in range(turns)), key=attrgetter("clock")
        )
    found = []
    for what, taken in (("first", first), ("after a change", again)):
        found += [
            _row(f"{name} opened {what}", taken[name], "an empty screen", bare, SCREEN_MS)
            for name in names
        ]
    return found


def _go(shell: Shell, name: str) -> QWidget:
    shell.go(name)
    assert shell.current is not None
    return shell.current


def _elsewhere(shell: Shell, name: str) -> None:
    shell.go("bin" if name != "bin" else "basics")
    _rest(shell)


def _changed_and_opened(shell: Shell, name: str) -> Took:
    _elsewhere(shell, name)
    session = shell.context.session
    session.apply(SetValue("basics.remarks", f"第{time.perf_counter_ns()}次"))
    _rest(shell)
    return _until_painted(lambda: _go(shell, name))


def _bare(shell: Shell, turns: int) -> Took:
    """Measure a screen with nothing but its head, shown in the same window."""
    from ui.screen import Screen

    bare = Screen(shell.context)
    shell.chrome.stack.addWidget(bare)
    taken = []

    def show() -> QWidget:
        shell.chrome.stack.setCurrentWidget(bare)
        return bare

    for _turn in range(turns):
        _elsewhere(shell, "")
        taken.append(_until_painted(show))
        shell.chrome.stack.setCurrentWidget(shell.current)
    shell.chrome.stack.removeWidget(bare)
    bare.deleteLater()
    return min(taken, key=attrgetter("clock"))
