# SPDX-License-Identifier: MulanPSL-2.0
"""What a form page is made of, as read from ``resources/forms/*.toml``: millimetres and points.

A length is in millimetres from the top left corner of the sheet unless said otherwise; a type size
or a lead is in points. Every ``bind`` is a name of the closed table in ``bindings``; every ``label``
and ``text`` may quote such names in braces.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from attrs import field, frozen

from app.paper.forms.tabular import (
    Align,
    AnyRole,
    Empty,
    Role,
    Roll,
    Table,
    legible,
)

ANSWER_SIZES = (12.0, 10.5, 9.0)
_QUOTED = re.compile(r"\{([^{}|]*)(\|[^{}]*)?\}")


def quoted_names(text: str) -> tuple[str, ...]:
    """Return the binding names a printed text quotes in braces.

    ``{letter_number}`` prints an answer; ``{letter_number|＿＿号}`` prints what stands behind the bar
    where there is none: room to write by hand.
    """
    return tuple(match[1] for match in _QUOTED.finditer(text))


def requoted(text: str, said: Callable[[str, str | None], str]) -> str:
    """Return a text with each quotation replaced by what ``said`` makes of its name and of what stands for none."""
    return _QUOTED.sub(lambda match: said(match[1], match[2][1:] if match[2] else None), text)


@frozen
class Rect:
    """A box on the sheet; in TOML ``[left, top, right, bottom]``."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Return the width in mm."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the height in mm."""
        return self.bottom - self.top

    def overlaps(self, other: Rect) -> bool:
        """Tell whether the two share more than an edge."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > 0.01 and high > 0.01

    def inside(self, other: Rect) -> bool:
        """Tell whether this box lies within the other."""
        return (
            self.left >= other.left - 0.01
            and self.right <= other.right + 0.01
            and self.top >= other.top - 0.01
            and self.bottom <= other.bottom + 0.01
        )


@frozen
class Cell:
    """One box of a grid: printed words (``label``) or an answer (``bind``).

    Attributes:
        name: what 附页 and messages call the field; the label beside it when empty.
        sizes: sizes tried, largest first; what does not fit at the last goes on 附页.
        empty: what stands for no answer: ``none`` prints 无, ``gap`` prints nothing on a formal copy
            and 待填 squares on a proof, ``blank`` is left for a hand.
        spread: a short label is spread over so many characters.
        upright: characters under one another.
        rule: ``box`` draws all edges, ``under`` a line below, ``bare`` none.
    """

    at: Rect
    label: str = ""
    bind: str = ""
    name: str = ""
    role: AnyRole = ""
    sizes: tuple[float, ...] = field(default=(), validator=legible)
    lead: float = 0.0
    align: Align = "centre"
    valign: Literal["middle", "top", "bottom"] = "middle"
    empty: Empty = "gap"
    spread: int = 0
    upright: bool = False
    rule: Literal["box", "under", "bare"] = "box"

    @property
    def face(self) -> Role:
        """Return the face: answers Fang, printed words Song, unless the file says otherwise."""
        return self.role or ("fang" if self.bind else "song")

    @property
    def tried(self) -> tuple[float, ...]:
        """Return the sizes tried, largest first."""
        return self.sizes or ANSWER_SIZES


@frozen
class Grid:
    """Boxes at fixed places. ``frames`` are drawn in the heavier weight over the edges of the boxes."""

    cells: tuple[Cell, ...]
    frames: tuple[Rect, ...] = ()
    when: str = ""


@frozen
class StackCell:
    """One cell of a stacked row, ``span`` columns wide."""

    label: str = ""
    bind: str = ""
    span: int = 1
    name: str = ""
    role: AnyRole = ""
    sizes: tuple[float, ...] = field(default=(), validator=legible)
    lead: float = 0.0
    align: Align = "centre"
    empty: Empty = "gap"

    @property
    def face(self) -> Role:
        """Return the face: answers Fang, printed words Hei, unless the file says otherwise."""
        return self.role or ("fang" if self.bind else "hei")

    @property
    def tried(self) -> tuple[float, ...]:
        """Return the sizes tried, largest first."""
        return self.sizes or (10.5, 10.0, 9.5, 9.0)


@frozen
class StackRow:
    """A row that takes what its text needs; ``grows`` shares what is left of the page."""

    cells: tuple[StackCell, ...]
    least: float = 8.6
    grows: bool = False


@frozen
class Stack:
    """Rows of labels and answers under one another; those that grow fill the room down to ``bottom``.

    ``framed`` draws a frame of its own; without it a neighbour's frame goes round.
    """

    widths: tuple[float, ...]
    rows: tuple[StackRow, ...]
    left: float
    y: float | None = None
    gap: float = 0.0
    bottom: float = 0.0
    framed: bool = False
    when: str = ""


