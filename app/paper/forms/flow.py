# SPDX-License-Identifier: MulanPSL-2.0
"""Where the next part of a form goes: the open side, the height reached, turning to a new side."""

from __future__ import annotations

from collections import Counter

from attrs import define, field, frozen

from app.paper.core import geometry as g
from app.paper.core.letter import letter_margins, letter_number
from app.paper.core.marks import Head
from app.paper.core.page import Page
from app.paper.core.press import Imprint, Press, footer
from app.paper.core.typeset import Typesetter
from app.paper.forms.bindings import fill
from app.paper.forms.context import FormContext
from app.paper.forms.margin_notes import draw_notes
from app.paper.forms.parts import Grid, Opening, Opinions, Rect, Stack
from app.paper.forms.spec import FormSpec
from app.paper.forms.spec import Page as PageSpec

REFERENCE_WORDS = "参考模板"
APPENDIX_PAD = 3.0  # mm inside the frame of 附页
MARGINS_OF = {
    "form": g.measured_form,
    "loose": g.loose,
    "letter": letter_margins,
    "bound": g.bound,
}


@frozen
class PlacedCell:
    """Where a field was printed: its document path, page from 0 within the form, box in mm.

    ``part`` tells the paragraphs of a long text apart, from 0.
    """

    path: str
    page: int
    rect: Rect
    part: int = 0


@frozen
class Leftover:
    """What did not fit: page number printed on it, name of the field, text still to print.

    ``column`` counts the answers of its page from 1: 续评审表第3页第5栏 (ux 5.3).
    """

    page: int
    name: str
    text: str
    column: int = 0


@frozen
class Band:
    """Where a part of a page was laid, or one row of its stacked rows.

    Attributes:
        part: its place among the parts of the page, from 0.
        row: its place among the rows of the part; -1 is the whole part.
        side: side of the form from 0; where it went on, the last one.
        top, bottom: mm from the upper edge.
    """

    part: int
    row: int
    side: int
    top: float
    bottom: float


