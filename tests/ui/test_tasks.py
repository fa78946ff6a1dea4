# SPDX-License-Identifier: MulanPSL-2.0
"""Long work: one worker, four ways to end, nothing of a value in a report."""

from __future__ import annotations

import gc
import sys
import threading

import pytest
from PySide6.QtTest import QTest

from app.kernel.errors import UserError
from ui.faults import install_excepthook, redacted, reference, report_fault
from ui.garbage import WindowCollector
from ui.idle import IdleWatch
from ui.qt import QApplication, QEvent, QInputMethodEvent, QKeyEvent, QLineEdit, QPoint, Qt
from ui.tasks import TaskRunner

SECRET = "150404198203150014"


@pytest.fixture
def runner(application):
    """A runner that is closed again."""
    made = TaskRunner("test")
    yield made
    made.close()


def ended(qtbot, task):
    """Wait until a task has said how it ended."""
    with qtbot.waitSignal(task.ended, timeout=5000):
        pass


def test_work_ends_in_the_windows_thread(runner, qtbot):
    """The work runs elsewhere, its outcome arrives here, once."""
    told = []
    task = runner.start(
        lambda _progress: threading.current_thread().name,
        done=lambda name: told.append(
            (name, threading.current_thread() is threading.main_thread())
        ),
    )
    ended(qtbot, task)
    assert len(told) == 1
    assert told[0][0].startswith("test")
    assert told[0][1]
    assert not runner.busy()


def test_progress_arrives_in_order(runner, qtbot):
    """Each step is told with its words."""
    steps = []

    def work(progress):
        for number in range(3):
            progress.step(number, 3, f"第{number}人")

    task = runner.start(work)
    task.progressed.connect(lambda *values: steps.append(values))
    ended(qtbot, task)
    assert steps == [(0, 3, "第0人"), (1, 3, "第1人"), (2, 3, "第2人")]


def test_a_refusal_arrives_as_what_the_person_can_mend(runner, qtbot):
    """A UserError comes back whole."""
    told = []

    def work(_progress):
        raise UserError("UI-ALIAS-EMPTY")

    task = runner.start(work, refused=told.append)
    ended(qtbot, task)
    assert [fault.code for fault in told] == ["UI-ALIAS-EMPTY"]


def test_stopping_ends_the_work_at_its_next_step(runner, qtbot):
    """停在这里: the work ends by itself and nothing else is said."""
    told, begun, go_on = [], threading.Event(), threading.Event()

    def work(progress):
        begun.set()
        go_on.wait(5)
        progress.step(1, 2)
        told.append("went on")

    task = runner.start(work, done=told.append, refused=told.append)
    task.stopped.connect(lambda: told.append("stopped"))
    assert begun.wait(5)
    runner.stop_all()
    go_on.set()
    ended(qtbot, task)
    assert told == ["stopped"]


def test_a_bug_in_work_is_told_by_number_and_without_values(runner, qtbot, capsys):
    """The person gets a reference; the report holds types and places, no value."""
    told = []

    def work(_progress):
        raise RuntimeError(SECRET)

    task = runner.start(work)
    task.broke.connect(told.append)
    ended(qtbot, task)
    report = capsys.readouterr().err
    assert len(told[0]) == 8
    assert told[0] in report
    assert "RuntimeError" in report
    assert "test_tasks.py" in report
    assert SECRET not in report
    assert "/" not in report


def test_work_is_done_one_after_another(runner, qtbot):
    """Two tasks never run at once."""
    order, running = [], threading.Lock()

    def work(number):
        def run(_progress):
            assert running.acquire(blocking=False)
            order.append(number)
            running.release()

        return run

    last = [runner.start(work(n)) for n in range(5)][-1]
    ended(qtbot, last)
    assert order == [0, 1, 2, 3, 4]


def test_closing_ends_a_runner_for_good(application):
    """Closing twice is harmless."""
    made = TaskRunner("short")
    made.close()
    made.close()


