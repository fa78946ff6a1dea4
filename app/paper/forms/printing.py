# SPDX-License-Identifier: MulanPSL-2.0
"""A FormSpec and a context into pages: alone as a Piece, or laid into a press somebody else runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import field, frozen

from app.model.codes import ReviewLevel
from app.paper.context import PaperContext
from app.paper.core.geometry import Side
from app.paper.core.press import Piece, Press
from app.paper.core.typeset import Para, Style
from app.paper.forms import bindings
from app.paper.forms.context import Batch, FormContext, Matter
from app.paper.forms.draw_flowing import draw_prose, draw_stack, draw_table
from app.paper.forms.draw_grid import draw_grid
from app.paper.forms.draw_letter import closing_height, draw_body, draw_closing, draw_opening
from app.paper.forms.draw_roll import draw_roll
from app.paper.forms.draw_signed import draw_marks, draw_opinions
from app.paper.forms.fitting import standard_setter
from app.paper.forms.flow import Band, Flow, Leftover, PlacedCell, Sheets
from app.paper.forms.margin_notes import Notes
from app.paper.forms.parts import (
    Body,
    Closing,
    Grid,
    Marks,
    Opening,
    Opinions,
    Part,
    Prose,
    Stack,
)
from app.paper.forms.spec import FormSpec, Heading, Page
from app.paper.forms.tabular import Roll, Table

APPENDIX_ITEM = Style("fang", 12, 21, "justify", before=4)
APPENDIX_HEAD = Style("hei", 11, 19, before=6)
APPENDIX = Page("appendix", "附页", (), Heading("附页"), continued="附页（续）", overflow=True)
FAMILY = "专业技术职称"  # 专业技术职称评审表 is called 评审表 where it refers to itself
SHORT_PART = 12.0  # mm a flowing part needs to begin on a side


@frozen
class Printed:
    """A finished form and where its fields stand.

    Attributes:
        cells: fields in reading order.
        leftovers: what went on 附页.
        sides: id of the page of the form each side belongs to.
        gaps: by side, how many wanted answers print as squares; sides without any are left out.
    """

    piece: Piece
    cells: tuple[PlacedCell, ...]
    leftovers: tuple[Leftover, ...]
    sides: tuple[str, ...]
    gaps: Mapping[int, int] = field(factory=dict)


def render(
    spec: FormSpec,
    context: PaperContext,
    *,
    references: Mapping[str, str] | None = None,
    level: ReviewLevel = ReviewLevel.UNIT,
    matter: Matter | None = None,
    multiple: int = 1,
    notes: Notes | None = None,
    batch: Batch | None = None,
    numbered: bool = True,
) -> Piece:
    """Return a form printed from a context.

    Args:
        spec: the form; ``FormSpec.load(name)``.
        context: whose declaration, which copy.
        references: id of an achievement or paper → 见第37—41页 (``paper.references``).
        level: whose review, for result pages and correction slips.
        matter: number, office and dates of a letter.
        multiple: empty 附页 are added until the sides are a multiple of this (folded sheets).
        notes: findings by document path, numbered in the margin of a proof.
        batch: whom a unit's letter speaks of.
        numbered: False where whoever binds the paper sets the page numbers.

    Raises:
        UserError: PAPER-GLYPH when a character is in no face; nothing is printed then.
    """
    return produce(
        spec,
        context,
        references=references,
        level=level,
        matter=matter,
        multiple=multiple,
        notes=notes,
        batch=batch,
        numbered=numbered,
    ).piece


def cells(
    spec: FormSpec,
    context: PaperContext,
    *,
    references: Mapping[str, str] | None = None,
    level: ReviewLevel = ReviewLevel.UNIT,
    matter: Matter | None = None,
    batch: Batch | None = None,
) -> tuple[PlacedCell, ...]:
    """Return (document path, page from 0, box in mm) of every field as printed, in reading order."""
    return produce(
        spec, context, references=references, level=level, matter=matter, batch=batch
    ).cells


def produce(
    spec: FormSpec,
    context: PaperContext,
    *,
    references: Mapping[str, str] | None = None,
    level: ReviewLevel = ReviewLevel.UNIT,
    matter: Matter | None = None,
    multiple: int = 1,
    notes: Notes | None = None,
    batch: Batch | None = None,
    numbered: bool = True,
) -> Printed:
    """Return a form printed, with its fields' places and what went on 附页; arguments as ``render``."""
    form = FormContext(context, references or {}, level, matter or Matter(), notes or {}, batch)
    press = Press(standard_setter(), context.imprint(), title=spec.title)
    flow = lay(spec, form, press, numbered=numbered)
    while flow.pages % multiple:
        flow.open(APPENDIX)
    return _printed(spec, flow, press)


