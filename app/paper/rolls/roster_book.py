# SPDX-License-Identifier: MulanPSL-2.0
"""The roster as a workbook: the printed columns, text cells, the PDF's print set-up (ux 5.7, S-4.3.3-b)."""

from __future__ import annotations

import datetime as dt
import functools

from app.kernel.dates import chinese_date
from app.paper.core.marks import NO_HEAD, Head
from app.paper.rolls.roster_columns import ColumnSpec
from app.paper.rolls.roster_data import Person, Roster
from app.paper.rolls.roster_pdf import BAND, ROW, SUB_BAND, SUM, SUM_SPAN, TOTAL
from app.paper.rolls.sheets import GREYS, HEI, Book

LINE = 4.3  # mm a line of 9.5 points takes
CHARACTER = 3.35  # mm a character of 9.5 points takes
HEAD_ROWS = (1, 3)


def xlsx(roster: Roster, day: dt.date, columns: str = "printed", marked: Head = NO_HEAD) -> bytes:
    """Return a roster as a workbook.

    Args:
        roster: one level; every level has a file of its own (S-4.3.4-a).
        day: 填报日期, also the day inside the file, so that the same roster gives the same bytes.
        columns: ``printed`` mirrors the PDF; ``full`` has every column of forms.md 4.7.
        marked: what it bears at its head.
    """
    chosen = roster.spec.named(columns)
    book = Book(roster.title, tuple(column.width for _, column in chosen), day)
    _styles(book)
    last = len(chosen)
    _head(book, roster, chosen, day, marked)
    for series in roster.groups:
        book.row(BAND)
        book.across(1, last, f"{series.name}（{series.count}人）", "band")
        for group in series.specialties:
            book.row(SUB_BAND)
            book.across(1, last, f"　　{group.name}（{len(group.people)}人）", "sub")
            for person in group.people:
                _person(book, roster, person, chosen)
        book.row(SUM)
        _sum(book, f"{series.name}小计", series.count, last, "sum")
    book.row(TOTAL)
    _sum(book, "总　　计", roster.count, last, "total")
    book.row(12.0)
    book.across(
        1,
        last,
        "填报人：　　　　　　　　　　审核人：　　　　　　　　　　单位负责人：　　　　　　　　　　（公章）",
        "foot",
    )
    book.set_up(HEAD_ROWS, margins=(13, 12, 20, 20))
    return book.save()


def _styles(book: Book) -> None:
    book.style("title", face=HEI, size=18, boxed=False)
    book.style("left", size=10, align="left", boxed=False)
    book.style("right", size=10, align="right", boxed=False)
    book.style("head", face=HEI)
    book.style("centre")
    book.style("text", align="left")
    book.style("band", face=HEI, size=10.5, align="left", fill=GREYS["band"])
    book.style("sub", face=HEI, align="left", fill=GREYS["sub"])
    book.style("sum", face=HEI)
    book.style("sum-count", face=HEI, align="left")
    book.style("total", face=HEI, size=10.5, fill=GREYS["band"])
    book.style("total-count", face=HEI, size=10.5, align="left", fill=GREYS["band"])
    book.style("foot", size=10, align="left", boxed=False)


def _head(
    book: Book,
    roster: Roster,
    chosen: tuple[tuple[str, ColumnSpec], ...],
    day: dt.date,
    marked: Head,
) -> None:
    last, middle = len(chosen), len(chosen) // 2
    book.title_row(roster.title, marked)
    book.row(7.0)
    book.across(1, middle, f"填报单位（盖章）：{roster.unit_name}", "left")
    practice = "练习，数据虚构　　" if roster.practice else ""
    book.across(middle + 1, last, f"{practice}填报日期：{chinese_date(day)}　　单位：人", "right")
    book.row(11.5)
    for index, (_, column) in enumerate(chosen, 1):
        book.text(index, column.head, "head")


def _person(
    book: Book, roster: Roster, person: Person, chosen: tuple[tuple[str, ColumnSpec], ...]
) -> None:
    texts = [(column, roster.value(name, person)) for name, column in chosen]
    book.row(max(ROW, *(LINE * _lines(text, column.width) + 1.6 for column, text in texts)))
    for index, (column, text) in enumerate(texts, 1):
        book.text(index, text, "text" if column.align == "left" else "centre")


@functools.lru_cache(maxsize=8192)
def _lines(text: str, width: float) -> int:
    """Return about how many lines a text takes in a column, so that no row is too low for its text."""
    per_line = max(1, int((width - 1.6) / CHARACTER))
    return sum(-(-max(1, _weight(part)) // per_line) for part in text.split("\n"))


def _weight(text: str) -> int:
    narrow = len(text.encode("ascii", "ignore"))
    return len(text) - narrow // 2


def _sum(book: Book, label: str, count: int, last: int, style: str) -> None:
    book.across(1, SUM_SPAN, label, style)
    book.across(SUM_SPAN + 1, last, f"{count}人", f"{style}-count")
