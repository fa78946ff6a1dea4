# SPDX-License-Identifier: MulanPSL-2.0
"""Thumbnails of long volumes scrolled by wheel, keys and bar: the longest halt of the window, and memory.

The window's own share of the processor counts (another program on the machine only adds waiting);
the floor is a bare list of as many empty pages, scrolled in the same way in the same run.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import dossier
from tests.bench.bench_desk import _rest, _window
from tests.bench.rows import BenchRow

SIZES = (500, 1000)
FRAME = 0.016  # seconds between two turns of the wheel
HALT_MS, MEMORY_MB = 50.0, 100.0


def rows(long: bool) -> list[BenchRow]:
    """Return all measurements of the whole volume shown small."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    found: list[BenchRow] = []
    for pages in SIZES:
        found += _volume(pages)
    return found


def _volume(pages: int) -> list[BenchRow]:
    from ui.preview.live import ALL
    from ui.qt import QIcon, QListView, QPixmap, QStandardItem, QStandardItemModel, Qt

    with dossier.full_dossier(pages) as session, _window(session) as shell:
        shell.go("basics")
        _rest(shell)
        shell.current.live.set_mode(ALL)
        _rest(shell)
        view = shell.current.live.thumbs
        before = _resident()
        longest = _longest(view, lambda: _rest(shell))
        grown = _resident() - before
        bare, model = QListView(), QStandardItemModel()
        blank = QPixmap(view.iconSize())
        blank.fill(Qt.GlobalColor.white)
        for number in range(view.model().rowCount()):
            model.appendRow(QStandardItem(QIcon(blank), str(number)))
        bare.setModel(model)
        bare.setViewMode(QListView.ViewMode.IconMode)
        bare.setUniformItemSizes(True)
        bare.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        bare.setGridSize(view.gridSize())
        bare.resize(view.size())
        bare.show()
        floor = _longest(bare, lambda: None)
        bare.close()
    name = f"longest halt, {pages} thumbnails scrolled"
    against = f"a bare list {floor:.1f} ms"
    return [
        BenchRow(name, round(longest, 1), "ms", against, None, HALT_MS),
        BenchRow(f"memory of {pages} thumbnails", round(grown, 1), "MB", "", None, MEMORY_MB),
    ]


def _longest(view, rest: Callable[[], None]) -> float:  # type: ignore[no-untyped-def]
    """Return the longest turn of the event loop, in milliseconds of the window's thread."""
    from ui.qt import QApplication

    longest = 0.0
    for act in _acts(view):
        start = time.thread_time()
        act()
        longest = max(longest, time.thread_time() - start)
        end = time.perf_counter() + FRAME
        while time.perf_counter() < end:
            start = time.thread_time()
            QApplication.processEvents()
            longest = max(longest, time.thread_time() - start)
            time.sleep(0.001)
    rest()
    return longest * 1000


def _acts(view) -> Iterator[Callable[[], object]]:  # type: ignore[no-untyped-def]
    """Yield what a person does: the wheel slowly and fast, PageDown, Home and End, the bar drawn."""
    from ui.qt import QApplication, QKeyEvent, QPoint, QPointF, Qt, QWheelEvent

    def wheel(by: int) -> None:
        at = QPointF(view.viewport().rect().center())
        there = QPointF(view.viewport().mapToGlobal(at.toPoint()))
        none = Qt.KeyboardModifier.NoModifier
        event = QWheelEvent(
            at, there, QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, none,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), event)

    def press(key: Qt.Key) -> None:
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(view, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))

    yield from [lambda: wheel(-120)] * 60
    yield from [lambda: wheel(960)] * 20
    yield from [lambda: press(Qt.Key.Key_PageDown)] * 30
    yield from [lambda: press(Qt.Key.Key_Home), lambda: press(Qt.Key.Key_End)] * 3
    bar = view.verticalScrollBar()
    for step in range(101):
        yield lambda step=step: bar.setValue(bar.maximum() * step // 100)


def _resident() -> float:
    """Return the memory of this process in MB."""
    words = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(words[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
