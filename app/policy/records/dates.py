# SPDX-License-Identifier: MulanPSL-2.0
"""Days: the calendar of a year and the windows of the levels."""

from __future__ import annotations

import datetime as dt
from typing import Any

from attrs import frozen


@frozen
class Holiday:
    """Days off, first and last included."""

    name: str
    first: dt.date
    last: dt.date


@frozen
class CalendarYear:
    """One year of calendar.toml."""

    year: int
    source: str
    worked: tuple[dt.date, ...] = ()
    off: tuple[Holiday, ...] = ()


@frozen
class WindowRow:
    """One filing level of windows.toml.

    Attributes:
        internal: advice without a clause.
        slot: the day of 附件4; None while the attachment is not in hand.
    """

    level: str
    opens: dt.date
    closes: dt.date
    cutoff: dt.date
    report_up: dt.date
    clauses: tuple[str, ...]
    internal: dt.date | None = None
    slot: dt.date | None = None


@frozen
class WindowsHead:
    """What windows.toml says for all levels."""

    notice_days: int
    notice_clauses: tuple[str, ...]
    review_by: dt.date
    review_clauses: tuple[str, ...]
    ceiling: dt.date
    ceiling_clauses: tuple[str, ...]


@frozen
class PaperDate:
    """Another report-up day for some routes (定向评价)."""

    when: dict[str, Any]
    report_up: dt.date
    clauses: tuple[str, ...]


@frozen
class SeparateDates:
    """Routes whose dates the committee's organiser sets in its own notice (S-3.1.2-1)."""

    when: dict[str, Any]
    clauses: tuple[str, ...]
    note: str


@frozen
class Window:
    """The dates of one level.

    Attributes:
        report_up: "…前", that day included (D-3).
        warn_after: the level's own earlier report-up day where a route has a later one (A-11).
        internal: a suggested or the unit's own closing day.
        slot: the day paper is handed in (附件4), once it is known.
    """

    opens: dt.date
    closes: dt.date
    cutoff: dt.date
    report_up: dt.date
    review_by: dt.date
    clauses: tuple[str, ...] = ()
    warn_after: dt.date | None = None
    internal: dt.date | None = None
    slot: dt.date | None = None