def test_the_excepthook_redacts(capsys, monkeypatch):
    """An uncaught fault is told by reference and its text goes nowhere."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    told = []
    install_excepthook(told.append)
    with pytest.raises(ValueError, match=SECRET) as caught:
        raise ValueError(SECRET)
    fault = caught.value
    sys.excepthook(type(fault), fault, fault.__traceback__)
    assert told == [reference(redacted(fault))]
    assert report_fault(fault) == told[0]
    shown = capsys.readouterr()
    assert SECRET not in shown.err + shown.out
    assert "ValueError" in shown.err


def watch_with(now, slept, **more):
    """A watch on a clock of the test's."""
    watch = IdleWatch(now=lambda: now[0], slept=lambda: slept[0], **more)
    told = []
    watch.warned.connect(told.append)
    watch.woke.connect(lambda: told.append("woke"))
    watch.expired.connect(lambda: told.append("lock"))
    return watch, told


def a_key():
    """A key press."""
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")


def test_ten_minutes_of_nothing_lock_after_a_warning(application):
    """Silent for 9:30, warned for 30 seconds, then locked; a key in between starts anew."""
    now, slept = [0.0], [0.0]
    watch, told = watch_with(now, slept)
    now[0] = 569
    watch.look()
    assert told == []
    now[0] = 571
    watch.look()
    assert told == [29]
    assert watch.eventFilter(application, a_key()) is False
    assert told == [29, "woke"]
    now[0] = 900
    watch.look()
    assert told == [29, "woke"]
    now[0] = 571 + 600
    watch.look()
    assert told[-1] == "lock"


def test_the_lock_waits_while_something_prints(application):
    """As long as a task runs the lock is put off."""
    now, busy = [0.0], [True]
    watch, told = watch_with(now, [0.0], hold=lambda: busy[0])
    now[0] = 601
    watch.look()
    assert told == []
    busy[0] = False
    now[0] = 1202
    watch.look()
    assert told == ["lock"]


def test_waking_from_sleep_locks_at_once(application):
    """A machine that slept comes back locked, whatever the minutes."""
    now, slept = [0.0], [0.0]
    watch, told = watch_with(now, slept)
    slept[0] = 3600.0
    watch.look()
    assert told == ["lock"]


def heard(watch, told, now, act) -> bool:
    """Return whether an act of a person ends the warning."""
    told.clear()
    now[0] += 580
    watch.look()
    act()
    QApplication.processEvents()
    return told == [20, "woke"]


def test_the_watch_hears_a_person_in_every_window(application, qtbot):
    """Keys and the mouse in a window, in one opened later, and what an input method writes."""
    now = [0.0]
    watch, told = watch_with(now, [0.0])
    line, late = QLineEdit(), QLineEdit()
    for widget in (line, late):
        qtbot.addWidget(widget)
    line.show()
    line.activateWindow()
    line.setFocus()
    QApplication.processEvents()
    watch.start(application)
    try:
        assert heard(watch, told, now, lambda: QTest.keyClick(line.windowHandle(), Qt.Key.Key_A))
        assert line.text() == "a"
        composed = QInputMethodEvent("hao", [])
        assert heard(watch, told, now, lambda: QApplication.sendEvent(line, composed))
        late.show()
        QApplication.processEvents()
        watch.look()
        click = (late.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        assert heard(watch, told, now, lambda: QTest.mouseClick(*click, QPoint(3, 3)))
    finally:
        watch.stop()
    assert not heard(watch, told, now, lambda: QTest.keyClick(line.windowHandle(), Qt.Key.Key_A))


class Node:
    """One half of a cycle; notes the thread that frees it."""

    def __init__(self, freed):
        self.freed, self.other = freed, self

    def __del__(self):
        self.freed.append(threading.current_thread() is threading.main_thread())


def test_garbage_made_by_work_is_collected_in_the_windows_thread(runner, qtbot):
    """Cycles left by a worker are never freed by it; the window's collector frees them here."""
    freed = []
    collector = WindowCollector()
    try:
        task = runner.start(lambda _progress: [Node(freed) for _ in range(3000)].clear())
        ended(qtbot, task)
        assert freed == []
        while collector.look():
            pass
        assert len(freed) == 3000
        assert all(freed)
    finally:
        collector.stop()
        gc.disable()


def test_giving_the_collection_back_leaves_nothing_to_collect(qtbot):
    """What is garbage when the last window goes is freed then, not inside some later destructor."""
    freed = []
    collector = WindowCollector()
    try:
        Node(freed)
        assert freed == []
        collector.stop()
        assert freed == [True]
    finally:
        gc.disable()
