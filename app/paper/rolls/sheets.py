# SPDX-License-Identifier: MulanPSL-2.0
"""Workbooks that print as the PDF does: shared styles, text cells, print set-up, the same bytes every time."""

from __future__ import annotations

import datetime as dt
import functools
import io
import re
import zipfile
from copy import copy
from typing import Any

from attrs import define, field
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app.paper.core.geometry import MM
from app.paper.core.marks import Head

TEXT = "@"  # the number format of text: an ID of 18 digits stays what it is
PAPER = {"A4": 9, "A3": 8}
MOST_IN_CELL = 32_767  # characters (ECMA-376 18.3.1.4)
DIGIT_PIXELS = 8  # a digit of the standard face 宋体 11, by which column widths are counted
MOST_IN_NAME = 31
BEGIN_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
SONG, HEI = "宋体", "黑体"  # faces every office machine has
MARK_ROOM = 44.0  # mm a mark takes at the left of a title
THIN = Side(style="thin", color="000000")
_EPOCH = (2020, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_CREATED = re.compile(rb"(<dcterms:created[^>]*>)[^<]*(</dcterms:created>)")


def characters(millimetres: float) -> float:
    """Return a column width in the unit of spreadsheets: digits of the standard face."""
    return round(millimetres / 25.4 * 96 / DIGIT_PIXELS, 2)


@functools.lru_cache(maxsize=8192)  # units, titles and dates stand in many rows
def plain(text: str) -> str:
    """Return a text a workbook can hold: characters XML forbids are left out, line ends are kept."""
    cleaned: str = ILLEGAL_CHARACTERS_RE.sub("", text)[:MOST_IN_CELL]
    return cleaned


def sheet_name(text: str) -> str:
    """Return a name a sheet can bear: at most 31 characters, none of the signs Excel forbids, no quotes at the ends."""
    name = _NOT_IN_NAMES.sub(" ", plain(text)).strip().strip("'").strip()[:MOST_IN_NAME]
    return name.strip().strip("'") or "表"


def _put(cell: Cell, text: str) -> None:
    """Store a text as text: the library takes what begins with = for a formula unless told otherwise.

    It would look at the text a second time for what ``plain`` has left out already: past its setter.
    What begins as a formula does is marked as text for whoever edits the cell later, too (quotePrefix,
    ECMA-376 18.8.45).
    """
    cell._value = plain(text)
    cell.data_type = "s"
    if text.startswith(BEGIN_FORMULAS):
        style = copy(cell._style)
        style.quotePrefix = 1
        cell._style = style


@define(eq=False)
class Book:
    """One sheet being written; each style is made once and shared by all its cells.

    Text is always stored as text: a value that begins with = + - or @ is never a formula.
    """

    title: str
    widths: tuple[float, ...]
    day: dt.date
    paper: str = "A4"
    workbook: Workbook = field(init=False)
    sheet: Worksheet = field(init=False)
    _styles: dict[str, Any] = field(factory=dict)
    _row: int = 0

    def __attrs_post_init__(self) -> None:
        self.workbook = Workbook()
        sheet = self.workbook.active
        if not isinstance(sheet, Worksheet):
            raise TypeError("a new workbook has one worksheet")
        self.sheet = sheet
        self.workbook._named_styles["Normal"].font = Font(name=SONG, size=11)
        self.sheet.title = sheet_name(self.title)
        for index, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(index)].width = characters(width)

    def style(
        self, name: str, *, face: str = SONG, size: float = 9.5, align: str = "center", bold: bool = False,
        fill: str = "", boxed: bool = True, figure: bool = False,
    ) -> None:  # fmt: skip
        """Make a style under a name; sizes in points. A ``figure`` is a number that shrinks rather than ###."""
        cell = self.sheet.cell(row=1, column=1)
        cell.font = Font(name=face, size=size, bold=bold)
        cell.alignment = Alignment(
            horizontal=align, vertical="center", wrap_text=not figure, shrink_to_fit=figure
        )
        cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN) if boxed else Border()
        cell.fill = PatternFill("solid", fgColor=fill) if fill else PatternFill()
        cell.number_format = "0" if figure else TEXT
        self._styles[name] = copy(cell._style)

    @property
    def at(self) -> int:
        """Return the number of the open row."""
        return self._row

    def row(self, height: float) -> int:
        """Begin a row of a height in mm; returns its number."""
        self._row += 1
        self.sheet.row_dimensions[self._row].height = round(height * MM, 1)
        return self._row

    def text(self, column: int, text: str, style: str) -> Cell:
        """Put a text into a column (from 1) of the open row."""
        cell = self.sheet.cell(row=self._row, column=column)
        cell._style = self._styles[style]
        if text:
            _put(cell, text)
        return cell

    def number(self, column: int, value: int, style: str) -> None:
        """Put a whole number into a column of the open row; it can be summed."""
        cell = self.sheet.cell(row=self._row, column=column)
        cell._style = self._styles[style]
        cell.value = value

    def across(self, first: int, last: int, text: str, style: str) -> None:
        """Put a text into merged columns of the open row."""
        for column in range(first, last + 1):
            self.text(column, text if column == first else "", style)
        if last > first:
            self.sheet.merge_cells(
                start_row=self._row, end_row=self._row, start_column=first, end_column=last
            )

    def title_row(self, text: str, head: Head) -> None:
        """Begin with the title, and at its left what a marked list bears (secrecy.md 7.1)."""
        self.row(14.0 if head else 11.0)
        last = len(self.widths)
        if not head:
            self.across(1, last, text, "title")
            return
        self.style("mark", face=HEI, size=9, align="left", boxed=False)
        aside, used = 1, self.widths[0]
        while used < MARK_ROOM and aside < last // 3:
            used += self.widths[aside]
            aside += 1
        self.across(1, aside, head.lines, "mark")
        self.across(aside + 1, last - aside, text, "title")

    def merged(self, first: tuple[int, int], last: tuple[int, int], text: str, style: str) -> None:
        """Put a text into a merged block given by its first and last (row, column)."""
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                cell = self.sheet.cell(row=row, column=column)
                cell._style = self._styles[style]
        cell = self.sheet.cell(row=first[0], column=first[1])
        _put(cell, text)
        if first != last:
            self.sheet.merge_cells(
                start_row=first[0], end_row=last[0], start_column=first[1], end_column=last[1]
            )

    def set_up(
        self, head_rows: tuple[int, int], *, margins: tuple[float, float, float, float]
    ) -> None:
        """Set paper, fit to width, repeated and frozen heads; margins left, right, top, bottom in mm."""
        sheet = self.sheet
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = PAPER[self.paper]
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = f"{head_rows[0]}:{head_rows[1]}"
        sheet.freeze_panes = f"A{head_rows[1] + 1}"
        left, right, top, bottom = (round(side / 25.4, 3) for side in margins)
        for name, value in (("left", left), ("right", right), ("top", top), ("bottom", bottom)):
            setattr(sheet.page_margins, name, value)
        sheet.page_margins.header = sheet.page_margins.footer = 0.3
        sheet.oddFooter.right.text = "第&P页　共&N页"
        sheet.oddFooter.right.size = 9
        sheet.print_options.horizontalCentered = True
        sheet.print_area = f"A1:{get_column_letter(len(self.widths))}{self._row}"

    def save(self) -> bytes:
        """Return the workbook; the same content gives the same bytes."""
        buffer = io.BytesIO()
        self.workbook.save(buffer)
        return _settled(buffer.getvalue(), self.day)


def _settled(data: bytes, day: dt.date) -> bytes:
    """Return the package with the day of the copy instead of the moment of saving."""
    stamp = f"{day.isoformat()}T00:00:00Z".encode()
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            body = source.read(name)
            if name == "docProps/core.xml":
                body = _CREATED.sub(rb"\g<1>" + stamp + rb"\g<2>", body)
                body = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", body)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, body)
    return out.getvalue()
