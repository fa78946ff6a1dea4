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
        receiver: to whom it goes (主送), or who takes over (交接单).
        volumes: rows of a hand-over: (name, volumes, pages, carrier number, note).
        told: items of a 一次性告知 as they were told; empty: what the marks want now.
        contact, phone: whom the reader may ask.
        posted_on, ended_on, place, objections: the notice of a whole unit.
        lookup, supervision, address: where materials can be seen, the supervising telephone, its address.
        background, reason, process: parts of a letter that are the unit's own words.
        bound: volumes and pages of the packet in words (共2册126页).
        catalogue: (number, material, volume and pages) as they stand on the file bag.
        evidence: (claim, page of the 评审表, pages of the volume, material, secrecy case, document path).
        transport: how carriers are sent, as typed; empty leaves boxes to tick.
        mark: 密级★期限 of what is inside a wrapping; numbers: its 份号.
        accepted: people whose papers the office took in, as counted by hand.
        method: how was discussed and voted (评议与表决办法).
        reports, handled: how many 举报 came in, and what was found and done.
        sheets: rows of a 换页清单: (paper, out, into, who signs again, where the old one goes).
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
    contact: str = ""
    phone: str = ""
    posted_on: str = ""
    ended_on: str = ""
    place: str = ""
    objections: str = ""
    lookup: str = ""
    supervision: str = ""
    address: str = ""
    background: str = ""
    reason: str = ""
    process: str = ""
    bound: str = ""
    accepted: str = ""
    method: str = ""
    reports: str = ""
    handled: str = ""
    catalogue: tuple[tuple[str, str, str], ...] = ()
    evidence: tuple[tuple[str, str, str, str, str, str], ...] = ()
    sheets: tuple[tuple[str, str, str, str, str], ...] = ()
    transport: str = ""
    mark: str = ""
    numbers: str = ""


@frozen
class PostRow:
    """One line of posts as 附件3 has it: words of the level, approved, filled, vacant, applying."""

    level: str
    approved: str
    filled: str
    vacant: str
    applying: str


@frozen
class Batch:
    """Everybody a unit's letter speaks of, in the order of the rosters, and the unit's posts.

    Attributes:
        uses: by declaration id, which count of posts a person falls under (占岗, 不占岗 …).
    """

    people: tuple[Declaration, ...] = ()
    posts: tuple[PostRow, ...] = ()
    uses: Mapping[str, str] = field(factory=dict)


@frozen
class FormContext:
    """A PaperContext and what only forms need.

    Attributes:
        references: id of an achievement or a paper → 见第37—41页, from the packet plan; empty before
            a packet is planned.
        level: whose review a result page or a correction slip is about.
        notes: by document path, the findings a proof shows in its margin.
        batch: whom a unit's letter speaks of; None for a paper of one person and for an empty form.
        roll: what a roll lists (a Roster, Statistics, a packet plan); None for an empty form.
        on_side: rows of a roll on the side that is being closed.
    """

    paper: Paper
    references: Mapping[str, str] = field(factory=dict)
    level: ReviewLevel = ReviewLevel.UNIT
    matter: Matter = Matter()
    notes: Notes = field(factory=dict)
    batch: Batch | None = None
    roll: Any = None
    on_side: int = 0

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
    """Return working days of the person's notice (D-1), None when a day is missing or unreadable."""
    notice = context.declaration.notice
    return workdays_between(
        context, notice.posted_on, notice.ended_on, counts_first=notice.counts_posting_day
    )


def workdays_between(
    context: FormContext, posted: str, ended: str, *, counts_first: bool
) -> int | None:
    """Return working days from a posting day to a last day, None when one is missing or unreadable.

    The posting day is not counted unless the unit chose so; the last day is (D-1).
    """
    days = (PartialDate.parse(posted), PartialDate.parse(ended))
    first, last = (day.exact() if day else None for day in days)
    if first is None or last is None or last < first:
        return None
    after = first - dt.timedelta(days=1) if counts_first else first
    return int(context.paper.pack.calendar.workdays_between(after, last))
