# SPDX-License-Identifier: MulanPSL-2.0
"""The time bar over dated rows (ux S07): stays end to end, gaps and overlaps of a month and more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs
from attrs import frozen

from app.kernel.dates import PartialDate
from app.kernel.errors import UserError
from app.policy.explain.stays import total_of, total_words
from app.policy.records import Window
from app.present.declare.editor_notes import Note, note
from app.present.session import Session

DAYS_OF_A_MONTH = 30.44
SHORTEST_GAP = 28
"""Days; a gap or overlap below a month is how months are written down, not a hole."""


@frozen
class Stay:
    """One row on the bar; ``lane`` is 0, or 1 where it overlaps the one before."""

    row_id: str
    label: str
    first: dt.date
    last: dt.date
    until_now: bool
    lane: int = 0


@frozen
class Hole:
    """Time that no row covers, or that two rows cover; months are rounded."""

    first: dt.date
    last: dt.date
    months: int
    after: str

    @property
    def words(self) -> str:
        """Return 2010年3月 to 2010年8月."""
        return f"{_month(self.first)}至{_month(self.last)}"


@frozen
class TimeLine:
    """Everything the bar draws; ``years`` are the ticks."""

    first: dt.date
    last: dt.date
    years: tuple[int, ...]
    stays: tuple[Stay, ...]
    gaps: tuple[Hole, ...]
    overlaps: tuple[Hole, ...]
    sum_words: str = ""

    def share(self, day: dt.date) -> float:
        """Return where a day stands on the bar, 0 at its left end to 1 at its right."""
        whole = max(1, (self.last - self.first).days)
        return min(1.0, max(0.0, (day - self.first).days / whole))

    @property
    def holes_words(self) -> str:
        """Return gaps and overlaps in words, empty when the rows join up."""
        parts = [f"空着 {gap.months} 个月：{gap.words}" for gap in self.gaps]
        parts += [f"重叠 {both.months} 个月：{both.words}" for both in self.overlaps]
        return "；".join(filter(None, (self.sum_words, *parts)))

    @property
    def spoken(self) -> str:
        """Return the bar as one sentence."""
        parts = [f"{len(self.stays)} 段，{_month(self.first)}至{_month(self.last)}"]
        parts += [f"空着 {gap.months} 个月（{gap.words}）" for gap in self.gaps]
        parts += [f"重叠 {both.months} 个月（{both.words}）" for both in self.overlaps]
        return "，".join(parts) if parts else ""


def counted_until(session: Session) -> tuple[dt.date, bool]:
    """Return the day time is counted to, and whether it is the level's cut-off (S-3.2-0)."""
    window = _window(session)
    return (window.cutoff, True) if window is not None else (session.clock.today(), False)


def _window(session: Session) -> Window | None:
    try:
        return session.route.window
    except UserError:  # a series nobody knows; the self-check says so
        return None


def with_total(line: TimeLine | None, session: Session, table: str) -> TimeLine | None:
    """Return the bar with what its stays add up to, overlaps counted once."""
    if line is None:
        return None
    until, cutoff = counted_until(session)
    words = total_words(total_of(session.declaration, table, until))
    day = f"算到{'截止日' if cutoff else '今天'} {until:%Y.%m.%d}"
    return attrs.evolve(line, sum_words=f"{words}，{day}")


def time_line(rows: Sequence[tuple[str, str, str, str]], today: dt.date) -> TimeLine | None:
    """Return the bar of some rows, or None while no row has a readable start.

    Args:
        rows: (row id, label, start as kept, end as kept; empty is 至今).
    """
    read = [_stay(row, today) for row in rows if row[2]]
    stays = sorted(
        (stay for stay in read if stay is not None), key=lambda stay: (stay.first, stay.last)
    )
    if not stays:
        return None
    gaps, overlaps, laned = _holes(stays)
    first, last = stays[0].first, max(stay.last for stay in stays)
    step = max(1, (last.year - first.year) // 8)
    years = tuple(
        year for year in range(first.year, last.year + 1) if (year - first.year) % step == 0
    )
    return TimeLine(first, last, years, laned, gaps, overlaps)


def _stay(row: tuple[str, str, str, str], today: dt.date) -> Stay | None:
    row_id, label, started, ended = row
    start, end = PartialDate.parse(started), PartialDate.parse(ended)
    if start is None or (ended and end is None):
        return None
    last = end.latest() if end else today
    return Stay(row_id, label, start.earliest(), max(last, start.earliest()), end is None)


def _holes(stays: Sequence[Stay]) -> tuple[tuple[Hole, ...], tuple[Hole, ...], tuple[Stay, ...]]:
    gaps: list[Hole] = []
    overlaps: list[Hole] = []
    laned: list[Stay] = []
    reached = stays[0].first
    for number, stay in enumerate(stays):
        lane = 0
        if number:
            days = (stay.first - reached).days
            if days > SHORTEST_GAP:
                start = reached + dt.timedelta(days=1)
                gaps.append(Hole(start, stay.first, _months(days), stay.row_id))
            shared = (min(reached, stay.last) - stay.first).days
            if shared > SHORTEST_GAP + 3:
                overlaps.append(
                    Hole(stay.first, min(reached, stay.last), _months(shared), stay.row_id)
                )
                lane = 1 - laned[-1].lane
        laned.append(Stay(stay.row_id, stay.label, stay.first, stay.last, stay.until_now, lane))
        reached = max(reached, stay.last)
    return tuple(gaps), tuple(overlaps), tuple(laned)


def _months(days: int) -> int:
    return max(1, round(days / DAYS_OF_A_MONTH))


def _month(day: dt.date) -> str:
    return f"{day.year}年{day.month}月"


def span_notes(line: TimeLine | None, table: str) -> tuple[Note, ...]:
    """Return what is said about gaps and overlaps, at the row that begins after them."""
    if line is None:
        return ()
    gaps = [(hole, "ROWS-GAP") for hole in line.gaps]
    both = [(hole, "ROWS-OVERLAP") for hole in line.overlaps]
    return tuple(
        note(
            code,
            f"{table}.{hole.after}.started",
            months=hole.months,
            start=_month(hole.first),
            end=_month(hole.last),
        )
        for hole, code in (*gaps, *both)
    )
