# SPDX-License-Identifier: MulanPSL-2.0
"""The roster on A4 landscape (ux 5.7): bands, subtotals, a foot to sign on every page."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from attrs import define, field

from app.kernel.dates import chinese_date
from app.paper.core import geometry as g
from app.paper.core.cells import Cell, Head, HeadCell, Room, Row, cell
from app.paper.core.fonts import DOT
from app.paper.core.page import Page
from app.paper.core.page_total import PageTotal
from app.paper.core.press import Piece, Press, footer
from app.paper.core.table import Table
from app.paper.core.typeset import Style, Typesetter
from app.paper.forms.fitting import standard_setter
from app.paper.forms.flow import fitting_size, reference_note
from app.paper.rolls.roster_columns import ColumnSpec
from app.paper.rolls.roster_data import Copy, Person, Roster, SeriesGroup

TOP, BOTTOM = 34.0, 178.0  # mm: where rows stand
FOOT, FOOTER = 186.5, 199.5
PAD = 0.8
ROW, BAND, SUB_BAND, SUM, TOTAL = 10.2, 6.8, 6.2, 6.6, 7.4
SIZES = (9.5, 9.0, 8.5, 8.0)
SUM_SPAN = 5
SIGNERS = ((14.0, "填报人："), (84.0, "审核人："), (154.0, "单位负责人："))
SEAL_ROOM = 132.0  # the last page carries a seal circle when its rows end above this

_STYLES = {
    (align, lines): Style("song", SIZES[0], SIZES[0] * 1.28, align, smaller=SIZES[1:], lines=lines)
    for align in ("left", "centre")
    for lines in (1, 2)
}


def pdf(roster: Roster, context: Copy) -> Piece:
    """Return a roster as PDF; 第 x 页 共 y 页, 本页 n 人 on every page.

    Raises:
        UserError: PAPER-GLYPH when a character is in no face.
    """
    press = Press(standard_setter(), context.imprint(), title=roster.title)
    sheet = _Sheets(roster, context, press)
    sheet.run()
    pdf = press.save()
    places = tuple(press.places)
    return Piece(f"roster-{roster.level}", roster.title, pdf, press.sides, places=places)


@define(eq=False)
class _Sheets:
    """The pages of one roster as they come about."""

    roster: Roster
    context: Copy
    press: Press
    total: PageTotal = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.total = PageTotal(self.press, estimate=self.roster.count // 10 + 1)

    def run(self) -> None:
        """Lay all rows."""
        columns = self.roster.spec.named()
        heads = tuple(HeadCell(column.head, index) for index, (_, column) in enumerate(columns))
        widths = tuple(column.width for _, column in columns)
        table = Table(self.press.setter, widths, Head((11.5,), heads, "hei", 9.5), pad=PAD)
        room = self._page("花名册")

        def following(placed: tuple[Row, ...]) -> Room:
            self._foot(self._open, placed)
            return self._page("花名册（续）")

        done = table.flow(_rows(self.roster, self.press.setter), room, following)
        if done.y < SEAL_ROOM:
            self._open.seal(262, 155, "单位公章", 42)
        self._foot(self._open, done.placed)
        self.total.finish()

    _open: Page = field(init=False)

    def _page(self, name: str) -> Room:
        page = self._open = self.press.page(g.wide(), name, g.Side.FRONT)
        margins, setter = page.margins, page.setter
        title = self.roster.title
        page.text(
            page.margins.sheet[0] / 2,
            21,
            title,
            "song_bold",
            fitting_size(setter, title, "song_bold", 18, 220),
            "centre",
        )
        head = f"填报单位（盖章）：{self.roster.unit_name}"
        page.text(margins.left, 30, head, "song", fitting_size(setter, head, "song", 10, 170))
        day = chinese_date(self.context.printed_on)
        page.text(margins.x1, 30, f"填报日期：{day}　　单位：人", "song", 10, "right")
        return Room(page, margins.left, TOP, BOTTOM)

    def _foot(self, page: Page, placed: Iterable[Row]) -> None:
        for x, who in SIGNERS:
            page.sign(x, FOOT, who, 38, 9.5)
        people = sum(isinstance(row.tag, Person) for row in placed)
        phone = f"联系电话：{self.roster.phone}　　" if self.roster.phone else ""
        page.text(page.margins.x1, FOOT, f"{phone}本页{people}人", "song", 9.5, "right")
        footer(page, self.press.imprint, None, y=FOOTER)
        if not self.roster.spec.verified_by:
            reference_note(page, self.press.imprint, FOOTER)
        self.total.mark(page, self.press.sides, FOOTER + 0.9)


def _rows(roster: Roster, setter: Typesetter) -> Iterator[Row]:
    """Yield bands, people and sums; a sum is kept with the row before it."""
    columns = roster.spec.named()
    span = len(columns)
    for index, series in enumerate(roster.groups, 1):
        last_series = index == len(roster.groups)
        yield _band(f"{series.name}（{series.count}人）", 10.5, span, BAND, g.BAND_GREY, 1)
        yield from _series_rows(roster, series, columns, setter)
        yield _sum(f"{series.name}小计", series.count, span, SUM, None, 9.5, keep=last_series)
    yield _sum("总　　计", roster.count, span, TOTAL, g.BAND_GREY, 10.5, keep=False)


def _series_rows(
    roster: Roster,
    series: SeriesGroup,
    columns: tuple[tuple[str, ColumnSpec], ...],
    setter: Typesetter,
) -> Iterator[Row]:
    span = len(columns)
    for group in series.specialties:
        text = f"　　{group.name}（{len(group.people)}人）"
        yield _band(text, 9.5, span, SUB_BAND, g.SUBTOTAL_GREY, 2)
        last_group = group is series.specialties[-1]
        for person in group.people:
            keep = last_group and person is group.people[-1]
            cells = tuple(
                _cell(setter, name, column, roster.value(name, person)) for name, column in columns
            )
            yield Row(cells, ROW, keep=keep, tag=person)


def _cell(setter: Typesetter, name: str, column: ColumnSpec, text: str) -> Cell:
    if name == "name":
        lines = 1
        if DOT in text:
            text, lines = _broken_name(setter, text, column.width - 2 * PAD)
        return Cell(text, _STYLES[column.align, lines])
    return _shared_cell(text, column.align, column.lines)


@functools.lru_cache(maxsize=4096)
def _shared_cell(text: str, align: str, lines: int) -> Cell:
    """Return the one cell of a text that many rows say (a unit, a date, a title)."""
    return Cell(text, _STYLES[align, lines])


def _broken_name(setter: Typesetter, text: str, room: float) -> tuple[str, int]:
    """Return a name that fits one line at 8.5 as it is, a longer one broken after the dot nearest its middle."""
    if setter.width(text, "song", 8.5) <= room:
        return text, 1
    dots = [index + 1 for index, char in enumerate(text) if char == DOT and index + 1 < len(text)]
    if not dots:
        return text, 2
    cut = min(dots, key=lambda index: abs(2 * index - len(text)))
    return f"{text[:cut]}\n{text[cut:]}", 2


def _band(text: str, size: float, span: int, least: float, shade: float, level: int) -> Row:
    return Row((cell(text, "hei", size, "left", span=span),), least, shade, keep=True, band=level)


def _sum(
    text: str, count: int, span: int, least: float, shade: float | None, size: float, *, keep: bool
) -> Row:
    cells = (
        cell(text, "hei", size, span=SUM_SPAN),
        cell(f"{count}人", "hei", size, "left", span=span - SUM_SPAN),
    )
    return Row(cells, least, shade, keep=keep, band=9)
