# SPDX-License-Identifier: MulanPSL-2.0
"""Pictures of screens, written without a display: for the newcomer path, the docs and tests."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.present.session import Session
from ui.desktop import make_application
from ui.garbage import WindowCollector
from ui.qt import (
    QApplication,
    QEvent,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from ui.shell import Shell
from ui.theme import TextSize

CLIENT_AREA = (1366, 688)
_TURNS = 6


def settle(turns: int = _TURNS) -> None:
    """Let layouts and single shots of zero come to rest."""
    for _turn in range(turns):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def grab_screens(
    session: Session,
    out_dir: Path,
    names: Sequence[str] = (),
    size: tuple[int, int] = CLIENT_AREA,
    base: int = TextSize.STANDARD,
    *,
    high_contrast: bool = False,
    wait_ms: int = 0,
    places: Mapping[str, str] | None = None,
) -> list[Path]:
    """Write one PNG a screen and return the files.

    Args:
        session: what is open; nothing of it is changed.
        out_dir: made when it is not there.
        names: of screens; empty for the whole navigation of the session's role.
        size: client area in logical pixels.
        base: 16, 20 or 24.
        high_contrast: black on white.
        wait_ms: how long pages that render in the background get.
        places: name of a screen → the place in it to show.
    """
    application = make_application([])
    qInstallMessageHandler(_only_what_matters)
    out_dir.mkdir(parents=True, exist_ok=True)
    collector = WindowCollector(application)
    shell = Shell(session, TextSize(base), high_contrast)
    shell.resize(*size)
    shell.show()
    settle()
    written = []
    for name in names or [entry.name for entry in shell.entries]:
        if shell.go(name, (places or {}).get(name, "")):
            settle()
            _wait(application, shell, wait_ms)
            path = out_dir / f"{session.role}-{name}-{size[0]}x{size[1]}-{int(base)}.png"
            written.append(_saved(shell, path))
    shell.close()
    shell.deleteLater()
    settle()
    collector.stop()
    return written


def _saved(shell: Shell, path: Path) -> Path:
    if not shell.grab().save(str(path), "PNG"):
        raise OSError(f"cannot write {path.name}")
    return path


def _only_what_matters(kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    """Pass on what Qt says, except that a platform without a screen has no window hints."""
    if not words.startswith("This plugin does not support"):
        sys.stderr.write(f"Qt {kind.name}: {words}\n")


def _wait(application: QApplication, shell: Shell, wait_ms: int) -> None:
    """Let background pages arrive, at most so long."""
    for _step in range(wait_ms // 20):
        if not (shell.quick.busy() or shell.tasks.busy() or shell.live.busy()):
            break
        application.thread().msleep(20)
        settle(1)
    settle()
