# SPDX-License-Identifier: MulanPSL-2.0
"""A small QR in the foot that says which sheet this is: the digits printed beside it and nothing else.

Off unless the unit switched it on (D-8). It holds the 核对码, the 印号 and the place of the page in
its file: 26 digits, which a QR of version 1 carries with a quarter of its area spoiled (level Q).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from app.kernel.digits import group_holds

if TYPE_CHECKING:
    from app.paper.core.page import Page
    from app.paper.core.press import Imprint

MODULES = 21  # a side of a version 1 symbol
_CODE, _NUMBER, _PAGE = 16, 6, 4  # digits
_SHAPE = re.compile(r"\d{26}", re.ASCII)
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
    """Draw the symbol under the foot rule, beside the page number; nothing for a copy without numbers.

    Args:
        index: place of the page in its file, from 1.
    """
    if not (imprint.check_sheets and imprint.code and imprint.print_number.isdecimal()):
        return
    code = SheetCode(imprint.code, int(imprint.print_number), index)
    if len(code.digits()) != _CODE + _NUMBER + _PAGE:
        return  # a register beyond its 999,999th entry prints without
    across = page.margins.sheet[0] > page.margins.sheet[1]
    module, up = (0.4, 12.7) if across else (0.5, 15.1)
    margins, size = page.margins, MODULES * module
    x = margins.x1 - _INWARD if margins.outer_right else margins.left + _INWARD - size
    y = margins.sheet[1] - up
    page.bars(
        (x + left * module, y + row * module, run * module, module)
        for row, left, run in _runs(code.digits())
    )


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