def render_roll(
    spec: FormSpec,
    context: PaperContext,
    roll: Any,
    *,
    title: str,
    name: str,
    matter: Matter | None = None,
) -> Piece:
    """Return what speaks of a list printed: a roster, a table of counts, a report on a counted meeting.

    Args:
        roll: what its rows are taken from (``FormContext.roll``).
        title: of the document; name: its id.
        matter: number, office and dates of a letter.

    Raises:
        UserError: PAPER-GLYPH when a character is in no face; nothing is printed then.
    """
    form = FormContext(context, matter=matter or Matter(), roll=roll)
    press = Press(standard_setter(), context.imprint(), title=title)
    flow = lay(spec, form, press)
    pdf = press.save()
    sheet = next(page.sheet for page in spec.pages if page.id == flow.plans[0])
    return Piece(name, title, pdf, press.sides, sheet, places=tuple(press.places))


def produce_page(
    spec: FormSpec, form: FormContext, page_id: str, first_number: int, *, numbered: bool = True
) -> Printed:
    """Return the sides of one page of a form, just as they stand in the whole form.

    A page being typed on is drawn so: a tenth of the work. What other pages send to 附页 is not here.

    Args:
        page_id: a page of the form that is printed for this person.
        first_number: number of its first side in the whole form, from 1; odd ones are fronts.
    """
    press = Press(standard_setter(), form.paper.imprint(), title=spec.title, fleeting=True)
    side = Side.FRONT if first_number % 2 else Side.BACK
    flow = lay(
        spec, form, press, first_number=first_number, side=side, numbered=numbered, only=page_id
    )
    return _printed(spec, flow, press)


def _printed(spec: FormSpec, flow: Flow, press: Press) -> Printed:
    flow.close_side()
    pdf = press.save()
    piece = Piece(spec.id, spec.title, pdf, flow.pages, places=tuple(press.places))
    return Printed(
        piece, tuple(flow.placed), tuple(flow.leftovers), tuple(flow.plans), dict(flow.gaps)
    )


def lay(
    spec: FormSpec,
    context: FormContext,
    press: Press,
    *,
    first_number: int = 1,
    side: Side = Side.FRONT,
    numbered: bool = True,
    only: str = "",
    sheets: Sheets | None = None,
    counting: bool = False,
) -> Flow:
    """Lay a form into a press, beginning on a side and with a page number; returns how it went.

    A volume lays its 承诺书 with the number the catalogue gives it; ``numbered`` False leaves the
    numbers to whoever binds. ``only`` lays one page of the form, without an 附页. ``sheets`` are those
    of a paper that others bind; ``counting`` asks only how many sides a roll takes.
    """
    flow = Flow(press, spec, context, number=first_number - 1, side=side.other, numbered=numbered)
    flow.sheets, flow.counting, flow.furniture = sheets, counting, _furniture
    shown = [page for page in spec.pages if bindings.holds(context, page.when)]
    for page in (page for page in shown if only in ("", page.id)):
        flow.open(page)
        for flow.part, part in enumerate(page.parts):
            if bindings.holds(context, part.when) and not _apart(flow, part):
                _draw(flow, part, page.parts[flow.part + 1 :])
        if page.overflow and flow.leftovers:
            _appendix(flow)
    if flow.leftovers and not only and not any(page.overflow for page in shown):
        flow.open(APPENDIX)
        _appendix(flow)
    flow.close_side()
    if flow.total is not None:
        flow.total.finish()
    return flow


