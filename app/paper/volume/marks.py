# SPDX-License-Identifier: MulanPSL-2.0
"""Which mark every part of a volume bears, and which its cover (secrecy.md 7.1, the rule for compilations)."""

from __future__ import annotations

from app.model.marking import NO_MARK, Compiled, compiled, mark_of, marks_in_force
from app.paper.context import CONTENTS, VOLUME, PaperContext
from app.paper.core.marks import Head
from app.paper.volume.plan import PacketPlan, PlannedEntry


def material_papers(entry: PlannedEntry) -> tuple[str, ...]:
    """Return what decisions may call a material of a volume, the closest first."""
    return (entry.entry_id, entry.row.piece or "", VOLUME)


def material_head(context: PaperContext, entry: PlannedEntry) -> Head:
    """Return what the pages of a material bear: its own mark, else that of the volumes."""
    return context.head(*material_papers(entry))


def volume_mark(context: PaperContext, plan: PacketPlan, number: int) -> Compiled:
    """Return what the cover of a volume bears: the highest level and the longest period inside."""
    inside = [
        mark_of(context.markings, *material_papers(entry))
        for entry in plan.entries
        if any(span.volume == number for span in entry.spans)
    ]
    if number == 1 and plan.contents:
        inside.append(mark_of(context.markings, CONTENTS, VOLUME))
    return compiled(inside, mark_of(context.markings, VOLUME))


def volume_head(context: PaperContext, plan: PacketPlan, number: int) -> Head:
    """Return what the cover of a volume bears, with the 份号 of this copy."""
    mark = volume_mark(context, plan, number).mark
    return Head(mark, context.copy if mark.secret else None)


def packet_mark(context: PaperContext) -> Compiled:
    """Return what the wrapping of everything bears: the highest level and longest period of all its papers."""
    marks = marks_in_force(context.markings)
    return compiled(marks, mark_of(context.markings, VOLUME) if marks else NO_MARK)
