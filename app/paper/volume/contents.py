# SPDX-License-Identifier: MulanPSL-2.0
"""职称评审材料目录单: who declares what, every paper with its pages, a tick column for every checker.

Columns and places are those of its layout (D-13, forms.md 4.1; ``resources/forms/contents.toml`` or the
unit's own edition); the head stands on the first page, the signatures on the last.
"""

from __future__ import annotations

from app.paper.context import CONTENTS, PaperContext
from app.paper.core import geometry as g
from app.paper.core.geometry import Side
from app.paper.core.press import Piece, Press
from app.paper.forms.context import FormContext
from app.paper.forms.flow import Flow, Sheets
from app.paper.forms.printing import lay
from app.paper.forms.spec import FormSpec
from app.paper.templates import CATALOGUE, catalogue_note
from app.paper.volume.contents_columns import catalogue_of
from app.paper.volume.plan import PacketPlan

TITLE = "职称评审材料目录单"


def count_contents(context: PaperContext, plan: PacketPlan) -> int:
    """Return the sides the catalogue of a plan takes."""
    return _laid(Press(), context, plan, counting=True).pages


def contents(context: PaperContext, plan: PacketPlan) -> Piece:
    """Return the catalogue as a paper of its own (one more copy goes on the file bag)."""
    press = Press(imprint=context.imprint(), title=TITLE)
    draw_contents(press, context, plan)
    pdf = press.save()
    return Piece("contents", TITLE, pdf, press.sides, places=tuple(press.places))


def draw_contents(press: Press, context: PaperContext, plan: PacketPlan) -> None:
    """Draw all sides of the catalogue."""
    _laid(press, context, plan, counting=False)


def _laid(press: Press, context: PaperContext, plan: PacketPlan, *, counting: bool) -> Flow:
    form = FormContext(context, roll=catalogue_of(context, plan))
    spec = layout_of(context)
    return lay(spec, form, press, sheets=_sheets(context, plan, spec), counting=counting)


def layout_of(context: PaperContext) -> FormSpec:
    """Return the layout the catalogue prints with: the unit's own, else the one that came with the program."""
    own = context.catalogue
    return own if isinstance(own, FormSpec) else FormSpec.load(CATALOGUE)


def _sheets(context: PaperContext, plan: PacketPlan, spec: FormSpec) -> Sheets:
    """Return how its sides are bound and numbered, and which catalogue this is (ux N-1)."""
    rules = plan.rules
    sides = plan.volumes[0].sides if plan.volumes else ()
    planned = [side.shown for side in sides if side.kind == "contents"]

    def margins(index: int) -> g.Margins:
        side = Side.BACK if rules.duplex and index % 2 else Side.FRONT
        return g.bound(side, rules.binding, rules.outer)

    def number(index: int) -> str | None:
        shown = planned[index] if index < len(planned) else str(index + 1)
        return shown if rules.contents_numbered else None

    note = catalogue_note(context.pack)
    head = context.head(CONTENTS, context.piece)
    under = f"{note}　版式{spec.origin}" if spec.edition else note
    return Sheets(margins, number, under, head)
