# SPDX-License-Identifier: MulanPSL-2.0
"""A list as a workbook: the layout's own columns, bands and sums, text cells, the PDF's print set-up (ux 5.7)."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from attrs import define, field

from app.paper.context import PaperContext
from app.paper.forms import bindings
from app.paper.forms.context import FormContext
from app.paper.forms.draw_grid import NONE
from app.paper.forms.draw_roll import filled
from app.paper.forms.parts import Marks, Prose, Words
from app.paper.forms.registry import REGISTRY, RollBinding, RollGroup, grouped
from app.paper.forms.spec import FormSpec, Page
from app.paper.forms.tabular import BandLine, Column, HeadSpan, Roll, SumLine
from app.paper.rolls.layout import roll_of, roll_page
from app.paper.rolls.sheets import HEI, SONG, Book

LINE, CHARACTER = 4.3, 3.35  # mm a line and a character of 9.5 points take
HEAD_LINE, NOTE, FOOT = 7.0, 5.5, 12.0  # mm high
PAD = 1.6
MARGINS = (13, 12, 20, 20)
SIGN_ROOM = "　" * 10


def workbook(
    spec: FormSpec, context: PaperContext, roll: Any, title: str, *,
    columns: Sequence[Column] = (), sheet: str = "",
) -> bytes:  # fmt: skip
    """Return a list as a workbook; the same list gives the same bytes.

    Args:
        roll: what its rows are taken from.
        columns: other columns than the printed ones, under heads of one row.
        sheet: A4 or A3, where the layout has both.
    """
    page, part = roll_page(spec, sheet), roll_of(spec, sheet)
    chosen = tuple(columns) or part.columns
    heads = () if columns else part.heads
    day = context.printed_on
    book = Book(title, tuple(column.width for column in chosen), day, page.sheet)
    form = FormContext(context, roll=roll)
    return _Sheet(book, form, page, part, chosen, heads, day).write(title)


@define(eq=False)
class _Sheet:
    """One workbook as it comes about."""

    book: Book
    form: FormContext
    page: Page
    part: Roll
    columns: Sequence[Column]
    heads: Sequence[HeadSpan]
    day: dt.date
    binding: RollBinding = field(init=False)
    _made: dict[tuple[Any, ...], str] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.binding = REGISTRY.rolls[self.part.rows]

    @property
    def last(self) -> int:
        """Return the number of columns."""
        return len(self.columns)

    def write(self, title: str) -> bytes:
        """Return the finished file."""
        book = self.book
        book.style("title", face=HEI, size=18, boxed=False)
        book.title_row(title, self.form.paper.imprint().head)
        self._head_line()
        before = book.at
        self._head()
        self._rows()
        self._foot()
        book.set_up((1, before + len(self.part.head_heights)), margins=MARGINS)
        return book.save()

    def _style(
        self, face: str, size: float, align: str = "center", *, shade: float = 0.0,
        boxed: bool = True, figure: bool = False, bold: bool = False,
    ) -> str:  # fmt: skip
        key = (face, size, align, shade, boxed, figure, bold)
        name = self._made.get(key)
        if name is None:
            name = self._made[key] = str(len(self._made))
            grey = f"{round(255 * (1 - shade / 100)):02X}" * 3 if shade else ""
            self.book.style(
                name, face=face, size=size, align=align, fill=grey, boxed=boxed, figure=figure, bold=bold,
            )  # fmt: skip
        return name

    # -- above the rows

    def _head_line(self) -> None:
        """Put what stands over the table: words from the left to the first half, words from the right to the rest."""
        words = [
            each for held in self.page.parts
            if isinstance(held, Marks) and held.every == "head" for each in held.words
            if bindings.holds(self.form, each.when)
        ]  # fmt: skip
        if not words:
            return
        widths = [*accumulate(column.width for column in self.columns)]
        half = max(1, sum(edge <= widths[-1] / 2 for edge in widths))
        self.book.row(HEAD_LINE)
        practice = "练习，数据虚构　　" if self.form.paper.imprint().practice else ""
        left = self._said([each for each in words if each.align == "left"])
        right = self._said([each for each in words if each.align != "left"])
        self.book.across(1, half, left, self._style(SONG, 10, "left", boxed=False))
        if half < self.last:
            style = self._style(SONG, 10, "right", boxed=False)
            self.book.across(half + 1, self.last, f"{practice}{right}", style)

    def _said(self, words: Sequence[Words]) -> str:
        return "　　".join(bindings.fill(self.form, each.text) for each in words)

    def _head(self) -> None:
        part, book = self.part, self.book
        style = self._style(HEI, part.head_size)
        top = book.at + 1
        for height in part.head_heights:
            book.row(height)
        low = top + len(part.head_heights) - 1
        if not self.heads:
            for number, column in enumerate(self.columns, 1):
                book.merged((top, number), (low, number), column.head, style)
        for span in self.heads:
            text = "\n".join(span.text) if span.upright else span.text
            first = (top + span.row, span.column + 1)
            book.merged(first, (first[0] + span.down - 1, span.column + span.across), text, style)

    # -- the rows

    def _rows(self) -> None:
        source, groups = self.binding.source(self.form), self.part.groups
        items = self.binding.items(source, groups) if source is not None else ()
        if groups:
            self._groups(source, grouped(self.binding, source, items, groups), 0)
        else:
            for item in items:
                self._row(source, item)
        if self.part.total is not None:
            self._sum(source, self.part.total, RollGroup("", items))

    def _groups(self, source: Any, groups: Sequence[RollGroup], level: int) -> None:
        part = self.part
        for group in groups:
            if level < len(part.bands):
                self._band(part.bands[level], group)
            if group.inner:
                self._groups(source, group.inner, level + 1)
            else:
                for item in group.items:
                    self._row(source, item)
            if level < len(part.sums) and len(group.items) >= part.sums[level].least:
                self._sum(source, part.sums[level], group)

    def _band(self, line: BandLine, group: RollGroup) -> None:
        self.book.row(line.height)
        style = self._style(HEI, line.size, "left", shade=line.shade)
        self.book.across(1, self.last, filled(line.text, group), style)

    def _row(self, source: Any, item: Any, face: str = SONG, shade: float = 0.0) -> None:
        texts = [self._text(source, item, column) for column in self.columns]
        fits = (
            LINE * _lines(text, column.width) + PAD
            for text, column in zip(texts, self.columns, strict=True)
            if column.bind not in self.binding.figures
        )
        self.book.row(max(self.part.least, *fits))
        for number, (text, column) in enumerate(zip(texts, self.columns, strict=True), 1):
            self._put(source, item, number, column, text, face, shade)

    def _put(
        self, source: Any, item: Any, number: int, column: Column, text: str, face: str, shade: float
    ) -> None:  # fmt: skip
        counts = self.binding.figures.get(column.bind)
        strong = self.binding.strong is not None and self.binding.strong(item, column.bind)
        figure = counts(source, item) if counts is not None else None
        if figure is not None:
            name = HEI if strong else face
            style = self._style(name, 9, shade=shade, figure=True, bold=strong)
            self.book.number(number, figure, style)
            return
        align = "left" if column.align == "left" else "center"
        size = 9 if self.binding.figures else 9.5
        self.book.text(number, text, self._style(face, size, align, shade=shade))

    def _text(self, source: Any, item: Any, column: Column) -> str:
        says = self.binding.columns.get(column.bind)
        text = says(source, item) if says is not None else ""
        return text or (NONE if column.empty == "none" else "")

    def _sum(self, source: Any, line: SumLine, group: RollGroup) -> None:
        text = filled(line.text, group)
        across = min(line.across, self.last)
        if not across and self.binding.added is not None:
            self._row(source, self.binding.added(text, group.items), HEI, line.shade)
            at = [column.bind for column in self.columns].index(line.under) + 1
            self.book.text(at, text, self._style(HEI, 9, shade=line.shade))
            return
        self.book.row(line.height)
        self.book.across(1, across, text, self._style(HEI, line.size, shade=line.shade))
        if across < self.last:
            tail = self._style(HEI, line.size, "left", shade=line.shade)
            self.book.across(across + 1, self.last, filled(line.tail, group), tail)

    # -- below the rows

    def _foot(self) -> None:
        for part in self.page.parts:
            if isinstance(part, Prose):
                for each in part.paragraphs:
                    if bindings.holds(self.form, each.when):
                        said = bindings.value(self.form, each.bind) if each.bind else bindings.fill(self.form, each.text)  # fmt: skip
                        self._line(said, NOTE, self._style(SONG, 8.5, "left", boxed=False))
        below = [
            part for part in self.page.parts if isinstance(part, Marks) and part.every != "head"
        ]
        signs = [sign.label for part in below for sign in part.signs]
        if signs:
            seal = "（公章）" if any(part.seals for part in below) else ""
            day = "　　　　　年　　月　　日" if any(part.dates for part in below) else ""
            said = "".join(f"{label}{SIGN_ROOM}" for label in signs)
            self._line(f"{said}{seal}{day}", FOOT, self._style(SONG, 10, "left", boxed=False))

    def _line(self, text: str, height: float, style: str) -> None:
        self.book.row(height)
        self.book.across(1, self.last, text, style)


@functools.lru_cache(maxsize=8192)
def _lines(text: str, width: float) -> int:
    """Return about how many lines a text takes in a column, so that no row is too low for its text."""
    per_line = max(1, int((width - PAD) / CHARACTER))
    return sum(-(-max(1, _weight(part)) // per_line) for part in text.split("\n"))


def _weight(text: str) -> int:
    narrow = len(text.encode("ascii", "ignore"))
    return len(text) - narrow // 2