@define(eq=False)
class Flow:
    """The pages of one form as they come about.

    Attributes:
        number: page number of the open side.
        y: how far down the open side is used.
        plans: id of the page of the form each side belongs to.
        numbered: False where whoever binds the form sets the page numbers.
        gaps: by side from 0, how many answers that are wanted print as squares.
        bands: where parts and stacked rows were laid, for whoever shows the layout itself.
        part: the part being drawn.
    """

    press: Press
    spec: FormSpec
    context: FormContext
    number: int = 0
    side: g.Side = g.Side.BACK
    numbered: bool = True
    y: float = 0.0
    plans: list[str] = field(factory=list)
    placed: list[PlacedCell] = field(factory=list)
    leftovers: list[Leftover] = field(factory=list)
    gaps: Counter[int] = field(factory=Counter)
    bands: list[Band] = field(factory=list)
    part: int = 0
    _page: Page | None = None
    _plan: PageSpec | None = None
    _noted: int = 0  # sides whose margin is set

    @property
    def pages(self) -> int:
        """Return how many sides the form has so far."""
        return len(self.plans)

    @property
    def setter(self) -> Typesetter:
        """Return the press's typesetter."""
        return self.press.setter

    @property
    def page(self) -> Page:
        """Return the open side."""
        if self._page is None:
            raise LookupError("no side is open")
        return self._page

    @property
    def plan(self) -> PageSpec:
        """Return what the open side was made from."""
        if self._plan is None:
            raise LookupError("no side is open")
        return self._plan

    @property
    def dx(self) -> float:
        """Return how far the open side stands to the right of the layout (bound backs are mirrored)."""
        margins = MARGINS_OF.get(self.spec.margins)
        return self.page.margins.left - margins(g.Side.FRONT).left if margins is not None else 0.0

    @property
    def bottom(self) -> float:
        """Return where flowing parts end on this side."""
        return self.plan.bottom

    def margins(self, side: g.Side) -> g.Margins:
        """Return the margins of a side of this form."""
        named = MARGINS_OF.get(self.spec.margins)
        return named(side) if named is not None else g.wide()

    def open(self, plan: PageSpec) -> None:
        """Begin the first side of a page of the form."""
        self._begin(plan, continued=False)

    def turn(self) -> None:
        """Go on to a new side of the same page of the form."""
        self._begin(self.plan, continued=True)

    def _begin(self, plan: PageSpec, *, continued: bool) -> None:
        self.close_side()
        self.side = self.side.other
        self.number += 1
        self.plans.append(plan.id)
        title = f"{plan.title}（续）" if continued else plan.title
        self._plan = plan
        own = Head() if self.opens_letter else None  # a letter has the mark in its second line
        self._page = self.press.page(
            self.margins(self.side), fill(self.context, title), self.side, own
        )
        self.y = plan.top
        if plan.overflow:
            margins = self.page.margins
            self.page.box(margins.left, plan.top, margins.width, plan.bottom - plan.top, g.FRAME)
            self.y += APPENDIX_PAD
        self._heading(plan, continued=continued)

    def _heading(self, plan: PageSpec, *, continued: bool) -> None:
        heading = plan.heading
        if heading is None:
            return
        axis, text = self.page.margins.axis, fill(self.context, heading.text)
        if continued:
            text = plan.continued or f"{text}（续）"
            self.page.text(axis, heading.y, text, heading.role, min(heading.size, 16.0), "centre")
        elif heading.spread:
            self.page.label(
                axis, heading.y, text, heading.spread, heading.role, heading.size, "centre"
            )
        else:
            size = fitting_size(
                self.setter, text, heading.role, heading.size, self.page.margins.width
            )
            self.page.text(axis, heading.y, text, heading.role, size, "centre")

    def _foot(self, plan: PageSpec) -> None:
        imprint = self.press.imprint
        number = self.number if plan.numbered and self.numbered else None
        if self.spec.margins == "letter" and number is not None:
            letter_number(self.page, number)
            number = None
        footer(self.page, imprint, number)
        if self.spec.origin:
            reference_note(self.page, imprint, words=self.spec.origin)

    @property
    def opens_letter(self) -> bool:
        """Tell whether the open side is the one an official letter begins on."""
        parts = self.plan.parts
        return self.pages == 1 and bool(parts) and isinstance(parts[0], Opening)

    def room(self) -> float:
        """Return what is left of the side, in mm."""
        return self.bottom - self.y

    def place(self, path: str, rect: Rect, part: int = 0) -> None:
        """Remember where a field stands, so that the preview can box it."""
        if path:
            self.placed.append(PlacedCell(path, self.pages - 1, rect, part))

    def miss(self, count: int = 1) -> None:
        """Count answers of the open side that print as squares."""
        if count:
            self.gaps[self.pages - 1] += count

    def close_side(self) -> None:
        """End the open side: numbers of the self-check beside the cells of a proof, then the foot, read last."""
        if self._page is None or self._noted == self.pages:
            return
        self._noted = self.pages
        if self.context.paper.proof:
            here = [(cell.path, cell.rect) for cell in self.placed if cell.page == self.pages - 1]
            # A bound paper keeps its binding edge free; loose ones are clipped at the left.
            at_right = self.page.margins.outer_right or self.spec.margins != "bound"
            draw_notes(self._page, here, self.context.notes, at_right=at_right)
        self._foot(self.plan)

    def band(self, row: int, top: float, bottom: float) -> None:
        """Remember where the part being drawn, or a row of it, was laid on the open side."""
        self.bands.append(Band(self.part, row, self.pages - 1, top, bottom))

    def leave(self, name: str, text: str) -> None:
        """Remember what goes on 附页."""
        names = answer_names(self.plan)
        column = names.index(name) + 1 if name in names else 0
        self.leftovers.append(Leftover(self.number, name, text, column))


def answer_names(page: PageSpec) -> list[str]:
    """Return the names of the answers of a page of a form, in the order they are read."""
    names: list[str] = []
    for part in page.parts:
        if isinstance(part, Grid):
            names.extend(cell.name or cell.bind for cell in part.cells if cell.bind)
        elif isinstance(part, Stack):
            names.extend(cell.name or cell.bind for row in part.rows for cell in row.cells if cell.bind)  # fmt: skip
        elif isinstance(part, Opinions):
            names.extend(block.strip for block in part.blocks)
    return names


def fitting_size(setter: Typesetter, text: str, role: str, size: float, width: float) -> float:
    """Return the size, or the smaller one at which a title fits one line of the type area."""
    wide = setter.width(text, role, size)
    return size if wide <= width else size * width / wide


def reference_note(
    page: Page, imprint: Imprint, y: float | None = None, words: str = REFERENCE_WORDS
) -> None:
    """Set what stands behind the layout in the foot, beside what copy this is (D-5); ``y`` as the footer's."""
    y = page.margins.sheet[1] - 13.0 if y is None else y
    taken = page.setter.width(imprint.footer(), "song", 8) + (3.0 if imprint.footer() else 0.0)
    if page.margins.outer_right:
        page.text(page.margins.left + taken, y, words, "hei", 8)
    else:
        page.text(page.margins.x1 - taken, y, words, "hei", 8, "right")