@frozen
class Opinion:
    """One opinion block: a label strip, the text, then name, date and seal, in that order.

    Attributes:
        strip: words of the strip, set upright.
        lines: extra printed lines above the names, such as 公示时间.
        signers: words before each line to sign on.
        seal: words in the seal circle; empty for none.
    """

    strip: str
    height: float
    bind: str = ""
    lines: tuple[str, ...] = ()
    signers: tuple[str, ...] = ("负责人（签字）：",)
    seal: str = "公章"
    size: float = 12.0
    lead: float = 19.0


@frozen
class Opinions:
    """Opinion blocks in one frame."""

    blocks: tuple[Opinion, ...]
    left: float
    right: float
    y: float | None = None
    gap: float = 0.0
    strip: float = 12.0
    when: str = ""


@frozen
class Paragraph:
    """Running text: printed (``text``) or from a binding, one paragraph a line of it."""

    text: str = ""
    bind: str = ""
    role: Role = "fang"
    size: float = 16.0
    lead: float = 27.5
    indent: float = 2.0
    align: Align = "justify"
    before: float = 0.0
    empty: Empty = "gap"
    when: str = ""


@frozen
class Prose:
    """Paragraphs that flow over pages; ``framed`` draws the frame of a form around each page's part."""

    paragraphs: tuple[Paragraph, ...]
    left: float
    right: float
    y: float | None = None
    gap: float = 0.0
    framed: bool = False
    when: str = ""


@frozen
class Opening:
    """Number, title and addressee of an official letter, on the lines of its layout.

    Attributes:
        title: centred over as many lines as it needs.
        number: 发文字号, at the right of the first line.
        to: 主送机关, flush left, one blank line below the title.
    """

    title: str
    number: str = ""
    to: str = ""
    when: str = ""


@frozen
class Body:
    """Running text of an official letter on the lines of its layout; first-level heads in Hei, second in Kai.

    Attributes:
        paragraphs: their sizes and leads are the layout's, whatever the file says.
        ends: the closing follows: the last two lines go with it to a new side where it needs one.
    """

    paragraphs: tuple[Paragraph, ...]
    ends: bool = True
    when: str = ""


@frozen
class Closing:
    """附件说明, the sender, the day and whom to ask, with room for the seal over sender and day.

    Attributes:
        office: who signs; ``on``: the day, empty leaves 年　月　日 to write.
        signs: words before lines to sign, at the left of the seal (a certificate's 经办人).
    """

    office: str
    on: str = ""
    attachments: tuple[str, ...] = ()
    contact: str = ""
    signs: tuple[str, ...] = ()
    when: str = ""


@frozen
class Words:
    """One printed line; ``at`` is (x, y) of its middle height, y from the part's top.

    ``width`` in mm is the room a quoted name has: a longer one shrinks, then breaks.
    """

    at: tuple[float, float]
    text: str
    role: Role = "song"
    size: float = 10.5
    align: Literal["left", "centre", "right"] = "left"
    spread: int = 0
    width: float = 0.0
    when: str = ""


@frozen
class Sign:
    """Words and a line to write on; a bound value is printed on the line.

    ``start`` is where the line begins, in mm from the words' left end; 0 is right behind them.
    """

    at: tuple[float, float]
    label: str
    line: float = 55.0
    size: float = 12.0
    bind: str = ""
    start: float = 0.0


@frozen
class DatePlace:
    """年　月　日 ending at ``at``; a bound day is printed instead."""

    at: tuple[float, float]
    size: float = 12.0
    bind: str = ""


@frozen
class SealPlace:
    """A faint circle for a wet seal."""

    at: tuple[float, float]
    label: str = ""
    size: float = 45.0


@frozen
class Line:
    """A straight rule; ``cut`` draws the dashed line scissors follow."""

    at: Rect
    weight: float = 0.5
    cut: bool = False


@frozen
class Marks:
    """Words, lines to sign, dates and seals that stay together; heights count from the part's top.

    Attributes:
        keep: room in mm the next part needs on the same side.
        every: drawn on each side of the page: ``head`` as it begins, ``foot`` as it ends.
        yields: left out where what came before reaches below its top.
    """

    height: float
    y: float | None = None
    gap: float = 0.0
    keep: float = 0.0
    every: Literal["", "head", "foot"] = ""
    yields: bool = False
    words: tuple[Words, ...] = ()
    signs: tuple[Sign, ...] = ()
    dates: tuple[DatePlace, ...] = ()
    seals: tuple[SealPlace, ...] = ()
    lines: tuple[Line, ...] = ()
    when: str = ""


Part = Grid | Table | Roll | Stack | Opinions | Prose | Marks | Opening | Body | Closing
KINDS: dict[str, type[Part]] = {
    "grid": Grid,
    "table": Table,
    "roll": Roll,
    "stack": Stack,
    "opinions": Opinions,
    "prose": Prose,
    "marks": Marks,
    "opening": Opening,
    "body": Body,
    "closing": Closing,
}
