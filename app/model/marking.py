# SPDX-License-Identifier: MulanPSL-2.0
"""Recorded 定密 decisions, the only thing a secrecy mark is ever printed from (D-7; secrecy.md 7.1).

The program proposes nothing and judges nothing: it keeps what a 定密责任人 decided and prints it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from attrs import Attribute, field, frozen

from app.kernel.dates import add_months, chinese_date
from app.kernel.ids import new_id

LEVELS = ("绝密", "机密", "秘密")  # the highest first
WHOLE = "*"  # stands among ``covers`` for every paper of the declaration
FOR_EVER = "长期"
RELEASED = "解密"
# 保密法第二十条: the longest term in years where nothing else is laid down.
LONGEST_YEARS = {"绝密": 30, "机密": 20, "秘密": 10}
_TERM = re.compile(r"(\d{1,3})(年|个月|日)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class PeriodKind(StrEnum):
    """What stands behind ★: 保密期限, 解密时间 or 解密条件."""

    TERM = "term"
    DAY = "day"
    CONDITION = "condition"


def _named(_: object, attribute: Attribute[str], text: str) -> None:
    if not text.strip():
        raise ValueError(f"{attribute.name} is empty: no mark without a whole record")


def _level(_: object, _attribute: Attribute[str], text: str) -> None:
    if text not in LEVELS:
        raise ValueError("a level is one of " + ", ".join(LEVELS))


def _day(_: object, _attribute: Attribute[str], text: str) -> None:
    if not _DAY.fullmatch(text):
        raise ValueError("the day of the decision is an ISO day")
    dt.date.fromisoformat(text)


def is_term(text: str) -> bool:
    """Tell whether a text is a 保密期限 as marks have it: 10年, 6个月, 30日, 长期."""
    found = _TERM.fullmatch(text)
    return text == FOR_EVER or (found is not None and int(found.group(1)) > 0)


@frozen
class MarkingRecord:
    """One whole decision: what, on which ground, by whom, when, for whose eyes.

    Attributes:
        period: 10年 or 长期 for a term, an ISO day, or the condition in words (会议开始前).
        basis: entry of the 保密事项范围, or the source a derived decision rests on.
        handler: 承办人; officer: 定密责任人; ``on``: ISO day of the decision.
        scope: 知悉范围.
        remark: why the period is longer than the law usually allows; may be empty.

    Raises:
        ValueError: a fact is missing or unreadable; there is no half of a decision.
    """

    level: str = field(validator=_level)
    period: str = field(validator=_named)
    basis: str = field(validator=_named)
    handler: str = field(validator=_named)
    officer: str = field(validator=_named)
    on: str = field(validator=_day)
    scope: str = field(validator=_named)
    kind: PeriodKind = PeriodKind.TERM
    remark: str = ""

    def __attrs_post_init__(self) -> None:
        if self.kind == PeriodKind.TERM and not is_term(self.period):
            raise ValueError("a term is so many years, months or days, or 长期")
        if self.kind == PeriodKind.DAY:
            dt.date.fromisoformat(self.period)

    @property
    def period_words(self) -> str:
        """Return what stands behind ★: 10年, 2030年6月1日, 会议开始前."""
        if self.kind != PeriodKind.DAY:
            return self.period
        return chinese_date(dt.date.fromisoformat(self.period))

    @property
    def words(self) -> str:
        """Return 秘密★10年."""
        return f"{self.level}★{self.period_words}"

    @property
    def ends(self) -> dt.date | None:
        """Return the day until which it holds, the last day there is for 长期, None for a condition.

        The term runs from the marked day of making (实施条例第十九条); the day of the decision stands for it.
        """
        if self.kind == PeriodKind.CONDITION:
            return None
        if self.kind == PeriodKind.DAY:
            return dt.date.fromisoformat(self.period)
        return term_end(self.period, dt.date.fromisoformat(self.on))

    @property
    def over_long(self) -> bool:
        """Tell whether the period exceeds what 保密法第二十条 usually allows for the level."""
        limit = term_end(f"{LONGEST_YEARS[self.level]}年", dt.date.fromisoformat(self.on))
        return self.ends is not None and self.ends > limit


def term_end(term: str, start: dt.date) -> dt.date:
    """Return the last day of a term that begins on a day; the last day there is where none is reached."""
    found = _TERM.fullmatch(term)
    if found is None:
        return dt.date.max
    count, unit = int(found.group(1)), found.group(2)
    try:
        if unit == "日":
            return start + dt.timedelta(days=count)
        return add_months(start, count * (12 if unit == "年" else 1))
    except (OverflowError, ValueError):
        return dt.date.max


@frozen
class Release:
    """A decision that something is no longer secret (解密): on which ground, by whom, when."""

    basis: str = field(validator=_named)
    handler: str = field(validator=_named)
    officer: str = field(validator=_named)
    on: str = field(validator=_day)


@frozen
class Marking:
    """One entry of the book: a decision, a changed one, or a release. Entries are added, never rewritten.

    Attributes:
        covers: ids of the papers it speaks of; ``WHOLE`` for all papers of the declaration.
        record: what was decided; None for a release, which has ``release`` instead.
        replaces: id of the entry it changes or releases; empty for a first decision.
        by, at: who entered it, ISO local time.
        cancelled: why the entry was declared void (作废登记); it stays on record and marks nothing.
    """

    covers: tuple[str, ...]
    record: MarkingRecord | None = None
    release: Release | None = None
    replaces: str = ""
    by: str = ""
    at: str = ""
    cancelled: str = ""
    id: str = field(factory=new_id)

    def __attrs_post_init__(self) -> None:
        if not self.covers:
            raise ValueError("a decision speaks of at least one paper")
        if (self.record is None) == (self.release is None):
            raise ValueError("an entry is a decision or a release")

    @property
    def on(self) -> str:
        """Return the ISO day of the decision."""
        return self.record.on if self.record is not None else self.release.on  # type: ignore[union-attr]


@frozen
class Mark:
    """What a paper bears.

    Attributes:
        words: 秘密★10年, or 解密; empty for a paper nobody decided about.
        cancelled: earlier marks, shown struck through beside it, the oldest first.
        record: the decision in force; None when it was released.
    """

    words: str = ""
    cancelled: tuple[str, ...] = ()
    record: MarkingRecord | None = None

    @property
    def secret(self) -> bool:
        """Tell whether the paper is marked and not released: its copies are numbered."""
        return self.record is not None


NO_MARK = Mark()


def in_force(entries: Iterable[Marking]) -> tuple[Marking, ...]:
    """Return the entries that mark something now: neither void nor replaced by one that is not void."""
    valid = [entry for entry in entries if not entry.cancelled]
    replaced = {entry.replaces for entry in valid}
    return tuple(entry for entry in valid if entry.id not in replaced)


def before(entries: Sequence[Marking], entry: Marking) -> tuple[Marking, ...]:
    """Return what an entry replaced, the oldest first."""
    known, chain = {each.id: each for each in entries}, []
    place = known.get(entry.replaces)
    while place is not None and place not in chain:
        chain.append(place)
        place = known.get(place.replaces)
    return tuple(reversed(chain))


def entry_for(entries: Iterable[Marking], papers: Sequence[str]) -> Marking | None:
    """Return the entry in force that speaks of a paper, the one that names it before the one for all.

    Args:
        papers: its id, then what else it is called, the closest first.
    """
    holding = in_force(entries)
    for paper in (*papers, WHOLE):
        found = next((entry for entry in holding if paper in entry.covers), None)
        if found is not None:
            return found
    return None


def mark_of(entries: Sequence[Marking], *papers: str) -> Mark:
    """Return what a paper bears; without a record nothing."""
    entry = entry_for(entries, papers)
    if entry is None:
        return NO_MARK
    earlier = [each.record.words for each in before(entries, entry) if each.record is not None]
    words = entry.record.words if entry.record is not None else RELEASED
    shown = tuple(each for each in dict.fromkeys(earlier) if each != words)
    return Mark(words, shown, entry.record)


def marks_in_force(entries: Sequence[Marking]) -> list[Mark]:
    """Return the marks papers bear now, released ones left out: what a wrapping of all of them compiles."""
    return [mark_of(entries, *entry.covers) for entry in in_force(entries) if entry.record]


@frozen
class Compiled:
    """What the cover of a compilation bears: the highest level and the longest period of its parts.

    Attributes:
        open: periods no one can rank (a condition beside a term); a person must decide about the whole.
    """

    mark: Mark = NO_MARK
    open: tuple[str, ...] = ()


def compiled(marks: Iterable[Mark], own: Mark = NO_MARK) -> Compiled:
    """Return the mark of a compilation (secrecy.md 7.1).

    Args:
        marks: of its parts; own: what was decided about the whole, whose period stands where those of
            the parts cannot be ranked.
    """
    parts = [mark for mark in dict.fromkeys((own, *marks)) if mark.words]
    records = [mark.record for mark in parts if mark.record is not None]
    if not records:
        return Compiled(parts[0] if parts else NO_MARK)
    level = min((record.level for record in records), key=LEVELS.index)
    periods = list(dict.fromkeys(record.period_words for record in records))
    ends = [record.ends for record in records]
    unranked: tuple[str, ...] = ()
    if len(periods) == 1:
        longest = records[0]
    elif None not in ends:
        longest = max(records, key=lambda record: record.ends or dt.date.min)
    else:
        longest = own.record or records[0]
        unranked = () if own.record is not None else tuple(periods)
    same = [mark for mark in parts if mark.words == f"{level}★{longest.period_words}"]
    words = f"{level}★{'、'.join(unranked) or longest.period_words}"
    return Compiled(Mark(words, same[0].cancelled if same else (), longest), unranked)


@frozen
class MarkBook:
    """The entries about the unit's own letters and lists, as one vault keeps them; oldest first."""

    schema: int = 1
    entries: tuple[Marking, ...] = ()
