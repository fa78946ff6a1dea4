# SPDX-License-Identifier: MulanPSL-2.0
"""One press for a whole batch: sides go out as they are finished, faces are embedded once at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO

from attrs import define, field, frozen

from app.paper.core import geometry as g
from app.paper.core.embed import embed_face
from app.paper.core.geometry import PT
from app.paper.core.marks import Head, leading_mark, running_mark
from app.paper.core.page import Page
from app.paper.core.pdfsink import Bookmark, PdfSink
from app.paper.core.places import Place, SigningPlace
from app.paper.core.sheetcode import draw_sheet_code
from app.paper.core.typeset import Typesetter, shared_setter

PRACTICE_WORDS = "练习　数据虚构，不作申报用"
PROOF_WORDS = "校对稿"
FOOT = 13.0  # mm from the lower edge to the middle of the footer
NUMBER_SIZE, NUMBER_WORDS = 18.0, 9.0  # 第 37 页 (D-13)


@frozen
class Imprint:
    """What the footer says about this copy (ux 5.2).

    Attributes:
        code: 核对码, digits in four groups; empty where a piece has none.
        version: version of the declaration.
        print_number: number in the print register; empty for a proof that is not registered.
        date: day of printing, ISO.
        practice: every sheet says 练习.
        proof: every sheet says 校对稿.
        head: mark and 份号 as recorded; without a record nothing (D-7).
        check_sheets: every sheet bears a small QR of the digits in its foot (D-8: off by default).
        check_bars: the same digits as Code128, instead of the QR (ux 5.5: off by default).
    """

    code: str = ""
    version: int | None = None
    print_number: str = ""
    date: str = ""
    practice: bool = False
    proof: bool = False
    head: Head = Head()
    check_sheets: bool = False
    check_bars: bool = False

    def footer(self) -> str:
        """Return the one line at the foot."""
        parts = [
            PROOF_WORDS if self.proof else "",
            self.head.foot,
            f"核对码\u00a0{self.code}" if self.code else "",
            f"第{self.version}版" if self.version is not None else "",
            f"印号\u00a0{self.print_number}" if self.print_number else "",
            self.date,
        ]
        return "　".join(part for part in parts if part)


@frozen
class Piece:
    """A finished paper of its own: its id, its title in Chinese, the PDF and its number of sides.

    Attributes:
        paper: A4 or A3, the size to put into the printer.
        short_edge: its sheets are turned over their short edge (folded sheets).
        places: where people sign and seal.
        faces: pages that bear a code of their own where they are not the sides (folded sheets).
    """

    id: str
    title: str
    pdf: bytes
    pages: int
    paper: str = "A4"
    short_edge: bool = False
    places: tuple[SigningPlace, ...] = ()
    faces: int = 0


@define(eq=False)
class Press:
    """Makes sides, dresses them with what every side carries, and writes the file.

    Attributes:
        setter: measures and sets; share one over many presses.
        imprint: what the footers say.
        target: stream to write to; None keeps the file in memory for ``save``.
        title: document title; never a person's name.
        places: where people sign and seal, side by side, of the sides that went out.
        fleeting: the file is only looked at: made quickly rather than small.
        leads: the first side bears 份号 and mark at its top left; False where whoever draws it does that.
    """

    setter: Typesetter = field(factory=shared_setter)
    imprint: Imprint = Imprint()
    target: BinaryIO | None = None
    title: str = "职称评审申报材料"
    fleeting: bool = False
    leads: bool = True
    marks: list[Bookmark] = field(factory=list)
    places: list[SigningPlace] = field(factory=list)
    sink: PdfSink = field(init=False)
    _buffer: BytesIO | None = None
    _fonts: int = field(init=False)
    _resources: int = field(init=False)
    _drawn: dict[str, set[str]] = field(factory=lambda: defaultdict(set))
    _shared: dict[tuple[str, g.Margins], int | None] = field(factory=dict)
    _shared_places: dict[tuple[str, g.Margins], tuple[Place, ...]] = field(factory=dict)
    _open: Page | None = None
    _wide: bool = False

    def __attrs_post_init__(self) -> None:
        stream: BinaryIO
        if self.target is None:
            stream = self._buffer = BytesIO()
        else:
            stream = self.target
        self.sink = PdfSink(stream, level=1) if self.fleeting else PdfSink(stream)
        self._fonts = self.sink.reserve()
        self._resources = self.sink.put(b"<</Font %d 0 R>>" % self._fonts)

    @property
    def sides(self) -> int:
        """Return the number of sides begun."""
        return self.sink.page_count + (self._open is not None)

    def page(
        self,
        margins: g.Margins,
        name: str = "",
        side: g.Side | None = None,
        head: Head | None = None,
    ) -> Page:
        """Begin a side; the side before it goes out.

        Args:
            name: its bookmark, empty for none.
            head: what it bears at its head, where that is not what the imprint says.
        """
        self.finish()
        if side is None:
            side = g.Side.FRONT if margins.outer_right else g.Side.BACK
        page = Page(self.setter, margins, side, name)
        if name:
            self.marks.append(Bookmark(name, self.sink.page_count))
        self._wide = self._wide or margins.sheet[0] > margins.sheet[1]
        self._open = page
        self.again(page, "dress", self._dress)
        self._mark(page, self.imprint.head if head is None else head)
        draw_sheet_code(page, self.imprint, self.sides)
        return page

    def again(self, page: Page, what: str, draw: Callable[[Page], None]) -> None:
        """Draw what is the same on every side with these margins: one stream that all of them share.

        It lies under everything else of the side.
        """
        key = (what, page.margins)
        if key not in self._shared:
            scratch = Page(self.setter, page.margins, page.side)
            draw(scratch)
            self._note(scratch)
            content = scratch.content()
            self._shared[key] = self.sink.put_deflated(b"", content) if content else None
            self._shared_places[key] = tuple(scratch.places)
        number = self._shared[key]
        if number is not None:
            page.shared.append(number)
        page.places.extend(self._shared_places[key])

    def _note(self, page: Page) -> None:
        for mark, drawn in page.drawn.items():
            self._drawn[mark].update("".join(drawn))

    def blank(self, margins: g.Margins) -> None:
        """Add a side that carries nothing: the back of a sheet left empty."""
        self.finish()
        self._open = Page(self.setter, margins, g.Side.BACK)
        self.finish()

    def _dress(self, page: Page) -> None:
        """Draw what every sheet carries; it lies under all else, so the diagonal hides nothing."""
        middle = page.margins.sheet[0] / 2
        if self.imprint.proof:
            page.turned(middle, page.height / 2, PROOF_WORDS, "song_bold", 120, 45, g.PROOF_GREY)
        if self.imprint.practice:
            practice(page)

    def _mark(self, page: Page, head: Head) -> None:
        """Draw mark and 份号: large where a file begins, small in the head of every other side."""
        if not head:
            return
        practice = self.imprint.practice
        draw = leading_mark if self.leads and self.sides == 1 else running_mark
        self.again(
            page, f"{draw.__name__} {head}", lambda each: draw(each, head, practice=practice)
        )

    def finish(self) -> None:
        """Write the open side."""
        page, self._open = self._open, None
        if page is None:
            return
        self._note(page)
        side, sheet = self.sink.page_count, page.margins.sheet
        self.places += [SigningPlace(side, sheet, place) for place in page.places]
        content = page.content()
        contents = list(page.shared)
        if content:
            contents.append(self.sink.put_deflated(b"", content))
        resources = b"%d 0 R" % self._resources
        if page.placed:
            shown = b"".join(
                b"/%s %d 0 R" % (name.encode(), number) for name, number in page.placed
            )
            resources = b"<</Font %d 0 R/XObject<<%s>>>>" % (self._fonts, shown)
        self.sink.put_page(page.margins.sheet, resources, contents)

    def save(self) -> bytes:
        """Finish the file; returns it when no target was given, else nothing."""
        self.finish()
        self._embed()
        self.sink.put_outline(self.marks)
        self.sink.close(self.title, landscape=self._wide)
        return self._buffer.getvalue() if self._buffer is not None else b""

    def _embed(self) -> None:
        entries = []
        for mark in sorted(self._drawn):
            number = self.sink.reserve()
            embed_face(self.sink, self.setter.library.face_marked(mark), self._drawn[mark], number)
            entries.append(b"/F%s %d 0 R" % (mark.encode(), number))
        self.sink.put(b"<<%s>>" % b"".join(entries), self._fonts)


def practice(page: Page, y: float = 8.6) -> None:
    """Set 练习 in a frame at the head: cannot be taken for a secrecy mark or a formal copy."""
    x = page.margins.sheet[0] / 2
    page.box(x - 25, y - 2.8, 50, 5.6, 0.8)
    page.text(x, y, PRACTICE_WORDS, "hei", 8.5, "centre")


def footer(
    page: Page, imprint: Imprint, number: int | str | None = None, *, y: float | None = None
) -> None:
    """Draw the thin rule, what copy this is, and the page number at the outer corner."""
    y = page.margins.sheet[1] - FOOT if y is None else y
    foot_line(page, imprint, y)
    if number is not None:
        page_number(page, number, y + 0.9)


def foot_line(page: Page, imprint: Imprint, y: float) -> None:
    """Draw the footer without a page number."""
    margins = page.margins
    page.rule(margins.left, y - 4.2, margins.x1, y - 4.2, g.HAIR)
    if margins.outer_right:
        page.text(margins.left, y, imprint.footer(), "song", 8)
    else:
        page.text(margins.x1, y, imprint.footer(), "song", 8, "right")


def page_number(page: Page, number: int | str, y: float) -> None:
    """Set 第 37 页 with the figure as the largest thing on the edge, flush with the outer margin."""
    word = NUMBER_WORDS * PT
    figure = page.setter.width(str(number), "hei_bold", NUMBER_SIZE)
    total = figure + 2 * word + 2.4
    x = page.margins.x1 - total if page.margins.outer_right else page.margins.left
    page.text(x, y + 1.2, "第", "hei", NUMBER_WORDS)
    page.text(x + word + 1.2, y, str(number), "hei_bold", NUMBER_SIZE)
    page.text(x + word + figure + 2.4, y + 1.2, "页", "hei", NUMBER_WORDS)


def header(page: Page, words: str, name: str = "") -> None:
    """Set the running head of a bound page at its outer side, over a thin rule.

    Words too long for the line are shortened with an ellipsis (the 目录单 has them in full); the
    person's name after them never is.
    """
    margins = page.margins
    tail = f"　{name}" if name else ""
    shown, size = words, 8.0
    while page.setter.width(shown + tail, "song", size) > margins.width and len(words) > 1:
        words = words[:-1]
        shown = f"{words}…"
    if margins.outer_right:
        page.text(margins.x1, 14.1, shown + tail, "song", size, "right")
    else:
        page.text(margins.left, 14.1, shown + tail, "song", size)
    page.rule(margins.left, 16.8, margins.x1, 16.8, g.HAIR)


def seam(page: Page) -> None:
    """Draw three grey ticks on the outer edge: where a 骑缝章 crosses the sheets of one paper."""
    right = page.margins.outer_right
    edge, inward = (page.margins.sheet[0], -5.0) if right else (0.0, 5.0)
    middle = page.height / 2
    page.rules(
        [(edge, middle + step, edge + inward, middle + step) for step in (-18.0, 0.0, 18.0)],
        0.6,
        0.5,
    )
