# SPDX-License-Identifier: MulanPSL-2.0
"""Bugs: what is kept of one (types and places, never values) and how the person is told."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from app.kernel.digest import sha256_hex

_MOST_FRAMES = 12
_listeners: list[Callable[[str], None]] = []


def redacted(fault: BaseException) -> str:
    """Return the fault as types and places in the code; no message, no value, no path of this machine."""
    frames = traceback.extract_tb(fault.__traceback__)[-_MOST_FRAMES:]
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([type(fault).__name__, *places])


def reference(report: str) -> str:
    """Return 8 digits that name a report over the telephone."""
    return f"{int(sha256_hex(report.encode())[:12], 16) % 10**8:08d}"


def report_fault(fault: BaseException) -> str:
    """Write the redacted fault to the error stream, tell the listeners, return its reference."""
    report = redacted(fault)
    number = reference(report)
    if sys.stderr is not None:
        sys.stderr.write(f"{number}\n{report}\n")
    return number


def install_excepthook(tell: Callable[[str], None]) -> None:
    """Send uncaught faults of the window's thread to ``tell`` with their reference, redacted."""
    _listeners[:] = [tell]

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        number = report_fault(fault)
        for listener in _listeners:
            listener(number)

    sys.excepthook = hook
