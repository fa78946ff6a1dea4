# SPDX-License-Identifier: MulanPSL-2.0
"""Slips to take along (ux 1.1, M21): papers still to fetch, and originals to show to who checks the copies."""

from __future__ import annotations

from attrs import frozen

from app.kernel.progress import Progress
from app.model.codes import MaterialState
from app.paper.context import PaperContext
from app.paper.core.press import Piece
from app.paper.tick_list import TickColumn, TickList, tick_list
from app.policy.checklist import ChecklistRow
from app.policy.predicates.materials import original_waits
from app.present.session import Session
from app.present.words import short_day, spans_words

TITLE, ORIGINALS_TITLE = "要取的材料", "要带的原件清单"
NO_PLACE = "自己手里，或问单位人事"
ORIGINALS_NOTE = (
    "下列材料交的是复印件，初审时要拿原件对着看。原件和复印件一致的打“√”；"
    "看完由核对人在材料清单里登记“原件已核对一致”，原件当场带回。"
)
ORIGINALS_SIGNED = "核对人："
NOT_NUMBERED = "不编页"
_FETCH = (
    TickColumn("序号", 14),
    TickColumn("材料", 80, "fang", 12, "left", 17),
    TickColumn("去哪里取", 55, size=11, align="left", lead=15),
)
_ORIGINALS = (
    TickColumn("序号", 14),
    TickColumn("材料", 56, "fang", 12, "left", 17),
    TickColumn("册、页", 32, size=10),
    TickColumn("原件在哪里", 47, size=10.5, align="left", lead=14),
)


@frozen
class Wanted:
    """One paper to get hold of."""

    entry_id: str
    tab: str
    name: str
    where: str


@frozen
class OriginalToShow:
    """One copy whose original somebody has to see.

    Attributes:
        pages: where the copy stands in the volumes: 第1册第2–3页.
        where: where the original is, as the notice's catalogue says; due: day it was promised for, ISO.
    """

    entry_id: str
    tab: str
    name: str
    pages: str
    where: str
    due: str = ""


def wanted_papers(session: Session) -> tuple[Wanted, ...]:
    """Return the papers that are not in hand and that the program does not make itself."""
    return tuple(
        Wanted(row.entry.id, row.tab, row.name, row.item.fetch if row.item else "")
        for row in session.checklist.rows
        if row.entry.state == MaterialState.NOT_READY and not row.piece
    )


def fetch_list(session: Session, context: PaperContext, _progress: Progress) -> Piece | None:
    """Return the slip, None when every paper is in hand."""
    rows = [(each.tab, each.name, each.where or NO_PLACE) for each in wanted_papers(session)]
    if not rows:
        return None
    return tick_list(context, TickList("fetch-list", TITLE, _FETCH, "取到打√", rows))


def originals_to_show(session: Session) -> tuple[OriginalToShow, ...]:
    """Return the copies nobody has held against their original yet: those M21 speaks of."""
    return tuple(_original(session, row) for row in session.checklist.rows if original_waits(row))


def _original(session: Session, row: ChecklistRow) -> OriginalToShow:
    place = session.plan.entry(row.entry.id)
    spans = place.spans if place is not None else ()
    return OriginalToShow(
        row.entry.id,
        row.tab,
        row.name,
        "\n".join(f"第{span.volume}册第{spans_words((span,))}页" for span in spans) or NOT_NUMBERED,
        (row.item.fetch if row.item else "") or NO_PLACE,
        row.entry.original_due,
    )


def originals_list(session: Session, context: PaperContext, _progress: Progress) -> Piece | None:
    """Return 打印要带的原件清单, None when every original has been seen."""
    rows = [
        (each.tab, each.name, each.pages, "\n".join(filter(None, (each.where, _promised(each)))))
        for each in originals_to_show(session)
    ]
    if not rows:
        return None
    wanted = TickList(
        "originals-list",
        ORIGINALS_TITLE,
        _ORIGINALS,
        "看过打√",
        rows,
        ORIGINALS_NOTE,
        ORIGINALS_SIGNED,
    )
    return tick_list(context, wanted)


def _promised(each: OriginalToShow) -> str:
    return f"约定{short_day(each.due)}补看" if each.due else ""