def _apart(flow: Flow, part: Part) -> bool:
    """Tell whether a part is not drawn in its turn: it stands on every side, or gives way to what came before."""
    if not isinstance(part, Marks):
        return False
    return bool(part.every) or (part.yields and part.y is not None and flow.y > part.y)


def _furniture(flow: Flow, when: str) -> None:
    """Draw what every side of the open page carries, as it begins (head) or ends (foot)."""
    y, held = flow.y, flow.part
    first = len(flow.plans) < 2 or flow.plans[-2] != flow.plan.id
    for number, part in enumerate(flow.plan.parts):
        if (
            isinstance(part, Marks)
            and part.every == when
            and bindings.holds(flow.context, part.when)
        ):
            flow.part = number
            top = flow.y = part.y or 0.0
            draw_marks(flow, part)
            if first:
                flow.band(-1, top, flow.y)
    flow.part = held
    flow.y = y


def _draw(flow: Flow, part: Part, following: Sequence[Part]) -> None:
    if isinstance(part, Grid):
        draw_grid(flow, part)
        return
    top = flow.y if isinstance(part, (Opening, Body, Closing)) else _begin(flow, part)
    side = flow.pages
    if isinstance(part, (Opening, Body, Closing)):
        _draw_letter(flow, part, following)
    elif isinstance(part, Prose):
        draw_prose(flow, part)
    elif isinstance(part, Table):
        draw_table(flow, part)
    elif isinstance(part, Roll):
        draw_roll(flow, part, following)
    elif isinstance(part, Stack):
        draw_stack(flow, part)
    elif isinstance(part, Opinions):
        draw_opinions(flow, part)
    else:
        draw_marks(flow, part)
    if flow.pages > side:  # it went on: all that was left of the side it began on is its own
        flow.bands.append(Band(flow.part, -1, side - 1, top, flow.bottom))
        top = flow.plan.top
    flow.band(-1, top, flow.y)


def _begin(flow: Flow, part: Table | Roll | Stack | Opinions | Prose | Marks) -> float:
    """Go to where a part begins, on a new side where it has no room; returns the height."""
    flow.y = _top(flow, part.y, part.gap)
    needed = part.height + part.keep if isinstance(part, Marks) else SHORT_PART
    if part.y is None and isinstance(part, Opinions):
        needed = part.blocks[0].height
    if (part.y is None or part.gap) and flow.room() < needed:
        flow.turn()
    return flow.y


def _draw_letter(flow: Flow, part: Opening | Body | Closing, following: Sequence[Part]) -> None:
    if isinstance(part, Opening):
        draw_opening(flow, part)
    elif isinstance(part, Closing):
        draw_closing(flow, part)
    else:
        closing = following[0] if following else None
        needed = closing_height(closing) if isinstance(closing, Closing) else 0.0
        draw_body(flow, part, needed)


def _top(flow: Flow, y: float | None, gap: float) -> float:
    """Return where a part begins: at y, a gap below what came before, or, with both, at y unless pushed down."""
    if y is None:
        return flow.y + gap
    return max(y, flow.y + gap) if gap else y


def _appendix(flow: Flow) -> None:
    """Print what did not fit its cell, each under the words that lead back to it (ux 5.3)."""
    margins, short = flow.page.margins, flow.spec.title.removeprefix(FAMILY)
    for item in flow.leftovers:
        column = f"第{item.column}栏" if item.column else ""
        heading = f"续{short}第{item.page}页{column}“{item.name}”："
        for para in (
            Para(heading, APPENDIX_HEAD),
            *(Para(text, APPENDIX_ITEM) for text in item.text.split("\n")),
        ):
            block = flow.setter.compose(para, margins.width - 6)
            while block.lines:
                head, rest = block.split(flow.bottom - flow.y - 3, least=1)
                if not head.lines:
                    flow.turn()
                    continue
                flow.y = flow.page.block(flow.page.margins.left + 3, flow.y, head)
                block = rest
