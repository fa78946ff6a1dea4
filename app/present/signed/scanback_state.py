# SPDX-License-Identifier: MulanPSL-2.0
"""What 签后扫描 draws: frozen parts, and the words of states and of what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import groupby

from attrs import frozen

from app.kernel.messages import Message
from app.paper.core.places import PlaceKind
from app.paper.volume.plan import range_words
from app.present.session import BAR_CODES, SQUARE_CODES
from app.present.signed.places import PrintedSheets
from app.present.signed.records import UNCLAIMED, SignedSheet, Verdict

KIND_WORDS = {PlaceKind.SIGNATURE: "签字", PlaceKind.SEAL: "盖章"}
CLAIM, NO_PLACES, SEEN, LACKING, VOID = "要认领", "没有要签的", "看过", "缺签章", "已作废"
_TO_SEE = "要看"


class SheetMark(StrEnum):
    """What the foot of every sheet bears beside its digits (D-8)."""

    NONE = "off"
    SQUARE = SQUARE_CODES
    BARS = BAR_CODES

    @property
    def word(self) -> str:
        """Return 不印, 二维码 or 条形码."""
        return {"NONE": "不印", "SQUARE": "二维码", "BARS": "条形码"}[self.name]


@frozen
class SheetLine:
    """One scanned sheet as listed; ``number`` and ``page`` are empty while nobody claimed it."""

    id: str
    number: str
    what: str
    page: str
    copy: str
    state: str
    void: bool
    unclaimed: bool

    @property
    def title(self) -> str:
        """Return 印号 0137　评审表　第 3 页."""
        number = f"印号 {self.number}" if self.number else "还没认领"
        return "　".join(part for part in (number, self.what, self.page, self.copy) if part)

    @property
    def to_see(self) -> bool:
        """Tell whether a person still has to look at a place."""
        return self.state.startswith(_TO_SEE)


FILTERS: tuple[tuple[str, str, Callable[[SheetLine], bool]], ...] = (
    ("all", "全部", lambda line: not line.void),
    ("claim", CLAIM, lambda line: line.unclaimed and not line.void),
    ("see", "要看", lambda line: line.to_see),
    ("lacking", LACKING, lambda line: line.state == LACKING),
    ("void", VOID, lambda line: line.void),
)


@frozen
class PlaceLine:
    """One place of the sheet in hand; ``verdict`` None while nobody looked."""

    label: str
    kind: str
    verdict: Verdict | None
    said: str


@frozen
class SignedState:
    """Everything the screen draws.

    Attributes:
        missing: what is still to come of papers of which some sheets are here, one line a copy.
        codes: what sheets are printed with.
    """

    lines: tuple[SheetLine, ...]
    filters: tuple[tuple[str, str, int], ...]
    chosen: str
    sheet: SheetLine | None
    places: tuple[PlaceLine, ...]
    missing: tuple[str, ...]
    codes: SheetMark


@frozen
class Filed:
    """What became of files: filed by code, to be claimed, here already; refused; not looked at."""

    filed: int
    unclaimed: int
    again: int
    refused: tuple[Message, ...]
    left: tuple[str, ...]


def state_word(sheet: SignedSheet, places: int) -> str:
    """Return what the list says of a sheet with so many places to sign and seal."""
    if sheet.cancelled:
        return VOID
    if sheet.number == UNCLAIMED:
        return CLAIM
    if not places:
        return NO_PLACES
    said = [mark for mark in sheet.marks if mark is not None]
    if len(said) < places:
        return f"{_TO_SEE} {places - len(said)} 处"
    return SEEN if all(mark.verdict == Verdict.THERE for mark in said) else LACKING


def missing_words(
    title: str, printed: PrintedSheets, sheets: Sequence[SignedSheet], copies: int
) -> list[str]:
    """Return one line for every copy of which pages are still to come."""
    lines = []
    for copy in range(1, copies + 1):
        here = {sheet.page for sheet in sheets if sheet.copy == copy and not sheet.cancelled}
        gone = [page for page in range(1, printed.pages + 1) if page not in here]
        if not here or not gone:
            continue
        which = f"　第 {copy} 份" if copies > 1 else ""
        signed = [page for page in gone if page in printed.signed_pages()]
        note = f"，其中第 {pages_words(signed)} 页要签字盖章" if signed else "，都不用签字盖章"
        lines.append(f"{title}{which}：还缺第 {pages_words(gone)} 页{note}")
    return lines


def pages_words(pages: Sequence[int]) -> str:
    """Return 1—3、5 for pages in order."""
    runs = groupby(enumerate(pages), lambda pair: pair[1] - pair[0])
    spans = [[page for _, page in run] for _, run in runs]
    return "、".join(range_words(span[0], span[-1]) for span in spans)
