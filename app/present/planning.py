# SPDX-License-Identifier: MulanPSL-2.0
"""The volumes of one state of a declaration: as they were bound, else as they would be bound now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from app.kernel.errors import UserError
from app.model.materials import NumberSlip
from app.paper.context import PaperContext
from app.paper.core.press import Piece
from app.paper.forms import FormSpec, render
from app.paper.volume.packet import plan_packet
from app.paper.volume.plan import FrozenNumbers, ListedMaterial, PacketPlan, PacketRules
from app.policy.checklist import ChecklistRow
from app.present.prints.printing_binding import Binding, plan_from

# Papers of the list that the program makes and binds, by the catalogue's name → the form.
BOUND_FORMS = {"pledge": "pledge", "work_summary": "work-summary"}


def bound_forms(
    form_of: Callable[[str], FormSpec], rows: Iterable[ChecklistRow], context: PaperContext
) -> Mapping[str, Piece]:
    """Return the papers the program itself puts into the volumes, by the catalogue's piece name.

    They bear no page number of their own: the volume numbers them.

    Args:
        form_of: which form prints, by its name (``unit_forms.form_in_force``).
    """
    wanted = {row.piece for row in rows if row.bound and row.piece}
    return {
        name: render(form_of(form), context, numbered=False)
        for name, form in BOUND_FORMS.items()
        if name in wanted
    }


def split_rules(split_at: int) -> PacketRules:
    """Return how volumes are made up when they are split at so many mm; 0 and less is the usual way (M23)."""
    return PacketRules(thickest=float(split_at)) if split_at > 0 else PacketRules()


def planned(
    context: PaperContext,
    rows: Sequence[ListedMaterial],
    made: Mapping[str, Piece],
    bound: Binding | None,
    slips: Sequence[NumberSlip],
) -> tuple[PacketPlan, UserError | None]:
    """Return the numbered volumes, and why the materials do not fit the bound ones any more.

    Raises:
        UserError: PRINT-BINDING-DAMAGED when the record of the binding cannot be read.
    """
    if bound is None:
        rules = split_rules(context.declaration.split_at)
        return plan_packet(context, rows, made, rules, slips=slips), None
    kept = plan_from(bound.plan, rows)
    try:
        numbers = FrozenNumbers.of(kept)
        return plan_packet(context, rows, made, kept.rules, numbers, slips), None
    except UserError as fault:
        if fault.code != "PAPER-FROZEN":
            raise
        # Numbers on bound paper do not move: what was bound stands until a person mends the list.
        return kept, fault
