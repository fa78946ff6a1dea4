# SPDX-License-Identifier: MulanPSL-2.0
"""Wrong passphrases: a growing wait, and a count that the next right one puts on record (security.md §1.6).

The file lies beside the header in clear, because there is no key before unlocking. Whoever can delete it
can also copy the vault and guess elsewhere: the real brake is the cost of the key derivation. Nothing is
ever locked for good or deleted.
"""

from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from app.kernel.digest import canonical_json
from app.vault import files

LONGEST_WAIT = 60
_MAX_BYTES = 4096


@frozen
class Attempts:
    """What happened since the vault was last opened.

    Attributes:
        failures: wrong passphrases in a row, up to now.
        at: the machine's running time in seconds at the last one.
        to_report: wrong ones before the last right one, not yet in the event chain.
        repaired: the header was put right from its copy, not yet in the event chain.
    """

    failures: int = 0
    at: int = 0
    to_report: int = 0
    repaired: bool = False

    def wait(self, now: float) -> int:
        """Return the seconds to wait before the next attempt: 1, 2, 4 … 60."""
        if not self.failures:
            return 0
        elapsed = int(now) - self.at
        whole = wait_after(self.failures)
        return whole if elapsed < 0 else max(0, whole - elapsed)  # below zero: restarted since


def wait_after(failures: int) -> int:
    """Return the wait in seconds that a number of wrong passphrases in a row brings."""
    return min(LONGEST_WAIT, 1 << min(failures - 1, 10)) if failures > 0 else 0


def running_time() -> float:
    """Return the seconds since the machine started: unlike the wall clock it cannot be set."""
    return time.monotonic()


def read(folder: Path) -> Attempts:
    """Return the record; a missing or unreadable one counts as none."""
    try:
        with (folder / files.UNLOCKING).open("rb") as stream:
            value: Any = json.loads(stream.read(_MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return Attempts()
    if not isinstance(value, dict):
        return Attempts()
    counts = [value.get(name) for name in ("failures", "at", "to_report")]
    known = [count for count in counts if type(count) is int and 0 <= count < 1 << 40]
    if len(known) != len(counts):
        return Attempts()
    failures, at, to_report = known
    return Attempts(failures, at, to_report, value.get("repaired") is True)


def _write(folder: Path, attempts: Attempts) -> None:
    value = {
        "failures": attempts.failures,
        "at": attempts.at,
        "to_report": attempts.to_report,
        "repaired": attempts.repaired,
    }
    with contextlib.suppress(
        OSError
    ):  # a read-only folder or a full disk must not keep anybody out
        files.write_atomically(folder / files.UNLOCKING, canonical_json(value))


def failed(folder: Path) -> Attempts:
    """Count one wrong passphrase and return the record."""
    before = read(folder)
    now = evolve(before, failures=before.failures + 1, at=int(running_time()))
    _write(folder, now)
    return now


def succeeded(folder: Path, *, repaired: bool) -> None:
    """Keep what the event chain still has to be told, and end the waiting."""
    before = read(folder)
    after = Attempts(
        to_report=before.to_report + before.failures,
        repaired=before.repaired or repaired,
    )
    if after != before:
        _write(folder, after)


def settled(folder: Path) -> None:
    """Forget the record; called when the event chain holds it."""
    with contextlib.suppress(OSError):
        (folder / files.UNLOCKING).unlink(missing_ok=True)
