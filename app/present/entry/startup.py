# SPDX-License-Identifier: MulanPSL-2.0
"""What the machine remembers between starts, and whether today's date can be believed (ux §2.6, M30).

The file lies in clear: it holds vault folders and their aliases, text size and dates, never a person's
name and nothing typed. It may be lost or damaged without harm to any vault.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from app.kernel.clock import SystemClock
from app.kernel.errors import UserError

FOLDER = "zhijuan"
FILE = "preferences.json"
MOST_VAULTS = 30
TEXT_SIZES = (16, 20, 24)
LONGEST_PAUSE = 30
_MAX_BYTES = 256 << 10
_MOST_DAYS = 36600


@frozen
class KnownVault:
    """One vault this machine has seen.

    Attributes:
        folder: where it lay when last opened.
        opened: ISO local time of the last opening, empty for never.
    """

    folder: str
    alias: str
    marking: str = ""
    opened: str = ""
    practice: bool = False


@frozen
class Preferences:
    """What is remembered; every name here is on the list of what may lie in clear.

    Attributes:
        last_day: ISO day of the last use, as confirmed by a person.
        clock_days: days to add to the machine's clock, from "today is really …".
        cycle_year: year of the policy pack in use, 0 before the first opening.
        clock_noted: the correction stands in the vault's event chain.
    """

    text_size: int = 16
    high_contrast: bool = False
    first_run_done: bool = False
    vaults: tuple[KnownVault, ...] = ()
    last_day: str = ""
    clock_days: int = 0
    cycle_year: int = 0
    clock_noted: bool = True

    def remember(self, vault: KnownVault) -> Preferences:
        """Return preferences with a vault on top of the list."""
        others = tuple(known for known in self.vaults if known.folder != vault.folder)
        return attrs.evolve(self, vaults=(vault, *others)[:MOST_VAULTS])

    def forget(self, folder: str) -> Preferences:
        """Return preferences without a vault; the vault itself is not touched."""
        return attrs.evolve(self, vaults=tuple(v for v in self.vaults if v.folder != folder))

    def clock(self) -> SystemClock:
        """Return the machine's clock, moved by what a person confirmed."""
        return SystemClock(dt.timedelta(days=self.clock_days))


def preferences_file() -> Path:
    """Return where the preferences lie for this user of the machine."""
    if sys.platform == "win32":
        base = os.environ.get("APPDATA", "")
    else:
        base = os.environ.get("XDG_CONFIG_HOME", "")
    root = Path(base) if base else Path.home() / ".config"
    return root / FOLDER / FILE


class PreferenceStore:
    """Reads and writes the file; a file that cannot be read is set aside, never silently overwritten.

    Attributes:
        damaged: the file was there and could not be read.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path if path is not None else preferences_file()
        self.damaged = False
        self.value = self._load()

    def _load(self) -> Preferences:
        try:
            with self._path.open("rb") as stream:
                document = json.loads(stream.read(_MAX_BYTES))
            return _structure(document)
        except FileNotFoundError:
            return Preferences()
        except (OSError, ValueError, RecursionError):
            self.damaged = True
            with contextlib.suppress(OSError):
                self._path.replace(self._path.with_suffix(".damaged"))
            return Preferences()

    def update(self, **changes: Any) -> Preferences:
        """Change some values and write the file; a disk that refuses costs nothing but the memory."""
        return self.put(attrs.evolve(self.value, **changes))

    def put(self, value: Preferences) -> Preferences:
        """Keep other preferences."""
        self.value = value
        with contextlib.suppress(OSError):
            self._write(json.dumps(attrs.asdict(value), ensure_ascii=False, indent=1))
        return value

    def _write(self, text: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".preferences-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).replace(self._path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _structure(document: Any) -> Preferences:
    """Return the preferences of a document; raises ValueError for anything that is not exactly that.

    By hand: a converter would take longer to import than the first window has.
    """
    values = _exactly(document, Preferences())
    known = values.get("vaults", [])
    if not isinstance(known, list):
        raise ValueError("vaults is not a list")
    blank = KnownVault("", "")
    values["vaults"] = tuple(KnownVault(**_exactly(vault, blank)) for vault in known)
    value = Preferences(**values)
    if value.text_size not in TEXT_SIZES or abs(value.clock_days) > _MOST_DAYS:
        raise ValueError("out of range")
    return value


def _exactly(document: Any, sample: KnownVault | Preferences) -> dict[str, Any]:
    """Return the values of a table whose names and types are those of a sample."""
    kinds = {name: type(value) for name, value in attrs.asdict(sample, recurse=False).items()}
    if not isinstance(document, dict) or not set(document) <= set(kinds):
        raise ValueError("unknown names")
    for name, value in document.items():
        wanted = list if kinds[name] is tuple else kinds[name]
        if type(value) is not wanted:
            raise ValueError(f"{name} is not {wanted.__name__}")
    if isinstance(sample, KnownVault) and not {"folder", "alias"} <= set(document):
        raise ValueError("a vault without folder or alias")
    return dict(document)


@frozen
class DateQuestion:
    """The question "is it really this day?"; ``fault`` is M30 with its reason."""

    shown: dt.date
    fault: UserError


def chinese_day(day: dt.date) -> str:
    """Return 2026年6月15日."""
    return f"{day.year}年{day.month}月{day.day}日"


def date_question(shown: dt.date, preferences: Preferences) -> DateQuestion | None:
    """Return the question to ask before unlocking, or None when the date is plausible."""
    reason = _odd(shown, preferences)
    if not reason:
        return None
    return DateQuestion(shown, UserError("M30", shown=chinese_day(shown), reason=reason))


def _odd(shown: dt.date, preferences: Preferences) -> str:
    try:
        last = dt.date.fromisoformat(preferences.last_day)
    except ValueError:
        last = None
    if last is not None and shown < last:
        return f"您上次使用是 {chinese_day(last)}，比它晚"
    if last is not None and (shown - last).days > LONGEST_PAUSE:
        return f"您上次使用是 {chinese_day(last)}，隔了 {(shown - last).days} 天"
    if preferences.cycle_year and shown.year != preferences.cycle_year:
        return f"这里用的是 {preferences.cycle_year} 年的申报通知"
    return ""
