# SPDX-License-Identifier: MulanPSL-2.0
"""密级★期限 and 份号 at the head of a sheet (secrecy.md 7.1, 7.2; ux 5.2, 5.3; GB/T 9704-2012 7.2.1, 7.2.2).

Nothing is drawn without a recorded decision: a head without a mark has nothing to show (D-7).
"""

from __future__ import annotations

from attrs import frozen

from app.model.copies import DUPLICATE, CopyMark
from app.model.marking import NO_MARK, Mark
from app.paper.core import geometry as g
from app.paper.core.letter import letter_layout
from app.paper.core.page import Page

RUNNING_Y, RUNNING_SIZE = 10.0, 9.0
LEAD_NUMBER_Y, LEAD_Y = 7.6, 12.4  # mm: 份号 above, the mark below it
LEAD_NUMBER_SIZE, LEAD_SIZE = 10.5, 12.0
LARGE = 16.0  # 3号
LETTER_LINES = 2  # lines of a letter that 份号 and mark take
_GAP = 0.45  # ems between what stands side by side
_FRAME_HALF = 27.0  # mm from the middle of the sheet that 练习 in its frame takes at the head


@frozen
class Head:
    """What a copy bears at its head.

    Attributes:
        mark: what was decided; nothing is drawn without it.
        copy: 份号 of a formal copy; None for a proof and for what is not secret any more.
    """

    mark: Mark = NO_MARK
    copy: CopyMark | None = None

    def __bool__(self) -> bool:
        """Tell whether there is anything to draw."""
        return bool(self.mark.words)

    @property
    def lines(self) -> str:
        """Return 份号 and mark in two lines of plain text, for a workbook, which has no struck words of its own."""
        count = f"{self.copy.shown}　{self.copy.count_words}" if self.copy is not None else ""
        earlier = "".join(f"{each}（已撤销）" for each in self.mark.cancelled)
        shown = (count, f"{earlier}{self.mark.words}", self.foot)
        return "\n".join(text for text in shown if text)

    @property
    def foot(self) -> str:
        """Return 复制件 for a copy of what was given out before (secrecy.md 7.2)."""
        return DUPLICATE if self.copy is not None and self.copy.duplicate else ""


NO_HEAD = Head()


def running_mark(page: Page, head: Head, *, practice: bool) -> None:
    """Draw the mark and the 份号 in the running head of a side, flush with the type area."""
    number = head.copy.shown if head.copy is not None else ""
    _in_a_row(page, RUNNING_Y, head.mark, RUNNING_SIZE, _room(page, practice=practice), number)


def leading_mark(page: Page, head: Head, *, practice: bool) -> None:
    """Draw 份号 with the count of copies and the mark under it, top left of a first side."""
    room = _room(page, practice=practice)
    if head.copy is None:
        _in_a_row(page, RUNNING_Y, head.mark, LEAD_SIZE, room)
        return
    words = f"{head.copy.shown}　{head.copy.count_words}"
    page.text(page.margins.left, LEAD_NUMBER_Y, words, "song", LEAD_NUMBER_SIZE)
    _in_a_row(page, LEAD_Y, head.mark, LEAD_SIZE, room)


def cover_mark(page: Page, head: Head) -> None:
    """Draw 份号 and mark in the first two lines of the type area of a cover, 3号 (ux 5.3)."""
    if head:
        _two_lines(page, head, page.margins.left, page.margins.top, LARGE * g.PT * 1.8)


def letter_mark(page: Page, head: Head) -> None:
    """Draw 份号 in the first line of a letter and the mark in the second, both 3号 (GB/T 9704-2012)."""
    layout = letter_layout()
    _two_lines(page, head, layout.left, layout.first, layout.pitch)


def _two_lines(page: Page, head: Head, x: float, top: float, pitch: float) -> None:
    if head.copy is not None:
        wide = page.text(x, top + pitch / 2, head.copy.shown, "song", LARGE)
        at = x + wide + _GAP * LARGE * g.PT
        page.text(at, top + pitch / 2, head.copy.count_words, "song", LEAD_NUMBER_SIZE)
    room = page.margins.x1 - x
    _in_a_row(page, top + pitch * 1.5, head.mark, LARGE, room, x=x)


def _room(page: Page, *, practice: bool) -> float:
    middle = page.margins.sheet[0] / 2 - (_FRAME_HALF if practice else 0.0)
    return middle - page.margins.left


def _in_a_row(
    page: Page, y: float, mark: Mark, size: float, room: float, number: str = "", x: float | None = None
) -> None:  # fmt: skip
    """Set earlier marks struck through, the mark in force, then the number; smaller where there is no room."""
    parts = [*mark.cancelled, mark.words, *([number] if number else [])]
    roles = ["hei"] * (len(mark.cancelled) + 1) + ["song"]
    wide = sum(
        page.setter.width(text, role, size) for text, role in zip(parts, roles, strict=False)
    )
    wide += _GAP * size * g.PT * (len(parts) - 1)
    size *= min(1.0, room / wide)
    at = page.margins.left if x is None else x
    for place, (text, role) in enumerate(zip(parts, roles, strict=False)):
        end = at + page.text(at, y, text, role, size)
        if place < len(mark.cancelled):
            page.rule(at, y, end, y, g.GRID * 1.6)
        at = end + _GAP * size * g.PT
