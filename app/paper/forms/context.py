# SPDX-License-Identifier: MulanPSL-2.0
"""What a form is filled from: the declaration, the unit, the pack, and the facts of one letter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Protocol

from attrs import field, frozen

from app.kernel.dates import PartialDate
from app.model.codes import ReviewLevel
from app.model.declaration import Declaration
from app.model.materials import LevelReview
from app.model.notification import NotifiedItem
from app.model.unit import Unit
from app.paper.core.press import Imprint
from app.paper.forms.margin_notes import Notes


class Paper(Protocol):
    """What forms ask of a PaperContext (the layout core's own class fits)."""

    @property
    def declaration(self) -> Declaration:
        """Return the declaration printed."""
        ...

    @property
    def pack(self) -> Any:
        """Return the policy pack."""
        ...

    @property
    def unit(self) -> Unit | None:
        """Return the employing unit, when the vault knows it."""
        ...

    @property
    def proof(self) -> bool:
        """Tell whether this is a proof copy (校对稿)."""
        ...

    @property
    def printed_on(self) -> dt.date:
        """Return the day printed in the foot."""
        ...

    def imprint(self) -> Imprint:
        """Return what the footers say."""
        ...

    @property
    def required(self) -> frozenset[str]:
        """Return general paths whose emptiness a proof shows by squares."""
        ...


@frozen
class Matter:
    """Facts of one letter that no declaration holds; every text may be empty and is then left for a hand.

    Attributes:
        number: its number, as the office keeps its register.
        office: who sends it.
        on: ISO day of the letter.
        due: ISO day by which the reply is wanted.
        hour: time of that day, as typed (17时).
        deliver: how and where the reply is handed in.
        handler, checker: names printed beside the lines to sign.
        receiver: who takes over (交接单).
        volumes: rows of a hand-over: (name, volumes, pages, carrier number, note).
        told: items of a 一次性告知 as they were told; empty: what the marks want now.
    """

    number: str = ""
    office: str = ""
    on: str = ""
    due: str = ""
    hour: str = ""
    deliver: str = ""
    handler: str = ""
    checker: str = ""
    receiver: str = ""
    volumes: tuple[tuple[str, str, str, str, str], ...] = ()
    told: tuple[NotifiedItem, ...] = ()


@frozen
class FormContext:
    """A PaperContext and what only forms need.

    Attributes:
        references: id of an achievement or a paper → 见第37—41页, from the packet plan; empty before
            a packet is planned.
        level: whose review a result page or a correction slip is about.
        notes: by document path, the findings a proof shows in its margin.
    """

    paper: Paper
    references: Mapping[str, str] = field(factory=dict)
    level: ReviewLevel = ReviewLevel.UNIT
    matter: Matter = Matter()
    notes: Notes = field(factory=dict)

    @property
    def declaration(self) -> Declaration:
        """Return the declaration printed."""
        return self.paper.declaration

    @property
    def unit_name(self) -> str:
        """Return the employer's name as declared; the vault's unit only where none is declared.

        One vault may hold people of several employers, whose papers carry their own unit's name.
        """
        unit = self.paper.unit
        return self.declaration.basics.unit or (unit.name if unit is not None else "")

    @property
    def review(self) -> LevelReview:
        """Return the result of the level this paper is about, an open one when there is none yet."""
        found = (review for review in self.declaration.reviews if review.level == self.level)
        return next(found, LevelReview(self.level))


def in_words(text: str) -> str:
    """Return a stored date as 2016年1月5日; text that is no date is returned as typed."""
    parsed = PartialDate.parse(text)
    return parsed.words() if parsed else text


def dotted_month(text: str) -> str:
    """Return 2016.01 of a date known to the month or the day; text that is no date as typed."""
    parsed = PartialDate.parse(text)
    return PartialDate(parsed.year, parsed.month).dotted() if parsed else text


def sort_key(text: str) -> str:
    """Return what orders stored dates; what is no date comes last."""
    parsed = PartialDate.parse(text)
    return parsed.iso() if parsed else "9999"


def period(started: str, ended: str, *, broken: bool = False) -> str:
    """Return 2019.03—2021.11, 2020.06至今 or one date alone; ``broken`` puts the end on its own line."""
    first, last = (_dotted(text) for text in (started, ended))
    if not first and not last:
        return ""
    if first == last:
        return first
    turn = "\n" if broken else ""
    return f"{first}—{turn}{last}" if last else f"{first}{turn}至今"


def _dotted(text: str) -> str:
    parsed = PartialDate.parse(text)
    return parsed.dotted() if parsed else text


def workdays_posted(context: FormContext) -> int | None:
    """Return working days of the unit's notice (D-1), None when a day is missing or unreadable.

    The posting day is not counted unless the unit chose so; the last day is.
    """
    notice = context.declaration.notice
    posted, ended = (PartialDate.parse(text) for text in (notice.posted_on, notice.ended_on))
    first, last = (day.exact() if day else None for day in (posted, ended))
    if first is None or last is None or last < first:
        return None
    after = first - dt.timedelta(days=1) if notice.counts_posting_day else first
    return int(context.paper.pack.calendar.workdays_between(after, last))
