# SPDX-License-Identifier: MulanPSL-2.0
"""The statistics table on A4 or A3 landscape (D-13): grouped heads, narrow figures, the check against the rosters."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, field

from app.kernel.dates import chinese_date
from app.paper.core import geometry as g
from app.paper.core.cells import Cell, Head, HeadCell, Room, Row, cell
from app.paper.core.page import Page
from app.paper.core.page_total import PageTotal
from app.paper.core.press import Piece, Press, footer
from app.paper.core.table import Table
from app.paper.core.typeset import Para, Style
from app.paper.forms.fitting import standard_setter
from app.paper.forms.flow import fitting_size, reference_note
from app.paper.forms.words import word
from app.paper.rolls.roster_data import FILING_LEVELS, Copy, Roster
from app.paper.rolls.statistics_data import Statistics, reconcile
from app.paper.rolls.statistics_lines import Line, PostFigures
from app.paper.rolls.statistics_spec import SheetSpec

MINUS, NONE_KEPT = "−", "—"
NOTE = Style("song", 8.5, 13.0)
TOP = 34.0
NARROW_FIGURES = 3  # a figure of so many digits is set smaller
A4_DIGITS = 3  # more digits need A3
A4_UNITS = 12  # more units than this do not stand on one A4


def sheet_of(statistics: Statistics) -> str:
    """Return A4 for a unit's own table, A3 where departments are added up or figures are long (D-13)."""
    figures = [figure for figure in line_figures(statistics.total) if figure is not None]
    long = any(len(str(abs(figure))) > A4_DIGITS for figure in figures)
    return "A3" if long or statistics.compiled or len(statistics.lines) > A4_UNITS else "A4"


def line_figures(line: Line) -> tuple[int | None, ...]:
    """Return the 37 figures of a line in printed order, None where nothing is printed or — is."""
    figures: list[int | None] = [line.staff, line.posts]
    for level in line.levels:
        figures += [level.approved, level.filled, level.qualified, level.vacant, level.applying]
    figures += list(line.free) if line.keeps_posts else [None] * 3
    for level in line.targeted:
        figures += [level.approved, level.filled, level.vacant, level.applying]
    return (*figures, *line.outside, line.total)


def over_places(line: Line) -> frozenset[int]:
    """Return the places in ``line_figures`` that show 超岗: vacancy below zero, or more applying than vacant."""
    places: set[int] = set()
    if line.over_lines is not None:
        return frozenset()
    for index, level in enumerate(line.levels):
        places |= _over(level, 2 + 5 * index + 3)
    for index, level in enumerate(line.targeted):
        places |= _over(level, 25 + 4 * index + 2)
    return frozenset(places)


def _over(level: PostFigures, place: int) -> set[int]:
    if not level.over:
        return set()
    return {place} if (level.vacant or 0) < 0 else {place, place + 1}


def pdf(
    statistics: Statistics, context: Copy, rosters: Mapping[str, Roster], sheet: str = ""
) -> Piece:
    """Return the table as PDF, saying for each level whether it agrees with the roster.

    Args:
        statistics: what is printed.
        context: which copy.
        rosters: by filing level; a difference is printed with both figures.
        sheet: A4, A3, or empty to choose (D-13).

    Raises:
        UserError: PAPER-GLYPH when a character is in no face.
    """
    press = Press(standard_setter(), context.imprint(), title=statistics.title)
    size = sheet or sheet_of(statistics)
    _Table(statistics, context, rosters, press, size).run()
    pdf = press.save()
    places = tuple(press.places)
    return Piece("statistics", statistics.title, pdf, press.sides, size, places=places)


