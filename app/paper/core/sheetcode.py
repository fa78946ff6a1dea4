# SPDX-License-Identifier: MulanPSL-2.0
"""A small QR, or bars of Code128, in the foot: which sheet this is, by the digits beside it and nothing else.

Neither is there unless the unit switched it on (D-8, ux 5.5). They hold the 核对码, the 印号 and the
place of the page in its file: 26 digits, which a QR of version 1 carries with a quarter of its area
spoiled (level Q), and Code128 as thirteen pairs (character set C).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from app.kernel.digits import group_holds
from app.paper.core.geometry import A4_WIDE

if TYPE_CHECKING:
    from app.paper.core.page import Page
    from app.paper.core.press import Imprint

MODULES = 21  # a side of a version 1 symbol
_CODE, _NUMBER, _PAGE = 16, 6, 4  # digits
_SHAPE = re.compile(r"\d{26}", re.ASCII)
_BAR = 0.33  # mm of the thinnest bar: more than two dots of a 200-dpi scanner
_BARS_INWARD, _BARS_INWARD_WIDE = (
    30.0,
    62.0,
)  # mm from the outer edge: beside 第1000页, and 共1000页
_BARS_UP, _BARS_HIGH = 10.6, 5.2  # mm from the lower edge to the top of the bars, and their height
_BARS_UP_WIDE, _BARS_HIGH_WIDE = 8.3, 4.2  # on A4 lying across, whose foot stands lower
_INWARD = 46.0  # mm from the outer edge of the type area: beside the largest page number


@frozen
class SheetCode:
    """What one sheet says it is.

    Attributes:
        check_code: 3817-0459-9162-2205.
        number: 印号, the number in the print register.
        page: place of the page in its file, from 1.
    """

    check_code: str
    number: int
    page: int

    def digits(self) -> str:
        """Return the 26 digits of the symbol."""
        code = self.check_code.replace("-", "")
        return f"{code}{self.number:0{_NUMBER}d}{self.page:0{_PAGE}d}"


def read_sheet_code(text: str) -> SheetCode | None:
    """Return what the digits of a symbol say, None when they are not of our making."""
    if not _SHAPE.fullmatch(text):
        return None
    groups = [text[start : start + 4] for start in range(0, _CODE, 4)]
    number, page = int(text[_CODE:-_PAGE]), int(text[-_PAGE:])
    if not all(map(group_holds, groups)) or not number or not page:
        return None
    return SheetCode("-".join(groups), number, page)


def draw_sheet_code(page: Page, imprint: Imprint, index: int) -> None:
    """Draw what the unit switched on; nothing for a copy without numbers.

    Args:
        index: place of the page in its file, from 1.
    """
    if not (imprint.check_sheets or imprint.check_bars):
        return
    if not (imprint.code and imprint.print_number.isdecimal()):
        return
    digits = SheetCode(imprint.code, int(imprint.print_number), index).digits()
    if len(digits) != _CODE + _NUMBER + _PAGE:
        return  # a register beyond its 999,999th entry prints without
    if imprint.check_bars:
        _draw_bars(page, digits)
    else:
        _draw_square(page, digits)


def _draw_square(page: Page, digits: str) -> None:
    """Draw the QR under the foot rule, beside the page number."""
    across = page.margins.sheet[0] > page.margins.sheet[1]
    module, up = (0.4, 12.7) if across else (0.5, 15.1)
    margins, size = page.margins, MODULES * module
    x = margins.x1 - _INWARD if margins.outer_right else margins.left + _INWARD - size
    y = margins.sheet[1] - up
    page.bars(
        (x + left * module, y + row * module, run * module, module)
        for row, left, run in _runs(digits)
    )


def _draw_bars(page: Page, digits: str) -> None:
    """Draw the bars lower than the words of the foot, beside the page number."""
    widths = _widths(digits)
    margins, sheet, long = page.margins, page.margins.sheet, sum(widths) * _BAR
    low = sheet == A4_WIDE
    up, high = (_BARS_UP_WIDE, _BARS_HIGH_WIDE) if low else (_BARS_UP, _BARS_HIGH)
    inward = _BARS_INWARD_WIDE if sheet[0] > sheet[1] else _BARS_INWARD
    x = margins.x1 - inward - long if margins.outer_right else margins.left + inward
    boxes = []
    for number, width in enumerate(widths):
        if number % 2 == 0:
            boxes.append((x, sheet[1] - up, width * _BAR, high))
        x += width * _BAR
    page.bars(boxes)


def _widths(digits: str) -> list[int]:
    """Return the widths of bars and spaces in turn, in thinnest bars; the library says A for one, B for two."""
    from reportlab.graphics.barcode.code128 import Code128

    code = Code128(digits)
    code.validate()
    code.encode()
    code.decompose()
    return [ord(letter.upper()) - ord("A") + 1 for letter in code.decomposed]


def _runs(digits: str) -> list[tuple[int, int, int]]:
    """Return the dark runs of the symbol: row, first module, how many."""
    import segno

    symbol = segno.make_qr(digits, error="q", version=1, boost_error=False)
    rows = ["".join("#" if dark else " " for dark in row) for row in symbol.matrix]
    return [
        (number, run.start(), len(run.group()))
        for number, row in enumerate(rows)
        for run in re.finditer("#+", row)
    ]
