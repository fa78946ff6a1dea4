# SPDX-License-Identifier: MulanPSL-2.0
"""What is kept of every printing so that its signed sheets can be recognised and looked at.

Kept when the printing is registered, for the document may change afterwards while the paper does not.
"""

from __future__ import annotations

import json
from typing import Any

import attrs
from attrs import frozen

from app.kernel.errors import UserError
from app.paper.core.places import Box, Place, PlaceKind, SigningPlace
from app.paper.core.press import Piece
from app.vault.vault import Vault

FORMAT = 1


@frozen
class PrintedSheets:
    """One printing as its sheets stand.

    Attributes:
        code: the 核对码 in its foot; empty for papers that bear none.
        pages: pages that bear a number of their own in the file.
        places: where people sign and seal.
    """

    code: str
    pages: int
    places: tuple[SigningPlace, ...] = ()

    def of_page(self, page: int) -> tuple[SigningPlace, ...]:
        """Return the places on one page, from 1."""
        return tuple(each for each in self.places if each.side == page - 1)

    def signed_pages(self) -> tuple[int, ...]:
        """Return the pages somebody signs or seals."""
        return tuple(sorted({each.side + 1 for each in self.places}))


def _key(number: int) -> str:
    return f"printed-sheets/{number}"


def keep_printed(vault: Vault, number: int, piece: Piece, code: str) -> None:
    """Keep what a registered printing looks like."""
    rows = [
        [each.side, *each.sheet, *attrs.astuple(each.place, recurse=False)] for each in piece.places
    ]
    values = {"format": FORMAT, "code": code, "pages": piece.faces or piece.pages, "places": rows}
    vault.set_setting(_key(number), json.dumps(values, ensure_ascii=False))


def printed_sheets(vault: Vault, number: int) -> PrintedSheets | None:
    """Return what is kept of a printing, None for one registered before this was kept.

    Raises:
        UserError: SIGNED-DAMAGED when the record cannot be read.
    """
    text = vault.setting(_key(number))
    if not text:
        return None
    try:
        values = json.loads(text)
        if values["format"] != FORMAT:
            raise ValueError(number)
        places = tuple(_place(row) for row in values["places"])
        return PrintedSheets(str(values["code"]), int(values["pages"]), places)
    except (ValueError, TypeError, KeyError):
        raise UserError("SIGNED-DAMAGED", number=f"{number:04d}") from None


def _place(row: list[Any]) -> SigningPlace:
    side, width, height, kind, label, *box = row
    clear = box.pop()
    x, y, across, down = map(float, box)
    blank = _box(clear) if clear else None
    place = Place(PlaceKind(kind), str(label), x, y, across, down, blank)
    return SigningPlace(int(side), (float(width), float(height)), place)


def _box(values: list[Any]) -> Box:
    x, y, width, height = map(float, values)
    return x, y, width, height
