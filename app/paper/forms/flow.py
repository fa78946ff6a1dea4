# SPDX-License-Identifier: MulanPSL-2.0
"""Where the next part of a form goes: the open side, the height reached, turning to a new side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from attrs import define, evolve, field, frozen

from app.paper.core import geometry as g
from app.paper.core.letter import letter_margins, letter_number
from app.paper.core.marks import Head
from app.paper.core.page import Page
from app.paper.core.page_total import PageTotal
from app.paper.core.press import Imprint, Press, footer
from app.paper.core.typeset import Typesetter
from app.paper.forms.bindings import fill
from app.paper.forms.context import FormContext
from app.paper.forms.margin_notes import draw_notes
from app.paper.forms.parts import Grid, Opening, Opinions, Rect, Stack
from app.paper.forms.spec import FormSpec
from app.paper.forms.spec import Page as PageSpec

REFERENCE_WORDS = "参考模板"
UNDER_FOOT = 8.6  # mm from the lower edge: a line below the footer
APPENDIX_PAD = 3.0  # mm inside the frame of 附页
MARGINS_OF = {
    "form": g.measured_form,
    "loose": g.loose,
    "letter": letter_margins,
    "bound": g.bound,
}


@frozen
class Sheets:
    """How a paper that is bound by others stands on its sheets, side by side from 0.

    Attributes:
        margins: of a side; number: what a side shows as its page number, None for nothing.
        under: words in the line below the foot: which catalogue this is.
        head: what its sides bear at their head, where that is not what the imprint says.
    """

    margins: Callable[[int], g.Margins]
    number: Callable[[int], str | None]
    under: str = ""
    head: Head | None = None


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
        sheets: margins and numbers where others bind the paper.
        counting: only how many sides there are is asked; rolls are measured and not drawn.
        on_side: rows of a roll on the open side.
        furniture: draws what every side of the open page carries, as it begins and as it ends.
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
    sheets: Sheets | None = None
    counting: bool = False
    on_side: int = 0
    furniture: Callable[[Flow, str], None] = lambda _flow, _when: None
    total: PageTotal | None = None
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
        if self.sheets is not None:
            return self.sheets.margins(self.pages - 1)
        named = MARGINS_OF.get(self.spec.margins)
        return named(side) if named is not None else g.wide(wide_sheet(self.plan))

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
        if continued and self.sheets is not None:
            title = ""  # a volume's bookmarks name the paper once
        self._plan = plan
        own = Head() if self.opens_letter else None  # a letter has the mark in its second line
        if self.sheets is not None:
            own = self.sheets.head
        self._page = self.press.page(
            self.margins(self.side), fill(self.context, title), self.side, own
        )
        self.y = plan.top
        if plan.overflow:
            margins = self.page.margins
            self.page.box(margins.left, plan.top, margins.width, plan.bottom - plan.top, g.FRAME)
            self.y += APPENDIX_PAD
        self._heading(plan, continued=continued)
        self.furniture(self, "head")

    def _heading(self, plan: PageSpec, *, continued: bool) -> None:
        heading = plan.again if continued and plan.again is not None else plan.heading
        if heading is None:
            return
        margins, text = self.page.margins, fill(self.context, heading.text)
        axis = margins.sheet[0] / 2 if heading.on_sheet else margins.axis
        if continued and plan.again is None:
            text = plan.continued or f"{text}（续）"
            self.page.text(axis, heading.y, text, heading.role, min(heading.size, 16.0), "centre")
        elif heading.spread:
            self.page.label(
                axis, heading.y, text, heading.spread, heading.role, heading.size, "centre"
            )
        else:
            size = fitting_size(
                self.setter, text, heading.role, heading.size, heading.width or margins.width
            )
            self.page.text(axis, heading.y, text, heading.role, size, "centre")

    def _foot(self, plan: PageSpec) -> None:
        imprint = self.press.imprint
        number: int | str | None = self.number if plan.numbered and self.numbered else None
        if self.sheets is not None:
            number = self.sheets.number(self.pages - 1)
        y = self.page.margins.sheet[1] - plan.foot
        if self.spec.margins == "letter" and number is not None:
            letter_number(self.page, self.number)
            number = None
        if self.sheets is not None:
            _under(self.page, self.sheets.under)
        footer(self.page, imprint, None if plan.totalled else number, y=y)
        if self.sheets is None and self.spec.origin:
            reference_note(self.page, imprint, y, self.spec.origin)
        if plan.totalled:
            self._total().mark(self.page, self.pages, y + 0.9)

    def _total(self) -> PageTotal:
        """Return what says 共 y 页, for a list of about ten rows a side."""
        if self.total is None:
            listed = getattr(self.context.roll, "count", 0)
            self.total = PageTotal(self.press, estimate=listed // 10 + 1)
        return self.total

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
        self.context = evolve(self.context, on_side=self.on_side)
        self.furniture(self, "foot")
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


def wide_sheet(page: PageSpec) -> tuple[float, float]:
    """Return the turned sheet of a page of a wide form."""
    return g.A3_WIDE if page.sheet == "A3" else g.A4_WIDE


def _under(page: Page, words: str) -> None:
    """Set words in the line below the foot, at the outer side of the imprint."""
    y = page.margins.sheet[1] - UNDER_FOOT
    if page.margins.outer_right:
        page.text(page.margins.left, y, words, "hei", 8)
    else:
        page.text(page.margins.x1, y, words, "hei", 8, "right")


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
