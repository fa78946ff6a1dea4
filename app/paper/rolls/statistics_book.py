# SPDX-License-Identifier: MulanPSL-2.0
"""The statistics table as a workbook: the printed columns, counts as numbers, the PDF's print set-up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from app.kernel.dates import chinese_date
from app.paper.core.marks import NO_HEAD, Head
from app.paper.forms.words import word
from app.paper.rolls.roster_data import FILING_LEVELS, Roster
from app.paper.rolls.sheets import GREYS, HEI, SONG, Book
from app.paper.rolls.statistics_data import Statistics, reconcile
from app.paper.rolls.statistics_lines import Line
from app.paper.rolls.statistics_pdf import NONE_KEPT, line_figures, over_places, sheet_of

HEAD_ROWS = (1, 5)
LAST = 41  # columns: five fixed, 35 narrow, 备注


def xlsx(
    statistics: Statistics,
    day: dt.date,
    rosters: Mapping[str, Roster],
    sheet: str = "",
    marked: Head = NO_HEAD,
) -> bytes:
    """Return the table as a workbook; arguments as ``statistics_pdf.pdf``, day and mark as ``roster_book.xlsx``."""
    paper = sheet or sheet_of(statistics)
    spec = statistics.spec.sheets[paper]
    narrow = (spec.narrow,) * 35
    widths = (*spec.fixed, *narrow, spec.width - sum(spec.fixed) - sum(narrow))
    book = Book(statistics.title, widths, day, paper)
    _styles(book)
    _head(book, statistics, day, marked)
    number = 0
    for group in statistics.groups:
        for line in group.lines:
            number += 1
            _line(book, line, str(number), line.name, "text")
        if group.summed:
            _line(book, group.subtotal, "", group.subtotal_name, "sub")
    _line(book, statistics.total, "", "合　　计", "band")
    _foot(book, statistics, rosters)
    book.set_up(HEAD_ROWS, margins=(13, 12, 20, 20))
    return book.save()


def _styles(book: Book) -> None:
    book.style("title", face=HEI, size=18, boxed=False)
    book.style("left", size=10, align="left", boxed=False)
    book.style("right", size=10, align="right", boxed=False)
    book.style("head", face=HEI, size=8.5)
    for name, fill in (("text", ""), ("sub", GREYS["sub"]), ("band", GREYS["band"])):
        face = HEI if fill else SONG
        book.style(f"{name}-name", face=face, size=9, align="center" if fill else "left", fill=fill)
        book.style(f"{name}-words", face=face, size=9, fill=fill)
        book.style(f"{name}-figure", face=face, size=9, fill=fill, figure=True)
        book.style(f"{name}-over", face=HEI, size=9, bold=True, fill=fill, figure=True)
    book.style("note", size=8.5, align="left", boxed=False)


def _head(book: Book, statistics: Statistics, day: dt.date, marked: Head) -> None:
    book.title_row(statistics.title, marked)
    book.row(7.0)
    book.across(1, 15, f"填报单位（盖章）：{statistics.filer}", "left")
    practice = "练习，数据虚构　　" if statistics.practice else ""
    book.across(16, LAST, f"{practice}填报日期：{chinese_date(day)}　　单位：个、人", "right")
    for height in (8.0, 6.8, 25.0):
        book.row(height)
    words, top, low = statistics.spec, 3, 5
    for column, text in enumerate(
        ("序\n号", "单位名称", "单位\n性质", "编制数", "专技岗位总数"), 1
    ):
        book.merged((top, column), (low, column), "\n".join(text) if column > 3 else text, "head")
    book.merged((top, 6), (top, 25), "岗位数及占岗申报", "head")
    at = 6
    for level in words.level_heads:
        book.merged((top + 1, at), (top + 1, at + 4), level, "head")
        at = _upright(book, words.post_heads, at)
    book.merged((top, at), (top + 1, at + 2), "不占岗\n申报", "head")
    at = _upright(book, words.free_heads, at)
    book.merged((top, at), (top, at + 7), "定向评价（单列）", "head")
    for level in words.targeted_levels:
        book.merged((top + 1, at), (top + 1, at + 3), level, "head")
        at = _upright(book, words.targeted_heads, at)
    book.merged((top, at), (top + 1, at + 2), "非事业\n单位", "head")
    at = _upright(book, words.outside_heads, at)
    book.merged((top, at), (low, at), "\n".join("合计申报数"), "head")
    book.merged((top, at + 1), (low, at + 1), "备\n注", "head")


def _upright(book: Book, words: tuple[str, ...], at: int) -> int:
    for index, text in enumerate(words):
        book.merged((5, at + index), (5, at + index), "\n".join(text), "head")
    return at + len(words)


def _line(book: Book, line: Line, number: str, name: str, style: str) -> None:
    book.row(11.5)
    over = over_places(line)
    book.text(1, number, f"{style}-words")
    book.text(2, name, f"{style}-name")
    book.text(3, line.nature if number else "", f"{style}-words")
    for place, figure in enumerate(line_figures(line)):
        shown = f"{style}-over" if place in over else f"{style}-figure"
        if figure is not None:
            book.number(place + 4, figure, shown)
        else:
            blank = line.keeps_posts and not line.known
            book.text(place + 4, "" if blank else NONE_KEPT, f"{style}-words")
    book.text(LAST, line.remark, f"{style}-words")


def _foot(book: Book, statistics: Statistics, rosters: Mapping[str, Roster]) -> None:
    differences = {each.level: each.words for each in reconcile(statistics, rosters)}
    said = "；".join(
        differences.get(level, f"{word('filing', level)} 一致") for level in FILING_LEVELS
    )
    for text in (*statistics.spec.notes, f"核对：与花名册人数：{said}。"):
        book.row(5.5)
        book.across(1, LAST, text, "note")
    book.row(12.0)
    book.across(
        1,
        LAST,
        "填报人：　　　　　　　　　　复核人：　　　　　　　　　　负责人：　　　　　　　　　　（公章）　　　　　年　　月　　日",
        "note",
    )
