# SPDX-License-Identifier: MulanPSL-2.0
"""要取的材料 (ux 1.1): what is not in hand yet and where to get it, for taking along on paper."""

from __future__ import annotations

from attrs import frozen

from app.kernel.progress import Progress
from app.model.codes import MaterialState
from app.paper.context import PaperContext
from app.paper.core import geometry as g
from app.paper.core.cells import Head, HeadCell, Room, Row
from app.paper.core.press import Piece, Press, footer
from app.paper.core.table import Table, cell
from app.paper.core.typeset import Typesetter
from app.present.session import Session

TITLE = "要取的材料"
NO_PLACE = "自己手里，或问单位人事"
_WIDTHS = (14.0, 82.0, 58.0, 20.0)
_BOTTOM = 268.0


@frozen
class Wanted:
    """One paper to get hold of."""

    entry_id: str
    tab: str
    name: str
    where: str


def wanted_papers(session: Session) -> tuple[Wanted, ...]:
    """Return the papers that are not in hand and that the program does not make itself."""
    return tuple(
        Wanted(row.entry.id, row.tab, row.name, row.item.fetch if row.item else "")
        for row in session.checklist.rows
        if row.entry.state == MaterialState.NOT_READY and not row.piece
    )


def fetch_list(session: Session, context: PaperContext, _progress: Progress) -> Piece | None:
    """Return the slip, None when every paper is in hand."""
    papers = wanted_papers(session)
    if not papers:
        return None
    press = Press(Typesetter(), context.imprint(), title=TITLE)
    titles = ("序号", "材料", "去哪里取", "取到打√")
    head = Head((10.0,), tuple(HeadCell(title, n) for n, title in enumerate(titles)))
    table = Table(press.setter, _WIDTHS, head)
    number = 0

    def start() -> Room:
        nonlocal number
        number += 1
        side = g.Side.FRONT if number % 2 else g.Side.BACK
        page = press.page(g.loose(side), TITLE if number == 1 else "")
        axis, left = page.margins.axis, page.margins.left
        page.text(axis, 25, TITLE if number == 1 else f"{TITLE}（续）", "song_bold", 18, "centre")
        who = session.declaration.basics.name
        page.text(left, 36, f"申报人：{who}" if who else "", "song", 10.5)
        x = left + (page.margins.width - sum(_WIDTHS)) / 2
        return Room(page, x, 41.0, _BOTTOM)

    room = start()

    def turn(_placed: tuple[Row, ...]) -> Room:
        nonlocal room
        footer(room.page, press.imprint, number)
        room = start()
        return room

    rows = [
        Row(
            (
                cell(paper.tab),
                cell(paper.name, "fang", 12, "left", lead=17),
                cell(paper.where or NO_PLACE, size=11, align="left", lead=15),
                cell("□", size=14),
            ),
            12.0,
        )
        for paper in papers
    ]
    table.flow(rows, room, turn)
    footer(room.page, press.imprint, number)
    return Piece("fetch-list", TITLE, press.save(), press.sides)