@define(eq=False)
class _Table:
    """The pages of one table as they come about."""

    statistics: Statistics
    context: Copy
    rosters: Mapping[str, Roster]
    press: Press
    sheet: str
    spec: SheetSpec = field(init=False)
    total: PageTotal = field(init=False)
    _open: Page = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.spec = self.statistics.spec.sheets[self.sheet]
        self.total = PageTotal(self.press, estimate=len(self.statistics.lines) // 10 + 1)

    @property
    def _size(self) -> tuple[float, float]:
        return g.A3_WIDE if self.sheet == "A3" else g.A4_WIDE

    def run(self) -> None:
        """Lay the rows, the notes, the check and the places to sign."""
        widths = self._widths()
        table = Table(self.press.setter, widths, self._head(), pad=0.2)
        room = self._page("统计表")

        def following(_: tuple[Row, ...]) -> Room:
            self._finish()
            return self._page("统计表（续）")

        done = table.flow(self._rows(), room, following)
        self._sign(done.y)
        self._finish()
        self.total.finish()

    def _widths(self) -> tuple[float, ...]:
        narrow = (self.spec.narrow,) * 35
        return (*self.spec.fixed, *narrow, self.spec.width - sum(self.spec.fixed) - sum(narrow))

    def _page(self, name: str) -> Room:
        page = self._open = self.press.page(g.wide(self._size), name, g.Side.FRONT)
        margins, title = page.margins, self.statistics.title
        page.text(margins.sheet[0] / 2, 21, title, "song_bold", 18, "centre")
        head = f"填报单位（盖章）：{self.statistics.filer}"
        page.text(
            margins.left,
            30,
            head,
            "song",
            fitting_size(page.setter, head, "song", 10, margins.width - 100),
        )
        day = chinese_date(self.context.printed_on)
        page.text(margins.x1, 30, f"填报日期：{day}　　单位：个、人", "song", 10, "right")
        return Room(page, margins.left, TOP, self._rows_end())

    def _rows_end(self) -> float:
        """Return where rows end: notes, check and names always stand under the last of them."""
        return self._size[1] - 52.0

    def _finish(self) -> None:
        y = self._size[1] - 10.5
        footer(self._open, self.press.imprint, None, y=y)
        if not self.statistics.spec.verified_by:
            reference_note(self._open, self.press.imprint, y)
        self.total.mark(self._open, self.press.sides, y + 0.9)

    def _head(self) -> Head:
        words, down = self.statistics.spec, 3
        heads = [HeadCell("序\n号", 0, 0, 1, down), HeadCell("单位名称", 1, 0, 1, down)]
        for index, text in enumerate(("单位性质", "编制数", "专技岗位总数"), 2):
            heads.append(HeadCell(text, index, 0, 1, down, vertical=True))
        heads.append(HeadCell("岗位数及占岗申报", 5, 0, 20))
        at = 5
        for level in words.level_heads:
            heads.append(HeadCell(level, at, 1, 5))
            at = _upright(heads, words.post_heads, at)
        heads.append(HeadCell("不占岗\n申报", at, 0, 3, 2))
        at = _upright(heads, words.free_heads, at)
        heads.append(HeadCell("定向评价（单列）", at, 0, 8))
        for level in words.targeted_levels:
            heads.append(HeadCell(level, at, 1, 4))
            at = _upright(heads, words.targeted_heads, at)
        heads.append(HeadCell("非事业\n单位", at, 0, 3, 2))
        at = _upright(heads, words.outside_heads, at)
        heads.append(HeadCell("合计申报数", at, 0, 1, down, vertical=True))
        heads.append(HeadCell("备注", at + 1, 0, 1, down, vertical=True))
        return Head((8.0, 6.8, 25.0), tuple(heads), "hei", 8.5)

    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        number = 0
        for group in self.statistics.groups:
            for line in group.lines:
                number += 1
                rows.append(self._row(line, str(number), "song", None))
            if group.summed:
                rows.append(self._row(group.subtotal, "", "hei", g.SUBTOTAL_GREY))
        rows.append(self._row(self.statistics.total, "", "hei", g.BAND_GREY))
        for index in range(1, len(rows)):
            if rows[index].shade is not None:
                rows[index - 1] = _kept(rows[index - 1])
        return rows

    def _row(self, line: Line, number: str, role: str, shade: float | None) -> Row:
        over, size = over_places(line), self.spec.figure
        cells = [
            cell(number, role, 9),
            cell(
                line.name,
                role,
                size,
                "left" if number else "centre",
                lead=12,
                pad=1.0,
                smaller=(9, 8.5, 8),
                lines=3,
            ),
            cell(_nature(line.nature) if number else "", role, 9, smaller=(8,), lines=2),
        ]
        for place, figure in enumerate(line_figures(line)):
            cells.append(self._figure(figure, line, place, "hei" if place in over else role))
        cells.append(cell(line.remark, "hei" if line.over else "song", 8))
        return Row(tuple(cells), 11.5, shade)

    def _figure(self, figure: int | None, line: Line, place: int, role: str) -> Cell:
        if figure is None:
            return cell("" if line.keeps_posts and not line.known else NONE_KEPT, "song", 9)
        text = str(figure).replace("-", MINUS)
        narrow = place >= 2 and len(text) >= NARROW_FIGURES
        size = self.spec.figure - 1.5 if narrow and self.sheet == "A4" else self.spec.figure
        return cell(text, role, size)

    def _sign(self, y: float) -> None:
        page = self._open
        margins, bottom = page.margins, self._size[1]
        width = margins.width - 50
        notes = [Para(text, NOTE) for text in self.statistics.spec.notes]
        page.paras(margins.left, y + 2.5, width, *notes, Para(self._check(), NOTE))
        for x, who in ((0, "填报人："), (60, "复核人："), (120, "负责人：")):
            page.sign(margins.left + x, bottom - 27, who, 32, 9.5)
        room = bottom - 19 - y
        if room >= 44:
            page.seal(margins.x1 - 23, bottom - 43, "单位公章", 42)
        page.date(margins.x1 - 49, bottom - 27, 9.5)

    def _check(self) -> str:
        """Return the check against the rosters in words; it never says 一致 where a figure differs."""
        differences = {each.level: each for each in reconcile(self.statistics, self.rosters)}
        said = []
        for level in FILING_LEVELS:
            found = differences.get(level)
            name = word("filing", level)
            said.append(f"{name} 一致" if found is None else found.words)
        undecided = self.statistics.undecided
        tail = f"　另有{undecided}人未选定层级，未计入。" if undecided else ""
        return f"核对：与花名册人数：{'；'.join(said)}。{tail}"


def _upright(heads: list[HeadCell], words: tuple[str, ...], at: int) -> int:
    heads.extend(HeadCell(text, at + index, 2, vertical=True) for index, text in enumerate(words))
    return at + len(words)


def _kept(row: Row) -> Row:
    return Row(row.cells, row.least, row.shade, keep=True)


def _nature(nature: str) -> str:
    return (
        nature.removesuffix("单位") if nature.endswith("事业单位") and len(nature) == 4 else nature
    )
